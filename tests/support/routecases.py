"""Stops on a street, random problems of one route, and what must hold for every route."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import strategies as st

from patrol_planner.algorithms.errors import PatrolError
from patrol_planner.algorithms.roads.traffic import Traffic
from patrol_planner.algorithms.roads.travel import StraightWays, TravelTimes
from patrol_planner.algorithms.route.nearest import ByPriority, Nearest
from patrol_planner.algorithms.route.plan import ON_TIME_MIN, Clock
from patrol_planner.algorithms.route.route import Route, RouteProblem, RouteSettings
from patrol_planner.algorithms.route.schedule import Schedule
from patrol_planner.algorithms.route.stops import StopRules, Stops

EIGHT = np.datetime64("2024-05-31T08:00:00")
inf = np.inf


def stops_of(x, priority=None, y=None):
    count = len(x)
    names = np.array([chr(65 + i % 26) + str(i // 26 or "") for i in range(count)], dtype=object)
    return Stops(
        np.array(x, dtype=float),
        np.zeros(count) if y is None else np.array(y, dtype=float),
        np.ones(count) if priority is None else np.array(priority, dtype=float),
        names,
    )


def travel_of(minutes):
    """Travel times from a matrix of minutes; 1 km per minute."""
    minutes = np.array(minutes, dtype=float)
    np.fill_diagonal(minutes, 0.0)
    return TravelTimes(minutes, minutes * 1000, np.zeros(len(minutes)), StraightWays(np.zeros((len(minutes), 2))))


def on_a_street(x, start):
    """Travel times along a straight street, one minute per unit; the last place is the start."""
    place = np.array([*x, start], dtype=float)
    return travel_of(np.abs(place[:, None] - place[None, :]))


def planned(planner, stops, travel, traffic, settings, control=None):
    return planner.plan(RouteProblem(stops, travel, traffic), settings, control)


def plan_nearest(*case):
    return planned(Nearest(), *case)


def plan_by_priority(*case):
    return planned(ByPriority(), *case)


def check_route(route: Route, travel, traffic, plan_settings, count):
    """What must hold for every route, worked out from the travel times alone."""
    begin = Clock(plan_settings.departure).start_min_of_day
    shift = plan_settings.shift_hours * 60
    seen = [visit.stop for visit in route.visits]
    assert len(set(seen)) == len(seen), "a stop twice"
    assert sorted(seen + [skip.stop for skip in route.skipped]) == list(range(count)), "a stop lost"
    at, now = plan_settings.start, 0.0
    legs = list(route.legs)
    for visit in route.visits:
        if at != visit.stop:
            leg = legs.pop(0)
            assert (leg.start, leg.end, leg.stop) == (at, visit.stop, visit.stop)
            assert leg.depart_min == pytest.approx(now)
            free = travel.minutes[at, visit.stop]
            expected = now + free if traffic is None else float(traffic.arrival_min(begin + now, free)) - begin
            assert leg.arrive_min == pytest.approx(expected)
            assert leg.metres == travel.metres[at, visit.stop]
            now = leg.arrive_min
        assert visit.arrive_min == pytest.approx(now)
        now = visit.depart_min
        assert now == pytest.approx(visit.arrive_min + plan_settings.dwell_min)
        at = visit.stop
    if plan_settings.return_to_start and at != plan_settings.start:
        back = legs.pop(0)
        assert (back.start, back.end, back.stop) == (at, plan_settings.start, -1)
        now = back.arrive_min
    assert not legs
    assert now <= shift + 1e-6, "past the end of the shift"


def worked_out(problem, plan, order):
    """The moments each stay of an order ends, minute arithmetic apart from the code tested; None where it fails."""
    begin = Clock(plan.departure).start_min_of_day
    factors = Traffic.free() if problem.traffic is None else problem.traffic
    off = plan.break_on_min + plan.break_min
    pause = plan.break_min > 0 and plan.break_on_min < inf

    def drive(at, to, free):
        def there(moment):
            return float(factors.arrival_min(begin + moment, problem.travel.minutes[at, to])) - begin

        if pause and free < off and there(free) > plan.break_on_min + ON_TIME_MIN:
            return there(off)
        return there(free)

    at, now, ends = plan.start, 0.0, []
    for stop in order:
        rules = problem.rules
        dwell = plan.dwell_min if np.isnan(rules.dwell_min[stop]) else rules.dwell_min[stop]
        now = max(drive(at, stop, now), -inf if np.isnan(rules.open_min[stop]) else rules.open_min[stop])
        if pause and now < off and now + dwell > plan.break_on_min + ON_TIME_MIN:
            now = off
        now += dwell
        close = inf if np.isnan(rules.close_min[stop]) else rules.close_min[stop]
        if not now <= min(close, plan.shift_hours * 60) + ON_TIME_MIN:
            return None
        ends.append(now)
        at = stop
    if plan.last_place is not None and not drive(at, plan.last_place, now) <= plan.shift_hours * 60 + ON_TIME_MIN:
        return None
    return ends


@st.composite
def problems(draw):
    """Random directed travel times (some ways missing), settings and perhaps traffic."""
    count = draw(st.integers(1, 7))
    minute = st.one_of(st.floats(0, 90), st.sampled_from([0.0, 5.0, 10.0, inf]))
    minutes = np.array(draw(st.lists(minute, min_size=(count + 1) ** 2, max_size=(count + 1) ** 2)))
    minutes = minutes.reshape(count + 1, count + 1)
    # Quickest ways: none is longer than by another place.
    for middle in range(count + 1):
        minutes = np.minimum(minutes, minutes[:, middle, None] + minutes[None, middle, :])
    priority = draw(st.lists(st.sampled_from([0.0, 1.0, 2.5]), min_size=count, max_size=count))
    traffic = draw(st.none() | st.lists(st.sampled_from([0.5, 1.0, 2.0]), min_size=24, max_size=24))
    plan = RouteSettings(
        EIGHT + np.timedelta64(draw(st.integers(0, 86399)), "s"),
        draw(st.integers(0, count)),
        draw(st.floats(0.1, 12)),
        draw(st.sampled_from([0.0, 7.5, 30.0])),
        draw(st.booleans()),
        draw(st.integers(0, 5)),
    )
    return (
        stops_of([0] * count, priority),
        travel_of(minutes),
        None if traffic is None else Traffic(np.array(traffic)),
        plan,
    )


@st.composite
def ruled_problems(draw):
    """The same with what stops may ask for, a last place and a break, as (problem, settings)."""
    stops, travel, traffic, plan = draw(problems())
    count = len(stops)

    def each(value):
        return np.array(draw(st.lists(value, min_size=count, max_size=count)), dtype=float)

    opens = each(st.sampled_from([np.nan, 0.0, 60.0, 200.0]))
    rules = StopRules(
        each(st.sampled_from([np.nan, 0.0, 20.0])),
        opens,
        np.where(np.isnan(opens), 0.0, opens) + each(st.sampled_from([np.nan, 30.0, 120.0])),
        each(st.sampled_from([0, 0, 1, -1])).astype(np.int8),
    )
    end = None if plan.return_to_start else draw(st.none() | st.integers(0, count))
    plan = replace(
        plan,
        end=end,
        break_on_min=draw(st.sampled_from([inf, 0.0, 45.0, 130.0])),
        break_min=draw(st.sampled_from([0.0, 30.0])),
    )
    problem = RouteProblem(stops, travel, traffic, rules=rules)
    try:
        Schedule(problem, plan)
    except PatrolError:
        # An end that nobody reaches in time.
        plan = replace(plan, end=None)
    return problem, plan


def best_by_trying(schedule, worth):
    """The worth of the best of all orders of a schedule, and when the earliest of these is over, by driving each."""
    able = np.flatnonzero(schedule.can).tolist()
    equal = 1e-9 * max(1.0, float(worth.sum()))
    best = [0.0, schedule.times([]).home]

    def go_on(order, at, free, value):
        for stop in able:
            if stop in order:
                continue
            end = schedule.stay_once(stop, schedule.arrive_once(at, stop, free))
            if end == inf:
                continue
            home, more = schedule.home_once(stop, end), value + worth[stop]
            if home < inf and (more > best[0] + equal or (more > best[0] - equal and home < best[1])):
                best[:] = [max(more, best[0]), home] if more > best[0] - equal else best
            go_on([*order, stop], stop, end, more)

    go_on([], schedule.start, 0.0, 0.0)
    return best
