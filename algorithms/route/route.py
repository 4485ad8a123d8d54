"""One officer's route through stops within a shift: what is asked for, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from ..errors import PatrolError
from ..roads.traffic import Traffic
from ..roads.travel import TravelTimes
from ..texts import Text
from .plan import Clock, Deadline, Leg, Visit
from .stops import StopProbabilities, StopRules, Stops


@dataclass(frozen=True)
class RouteProblem:
    """Everything a planner of one route must know.

    ``travel``: travel times between the places: the n stops in their order, then the start, if it is not one of them.
    ``traffic``: how much slower each hour is, None for free roads. ``probabilities``: None where they are not known.
    ``rules``: what else the stops ask for, None for nothing.
    """

    stops: Stops
    travel: TravelTimes
    traffic: Traffic | None = None
    probabilities: StopProbabilities | None = None
    rules: StopRules | None = None


@dataclass(frozen=True)
class RouteSettings:
    """``departure``: datetime64, local. ``start``: the place among the travel times where the route begins; the places
    are the stops in their order, then, if it is not one of them, the start. ``end``: the place where it must end, None
    for anywhere, or for the start where it must return. ``break_on_min``: when a break of ``break_min`` begins, minutes
    since the departure; inf for none. ``revisit_min``: for how long nobody comes back to a stop after a stay there.
    ``seed`` breaks exact ties. ``time_limit_s``: for each planning, from its own begin; ``deadline``: in its place, a
    moment that has begun, for a planning that is one part of several.
    """

    departure: np.datetime64
    start: int
    shift_hours: float = 8.0
    dwell_min: float = 15.0
    return_to_start: bool = False
    seed: int = 1
    time_limit_s: float | None = None
    end: int | None = None
    break_on_min: float = np.inf
    break_min: float = 0.0
    revisit_min: float = 0.0
    deadline: Deadline | None = None

    def __post_init__(self) -> None:
        if np.isnat(self.departure):
            raise PatrolError("The departure has no time; give one, such as 2024-05-31 08:00.")
        if not (self.shift_hours > 0 and np.isfinite(self.shift_hours)):
            raise PatrolError("The shift must be longer than 0 hours, not {hours:g}.", hours=self.shift_hours)
        if not (self.dwell_min >= 0 and np.isfinite(self.dwell_min)):
            raise PatrolError("The dwell time must be 0 minutes or more, not {minutes:g}.", minutes=self.dwell_min)
        if self.start < 0:
            raise PatrolError("The start must be one of the places, not {start}.", start=self.start)
        if self.end is not None and self.return_to_start:
            raise PatrolError("A route either returns to its start or ends elsewhere; choose one of the two.")
        if self.end is not None and self.end < 0:
            raise PatrolError("The end must be one of the places, not {end}.", end=self.end)
        if not (self.break_min >= 0 and np.isfinite(self.break_min)) or np.isnan(self.break_on_min):
            raise PatrolError("The break must be 0 minutes or longer, not {minutes:g}.", minutes=self.break_min)

        if not (self.revisit_min >= 0 and np.isfinite(self.revisit_min)):
            raise PatrolError(
                "The time until a stop is visited again must be 0 minutes or longer, not {minutes:g}.",
                minutes=self.revisit_min,
            )

    def due(self) -> Deadline:
        """When a planning that begins now must stop."""
        return self.deadline or Deadline(self.time_limit_s)

    @property
    def last_place(self) -> int | None:
        """The place where the route must end, None for anywhere."""
        return self.start if self.return_to_start else self.end

    def break_span(self) -> tuple[float, float]:
        """When the break begins and ends, minutes since the departure; inf for none."""
        if self.break_min == 0 or np.isinf(self.break_on_min):
            return np.inf, np.inf
        return self.break_on_min, self.break_on_min + self.break_min


@dataclass(frozen=True)
class SkippedStop:
    """A stop that is not on the route, and why."""

    stop: int
    reason: Text


@dataclass
class Route:
    """Visits and legs in their order. ``stopped``: whether the time limit ended the planning. ``bound``: the sum of
    priorities that no route of the same shift exceeds, None where the planner knows none.
    """

    visits: list[Visit] = field(default_factory=list)
    legs: list[Leg] = field(default_factory=list)
    skipped: list[SkippedStop] = field(default_factory=list)
    stopped: bool = False
    bound: float | None = None

    @property
    def gap_percent(self) -> float:
        """See the function of the same name."""
        return gap_percent(self.score, self.bound)

    @property
    def km(self) -> float:
        return sum(leg.metres for leg in self.legs) / 1000.0

    @property
    def driving_min(self) -> float:
        return sum(leg.minutes for leg in self.legs)

    @property
    def over_min(self) -> float:
        """When it is over, in minutes since the departure: at its last place, or when the last stay ends."""
        last = [leg.arrive_min for leg in self.legs[-1:]] + [visit.depart_min for visit in self.visits[-1:]]
        return max(last, default=0.0)

    @property
    def score(self) -> float:
        """The sum of the priorities visited, each stop's once."""
        return sum(visit.reward for visit in self.visits)

    @property
    def visited(self) -> int:
        """How many different stops are visited."""
        return len({visit.stop for visit in self.visits})

    @property
    def revisits(self) -> int:
        """How many of the visits are to a stop visited before."""
        return len(self.visits) - self.visited


def gap_percent(score: float, bound: float | None) -> float:
    """By how many per cent of an upper bound a score lies below it; 0 where there is nothing to collect, −1 without a
    bound.
    """
    if bound is None:
        return -1.0
    return max(100.0 * (bound - score) / bound, 0.0) if bound > 0 else 0.0


def leg_probability(problem: RouteProblem, settings: RouteSettings, leg: Leg) -> float:
    """The probability of the stop that a leg leads to when one sets out for it; NaN where none is known, or where it
    leads to the last place.
    """
    if problem.probabilities is None or leg.stop < 0:
        return float("nan")
    return problem.probabilities.at(leg.stop, Clock(settings.departure).moment(leg.depart_min))


def best_start(stops: Stops, travel: TravelTimes, rules: StopRules | None = None) -> int:
    """The stop of highest priority (the first of equals) in the largest group of places that reach each other; one
    that must not be visited only where there is no other.

    ``travel``: between the stops in their order, and perhaps more places.
    """
    usable = travel.islands().majority[: len(stops)].astype(np.int64)
    if rules is not None:
        usable += usable * (rules.must >= 0)
    best = usable == usable.max()
    return int(np.argmax(np.where(best, stops.priority, -1.0)))
