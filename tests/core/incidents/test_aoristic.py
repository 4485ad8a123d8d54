"""Aoristic shares against minutes counted one by one, and what must be conserved."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patrol_planner.algorithms.incidents.aoristic import case_shares
from patrol_planner.algorithms.times.timeclasses import CASES, case_index


def table(shares, number: int, cases: str) -> np.ndarray:
    found = np.zeros((number, len(CASES[cases])))
    np.add.at(found, (shares.incident, shares.case), shares.share)
    return found


def moments(*texts: str) -> np.ndarray:
    return np.array(texts, "M8[s]")


def test_intervals_worked_by_hand() -> None:
    # Six hours across 08:00, two of them before; a Friday evening to Saturday night; a moment; a whole week.
    start = moments("2024-05-29T06:00", "2024-05-31T22:00", "2024-06-01T15:59", "2024-06-03T00:00")
    end = moments("2024-05-29T12:00", "2024-06-01T04:00", "2024-06-01T15:59", "2024-06-10T00:00")
    by_turn = table(case_shares(start, end, "turn"), 4, "turn")
    np.testing.assert_allclose(by_turn, [[1 / 3, 2 / 3, 0], [2 / 3, 0, 1 / 3], [0, 1, 0], [1 / 3] * 3])
    by_weekend = table(case_shares(start, end, "turn_weekend"), 4, "turn_weekend")
    np.testing.assert_allclose(by_weekend[1], [0, 2 / 3, 0, 0, 1 / 3, 0])
    np.testing.assert_allclose(by_weekend[3], [5 / 21, 2 / 21] * 3)


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(-3 * 10**6, 3 * 10**6), st.integers(0, 20_000)), min_size=1, max_size=5),
       st.sampled_from(["turn", "turn_weekend"]))  # fmt: skip
def test_they_are_the_minutes_in_each_case(intervals, cases: str) -> None:
    start = np.array([minute * 60 for minute, _ in intervals]).astype("M8[s]")
    length = np.array([minutes for _, minutes in intervals])
    found = table(case_shares(start, start + (length * 60).astype("m8[s]"), cases), len(start), cases)
    for row, (first, minutes) in enumerate(zip(start, length)):
        each = first + (60 * np.arange(max(minutes, 1))).astype("m8[s]")
        counted = np.bincount(case_index(each, cases), minlength=found.shape[1]) / len(each)
        # Every case begins and ends on a whole minute, so minutes are exact.
        np.testing.assert_allclose(found[row], counted, atol=1e-12)


@given(st.integers(0, 2**32 - 1))
def test_the_total_is_conserved(seed: int) -> None:
    rng = np.random.default_rng(seed)
    start = rng.integers(-(10**9), 10**9, 300).astype("M8[s]")
    end = start + rng.integers(0, 10**7, 300).astype("m8[s]")
    shares = case_shares(start, end, "turn_weekend")
    assert np.bincount(shares.incident, shares.share) == pytest.approx(np.ones(300), abs=1e-9)
    assert (shares.share > 0).all()


def test_without_ends_each_counts_whole_in_its_case() -> None:
    start = moments("2024-05-29T06:00", "2024-06-01T16:00")
    for end in (None, start):
        shares = case_shares(start, end, "turn")
        assert shares.case.tolist() == [0, 2] and shares.share.tolist() == [1.0, 1.0]
