"""A route on its way to other programs: its timetable and ways in degrees, the words and the moments of each part."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.texts import Text, joined
from ..common.translation import translated
from ..layers.places import lat_lon
from .problem import place_name
from .timetable import STOP, clock_time, timetable

if TYPE_CHECKING:
    from ...algorithms.route.plan import Leg
    from ..framework.run import Run
    from .inputs import Inputs
    from .outputs import Driven, Result
    from .problem import Task
    from .timetable import Row

# What XML has no room for, and a row of a table none.
_NO_CHARACTERS = ("Cc", "Cs", "Cn")


@dataclass(frozen=True)
class Outline:
    """One route in degrees.

    ``number``: of the variant, from 1; ``is_one_of_many``: whether there are others. ``rows``: of its timetable, and
    ``at`` (r, 2): latitude and longitude of each, NaN for the break. ``legs``: with their streets, and ``ways``: of
    each the latitudes and longitudes (k, 2).
    """

    number: int
    is_one_of_many: bool
    task: Task
    rows: list[Row]
    at: np.ndarray
    legs: list[tuple[Leg, str]]
    ways: list[np.ndarray]

    @property
    def departure(self) -> np.datetime64:
        return self.task.settings.departure

    @property
    def prefix(self) -> str:
        """What stands before the names of one of many."""
        return f"V{self.number} " if self.is_one_of_many else ""


def outlines_of(run: Run, inputs: Inputs, result: Result) -> list[Outline]:
    """Of the plan and of each variant."""
    return [_outline(run, inputs, result, driven, number) for number, driven in enumerate(result.driven, start=1)]


def _outline(run: Run, inputs: Inputs, result: Result, driven: Driven, number: int) -> Outline:
    """One of the routes of a result.

    run: whose transformations are used.
    inputs: where the working CRS is known.
    result: whose route it is.
    driven: the route.
    number: of the variant.
    """
    task = result.task
    rows = timetable(task, driven.route, driven.streets)
    place = np.array([row.place for row in rows], dtype=np.int64)
    ends = np.cumsum([len(way) for way in driven.ways], dtype=np.int64)
    xy = np.concatenate([np.column_stack([task.x[place], task.y[place]]), *driven.ways])
    degrees = np.column_stack(lat_lon(run, xy[:, 0], xy[:, 1], inputs.crs))
    return Outline(
        number=number,
        is_one_of_many=len(result.driven) > 1,
        task=task,
        rows=rows,
        at=np.where((place >= 0)[:, None], degrees[: len(rows)], np.nan),
        legs=list(zip(driven.route.legs, driven.streets)),
        ways=np.split(degrees[len(rows) :], ends[:-1]) if driven.ways else [],
    )


# --- texts


def plain(text: str) -> str:
    """A text in the user's language without what no file of text can hold."""
    # Data are nobody's words to translate.
    said = translated(text) if isinstance(text, Text) else text
    return "".join(one for one in said if one in "\n\t" or unicodedata.category(one) not in _NO_CHARACTERS)


def described(row: Row) -> str:
    """When one is where, as one tells it: "Mission Street, arrive 08:12, leave 08:27"."""
    parts: list[str] = [row.street]
    if not np.isnat(row.arrive):
        parts.append(Text("arrive {time}", time=clock_time(row.arrive)))
    if row.wait_min >= 1:
        parts.append(Text("begin {time}", time=clock_time(row.begin)))
    if not np.isnat(row.depart):
        parts.append(Text("leave {time}", time=clock_time(row.depart)))
    return plain(joined(parts, ", "))


def title_of(outline: Outline, row: Row) -> str:
    """What a place is called: its number and name."""
    if row.kind != STOP:
        return outline.prefix + plain(row.name)
    return f"{outline.prefix}{row.seq}. {plain(_with_its_kind(row.name))}"


def _with_its_kind(name: str) -> str:
    """A bare number, such as a cluster's, is taken for the place in the order where nothing says that it is a stop."""
    return Text("stop {name}", name=name) if name.isdecimal() else name


def leg_title(outline: Outline, number: int) -> str:
    """What a leg is called: from where to where."""
    leg = outline.legs[number][0]
    start, end = (_with_its_kind(place_name(outline.task, place)) for place in (leg.start, leg.end))
    told = Text("Leg {number}: {start} → {end}", number=number + 1, start=start, end=end)
    return outline.prefix + plain(told)


def leg_text(outline: Outline, number: int) -> str:
    """By which streets a leg leads, how far and how long."""
    leg, streets = outline.legs[number]
    told = Text("{km:.1f} km, {minutes:.0f} min", km=leg.metres / 1000.0, minutes=leg.minutes)
    return plain(joined([streets, told], ": "))


# --- times


def _local(outline: Outline, moment: np.datetime64) -> datetime:
    """A moment with the offset that this computer's time zone has at the departure: where clocks are changed during the
    shift, a plan counts on.
    """
    naive = moment.astype("datetime64[s]").astype(datetime)
    try:
        return naive.replace(tzinfo=outline.departure.astype("datetime64[s]").astype(datetime).astimezone().tzinfo)
    except (OSError, OverflowError, ValueError):
        # Some systems know no zone of years long ago or far ahead.
        return naive.replace(tzinfo=timezone.utc)


def utc(outline: Outline, moment: np.datetime64) -> str:
    """A moment as GPX wants it, in UTC."""
    return _local(outline, moment).astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def with_offset(outline: Outline, moment: np.datetime64) -> str:
    """A moment with its offset from UTC, "" for none."""
    return "" if np.isnat(moment) else _local(outline, moment).isoformat()


def along(outline: Outline, number: int) -> np.ndarray:
    """When one passes each vertex of a leg's way, datetime64[s] (k,): its time shared out by length."""
    way, leg = outline.ways[number], outline.legs[number][0]
    # By the vertices in degrees, longitudes as long as they are there.
    step = np.diff(way, axis=0) * (1.0, np.cos(np.radians(way[0, 0])))
    length = np.concatenate([[0.0], np.cumsum(np.hypot(step[:, 0], step[:, 1]))])
    share = length / length[-1] if length[-1] > 0 else np.linspace(0.0, 1.0, len(length))
    minutes = leg.depart_min + share * leg.minutes
    seconds = np.floor(minutes * 60.0 + 1e-3).astype("timedelta64[s]")
    return outline.departure.astype("datetime64[s]") + seconds


def route_title(outline: Outline) -> str:
    """What a route is called: when it begins."""
    day = str(outline.departure.astype("datetime64[D]"))
    told = Text("Patrol route {day} {clock}", day=day, clock=clock_time(outline.departure))
    return outline.prefix + plain(told)
