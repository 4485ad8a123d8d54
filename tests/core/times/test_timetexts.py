"""Times as the world writes them: known answers, and Python's own calendar as oracle."""

from __future__ import annotations

import datetime

import numpy as np
import pytest

from patrol_planner.algorithms.times.texts import (
    read_clock_numbers,
    read_clock_texts,
    read_time_numbers,
    read_time_texts,
)

# 2016-01-27 17:07:09, in ways that are unmistakable.
SAME = [
    "2016-01-27 17:07:09",
    " 2016-01-27T17:07:09 ",
    "2016-01-27t17:07:09.123456",
    "2016-01-27 17:07:09,5",
    "2016/01/27 17:07:09",
    "2016/1/27 17:07:09",
    "2016.01.27 17:07:09",
    "20160127T170709",
    "2016-01-27 5:07:09 PM",
    "2016-01-27 05:07:09 p.m.",
    "01/27/2016 05:07:09 PM",
    "1/27/2016 5:07:09 pm",
    "1/27/2016, 5:07:09\u202fPM",
    "1-27-2016 17:07:09",
    "27 January 2016 17:07:09",
    "27-JAN-2016 17:07:09",
    "Jan 27, 2016 5:07:09 PM",
    "Wednesday, January 27, 2016 5:07:09 PM",
    "2016-01-27 17:07:09 CST",
    "20160127170709",
    "20160127 170709",
    "1/27/16 5:07:09 PM",
    "27-Jan-16 17:07:09",
    "2016-01-27 17:07:09 hrs",
    "2016-01-27 17:07:09 America/Chicago",
]
ZONED = {
    "Z": True,
    " UTC": True,
    " GMT": True,
    "+00": True,
    "+00:00": True,
    "-0000": True,
    " +0000 UTC": True,
    "-06": False,
    " -0600": False,
    "+02:00": False,
    "+05:30": False,
    "+00:30": False,
    " UTC+00:00": True,
    " GMT-6": False,
    "-06:00[America/Chicago]": False,
}


@pytest.mark.parametrize("text", SAME)
def test_the_same_moment_in_many_forms(text: str) -> None:
    read = read_time_texts([text])
    assert read.time.tolist() == [datetime.datetime(2016, 1, 27, 17, 7, 9)]
    assert not read.is_day.any() and not read.zoned.any()


@pytest.mark.parametrize("text", ["2016-01-27", "2016/1/27", "20160127", "1/27/2016", "27-Jan-2016", "2016-01-27Z"])
def test_a_date_is_told_from_a_time(text: str) -> None:
    read = read_time_texts([text])
    assert read.is_day.tolist() == [True] and str(read.time[0]) == "2016-01-27T00:00:00"


@pytest.mark.parametrize(("zone", "utc"), ZONED.items())
def test_an_offset_is_seen_and_the_clock_left_as_written(zone: str, utc: bool) -> None:
    read = read_time_texts(["2016-01-27 17:07" + zone, "2016-01-27T17:07:00" + zone])
    assert (read.time == np.datetime64("2016-01-27T17:07")).all()
    assert read.zoned.all() and (read.utc == utc).all()


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2016-01-04 5:07", "2016-01-04T05:07"),
        ("2016-01-06 24:00", "2016-01-07T00:00"),
        ("2016-12-31 24:00:00", "2017-01-01T00:00"),
        ("2016-01-06 12:00 AM", "2016-01-06T00:00"),
        ("2016-01-06 12:30 PM", "2016-01-06T12:30"),
        ("2016-01-06 0:15 am", "2016-01-06T00:15"),
        ("2016-02-29", "2016-02-29"),
        ("0001-01-01", "0001-01-01"),
        ("9999-12-31 23:59:59", "9999-12-31T23:59:59"),
    ],
)
def test_odd_hours_and_days(text: str, moment: str) -> None:
    assert read_time_texts([text]).time[0] == np.datetime64(moment)


NO_TIMES = (
    "yesterday|2015-02-29|2016-13-01|2016-00-10|2016-01-32|2016-01-01 25:00|2016-01-01 24:01|2016-01-01 10:60|"
    "2016-01-01 13:00 PM|2016-01-01 10:0|2016|19:51|1951|0000-01-01|27/01/16 05:07|2016-01-04 05:07 TEST|x"
)


