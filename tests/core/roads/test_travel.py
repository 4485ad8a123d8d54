"""Travel between tied places: one-way streets, islands, places far from every road, straight lines, and the ways."""

from __future__ import annotations

import csv
import gzip

import numpy as np
import pytest
from townroads import grid_town, length_of, network_of, travel

from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.errors import Cancelled, PatrolError
from patrol_planner.algorithms.roads.snapping import tie_places
from patrol_planner.algorithms.roads.travel import TravelTimes


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


def test_cancel_between_searches():
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
