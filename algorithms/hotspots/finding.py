"""The ways in which hotspots are found in the cells of one period."""

from __future__ import annotations

from typing import Optional, Protocol

import numpy as np

from ..control import Control
from ..texts import Text, joined
from .contiguous import grow_areas, sensible_number
from .getisord import GiScores, GiSettings, gi_scores
from .riskcells import RiskCells, connected_areas

# The hotspot of each cell, int (n,), −1 for none; and the scores of Gi*, where it found them.
Found = tuple[np.ndarray, Optional[GiScores]]
# More than whole cells make of the share asked for.
_MUCH_MORE = 1.5


class Asked(Protocol):
    """What is asked for: as HotspotSettings has it."""

    @property
    def coverage_percent(self) -> float: ...

    @property
    def threshold(self) -> float: ...

    @property
    def max_hotspots(self) -> int: ...

    @property
    def gi(self) -> GiSettings: ...


class Finder(Protocol):
    """What ``Method.load`` of a method returns; ``risk`` (n,) is that of the period."""

    def __call__(self, cells: RiskCells, risk: np.ndarray, settings: Asked, control: Control) -> Found: ...


def by_coverage(cells: RiskCells, risk: np.ndarray, settings: Asked, control: Control) -> Found:
    """The riskiest cells up to a share of the size, adjoining ones together."""
    return connected_areas(hottest(risk, cells.size, settings.coverage_percent), cells.neighbours), None


def by_threshold(cells: RiskCells, risk: np.ndarray, settings: Asked, control: Control) -> Found:
    """Every cell of at least this risk, adjoining ones together."""
    return connected_areas(np.nan_to_num(risk, nan=-np.inf) >= settings.threshold, cells.neighbours), None


def by_significance(cells: RiskCells, risk: np.ndarray, settings: Asked, control: Control) -> Found:
    """The cells that Gi* finds hot, adjoining ones together."""
    around = cells.neighbours if cells.around is None else cells.around
    scores = gi_scores(risk, around, settings.gi, control)
    return connected_areas(scores.hot, cells.neighbours), scores


def by_areas(cells: RiskCells, risk: np.ndarray, settings: Asked, control: Control) -> Found:
    """Areas in one piece that cover a share of the size together."""
    number = settings.max_hotspots
    if not number:
        number = sensible_number(cells.size, settings.coverage_percent)
        control.info("Contiguous hotspots: {n:,} areas, as many as each has average cells.", n=number)
    grown = grow_areas(risk, cells.size, cells.neighbours, number, settings.coverage_percent, control)
    found = int(grown.label.max(initial=-1)) + 1
    if found < number:
        control.warn(
            "Only {n:,} of {number:,} contiguous areas were found: no other place has a risk above 0.",
            n=found,
            number=number,
        )
    covered = 100.0 * float(cells.size[grown.label >= 0].sum()) / float(cells.size.sum())
    if covered > _MUCH_MORE * settings.coverage_percent:
        control.warn(
            "The contiguous areas cover {covered:.1f} %, not the {coverage_percent:g} % asked for, as each of "
            "{n:,} has at least one cell. Choose fewer areas, smaller cells or a greater coverage.",
            covered=covered,
            coverage_percent=settings.coverage_percent,
            n=number,
        )
    if len(grown.too_small):
        smaller = Text(
            "{n:,} of {found:,} contiguous areas are smaller than their share, as nothing more adjoins them: "
            "they lie on an island, or between other areas.",
            n=len(grown.too_small),
            found=found,
        )
        rest = Text("The others have grown larger instead.")
        if grown.missing > 0:
            rest = Text(
                "No other has room for it: {covered:.1f} % of the area is covered, not {coverage_percent:g} %.",
                covered=covered,
                coverage_percent=settings.coverage_percent,
            )
        control.warn(joined((smaller, rest)))
    return grown.label, None


def hottest(risk: np.ndarray, size: np.ndarray, coverage_percent: float) -> np.ndarray:
    """The cells of greatest risk that make up about this share of the size, at least one: bool (n,).

    Cells without risk are never hot. Equal risks: the order of the cells, not their incidents, which PAI counts: among
    equal risks it would otherwise find what it was given.
    """
    known = np.nan_to_num(risk, nan=0.0)
    order = np.argsort(-known, kind="stable")
    covered = np.cumsum(size[order])
    wanted = covered[-1] * coverage_percent / 100.0 if len(covered) else 0.0
    # A cell is in when at least half of it fits into the share.
    number = max(1, int(np.searchsorted(covered - size[order] / 2.0, wanted * (1 + 1e-12), side="right")))
    hot = np.zeros(len(risk), dtype=bool)
    hot[order[:number]] = True
    return hot & (known > 0)
