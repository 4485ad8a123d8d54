"""One officer's route: hand-worked plans, and what must hold for every plan."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.errors import Cancelled, PatrolError
from patrol_planner.algorithms.roads.traffic import Traffic
from patrol_planner.algorithms.roads.travel import StraightWays, TravelTimes
from patrol_planner.algorithms.route.plan import CANNOT_REACH, DOES_NOT_FIT, NO_WAY_BACK, OUT_OF_TIME, Clock
from patrol_planner.algorithms.route.route import Route, RouteSettings, best_start, plan_by_priority, plan_nearest
from patrol_planner.algorithms.route.stops import StopProbabilities, Stops

EIGHT = np.datetime64("2024-05-31T08:00:00")
PLANNERS = (plan_nearest, plan_by_priority)


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


inf = np.inf


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


def test_without_a_start_it_is_the_stop_of_highest_priority_in_the_largest_group():
    minutes = np.array([[0, 1, inf], [1, 0, inf], [inf, inf, 0]])
    assert best_start(stops_of([0, 0, 0], [1, 2, 9]), travel_of(minutes)) == 1
    assert best_start(stops_of([0, 0, 0], [0, 0, 9]), travel_of(minutes)) == 0


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


@settings(max_examples=200, deadline=None)
@given(problem=problems(), planner=st.sampled_from(PLANNERS))
def test_every_route_can_be_driven_and_fits_its_shift(problem, planner):
    stops, travel, traffic, plan = problem
    route = planner(stops, travel, traffic, plan)
    check_route(route, travel, traffic, plan, len(stops))
    assert route.score == pytest.approx(sum(stops.priority[visit.stop] for visit in route.visits))
    again = planner(stops, travel, traffic, plan)
    assert (again.visits, again.legs, again.skipped) == (route.visits, route.legs, route.skipped)


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


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"shift_hours": 0}, "longer than 0 hours, not 0"),
        ({"shift_hours": np.nan}, "longer than 0 hours"),
        ({"dwell_min": -1}, "0 minutes or more, not -1"),
        ({"departure": np.datetime64("NaT")}, "departure has no time"),
        ({"start": -1}, "one of the places"),
    ],
)
def test_impossible_settings_are_refused(change, text):
    with pytest.raises(PatrolError, match=text):
        RouteSettings(**{"departure": EIGHT, "start": 0, **change})


def test_impossible_stops_are_refused():
    with pytest.raises(PatrolError, match="priority of stop B is -1"):
        stops_of([0, 1], [1, -1])
    with pytest.raises(PatrolError, match="there is none"):
        stops_of([])
    with pytest.raises(PatrolError, match="do not match 3 stops"):
        plan_nearest(stops_of([0, 1, 2]), on_a_street([0], 1), None, RouteSettings(EIGHT, 1))


def test_probabilities_are_those_of_day_hour_and_cluster():
    # 2024-05-31 is a Friday, day 5.
    found = StopProbabilities.from_table(
        np.array([5.0, 5.0, 6.0]),
        np.array([8.0, 9.0, 0.0]),
        np.array(["7", "7", "3"]),
        np.array([0.25, 0.5, 1.0]),
        np.array(["3", "7", "7"]),
    )
    assert found.at(1, EIGHT) == found.at(2, EIGHT) == 0.25
    assert found.at(1, np.datetime64("2024-05-31T09:59:59")) == 0.5
    assert found.at(0, EIGHT) == 0.0
    assert found.at(0, np.datetime64("2024-06-01T00:10:00")) == 1.0


@pytest.mark.parametrize(
    ("day", "hour", "cluster", "prob", "text"),
    [
        (0, 8, "A", 0.1, "day in row 1 is 0"),
        (1, 24, "A", 0.1, "hour in row 1 is 24"),
        (1, np.nan, "A", 0.1, "hour in row 1 is empty"),
        (1, 8, "A", 1.5, "probability 1.5"),
        (1, 8, "Z", 0.1, r"no cluster of the table \(Z\) is the name of a stop \(A\)"),
    ],
)
def test_impossible_probabilities_are_refused(day, hour, cluster, prob, text):
    with pytest.raises(PatrolError, match=text):
        StopProbabilities.from_table(
            np.array([day], dtype=float),
            np.array([hour], dtype=float),
            np.array([cluster]),
            np.array([prob]),
            np.array(["A"]),
        )
