"""Incident layers to the core's Incidents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from qgis.PyQt.QtCore import QMetaType, QVariant

from ..algorithms.errors import PatrolError
from ..algorithms.incidents import Incidents, far_from_the_rest
from .layers import Points, Skipped, read_points

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

    from .run import Run, Source


def read_incidents(
    run: Run, source: Source, crs: QgsCoordinateReferenceSystem, needs_hour: bool = False, time_required: bool = False
) -> tuple[Points, Incidents]:
    """The usable incidents of the parameters INCIDENTS, TIME_FIELD and (where it exists) WEIGHT_FIELD.

    The Points hold what was left out and why; both are parallel. A Date field has no hour: with ``needs_hour`` an
    error.
    """
    time_field = run.field("TIME_FIELD") if run.given("TIME_FIELD") else None
    has_weight = run.algorithm.parameterDefinition("WEIGHT_FIELD") is not None and run.given("WEIGHT_FIELD")
    weight_field = run.field("WEIGHT_FIELD") if has_weight else None
    for name in (time_field, weight_field):
        if name and not source.has_field(name):
            raise PatrolError(f"{source.label}: there is no field {name}. It has: {', '.join(source.fields.names())}.")
    if time_required and not time_field:
        raise PatrolError(f"{source.label}: choose the Time field; without it nothing can be said about time.")
    if needs_hour and time_field and is_date_field(source, time_field):
        raise PatrolError(
            f"{source.label}: the field {time_field} holds dates without a time of day, so hours cannot be told apart. "
            "Choose a field with the time, or time classes of whole days."
        )
    points = read_points(run, source, crs, [time_field, weight_field])
    if weight_field:
        weight = points.numbers(weight_field)
        points.keep(
            np.isfinite(weight) & ~(weight < 0), f"without a usable weight in {weight_field} (NULL, NaN or negative)"
        )
        points.skipped.require_some(len(points), points.read)
    time = points.times(time_field) if time_field else None
    weight = points.numbers(weight_field) if weight_field else np.ones(len(points))
    return points, Incidents(points.x, points.y, time, weight)


def without_strays(incidents: Incidents, skipped: Skipped) -> Incidents:
    """The incidents without those so far out that their coordinates must be wrong, which are counted."""
    near = ~far_from_the_rest(incidents.x, incidents.y)
    skipped.add("far from all others (give a study area to keep them)", int((~near).sum()))
    return incidents.where(near)


def in_period(run: Run, incidents: Incidents, start: np.datetime64 | None, end: np.datetime64 | None) -> Incidents:
    """The incidents from ``start`` on and before ``end`` (None: no limit); the user chose, so no warning."""
    if incidents.time is None or (start is None and end is None):
        return incidents
    chosen = np.ones(len(incidents), dtype=bool)
    if start is not None:
        chosen &= incidents.time >= start
    if end is not None:
        chosen &= incidents.time < end
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
