"""Hotspots of a wanted size, each in one piece: grown cell by cell from the best places."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import csr_matrix

from ..control import Control

# So much more of its risk a cell is worth to an area for every further edge it shares with it: of nearly equal cells
# the one that keeps the area compact is taken. On San Francisco and Houston this makes areas a tenth more compact and
# costs 1 to 3 % of PAI; more of it costs more than it gives.
PER_SHARED_EDGE = 0.2
_CHECK_EVERY = 500
# What is left of a sum of risks when all of them are taken off again, as a share of the greatest risk.
_ROUNDING = 1e-9
# Sizes that differ by less than this share of them are equal.
_SLACK = 1e-12


@dataclass(frozen=True)
class GrownAreas:
    """``label`` int (n,): the area of each cell, in the order they were grown, −1 for none. ``too_small`` int (k,):
    the areas whose surroundings ran out before they had their share to within half a cell. ``missing``: how much of
    the size that was asked for no area could take over from them, 0 as a rule.
    """

    label: np.ndarray
    too_small: np.ndarray
    missing: float = 0.0


def sensible_number(size: np.ndarray, coverage_percent: float) -> int:
    """As many areas as each has average cells, so that neither their number nor their extent gets out of hand."""
    covered_cells = len(size) * coverage_percent / 100.0
    return max(1, round(math.sqrt(covered_cells)))


def grow_areas(
    risk: np.ndarray, size: np.ndarray, neighbours: np.ndarray, number: int, coverage_percent: float, control: Control
) -> GrownAreas:
    """Connected areas that cover a share of all size together, each an equal part of it.

    risk: of each cell (n,), NaN where unknown: never part of an area.
    size: of each cell (n,).
    neighbours: int (pairs, 2).
    number: how many areas.
    coverage_percent: the share of all size.
    control: progress and stop.

    Greedy, area by area: it begins with the free cell whose risk, with that of its free neighbours, is greatest, and
    takes the free cell beside it that is worth most until its share is reached to within half a cell. Fewer areas come
    back when no free place has a risk above 0. What an area that is shut in (by others, or on an island) does not find
    room for is shared among those that can still grow.
    """
    growth = _Growth(risk, size, neighbours)
    share = float(size.sum()) * coverage_percent / 100.0 / number
    grown: list[_Area] = []
    seeds = growth.seeds()
    for _ in range(number):
        seed = next(seeds, None)
        if seed is None:
            break
        control.step(len(grown), number)
        grown.append(growth.begin(len(grown), seed))
        growth.grow(grown[-1], share, control)
    too_small = [area for area in grown if area.lacks(share)]
    missing = growth.share_out(sum(share - area.taken for area in too_small), grown, control)
    return GrownAreas(growth.label, np.array([area.number for area in too_small], dtype=np.int64), missing)


@dataclass
class _Area:
    """An area as it grows.

    ``taken``, ``cells``: its size and number of cells. ``shared``: how many edges each free cell beside it shares with
    it; ``frontier``: these cells, the one worth most first. ``is_shut``: whether it had nowhere left to grow.
    """

    number: int
    taken: float = 0.0
    cells: int = 0
    is_shut: bool = False
    shared: dict[int, int] = field(default_factory=dict)
    frontier: list[tuple[float, int, int]] = field(default_factory=list)

    def lacks(self, share: float) -> bool:
        """Whether it is shut in and smaller than its share by more than half a cell of its own."""
        return self.is_shut and self.taken + self.taken / self.cells / 2.0 < share * (1 - _SLACK)


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

    def begin(self, number: int, seed: int) -> _Area:
        """An area of one cell."""
        area = _Area(number)
        self._claim(area, seed)
        return area

    def grow(self, area: _Area, size: float, control: Control) -> None:
        """Let an area grow from where it is to a size, to within half a cell."""
        while area.frontier:
            entry = heapq.heappop(area.frontier)
            _, negative_edges, cell = entry
            # Entries from before another edge was shared, or of cells taken since, are out of date.
            if self.label[cell] >= 0 or -negative_edges != area.shared[cell]:
                continue
            if area.taken + self.size[cell] / 2.0 > size * (1 + _SLACK):
                # It may be asked to grow on.
                heapq.heappush(area.frontier, entry)
                return
            self._claim(area, cell)
            if area.cells % _CHECK_EVERY == 0:
                control.check()
        area.is_shut = True

    def share_out(self, size: float, areas: list[_Area], control: Control) -> float:
        """Let areas that can still grow take up a size, each an equal part, to within half a cell: what is left."""
        whole = size
        while size > 0:
            control.check()
            before, growing = size, [area for area in areas if not area.is_shut]
            for place, area in enumerate(growing):
                had = area.taken
                self.grow(area, had + size / (len(growing) - place), control)
                size -= area.taken - had
            if size == before:
                break
        nothing_more = all(area.is_shut for area in areas)
        return size if nothing_more and size > _SLACK * whole else 0.0

    def _claim(self, area: _Area, cell: int) -> None:
        self.label[cell] = area.number
        area.taken += float(self.size[cell])
        area.cells += 1
        beside = self.beside[self.first[cell] : self.first[cell + 1]]
        self.worth[beside] -= self.attraction[cell]
        for other in beside.tolist():
            if self.label[other] >= 0 or not self.known[other]:
                continue
            edges = area.shared[other] = area.shared.get(other, 0) + 1
            risk = float(self.risk[other])
            value = risk + PER_SHARED_EDGE * (edges - 1) * abs(risk)
            heapq.heappush(area.frontier, (-value, -edges, other))
