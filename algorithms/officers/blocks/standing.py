"""Where one stands in a cell: at the street corner with the most past events near it."""

from __future__ import annotations

import numpy as np


def chosen_corners(cell: np.ndarray, corner: np.ndarray, events: np.ndarray, cells: int) -> np.ndarray:
    """For each cell the corner with the most events, int64 (cells,), −1 where it has none with any.

    A corner belongs to one cell: where several may have it, the one that comes first has it.

    cell, corner: int (pairs,), which corner each cell may have.
    events: int (corners,), near each corner.
    cells: how many there are.
    """
    chosen = np.full(cells, -1, dtype=np.int64)
    taken = np.zeros(len(events), dtype=bool)
    order = np.lexsort((corner, cell, -events[corner]))
    order = order[events[corner[order]] > 0]
    for one, place in zip(cell[order].tolist(), corner[order].tolist()):
        if chosen[one] < 0 and not taken[place]:
            chosen[one], taken[place] = place, True
    return chosen
