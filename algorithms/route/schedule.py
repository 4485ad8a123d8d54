"""What orders of stops fit a shift: when each stop of an order is reached, and the route that comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..errors import PatrolError
from ..roads.travel import mutual_groups
from ..texts import Text
from .moments import Moments
from .plan import (
    CANNOT_REACH,
    CLOSED,
    FORBIDDEN,
    MUST_DOES_NOT_FIT,
    NO_WAY_BACK,
    ON_TIME_MIN,
    TOO_FAR,
    Visit,
    minutes_text,
    visitable,
)
from .route import Route, RouteProblem, RouteSettings, SkippedStop


@dataclass(frozen=True)
class Times:
    """When an order of k stops is driven, float64 (k,) each, in minutes since the departure.

    ``arrive``: at the stop; ``end``: of the stay there. ``fitting``: how many stops of the order fit, k where all do,
    else the most of its first ones after which the route can end. ``home``: when, after these, the last place is
    reached, or, where the route may end anywhere, when the last stay ends.
    """

    arrive: np.ndarray
    end: np.ndarray
    home: float
    fitting: int


class Schedule(Moments):
    """What is possible when; every planner asks this and nothing else.

    Raises PatrolError where the last place itself cannot be reached within the shift: then no order fits.

    ``can``: bool (n,), the stops that can be on a route; ``why_not``: Text or None (n,).
    """

    def __init__(self, problem: RouteProblem, settings: RouteSettings) -> None:
        _require_match(problem, settings)
        super().__init__(problem, settings)
        self._require_an_end()
        self.can, self.why_not = self._possible()

    def times(self, order: Sequence[int], at: int | None = None, free: float = 0.0) -> Times:
        """When the stops of an order are served one after another.

        ``at``, ``free``: where one begins (None: at the start) and when.
        """
        arrive, end = np.full(len(order), np.inf), np.full(len(order), np.inf)
        at = self.start if at is None else at
        home, fitting = self.home_once(at, free), 0
        left: dict[int, float] = {}
        for turn, stop in enumerate(order):
            depart = float(self.goes_on(at, stop, free, left[stop])) if stop in left else free
            arrive[turn] = there = self.arrive_once(at, stop, depart)
            end[turn] = free = self.stay_once(stop, there)
            if free == np.inf:
                break
            at, left[stop] = stop, free
            over = self.home_once(at, free)
            # A break can make the way home from a later stop possible where it is not from an earlier one.
            if over < np.inf:
                home, fitting = over, turn + 1
        return Times(arrive, end, home, fitting)

    def fits(self, order: Sequence[int], at: int | None = None, free: float = 0.0) -> bool:
        """Whether all of an order fits; see times."""
        times = self.times(order, at, free)
        return times.fitting == len(order) and bool(np.isfinite(times.home))

    def passing_over(self, order: Sequence[int]) -> list[int]:
        """The stops of an order that can be served one after another, without those that do not fit."""
        kept: list[int] = []
        at, free = self.start, 0.0
        for stop in order:
            if not self.can[stop]:
                continue
            end = self.stay_once(stop, self.arrive_once(at, stop, free))
            if self.home_once(stop, end) < np.inf:
                kept.append(stop)
                at, free = stop, end
        return kept

    def route(self, order: Sequence[int], left_out: Text, stopped: bool = False) -> Route:
        """The route of an order that fits; ``left_out``: why the other stops are not on it.

        A stop may come more than once, each time at least ``revisit_min`` after the last stay; its priority counts
        once. Raises PatrolError where the order does not fit.
        """
        times = self.times(order)
        if times.fitting < len(order):
            raise PatrolError("Stop {stop} does not fit into the route.", stop=order[times.fitting])
        route = Route(stopped=stopped)
        at, free = self.start, 0.0
        left: dict[int, float] = {}
        for stop, arrive, end in zip(order, times.arrive.tolist(), times.end.tolist()):
            # A route that begins at a stop has no way to drive to it.
            if at != stop:
                depart = float(self.goes_on(at, stop, free, left[stop])) if stop in left else free
                route.legs.append(self.journeys.leg(at, stop, stop, self.sets_out(at, stop, depart)))
            reward = 0.0 if stop in left else float(self.problem.stops.priority[stop])
            route.visits.append(Visit(stop, arrive, end, reward, wait_min=max(end - self.dwell[stop] - arrive, 0.0)))
            at, free = stop, end
            left[stop] = end
        # Where the break is in the way of the last place, there is no way there without a stop.
        if self.last is not None and at != self.last and np.isfinite(times.home):
            route.legs.append(self.journeys.leg(at, self.last, -1, self.sets_out(at, self.last, free)))
        for stop, why in enumerate(self.why_not):
            if stop not in left:
                unserved = MUST_DOES_NOT_FIT if self.must[stop] > 0 else left_out
                route.skipped.append(SkippedStop(stop, why or unserved))
        return route

    def _require_an_end(self) -> None:
        """Raise PatrolError where not even who drives there at once, without a break, is at the last place within the
        shift. With one, a stop on the way may part in two what is too long for either side of it.
        """
        if self.last is None:
            return
        there = float(self.journeys.arrivals(self.start, self.last, 0.0))
        if np.isinf(there):
            raise PatrolError(
                "The end of the route cannot be reached from its start by road. Choose another end, or check that the "
                "roads between them are connected."
            )
        if there > self.shift_min + ON_TIME_MIN:
            raise PatrolError(
                "Who drives to the end of the route at once is there after {minutes}, but the shift is "
                "over after {shift:,.0f}. Make the shift longer, or choose an end that is nearer.",
                minutes=minutes_text(round(there)),
                shift=self.shift_min,
            )

    def _possible(self) -> tuple[np.ndarray, list[Text | None]]:
        """Which stops can be on a route, and why the others cannot."""
        travel, count = self.problem.travel, len(self)
        places = np.arange(count)
        group = mutual_groups(travel.minutes)
        connected = visitable(travel.minutes, group, self.start, places, self.last)
        reached = np.isfinite(travel.minutes[self.start, :count])
        alone = self._possible_alone(places)
        closed = connected & ~alone & (np.isfinite(self.opens) | np.isfinite(self.closes))
        forbidden = self.must < 0
        why: list[Text | None] = [None] * count
        for stop in np.flatnonzero(~connected | forbidden | closed).tolist():
            if forbidden[stop]:
                why[stop] = FORBIDDEN
            elif not connected[stop]:
                far, met = travel.too_far[stop], reached[stop]
                why[stop] = TOO_FAR if far else NO_WAY_BACK if met else CANNOT_REACH
            else:
                why[stop] = CLOSED
        return connected & alone & ~forbidden, why

    def _possible_alone(self, places: np.ndarray) -> np.ndarray:
        """Which stops fit when they are the only one.

        Drives may pass over the break: a stop on the way can cut in two what would have to wait for the break's end.
        """
        end = self.stay(places, self.journeys.arrivals(self.start, places, 0.0))
        if self.last is None:
            return np.isfinite(end)
        return self.journeys.arrivals(places, self.last, end) <= self.shift_min + ON_TIME_MIN


def _require_match(problem: RouteProblem, settings: RouteSettings) -> None:
    places, count = len(problem.travel), len(problem.stops)
    if not places > max(settings.start, settings.end or 0) or places < count:
        raise PatrolError(
            "Travel times of {places} places do not match {stops} stops and the start {start}.",
            places=places,
            stops=count,
            start=settings.start,
        )
