"""Revisits: what a route leaves of the shift is used to come back to its top stops."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..control import Control
from .plan import ON_TIME_MIN, Deadline
from .repair import LEAST_COST_MIN, driven_anew, filled
from .route import Route
from .schedule import Schedule

# Numbers held at a time while revisits are tried.
_AT_ONCE = 500_000


@dataclass(frozen=True)
class _Tried:
    """Revisits put into an order of k stops, (c,) each: of ``stop``, after ``turn`` stops of the order.

    ``added``: minutes by which the route ends later, inf where the rest does not fit. ``absence``: minutes from the
    stay before to the arrival or, if it is shorter, from the departure to the next arrival there.
    """

    stop: np.ndarray
    turn: np.ndarray
    added: np.ndarray
    absence: np.ndarray

    def best(self, priority: np.ndarray) -> int | None:
        """The one of highest priority times absence per added minute; None where none fits."""
        fits = np.flatnonzero(np.isfinite(self.added))
        if not len(fits):
            return None
        absence, cost = self.absence[fits], np.maximum(self.added[fits], LEAST_COST_MIN)
        worth = priority[self.stop[fits]] * absence / cost
        return int(fits[np.lexsort((self.turn[fits], self.stop[fits], -absence, -worth))[0]])


def with_revisits(
    schedule: Schedule, route: Route, control: Control | None = None, deadline: Deadline | None = None
) -> Route:
    """The route with what is left of the shift used to come back to its stops; equal where ``revisit_min`` of the
    settings is 0.

    Stops never visited come first: those that still fit are put in before any revisit. Then, one after another, the
    revisit of highest priority · absence / added minutes, as long as one fits. At least ``revisit_min`` lie between the
    end of a stay and the next arrival at the same stop; who would be there too early sets out later and is free until
    then, but never while a stop waits for its first visit. A revisit collects no priority, so the score stays that of
    the stops visited; it is counted in ``Route.revisits``. Stops of priority 0 are not visited again.

    schedule: of the problem and settings that the route was planned for.
    route: from any planner.
    control: stops it.
    deadline: at which the revisits so far are kept, and the route marked stopped; None for the time limit of the
        settings from now on.
    """
    if schedule.settings.revisit_min == 0:
        return route
    control = control or Control()
    deadline = deadline or schedule.settings.due()
    order = [visit.stop for visit in route.visits]
    if len(set(order)) == len(order):
        order = filled(schedule, order, np.arange(len(schedule)), control=control, deadline=deadline)
    stopped = route.stopped
    while True:
        found = _best_revisit(schedule, order, control, deadline)
        if deadline.passed():
            stopped = True
            break
        if found is None:
            break
        turn, stop = found
        order.insert(turn, stop)
    return replace(driven_anew(schedule, route, order), stopped=stopped)


def _best_revisit(
    schedule: Schedule, order: Sequence[int], control: Control, deadline: Deadline
) -> tuple[int, int] | None:
    """After how many stops of the order which stop is best visited again; None where no revisit fits. At the deadline
    not all have been tried.
    """
    priority = schedule.problem.stops.priority
    parts = list(_all_tried(schedule, order, control, deadline))
    if not parts:
        return None
    tried = _Tried(*(np.concatenate([getattr(part, name) for part in parts]) for name in _Tried.__dataclass_fields__))
    best = tried.best(priority)
    return None if best is None else (int(tried.turn[best]), int(tried.stop[best]))


def _all_tried(schedule: Schedule, order: Sequence[int], control: Control, deadline: Deadline) -> Iterator[_Tried]:
    """Every revisit of a stop of the order at every place after its first visit, some thousands at a time."""
    sequence = np.asarray(order, dtype=np.int64)
    known, first = np.unique(sequence, return_index=True)
    top = schedule.problem.stops.priority[known] > 0
    turn, which = np.nonzero((np.arange(1, len(sequence) + 1)[:, None] > first) & top)
    turn += 1
    size = max(_AT_ONCE // max(len(known), 1), 1)
    for begin in range(0, len(turn), size):
        control.check()
        if deadline.passed():
            return
        yield _tried(schedule, sequence, known, turn[begin : begin + size], known[which[begin : begin + size]])


def _tried(schedule: Schedule, sequence: np.ndarray, known: np.ndarray, turn: np.ndarray, stop: np.ndarray) -> _Tried:
    """Drives the order with each revisit from where it is put in, all at once, so that every gap is exact.

    schedule: knows what fits.
    sequence: int (k,), the order.
    known: int, its different stops, ascending.
    turn: int (c,), after how many stops of the order each revisit comes.
    stop: int (c,), which stop it is to.
    """
    times = schedule.times(sequence.tolist())
    column = np.searchsorted(known, sequence)
    left = _ends_before(times.end, column, len(known))[turn]
    last_first = np.unique(sequence, return_index=True)[1].max()
    at, free, again = sequence[turn - 1], times.end[turn - 1], np.full(len(turn), -1)
    absence = np.full(len(turn), np.inf)
    for step in range(-1, len(sequence)):
        place = turn + step
        cases = np.flatnonzero((place < len(sequence)) & np.isfinite(free))
        if not len(cases):
            break
        to = stop[cases] if step < 0 else sequence[place[cases]]
        which = np.searchsorted(known, to)
        before = left[cases, which]
        goes_on = schedule.goes_on(at[cases], to, free[cases], before)
        # Nobody is idle while a stop waits for its first visit.
        idle = (goes_on > free[cases] + ON_TIME_MIN) & (place[cases] < last_first)
        arrive = schedule.arrive(at[cases], to, goes_on)
        own = (to == stop[cases]) & (again[cases] < 1)
        absence[cases[own]] = np.minimum(absence[cases[own]], arrive[own] - before[own])
        again[cases[own]] += 1
        at[cases], free[cases] = to, np.where(idle, np.inf, schedule.stay(to, arrive))
        left[cases, which] = free[cases]
    home = schedule.home(at, free)
    return _Tried(stop, turn, np.where(np.isfinite(home), home - times.home, np.inf), absence)


def _ends_before(end: np.ndarray, column: np.ndarray, known: int) -> np.ndarray:
    """When the last stay at each of the known stops has ended before each turn of k stays, and after the last, float64
    (k + 1, known); −inf where there was none.
    """
    ended = np.full((len(end) + 1, known), -np.inf)
    for turn, (moment, place) in enumerate(zip(end, column)):
        ended[turn + 1] = ended[turn]
        ended[turn + 1, place] = moment
    return ended
