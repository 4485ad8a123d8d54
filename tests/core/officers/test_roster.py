"""Officers made up for a shift."""

from __future__ import annotations

import numpy as np
import pytest

from patrol_planner.algorithms.errors import PatrolError
from patrol_planner.algorithms.officers.roster import make_roster

EIGHT = np.datetime64("2024-05-31T08:00:00")


def test_stations_are_shared_out_in_turn():
    roster = make_roster(5, 2, EIGHT, 12)
    assert roster.name.tolist() == ["1A1", "1A2", "1A3", "1A4", "1A5"]
    assert roster.station.tolist() == [0, 1, 0, 1, 0]
    assert (roster.shift_off - roster.shift_on == np.timedelta64(12, "h")).all()
    assert np.isnat(roster.break_on).all() and np.isnan(roster.break_min).all()


def test_a_shift_may_end_within_a_minute_and_past_midnight():
    roster = make_roster(1, 1, np.datetime64("2024-12-31T20:00"), 8.51)
    assert str(roster.shift_off[0]) == "2025-01-01T04:30:36"


def test_all_have_the_same_break():
    roster = make_roster(2, 1, EIGHT, 12, EIGHT + np.timedelta64(4, "h"), 30.0)
    assert roster.break_on.tolist() == [EIGHT.astype(object).replace(hour=12)] * 2
    assert roster.break_min.tolist() == [30.0, 30.0]


@pytest.mark.parametrize("wrong, words", [
    ({"number": 0}, "from 1 to 1,000, not 0"),
    ({"number": 1001}, "not 1,001"),
    ({"stations": 0}, "no place to start"),
    ({"hours": 0.0}, "longer than 0 hours"),
    ({"hours": float("nan")}, "longer than 0 hours"),
    ({"break_on": EIGHT - np.timedelta64(1, "m")}, "the break at 2024-05-31 07:59 is outside the shift"),
    ({"break_on": EIGHT + np.timedelta64(12, "h")}, "outside the shift"),
    ({"break_on": EIGHT + np.timedelta64(11, "h"), "break_min": 61.0}, "61 minutes from 2024-05-31 19:00 ends after"),
])  # fmt: skip
def test_what_cannot_be_is_refused(wrong, words):
    with pytest.raises(PatrolError, match=words):
        make_roster(**{"number": 3, "stations": 1, "start": EIGHT, "hours": 12.0, **wrong})
