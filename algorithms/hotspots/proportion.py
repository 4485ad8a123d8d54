"""Whether one number is a multiple of another in every cell."""

from __future__ import annotations

import numpy as np

# Files round what they store, and some hold 32-bit numbers.
_ROUNDED = 1e-5


def proportional(value: np.ndarray, to: np.ndarray) -> bool:
    """Whether ``value`` (n,) is the same multiple of ``to`` (n,) in all cells where both are known."""
    known = np.isfinite(value) & np.isfinite(to)
    value, to = value[known], to[known]
    total = float(to.sum())
    if not total > 0:
        return not value.any()
    away = np.abs(value - float(value.sum()) / total * to).max()
    return bool(away <= _ROUNDED * np.abs(value).max())
