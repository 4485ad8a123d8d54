"""Call signs of officers: who is where when is told by them, never by a person's name."""

from __future__ import annotations

import re
from typing import Callable

import numpy as np

from ...algorithms.officers.roster import call_sign
from ...algorithms.texts import Text
from .personfields import word_set

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_COMMA = re.compile(r"[^\W\d_]\.?\s*,\s*[^\W\d_]")
# Words of call signs: what patrols, on what, where, and the alphabets that are spelled with.
_OF_UNITS = word_set(
    """
    agent alfa alpha beat bike bravo car central charlie crime cycle delta district east echo foot force foxtrot gang
    golf hotel india juliett kilo lima marine metro mike mobile moto motor movil night north november officer oscar papa
    patrol patrouille patrulha patrulla pcso post quebec relief reserve response romeo sector sierra south squad station
    street streife supervisor tactical tango task team traffic unidad uniform unit units van victor wagen west whiskey
    xray yankee zone zulu
    """
)


def call_signs(names: np.ndarray, label: str, warn: Callable[..., None]) -> np.ndarray:
    """What officers are called, strings (k,): call signs as they stand, one made up for what looks like a name.

    Names are not repeated in the warning.
    """
    personal = np.array([looks_like_a_name(name) for name in names], dtype=bool)
    unsure = sum(may_be_a_name(name) for name in names)
    if unsure:
        warn(
            "{label}: {n:,} of {names:,} values of officer are lone words. Where they are names of persons, "
            "write call signs (1A1, 1A2, …) into the field instead: the outputs hold these values.",
            label=label,
            n=unsure,
            names=len(names),
        )
    if not personal.any():
        return names
    taken = set(names[~personal].tolist())
    signs = (sign for sign in map(call_sign, range(1, 2 * len(names) + 1)) if sign not in taken)
    called = np.array([next(signs) if is_name else name for name, is_name in zip(names, personal)], dtype=object)
    first, last = called[personal][0], called[personal][-1]
    span = first if first == last else Text("{first} to {last}", first=first, last=last)
    warn(
        "{label}: {n:,} of {names:,} values of officer look like names of persons and are not written: these "
        "officers are called {span}, in the order of the layer. Write call signs into the field.",
        label=label,
        n=int(personal.sum()),
        names=len(names),
        span=span,
    )
    return called


def looks_like_a_name(text: str) -> bool:
    """Whether a text is a person's name rather than a call sign, as far as that can be seen: "Jane Doe", "Garcia, M.".

    A lone word (North, Adam) can be either and passes; so do numbers (17) and what has a number (1A1, Car 3).
    """
    words = _WORD.findall(text)
    others = [word for word in words if len(word) > 1 and word.lower() not in _OF_UNITS]
    if _COMMA.search(text):
        return bool(others)
    if any(letter.isdigit() for letter in text):
        return len(others) > 1
    return len(words) > 1 and bool(others)


def may_be_a_name(text: str) -> bool:
    """Whether a text is a lone word that no call sign is known by."""
    return text.isalpha() and len(text) > 2 and text.lower() not in _OF_UNITS
