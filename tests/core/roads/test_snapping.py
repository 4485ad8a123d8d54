"""Which road a place is tied to: the nearest, or where that leads nowhere another."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patrol_planner.algorithms.roads.network import RoadNetwork
from patrol_planner.algorithms.roads.snapping import lead_to, prefer_connected, tie_places
from patrol_planner.algorithms.roads.travel import TravelTimes

SNAP_MAX = 200.0
STREET = [(x, 0) for x in range(0, 2001, 500)]


def network_of(*lines, direction=None):
    xy = np.array([vertex for line in lines for vertex in line], dtype=float)
    offsets = np.concatenate([[0], np.cumsum([len(line) for line in lines])])
    ways = np.zeros(len(lines), dtype=np.int8) if direction is None else np.array(direction, dtype=np.int8)
    return RoadNetwork.from_lines(xy, offsets, np.arange(len(lines)), ways, np.full(len(lines), 36.0))


def tied(network, *places):
    """The points places are tied to, and the ties."""
    xy = np.array(places, dtype=float)
    ties = prefer_connected(tie_places(network, xy[:, 0], xy[:, 1], SNAP_MAX), SNAP_MAX)
    return ties.tied_xy().round(6).tolist(), ties


def test_a_place_beside_a_stub_is_tied_to_the_street_behind_it():
    network = network_of(STREET, [(480, 15), (520, 15)])
    points, ties = tied(network, (500, 12), (1500, 5), (1990, 0))
    assert points == [[500, 0], [1500, 0], [1990, 0]]
    assert ties.distance_m.tolist() == [12, 5, 0]
    assert ties.nearest_m.tolist() == [3, 5, 0]
    assert np.isfinite(TravelTimes.of_ties(ties).minutes).all()


def test_two_places_beside_one_stub_follow_the_one_elsewhere():
    network = network_of(STREET, [(400, 15), (600, 15)])
    points, _ = tied(network, (450, 12), (550, 12), (1500, 5))
    assert [y for _, y in points] == [0, 0, 0]


def test_places_stay_on_a_stub_that_only_they_are_on_or_most_cannot_leave():
    stub = [(480, 15), (520, 15)]
    assert tied(network_of(STREET, stub), (490, 16), (510, 14))[0] == [[490, 15], [510, 15]]
    long_stub = [(500, 150), (500, 400)]
    points, _ = tied(network_of(STREET, long_stub), (510, 380), (510, 300), (510, 160), (1500, 0))
    assert points == [[500, 380], [500, 300], [500, 160], [1500, 0]]


def test_a_stub_farther_from_every_street_than_allowed_keeps_its_place():
    network = network_of(STREET, [(480, 250), (520, 250)])
    assert tied(network, (500, 245), (1500, 0))[0] == [[500, 250], [1500, 0]]


def test_places_in_two_halves_of_a_city_stay_in_their_half():
    network = network_of(STREET, [(0, 60), (1200, 60)])
    assert tied(network, (500, 50), (100, 5), (300, 5), (900, 5))[0][0] == [500, 60]


@pytest.mark.parametrize("sign", [1, -1])
def test_a_dead_end_of_a_one_way_lane_is_no_place_to_stop(sign):
    """The entry lane of a yard ends at its door, the exit lane begins beside it; nobody comes out of the entry."""
    lanes = [[(500, 0), (500, 100)], [(510, 100), (510, 0)]]
    network = network_of([(0, 0), (500, 0), (510, 0), (2000, 0)], *lanes, direction=[0, sign, sign])
    points, ties = tied(network, (499, 98), (1500, 0))
    assert points == [[499, 0], [1500, 0]]
    assert np.isfinite(TravelTimes.of_ties(ties).minutes).all()


def test_a_one_way_loop_is_a_place_to_stop():
    network = network_of([(0, 0), (500, 0), (2000, 0)], [(500, 0), (450, 100), (550, 100), (500, 0)], direction=[0, 1])
    assert tied(network, (500, 101), (1500, 0))[0] == [[500, 100], [1500, 0]]


def test_where_nothing_can_be_driven_back_ties_are_the_nearest():
    """All one-way the same way, as a wrong direction field makes them, but for a yard."""
    network = network_of([(0, 0), (2000, 0)], [(2000, 0), (2020, 0)], direction=[1, 0])
    assert tied(network, (1950, 5), (2010, 5))[0] == [[1950, 0], [2010, 0]]


def test_far_places_stay_far():
    network = network_of(STREET, [(480, 250), (520, 250)])
    _, ties = tied(network, (500, 600), (500, 245), (1500, 0))
    assert ties.far.tolist() == [True, False, False]
    assert ties.where(~ties.far).distance_m.tolist() == [5, 0]


def test_parts_are_what_scipy_and_networkx_call_strongly_connected():
    networkx = pytest.importorskip("networkx")
    rng = np.random.default_rng(5)
    for _ in range(20):
        nodes = rng.uniform(0, 1000, (15, 2))
        ends = rng.integers(0, 15, (25, 2))
        ends = ends[ends[:, 0] != ends[:, 1]]
        ways = rng.choice([0, 1, -1], len(ends))
        network = network_of(*[(nodes[a], nodes[b]) for a, b in ends], direction=ways)
        graph = networkx.DiGraph()
        for tail, head, forward, backward in zip(network.tail, network.head, network.forward, network.backward):
            graph.add_edges_from([(tail, head)] * bool(forward) + [(head, tail)] * bool(backward))
        groups = {
            node: number for number, group in enumerate(networkx.strongly_connected_components(graph)) for node in group
        }
        part, metres = network.parts
        within = np.array([groups[a] == groups[b] for a, b in zip(network.tail, network.head)])
        theirs = np.array([groups[a] for a in network.tail])
        for one in np.unique(part):
            edges = part == one
            assert within[edges].all() or edges.sum() == 1
            assert metres[one] == pytest.approx(network.length_m[edges & within].sum())
            assert len(np.unique(theirs[edges])) == 1


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_tying_finds_the_nearest_of_all_segments(seed):
    rng = np.random.default_rng(seed)
    scale = 10.0 ** rng.uniform(0, 4)
    lines = [rng.uniform(0, scale, (rng.integers(2, 6), 2)) for _ in range(rng.integers(1, 30))]
    network = network_of(*lines)
    places = rng.uniform(-scale / 2, 1.5 * scale, (25, 2))
    ties = tie_places(network, places[:, 0], places[:, 1])
    starts = np.concatenate([line[:-1] for line in lines])
    steps = np.concatenate([np.diff(line, axis=0) for line in lines])
    offset = places[:, None] - starts
    share = np.clip((offset * steps).sum(2) / (steps**2).sum(1), 0, 1)
    nearest = np.hypot(*np.moveaxis(offset - share[:, :, None] * steps, 2, 0)).min(1)
    assert ties.distance_m == pytest.approx(nearest, rel=1e-9, abs=1e-9 * scale)
    assert np.hypot(*(ties.tied_xy() - places).T) == pytest.approx(nearest, rel=1e-6, abs=1e-6 * scale)


def test_ties_are_chosen_and_put_together_by_place():
    network = network_of(STREET)
    _, some = tied(network, (500, 12), (1500, 5))
    _, others = tied(network, (1000, 300))
    both = some.and_also(others)
    assert both.far.tolist() == [False, False, True]
    assert both.distance_m.tolist() == [12, 5, 300]
    # By their numbers too, one of them twice.
    assert both.where(np.array([2, 0, 0])).xy.tolist() == [[1000, 300], [500, 12], [500, 12]]


def test_a_stranded_place_is_led_to_the_road_of_most_stops_however_far():
    """Two stops on the long street, one on the short; the start on an island."""
    network = network_of([(0, 0), (1000, 0)], [(0, 900), (300, 900)], [(0, 500), (50, 500)])
    ties = tie_places(network, np.array([10.0, 900, 20, 5]), np.array([0.0, 0, 900, 500]), 100.0)
    led = lead_to(ties, np.array([False, False, False, True]), np.arange(3))
    assert led.edge.tolist() == [0, 0, 1, 0] and led.distance_m[3] == pytest.approx(500)
    assert not led.far.any() and led.snap_max_m.tolist() == [100, 100, 100, np.inf]
    assert np.isfinite(TravelTimes.of_ties(led).minutes[3, :2]).all()
    # Stops far from every road count nothing; of parts with as many the longest.
    far = tie_places(network, np.array([10.0, 900, 20, 5]), np.array([300.0, 0, 900, 500]), 100.0)
    assert lead_to(far, np.array([False, False, False, True]), np.arange(3)).edge.tolist()[3] == 0
    none = tie_places(network, np.array([10.0, 5]), np.array([300.0, 500]), 100.0)
    assert lead_to(none, np.array([False, True]), np.arange(1)) is none


def test_places_on_stubs_of_their_own_are_tied_to_the_street_that_joins_them():
    stubs = [[(x, 30), (x + 40, 30)] for x in (100, 500)]
    network = network_of([(0, 0), (1000, 0)], *stubs)
    at = (np.array([120.0, 520]), np.array([29.0, 29]))
    assert prefer_connected(tie_places(network, *at, 100.0), 100.0).edge.tolist() == [0, 0]
    # Both on one stub: nobody wants to go elsewhere.
    assert prefer_connected(tie_places(network, np.array([110.0, 130]), at[1], 100.0), 100.0).edge.tolist() == [1, 1]
