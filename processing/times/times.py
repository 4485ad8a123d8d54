"""The one reader of times: attribute values of every kind to local wall-clock times."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Callable

import numpy as np
from qgis.PyQt.QtCore import QDate, QDateTime, Qt, QTime

from ...algorithms.errors import PatrolError
from ...algorithms.texts import Text
from ...algorithms.times.texts import (
    TimesRead,
    read_clock_numbers,
    read_clock_texts,
    read_time_numbers,
    read_time_texts,
    seconds_of_day,
)
from ..common.compat import is_null
from .words import no_clock_text, no_time_text, notes_of, plain_value

if TYPE_CHECKING:
    from ...algorithms.times.timeclasses import HoursKnown

_DAY_MS = 86_400_000
# The Julian day of 1970-01-01, as Qt counts.
UNIX_DAY = 2_440_588
_NUMBERS = (int, float, np.integer, np.floating)


@dataclass(frozen=True)
class TimeColumn:
    """The times of n values: how they were written, which values are NULL or empty, and the first that is no time.

    ``time``: datetime64[s] (n,), NaT where there is none. ``is_day``: bool (n,), a date without a time of day.
    ``unread``: that first value as people write it, "" without one. ``notes``: what the user must know of the reading.
    ``zoned``: whether any of them is written with an offset from UTC.
    """

    time: np.ndarray
    is_day: np.ndarray
    unread: str
    notes: tuple[str, ...]
    zoned: bool = False


def now() -> np.datetime64:
    """The present moment, local time."""
    return np.datetime64(datetime.datetime.now(), "s")


def times_of(values: Sequence[Any], label: str) -> np.ndarray:
    """Local wall-clock times, datetime64[s] (n,), NaT where a value is NULL or no time; see read_times."""
    return read_times(values, label).time


def read_times(
    values: Sequence[Any],
    label: str,
    field: str = "",
    clocks: Sequence[Any] | None = None,
    may_be_empty: bool = False,
) -> TimeColumn:
    """The times of QDateTime, QDate, text, numbers or datetime64, mixed as they come; what is written counts.

    values: (n,).
    label: names them in messages.
    field: theirs, for a formula that helps.
    clocks: the time of day of each, where ``values`` are only the dates.
    may_be_empty: NULL is an answer, not a loss.

    Raises PatrolError where there are values and none is a time.
    """
    read = _read(values)
    first = _first_unread(values, np.isnat(read.time))
    if first is not None and np.isnat(read.time).all():
        raise PatrolError(no_time_text(label, field, first, read.order, _are_clocks(values)))
    lost = np.isnat(read.time) & are_given(values) if may_be_empty else np.isnat(read.time)
    unread, zoned = "" if first is None else plain_value(first), bool(read.zoned.any())
    if clocks is None:
        return TimeColumn(read.time, read.is_day, unread, tuple(notes_of(label, read, values, lost)), zoned)
    seconds = _read_clocks(clocks)
    first = _first_unread(clocks, np.isnan(seconds))
    if first is not None and np.isnan(seconds).all():
        raise PatrolError(no_clock_text(label, first))
    known = np.isfinite(seconds)
    time = read.time.astype("datetime64[D]").astype("datetime64[s]")
    time += np.where(known, seconds, 0).astype(np.int64)
    time[~known] = np.datetime64("NaT")
    unread = unread or ("" if first is None else plain_value(first))
    notes = tuple(notes_of(label, read, values, lost | ~known))
    return TimeColumn(time, np.zeros(len(time), dtype=bool), unread, notes, zoned)


def _read(values: Sequence[Any]) -> TimesRead:
    if isinstance(values, np.ndarray) and values.dtype.kind == "M":
        return replace(TimesRead.none(len(values)), time=values.astype("datetime64[s]"))
    if isinstance(values, np.ndarray) and values.dtype.kind in "iuf":
        return read_time_numbers(values.astype(np.float64))
    kinds = set(map(type, values))
    if kinds == {str}:
        return read_time_texts(values)
    found = TimesRead.none(len(values))
    if QDateTime in kinds:
        rows, moments = _of_kind(values, QDateTime, kinds)
        found.time[rows] = wall_clock(
            [moment.date().toJulianDay() for moment in moments],
            [moment.time().msecsSinceStartOfDay() for moment in moments],
        )
        zones = [moment.timeSpec() for moment in moments]
        if set(zones) != {Qt.TimeSpec.LocalTime}:
            found.utc[rows] = [zone == Qt.TimeSpec.UTC for zone in zones]
            found.zoned[rows] = [zone in (Qt.TimeSpec.UTC, Qt.TimeSpec.OffsetFromUTC) for zone in zones]
    if QDate in kinds:
        rows, days = _of_kind(values, QDate, kinds)
        found.time[rows], found.is_day[rows] = wall_clock([day.toJulianDay() for day in days], [0] * len(days)), True
    order = ""
    for kind, read in ((str, read_time_texts), (_NUMBERS, _read_numbers)):
        rows, part_of = _of_kind(values, kind, kinds)
        if len(rows) == 0:
            continue
        part = read(part_of)
        order = order or part.order
        for name in ("time", "is_day", "zoned", "utc", "by_parts"):
            getattr(found, name)[rows] = getattr(part, name)
    rows, moments = _of_kind(values, np.datetime64, kinds)
    found.time[rows] = np.array(moments, dtype="datetime64[s]")
    return replace(found, order=order)


def _read_numbers(values: Sequence[Any]) -> TimesRead:
    return read_time_numbers(np.array(values, dtype=np.float64))


def _of_kind(values: Sequence[Any], kind: Any, kinds: set[type]) -> tuple[np.ndarray, Sequence[Any]]:
    """Where the values of a kind stand, int (k,), and those values; ``kinds``: of all values."""
    if not any(issubclass(one, kind) for one in kinds):
        return np.zeros(0, dtype=np.int64), []
    if len(kinds) == 1:
        return np.arange(len(values)), values
    rows = [index for index, value in enumerate(values) if isinstance(value, kind)]
    return np.array(rows, dtype=np.int64), [values[index] for index in rows]


def wall_clock(days: Sequence[int] | np.ndarray, of_day: Sequence[int] | np.ndarray) -> np.ndarray:
    """Moments as the clock on the wall shows them, datetime64[s] (k,), NaT where a day is not valid, from Julian days
    and milliseconds since midnight.

    Not by toMSecsSinceEpoch, which converts to UTC; nor by isValid of the moment: a time in the hour that the machine's
    own zone skips in spring is one all the same.
    """
    day = np.array(days, dtype=np.int64)
    # Qt's day of an invalid date is the least number there is.
    valid = day > -UNIX_DAY * 1000
    moment = (np.where(valid, day, 0) - UNIX_DAY) * _DAY_MS + np.array(of_day, dtype=np.int64)
    return np.where(valid, moment.astype("datetime64[ms]"), np.datetime64("NaT")).astype("datetime64[s]")


def _read_clocks(values: Sequence[Any]) -> np.ndarray:
    """Seconds from midnight, float64 (n,), NaN where there is no time of day."""
    if isinstance(values, np.ndarray) and values.dtype.kind in "iuf":
        return read_clock_numbers(values.astype(np.float64))
    if isinstance(values, np.ndarray) and values.dtype.kind == "M":
        return seconds_of_day(values)
    seconds = np.full(len(values), np.nan)
    kinds = set(map(type, values))
    for kind, read in (
        (QTime, _clock_times),
        (QDateTime, lambda moments: _clock_times([moment.time() for moment in moments])),
        (str, read_clock_texts),
        (_NUMBERS, lambda numbers: read_clock_numbers(np.array(numbers, dtype=np.float64))),
    ):
        rows, part = _of_kind(values, kind, kinds)
        if len(rows):
            seconds[rows] = read(part)
    return seconds


def _clock_times(values: Sequence[QTime]) -> np.ndarray:
    return np.array([one.msecsSinceStartOfDay() // 1000 if one.isValid() else np.nan for one in values])


def clock_times(values: Sequence[Any]) -> np.ndarray | None:
    """Times of day since midnight, timedelta64[s] (n,), NaT where there is none; None where the values are others."""
    if isinstance(values, np.ndarray) and values.dtype.kind == "M":
        return None
    if not _are_clocks(values) or not np.isnat(_read(values).time).all():
        return None
    seconds = _read_clocks(values)
    known = np.isfinite(seconds)
    return np.where(known, np.where(known, seconds, 0).astype("timedelta64[s]"), np.timedelta64("NaT"))


def _are_clocks(values: Sequence[Any]) -> bool:
    """Whether values that are no times are times of day, and not years or ids."""
    sample = [value for value in values if is_something(value)][:1000]
    known = np.isfinite(_read_clocks(sample))
    numbers = [float(value) for value in sample if isinstance(value, (int, float, np.number)) or _is_digits(value)]
    years = bool(numbers) and min(numbers) >= 1900 and max(numbers) <= 2100
    return bool(known.mean() > 0.9) and not years if sample else False


def _is_digits(value: Any) -> bool:
    return isinstance(value, str) and value.strip().isdecimal()


def _first_unread(values: Sequence[Any], missing: np.ndarray) -> Any:
    """The first value that is something, but no time; None without one."""
    if isinstance(values, np.ndarray) and values.dtype.kind == "M":
        return None
    return next((values[index] for index in np.flatnonzero(missing) if is_something(values[index])), None)


def are_given(values: Sequence[Any]) -> np.ndarray:
    """Which values are something, bool (n,); see is_something."""
    if isinstance(values, np.ndarray) and values.dtype.kind in "Mf":
        return ~np.isnat(values) if values.dtype.kind == "M" else ~np.isnan(values)
    return np.fromiter((is_something(value) for value in values), dtype=bool, count=len(values))


def is_something(value: Any) -> bool:
    """Whether a value is neither NULL nor empty, nor a Qt value that stands for nothing."""
    if is_null(value) or (isinstance(value, str) and not value.strip()):
        return False
    if isinstance(value, (QDate, QTime, QDateTime)):
        return not value.isNull()
    return not (isinstance(value, (float, np.floating, np.datetime64)) and value != value)


def need_hours(warn: Callable[..., None], label: str, hours: HoursKnown, otherwise: str) -> None:
    """Raise where a column of times has no hours, by its values; warn where many of them are doubtful.

    ``otherwise``: what else can be done without hours, a clause after "or".
    """
    if hours.none:
        dates, clock = Text("dates without a time of day"), Text("one time of day for all dates")
        held = dates if hours.midnights == hours.total else clock
        raise PatrolError(
            "{label} holds {held}, so hours cannot be told apart. Choose a field with the time, give the time of "
            "day as Clock field (CLOCK_FIELD), or {otherwise}.",
            label=label,
            held=held,
            otherwise=otherwise,
        )
    if hours.doubtful:
        warn(
            "{label}: {n:,} of {total:,} times ({share:.0%}) are exactly 00:00, far more than by chance: "
            "most are probably dates whose hour is not known. They count in the first hours of the day, so "
            "figures by hour and the scores of a back-test are not to be compared with others.",
            label=label,
            n=hours.midnights,
            total=hours.total,
            share=hours.midnights / hours.total,
        )
