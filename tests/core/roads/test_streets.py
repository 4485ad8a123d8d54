"""Streets of a way by their names: by hand, and the roads that the way of a network takes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from townroads import grid_town, length_of, network_of, travel

from patrol_planner.algorithms.errors import PatrolError
from patrol_planner.algorithms.roads.streets import streets_along
from patrol_planner.algorithms.roads.travel import TravelTimes


def along(*parts, most=9):
    names, metres = zip(*parts) if parts else ((), ())
    return streets_along(np.array(names, dtype=object), np.array(metres, dtype=float), most)


def test_streets_follow_each_other_as_they_are_driven():
    assert along(("Main", 100), ("Main", 50), ("", 900), ("5th", 30)) == ["Main", "5th"]
    assert along(("Main", 100), ("5th", 30), ("Main", 70)) == ["Main", "5th", "Main"]
    # A nameless piece between does not break a street in two.
    assert along(("Main", 100), ("", 5), ("Main", 100)) == ["Main"]
    assert along() == [] and along(("", 10)) == []


def test_the_longest_few_are_told_in_driving_order():
    way = [("a", 10), ("b", 500), ("c", 20), ("d", 300), ("e", 400)]
    assert along(*way, most=3) == ["b", "d", "e"]
    assert along(*way, most=1) == ["b"]
    # The short street between goes, and what is left is one street.
    assert along(("Main", 100), ("5th", 1), ("Main", 90), most=2) == ["Main"]
    # Of equally long ones the first.
    assert along(("a", 5), ("b", 5), ("c", 5), most=2) == ["a", "b"]


@given(st.lists(st.tuples(st.sampled_from(["", "a", "b", "c"]), st.floats(0.1, 100)), max_size=12), st.integers(1, 5))
def test_no_name_is_made_up_or_follows_itself(way, most):
    told = along(*way, most=most)
    assert len(told) <= most
    assert all(one != following for one, following in zip(told, told[1:]))
    assert set(told) <= {name for name, _ in way} - {""}
    # Each stands where it is driven: the told names are a subsequence of all.
    rest = iter([name for name, _ in way])
    assert all(name in rest for name in told)


def test_the_edges_of_a_way_are_those_it_is_drawn_along():
    network = network_of([(0, 0), (300, 0)], [(300, 0), (300, 300)], [(300, 300), (900, 300)])
    times = travel(network, (100, 5), (250, -5), (300, 200), (900, 300), (100, 5))
    edge, metres = times.edges(0, 3)
    assert network.feature[edge].tolist() == [0, 1, 2]
    assert metres == pytest.approx([200, 300, 600])
    edge, metres = times.edges(2, 1)
    assert (network.feature[edge].tolist(), metres.tolist()) == ([1, 0], pytest.approx([200, 50]))
    # Cut by other places, an edge is one all the same; who is there drives none.
    assert [len(part) for part in times.edges(0, 4)] == [0, 0]


def test_edges_add_up_to_the_way():
    network = grid_town(6)
    rng = np.random.default_rng(4)
    x, y = rng.uniform(network.node_xy.min(axis=0), network.node_xy.max(axis=0), (12, 2)).T
    times = TravelTimes.on_roads(network, x, y)
    for i in range(11):
        edge, metres = times.edges(i, i + 1)
        assert metres.sum() == pytest.approx(times.metres[i, i + 1])
        assert metres.sum() == pytest.approx(length_of(times.path(i, i + 1)))
        assert (edge[1:] != edge[:-1]).all()


def test_straight_lines_take_no_edges_and_no_way_is_none():
    straight = TravelTimes.straight_lines(np.array([0.0, 300.0]), np.array([0.0, 400.0]), 36.0)
    assert [len(part) for part in straight.edges(0, 1)] == [0, 0]
    network = network_of([(0, 0), (100, 0)], [(0, 900), (100, 900)])
    with pytest.raises(PatrolError, match="no way from place 1 to place 2"):
        travel(network, (0, 0), (50, 900)).edges(0, 1)
