"""Past incidents that a plan of several officers is explained by and measured with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.incidents.events import IncidentTable, events_of
from ...algorithms.times.timeclasses import hours_known, shown_time
from ..layers.excluded import excluded
from ..layers.fields import chosen_field, field_label
from ..layers.incidents import record_times
from ..layers.reading import leave_out_repeated, read_points
from ..layers.skipped import tell_skipped
from ..times.times import need_hours

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

    from ...algorithms.times.timeclasses import HoursKnown
    from ..framework.run import Run

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
    kept = known & ~excluded(run, crs, points, kind, known)
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
