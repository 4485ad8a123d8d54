"""Rewards against tables I and III of the paper, written out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from patrol_planner.algorithms.errors import PatrolError
from patrol_planner.algorithms.priorities import priorities_of_numbers, priorities_of_types, priority_of_type
from patrol_planner.algorithms.reward import CALL, COLDSPOT, HOTSPOT, arrival_factor, full_reward, require_density


# Table III as printed: rows by minutes, columns by priority 5, 4, 3, 2, 1.
@pytest.mark.parametrize(
    ("minutes", "row"),
    [
        (0.0, [1, 1, 1, 1, 1]),
        (14.999, [1, 1, 1, 1, 1]),
        (15.0, [0, 0, 0.8, 0.8, 0.8]),
        (30.0, [0, 0, 0.8, 0.8, 0.8]),
        (30.001, [0, 0, 0, 0.6, 0.6]),
        (60.0, [0, 0, 0, 0.6, 0.6]),
        (60.001, [0, 0, 0, 0, 0.5]),
        (1e4, [0, 0, 0, 0, 0.5]),
    ],
)
def test_arrival_factor_is_table_iii(minutes, row):
    priority = np.array([5, 4, 3, 2, 1])
    assert arrival_factor(np.full(5, minutes), priority).tolist() == row


def test_rounding_does_not_make_half_an_hour_late():
    half_an_hour = 0.1 * 3 * 100  # 30.000000000000004
    assert half_an_hour > 30
    assert arrival_factor(np.array([half_an_hour]), np.array([3.0])) == [0.8]


def test_a_node_without_a_call_has_factor_one_and_arrays_broadcast():
    factor = arrival_factor(np.array([[np.nan, 20.0], [np.nan, 61.0]]), np.array([5, 1]))
    assert factor.tolist() == [[1.0, 0.8], [1.0, 0.5]]


def test_full_reward_by_hand():
    kind = np.array([COLDSPOT, HOTSPOT, CALL, HOTSPOT])
    found = full_reward(kind, np.array([0.0, 0.0, 0.0, 1.0]), np.array([1.0, 1.0, 5.0, 1.0]))
    e = np.e
    assert found == pytest.approx([1.0, e**2, 5 * e**4, e**3])


def test_a_weight_that_is_no_density_names_the_node():
    weight = np.array([1.0, 800.0])
    with pytest.raises(PatrolError, match="weight of node c7 is 800.*scale it"):
        require_density(weight, ["c6", "c7"])
    with pytest.raises(PatrolError, match="weight of a node is 800"):
        full_reward(np.array([HOTSPOT, HOTSPOT]), weight, np.ones(2))


@pytest.mark.parametrize(
    ("call_type", "priority"),
    [
        ("False Alarm", 1),
        ("Mentally Disturbed", 1),
        ("Trespasser", 1),
        ("Petty Theft", 2),
        ("Suspicious Person", 2),
        ("Fight No Weapon", 2),
        ("BURGLARY", 3),
        ("Liquor violation", 3),
        ("Assault / Battery", 4),
        ("Strongarm Robbery", 4),
        ("Threats / Harassment", 4),
        ("Injury Veh Accident", 5),
        ("Person W/gun", 5),
        ("Homicide", 5),
        ("Passing Call", None),
        ("594", None),
        ("", None),
    ],
)
def test_call_types_have_the_priority_of_table_i(call_type, priority):
    assert priority_of_type(call_type) == priority


def test_the_most_urgent_of_several_terms_counts():
    assert priority_of_type("Theft with assault") == 4
    assert priority_of_type("Robbery, person injured") == 5


def test_terms_match_the_beginning_of_words_only():
    # "gun" is not in "begun", "arrest" not in "unarrested".
    assert priority_of_type("Begun") is None
    assert priority_of_type("Unarrested") is None


def test_unknown_types_have_one_and_are_counted():
    found = priorities_of_types(np.array(["Burglary", "Passing Call", "", "Burglary"], dtype=object))
    assert found.priority.tolist() == [3, 1, 1, 3]
    assert found.known.tolist() == [True, False, False, True]


def test_numbers_one_to_five_pass_and_missing_ones_are_counted():
    found = priorities_of_numbers(np.array([5.0, np.nan, 1.0]), np.array(["a", "b", "c"]))
    assert found.priority.tolist() == [5, 1, 1]
    assert found.known.tolist() == [True, False, True]


@pytest.mark.parametrize("value", [0.0, 6.0, 2.5, -1.0])
def test_numbers_outside_one_to_five_name_the_first(value):
    with pytest.raises(PatrolError, match="priority of call b is"):
        priorities_of_numbers(np.array([3.0, value, 9.0]), np.array(["a", "b", "c"]))
