"""Which dates are no part of a record, and where it ends."""

from __future__ import annotations

import numpy as np
import pytest

from patrol_planner.algorithms.times.record import lone_end, recorded_until, start_after, stray_times

MONDAY = np.datetime64("2024-06-03T00:00", "s")
DAY = np.timedelta64(86_400, "s")


def moments(*texts: str) -> np.ndarray:
    return np.array(texts, dtype="M8[s]")


def strays_of(time: np.ndarray) -> list[str]:
    return sorted(str(one)[:10] for one in time[stray_times(time)])


@pytest.fixture(params=[("days", 300), ("weeks", 60), ("busy years", 5000), ("few", 12)], ids=lambda which: which[0])
def record(request: pytest.FixtureRequest) -> np.ndarray:
    """Records of different length and density, all up to the same Monday, in no order."""
    rng = np.random.default_rng(3)
    number = request.param[1]
    span = {"days": 300, "weeks": 420, "busy years": 15 * 365, "few": 24}[request.param[0]]
    return MONDAY - (rng.random(number) * span * 86_400).astype("m8[s]")


@pytest.mark.parametrize(
    "wrong",
    [
        ["2106-01-16"],
        ["2034-05-30"],
        ["9999-12-31"],
        ["9999-12-31", "9999-12-31"],
        ["2099-12-31", "2099-12-31"],
        ["1900-01-01", "1900-01-01"],
        ["1970-01-01"],
        ["1015-03-04"],
        ["0001-01-01", "9999-12-31"],
        ["1969-12-31", "1970-01-01"],
    ],
)
def test_dates_that_are_none_are_told_from_the_record(record: np.ndarray, wrong: list[str]) -> None:
    assert strays_of(np.concatenate([moments(*wrong), record])) == wrong
    # Also among unreadable ones.
    assert strays_of(np.concatenate([record, moments("NaT", *wrong)])) == wrong


def test_a_record_without_mistakes_loses_nothing(record: np.ndarray) -> None:
    assert strays_of(record) == []


@pytest.mark.parametrize("share", [0.2, 0.45, 0.7])
def test_a_placeholder_may_stand_in_many_records(record: np.ndarray, share: float) -> None:
    number = int(share / (1 - share) * len(record))
    assert len(strays_of(np.append(record, moments(*["9999-12-31"] * number)))) == number


def test_a_record_in_several_windows_is_one_record() -> None:
    windows = np.concatenate([MONDAY + shift * DAY + np.arange(30) * DAY for shift in (0, 430, 900)])
    assert strays_of(windows) == []
    for wrong in ("9999-12-31", "2106-01-16", "2029-01-16", "1970-01-01"):
        assert strays_of(np.append(windows, moments(wrong))) == [wrong]


def test_what_may_be_a_record_is_kept() -> None:
    daily = MONDAY - np.arange(1, 301) * DAY
    # A pause of the record, the years before a change of system, a sparse record, incidents reported late.
    assert strays_of(np.append(daily, MONDAY + np.arange(400, 500) * DAY)) == []
    assert strays_of(np.append(daily, MONDAY - np.arange(3000, 3100) * DAY)) == []
    assert strays_of(moments(*(f"{year}-0{1 + year % 9}-11" for year in range(1990, 2020, 2)))) == []
    assert strays_of(np.append(daily, moments("2018-04-01", "2021-11-05"))) == []
    assert strays_of(np.append(daily, MONDAY + 269 * DAY)) == []
    assert strays_of(moments("2024-01-01", "9999-12-31")) == []
    assert strays_of(moments("1950-05-05", "1985-05-05", "2020-05-05")) == []
    assert strays_of(moments(*["9999-12-31"] * 9)) == []
    assert strays_of(np.zeros(0, dtype="M8[s]")) == []


def test_rare_later_years_are_mistakes_and_many_are_a_period() -> None:
    daily = MONDAY - np.arange(1, 1001) * DAY
    later = MONDAY + 1000 * DAY
    assert len(strays_of(np.append(daily, later + np.arange(10) * DAY))) == 10
    assert strays_of(np.append(daily, later + np.arange(30) * DAY)) == []


def test_a_forecast_follows_the_last_hour_or_the_last_day() -> None:
    assert start_after(moments("2024-05-20T23:10", "2024-05-03T00:00")) == (np.datetime64("2024-05-21T00:00:00"), False)
    assert start_after(moments("2024-05-20T11:00", "2024-05-03T00:00")) == (np.datetime64("2024-05-20T12:00:00"), False)
    # Dates without an hour: the 20th is not over at one o'clock in the morning.
    assert start_after(moments("2024-05-20", "2024-05-03")) == (np.datetime64("2024-05-21T00:00:00"), True)


def test_the_record_ends_with_its_last_day_where_more_is_missing_than_luck_explains() -> None:
    time = MONDAY - np.arange(1, 101) * DAY / 2
    opening = MONDAY - 200 * DAY
    assert recorded_until(time, MONDAY, opening) == MONDAY
    # Two a day: a day without any may be luck, two are not.
    assert recorded_until(time, MONDAY + DAY, opening) == MONDAY + DAY
    assert recorded_until(time, MONDAY + 2 * DAY, opening) == MONDAY
    assert recorded_until(time, MONDAY + 100 * DAY, opening) == MONDAY


@pytest.mark.parametrize("day", ["2050-01-01", "2027-06-01", "2000-01-01"])
def test_a_day_far_from_the_record_that_many_share_is_a_placeholder(day: str) -> None:
    rng = np.random.default_rng(4)
    time = np.concatenate([MONDAY - (rng.random(240) * 200 * 86_400).astype("m8[s]"), moments(*[day] * 60)])
    assert strays_of(time) == [day] * 60
    # Where there is only the year, every day is one day of a year.
    years = moments(*[f"{2010 + i // 30}-01-01" for i in range(300)], *["2020-01-01"] * 10)
    assert strays_of(years) == []


def test_a_lone_end_is_found_and_ordinary_ends_are_not(record: np.ndarray) -> None:
    assert lone_end(record) is None
    end = lone_end(np.concatenate([record, [MONDAY + 300 * DAY]]))
    assert end is not None and (end.number, str(end.day)) == (1, "2025-03-30") and end.gap_d >= 300
    assert lone_end(moments("2024-01-01", "2024-06-01")) is None and lone_end(moments()) is None
