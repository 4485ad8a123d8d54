"""Several officers through one shift: hand-worked plans, what must hold for every plan, and the bound."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patrol_planner.algorithms.assignment import (
    NOT_IN_TIME,
    AssignmentSettings,
    PatrolNodes,
    PatrolProblem,
)
from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.dispatch import assign_officers
from patrol_planner.algorithms.errors import Cancelled, PatrolError
from patrol_planner.algorithms.officers import Officers
from patrol_planner.algorithms.plan import CANNOT_REACH
from patrol_planner.algorithms.reward import CALL, COLDSPOT, HOTSPOT, arrival_factor, full_reward
from patrol_planner.algorithms.rewardbound import reward_bound
from patrol_planner.algorithms.traffic import Traffic
from patrol_planner.algorithms.travel import StraightWays, TravelTimes

EIGHT = np.datetime64("2024-05-31T08:00:00")
METHODS = ("importance_greedy", "distance_greedy", "given_order")
inf, nan = np.inf, np.nan


def travel_of(minutes):
    minutes = np.array(minutes, dtype=float)
    np.fill_diagonal(minutes, 0.0)
    return TravelTimes(minutes, minutes * 1000, np.zeros(len(minutes)), StraightWays(np.zeros((len(minutes), 2))))


def officers_of(count, on=0.0, off=720.0, break_on=nan, break_min=nan, names=None):
    def column(value):
        return np.broadcast_to(np.asarray(value, dtype=float), (count,)).copy()

    names = np.array(names or [f"P{number}" for number in range(count)], dtype=object)
    zero = np.zeros(count)
    return Officers(names, zero, zero, column(on), column(off), column(nan), column(break_on), column(break_min))


def nodes_of(place, kind=HOTSPOT, weight=0.0, priority=1.0, start=-inf, end=inf):
    def column(value, kind_of=float):
        return np.broadcast_to(np.asarray(value, dtype=kind_of), (len(place),)).copy()

    return PatrolNodes(
        np.array(place), column(kind, np.int64), column(weight), column(priority), column(start), column(end)
    )


def on_a_street(at, homes, nodes, officers, traffic=None):
    """A problem whose places lie on a street, one minute per unit; officers' homes come last."""
    place = np.array([*at, *homes], dtype=float)
    travel = travel_of(np.abs(place[:, None] - place[None, :]))
    home = np.arange(len(at), len(place))
    return PatrolProblem(nodes, officers, home, [travel], np.zeros(len(homes), dtype=int), traffic)


def plan_of(result):
    """Officer → [(node, arrive), …]."""
    return [[(visit.stop, visit.arrive_min) for visit in route.visits] for route in result.routes]


# Two officers at 0 and 100, hotspots at 10, 40, 90; 40 is the densest.
def two_officers():
    nodes = nodes_of([0, 1, 2], weight=[0.0, 1.0, 0.5])
    return on_a_street([10, 40, 90], [0, 100], nodes, officers_of(2))


def test_importance_greedy_by_hand():
    result = assign_officers(two_officers(), AssignmentSettings(EIGHT, 12, 10, method="importance_greedy"))
    # Node 1 (e³) first, to officer 0 who is there at 40 and not at 60; node 2 then to officer 1 at 10. At 20 officer 1
    # is
    # idle again and takes node 0, 80 minutes away, as officer 0 is on the way.
    assert plan_of(result) == [[(1, 40)], [(2, 10), (0, 100)]]
    assert result.reward == pytest.approx(np.exp(3) + np.exp(2.5) + np.exp(2))
    assert (result.visited, result.officers_used, len(result.unvisited)) == (3, 2, 0)
    assert [route.driving_min for route in result.routes] == [40, 90]
    assert [route.dwell_min for route in result.routes] == [10, 20]
    assert [route.km for route in result.routes] == [40, 90]


