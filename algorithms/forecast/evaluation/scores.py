"""What a forecast of days already known is worth: hit rate, PAI, area under the ROC curve."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...control import Control
from .bootstrap import mean_bounds

# So many scores at a time, so that a stop is answered in between.
_SCORES_AT_ONCE = 500_000


@dataclass(frozen=True)
class Score:
    """How one forecast did.

    ``hits`` of ``events`` incidents fell into hot cells, in part where cells share the last hot place; ``low`` and
    ``high`` bound the hit rate (95 %). ``pai``: hit rate over the hot cells' share of the area. ``auc``: area under
    the ROC curve over cells and intervals, the mean of the weeks.
    """

    name: str
    hits: float
    events: int
    hit_rate: float
    low: float
    high: float
    pai: float
    auc: float


@dataclass(frozen=True)
class Tested:
    """The held-out incidents, (n,) each: ``cell``, ``place`` in the week's intervals, ``day``; ``days`` there are."""

    cell: np.ndarray
    place: np.ndarray
    day: np.ndarray
    days: int

    def of_week(self, week: int) -> np.ndarray:
        """Which incidents are of that week, bool (n,)."""
        return self.day // 7 == week

    def number(self, week: int, shape: tuple[int, ...]) -> np.ndarray:
        """How many incidents each (cell, interval) had in a week: int, of the given shape."""
        chosen = self.of_week(week)
        key = self.cell[chosen] * shape[1] + self.place[chosen]
        return np.bincount(key, minlength=shape[0] * shape[1]).reshape(shape[:2])


class Tally:
    """What one forecast reaches, week by week."""

    def __init__(self, name: str, area_m2: np.ndarray, tested: Tested) -> None:
        self.tested = tested
        self.hit = np.zeros(len(tested.cell))
        self._name, self._area_share = name, area_m2 / area_m2.sum()
        self._hot_area: list[float] = []
        self._auc: list[float] = []

    def take(self, week: int, score: np.ndarray, share: np.ndarray, control: Control) -> None:
        """A forecast of a week beside what happened.

        week: its number, from 0.
        score: what it puts the cells in order by, float64 (cells, intervals).
        share: how much of each is a hotspot, from 0 to 1, (cells, intervals).
        control: progress and stop.
        """
        chosen = self.tested.of_week(week)
        self.hit[chosen] = share[self.tested.cell[chosen], self.tested.place[chosen]]
        self._hot_area.append(float((self._area_share @ share).mean()))
        control.check()
        positives = (self.tested.number(week, score.shape) > 0).astype(np.int64)
        self._auc.append(area_under_curve(score, positives, 1 - positives, control))

    def score(self, rng: np.random.Generator) -> Score:
        """All weeks together. ``rng``: for the bootstrap."""
        hit_rate = float(self.hit.mean())
        low, high = mean_bounds(self.hit, self.tested.day, self.tested.days, rng)
        known = [auc for auc in self._auc if not np.isnan(auc)]
        return Score(
            self._name,
            hits=float(self.hit.sum()),
            events=len(self.hit),
            hit_rate=hit_rate,
            low=low,
            high=high,
            pai=hit_rate / float(np.mean(self._hot_area)),
            auc=float(np.mean(known)) if known else float("nan"),
        )


def area_under_curve(
    score: np.ndarray, positives: np.ndarray, negatives: np.ndarray, control: Control | None = None
) -> float:
    """How often a positive case scores above a negative one, ties counting half: the area under the ROC curve.

    Each entry of ``score`` stands for ``positives`` and ``negatives`` cases (arrays of the same shape). NaN where one
    kind is missing altogether.
    """
    control = control or Control()
    # Positive cases are few beside the cells and intervals: only their scores are sorted. Slot 2k + 1 holds the
    # negative cases that tie with the k-th of them, slot 2k those between it and the one before.
    some = positives > 0
    control.check()
    value, group = np.unique(score[some], return_inverse=True)
    positive = np.bincount(group.ravel(), positives[some], minlength=len(value))
    if len(value) == 0:
        return float("nan")
    slots = np.zeros(2 * len(value) + 1)
    rows = max(1, _SCORES_AT_ONCE // max(1, score[:1].size))
    for begin in range(0, len(score), rows):
        control.step(begin, len(score))
        piece = score[begin : begin + rows].ravel()
        place = np.searchsorted(value, piece)
        tied = value[np.minimum(place, len(value) - 1)] == piece
        slots += np.bincount(2 * place + tied, negatives[begin : begin + rows].ravel(), minlength=len(slots))
    if slots.sum() == 0:
        return float("nan")
    below, tied_with = np.cumsum(slots)[0:-1:2], slots[1::2]
    return float((positive * (below + tied_with / 2.0)).sum() / (positive.sum() * slots.sum()))