@pytest.mark.parametrize("text", NO_TIMES.split("|"))
def test_what_is_no_time(text: str) -> None:
    assert np.isnat(read_time_texts([text, ""]).time).all()


def test_a_column_tells_which_number_is_the_month() -> None:
    assert read_time_texts(["01/02/2016", "02/13/2016"]).time.astype(str).tolist() == [
        "2016-01-02T00:00:00",
        "2016-02-13T00:00:00",
    ]
    for texts, order in ((["01/02/2016", "13/02/2016"], "day first"), (["01/02/2016", "12/12/2016"], "unsure")):
        read = read_time_texts([*texts, "2016-05-05 10:00"])
        assert read.order == order and np.isnat(read.time).tolist() == [True, True, False]
        assert read.by_parts.tolist() == [True, True, False]
    assert read_time_texts(["01/27/2016", "27/01/2016"]).order == "unsure"


def test_the_day_between_year_and_month_is_not_read_as_the_month() -> None:
    swapped = read_time_texts(["2016/27/01 17:07", "2016/02/01 06:00", "2016-05-12"])
    assert np.isnat(swapped.time).all() and swapped.order == "year, day, month"
    # A month mistyped in a column whose days tell the order, and one among many.
    for others in (["2016-01-27"] * 3, ["2016-01-02"] * 30):
        read = read_time_texts([*others, "2016-13-01"])
        assert np.isnat(read.time).tolist() == [False] * len(others) + [True] and read.order == ""


def test_one_slip_does_not_turn_a_column_round() -> None:
    right = [f"{1 + i % 12}/{1 + i % 28}/2016 5:07" for i in range(400)]
    read = read_time_texts([*right, "13/01/2016 5:07"])
    assert read.order == "month first" and np.isnat(read.time).tolist() == [False] * 400 + [True]
    turned = [f"{1 + i % 28}/{1 + i % 12}/2016 5:07" for i in range(400)]
    assert read_time_texts([*turned, "01/13/2016 5:07"]).order == "day first"
    assert read_time_texts([*right, *turned]).order == "unsure"


def test_hours_without_minutes() -> None:
    texts = ["1/27/2016 5 PM", "2016-01-27T17", "2016-01-27 17", "2016-01-27 1700 hrs", "2016-01-27 1700"]
    assert {str(one) for one in read_time_texts(texts).time} == {"2016-01-27T17:00:00"}
    assert read_time_texts(texts).is_day.sum() == 0


def test_years_of_two_digits() -> None:
    assert read_time_texts(["1/27/69", "1/27/70"]).time.astype("M8[Y]").astype(str).tolist() == ["2069", "1970"]
    # The first number may be the year.
    assert np.isnat(read_time_texts(["16-01-27", "16-01-28"]).time).all()


def test_forms_may_be_mixed_and_a_million_are_array_work(monkeypatch: pytest.MonkeyPatch) -> None:
    from patrol_planner.algorithms.times import forms as textforms

    monkeypatch.setattr(textforms, "_AT_ONCE", 7)
    rng = np.random.default_rng(1)
    moments = [
        datetime.datetime(1960, 1, 1) + datetime.timedelta(seconds=int(one)) for one in rng.integers(0, 3e9, 400)
    ]
    forms = ("%Y-%m-%d %H:%M:%S", "%m/%d/%Y %I:%M:%S %p", "%Y/%m/%dT%H:%M:%S.0Z", "%d-%b-%Y %H:%M:%S", "%Y%m%dT%H%M%S")
    texts = [moment.strftime(forms[number % len(forms)]) for number, moment in enumerate(moments)]
    read = read_time_texts([*texts, "", "x" * 500, "no"])
    assert read.time[:400].tolist() == moments and np.isnat(read.time[400:]).all()
    assert read.utc.sum() == 80 and read.order == "month first"


