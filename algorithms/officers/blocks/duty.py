"""One officer's blocks: whether they keep the rules, and what they are worth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ...route.plan import ON_TIME_MIN, Clock, Journeys
from .problem import HARD, SOFT, BlockProblem, BlockSettings
from .rounds import STEP_MIN, AreaRounds, Expected, Round

# A must is worth so many times all that is expected.
_MUST_TIMES = 10.0


class Stay(NamedTuple):
    """A block as it is planned: the number of its start, its area, its way round and how many stops it has."""

    start: int
    area: int
    way: int
    stops: int

    @property
    def start_min(self) -> float:
        return self.start * STEP_MIN


class Free(NamedTuple):
    """How long an officer may be busy in each third of the shift: ``until``: its end, ``most``: minutes."""

    until: float
    most: float


class Duties:
    """What every officer may do, and what a list of stays, sorted by start, is worth.

    ``areas``: the places of each. ``km_cost``: of a kilometre, in expected incidents.
    """

    def __init__(self, problem: BlockProblem, settings: BlockSettings, areas: tuple[tuple[int, ...], ...]) -> None:
        self.problem, self.settings, self.areas = problem, settings, areas
        officers = problem.officers
        self.on, self.off = (times.tolist() for times in officers.duty(settings.shift_min))
        begin, end = officers.breaks()
        self.break_on, self.break_off = begin.tolist(), end.tolist()
        clock = Clock(settings.shift_start)
        self.journeys = [Journeys(travel, problem.traffic, clock.start_min_of_day) for travel in problem.travel]
        self.speed = problem.speed_class.tolist()
        self.place, self.home = problem.places.place.tolist(), problem.home.tolist()
        self.expected = Expected(problem, settings)
        used = sorted({place for area in areas for place in area})
        mean = float(problem.places.rate[used].mean()) if used else 0.0
        self.km_cost = settings.km_cost_min * mean
        self._outside_cost = settings.outside_cost_min * settings.dwell_min * mean
        outside = ~problem.within_beat()
        self.outside = [
            frozenset(np.flatnonzero(own).tolist()) if settings.beat_rule == SOFT else frozenset() for own in outside
        ]
        self.barred = [
            frozenset(np.flatnonzero(own).tolist()) if settings.beat_rule == HARD else frozenset() for own in outside
        ]
        self.must = frozenset(np.flatnonzero(problem.places.must).tolist())
        whole = float(self.expected.until[:, -1].sum())
        self.must_worth = _MUST_TIMES * (whole if whole > 0 else 1.0)
        self.free = [self._thirds(officer) for officer in range(len(officers))]
        self._rounds: dict[tuple[int, int], AreaRounds] = {}
        self._legs: dict[tuple[int, int, int, float], tuple[float, float]] = {}

    def rounds(self, officer: int, area: int) -> AreaRounds:
        """The rounds of an area at an officer's speed."""
        key = self.speed[officer], area
        if key not in self._rounds:
            self._rounds[key] = AreaRounds(self.problem, self.settings, self.expected, key[0], self.areas[area])
        return self._rounds[key]

    def leg(self, officer: int, start: int, end: int, arrive_min: float) -> tuple[float, float]:
        """When to leave one of the travel times' places to be at another in time, and the kilometres."""
        key = self.speed[officer], start, end, arrive_min
        if key not in self._legs:
            journeys = self.journeys[key[0]]
            self._legs[key] = (
                float(journeys.departures(start, end, arrive_min)),
                float(journeys.travel.metres[start, end]) / 1000.0,
            )
        return self._legs[key]

    def may_be_at(self, officer: int, area: int) -> bool:
        """Whether all of an area lies where the officer may be, and can be reached."""
        if not self.barred[officer].isdisjoint(self.areas[area]):
            return False
        first = self.place[self.areas[area][0]]
        return self.on[officer] < self.off[officer] and self.leg(officer, self.home[officer], first, 0.0)[0] > -np.inf

    def worth(self, officer: int, stays: list[Stay]) -> float:
        """Incidents expected to be met less what is driven and is outside the beat; −inf against a rule."""
        settings = self.settings
        if len(stays) > settings.most_rows:
            return -np.inf
        at, free_from, km, gain = self.home[officer], self.on[officer], 0.0, 0.0
        left: dict[int, float] = {}
        seen: dict[int, int] = {}
        top: dict[int, float] = {}
        busy: list[tuple[float, float]] = []
        for stay in stays:
            going = self.rounds(officer, stay.area).round(stay.way, stay.start)
            depart, leg_km = self.leg(officer, at, self.place[going.stops[0][0]], stay.start_min)
            last = stay.stops - 1
            end = going.end_min[last]
            if not self._keeps(officer, free_from, depart, end, stay, left):
                return -np.inf
            km += leg_km + going.km[last]
            busy.append((depart, end))
            for member, before, after in self.stops(going, stay.stops, seen):
                known = top.get(member, 0.0)
                if after > known:
                    gain += after - (before if before > known else known)
                    top[member] = after
            left[stay.area] = free_from = end
            at = self.place[going.stops[last][0]]
        if self.must or self.outside[officer]:
            gain += self._extra(officer, stays)
        return gain - self.km_cost * km if self._keeps_free(officer, busy) else -np.inf

    def stops(self, going: Round, count: int, seen: dict[int, int]) -> Sequence[tuple[int, float, float]]:
        """Place, Λ at the arrival and Λ when the effect ends of the first stops of a round.

        going: the round.
        count: how many of its stops.
        seen: how many stops each place had before; counted on where minutes are summed.
        """
        if not going.later:
            return going.stops[:count]
        found = []
        for (member, before, _), later in zip(going.stops[:count], going.later):
            times = seen.get(member, 0)
            seen[member] = times + 1
            found.append((member, before, later[min(times, len(later) - 1)]))
        return found

    def musts_met(self, officer: int, stays: list[Stay]) -> int:
        """How many of the places that are a must have a stop."""
        return len(self.must.intersection(self._places(officer, stays))) if self.must else 0

    def _extra(self, officer: int, stays: list[Stay]) -> float:
        """What musts that are met are worth, less what stops outside the beat cost."""
        outside = sum(place in self.outside[officer] for place in self._places(officer, stays))
        return self.must_worth * self.musts_met(officer, stays) - self._outside_cost * outside

    def _places(self, officer: int, stays: list[Stay]) -> list[int]:
        """The place of each stop."""
        rounds = [(self.rounds(officer, stay.area).round(stay.way, stay.start), stay.stops) for stay in stays]
        return [place for going, count in rounds for place, _, _ in going.stops[:count]]

    def _keeps(
        self,
        officer: int,
        free_from: float,
        depart: float,
        end: float,
        stay: Stay,
        left: dict[int, float],
    ) -> bool:
        """Whether a stay keeps the rules as far as those before it go.

        officer: whose it is.
        free_from: when the officer has left the stay before.
        depart, end: of the drive to it, and of the stay.
        stay: itself.
        left: when each area was left last.
        """
        if depart < free_from - ON_TIME_MIN or end > self.off[officer] + ON_TIME_MIN:
            return False
        if depart < self.break_off[officer] - ON_TIME_MIN and end > self.break_on[officer] + ON_TIME_MIN:
            return False
        before = left.get(stay.area)
        return before is None or stay.start_min >= before + self.settings.pause_min - ON_TIME_MIN

    def _thirds(self, officer: int) -> tuple[Free, ...]:
        """How much of each third of the shift the officer may be busy."""
        third = self.settings.shift_min / 3.0
        found = []
        for number in range(3):
            begin, end = max(number * third, self.on[officer]), min((number + 1) * third, self.off[officer])
            rest = max(min(end, self.break_off[officer]) - max(begin, self.break_on[officer]), 0.0)
            found.append(Free((number + 1) * third, max(end - begin - rest, 0.0) * (1.0 - self.settings.free_share)))
        return tuple(found)

    def _keeps_free(self, officer: int, busy: list[tuple[float, float]]) -> bool:
        """Whether enough of every third of the shift is left beside the busy spans."""
        if self.settings.free_share == 0:
            return True
        begin = 0.0
        for until, most in self.free[officer]:
            used = 0.0
            for start, end in busy:
                if start < until and end > begin:
                    used += (end if end < until else until) - (start if start > begin else begin)
            if used > most + ON_TIME_MIN:
                return False
            begin = until
        return True
