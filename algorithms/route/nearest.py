"""Routes driven stop after stop: on to the nearest (nearest neighbour), and in order of priority, the baseline."""

from __future__ import annotations

from typing import Callable

import numpy as np

from ..control import Control
from ..errors import PatrolError
from ..roads.travel import TravelTimes, mutual_groups
from ..texts import Text
from .plan import (
    CANNOT_REACH,
    DOES_NOT_FIT,
    NO_WAY_BACK,
    ON_TIME_MIN,
    OUT_OF_TIME,
    TOO_FAR,
    Clock,
    Deadline,
    Journeys,
    Visit,
    visitable,
)
from .route import Route, RouteProblem, RouteSettings, SkippedStop


class Nearest:
    """Always on to the stop that is reached first, as long as the visit (and the way back, if asked for) fits the
    shift.

    Equally near stops: the higher priority first, then by the seed. Stops that cannot be reached, or not left again,
    are skipped with the reason.
    """

    weakness = Text("goes by distance, not by priority")

    def plan(self, problem: RouteProblem, settings: RouteSettings, control: Control | None = None) -> Route:
        """See RoutePlanner."""
        stops = problem.stops
        lot = np.random.default_rng(settings.seed).permutation(len(stops))

        def nearest(fits: np.ndarray, arrive: np.ndarray) -> int:
            near = fits[arrive <= arrive.min() + ON_TIME_MIN]
            return int(near[np.lexsort((lot[near], -stops.priority[near]))[0]])

        return _drive(problem, settings, nearest, control or Control())


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

        def most_important(fits: np.ndarray, arrive: np.ndarray) -> int:
            return int(fits[np.argmin(rank[fits])])

        return _drive(problem, settings, most_important, control or Control())


def _drive(
    problem: RouteProblem, settings: RouteSettings, choose: Callable[[np.ndarray, np.ndarray], int], control: Control
) -> Route:
    """A route whose next stop is chosen from those that fit (k,), knowing their arrivals (k,)."""
    stops, travel = problem.stops, problem.travel
    count = len(stops)
    if not len(travel) > settings.start or len(travel) < count:
        raise PatrolError(
            "Travel times of {places} places do not match {stops} stops and the start {start}.",
            places=len(travel),
            stops=count,
            start=settings.start,
        )
    deadline = Deadline(settings.time_limit_s)
    journeys = Journeys(travel, problem.traffic, Clock(settings.departure).start_min_of_day)
    shift_min = settings.shift_hours * 60.0
    group = mutual_groups(travel.minutes)
    waiting = visitable(travel.minutes, group, settings.start, np.arange(count), settings.return_to_start)
    route = Route(skipped=_islands(travel, settings.start, ~waiting))
    at, now = settings.start, 0.0
    while waiting.any():
        control.check()
        if deadline.passed():
            route.stopped = True
            break
        left = np.flatnonzero(waiting)
        arrive = journeys.arrivals(at, left, now)
        end = arrive + settings.dwell_min
        if settings.return_to_start:
            end = journeys.arrivals(left, settings.start, end)
        fits = end <= shift_min + ON_TIME_MIN
        if not fits.any():
            break
        stop = choose(left[fits], arrive[fits])
        # A route that begins at a stop has no way to drive to it.
        if at != stop:
            route.legs.append(journeys.leg(at, stop, stop, now))
        there = float(arrive[left == stop][0])
        leave = there + settings.dwell_min
        route.visits.append(Visit(stop, there, leave, float(stops.priority[stop])))
        waiting[stop] = False
        at, now = stop, leave
        control.step(now, shift_min)
    if settings.return_to_start and at != settings.start:
        route.legs.append(journeys.leg(at, settings.start, -1, now))
    reason = OUT_OF_TIME if route.stopped else DOES_NOT_FIT
    route.skipped += [SkippedStop(int(stop), reason) for stop in np.flatnonzero(waiting)]
    return route


def _islands(travel: TravelTimes, start: int, left_out: np.ndarray) -> list[SkippedStop]:
    """The stops left out (n,) of which the start is not, with the reason."""
    reached = np.isfinite(travel.minutes[start])
    return [
        SkippedStop(int(stop), TOO_FAR if travel.too_far[stop] else NO_WAY_BACK if reached[stop] else CANNOT_REACH)
        for stop in np.flatnonzero(left_out)
    ]