@pytest.mark.parametrize("unit", [1, 1000, 1_000_000])
@pytest.mark.parametrize("as_text", [False, True])
def test_seconds_since_1970(unit: int, as_text: bool) -> None:
    epoch = np.array([1_451_883_600, 1_453_914_429, 0, -1, 253_402_214_400]) * unit
    epoch = np.concatenate([epoch, np.full(45, 1_451_883_600 * unit)])
    read = read_time_texts([str(one) for one in epoch]) if as_text else read_time_numbers(epoch.astype(float))
    assert read.time[:3].tolist() == [
        datetime.datetime(2016, 1, 4, 5), datetime.datetime(2016, 1, 27, 17, 7, 9), datetime.datetime(1970, 1, 1)
    ]  # fmt: skip
    assert str(read.time[4]) == "9999-12-31T00:00:00" and read.utc.all()


def test_numbers_that_are_dates_and_numbers_that_are_none() -> None:
    assert read_time_numbers(np.array([20160127.0, np.nan])).is_day.tolist() == [True, False]
    assert str(read_time_numbers(np.array([201601270507.0])).time[0]) == "2016-01-27T05:07:00"
    for none in ([2016, 2017], [1951, 5], [42373.21], [7e8 * 1e9], [123456, 234567], []):
        assert np.isnat(read_time_numbers(np.array(none, dtype=float)).time).all()
    # Digits beside real times are no seconds.
    assert np.isnat(read_time_texts(["2016-01-27 10:00", "1451883600"]).time).tolist() == [False, True]


def test_times_of_day() -> None:
    texts = ["19:51:00", "7:51 PM", "7 pm", "1951", "951", "0507", "12:00 AM", "24:00", "1899-12-30T05:00:00", "late"]
    hours = [19.85, 19.85, 19, 19.85, 9.85, 5 + 7 / 60, 0, 24, 5]
    assert read_clock_texts(texts)[:-1].tolist() == [round(hour * 3600) for hour in hours]
    assert np.isnan(read_clock_texts(texts)[-1]) and np.isnan(read_clock_texts(["2016-01-27", "25:00", "2570"])).all()
    assert (read_clock_numbers(np.array([1951.0, 951, 0, 5, 2400])) / 60).tolist() == [1191, 591, 0, 5, 1440]
    assert (read_clock_numbers(np.array([0.0, 5, 23])) / 3600).tolist() == [0, 5, 23]
    assert read_clock_numbers(np.array([195100.0, 0, 5959])).tolist() == [71460, 0, 3599]
    assert (read_clock_numbers(np.array([0.5, 0.25, np.nan])) / 3600)[:2].tolist() == [12, 6]
    assert read_clock_texts(["1951 hrs", "7:05 hours"]).tolist() == [71_460, 25_500]
    assert read_clock_numbers(np.array([70_260.0, 3599, 86_399, 61])).tolist() == [70_260, 3599, 86_399, 61]
    assert np.isnan(read_clock_numbers(np.array([1999.0, 2500, -1]))).tolist() == [True, True, True]


def test_hours_are_believed_by_the_values() -> None:
    from patrol_planner.algorithms.times.timeclasses import hours_known

    days = np.datetime64("2016-01-01", "s") + np.arange(100) * np.timedelta64(86_400, "s")
    rng = np.random.default_rng(2)
    real = days + rng.integers(1, 86_400, 100).astype("m8[s]")
    assert hours_known(days).none and not hours_known(real).none and not hours_known(real).doubtful
    some = np.where(np.arange(100) < 11, days, real)
    assert hours_known(some).doubtful and not hours_known(some).none
    assert not hours_known(np.where(np.arange(100) < 10, days, real)).doubtful
    # Midnights that an offset has moved, with summer time; few alike may be luck.
    hour = np.timedelta64(3600, "s")
    moved = np.where(np.arange(100) < 40, days + 5 * hour, days + 4 * hour)
    assert hours_known(moved).none and hours_known(days + 23 * hour).none
    assert not hours_known((days + 19 * hour)[:9]).none
    assert not hours_known(np.where(np.arange(100) < 40, days + 5 * hour, days + 9 * hour)).none
    assert not hours_known(days[:0]).none


def test_one_or_two_midnights_are_luck() -> None:
    from patrol_planner.algorithms.times.timeclasses import hours_known

    evening = np.array(["2016-04-01T22:10", "2016-04-01T23:05", "2016-04-02T00:00", "2016-04-03T00:00"], dtype="M8[s]")
    assert not hours_known(evening).doubtful
    assert hours_known(np.concatenate([evening, evening[-1:]])).doubtful
