"""Which of many points lie in which of many polygons."""

from __future__ import annotations

import numpy as np

from ..control import Control


def pairs_inside(
    x: np.ndarray, y: np.ndarray, start: np.ndarray, end: np.ndarray, polygon: np.ndarray, control: Control
) -> tuple[np.ndarray, np.ndarray]:
    """The pairs of a point and a polygon that holds it, int (p,) each, by the number of borders to the east of the
    point (even-odd rule). A point right on a border is in one of the polygons that share it.

    x, y: the points (n,), metres.
    start, end: the segments of all rings, holes included, (s, 2), metres.
    polygon: to which each segment belongs, int (s,), ascending.
    control: progress and stop.
    """
    order = np.argsort(y, kind="stable")
    x, y = x[order], y[order]
    # From below whichever way it is drawn, so that the two sides of a border round alike.
    upwards = (start[:, 1] <= end[:, 1])[:, None]
    below, above = np.where(upwards, start, end), np.where(upwards, end, start)
    low, high = np.searchsorted(y, below[:, 1]), np.searchsorted(y, above[:, 1])
    along = above - below
    slope = np.divide(along[:, 0], along[:, 1], out=np.zeros(len(below)), where=along[:, 1] > 0)
    crossed = low < high
    edges = np.flatnonzero(crossed).tolist()
    points, polygons = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    firsts = np.flatnonzero(np.diff(polygon[crossed], prepend=-1)).tolist()
    # A loop over the borders that have some point beside them; those points are a slice.
    for at in control.each(range(len(firsts))):
        own = edges[firsts[at] : firsts[at + 1] if at + 1 < len(firsts) else None]
        first = int(low[own].min())
        odd = np.zeros(int(high[own].max()) - first, dtype=bool)
        for edge in own:
            beside = slice(low[edge], high[edge])
            odd[low[edge] - first : high[edge] - first] ^= (
                below[edge, 0] + (y[beside] - below[edge, 1]) * slope[edge] > x[beside]
            )
        found = order[first + np.flatnonzero(odd)]
        points.append(found)
        polygons.append(np.full(len(found), polygon[own[0]], dtype=np.int64))
    return np.concatenate(points), np.concatenate(polygons)
