"""Officers made up for a shift: who is called what, starts where and is on duty when."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..errors import PatrolError
from ..route.plan import require_break_in_shift
from ..texts import Text

MOST_OFFICERS = 1000


@dataclass(frozen=True)
class Roster:
    """k officers of one shift.

    ``name``: call signs, strings (k,). ``station``: which of the places each starts from, int64 (k,). ``shift_on``,
    ``shift_off``: datetime64[s] (k,). ``break_on``: datetime64[s] (k,), NaT without a break. ``break_min``: float64
    (k,), how long it is, NaN without one.
    """

    name: np.ndarray
    station: np.ndarray
    shift_on: np.ndarray
    shift_off: np.ndarray
    break_on: np.ndarray
    break_min: np.ndarray


def call_sign(number: int) -> str:
    """The call sign of the first, second, … officer: 1A1, 1A2, …"""
    return f"1A{number}"


def make_roster(
    number: int,
    stations: int,
    start: np.datetime64,
    hours: float,
    break_on: np.datetime64 | None = None,
    break_min: float = 0.0,
) -> Roster:
    """Officers on duty from ``start`` for ``hours``, shared out among the stations in turn.

    number: of officers, from 1 to MOST_OFFICERS.
    stations: how many places there are to start from.
    start: of the shift, local time.
    hours: its length, greater than 0.
    break_on: when all have their break, within the shift; None without one.
    break_min: its length in minutes.

    Raises PatrolError.
    """
    if not 1 <= number <= MOST_OFFICERS:
        raise PatrolError(
            "Officers: there must be from 1 to {most:,}, not {given:,}.", most=MOST_OFFICERS, given=number
        )
    if stations < 1:
        raise PatrolError("Officers: there is no place to start from. Give one, or stations.")
    if not hours > 0:
        raise PatrolError("Officers: the shift must be longer than 0 hours, not {hours:g}.", hours=hours)
    first = start.astype("datetime64[s]")
    last = first + np.timedelta64(round(hours * 3600.0), "s")
    if break_on is not None:
        require_break_in_shift(Text("Officers"), break_on, break_min, first, hours)
    rest = np.datetime64("NaT", "s") if break_on is None else break_on.astype("datetime64[s]")
    return Roster(
        np.array([call_sign(turn) for turn in range(1, number + 1)], dtype=object),
        np.arange(number, dtype=np.int64) % stations,
        np.full(number, first),
        np.full(number, last),
        np.full(number, rest),
        np.full(number, np.nan if break_on is None else break_min),
    )
