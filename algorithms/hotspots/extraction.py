"""Hotspots: found by the method chosen, small and surplus ones left out, two periods compared."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from ..control import Control
from ..errors import PatrolError
from ..methods import choices, method_of
from .change import areas_of_change
from .finding import Found
from .getisord import GiSettings
from .measures import Hotspots, measure
from .methods import METHODS
from .riskcells import RiskCells


@dataclass(frozen=True)
class HotspotSettings:
    """``coverage_percent`` of the size (coverage, contiguous), the least ``threshold`` of risk (threshold), ``gi``.

    ``max_hotspots``: 0 keeps all; contiguous: how many areas, 0 for a sensible number. ``min_cells``: smaller hotspots
    are left out. With a baseline both hold for the hotspots of each period. Raises PatrolError for values that cannot
    be.
    """

    method: str = METHODS[0].word
    coverage_percent: float = 5.0
    threshold: float = 0.5
    max_hotspots: int = 0
    min_cells: int = 1
    gi: GiSettings = field(default_factory=GiSettings)

    def __post_init__(self) -> None:
        methods = list(choices(METHODS))
        if self.method not in methods:
            raise PatrolError("The method must be one of {words}, not {given!r}.", words=methods, given=self.method)
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


def _hotspots_of(cells: RiskCells, risk: np.ndarray, settings: HotspotSettings, control: Control) -> Found:
    """The hotspots of one period, without small and surplus ones."""
    label, scores = method_of(METHODS, settings.method).load()(cells, risk, settings, control)
    return _keep_best(label, cells.to_sum(risk), settings), scores


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
