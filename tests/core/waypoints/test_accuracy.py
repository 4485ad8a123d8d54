"""The back-test: what is held out, what is reached, and the simpler places beside it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from patrol_planner.algorithms.waypoints.accuracy import Reach, busiest_cells, held_out, measure_accuracy
from patrol_planner.algorithms.waypoints.clusters import ClusterSettings
from patrol_planner.algorithms.waypoints.ground import Ground
from patrol_planner.algorithms.waypoints.waypoints import WaypointSettings, find_waypoints

START = np.datetime64("2017-07-01T00:00:00")


def days(numbers) -> np.ndarray:
    return START + np.asarray(numbers, dtype="timedelta64[D]")


def test_the_last_part_is_held_out():
    time = days([5, 1, 9, 2, 7, 3, 8, 4, 6, 0])
    assert held_out(time, 20).tolist() == [False, False, True, False, False, False, True, False, False, False]
    assert held_out(time, 0) is None and held_out(time, 4) is None
    assert held_out(time, 96) is None


def test_one_time_is_never_parted():
    assert held_out(days([0, 1, 1, 1]), 25).tolist() == [False, True, True, True]
    assert held_out(days([1, 1, 1, 1]), 25) is None
    assert held_out(days([3]), 50) is None


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=1, max_size=40), st.floats(0, 90))
def test_whatever_is_held_out_is_later_than_all_the_rest(day, percent):
    time = days(day)
    late = held_out(time, percent)
    if late is not None:
        assert 0 < late.sum() < len(time) and time[late].min() > time[~late].max()
        assert late.sum() >= round(len(time) * percent / 100)


def two_streets():
    """Ten incidents at 0 and ten at 10 km, then ten more: six near the first, one on each side of epsilon of the
    second, one near the middle but nearer to the first, and one far from both.
    """
    early_x = np.array([0.0] * 10 + [10_000.0] * 10)
    late_x = np.array([0.0, 10.0, -20.0, 30.0, -40.0, 99.0, 10_100.0, 10_101.0, 4000.0, 90_000.0])
    x = np.concatenate([early_x, late_x])
    return x, np.zeros(30), days(np.arange(30))


def test_eq_7_by_hand():
    x, y, time = two_streets()
    settings_ = WaypointSettings(ClusterSettings(2), epsilon_m=100.0)
    found = measure_accuracy(x, y, time, settings_, 100 / 3, None)
    assert (found.known, found.by_cluster.tested, found.start) == (20, 10, START + np.timedelta64(20, "D"))
    # 100 m is within epsilon, 101 m is not.
    assert found.by_cluster.reached == 7 and found.by_cluster.share == pytest.approx(0.7)
    assert found.nearest.reached == 7 and found.chance is None and np.isnan(found.by_cluster.covered)
    # The cells' centres are at 125 m: of the incidents only 30 m to 225 m and 10,025 m to 10,225 m would be reached.
    assert found.busiest.places == 2 and found.busiest.reached == 0


def test_an_incident_counts_only_for_the_way_point_of_its_own_cluster():
    by_cluster = nearest = 0
    for seed in range(5):
        x, y = np.random.default_rng(seed).uniform(0, 1000, (2, 200))
        time, wanted = days(np.arange(200)), WaypointSettings(ClusterSettings(6), 150.0, 40.0)
        found = measure_accuracy(x, y, time, wanted, 50, None)
        fitted = find_waypoints(x[:100], y[:100], time[:100], wanted)
        own = fitted.point[fitted.clusters.nearest(x[100:], y[100:])]
        assert found.by_cluster.reached == (np.hypot(x[100:] - own[:, 0], y[100:] - own[:, 1]) <= 150.0).sum()
        away = np.hypot(x[100:, None] - fitted.point[:, 0], y[100:, None] - fitted.point[:, 1])
        assert found.nearest.reached == (away.min(axis=1) <= 150.0).sum()
        by_cluster, nearest = by_cluster + found.by_cluster.reached, nearest + found.nearest.reached
    # Beside a border a way-point of the next cluster may be nearer.
    assert by_cluster < nearest


def test_what_is_held_out_has_no_part_in_the_places():
    rng = np.random.default_rng(1)
    x, y, time = rng.normal(0, 800, 200), rng.normal(0, 800, 200), days(rng.integers(0, 90, 200))
    late = held_out(time, 20)
    ground = Ground.around(x, y, 300.0)
    one = measure_accuracy(x, y, time, WaypointSettings(epsilon_m=300.0), 20, ground)
    fitted = find_waypoints(x[~late], y[~late], time[~late], WaypointSettings(epsilon_m=300.0))
    assert one.by_cluster.covered == one.nearest.covered == ground.covered(fitted.point)
    own = fitted.point[fitted.clusters.nearest(x[late], y[late])]
    assert one.by_cluster.reached == (np.hypot(x[late] - own[:, 0], y[late] - own[:, 1]) <= 300.0).sum()
    cells = busiest_cells(x[~late], y[~late], len(fitted))
    assert one.busiest.covered == ground.covered(cells)
    away = np.hypot(x[late, None] - cells[:, 0], y[late, None] - cells[:, 1])
    assert one.busiest.reached == (away.min(axis=1) <= 300.0).sum()
    # However the held-out ones lie, the places are the same: also where all lie at one place at the edge.
    edge = int(np.argmin(x))
    moved_x, moved_y = np.where(late, x[edge], x), np.where(late, y[edge], y)
    other = measure_accuracy(moved_x, moved_y, time, WaypointSettings(epsilon_m=300.0), 20, ground)
    assert (other.by_cluster.covered, other.busiest.covered) == (one.by_cluster.covered, one.busiest.covered)


def test_incidents_that_are_spread_evenly_are_reached_as_by_chance():
    rng = np.random.default_rng(3)
    x, y = rng.uniform(0, 8000, (2, 4000))
    found = measure_accuracy(
        x, y, days(np.arange(4000)), WaypointSettings(epsilon_m=700.0), 25, Ground.around(x, y, 700.0)
    )
    assert found.chance is not None and found.chance.gain == pytest.approx(1.0, abs=0.08)
    assert found.by_cluster.gain == pytest.approx(1.0, abs=0.15)
    assert found.by_cluster.share == pytest.approx(found.by_cluster.covered, abs=0.04)


def test_the_busiest_cells_by_hand():
    # Cells of 250 m: two incidents in (0, 0), three in (4, 0), two in (8, 0) with one in the cell beside it.
    x = np.array([10.0, 20.0, 1010.0, 1020.0, 1030.0, 2010.0, 2020.0, 2260.0])
    found = busiest_cells(x, np.full(8, 5.0), 2)
    assert found.tolist() == [[1125.0, 125.0], [2125.0, 125.0]]
    assert len(busiest_cells(x, np.full(8, 5.0), 9)) == 4


def test_cells_west_and_south_of_the_origin_have_their_own_centres():
    found = busiest_cells(np.array([-10.0, -260.0, -260.0]), np.array([-10.0, 10.0, 10.0]), 2)
    assert found.tolist() == [[-375.0, 125.0], [-125.0, -125.0]]


def test_ties_are_told_by_what_happens_around_not_by_index():
    x = np.array([0.0, 5000.0, 5250.0, 5500.0])
    assert busiest_cells(x, np.zeros(4), 1).tolist() == [[5375.0, 125.0]]


@pytest.mark.parametrize(("reached", "tested"), [(8, 10), (0, 7), (7, 7), (300, 371)])
def test_the_interval_is_wilsons(reached, tested):
    theirs = binomtest(reached, tested).proportion_ci(method="wilson")
    assert Reach(3, reached, tested, 0.5).bounds == pytest.approx((theirs.low, theirs.high), abs=1e-6)


def test_nothing_to_hold_out_is_no_accuracy():
    assert measure_accuracy(np.zeros(3), np.zeros(3), days([1, 1, 1]), WaypointSettings(), 20, None) is None
    assert np.isnan(Reach(1, 0, 0, 0.5).share) and np.isnan(Reach(1, 1, 2, 0.0).gain)
