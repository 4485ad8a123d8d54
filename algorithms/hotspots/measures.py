"""What hotspots measure: size, risk, incidents, peak, and how well they are placed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .change import FADING
from .getisord import GiScores
from .riskcells import RiskCells


@dataclass(frozen=True)
class Hotspots:
    """m hotspots, best (greatest summed risk) first; those that fade come last.

    ``of_cell`` int (n,): the hotspot of each cell, −1 for none. Arrays (m,): ``cells``; ``size``: m², or m of road;
    ``risk_sum`` (of risk, on roads of risk · km), ``risk_max``; ``count`` (or None); ``peak``, the cell of greatest
    risk; ``z``, ``p``: the greatest score and the least adjusted p of its cells (or None); ``change``: EMERGING,
    PERSISTENT or FADING; ``risk_base``: the sum of the baseline, as ``risk_sum`` (both None without a baseline). Risk,
    z and p of a fading hotspot are those of the baseline. ``covered_percent`` of the whole size; ``pai``: prediction
    accuracy index, share of incidents / share of size, NaN without counts (Chainey, Tompson & Uhlig 2008); both only of
    what is hot now. ``scores``: Gi* of every cell now (or None).
    """

    of_cell: np.ndarray
    cells: np.ndarray
    size: np.ndarray
    risk_sum: np.ndarray
    risk_max: np.ndarray
    count: np.ndarray | None
    peak: np.ndarray
    covered_percent: float
    pai: float
    z: np.ndarray | None = None
    p: np.ndarray | None = None
    change: np.ndarray | None = None
    risk_base: np.ndarray | None = None
    scores: GiScores | None = None

    def __len__(self) -> int:
        return len(self.cells)

    @property
    def number_now(self) -> int:
        """How many hotspots are hot now: all but those that fade."""
        return len(self) - (self.changed(FADING) or 0)

    def changed(self, kind: int) -> int | None:
        """How many hotspots are of a kind of change; None without a baseline."""
        return None if self.change is None else int((self.change == kind).sum())

    @property
    def hot_now(self) -> np.ndarray:
        """Which cells are hot now: bool (n,)."""
        hot = self.of_cell >= 0
        if self.change is not None:
            hot[hot] = self.change[self.of_cell[hot]] != FADING
        return hot


def measure(
    cells: RiskCells,
    label: np.ndarray,
    kind: np.ndarray | None = None,
    now: GiScores | None = None,
    before: GiScores | None = None,
) -> Hotspots:
    """Rank and measure hotspots.

    cells: n of them.
    label: any number for each hotspot, −1 for none: int (n,).
    kind: the kind of change of each cell, the same within a hotspot: int8 (n,), or None.
    now: the scores of this period, where Gi* found the hotspots.
    before: those of the earlier one.
    """
    fading = np.zeros(len(cells), dtype=bool) if kind is None else kind == FADING
    risk = cells.risk if cells.baseline is None else np.where(fading, cells.baseline, cells.risk)
    addend = cells.to_sum(risk)
    of_cell = _by_rank(label, addend, fading)
    hot = np.flatnonzero(of_cell >= 0)
    rank = of_cell[hot]
    number = int(of_cell.max(initial=-1)) + 1
    by_risk = hot[np.lexsort((hot, -risk[hot], rank))]
    first = np.searchsorted(of_cell[by_risk], np.arange(number))
    peak = by_risk[first] if number else np.zeros(0, dtype=np.int64)
    count, pai = None, float("nan")
    whole = float(cells.size.sum())
    is_hot = (of_cell >= 0) & ~fading
    share = float(cells.size[is_hot].sum()) / whole if whole else 0.0
    if cells.count is not None:
        count = np.bincount(rank, np.nan_to_num(cells.count)[hot], minlength=number)
    if cells.counted is not None:
        every = np.nan_to_num(cells.counted)
        if every.sum() > 0 and share > 0:
            pai = float(every[is_hot].sum() / every.sum() / share)
    z, p = _best_scores(by_risk, first, fading, now, before)
    return Hotspots(
        of_cell,
        np.bincount(rank, minlength=number),
        np.bincount(rank, cells.size[hot], minlength=number),
        np.bincount(rank, addend[hot], minlength=number),
        risk[peak],
        count,
        peak,
        100.0 * share,
        pai,
        z,
        p,
        None if kind is None else kind[peak],
        None if cells.baseline is None else np.bincount(rank, cells.to_sum(cells.baseline)[hot], minlength=number),
        now,
    )


def _by_rank(label: np.ndarray, addend: np.ndarray, fading: np.ndarray) -> np.ndarray:
    """The labels renumbered by the sum of ``addend`` (n,), those that fade after the others: int (n,)."""
    hot = label >= 0
    number = int(label.max(initial=-1)) + 1
    total = np.bincount(label[hot], addend[hot], minlength=number)
    last = np.bincount(label[hot], fading[hot], minlength=number) > 0
    used = np.bincount(label[hot], minlength=number) > 0
    order = np.lexsort((np.arange(number), -total, last))
    order = order[used[order]]
    rank = np.full(number + 1, -1)
    rank[order] = np.arange(len(order))
    return rank[label]


def _best_scores(
    by_hotspot: np.ndarray, first: np.ndarray, fading: np.ndarray, now: GiScores | None, before: GiScores | None
) -> tuple[np.ndarray | None, np.ndarray | None]:
    """The greatest z and least adjusted p of each hotspot, (m,) each.

    by_hotspot: the cells, hotspot by hotspot.
    first: where the cells of each hotspot begin there (m,).
    fading: which cells are judged by the earlier period, bool (n,).
    now, before: the scores of either period.
    """
    if now is None:
        return None, None
    z, p = now.z, now.p_adjusted
    if before is not None:
        z, p = np.where(fading, before.z, z), np.where(fading, before.p_adjusted, p)
    if not len(first):
        return np.zeros(0), np.zeros(0)
    return np.fmax.reduceat(z[by_hotspot], first), np.fmin.reduceat(p[by_hotspot], first)
