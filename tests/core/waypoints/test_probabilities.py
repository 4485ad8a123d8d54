"""Mp, by hand: 2024-01-01 was a Monday."""

from __future__ import annotations

import numpy as np
import pytest

from patrol_planner.algorithms.waypoints.probabilities import probabilities_of
from patrol_planner.algorithms.waypoints.turns import TURN_WORDS, in_turn, turn_hours, turn_title

EVENING = np.arange(16, 24)


def times(*texts: str) -> np.ndarray:
    return np.array(texts, dtype="datetime64[s]")


def test_the_papers_own_example():
    # 24 incidents of Mondays at 18 h, 5 of them in cluster 13: 5/24 = 0.2083.
    time = np.repeat(times("2024-01-01T18:05", "2024-01-08T18:59", "2024-01-15T18:00", "2024-01-22T18:30"), 6)
    cluster = np.array([12] * 5 + [2] * 19)
    found = probabilities_of(time, cluster, 14, EVENING)
    assert found.prob[0, 2, 12] == pytest.approx(0.2083, abs=5e-5)
    assert found.prob[0, 2, 2] == pytest.approx(19 / 24) and found.prob.sum() == pytest.approx(1.0)
    assert found.total[0, 2] == 24 and found.total.sum() == 24


def test_days_hours_and_clusters_stand_where_they_belong():
    time = times("2024-01-01T16:00", "2024-01-07T23:59", "2024-01-07T23:00", "2024-01-03T20:30")
    found = probabilities_of(time, np.array([0, 1, 1, 0]), 2, EVENING)
    day, hour, cluster, prob = found.rows()
    assert len(day) == 7 * 8 * 2 and set(hour.tolist()) == set(range(16, 24)) and set(day.tolist()) == set(range(1, 8))
    known = {(d, h, c): p for d, h, c, p in zip(day.tolist(), hour.tolist(), cluster.tolist(), prob.tolist()) if p}
    assert known == {(1, 16, 0): 1.0, (7, 23, 1): 1.0, (3, 20, 0): 1.0}
    # As the paper writes them: by day, then hour, then cluster.
    assert list(zip(day, hour, cluster)) == sorted(zip(day, hour, cluster))


def test_where_nothing_happened_the_probability_is_0_and_elsewhere_the_clusters_share_1():
    rng = np.random.default_rng(1)
    time = np.datetime64("2024-01-01T00:00:00") + rng.integers(0, 40 * 86_400, 200).astype("timedelta64[s]")
    found = probabilities_of(time, rng.integers(0, 5, 200), 5, np.arange(24))
    summed = found.prob.sum(axis=2)
    assert ((summed == 0) == (found.total == 0)).all() and (found.total == 0).any()
    assert summed[found.total > 0] == pytest.approx(1.0)
    assert found.count.sum() == 200 and np.isfinite(found.prob).all()


def test_dates_without_hours_give_the_days_share_at_every_hour():
    time = times("2024-01-01", "2024-01-08", "2024-01-08", "2024-01-02")
    found = probabilities_of(time, np.array([0, 0, 1, 1]), 2, np.arange(24), whole_days=True)
    assert (found.prob[0, :, 0] == 2 / 3).all() and (found.prob[1, :, 1] == 1.0).all()
    assert found.prob.shape == (7, 24, 2) and (found.prob[2:] == 0).all()


def test_the_turns_are_those_of_the_risk_grids_cases():
    from patrol_planner.algorithms.times.timeclasses import TURNS, case_index

    time = np.datetime64("2024-01-01T00:00:00") + np.arange(0, 86_400, 599).astype("timedelta64[s]")
    for number, word in enumerate(TURN_WORDS[:3]):
        assert (in_turn(time, word) == (case_index(time, "turn") == number)).all()
        assert turn_title(word) == TURNS[number].title and len(turn_hours(word)) == 8
    assert in_turn(time, "all").all() and turn_hours("all").tolist() == list(range(24))


def test_another_turn_is_refused():
    from patrol_planner.algorithms.errors import PatrolError

    with pytest.raises(PatrolError, match="night, morning, evening, all, not 'noon'"):
        turn_hours("noon")
