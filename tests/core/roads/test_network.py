"""Roads to a graph, places tied to it, travel times and ways: known answers and independent oracles."""

from __future__ import annotations

import csv
import gzip

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse.csgraph import dijkstra

from patrol_planner.algorithms.errors import Cancelled, PatrolError
from patrol_planner.algorithms.roads.contraction import contract
from patrol_planner.algorithms.roads.network import RoadNetwork, arcs_from
from patrol_planner.algorithms.roads.snapping import tie_places
from patrol_planner.algorithms.roads.travel import TravelTimes

MS10 = 36.0  # km/h: 10 m/s


def network_of(*lines, direction=None, speed=None, tolerance=0.0):
    """A network of lines given as vertex lists."""
    count = len(lines)
    xy = np.array([vertex for line in lines for vertex in line], dtype=float).reshape(-1, 2)
    offsets = np.concatenate([[0], np.cumsum([len(line) for line in lines])])
    direction = np.zeros(count, dtype=np.int8) if direction is None else np.array(direction, dtype=np.int8)
    speed = np.full(count, MS10) if speed is None else np.array(speed, dtype=float)
    return RoadNetwork.from_lines(xy, offsets, np.arange(count), direction, speed, tolerance)


def travel(network, *places, **options):
    xy = np.array(places, dtype=float)
    return TravelTimes.on_roads(network, xy[:, 0], xy[:, 1], **options)


def length_of(way):
    return float(np.hypot(*np.diff(way, axis=0).T).sum())


# --- building


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


# --- one-way and tied places


def test_places_on_one_edge_reach_each_other_along_it():
    network = network_of([(0, 0), (300, 0), (300, 300)])
    times = travel(network, (100, 5), (250, -5), (300, 200), (100, 5))
    assert times.metres[0] == pytest.approx([0, 150, 400, 0])
    assert times.metres == pytest.approx(times.metres.T)
    assert times.path(0, 2).tolist() == [[100, 0], [300, 0], [300, 200]]
    assert times.path(2, 0).tolist() == [[300, 200], [300, 0], [100, 0]]
    assert times.path(0, 3).tolist() == [[100, 0], [100, 0]]


def test_one_way_between_places_on_one_edge_goes_round_the_block():
    block = [[(0, 0), (300, 0)], [(300, 0), (300, 100), (0, 100), (0, 0)]]
    for sign in (1, -1):
        lines = [line[::sign] for line in block]
        network = network_of(*lines, direction=[sign, sign])
        times = travel(network, (100, 0), (200, 0))
        assert times.metres[0, 1] == pytest.approx(100)
        assert times.metres[1, 0] == pytest.approx(800 - 100)
        assert length_of(times.path(1, 0)) == pytest.approx(700)


def test_one_way_dead_end_and_islands():
    network = network_of([(0, 0), (100, 0)], [(100, 0), (200, 0)], [(0, 900), (100, 900)], direction=[0, 1, 0])
    times = travel(network, (0, 0), (50, 0), (200, 0), (50, 900))
    assert np.isfinite(times.minutes[0, 2])
    assert not np.isfinite(times.minutes[2, 0])
    islands = times.islands()
    assert islands.majority.tolist() == [True, True, False, False]
    assert islands.not_reached.tolist() == [False, False, False, True]
    assert islands.no_way_back.tolist() == [False, False, True, True]
    with pytest.raises(PatrolError, match="no way from place 3 to place 1"):
        times.path(2, 0)


def test_a_place_far_from_every_road_reaches_nothing():
    network = network_of([(0, 0), (100, 0)])
    times = travel(network, (50, 250), (50, 1), (90, -1), (1100, 0), snap_max_m=200.0)
    assert times.far.tolist() == [True, False, False, True]
    assert times.distance_m == pytest.approx([250, 1, 1, 1000])
    assert np.isfinite(times.minutes).tolist() == [
        [True, False, False, False],
        [False, True, True, False],
        [False, True, True, False],
        [False, False, False, True],
    ]
    assert times.islands().majority.tolist() == [False, True, True, False]
    # The first place is far, but it is no majority of one.
    assert travel(network, (50, 250), (50, 1), snap_max_m=200.0).islands().majority.tolist() == [False, True]
    ties = tie_places(network, np.array([50, 50, 90]), np.array([250, 1, -1]), 200.0)
    part = TravelTimes.of_ties(ties, origins=2)
    assert np.isfinite(part.metres).tolist() == [[False], [True]]


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


