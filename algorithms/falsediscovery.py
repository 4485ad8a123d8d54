"""The false discovery rate: what p-values are worth when many are looked at."""

from __future__ import annotations

import numpy as np


def adjusted_p_values(p_values: np.ndarray) -> np.ndarray:
    """Benjamini–Hochberg adjusted p-values, float64 (n,); NaN stays NaN and does not count as a test.

    Rejecting every adjusted p ≤ α keeps the expected share of false discoveries at most α (Benjamini & Hochberg 1995).
    """
    p_values = np.asarray(p_values, dtype=np.float64)
    adjusted = np.full(p_values.shape, np.nan)
    known = np.flatnonzero(~np.isnan(p_values))
    if len(known) == 0:
        return adjusted
    order = known[np.argsort(p_values[known], kind="stable")]
    scaled = p_values[order] * len(order) / np.arange(1, len(order) + 1)
    adjusted[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return adjusted
