"""LERK and G-LERK by hand, and what orders of a moment earn, against driving them one by one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streetteam import travel_of

from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.errors import Cancelled, PatrolError
from patrol_planner.algorithms.officers.breeding import Cuckoo, Genetic, levy
from patrol_planner.algorithms.officers.fitness import Fitness
from patrol_planner.algorithms.officers.keys import Encoding, best_first, guided_lerk, lerk
from patrol_planner.algorithms.officers.moment import Effort, Moment, OpenNodes, Team
from patrol_planner.algorithms.officers.problem import AssignmentSettings
from patrol_planner.algorithms.officers.rates import Breeding
from patrol_planner.algorithms.officers.reward import arrival_factor
from patrol_planner.algorithms.roads.traffic import Traffic
from patrol_planner.algorithms.route.plan import Deadline, Journeys

inf, nan = np.inf, np.nan
ENCODINGS = (lerk, guided_lerk)


def moment_of(
    x,
    start=(0.0,),
    full=None,
    hot=None,
    called=None,
    priority=None,
    dwell=10.0,
    off=480.0,
    can=None,
    on_foot=None,
    **nodes,
):
    """Officers at ``start`` and nodes at ``x`` on a street, one minute per unit, two on foot."""
    count, team = len(x), len(start)
    place = np.array([*x, *start], dtype=float)
    travel, slow = (travel_of(pace * np.abs(place[:, None] - place[None, :])) for pace in (1, 2))
    forever = np.full(team, inf)

    def column(values, default, kind=float):
        return np.full(count, default, dtype=kind) if values is None else np.array(values, dtype=kind)

    return Moment(
        Team(
            np.arange(team),
            np.arange(count, count + team),
            np.zeros(team),
            np.full(team, off),
            nodes.pop("break_on", forever),
            nodes.pop("break_off", forever),
        ),
        OpenNodes(
            np.arange(count),
            np.arange(count),
            column(full, 1.0),
            column(nodes.get("opens"), -inf),
            column(nodes.get("closes"), inf),
            column(called, nan),
            column(priority, 1.0),
            column(hot, True, bool),
            dwell,
        ),
        np.ones((team, count), dtype=bool) if can is None else can,
        [Journeys(travel, nodes.get("traffic"), 480.0), Journeys(slow, nodes.get("traffic"), 480.0)],
        np.zeros(team, dtype=np.int64) if on_foot is None else on_foot.astype(np.int64),
    )


def effort_of(seed=1, limit=None, control=None, **breeding):
    settings_of = AssignmentSettings(np.datetime64("2024-05-31T08:00:00"), breeding=Breeding(**breeding))
    return Effort(settings_of, np.random.default_rng(seed), Deadline(limit), control or Control())


def test_lerk_gives_each_officer_the_nodes_up_to_the_next_officer():
    encoding = Encoding(2, (np.arange(4),), ((0.0, 1.0),))
    # Sorted: node 2 (.1), officer 1 (.2), node 0 (.3), officer 0 (.5), node 3 (.6), node 1 (.9).
    keys = np.array([[0.5, 0.2, 0.3, 0.9, 0.1, 0.6]])
    # The list begins with an officer, so node 2 follows officer 1.
    assert encoding.decode(keys).lists() == [[[3, 1], [2, 0]]]


def test_g_lerk_joins_hot_parts_and_cold_parts_by_officer():
    moment = moment_of([0] * 5, start=(0, 0), hot=[1, 0, 1, 0, 0])
    encoding = guided_lerk(moment)
    low, high = encoding.bounds
    assert (low.tolist(), high.tolist()) == ([0.5] * 4 + [0.0] * 5, [1.0] * 4 + [0.5] * 5)
    # Hot: officer 0 (.6), node 2 (.7), officer 1 (.8), node 0 (.9).
    # Cold: officer 1 (.1), node 3 (.2), node 1 (.3), officer 0 (.4), node 4 (.45).
    keys = np.array([[0.6, 0.8, 0.9, 0.7, 0.4, 0.1, 0.3, 0.2, 0.45]])
    assert encoding.decode(keys).lists() == [[[2, 4], [0, 3, 1]]]


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 4), st.integers(1, 9), st.integers(0, 2**32 - 1), st.sampled_from(ENCODINGS))
def test_every_plan_has_every_node_once_and_hotspots_before_coldspots(officers, count, seed, encode):
    rng = np.random.default_rng(seed)
    hot = rng.random(count) < 0.5
    moment = moment_of(rng.random(count), start=[0.0] * officers, hot=hot, full=rng.random(count))
    encoding = encode(moment)
    keys = encoding.random(5, rng)
    low, high = encoding.bounds
    for some in (keys, best_first(moment, encoding, keys)[0], encoding.wrapped(keys + rng.normal(size=keys.shape))):
        assert ((some > low) & (some <= high)).all()
        for plan in encoding.decode(some).lists():
            assert sorted(node for route in plan for node in route) == list(range(count))
            if encode is guided_lerk:
                assert all((np.diff(hot[route].astype(int)) <= 0).all() for route in plan)


def test_keys_inside_their_range_stay_when_wrapped_and_others_come_round():
    encoding = Encoding(1, (np.arange(1), np.arange(1, 2)), ((0.5, 1.0), (0.0, 0.5)))
    keys = np.array([[0.75, 1.1, 0.5, -0.1]])
    assert encoding.wrapped(keys)[0] == pytest.approx([0.75, 0.6, 0.5, 0.4])


def test_the_first_of_a_sub_tour_earns_most_from_here_and_the_others_stand_by_importance():
    # A call worth 10 that is too late from here (priority 5, 20 minutes off), one worth 4 in time, and two hotspots.
    moment = moment_of(
        [20, 3, 1, 2], full=[10, 4, 2, 3], called=[0, 0, nan, nan], priority=[5, 5, 1, 1], hot=[1, 1, 1, 1]
    )
    encoding = lerk(moment)
    keys = np.array([[0.1, 0.2, 0.3, 0.4, 0.5]])
    assert encoding.decode(best_first(moment, encoding, keys)[0]).lists() == [[[1, 0, 3, 2]]]


def test_optimised_keys_stand_for_the_optimised_plans():
    rng = np.random.default_rng(8)
    moment = moment_of(rng.random(9), start=(0, 0), full=rng.integers(1, 4, 9), hot=rng.random(9) < 0.5)
    encoding = guided_lerk(moment)
    keys, better = best_first(moment, encoding, encoding.random(30, rng))
    assert encoding.decode(keys).lists() == better.lists()


def test_keys_that_differ_in_their_last_bits_only_are_told_apart_and_equal_ones_stand_by_number():
    encoding = Encoding(1, (np.arange(4),), ((0.0, 1.0),))
    keys = np.array([[0.1, np.nextafter(0.5, 1), 0.5, 0.5, 1.0]])
    assert encoding.decode(keys).lists() == [[[1, 2, 0, 3]]]


def test_only_the_order_within_a_sub_tour_changes():
    rng = np.random.default_rng(3)
    moment = moment_of(rng.random(8), start=(0, 0, 0), full=rng.random(8), hot=rng.random(8) < 0.5)
    encoding = guided_lerk(moment)
    keys = encoding.random(20, rng)
    before, after = encoding.decode(keys).lists(), encoding.decode(best_first(moment, encoding, keys)[0]).lists()
    assert [[sorted(route) for route in plan] for plan in before] == [
        [sorted(route) for route in plan] for plan in after
    ]


def driven(moment, routes):
    """What one plan earns, one visit after another."""
    total, team, nodes = 0.0, moment.team, moment.nodes
    for who, route in enumerate(routes):
        at, free = int(team.at[who]), float(team.free[who])
        for node in route:
            if not moment.can[who, node]:
                continue
            journeys = moment.journeys[moment.speed_class[who]]
            for depart in (free, max(free, team.break_off[who])):
                begin = max(float(journeys.arrivals(at, nodes.place[node], depart)), nodes.opens[node])
                end = begin + nodes.dwell_min
                if depart >= team.break_off[who] or end <= team.break_on[who] + 1e-6:
                    break
            else:
                continue
            if begin < nodes.closes[node] - 1e-6 and end <= team.off[who] + 1e-6:
                late = begin - nodes.called[node]
                total += nodes.full[node] * float(arrival_factor(np.array(late), nodes.priority[node]))
                at, free = int(nodes.place[node]), end
    return total


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32 - 1), st.sampled_from(ENCODINGS), st.booleans())
def test_a_population_earns_what_driving_each_plan_earns(seed, encode, steady):
    rng = np.random.default_rng(seed)
    count, officers = int(rng.integers(1, 8)), int(rng.integers(1, 4))
    call = rng.random(count) < 0.4
    breaks = np.full(officers, inf) if steady else rng.choice([inf, 20.0, 50.0], officers)
    moment = moment_of(
        rng.integers(-30, 30, count),
        start=rng.integers(-5, 5, officers),
        full=rng.random(count),
        called=np.where(call, 0.0, nan),
        priority=rng.integers(1, 6, count),
        hot=rng.random(count) < 0.5,
        opens=rng.choice([-inf, 0.0, 40.0], count),
        closes=rng.choice([30.0, 90.0, inf], count),
        off=float(rng.choice([30.0, 100.0])),
        break_on=breaks,
        break_off=breaks + 15.0,
        traffic=None if steady or rng.random() < 0.5 else Traffic(rng.choice([0.5, 1.0, 2.0], 24)),
        can=rng.random((officers, count)) < 0.8,
        on_foot=rng.random(officers) < 0.3,
    )
    assert Fitness(moment).steady == (steady or (np.isinf(breaks).all() and moment.journeys[0].traffic is None))
    encoding = encode(moment)
    orders = encoding.decode(encoding.random(6, rng))
    expected = [driven(moment, plan) for plan in orders.lists()]
    assert Fitness(moment).rewards(orders) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("planner", [Genetic(lerk), Genetic(guided_lerk), Cuckoo(lerk), Cuckoo(guided_lerk)])
def test_breeding_finds_the_best_order_of_a_small_team(planner):
    # Two officers in the middle; each end is worth visiting in its order only.
    moment = moment_of([-20, -10, 10, 20], start=(0, 0), closes=[45, 25, 25, 45], full=[3, 2, 2, 3])
    found = planner.sequences(moment, effort_of(population=20, iterations=40))
    assert sorted(found) == [[1, 0], [2, 3]]


def test_more_generations_never_earn_less():
    rng = np.random.default_rng(5)
    moment = moment_of(rng.integers(-60, 60, 40), start=(0, 0, 0), full=rng.random(40), off=120.0)

    def earned(planner, iterations):
        sequences = planner.sequences(moment, effort_of(iterations=iterations))
        return driven(moment, sequences)

    for planner in (Genetic(guided_lerk), Cuckoo(guided_lerk)):
        few, many = earned(planner, 1), earned(planner, 60)
        assert many > few
        assert earned(planner, 60) == many


def test_breeding_stops_at_the_deadline_and_on_a_cancel():
    moment = moment_of([1, 2], start=(0,))
    spent = effort_of(limit=1e-9, iterations=10**9)
    assert sorted(Genetic(lerk).sequences(moment, spent)[0]) == [0, 1]
    stop = effort_of(control=Control(should_stop=lambda: True))
    with pytest.raises(Cancelled):
        Cuckoo(lerk).sequences(moment, stop)


def test_too_few_plans_are_refused():
    with pytest.raises(PatrolError, match="At least 2 plans"):
        Breeding(population=1)


def test_levy_steps_follow_a_power_law():
    steps = np.abs(levy(np.random.default_rng(0), (400, 500), 1.0)).ravel()
    share = [(steps > length).mean() for length in (10.0, 100.0)]
    # With exponent 1 ten times as long is a tenth as frequent.
    assert share[0] / share[1] == pytest.approx(10, rel=0.2)