def test_distance_greedy_by_hand():
    result = assign_officers(two_officers(), AssignmentSettings(EIGHT, 12, 10, method="distance_greedy"))
    # Each takes the node ten minutes away; at 20 both are idle, and officer 0 is nearer to node 1 (30, not 50).
    assert plan_of(result) == [[(0, 10), (1, 50)], [(2, 10)]]


def test_given_order_by_hand():
    result = assign_officers(two_officers(), AssignmentSettings(EIGHT, 12, 10, method="given_order"))
    # Node 0 to officer 0 (10), node 1 to the only other one (60); at 20 officer 0 is free for node 2.
    assert plan_of(result) == [[(0, 10), (2, 100)], [(1, 60)]]


def test_equally_important_nodes_go_to_who_is_there_first():
    nodes = nodes_of([0, 1])
    problem = on_a_street([10, 95], [0, 100], nodes, officers_of(2))
    assert plan_of(assign_officers(problem, AssignmentSettings(EIGHT))) == [[(0, 10)], [(1, 5)]]


def test_a_call_is_not_known_before_it_comes_in_and_goes_to_the_earlier_arrival():
    # A call of priority 4 at place 2 after 30 minutes; both hotspots are done by 20.
    nodes = nodes_of([0, 1, 2], [HOTSPOT, HOTSPOT, CALL], priority=[1, 1, 4], start=[-inf, -inf, 30])
    problem = on_a_street([10, 90, 97], [0, 100], nodes, officers_of(2))
    result = assign_officers(problem, AssignmentSettings(EIGHT))
    assert plan_of(result) == [[(0, 10)], [(1, 10), (2, 37)]]
    call = result.routes[1].visits[1]
    assert (call.reward, call.factor) == (pytest.approx(4 * np.exp(4)), 1.0)
    assert result.routes[1].legs[1].depart_min == 30


def test_a_late_arrival_earns_its_share():
    # 20 minutes away with priority 3: 0.8.
    nodes = nodes_of([0], CALL, priority=3, start=5)
    result = assign_officers(on_a_street([20], [0], nodes, officers_of(1)), AssignmentSettings(EIGHT))
    visit = result.routes[0].visits[0]
    assert (visit.arrive_min, visit.factor) == (25, 0.8)
    assert result.reward == pytest.approx(0.8 * 3 * np.exp(4))


def test_importance_counts_the_factor_not_only_the_node():
    # An emergency that is too late (priority 5, 20 minutes: 0) is left for the coldspot on the spot.
    nodes = nodes_of([0, 1], [CALL, COLDSPOT], priority=[5, 1], start=[0, -inf])
    result = assign_officers(on_a_street([20, 0], [0], nodes, officers_of(1)), AssignmentSettings(EIGHT))
    assert plan_of(result) == [[(1, 0), (0, 30)]]


def test_visits_begin_within_the_interval_and_once_in_each():
    # One cell, two intervals of an hour: visited at 10 and again when the second opens.
    nodes = nodes_of([0, 0], start=[0, 60], end=[60, 120])
    result = assign_officers(on_a_street([10], [0], nodes, officers_of(1)), AssignmentSettings(EIGHT))
    assert plan_of(result) == [[(0, 10), (1, 60)]]


def test_an_arrival_when_the_interval_ends_is_too_late():
    for end, visits in ((10.0, 0), (10.001, 1)):
        nodes = nodes_of([0], start=0, end=end)
        result = assign_officers(on_a_street([10], [0], nodes, officers_of(1)), AssignmentSettings(EIGHT))
        assert result.visited == visits
        assert result.reason == [NOT_IN_TIME] * (1 - visits)


def test_who_would_arrive_after_the_interval_opens_may_set_out_before():
    nodes = nodes_of([0], start=8, end=100)
    result = assign_officers(on_a_street([10], [0], nodes, officers_of(1)), AssignmentSettings(EIGHT))
    assert plan_of(result) == [[(0, 10)]]


