"""The streets of the sample city: a clean network in the words of OpenStreetMap, on which one can drive everywhere."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from patrol_planner.algorithms.samplecity.sizes import SIZES
from patrol_planner.algorithms.samplecity.streets import make_streets


def streets_of(size, seed):
    return make_streets(SIZES[size], np.random.default_rng(seed))


@pytest.fixture(scope="module")
def small():
    return streets_of("small", 1)


@pytest.fixture(scope="module")
def medium():
    return streets_of("medium", 1)


@pytest.fixture(scope="module")
def large():
    return streets_of("large", 1)


def directed_pairs(streets):
    """The ways one may drive, read from the words alone."""
    oneway = streets.oneway
    forward = np.array([word != "-1" for word in oneway])
    backward = np.array([word != "yes" for word in oneway])
    start = np.concatenate([streets.start[forward], streets.end[backward]])
    return start, np.concatenate([streets.end[forward], streets.start[backward]])


@pytest.mark.parametrize(("size", "seed"), [("small", 0), ("small", 7), ("medium", 3), ("large", 1), ("large", 2)])
def test_every_junction_can_be_reached_from_every_other(size, seed):
    streets = streets_of(size, seed)
    start, end = directed_pairs(streets)
    graph = coo_matrix((np.ones(len(start)), (start, end)), shape=(len(streets.node_xy),) * 2)
    assert connected_components(graph, directed=True, connection="strong")[0] == 1


def test_streets_speak_openstreetmap(medium):
    streets = medium
    assert set(streets.oneway) == {"yes", "-1", "no", None}
    assert set(streets.highway) == {"primary", "secondary", "tertiary", "residential", "service"}
    assert {"50", "30 mph", None} <= set(streets.maxspeed)
    assert all(name is None or (isinstance(name, str) and name) for name in streets.name)
    assert None in set(streets.name)


def test_one_ways_of_the_centre_alternate(medium):
    """Neighbouring streets of the grid run opposite ways; a street runs one way only."""
    streets = medium
    way = streets.node_xy[streets.end] - streets.node_xy[streets.start]
    sign = np.select([streets.oneway == "yes", streets.oneway == "-1"], [1, -1])
    east = np.sign(way[:, 0]) * sign
    on_street = {
        name: east[(streets.name == name) & (sign != 0)] for name in set(streets.name) - {None} if " Street " in name
    }
    directions = {name: set(values) for name, values in on_street.items() if len(values) > 3}
    assert len(directions) > 8
    assert all(len(values) == 1 for values in directions.values())
    assert {1.0} in directions.values()
    assert {-1.0} in directions.values()


def test_lines_meet_at_junctions_only(small):
    """No two lines cross or touch but at an end they share, so that the layer is a clean network."""
    paths = small.paths
    first, second = paths[:, :2].reshape(-1, 2), paths[:, 1:].reshape(-1, 2)
    line = np.repeat(np.arange(len(paths)), 2)
    step = second - first

    def side(origin, direction, point):
        return direction[..., 0] * (point - origin)[..., 1] - direction[..., 1] * (point - origin)[..., 0]

    a, b = np.triu_indices(len(first), 1)
    near = np.abs(first[a] - first[b]).max(axis=1) < 400
    a, b = a[near & (line[a] != line[b])], b[near & (line[a] != line[b])]
    apart_b = side(first[a], step[a], first[b]) * side(first[a], step[a], second[b])
    apart_a = side(first[b], step[b], first[a]) * side(first[b], step[b], second[a])
    # At a shared end one of the products is 0 up to rounding; a true crossing makes both clearly negative.
    assert not ((apart_a < -1e-3) & (apart_b < -1e-3)).any()


def test_bridges_are_few_and_nothing_else_crosses_the_river(small, large):
    for streets in (small, large):
        assert 2 <= streets.bridge.sum() <= 6
        keep = ~streets.bridge
        graph = coo_matrix(
            (np.ones(keep.sum()), (streets.start[keep], streets.end[keep])), shape=(len(streets.node_xy),) * 2
        )
        part = connected_components(graph, directed=False)[1]
        # Without the bridges the city falls into its two banks, which each bridge joins.
        assert (np.sort(np.bincount(part))[-2:] > 0.1 * len(part)).all()
        assert (part[streets.start[~keep]] != part[streets.end[~keep]]).all()
