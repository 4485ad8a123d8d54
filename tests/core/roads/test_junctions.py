"""What junctions cost: who gives way, what is no junction, and the delay on arcs, pieces, searches and contraction."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from townroads import grid_town, network_of, travel

from patrol_planner.algorithms.errors import PatrolError
from patrol_planner.algorithms.roads import matrices
from patrol_planner.algorithms.roads.graph import to_networkx
from patrol_planner.algorithms.roads.junctions import road_ranks, with_junction_delays
from patrol_planner.algorithms.roads.snapping import arcs_with_places, tie_places

FULL, HALF, QUARTER, NONE = 8.0, 4.0, 2.0, 0.0
CENTRE = (0, 0)
WEST, EAST, SOUTH, NORTH = (-100, 0), (100, 0), (0, -100), (0, 100)


def delayed(lines, classes=None, junction=None, direction=None, delay=FULL):
    network = network_of(*lines, direction=direction)
    return with_junction_delays(network, road_ranks(classes, junction, len(lines)), delay)


def loss(network, start, end):
    """Seconds that the way from one place to another loses at junctions; all roads are driven at 10 m/s."""
    times = travel(network, start, end)
    return times.minutes[0, 1] * 60 - times.metres[0, 1] / 10


def crossing(*classes, **options):
    """Four arms, west, east, south, north; the way into the middle of one, from the middle of another."""
    network, figures = delayed(
        [(arm, CENTRE) for arm in (WEST, EAST, SOUTH, NORTH)[: len(classes)]], classes, **options
    )
    return network, figures


def test_at_a_crossing_of_two_classes_the_lower_gives_way():
    network, figures = crossing("primary", "primary", "residential", "residential")
    assert loss(network, (-50, 0), (50, 0)) == pytest.approx(QUARTER)
    assert loss(network, (-50, 0), (0, 50)) == pytest.approx(QUARTER)
    assert loss(network, (0, -50), (0, 50)) == pytest.approx(FULL)
    assert loss(network, (0, 50), (-50, 0)) == pytest.approx(FULL)
    assert figures.junctions == 1
    assert figures.mean_s == pytest.approx((2 * QUARTER + 2 * FULL) / 4)


def test_equals_share_the_delay():
    for classes in (["residential"] * 4, ["primary"] * 3, [None, None, None]):
        network, _ = crossing(*classes)
        assert loss(network, (-50, 0), (50, 0)) == pytest.approx(HALF)
        assert loss(network, (0, -50), (50, 0)) == pytest.approx(HALF)
    # Three arms of the higher class: who comes by the fourth still gives way.
    network, _ = crossing("primary", "primary", "primary", "tertiary")
    assert loss(network, (0, -50), (50, 0)) == pytest.approx(HALF)
    assert loss(network, (0, 50), (50, 0)) == pytest.approx(FULL)


def test_without_classes_all_junctions_are_equal():
    network, figures = delayed([(WEST, CENTRE, EAST), (CENTRE, NORTH)])
    for start, end in (((-50, 0), (50, 0)), ((0, 50), (50, 0))):
        assert loss(network, start, end) == pytest.approx(HALF)
    assert (figures.junctions, figures.mean_s) == (1, pytest.approx(HALF))


def test_the_highest_of_three_classes_alone_has_the_right_of_way():
    network, _ = crossing("primary", "secondary", "residential")
    assert loss(network, (-50, 0), (50, 0)) == pytest.approx(QUARTER)
    assert loss(network, (50, 0), (-50, 0)) == pytest.approx(FULL)


def test_a_vertex_that_cuts_a_street_in_two_is_no_junction():
    network, figures = delayed([(WEST, CENTRE), (CENTRE, EAST)], ["primary", "residential"])
    assert loss(network, (50, 0), (-50, 0)) == pytest.approx(NONE)
    assert (figures.junctions, figures.mean_s) == (0, 0.0)


def test_two_places_on_one_edge_lose_nothing():
    network, _ = crossing("residential", "residential", "residential")
    assert loss(network, (-80, 0), (-20, 0)) == pytest.approx(NONE)
    assert loss(network, (-20, 0), (-80, 0)) == pytest.approx(NONE)
    # Three places on one edge: only the last piece ends in the junction.
    network, _ = crossing("primary", "primary", "residential")
    times = travel(network, (0, -80), (0, -50), (0, -20), (-50, 0))
    seconds = times.minutes * 60 - times.metres / 10
    assert seconds[:3, 3] == pytest.approx([FULL] * 3)
    assert seconds[3, :3] == pytest.approx([QUARTER] * 3)
    assert seconds[:3, :3] == pytest.approx(np.zeros((3, 3)), abs=1e-9)


def test_who_arrives_at_the_junction_itself_has_come_to_it_and_who_starts_there_has_not():
    network, _ = crossing("residential", "residential", "residential")
    assert loss(network, (-50, 0), CENTRE) == pytest.approx(HALF)
    assert loss(network, CENTRE, (-50, 0)) == pytest.approx(NONE)


@pytest.mark.parametrize("minor", ["service", "track", "footway"])
def test_a_service_road_counts_for_those_who_leave_it_alone(minor):
    network, _ = crossing("residential", "residential", minor)
    assert loss(network, (-50, 0), (50, 0)) == pytest.approx(NONE)
    assert loss(network, (-50, 0), (0, -50)) == pytest.approx(NONE)
    assert loss(network, (0, -50), (50, 0)) == pytest.approx(FULL)
    # Among themselves, in a car park, they are equals.
    network, _ = crossing(minor, minor, minor)
    assert loss(network, (-50, 0), (50, 0)) == pytest.approx(HALF)


@pytest.mark.parametrize(("length", "passing", "leaving"), [(29.0, NONE, FULL), (31.0, HALF, HALF)])
def test_a_short_dead_end_is_somebodys_drive(length, passing, leaving):
    network, _ = delayed([(WEST, CENTRE, EAST), (CENTRE, (0, length))])
    assert loss(network, (-50, 0), (50, 0)) == pytest.approx(passing)
    assert loss(network, (0, 20), (50, 0)) == pytest.approx(leaving)


def test_a_short_road_that_leads_on_is_no_drive():
    network, _ = delayed([(WEST, CENTRE, EAST), (CENTRE, (0, 20)), ((0, 20), (0, 100))])
    assert loss(network, (-50, 0), (50, 0)) == pytest.approx(HALF)


def test_where_nobody_else_comes_in_nobody_waits():
    # A motorway and its exit, then its entrance.
    ways = [(WEST, CENTRE), (CENTRE, EAST), (CENTRE, NORTH)]
    network, figures = delayed(ways, ["motorway", "motorway", "motorway_link"], direction=[1, 1, 1])
    assert figures.junctions == 0
    network, figures = delayed(ways, ["motorway", "motorway", "motorway_link"], direction=[1, 1, -1])
    assert loss(network, (0, 50), (50, 0)) == pytest.approx(FULL)
    assert loss(network, (-50, 0), (50, 0)) == pytest.approx(QUARTER)
    # Nobody comes by the motorway that leads away.
    assert (figures.junctions, figures.mean_s) == (1, pytest.approx((FULL + QUARTER) / 2))


def test_a_one_way_street_away_from_a_junction_is_an_arm_and_no_entrance():
    lines = [(WEST, CENTRE), (CENTRE, EAST), (CENTRE, SOUTH)]
    network, _ = delayed(lines, ["residential"] * 3, direction=[1, 1, 1])
    assert loss(network, (-50, 0), (50, 0)) == pytest.approx(NONE)
    # The service road that leads in is no entrance for those on the street.
    network, _ = delayed([*lines, (NORTH, CENTRE)], ["residential"] * 3 + ["service"], direction=[1, 1, 1, 1])
    assert loss(network, (-50, 0), (50, 0)) == pytest.approx(NONE)
    assert loss(network, (0, 50), (50, 0)) == pytest.approx(FULL)


@pytest.mark.parametrize("kind", ["roundabout", "circular"])
def test_a_roundabout_goes_before_all_who_come_to_it(kind):
    ring = [(-100, 0), (0, -100), (100, 0), (0, 100), (-100, 0)]
    network, _ = delayed(
        [ring, ((-200, 0), (-100, 0)), ((200, 0), (100, 0))],
        ["secondary", "primary", "primary"],
        [kind, "", ""],
        direction=[1, 0, 0],
    )
    # Into it, past nothing, and out.
    assert loss(network, (-150, 0), (150, 0)) == pytest.approx(FULL + QUARTER)
    assert loss(network, (50, -50), (150, 0)) == pytest.approx(QUARTER)


def test_a_street_drawn_twice_or_once_for_each_direction_has_no_junctions_of_its_own():
    bent = [WEST, (-50, 10), CENTRE, (50, 10), EAST]
    for lines, direction in (([bent, bent[::-1]], [1, 1]), ([bent, bent], [0, 0]), ([bent, bent[::-1]], [0, 0])):
        network, figures = delayed(lines, ["residential"] * 2, direction=direction)
        assert figures.junctions == 0
        network, figures = delayed([*lines, (CENTRE, NORTH)], ["residential"] * 3, direction=[*direction, 0])
        assert figures.junctions == 1
        assert loss(network, (-80, 4), (80, 4)) == pytest.approx(HALF)
        assert loss(network, (80, 4), (-80, 4)) == pytest.approx(HALF)
    # Of what is drawn twice the higher class counts.
    for classes in (["residential", "service"], ["service", "residential"]):
        network, _ = delayed([bent, bent, (CENTRE, NORTH)], [*classes, "residential"])
        assert loss(network, (0, 50), (80, 4)) == pytest.approx(HALF)
    # Beside a street each way by a line of its own, one side street leads away only: nobody comes in by it.
    network, _ = delayed([bent, bent[::-1], (CENTRE, NORTH)], direction=[1, 1, 1])
    assert loss(network, (-80, 4), (80, 4)) == pytest.approx(HALF)  # those who come from the other side may turn
    # Two ways between the same junctions are no street drawn twice.
    network, figures = delayed([(WEST, EAST), (WEST, (0, 50), EAST), (EAST, (300, 0))])
    assert figures.junctions == 1
    # Not even if they have the same middle.
    network, figures = delayed([(WEST, EAST), (WEST, (-50, 40), (50, -40), EAST), (EAST, (300, 0))])
    assert figures.junctions == 1


def test_a_ring_with_one_way_out_is_a_junction_of_three_arms():
    ring = [CENTRE, (100, 50), (100, -50), CENTRE]
    network, figures = delayed([ring, (WEST, CENTRE)])
    assert figures.junctions == 1
    assert loss(network, (-50, 0), (100, 0)) == pytest.approx(HALF)


def test_nobody_is_delayed_less_for_being_slow_and_no_delay_is_the_network_as_it_was():
    network, _ = crossing("residential", "residential", "residential")
    walk = travel(network, (-50, 0), (50, 0), speed_cap_kmh=3.6)
    assert walk.minutes[0, 1] * 60 == pytest.approx(100 + HALF)
    network = network_of((WEST, CENTRE, EAST), (CENTRE, NORTH))
    same, figures = with_junction_delays(network, road_ranks(None, None, 2), 0.0)
    assert same is network
    assert figures.junctions == 0


@pytest.mark.parametrize("delay", [-1.0, np.nan, np.inf])
def test_a_delay_that_is_none_is_refused(delay):
    with pytest.raises(PatrolError, match="must be 0 seconds or more"):
        delayed([(WEST, CENTRE)], delay=delay)


def test_ranks_of_classes():
    order = ["service", "living_street", "residential", "primary_link", "tertiary", "secondary", "primary", "trunk"]
    assert (np.diff(road_ranks([*order, "motorway"], None, 9)) > 0).all()
    # What nobody knows, and what has no class, is a street; lists and Geofabrik's words are understood.
    equal = road_ranks(["unclassified", "road", "boulevard", "", None, "['residential', 'primary']"], None, 6)
    assert len(set(equal.tolist())) == 1
    assert road_ranks(["track_grade3", "residential"], ["", "roundabout"], 2).tolist() == [0, 9]


def random_town(rng, crowd=40):
    """Streets between random places, some one-way, of random classes, and delays at their junctions."""
    nodes = rng.uniform(0, 1000, (crowd, 2))
    ends = rng.integers(0, crowd, (2 * crowd, 2))
    ends = ends[ends[:, 0] != ends[:, 1]]
    lines = [(nodes[a], nodes[b]) for a, b in ends]
    ways, speed = rng.choice([0, 0, 1, -1], len(lines)), rng.uniform(20, 90, len(lines))
    network = network_of(*lines, direction=ways, speed=speed)
    classes = rng.choice(["service", "residential", "tertiary", "primary", "motorway_link"], len(lines))
    return network, road_ranks(classes, None, len(lines))


def test_networkx_finds_the_same_ways_over_junctions():
    networkx = pytest.importorskip("networkx")
    rng = np.random.default_rng(3)
    for _ in range(5):
        network, figures = with_junction_delays(*random_town(rng), 9.0)
        assert figures.junctions > 10
        places = network.at(rng.integers(0, network.edges, 12), rng.uniform(0, 5, 12))
        ties = tie_places(network, places[:, 0], places[:, 1])
        arcs, node = arcs_with_places(ties)
        # The delay once more, from the arcs' own words: an arc that ends at a node of the network came to it.
        expected = arcs.metres * 3.6 / network.speed_kmh[arcs.edge]
        along = arcs.end_m > arcs.start_m
        comes = arcs.head < network.nodes
        expected[comes & along] += network.wait_forward_s[arcs.edge[comes & along]]
        expected[comes & ~along] += network.wait_backward_s[arcs.edge[comes & ~along]]
        assert arcs.seconds == pytest.approx(expected)
        graph = to_networkx(arcs)
        ours = travel(network, *places).minutes * 60
        for row, start in enumerate(node):
            theirs = networkx.single_source_dijkstra_path_length(graph, start, weight="seconds")
            assert ours[row] == pytest.approx([theirs.get(end, np.inf) for end in node])


def test_contraction_keeps_delays(monkeypatch):
    network, _ = with_junction_delays(grid_town(12), np.repeat([4, 2], 12), 7.0)
    at = np.random.default_rng(2).uniform(0, 1100, (30, 2))
    plain = travel(network, *at)
    monkeypatch.setattr(matrices, "_SOURCES_WORTH_A_CORE", 0)
    monkeypatch.setattr(matrices, "_NODES_WORTH_A_CORE", 0)
    contracted = travel(network, *at)
    assert contracted.minutes == pytest.approx(plain.minutes)
    assert contracted.metres == pytest.approx(plain.metres)


@settings(deadline=None, max_examples=40)
@given(seed=st.integers(0, 10**6), delays=st.tuples(st.floats(0.01, 30), st.floats(0.01, 30)))
def test_journeys_take_no_less_time_the_longer_junctions_delay(seed, delays):
    rng = np.random.default_rng(seed)
    network, rank = random_town(rng, 15)
    places = network.at(rng.integers(0, network.edges, 6), rng.uniform(0, 50, 6))
    without, low, high = (
        travel(with_junction_delays(network, rank, delay)[0], *places).minutes for delay in (0.0, *sorted(delays))
    )
    assert (np.isfinite(without) == np.isfinite(high)).all()
    reached = np.isfinite(without)
    assert (without[reached] <= low[reached] + 1e-9).all()
    assert (low[reached] <= high[reached] + 1e-9).all()


@settings(deadline=None, max_examples=40)
@given(seed=st.integers(0, 10**6))
def test_the_order_and_the_direction_of_drawing_change_nothing(seed):
    rng = np.random.default_rng(seed)
    nodes = rng.uniform(0, 1000, (12, 2))
    ends = rng.integers(0, 12, (24, 2))
    ends = ends[ends[:, 0] != ends[:, 1]]
    ways = rng.choice([0, 1, -1], len(ends))
    rank = rng.integers(0, 5, len(ends)).astype(np.int8)
    order, turned = rng.permutation(len(ends)), rng.random(len(ends)) < 0.5
    lines = [(nodes[a], nodes[b]) for a, b in ends]
    others = [lines[at][::-1] if turned[at] else lines[at] for at in order]
    one, figures = with_junction_delays(network_of(*lines, direction=ways), rank, 7.0)
    ways = np.where(turned, -ways, ways)
    other, same = with_junction_delays(network_of(*others, direction=ways[order]), rank[order], 7.0)
    assert figures.junctions == same.junctions
    assert figures.mean_s == pytest.approx(same.mean_s)
    places = nodes[np.unique(ends)]
    assert travel(one, *places).minutes == pytest.approx(travel(other, *places).minutes)
