"""Going round an area: every stop of a block from each start, and what it adds, as tables made once."""

from __future__ import annotations

from itertools import permutations
from typing import NamedTuple

import numpy as np

from ...route.plan import Clock, Journeys
from .problem import BlockProblem, BlockSettings

# Blocks begin at full steps of so many minutes.
STEP_MIN = 5.0


class Round(NamedTuple):
    """The stops of a round from one start on, as many as fit; a block is the first so many of them.

    ``stops``: the place of each, Λ, the incidents expected there since the start of the shift, when the officer
    arrives, and Λ when the effect ends. ``later``: where that depends on how often the officer was there before, Λ for
    never, once, …, the last for any more; else empty. ``end_min``: when each is left. ``km``: driven until each.
    """

    stops: tuple[tuple[int, float, float], ...]
    later: tuple[tuple[float, ...], ...]
    end_min: tuple[float, ...]
    km: tuple[float, ...]


class Expected:
    """Λ of every place: incidents expected from the start of the shift to a moment."""

    def __init__(self, problem: BlockProblem, settings: BlockSettings) -> None:
        rate, width = problem.places.rate, problem.places.slot_min
        self.edges = np.arange(rate.shape[1] + 1) * width
        self.until = np.concatenate([np.zeros((len(rate), 1)), np.cumsum(rate * width, axis=1)], axis=1)
        self.rate = rate
        self.shift_min = settings.shift_min
        self.width = width

    def at(self, place: np.ndarray, minute: np.ndarray) -> np.ndarray:
        """Λ of places at moments; both broadcast together. Nothing counts before the shift or after it."""
        minute = np.clip(minute, 0.0, min(self.shift_min, self.edges[-1]))
        slot = np.minimum((minute / self.width).astype(np.int64), self.rate.shape[1] - 1)
        return self.until[place, slot] + (minute - slot * self.width) * self.rate[place, slot]


class AreaRounds:
    """All rounds of one area for one speed: by way round (which members, which of them first) and start.

    ``ways``: the members of each way in their order. ``member``, ``order``: int (ways, stops), the place of each stop,
    and which of the area's members it is. ``arrive``, ``depart``: float64 (ways, starts, stops). ``km``:
    float64 (ways, stops), driven until each stop. ``before``: float64 (ways, starts, stops), Λ at the arrival, and
    ``after``: float64 (ways, starts, stops, times), Λ when the effect ends, by how often the place had a stop before.
    """

    def __init__(
        self,
        problem: BlockProblem,
        settings: BlockSettings,
        expected: Expected,
        speed_class: int,
        members: tuple[int, ...],
    ) -> None:
        travel = problem.travel[speed_class]
        journeys = Journeys(travel, problem.traffic, Clock(settings.shift_start).start_min_of_day)
        self.ways = _ways_round(travel.minutes, problem.places.place, members)
        self.starts = np.arange(0.0, settings.shift_min, STEP_MIN)
        stops = max(int(settings.block_max / settings.dwell_min + 1e-9), 1)
        self.member = np.array([[way[stop % len(way)] for stop in range(stops)] for way in self.ways])
        self.order = np.array([[members.index(member) for member in way] for way in self.member.tolist()])
        place = problem.places.place[self.member]
        arrive = np.empty((len(self.ways), len(self.starts), stops))
        arrive[:, :, 0] = self.starts
        hop = np.zeros((len(self.ways), stops))
        for stop in range(1, stops):
            here, there = place[:, stop - 1, None], place[:, stop, None]
            arrive[:, :, stop] = journeys.arrivals(here, there, arrive[:, :, stop - 1] + settings.dwell_min)
            hop[:, stop] = travel.metres[here[:, 0], there[:, 0]]
        self.arrive, self.depart = arrive, arrive + settings.dwell_min
        self.km = np.cumsum(hop, axis=1) / 1000.0
        length = self.depart - self.starts[:, None]
        self.fits = (length >= settings.block_min - 1e-6) & (length <= settings.block_max + 1e-6)
        self.before = expected.at(self.member[:, None, :], arrive)
        self.after = expected.at(
            self.member[:, None, :, None], self.depart[..., None] + effects(settings)[None, None, None, :]
        )
        self._km = [tuple(way) for way in self.km.tolist()]
        self._known: dict[tuple[int, int], Round] = {}

    def round(self, way: int, start: int) -> Round:
        """The round from a start (its number) on, as tuples: what is asked for again and again."""
        found = self._known.get((way, start))
        if found is None:
            after = self.after[way, start]
            found = Round(
                tuple(zip(self.member[way].tolist(), self.before[way, start].tolist(), after[:, 0].tolist())),
                tuple(map(tuple, after.tolist())) if after.shape[1] > 1 else (),
                tuple(self.depart[way, start].tolist()),
                self._km[way],
            )
            self._known[way, start] = found
        return found

    def stops_allowed(self, way: int, start: int) -> np.ndarray:
        """With how many stops a block from there is neither too short nor too long, ascending."""
        return np.flatnonzero(self.fits[way, start]) + 1


def effects(settings: BlockSettings) -> np.ndarray:
    """Minutes that a stop works on, by how often the place had one before, (times,); the last for any more."""
    curve, dwell = settings.deterrence, settings.dwell_min
    times = max(int(np.ceil(curve.stay_min[-1] / dwell)), 1) if curve.summed else 1
    return curve.after(np.arange(1, times + 1) * dwell)


def _ways_round(minutes: np.ndarray, place: np.ndarray, members: tuple[int, ...]) -> list[list[int]]:
    """Round the two, three, … hottest members the quickest way, from each of them; a lone member again and again."""
    ways = []
    for count in range(min(2, len(members)), len(members) + 1):
        tour = _quickest_tour(minutes, place, list(members[:count]))
        ways += [tour[turn:] + tour[:turn] for turn in range(count)]
    return ways


def _quickest_tour(minutes: np.ndarray, place: np.ndarray, members: list[int]) -> list[int]:
    """The order of members in which a round takes least; beyond six each goes on to the nearest that is left."""
    if len(members) > 6:
        tour, rest = members[:1], members[1:]
        while rest:
            nearest = int(np.argmin(minutes[place[tour[-1]], place[rest]]))
            tour.append(rest.pop(nearest))
        return tour
    tours = [[members[0], *others] for others in permutations(members[1:])]
    return min(tours, key=lambda tour: sum(minutes[place[a], place[b]] for a, b in zip(tour, tour[1:] + tour[:1])))
