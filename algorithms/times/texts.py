"""Times as the world writes them: texts and numbers to local wall-clock times, by whole columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from .forms import TextGroup, by_form
from .spans import DAY_S
from .timeclasses import second_of_day

_HOURS = r"(?:[ ]?(?:HRS?|HOURS)\b\.?)?"
_CLOCK = r"(?P<hour>00?)(?::(?P<minute>00)(?::(?P<second>00)(?:[.,]0+)?)?)?(?:[ ]?(?P<half>[AP])\.?M\b\.?)?" + _HOURS
_ZONE = (
    r"(?:[ ]?(?:UTC|GMT)?(?P<sign>[+-])(?P<zone_hour>00?):?(?P<zone_minute>00)?)?(?:[ ]?(?P<utc>Z|UTC|GMT))?"
    # Behind an offset, or alone, the place whose clock it is.
    r"(?:[ ]?\[?[A-Z]{2,}/[A-Z_]+\]?)?"
    # The zones of the clock on the wall, which is what is wanted.
    r"(?:[ ](?:[ACEHMP][SD]?T|AK[SD]T|CES?T|EES?T|WES?T|BST|MSK|JST|KST))?"
)
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_NAMES = "|".join(_MONTHS)
_DATE = (
    r"(?:(?P<year>0000)(?P<mark>[-/.])(?P<month>00?)(?P=mark)(?P<day>00?)"
    r"|(?P<first>00?)(?P<other>[-/.])(?P<second_part>00?)(?P=other)(?P<last>0000|00)"
    r"|(?P<plain_year>0000)(?P<plain_month>00)(?P<plain_day>00)"
    # 4 January 2016, 04-JAN-2016; January 4, 2016.
    rf"|(?P<day_before>00?)(?:[ ]|-)(?P<name>{_NAMES})[A-Z]*\.?(?:[ ]|-)(?P<year_after>0000|00)"
    rf"|(?P<name_before>{_NAMES})[A-Z]*\.?[ ](?P<day_after>00?),?[ ](?P<year_last>0000))"
)
# 20160127T050700, the basic form of ISO 8601; 2016-01-27 1951 hrs, as officers write it.
_BASIC = r"(?:T|,?[ ]+)(?P<basic_hour>00)(?P<basic_minute>00)(?P<basic_second>00)?" + _HOURS
_WEEKDAY = r"(?:(?:MON|TUE|WED|THU|FRI|SAT|SUN)[A-Z]*,?[ ])?"
_MOMENT = re.compile(rf"{_WEEKDAY}{_DATE}(?:(?:T|,?[ ]+){_CLOCK}|{_BASIC})?{_ZONE}$")
# Digits alone are read as numbers.
_OF_DAY = re.compile(rf"(?=0+:){_CLOCK}{_ZONE}$")
_HOUR_OF_HALF = re.compile(r"(?P<hour>00?)[ ]?(?P<half>[AP])\.?M\.?$")
_MILITARY = re.compile(r"(?P<basic_hour>00)(?P<basic_minute>00)[ ]?(?:HRS?|HOURS)\.?$")
_DIGITS = re.compile(r"-?0+(?:\.0+)?$")
# The share of a column of numbers that must be times in a unit before it is believed; a few may stand for "unknown".
_MOST = 0.9
# Dates with the day where the others have the month, of those with it in its place: fewer are mistyped.
_SLIPS = 0.01
# From 1980 to 2100, in seconds: smaller and larger numbers are years, ids or amounts.
_EPOCH_FROM, _EPOCH_TO = 315_532_800, 4_102_444_800
_YEAR_1, _YEAR_10000 = -62_135_596_800, 253_402_300_800
# Seconds, milliseconds, microseconds.
_UNITS = (1, 1_000, 1_000_000)


@dataclass(frozen=True)
class TimesRead:
    """What n values say.

    ``time``: datetime64[s] (n,), local as written, NaT where unread. ``is_day``: bool (n,), a date without a time of
    day. ``zoned``: bool (n,), written with an offset or a Z; ``utc``: of these, those that are UTC. ``by_parts``: bool
    (n,), day and month before the year; ``order``: how those are meant, "month first", "day first" or "unsure" (only
    the first is read), "" without any; or "year, day, month", where the year is first and the day next (not read).
    """

    time: np.ndarray
    is_day: np.ndarray
    zoned: np.ndarray
    utc: np.ndarray
    by_parts: np.ndarray
    order: str = ""

    @classmethod
    def none(cls, number: int) -> TimesRead:
        is_day, zoned, utc, by_parts = (np.zeros(number, dtype=bool) for _ in range(4))
        return cls(np.full(number, "NaT", dtype="datetime64[s]"), is_day, zoned, utc, by_parts)


def read_time_texts(texts: Sequence[str]) -> TimesRead:
    """Dates and times in the forms that are unmistakable, (n,) each; a column of nothing but digits as numbers.

    Year first, the month by its name, or month first where the whole column tells (second parts above 12, first parts
    only by a slip); hours with or without a leading zero or minutes, 24:00, AM and PM, fractions of seconds, offsets.
    What is written counts: nothing is shifted.
    """
    found = TimesRead.none(len(texts))
    seconds = np.zeros(len(texts))
    parts = np.zeros((len(texts), 3), dtype=np.int64)
    year_first = np.zeros(len(texts), dtype=bool)
    digits = []
    for group in by_form(texts):
        match = _MOMENT.match(group.form)
        if match is None:
            if _DIGITS.match(group.form):
                digits.append(group.rows)
            continue
        rows = group.rows
        parts[rows] = _date_parts(group, match)
        found.by_parts[rows] = match.group("first") is not None
        year_first[rows] = match.group("year") is not None
        seconds[rows] = _seconds_of(group, match)
        found.is_day[rows] = match.group("hour") is None and match.group("basic_hour") is None
        zone = group.number(match, "zone_hour") + group.number(match, "zone_minute")
        found.zoned[rows] = match.group("sign") is not None or match.group("utc") is not None
        found.utc[rows] = found.zoned[rows] & (zone == 0)
    order = _order_of(parts[found.by_parts])
    if order == "month first":
        parts[found.by_parts] = parts[found.by_parts][:, [2, 0, 1]]
    elif order:
        parts[found.by_parts] = 0
    if _day_is_next(parts[year_first]):
        parts[year_first] = 0
        order = order or "year, day, month"
    found.time[:] = _moments(parts, seconds)
    if digits and (parts[:, 0] == 0).all():
        rows = np.concatenate(digits)
        numbers = read_time_numbers(np.array([float(texts[row]) for row in rows]))
        for name in ("time", "is_day", "zoned", "utc"):
            getattr(found, name)[rows] = getattr(numbers, name)
    unread = np.isnat(found.time)
    for flags in (found.is_day, found.zoned, found.utc):
        flags[unread] = False
    return replace(found, order=order)


def read_time_numbers(numbers: np.ndarray) -> TimesRead:
    """Numbers, float64 (n,), as 20160127, 201601270507 or 20160127050700, or as seconds, milliseconds or microseconds
    since 1970 (UTC); nothing is read where most of the column is none of these.
    """
    found = TimesRead.none(len(numbers))
    known = np.isfinite(numbers)
    if not known.any():
        return found
    for length in (8, 12, 14):
        time = _calendar_numbers(numbers, length)
        if np.mean(~np.isnat(time[known])) >= _MOST:
            found.time[:] = time
            found.is_day[:] = (length == 8) & ~np.isnat(time)
            return found
    for unit in _UNITS:
        value = np.where(known, numbers, np.nan) / unit
        if np.mean((value[known] >= _EPOCH_FROM) & (value[known] < _EPOCH_TO)) >= _MOST:
            within = known & (value >= _YEAR_1) & (value < _YEAR_10000)
            found.time[within] = np.floor(value[within]).astype(np.int64).astype("datetime64[s]")
            found.zoned[within] = found.utc[within] = True
            return found
    return found


def read_clock_texts(texts: Sequence[str]) -> np.ndarray:
    """Times of day, seconds from midnight, float64 (n,), NaN where unread: 19:51, 7:51 PM, 7 PM, 1951, 951, 195100, and
    the time of day of whole moments.
    """
    seconds = np.full(len(texts), np.nan)
    digits, others = [], []
    for group in by_form(texts):
        match = _OF_DAY.match(group.form) or _HOUR_OF_HALF.match(group.form) or _MILITARY.match(group.form)
        if match is not None:
            seconds[group.rows] = _seconds_of(group, match)
        elif _DIGITS.match(group.form):
            digits.append(group.rows)
        else:
            others.append(group.rows)
    if digits:
        rows = np.concatenate(digits)
        seconds[rows] = read_clock_numbers(np.array([float(texts[row]) for row in rows]))
    if others:
        rows = np.concatenate(others)
        read = read_time_texts([texts[row] for row in rows])
        seconds[rows] = np.where(read.is_day, np.nan, seconds_of_day(read.time))
    return seconds


def read_clock_numbers(numbers: np.ndarray) -> np.ndarray:
    """Times of day, seconds from midnight, float64 (n,), NaN where unread, of numbers such as 1951, 195100 or 19.

    The whole column tells which: hours where nothing is above 24, parts of a day where all are below 1 (spreadsheets),
    seconds since midnight where many are no time otherwise.
    """
    known = np.isfinite(numbers) & (numbers >= 0)
    seconds = np.full(len(numbers), np.nan)
    if not known.any():
        return seconds
    value = numbers[known]
    whole = np.floor(value)
    if value.max() <= 1 and (whole != value).any():
        seconds[known] = np.rint(value * DAY_S)
        return seconds
    if value.max() <= 24:
        hour, minute, second = whole, (value - whole) * 60, np.zeros(len(value))
    else:
        by_minute = np.mean(whole <= 2400) >= 0.5
        hour, rest = np.divmod(whole, 100 if by_minute else 10_000)
        minute, second = (rest, np.zeros(len(value))) if by_minute else np.divmod(rest, 100)
        if not by_minute and DAY_S / 2 < value.max() <= DAY_S and np.mean((minute < 60) & (second < 60)) < _MOST:
            # Seconds since midnight.
            seconds[known] = whole
            return seconds
    total = hour * 3600 + minute * 60 + second
    seconds[known] = np.where((minute < 60) & (second < 60) & (total <= DAY_S), total, np.nan)
    return seconds


def seconds_of_day(time: np.ndarray) -> np.ndarray:
    """Seconds from midnight, float64 (n,), NaN for NaT, of datetime64 (n,)."""
    return np.where(np.isnat(time), np.nan, second_of_day(time))


def _date_parts(group: TextGroup, match: re.Match[str]) -> np.ndarray:
    """Year, month, day, or the three parts as they stand where the year is last: int64 (k, 3)."""
    plain = ("plain_year", "plain_month", "plain_day")
    for parts in (("year", "month", "day"), plain):
        if match.group(parts[0]) is not None:
            return np.column_stack([group.number(match, name) for name in parts])
    if match.group("first") is not None:
        first, second = (group.number(match, name) for name in ("first", "second_part"))
        return np.column_stack([first, second, _year(group, match, "last")])
    before = match.group("name") is not None
    year, day = ("year_after", "day_before") if before else ("year_last", "day_after")
    month = 1 + _MONTHS.index(match.group("name" if before else "name_before"))
    return np.column_stack([_year(group, match, year), np.full(len(group.rows), month), group.number(match, day)])


def _year(group: TextGroup, match: re.Match[str], name: str) -> np.ndarray:
    """The year in a group of the match, int64 (k,), of two digits the one from 1970 to 2069."""
    year = group.number(match, name)
    return np.where(year < 70, 2000 + year, 1900 + year) if len(match.group(name)) == 2 else year


def _seconds_of(group: TextGroup, match: re.Match[str]) -> np.ndarray:
    """Seconds from midnight, float64 (k,), NaN for an hour that cannot be."""
    named = match.groupdict()
    basic = named.get("basic_hour") is not None
    names = ("basic_hour", "basic_minute", "basic_second") if basic else ("hour", "minute", "second")
    hour, minute, second = (
        group.number(match, name) if named.get(name) is not None else np.zeros(len(group.rows), dtype=np.int64)
        for name in names
    )
    half = named.get("half")
    wrong = (minute > 59) | (second > 59)
    if half is not None:
        wrong |= hour > 12
        hour = hour % 12 + (12 if half == "P" else 0)
    seconds = hour * 3600.0 + minute * 60.0 + second
    return np.where(wrong | (seconds > DAY_S), np.nan, seconds)


def _order_of(parts: np.ndarray) -> str:
    """Which of the two numbers before the year is the month, in a column of them (k, 3)."""
    if len(parts) == 0:
        return ""
    first, second = (int((parts[:, place] > 12).sum()) for place in (0, 1))
    if not first and not second:
        return "unsure"
    # A slip of the pen does not turn a column round.
    fewer, more = sorted((first, second))
    if fewer > _SLIPS * more:
        return "unsure"
    return "month first" if second > first else "day first"


def _day_is_next(parts: np.ndarray) -> bool:
    """Whether the day stands between year and month in a column of them (k, 3): never a month that cannot be a day, and
    more days that cannot be months than are mistyped.
    """
    if len(parts) == 0 or parts[:, 2].max() > 12:
        return False
    return bool(np.mean(parts[:, 1] > 12) > 1.0 - _MOST)


def _moments(parts: np.ndarray, seconds: np.ndarray) -> np.ndarray:
    """Moments of year, month, day (n, 3) and seconds (n,): datetime64[s] (n,), NaT for days that are not."""
    year, month, day = parts.T
    real = (year >= 1) & (month >= 1) & (month <= 12) & (day >= 1) & (day <= 31) & np.isfinite(seconds)
    months = np.where(real, (year - 1970) * 12 + month - 1, 0).astype("datetime64[M]")
    date = months.astype("datetime64[D]") + (day - 1)
    real &= date.astype("datetime64[M]") == months
    moment = date.astype("datetime64[s]") + np.where(real, seconds, 0).astype(np.int64)
    moment[~real] = np.datetime64("NaT")
    return moment


def _calendar_numbers(numbers: np.ndarray, length: int) -> np.ndarray:
    """Numbers of so many digits, YYYYMMDD and two more for hour, minute, second: datetime64[s] (n,)."""
    low, high = 1900 * 10 ** (length - 4), 2101 * 10 ** (length - 4)
    fits = np.isfinite(numbers) & (numbers >= low) & (numbers < high) & (np.floor(numbers) == numbers)
    value = np.where(fits, numbers, 0).astype(np.int64)
    digits = [value // 10 ** (length - 4 - 2 * place) % 100 for place in range((length - 4) // 2 + 1)]
    year = value // 10 ** (length - 4)
    hour, minute, second = [*digits[3:], *[np.zeros(len(value), dtype=np.int64)] * 3][:3]
    seconds = np.where((hour < 24) & (minute < 60) & (second < 60), hour * 3600.0 + minute * 60.0 + second, np.nan)
    return _moments(np.column_stack([year, digits[1], digits[2]]), seconds)
