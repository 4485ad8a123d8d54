"""Hotspots of a wanted size, each in one piece: grown cell by cell from the best places."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from .control import Control

# So much more of its risk a cell is worth to an area for every further edge it shares with it: of nearly equal cells
# the one that keeps the area compact is taken. On San Francisco and Houston this makes areas a tenth more compact and
# costs 1 to 3 % of PAI; more of it costs more than it gives.
PER_SHARED_EDGE = 0.2
_CHECK_EVERY = 500
# What is left of a sum of risks when all of them are taken off again, as a share of the greatest risk.
_ROUNDING = 1e-9


@dataclass(frozen=True)
class GrownAreas:
    """``label`` int (n,): the area of each cell, in the order they were grown, −1 for none. ``too_small`` int (k,):
    the areas whose surroundings ran out before they had their share to within half a cell.
    """

    label: np.ndarray
    too_small: np.ndarray


def sensible_number(size: np.ndarray, coverage_percent: float) -> int:
    """As many areas as each has average cells, so that neither their number nor their extent gets out of hand."""
    covered_cells = len(size) * coverage_percent / 100.0
    return max(1, round(math.sqrt(covered_cells)))


def grow_areas(
    risk: np.ndarray, size: np.ndarray, neighbours: np.ndarray, number: int, coverage_percent: float, control: Control
) -> GrownAreas:
    """``number`` connected areas that cover ``coverage_percent`` of all size together, each an equal share of it.

    ``risk`` (n,), NaN where unknown: never part of an area; ``size`` (n,); ``neighbours`` int (pairs, 2). Greedy, area
    by area: it begins with the free cell whose risk, with that of its free neighbours, is greatest, and takes the free
    cell beside it that is worth most until its share is reached to within half a cell. Fewer areas come back when no
    free place has a risk above 0.
    """
    growth = _Growth(risk, size, neighbours)
    share = float(size.sum()) * coverage_percent / 100.0 / number
    too_small = []
    seeds = growth.seeds()
    for area in range(number):
        seed = next(seeds, None)
        if seed is None:
            break
        control.step(area, number)
        if not growth.grow(area, seed, share, control):
            too_small.append(area)
    return GrownAreas(growth.label, np.array(too_small, dtype=np.int64))


class _Growth:
    """The state between areas: who has claimed a cell, and what each free cell is worth as a seed."""

    def __init__(self, risk: np.ndarray, size: np.ndarray, neighbours: np.ndarray) -> None:
        n = len(risk)
        self.known = np.isfinite(risk)
        self.risk = np.where(self.known, risk, 0.0)
        self.size = size
        self.label = np.full(n, -1)
        ends = np.concatenate([neighbours, neighbours[:, ::-1]])
        rows = csr_matrix((np.ones(len(ends), dtype=np.int8), (ends[:, 0], ends[:, 1])), shape=(n, n))
        rows.sort_indices()
        self.first, self.beside = rows.indptr, rows.indices
        self.attraction = np.maximum(self.risk, 0.0)
        self.worth = self.attraction + rows.astype(np.float64) @ self.attraction
        self.nothing = _ROUNDING * float(self.attraction.max(initial=0.0))

    def seeds(self) -> Iterator[int]:
        """The best free cell, again and again while areas claim others.

        The worth of a cell only falls, when a neighbour of risk is claimed. So the order of the beginning serves
        throughout, with those that have fallen put back where they belong.
        """
        order = np.argsort(-self.worth, kind="stable")
        begin = self.worth.copy()
        fallen: list[tuple[float, int]] = []
        place = 0
        while place < len(order) or fallen:
            first = int(order[place]) if place < len(order) else -1
            if first >= 0 and (not fallen or (-begin[first], first) <= fallen[0]):
                place += 1
                cell, worth = first, float(begin[first])
            else:
                negative, cell = heapq.heappop(fallen)
                worth = -negative
            if self.label[cell] >= 0 or not self.known[cell]:
                continue
            if self.worth[cell] != worth:
                heapq.heappush(fallen, (-float(self.worth[cell]), cell))
            elif worth > self.nothing:
                yield cell
            else:
                return

    def grow(self, area: int, seed: int, share: float, control: Control) -> bool:
        """Claim an area from its seed; False when its surroundings ran out more than half a cell before its share."""
        shared: dict[int, int] = {}
        frontier: list[tuple[float, int, int]] = []
        self._claim(area, seed, shared, frontier)
        taken = float(self.size[seed])
        chosen = 1
        while frontier:
            _, negative_edges, cell = heapq.heappop(frontier)
            # Entries from before another edge was shared, or of cells taken since, are out of date.
            if self.label[cell] >= 0 or -negative_edges != shared[cell]:
                continue
            if taken + self.size[cell] / 2.0 > share * (1 + 1e-12):
                return True
            self._claim(area, cell, shared, frontier)
            taken += float(self.size[cell])
            chosen += 1
            if chosen % _CHECK_EVERY == 0:
                control.check()
        # Half a cell more or less is no shortage, as above; what a cell is, its own say on average.
        return taken + taken / chosen / 2.0 >= share * (1 - 1e-12)

    def _claim(self, area: int, cell: int, shared: dict[int, int], frontier: list[tuple[float, int, int]]) -> None:
        self.label[cell] = area
        beside = self.beside[self.first[cell] : self.first[cell + 1]]
        self.worth[beside] -= self.attraction[cell]
        for other in beside.tolist():
            if self.label[other] >= 0 or not self.known[other]:
                continue
            edges = shared[other] = shared.get(other, 0) + 1
            risk = float(self.risk[other])
            value = risk + PER_SHARED_EDGE * (edges - 1) * abs(risk)
            heapq.heappush(frontier, (-value, -edges, other))
