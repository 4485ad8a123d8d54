"""Nodes to patrol: a layer of hotspots, or a forecast with a row per cell and interval."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from ...algorithms.errors import PatrolError
from ...algorithms.officers.reward import COLDSPOT, HOTSPOT, require_density
from ...algorithms.texts import Text
from ...algorithms.times.timeclasses import is_midnight
from ..layers.fields import chosen_field, name_field
from ..layers.places import AREA, names_of, read_places
from ..layers.skipped import tell_skipped
from .rules import musts_of

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

    from ..framework.run import Run
    from ..framework.source import Source
    from ..layers.reading import Points

_NODE_FIELDS = ("node", "cell_id", "hotspot_id", "stop", "cluster", "id")
_NOT_CHOSEN = (("HOTSPOT_FIELD", "hotspot"), ("WEIGHT_FIELD", "weight"), ("START_FIELD", "start"), ("END_FIELD", "end"))
# What is expected at a node, the first that it has; a probability is no number of incidents.
_EXPECTED_FIELDS = ("expected", "prob")
_PROBABILITY = "prob"
_MOST_PROBABLE = 1.0 - 1e-6
# Places this close are one: the same cell of a forecast in another interval.
_SAME_PLACE_M = 0.01
Table = TypeVar("Table", bound="NodeTable")


@dataclass(frozen=True)
class NodeTable:
    """Nodes or calls, (m,) each: name, place in metres, kind, weight, priority, the moments [start, end) between which
    a visit may begin, NaT for open ends, the polygon the place stands for, None without one, how many incidents are
    expected there within the interval, NaN where nobody says, and ``must``, 1 for a node that must be visited, −1 for
    one that must not, else 0.
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
    expected: np.ndarray
    must: np.ndarray

    def __len__(self) -> int:
        return len(self.name)

    def where(self: Table, chosen: np.ndarray) -> Table:
        return type(self)(*(getattr(self, field)[chosen] for field in self.__dataclass_fields__))

    def and_also(self, other: NodeTable) -> NodeTable:
        return NodeTable(
            *(np.concatenate([getattr(self, field), getattr(other, field)]) for field in self.__dataclass_fields__)
        )


def distinct_places(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The distinct places of points (n,): the first point of each, int (k,), and which is each point's, int (n,)."""
    rounded = np.rint(np.column_stack([x, y]) / _SAME_PLACE_M).astype(np.int64)
    _, first, place = np.unique(rounded, axis=0, return_index=True, return_inverse=True)
    return first, place.reshape(-1)


def read_nodes(run: Run, source: Source, crs: QgsCoordinateReferenceSystem) -> NodeTable:
    """The patrol nodes; each row of a forecast is a node with its interval."""
    hotspot, weight, start, end = (chosen_field(run, source, parameter) for parameter, _ in _NOT_CHOSEN)
    for parameter, usual in _NOT_CHOSEN:
        if not run.given(parameter) and source.has_field(usual):
            run.warn(
                "{label} have a field {field}, but no {parameter} is chosen, so it is not used. Choose it if the "
                "nodes are a forecast.",
                label=source.label,
                field=usual,
                parameter=run.label(parameter),
            )
    name = name_field(run, source, "NODE_FIELD", _NODE_FIELDS)
    expected = chosen_field(run, source, "EXPECTED_FIELD") or source.first_field(*_EXPECTED_FIELDS)
    must = chosen_field(run, source, "MUST_FIELD")
    points = read_places(
        run,
        source,
        crs,
        [hotspot, weight, start, end, name, expected, must],
        Text(
            "Without hotspots there is nothing to patrol: lower the threshold or raise the coverage when you extract "
            "or predict them."
        ),
    )
    if start and end:
        starts, ends = _keep_with_interval(points, start, end)
    else:
        starts = ends = np.full(len(points), "NaT", dtype="datetime64[s]")
    run.counts.tell(nodes_read=points.read, nodes=len(points))
    tell_skipped(run, points.skipped)
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
        expected=_expected(run, points, expected),
        must=musts_of(run, points, must),
    )


def _keep_with_interval(points: Points, start: str, end: str) -> tuple[np.ndarray, np.ndarray]:
    """The intervals of the points that have one; the others are left out."""
    starts, ends = (points.time_column(field).time for field in (start, end))
    for end_too, field in ((False, start), (True, end)):
        known = ~np.isnat(ends if end_too else starts)
        points.keep(known, Text("without a readable time in {field}", field=field))
        starts, ends = starts[known], ends[known]
    forward = ends > starts
    if not forward.any() and is_midnight(starts).all() and is_midnight(ends).all():
        raise PatrolError(
            "{label}: {start} and {end} hold dates without a time of day, so no interval has a length. Save the "
            "forecast where fields keep the time (GeoPackage, not Shapefile).",
            label=points.label,
            start=start,
            end=end,
        )
    points.keep(forward, Text("with an {end} that is not after its {start}", end=end, start=start))
    points.skipped.require_some(len(points), points.read)
    return starts[forward], ends[forward]


def _kinds(run: Run, points: Points, field: str | None) -> np.ndarray:
    if field is None:
        return np.full(len(points), HOTSPOT)
    flag = points.numbers(field)
    odd = ~((flag == 0) | (flag == 1))
    if odd.any():
        run.warn(
            "{label}: {n:,} nodes have neither 0 nor 1 in {field}; they are taken as coldspots (0).",
            label=points.label,
            n=int(odd.sum()),
            field=field,
        )
    kind = np.where(flag == 1, HOTSPOT, COLDSPOT)
    if not (kind == HOTSPOT).any():
        run.warn(
            "{label}: no node is a hotspot ({field} = 1); only coldspots are patrolled.",
            label=points.label,
            field=field,
        )
    return kind


def _weights(run: Run, points: Points, field: str | None, names: np.ndarray) -> np.ndarray:
    if field is None:
        return np.zeros(len(points))
    weight = points.numbers(field)
    bad = ~(np.isfinite(weight) & (weight >= 0))
    if bad.any():
        run.warn(
            "{label}: {n:,} nodes have no usable weight in {field} (NULL, NaN or negative); theirs is 0.",
            label=points.label,
            n=int(bad.sum()),
            field=field,
        )
    weight = np.where(bad, 0.0, weight)
    require_density(weight, names)
    return weight


def _expected(run: Run, points: Points, field: str | None) -> np.ndarray:
    """Incidents expected at each node in its interval, (n,): of a probability p, that there are any, −ln(1 − p)."""
    if field is None:
        return np.full(len(points), np.nan)
    expected = points.numbers(field)
    is_probability = field.lower().startswith(_PROBABILITY)
    usable = np.isfinite(expected) & (expected >= 0)
    if is_probability:
        usable &= expected <= 1
    if not usable.all():
        run.warn(
            "{label}: {n:,} nodes have no usable value in {field} (NULL, NaN, negative, or a probability above 1); "
            "nothing is expected there.",
            label=points.label,
            n=int((~usable).sum()),
            field=field,
        )
    expected = np.where(usable, expected, 0.0)
    return -np.log1p(-np.minimum(expected, _MOST_PROBABLE)) if is_probability else expected