def test_points_on_edges_are_found_up_to_their_ends():
    # The second line begins elsewhere at the metre where the first ends.
    network = network_of([(0, 0), (30, 0), (30, 40)], [(500, 500), (500, 510)])
    edge = np.array([0, 0, 0, 0, 1, 1, 1])
    along = np.array([0.0, 15.0, 30.0, 70.0, 0.0, 4.0, 10.0])
    expected = [[0, 0], [15, 0], [30, 0], [30, 40], [500, 500], [500, 504], [500, 510]]
    assert network.at(edge, along).tolist() == expected


# --- matrices


def random_town(rng, side=7):
    """A crooked grid with one-way streets, missing blocks and bends; and places beside its streets."""
    node = rng.uniform(-20, 20, (side, side, 2)) + 100 * np.stack(np.meshgrid(range(side), range(side)), axis=2)
    pairs = [(node[r, c], node[r, c + 1]) for r in range(side) for c in range(side - 1)]
    pairs += [(node[r, c], node[r + 1, c]) for r in range(side - 1) for c in range(side)]
    pairs = [pair for pair in pairs if rng.random() < 0.85]
    lines = [[a, (a + b) / 2 + rng.uniform(-15, 15, 2), b] for a, b in pairs]
    direction = rng.choice([0, 0, 1, -1], len(lines))
    speed = rng.uniform(10, 90, len(lines))
    return lines, direction, speed, rng.uniform(0, 100 * side, (12, 2))


def relaxed(lines, direction, speed, ties, network):
    """Minutes between tied places, by Floyd and Warshall on points named by their coordinates."""
    numbers: dict[tuple[float, float], int] = {}

    def number(point):
        return numbers.setdefault((round(float(point[0]), 6), round(float(point[1]), 6)), len(numbers))

    links = []
    tied = ties.tied_xy()
    feature = network.feature[ties.edge]
    for index, line in enumerate(lines):
        line = np.array(line)
        at = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
        stops = [(at[0], line[0]), (at[-1], line[-1])]
        stops += [(ties.along_m[place], tied[place]) for place in np.flatnonzero(feature == index)]
        stops.sort(key=lambda stop: stop[0])
        for (low, a), (high, b) in zip(stops, stops[1:]):
            minutes = (high - low) * 0.06 / speed[index]
            if direction[index] >= 0:
                links.append((number(a), number(b), minutes))
            if direction[index] <= 0:
                links.append((number(b), number(a), minutes))
    ends = [number(point) for point in tied]
    best = np.full((len(numbers), len(numbers)), np.inf)
    np.fill_diagonal(best, 0)
    for a, b, minutes in links:
        best[a, b] = min(best[a, b], minutes)
    for via in range(len(best)):
        best = np.minimum(best, best[:, via, None] + best[None, via, :])
    return best[np.ix_(ends, ends)]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_minutes_equal_floyd_warshall_and_ways_have_their_length(seed):
    rng = np.random.default_rng(seed)
    lines, direction, speed, places = random_town(rng)
    network = network_of(*lines, direction=direction, speed=speed)
    times = travel(network, *places)
    ties = tie_places(network, places[:, 0], places[:, 1])
    assert times.minutes == pytest.approx(relaxed(lines, direction, speed, ties, network), rel=1e-9, abs=1e-9)
    tied = ties.tied_xy()
    for i, j in rng.integers(0, len(places), (15, 2)):
        if np.isfinite(times.minutes[i, j]):
            way = times.path(i, j)
            assert length_of(way) == pytest.approx(times.metres[i, j], abs=1e-6)
            assert way[[0, -1]] == pytest.approx(tied[[i, j]], abs=2e-3)
    # From some to others is the same as the part of all to all.
    part = TravelTimes.of_ties(ties, origins=4)
    assert part.minutes == pytest.approx(times.minutes[:4, 4:], rel=1e-9)
    assert part.metres == pytest.approx(times.metres[:4, 4:], rel=1e-9)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 30))
def test_taking_junctions_out_changes_no_travel_time(seed, kept_count):
    rng = np.random.default_rng(seed)
    nodes = 60
    tail, head = rng.integers(0, nodes, (2, 200))
    seconds = rng.choice([0.0, 1.0, 2.5, rng.uniform(0, 9)], 200) + rng.uniform(0, 3, 200)
    # Metres as a function of seconds, so that they must come out the same on every quickest way.
    arcs = arcs_from(nodes, tail, head, seconds, 10 * seconds, np.zeros(200, dtype=int), seconds, seconds)
    kept = rng.choice(nodes, kept_count, replace=False)
    core = contract(arcs, kept)
    assert core.nodes < nodes
    whole = dijkstra(arcs.matrix(), indices=kept)[:, kept] if kept_count else np.zeros((0, 0))
    number = core.number[kept]
    small = dijkstra(core.matrix(), indices=number)[:, number] if kept_count else np.zeros((0, 0))
    assert small == pytest.approx(whole, rel=1e-12)
    assert core.metres == pytest.approx(10 * core.seconds, rel=1e-12)


