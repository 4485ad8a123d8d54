"""Incident layers to the core's Incidents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.errors import PatrolError
from ...algorithms.incidents.incidents import MOST_WEIGHT, Incidents
from ...algorithms.texts import Text
from ...algorithms.times.record import lone_end, on_no_day, stray_times
from ...algorithms.times.timeclasses import hours_known, is_midnight, shown_time
from ..common.wording import listed
from ..times.times import are_given, need_hours, now
from ..times.words import clock_as_time_text
from .excluded import excluded
from .fields import chosen_field, field_label
from .placeholders import STRAYS
from .reading import Points, read_points
from .recordquality import leave_out_fallbacks, quality_fields, weigh_records_of_officers

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

    from ..framework.run import Run
    from ..framework.source import Source
    from .skipped import Skipped

_DAY = np.timedelta64(86_400, "s")
_YEAR = np.timedelta64(366, "D")
_NO_RECORD_BEFORE = np.datetime64("1900-01-01")
_NAMED_DAYS = 3


def read_incidents(
    run: Run,
    source: Source,
    crs: QgsCoordinateReferenceSystem,
    hours_or: str = "",
    time_required: bool = False,
    hours_matter: bool = False,
) -> tuple[Points, Incidents]:
    """The usable incidents of the parameters INCIDENTS, TIME_FIELD, CLOCK_FIELD and (where they exist) END_TIME_FIELD,
    WEIGHT_FIELD, without those on fallback addresses, those that EXCLUDE and EXCLUDE_TYPES leave out, and records of
    officers.

    The Points hold what was left out and why; both are parallel.

    run: whose parameters name the fields.
    source: the layer of incidents.
    crs: the one wanted.
    hours_or: what else to do, a clause, where hours are needed; dates without any are then an error, unless an end
        tells how long each incident may have lasted.
    time_required: whether it is an error to choose no field of times.
    hours_matter: whether it is said where many hours are doubtful, though none are needed.
    """
    time_field, clock_field, weight_field, end_field = (
        chosen_field(run, source, name) for name in ("TIME_FIELD", "CLOCK_FIELD", "WEIGHT_FIELD", "END_TIME_FIELD")
    )
    if time_required and not time_field:
        raise PatrolError(
            "{label}: choose the Time field; without it nothing can be said about time.", label=source.label
        )
    kind = chosen_field(run, source, "TYPE_FIELD")
    fields = [time_field, clock_field, weight_field, end_field, kind, *quality_fields(run, source)]
    points = read_points(run, source, crs, fields)
    if weight_field:
        weight = points.numbers(weight_field)
        points.keep(
            np.isfinite(weight) & ~(weight < 0),
            Text("without a usable weight in {field} (NULL, NaN or negative)", field=weight_field),
        )
        weight = points.numbers(weight_field)
        points.keep(
            weight <= MOST_WEIGHT,
            Text(
                "with a weight in {field} above {most:g}",
                field=weight_field,
                most=MOST_WEIGHT,
            ),
        )
        points.skipped.require_some(len(points), points.read)
    time = end = is_day = None
    whole_days = False
    if time_field:
        time, is_day = record_times(points, time_field, clock_field)
        hours = hours_known(time)
        whole_days = hours.none and not end_field
        # They may say why there are no hours.
        points.skipped.tell_notes(run.warn)
        if (hours_or and not (hours.none and end_field)) or (hours_matter and not hours.none):
            need_hours(run.warn, field_label(source.label, time_field), hours, hours_or)
    if time_field and time is not None and is_day is not None and end_field:
        time, end = _intervals(points, time, is_day, time_field, end_field)
    weight = points.numbers(weight_field) if weight_field else np.ones(len(points))
    incidents = Incidents(points.x, points.y, time, weight, end=end, whole_days=whole_days)
    incidents = leave_out_fallbacks(run, source, crs, points, incidents)
    points, incidents = _that_count(run, crs, points, incidents, kind)
    return points, weigh_records_of_officers(run, points, incidents, kind)


def _that_count(
    run: Run, crs: QgsCoordinateReferenceSystem, points: Points, incidents: Incidents, kind: str | None
) -> tuple[Points, Incidents]:
    """The incidents without those that somebody wishes to leave out.

    run: whose parameters say which.
    crs: that of the points.
    points, incidents: all of them, parallel.
    kind: the field of their kinds, None without.
    """
    kept = ~excluded(run, crs, points, kind)
    if kept.all():
        return points, incidents
    if not kept.any():
        raise PatrolError(
            "{label}: all {n:,} incidents are left out by {places} and {kinds}. Leave out less.",
            label=points.label,
            n=len(points),
            places=run.label("EXCLUDE"),
            kinds=run.label("EXCLUDE_TYPES"),
        )
    points.take(kept)
    return points, incidents.where(kept)


def record_times(points: Points, field: str, clock: str | None = None) -> tuple[np.ndarray, np.ndarray]:
    """The times of a record of incidents, (n,), and which are dates without a time of day, bool (n,).

    What is not a time, or dated so far from all others that it must be a mistake, is left out and counted.
    """
    time, is_day = points.moments(field, clock)
    if on_no_day(time):
        raise PatrolError(clock_as_time_text(field_label(points.label, field), time[0].astype("datetime64[D]")))
    real = ~stray_times(time)
    _leave_out_strays(points, time, real, field)
    _tell_odd_years(points, time[real], field)
    end = lone_end(time[real])
    if end is not None:
        points.skipped.notes.append(
            Text(
                "{label}, field {field}: the end of the record ({incidents} from {day} on) lies {days:,} days after "
                "all others. Correct it if it is mistyped: forecasts start there, and a half-life counts back from "
                "there.",
                label=points.label,
                field=field,
                incidents=Text("{n:,} incidents", one="{n:,} incident", n=end.number),
                day=end.day,
                days=end.gap_d,
            )
        )
    return time[real], is_day[real]


def _tell_odd_years(points: Points, time: np.ndarray, field: str) -> None:
    """Note a record of which no date can be right: all before there were such records, or all yet to come."""
    if len(time) and (time.max() < _NO_RECORD_BEFORE or time.min() > now() + _YEAR):
        first, last = (str(one.astype("datetime64[D]")) for one in (time.min(), time.max()))
        points.skipped.notes.append(
            Text(
                "{label}, field {field}: all dates lie between {first} and {last}, which cannot be right for a "
                "record. Look at its years: those of two digits are often read wrongly before they get here.",
                label=points.label,
                field=field,
                first=first,
                last=last,
            )
        )


def _leave_out_strays(points: Points, time: np.ndarray, real: np.ndarray, field: str) -> None:
    if real.all():
        return
    days = np.unique(time[~real].astype("datetime64[D]"))
    shown = listed(days[::-1], _NAMED_DAYS)
    points.keep(
        real,
        Text("with a date in {field} far from all others, which must be a mistake ({shown})", field=field, shown=shown),
    )


def _intervals(
    points: Points, time: np.ndarray, is_day: np.ndarray, time_field: str, end_field: str
) -> tuple[np.ndarray, np.ndarray]:
    """From when to when each incident may have happened, (n,) each; what has no usable end is left out.

    points: the incidents; those without a usable end leave them.
    time: when each began, or its day.
    is_day: which of these are days without an hour.
    time_field, end_field: what the fields are called.
    """
    ends = points.time_column(end_field, may_be_empty=True)
    stray = stray_times(ends.time)
    readable = ~np.isnat(ends.time) | ~are_given(points.values[end_field])
    points.keep(readable, Text("with an end in {field} that is no time", field=end_field))
    points.keep(
        ~stray[readable],
        Text("with an end in {field} far from all others, which must be a mistake", field=end_field),
    )
    usable = readable & ~stray
    points.skipped.require_some(len(points), points.read)
    time, is_day, end, end_is_day = (values[usable] for values in (time, is_day, ends.time, ends.is_day))
    # Without an end the moment is known, or the day. A day lasts to its midnight, whatever the type of its field.
    is_day |= is_midnight(time).all()
    known = ~np.isnat(end)
    end_is_day |= known & is_midnight(end[known]).all()
    end = np.where(known, np.where(end_is_day, end + _DAY, end), np.where(is_day, time + _DAY, time))
    forwards = end >= time
    points.keep(
        forwards,
        Text("that end ({end}) before they begin ({begin})", end=end_field, begin=time_field),
    )
    points.skipped.require_some(len(points), points.read)
    return time[forwards], end[forwards]


def without_strays(incidents: Incidents, skipped: Skipped) -> Incidents:
    """The incidents without those so far out that their coordinates must be wrong, which are counted."""
    for is_far, cause in STRAYS:
        far = is_far(incidents.x, incidents.y)
        skipped.add(Text("{cause} (give a study area to keep them)", cause=cause), int(far.sum()))
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
        # A date without an hour is not over before its midnight.
        days_end = incidents.time.astype("datetime64[D]") + np.timedelta64(1, "D")
        chosen &= (days_end <= end) if incidents.whole_days else (incidents.time < end)
        if incidents.end is not None:
            # Who finds a break-in tomorrow does not know of it tonight.
            chosen &= incidents.end <= end
    if not chosen.any():
        raise PatrolError(
            "No incident lies in the period chosen; they run from {first} to {last}. Choose another "
            "period or leave it empty.",
            first=shown_time(incidents.time.min()),
            last=shown_time(incidents.time.max()),
        )
    inside, outside = int(chosen.sum()), int((~chosen).sum())
    run.info(
        "{n:,} incidents in the period, {outside:,} outside it.",
        one="{n:,} incident in the period, {outside:,} outside it.",
        n=inside,
        outside=outside,
    )
    run.counts.tell(outside_period=outside)
    return incidents.where(chosen)
