"""The rule of the way-points, and phases 1 to 3 together."""

from __future__ import annotations

import numpy as np
import pytest

from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.errors import Cancelled, PatrolError
from patrol_planner.algorithms.waypoints.clusters import ClusterSettings
from patrol_planner.algorithms.waypoints.peaks import find_peak
from patrol_planner.algorithms.waypoints.trend import predict_next
from patrol_planner.algorithms.waypoints.waypoints import WaypointSettings, choose_points, find_waypoints

START = np.datetime64("2017-07-01T00:00:00")


def walking(number: int = 60, seed: int = 1):
    """Two clusters, 10 km apart: one walks north by 10 m an incident, the other stays. Listed in any order."""
    rng = np.random.default_rng(seed)
    step = np.arange(number)
    x = np.concatenate([rng.normal(0, 50, number), rng.normal(10_000, 50, number + 10)])
    y = np.concatenate([10.0 * step, rng.normal(0, 50, number + 10)])
    minute = np.concatenate([60 * step, rng.integers(0, 9000, number + 10)])
    order = rng.permutation(len(x))
    return x[order], y[order], (START + minute.astype("timedelta64[m]"))[order]


def test_the_rule_by_hand():
    hotspot = np.array([[0.0, 0.0], [0.0, 0.0], [0.0, 0.0], [0.0, 0.0]])
    predicted = np.array([[0.006, 0.008], [600.0, 800.0], [600.0, 800.001], [0.0, 2.0]])
    point, rule, distance = choose_points(hotspot, predicted, 1000.0)
    assert rule.tolist() == ["prediction", "midpoint", "hotspot", "midpoint"]
    assert point.tolist() == [[0.006, 0.008], [300.0, 400.0], [0.0, 0.0], [0.0, 1.0]]
    assert distance[:2] == pytest.approx([0.01, 1000.0])


def test_the_midpoint_lies_between_and_is_no_difference():
    # The paper prints (H − L)/2.
    point, rule, _ = choose_points(np.array([[551_000.0, 4_181_000.0]]), np.array([[551_200.0, 4_181_100.0]]), 1000.0)
    assert point.tolist() == [[551_100.0, 4_181_050.0]]


def test_a_cluster_that_moves_is_met_ahead_of_where_it_was():
    x, y, time = walking()
    found = find_waypoints(x, y, time, WaypointSettings(ClusterSettings(2), epsilon_m=600.0))
    still, moving = 0, 1  # the larger first
    assert found.clusters.count.tolist() == [70, 60]
    assert found.predicted[moving, 1] == pytest.approx(600.0) and found.r2[moving, 1] == pytest.approx(1.0)
    assert found.r2[still].max() < 0.2 and found.distance_m[still] < 100
    assert found.rule.tolist() == ["midpoint", "midpoint"]
    assert found.point == pytest.approx((found.hotspot + found.predicted) / 2)
    apart = float(found.distance_m[moving])
    near = find_waypoints(x, y, time, WaypointSettings(ClusterSettings(2), epsilon_m=apart * 0.99))
    assert near.rule[moving] == "hotspot" and (near.point[moving] == found.hotspot[moving]).all()


def test_each_cluster_is_looked_at_by_itself():
    x, y, time = walking(seed=3)
    found = find_waypoints(x, y, time, WaypointSettings(ClusterSettings(2), bandwidth_m=80.0))
    for cluster in range(2):
        mine = found.clusters.of == cluster
        peak, trend = find_peak(x[mine], y[mine], 80.0), predict_next(x[mine], y[mine], time[mine])
        assert found.hotspot[cluster].tolist() == [peak.x, peak.y] and found.density[cluster] == peak.density
        assert found.predicted[cluster] == pytest.approx([trend.x, trend.y])
        assert found.r2[cluster] == pytest.approx([trend.r2_x, trend.r2_y])


def test_one_incident_or_one_place_is_its_own_prediction():
    x = np.array([0.0, 5000.0, 5000.0, 5000.0])
    found = find_waypoints(x, np.zeros(4), START + np.arange(4).astype("timedelta64[D]"), WaypointSettings())
    assert found.clusters.count.tolist() == [3, 1]
    assert found.rule.tolist() == ["prediction", "prediction"]
    assert found.point.tolist() == [[5000.0, 0.0], [0.0, 0.0]]
    assert np.isnan(found.r2).all() and (found.distance_m == 0).all() and np.isnan(found.density).all()
    alone = find_waypoints(x[:1], x[:1], np.array([START]), WaypointSettings(ClusterSettings(9)))
    assert len(alone) == 1 and alone.point.tolist() == [[0.0, 0.0]]


def test_all_at_one_time_have_no_trend_but_a_middle():
    rng = np.random.default_rng(1)
    x, y = rng.normal(0, 100, (2, 30))
    found = find_waypoints(x, y, np.full(30, START), WaypointSettings(ClusterSettings(1)))
    assert found.predicted[0] == pytest.approx([x.mean(), y.mean()]) and np.isnan(found.r2).all()


def test_equal_seed_equal_result_in_any_order():
    x, y, time = walking(seed=5)
    order = np.random.default_rng(2).permutation(len(x))
    one = find_waypoints(x, y, time, WaypointSettings())
    other = find_waypoints(x[order], y[order], time[order], WaypointSettings())
    assert one.point == pytest.approx(other.point, abs=1e-6) and (one.clusters.of[order] == other.clusters.of).all()
    again = find_waypoints(x, y, time, WaypointSettings())
    assert (one.point == again.point).all()


def test_bad_settings_are_refused():
    for wrong in ({"epsilon_m": 0.0}, {"epsilon_m": -1.0}, {"epsilon_m": np.nan}, {"bandwidth_m": -1.0}):
        with pytest.raises(PatrolError, match="must be"):
            WaypointSettings(**wrong)


def test_it_stops_when_asked_to_and_tells_how_far_it_is():
    x, y, time = walking()
    told: list[float] = []
    find_waypoints(x, y, time, WaypointSettings(), Control(progress=told.append))
    assert told == sorted(told) and told[0] == 0.0 and told[-1] > 0.8
    asked = iter([False] * 185 + [True] * 1000)
    with pytest.raises(Cancelled):
        find_waypoints(x, y, time, WaypointSettings(), Control(lambda: next(asked)))
