"""Why somebody is sent to a place: what the record says, counted by hand and by brute force."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patrol_planner.algorithms.incidents.events import IncidentTable, events_of
from patrol_planner.algorithms.officers.record import Record
from patrol_planner.algorithms.officers.why import FEWEST, told, why_at

UNTIL = np.datetime64("2016-03-25T08:00:00")


def record_of(*rows, until=UNTIL):
    """Rows of (x, y, time, kind); records of one place and moment are one event."""
    x, y = (np.array([row[axis] for row in rows], dtype=float) for axis in (0, 1))
    time = np.array([row[2] for row in rows], dtype="datetime64[s]")
    kind = np.array([row[3] for row in rows], dtype=object)
    return Record.before(IncidentTable(x, y, time, kind, events_of(x, y, time)), until)


# Something is recorded somewhere on each of 23 days.
DAILY = [(9000.0, 0.0, f"2016-03-{day:02d}T12:00", "x") for day in range(2, 25)]


def sentence(record, begin, end, place=(0.0, 0.0)):
    near = record.near(np.array([place[0]]), np.array([place[1]]))
    return str(told(why_at(record, near, begin * 60, end * 60), UNTIL))


def at_ten(day, minute=16, kind="VANDALISM", x=0.0):
    return (x, 0.0, f"2016-03-{day:02d}T10:{minute:02d}", kind)


def test_events_of_the_hours_with_their_days_kinds_and_the_last():
    rows = [at_ten(day) for day in (2, 3, 3)] + [at_ten(3, 30, "ASSAULT"), at_ten(23, 16, "ASSAULT"), at_ten(9, 0, "x")]
    # A record of an event that is there already, one elsewhere, one at another hour.
    rows += [at_ten(2), at_ten(2, x=151.0), (0, 0, "2016-03-05T18:00", "ASSAULT")]
    assert sentence(record_of(*rows, *DAILY), 10, 11) == (
        "5 of 6 events in 23 days at these hours, on 4 days (2 assault, 2 vandalism); last 03-23 10:16"
    )


def test_hours_with_fewer_than_five_events_are_widened_and_it_is_said():
    rows = [at_ten(2), at_ten(3), *[(0, 0, f"2016-03-{day:02d}T12:30", "theft") for day in range(4, 9)]]
    assert sentence(record_of(*rows, *DAILY), 10, 11) == (
        "7 of 7 events in 23 days from 08:00 to 13:00 (too few at these hours alone), on 7 days (5 theft, 2 "
        "vandalism); last 03-08 12:30"
    )


def test_a_place_with_few_events_is_told_at_all_hours():
    rows = [at_ten(2), (0, 0, "2016-03-04T23:00", "")]
    assert sentence(record_of(*rows, *DAILY), 10, 11) == (
        "2 of 2 events in 23 days at all hours (too few at these), on 2 days (1 vandalism); last 03-04 23:00"
    )
    assert sentence(record_of(*rows, *DAILY), 10, 11, place=(900.0, 0.0)) == "no event in 23 days"


def test_without_kinds_there_are_none_told_and_a_day_is_one():
    record = record_of((0, 0, "2016-03-24T10:00", ""))
    assert sentence(record, 10, 11) == (
        "1 of 1 events in 1 day at all hours (too few at these), on 1 day; last 03-24 10:00"
    )


def test_an_old_event_is_told_with_its_year():
    record = record_of(*[(0, 0, f"2015-04-{day:02d}T10:00", "") for day in range(1, 7)])
    assert sentence(record, 9, 12).endswith("; last 2015-04-06 10:00")


def test_hours_past_midnight():
    rows = [
        (0, 0, f"2016-03-{day:02d}T{clock}", "") for day, clock in enumerate(("23:30", "23:59", "00:10", "01:00"), 2)
    ]
    rows += [(0, 0, "2016-03-10T02:00", ""), (0, 0, "2016-03-11T00:00", "")]
    record = record_of(*rows)
    # The end of the hours lies outside of them.
    why = why_at(record, np.arange(6), 23 * 60, 26 * 60)
    assert (why.events, why.widened) == (5, 0)
    assert why.last == np.datetime64("2016-03-11T00:00:00")


def test_what_to_look_for_are_the_most_frequent_kinds():
    rows = [at_ten(day, kind=kind) for day, kind in enumerate("AABBBCDDDD", 2)]
    assert why_at(record_of(*rows), np.arange(10), 600, 660).look_for == ["d", "b", "a"]


def test_days_on_which_no_record_was_kept_are_not_counted():
    days = [*range(1, 6), *range(20, 25)]
    # Five days, a gap of a fortnight, five days up to the shift: the last day before the gap counts as one.
    assert record_of(*[(0, 0, f"2016-03-{day:02d}T10:00", "") for day in days]).days == 10
    assert record_of(*[(0, 0, f"2016-03-{day:02d}T10:00", "") for day in (1, 5, 10, 15, 20)]).days == 24
    assert record_of((0, 0, "2014-01-01T10:00", "")).days == 1


def test_what_happens_from_the_shift_on_is_not_known():
    record = record_of(at_ten(24), (0, 0, "2016-03-25T08:00", "x"), (0, 0, "2016-03-25T07:59", "x"))
    assert len(record) == 2


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000), begin=st.integers(0, 1439), span=st.integers(1, 1439), count=st.integers(0, 40))
def test_the_hours_are_widened_no_more_than_needed(seed, begin, span, count):
    rng = np.random.default_rng(seed)
    rows = [
        (0.0, 0.0, str(np.datetime64("2016-03-01T00:00") + int(minute)), "")
        for minute in rng.integers(0, 24 * 1440, count)
    ]
    if not rows:
        return
    record = record_of(*rows)
    why = why_at(record, np.arange(len(record)), begin, begin + span)

    def within(hours):
        low, length = begin - 60 * hours, span + 120 * hours
        return sum((minute - low) % 1440 < length for minute in record.minute) if length < 1440 else len(record)

    assert why.events == (len(record) if np.isinf(why.widened) else within(why.widened))
    assert why.events >= min(FEWEST, len(record))
    if why.widened and np.isfinite(why.widened):
        assert within(why.widened - 1) < FEWEST
    if np.isinf(why.widened):
        hours = next((hours for hours in range(13) if within(hours) >= FEWEST), 12)
        assert len(record) < FEWEST or span + 120 * hours >= 1440
    assert why.total == len(record) and why.hit <= min(why.events, why.days)


def test_events_near_several_places_count_once():
    record = record_of(*[(x, 0.0, f"2016-03-02T10:{minute:02d}", "") for minute, x in enumerate((0, 100, 200, 500))])
    assert record.near(np.array([0.0, 200.0]), np.zeros(2)).tolist() == [0, 1, 2]
    assert record.count_near(np.array([0.0, 200.0]), np.zeros(2)).tolist() == [2, 2]


@pytest.mark.parametrize("count", [0, 3])
def test_no_events_near_no_places(count):
    record = record_of(*[at_ten(day) for day in range(2, 2 + count)])
    assert len(record.near(np.array([900.0]), np.array([0.0]))) == 0
    assert record.count_near(np.zeros(0), np.zeros(0)).tolist() == []