def test_an_idle_officer_sets_out_ahead_of_an_opening():
    nodes = nodes_of([0], start=60, end=100)
    for method in METHODS:
        result = assign_officers(
            on_a_street([50], [0], nodes, officers_of(1)), AssignmentSettings(EIGHT, method=method)
        )
        assert plan_of(result) == [[(0, 60)]]
        assert result.routes[0].legs[0].depart_min == 10
    # Open for less than the drive: waiting for the opening at home would be too late.
    short = on_a_street([50], [0], nodes_of([0], start=60, end=61), officers_of(1))
    assert plan_of(assign_officers(short, AssignmentSettings(EIGHT))) == [[(0, 60)]]


def test_at_the_next_opening_the_method_picks():
    # Both open at 60; the far one is denser, but 30 minutes away.
    nodes = nodes_of([0, 1], weight=[1.0, 0.0], start=60, end=120)
    problem = on_a_street([30, -5], [0], nodes, officers_of(1))
    for method, order, depart in (("importance_greedy", [0, 1], 30), ("distance_greedy", [1, 0], 55)):
        result = assign_officers(problem, AssignmentSettings(EIGHT, method=method))
        assert plan_of(result) == [[(order[0], 60), (order[1], 105)]]
        assert result.routes[0].legs[0].depart_min == depart
    # Each of two officers gets one, and leaves when that is necessary.
    pair = on_a_street([30, -5], [0, 10], nodes, officers_of(2))
    result = assign_officers(pair, AssignmentSettings(EIGHT))
    assert plan_of(result) == [[(1, 60)], [(0, 60)]]
    assert [route.legs[0].depart_min for route in result.routes] == [55, 40]


def test_what_opens_sooner_is_not_left_for_what_is_far_enough_to_set_out_at_once():
    # Node 0 opens at 50, 50 minutes away; node 1, next door, at 20.
    nodes = nodes_of([0, 1], start=[50, 20], end=[200, 40])
    result = assign_officers(on_a_street([50, -5], [0], nodes, officers_of(1)), AssignmentSettings(EIGHT))
    assert plan_of(result) == [[(1, 20), (0, 85)]]


def test_until_an_officer_sets_out_for_an_opening_a_call_may_come_between():
    def answered(moment):
        nodes = nodes_of([0, 1], [HOTSPOT, CALL], start=[60, moment], end=[100, inf])
        problem = on_a_street([30, -5], [0], nodes, officers_of(1))
        return plan_of(assign_officers(problem, AssignmentSettings(EIGHT)))

    # The officer would leave at 30. A call at 20 is answered until 35; the way back takes 35 more.
    assert answered(20) == [[(1, 25), (0, 70)]]
    # A call at 40 finds the officer on the road to the hotspot.
    assert answered(40) == [[(0, 60), (1, 105)]]


def test_traffic_decides_when_to_set_out():
    factors = np.ones(24)
    factors[8] = 2.0
    # Opens at 9:05: five minutes' drive since nine, and fifteen that take thirty before.
    nodes = nodes_of([0], start=65, end=100)
    result = assign_officers(on_a_street([20], [0], nodes, officers_of(1), Traffic(factors)), AssignmentSettings(EIGHT))
    assert plan_of(result) == [[(0, pytest.approx(65))]]
    assert result.routes[0].legs[0].depart_min == pytest.approx(30)


def test_no_visit_ahead_runs_into_a_break_or_past_the_duty():
    nodes = nodes_of([0], start=60, end=100)
    # The visit would last from 60 to 70; the break from 65 on ends at 75.
    rested = on_a_street([20], [0], nodes, officers_of(1, break_on=65, break_min=10))
    assert plan_of(assign_officers(rested, AssignmentSettings(EIGHT))) == [[(0, 95)]]
    gone = on_a_street([20], [0], nodes, officers_of(1, off=69))
    assert assign_officers(gone, AssignmentSettings(EIGHT)).visited == 0