def grid_town(side):
    """side × side junctions 100 m apart, all both ways, every other avenue quicker."""
    lines = [[(c * 100, r * 100) for c in range(side)] for r in range(side)]
    lines += [[(c * 100, r * 100) for r in range(side)] for c in range(side)]
    return network_of(*lines, speed=[36.0] * side + [72.0] * side)


def test_a_large_grid_has_the_taxicab_answer_and_sums_its_streets():
    network = grid_town(60)
    assert (network.nodes, network.edges) == (3600, 2 * 60 * 59)
    rng = np.random.default_rng(3)
    places = rng.integers(0, 60, (30, 2)) * 100.0
    times = travel(network, *places)
    dx = np.abs(places[:, None, 0] - places[None, :, 0])
    dy = np.abs(places[:, None, 1] - places[None, :, 1])
    assert times.metres == pytest.approx(dx + dy)
    assert times.minutes == pytest.approx((dx / 10 + dy / 20) / 60)
    for i in range(0, 30, 7):
        assert length_of(times.path(i, 29 - i)) == pytest.approx(times.metres[i, 29 - i])


def test_places_in_a_corner_of_a_large_grid_and_one_upstream():
    # Searches stop early here, but not before the place that only the one-way street's start can leave is known.
    side = 60
    lines = [[(c * 100, r * 100) for c in range(side)] for r in range(side)]
    lines += [[(c * 100, r * 100) for r in range(side)] for c in range(side)]
    lines += [[(5900, 5900), (5900, 9000)], [(-4000, 0), (0, 0)], [(50_000, 0), (50_100, 0)]]
    network = network_of(*lines, direction=[0] * (2 * side) + [1, 1, 0])
    corner = [(c * 100, r * 100) for c in range(4) for r in range(3)]
    times = travel(network, *corner, (5900, 9000), (-4000, 0), (50_050, 0))
    assert times.metres[0, 12] == pytest.approx(5900 + 9000)
    assert times.metres[13, 11] == pytest.approx(4000 + 300 + 200)
    assert not np.isfinite(times.minutes[12, :12]).any()
    assert not np.isfinite(times.minutes[:13, 13]).any()
    assert np.isfinite(times.minutes[13, :13]).all()
    assert not np.isfinite(times.minutes[14, :14]).any()


def test_cancel_between_searches():
    from patrol_planner.algorithms.control import Control

    with pytest.raises(Cancelled):
        travel(grid_town(10), (0, 0), (500, 500), control=Control(should_stop=lambda: True))


def test_straight_lines():
    times = TravelTimes.straight_lines(np.array([0.0, 300.0]), np.array([0.0, 400.0]), 30.0, detour=1.3)
    assert times.metres[0, 1] == pytest.approx(650)
    assert times.minutes[1, 0] == pytest.approx(1.3)
    assert times.path(0, 1).tolist() == [[0, 0], [300, 400]]
    with pytest.raises(PatrolError, match="speed must be greater than 0"):
        TravelTimes.straight_lines(np.zeros(1), np.zeros(1), 0.0)
    with pytest.raises(PatrolError, match="detour factor must be 1 or more"):
        TravelTimes.straight_lines(np.zeros(1), np.zeros(1), 30.0, 0.5)


def test_chicago_lengths_equal_those_of_spatstat(shared_data):
    folder = shared_data / "reference" / "spatstat_chicago"
    with open(folder / "segments.csv", encoding="utf-8") as file:
        ends = np.array([[float(row[name]) for name in ("x0", "y0", "x1", "y1")] for row in csv.DictReader(file)])
    with open(folder / "vertices.csv", encoding="utf-8") as file:
        vertices = np.array([[float(row["x"]), float(row["y"])] for row in csv.DictReader(file)])
    with gzip.open(folder / "vertex_shortest_paths.csv.gz", "rt") as file:
        expected = np.loadtxt(file, delimiter=",")
    network = network_of(*ends.reshape(-1, 2, 2))
    assert (network.nodes, network.edges) == (338, 503)
    times = travel(network, *vertices)
    apart = ~np.eye(338, dtype=bool)
    assert times.metres[apart] == pytest.approx(expected[apart], rel=1e-3)
    for i, j in np.random.default_rng(1).integers(0, 338, (50, 2)):
        assert length_of(times.path(i, j)) == pytest.approx(expected[i, j], rel=1e-3, abs=1e-3)
