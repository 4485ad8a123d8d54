"""The past windows that the blend learns from: what was known at the start of each, and what then happened in it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ....control import Control
from ....times.spans import DAY, span_of_days
from ...features.rates import RateFeatures
from ...training import Training

# Windows go back until they hold so many incidents, and no further than so many windows; a few there are in any case.
_ENOUGH, _MOST, _FEW = 2000, 52, 4
# A record of so many days is learned from by weeks, a shorter one by days.
_LONG_RECORD_D, _WEEK_D = 56.0, 7.0
# What lies before a window: at least so many times its length.
_BEFORE = 4
# Of the cells in which nothing happened one in so many is learned from, with that weight.
_THINNED = 10
_FEW_ROWS = 2000


@dataclass(frozen=True)
class Windows:
    """Rows of cells in windows, the last window first.

    ``table``: float64 (rows, columns) of RateFeatures, per day. ``number``: incidents in the window, (rows,).
    ``weight``: how many cells a row stands for, (rows,). ``total``: of every column over all cells and windows.
    ``cells``: how many cells and windows that are. ``days``: the length of a window. ``starts``: of the windows.
    """

    table: np.ndarray
    number: np.ndarray
    weight: np.ndarray
    total: np.ndarray
    cells: int
    days: float
    starts: tuple[np.datetime64, ...]

    @property
    def incidents(self) -> int:
        return int(self.number.sum())


def past_windows(
    training: Training, features: RateFeatures, rng: np.random.Generator, control: Control
) -> Windows | None:
    """The windows before the end of the record; None where it is too short for one."""
    begin, known = training.begin, training.known
    record_d = float((training.until - begin) / DAY)
    days = _WEEK_D if record_d >= _LONG_RECORD_D else 1.0
    length = span_of_days(days)
    tables, numbers, weights = [], [], []
    starts: list[np.datetime64] = []
    total, found = np.zeros(len(features.names)), 0
    start = training.until - length
    while start - begin >= _BEFORE * length and len(starts) < _MOST and (len(starts) < _FEW or found < _ENOUGH):
        control.check()
        table = features.at(start, begin, control)
        number = known.between(start, start + length).a_cell()
        some = number > 0
        none = np.flatnonzero(~some)
        kept = (
            none if len(none) <= _FEW_ROWS else rng.choice(none, max(_FEW_ROWS, len(none) // _THINNED), replace=False)
        )
        rows = np.concatenate([np.flatnonzero(some), np.sort(kept)])
        tables.append(table[rows])
        numbers.append(number[rows])
        weights.append(np.where(some[rows], 1.0, len(none) / max(len(kept), 1)))
        total += table.sum(axis=0)
        starts.append(start)
        found += int(number.sum())
        start = start - length
    if not starts:
        return None
    return Windows(
        table=np.concatenate(tables),
        number=np.concatenate(numbers),
        weight=np.concatenate(weights),
        total=total,
        cells=len(starts) * known.cells,
        days=days,
        starts=tuple(starts),
    )
