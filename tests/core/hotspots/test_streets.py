"""Roads in stretches: cut at junctions, risk by length, incidents conserved, neighbours at every end, a name."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol_planner.algorithms.hotspots.riskcells import RiskCells
from patrol_planner.algorithms.hotspots.streets import RoadPoints, cut_roads, longest_names, points_along, transfer_risk
from patrol_planner.algorithms.roads.network import RoadNetwork


def network_of(*lines: list[tuple[float, float]]) -> RoadNetwork:
    offsets = np.concatenate([[0], np.cumsum([len(line) for line in lines])])
    xy = np.array([vertex for line in lines for vertex in line], dtype=float)
    number = len(lines)
    return RoadNetwork.from_lines(xy, offsets, np.arange(number), np.zeros(number), np.ones(number))


CROSS = ([(0, 0), (100, 0), (250, 0)], [(100, -80), (100, 0), (100, 90)])


def cells(risk: list[float], count: list[float] | None = None, baseline: list[float] | None = None) -> RiskCells:
    return RiskCells(
        np.array(risk),
        np.full(len(risk), 1e4),
        np.zeros((0, 2), dtype=int),
        None if count is None else np.array(count),
        None if baseline is None else np.array(baseline),
    )


def test_roads_are_cut_at_junctions_and_by_length() -> None:
    stretches = cut_roads(network_of(*CROSS), 100.0)
    assert stretches.length_m.tolist() == [100, 75, 75, 80, 90]
    assert [stretches.polyline(index).tolist() for index in (1, 2)] == [[[100, 0], [175, 0]], [[175, 0], [250, 0]]]
    x, y = stretches.middles()
    assert list(zip(x, y)) == [(50, 0), (137.5, 0), (212.5, 0), (100, -40), (100, 45)]


def test_neighbours_meet_at_cuts_and_at_junctions() -> None:
    stretches = cut_roads(network_of(*CROSS), 100.0)
    assert stretches.neighbours().tolist() == [[0, 1], [0, 3], [0, 4], [1, 2], [1, 3], [1, 4], [3, 4]]
    # A stretch that is left out joins nothing any more.
    assert stretches.kept(np.array([True, False, True, True, True])).neighbours().tolist() == [[0, 2], [0, 3], [2, 3]]


def test_stretches_of_one_edge_with_a_gap_between_them_are_no_neighbours() -> None:
    street = cut_roads(network_of([(0, 0), (400, 0)]), 100.0)
    assert street.neighbours().tolist() == [[0, 1], [1, 2], [2, 3]]
    assert street.kept(np.array([True, False, True, True])).neighbours().tolist() == [[1, 2]]
    assert street.kept(np.array([True, False, False, True])).neighbours().tolist() == []


def test_a_ring_is_its_own_neighbour_all_around() -> None:
    ring = network_of([(0, 0), (100, 0), (100, 100), (0, 100), (0, 0)])
    assert cut_roads(ring, 100.0).neighbours().tolist() == [[0, 1], [0, 3], [1, 2], [2, 3]]
    assert len(cut_roads(ring, 400.0).neighbours()) == 0


@given(st.integers(0, 2**32 - 1), st.floats(3.0, 500.0))
def test_stretches_make_up_the_roads(seed: int, longest: float) -> None:
    rng = np.random.default_rng(seed)
    network = network_of(*[rng.uniform(0, 300, (rng.integers(2, 5), 2)).tolist() for _ in range(4)])
    stretches = cut_roads(network, longest)
    assert stretches.length_m.max() <= longest * (1 + 1e-9) and stretches.length_m.min() > 0
    np.testing.assert_allclose(
        np.bincount(stretches.edge, stretches.length_m, network.edges), network.length_m, rtol=1e-12
    )
    points = points_along(stretches, longest)
    np.testing.assert_allclose(np.bincount(points.stretch, points.metres, len(stretches)), stretches.length_m)
    assert points.metres.max() <= longest / 10 * (1 + 1e-9)


def test_risk_is_the_mean_by_length() -> None:
    stretches = cut_roads(network_of([(0, 0), (100, 0)]), 100.0)
    points = points_along(stretches, 100.0)
    # Three tenths of it in the one cell, the rest in the other.
    found = transfer_risk(stretches, points, (points.x > 30).astype(int), cells([1.0, 0.2], [6, 3], [0.0, np.nan]))
    assert found.cells.risk[0] == pytest.approx(0.3 * 1.0 + 0.7 * 0.2) and found.cells.size[0] == 100
    # What is unknown does not count.
    assert found.cells.baseline[0] == 0 and found.cells.count[0] == pytest.approx(9) and found.lost == 0


def test_what_lies_outside_does_not_count() -> None:
    stretches = cut_roads(network_of([(0, 0), (300, 0)]), 100.0)
    points = points_along(stretches, 100.0)
    found = transfer_risk(stretches, points, np.where(points.x < 120, 0, -1), cells([0.5, 0.9], [4, 7]))
    assert found.outside == 1 and len(found.stretches) == len(found.cells) == 2
    assert found.cells.risk.tolist() == [0.5, 0.5] and found.lost == 7
    np.testing.assert_allclose(found.cells.count, [4 * 100 / 120, 4 * 20 / 120])
    assert found.cells.neighbours.tolist() == [[0, 1]]


@given(st.integers(0, 2**32 - 1))
def test_incidents_are_conserved(seed: int) -> None:
    rng = np.random.default_rng(seed)
    stretches = cut_roads(network_of(*[rng.uniform(0, 300, (3, 2)).tolist() for _ in range(5)]), 50.0)
    points = points_along(stretches, 50.0)
    cell = rng.integers(-1, 20, len(points.x))
    count = rng.poisson(3.0, 20).astype(float)
    found = transfer_risk(stretches, points, cell, cells(rng.random(20).tolist(), count.tolist()))
    assert found.cells.count.sum() + found.lost == pytest.approx(count.sum())
    assert (found.cells.risk >= 0).all() and (found.cells.risk <= 1).all()
    assert len(found.stretches) + found.outside == len(stretches)


def test_without_counts_none_are_made_up() -> None:
    stretches = cut_roads(network_of([(0, 0), (10, 0)]), 100.0)
    points = RoadPoints(np.array([0]), np.array([5.0]), np.array([0.0]), np.array([10.0]))
    found = transfer_risk(stretches, points, np.array([0]), cells([0.5]))
    assert found.cells.count is None and found.cells.baseline is None and np.isnan(found.lost)


def test_the_most_length_counts_not_the_longest_piece() -> None:
    group = np.array([0, 0, 0, 0, 1, 1, 2, -1])
    name = np.array(["Oak", "Elm", "Elm", "", "Oak", "Ash", "", "Fir"], dtype=object)
    length = np.array([50.0, 30.0, 30.0, 900.0, 7.0, 7.0, 5.0, 999.0])
    assert longest_names(group, name, length, 4) == ["Elm", "Ash", "", ""]


def test_without_any_name_there_is_none() -> None:
    assert longest_names(np.array([0, 1]), np.array(["", ""], dtype=object), np.ones(2), 2) == ["", ""]
    assert longest_names(np.zeros(0, int), np.zeros(0, object), np.zeros(0), 0) == []
