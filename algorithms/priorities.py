"""The priority of a call from its type (Rumi, Qin & Salim, Table I)."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from .errors import PatrolError

LOWEST, HIGHEST = 1, 5

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


@dataclass(frozen=True)
class CallPriorities:
    """``priority``: float64 (n,), 1–5. ``known``: bool (n,), whether anything tells it; it is 1 where nothing does."""

    priority: np.ndarray
    known: np.ndarray


def priority_of_type(call_type: str) -> int | None:
    """The priority of a call type, the highest where several terms occur in it; None for an unknown type."""
    text = _NOT_MEANT.sub(" ", call_type.lower())
    return next((priority for priority, pattern in _PATTERNS if pattern.search(text)), None)


def priorities_of_types(call_types: np.ndarray) -> CallPriorities:
    """Priorities of call types, strings (n,)."""
    kinds, which = np.unique(np.asarray(call_types, dtype=str), return_inverse=True)
    found = [priority_of_type(kind) for kind in kinds.tolist()]
    known = np.array([priority is not None for priority in found], dtype=bool)
    value = np.array([priority or LOWEST for priority in found], dtype=np.float64)
    which = which.reshape(-1)
    return CallPriorities(value[which], known[which])


def priorities_of_numbers(numbers: np.ndarray, names: np.ndarray) -> CallPriorities:
    """Priorities given as numbers (n,), NaN where there is none. Raises PatrolError for those that are not 1–5, naming
    the first by its name (n,).
    """
    missing = np.isnan(numbers)
    bad = ~missing & ~((numbers >= LOWEST) & (numbers <= HIGHEST) & (np.floor(numbers) == numbers))
    if bad.any():
        first = int(np.argmax(bad))
        raise PatrolError(
            f"Calls: the priority of call {names[first]} is {numbers[first]:g}; priorities are whole numbers from 1 "
            "(least) to 5 (most urgent). Choose another priority field, or a text field with the type of the call."
        )
    return CallPriorities(np.where(missing, float(LOWEST), numbers), ~missing)
