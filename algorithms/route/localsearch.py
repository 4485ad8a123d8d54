"""Search for a round that is worth most: parts of it are taken out and others put in, over and over."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..control import Control
from .plan import EQUAL_SHARE, Deadline
from .reordering import reordered
from .rounds import Round
from .schedule import Schedule


@dataclass(frozen=True)
class SearchSettings:
    """``steps``: changes tried in one cycle of cooling. ``patience``: the search has converged after so many cycles in
    a row in which the best round became no better. ``hot``, ``cold``: a loss of so many times the mean worth of a stop
    is accepted with probability 1/e when a cycle begins and ends. ``longest``: stops of a string taken out, at most,
    and ``share`` of the round. ``strings``: taken out at once, at most.
    """

    steps: int = 1000
    patience: int = 4
    hot: float = 1.0
    cold: float = 0.02
    longest: int = 10
    share: float = 0.4
    strings: int = 3


# What one cycle after another lets an earlier end count: all minutes of the shift as much as so many times the worth of
# all stops. Ending early makes room for more; counting for nothing it leaves the search free to wander.
_EARLINESS = (0.05, 0.0, 0.01, 0.0)
# A stop that is put in is chosen by its worth to this power (drawn between) for each minute that it delays.
_GREED = (0.6, 1.6)
# How much that delay counts (its power, drawn between): with 1 alone the search stays where stops lie nearest.
_THRIFT = (0.0, 1.2)
# That ratio is changed by up to this share, and a stop is passed over with this probability.
_NOISE, _BLINK = 0.2, 0.05
# No stop counts as delaying by less than this share of the shift.
_LEAST_DELAY = 1e-4


class LocalSearch:
    """Slack induction by string removals (Christiaens & Vanden Berghe 2020) for one round that need not serve all.

    Strings of neighbouring stops are taken out, stops are put back where they are worth most for the delay, the order
    is improved, and simulated annealing decides which round to go on from. A cycle of cooling begins at the best round,
    every other one without success anew.

    It ends when it has converged (see SearchSettings), when the best round is worth ``enough``, or at the deadline; but
    for the deadline equal seeds give equal rounds on any machine.

    schedule: what is possible when.
    worth: float64 (n,), of each stop; not negative.
    seed: of all that is drawn.
    settings: how long and how hot.
    """

    def __init__(
        self, schedule: Schedule, worth: np.ndarray, seed: int, settings: SearchSettings | None = None
    ) -> None:
        self.schedule = schedule
        self.worth = worth
        self.settings = settings or SearchSettings()
        self.stops = np.flatnonzero(schedule.can & (worth > 0))
        # What an ordinary stop is worth: what must be visited is worth more than all of these.
        self._ordinary = np.where(schedule.must > 0, 0.0, worth)[self.stops]
        self.best = Round(schedule, [])
        self.cycles = 0
        self.fruitless = 0
        self._rng = np.random.default_rng(seed)
        self._equal = EQUAL_SHARE * max(float(worth.sum()), 1e-300)

    def value(self, made: Round) -> float:
        """What a round is worth; no stop twice."""
        return float(self.worth[made.order].sum())

    def offer(self, made: Round) -> bool:
        """Keep a round if it is worth more than the best, or as much and ends earlier; whether it was kept."""
        more = self.value(made) - self.value(self.best)
        better = more > self._equal or (more >= -self._equal and made.home < self.best.home - 1e-9)
        if better:
            self.best = made
        return better

    def run(self, most_cycles: int | None, enough: float, deadline: Deadline, control: Control) -> bool:
        """Search on; whether the deadline ended it.

        most_cycles: of cooling, None for as many as it takes to converge.
        enough: what no round can be worth more than, inf where that is unknown.
        deadline: when to stop at the latest.
        control: asked to stop now and then.
        """
        first, shown = self.cycles, 0
        while self.fruitless < self.settings.patience and (most_cycles is None or self.cycles < first + most_cycles):
            if len(self.stops) == 0 or self.value(self.best) >= enough - self._equal:
                break
            self.fruitless += 1
            earliness = _EARLINESS[self.cycles % len(_EARLINESS)]
            if self._cool(earliness * float(self._ordinary.sum()) / self.schedule.shift_min, deadline, control):
                return True
            self.cycles += 1
            shown = max(shown, self.fruitless)
            control.step(shown, self.settings.patience)
        return False

    def _cool(self, per_minute: float, deadline: Deadline, control: Control) -> bool:
        """One cycle from hot to cold; whether the deadline ended it.

        per_minute: what a minute by which a round ends earlier is worth while searching.
        """
        settings, rng = self.settings, self._rng
        unit = max(float(self._ordinary.mean()), self._equal)
        # Every other cycle without success begins anew: the best round may lie far from the best so far.
        anew = self.fruitless % 2 == 0
        made = self.filled(Round(self.schedule, []), deadline, control) if anew else self.best
        self.offer(made)
        value = self.value(made) - per_minute * made.home
        for step in range(settings.steps):
            if step % 16 == 0:
                control.check()
                if deadline.passed():
                    return True
            heat = unit * settings.hot * (settings.cold / settings.hot) ** (step / settings.steps)
            other = self._changed(made, deadline, control)
            if other is None:
                continue
            its = self.value(other) - per_minute * other.home
            if its >= value or rng.random() < math.exp((its - value) / heat):
                made, value = other, its
                if self.offer(other):
                    self.fruitless = 0
        return False

    def _changed(self, made: Round, deadline: Deadline, control: Control) -> Round | None:
        """The round after some stops were taken out and others put in; None where what was left does not fit."""
        kept = self._without_strings(made.order)
        if not self.schedule.fits(kept):
            return None
        filled = self.filled(Round(self.schedule, kept), deadline, control)
        if filled.order == made.order:
            return filled
        shorter = reordered(filled, deadline, control)
        return filled if shorter is filled else self.filled(shorter, deadline, control)

    def _without_strings(self, order: Sequence[int]) -> list[int]:
        """The order without a few strings of stops near to one that is drawn."""
        settings, draw = self.settings, self._rng.random
        count = len(order)
        longest = min(settings.longest, int(settings.share * count) + 1)
        gone = [False] * count
        strings = 1 + int(draw() * settings.strings)
        longest = 1 + int(draw() * longest)
        near, minutes = int(self.stops[int(draw() * len(self.stops))]), self.schedule.problem.travel.minutes
        for place in np.argsort(minutes[near, order] + minutes[order, near], kind="stable").tolist():
            if gone[place]:
                continue
            length = min(1 + int(draw() * longest), count)
            begin = max(0, min(place - int(draw() * length), count - length))
            gone[begin : begin + length] = [True] * length
            strings -= 1
            if strings == 0:
                break
        return [stop for stop, out in zip(order, gone) if not out]

    def filled(self, made: Round, deadline: Deadline, control: Control) -> Round:
        """The round with further stops, each time the one of highest worth for its delay, as long as one fits and the
        deadline has not passed.
        """
        draw = self._rng.random
        absent = np.setdiff1d(self.stops, made.order)
        thrift = _THRIFT[0] + (_THRIFT[1] - _THRIFT[0]) * draw()
        power = _GREED[0] + (_GREED[1] - _GREED[0]) * draw()
        wanted = self.worth[absent] ** power * (1.0 - _NOISE + 2.0 * _NOISE * draw(len(absent)))
        wanted[draw(len(absent)) < _BLINK] = 0.0
        absent, wanted = absent[wanted > 0], wanted[wanted > 0]
        least = _LEAST_DELAY * self.schedule.shift_min
        while len(absent) and not deadline.passed():
            control.check()
            delay = made.delays(absent)
            turn = delay.argmin(axis=0)
            shortest = delay[turn, np.arange(len(absent))]
            one = int((wanted / np.maximum(shortest, least) ** thrift).argmax())
            if not np.isfinite(shortest[one]):
                break
            made = made.with_stop(int(turn[one]), int(absent[one]))
            # What does not fit now will not fit later.
            left = np.isfinite(shortest)
            left[one] = False
            absent, wanted = absent[left], wanted[left]
        return made
