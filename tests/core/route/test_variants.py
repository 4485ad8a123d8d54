"""Routes unlike each other and about as good: by hand, the bound in every case, and against every order there is."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from routecases import EIGHT, check_route, on_a_street, problems, ruled_problems, stops_of, travel_of

from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.errors import Cancelled, PatrolError
from patrol_planner.algorithms.route import variants
from patrol_planner.algorithms.route.entropy import visit_entropy
from patrol_planner.algorithms.route.nearest import ByPriority, Nearest
from patrol_planner.algorithms.route.plan import DOES_NOT_FIT
from patrol_planner.algorithms.route.repair import filled
from patrol_planner.algorithms.route.revisits import with_revisits
from patrol_planner.algorithms.route.rounds import Round
from patrol_planner.algorithms.route.route import RouteProblem, RouteSettings
from patrol_planner.algorithms.route.schedule import Schedule
from patrol_planner.algorithms.route.variantpool import unlike
from patrol_planner.algorithms.route.variants import varied

nan = np.nan


def order_of(route):
    return tuple(visit.stop for visit in route.visits)


def arrivals(route, count):
    times = np.full(count, nan)
    for visit in route.visits:
        times[visit.stop] = visit.arrive_min
    return times


def on_street(x, priority=None, **plan):
    given = {"departure": EIGHT, "start": len(x), "shift_hours": 8, "dwell_min": 10, **plan}
    problem = RouteProblem(stops_of(x, priority), on_a_street(x, 0))
    return Schedule(problem, RouteSettings(**given)), Nearest().plan(problem, RouteSettings(**given))


def test_how_unlike_routes_are_by_hand():
    one, other = np.array([0.0, 30.0, nan, nan]), np.array([15.0, 300.0, 5.0, nan])
    # A quarter of an hour of a full hour, more than an hour, on one only, on neither.
    assert unlike(one, other, np.array([4.0, 1, 1, 2])) == pytest.approx((4 * 0.25 + 1 + 1) / 8)
    assert unlike(one, other, np.zeros(4)) == pytest.approx((0.25 + 1 + 1) / 4)
    assert unlike(one, one, np.ones(4)) == 0


def test_two_stops_can_be_driven_in_two_orders():
    schedule, route = on_street([5, -5])
    said = []
    found = varied(schedule, route, 3, 0, Control(warn=said.append))
    assert [order_of(one) for one in found.routes] == [order_of(route), order_of(route)[::-1]]
    assert (found.best, found.least, found.complete) == (2, 2, True)
    assert said == ["There are only 2 different routes within 0 % of the best score."]
    assert varied(schedule, route, 2, 0, Control(warn=pytest.fail)).routes == found.routes


def test_the_planned_route_is_first_if_it_is_good_enough_else_the_best_found():
    # Nearest takes A at 1 and B at 2, and has no time for C at −30, worth 10.
    schedule, route = on_street([1, 2, -30], [1, 1, 10], shift_hours=43 / 60)
    assert route.score == 2
    found = varied(schedule, route, 2, 10)
    assert [order_of(one) for one in found.routes] == [(2,)]
    assert found.best == 10
    loose = varied(schedule, route, 2, 80)
    assert order_of(loose.routes[0]) == order_of(route)
    assert loose.least == pytest.approx(2)


def test_variants_stay_different_with_revisits():
    # The planned route leaves B out, which fits; with revisits it is put in.
    schedule, _ = on_street([5, 10, -5, 20, -12, 7, -9], revisit_min=60)
    planned = schedule.route([0, 2, 3, 4, 5, 6], DOES_NOT_FIT)
    found = varied(schedule, planned, 3, 100)
    assert order_of(found.routes[0]) == tuple(filled(schedule, order_of(planned), np.arange(7)))
    orders = [order_of(with_revisits(schedule, route)) for route in found.routes]
    assert len(set(orders)) == 3
    assert all(len(set(order)) == 7 < len(order) for order in orders)


def test_one_route_is_the_planned_one():
    schedule, route = on_street([5, -5])
    assert varied(schedule, route, 1, 5).routes == [route]


def test_wrong_values_are_refused():
    schedule, route = on_street([5, -5])
    with pytest.raises(PatrolError, match="1 or more, not 0"):
        varied(schedule, route, 0, 5)
    for wrong in (-1, 101, nan):
        with pytest.raises(PatrolError, match="0 to 100"):
            varied(schedule, route, 2, wrong)


def ringed(count, seed=3, **plan):
    """Stops in a town of 30 minutes across, the start in the middle, priorities 1 to 9."""
    rng = np.random.default_rng(seed)
    xy = np.vstack([rng.uniform(0, 30, (count, 2)), [[15, 15]]])
    travel = travel_of(np.hypot(*(xy[:, None] - xy[None, :]).transpose(2, 0, 1)))
    problem = RouteProblem(stops_of([0] * count, rng.integers(1, 10, count)), travel)
    wanted = RouteSettings(**{"departure": EIGHT, "start": count, "dwell_min": 10, **plan})
    return problem, wanted


def test_a_town_of_twenty_stops_has_five_routes_that_nobody_can_predict(monkeypatch):
    monkeypatch.setattr(variants, "_ROUNDS", 40)
    problem, wanted = ringed(20)
    schedule = Schedule(problem, wanted)
    planned = Nearest().plan(problem, wanted)
    found = varied(schedule, planned, 5, 5)
    assert len({order_of(route) for route in found.routes}) == 5
    assert all(route.score >= found.best * 0.95 - 1e-9 for route in found.routes)
    assert found.best >= planned.score
    for route in found.routes:
        check_route(route, problem.travel, None, wanted, 20)
    entropy = visit_entropy(found.routes, problem.stops.priority, EIGHT)
    # Of five routes of which each is drawn equally often, nobody guesses less than one in five.
    assert entropy.relative > 0.85
    assert 0.2 <= entropy.guessed < 0.35
    again = varied(schedule, planned, 5, 5)
    assert [order_of(route) for route in again.routes] == [order_of(route) for route in found.routes]
    other = varied(Schedule(problem, replace(wanted, seed=2)), planned, 5, 5)
    assert [order_of(route) for route in other.routes] != [order_of(route) for route in found.routes]


def test_a_short_shift_has_fewer_stops_than_there_are_and_every_route_is_full():
    problem, wanted = ringed(40, shift_hours=4, return_to_start=True)
    schedule = Schedule(problem, wanted)
    planned = ByPriority().plan(problem, wanted)
    found = varied(schedule, planned, 4, 10)
    assert len(found.routes) == 4
    assert found.best > planned.score
    for route in found.routes:
        check_route(route, problem.travel, None, wanted, 40)
        if order_of(route) != order_of(planned):
            others = np.array([skip.stop for skip in route.skipped])
            assert np.isinf(Round(schedule, order_of(route)).delays(others)).all()


def test_it_stops_when_asked_and_at_the_time_limit():
    problem, wanted = ringed(12, time_limit_s=1e-9)
    planned = Nearest().plan(problem, replace(wanted, time_limit_s=None))
    assert varied(Schedule(problem, wanted), planned, 3, 5).stopped
    calls = iter(range(100))
    with pytest.raises(Cancelled):
        varied(
            Schedule(problem, replace(wanted, time_limit_s=None)),
            planned,
            3,
            5,
            Control(should_stop=lambda: next(calls) > 0),
        )


def full_orders(schedule):
    """Every order into which no more stop fits, tried one by one."""
    able = np.flatnonzero(schedule.can).tolist()
    found = [
        order for size in range(len(able) + 1) for order in itertools.permutations(able, size) if schedule.fits(order)
    ]
    less = {order[:turn] + order[turn + 1 :] for order in found for turn in range(len(order))}
    return [order for order in found if order and order not in less]


@settings(max_examples=100, deadline=None)
@given(
    case=ruled_problems(),
    planner=st.sampled_from([Nearest(), ByPriority()]),
    count=st.integers(2, 6),
    within=st.sampled_from([0.0, 10.0, 50.0, 100.0]),
    tried=st.sampled_from([0, 6]),
)
def test_every_variant_is_within_the_bound_and_keeps_every_rule(case, planner, count, within, tried):
    problem, plan = case
    schedule = Schedule(problem, plan)
    planned = planner.plan(problem, plan)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(variants, "ALL_TRIED", tried)
        patch.setattr(variants, "_ROUNDS", 8)
        found = varied(schedule, planned, count, within)
    orders = [order_of(route) for route in found.routes]
    assert 1 <= len(orders) <= count
    assert len(set(orders)) == len(orders)
    musts = {stop for stop in order_of(planned) if problem.rules.must[stop] > 0}
    for route in found.routes:
        assert schedule.fits(order_of(route)) or not route.visits
        assert route.score >= found.best * (1 - within / 100) - 1e-9
        assert musts <= set(order_of(route))
        assert sorted([*order_of(route), *(skip.stop for skip in route.skipped)]) == list(range(len(problem.stops)))
    assert found.best >= planned.score - 1e-9
    assert order_of(planned) == orders[0] or planned.score < found.least


@settings(max_examples=60, deadline=None)
@given(problem=problems(), within=st.sampled_from([0.0, 20.0, 100.0]))
def test_of_few_stops_the_second_is_the_one_most_unlike_the_first(problem, within):
    stops, travel, traffic, plan = problem
    schedule = Schedule(RouteProblem(stops, travel, traffic), plan)
    if schedule.can.sum() > 5:
        return
    planned = Nearest().plan(schedule.problem, plan)
    every = list(dict.fromkeys([order_of(planned), *full_orders(schedule)]))
    best = max(stops.priority[list(order)].sum() for order in every)
    good = [order for order in every if stops.priority[list(order)].sum() >= best * (1 - within / 100) - 1e-12]
    found = varied(schedule, planned, 2, within)
    assert found.complete
    assert found.best == pytest.approx(best)
    assert len(found.routes) == min(2, len(good))
    assert len(varied(schedule, planned, 1000, within).routes) == len(good)
    if len(good) > 1:
        seen = sorted({stop for order in good for stop in order})
        weight = stops.priority[seen]
        times = {order: arrivals(schedule.route(order, DOES_NOT_FIT), len(stops))[seen] for order in good}
        first, second = (order_of(route) for route in found.routes)
        most = max(unlike(times[order], times[first], weight) for order in good if order != first)
        assert unlike(times[second], times[first], weight) == pytest.approx(most)
