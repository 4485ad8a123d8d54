"""The route of most priority: exact where few fit, not below its starts, and what must be visited first."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from routecases import EIGHT, best_by_trying, check_route, on_a_street, problems, ruled_problems, stops_of, travel_of

from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.errors import Cancelled, PatrolError
from patrol_planner.algorithms.roads.traffic import Traffic
from patrol_planner.algorithms.route.localsearch import LocalSearch, SearchSettings
from patrol_planner.algorithms.route.nearest import ByPriority, Nearest
from patrol_planner.algorithms.route.orienteering import Orienteering, worth_of
from patrol_planner.algorithms.route.plan import CLOSED, DOES_NOT_FIT, MUST_DOES_NOT_FIT, Deadline
from patrol_planner.algorithms.route.planners import OPTIMAL, PLANNERS
from patrol_planner.algorithms.route.route import RouteProblem, RouteSettings
from patrol_planner.algorithms.route.schedule import Schedule
from patrol_planner.algorithms.route.stops import StopRules

QUICK = SearchSettings(steps=40, patience=2)


def scattered(count, seed, hours=3.0, traffic=None, rules=None, **plan):
    draw = np.random.default_rng(seed)
    x, y = draw.uniform(0, 60, (2, count + 1))
    minutes = np.hypot(x[:, None] - x, y[:, None] - y)
    stops = stops_of(x[:count], draw.integers(1, 9, count), y[:count])
    return RouteProblem(stops, travel_of(minutes), traffic, rules=rules), RouteSettings(EIGHT, count, hours, 5, **plan)


def searched(case, seed=1, search=QUICK):
    """The round of the search alone, without the exact method."""
    schedule = Schedule(*case)
    search = LocalSearch(schedule, worth_of(schedule), seed, search)
    search.run(None, np.inf, Deadline(None), Control())
    return search


def test_it_is_the_default_and_begins_with_every_other_planner():
    assert PLANNERS[0].word == OPTIMAL
    assert len(PLANNERS[0].load().starts) == len(PLANNERS)


@settings(max_examples=40, deadline=None)
@given(problem=problems())
def test_the_route_is_drivable_and_the_best(problem):
    stops, travel, traffic, plan = problem
    case = RouteProblem(stops, travel, traffic), plan
    route = PLANNERS[0].load().plan(*case)
    check_route(route, travel, traffic, plan, len(stops))
    assert route.bound == pytest.approx(route.score)
    assert route.gap_percent == pytest.approx(0)
    best, _ = best_by_trying(Schedule(*case), stops.priority)
    assert route.score == pytest.approx(best)


@settings(max_examples=40, deadline=None)
@given(case=ruled_problems())
def test_what_must_be_visited_is_whenever_any_route_has_it(case):
    problem, plan = case
    schedule = Schedule(problem, plan)
    route = PLANNERS[0].load().plan(problem, plan)
    best, _ = best_by_trying(schedule, worth_of(schedule))
    assert worth_of(schedule)[[visit.stop for visit in route.visits]].sum() == pytest.approx(best)
    no_other_reason = np.array([why is None for why in schedule.why_not])
    musts = set(np.flatnonzero((schedule.must > 0) & no_other_reason)) - {visit.stop for visit in route.visits}
    assert musts == {skip.stop for skip in route.skipped if skip.reason == MUST_DOES_NOT_FIT}


@settings(max_examples=40, deadline=None)
@given(case=ruled_problems())
def test_the_search_alone_gives_rounds_that_fit(case):
    found = searched(case).best
    schedule = found.schedule
    assert schedule.fits(found.order) or not found.order
    assert schedule.can[found.order].all()
    value, _ = best_by_trying(schedule, worth_of(schedule))
    assert worth_of(schedule)[found.order].sum() <= value + 1e-6


@pytest.mark.parametrize("traffic", [None, Traffic(np.where(np.arange(24) == 9, 2.0, 1.0))])
def test_the_search_alone_finds_the_best_of_eight_stops(traffic):
    for seed in range(5):
        case = scattered(8, seed, 1.5, traffic, return_to_start=True)
        schedule = Schedule(*case)
        value, home = best_by_trying(schedule, worth_of(schedule))
        found = searched(case, search=SearchSettings(steps=200, patience=3))
        assert found.value(found.best) == value
        assert found.best.home == pytest.approx(home)


def test_many_stops_are_searched_with_a_bound_and_never_worse_than_the_starts():
    for seed in range(3):
        case = scattered(40, seed, 4.0, return_to_start=True)
        route = Orienteering((Nearest().plan, ByPriority().plan), QUICK).plan(*case)
        assert route.score >= max(Nearest().plan(*case).score, ByPriority().plan(*case).score)
        assert not route.stopped
        assert route.bound >= route.score
        assert 0 <= route.gap_percent < 40
        assert {skip.reason for skip in route.skipped} == {DOES_NOT_FIT}


def test_all_stops_that_fit_into_the_shift_are_visited_and_over_early():
    case = scattered(30, 5, 24.0, return_to_start=True)
    route = Orienteering((Nearest().plan,)).plan(*case)
    assert len(route.visits) == 30
    assert (route.gap_percent, route.bound) == (0, route.score)
    # A tour of 30 places in a square of 60 is some 0.7124 · √(30 · 3600) long (Beardwood, Halton & Hammersley 1959).
    assert route.driving_min < 1.25 * 0.7124 * np.sqrt(31 * 3600)
    assert route.driving_min < Nearest().plan(*case).driving_min


def test_equal_seed_equal_route():
    case = scattered(40, 3, 4.0)
    orders = [[visit.stop for visit in Orienteering((), QUICK).plan(*case).visits] for _ in range(2)]
    assert orders[0] == orders[1]
    # What is drawn is drawn with the seed.
    brief = SearchSettings(steps=1, patience=1)
    assert len({tuple(searched(case, seed, brief).best.order) for seed in range(5)}) > 1


def test_what_must_be_visited_comes_before_priority():
    # Both far ones take the shift; the near ones are worth more.
    stops = stops_of([1, 2, 40, -40], priority=[9, 9, 1, 1])
    rules = StopRules.none(4)
    rules.must[2] = 1
    plan = RouteSettings(EIGHT, 4, 0.9, 10)
    route = Orienteering().plan(RouteProblem(stops, on_a_street(stops.x, 0), rules=rules), plan)
    assert [visit.stop for visit in route.visits] == [2] or {visit.stop for visit in route.visits} > {2}
    assert 2 in {visit.stop for visit in route.visits}
    rules.must[3] = 1
    route = Orienteering().plan(RouteProblem(stops, on_a_street(stops.x, 0), rules=rules), plan)
    reasons = {skip.stop: skip.reason for skip in route.skipped}
    assert sorted([reasons.get(2, ""), reasons.get(3, "")]) == ["", MUST_DOES_NOT_FIT]


def test_an_opening_is_waited_for_only_when_it_pays():
    stops = stops_of([5, 10], priority=[1, 5])
    rules = StopRules.none(2)
    rules.open_min[1], rules.close_min[1] = 0, 20
    case = RouteProblem(stops, on_a_street(stops.x, 0), rules=rules), RouteSettings(EIGHT, 2, 8, 10)
    # B closes 20 minutes from now: A first would be too late.
    assert [visit.stop for visit in Orienteering().plan(*case).visits] == [1, 0]
    rules.close_min[1] = 19
    route = Orienteering().plan(*case)
    assert [(skip.stop, skip.reason) for skip in route.skipped] == [(1, CLOSED)]


def test_priorities_of_nothing_count_all_the_same():
    stops = stops_of([5, -4, 2], priority=[0, 0, 0])
    route = Orienteering().plan(RouteProblem(stops, on_a_street(stops.x, 0)), RouteSettings(EIGHT, 3, 8, 10))
    assert len(route.visits) == 3
    assert (route.score, route.gap_percent) == (0, 0)


@pytest.mark.parametrize("lack", [PatrolError("There are no probabilities."), ImportError("no skfuzzy")])
def test_a_start_that_lacks_what_it_needs_is_passed_over(lack):
    def needy(problem, settings, control):
        raise lack

    case = scattered(5, 1)
    assert Orienteering((needy,)).plan(*case).score == Orienteering().plan(*case).score


def test_the_time_limit_keeps_the_best_so_far(monkeypatch):
    import patrol_planner.algorithms.route.plan as plan

    ticks = iter(range(10_000))
    monkeypatch.setattr(plan.time, "monotonic", lambda: float(next(ticks)))
    problem, settings = scattered(40, 3, 4.0)
    route = Orienteering((Nearest().plan,)).plan(problem, replace(settings, time_limit_s=100))
    assert route.stopped
    assert route.score >= Nearest().plan(problem, settings).score
    assert route.bound is None or route.bound >= route.score


def test_no_start_takes_the_time_of_the_others(monkeypatch):
    import patrol_planner.algorithms.route.plan as plan

    now = [0.0]
    monkeypatch.setattr(plan.time, "monotonic", lambda: now[0])
    lefts = []

    def slow(problem, settings, control):
        # It takes all that it is given.
        lefts.append(settings.due().left())
        now[0] += lefts[-1]
        return Nearest().plan(problem, replace(settings, deadline=None))

    problem, settings = scattered(40, 3, 4.0)
    now[0] = 7.0
    route = Orienteering((slow, slow)).plan(problem, replace(settings, deadline=Deadline(8.0)))
    assert lefts == [4.0, 2.0]
    assert route.score >= Nearest().plan(problem, settings).score


def test_a_cancel_ends_the_planning():
    asked = iter([False] * 20 + [True] * 10)
    with pytest.raises(Cancelled):
        Orienteering((Nearest().plan,)).plan(*scattered(40, 3, 4.0), Control(should_stop=lambda: next(asked)))
