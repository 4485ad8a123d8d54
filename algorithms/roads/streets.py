"""Streets by their names: which of them a way takes, as one tells it to a driver."""

from __future__ import annotations

import numpy as np


def streets_along(name: np.ndarray, metres: np.ndarray, most: int) -> list[str]:
    """The names of the streets of a way in driving order: the longest few, what has no name left out.

    A street that goes on after others is told again; one that is only broken by what is not told is not.

    name: strings (k,), of the roads one after the other, "" without one.
    metres: float64 (k,), driven on each.
    most: how many are told.
    """
    known = np.asarray(name, dtype=object) != ""
    name, metres = _in_one_piece(np.asarray(name, dtype=object)[known], np.asarray(metres, dtype=np.float64)[known])
    longest = np.sort(np.argsort(-metres, kind="stable")[:most])
    return _in_one_piece(name[longest], metres[longest])[0].tolist()


def _in_one_piece(name: np.ndarray, metres: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Names and metres of roads (k,) with those joined that follow each other under one name."""
    if len(name) == 0:
        return name, metres
    begin = np.flatnonzero(np.concatenate([[True], name[1:] != name[:-1]]))
    return name[begin], np.add.reduceat(metres, begin)
