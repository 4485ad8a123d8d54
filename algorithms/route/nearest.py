"""Routes driven stop after stop: on to the nearest (nearest neighbour), in order of priority, in the order given."""

from __future__ import annotations

from typing import Callable

import numpy as np

from ..control import Control
from ..texts import Text
from .plan import DOES_NOT_FIT, ON_TIME_MIN, OUT_OF_TIME, Deadline
from .rounds import with_musts
from .route import Route, RouteProblem, RouteSettings
from .schedule import Schedule

# Takes the stops that fit (k,), when the stay at each could begin (k,), where one is and when one sets out, in minutes
# since the departure; returns one of the stops.
Choice = Callable[[np.ndarray, np.ndarray, int, float], int]


class Nearest:
    """Always on to the stop where one can begin first, as long as the visit (and the way to the end of the route, if
    one is asked for) fits the shift.

    Equally near stops: the higher priority first, then by the seed. Stops that cannot be reached, or not left again,
    are skipped with the reason.
    """

    weakness = Text("goes by distance, not by priority")

    def plan(self, problem: RouteProblem, settings: RouteSettings, control: Control | None = None) -> Route:
        """See RoutePlanner."""
        stops = problem.stops
        lot = np.random.default_rng(settings.seed).permutation(len(stops))

        def nearest(fits: np.ndarray, begin: np.ndarray, at: int, now: float) -> int:
            near = fits[begin <= begin.min() + ON_TIME_MIN]
            return int(near[np.lexsort((lot[near], -stops.priority[near]))[0]])

        return driven(problem, settings, nearest, control or Control())


class ByPriority:
    """The stops in order of priority alone, wherever they lie: what one drives with a bare list of hotspots.

    Stops that no longer fit the shift are passed over. Equal priorities: in the order of the stops.
    """

    weakness = ""

    def plan(self, problem: RouteProblem, settings: RouteSettings, control: Control | None = None) -> Route:
        """See RoutePlanner."""
        stops = problem.stops
        rank = np.empty(len(stops), dtype=np.int64)
        rank[np.argsort(-stops.priority, kind="stable")] = np.arange(len(stops))

        def most_important(fits: np.ndarray, begin: np.ndarray, at: int, now: float) -> int:
            return int(fits[np.argmin(rank[fits])])

        return driven(problem, settings, most_important, control or Control())


class Listed:
    """The stops in the order they are given in, what the user has in mind; those that do not fit are passed over."""

    weakness = Text("keeps the order of the stops")

    def plan(self, problem: RouteProblem, settings: RouteSettings, control: Control | None = None) -> Route:
        """See RoutePlanner."""

        def first(fits: np.ndarray, begin: np.ndarray, at: int, now: float) -> int:
            return int(fits[0])

        return driven(problem, settings, first, control or Control())


def driven(problem: RouteProblem, settings: RouteSettings, choose: Choice, control: Control) -> Route:
    """A route whose next stop is chosen from those that fit, where what must be visited still fits afterwards."""
    schedule = Schedule(problem, settings)
    deadline = Deadline(settings.time_limit_s)
    waiting = schedule.can.copy()
    order: list[int] = []
    musts = with_musts(schedule)
    at, now, stopped = settings.start, 0.0, False
    while waiting.any():
        control.check()
        if deadline.passed():
            stopped = True
            break
        left = np.flatnonzero(waiting)
        end = schedule.stay(left, schedule.arrive(at, left, now))
        fits = np.isfinite(schedule.home(left, end))
        if musts:
            # What must be visited still fits afterwards.
            fits[fits] = [
                schedule.fits([other for other in musts if other != stop], stop, free)
                for stop, free in zip(left[fits].tolist(), end[fits].tolist())
            ]
        if not fits.any():
            break
        stop = choose(left[fits], (end - schedule.dwell[left])[fits], at, now)
        order.append(stop)
        musts = [other for other in musts if other != stop]
        waiting[stop] = False
        at, now = stop, float(end[left == stop][0])
        control.step(now, schedule.shift_min)
    return schedule.route([*order, *musts], OUT_OF_TIME if stopped else DOES_NOT_FIT, stopped)
