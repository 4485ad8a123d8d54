"""Which of many points lie in a polygon."""

from __future__ import annotations

import numpy as np

from ..control import Control


def inside(x: np.ndarray, y: np.ndarray, start: np.ndarray, end: np.ndarray, control: Control) -> np.ndarray:
    """Which points lie inside rings, by the number of borders to the east of each (even-odd rule): bool (n,).

    What is right on a border may be in or out, but of two polygons that share it in one alone.

    x, y: the points (n,), metres.
    start, end: the segments of all rings, holes included, (s, 2), metres.
    control: progress and stop.
    """
    order = np.argsort(y, kind="stable")
    x, y = x[order], y[order]
    odd = np.zeros(len(x), dtype=bool)
    low = np.searchsorted(y, np.minimum(start[:, 1], end[:, 1]))
    high = np.searchsorted(y, np.maximum(start[:, 1], end[:, 1]))
    # A loop over the borders that some point has beside it; the points of each are a slice.
    for border in control.each(np.flatnonzero(low < high).tolist()):
        beside = slice(low[border], high[border])
        # From below whichever way it is drawn, so that its two sides round alike.
        (x0, y0), (x1, y1) = sorted((start[border].tolist(), end[border].tolist()), key=lambda corner: corner[1])
        odd[beside] ^= x0 + (y[beside] - y0) / (y1 - y0) * (x1 - x0) > x[beside]
    found = np.zeros(len(x), dtype=bool)
    found[order] = odd
    return found
