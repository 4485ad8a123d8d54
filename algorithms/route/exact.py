"""The best order of few stops, exactly: dynamic programming over the sets of stops visited."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from ..control import Control
from .plan import EQUAL_SHARE, ON_TIME_MIN
from .schedule import Schedule

# States times stops, as many as about a second allows: of 15 stops of which any set fits there are 245,760 states.
_MOST_WORK = 4_000_000
# The sets are bits of a whole number.
_MOST_STOPS = 62
_AT_ONCE = 4_096


@dataclass(frozen=True)
class _States:
    """k states after equally many stops, one for each set of stops visited (bits, int64) and place where one is (a
    position among the stops): when one is free at the earliest, and what the stops visited are worth. ``before``: the
    state of the previous step, int64.
    """

    visited: np.ndarray
    at: np.ndarray
    free: np.ndarray
    worth: np.ndarray
    before: np.ndarray

    def __len__(self) -> int:
        return len(self.free)

    def chosen(self, which: np.ndarray) -> _States:
        return _States(self.visited[which], self.at[which], self.free[which], self.worth[which], self.before[which])


def exact_order(
    schedule: Schedule, worth: np.ndarray, least: float, control: Control, most_states: int | None = None
) -> list[int] | None:
    """The order of stops that is worth most, of these the one that ends first; None where that takes too long.

    Whoever is free earlier is never later anywhere (see Schedule), so of all ways to visit the same stops and to end at
    the same of them, only the quickest needs to be followed up (Held & Karp 1962; with windows, Dumas et al. 1995).
    States that cannot reach ``least`` even with the best that the time left could hold are dropped.

    schedule: what is possible when.
    worth: float64 (n,), of each stop; not negative.
    least: what some order is known to be worth.
    control: asked to stop at every step.
    most_states: with more states in all, None is returned; None for as many as about a second allows.
    """
    stops = np.flatnonzero(schedule.can)
    if len(stops) > _MOST_STOPS:
        return None
    if most_states is None:
        most_states = _MOST_WORK // max(len(stops), 1)
    onward = _Onward(schedule, stops, worth[stops])
    equal = EQUAL_SHARE * max(float(worth[stops].sum()), 1e-300)
    steps: list[_States] = []
    states = onward.first()
    best, found = (0.0, -schedule.home_once(schedule.start, 0.0)), (-1, -1)
    left = most_states
    while len(states):
        control.step(len(steps), len(stops))
        steps.append(states)
        left -= len(states)
        home = schedule.home(stops[states.at], states.free)
        ends = np.flatnonzero(np.isfinite(home))
        if len(ends):
            top = ends[states.worth[ends] >= states.worth[ends].max() - equal]
            state = int(top[np.argmin(home[top])])
            reached = (float(states.worth[state]), -float(home[state]))
            if reached[0] > best[0] + equal or (reached[0] >= best[0] - equal and reached[1] > best[1]):
                best, found = reached, (len(steps) - 1, state)
        after = onward.one_more(states, max(least, best[0]) - equal, control, left)
        if after is None:
            return None
        states = after
    order: list[int] = []
    step, state = found
    while step >= 0:
        order.append(int(stops[steps[step].at[state]]))
        state, step = int(steps[step].before[state]), step - 1
    return order[::-1]


class _Onward:
    """How states go on, and what they can still collect.

    schedule: what is possible when.
    stops: int (m,), those that can be visited.
    value: float64 (m,), what each is worth.
    """

    def __init__(self, schedule: Schedule, stops: np.ndarray, value: np.ndarray) -> None:
        self.schedule = schedule
        self.stops = stops
        self.value = value
        self.bits = np.int64(1) << np.arange(len(stops), dtype=np.int64)
        least = schedule.least_minutes()
        way = least[stops[:, None], stops]
        np.fill_diagonal(way, np.inf)
        end = np.zeros(len(stops)) if schedule.last is None else least[stops, schedule.last]
        # Each leg counts half for the place where it begins and half for the one where it ends.
        self._out = np.minimum(way.min(axis=1, initial=np.inf), end) / 2
        into = np.minimum(way.min(axis=0, initial=np.inf), least[schedule.start, stops]) / 2
        self._cost = np.maximum(schedule.dwell[stops] + into + self._out, 1e-12)
        self._room = schedule.shift_min + 2 * ON_TIME_MIN * len(stops) - end.min(initial=np.inf) / 2
        self._by_gain = np.argsort(-value / self._cost, kind="stable")

    def first(self) -> _States:
        """The states after one stop."""
        schedule, stops = self.schedule, self.stops
        free = schedule.stay(stops, schedule.arrive(schedule.start, stops, 0.0))
        at = np.flatnonzero(np.isfinite(free))
        return _States(self.bits[at], at, free[at], self.value[at], np.full(len(at), -1))

    def one_more(self, states: _States, least: float, control: Control, most_states: int) -> _States | None:
        """The states after one more stop, without those that cannot come to ``least``; None for more than
        ``most_states``.
        """
        schedule, stops = self.schedule, self.stops
        made = []
        for begin in range(0, len(states), _AT_ONCE):
            control.check()
            part = slice(begin, begin + _AT_ONCE)
            visited, at, free = states.visited[part], states.at[part], states.free[part]
            end = schedule.stay(stops, schedule.arrive(stops[at, None], stops, free[:, None]))
            left = (visited[:, None] & self.bits) == 0
            fits = left & np.isfinite(end)
            # What does not fit now fits no later, as a rule.
            possible = left if schedule.detours_pay else fits
            row, to = np.nonzero(fits & (states.worth[part] + self._at_most(at, free, possible) >= least)[:, None])
            made.append(
                _States(
                    visited[row] | self.bits[to],
                    to,
                    end[row, to],
                    states.worth[part][row] + self.value[to],
                    row + begin,
                )
            )
            # A state comes from as many others as it has stops, at most.
            if sum(map(len, made)) > most_states * len(stops):
                return None
        after = _quickest(
            _States(*(np.concatenate([getattr(one, field.name) for one in made]) for field in fields(_States)))
        )
        return after if len(after) <= most_states else None

    def _at_most(self, at: np.ndarray, free: np.ndarray, possible: np.ndarray) -> np.ndarray:
        """What states can still collect at most: the fractional knapsack of the stops possible for each (k, m)."""
        order = self._by_gain
        taken = possible[:, order]
        used = np.cumsum(np.where(taken, self._cost[order], 0.0), axis=1)
        room = (self._room - free - self._out[at])[:, None]
        share = np.clip((room - used) / self._cost[order] + 1.0, 0.0, 1.0)
        return np.where(taken, share, 0.0) @ self.value[order]


def _quickest(states: _States) -> _States:
    """Of each set and place the state that is free first."""
    order = np.lexsort((states.free, states.at, states.visited))
    visited, at = states.visited[order], states.at[order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = (visited[1:] != visited[:-1]) | (at[1:] != at[:-1])
    return states.chosen(order[first])
