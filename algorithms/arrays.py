"""What NumPy has no word for: the entries of groups that lie one after another."""

from __future__ import annotations

import numpy as np


def places_in_groups(size: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Of groups of ``size`` entries each, int (g,), one after another: the group of each entry and its place in it.

    Two int64 (entries,): for sizes 2, 0, 3 the groups 0 0 2 2 2 and the places 0 1 0 1 2.
    """
    group = np.repeat(np.arange(len(size)), size)
    return group, np.arange(len(group)) - np.repeat(np.cumsum(size) - size, size)
