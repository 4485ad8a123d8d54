"""Calls for service: when and where they come in, how urgent they are, and the cell of the forecast they lie in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.errors import PatrolError
from ...algorithms.officers.reward import CALL
from ...algorithms.texts import Text
from ...algorithms.times.timeclasses import hours_known
from ..layers.fields import chosen_field, field_label, name_field
from ..layers.geometries import point_geometry
from ..layers.places import names_of
from ..layers.reading import leave_out_repeated, read_points
from ..layers.skipped import tell_skipped
from ..times.times import need_hours
from .nodes import NodeTable
from .priorities import read_priorities

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

    from ..framework.run import Run
    from ..layers.reading import Points

_CALL_FIELDS = ("call", "call_id", "id")
# Pairs of call and cell looked at together.
_PAIRS_AT_ONCE = 5_000_000


@dataclass(frozen=True)
class CallTable(NodeTable):
    """Calls as nodes that open when they come in. ``stated``: strings (m,), what their priority field holds.
    ``found``: int64 (m,), how the priority was found in it, as CallPriorities has it. ``closed``: when each was closed,
    NaT for one that is open.
    """

    stated: np.ndarray
    found: np.ndarray
    closed: np.ndarray


def read_calls(run: Run, crs: QgsCoordinateReferenceSystem) -> CallTable | None:
    """The calls for service; None without a layer of calls, or with an empty one."""
    source = run.source("CALLS")
    if source is None:
        return None
    time = chosen_field(run, source, "CALL_TIME_FIELD")
    if time is None:
        raise PatrolError(
            "{label}: choose the {field}; calls are not known before they come in.",
            label=source.label,
            field=run.label("CALL_TIME_FIELD"),
        )
    field = chosen_field(run, source, "CALL_PRIORITY_FIELD")
    name = name_field(run, source, "CALL_FIELD", _CALL_FIELDS)
    if source.count == 0:
        run.warn("{label}: the layer is empty; the shift is planned without calls.", label=source.label)
        return None
    clock = chosen_field(run, source, "CLOCK_FIELD")
    closing = chosen_field(run, source, "CALL_CLOSED_FIELD")
    points = read_points(run, source, crs, [time, clock, field, name, closing])
    leave_out_repeated(points)
    moments = points.times(time, clock)
    closed = _closed(points, closing)
    points.skipped.tell_notes(run.warn)
    need_hours(run.warn, field_label(source.label, time), hours_known(moments), Text("plan without calls"))
    tell_skipped(run, points.skipped)
    run.counts.tell(calls_read=points.read, calls=len(points))
    count = len(points)
    stated, urgency = read_priorities(run, points, field)
    return CallTable(
        name=names_of(points, name),
        x=points.x,
        y=points.y,
        kind=np.full(count, CALL),
        weight=np.zeros(count),
        priority=urgency.priority,
        start=moments,
        end=np.full(count, "NaT", dtype="datetime64[s]"),
        area=np.full(count, None),
        expected=np.full(count, np.nan),
        must=np.zeros(count, dtype=np.int64),
        stated=stated,
        found=urgency.found,
        closed=closed,
    )


def _closed(points: Points, field: str | None) -> np.ndarray:
    """When each call was closed, NaT where nothing is said of it."""
    if field is None:
        return np.full(len(points), "NaT", dtype="datetime64[s]")
    return points.time_column(field, may_be_empty=True).time


def with_cell_weights(calls: CallTable, nodes: NodeTable, shift_start: np.datetime64) -> CallTable:
    """The calls with the weight of the cell and interval that hold each, 0 where none does.

    Of several polygons that hold a call, the one whose place is nearest counts. A call that is open when the shift
    begins has the weight of its first interval.
    """
    cells = np.flatnonzero(np.array([area is not None for area in nodes.area], dtype=bool))
    cells = cells[nodes.weight[cells] > 0]
    weight = np.zeros(len(calls))
    if len(cells) == 0 or len(calls) == 0:
        return calls
    boxes = [area.boundingBox() for area in nodes.area[cells]]
    left, below, right, above = np.array(
        [(box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()) for box in boxes]
    ).T
    start, end = nodes.start[cells], nodes.end[cells]
    first_moment = np.maximum(calls.start, shift_start)
    rows = max(_PAIRS_AT_ONCE // len(cells), 1)
    for first in range(0, len(calls), rows):
        chunk = slice(first, first + rows)
        x, y, moment = (values[chunk, None] for values in (calls.x, calls.y, first_moment))
        near = (x >= left) & (x <= right) & (y >= below) & (y <= above)
        near &= (np.isnat(start) | (moment >= start)) & (np.isnat(end) | (moment < end))
        call, cell = np.nonzero(near)
        call, cell = call + first, cells[cell]
        distance = np.hypot(calls.x[call] - nodes.x[cell], calls.y[call] - nodes.y[cell])
        held = np.zeros(len(calls), dtype=bool)
        for at in np.lexsort((distance, call)).tolist():
            one = call[at]
            if not held[one] and nodes.area[cell[at]].intersects(point_geometry(calls.x[one], calls.y[one])):
                held[one], weight[one] = True, nodes.weight[cell[at]]
    return replace(calls, weight=weight)
