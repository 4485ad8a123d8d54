"""What places with a reach cover of an area, against geometry by hand and by chance."""

from __future__ import annotations

import numpy as np
import pytest

from patrol_planner.algorithms.waypoints.ground import Ground

SIDE = 10_000.0


def square(side: float = SIDE, west: float = 0.0, south: float = 0.0) -> np.ndarray:
    return np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]) * side + (west, south)


def ground_of(*rings: np.ndarray, holes=(False,), reach_m: float = 1000.0) -> Ground:
    offsets = np.concatenate([[0], np.cumsum([len(ring) for ring in rings])])
    return Ground.of(np.vstack(rings), offsets, np.array(holes), reach_m)


@pytest.mark.parametrize("reach_m", [30.0, 100.0, 1000.0, 4000.0])
def test_a_place_amid_a_square_covers_a_disc(reach_m):
    ground = ground_of(square(west=551_000.0, south=4_181_000.0), reach_m=reach_m)
    assert ground.area_m2 == pytest.approx(SIDE**2)
    found = ground.covered(np.array([[556_000.0, 4_186_000.0]]))
    assert found == pytest.approx(np.pi * reach_m**2 / SIDE**2, rel=0.03 if reach_m < 100 else 0.005)


def test_what_lies_outside_of_the_area_does_not_count():
    ground = ground_of(square())
    # In a corner a quarter of the disc, on a side half of it, beyond nothing.
    disc = np.pi * 1000.0**2 / SIDE**2
    assert ground.covered(np.array([[0.0, 0.0]])) == pytest.approx(disc / 4, rel=0.01)
    assert ground.covered(np.array([[0.0, 5000.0]])) == pytest.approx(disc / 2, rel=0.01)
    assert ground.covered(np.array([[-1500.0, 5000.0]])) == 0.0
    assert ground.covered(np.array([[5000.0, 5000.0], [5000.0, 5000.0]])) == pytest.approx(disc, rel=0.01)


def test_what_two_places_both_cover_counts_once():
    ground, apart = ground_of(square()), 800.0
    lens = 2 * 1000.0**2 * np.arccos(apart / 2000.0) - apart / 2 * np.sqrt(4 * 1000.0**2 - apart**2)
    found = ground.covered(np.array([[5000.0, 5000.0], [5000.0 + apart, 5000.0]]))
    assert found == pytest.approx((2 * np.pi * 1000.0**2 - lens) / SIDE**2, rel=0.01)


def test_a_hole_is_no_ground():
    ground = ground_of(square(), square(4000.0, 3000.0, 3000.0), holes=(False, True))
    assert ground.area_m2 == pytest.approx(SIDE**2 - 4000.0**2)
    assert ground.covered(np.array([[5000.0, 5000.0]])) == 0.0


def test_a_reach_beyond_the_area_covers_all():
    ground = ground_of(square(), reach_m=100_000.0)
    assert ground.covered(np.array([[0.0, 0.0]])) == pytest.approx(1.0)
    assert ground.covered_by_chance(1) == pytest.approx(1.0)
    assert ground.reached_by_chance(np.array([0.0]), np.array([9000.0]), 1) == pytest.approx(1.0)


def test_places_by_chance_are_what_drawing_them_gives():
    ground = ground_of(square(6000.0), square(2000.0, 8000.0, 0.0), holes=(False, False))
    rng = np.random.default_rng(1)
    number, tested = 4, np.array([[3000.0, 3000.0], [100.0, 100.0], [9000.0, 1000.0]])
    covered, reached = [], np.zeros(3)
    for _ in range(1500):
        in_large = rng.random(number) < 36 / 40
        places = np.where(in_large[:, None], rng.uniform(0, 6000, (number, 2)), rng.uniform(0, 2000, (number, 2)))
        places[~in_large, 0] += 8000.0
        reached += (np.hypot(*(tested[:, None] - places[None]).transpose(2, 0, 1)) <= 1000.0).any(axis=1)
        if len(covered) < 80:
            covered.append(ground.covered(places))
    assert ground.covered_by_chance(number) == pytest.approx(np.mean(covered), abs=0.02)
    assert ground.reached_by_chance(*tested.T, number) == pytest.approx(reached / 1500, abs=0.035)


def test_the_hull_of_points_is_ground():
    rng = np.random.default_rng(2)
    x, y = np.concatenate([square()[:4], rng.uniform(0, SIDE, (50, 2))]).T
    ground = Ground.around(x, y, 500.0)
    assert ground is not None and ground.area_m2 == pytest.approx(SIDE**2)


@pytest.mark.parametrize(
    "points",
    [[(5.0, 5.0)], [(0.0, 0.0), (1.0, 1.0)], [(0.0, 0.0)] * 9, [(0.0, 0.0), (100.0, 100.0), (300.0, 300.0)]],
)
def test_points_of_one_line_span_none(points):
    assert Ground.around(*np.array(points).T, 500.0) is None


def test_a_long_narrow_area_needs_no_more_memory_than_another():
    ground = ground_of(np.array([[0, 0], [100_000, 0], [100_000, 1], [0, 1], [0, 0]], dtype=np.float64), reach_m=10.0)
    assert ground.share.size < 3_000_000 and ground.area_m2 == pytest.approx(100_000.0)
    assert ground.covered(np.array([[50_000.0, 0.5]])) == pytest.approx(20 / 100_000, rel=0.1)
