"""Lines that end beside another line, joined by the tolerance: T-junctions without a shared vertex."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from patrol_planner.algorithms.roads.network import RoadNetwork
from patrol_planner.algorithms.roads.travel import TravelTimes


def network_of(*lines, tolerance=0.0, direction=None):
    xy = np.array([vertex for line in lines for vertex in line], dtype=float)
    offsets = np.concatenate([[0], np.cumsum([len(line) for line in lines])])
    ways = np.zeros(len(lines), dtype=np.int8) if direction is None else np.array(direction, dtype=np.int8)
    return RoadNetwork.from_lines(xy, offsets, np.arange(len(lines)), ways, np.full(len(lines), 36.0), tolerance)


def metres(network, start, end):
    (x, y) = np.array([start, end], dtype=float).T
    return TravelTimes.on_roads(network, x, y).metres[0, 1]


@pytest.mark.parametrize("gap", [2.0, 0.0, -2.0])
def test_a_street_that_ends_beside_the_middle_of_another_is_joined(gap):
    """Short of it, on it, or a bit beyond."""
    lines = [(0, 0), (400, 0)], [(100, gap), (100, 80)]
    assert len(network_of(*lines).component_km()) == 2
    network = network_of(*lines, tolerance=3.0)
    assert (network.nodes, network.edges) == (4, 3)
    assert sorted(network.length_m) == pytest.approx(sorted([100, 300, 80 - gap]))
    assert metres(network, (0, 0), (100, 80)) == pytest.approx(100 + 80 - gap)
    assert metres(network, (400, 0), (100, 80)) == pytest.approx(300 + 80 - gap)
    assert len(network_of(*lines, tolerance=1.5).component_km()) == (1 if gap == 0 else 2)


def test_several_streets_that_end_at_one_segment_from_both_sides():
    lines = [
        [(0, 0), (50, 0), (400, 0)],
        [(300, 1), (300, 90)],
        [(100, 2), (100, 80)],
        [(200, -1), (200, -60)],
        [(300, -1), (300, -70)],
    ]
    network = network_of(*lines, tolerance=3.0)
    # At 100, 200, and one at 300 for two of them; the bend at 50 stays shape.
    assert (network.nodes, network.edges) == (9, 8)
    assert len(network.component_km()) == 1
    assert metres(network, (100, 80), (300, -70)) == pytest.approx(78 + 200 + 69)
    assert network.length_m.sum() == pytest.approx(400 + 89 + 78 + 59 + 69)


def test_a_vertex_within_the_tolerance_is_preferred_to_a_new_one():
    network = network_of([(0, 0), (100, 0), (400, 0)], [(101, 2), (101, 80)], tolerance=3.0)
    assert (network.nodes, network.edges) == (4, 3)
    assert metres(network, (0, 0), (101, 80)) == pytest.approx(100 + 78)


def test_a_street_does_not_join_itself_and_crossings_stay_apart():
    hook = [(0, 0), (100, 0), (100, 2), (50, 2)]
    assert network_of(hook, tolerance=3.0).length_m.sum() == pytest.approx(152)
    assert network_of(hook, tolerance=1.0).edges == 1
    assert len(network_of([(-100, 0), (100, 0)], [(0, -100), (0, 100)], tolerance=5.0).component_km()) == 2


def test_a_one_way_street_keeps_its_direction_on_both_sides_of_a_new_junction():
    lines = [(0, 0), (400, 0)], [(100, 2), (100, 80)]
    network = network_of(*lines, tolerance=3.0, direction=[1, 0])
    assert metres(network, (0, 0), (400, 0)) == pytest.approx(400)
    assert metres(network, (100, 80), (400, 0)) == pytest.approx(378)
    assert not np.isfinite(metres(network, (100, 80), (0, 0)))
    way = TravelTimes.on_roads(network, np.array([0.0, 400.0]), np.zeros(2)).path(0, 1)
    assert way[[0, -1]].tolist() == [[0, 0], [400, 0]]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_what_is_connected_is_what_lies_within_the_tolerance(seed):
    """Every end with the ends of other lines and with the nearest of them, one after the other."""
    rng = np.random.default_rng(seed)
    count, tolerance = int(rng.integers(2, 25)), 20.0
    lines = rng.uniform(0, 500, (count, 2, 2))
    network = network_of(*lines, tolerance=tolerance)
    links = []
    for one in range(count):
        others = [other for other in range(count) if other != one]
        for end in lines[one]:
            links += [(one, other) for other in others if np.hypot(*(lines[other] - end).T).min() <= tolerance]
            start, step = lines[others, 0], lines[others, 1] - lines[others, 0]
            share = np.clip(((end - start) * step).sum(axis=1) / (step**2).sum(axis=1), 0, 1)
            apart = np.hypot(*(end - start - share[:, None] * step).T)
            if apart.min() <= tolerance:
                links.append((one, others[int(apart.argmin())]))
    pairs = np.array(links).reshape(-1, 2)
    expected = connected_components(coo_matrix((np.ones(len(pairs)), pairs.T), shape=(count, count)), directed=False)[1]
    found = np.zeros(count, dtype=int)
    found[network.feature] = network.component[network.tail]
    assert ((found[:, None] == found[None, :]) == (expected[:, None] == expected[None, :])).all()
    assert network.length_m.sum() == pytest.approx(np.hypot(*np.diff(lines, axis=1)[:, 0].T).sum())
