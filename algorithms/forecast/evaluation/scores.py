"""What a forecast of days already known is worth: hit rate, PAI, area under the ROC curve."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...control import Control
from .bootstrap import hit_rate_bounds

# So many scores at a time, so that a stop is answered in between.
_SCORES_AT_ONCE = 500_000


@dataclass(frozen=True)
class Score:
    """How one forecast did.

    ``hits`` of ``events`` incidents fell into hot cells; ``low`` and ``high`` bound the hit rate (95 %). ``pai``: hit
    rate over the hot cells' share of the area. ``auc``: area under the ROC curve over cells and intervals.
    """

    name: str
    hits: int
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

    @property
    def weeks(self) -> int:
        return self.days // 7

    def weeks_with_incidents(self, shape: tuple[int, int]) -> np.ndarray:
        """In how many weeks each (cell, interval) had at least one incident: int, of the given shape."""
        key = (self.cell * shape[1] + self.place) * self.weeks + self.day // 7
        return np.bincount(np.unique(key) // self.weeks, minlength=shape[0] * shape[1]).reshape(shape)


def score_forecast(
    name: str,
    score: np.ndarray,
    hot: np.ndarray,
    area_m2: np.ndarray,
    tested: Tested,
    rng: np.random.Generator,
    control: Control,
) -> Score:
    """How one forecast did.

    name: what it is called.
    score: what it puts the cells in order by, float64 (cells, intervals).
    hot: which are hotspots, bool (cells, intervals).
    area_m2: of the cells, (cells,).
    tested: the incidents it is held against.
    rng: for the bootstrap.
    control: progress and stop.
    """
    hit = hot[tested.cell, tested.place]
    low, high = hit_rate_bounds(hit, tested.day, tested.days, rng)
    positives = tested.weeks_with_incidents((score.shape[0], score.shape[1]))
    control.check()
    negatives = tested.weeks - positives
    hit_rate = float(hit.mean())
    control.check()
    hot_area = np.mean([area_m2[hot[:, interval]].sum() for interval in range(hot.shape[1])])
    return Score(
        name,
        hits=int(hit.sum()),
        events=len(hit),
        hit_rate=hit_rate,
        low=low,
        high=high,
        pai=hit_rate / float(hot_area / area_m2.sum()),
        auc=area_under_curve(score, positives, negatives, control),
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
