"""Priorities of calls: types by Table I, words of dispatch, numbers of either order, and a table of the user's."""

from __future__ import annotations

import numpy as np
import pytest

from patrol_planner.algorithms.incidents.kinds import comparable
from patrol_planner.algorithms.officers.priorities import (
    GIVEN,
    NO_VALUE,
    NUMBER,
    OUTSIDE,
    TYPE,
    UNKNOWN,
    WORD,
    call_priorities,
    priority_of_type,
)
from patrol_planner.algorithms.officers.urgency import urgency_of


def read(stated, **settings):
    """What call_priorities makes of texts: [(priority, how)]."""
    found = call_priorities(np.array(stated, dtype=object), **settings)
    return list(zip(found.priority.tolist(), found.found.tolist()))


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


# Table I as the paper prints it.
PRINTED = {
    1: "False Alarms, Nuisance Mischief, Missing Person, Missing Property, Trespass, Fraud call, Mental health, prowl",
    2: "Animal complaints, Theft, Disturbances, hazards, shoplifting, property damage, suspicious circumstances",
    3: "Burglary, Liquor violations, Narcotics complaints",
    4: "Assaults, Sex Offender, Prostitution, Reckless burning, Robbery, Threats, Harassment",
    5: "Accident, Arrest, Homicide, Person Down, Person Injury, Weapons calls",
}


@pytest.mark.parametrize("priority", PRINTED)
def test_every_entry_of_table_i_as_it_is_printed(priority):
    for entry in PRINTED[priority].split(", "):
        for written in (entry, entry.upper(), entry.lower()):
            assert priority_of_type(written) == priority, entry
            assert read([written]) == [(priority, TYPE)]


def test_the_most_urgent_of_several_terms_counts():
    assert priority_of_type("Theft with assault") == 4
    assert priority_of_type("Robbery, person injured") == 5


def test_terms_match_the_beginning_of_words_only():
    # "gun" is not in "begun", "arrest" not in "unarrested".
    assert priority_of_type("Begun") is None
    assert priority_of_type("Unarrested") is None


@pytest.mark.parametrize(
    ("text", "priority"),
    [
        # With a number, as dispatchers count: 1 the most urgent.
        *[(f"P{number}", 6 - number) for number in range(1, 6)],
        *[("p 1", 5), ("Priority 2", 4), ("PRIORITY-3", 3), ("Pri: 4", 2), ("prio_1", 5), ("P0", 5), ("P9", 1)],
        *[("Priority One", 5), ("PRIORITY II", 4), ("P1-Emergency", 5), ("P2 Shooting", 4), ("Priority 3 - Low", 3)],
        *[("Grade 1", 5), ("Cat 2", 4), ("category: 3", 3), ("Level 5", 1), ("Grade 2 (Priority)", 4)],
        # Codes of the radio count the other way.
        *[("Code 3", 5), ("CODE 2", 3), ("code-1", 1), ("Code 4", None)],
        # Words; they decide where the number stands alone beside them.
        *[("High", 4), ("MEDIUM", 3), ("low", 2), ("Very High", 5), ("Emergency", 5), ("Immediate", 5), ("Urgent", 4)],
        *[("Routine", 1), ("Non-Emergency", 1), ("NONEMERGENCY", 1), ("not urgent", 1), ("Life-Threatening", 5)],
        *[("1 - High", 4), ("3-Low", 2), ("1-Emergency", 5), ("High (5)", 4), ("High Priority", 4), ("Priority", 4)],
        *[("Emergency response", 5), ("Urgent/Immediate", 5), ("Delta", 4)],
        # No urgency, or none that all agree on.
        *[("A", None), ("E", None), ("", None), ("-", None), ("594", None), ("P211", None), ("Prowler 5", None)],
        *[("Low flying aircraft", None), ("Level 1 trauma", None), ("Medical emergency", None), ("Pri", None)],
    ],
)
def test_words_of_dispatch(text, priority):
    assert urgency_of(text) == priority


def test_word_then_type_then_the_lowest():
    assert read(["Burglary", "P1", "Passing Call", "", "Burglary", "High"]) == [
        (3, TYPE),
        (5, WORD),
        (1, UNKNOWN),
        (1, NO_VALUE),
        (3, TYPE),
        (4, WORD),
    ]


def test_one_bad_number_is_one_bad_number():
    assert read(["5", "0", "3", "7", "2.5", "-1", "", "1.0"], are_numbers=True) == [
        (5, NUMBER),
        (1, OUTSIDE),
        (3, NUMBER),
        (1, OUTSIDE),
        (1, OUTSIDE),
        (1, OUTSIDE),
        (1, NO_VALUE),
        (1, NUMBER),
    ]
    assert read(["594"], are_numbers=True) == [(1, OUTSIDE)]


def test_a_figure_in_a_text_is_a_priority_and_a_longer_number_a_type():
    assert read(["5", " 4 ", "7", "594", "Assault"]) == [
        (5, NUMBER),
        (4, NUMBER),
        (1, OUTSIDE),
        (1, UNKNOWN),
        (4, TYPE),
    ]


def test_the_scale_turned():
    turned = read(["1", "2", "3", "4", "5", "7", "9", "0"], are_numbers=True, order="one_urgent")
    assert [priority for priority, _ in turned] == [5, 4, 3, 2, 1, 1, 1, 1]
    assert [how for _, how in turned] == [NUMBER] * 7 + [OUTSIDE]
    # Words with a number always count from the most urgent.
    assert read(["P1", "High"], order="one_urgent") == [(5, WORD), (4, WORD)]


def test_the_users_table_decides_before_everything_else():
    given = {comparable(word): priority for word, priority in (("p 1", 2), ("0", 5), ("Theft", 4), ("A", 5), ("3", 1))}
    words = read(["P1", "theft ", "a", "Burglary"], given=given)
    assert words == [(2, GIVEN), (4, GIVEN), (5, GIVEN), (3, TYPE)]
    for order in ("five_urgent", "one_urgent"):
        assert read(["0", "3"], are_numbers=True, order=order, given=given) == [(5, GIVEN), (1, GIVEN)]


def test_no_calls():
    assert read([]) == []


def test_abbreviations_and_grades_of_one_letter_beside_a_word():
    assert [urgency_of(text) for text in ("EMERG", "Immed", "CRIT", "HI", "MED", "LO")] == [5, 5, 5, 4, 3, 2]
    assert [urgency_of(text) for text in ("A - Emergency", "B: Urgent", "E - Routine")] == [5, 4, 1]
    assert [urgency_of(text) for text in ("A", "H", "a b", "low flying aircraft")] == [None] * 4
    assert read(["01", "05", "00"]) == [(1, NUMBER), (5, NUMBER), (1, OUTSIDE)]
