"""The spots where incidents happened, and how they reach into the cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..events import CellEvents
from ..places import Places

# Incidents count by spots so many of which lie along a usual cell's side.
_SPOTS_A_SIDE = 6


class Spots:
    """Where incidents of several kinds happened, to a sixth of a cell's side, and the shares of these in the cells.

    ``x``, ``y``: of the spots, metres (s,). ``of``: the spot of each incident, int (n,), kind by kind.
    """

    def __init__(self, places: Places, kinds: Sequence[CellEvents]) -> None:
        step = places.usual_side_m / _SPOTS_A_SIDE
        ends = np.cumsum([0, *(len(kind) for kind in kinds)])
        x, y = (
            np.floor(np.concatenate([getattr(kind, axis) for kind in kinds]) / step).astype(np.int64) for axis in "xy"
        )
        _, first, spot = np.unique(np.column_stack([x, y]), axis=0, return_index=True, return_inverse=True)
        spot = spot.reshape(-1)
        self.x, self.y = (x[first] + 0.5) * step, (y[first] + 0.5) * step
        self.of = [spot[begin:end] for begin, end in zip(ends[:-1], ends[1:])]
        self._places = places
        self._shares: dict[float, Any] = {}

    def shares(self, width_m: float) -> Any:
        """Sparse (cells, spots), see ``Places.reached_from``."""
        if width_m not in self._shares:
            self._shares[width_m] = self._places.reached_from(self.x, self.y, width_m)
        return self._shares[width_m]
