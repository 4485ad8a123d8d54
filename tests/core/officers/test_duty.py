"""Officers' duty, breaks and speed, worked by hand, and officers that cannot be."""

from __future__ import annotations

import numpy as np
import pytest
from streetteam import EIGHT, assign_officers, nan, nodes_of, officers_of, on_a_street, plan_of, travel_of

from patrol_planner.algorithms.errors import PatrolError
from patrol_planner.algorithms.officers.problem import AssignmentSettings, PatrolProblem


def test_no_visit_ahead_runs_into_a_break_or_past_the_duty():
    nodes = nodes_of([0], start=60, end=100)
    # The visit would last from 60 to 70; the break from 65 on ends at 75.
    rested = on_a_street([20], [0], nodes, officers_of(1, break_on=65, break_min=10))
    assert plan_of(assign_officers(rested, AssignmentSettings(EIGHT))) == [[(0, 95)]]
    gone = on_a_street([20], [0], nodes, officers_of(1, off=69))
    assert assign_officers(gone, AssignmentSettings(EIGHT)).visited == 0


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


def test_each_officer_drives_at_their_own_speed():
    nodes = nodes_of([0])
    place = np.array([10.0, 0.0, 16.0])
    fast, slow = (travel_of(np.abs(place[:, None] - place[None, :]) * minutes) for minutes in (1, 3))
    problem = PatrolProblem(nodes, officers_of(2), np.array([1, 2]), [fast, slow], np.array([0, 1]))
    assert plan_of(assign_officers(problem, AssignmentSettings(EIGHT))) == [[(0, 10)], []]


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
