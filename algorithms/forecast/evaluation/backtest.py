"""The back-test: a forecast of days already known, beside the plain count of past incidents."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ...control import Control
from ...methods import Method
from ...texts import Text
from ...times.spans import DAY, WEEK_S, whole_seconds
from ..intervals import Intervals
from ..ranking import hot_cells, rank_cells
from ..training import Training
from .scores import Score, Tested, score_forecast

# The last days of the history that are held out: this share, and no more than four weeks.
_HELD_OUT_SHARE = 0.25
_MOST_DAYS = 28
_FEWEST_DAYS = 7


@dataclass(frozen=True)
class BackTest:
    """``model`` and ``baseline`` on the same days, from ``start`` to ``end``, learned from what lies before."""

    start: np.datetime64
    end: np.datetime64
    coverage_percent: float
    model: Score
    baseline: Score


def back_test(
    method: Method,
    training: Training,
    area_m2: np.ndarray,
    intervals: Intervals,
    coverage_percent: float,
    seed: int,
    control: Control | None = None,
) -> BackTest | None:
    """Hold out the last weeks before the forecast, forecast them from what lies before, compare with the plain count.

    method: the forecast model (models/registry).
    training: what it learns from; the last weeks are those before the end of the record, and nothing later is seen.
    area_m2: of the cells, (cells,).
    intervals: of the forecast, whose length the held-out weeks are cut into.
    coverage_percent: the share of cells that counts as hot.
    seed: for the bootstrap.
    control: progress and stop.

    The plain count ranks cells by all their incidents of the same training period, alike in every interval. Hits are
    counted per incident: it is one when its cell is among the hot cells of its interval. None when
    the history is shorter than 28 days or the held-out days have no incident.
    """
    control = control or Control()
    end, past = training.until, training.known
    if len(past) == 0:
        return None
    # Whole weeks, so that every interval of the week is tested equally often.
    history_days = float((end - past.first_day()) / DAY)
    held_out = int(min(_MOST_DAYS, history_days * _HELD_OUT_SHARE) // 7 * 7)
    if held_out < _FEWEST_DAYS:
        return None
    start = end - held_out * DAY
    week = Intervals.of_week(start, intervals.hours)
    known, test = past.before(start), past.between(start, end)
    place = _place_in_week(test.time, week)
    seen = place >= 0
    if len(known) == 0 or not seen.any():
        return None
    before = replace(training, events=known, until=start)
    expected = method.load()(before, week, control.part(0.0, 0.4)).expected
    plain = known.a_cell()
    tested = Tested(test.cell[seen], place[seen], ((test.time[seen] - start) // DAY).astype(np.int64), held_out)
    number_hot = hot_cells(coverage_percent, past.cells)
    hot = rank_cells(expected, plain, control.part(0.4, 0.7)) <= number_hot
    # The same days are drawn for both, so that their bounds differ only by the forecasts.
    rng = np.random.default_rng
    score = score_forecast(method.title, expected, hot, area_m2, tested, rng(seed), control.part(0.7, 0.85))
    # Alike in every interval, so it is ranked once.
    hot = np.broadcast_to(rank_cells(plain[:, None], plain) <= number_hot, expected.shape)
    usual = np.broadcast_to(plain[:, None], expected.shape)
    baseline = score_forecast(Text("plain count"), usual, hot, area_m2, tested, rng(seed), control.part(0.85, 1.0))
    return BackTest(start, end, coverage_percent, score, baseline)


def _place_in_week(time: np.ndarray, week: Intervals) -> np.ndarray:
    """The interval of the week of each time; −1 in the rest of a week that the intervals do not fill."""
    place = whole_seconds(time - week.start) % WEEK_S // week.length.astype(np.int64)
    return np.where(place < week.number, place, -1)
