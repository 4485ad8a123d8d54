"""Which way roads may be driven."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .errors import PatrolError
from .speeds import distinct_texts

FORWARD, BACKWARD, BOTH = 1, -1, 0
DIRECTION_WORDS = {"forward": FORWARD, "backward": BACKWARD, "both": BOTH}


def values_in(text: str) -> list[str]:
    """The values in a parameter that may hold several, separated by commas; lower case."""
    return [part.strip().lower() for part in text.split(",") if part.strip()]


def road_directions(
    values: Sequence[Any] | None, forward: str, backward: str, both: str, default: str, count: int
) -> tuple[np.ndarray, dict[str, int]]:
    """The direction of n roads, int8 (n,): 1 along the line only, −1 against it only, 0 both ways.

    ``values``: the direction field (n,), or None without one. ``forward``, ``backward``, ``both``: the field's values
    for each, several separated by commas, whatever their case. ``default``: forward, backward or both, for every other
    value. Also returned: values that are in none of the three lists, with how many roads have them (without the empty
    one). Raises PatrolError when a value stands in two lists.
    """
    meaning: dict[str, int] = {}
    for text, direction in ((both, BOTH), (forward, FORWARD), (backward, BACKWARD)):
        for value in values_in(text):
            if meaning.setdefault(value, direction) != direction:
                raise PatrolError(
                    f"The direction value {value!r} stands for two different directions. Name it in only one of the "
                    "three value parameters."
                )
    if default not in DIRECTION_WORDS:
        raise PatrolError(f"The default direction {default!r} is unknown. Use forward, backward or both.")
    usual = DIRECTION_WORDS[default]
    if values is None:
        return np.full(count, usual, dtype=np.int8), {}
    texts, place = distinct_texts(values)
    directions = np.array([meaning.get(text.lower(), usual) for text in texts], dtype=np.int8)[place]
    counts = np.bincount(place, minlength=len(texts))
    unknown = {text: int(n) for text, n in zip(texts, counts) if text and text.lower() not in meaning}
    return directions, unknown
