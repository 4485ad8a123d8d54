"""The clock of a round: openings, breaks and the way to the last place, by hand and against trying everything."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from routecases import EIGHT, inf, on_a_street, ruled_problems, stops_of, travel_of, worked_out

from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.errors import Cancelled, PatrolError
from patrol_planner.algorithms.roads.traffic import Traffic
from patrol_planner.algorithms.route.plan import CLOSED, DOES_NOT_FIT, FORBIDDEN, Deadline
from patrol_planner.algorithms.route.rounds import Round, with_musts
from patrol_planner.algorithms.route.route import RouteProblem, RouteSettings
from patrol_planner.algorithms.route.schedule import Schedule
from patrol_planner.algorithms.route.stops import StopRules

nan = np.nan


def rules_of(count, **columns):
    rules = StopRules.none(count)
    for name, values in columns.items():
        getattr(rules, name)[:] = values
    return rules


def scheduled(x, start=0, rules=None, **plan):
    stops = stops_of(x)
    given = {"departure": EIGHT, "start": len(x), "shift_hours": 8, "dwell_min": 10, **plan}
    return Schedule(RouteProblem(stops, on_a_street(x, start), rules=rules), RouteSettings(**given))


def test_who_is_early_waits_and_the_whole_stay_lies_within_the_opening():
    schedule = scheduled([5, 20], rules=rules_of(2, open_min=[30, nan], close_min=[41, 70]))
    times = schedule.times([0, 1])
    assert times.arrive.tolist() == [5, 55]
    assert times.end.tolist() == [40, 65]
    # 20 until 30, then 15 back: there at 45, closed since 41.
    assert schedule.times([1, 0]).fitting == 1
    visits = schedule.route([0, 1], DOES_NOT_FIT).visits
    assert [(visit.arrive_min, visit.wait_min, visit.depart_min) for visit in visits] == [(5, 25, 40), (55, 0, 65)]


def test_a_stop_has_a_dwell_time_of_its_own():
    schedule = scheduled([5, 20], rules=rules_of(2, dwell_min=[nan, 45]))
    assert schedule.times([0, 1]).end.tolist() == [15, 75]


def test_drives_and_stays_lie_before_the_break_or_after_it():
    # A from 5 to 15; the drive to B would be on the way at 18, when the break begins.
    schedule = scheduled([5, 10], break_on_min=18, break_min=30)
    times = schedule.times([0, 1])
    assert times.arrive.tolist() == [5, 53]
    assert [leg.depart_min for leg in schedule.route([0, 1], DOES_NOT_FIT).legs] == [0, 48]
    # There at 20, while the break begins at 22: the stay waits until it is over.
    schedule = scheduled([5, 10], break_on_min=22, break_min=30)
    assert schedule.times([0, 1]).end.tolist() == [15, 62]
    # All done when it begins.
    assert scheduled([5, 10], break_on_min=30, break_min=30).times([0, 1]).end.tolist() == [15, 30]


def test_a_route_ends_at_its_last_place_within_the_shift():
    stops = stops_of([5, 20])
    travel = on_a_street([5, 20, 0], 30)
    plan = {"departure": EIGHT, "start": 2, "dwell_min": 10, "end": 3}
    schedule = Schedule(RouteProblem(stops, travel), RouteSettings(**plan, shift_hours=50 / 60))
    route = schedule.route([0, 1], DOES_NOT_FIT)
    assert (route.legs[-1].start, route.legs[-1].end, route.legs[-1].stop, route.legs[-1].arrive_min) == (1, 3, -1, 50)
    short = Schedule(RouteProblem(stops, travel), RouteSettings(**plan, shift_hours=49.9 / 60))
    assert not short.fits([0, 1])
    assert short.fits([1])


def test_what_must_not_be_visited_and_what_is_never_open_are_no_stops_of_a_route():
    rules = rules_of(4, must=[-1, 0, 0, 1], open_min=[nan, 0, nan, nan], close_min=[nan, 9, 11, nan])
    schedule = scheduled([1, 2, 3, 4], rules=rules)
    # B is open for 9 minutes; C closes 2 minutes before a stay could end.
    assert schedule.can.tolist() == [False, False, False, True]
    assert schedule.why_not == [FORBIDDEN, CLOSED, CLOSED, None]


def test_an_order_that_does_not_fit_is_refused():
    with pytest.raises(PatrolError, match="Stop 1 does not fit"):
        Round(scheduled([1, 500]), [0, 1])
    with pytest.raises(PatrolError, match="Stop 1 does not fit"):
        scheduled([1, 500]).route([0, 1], DOES_NOT_FIT)


def test_two_ends_of_a_route_are_refused():
    with pytest.raises(PatrolError, match="returns to its start or ends elsewhere"):
        RouteSettings(EIGHT, 0, end=1, return_to_start=True)


def test_the_stop_with_one_place_left_goes_before_one_with_many():
    # B is open from 0 to 12 only; A anywhere.
    rules = rules_of(2, must=1, close_min=[nan, 12])
    assert with_musts(scheduled([1, 2], rules=rules)) == [1, 0]


def test_stops_that_must_be_visited_are_put_in_even_where_each_alone_is_a_detour():
    schedule = scheduled([100, -100, 3], shift_hours=400 / 60, rules=rules_of(3, must=[1, 1, 0]))
    assert sorted(with_musts(schedule)) == [0, 1]


def test_musts_are_put_in_until_the_deadline_or_a_cancel():
    schedule = scheduled([1, 2], rules=rules_of(2, must=1))
    assert with_musts(schedule, deadline=Deadline(1e-9)) == []
    with pytest.raises(Cancelled):
        with_musts(schedule, Control(should_stop=lambda: True))


@settings(max_examples=150, deadline=None)
@given(case=ruled_problems())
def test_times_are_those_of_driving_it_by_hand(case):
    problem, plan = case
    schedule = Schedule(problem, plan)
    able = np.flatnonzero(schedule.can).tolist()
    for order in itertools.islice(itertools.permutations(able, min(3, len(able))), 40):
        expected = worked_out(problem, plan, order)
        assert schedule.fits(order) == (expected is not None)
        if expected is not None:
            assert schedule.times(order).end == pytest.approx(expected, abs=1e-6)


@settings(max_examples=150, deadline=None)
@given(case=ruled_problems())
def test_where_one_more_stop_fits_is_where_driving_it_fits(case):
    problem, plan = case
    schedule = Schedule(problem, plan)
    able = np.flatnonzero(schedule.can).tolist()
    order = schedule.passing_over(able[: len(able) // 2])
    others = [stop for stop in able if stop not in order]
    if not others or not schedule.fits(order):
        return
    delays = Round(schedule, order).delays(np.array(others))
    assert delays.shape == (len(order) + 1, len(others))
    for turn, (column, stop) in itertools.product(range(len(order) + 1), enumerate(others)):
        more = [*order[:turn], stop, *order[turn:]]
        # Times that fit to the last bit may round either way.
        longer = worked_out(problem, plan, more)
        if np.isfinite(delays[turn, column]):
            assert schedule.times(more).fitting == len(more)
            # Only what changes is worked out anew.
            anew, longer_round = Round(schedule, more), Round(schedule, order).with_stop(turn, stop)
            assert longer_round.free.tolist() == anew.free.tolist()
            assert longer_round.latest.tolist() == anew.latest.tolist()
            assert (longer_round.home, longer_round.order) == (anew.home, anew.order)
            expected = longer[turn + 1] - schedule.times(order).end[turn] if turn < len(order) else None
            assert expected is None or delays[turn, column] == pytest.approx(expected, abs=1e-5)
        else:
            assert longer is None or not schedule.fits(more)


def test_one_way_streets_and_traffic_meet_in_a_round():
    travel = travel_of([[0, 5, 9], [30, 0, 2], [1, 50, 0]])
    factors = np.ones(24)
    factors[8] = 3.0
    schedule = Schedule(
        RouteProblem(stops_of([0, 0]), travel, Traffic(factors)), RouteSettings(EIGHT, 2, 8, 10, return_to_start=True)
    )
    # 3 minutes, 10 there, 15 more, 10 there, 6 back.
    assert schedule.times([0, 1]).home == pytest.approx(44)


def ended(minutes, **plan):
    problem = RouteProblem(stops_of([0]), travel_of(minutes))
    return Schedule(problem, RouteSettings(**{"departure": EIGHT, "start": 1, "dwell_min": 10, "end": 2, **plan}))


def test_an_end_that_cannot_be_met_is_refused_before_any_planning():
    # The stop, the start, the end: 70 minutes from the start to the end.
    minutes = [[0, 30, 40], [30, 0, 70], [40, 70, 0]]
    with pytest.raises(PatrolError, match=r"there after 70 minutes, but the shift is over after 60\. Make the shift"):
        ended(minutes, shift_hours=1)
    assert ended(minutes, shift_hours=70 / 60).route([], DOES_NOT_FIT).legs[-1].arrive_min == pytest.approx(70)
    # With a break from 40 to 50 the drive waits for its end; by way of the stop it is done in time.
    parted = ended(minutes, shift_hours=119 / 60, break_on_min=40, break_min=10)
    assert np.isinf(parted.home(1, 0.0)) and parted.route([], DOES_NOT_FIT).legs == []
    assert parted.route([0], DOES_NOT_FIT).legs[-1].arrive_min == pytest.approx(90)
    minutes[1][2] = minutes[0][2] = inf
    with pytest.raises(PatrolError, match="cannot be reached from its start by road"):
        ended(minutes)
    # Who returns is there at once.
    ended(minutes, end=None, return_to_start=True, shift_hours=0.1)
