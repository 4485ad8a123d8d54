"""The span of a record of incidents: dates that are none, where it ends, and the days without data after it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .spans import DAY, SECOND

_YEAR_D = 365
# A gap is one when it is this many times as long as from one day with incidents to the next is on average ...
_GAPS = 20
# ... and longer than this, days: a later year mistyped, an earlier one perhaps only a late report.
_LATE_D, _EARLY_D = _YEAR_D, 10 * _YEAR_D
# What lies beyond such a gap is a mistake when it is rare ...
_RARE_SHARE, _RARE_MOST = 0.01, 20
# ... or so far away, days, that no record goes on there.
_FAR_D = 50 * _YEAR_D
# ... or so much as this, days, that an end of the record there is worth a question.
_DOUBTFUL_D = 60
# Days that programs and forms write where no date is known.
_PLACEHOLDERS = np.array(
    ["0001-01-01", "1000-01-01", "1601-01-01", "1753-01-01", "1800-01-01", "1899-12-30", "1899-12-31", "1900-01-01"]
    + ["1901-01-01", "1904-01-01", "1969-12-31", "1970-01-01", "1970-01-02", "1980-01-01", "2038-01-19", "2049-12-31"]
    + ["2050-12-31", "2079-06-06", "2099-01-01", "2099-12-31", "2100-01-01", "2199-12-31", "2999-12-31", "3000-01-01"]
    + ["3000-12-31", "4712-12-31", "9999-01-01", "9999-09-09", "9999-12-30", "9999-12-31"],
    dtype="datetime64[D]",
).astype(np.int64)
# Incidents to be expected in days without any: fewer may just have been quiet days (chance of none 5 %).
_QUIET = 3.0


def stray_times(time: np.ndarray) -> np.ndarray:
    """Which times are no part of a record, bool (n,), of datetime64 (n,), NaT among them: a year mistyped, 9999-12-31.

    The record is cut at gaps far longer than those between its own days. A stretch of it is a mistake where it is only
    a placeholder's day, or more than fifty years from the stretch with most incidents, or a single day after it (or
    before it, with more incidents than any day of it), or rare and after (before) all stretches that are not; early
    ones of these only beyond ten years.
    """
    stray = np.zeros(len(time), dtype=bool)
    known_time = ~np.isnat(time)
    days = time[known_time].astype("datetime64[D]").astype(np.int64)
    if len(days) < 3:
        return stray
    day, place, number = np.unique(days, return_inverse=True, return_counts=True)
    no_date = np.isin(day, _PLACEHOLDERS)
    believed = np.where(no_date & ~no_date.all(), 0, number)
    bounds = _stretches(day, _YEAR_D)
    main = int(np.argmax(np.add.reduceat(believed, bounds[:-1])))
    # Sparse records have long gaps of their own.
    begin, end = bounds[main], bounds[main + 1]
    usual = (day[end - 1] - day[begin]) / max(end - begin - 1, 1)
    bounds = _stretches(day, max(_YEAR_D, _GAPS * usual))
    first, last = day[bounds[:-1]], day[bounds[1:] - 1]
    known = np.add.reduceat(believed, bounds[:-1])
    main = int(np.argmax(known))
    away = np.maximum(first - last[main], first[main] - last)
    mistake = (known == 0) | ((away > _FAR_D) & (known < known[main]))
    if last[main] > first[main]:
        # No record goes on with one day, years later.
        busiest = believed[bounds[main] : bounds[main + 1]].max()
        mistake |= (first == last) & (known < known[main]) & ((first > last[main]) | (known > busiest))
    rare = known <= max(1, min(_RARE_MOST, int(_RARE_SHARE * len(days))))
    if not rare.all():
        real = ~rare & ~mistake
        begins, ends = first[real].min(), last[real].max()
        mistake |= rare & ((first - ends > _LATE_D) | (begins - last > _EARLY_D))
    stray[known_time] = np.repeat(mistake, np.diff(bounds))[place.reshape(-1)]
    return stray


@dataclass(frozen=True)
class LoneEnd:
    """The few last times of a record, long after all others: how many, the day of the first, and the days between."""

    number: int
    day: np.datetime64
    gap_d: int


def lone_end(time: np.ndarray) -> LoneEnd | None:
    """The end of a record, datetime64 (n,), without strays, if it is so rare and late that its dates are doubtful."""
    days = np.sort(time.astype("datetime64[D]").astype(np.int64))
    few = max(1, min(_RARE_MOST, int(_RARE_SHARE * len(days))))
    if len(days) < 2 * few + 2:
        return None
    at = len(days) - few - 1 + int(np.argmax(np.diff(days[-few - 1 :])))
    gap = int(days[at + 1] - days[at])
    usual = (days[at] - days[0]) / max(len(np.unique(days[: at + 1])) - 1, 1)
    if gap < max(_DOUBTFUL_D, _GAPS * usual):
        return None
    return LoneEnd(len(days) - at - 1, days[at + 1].astype("datetime64[D]"), gap)


def on_no_day(time: np.ndarray) -> bool:
    """Whether all of datetime64 (n,) lie on one day that stands for none, at several times of that day."""
    days = np.unique(time.astype("datetime64[D]").astype(np.int64))
    return len(days) == 1 and bool(days[0] in _PLACEHOLDERS) and bool((time != time[0]).any())


def _stretches(day: np.ndarray, gap: float) -> np.ndarray:
    """Where stretches of days (k,) begin that lie no more than ``gap`` days apart, and k at the end."""
    return np.concatenate([[0], np.flatnonzero(np.diff(day) > gap) + 1, [len(day)]])


def start_after(time: np.ndarray) -> tuple[np.datetime64, bool]:
    """When a forecast starts that follows the last incident, and whether by whole days.

    ``time``: datetime64[s] (n,), n > 0, without strays. The start, datetime64[s], is the next full hour, or the next
    day where every time is a midnight: dates without an hour, of which the last day is not over before it ends.
    """
    last = time.max().astype("datetime64[s]")
    whole_days = bool((time == time.astype("datetime64[D]")).all())
    step = np.timedelta64(1, "D" if whole_days else "h")
    return (last.astype("datetime64[h]") + step).astype("datetime64[s]"), whole_days


def recorded_until(time: np.ndarray, start: np.datetime64, opening: np.datetime64) -> np.datetime64:
    """Until when a record is known that a forecast from ``start`` on learns from: datetime64[s].

    ``time``: datetime64[s] (n,), n > 0, all from ``opening`` to ``start``. That is ``start`` itself, but where so many
    days before it have no incident that they are no luck, it is whole days before: the first such moment after the last
    incident. Days without data are no days without crime.
    """
    last = time.max()
    missing = int((start - last - SECOND) // DAY)
    until = start - missing * DAY
    begins = max(opening, time.min().astype("datetime64[D]").astype("datetime64[s]"))
    a_day = len(time) / max((until - begins) / DAY, 1.0)
    return until if missing * a_day > _QUIET else start
