"""Which records are of one event, and what a table of incidents refuses."""

from __future__ import annotations

import numpy as np
import pytest

from patrol_planner.algorithms.errors import PatrolError
from patrol_planner.algorithms.incidents.events import IncidentTable, events_of

NOON = np.datetime64("2024-05-31T12:00:00")


def numbers(*records):
    """Records of (x, y, seconds after noon) → their events."""
    x, y, seconds = np.array(records, dtype=float).reshape(-1, 3).T
    return events_of(x, y, NOON + seconds.astype("timedelta64[s]")).tolist()


def test_same_place_same_moment_is_one_event():
    assert numbers((0, 0, 0), (500, 0, 0), (0, 0.9, 0), (0, 0, 1), (500, 0, 0)) == [0, 1, 0, 2, 1]


def test_a_metre_is_the_same_place_and_more_is_not():
    assert numbers((0, 0, 0), (1.0, 0, 0)) == [0, 0] and numbers((0, 0, 0), (1.1, 0, 0)) == [0, 1]


def test_records_a_metre_from_each_other_in_a_row_are_one():
    assert numbers((0, 0, 0), (1.8, 0, 0), (0.9, 0, 0)) == [0, 0, 0]


def test_a_second_apart_is_another_event_wherever_on_earth():
    assert numbers((500_000, 4_000_000, 0), (500_000, 4_000_000, 1), (500_000, 4_000_000, 2**30)) == [0, 1, 2]


def test_thousands_of_records_of_one_event_are_soon_done():
    assert set(numbers(*[(3.0, 4.0, 0.0)] * 20_000)) == {0}


def test_as_by_looking_at_every_pair():
    random = np.random.default_rng(2)
    records = [(*random.integers(0, 6, 2) * 0.7, int(random.integers(0, 4))) for _ in range(120)]
    found = numbers(*records)
    group = list(range(len(records)))
    for one, (x, y, t) in enumerate(records):
        for other, (u, v, s) in enumerate(records):
            if t == s and (x - u) ** 2 + (y - v) ** 2 <= 1.0:
                old, new = group[one], group[other]
                group = [new if which == old else which for which in group]
    for one in range(len(records)):
        assert [found[other] == found[one] for other in range(len(records))] == [
            group[other] == group[one] for other in range(len(records))
        ]
    assert len(set(found)) > 4


def test_numbers_count_up_by_first_record_and_none_without_records():
    assert numbers((9, 9, 5), (0, 0, 0), (9, 9, 5)) == [0, 1, 0] and numbers() == []


def table(**changed):
    columns = {
        "x": np.array([0.0, 5.0, 0.0]),
        "y": np.zeros(3),
        "time": np.array([NOON] * 3),
        "kind": np.array(["theft", "theft", "assault"], dtype=object),
        "event": np.array([4, 2, 4]),
    }
    return IncidentTable(**{**columns, **changed})


def test_the_events_are_their_first_records():
    events = table(has_hours=False).events()
    assert events.event.tolist() == [4, 2] and events.kind.tolist() == ["theft", "theft"] and not events.has_hours


def test_columns_must_match_and_be_known():
    with pytest.raises(PatrolError, match="3 x but 2 kind"):
        table(kind=np.array(["a", "b"], dtype=object))
    for broken in ({"x": np.array([0.0, np.nan, 0.0])}, {"time": np.array([NOON, NOON, np.datetime64("NaT")])}):
        with pytest.raises(PatrolError, match="leave them out"):
            table(**broken)
