"""Incidents counted by month, quarter and half-year, with the periods the record covers only in part (CPSPA 4.1)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

# Months of a period, and how its name is written.
LENGTHS = {"month": 1, "quarter": 3, "half-year": 6}
# Days without an incident are a hole in the record, not luck, when so many incidents were to be expected in them: by
# chance there are none in one of 150,000 such stretches. At the two ends of the record there is one stretch each.
_HOLE, _HOLE_AT_END = 12.0, 5.0


@dataclass(frozen=True)
class PeriodCounts:
    """Incidents by period and class.

    ``names``: of the periods, such as 2017-03, 2017 Q1, 2017 H1. ``count``: int64 (periods, classes). ``complete``:
    bool (periods,), whether the record covers all of the period. ``left_out``: how many periods between the first and
    the last lie wholly in a hole of the record; they are not listed.
    """

    names: list[str]
    count: np.ndarray
    complete: np.ndarray
    left_out: int

    @property
    def total(self) -> np.ndarray:
        """int64 (periods,)."""
        return self.count.sum(axis=1)


def count_by_period(time: np.ndarray, group: np.ndarray, groups: int, length: str) -> PeriodCounts:
    """``time``: datetime64 (n,). ``group``: int64 (n,), the class of each incident, below ``groups``. ``length``: a
    key of LENGTHS.
    """
    months = LENGTHS[length]
    period = time.astype("datetime64[M]").astype(np.int64) // months
    first, last = int(period.min()), int(period.max())
    seen, place = np.unique(period, return_inverse=True)
    count = np.bincount(place.reshape(-1) * groups + group, minlength=len(seen) * groups).reshape(len(seen), groups)
    hole_start, hole_end = holes(time)
    # Periods without incidents are listed unless they lie in a hole; a mistyped year must not make a list of thousands.
    empty = _periods_outside(seen, hole_start, hole_end, months)
    every = np.union1d(seen, empty)
    table = np.zeros((len(every), groups), dtype=np.int64)
    table[np.searchsorted(every, seen)] = count
    start, end = _first_day(every, months), _first_day(every + 1, months)
    # A hole touches a period when it begins before the period ends and ends after the period begins.
    touched = np.searchsorted(hole_start, end, "left") > np.searchsorted(hole_end, start, "right")
    names = [_name(int(one), length) for one in every]
    return PeriodCounts(names, table, ~touched, last - first + 1 - len(every))


def holes(time: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where the record has nothing: first day of each hole and the day after its last, datetime64[D], ascending.

    Included are the time before the first incident and after the last one, from the day on that should have had some.
    """
    day = np.unique(time.astype("datetime64[D]"))
    by_day = len(time) / float((day[-1] - day[0]).astype(np.int64) + 1)
    gap = np.diff(day).astype(np.int64) - 1
    wide = np.flatnonzero(gap * by_day > _HOLE)
    start, end = day[wide] + 1, day[wide + 1]
    # The record may well have begun and ended with so many days more than its incidents show.
    unseen = int(_HOLE_AT_END / by_day)
    start = np.concatenate([[np.datetime64("0001-01-01")], start, [day[-1] + 1 + unseen]])
    end = np.concatenate([[day[0] - unseen], end, [np.datetime64("9999-12-31")]])
    return start.astype("datetime64[D]"), end.astype("datetime64[D]")


def _periods_outside(seen: np.ndarray, hole_start: np.ndarray, hole_end: np.ndarray, months: int) -> np.ndarray:
    """The periods between the first and the last seen that do not lie wholly in a hole, found hole by hole."""
    found = [seen]
    # Between two holes the record runs on: every period of that stretch is listed.
    for start, end in zip(hole_end[:-1], hole_start[1:]):
        if start < end:
            first = int(start.astype("datetime64[M]").astype(np.int64)) // months
            last = int((end - 1).astype("datetime64[M]").astype(np.int64)) // months
            found.append(np.arange(max(first, int(seen[0])), min(last, int(seen[-1])) + 1))
    return np.unique(np.concatenate(found))


def _first_day(period: np.ndarray, months: int) -> np.ndarray:
    return (period * months).astype("datetime64[M]").astype("datetime64[D]")


def _name(period: int, length: str) -> str:
    months = LENGTHS[length]
    year, part = divmod(period, 12 // months)
    year += 1970
    if length == "month":
        return f"{year:04d}-{part + 1:02d}"
    return f"{year:04d} {'Q' if length == 'quarter' else 'H'}{part + 1}"
