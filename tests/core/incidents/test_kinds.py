"""Lists of kinds: as people write them; and a share that is kept by lot."""

from __future__ import annotations

import numpy as np
import pytest

from patrol_planner.algorithms.incidents.kinds import find_kinds, kept_share

KINDS = np.array(["Theft", "traffic  stop", "theft, other", "Theft", "", "DRUGS"], dtype=object)


@pytest.mark.parametrize(
    ("words", "chosen"),
    [
        ("theft", [0, 3]),
        (" THEFT , drugs", [0, 3, 5]),
        ("TrafficStop", [1]),
        ('"theft, other"', [2]),
        ('"Theft,OTHER", drugs', [2, 5]),
        (",, ,", []),
        ("", []),
    ],
)
def test_case_and_blanks_do_not_matter(words, chosen):
    found = find_kinds(words, KINDS)
    assert np.flatnonzero(found.chosen).tolist() == chosen
    assert found.is_empty == (not words.strip(" ,")) and not found.unknown


def test_unknown_words_are_named_beside_the_most_frequent():
    found = find_kinds("arson, Theft,  Fire", KINDS)
    assert found.unknown == ["arson", "Fire"] and found.frequent[0] == "Theft"
    assert np.flatnonzero(found.chosen).tolist() == [0, 3]
    many = np.array([f"kind {number}" for number in range(20)], dtype=object)
    assert len(find_kinds("x", many).frequent) == 8


def test_the_most_frequent_are_named_as_a_list_has_them():
    assert find_kinds("x", KINDS).frequent == ["Theft", "DRUGS", '"theft, other"', "traffic  stop"]


def test_without_incidents_there_are_none():
    found = find_kinds("theft", np.zeros(0, dtype=object))
    assert len(found.chosen) == 0 and found.unknown == ["theft"] and found.frequent == []


@pytest.mark.parametrize(("share", "number"), [(0.0, 0), (1.0, 4000)])
def test_none_or_all_are_kept(share, number):
    chosen = np.arange(10_000) < 4000
    kept = kept_share(chosen, share, 1)
    assert kept[4000:].all() and kept[:4000].sum() == number


def test_a_share_is_kept_by_lot_and_equally_for_one_seed():
    chosen = np.arange(50_000) % 2 == 0
    kept = kept_share(chosen, 0.3, 7)
    assert kept[~chosen].all()
    # Four standard deviations.
    assert abs(kept[chosen].mean() - 0.3) < 4 * np.sqrt(0.21 / 25_000)
    assert (kept == kept_share(chosen, 0.3, 7)).all() and (kept != kept_share(chosen, 0.3, 8)).any()


def test_later_records_change_nothing_before_them():
    chosen = np.random.default_rng(2).random(1000) < 0.4
    longer = np.append(chosen, np.ones(300, dtype=bool))
    assert (kept_share(longer, 0.5, 1)[:1000] == kept_share(chosen, 0.5, 1)).all()
