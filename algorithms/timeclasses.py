"""Cutting time: turns, cases, intervals of the week."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .errors import PatrolError

# CPSPA, section 5: turn 1 00:00–07:59, turn 2 08:00–15:59, turn 3 16:00–23:59.
TURN_HOURS = 8


@dataclass(frozen=True)
class Case:
    """One time class of the risk grid: a short name (a field suffix), a title for people, its length."""

    name: str
    title: str
    hours_a_week: int = 7 * TURN_HOURS


OVERALL = Case("all", "All times", 7 * 24)
TURNS = (
    Case("t1", "Turn 1, 00:00–07:59"),
    Case("t2", "Turn 2, 08:00–15:59"),
    Case("t3", "Turn 3, 16:00–23:59"),
)
TURNS_BY_WEEKEND = tuple(
    Case(f"{turn.name}{code}", f"{turn.title}, {title}", days * TURN_HOURS)
    for turn in TURNS
    for code, title, days in (("wd", "Monday–Friday", 5), ("we", "Saturday–Sunday", 2))
)
CASES = {"overall": (OVERALL,), "turn": TURNS, "turn_weekend": TURNS_BY_WEEKEND}


def hour_of_day(time: np.ndarray) -> np.ndarray:
    """0–23. int64 (n,) from datetime64 (n,)."""
    return (time.astype("datetime64[h]").astype(np.int64)) % 24


def day_of_week(time: np.ndarray) -> np.ndarray:
    """1 = Monday … 7 = Sunday. int64 (n,) from datetime64 (n,)."""
    return (time.astype("datetime64[D]").astype(np.int64) + 3) % 7 + 1


def case_index(time: np.ndarray | None, cases: str) -> np.ndarray | None:
    """The index into CASES[cases] of each time; None for "overall", which needs no time."""
    if cases == "overall":
        return None
    if cases not in CASES:
        raise PatrolError(f"Cases must be one of {', '.join(CASES)}, not {cases!r}.")
    if time is None:
        raise PatrolError(f"Cases {cases!r} need the time of each incident; choose a time field.")
    turn = hour_of_day(time) // TURN_HOURS
    if cases == "turn":
        return turn
    return turn * 2 + (day_of_week(time) >= 6)
