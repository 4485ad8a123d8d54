"""Lines that end beside another line: where the other one must be split for the two to be connected."""

from __future__ import annotations

import numpy as np
from scipy.spatial import cKDTree

from ..arrays import places_in_groups

_PIECE_M = 50.0
_MOST_PIECES = 4_000_000


def equal_places(xy: np.ndarray) -> np.ndarray:
    """A number for each distinct coordinate pair, int64 (v,)."""
    # Adding 0 makes −0 and 0 one place; NumPy sorts complex numbers by real, then imaginary part.
    pairs = np.ascontiguousarray(xy + 0.0).view(np.complex128).ravel()
    return np.unique(pairs, return_inverse=True)[1].reshape(-1)


def middles_of_pieces(
    start: np.ndarray, step: np.ndarray, length: np.ndarray, piece_m: float
) -> tuple[np.ndarray, np.ndarray, float]:
    """Segments cut into equal pieces, so that a small circle catches the middle of every near piece and few others.

    ``start``, ``step``: (s, 2), ``length``: (s,), metres; ``piece_m``: the longest piece, longer where there would be
    too many. Returned: the middle of each piece (p, 2), its segment (p,), and half the longest piece.
    """
    piece_m = max(piece_m, float(length.sum()) / _MOST_PIECES)
    cuts = np.maximum(np.ceil(length / piece_m).astype(np.int64), 1)
    of, nth = places_in_groups(cuts)
    middle = start[of] + step[of] * ((nth + 0.5) / cuts[of])[:, None]
    return middle, of, float((length / cuts).max()) / 2


def split_at_dead_ends(
    xy: np.ndarray, part: np.ndarray, tolerance_m: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Line parts with a vertex where a dead end lies within the tolerance of another part, and the pairs that touch.

    ``xy``: (v, 2) vertices, ``part``: int (v,), ascending, the part of each. Returned: the same with the new vertices,
    and vertices (k, 2): each dead end and the vertex of the other part to connect it with. That is an end of the
    nearest segment, where one is within the tolerance; else the segment is split at the point nearest to the dead end.
    """
    place = equal_places(xy)
    ends = np.ones(len(xy), dtype=bool)
    ends[1:-1] = (part[1:-1] != part[:-2]) | (part[1:-1] != part[2:])
    dead = np.flatnonzero(ends & (np.bincount(place)[place] == 1))
    dead, segment, share = _nearest_segments(xy, part, dead, tolerance_m)
    nearer = segment + (share > 0.5)
    apart = np.hypot(*(xy[nearer] - xy[dead]).T) > tolerance_m
    # In the order in which the new vertices stand along their parts; those at one point are one.
    order = np.lexsort((share, segment))
    order = order[apart[order]]
    new = np.ones(len(order), dtype=bool)
    new[1:] = (np.diff(segment[order]) != 0) | (np.diff(share[order]) != 0)
    at, where = segment[order][new] + 1, share[order][new][:, None]
    added = xy[at - 1] * (1 - where) + xy[at] * where
    # How far each vertex moves up, and where the new ones come to stand.
    shift = np.searchsorted(at, np.arange(len(xy)), side="right")
    touched = nearer + shift[nearer]
    touched[order] = (at + np.arange(len(at)))[np.cumsum(new) - 1]
    pairs = np.column_stack([dead + shift[dead], touched])
    return np.insert(xy, at, added, axis=0), np.insert(part, at, part[at - 1]), pairs


def _nearest_segments(
    xy: np.ndarray, part: np.ndarray, dead: np.ndarray, tolerance_m: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The dead ends (vertices) with a segment of another part within the tolerance, its first vertex, and how far along
    it the nearest point lies, 0 to 1: (k,) each.
    """
    segment = np.flatnonzero(part[1:] == part[:-1])
    if len(dead) == 0 or len(segment) == 0:
        return dead[:0], segment[:0], np.zeros(0)
    step = xy[segment + 1] - xy[segment]
    length = np.hypot(step[:, 0], step[:, 1])
    middle, of, half_m = middles_of_pieces(xy[segment], step, length, _PIECE_M)
    reach = tolerance_m + half_m
    found = cKDTree(middle).query_ball_point(xy[dead], reach * (1 + 1e-9))
    which = np.repeat(np.arange(len(dead)), [len(near) for near in found])
    near = of[np.concatenate(found).astype(np.int64)]
    other = part[segment[near]] != part[dead[which]]
    which, near = which[other], near[other]
    offset = xy[dead[which]] - xy[segment[near]]
    share = np.clip((offset * step[near]).sum(axis=1) / length[near] ** 2, 0.0, 1.0)
    metres = np.hypot(*(offset - share[:, None] * step[near]).T)
    close = metres <= tolerance_m
    which, near, share, metres = which[close], near[close], share[close], metres[close]
    order = np.lexsort((near, metres, which))
    first = order[np.concatenate([[True], np.diff(which[order]) != 0])] if len(order) else order
    return dead[which[first]], segment[near[first]], share[first]
