"""Roads as what hotspots are made of: cut at junctions into short stretches, with the risk of the cells they cross."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arrays import places_in_groups
from ..cells.neighbours import pairs_within
from ..control import Control
from ..roads.network import RoadNetwork
from .riskcells import RiskCells

# Stretches are located by points a tenth of a cell apart, and by no more points than this.
_PER_CELL = 10
_MOST_POINTS = 3_000_000
_M_PER_KM = 1000.0


@dataclass(frozen=True)
class Stretches:
    """s pieces of road edges, edge by edge, each from one place along its edge to another.

    ``edge`` int (s,); ``start_m``, ``end_m`` float64 (s,), metres along the edge, start < end.
    """

    network: RoadNetwork
    edge: np.ndarray
    start_m: np.ndarray
    end_m: np.ndarray

    def __len__(self) -> int:
        return len(self.edge)

    @property
    def length_m(self) -> np.ndarray:
        return self.end_m - self.start_m

    def middles(self) -> tuple[np.ndarray, np.ndarray]:
        """x and y half-way along each stretch, (s,)."""
        x, y = self.network.at(self.edge, (self.start_m + self.end_m) / 2.0).T
        return x, y

    def polyline(self, stretch: int) -> np.ndarray:
        """The vertices of a stretch, (k, 2)."""
        return self.network.piece(int(self.edge[stretch]), float(self.start_m[stretch]), float(self.end_m[stretch]))

    def kept(self, chosen: np.ndarray) -> Stretches:
        """Those chosen, bool (s,)."""
        return Stretches(self.network, self.edge[chosen], self.start_m[chosen], self.end_m[chosen])

    def neighbours(self) -> np.ndarray:
        """Pairs of stretches that share an end, int (pairs, 2), each once: along an edge, or at a junction."""
        network = self.network
        # An end at the start or the end of its edge is that node; a cut belongs to the stretch that begins there.
        at_tail = self.start_m == 0
        at_head = self.end_m == network.length_m[self.edge]
        number = network.nodes + np.arange(len(self))
        begin = np.where(at_tail, network.tail[self.edge], number)
        follows = np.zeros(len(self), dtype=bool)
        follows[:-1] = (self.edge[1:] == self.edge[:-1]) & (self.start_m[1:] == self.end_m[:-1])
        # An end whose next stretch was left out meets no one.
        end = np.where(follows, number + 1, -1 - np.arange(len(self)))
        end = np.where(at_head, network.head[self.edge], end)
        member = np.arange(len(self))
        return pairs_within(np.concatenate([begin, end]), np.concatenate([member, member]))


def cut_roads(network: RoadNetwork, longest_m: float) -> Stretches:
    """Every edge of the network in equal stretches of at most this length; edges end at junctions."""
    parts = np.maximum(np.ceil(network.length_m / longest_m - 1e-9), 1).astype(np.int64)
    edge, place = places_in_groups(parts)
    length = network.length_m[edge]
    start, end = length * (place / parts[edge]), length * ((place + 1) / parts[edge])
    return Stretches(network, edge, start, end)


@dataclass(frozen=True)
class RoadPoints:
    """Points along stretches, each for a bit of road around it: ``stretch`` int (p,), ``x``, ``y``, ``metres`` (p,)."""

    stretch: np.ndarray
    x: np.ndarray
    y: np.ndarray
    metres: np.ndarray


def points_along(stretches: Stretches, cell_size_m: float) -> RoadPoints:
    """The middles of equal bits of each stretch, no longer than a tenth of a cell."""
    length = stretches.length_m
    longest = max(cell_size_m / _PER_CELL, float(length.sum()) / _MOST_POINTS)
    bits = np.maximum(np.ceil(length / longest - 1e-9), 1).astype(np.int64)
    stretch, place = places_in_groups(bits)
    metres = (length / bits)[stretch]
    along = stretches.start_m[stretch] + (place + 0.5) * metres
    x, y = stretches.network.at(stretches.edge[stretch], along).T
    return RoadPoints(stretch, x, y, metres)


@dataclass(frozen=True)
class RoadRisk:
    """The stretches that cross cells, with the cells' risk: ``cells`` are these stretches for the core.

    ``lost``: incidents in cells without any road, NaN without counts; ``outside``: how many stretches cross no cell.
    """

    stretches: Stretches
    cells: RiskCells
    lost: float
    outside: int


def transfer_risk(
    stretches: Stretches, points: RoadPoints, cell: np.ndarray, cells: RiskCells, control: Control | None = None
) -> RoadRisk:
    """The risk of cells on the stretches that cross them.

    stretches: all of them.
    points: along them.
    cell: of each point, −1 for none: int (p,).
    cells: whose risk it is.
    control: progress and stop.

    A stretch has the mean risk of the cells it crosses,
    weighted by the length in each; what lies outside every cell does not count. The incidents of a cell are shared
    among its stretches by their length in it, so that their number stays the same.
    """
    control = control or Control()
    inside = cell >= 0
    stretch, cell, metres = points.stretch[inside], cell[inside], points.metres[inside]
    number = len(stretches)
    crossed = np.bincount(stretch, metres, number)
    kept = crossed > 0

    def mean(value: np.ndarray) -> np.ndarray:
        known = np.isfinite(value[cell])
        length = np.bincount(stretch[known], metres[known], number)[kept]
        total = np.bincount(stretch[known], (metres * value[cell])[known], number)[kept]
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.where(length > 0, total / length, np.nan)

    in_cell = np.bincount(cell, metres, len(cells))
    share = metres / in_cell[cell]

    def shared(count: np.ndarray | None) -> np.ndarray | None:
        return None if count is None else np.bincount(stretch, np.nan_to_num(count)[cell] * share, number)[kept]

    lost = float("nan") if cells.count is None else float(np.nan_to_num(cells.count)[in_cell == 0].sum())
    control.check()
    left = stretches.kept(kept)
    neighbours = left.neighbours()
    control.check()
    baseline = None if cells.baseline is None else mean(cells.baseline)
    on_roads = RiskCells(
        mean(cells.risk),
        left.length_m,
        neighbours,
        shared(cells.count),
        baseline,
        weight=left.length_m / _M_PER_KM,
        judged=shared(cells.judged),
    )
    return RoadRisk(left, on_roads, lost, int(number - kept.sum()))


def longest_names(group: np.ndarray, name: np.ndarray, length: np.ndarray, number: int) -> list[str]:
    """The name with the greatest summed length in each of the groups 0 … number − 1; "" where no piece has one.

    ``group`` int (k,), −1 for pieces in none; ``name`` (k,) text, "" for none; ``length`` (k,), metres. Of equal
    lengths the name that comes first in the alphabet.
    """
    named = (group >= 0) & (name != "")
    names, code = np.unique(name[named].astype(str), return_inverse=True)
    best = [""] * number
    if not len(names):
        return best
    pair, place = np.unique(group[named] * len(names) + code, return_inverse=True)
    owner, which = np.divmod(pair, len(names))
    # Lengths to the micrometre: sums in another order must not decide between equal ones.
    total = np.round(np.bincount(place, length[named]), 6)
    order = np.lexsort((which, -total, owner))
    for index in order[np.unique(owner[order], return_index=True)[1]].tolist():
        best[int(owner[index])] = str(names[which[index]])
    return best
