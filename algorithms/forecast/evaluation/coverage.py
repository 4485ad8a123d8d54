"""What lies in the hottest cells, where several may share the last place: the mean over all orders of equal cells."""

from __future__ import annotations

import numpy as np

from ..ranking import hot_cells


def share_in(score: np.ndarray, coverage_percent: float) -> np.ndarray:
    """The probability of each cell to be among the hottest, float64 (cells,): 1 above the last place, 0 below.

    score: what the cells are ranked by, (cells,).
    coverage_percent: of the cells that are hot.

    Cells that share the last place share what is left there: hits and areas weighted by this are the exact mean over
    all orders of equal cells.
    """
    number = hot_cells(coverage_percent, len(score))
    last = np.partition(score, len(score) - number)[len(score) - number]
    above, tied = score > last, score == last
    return above + tied * ((number - above.sum()) / tied.sum())


def share_of_intervals(score: np.ndarray, coverage_percent: float) -> np.ndarray:
    """``share_in`` for every interval: float64 (cells, intervals), of scores of that shape."""
    return np.column_stack([share_in(column, coverage_percent) for column in score.T])
