"""The reward of a patrol's visits (Rumi, Qin & Salim, eq. 1–8, tables I and III)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..errors import PatrolError
from ..texts import Text

COLDSPOT, HOTSPOT, CALL = 0, 1, 2
KINDS = ("coldspot", "hotspot", "call")
# λ of a coldspot, a hotspot and an emergency.
_LAMBDA = np.array([0.0, 2.0, 4.0])
# exp() of more no longer fits a double with the rest of the product; a density of incidents is nowhere near.
_GREATEST_WEIGHT = 600.0

# Table III: rows by minutes after the call (under 15, 15–30, up to 60, more), columns by priority 1 to 5.
_TABLE_III = np.array(
    [
        [1.0, 1.0, 1.0, 1.0, 1.0],
        [0.8, 0.8, 0.8, 0.0, 0.0],
        [0.6, 0.6, 0.0, 0.0, 0.0],
        [0.5, 0.0, 0.0, 0.0, 0.0],
    ]
)
# Sums of travel times carry rounding errors; half an hour must not become more than half an hour.
_DIGITS = 6
_MORE_MIN = 10.0**-_DIGITS
# Between these minutes after a call (from, to) the factor stays as it is.
FACTOR_STEPS_MIN = (
    (0.0, 15.0),
    (15.0, 30.0 + _MORE_MIN),
    (30.0 + _MORE_MIN, 60.0 + _MORE_MIN),
    (60.0 + _MORE_MIN, np.inf),
)


def require_density(weight: np.ndarray, names: Sequence[object] | np.ndarray | None = None) -> None:
    """Raise PatrolError for weights (n,) that are no density of incidents, naming the first node by its name (n,)."""
    bad = ~(weight <= _GREATEST_WEIGHT)
    if bad.any():
        first = int(np.argmax(bad))
        whose = Text("a node") if names is None else Text("node {name}", name=names[first])
        raise PatrolError(
            "The weight of {whose} is {weight:g}, and the reward grows with exp(weight). The weight is a density "
            "of recent incidents (a few units), at most 600: choose another weight field, or scale it.",
            whose=whose,
            weight=weight[first],
        )


def full_reward(kind: np.ndarray, weight: np.ndarray, priority: np.ndarray) -> np.ndarray:
    """B = exp(w) · p · exp(λ), float64 (n,), what a visit in time is worth.

    ``kind``: COLDSPOT, HOTSPOT or CALL. ``weight``: w, the density of incidents of the node in the interval over the
    past 3 days. ``priority``: p, 1–5, 1 without a call. Raises PatrolError for weights that are no density.
    """
    require_density(weight)
    return np.exp(weight) * priority * np.exp(_LAMBDA[kind])


def arrival_factor(minutes: np.ndarray, priority: np.ndarray) -> np.ndarray:
    """The share of the reward that an arrival so many minutes after the call is worth (Table III).

    ``minutes``: 0 or more; NaN for a node without a call, whose factor is 1. ``priority``: 1–5. Broadcast together. The
    table's rows "< 15, 15–30, 31–60, > 60" leave no gap: under 15, up to 30, up to 60, more.
    """
    late = np.round(minutes, _DIGITS)
    # NaN is beyond nothing, and everybody in the first row earns all.
    row = (late >= 15.0).astype(np.int64) + (late > 30.0) + (late > 60.0)
    column = np.asarray(priority).astype(np.int64) - 1
    return _TABLE_III[row, column]
