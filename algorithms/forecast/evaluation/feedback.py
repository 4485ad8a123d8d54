"""What becomes of a forecast whose patrols write the record that it learns from.

Who patrols a place finds there what nobody reports, and the next forecast takes it for more crime. Lum & Isaac (2016),
"To predict and serve?", showed it on drug arrests; Ensign, Friedler, Neville, Scheidegger & Venkatasubramanian (2018),
"Runaway feedback loops in predictive policing", why the loop need not stop at the truth. Here the truth is known, as it
is drawn: week after week patrols go where a model sends them, and the model is fitted to what they wrote down.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ...control import Control
from ...errors import PatrolError
from ...methods import Method
from ...times.spans import DAY, WEEK, WEEK_HOURS, WEEK_S, whole_seconds
from ..events import CellEvents
from ..intervals import Intervals
from ..surroundings import Surroundings
from ..training import Training
from .coverage import share_in

MOST_ROUNDS = 520
# Models that stand on more than NumPy take up to a second for a city: they are fitted anew every so many rounds.
_ROUNDS_A_FIT = 10
# The last rounds, by which the end is judged.
_END = 10
# Few incidents tell little in one draw of what happens: together the draws have so many, or are the most.
_ENOUGH, _MOST_WORLDS = 5000, 4
# A model runs away that adds so many times the inequality which looking more closely adds by itself, and so much more.
_TIMES, _LEAST = 1.5, 0.005
# Standard errors between those draws by which it must be more.
_SURE = 3.0


@dataclass(frozen=True)
class FeedbackSettings:
    """``rounds``: weeks. ``coverage_percent``: of the cells that are patrolled, the hottest of the forecast.

    ``reported``: the share of all incidents that come to be known wherever they happen. ``discovered``: the share of
    the others that a patrol finds in its cells.
    """

    rounds: int = 50
    coverage_percent: float = 10.0
    reported: float = 0.5
    discovered: float = 0.5
    seed: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.rounds <= MOST_ROUNDS:
            raise PatrolError(
                "The rounds must be from 1 to {most:,}, not {rounds:,}.", most=MOST_ROUNDS, rounds=self.rounds
            )
        if not 0 < self.reported <= 1:
            raise PatrolError("The share reported must be above 0 and at most 1, not {value:g}.", value=self.reported)
        if not 0 <= self.discovered <= 1:
            raise PatrolError("The share discovered must be from 0 to 1, not {value:g}.", value=self.discovered)

    def seen(self, patrolled: np.ndarray) -> np.ndarray:
        """The share of the incidents that is recorded in cells of which that share is patrolled, (cells,)."""
        return self.reported + (1.0 - self.reported) * self.discovered * patrolled


@dataclass(frozen=True)
class Course:
    """What became of one model, the mean of all draws.

    ``gini``: of what it expected of the cells, in each of the ``rounds`` in which it was fitted, (fits,).
    ``with_patrols``: the mean of the last ten rounds; ``without``: of the same rounds and the same incidents where
    patrols find nothing. ``inevitable``: how much more unequal the latter would be with as much more in the truly
    hottest cells as patrols see there: who looks more closely sees more, and no model is to blame. ``met_first``,
    ``met_last``: the share of the true incidents that lies in the patrolled cells in the first round, and in the last
    ten. ``noise``: the standard error of what is added beyond the inevitable, 0 for a single draw.
    """

    word: str
    rounds: np.ndarray
    gini: np.ndarray
    with_patrols: float
    without: float
    inevitable: float
    met_first: float
    met_last: float
    noise: float = 0.0

    @property
    def added(self) -> float:
        """How much more unequal patrols have made what is expected."""
        return self.with_patrols - self.without

    @property
    def runs_away(self) -> bool:
        """Whether patrols make the forecasts clearly more unequal than looking more closely does by itself."""
        limit = max(_TIMES * self.inevitable, self.inevitable + _LEAST)
        return self.added > limit + _SURE * self.noise


@dataclass(frozen=True)
class Feedback:
    """``truth``: Gini of the true rates. ``not_tried``: words of the models that need layers which nobody can draw for
    weeks to come.
    """

    settings: FeedbackSettings
    truth: float
    courses: tuple[Course, ...]
    not_tried: tuple[str, ...] = ()


def feedback(
    methods: Sequence[Method], training: Training, settings: FeedbackSettings, control: Control | None = None
) -> Feedback:
    """Let patrols follow each model for some weeks after the end of the record.

    methods: the models (models/registry), each fitted to its own record, which begins with the true one.
    training: the record; its rates in the cells, smoothed by nothing, are what is reported of the truth.
    settings: the rounds, and what is reported and discovered.
    control: progress and stop.

    In every round each cell has incidents by a Poisson distribution, on spots where it had some, the same ones for all
    models. A share is reported; in the hottest cells of the forecast patrols discover a share of the rest; both are
    recorded, and all that is recorded is learned from in the next round. Cells that share the last hot place are
    patrolled in part. The other types are not drawn: models learn from the type's own record alone.
    """
    control = control or Control()
    known = training.require_known()
    tried = [method for method in methods if not method.needs]
    truth = known.a_cell()
    number = min(_MOST_WORLDS, -(-_ENOUGH // len(known)))
    worlds = [_World(training, settings, np.random.default_rng([settings.seed, one])) for one in range(number)]
    courses = []
    for done, method in enumerate(tried):
        courses.append(_course(method, worlds, truth, control.part(done / len(tried), (done + 1) / len(tried))))
    left_out = tuple(method.word for method in methods if method.needs)
    return Feedback(settings, gini(truth), tuple(courses), left_out)


def gini(values: np.ndarray) -> float:
    """How unequal values from 0 on are, (n,): 0 where all are equal, 1 − 1/n where one has all.

    Σ|vᵢ − vⱼ| / (2·n²·mean).
    """
    ordered, number = np.sort(values), len(values)
    total = float(ordered.sum())
    if total <= 0:
        return 0.0
    return float((2.0 * np.arange(1, number + 1) - number - 1.0) @ ordered / (number * total))


def _course(method: Method, worlds: Sequence[_World], truth: np.ndarray, control: Control) -> Course:
    """One model in all draws."""
    settings = worlds[0].settings
    fits = np.arange(0, settings.rounds, _ROUNDS_A_FIT if method.packages else 1)
    at_end = fits >= min(settings.rounds - _END, fits[-1])
    found = []
    for done, world in enumerate(worlds):
        part = control.part(done / len(worlds), (done + 1) / len(worlds))
        found.append(_in_world(method, world, truth, fits, at_end, part))
    ginis, met, without, looked_at = (np.array(each) for each in zip(*found))
    beyond = ginis[:, at_end].mean(axis=1) - looked_at.mean(axis=1)
    return Course(
        word=method.word,
        rounds=fits,
        gini=ginis.mean(axis=0),
        with_patrols=float(ginis[:, at_end].mean()),
        without=float(without.mean()),
        inevitable=float((looked_at - without).mean()),
        met_first=float(met[:, 0].mean()),
        met_last=float(met[:, at_end].mean()),
        noise=float(beyond.std(ddof=1) / np.sqrt(len(worlds))) if len(worlds) > 1 else 0.0,
    )


def _in_world(
    method: Method, world: _World, truth: np.ndarray, fits: np.ndarray, at_end: np.ndarray, control: Control
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """One model in one draw: what is unequal and what is met in every fit, (fits,), and in the last ones how unequal
    it is without patrols, and how unequal that would be with patrols in the truly hottest cells, (last fits,).

    method: the model.
    world: what happens.
    truth: incidents of each cell, (cells,).
    fits: the rounds in which the model is fitted.
    at_end: which of them are the last ones, bool (fits,).
    control: progress and stop.
    """
    settings, total = world.settings, len(fits) + int(at_end.sum())
    found, met = np.zeros(len(fits)), np.zeros(len(fits))
    kept = world.reported.copy()
    for done, (begin, end) in enumerate(zip(fits, [*fits[1:], settings.rounds])):
        control.step(done, total)
        expected = world.fitted(method, begin, kept, control)
        share = share_in(expected, settings.coverage_percent)
        found[done], met[done] = gini(expected), float(share @ truth) / float(truth.sum())
        world.patrol(share, begin, end, kept)
    seen = settings.seen(share_in(truth, settings.coverage_percent))
    without, looked_at = np.zeros(int(at_end.sum())), np.zeros(int(at_end.sum()))
    for done, begin in enumerate(fits[at_end]):
        control.step(len(fits) + done, total)
        expected = world.fitted(method, begin, world.reported, control)
        without[done], looked_at[done] = gini(expected), gini(expected * seen)
    return found, met, without, looked_at


class _World:
    """What happens in all rounds, whoever patrols: incidents in the order of rounds, and which of them are reported.

    ``settings``: as given. ``reported``: bool (n,).
    """

    def __init__(self, training: Training, settings: FeedbackSettings, rng: np.random.Generator) -> None:
        self.settings = settings
        self._days, self._until, self._around = training.days, training.until, training.surroundings()
        self._record = record = training.known
        weeks = max(float((training.until - training.begin) / DAY) / 7.0, 1.0)
        into_week = np.mod(whole_seconds(record.time - training.until), WEEK_S)
        drawn, begins = [], [0]
        for _ in range(settings.rounds):
            # So many of each recorded incident are, together, Poisson draws of their cells' rates.
            times = rng.poisson(1.0 / (weeks * settings.reported), len(record))
            drawn.append(np.repeat(np.arange(len(record)), times))
            begins.append(begins[-1] + len(drawn[-1]))
        self._of, self._begins = np.concatenate(drawn), np.array(begins)
        week = np.repeat(np.arange(settings.rounds), np.diff(self._begins))
        self._time = self._until + (week * WEEK_S + into_week[self._of]).astype("timedelta64[s]")
        self._cell = record.cell[self._of]
        self.reported = rng.random(len(self._of)) < settings.reported
        self._luck = rng.random(len(self._of))

    def patrol(self, share: np.ndarray, begin: int, end: int, kept: np.ndarray) -> None:
        """Mark what patrols discover.

        share: of each cell that is patrolled, (cells,).
        begin, end: the rounds.
        kept: what is recorded, bool (n,); it is changed.
        """
        rounds = slice(self._begins[begin], self._begins[end])
        kept[rounds] |= self._luck[rounds] < self.settings.discovered * share[self._cell[rounds]]

    def fitted(self, method: Method, begin: int, kept: np.ndarray, control: Control) -> np.ndarray:
        """What a model expects of each cell in a round, float64 (cells,), from what was recorded before it.

        method: the model.
        begin: the round.
        kept: what is recorded, bool (n,).
        control: the stop.
        """
        new = np.flatnonzero(kept[: self._begins[begin]])
        until = self._until + int(begin) * WEEK
        record, of = self._record, self._of[new]
        x, y = (None if axis is None else np.concatenate([axis, axis[of]]) for axis in (record.x, record.y))
        events = CellEvents(
            np.concatenate([record.cell, self._cell[new]]),
            np.concatenate([record.time, self._time[new]]),
            record.cells,
            x,
            y,
        )
        training = Training(events, self._days, until, Surroundings(self._around.places, events))
        quiet = Control(control.should_stop)
        return np.asarray(method.load()(training, Intervals(until, WEEK_HOURS, 1), quiet).expected.sum(axis=1))
