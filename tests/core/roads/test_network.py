"""Lines made into nodes and edges: what connects and what does not."""

from __future__ import annotations

import numpy as np
import pytest
from townroads import length_of, network_of, travel

from patrol_planner.algorithms.errors import PatrolError


def test_shared_vertices_are_nodes_and_other_vertices_are_shape():
    # A T: the second line ends at the first one's middle vertex; (50, 5) is only a bend.
    network = network_of([(0, 0), (50, 5), (100, 0), (200, 0)], [(100, 0), (100, 80)])
    assert network.nodes == 4
    assert sorted(network.length_m) == pytest.approx([80.0, 100.0, 2 * np.hypot(50, 5)])


def test_crossing_without_a_shared_vertex_does_not_connect():
    network = network_of([(-100, 0), (100, 0)], [(0, -100), (0, 100)])
    assert network.component_km() == pytest.approx([0.2, 0.2])
    assert not np.isfinite(travel(network, (-100, 0), (0, 100)).minutes[0, 1])


def test_crossing_inside_both_lines_connects():
    network = network_of([(-100, 0), (0, 0), (100, 0)], [(0, -100), (0, 0), (0, 100)])
    assert (network.nodes, network.edges) == (5, 4)
    assert travel(network, (-100, 0), (0, 100)).metres[0, 1] == pytest.approx(200.0)


def test_a_line_that_crosses_itself_and_a_closed_ring():
    eight = network_of([(0, 0), (100, 100), (100, 0), (0, 100)], [(100, 100), (50, 50)])
    assert eight.nodes == 4  # the crossing of the eight has no vertex of the first line
    ring = network_of([(0, 0), (100, 0), (100, 100), (0, 100), (0, 0)], direction=[1])
    assert (ring.nodes, ring.edges) == (1, 1)
    times = travel(ring, (50, 0), (100, 50), (0, 50))
    assert times.metres[0, 1] == pytest.approx(100.0)
    assert times.metres[1, 0] == pytest.approx(300.0)
    assert times.metres[2, 0] == pytest.approx(100.0)
    assert length_of(times.path(1, 0)) == pytest.approx(300.0)


def test_parallel_streets_keep_the_quicker_and_its_geometry():
    short_slow = [(0, 0), (100, 0)]
    long_quick = [(0, 0), (50, 100), (100, 0)]
    network = network_of(short_slow, long_quick, speed=[9.0, 90.0])
    times = travel(network, (0, 0), (100, 0))
    long_m = 2 * np.hypot(50, 100)
    assert times.minutes[0, 1] == pytest.approx(long_m / 25 / 60)
    assert times.metres[0, 1] == pytest.approx(long_m)
    assert times.path(0, 1).tolist() == [[0, 0], [50, 100], [100, 0]]
    # On foot the other one is quicker: the cap makes both equally fast.
    walk = travel(network, (0, 0), (100, 0), speed_cap_kmh=4.5)
    assert walk.metres[0, 1] == pytest.approx(100.0)
    assert walk.minutes[0, 1] == pytest.approx(100 / 1.25 / 60)


def test_lines_without_length_are_left_out_and_counted():
    network = network_of([(0, 0), (100, 0), (100, 0), (200, 0)], [(7, 7), (7, 7)], [(3, 3)])
    assert network.zero_length == 2
    assert (network.nodes, network.edges) == (2, 1)
    with pytest.raises(PatrolError, match="no line has a length"):
        network_of([(7, 7), (7, 7)])


def test_negative_zero_is_zero():
    assert network_of([(-1, 5), (-0.0, -0.0)], [(0.0, 0.0), (1, 5)]).nodes == 3


def test_tolerance_joins_ends_and_leaves_curves_alone():
    curve = [(x, np.sin(x / 20) * 30) for x in range(0, 201, 2)]
    gap = [(curve[-1][0] + 3, curve[-1][1]), (400, 0)]
    assert len(network_of(curve, gap).component_km()) == 2
    network = network_of(curve, gap, tolerance=5.0)
    assert len(network.component_km()) == 1
    assert network.length_m.sum() == pytest.approx(length_of(np.array(curve)) + length_of(np.array(gap)))


def test_tolerance_joins_a_dead_end_to_a_vertex_inside_another_line():
    network = network_of([(0, 0), (100, 0), (200, 0)], [(100, 2), (100, 80)], tolerance=3.0)
    assert travel(network, (0, 0), (100, 80)).metres[0, 1] == pytest.approx(100 + 78)


@pytest.mark.parametrize("speed", [0.0, -5.0, np.nan, np.inf])
def test_a_road_without_a_speed_is_refused(speed):
    with pytest.raises(PatrolError, match="must be greater than 0"):
        network_of([(0, 0), (100, 0)], speed=[speed])


def test_points_on_edges_are_found_up_to_their_ends():
    # The second line begins elsewhere at the metre where the first ends.
    network = network_of([(0, 0), (30, 0), (30, 40)], [(500, 500), (500, 510)])
    edge = np.array([0, 0, 0, 0, 1, 1, 1])
    along = np.array([0.0, 15.0, 30.0, 70.0, 0.0, 4.0, 10.0])
    expected = [[0, 0], [15, 0], [30, 0], [30, 40], [500, 500], [500, 504], [500, 510]]
    assert network.at(edge, along).tolist() == expected
