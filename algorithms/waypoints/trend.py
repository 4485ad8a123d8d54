"""Where the trend of a cluster leads its next incident: the predicted point L (CPSPA 5.2.2; phase 2.2)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

# What one address differs by in two exports of a record, or after a way through another CRS and back: no distance.
NO_DISTANCE_M = 0.01


@dataclass(frozen=True)
class Trend:
    """The predicted point ``x``, ``y``, metres, and the share of the spread of x and of y that the order explains.

    ``r2_x``, ``r2_y``: 0 to 1; NaN where there is nothing to explain (all at one x or y, to a centimetre) or no
    order (all at one time).
    """

    x: float
    y: float
    r2_x: float
    r2_y: float


def predict_next(x: np.ndarray, y: np.ndarray, time: np.ndarray) -> Trend:
    """Linear regression of x and of y on the chronological order 1 … n, evaluated at the next step, n + 1.

    x, y: the incidents (n,), metres, n > 0.
    time: datetime64 (n,). Incidents of one time share the mean of their places in the order, so that it does not matter
    which of them is listed first.

    Where all have one time the prediction is their mean, and of one incident the incident itself.
    Source: CPSPA, eq. 4 and 5.2.2.
    """
    order = chronological_order(time)
    (at_x, r2_x), (at_y, r2_y) = (_regress(order, values) for values in (x, y))
    return Trend(at_x, at_y, r2_x, r2_y)


def chronological_order(time: np.ndarray) -> np.ndarray:
    """The place of each time among all, from 1; equal ones have the mean of theirs. float64 (n,)."""
    _, which, count = np.unique(time, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(count) - (count - 1) / 2.0)[which.reshape(-1)])


def _regress(order: np.ndarray, values: np.ndarray) -> tuple[float, float]:
    """The value at n + 1, and R²."""
    # From the first: values that are all alike are then exactly 0, whatever their size.
    off = values - values[0]
    centred, spread = off - off.mean(), order - order.mean()
    squares = float(spread @ spread)
    varies = squares > 0 and float(np.ptp(off)) > NO_DISTANCE_M
    slope = float(spread @ centred) / squares if varies else 0.0
    total = float(centred @ centred)
    at = float(values[0] + off.mean() + slope * (len(values) + 1 - order.mean()))
    explained = slope * slope * squares
    return at, min(explained / total, 1.0) if varies else np.nan
