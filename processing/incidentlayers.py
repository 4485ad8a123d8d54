"""Incident layers to the core's Incidents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from qgis.PyQt.QtCore import QMetaType, QVariant

from ..algorithms.errors import PatrolError
from ..algorithms.incidents import MOST_WEIGHT, Incidents
from .columns import times_of
from .compat import is_null
from .layers import Points, Skipped, read_points
from .placeholders import STRAYS

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

    from .run import Run, Source


def read_incidents(
    run: Run, source: Source, crs: QgsCoordinateReferenceSystem, needs_hour: bool = False, time_required: bool = False
) -> tuple[Points, Incidents]:
    """The usable incidents of the parameters INCIDENTS, TIME_FIELD and (where they exist) END_TIME_FIELD, WEIGHT_FIELD.

    The Points hold what was left out and why; both are parallel. A Date field has no hour: with ``needs_hour`` an
    error, unless an end tells how long each incident may have lasted.
    """
    time_field, weight_field, end_field = (
        _chosen_field(run, name) for name in ("TIME_FIELD", "WEIGHT_FIELD", "END_TIME_FIELD")
    )
    for name in (time_field, weight_field, end_field):
        if name and not source.has_field(name):
            raise PatrolError(f"{source.label}: there is no field {name}. It has: {', '.join(source.fields.names())}.")
    if time_required and not time_field:
        raise PatrolError(f"{source.label}: choose the Time field; without it nothing can be said about time.")
    if needs_hour and time_field and not end_field and is_date_field(source, time_field):
        raise PatrolError(
            f"{source.label}: the field {time_field} holds dates without a time of day, so hours cannot be told apart. "
            "Choose a field with the time, or time classes of whole days."
        )
    points = read_points(run, source, crs, [time_field, weight_field, end_field])
    if weight_field:
        weight = points.numbers(weight_field)
        points.keep(
            np.isfinite(weight) & ~(weight < 0), f"without a usable weight in {weight_field} (NULL, NaN or negative)"
        )
        weight = points.numbers(weight_field)
        points.keep(weight <= MOST_WEIGHT, f"with a weight in {weight_field} above {MOST_WEIGHT:g}")
        points.skipped.require_some(len(points), points.read)
    time = points.times(time_field) if time_field else None
    end = None
    if time is not None and end_field:
        readable = _are_readable(points.values[end_field], f"{points.label}, field {end_field}")
        points.keep(readable, f"with an end in {end_field} that is no time")
        points.skipped.require_some(len(points), points.read)
        time = time[readable]
        end = _ends(points, source, time, time_field, end_field)
        forwards = end >= time
        points.keep(forwards, f"that end ({end_field}) before they begin ({time_field})")
        points.skipped.require_some(len(points), points.read)
        time, end = time[forwards], end[forwards]
    weight = points.numbers(weight_field) if weight_field else np.ones(len(points))
    return points, Incidents(points.x, points.y, time, weight, end=end)


def _chosen_field(run: Run, name: str) -> str | None:
    """The field of a parameter, None where it is empty or the algorithm has no such parameter."""
    has_it = run.algorithm.parameterDefinition(name) is not None and run.given(name)
    return run.field(name) if has_it else None


def _are_readable(values: Sequence[Any], label: str) -> np.ndarray:
    """Which values are a time, or nothing at all: bool (n,)."""
    known = ~np.isnat(times_of(values, label))
    if isinstance(values, np.ndarray):
        return np.ones(len(values), dtype=bool)
    nothing = (is_null(value) or (isinstance(value, str) and not value.strip()) for value in values)
    return known | np.fromiter(nothing, dtype=bool, count=len(values))


def _ends(points: Points, source: Source, time: np.ndarray, time_field: str, end_field: str) -> np.ndarray:
    """When each incident was over at the latest: datetime64[s] (n,).

    Without a readable end the moment is known, or the day where ``time_field`` holds days. A day lasts to its midnight.
    """
    day = np.timedelta64(86_400, "s")
    end = times_of(points.values[end_field], f"{points.label}, field {end_field}")
    if is_date_field(source, end_field):
        end = end + day
    return np.where(np.isnat(end), time + day if is_date_field(source, time_field) else time, end)


def without_strays(incidents: Incidents, skipped: Skipped) -> Incidents:
    """The incidents without those so far out that their coordinates must be wrong, which are counted."""
    for is_far, cause in STRAYS:
        far = is_far(incidents.x, incidents.y)
        skipped.add(f"{cause} (give a study area to keep them)", int(far.sum()))
        incidents = incidents.where(~far)
    return incidents


def in_period(run: Run, incidents: Incidents, start: np.datetime64 | None, end: np.datetime64 | None) -> Incidents:
    """The incidents from ``start`` on and over before ``end`` (None: no limit); the user chose, so no warning."""
    if incidents.time is None or (start is None and end is None):
        return incidents
    chosen = np.ones(len(incidents), dtype=bool)
    if start is not None:
        chosen &= incidents.time >= start
    if end is not None:
        chosen &= incidents.time < end
        if incidents.end is not None:
            # Who finds a break-in tomorrow does not know of it tonight.
            chosen &= incidents.end <= end
    if not chosen.any():
        raise PatrolError(
            f"No incident lies in the period chosen; they run from {incidents.time.min()} to {incidents.time.max()}. "
            "Choose another period or leave it empty."
        )
    run.info(f"{int(chosen.sum()):,} incidents in the period, {int((~chosen).sum()):,} outside it.")
    run.counts["outside_period"] = int((~chosen).sum())
    return incidents.where(chosen)


def is_date_field(source: Source, name: str) -> bool:
    """Whether a field is of type Date: a day without an hour."""
    kind = source.fields.at(source.fields.lookupField(name)).type()
    return kind in (QVariant.Type.Date if hasattr(QVariant, "Type") else None, QMetaType.Type.QDate)
