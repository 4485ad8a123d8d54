"""Which cells are neighbours: by edges and corners of a raster, by whatever they share, or within a distance."""

from __future__ import annotations

import numpy as np
from scipy.spatial import cKDTree

from .control import Control
from .errors import PatrolError

# So many pairs of neighbours fit into memory with ease: 16 bytes each, and as much again while they are counted.
MOST_PAIRS = 20_000_000
# So many cells at a time are compared with all others, so that a cancel is answered.
_CELLS_AT_ONCE = 20_000


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
    found = []
    number = 0
    for begin in range(0, len(xy), _CELLS_AT_ONCE):
        control.step(begin, len(xy))
        some = cKDTree(xy[begin : begin + _CELLS_AT_ONCE])
        number += int(some.count_neighbors(tree, distance_m))
        if number > 2 * MOST_PAIRS:
            raise PatrolError(
                f"Within {distance_m:,.0f} m the {len(xy):,} cells make more than {MOST_PAIRS:,} pairs of neighbours, "
                "more than can be held. Give a smaller distance for neighbours, or choose queen."
            )
        near = some.sparse_distance_matrix(tree, distance_m, output_type="ndarray")
        pairs = np.stack([near["i"].astype(np.int64) + begin, near["j"].astype(np.int64)], axis=1)
        found.append(pairs[pairs[:, 0] < pairs[:, 1]])
    return np.concatenate(found) if found else np.zeros((0, 2), dtype=np.int64)
