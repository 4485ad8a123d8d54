"""Coming back to the top stops: by hand, the spacing in every case, and every choice against all tried one by one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from routecases import EIGHT, on_a_street, ruled_problems, stops_of, travel_of, worked_out

from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.errors import Cancelled, PatrolError
from patrol_planner.algorithms.roads.traffic import Traffic
from patrol_planner.algorithms.route import revisits
from patrol_planner.algorithms.route.nearest import ByPriority, Nearest
from patrol_planner.algorithms.route.plan import DOES_NOT_FIT, OUT_OF_TIME, Clock, Deadline
from patrol_planner.algorithms.route.revisits import with_revisits
from patrol_planner.algorithms.route.rounds import Round
from patrol_planner.algorithms.route.route import RouteProblem, RouteSettings
from patrol_planner.algorithms.route.schedule import Schedule
from patrol_planner.algorithms.route.stops import StopRules

nan, inf = np.nan, np.inf


def revisited(x, revisit_min, shift_min, priority=None, start=0, rules=None, traffic=None, planner=None, **plan):
    """Stops on a street, the start at 0, dwell 10: (schedule, planned route, route with revisits)."""
    problem = RouteProblem(stops_of(x, priority), on_a_street(x, start), traffic, rules=rules)
    given = {"departure": EIGHT, "start": len(x), "dwell_min": 10, **plan}
    wanted = RouteSettings(shift_hours=shift_min / 60, revisit_min=revisit_min, **given)
    schedule = Schedule(problem, wanted)
    route = (planner or Nearest()).plan(problem, wanted)
    return schedule, route, with_revisits(schedule, route)


def stays(route):
    return [(visit.stop, round(visit.arrive_min, 6), round(visit.depart_min, 6)) for visit in route.visits]


def test_two_stops_in_turn_each_an_hour_after_the_last_stay():
    # A at 0–10, B at 15–25. A again from 70 on; B from 85 on, 5 minutes after A is left at 80.
    schedule, planned, route = revisited([0, 5], 60, 95, [9, 1])
    assert stays(planned) == [(0, 0, 10), (1, 15, 25)]
    assert stays(route) == [(0, 0, 10), (1, 15, 25), (0, 70, 80), (1, 85, 95)]
    # One is free from 25 on and sets out at 65, so as not to be at A before its time.
    assert [(leg.start, leg.end, leg.depart_min, leg.arrive_min) for leg in route.legs] == [
        (2, 0, 0, 0),
        (0, 1, 10, 15),
        (1, 0, 65, 70),
        (0, 1, 80, 85),
    ]
    assert [visit.wait_min for visit in route.visits] == [0, 0, 0, 0]
    assert [visit.reward for visit in route.visits] == [9, 1, 0, 0]
    assert (route.score, route.visited, route.revisits, route.km) == (10, 2, 2, 15.0)
    # A minute less, and B does not fit again.
    assert stays(revisited([0, 5], 60, 94, [9, 1])[2]) == [(0, 0, 10), (1, 15, 25), (0, 70, 80)]


def test_the_only_stop_is_visited_every_hour():
    _, _, route = revisited([5], 60, 165)
    assert stays(route) == [(0, 5, 15), (0, 75, 85), (0, 145, 155)]
    assert len(route.legs) == 1


def test_a_revisit_goes_to_the_higher_priority_per_added_minute():
    # After A, B, C (ends at 44, at 14) there is time for one revisit: C itself is not away long enough.
    # A: 20 minutes more, after an absence of 40. B: 15 minutes more, after one of 20: 2 and 4/3 for each of priority.
    assert revisited([4, 9, 14], 15, 68, [1, 1, 1])[2].visits[-1].stop == 0
    assert revisited([4, 9, 14], 15, 68, [3, 4, 1])[2].visits[-1].stop == 0
    assert revisited([4, 9, 14], 15, 68, [3, 5, 1])[2].visits[-1].stop == 1


def test_a_longer_absence_is_favoured():
    # From the middle both are 10 minutes away and as important; A was left first.
    x = [-10, 10, 0]
    problem = RouteProblem(stops_of(x), on_a_street(x, 0))
    wanted = RouteSettings(EIGHT, 3, 100 / 60, 10, revisit_min=20)
    schedule = Schedule(problem, wanted)
    for order, expected in (([0, 1, 2], 0), ([1, 0, 2], 1)):
        planned = schedule.route(order, DOES_NOT_FIT)
        assert planned.visits[-1].depart_min == 70
        assert [visit.stop for visit in with_revisits(schedule, planned).visits] == [*order, expected]


def test_stops_never_visited_come_before_any_revisit():
    # In order of priority: A ends at 15. B fits (from 18 to 28) before A could be seen again.
    schedule, _, _ = revisited([5, 8], 5, 30, [9, 1])
    only = schedule.route([0], OUT_OF_TIME, stopped=True)
    route = with_revisits(schedule, only)
    assert [visit.stop for visit in route.visits] == [0, 1]
    assert (route.score, route.stopped, route.skipped) == (10, True, [])


def test_never_means_that_the_route_stays_as_it_is():
    _, planned, route = revisited([0, 5], 0, 480)
    assert route is planned


def test_stops_of_no_priority_are_not_visited_again_and_reasons_are_kept():
    rules = StopRules.none(3)
    rules.must[2] = -1
    schedule, planned, route = revisited([0, 5, 7], 30, 480, [0, 0, 9], rules=rules)
    assert stays(route) == stays(planned)
    assert route.skipped == planned.skipped
    late = schedule.route([0], OUT_OF_TIME, stopped=True)
    assert with_revisits(schedule, late).skipped == [skip for skip in late.skipped if skip.stop == 2]


def test_openings_the_break_and_the_way_back_hold_for_revisits():
    rules = StopRules.none(1)
    rules.open_min[0], rules.close_min[0] = 5, 80
    assert stays(revisited([5], 60, 480, rules=rules)[2]) == [(0, 5, 15)]
    rules.close_min[0] = 85
    assert stays(revisited([5], 60, 480, rules=rules)[2]) == [(0, 5, 15), (0, 75, 85)]
    # The second could be there at 75, in the break from 70 to 100; one who is away takes the drive after it.
    paused = revisited([5, 9], 60, 160, [9, 0], break_on_min=70, break_min=30)[2]
    assert stays(paused) == [(0, 5, 15), (1, 19, 29), (0, 104, 114)]
    assert paused.legs[-1].depart_min == 100
    home = revisited([5], 60, 90, return_to_start=True)[2]
    assert (stays(home)[-1], home.legs[-1].arrive_min) == ((0, 75, 85), 90)
    assert len(revisited([5], 60, 89, return_to_start=True)[2].visits) == 1


def test_with_traffic_one_sets_out_in_time_to_be_there_when_it_is_due():
    factors = np.ones(24)
    factors[9] = 2.0
    _, _, route = revisited([0, 5], 60, 90, [9, 0], traffic=Traffic(factors))
    # 9:10 is due; ten minutes of driving in that hour.
    assert (route.legs[-1].depart_min, route.legs[-1].arrive_min) == (pytest.approx(60), pytest.approx(70))


def test_a_wrong_spacing_is_refused():
    for wrong in (-1, nan, inf):
        with pytest.raises(PatrolError, match="visited again"):
            RouteSettings(EIGHT, 0, revisit_min=wrong)


def test_it_stops_when_asked_and_at_the_time_limit():
    schedule, planned, _ = revisited([0, 5], 60, 480)
    with pytest.raises(Cancelled):
        with_revisits(schedule, planned, Control(should_stop=lambda: True))
    hurried = Schedule(schedule.problem, replace(schedule.settings, time_limit_s=1e-9))
    route = with_revisits(hurried, planned)
    assert route.stopped
    assert route.visits == planned.visits


@st.composite
def spaced(draw):
    problem, plan = draw(ruled_problems())
    plan = replace(plan, revisit_min=draw(st.sampled_from([15.0, 60.0, 145.5])), dwell_min=max(plan.dwell_min, 5.0))
    return problem, plan, draw(st.sampled_from([Nearest(), ByPriority()]))


def check_by_hand(problem, plan, route):
    """Drives the route from the travel times alone: no stay too early, too late, too soon again or in the break."""
    begin, shift = Clock(plan.departure).start_min_of_day, plan.shift_hours * 60
    on, off = plan.break_span()
    at, now, legs, left = plan.start, 0.0, list(route.legs), {}

    def drive(leg, start, end):
        assert (leg.start, leg.end) == (start, end)
        assert leg.depart_min >= now - 1e-6
        free = problem.travel.minutes[start, end]
        took = free
        if problem.traffic is not None:
            took = float(problem.traffic.arrival_min(begin + leg.depart_min, free)) - begin - leg.depart_min
        assert leg.arrive_min - leg.depart_min == pytest.approx(took, abs=1e-6)
        assert leg.arrive_min <= on + 1e-6 or leg.depart_min >= off - 1e-6
        return leg.arrive_min

    for visit in route.visits:
        stop = visit.stop
        now = drive(legs.pop(0), at, stop) if at != stop else now
        assert visit.arrive_min == pytest.approx(now, abs=1e-6) or at == stop and visit.arrive_min >= now - 1e-6
        assert visit.arrive_min - left.get(stop, -inf) >= plan.revisit_min - 1e-6
        assert visit.reward == (0 if stop in left else problem.stops.priority[stop])
        rules = problem.rules
        dwell = plan.dwell_min if np.isnan(rules.dwell_min[stop]) else rules.dwell_min[stop]
        stay = visit.depart_min - dwell
        assert stay == pytest.approx(visit.arrive_min + visit.wait_min, abs=1e-6)
        assert not stay < rules.open_min[stop] - 1e-6
        assert not visit.depart_min > rules.close_min[stop] + 1e-6
        assert visit.depart_min <= on + 1e-5 or stay >= off - 1e-5
        at, now, left[stop] = stop, visit.depart_min, visit.depart_min
    if not route.visits and worked_out(problem, plan, []) is None:
        # The break is in the way of the last place, and no stop cuts the drive in two: nobody goes anywhere.
        assert not legs
        return
    if plan.last_place is not None and at != plan.last_place:
        now = drive(legs.pop(0), at, plan.last_place)
    assert not legs
    assert now <= shift + 1e-6


def allowed(schedule, order):
    """Whether an order fits, and nobody is idle before a first visit."""
    times = schedule.times(order)
    if times.fitting < len(order) or np.isinf(times.home):
        return False
    ahead = max(order.index(stop) for stop in order)
    at, free, left = schedule.start, 0.0, {}
    for stop, end in zip(order[:ahead], times.end.tolist()):
        if schedule.goes_on(at, stop, free, left.get(stop, -inf)) > free + 1e-6:
            return False
        at, free, left[stop] = stop, end, end
    return True


@settings(max_examples=120, deadline=None)
@given(case=spaced())
def test_every_route_keeps_every_rule_and_nothing_more_fits(case):
    problem, plan, planner = case
    schedule = Schedule(problem, plan)
    planned = planner.plan(problem, plan)
    route = with_revisits(schedule, planned)
    check_by_hand(problem, plan, route)
    seen, before = {visit.stop for visit in route.visits}, {visit.stop for visit in planned.visits}
    assert before <= seen
    assert route.score == pytest.approx(problem.stops.priority[sorted(seen)].sum())
    assert sorted([*seen, *(skip.stop for skip in route.skipped)]) == list(range(len(problem.stops)))
    order = [visit.stop for visit in route.visits]
    for stop in sorted(seen):
        if problem.stops.priority[stop] > 0:
            for turn in range(order.index(stop) + 1, len(order) + 1):
                more = [*order[:turn], stop, *order[turn:]]
                assert not allowed(schedule, more)
    first_of_each = list(dict.fromkeys(order))
    others = np.array([stop for stop in np.flatnonzero(schedule.can) if stop not in seen], dtype=int)
    if len(others) and schedule.fits(first_of_each):
        # What is left out does not even fit beside the first visits.
        assert np.isinf(Round(schedule, first_of_each).delays(others)).all()
    again = with_revisits(schedule, planned)
    assert (again.visits, again.legs, again.skipped) == (route.visits, route.legs, route.skipped)


@settings(max_examples=120, deadline=None)
@given(case=spaced(), at_once=st.sampled_from([3, 500_000]))
def test_each_revisit_is_the_best_of_all_tried_one_by_one(case, at_once):
    problem, plan, planner = case
    schedule = Schedule(problem, plan)
    order = [visit.stop for visit in planner.plan(problem, plan).visits]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(revisits, "_AT_ONCE", at_once)
        for _ in range(6):
            worth = {}
            home = schedule.times(order).home
            for stop in sorted(set(order)):
                for turn in range(order.index(stop) + 1, len(order) + 1):
                    more = [*order[:turn], stop, *order[turn:]]
                    times = schedule.times(more)
                    if problem.stops.priority[stop] > 0 and allowed(schedule, more):
                        earlier = max(place for place in range(turn) if more[place] == stop)
                        later = [place for place in range(turn + 1, len(more)) if more[place] == stop]
                        gaps = [times.arrive[turn] - times.end[earlier]]
                        gaps += [times.arrive[later[0]] - times.end[turn]] if later else []
                        added = max(times.home - home, 1.0)
                        worth[turn, stop] = problem.stops.priority[stop] * min(gaps) / added
            found = revisits._best_revisit(schedule, order, Control(), Deadline(None))
            assert (found is None) == (not worth)
            if found is None:
                return
            assert worth[found] == pytest.approx(max(worth.values()), rel=1e-6)
            order.insert(*found)


def test_a_way_that_is_missing_is_no_revisit():
    # From B there is no way to A but by the start's one-way street, which is too long for the shift.
    travel = travel_of([[0, 5, 400], [400, 0, 300], [1, 6, 0]])
    problem = RouteProblem(stops_of([0, 0], [9, 1]), travel)
    schedule = Schedule(problem, RouteSettings(EIGHT, 2, 2, 10, revisit_min=30))
    route = with_revisits(schedule, schedule.route([0, 1], DOES_NOT_FIT))
    assert [visit.stop for visit in route.visits] == [0, 1, 1, 1]


def test_nobody_is_idle_at_a_stop_while_another_waits_for_its_first_visit():
    # From B there is no way back in time, so that A can only be seen twice by waiting for it before B.
    travel = travel_of([[0, 5, 400], [400, 0, 300], [1, 6, 0]])
    problem = RouteProblem(stops_of([0, 0], [9, 0]), travel)
    schedule = Schedule(problem, RouteSettings(EIGHT, 2, 2, 10, revisit_min=30))
    assert with_revisits(schedule, schedule.route([0, 1], DOES_NOT_FIT)).revisits == 0


def test_the_absence_is_that_before_and_after_the_revisit_alone():
    # A at 0, B and C at 100. A 0–10, B 110–120, the revisit 220–230, C 330–340, A 440–450 and again 20 minutes later.
    problem = RouteProblem(stops_of([0, 100, 100]), on_a_street([0, 100, 100], 0))
    schedule = Schedule(problem, RouteSettings(EIGHT, 3, 24, 10, revisit_min=20))
    order = np.array([0, 1, 2, 0, 0])
    tried = revisits._tried(schedule, order, np.arange(3), np.array([2, 4]), np.array([0, 0]))
    # Put in between the last two it comes 20 minutes after the one and before the other.
    assert tried.absence.tolist() == [210, 20]
    # B to A and A to C instead of no way between them; a stay and the time one is free before it.
    assert tried.added.tolist() == [210, 30]
