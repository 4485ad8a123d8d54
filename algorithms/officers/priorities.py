"""The priority of a call from a number, a word of dispatch, or its type (Rumi, Qin & Salim, Table I)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..incidents.kinds import comparable
from .urgency import urgency_of

LOWEST, HIGHEST = 1, 5
# Which of the plain numbers is the most urgent.
FIVE_URGENT, ONE_URGENT = "five_urgent", "one_urgent"
# How a priority was found; the first three are not, and the call has the lowest.
NO_VALUE, OUTSIDE, UNKNOWN, NUMBER, WORD, TYPE, GIVEN = range(7)

# Priority → how words of the call types begin. The first lines are the table's own terms; the second are what
# dispatchers write for the same things.
TABLE_I: dict[int, tuple[str, ...]] = {
    1: (
        "false alarm", "nuisance", "mischief", "missing", "trespass", "fraud", "mental", "prowl",
        "alarm", "lost property", "noise", "forgery",
    ),
    2: (
        "animal", "theft", "disturb", "hazard", "shoplift", "property damage", "suspicious",
        "larceny", "stolen", "vandal", "fight", "auto boost", "dog bark", "indecent",
    ),
    3: (
        "burglar", "liquor", "narcotic",
        "drug", "drunk", "intoxicated", "breaking in",
    ),
    4: (
        "assault", "sex offen", "prostitut", "reckless burning", "robbery", "threat", "harass",
        "battery", "rape", "sexual", "arson", "mugging", "stalking",
    ),
    5: (
        "accident", "arrest", "homicide", "person down", "injur", "weapon",
        "murder", "shoot", "shots fired", "stabbing", "gun", "knife", "collision",
    ),
}  # fmt: skip
# "Fight no weapon" is no weapons call; "mentally disturbed" is the table's mental health, not its disturbances.
_NOT_MEANT = re.compile(r"\b(?:no|without) weapons?\b|(?<=mentally )disturbed")
_PATTERNS = [
    (priority, re.compile(r"\b(?:" + "|".join(re.escape(term) for term in terms) + ")"))
    for priority, terms in sorted(TABLE_I.items(), reverse=True)
]
# A priority in a text is one figure; longer numbers are codes of types.
_FIGURE = re.compile(r"\s*[+-]?(?:0?\d|10)(?:\.\d+)?\s*$")


@dataclass(frozen=True)
class CallPriorities:
    """``priority``: float64 (n,), 1–5. ``found``: int64 (n,), how: NO_VALUE, OUTSIDE (a number that is not on the
    scale), UNKNOWN (a word), NUMBER, WORD (of urgency), TYPE (Table I) or GIVEN (a table of the user's).
    """

    priority: np.ndarray
    found: np.ndarray


def priority_of_type(call_type: str) -> int | None:
    """The priority of a call type, the highest where several terms occur in it; None for an unknown type."""
    text = _NOT_MEANT.sub(" ", call_type.lower())
    return next((priority for priority, pattern in _PATTERNS if pattern.search(text)), None)


def call_priorities(
    stated: np.ndarray,
    are_numbers: bool = False,
    order: str = FIVE_URGENT,
    given: Mapping[str, int] | None = None,
) -> CallPriorities:
    """Priorities of what stands in a field, each by the first that knows it: the table given, number, word, type.

    ``stated``: strings (n,), "" for nothing.
    ``are_numbers``: whether the field is one of numbers; in a text, only one figure is a priority, and 594 is a type.
    ``order``: FIVE_URGENT (5 is the most urgent number) or ONE_URGENT (1 is, and 5 and above are the least).
    ``given``: priorities by word, as comparable() makes it; they are counted with 5 the most urgent.
    """
    kinds, which = np.unique(np.asarray(stated, dtype=str), return_inverse=True)
    read = [_priority_of(kind, are_numbers, order, given or {}) for kind in kinds.tolist()]
    value = np.array([priority for priority, _ in read], dtype=np.float64)
    found = np.array([how for _, how in read], dtype=np.int64)
    which = which.reshape(-1)
    return CallPriorities(value[which], found[which])


def _priority_of(text: str, are_numbers: bool, order: str, given: Mapping[str, int]) -> tuple[int, int]:
    """The priority of a value, and how it was found."""
    own = given.get(comparable(text))
    if own is not None:
        return own, GIVEN
    if not text.strip():
        return LOWEST, NO_VALUE
    if are_numbers or _FIGURE.match(text):
        return _on_scale(text, order)
    for read, how in ((urgency_of, WORD), (priority_of_type, TYPE)):
        priority = read(text)
        if priority is not None:
            return priority, how
    return LOWEST, UNKNOWN


def _on_scale(text: str, order: str) -> tuple[int, int]:
    try:
        number = float(text)
    except ValueError:
        return LOWEST, UNKNOWN
    if not number.is_integer() or number < LOWEST:
        return LOWEST, OUTSIDE
    if order == ONE_URGENT:
        return max(LOWEST + HIGHEST - int(number), LOWEST), NUMBER
    return (int(number), NUMBER) if number <= HIGHEST else (LOWEST, OUTSIDE)
