"""Past incidents that a plan of several officers is explained by and measured with."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import numpy as np
from qgis.core import QgsWkbTypes
from scipy.spatial import cKDTree

from ...algorithms.cells.inside import pairs_inside
from ...algorithms.incidents.events import IncidentTable, events_of
from ...algorithms.officers.priorities import comparable
from ...algorithms.times.timeclasses import hours_known, shown_time
from ..layers.fields import chosen_field, field_label
from ..layers.geometries import rings_of
from ..layers.incidents import record_times
from ..layers.reading import leave_out_repeated, read_points, read_polygons
from ..layers.skipped import tell_skipped
from ..times.times import need_hours

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

    from ...algorithms.times.timeclasses import HoursKnown
    from ..framework.run import Run
    from ..layers.reading import Points

# Records this close to a point of EXCLUDE are of its place.
_EXCLUDED_M = 50.0
_NAMED_KINDS = 8
_DAY = np.timedelta64(1, "D")


def read_past_incidents(
    run: Run, crs: QgsCoordinateReferenceSystem, shift_start: np.datetime64
) -> IncidentTable | None:
    """The incidents before the start of the shift, without what is to be left out; None where there are none.

    run: whose parameters name the layers and fields.
    crs: the working one.
    shift_start: whatever happens from then on is not known.
    """
    source = run.source("INCIDENTS")
    if source is None:
        return None
    time, clock = (chosen_field(run, source, name) for name in ("INCIDENT_TIME_FIELD", "INCIDENT_CLOCK_FIELD"))
    if time is None:
        raise TypeError("the time field of the incidents is asked for before")
    kind = chosen_field(run, source, "TYPE_FIELD")
    if source.count == 0:
        run.warn("{label}: the layer is empty; the shift is planned without it.", label=source.label)
        return None
    points = read_points(run, source, crs, [time, clock, kind])
    leave_out_repeated(points)
    moments, _ = record_times(points, time, clock)
    points.skipped.tell_notes(run.warn)
    hours = hours_known(moments)
    _tell_hours(run, field_label(source.label, time), hours)
    tell_skipped(run, points.skipped)
    kinds = points.texts(kind) if kind else np.full(len(points), "", dtype=object)
    # A date without an hour is not over before its midnight.
    known = (moments + _DAY <= shift_start) if hours.none else (moments < shift_start)
    _tell_later(run, known, shift_start)
    at_place = known & _at_excluded_places(run, crs, points)
    of_kind = known & _of_excluded_kinds(run, kinds)
    kept = known & ~at_place & ~of_kind
    _tell_excluded(run, at_place, of_kind)
    run.counts.tell(incidents_read=points.read, incidents=int(kept.sum()))
    x, y, moments = points.x[kept], points.y[kept], moments[kept]
    if not len(x):
        run.warn("{label}: none is left that happened before the shift.", label=source.label)
        return None
    return IncidentTable(x, y, moments, kinds[kept], events_of(x, y, moments), not hours.none)


def _tell_hours(run: Run, label: str, hours: HoursKnown) -> None:
    """Warn of times that tell only days, and of those of which many do."""
    if hours.none:
        run.warn(
            "{label} holds no hours, so what the plan reaches is not measured. Choose a field with the time, or give "
            "the time of day as {clock}.",
            label=label,
            clock=run.label("INCIDENT_CLOCK_FIELD"),
        )
    else:
        need_hours(run.warn, label, hours, "")


def _tell_later(run: Run, known: np.ndarray, shift_start: np.datetime64) -> None:
    later = int((~known).sum())
    if later:
        run.info(
            "{label}: {n:,} of {total:,} happened after the start of the shift ({start}); they are left out.",
            label=run.label("INCIDENTS"),
            n=later,
            total=len(known),
            start=shown_time(shift_start),
        )


def _tell_excluded(run: Run, at_place: np.ndarray, of_kind: np.ndarray) -> None:
    """Say how many incidents are left out as the user wishes."""
    run.counts.tell(excluded=int((at_place | of_kind).sum()))
    for name, chosen in (("EXCLUDE", at_place), ("EXCLUDE_TYPES", of_kind)):
        if run.given(name):
            run.info("{label}: {n:,} incidents left out.", label=run.label(name), n=int(chosen.sum()))


def _at_excluded_places(run: Run, crs: QgsCoordinateReferenceSystem, points: Points) -> np.ndarray:
    """Which incidents lie in a polygon of EXCLUDE or close to a point of it, bool (n,)."""
    chosen = np.zeros(len(points), dtype=bool)
    source = run.source("EXCLUDE")
    if source is None or source.count == 0:
        return chosen
    if QgsWkbTypes.geometryType(source.source.wkbType()) != QgsWkbTypes.GeometryType.PolygonGeometry:
        places = read_points(run, source, crs, placed=True)
        tell_skipped(run, places.skipped)
        away, _ = cKDTree(np.column_stack([places.x, places.y])).query(np.column_stack([points.x, points.y]))
        return away <= _EXCLUDED_M
    areas = read_polygons(run, source, crs)
    tell_skipped(run, areas.skipped)
    point, _ = pairs_inside(points.x, points.y, *rings_of(areas.geometries, run.control).borders, run.control)
    chosen[point] = True
    return chosen


def _of_excluded_kinds(run: Run, kinds: np.ndarray) -> np.ndarray:
    """Which incidents are of a kind of EXCLUDE_TYPES, bool (n,)."""
    words = next(csv.reader([run.text("EXCLUDE_TYPES")], skipinitialspace=True), [])
    wanted = {comparable(word): word.strip() for word in words if word.strip()}
    if not wanted:
        return np.zeros(len(kinds), dtype=bool)
    distinct, which, count = np.unique(kinds.astype(str), return_inverse=True, return_counts=True)
    alike = [comparable(word) for word in distinct]
    unknown = [word for word in wanted if word not in alike]
    if unknown:
        run.warn(
            "{label}: no incident is of the kind {unknown}. The most frequent kinds are {kinds}.",
            label=run.label("EXCLUDE_TYPES"),
            unknown=[wanted[word] for word in unknown],
            kinds=distinct[np.argsort(-count, kind="stable")[:_NAMED_KINDS]].tolist(),
        )
    return np.array([word in wanted for word in alike])[which.reshape(-1)]
