"""Hotspots: which cells are hot, and which of them hang together."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from ..control import Control
from ..errors import PatrolError
from ..texts import Text, joined
from .change import areas_of_change
from .contiguous import grow_areas, sensible_number
from .getisord import GiScores, GiSettings, gi_scores
from .measures import Hotspots, measure
from .riskcells import RiskCells, connected_areas

# More than whole cells make of the share asked for.
_MUCH_MORE = 1.5
METHODS = ("coverage", "threshold", "gi", "contiguous")


@dataclass(frozen=True)
class HotspotSettings:
    """``coverage_percent`` of the size (coverage, contiguous), the least ``threshold`` of risk (threshold), ``gi``.

    ``max_hotspots``: 0 keeps all; contiguous: how many areas, 0 for a sensible number. ``min_cells``: smaller hotspots
    are left out. With a baseline both hold for the hotspots of each period. Raises PatrolError for values that cannot
    be.
    """

    method: str = "coverage"
    coverage_percent: float = 5.0
    threshold: float = 0.5
    max_hotspots: int = 0
    min_cells: int = 1
    gi: GiSettings = field(default_factory=GiSettings)

    def __post_init__(self) -> None:
        if self.method not in METHODS:
            raise PatrolError(
                "The method must be one of {words}, not {given!r}.", words=list(METHODS), given=self.method
            )
        if not 0 < self.coverage_percent <= 100:
            raise PatrolError(
                "The coverage must be above 0 and at most 100 % of the area, not {coverage_percent:g}.",
                coverage_percent=self.coverage_percent,
            )
        if self.threshold != self.threshold:
            raise PatrolError("The threshold must be a number: the least risk of a hot cell.")
        if self.max_hotspots < 0 or self.min_cells < 1:
            raise PatrolError(
                "The number of hotspots must not be negative (0 = all), the least cells of one at least 1."
            )


def extract_hotspots(cells: RiskCells, settings: HotspotSettings, control: Control | None = None) -> Hotspots:
    """Hot cells by the method of the settings, adjoining ones merged; compared with the baseline where there is one."""
    control = control or Control()
    if cells.baseline is None:
        label, scores = _hotspots_of(cells, cells.risk, settings, control)
        return measure(cells, label, now=scores)
    now, scores = _hotspots_of(cells, cells.risk, settings, control.part(0.0, 0.5))
    before, scores_before = _hotspots_of(cells, cells.baseline, settings, control.part(0.5, 1.0))
    label, kind = areas_of_change(now, before, cells.neighbours)
    return measure(cells, label, kind, scores, scores_before)


def _hotspots_of(
    cells: RiskCells, risk: np.ndarray, settings: HotspotSettings, control: Control
) -> tuple[np.ndarray, GiScores | None]:
    """The hotspot of each cell in one period, int (n,), −1 for none, and the scores of Gi*."""
    scores = None
    if settings.method == "contiguous":
        label = _contiguous(cells, risk, settings, control)
    else:
        if settings.method == "coverage":
            hot = hottest(risk, cells.size, settings.coverage_percent)
        elif settings.method == "threshold":
            hot = np.nan_to_num(risk, nan=-np.inf) >= settings.threshold
        else:
            around = cells.neighbours if cells.around is None else cells.around
            scores = gi_scores(risk, around, settings.gi, control)
            hot = scores.hot
        label = connected_areas(hot, cells.neighbours)
    return _keep_best(label, cells.to_sum(risk), settings), scores


def _contiguous(cells: RiskCells, risk: np.ndarray, settings: HotspotSettings, control: Control) -> np.ndarray:
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
    return grown.label


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


def _keep_best(label: np.ndarray, addend: np.ndarray, settings: HotspotSettings) -> np.ndarray:
    """The labels without small and surplus hotspots, those of the greatest sum of ``addend`` (n,) kept: int (n,)."""
    hot = label >= 0
    number = int(label.max(initial=-1)) + 1
    size = np.bincount(label[hot], minlength=number)
    total = np.bincount(label[hot], addend[hot], minlength=number)
    order = np.lexsort((np.arange(number), -total))
    order = order[size[order] >= settings.min_cells]
    if settings.max_hotspots:
        order = order[: settings.max_hotspots]
    kept = np.zeros(number + 1, dtype=bool)
    kept[order] = True
    return np.where(kept[label], label, -1)