def test_a_cell_that_is_being_visited_is_out_of_the_pool():
    # The second interval of the cell opens at 5; officer 1 could be there at 20 but officer 0 is there from 15 to 25.
    nodes = nodes_of([0, 0], start=[-inf, 5], end=[inf, inf])
    problem = on_a_street([15], [0, 35], nodes, officers_of(2))
    result = assign_officers(problem, AssignmentSettings(EIGHT))
    arrivals = sorted(visit.arrive_min for route in result.routes for visit in route.visits)
    assert len(arrivals) == 2
    assert arrivals[1] >= arrivals[0] + 10


def test_shift_and_duty_end_the_visits():
    nodes = nodes_of([0, 1])
    for off, hours, visits in ((42, 12, 2), (41.9, 12, 1), (720, 0.7, 2), (720, 0.69, 1)):
        problem = on_a_street([10, 22], [0], nodes, officers_of(1, off=off))
        assert assign_officers(problem, AssignmentSettings(EIGHT, hours, 10)).visited == visits


def test_nobody_works_through_a_break():
    # Break from 25 to 55: after node 0 (until 20) node 1 cannot end before it; it begins when the break is over.
    nodes = nodes_of([0, 1])
    problem = on_a_street([10, 22], [0], nodes, officers_of(1, break_on=25, break_min=30))
    assert plan_of(assign_officers(problem, AssignmentSettings(EIGHT))) == [[(0, 10), (1, 67)]]
    # A break from 42 on leaves just enough time.
    later = on_a_street([10, 22], [0], nodes, officers_of(1, break_on=42, break_min=30))
    assert plan_of(assign_officers(later, AssignmentSettings(EIGHT))) == [[(0, 10), (1, 32)]]


def test_officers_come_and_go():
    nodes = nodes_of([0])
    late = on_a_street([10], [0], nodes, officers_of(1, on=100))
    assert plan_of(assign_officers(late, AssignmentSettings(EIGHT))) == [[(0, 110)]]
    early = on_a_street([10], [0], nodes, officers_of(1, on=-300))
    assert plan_of(assign_officers(early, AssignmentSettings(EIGHT))) == [[(0, 10)]]
    gone = on_a_street([10], [0], nodes, officers_of(1, on=-300, off=-1))
    result = assign_officers(gone, AssignmentSettings(EIGHT))
    assert (result.visited, result.officers_used, result.reward) == (0, 0, 0)


def test_more_officers_than_nodes_leaves_the_others_at_home():
    problem = on_a_street([10], [0, 5, 30], nodes_of([0]), officers_of(3))
    result = assign_officers(problem, AssignmentSettings(EIGHT, officer_cost=2))
    assert plan_of(result) == [[], [(0, 5)], []]
    assert result.reward == pytest.approx(np.exp(2) - 2)


def test_each_officer_drives_at_their_own_speed():
    nodes = nodes_of([0])
    place = np.array([10.0, 0.0, 16.0])
    fast, slow = (travel_of(np.abs(place[:, None] - place[None, :]) * minutes) for minutes in (1, 3))
    problem = PatrolProblem(nodes, officers_of(2), np.array([1, 2]), [fast, slow], np.array([0, 1]))
    assert plan_of(assign_officers(problem, AssignmentSettings(EIGHT))) == [[(0, 10)], []]


def test_traffic_of_the_hour_delays():
    factors = np.ones(24)
    factors[8] = 2.0
    problem = on_a_street([10], [0], nodes_of([0]), officers_of(1), Traffic(factors))
    assert plan_of(assign_officers(problem, AssignmentSettings(EIGHT))) == [[(0, 20)]]


def test_without_dwell_on_the_spot_everything_is_visited_at_once():
    nodes = nodes_of([0, 0, 0], start=[0, 0, 0], end=[10, 20, 30])
    result = assign_officers(on_a_street([0], [0], nodes, officers_of(1)), AssignmentSettings(EIGHT, 12, 0))
    assert [visit.arrive_min for visit in result.routes[0].visits] == [0, 0, 0]


