"""CPSPA phase 5: the next stop by fuzzy rules on probability, distance and time (Mathematics 2022, 10, 4368; 5.5)."""

from __future__ import annotations

import numpy as np
import skfuzzy

from ..control import Control
from ..texts import Text
from .plan import Clock
from .route import Route, RouteProblem, RouteSettings
from .schedule import Schedule
from .stepwise import stop_by_stop

# Triangular sets of every input, normalised to [0, 1]: where each begins, is full and ends (5.5).
LOW, MEDIUM, HIGH = 0, 1, 2
NEAR, MIDDLE, FAR = LOW, MEDIUM, HIGH
SETS = ((0.0, 0.0, 0.4), (0.1, 0.5, 0.9), (0.6, 1.0, 1.0))

# The 27 rules: by probability and distance, whether the stop is selected where the time is near, middle, far. The paper
# prints one: probability high, distance middle, time near → NOT SELECTED. As nearer, quicker and more probable never
# count against a stop, no stop at a middle or far distance is selected. Of the near ones those are that are far from
# the best on one side only by one step, since with more of them the probability would no longer tell near stops apart.
RULES = {
    (HIGH, NEAR): (True, True, False),
    (HIGH, MIDDLE): (False, False, False),
    (HIGH, FAR): (False, False, False),
    (MEDIUM, NEAR): (True, False, False),
    (MEDIUM, MIDDLE): (False, False, False),
    (MEDIUM, FAR): (False, False, False),
    (LOW, NEAR): (False, False, False),
    (LOW, MIDDLE): (False, False, False),
    (LOW, FAR): (False, False, False),
}
# Scores that differ by less are equal.
_EQUAL = 1e-9


def point_selection(probability: np.ndarray, distance: np.ndarray, time: np.ndarray) -> np.ndarray:
    """How much the rules are for selecting stops, float64 (k,), 0 not selected to 1 selected.

    Mamdani: a rule holds as far as the least true of its conditions (min), an output as far as the truest of its rules
    (max); the centroid of the outputs, singletons at 0 and 1 cut at that height, is their mean weighted by it.

    probability: float64 (k,), 0 to 1.
    distance: float64 (k,), 0 to 1.
    time: float64 (k,), 0 to 1.
    """
    of_probability, of_distance, of_time = (
        [skfuzzy.trimf(np.asarray(value, dtype=np.float64), triangle) for triangle in SETS]
        for value in (probability, distance, time)
    )
    holds = {True: np.zeros(len(of_time[0])), False: np.zeros(len(of_time[0]))}
    for (likely, way), outputs in RULES.items():
        both = np.minimum(of_probability[likely], of_distance[way])
        for duration, selected in enumerate(outputs):
            holds[selected] = np.maximum(holds[selected], np.minimum(both, of_time[duration]))
    return holds[True] / (holds[True] + holds[False])


class Fuzzy:
    """Always on to the stop that the rules rate best among those that still fit.

    Each input is divided by the greatest value that its matrix holds at that moment among the stops that can be on the
    route (and the start): metres, minutes with the traffic of the hour, the probability of the day and hour. So the
    clock, which moves on by drive and stay, changes what comes next. Without probabilities each stop's priority, by the
    greatest, stands in their place.

    Equally rated stops: the more probable first, then the nearer, then by the seed.
    """

    weakness = Text("goes by probability, distance and time, not by priority")

    def plan(self, problem: RouteProblem, settings: RouteSettings, control: Control | None = None) -> Route:
        """See RoutePlanner."""
        control = control or Control()
        if problem.probabilities is None:
            control.warn(
                "There are no probabilities by day and hour: the fuzzy rules take each stop's priority in their place, "
                "as a share of the highest."
            )
        schedule = Schedule(problem, settings)
        lot = np.random.default_rng(settings.seed).permutation(len(schedule))
        inputs = _Inputs(schedule)

        def best(fits: np.ndarray, begin: np.ndarray, at: int, now: float) -> int:
            probability, distance, time = inputs.at(fits, at, now)
            score = point_selection(probability, distance, time)
            top = np.flatnonzero(score >= score.max() - _EQUAL)
            first = np.lexsort((lot[fits[top]], distance[top], -probability[top]))[0]
            return int(fits[top[first]])

        return stop_by_stop(problem, settings, best, control)


class _Inputs:
    """The three inputs of the rules, each from 0 to 1."""

    def __init__(self, schedule: Schedule) -> None:
        self.schedule = schedule
        self.clock = Clock(schedule.settings.departure)
        self.usable = np.flatnonzero(schedule.can)
        travel = schedule.problem.travel
        places = np.append(self.usable, schedule.start)
        among = np.ix_(places, places)
        metres, minutes = (
            np.where(np.isfinite(way[among]), way[among], 0.0) for way in (travel.metres, travel.minutes)
        )
        self.longest_m = float(metres.max())
        # Whoever drives longest on free roads drives longest at every hour.
        start, end = np.unravel_index(minutes.argmax(), minutes.shape)
        self.slowest = int(places[start]), int(places[end])

    def at(self, stops: np.ndarray, place: int, now: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Probability, distance and time of stops (k,) for one who is free at a place, float64 (k,) each."""
        schedule = self.schedule
        journeys = schedule.journeys
        known = schedule.problem.probabilities
        if known is None:
            likely = schedule.problem.stops.priority
        else:
            likely = known.all_at(self.clock.moment(now))
        minutes = journeys.arrivals(place, stops, now) - now
        longest_min = float(journeys.arrivals(*self.slowest, now) - now)
        return (
            _share(likely[stops], float(likely[self.usable].max())),
            _share(schedule.problem.travel.metres[place, stops], self.longest_m),
            _share(minutes, longest_min),
        )


def _share(values: np.ndarray, greatest: float) -> np.ndarray:
    """Values as shares of the greatest; 0 where there is none."""
    return np.clip(values / greatest, 0.0, 1.0) if greatest > 0 else np.zeros(len(values))
