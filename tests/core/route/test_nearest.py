"""Routes driven stop after stop, worked by hand: to the nearest, and in order of priority."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from routecases import (
    EIGHT,
    inf,
    on_a_street,
    plan_by_priority,
    plan_nearest,
    problems,
    ruled_problems,
    stops_of,
    travel_of,
)

from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.errors import Cancelled, PatrolError
from patrol_planner.algorithms.roads.traffic import Traffic
from patrol_planner.algorithms.route.plan import CANNOT_REACH, DOES_NOT_FIT, NO_WAY_BACK, OUT_OF_TIME, Clock
from patrol_planner.algorithms.route.route import RouteSettings
from patrol_planner.algorithms.route.schedule import Schedule
from patrol_planner.algorithms.route.stepwise import fit_after


def test_nearest_by_hand():
    # From 0: C at 2, then A at 5 (3 on), then B at −4 (9 on); dwell 10 each.
    stops = stops_of([5, -4, 2])
    route = plan_nearest(stops, on_a_street(stops.x, 0), None, RouteSettings(EIGHT, 3, 8, 10))
    assert [(visit.stop, visit.arrive_min, visit.depart_min) for visit in route.visits] == [
        (2, 2, 12),
        (0, 15, 25),
        (1, 34, 44),
    ]
    assert [(leg.start, leg.end, leg.minutes, leg.metres) for leg in route.legs] == [
        (3, 2, 2, 2000),
        (2, 0, 3, 3000),
        (0, 1, 9, 9000),
    ]
    assert (route.km, route.driving_min, route.score) == (14.0, 14.0, 3.0)
    assert not route.skipped


def test_the_shift_ends_the_route_and_what_does_not_fit_is_named():
    stops = stops_of([5, -4, 2])
    travel = on_a_street(stops.x, 0)
    exactly = plan_nearest(stops, travel, None, RouteSettings(EIGHT, 3, 25 / 60, 10))
    assert [visit.stop for visit in exactly.visits] == [2, 0]
    assert [(skip.stop, skip.reason) for skip in exactly.skipped] == [(1, DOES_NOT_FIT)]
    # A second less and A no longer fits; neither does B after C, at 18.
    shorter = plan_nearest(stops, travel, None, RouteSettings(EIGHT, 3, 25 / 60 - 1 / 3600, 10))
    assert [visit.stop for visit in shorter.visits] == [2]


def test_the_way_back_counts_and_is_the_last_leg():
    stops = stops_of([5, -4, 2])
    travel = on_a_street(stops.x, 0)
    # C then A end at 25, home at 30.
    route = plan_nearest(stops, travel, None, RouteSettings(EIGHT, 3, 30 / 60, 10, True))
    assert [visit.stop for visit in route.visits] == [2, 0]
    assert (route.legs[-1].end, route.legs[-1].stop, route.legs[-1].arrive_min) == (3, -1, 30)
    one = plan_nearest(stops, travel, None, RouteSettings(EIGHT, 3, 29.9 / 60, 10, True))
    assert [visit.stop for visit in one.visits] == [2]


def test_nearest_is_nearest_among_those_that_still_fit():
    # B is nearer but its way back is long (one-way); A is what still fits.
    travel = travel_of([[0, 9, 5], [9, 0, 50], [5, 1, 0]])
    stops = stops_of([0, 0])
    route = plan_nearest(stops, travel, None, RouteSettings(EIGHT, 2, 20 / 60, 10, True))
    assert [visit.stop for visit in route.visits] == [0]


def test_in_order_of_priority_passes_over_what_no_longer_fits():
    stops = stops_of([10, 1, -3], priority=[2, 1, 3])
    travel = on_a_street(stops.x, 0)
    route = plan_by_priority(stops, travel, None, RouteSettings(EIGHT, 3, 1, 5))
    assert [visit.stop for visit in route.visits] == [2, 0, 1]
    # C until 8, A would be there at 21; B is there at 12.
    short = plan_by_priority(stops, travel, None, RouteSettings(EIGHT, 3, 20 / 60, 5))
    assert [visit.stop for visit in short.visits] == [2, 1]
    assert short.score == 4


def test_equally_near_the_higher_priority_goes_first_then_the_seed():
    stops = stops_of([3, -3], priority=[1, 2])
    assert plan_nearest(stops, on_a_street(stops.x, 0), None, RouteSettings(EIGHT, 2)).visits[0].stop == 1
    equal = stops_of([3, -3, 3, -3])
    travel = on_a_street(equal.x, 0)
    firsts = {
        plan_nearest(equal, travel, None, RouteSettings(EIGHT, 4, seed=seed)).visits[0].stop for seed in range(30)
    }
    assert firsts == {0, 1, 2, 3}


def test_traffic_of_the_hour_changes_who_is_reached_when():
    factors = np.ones(24)
    factors[9] = 2.0
    stops = stops_of([50, 60])
    route = plan_nearest(stops, on_a_street(stops.x, 0), Traffic(factors), RouteSettings(EIGHT, 2, 8, 10))
    # A at 8:50, left at 9:00; ten minutes at half speed.
    assert [(visit.arrive_min, visit.depart_min) for visit in route.visits] == [(50, 60), (80, 90)]


def test_times_run_on_across_midnight():
    clock = Clock(np.datetime64("2024-12-31T23:30:00"))
    factors = np.ones(24)
    factors[0] = 3.0
    stops = stops_of([20, 30])
    plan = RouteSettings(clock.start, 2, 8, 10)
    route = plan_nearest(stops, on_a_street(stops.x, 0), Traffic(factors), plan)
    # 23:50–00:00 at A, then ten minutes at a third of the speed.
    assert clock.moments([visit.arrive_min for visit in route.visits]).tolist() == [
        np.datetime64("2024-12-31T23:50:00").item(),
        np.datetime64("2025-01-01T00:30:00").item(),
    ]


def test_a_route_that_begins_at_a_stop_visits_it_without_a_leg():
    stops = stops_of([0, 7])
    route = plan_nearest(stops, on_a_street(stops.x, 0), None, RouteSettings(EIGHT, 0, 8, 10))
    assert [visit.stop for visit in route.visits] == [0, 1]
    assert [(leg.start, leg.end) for leg in route.legs] == [(0, 1)]


def test_islands_and_dead_ends_are_skipped_with_the_reason_and_the_rest_planned():
    # A and B reach each other and the start (3); C is on an island; D can only be driven into.
    minutes = np.array(
        [
            [0, 2, inf, 1, 3],
            [2, 0, inf, 1, 3],
            [inf, inf, 0, inf, inf],
            [inf, inf, inf, 0, inf],
            [3, 3, inf, 1, 0],
        ]
    )
    stops = stops_of([0, 0, 0, 0])
    route = plan_nearest(stops, travel_of(minutes), None, RouteSettings(EIGHT, 4, 8, 10))
    assert {visit.stop for visit in route.visits} == {0, 1}
    assert {(skip.stop, skip.reason) for skip in route.skipped} == {(2, CANNOT_REACH), (3, NO_WAY_BACK)}


def test_a_start_nobody_can_drive_back_to_still_reaches_the_largest_group():
    # From the start (4) all but D are reached; A, B, C reach each other; nobody reaches the start.
    minutes = np.array(
        [
            [0, 1, 1, inf, inf],
            [1, 0, 1, inf, inf],
            [1, 1, 0, inf, inf],
            [inf, inf, inf, 0, inf],
            [5, 5, 5, inf, 0],
        ]
    )
    stops = stops_of([0, 0, 0, 0])
    route = plan_nearest(stops, travel_of(minutes), None, RouteSettings(EIGHT, 4, 8, 10))
    assert sorted(visit.stop for visit in route.visits) == [0, 1, 2]
    must_return = plan_nearest(stops, travel_of(minutes), None, RouteSettings(EIGHT, 4, 8, 10, True))
    assert not must_return.visits
    assert {skip.reason for skip in must_return.skipped} == {NO_WAY_BACK, CANNOT_REACH}


def test_the_time_limit_keeps_the_plan_so_far(monkeypatch):
    import patrol_planner.algorithms.route.plan as plan

    ticks = iter(range(100))
    monkeypatch.setattr(plan.time, "monotonic", lambda: float(next(ticks)))
    stops = stops_of([1, 2, 3, 4])
    # Begun at 0; asked at 1 and 2 (within 2.5 s), over at 3.
    route = plan_nearest(stops, on_a_street(stops.x, 0), None, RouteSettings(EIGHT, 4, 8, 10, time_limit_s=2.5))
    assert route.stopped
    assert [visit.stop for visit in route.visits] == [0, 1]
    assert {skip.reason for skip in route.skipped} == {OUT_OF_TIME}


def test_a_cancel_ends_the_planning():
    stops = stops_of([1, 2, 3])
    asked = iter([False, False, True])
    with pytest.raises(Cancelled):
        plan_nearest(
            stops, on_a_street(stops.x, 0), None, RouteSettings(EIGHT, 3), Control(should_stop=lambda: next(asked))
        )


@settings(max_examples=100, deadline=None)
@given(problem=problems())
def test_nearest_leaves_no_quicker_stop_that_fits(problem):
    stops, travel, traffic, plan = problem
    route = plan_nearest(stops, travel, traffic, plan)
    waiting = {visit.stop for visit in route.visits}
    at, now, begin = plan.start, 0.0, Clock(plan.departure).start_min_of_day
    drive = (Traffic.free() if traffic is None else traffic).arrival_min
    for visit in route.visits:
        for other in waiting - {visit.stop}:
            arrive = float(drive(begin + now, travel.minutes[at, other])) - begin
            end = arrive + plan.dwell_min
            if plan.return_to_start:
                end = float(drive(begin + end, travel.minutes[other, plan.start])) - begin
            assert arrive >= visit.arrive_min - 1e-5 or end > plan.shift_hours * 60 - 1e-5
        waiting.discard(visit.stop)
        at, now = visit.stop, visit.depart_min


def test_travel_times_that_do_not_match_the_stops_are_refused():
    with pytest.raises(PatrolError, match="do not match 3 stops"):
        plan_nearest(stops_of([0, 1, 2]), on_a_street([0], 1), None, RouteSettings(EIGHT, 1))


@settings(max_examples=150, deadline=None)
@given(case=ruled_problems(), data=st.data())
def test_what_fits_after_each_stop_is_what_fits_after_each_alone(case, data):
    schedule = Schedule(*case)
    able = np.flatnonzero(schedule.can)
    order = data.draw(st.permutations(able.tolist()))[: data.draw(st.integers(0, len(able)))]
    free = schedule.stay(able, schedule.arrive(schedule.start, able, 0.0))
    able, free = able[np.isfinite(free)], free[np.isfinite(free)]
    alone = [
        schedule.fits([other for other in order if other != stop], stop, moment)
        for stop, moment in zip(able.tolist(), free.tolist())
    ]
    assert fit_after(schedule, order, able, free).tolist() == alone