def test_islands_are_named_and_dead_ends_not_entered():
    minutes = [[0, inf, 3, 2], [inf, 0, inf, inf], [inf, inf, 0, inf], [2, inf, 4, 0]]
    nodes = nodes_of([0, 1, 2])
    problem = PatrolProblem(nodes, officers_of(1), np.array([3]), [travel_of(minutes)], np.array([0]))
    result = assign_officers(problem, AssignmentSettings(EIGHT))
    assert plan_of(result) == [[(0, 2)]]
    assert (result.unvisited.tolist(), result.reason) == ([1, 2], [CANNOT_REACH, CANNOT_REACH])


def test_the_time_limit_keeps_the_plan_so_far(monkeypatch):
    import patrol_planner.algorithms.plan as plan

    ticks = iter(range(100))
    monkeypatch.setattr(plan.time, "monotonic", lambda: float(next(ticks)))
    problem = on_a_street([10, 20, 30, 40], [0], nodes_of([0, 1, 2, 3]), officers_of(1))
    result = assign_officers(problem, AssignmentSettings(EIGHT, time_limit_s=2.5))
    assert result.stopped
    assert result.visited == 2


def test_a_cancel_ends_the_planning():
    asked = iter([False, False, True])
    problem = on_a_street([10, 20, 30], [0], nodes_of([0, 1, 2]), officers_of(1))
    with pytest.raises(Cancelled):
        assign_officers(problem, AssignmentSettings(EIGHT), Control(should_stop=lambda: next(asked)))


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"names": ["A", "B", "A"]}, "name A occurs more than once"),
        ({"off": [720, 5, 720], "on": [0, 5, 0]}, "P1 goes off duty"),
        ({"break_on": [nan, nan, 60]}, "P2 has a break"),
    ],
)
def test_impossible_officers_are_named(change, text):
    with pytest.raises(PatrolError, match=text):
        officers_of(3, **change)


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"method": "best"}, "must be one of importance_greedy"),
        ({"shift_hours": 0}, "longer than 0 hours"),
        ({"dwell_min": -1}, "0 minutes or more"),
        ({"officer_cost": -1}, "cost of an officer"),
    ],
)
def test_impossible_settings_are_refused(change, text):
    with pytest.raises(PatrolError, match=text):
        AssignmentSettings(EIGHT, **change)


@st.composite
def problems(draw, most_nodes=12, most_officers=4, ways=("all", "some"), apart=False):
    """Random nodes with intervals and calls, officers with duty and breaks, one-way streets, perhaps islands.

    ``apart``: no two nodes at one place.
    """
    places, count = draw(st.integers(1, 6)), draw(st.integers(1, most_nodes))
    count = min(count, places) if apart else count
    team = draw(st.integers(1, most_officers))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    # Quickest ways obey the triangle inequality; the bound rests on nothing else.
    size = places + team
    minutes = rng.choice([0.0, 4.0, 9.5, 20.0, 33.0], (size, size))
    if draw(st.sampled_from(ways)) == "some":
        minutes[rng.random((size, size)) < 0.3] = inf
    np.fill_diagonal(minutes, 0.0)
    for middle in range(size):
        minutes = np.minimum(minutes, minutes[:, middle, None] + minutes[None, middle, :])
    kind = rng.integers(0, 3, count)
    start = np.where(kind == CALL, rng.integers(0, 200, count).astype(float), rng.choice([-inf, 0.0, 60.0], count))
    end = np.where(kind == CALL, inf, np.maximum(start, 0) + rng.choice([30.0, 60.0, inf], count))
    nodes = PatrolNodes(
        rng.permutation(places)[:count] if apart else rng.integers(0, places, count),
        kind,
        rng.choice([0.0, 0.3, 1.2], count),
        np.where(kind == CALL, rng.integers(1, 6, count), 1).astype(float),
        start,
        end,
    )
    on = rng.choice([-30.0, 0.0, 45.0, 300.0], team)
    officers = officers_of(
        team,
        on,
        on + rng.choice([20.0, 120.0, 400.0], team),
        rng.choice([nan, 30.0, 100.0], team),
        rng.choice([15.0, 30.0], team),
    )
    traffic = Traffic(rng.choice([0.5, 1.0, 2.0], 24)) if draw(st.booleans()) else None
    problem = PatrolProblem(
        nodes,
        officers,
        np.arange(places, size),
        [travel_of(minutes), travel_of(minutes * 2)],
        rng.integers(0, 2, team),
        traffic,
    )
    plan = AssignmentSettings(
        EIGHT,
        draw(st.sampled_from([0.5, 2.0, 4.0])),
        draw(st.sampled_from([0.0, 5.0, 12.0])),
        draw(st.sampled_from([0.0, 3.0])),
        draw(st.sampled_from(METHODS)),
        draw(st.integers(0, 3)),
    )
    return problem, plan


