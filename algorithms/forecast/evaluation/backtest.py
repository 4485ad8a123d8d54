"""The back-test: the last weeks forecast one after another, each from what lies before it, beside the plain count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ...control import Control
from ...methods import Method
from ...texts import Text
from ...times.spans import DAY, WEEK, WEEK_S, whole_seconds
from ..intervals import Intervals
from ..training import Training
from .bootstrap import mean_bounds
from .coverage import share_of_intervals
from .scores import Score, Tally, Tested

# The last days of the history that are held out: this share, and no more than four weeks.
_HELD_OUT_SHARE = 0.25
_MOST_WEEKS = 4
# The honest rival: it knows nothing but counts, and leaves no cell to the order in which cells happen to stand.
TIES = "count_ties"


@dataclass(frozen=True)
class Gain:
    """What a model hits more than the plain count, as a share of the incidents, and its 95 % bounds."""

    share: float
    low: float
    high: float

    @property
    def is_worse(self) -> bool:
        """Whether the count hit more, and not by chance alone."""
        return self.high < 0

    @property
    def is_more_than_noise(self) -> bool:
        return self.low > 0 or self.high < 0


@dataclass(frozen=True)
class BackTest:
    """``model`` and ``baseline``, the plain count, on the same days, from ``start`` to ``end``, each week of which was
    learned from what lies before it. ``word``: of the model. ``others``: those that were tried beside it, count_ties
    among them. ``gain``: of the model over the plain count. ``untested``: how many incidents fell into the rest
    of a week that the intervals do not fill.
    """

    start: np.datetime64
    end: np.datetime64
    coverage_percent: float
    word: str
    model: Score
    baseline: Score
    others: tuple[Score, ...]
    gain: Gain
    untested: int


def back_test(
    methods: Sequence[Method],
    rivals: Sequence[Method],
    training: Training,
    area_m2: np.ndarray,
    intervals: Intervals,
    coverage_percent: float,
    seed: int,
    control: Control | None = None,
) -> BackTest | None:
    """Forecast the last weeks before the forecast, each from what lies before it, and compare with the plain count.

    methods: the forecast models (models/registry) among which the one that hits most is taken; of equals the first.
    rivals: further ones, shown beside it and never taken.
    training: what they learn from; the last weeks are those before the end of the record, and nothing later is seen.
    area_m2: of the cells, (cells,).
    intervals: of the forecast, whose length the held-out weeks are cut into; days where the record has no hours.
    coverage_percent: the share of cells that counts as hot.
    seed: for the bootstrap.
    control: progress and stop.

    The plain count ranks cells by all their incidents of the same training period, alike in every interval. Hits are
    counted per incident: it is one when its cell is among the hot cells of its interval, and a part of one where that
    cell shares the last hot place with others. None when the history is shorter than 28 days or the held-out days
    have no incident.
    """
    control = control or Control()
    weeks = _held_out_weeks(training, intervals)
    tested = _tested(training, weeks)
    if tested is None:
        return None
    plain = Tally(Text("plain count"), area_m2, tested)
    every = [*methods, *(rival for rival in rivals if rival not in methods)]
    tallies = [Tally(method.title, area_m2, tested) for method in every]
    for index, week in enumerate(weeks):
        work = control.part(index / len(weeks), (index + 1) / len(weeks))
        known = training.known.before(week.start)
        before = replace(training, events=known, until=week.start)
        count = known.a_cell()[:, None]
        same = np.broadcast_to(share_of_intervals(count, coverage_percent), (len(count), week.number))
        plain.take(index, np.broadcast_to(count, same.shape), same, work.part(0.0, 0.1))
        for place, method in enumerate(every):
            begin, length = 0.1 + 0.9 * place / len(every), 0.9 / len(every)
            expected = method.load()(before, week, work.part(begin, begin + 0.7 * length)).expected
            share = share_of_intervals(expected, coverage_percent)
            tallies[place].take(index, expected, share, work.part(begin + 0.7 * length, begin + length))
    scores = [tally.score(np.random.default_rng(seed)) for tally in tallies]
    baseline = plain.score(np.random.default_rng(seed))
    taken = max(range(len(methods)), key=lambda place: scores[place].hit_rate)
    return BackTest(
        start=weeks[0].start,
        end=training.until,
        coverage_percent=coverage_percent,
        word=every[taken].word,
        model=scores[taken],
        baseline=baseline,
        others=tuple(score for place, score in enumerate(scores) if place != taken),
        gain=_gain(tallies[taken], plain, seed),
        untested=len(training.known.between(weeks[0].start, training.until)) - len(tested.cell),
    )


def _held_out_weeks(training: Training, intervals: Intervals) -> list[Intervals]:
    """The weeks at the end of the record that are held out, cut into intervals; none where it is too short."""
    past = training.known
    if len(past) == 0:
        return []
    history_days = float((training.until - past.first_day()) / DAY)
    number = int(min(_MOST_WEEKS, history_days * _HELD_OUT_SHARE // 7))
    hours = intervals.hours if past.tell_apart(intervals) else 24.0
    return [Intervals.of_week(training.until - (number - index) * WEEK, hours) for index in range(number)]


def _tested(training: Training, weeks: Sequence[Intervals]) -> Tested | None:
    """The incidents of those weeks; None where there is none, or nothing to learn from before them."""
    if not weeks:
        return None
    start, test = weeks[0].start, training.known.between(weeks[0].start, training.until)
    place = _place_in_week(test.time, weeks[0])
    seen = place >= 0
    if not seen.any() or len(training.known.before(start)) == 0:
        return None
    return Tested(test.cell[seen], place[seen], ((test.time[seen] - start) // DAY).astype(np.int64), 7 * len(weeks))


def _place_in_week(time: np.ndarray, week: Intervals) -> np.ndarray:
    """The interval of the week of each time; −1 in the rest of a week that the intervals do not fill."""
    place = whole_seconds(time - week.start) % WEEK_S // week.length.astype(np.int64)
    return np.where(place < week.number, place, -1)


def _gain(model: Tally, plain: Tally, seed: int) -> Gain:
    difference = model.hit - plain.hit
    low, high = mean_bounds(difference, model.tested.day, model.tested.days, np.random.default_rng(seed))
    return Gain(float(difference.mean()), low, high)
