"""Which polygons hold a place, by the number of their borders between it and the east (even-odd rule)."""

from __future__ import annotations

import numpy as np

from ..control import Control


def holding(
    x: np.ndarray, y: np.ndarray, start: np.ndarray, end: np.ndarray, feature: np.ndarray, control: Control
) -> np.ndarray:
    """The features that hold at least one of the places x, y (n,), ascending; the places are few, metres.

    ``start``, ``end`` (s, 2): the segments of all their rings, holes included, in metres; ``feature`` int (s,): to
    which each belongs. What is right on a border may be in or out.
    """
    features, of = np.unique(feature, return_inverse=True)
    found = np.zeros(len(features), dtype=bool)
    if not len(x):
        return features[found]
    # Those that reach beyond no place, or to none, hold none.
    near = np.ones(len(features), dtype=bool)
    for axis, places in enumerate((x, y)):
        low, high = np.full(len(features), np.inf), np.full(len(features), -np.inf)
        np.minimum.at(low, of, start[:, axis])
        np.maximum.at(high, of, start[:, axis])
        near &= (low <= places.max()) & (high >= places.min())
    here = near[of]
    (x0, y0), (x1, y1), of = start[here].T, end[here].T, of[here]
    for place_x, place_y in zip(x.tolist(), y.tolist()):
        control.check()
        spans = np.flatnonzero((y0 > place_y) != (y1 > place_y))
        share = (place_y - y0[spans]) / (y1[spans] - y0[spans])
        east = spans[x0[spans] + share * (x1[spans] - x0[spans]) > place_x]
        found |= np.bincount(of[east], minlength=len(features)) % 2 == 1
    return features[found]
