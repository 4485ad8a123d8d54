"""Which cells are neighbours: by edges and corners of a raster, by whatever they share, or within a distance."""

from __future__ import annotations

import numpy as np
from scipy.spatial import cKDTree

from ..control import Control
from ..errors import PatrolError

# So many pairs of neighbours fit into memory: 16 bytes each, and as much again while their parts are put together.
MOST_PAIRS = 20_000_000
# About so many are looked for at a time, both ways (a pair and its reverse: 24 bytes each, and some copies), so that
# memory is bounded and a cancel is answered. While they are counted, at most so many are compared at a time.
_FOUND_AT_ONCE = 1_000_000
_COMPARED_AT_ONCE = 300_000_000


def grid_neighbours(mask: np.ndarray, corners: bool = False) -> np.ndarray:
    """Pairs of cells of a raster that share an edge, as positions among the masked cells: int (pairs, 2), each once.

    ``corners``: those that share only a corner too.
    """
    number = np.full(mask.shape, -1)
    number[mask] = np.arange(int(mask.sum()))
    joined = [(number[:, :-1], number[:, 1:]), (number[:-1], number[1:])]
    if corners:
        joined += [(number[:-1, :-1], number[1:, 1:]), (number[:-1, 1:], number[1:, :-1])]
    pairs = np.concatenate([np.stack([one.ravel(), other.ravel()], axis=1) for one, other in joined])
    return pairs[(pairs >= 0).all(axis=1)]


def pairs_within(group: np.ndarray, member: np.ndarray) -> np.ndarray:
    """All pairs of different members of the same group: int (pairs, 2), each once, the lesser first, ascending.

    ``group``, ``member``: int (m,), one row for each membership; a member may be in many groups, or in one twice. The
    groups are small (the cells around a corner, the streets at a junction): the work grows with the square of their
    size.
    """
    order = np.lexsort((member, group))
    group, member = group[order], member[order]
    found = [np.zeros((0, 2), dtype=np.int64)]
    # Members of one group stand side by side: each with the next, the one after that, until no group is as large.
    here = np.arange(len(group))
    for apart in range(1, len(group)):
        here = here[here + apart < len(group)]
        here = here[group[here] == group[here + apart]]
        if not len(here):
            break
        found.append(np.stack([member[here], member[here + apart]], axis=1))
    return unique_pairs(np.concatenate(found))


def unique_pairs(pairs: np.ndarray) -> np.ndarray:
    """Each pair of different members once, the lesser first, ascending: int64 (pairs, 2)."""
    low, high = pairs.min(axis=1, initial=2**62), pairs.max(axis=1, initial=-1)
    low, high = low[low != high], high[low != high]
    number = int(high.max(initial=0)) + 1
    key = np.unique(low.astype(np.int64) * number + high)
    return np.stack(np.divmod(key, number), axis=1)


def nearest_distance(x: np.ndarray, y: np.ndarray) -> float:
    """The least distance in metres within which every centre (n,) has another one; 0 for fewer than two."""
    if len(x) < 2:
        return 0.0
    xy = np.column_stack([x, y])
    distance, _ = cKDTree(xy).query(xy, k=2)
    return float(distance[:, 1].max()) * (1 + 1e-9)


def within_distance(x: np.ndarray, y: np.ndarray, distance_m: float, control: Control) -> np.ndarray:
    """Pairs of centres no farther than this apart: int64 (pairs, 2), each once, the lesser first.

    Raises PatrolError when there are more pairs than memory holds.
    """
    xy = np.column_stack([x, y])
    tree = cKDTree(xy)
    # Each cell's neighbours and itself, up to here: int64 (n + 1,).
    upto = np.concatenate([[0], np.cumsum(_number_within(tree, xy, distance_m, control.part(0.0, 0.3)))])
    found = [np.zeros((0, 2), dtype=np.int64)]
    searching = control.part(0.3, 1.0)
    begin = 0
    while begin < len(xy):
        searching.step(begin, len(xy))
        # As many cells as have that many together, but one at least.
        end = max(begin + 1, int(np.searchsorted(upto, upto[begin] + _FOUND_AT_ONCE, side="right")) - 1)
        near = cKDTree(xy[begin:end]).sparse_distance_matrix(tree, distance_m, output_type="ndarray")
        pairs = np.stack([near["i"] + begin, near["j"]], axis=1).astype(np.int64)
        found.append(pairs[pairs[:, 0] < pairs[:, 1]])
        begin = end
    return np.concatenate(found)


def _number_within(tree: cKDTree, xy: np.ndarray, distance_m: float, control: Control) -> np.ndarray:
    """How many cells lie no farther than this from each, itself among them: int64 (n,); PatrolError when too many."""
    number = np.zeros(len(xy), dtype=np.int64)
    size = max(1, _COMPARED_AT_ONCE // max(1, len(xy)))
    pairs_both_ways = 0
    for begin in range(0, len(xy), size):
        control.step(begin, len(xy))
        some = slice(begin, begin + size)
        number[some] = tree.query_ball_point(xy[some], distance_m, return_length=True)
        pairs_both_ways += int((number[some] - 1).sum())
        if pairs_both_ways > 2 * MOST_PAIRS:
            raise PatrolError(
                "Within {distance_m:,.0f} m the {n:,} cells make more than {most_pairs:,} pairs of neighbours, "
                "more than can be held. Give a smaller distance for neighbours, or choose queen.",
                distance_m=distance_m,
                n=len(xy),
                most_pairs=MOST_PAIRS,
            )
    return number
