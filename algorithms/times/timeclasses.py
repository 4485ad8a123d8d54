"""Cutting time: turns, cases, intervals of the week."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..errors import PatrolError
from ..texts import Text, joined
from .spans import DAY_S, HOUR_S, WEEK_HOURS

# CPSPA, section 5: turn 1 00:00–07:59, turn 2 08:00–15:59, turn 3 16:00–23:59.
TURN_HOURS = 8

# More than ten times what one minute of a day gets by chance, and so many that they change a picture.
MANY_MIDNIGHTS = 0.1
# One or two may be luck among a shift's calls.
_FEWEST_MIDNIGHTS = 3
_FEW_CLOCKS = 30


@dataclass(frozen=True)
class Case:
    """One time class of the risk grid: a short name (a field suffix), a title for people, its length."""

    name: str
    title: str
    hours_a_week: int = 7 * TURN_HOURS


OVERALL = Case("all", Text("All times"), WEEK_HOURS)
TURNS = (
    Case("t1", Text("Turn 1, 00:00–07:59")),
    Case("t2", Text("Turn 2, 08:00–15:59")),
    Case("t3", Text("Turn 3, 16:00–23:59")),
)
TURNS_BY_WEEKEND = tuple(
    Case(f"{turn.name}{code}", joined((turn.title, title), ", "), days * TURN_HOURS)
    for turn in TURNS
    for code, title, days in (("wd", Text("Monday–Friday"), 5), ("we", Text("Saturday–Sunday"), 2))
)
CASES = {"overall": (OVERALL,), "turn": TURNS, "turn_weekend": TURNS_BY_WEEKEND}


def hour_of_day(time: np.ndarray) -> np.ndarray:
    """0–23. int64 (n,) from datetime64 (n,)."""
    return (time.astype("datetime64[h]").astype(np.int64)) % 24


def second_of_day(time: np.ndarray) -> np.ndarray:
    """0–86,399. int64 (n,) from datetime64 (n,)."""
    return time.astype("datetime64[s]").astype(np.int64) % DAY_S


def is_midnight(time: np.ndarray) -> np.ndarray:
    """Which of datetime64 (n,) are exactly 00:00, as dates without a time of day are: bool (n,)."""
    return second_of_day(time) == 0


def day_of_week(time: np.ndarray) -> np.ndarray:
    """1 = Monday … 7 = Sunday. int64 (n,) from datetime64 (n,)."""
    return (time.astype("datetime64[D]").astype(np.int64) + 3) % 7 + 1


def shown_time(moment: np.datetime64) -> str:
    """A moment as people write it, to the minute: 2024-05-31 22:15."""
    return str(moment.astype("datetime64[m]")).replace("T", " ")


@dataclass(frozen=True)
class HoursKnown:
    """Whether the hours of a column of times can be believed, by the values.

    ``midnights``: how many of the ``total`` times are exactly 00:00. ``one_clock``: all of many have one time of day,
    or one of two that are an hour apart, as dates have that were moved by an offset from UTC (and summer time).
    """

    midnights: int
    total: int
    one_clock: bool

    @property
    def none(self) -> bool:
        """No hour is known: the values are dates."""
        return self.one_clock or (self.total > 0 and self.midnights == self.total)

    @property
    def doubtful(self) -> bool:
        """So many are exactly 00:00, one minute of 1,440, that most of those are dates."""
        return self.midnights >= _FEWEST_MIDNIGHTS and self.midnights > MANY_MIDNIGHTS * self.total


def hours_known(time: np.ndarray) -> HoursKnown:
    """Whether ``time``, datetime64 (n,), tells hours. A few times that happen to be alike are hours all the same."""
    second = second_of_day(time)
    clocks = np.unique(second[: _FEW_CLOCKS * 100])
    one_clock = False
    if len(time) >= _FEW_CLOCKS and len(clocks) <= 2:
        clocks = np.unique(second)
        # An hour apart, also across midnight.
        one_clock = len(clocks) == 1 or (len(clocks) == 2 and int(clocks[1] - clocks[0]) in (HOUR_S, DAY_S - HOUR_S))
    return HoursKnown(int((second == 0).sum()), len(time), bool(one_clock))


def case_index(time: np.ndarray | None, cases: str) -> np.ndarray | None:
    """The index into CASES[cases] of each time; None for "overall", which needs no time."""
    if cases == "overall":
        return None
    if cases not in CASES:
        raise PatrolError("Cases must be one of {words}, not {given!r}.", words=list(CASES), given=cases)
    if time is None:
        raise PatrolError("Cases {cases!r} need the time of each incident; choose a time field.", cases=cases)
    turn = hour_of_day(time) // TURN_HOURS
    if cases == "turn":
        return turn
    return turn * 2 + (day_of_week(time) >= 6)
