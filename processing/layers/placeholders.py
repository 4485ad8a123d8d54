"""Leaving out points that stand for no place, and saying so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...algorithms.incidents.placeholders import (
    AT_A_POLE,
    AT_MINUS_ONE,
    AT_ZERO,
    WITH_A_FILLER,
    far_from_the_rest,
    no_place,
    repeated_far_off,
)

if TYPE_CHECKING:
    from .reading import Points

# Which points lie too far out, one rule after the other, and what is said of them. Placeholders first: they are many.
STRAYS = (
    (repeated_far_off, "at the same place far from all others, as where none is known"),
    (far_from_the_rest, "far from all others"),
)


def leave_out_placeholders(points: Points, degrees: bool, placed: bool) -> None:
    """Leave out and count the points, still in their layer's coordinates, that stand for no place."""
    why = no_place(points.x, points.y, degrees, placed)
    causes = {
        AT_ZERO: f"at {'0° N 0° E' if degrees else '0, 0'}, which stands for no place",
        AT_MINUS_ONE: "at −1, −1, which stands for no place",
        AT_A_POLE: "at a pole, which stands for no place",
        WITH_A_FILLER: "with 0, −1 or nines for a coordinate, far from all others",
    }
    for cause, text in causes.items():
        kept = why != cause
        points.keep(kept, text)
        why = why[kept]


def leave_out_repeated(points: Points) -> None:
    """Leave out and count the points, by now in metres, that share a place far from all others."""
    is_far, cause = STRAYS[0]
    points.keep(~is_far(points.x, points.y), cause)
