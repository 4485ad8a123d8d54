"""Routes to choose variants from: how unlike two are, and the ones least alike among those that are good enough."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

import numpy as np

from ..control import Control
from .plan import Deadline
from .repair import filled
from .schedule import Schedule

# Minutes. Visits farther apart are no more unlike: a watcher has left by then.
FAR_MIN = 60.0
_EXCHANGES = 3


def unlike(one: np.ndarray, other: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """How unlike routes are in when they visit n stops, from 0 (all at the same times) to 1.

    Σ wᵢ·dᵢ / Σ wᵢ; dᵢ is the difference of the arrivals, 1 from an hour on, and 1 for a stop on one of the two only.

    one, other: float64 (…, n), arrivals in minutes, NaN for stops not visited; broadcast together.
    weight: float64 (n,), not negative; where all are 0, each counts the same.
    """
    apart = np.minimum(np.abs(one - other) / FAR_MIN, 1.0)
    apart = np.where(np.isnan(apart), np.isnan(one) != np.isnan(other), apart)
    share = weight / weight.sum() if weight.sum() > 0 else np.ones(len(weight)) / max(len(weight), 1)
    return apart @ share


class Pool:
    """Different orders that fit, and those among them that are good enough. The first is the planned one.

    schedule: of the shift.
    planned: the order of the planned route; what must be visited and is in it is in every order.
    within_percent: how much less priority than the best of them an order that is good enough may have.
    deadline: after which nothing more is put into an order.
    """

    def __init__(self, schedule: Schedule, planned: list[int], within_percent: float, deadline: Deadline) -> None:
        self.schedule, self.deadline = schedule, deadline
        self.share = 1.0 - within_percent / 100.0
        self.orders: list[tuple[int, ...]] = []
        self.arrive: list[np.ndarray] = []
        self.score: list[float] = []
        self._seen: set[tuple[int, ...]] = set()
        self._full: set[tuple[int, ...]] = set()
        self.musts = frozenset(np.flatnonzero(schedule.must > 0).tolist()) & frozenset(planned)
        self.add(tuple(planned), schedule.times(planned).arrive)
        # The planner's own route stays as it is.
        self._full.add(tuple(planned))

    @property
    def best(self) -> float:
        return max(self.score)

    @property
    def least(self) -> float:
        return self.best * self.share

    def score_of(self, order: Sequence[int]) -> float:
        """The priority of the stops; the sum is exact, so that it is equal for equal stops in every order."""
        return fsum(self.schedule.problem.stops.priority[list(order)].tolist())

    def add(self, order: tuple[int, ...], arrive: np.ndarray) -> None:
        """Takes an order that fits, if it is new, has all musts and is good enough."""
        score = self.score_of(order)
        if order in self._seen or not self.musts <= set(order) or self.score and score < self.least:
            return
        self._seen.add(order)
        self.orders.append(order)
        self.arrive.append(arrive)
        self.score.append(score)

    def good(self) -> np.ndarray:
        """The numbers of the orders that are good enough, int (g,)."""
        return np.flatnonzero(np.array(self.score) >= self.least)

    def most_unlike(self, count: int, exchanges: int = _EXCHANGES) -> tuple[list[int], float]:
        """Up to ``count`` orders that are good enough, each as unlike the others as can be found, and how unlike the
        two are that are least so, from 0 to 1.
        """
        good = self.good()
        times, weight = self._times(good)
        first = 0 if good[0] == 0 else int(np.argmax(np.array(self.score)[good]))
        chosen, apart = [first], [unlike(times, times[first], weight)]
        while len(chosen) < min(count, len(good)):
            nearest = np.minimum.reduce(apart)
            nearest[chosen] = -1.0
            chosen.append(int(np.argmax(nearest)))
            apart.append(unlike(times, times[chosen[-1]], weight))
        for turn in [*range(1, len(chosen))] * exchanges:
            nearest = np.minimum.reduce(apart[:turn] + apart[turn + 1 :])
            now = nearest[chosen[turn]]
            nearest[chosen] = -1.0
            other = int(np.argmax(nearest))
            if nearest[other] > now + 1e-12:
                chosen[turn], apart[turn] = other, unlike(times, times[other], weight)
        between = [one[other] for one, turn in zip(apart, range(len(chosen))) for other in chosen[:turn]]
        return good[chosen].tolist(), min(between, default=0.0)

    def completed(self, count: int, control: Control) -> list[int]:
        """The most unlike ones, with every stop that still fits into them."""
        while True:
            chosen, _ = self.most_unlike(count)
            thin = [one for one in chosen if self.orders[one] not in self._full]
            if not thin:
                return chosen
            for one in sorted(thin, reverse=True):
                self.add_filled(self._taken_out(one), None, control)

    def _taken_out(self, one: int) -> tuple[int, ...]:
        order = self.orders.pop(one)
        self._seen.discard(order)
        del self.arrive[one], self.score[one]
        return order

    def add_filled(self, order: Sequence[int], bias: np.ndarray | None, control: Control) -> None:
        """Takes an order with every stop that still fits into it."""
        able = np.flatnonzero(self.schedule.can)
        full = tuple(order)
        if len(order) < len(able):
            full = tuple(filled(self.schedule, order, able, bias, control, self.deadline))
        self._full.add(full)
        self.add(full, self.schedule.times(full).arrive)

    def mark_full(self, order: tuple[int, ...]) -> None:
        """No more stop fits into this order."""
        self._full.add(order)

    def _times(self, which: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Arrivals at the stops that any of these orders visits, float64 (g, v), and the stops' priorities (v,)."""
        orders = [self.orders[one] for one in which]
        row = np.repeat(np.arange(len(which)), [len(order) for order in orders])
        stop = np.array([stop for order in orders for stop in order], dtype=np.int64)
        visited, column = np.unique(stop, return_inverse=True)
        times = np.full((len(which), len(visited)), np.nan)
        times[row, column] = np.concatenate([self.arrive[one] for one in which])
        return times, self.schedule.problem.stops.priority[visited]
