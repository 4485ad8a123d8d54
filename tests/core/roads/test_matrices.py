"""Minutes and metres between many places: independent oracles, and searches that stop early."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from townroads import grid_town, length_of, network_of, travel

from patrol_planner.algorithms.roads.snapping import tie_places
from patrol_planner.algorithms.roads.travel import TravelTimes


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
