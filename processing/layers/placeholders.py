"""Which points stand for no place, or lie too far out to be one, and what is said of them."""

from __future__ import annotations

from ...algorithms.incidents.placeholders import (
    AT_A_POLE,
    AT_MINUS_ONE,
    AT_ZERO,
    WITH_A_FILLER,
    far_from_the_rest,
    repeated_far_off,
)
from ...algorithms.texts import Text

# Which points lie too far out, and what is said of them.
REPEATED = (repeated_far_off, Text("at the same place far from all others, as where none is known"))
# One rule after the other; placeholders first: they are many.
STRAYS = (REPEATED, (far_from_the_rest, Text("far from all others")))


def no_place_texts(degrees: bool) -> dict[int, str]:
    """What is said of points without a place, by why: of coordinates in degrees or not."""
    return {
        AT_ZERO: Text("at {place}, which stands for no place", place=Text("0° N 0° E") if degrees else "0, 0"),
        AT_MINUS_ONE: Text("at −1, −1, which stands for no place"),
        AT_A_POLE: Text("at a pole, which stands for no place"),
        WITH_A_FILLER: Text("with 0, −1 or nines for a coordinate, far from all others"),
    }
