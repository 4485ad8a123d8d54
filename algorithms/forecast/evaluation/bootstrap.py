"""Bounds by drawing anew from what was seen."""

from __future__ import annotations

import numpy as np

_DRAWS = 1000


def hit_rate_bounds(hit: np.ndarray, day: np.ndarray, days: int, rng: np.random.Generator) -> tuple[float, float]:
    """95 % bounds of the hit rate, by drawing whole days anew: incidents of one day are no independent draws.

    ``hit``: bool (n,), of incidents; ``day``: int (n,), from 0 to ``days`` − 1.
    """
    hits = np.bincount(day, hit, minlength=days)
    events = np.bincount(day, minlength=days)
    drawn = rng.integers(0, days, (_DRAWS, days))
    total = events[drawn].sum(axis=1)
    rates = hits[drawn].sum(axis=1)[total > 0] / total[total > 0]
    low, high = np.percentile(rates, [2.5, 97.5])
    return float(low), float(high)
