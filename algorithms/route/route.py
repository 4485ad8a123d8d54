"""One officer's route: visiting stops within a shift, from where the officer is always to the nearest."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Callable

import numpy as np

from ..control import Control
from ..errors import PatrolError
from ..roads.traffic import Traffic
from ..roads.travel import TravelTimes, mutual_groups
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
    Leg,
    Visit,
    visitable,
)
from .stops import Stops


@dataclass(frozen=True)
class RouteSettings:
    """``departure``: datetime64, local. ``start``: the place among the travel times where the route begins; the places
    are the stops in their order, then, if it is not one of them, the start. ``seed`` breaks exact ties.
    """

    departure: np.datetime64
    start: int
    shift_hours: float = 8.0
    dwell_min: float = 15.0
    return_to_start: bool = False
    seed: int = 1
    time_limit_s: float | None = None

    def __post_init__(self) -> None:
        if np.isnat(self.departure):
            raise PatrolError("The departure has no time; give one, such as 2024-05-31 08:00.")
        if not (self.shift_hours > 0 and np.isfinite(self.shift_hours)):
            raise PatrolError(f"The shift must be longer than 0 hours, not {self.shift_hours:g}.")
        if not (self.dwell_min >= 0 and np.isfinite(self.dwell_min)):
            raise PatrolError(f"The dwell time must be 0 minutes or more, not {self.dwell_min:g}.")
        if self.start < 0:
            raise PatrolError(f"The start must be one of the places, not {self.start}.")


@dataclass(frozen=True)
class SkippedStop:
    """A stop that is not on the route, and why."""

    stop: int
    reason: str


@dataclass
class Route:
    """Visits and legs in their order. ``stopped``: whether the time limit ended the planning."""

    visits: list[Visit] = field(default_factory=list)
    legs: list[Leg] = field(default_factory=list)
    skipped: list[SkippedStop] = field(default_factory=list)
    stopped: bool = False

    @property
    def km(self) -> float:
        return sum(leg.metres for leg in self.legs) / 1000.0

    @property
    def driving_min(self) -> float:
        return sum(leg.minutes for leg in self.legs)

    @property
    def score(self) -> float:
        """The sum of the priorities visited."""
        return sum(visit.reward for visit in self.visits)


def best_start(stops: Stops, travel: TravelTimes) -> int:
    """The stop of highest priority (the first of equals) in the largest group of stops that reach each other."""
    usable = travel.islands().majority
    return int(np.argmax(np.where(usable, stops.priority, -1.0)))


def plan_nearest(
    stops: Stops, travel: TravelTimes, traffic: Traffic | None, settings: RouteSettings, control: Control | None = None
) -> Route:
    """Always on to the stop that is reached first, as long as the visit (and the way back, if asked for) fits the
    shift.

    The baseline of a route planner (nearest neighbour). Equally near stops: the higher priority first, then by the
    seed. Stops that cannot be reached, or not left again, are skipped with the reason.
    """
    lot = np.random.default_rng(settings.seed).permutation(len(stops))

    def nearest(fits: np.ndarray, arrive: np.ndarray) -> int:
        near = fits[arrive <= arrive.min() + ON_TIME_MIN]
        return int(near[np.lexsort((lot[near], -stops.priority[near]))[0]])

    return _drive(stops, travel, traffic, settings, nearest, control or Control())


def plan_by_priority(
    stops: Stops, travel: TravelTimes, traffic: Traffic | None, settings: RouteSettings, control: Control | None = None
) -> Route:
    """The stops in order of priority alone, wherever they lie: what one drives with a bare list of hotspots.

    Stops that no longer fit the shift are passed over. Equal priorities: in the order of the stops.
    """
    rank = np.empty(len(stops), dtype=np.int64)
    rank[np.argsort(-stops.priority, kind="stable")] = np.arange(len(stops))

    def most_important(fits: np.ndarray, arrive: np.ndarray) -> int:
        return int(fits[np.argmin(rank[fits])])

    return _drive(stops, travel, traffic, settings, most_important, control or Control())


def _drive(
    stops: Stops,
    travel: TravelTimes,
    traffic: Traffic | None,
    settings: RouteSettings,
    choose: Callable[[np.ndarray, np.ndarray], int],
    control: Control,
) -> Route:
    """A route whose next stop is chosen from those that fit (k,), knowing their arrivals (k,)."""
    count = len(stops)
    if not len(travel) > settings.start or len(travel) < count:
        raise PatrolError(
            f"Travel times of {len(travel)} places do not match {count} stops and the start {settings.start}."
        )
    deadline = Deadline(settings.time_limit_s)
    journeys = Journeys(travel, traffic, Clock(settings.departure).start_min_of_day)
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
