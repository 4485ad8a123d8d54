"""What of the expected incidents a plan meets: by hand, and minute by minute."""

from __future__ import annotations

import numpy as np
import pytest

from patrol_planner.algorithms.errors import PatrolError
from patrol_planner.algorithms.officers.reach.expected import Rates, expected_met
from patrol_planner.algorithms.officers.reach.meeting import Stays

INF = float("inf")


def rates(*rows):
    place, start, end, expected = np.array(rows, dtype=float).reshape(-1, 4).T
    return Rates(place.astype(int), start, end, expected)


def stays(*rows):
    place, arrive, depart = np.array(rows, dtype=float).reshape(-1, 3).T
    return Stays(place.astype(int), arrive, depart)


def test_a_stay_by_hand():
    found = expected_met(rates((0, 0, 120, 1.2), (1, 0, 120, 6.0)), stays((0, 10, 20)), 720)
    assert found.total == pytest.approx(7.2) and found.in_visit == pytest.approx(0.1)
    assert found.after == pytest.approx(0.4) and found.after_55 == pytest.approx(0.22)


def test_presence_that_overlaps_counts_once():
    found = expected_met(rates((0, 0, 120, 1.2)), stays((0, 10, 20), (0, 10, 20), (0, 30, 40)), 720)
    assert found.in_visit == pytest.approx(0.2) and found.after == pytest.approx(0.6)
    # 10 to 30 by two, 30 to 50 by three, 50 to 70 by one of them.
    assert found.after_55 == pytest.approx(0.2 * (1 - 0.45**2) + 0.2 * (1 - 0.45**3) + 0.2 * 0.55)


def test_each_interval_has_its_rate_and_gaps_have_none():
    found = expected_met(rates((0, 0, 10, 1.0), (0, 20, 30, 3.0), (1, 0, 30, 99.0)), stays((0, 5, 25)), 720)
    assert found.in_visit == pytest.approx(0.5 + 1.5)


def test_what_is_open_all_shift_and_what_reaches_beyond_it():
    found = expected_met(rates((0, -INF, INF, 7.2), (1, -60, 60, 1.2), (2, 700, 760, 6.0)),
                         stays((0, 0, 10), (1, 0, 10), (2, 700, 710)), 720)  # fmt: skip
    assert found.total == pytest.approx(7.2 + 0.6 + 2.0)
    assert found.in_visit == pytest.approx(0.1 + 0.1 + 1.0) and found.after == pytest.approx(0.4 + 0.4 + 2.0)


def test_a_plan_of_nothing_meets_nothing():
    found = expected_met(rates((0, 0, 10, 1.0)), stays(), 720)
    assert (found.in_visit, found.after, found.after_55, found.total) == (0, 0, 0, 1.0)


def test_as_minute_by_minute():
    random = np.random.default_rng(6)
    grid = [(p, s, s + 60, random.uniform(0, 2)) for p in range(4) for s in range(0, 600, 60)]
    own = [(int(p), int(a), int(a + d)) for p, a, d in zip(
        random.integers(0, 5, 30), random.integers(0, 560, 30), random.choice([0, 10, 25], 30)
    )]  # fmt: skip
    found = expected_met(rates(*grid), stays(*own), 600)
    sums = {0: 0.0, 30: 0.0, "55": 0.0}
    for place, start, end, expected in grid:
        for minute in range(start, end):
            for after in (0, 30):
                times = sum(p == place and a <= minute < d + after for p, a, d in own)
                sums[after] += expected / 60 * (times > 0)
            sums["55"] += expected / 60 * (1 - 0.45**times)
    assert found.in_visit == pytest.approx(sums[0]) and found.after == pytest.approx(sums[30])
    assert found.after_55 == pytest.approx(sums["55"]) and found.total == pytest.approx(sum(row[3] for row in grid))


def test_rates_that_cannot_be_are_refused():
    with pytest.raises(PatrolError, match="fewer than no incidents"):
        rates((0, 0, 10, -1.0))
    with pytest.raises(PatrolError, match="1 places but 2 expected"):
        Rates(np.zeros(1, int), np.zeros(1), np.ones(1), np.ones(2))
