"""A route as its driver reads it, row by row: where it begins, each stop, the break, where it ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.route.plan import Clock
from ...algorithms.texts import Text

if TYPE_CHECKING:
    from ...algorithms.route.plan import Leg
    from ...algorithms.route.route import Route
    from .problem import Task

STOP, BREAK, POINT = "stop", "break", "point"


def clock_time(moment: np.datetime64) -> str:
    """08:12, "" for no moment."""
    return "" if np.isnat(moment) else str(moment.astype("datetime64[m]"))[-5:]


@dataclass(frozen=True)
class Row:
    """One line of a timetable.

    ``kind``: a stop, the break, or the point where the route begins or ends. ``seq``: the number of a stop, else 0.
    ``place``: among the places of the task, −1 for none. ``street``: on which it lies; ``via``: the streets that lead
    there. ``arrive``, ``begin``, ``depart``: when one is there, when the stay begins, when it ends; NaT where there is
    no such moment. ``wait_min``: from the arrival to the stay. ``km``, ``minutes``: of driving there. ``prob``: of the
    stop when one sets out for it, NaN where that is not known.
    """

    kind: str
    name: str
    seq: int = 0
    place: int = -1
    street: str = ""
    via: str = ""
    arrive: np.datetime64 = np.datetime64("NaT")
    begin: np.datetime64 = np.datetime64("NaT")
    depart: np.datetime64 = np.datetime64("NaT")
    wait_min: float = 0.0
    stay_min: float = 0.0
    km: float = 0.0
    minutes: float = 0.0
    prob: float = float("nan")


def timetable(task: Task, route: Route, streets: list[str]) -> list[Row]:
    """The rows of a route in the order of time; ``streets``: by which each leg leads, as one tells it."""
    clock = Clock(task.settings.departure)
    legs = list(zip(route.legs, streets))
    rows = [_start(task, clock)] if _sets_out(task, route) else []
    for seq, visit in enumerate(route.visits, start=1):
        # A stop where one is already has no leg.
        leads = bool(legs) and legs[0][0].stop == visit.stop
        leg, via = legs.pop(0) if leads else (None, "")
        begin = visit.arrive_min + visit.wait_min
        rows.append(
            Row(
                kind=STOP,
                name=task.name[visit.stop],
                seq=seq,
                place=visit.stop,
                street=str(task.street[visit.stop]),
                via=via,
                arrive=clock.moment(visit.arrive_min),
                begin=clock.moment(begin),
                depart=clock.moment(visit.depart_min),
                wait_min=visit.wait_min,
                stay_min=visit.depart_min - begin,
                prob=task.prob_of(leg) if leg else float("nan"),
                km=leg.metres / 1000.0 if leg else 0.0,
                minutes=leg.minutes if leg else 0.0,
            )
        )
    rows += [_end(task, clock, leg, via) for leg, via in legs]
    return _with_break(task, clock, rows)


def _sets_out(task: Task, route: Route) -> bool:
    """Whether the route begins at a point that is none of its stops."""
    return not route.visits or task.settings.start != route.visits[0].stop or bool(route.visits[0].arrive_min)


def _start(task: Task, clock: Clock) -> Row:
    """The row of where a route begins."""
    place, moment = task.settings.start, clock.moment(0.0)
    name = _point_name(task, place, Text("Start"))
    return Row(POINT, name, place=place, street=str(task.street[place]), begin=moment, depart=moment)


def _end(task: Task, clock: Clock, leg: Leg, via: str) -> Row:
    """The row of where a route ends, and the leg that leads there."""
    place, moment = leg.end, clock.moment(leg.arrive_min)
    title = Text("Back at the start") if place == task.settings.start else Text("End")
    return Row(
        kind=POINT,
        name=_point_name(task, place, title),
        place=place,
        street=str(task.street[place]),
        via=via,
        arrive=moment,
        begin=moment,
        km=leg.metres / 1000.0,
        minutes=leg.minutes,
    )


def _point_name(task: Task, place: int, title: Text) -> Text:
    """What it is; a stop keeps its name besides."""
    is_stop = place < len(task.problem.stops)
    return Text("{what}: {name}", what=title, name=task.name[place]) if is_stop else title


def _with_break(task: Task, clock: Clock, rows: list[Row]) -> list[Row]:
    """The rows with that of the break, after where one is by then; none where the route is over."""
    on, off = task.settings.break_span()
    if not rows or not np.isfinite(on):
        return rows
    start, end = clock.moments([on, off])
    pause = Row(BREAK, Text("Break"), arrive=start, begin=start, depart=end, stay_min=off - on)
    there = [row.begin if np.isnat(row.arrive) else row.arrive for row in rows]
    last = rows[-1].depart if rows[-1].kind == STOP else there[-1]
    if last <= start:
        return rows
    before = sum(bool(moment <= start) for moment in there)
    return [*rows[:before], pause, *rows[before:]]
