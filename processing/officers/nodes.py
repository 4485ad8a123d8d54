"""Layers of officers and nodes to the core's arrays, on the clock of one shift."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from ...algorithms.errors import PatrolError
from ...algorithms.officers.officers import Officers
from ...algorithms.officers.reward import COLDSPOT, HOTSPOT, require_density
from ...algorithms.route.plan import Clock
from ...algorithms.times.timeclasses import is_midnight
from ..common.wording import listed
from ..layers.fields import chosen_field, name_field
from ..layers.places import AREA, names_of, read_places
from ..layers.reading import Points, read_points
from ..times.times import is_something
from ..times.words import plain_value

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

    from ..framework.run import Run, Source

_NODE_FIELDS = ("node", "cell_id", "hotspot_id", "stop", "cluster", "id")
_NOT_CHOSEN = (("HOTSPOT_FIELD", "hotspot"), ("WEIGHT_FIELD", "weight"), ("START_FIELD", "start"), ("END_FIELD", "end"))

_NAMED = 10
Table = TypeVar("Table", bound="NodeTable")


@dataclass(frozen=True)
class NodeTable:
    """Nodes or calls, (m,) each: name, place in metres, kind, weight, priority, the moments [start, end) between which
    a visit may begin, NaT for open ends, and the polygon the place stands for, None without one.
    """

    name: np.ndarray
    x: np.ndarray
    y: np.ndarray
    kind: np.ndarray
    weight: np.ndarray
    priority: np.ndarray
    start: np.ndarray
    end: np.ndarray
    area: np.ndarray

    def __len__(self) -> int:
        return len(self.name)

    def where(self: Table, chosen: np.ndarray) -> Table:
        return type(self)(*(getattr(self, field)[chosen] for field in self.__dataclass_fields__))

    def and_also(self, other: NodeTable) -> NodeTable:
        return NodeTable(
            *(np.concatenate([getattr(self, field), getattr(other, field)]) for field in self.__dataclass_fields__)
        )


@dataclass(frozen=True)
class OfficerTable:
    """Officers as the layer has them, (k,) each; NaT and NaN where nothing is given."""

    name: np.ndarray
    x: np.ndarray
    y: np.ndarray
    shift_on: np.ndarray
    shift_off: np.ndarray
    speed_kmh: np.ndarray
    break_on: np.ndarray
    break_min: np.ndarray

    def where(self, chosen: np.ndarray) -> OfficerTable:
        return OfficerTable(*(getattr(self, field)[chosen] for field in self.__dataclass_fields__))

    def on_clock(self, clock: Clock, shift_min: float) -> Officers:
        """Their times in minutes; who has none is on duty all shift."""
        on, off = clock.minutes(self.shift_on), clock.minutes(self.shift_off)
        # An open end lasts as long as the shift, however late the officer comes.
        off = np.where(np.isnan(off), np.maximum(shift_min, np.nan_to_num(on) + 1.0), off)
        on = np.where(np.isnan(on), np.minimum(0.0, off - 1.0), on)
        return Officers(
            self.name, self.x, self.y, on, off, self.speed_kmh, clock.minutes(self.break_on), self.break_min
        )


def read_nodes(run: Run, source: Source, crs: QgsCoordinateReferenceSystem) -> NodeTable:
    """The patrol nodes; each row of a forecast is a node with its interval."""
    hotspot, weight, start, end = (chosen_field(run, source, parameter) for parameter, _ in _NOT_CHOSEN)
    for parameter, usual in _NOT_CHOSEN:
        if not run.given(parameter) and source.has_field(usual):
            run.warn(
                f"{source.label} have a field {usual}, but no {run.label(parameter)} is chosen, so it is not used. "
                "Choose it if the nodes are a forecast."
            )
    name = name_field(run, source, "NODE_FIELD", _NODE_FIELDS)
    points = read_places(
        run,
        source,
        crs,
        [hotspot, weight, start, end, name],
        "Without hotspots there is nothing to patrol: lower the threshold or raise the coverage when you extract or "
        "predict them.",
    )
    if start and end:
        starts, ends = _keep_with_interval(points, start, end)
    else:
        starts = ends = np.full(len(points), "NaT", dtype="datetime64[s]")
    run.counts.update(nodes_read=points.read, nodes=len(points))
    report_skipped(run, points)
    names = names_of(points, name)
    areas = np.empty(len(points), dtype=object)
    areas[:] = points.values.get(AREA, [None] * len(points))
    return NodeTable(
        name=names,
        x=points.x,
        y=points.y,
        kind=_kinds(run, points, hotspot),
        weight=_weights(run, points, weight, names),
        priority=np.ones(len(points)),
        start=starts,
        end=ends,
        area=areas,
    )


def report_skipped(run: Run, points: Points) -> None:
    points.skipped.report(run.warn)
    run.counts["skipped"] = run.counts.get("skipped", 0) + points.skipped.total


def _keep_with_interval(points: Points, start: str, end: str) -> tuple[np.ndarray, np.ndarray]:
    """The intervals of the points that have one; the others are left out."""
    starts, ends = (points.time_column(field).time for field in (start, end))
    for end_too, field in ((False, start), (True, end)):
        known = ~np.isnat(ends if end_too else starts)
        points.keep(known, f"without a readable time in {field}")
        starts, ends = starts[known], ends[known]
    forward = ends > starts
    if not forward.any() and is_midnight(starts).all() and is_midnight(ends).all():
        raise PatrolError(
            f"{points.label}: {start} and {end} hold dates without a time of day, so no interval has a length. Save "
            "the forecast where fields keep the time (GeoPackage, not Shapefile)."
        )
    points.keep(forward, f"with an {end} that is not after its {start}")
    points.skipped.require_some(len(points), points.read)
    return starts[forward], ends[forward]


def _kinds(run: Run, points: Points, field: str | None) -> np.ndarray:
    if field is None:
        return np.full(len(points), HOTSPOT)
    flag = points.numbers(field)
    odd = ~((flag == 0) | (flag == 1))
    if odd.any():
        run.warn(
            f"{points.label}: {int(odd.sum()):,} nodes have neither 0 nor 1 in {field}; they are taken as coldspots "
            "(0)."
        )
    kind = np.where(flag == 1, HOTSPOT, COLDSPOT)
    if not (kind == HOTSPOT).any():
        run.warn(f"{points.label}: no node is a hotspot ({field} = 1); only coldspots are patrolled.")
    return kind


def _weights(run: Run, points: Points, field: str | None, names: np.ndarray) -> np.ndarray:
    if field is None:
        return np.zeros(len(points))
    weight = points.numbers(field)
    bad = ~(np.isfinite(weight) & (weight >= 0))
    if bad.any():
        run.warn(
            f"{points.label}: {int(bad.sum()):,} nodes have no usable weight in {field} (NULL, NaN or negative); "
            "theirs is 0."
        )
    weight = np.where(bad, 0.0, weight)
    require_density(weight, names)
    return weight


def read_officers(run: Run, crs: QgsCoordinateReferenceSystem) -> OfficerTable:
    """The officers, each with their place, duty, speed and break."""
    source = run.required_source("OFFICERS")
    if source.count == 0:
        raise PatrolError(
            f"{source.label}: the layer is empty (or nothing of it is selected). Add a point for each officer."
        )
    name = source.required_field("officer")
    fields = {key: source.own_name(key) for key in ("shift_on", "shift_off", "speed_kmh", "break_on", "break_min")}
    points = read_points(run, source, crs, [name, *fields.values()], placed=True)
    nameless = points.fid[points.texts(name) == ""]
    if len(nameless):
        run.warn(
            f"{source.label}: {len(nameless):,} of {len(points):,} have no call sign in {name}; they are called by "
            f"their feature id: {listed(nameless, _NAMED)}."
        )
    report_skipped(run, points)
    run.counts.update(officers=len(points))
    names = names_of(points, name, run.warn)

    def moments(key: str) -> np.ndarray:
        field = fields[key]
        if field is None:
            return np.full(len(points), "NaT", dtype="datetime64[s]")
        return _moments(points, field, names)

    def numbers(key: str) -> np.ndarray:
        field = fields[key]
        return np.full(len(points), np.nan) if field is None else _numbers(points, field, names)

    table = OfficerTable(
        name=names,
        x=points.x,
        y=points.y,
        shift_on=moments("shift_on"),
        shift_off=moments("shift_off"),
        speed_kmh=numbers("speed_kmh"),
        break_on=moments("break_on"),
        break_min=numbers("break_min"),
    )
    points.skipped.tell_notes(run.warn)
    return table


def _moments(points: Points, field: str, names: np.ndarray) -> np.ndarray:
    """A time column in which only NULL may be missing: an officer's duty is never guessed."""
    column = points.time_column(field, may_be_empty=True)
    if column.is_day.any():
        first = int(np.argmax(column.is_day))
        raise PatrolError(
            f"{points.label}: {field} of {names[first]} is {column.time[first].astype('M8[D]')}, a date without a "
            "time of day; it must be a date and time, such as 2024-05-31 22:15, or NULL."
        )
    _refuse_unreadable(points, field, names, np.isnat(column.time), "a date and time, such as 2024-05-31 22:15")
    return column.time


def _numbers(points: Points, field: str, names: np.ndarray) -> np.ndarray:
    numbers = points.numbers(field)
    _refuse_unreadable(points, field, names, np.isnan(numbers), "a number")
    return numbers


def _refuse_unreadable(points: Points, field: str, names: np.ndarray, missing: np.ndarray, wanted: str) -> None:
    values = points.values[field]
    for index in np.flatnonzero(missing):
        if is_something(values[index]):
            shown = plain_value(values[index])
            raise PatrolError(f"{points.label}: {field} of {names[index]} is {shown}; it must be {wanted}, or NULL.")
