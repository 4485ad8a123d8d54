"""How ready a team is for calls: equal to counting one delay after another, and who stays free for them."""

from __future__ import annotations

import numpy as np
import pytest
from streetteam import EIGHT, inf, nodes_of, officers_of, on_a_street

from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.officers.best import BestShift
from patrol_planner.algorithms.officers.problem import AssignmentSettings
from patrol_planner.algorithms.officers.readiness import Readiness
from patrol_planner.algorithms.officers.reward import CALL, COLDSPOT, HOTSPOT, arrival_factor
from patrol_planner.algorithms.officers.shift import Shift
from patrol_planner.algorithms.route.plan import Deadline


def shift_of(kind, priority, start):
    """Places at 0, 10 and 40; officers at 0 and 50."""
    nodes = nodes_of([0, 1, 2, 0, 2][: len(kind)], kind, [0.5, 0.1, 0.3, 0.0, 0.0][: len(kind)], priority, start)
    problem = on_a_street([0, 10, 40], [0, 50], nodes, officers_of(2))
    return Shift(problem, AssignmentSettings(EIGHT, 12, 10))


def test_as_counted_one_delay_after_another():
    shift = shift_of([HOTSPOT, COLDSPOT, COLDSPOT, CALL, CALL], [1, 1, 1, 2, 4], [-inf, -inf, -inf, 20, 50])
    shift.free[:] = 0.0, 70.0
    readiness = Readiness(shift)
    readiness.learn(60.0)
    # Each place counts half of its own weight and the mean of its kind.
    share = np.array([0.25 + 0.5, 0.05 + 0.2, 0.15 + 0.2])
    share /= share.sum()

    def earned(at, free):
        worth = 0.0
        for moment in 60.0 + np.array([3.0, 9.0, 15.0, 21.0, 27.0]):
            for place, one in zip((0.0, 10.0, 40.0), share):
                delay = min(
                    max(there_free - moment, 0.0) + abs(there - place) for there, there_free in ((at, free), (50, 70))
                )
                delay = np.floor(delay / 2.5) * 2.5
                worth += one * np.mean(shift.full[3:] * arrival_factor(np.array([delay, delay]), np.array([2, 4]))) / 5
        return worth

    # Two calls in 60 minutes, as if 60 without any had been before.
    assert readiness.expected == pytest.approx(2 / 120)
    found = readiness.gains(0, 60.0, np.array([1, 2]), np.array([80.0, 110.0]))
    stays = earned(0.0, 60.0)
    assert found == pytest.approx([2 / 4 * (earned(10.0, 80.0) - stays), 2 / 4 * (earned(40.0, 110.0) - stays)])
    assert found[1] < found[0] < 0


def test_calls_that_came_before_the_shift_or_are_to_come_tell_nothing():
    shift = shift_of([HOTSPOT, COLDSPOT, COLDSPOT, CALL, CALL], [1, 1, 1, 2, 4], [-inf, -inf, -inf, -20, 50])
    readiness = Readiness(shift)
    readiness.learn(40.0)
    assert readiness.expected == 0.0


def test_where_calls_come_in_again_and_again_nobody_goes_far_for_little():
    # Calls at home every 40 minutes, lost after a quarter of an hour; coldspots an hour and a half there and back.
    came = np.arange(5.0, 500.0, 40.0)
    count = len(came)
    place = [0, *range(1, 7), *[0] * count]
    kind = [HOTSPOT, *[COLDSPOT] * 6, *[CALL] * count]
    weight = [1.0, *[0.0] * 6, *[0.0] * count]
    nodes = nodes_of(place, kind, weight, [1] * 7 + [4] * count, [-inf] * 7 + came.tolist())
    problem = on_a_street([0, 40, 41, 42, 43, 44, 45], [0], nodes, officers_of(1))
    made = BestShift(problem, AssignmentSettings(EIGHT, 9, 10)).run([], Deadline(None), Control())
    visits = made.routes[0].visits
    assert sum(visit.reward > 0 for visit in visits if visit.stop >= 7) == count
    assert not any(1 <= visit.stop < 7 for visit in visits if visit.arrive_min < came[-1])


def one_officer(nodes, at, dwell_min):
    """The visits of a shift of one officer who starts at 0 on a street."""
    problem = on_a_street(at, [0], nodes, officers_of(1))
    made = BestShift(problem, AssignmentSettings(EIGHT, 9, dwell_min)).run([], Deadline(None), Control())
    return [(visit.stop, visit.arrive_min) for visit in made.routes[0].visits]


@pytest.mark.parametrize(
    ("came", "visits"),
    [
        # Before the call there would be time for the coldspot at home, but more calls may follow.
        (20.0, [(1, 29.0)]),
        # Known from the start, and no other expected.
        (-1.0, [(0, 0.0), (1, 11.0)]),
    ],
)
def test_sooner_is_safer_once_calls_come_in(came, visits):
    opens = max(came, 0.0)
    nodes = nodes_of([0, 1], [COLDSPOT, CALL], 0.0, [1, 5], [opens, came], [opens + 1.0, inf])
    assert one_officer(nodes, [0, 9], 2.0) == visits


def test_a_call_is_answered_at_once_though_everybody_has_plenty_to_do():
    count = 400
    nodes = nodes_of([*range(count), 0], [COLDSPOT] * count + [CALL], 0.0, [1] * (count + 1), [-inf] * count + [101.0])
    visits = one_officer(nodes, np.arange(count) * 0.01, 10.0)
    # In a stay or on the way when it comes in, for ten minutes and four more at most.
    assert dict(visits)[count] < 101 + 15
