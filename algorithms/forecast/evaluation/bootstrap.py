"""Bounds by drawing anew from what was seen, whole days or steps at a time: their incidents are no independent draws.

Efron & Tibshirani (1993), chapter 13: percentile intervals.
"""

from __future__ import annotations

import numpy as np

_DRAWS_OF_DAYS = 1000
# 95 % of the draws lie between.
_PERCENTILES = (2.5, 97.5)


def mean_bounds(value: np.ndarray, day: np.ndarray, days: int, rng: np.random.Generator) -> tuple[float, float]:
    """95 % bounds of the mean of a value of incidents, such as whether each was hit, or the difference of two models.

    ``value``: float (n,); ``day``: int (n,), from 0 to ``days`` − 1; whole days are drawn.
    """
    events = np.bincount(day, minlength=days)
    return share_bounds(np.bincount(day, value, minlength=days), events, drawn_groups(events, _DRAWS_OF_DAYS, rng))


def drawn_groups(events: np.ndarray, draws: int, rng: np.random.Generator) -> np.ndarray:
    """Which groups are drawn, as many as there are each time: int (draws, groups) without draws of no event.

    events: how many each group has, (groups,).
    draws: how often.
    rng: to draw.
    """
    drawn = rng.integers(0, len(events), (draws, len(events)))
    return drawn[events[drawn].sum(axis=1) > 0]


def share_bounds(hits: np.ndarray, events: np.ndarray, drawn: np.ndarray) -> tuple[float, float]:
    """95 % bounds of Σ hits ÷ Σ events, (groups,) each, by groups that are drawn, see ``drawn_groups``."""
    low, high = np.percentile(hits[drawn].sum(axis=1) / events[drawn].sum(axis=1), _PERCENTILES)
    return float(low), float(high)
