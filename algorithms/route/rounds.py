"""A round that stops are put into: where one more fits, and by how much it puts off the rest."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..control import Control
from ..errors import PatrolError
from .plan import ON_TIME_MIN, Deadline
from .schedule import Schedule


class Round:
    """An order of stops that fits, none of them twice, and where one more can be put into it.

    ``order``: k stops. ``home``: as in Times. ``free``: float64 (k + 1,), when one is free to go on at the start and
    after each stay. ``latest``: float64 (k + 1,), when one must be so at the latest for the rest to fit.
    """

    def __init__(self, schedule: Schedule, order: Sequence[int]) -> None:
        self._make(schedule, list(order), [0.0], [])

    def _make(self, schedule: Schedule, order: list[int], free: list[float], latest: list[float]) -> None:
        """Fill in what is not known yet: ``free`` is of the start and the first stops, ``latest`` of the last ones."""
        places = [schedule.start, *order]
        free, behind = free.copy(), latest[::-1]
        for turn in range(len(free), len(places)):
            at, stop = places[turn - 1], places[turn]
            free.append(schedule.stay_once(stop, schedule.arrive_once(at, stop, free[-1])))
        self.home = schedule.home_once(places[-1], free[-1])
        if order and self.home == np.inf:
            raise PatrolError("Stop {stop} does not fit into the route.", stop=order[schedule.times(order).fitting])
        if not behind:
            behind.append(schedule.latest_home_once(places[-1]))
        for turn in range(len(places) - 1 - len(behind), -1, -1):
            behind.append(schedule.latest_once(places[turn], places[turn + 1], behind[-1]))
        self.schedule = schedule
        self.order = order
        self.places = np.array(places, dtype=np.int64)
        self._free, self._latest = free, behind[::-1]
        self.free, self.latest = np.array(self._free), np.array(self._latest)

    def delays(self, stops: np.ndarray) -> np.ndarray:
        """By how much the rest is put off when one of ``stops`` (c,) is served after the start or a stop of the order,
        float64 (k + 1, c); inf where it does not fit.
        """
        schedule = self.schedule
        stops = np.asarray(stops, dtype=np.int64)
        end = schedule.stay(stops, schedule.arrive(self.places[:, None], stops, self.free[:, None]))
        delay = np.full(end.shape, np.inf)
        if self.order:
            onward = self.places[1:, None]
            after = schedule.stay(onward, schedule.arrive(stops, onward, end[:-1]))
            fits = after <= self.latest[1:, None] + ON_TIME_MIN
            delay[:-1] = np.where(fits, after - self.free[1:, None], np.inf)
        over = schedule.home(stops, end[-1])
        delay[-1] = over - self.home
        return np.where(np.isnan(delay), np.inf, delay)

    def with_stop(self, turn: int, stop: int) -> Round:
        """The round with one more stop, after ``turn`` stops."""
        longer = Round.__new__(Round)
        order = [*self.order[:turn], stop, *self.order[turn:]]
        longer._make(self.schedule, order, self._free[: turn + 1], self._latest[turn + 1 :])
        return longer


def with_musts(schedule: Schedule, control: Control | None = None, deadline: Deadline | None = None) -> list[int]:
    """An order of the stops that must be visited, each put in where it delays least; those that do not fit are left
    out, and those that are not put in before the deadline.
    """
    control, deadline = control or Control(), deadline or Deadline(None)
    waiting = np.flatnonzero((schedule.must > 0) & schedule.can)
    made = Round(schedule, [])
    while len(waiting) and not deadline.passed():
        control.check()
        delay = made.delays(waiting)
        # The one with the fewest choices left first: a later one could take its only place.
        best = delay.min(axis=0)
        if np.isinf(best).all():
            break
        choices = np.where(np.isfinite(best), np.isfinite(delay).sum(axis=0), len(made.order) + 2)
        one = int(np.lexsort((best, choices))[0])
        made = made.with_stop(int(delay[:, one].argmin()), int(waiting[one]))
        waiting = np.delete(waiting, one)
    return made.order
