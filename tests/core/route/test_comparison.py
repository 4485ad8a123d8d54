"""Methods side by side: the same travel times, a bounded time each, and a method that fails."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from routecases import EIGHT, on_a_street, stops_of

from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.errors import Cancelled, PatrolError
from patrol_planner.algorithms.methods import Method
from patrol_planner.algorithms.route.comparison import compare, least_bound, mean_probability
from patrol_planner.algorithms.route.planners import BASELINE, LISTED, PLANNERS
from patrol_planner.algorithms.route.route import RouteProblem, RouteSettings
from patrol_planner.algorithms.route.schedule import Schedule
from patrol_planner.algorithms.route.stops import StopProbabilities, StopRules

X, PRIORITY = [30, 10, 20], [1, 5, 3]


def problem_and(rules=None, probabilities=None, **plan):
    problem = RouteProblem(stops_of(X, PRIORITY), on_a_street(X, 0), probabilities=probabilities, rules=rules)
    return problem, RouteSettings(**{"departure": EIGHT, "start": 3, "dwell_min": 10, **plan})


def orders(found):
    return {one.method.word: [visit.stop for visit in one.route.visits] for one in found if one.route}


def test_each_method_plans_the_same_problem():
    problem, plan = problem_and()
    found = compare(problem, plan, [*PLANNERS, BASELINE, LISTED], 5.0, Control())
    routes = orders(found)
    assert [one.method.word for one in found] == [*(method.word for method in PLANNERS), "by_priority", "listed"]
    assert (routes["nearest"], routes["by_priority"], routes["listed"]) == ([1, 2, 0], [1, 2, 0], [0, 1, 2])
    assert all(one.seconds >= 0 for one in found)
    assert next(one for one in found if one.method.word == "listed").route.km == pytest.approx(30 + 20 + 10)


def test_the_order_of_the_layer_passes_over_what_does_not_fit_and_keeps_what_must_be():
    problem, plan = problem_and(shift_hours=60 / 60)
    # 30 and 10 minutes: the next, 20 back, 10 there, would end at 70; the last ends at 60.
    assert orders(compare(problem, plan, [LISTED], 5.0, Control())) == {"listed": [0, 2]}
    rules = StopRules.none(3)
    rules.must[:] = [0, 1, -1]
    problem, plan = problem_and(rules, shift_hours=70 / 60)
    assert orders(compare(problem, plan, [LISTED], 5.0, Control())) == {"listed": [0, 1]}


class Noting:
    weakness = ""

    def __init__(self, do=lambda: None):
        self.limits, self.do = [], do

    def plan(self, problem, settings, control=None):
        self.limits.append(settings.time_limit_s)
        control.warn("not of the plan")
        self.do()
        return LISTED.load().plan(problem, settings, control)


def test_each_has_so_many_seconds_and_says_nothing():
    noting, said = Noting(), []
    methods = [Method("noting", "Noting", "", lambda: noting)]
    control = Control(warn=said.append)
    for limit in (None, 60.0, 0.5):
        problem, plan = problem_and(time_limit_s=limit)
        compare(problem, plan, methods, 2.0, control)
    assert (noting.limits, said) == ([2.0, 2.0, 0.5], [])


def test_a_method_that_fails_is_told_of_and_a_cancel_ends_all():
    def fail():
        raise PatrolError("it takes at most {n} stops", n=2)

    def lack():
        import no_such_package  # noqa: F401

    def stop():
        raise Cancelled("stopped")

    problem, plan = problem_and()
    broken = Method("broken", "Broken", "", lambda: Noting(fail))
    found = compare(problem, plan, [broken, LISTED], 5.0, Control())
    assert (found[0].route, found[0].why_not) == (None, "it takes at most 2 stops")
    assert found[1].route is not None
    bare = Method("bare", "Bare", "", lambda: Noting(lack))
    found = compare(problem, plan, [bare, LISTED], 5.0, Control())
    assert found[0].why_not == "the Python package no_such_package is missing" and found[1].route is not None
    with pytest.raises(Cancelled):
        compare(problem, plan, [Method("stops", "Stops", "", lambda: Noting(stop))], 5.0, Control())


def test_the_most_that_can_be_collected_leaves_out_what_cannot_be_visited():
    rules = StopRules.none(3)
    rules.must[:] = [0, -1, 0]
    rules.close_min[2] = 29
    assert least_bound(Schedule(*problem_and(rules)), []) == 1
    assert least_bound(Schedule(*problem_and()), []) == 9


def test_a_bound_that_a_planner_has_proven_is_lower():
    problem, plan = problem_and(shift_hours=1)
    route = compare(problem, plan, [LISTED], 5.0, Control())[0].route
    assert route.score == 4
    schedule = Schedule(problem, plan)
    assert least_bound(schedule, [route]) == 9
    proven = replace(route, bound=8.0)
    assert least_bound(schedule, [route, proven]) == 8
    # None lies below a route there is.
    assert least_bound(schedule, [replace(route, bound=3.0)]) == 4


def test_the_mean_probability_is_that_of_the_legs_to_stops():
    prob = np.zeros((3, 7, 24))
    # A Friday: the first leg leaves at 8, the third at 9.
    prob[0, 4, 8], prob[1, 4, 8], prob[2, 4, 9] = 0.5, 0.25, 0.9
    problem, plan = problem_and(probabilities=StopProbabilities(prob), return_to_start=True)
    route = compare(problem, plan, [LISTED], 5.0, Control())[0].route
    assert len(route.legs) == 4
    # 8:00 to the first, 8:40 to the second, 9:10 to the third.
    assert mean_probability(problem, plan, route) == pytest.approx((0.5 + 0.25 + 0.9) / 3)
    assert np.isnan(mean_probability(*problem_and(), route))
