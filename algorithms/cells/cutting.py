"""Edges cut where they cross a family of parallel lines, so that each piece lies between two of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays import places_in_groups

# So many pieces are held at once.
_BATCH = 1_000_000


@dataclass(frozen=True)
class Pieces:
    """What edges are cut into, in the order of the edges and along each of them.

    ``edge``: int64 (p,), the edge of each piece. ``begins``, ``ends``: float64 (p,), the fractions of the edge at
    which it begins and ends; its end and the next one's start are the same number, the first start is 0 and the last
    end 1, so that nothing is lost or doubled. ``gap``: int64 (p,), the line it lies at or above, and below the next.
    """

    edge: np.ndarray
    begins: np.ndarray
    ends: np.ndarray
    gap: np.ndarray


def cut(start: np.ndarray, end: np.ndarray, first: int, last: int) -> Pieces:
    """Edges cut at the lines ``first``, ``first + 1``, … ``last`` of one family.

    ``start``, ``end``: float64 (e,), where each edge begins and ends, in the coordinate in which the family's lines
    lie at whole numbers. What lies before the first line has the gap ``first - 1``, what lies after the last ``last``.
    """
    low, high = np.minimum(start, end), np.maximum(start, end)
    least, lines = _lines_between(low, high, first, last)
    # The edge of each piece, and its number along it, which is that of the line at its end.
    edge, number = places_in_groups(lines + 1)
    rising = (end >= start)[edge]
    gap = np.where(rising, (least - 1)[edge] + number, (least + lines - 1)[edge] - number)
    line = np.where(rising, gap + 1, gap)
    begins, ends = np.zeros(len(edge)), np.ones(len(edge))
    inner = np.flatnonzero(number < lines[edge])
    whole = edge[inner]
    ends[inner] = (line[inner] - start[whole]) / (end[whole] - start[whole])
    begins[inner + 1] = ends[inner]
    return Pieces(edge, begins, ends, gap)


def _lines_between(low: np.ndarray, high: np.ndarray, first: int, last: int) -> tuple[np.ndarray, np.ndarray]:
    """The first line strictly between, and how many there are: int64 (e,) each."""
    least = np.clip(np.floor(low) + 1, first, last + 1).astype(np.int64)
    most = np.clip(np.ceil(high) - 1, first - 1, last).astype(np.int64)
    return least, np.maximum(most - least + 1, 0)


def along(start: np.ndarray, end: np.ndarray, fraction: np.ndarray) -> np.ndarray:
    """The coordinate at a fraction of each edge; at 1 it is the end itself, not what rounding makes of it."""
    return np.where(fraction == 1.0, end, start + fraction * (end - start))


def batches(families: Sequence[tuple[np.ndarray, np.ndarray, int, int]]) -> Iterator[slice]:
    """Consecutive edges whose pieces fit into memory, as slices.

    ``families``: as the arguments of cut, of every family the edges will be cut at.
    """
    pieces = np.ones(len(families[0][0]), dtype=np.int64)
    for start, end, first, last in families:
        pieces += _lines_between(np.minimum(start, end), np.maximum(start, end), first, last)[1]
    total = np.cumsum(pieces)
    begin = 0
    while begin < len(pieces):
        before = total[begin - 1] if begin else 0
        stop = max(int(np.searchsorted(total, before + _BATCH, side="right")), begin + 1)
        yield slice(begin, stop)
        begin = stop
