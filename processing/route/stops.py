"""The stops of a route as a layer has them: where, how important, and what else they ask for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Callable

import numpy as np

from ...algorithms.errors import PatrolError
from ...algorithms.route.openings import openings
from ...algorithms.route.stops import StopRules, Stops
from ...algorithms.texts import Text
from ..layers.columns import numbers_of
from ..layers.fields import chosen_field, name_field
from ..layers.places import names_of, read_places
from ..roads.travel import MOST_PLACES
from ..times.times import are_given, clock_times
from ..times.words import plain_value
from .remarks import report_rules

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

    from ...algorithms.route.plan import Clock
    from ..framework.run import Run
    from ..framework.source import Source
    from ..layers.reading import Points

_STOP_FIELDS = ("stop", "hotspot_id", "cluster", "id")
# A stay of a week is no stay of a shift.
_LONGEST_DWELL = 10080
# Parameters that name fields of the stops, with the column each becomes.
_RULES = {"OPEN_FIELD": "open", "CLOSE_FIELD": "close", "DWELL_FIELD": "dwell", "MUST_FIELD": "must"}


@dataclass(frozen=True)
class StopTable:
    """Stops (n,), what they ask for, None for nothing, and under which name each stands in a table of probabilities."""

    stops: Stops
    rules: StopRules | None
    cluster: np.ndarray


def read_stops(run: Run, source: Source, crs: QgsCoordinateReferenceSystem, clock: Clock) -> StopTable:
    """The stops of a layer; those that cannot be used are counted by cause.

    ``clock``: on which openings are counted. Raises PatrolError where none is left, or too many are.
    """
    if source.has_field("start") and source.has_field("end"):
        run.warn(
            "{label} have the fields start and end, as a forecast has, which repeats each cell for every "
            "interval; a route visits every one of them. Select the interval you mean.",
            label=source.label,
        )
    priority_field = chosen_field(run, source, "PRIORITY_FIELD")
    name = name_field(run, source, "STOP_FIELD", _STOP_FIELDS)
    cluster = name if run.given("STOP_FIELD") else source.own_name("cluster") or name
    asked = {column: field for given, column in _RULES.items() if (field := chosen_field(run, source, given))}
    points = read_places(
        run,
        source,
        crs,
        [priority_field, name, cluster, *asked.values()],
        Text(
            "Without hotspots there is nothing to patrol: lower the threshold or raise the coverage when you extract "
            "them."
        ),
    )
    if priority_field:
        known = points.numbers(priority_field)
        points.keep(
            np.isfinite(known) & (known >= 0),
            Text("without a usable priority in {field} (NULL, NaN or negative)", field=priority_field),
        )
        points.skipped.require_some(len(points), points.read)
    columns = _read_rules(points, asked, name)
    points.skipped.report(run.warn)
    run.counts.tell(stops_read=points.read, stops=len(points), skipped=points.skipped.total)
    if len(points) > MOST_PLACES:
        raise PatrolError(
            "{label}: {n:,} stops are more than one route can be planned through ({most:,}). Select the "
            "important ones, or extract fewer hotspots.",
            label=source.label,
            n=len(points),
            most=MOST_PLACES,
        )
    priority = points.numbers(priority_field) if priority_field else np.ones(len(points))
    stops = Stops(points.x, points.y, priority, names_of(points, name))
    rules = _rules_of(columns, len(stops), clock) if asked else None
    if rules is not None:
        by_clock = [field for column, field in asked.items() if columns[column].dtype.kind == "m"]
        if by_clock:
            run.info(
                "{label}: {fields} hold times of day. Of each stop the opening counts that is the first not over at "
                "the departure; what opens again later is not seen.",
                label=source.label,
                fields=by_clock,
            )
        report_rules(run, source.label, stops, rules)
    return StopTable(stops, rules, names_of(points, cluster))


def _read_rules(points: Points, asked: dict[str, str], name: str | None) -> dict[str, np.ndarray]:
    """What each stop asks for, by column; stops with values that are none are left out and counted.

    ``asked``: the field of each column. ``name``: that of the stops' names.
    """
    readers: dict[str, Callable[[Points, str], tuple[np.ndarray, np.ndarray, Text]]] = {
        "open": _moments,
        "close": lambda points, field: _moments(points, field, is_end=True),
        "dwell": _dwell,
        "must": lambda points, field: _must(points, field, name),
    }
    columns: dict[str, np.ndarray] = {}
    for column, field in asked.items():
        values, usable, cause = readers[column](points, field)
        points.keep(usable, cause)
        columns = {known: of_points[usable] for known, of_points in columns.items()}
        columns[column] = values[usable]
        points.skipped.require_some(len(points), points.read)
    return columns


def _moments(points: Points, field: str, is_end: bool = False) -> tuple[np.ndarray, np.ndarray, Text]:
    """A column of moments, or of times of day (timedelta64), NaT where there is none; which points hold something that
    can be read; and else the cause.

    ``is_end``: of moments when something closes, a day without a time of day is open until its end.
    """
    clocks = clock_times(points.values[field])
    if clocks is not None:
        values = points.values[field]
        unread = Text("without a readable time in {where}{example}", where=field, example="")
        return clocks, ~np.isnat(clocks) | ~are_given(values), unread
    column = points.time_column(field, may_be_empty=True)
    lost = np.isnat(column.time) & are_given(points.values[field])
    example = Text(" (the first: {value})", value=column.unread) if column.unread else ""
    day = np.timedelta64(1 if is_end else 0, "D")
    cause = Text("without a readable time in {where}{example}", where=field, example=example)
    return np.where(column.is_day, column.time + day, column.time), ~lost, cause


def _dwell(points: Points, field: str) -> tuple[np.ndarray, np.ndarray, Text]:
    """Minutes, NaN where nothing is given."""
    minutes, given = points.numbers(field), are_given(points.values[field])
    usable = ~given | ((minutes >= 0) & (minutes <= _LONGEST_DWELL))
    return minutes, usable, Text("without a usable dwell time in {field} (minutes, 0 or more)", field=field)


def _must(points: Points, field: str, name: str | None) -> tuple[np.ndarray, np.ndarray, Text]:
    """1, −1 or 0. Raises PatrolError for any other value: what must be visited is not guessed."""
    values = points.values[field]
    must, given = numbers_of(values), are_given(values)
    must = np.where(given, must, 0.0)
    wrong = np.flatnonzero(~np.isin(must, (-1.0, 0.0, 1.0)))
    if len(wrong):
        first = int(wrong[0])
        raise PatrolError(
            "{label}: {field} of stop {name} is {value}; it must be 1 for a stop that must be visited, -1 for one that "
            "must not, else 0 or NULL.",
            label=points.label,
            field=field,
            name=names_of(points, name)[first],
            value=plain_value(values[first]),
        )
    return must.astype(np.int8), np.ones(len(points), dtype=bool), Text("")


def _rules_of(columns: dict[str, np.ndarray], count: int, clock: Clock) -> StopRules:
    """What stops ask for, on the clock of a departure."""
    none = StopRules.none(count)
    never = np.full(count, np.datetime64("NaT", "s"))
    opens, closes = openings(columns.get("open", never), columns.get("close", never), clock.start)
    return StopRules(
        dwell_min=columns.get("dwell", none.dwell_min),
        open_min=clock.minutes(opens),
        close_min=clock.minutes(closes),
        must=columns.get("must", none.must),
    )
