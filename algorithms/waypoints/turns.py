"""The turns of a patrol, by the words under which an analyst chooses them (CPSPA 5.2.3)."""

from __future__ import annotations

import numpy as np

from ..errors import PatrolError
from ..texts import Text
from ..times.timeclasses import OVERALL, TURN_HOURS, TURNS, hour_of_day

TURN_WORDS = ("night", "morning", "evening", "all")
ALL = TURN_WORDS[-1]


def turn_hours(word: str) -> np.ndarray:
    """The hours of a turn, ascending: int64 (8,), or (24,) of all. Raises PatrolError for another word."""
    if word not in TURN_WORDS:
        raise PatrolError("The turn must be one of {words}, not {word!r}.", words=list(TURN_WORDS), word=word)
    first = 0 if word == ALL else TURN_WORDS.index(word) * TURN_HOURS
    return np.arange(first, first + (24 if word == ALL else TURN_HOURS))


def turn_title(word: str) -> Text:
    """The turn for people."""
    case = OVERALL if word == ALL else TURNS[TURN_WORDS.index(word)]
    return Text(case.title)


def in_turn(time: np.ndarray, word: str) -> np.ndarray:
    """Which times lie in a turn: bool (n,) from datetime64 (n,)."""
    return np.isin(hour_of_day(time), turn_hours(word))
