"""Bounds by drawing anew from what was seen."""

from __future__ import annotations

import numpy as np

_DRAWS = 1000


def mean_bounds(value: np.ndarray, day: np.ndarray, days: int, rng: np.random.Generator) -> tuple[float, float]:
    """95 % bounds of the mean of a value of incidents, such as whether each was hit, or the difference of two models.

    Whole days are drawn anew: incidents of one day are no independent draws. ``value``: float (n,); ``day``: int (n,),
    from 0 to ``days`` − 1.
    """
    values = np.bincount(day, value, minlength=days)
    events = np.bincount(day, minlength=days)
    drawn = rng.integers(0, days, (_DRAWS, days))
    total = events[drawn].sum(axis=1)
    means = values[drawn].sum(axis=1)[total > 0] / total[total > 0]
    low, high = np.percentile(means, [2.5, 97.5])
    return float(low), float(high)
