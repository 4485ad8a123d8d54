"""How the curves of models look: the same in every chart of a page."""

from __future__ import annotations

from ..framework.dress import COLOURS

_DASHES = ("-", "--", ":")


def colour_of(index: int) -> str:
    """Of the model at that place."""
    return COLOURS[index % len(COLOURS)]


def dash_of(index: int) -> str:
    """Of the model at that place; models of one colour differ by it."""
    return _DASHES[index // len(COLOURS) % len(_DASHES)]
