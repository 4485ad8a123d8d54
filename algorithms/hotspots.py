"""Hotspots: which cells are hot, and which of them hang together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from .errors import PatrolError

METHODS = ("coverage", "threshold")


@dataclass(frozen=True)
class RiskCells:
    """n cells of any shape, in metres.

    ``risk`` (n,), NaN where unknown; ``area_m2`` (n,); ``neighbours`` int (pairs, 2): cells that share an edge, each
    pair once; ``count``: incidents (n,) or None.
    """

    risk: np.ndarray
    area_m2: np.ndarray
    neighbours: np.ndarray
    count: np.ndarray | None = None

    def __len__(self) -> int:
        return len(self.risk)


@dataclass(frozen=True)
class HotspotSettings:
    """``coverage_percent`` of the area (coverage) or the least ``threshold`` of risk (threshold).

    ``max_hotspots``: 0 keeps all. Raises PatrolError for values that cannot be.
    """

    method: str = "coverage"
    coverage_percent: float = 5.0
    threshold: float = 0.5
    max_hotspots: int = 0
    min_cells: int = 1

    def __post_init__(self) -> None:
        if self.method not in METHODS:
            raise PatrolError(f"The method must be one of {', '.join(METHODS)}, not {self.method!r}.")
        if not 0 < self.coverage_percent <= 100:
            raise PatrolError(
                f"The coverage must be above 0 and at most 100 % of the area, not {self.coverage_percent:g}."
            )
        if self.max_hotspots < 0 or self.min_cells < 1:
            raise PatrolError(
                "The number of hotspots must not be negative (0 = all), the least cells of one at least 1."
            )


@dataclass(frozen=True)
class Hotspots:
    """m hotspots, best (greatest summed risk) first.

    ``of_cell`` int (n,): the hotspot of each cell, −1 for none. Arrays (m,): ``cells``, ``area_m2``, ``risk_sum``,
    ``risk_max``, ``count`` (or None), ``peak`` (the cell of greatest risk). ``covered_percent`` of the whole area;
    ``pai``: prediction accuracy index, share of incidents / share of area, NaN without counts (Chainey, Tompson &
    Uhlig 2008).
    """

    of_cell: np.ndarray
    cells: np.ndarray
    area_m2: np.ndarray
    risk_sum: np.ndarray
    risk_max: np.ndarray
    count: np.ndarray | None
    peak: np.ndarray
    covered_percent: float
    pai: float

    def __len__(self) -> int:
        return len(self.cells)


def extract_hotspots(cells: RiskCells, settings: HotspotSettings) -> Hotspots:
    """Hot cells by coverage or threshold, adjoining ones merged."""
    if settings.method == "coverage":
        hot = hottest(cells, settings.coverage_percent)
    else:
        hot = np.nan_to_num(cells.risk, nan=-np.inf) >= settings.threshold
    label = connected_areas(hot, cells.neighbours)
    return _measure(cells, _keep_best(cells, label, settings))


def hottest(cells: RiskCells, coverage_percent: float) -> np.ndarray:
    """The cells of greatest risk that make up about this share of the area, at least one: bool (n,).

    Cells without risk are never hot. Equal risks: more incidents first, then the order of the cells.
    """
    risk = np.nan_to_num(cells.risk, nan=0.0)
    count = cells.count if cells.count is not None else np.zeros(len(cells))
    order = np.lexsort((np.arange(len(cells)), -np.nan_to_num(count), -risk))
    covered = np.cumsum(cells.area_m2[order])
    wanted = covered[-1] * coverage_percent / 100.0 if len(covered) else 0.0
    # A cell is in when at least half of it fits into the share.
    number = max(1, int(np.searchsorted(covered - cells.area_m2[order] / 2.0, wanted * (1 + 1e-12), side="right")))
    hot = np.zeros(len(cells), dtype=bool)
    hot[order[:number]] = True
    return hot & (risk > 0)


def connected_areas(hot: np.ndarray, neighbours: np.ndarray) -> np.ndarray:
    """A number for each connected area of hot cells, −1 for the others: int (n,)."""
    both = hot[neighbours[:, 0]] & hot[neighbours[:, 1]] if len(neighbours) else np.zeros(0, dtype=bool)
    pairs = neighbours[both]
    graph = coo_matrix((np.ones(len(pairs), dtype=np.int8), (pairs[:, 0], pairs[:, 1])), shape=(len(hot), len(hot)))
    _, component = connected_components(graph, directed=False)
    label = np.full(len(hot), -1)
    label[hot] = np.unique(component[hot], return_inverse=True)[1]
    return label


def _keep_best(cells: RiskCells, label: np.ndarray, settings: HotspotSettings) -> np.ndarray:
    """The labels in order of summed risk, small and surplus areas taken out."""
    hot = label >= 0
    number = int(label.max(initial=-1)) + 1
    size = np.bincount(label[hot], minlength=number)
    total = np.bincount(label[hot], np.nan_to_num(cells.risk[hot]), minlength=number)
    order = np.lexsort((np.arange(number), -total))
    order = order[size[order] >= settings.min_cells]
    if settings.max_hotspots:
        order = order[: settings.max_hotspots]
    rank = np.full(number + 1, -1)
    rank[order] = np.arange(len(order))
    return rank[label]


def _measure(cells: RiskCells, of_cell: np.ndarray) -> Hotspots:
    hot = np.flatnonzero(of_cell >= 0)
    label = of_cell[hot]
    number = int(of_cell.max(initial=-1)) + 1
    area = np.bincount(label, cells.area_m2[hot], minlength=number)
    by_risk = hot[np.lexsort((hot, -cells.risk[hot], label))]
    peak = by_risk[np.searchsorted(of_cell[by_risk], np.arange(number))] if number else np.zeros(0, dtype=np.int64)
    whole = float(cells.area_m2.sum())
    share = float(area.sum()) / whole if whole else 0.0
    count, pai = None, float("nan")
    if cells.count is not None:
        every = np.nan_to_num(cells.count)
        count = np.bincount(label, every[hot], minlength=number)
        if every.sum() > 0 and share > 0:
            pai = float(count.sum() / every.sum() / share)
    return Hotspots(
        of_cell,
        np.bincount(label, minlength=number),
        area,
        np.bincount(label, cells.risk[hot], minlength=number),
        cells.risk[peak],
        count,
        peak,
        100.0 * share,
        pai,
    )


def grid_neighbours(mask: np.ndarray) -> np.ndarray:
    """Pairs of cells of a raster that share an edge, as positions among the masked cells: int (pairs, 2)."""
    number = np.full(mask.shape, -1)
    number[mask] = np.arange(int(mask.sum()))
    across = np.stack([number[:, :-1].ravel(), number[:, 1:].ravel()], axis=1)
    down = np.stack([number[:-1].ravel(), number[1:].ravel()], axis=1)
    pairs = np.concatenate([across, down])
    return pairs[(pairs >= 0).all(axis=1)]
