"""Whether a risk is a multiple of counts."""

from __future__ import annotations

import numpy as np

from patrol_planner.algorithms.hotspots.riskcells import proportional


def test_multiples_are_told_from_others() -> None:
    count = np.array([0.0, 3.0, 1.0, np.nan, 7.0])
    assert proportional(count, count) and proportional(count / 7.0, count)
    assert proportional((count / 7.0).astype(np.float32).astype(float), count)
    assert proportional(np.array([0.0, 0.3, 0.1, 5.0, 0.7]), count)  # unknown in one: no matter
    assert not proportional(np.array([0.1, 0.3, 0.1, 0.0, 0.7]), count)
    assert not proportional(count + 1.0, count)


def test_where_nothing_is_counted_only_nothing_is_proportional() -> None:
    assert proportional(np.zeros(3), np.zeros(3)) and not proportional(np.ones(3), np.zeros(3))
    assert proportional(np.full(2, np.nan), np.ones(2))
