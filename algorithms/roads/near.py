"""Travel between so many places that only near ones are looked for: from a place or to it, when it is asked for."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol

import numpy as np
from scipy.sparse.csgraph import connected_components, dijkstra
from scipy.spatial import cKDTree

from .hourly import HourlyTimes, Ways
from .snapping import Ties, arcs_with_places
from .traffic import Traffic
from .travel import RoadWays, StraightWays, TravelTimes

_KEPT = 256
# A search to a place goes so many times farther than was asked for.
_ROOM = 1.5
# How many places a first look around should find.
_NEIGHBOURS = 32
# From so many places it is worked out how far that is.
_ASKED = 500
# Seconds. Ways are looked for that are longer by less.
_ROUNDING = 1e-9
# Streets are so much longer than the straight line.
_DETOUR = 1.3


class NearPlaces(NamedTuple):
    """The places near one, itself among them, ``place``: int64 (q,), ascending; and travel from the one to them, or
    from them to the one: as of one origin to q destinations, metres not known (NaN).
    """

    place: np.ndarray
    travel: TravelTimes


class NearTimes(Protocol):
    """What knows travel between p places by looking around them.

    ``group``: int (p,), those of one group all reach each other; −1 for a place that is far from every road.
    ``look_min``: within so many minutes there are some places around most.
    """

    @property
    def group(self) -> np.ndarray: ...

    @property
    def look_min(self) -> float: ...

    def after(self, place: int, within_min: float) -> NearPlaces:
        """The places that one reaches within so many minutes on free roads."""
        ...

    def before(self, place: int, within_min: float) -> NearPlaces:
        """The places that reach one within so many minutes on free roads."""
        ...

    def metres(self, i: int, j: int, minutes: float, hour: int | None) -> float:
        """How long the way from place i to place j is that takes so many minutes in that hour; it can be drawn then."""
        ...

    def ways_at(self, hour: int | None) -> Ways:
        """What draws the ways whose metres were asked for, at an hour of the day; None where all hours have the same
        ones.
        """
        ...


@dataclass(frozen=True)
class BesideNear(TravelTimes):
    """Travel times between n places, and ways between these and others, p in all, as ``near`` knows them;
    ``distance_m`` and ``far`` are of all p.
    """

    near: NearTimes | None = None

    @classmethod
    def of(cls, travel: TravelTimes, near: NearTimes, distance_m: np.ndarray, far: np.ndarray) -> BesideNear:
        """Of the travel times between the first n places.

        travel: those.
        near: of all p.
        distance_m, far: (p,), as TravelTimes has them.
        """
        return cls(travel.minutes, travel.metres, distance_m, travel.ways, far, travel.hourly, near)

    def _ways_at(self, i: int, j: int, hour: int | None) -> Ways:
        if max(i, j) < len(self) or self.near is None:
            return super()._ways_at(i, j, hour)
        return self.near.ways_at(hour)


class StraightNear:
    """Travel along straight lines, see TravelTimes.straight_lines."""

    def __init__(self, xy: np.ndarray, speed_kmh: float, detour: float = _DETOUR) -> None:
        self.xy = xy
        self.group = np.zeros(len(xy), dtype=np.int64)
        self.detour = detour
        self._min_per_m = 0.06 / speed_kmh
        self.look_min = detour * _spacing_m(xy) * self._min_per_m

    def after(self, place: int, within_min: float) -> NearPlaces:
        minutes = self.detour * np.hypot(*(self.xy - self.xy[place]).T) * self._min_per_m
        near = np.flatnonzero(minutes <= within_min)
        return NearPlaces(near, _one_origin(minutes[near]))

    def before(self, place: int, within_min: float) -> NearPlaces:
        return self.after(place, within_min)

    def metres(self, i: int, j: int, minutes: float, hour: int | None) -> float:
        return float(self.detour * np.hypot(*(self.xy[i] - self.xy[j])))

    def ways_at(self, hour: int | None) -> Ways:
        return StraightWays(self.xy)


class RoadNear:
    """Travel on roads between tied places; ``speed_cap_kmh``, ``traffic``: see TravelTimes.of_ties."""

    def __init__(self, ties: Ties, speed_cap_kmh: float | None = None, traffic: Traffic | None = None) -> None:
        classes = ties.network.road_class
        slow = None if traffic is None or classes is None else traffic.slowness(classes)
        self._slow = slow
        self._far = ties.far
        self._drawn: list[dict[tuple[int, int], float]] = []
        self._ways: list[RoadWays] = []
        # Of free roads, then of each state of them.
        for factors in (None, *(slow[2] if slow is not None else ())):
            slowed = ties if factors is None else replace(ties, network=replace(ties.network, slowness=factors))
            arcs, self._node = arcs_with_places(slowed, speed_cap_kmh)
            self._drawn.append({})
            self._ways.append(RoadWays(ties.network, arcs, self._node, self._node, self._drawn[-1]))
        self._most = [1.0, *(float(factors.max()) for factors in (slow[2] if slow is not None else ()))]
        self._against = [ways.arcs.matrix().T.tocsr() for ways in self._ways]
        self._before: OrderedDict[tuple[int, int], tuple[float, np.ndarray]] = OrderedDict()
        matrix = self._ways[0].arcs.matrix()
        label = connected_components(matrix, directed=True, connection="strong")[1][self._node]
        self.group = np.where(self._far, -1, label)
        arcs = self._ways[0].arcs
        self.look_min = _DETOUR * _spacing_m(ties.xy) * float(np.median(arcs.seconds / arcs.metres)) / 60.0

    def after(self, place: int, within_min: float) -> NearPlaces:
        return self._near(place, within_min, self._seconds_after)

    def before(self, place: int, within_min: float) -> NearPlaces:
        return self._near(place, within_min, self._seconds_before)

    def metres(self, i: int, j: int, minutes: float, hour: int | None) -> float:
        state = self._state_of(hour)
        self._drawn[state][i, j] = minutes
        return float(self._ways[state].edges(i, j)[1].sum())

    def ways_at(self, hour: int | None) -> Ways:
        return self._ways[self._state_of(hour)]

    def _state_of(self, hour: int | None) -> int:
        return 0 if self._slow is None or hour is None else 1 + int(self._slow[1][hour])

    def _near(self, place: int, within_min: float, seconds: Callable[[int, int, float], np.ndarray]) -> NearPlaces:
        """The places that are near by what ``seconds`` finds: in a state of the roads, around a place, so far."""
        free = seconds(0, place, within_min * 60.0)
        near = np.flatnonzero((free <= within_min * 60.0) & (self.group >= 0))
        near = near if self.group[place] >= 0 else near[:0]
        if self._slow is None:
            return NearPlaces(near, _one_origin(free[near] / 60.0))
        scale, table, _ = self._slow
        # A state makes no way longer than its greatest factor does.
        slowed = [
            seconds(state, place, within_min * 60.0 * most)[near] / 60.0
            for state, most in enumerate(self._most[1:], start=1)
        ]
        minutes = np.stack(slowed)[:, None, :]
        hourly = HourlyTimes(table, scale, minutes, np.full(minutes.shape, np.nan), ())
        return NearPlaces(near, _one_origin(free[near] / 60.0, hourly))

    def _seconds_after(self, state: int, place: int, within_s: float) -> np.ndarray:
        return self._ways[state].search(int(self._node[place]), within_s)[0][self._node]

    def _seconds_before(self, state: int, place: int, within_s: float) -> np.ndarray:
        key = (state, int(self._node[place]))
        if self._before.get(key, (-1.0,))[0] < within_s:
            while len(self._before) >= _KEPT:
                self._before.popitem(last=False)
            # Whoever is on the way there asks from farther and from nearer.
            limit = _ROOM * within_s + _ROUNDING
            self._before[key] = (limit, dijkstra(self._against[state], indices=key[1], limit=limit)[self._node])
        self._before.move_to_end(key)
        return self._before[key][1]


def _one_origin(minutes: np.ndarray, hourly: HourlyTimes | None = None) -> TravelTimes:
    """Travel from one place to q others, or from these to it: minutes (q,), metres not known."""
    unknown = np.full((1, len(minutes)), np.nan)
    return TravelTimes(minutes[None, :], unknown, np.zeros(1 + len(minutes)), StraightWays(unknown), hourly=hourly)


def _spacing_m(xy: np.ndarray) -> float:
    """How far the places (p, 2) around most of them reach."""
    many = min(_NEIGHBOURS + 1, len(xy))
    return float(np.median(cKDTree(xy).query(xy[:: max(len(xy) // _ASKED, 1)], k=[many])[0])) if many > 1 else 0.0