@settings(max_examples=300, deadline=None)
@given(problems())
def test_every_plan_keeps_the_rules(case):
    problem, plan = case
    nodes, officers = problem.nodes, problem.officers
    result = assign_officers(problem, plan)
    arrival = (problem.traffic or Traffic.free()).arrival_min
    seen, total, stays = [], 0.0, []
    for officer, route in enumerate(result.routes):
        on, off = max(officers.on_min[officer], 0.0), min(officers.off_min[officer], plan.shift_min)
        rest, rest_min = officers.break_on_min[officer], officers.break_min[officer]
        at, now = problem.home[officer], on
        minutes = problem.travel[problem.speed_class[officer]].minutes
        assert len(route.legs) == len(route.visits)
        for leg, visit in zip(route.legs, route.visits):
            place = nodes.place[visit.stop]
            assert (leg.start, leg.end, leg.stop) == (at, place, visit.stop)
            assert leg.depart_min >= now - 1e-6
            assert leg.arrive_min == pytest.approx(float(arrival(480 + leg.depart_min, minutes[at, place])) - 480)
            assert visit.arrive_min == leg.arrive_min
            assert visit.depart_min == pytest.approx(visit.arrive_min + plan.dwell_min)
            assert visit.depart_min <= off + 1e-5
            assert nodes.start_min[visit.stop] - 1e-5 <= visit.arrive_min < nodes.end_min[visit.stop]
            if nodes.kind[visit.stop] == CALL:
                assert leg.depart_min >= nodes.start_min[visit.stop] - 1e-5, "driven to before it was known"
            else:
                stays.append((place, visit.arrive_min, visit.depart_min))
            if not np.isnan(rest):
                assert visit.depart_min <= rest + 1e-5 or leg.depart_min >= rest + rest_min - 1e-5, (
                    "worked in the break"
                )
            factor = arrival_factor(np.array(visit.arrive_min - nodes.call_min[visit.stop]), nodes.priority[visit.stop])
            full = full_reward(nodes.kind[[visit.stop]], nodes.weight[[visit.stop]], nodes.priority[[visit.stop]])[0]
            assert visit.factor == factor
            assert visit.reward == pytest.approx(full * factor)
            total += visit.reward
            seen.append(visit.stop)
            at, now = place, visit.depart_min
    assert len(set(seen)) == len(seen), "a node twice"
    assert sorted([*seen, *result.unvisited.tolist()]) == list(range(len(nodes))), "a node lost"
    assert result.reward == pytest.approx(
        total - plan.officer_cost * sum(bool(route.visits) for route in result.routes)
    )
    for (place, begin, end), (other, other_begin, other_end) in itertools.combinations(stays, 2):
        assert place != other or end <= other_begin + 1e-5 or other_end <= begin + 1e-5, "two at a cell at once"
    again = assign_officers(problem, plan)
    assert [route.visits for route in again.routes] == [route.visits for route in result.routes]
    assert result.reward <= reward_bound(problem, plan) * (1 + 1e-9) + 1e-9


