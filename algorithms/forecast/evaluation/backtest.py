"""The back-test: a forecast of days already known, beside the plain count of past incidents."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...control import Control
from ..prediction import CellEvents, Intervals, fit_prior_count, hot_cells, rank_cells

# The last days of the history that are held out: this share, and no more than four weeks.
_HELD_OUT_SHARE = 0.25
_MOST_DAYS = 28
_FEWEST_DAYS = 7
_BOOTSTRAP = 1000
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
class BackTest:
    """``model`` and ``baseline`` on the same days, from ``start`` to ``end``, learned from what lies before."""

    start: np.datetime64
    end: np.datetime64
    coverage_percent: float
    model: Score
    baseline: Score


def back_test(
    events: CellEvents,
    area_m2: np.ndarray,
    intervals: Intervals,
    train_days: float,
    coverage_percent: float,
    seed: int,
    control: Control | None = None,
    until: np.datetime64 | None = None,
) -> BackTest | None:
    """Hold out the last weeks before the forecast, forecast them from what lies before, compare with the plain count.

    events: all incidents by cell; those from the end of the record on are not seen.
    area_m2: of the cells, (cells,).
    intervals: of the forecast, whose length the held-out weeks are cut into.
    train_days: how many days before the end of the record are looked at.
    coverage_percent: the share of cells that counts as hot.
    seed: for the bootstrap.
    control: progress and stop.
    until: the end of the record, where it ends before the forecast starts; the last weeks are those before it.

    The plain count ranks cells by all their incidents of the same training period, alike in every interval. Hits are
    counted per incident: it is one when its cell is among the hot cells of its interval. None when
    the history is shorter than 28 days or the held-out days have no incident.
    """
    control = control or Control()
    day = np.timedelta64(86400, "s")
    end = intervals.start if until is None else until
    opening = end - np.timedelta64(round(train_days * 86400), "s")
    past = events.between(opening, end)
    if len(past.time) == 0:
        return None
    first = past.time.min().astype("datetime64[D]").astype("datetime64[s]")
    history_days = (end - first) / day
    # Whole weeks, so that every interval of the week is tested equally often.
    held_out = int(min(_MOST_DAYS, history_days * _HELD_OUT_SHARE) // 7 * 7)
    if held_out < _FEWEST_DAYS:
        return None
    start = end - held_out * day
    week = Intervals(start, intervals.hours, max(1, int(168 // intervals.hours)))
    known, test = past.before(start), past.between(start, end)
    place = _place_in_week(test.time, week)
    seen = place >= 0
    if len(known.time) == 0 or not seen.any():
        return None
    model = fit_prior_count(known, week, train_days, control.part(0.0, 0.4))
    plain = np.bincount(known.cell, minlength=events.cells).astype(np.float64)
    tested = _Tested(test.cell[seen], place[seen], ((test.time[seen] - start) // day).astype(np.int64), held_out)
    number_hot = hot_cells(coverage_percent, events.cells)
    hot = rank_cells(model.expected, plain, control.part(0.4, 0.7)) <= number_hot
    # The same days are drawn for both, so that their bounds differ only by the forecasts.
    rng = np.random.default_rng
    score = _score("prior_count", model.expected, hot, area_m2, tested, rng(seed), control.part(0.7, 0.85))
    # Alike in every interval, so it is ranked once.
    every = model.expected.shape
    hot = np.broadcast_to(rank_cells(plain[:, None], plain) <= number_hot, every)
    usual = np.broadcast_to(plain[:, None], every)
    baseline = _score("plain count", usual, hot, area_m2, tested, rng(seed), control.part(0.85, 1.0))
    return BackTest(start, end, coverage_percent, score, baseline)


@dataclass(frozen=True)
class _Tested:
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


def _place_in_week(time: np.ndarray, week: Intervals) -> np.ndarray:
    """The interval of the week of each time; −1 in the rest of a week that the intervals do not fill."""
    seconds = (time - week.start).astype("timedelta64[s]").astype(np.int64) % (7 * 86400)
    place = seconds // week.length.astype(np.int64)
    return np.where(place < week.number, place, -1)


def _score(
    name: str,
    score: np.ndarray,
    hot: np.ndarray,
    area_m2: np.ndarray,
    tested: _Tested,
    rng: np.random.Generator,
    control: Control,
) -> Score:
    hit = hot[tested.cell, tested.place]
    low, high = _bounds(hit, tested, rng)
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


def _bounds(hit: np.ndarray, tested: _Tested, rng: np.random.Generator) -> tuple[float, float]:
    """95 % bounds of the hit rate, by drawing whole days anew: incidents of one day are no independent draws."""
    hits = np.bincount(tested.day, hit, minlength=tested.days)
    events = np.bincount(tested.day, minlength=tested.days)
    drawn = rng.integers(0, tested.days, (_BOOTSTRAP, tested.days))
    total = events[drawn].sum(axis=1)
    rates = hits[drawn].sum(axis=1)[total > 0] / total[total > 0]
    low, high = np.percentile(rates, [2.5, 97.5])
    return float(low), float(high)


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
