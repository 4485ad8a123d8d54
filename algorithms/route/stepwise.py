"""A route made stop after stop: of what still fits, a planner says where to go on to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Callable

import numpy as np

from ..control import Control
from .plan import DOES_NOT_FIT, OUT_OF_TIME
from .rounds import with_musts
from .route import Route, RouteProblem, RouteSettings
from .schedule import Schedule

# Takes the stops that fit (k,), when the stay at each could begin (k,), where one is and when one sets out, in minutes
# since the departure; returns one of the stops.
Choice = Callable[[np.ndarray, np.ndarray, int, float], int]


def stop_by_stop(problem: RouteProblem, settings: RouteSettings, choose: Choice, control: Control) -> Route:
    """A route whose next stop is chosen from those that fit, where what must be visited still fits afterwards.

    problem, settings: as a RoutePlanner has them.
    choose: says which stop is next.
    control: progress and stop.
    """
    schedule = Schedule(problem, settings)
    deadline = settings.due()
    waiting = schedule.can.copy()
    order: list[int] = []
    musts = with_musts(schedule, control, deadline)
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
            fits[fits] = fit_after(schedule, musts, left[fits], end[fits])
        if not fits.any():
            break
        stop = choose(left[fits], (end - schedule.dwell[left])[fits], at, now)
        order.append(stop)
        musts = [other for other in musts if other != stop]
        waiting[stop] = False
        at, now = stop, float(end[left == stop][0])
        control.step(now, schedule.shift_min)
    return schedule.route([*order, *musts], OUT_OF_TIME if stopped else DOES_NOT_FIT, stopped)


def fit_after(schedule: Schedule, order: Sequence[int], stops: np.ndarray, free: np.ndarray) -> np.ndarray:
    """Whether all of an order, but for the stop itself, fits after each of some stops, bool (c,): Schedule.fits, of
    thousands of stops at once.

    schedule: knows what fits.
    order: stops one after another.
    stops: int (c,), where one is.
    free: float64 (c,), when one is free there.
    """
    at, free = stops.copy(), free.copy()
    for stop in order:
        goes = (stops != stop) & np.isfinite(free)
        free[goes] = schedule.stay(stop, schedule.arrive(at[goes], stop, free[goes]))
        at[goes] = stop
    fits = np.isfinite(free)
    fits[fits] = np.isfinite(schedule.home(at[fits], free[fits]))
    return fits