@settings(max_examples=300, deadline=None)
@given(problems(apart=True))
def test_nobody_idle_at_the_end_could_have_made_one_more_visit(case):
    # Where no two nodes share a cell, which could be in use, idle officers leave nothing that they could be at in time.
    problem, plan = case
    result = assign_officers(problem, plan)
    nodes, officers = problem.nodes, problem.officers
    arrival = (problem.traffic or Traffic.free()).arrival_min
    for node, reason in zip(result.unvisited.tolist(), result.reason):
        if reason == CANNOT_REACH:
            continue
        for officer, route in enumerate(result.routes):
            at = nodes.place[route.visits[-1].stop] if route.visits else problem.home[officer]
            free = route.visits[-1].depart_min if route.visits else max(officers.on_min[officer], 0.0)
            off = min(officers.off_min[officer], plan.shift_min)
            rest = officers.break_on_min[officer]
            # Who keeps a node for another, whom a call then takes away, may be too late for it.
            meant_for_another = nodes.start_min[node] > free and (nodes.kind == CALL).any()
            if not np.isnan(rest) or free >= off or meant_for_another:
                continue
            minutes = problem.travel[problem.speed_class[officer]].minutes[at, nodes.place[node]]
            there = max(float(arrival(480 + free, minutes)) - 480, nodes.start_min[node])
            assert there >= nodes.end_min[node] - 1e-5 or there + plan.dwell_min > off - 1e-5


def best_by_brute_force(problem, plan):
    """The best objective over all orders and divisions of the nodes, each officer setting out at the best moment.

    Without traffic, without breaks and with one speed: officers go as early as they can, or wait for a node to open.
    """
    nodes, officers = problem.nodes, problem.officers
    full = full_reward(nodes.kind, nodes.weight, nodes.priority)

    def earn(officer, order):
        minutes = problem.travel[problem.speed_class[officer]].minutes
        now, at, total = max(officers.on_min[officer], 0.0), problem.home[officer], 0.0
        off = min(officers.off_min[officer], plan.shift_min)
        for node in order:
            place = nodes.place[node]
            if nodes.kind[node] == CALL:
                now = max(now, nodes.start_min[node])
            there = max(now + minutes[at, place], nodes.start_min[node])
            if there >= nodes.end_min[node] or there + plan.dwell_min > off:
                return -inf
            total += full[node] * float(arrival_factor(np.array(there - nodes.call_min[node]), nodes.priority[node]))
            now, at = there + plan.dwell_min, place
        return total - plan.officer_cost * bool(order)

    best = 0.0
    team = len(officers)
    for owner in itertools.product(range(team + 1), repeat=len(nodes)):
        total = 0.0
        for officer in range(team):
            mine = [node for node in range(len(nodes)) if owner[node] == officer]
            total += max(earn(officer, order) for order in itertools.permutations(mine))
        best = max(best, total)
    return best


@settings(max_examples=120, deadline=None)
@given(problems(most_nodes=4, most_officers=2, ways=("all",)))
def test_no_plan_at_all_exceeds_the_bound(case):
    problem, plan = case
    problem = PatrolProblem(
        problem.nodes,
        officers_of(len(problem.officers), problem.officers.on_min, problem.officers.off_min),
        problem.home,
        problem.travel,
        problem.speed_class,
    )
    best = best_by_brute_force(problem, plan)
    bound = reward_bound(problem, plan)
    assert best <= bound * (1 + 1e-9) + 1e-9
    assert assign_officers(problem, plan).reward <= best + 1e-6


def test_the_bound_is_met_where_nothing_competes():
    # 30 minutes: two visits of ten with five to drive to each, out of three equal nodes.
    problem = on_a_street([5, 10, 15], [0], nodes_of([0, 1, 2]), officers_of(1, off=30))
    assert reward_bound(problem, AssignmentSettings(EIGHT)) == pytest.approx(2 * np.exp(2))
    assert assign_officers(problem, AssignmentSettings(EIGHT)).reward == pytest.approx(2 * np.exp(2))
    costly = AssignmentSettings(EIGHT, officer_cost=100)
    assert reward_bound(problem, costly) == 0.0
