"""Counts by month, quarter and half-year, and which of these the record covers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patrol_planner.algorithms.relevance.periodcounts import LENGTHS, count_by_period


def days(start: str, end: str, per_day: int = 20) -> np.ndarray:
    """So many incidents on every day from start to end, end included."""
    every = np.arange(np.datetime64(start), np.datetime64(end) + 1)
    return np.repeat(every, per_day).astype("datetime64[s]")


def counts(time: np.ndarray, length: str):
    return count_by_period(time, np.zeros(len(time), dtype=np.int64), 1, length)


def as_dict(found):
    return dict(zip(found.names, found.complete.tolist()))


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        ("month", {"2017-01": False, "2017-02": True, "2017-03": True, "2017-04": True, "2017-05": False}),
        ("quarter", {"2017 Q1": False, "2017 Q2": False}),
        ("half-year", {"2017 H1": False}),
    ],
)
def test_periods_at_the_ends_of_the_record_are_incomplete(length, expected):
    found = counts(days("2017-01-10", "2017-05-20"), length)
    assert as_dict(found) == expected
    assert found.left_out == 0


def test_a_record_of_whole_periods_is_complete():
    time = days("2016-07-01", "2017-06-30", 1)
    for length in LENGTHS:
        assert all(counts(time, length).complete), length
    assert counts(time, "half-year").names == ["2016 H2", "2017 H1"]
    assert counts(time, "half-year").total.tolist() == [184, 181]


def test_a_hole_makes_its_months_incomplete_and_whole_months_of_it_are_left_out():
    found = counts(np.concatenate([days("2017-01-01", "2017-02-10"), days("2017-06-05", "2017-07-31")]), "month")
    assert as_dict(found) == {"2017-01": True, "2017-02": False, "2017-06": False, "2017-07": True}
    assert found.left_out == 3


@pytest.mark.parametrize(("quiet_days", "is_hole"), [(12, False), (13, True)])
def test_a_hole_is_where_twelve_incidents_were_to_be_expected(quiet_days, is_hole):
    # One a day: somewhat less with the quiet days, so that twelve of them lack 11.9 and thirteen 12.8.
    until = np.datetime64("2017-06-10")
    time = np.concatenate([days("2016-01-01", "2017-06-10", 1), days(str(until + quiet_days + 1), "2018-12-31", 1)])
    found = as_dict(counts(time, "month"))
    assert found.pop("2017-06") is not is_hole
    assert all(found.values())


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        ("2017-01-06", "2017-03-26", True, True),
        ("2017-01-07", "2017-03-26", False, True),
        ("2017-01-06", "2017-03-25", True, False),
    ],
)
def test_at_its_ends_a_record_may_lack_five_incidents(start, end, first, last):
    assert as_dict(counts(days(start, end, 1), "month")) == {"2017-01": first, "2017-02": True, "2017-03": last}


def test_a_quiet_month_of_a_small_record_counts_as_none():
    # Twelve incidents in a year: a month without one is luck, and belongs to the record.
    time = np.array(
        [f"2017-{month:02d}-15" for month in (1, 1, 2, 4, 4, 5, 6, 8, 9, 11, 12, 12)], dtype="datetime64[s]"
    )
    found = counts(time, "month")
    assert found.names == [f"2017-{month:02d}" for month in range(1, 13)]
    assert found.total.tolist() == [2, 1, 0, 2, 1, 1, 0, 1, 1, 0, 1, 2]
    assert found.complete.all()


def test_a_mistyped_year_makes_no_long_list():
    mistyped = np.array(["0201-01-01"], dtype="datetime64[s]")
    found = counts(np.concatenate([days("2017-01-01", "2017-03-31"), mistyped]), "month")
    assert found.names == ["0201-01", "2017-01", "2017-02", "2017-03"]
    assert found.left_out == (2017 - 201) * 12 - 1


def test_one_day_is_one_incomplete_period():
    found = counts(days("2017-03-05", "2017-03-05"), "month")
    assert as_dict(found) == {"2017-03": False}


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 2)), min_size=1, max_size=80))
@settings(max_examples=150, deadline=None)
def test_every_incident_is_counted_once_under_its_class(rows):
    day, group = np.array(rows).T
    time = (np.datetime64("2015-11-20") + day).astype("datetime64[s]")
    expected = np.bincount(group, minlength=3).tolist()
    for length in LENGTHS:
        found = count_by_period(time, group, 3, length)
        assert found.count.sum(axis=0).tolist() == expected
        assert found.names == sorted(found.names) and len(set(found.names)) == len(found.names)
    # Three months are a quarter.
    months, quarters = counts(time, "month"), counts(time, "quarter")
    by_quarter: dict[str, int] = {}
    for name, total in zip(months.names, months.total.tolist()):
        quarter = f"{name[:4]} Q{(int(name[5:]) + 2) // 3}"
        by_quarter[quarter] = by_quarter.get(quarter, 0) + total
    assert {name: total for name, total in by_quarter.items() if total} == {
        name: total for name, total in zip(quarters.names, quarters.total.tolist()) if total
    }
