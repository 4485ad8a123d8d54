"""Cells from the likeliest to the least likely, and how many of them are hot."""

from __future__ import annotations

import numpy as np

from ..control import Control
from ..errors import PatrolError


def rank_cells(score: np.ndarray, tie_breaker: np.ndarray, control: Control | None = None) -> np.ndarray:
    """1 = highest score, per interval: int (cells, intervals). Ties by ``tie_breaker`` (cells,), then the order of the
    cells.
    """
    control = control or Control()
    ranks = np.arange(1, len(score) + 1)
    rank = np.empty(score.shape, dtype=np.int64)
    # A stable sort of cells that lie in the order of the tie breaker keeps that order among equals.
    by_tie = np.argsort(-tie_breaker, kind="stable")
    for index in range(score.shape[1]):
        control.step(index, score.shape[1])
        order = by_tie[np.argsort(-score[by_tie, index], kind="stable")]
        rank[order, index] = ranks
    return rank


def hot_cells(coverage_percent: float, cells: int) -> int:
    """How many cells make up this share of the cells, at least one."""
    require_coverage(coverage_percent)
    return max(1, int(coverage_percent / 100.0 * cells + 0.5))


def require_coverage(coverage_percent: float) -> None:
    """Raise PatrolError for a share of the cells that is none."""
    if not 0 < coverage_percent <= 100:
        raise PatrolError(
            "The coverage must be above 0 and at most 100 % of the cells, not {coverage_percent:g}.",
            coverage_percent=coverage_percent,
        )
