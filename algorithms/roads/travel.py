"""Travel between places: minutes, metres and the way itself, on roads or as the crow flies."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components, dijkstra

from ..control import Control
from ..errors import PatrolError
from .graph import Arcs
from .hourly import HourlyTimes, Ways
from .matrices import quickest_matrices
from .network import RoadNetwork
from .snapping import Ties, arcs_with_places, tie_places
from .traffic import Traffic

_KEPT_SEARCHES = 64
# Seconds of the same way, added in another order, differ by less.
_ROUNDING = 1e-9
# Two doubles per pair and table; more would not fit a small machine beside QGIS.
_MOST_PAIRS_BY_HOUR = 40_000_000


def mutual_groups(minutes: np.ndarray) -> np.ndarray:
    """Which group of places that all reach each other each place is in, int (n,), from travel times (n, n)."""
    reach = np.isfinite(minutes)
    if reach.all():
        return np.zeros(len(minutes), dtype=np.int64)
    return connected_components(csr_matrix(reach), directed=True, connection="strong")[1]


@dataclass(frozen=True)
class Islands:
    """Which of n places cannot take part.

    ``majority``: bool (n,), in the largest group of places that all reach each other; ``not_reached``: bool (n,),
    cannot be reached from it; ``no_way_back``: bool (n,), cannot reach it.
    """

    majority: np.ndarray
    not_reached: np.ndarray
    no_way_back: np.ndarray


@dataclass(frozen=True)
class TravelTimes:
    """Travel from n places to m (most often the same ones).

    ``minutes``: float64 (n, m), of the quickest way on free roads; ``metres``: float64 (n, m), along that way; inf
    where there is none. ``distance_m``: float64, (n,) or (n + m,) where origins and destinations differ: how far each
    place is from the road it is tied to, 0 without roads. ``far``: bool, as distance_m, which places are too far from
    every road; None: none. ``hourly``: where traffic slows classes of road differently, what each hour's takes.
    """

    minutes: np.ndarray
    metres: np.ndarray
    distance_m: np.ndarray
    ways: Ways
    far: np.ndarray | None = None
    hourly: HourlyTimes | None = None

    def __len__(self) -> int:
        return len(self.minutes)

    @property
    def too_far(self) -> np.ndarray:
        """Which places are too far from every road to reach anything, bool, as many as distance_m."""
        return np.zeros(len(self.distance_m), dtype=bool) if self.far is None else self.far

    def departing(self, depart_min_of_day: float, traffic: Traffic | None) -> tuple[np.ndarray, np.ndarray]:
        """Minutes and metres (n, m) for whoever sets out then, with that traffic; the metres are those of the quickest
        way of that hour.
        """
        if self.hourly is not None:
            start, end = np.indices(self.minutes.shape, sparse=True)
            minutes = self.hourly.arrival_min(start, end, depart_min_of_day) - depart_min_of_day
            return minutes, self.hourly.metres[self.hourly.table[int(depart_min_of_day // 60) % 24]]
        return (self.minutes if traffic is None else traffic.travel_min(depart_min_of_day, self.minutes)), self.metres

    def path(self, i: int, j: int, hour: int | None = None) -> np.ndarray:
        """The way from place i to place j, vertices (k, 2), k ≥ 2; the parts of the first and last street too.

        ``hour``: of the day, at which one sets out; None for free roads. Raises PatrolError when there is no way.
        """
        return self._ways_at(i, j, hour).path(i, j)

    def edges(self, i: int, j: int, hour: int | None = None) -> tuple[np.ndarray, np.ndarray]:
        """The edges of the road network that the way from place i to place j takes, int64 (k,), one after the other,
        and the metres driven on each, float64 (k,); none where the ways are not those of a road network.

        ``hour``: as path has it. Raises PatrolError when there is no way.
        """
        ways = self._ways_at(i, j, hour)
        return ways.edges(i, j) if isinstance(ways, RoadWays) else (np.zeros(0, dtype=np.int64), np.zeros(0))

    def _ways_at(self, i: int, j: int, hour: int | None) -> Ways:
        """What draws the way from place i to place j at an hour of the day. Raises PatrolError when there is none."""
        if not np.isfinite(self.minutes[i, j]):
            raise PatrolError(
                "There is no way from place {start} to place {end} on these roads.", start=i + 1, end=j + 1
            )
        return self.ways if self.hourly is None or hour is None else self.hourly.ways[self.hourly.table[hour]]

    def islands(self) -> Islands:
        """The places that cannot be reached from, or cannot reach, the majority; for equal origins and destinations."""
        reach = np.isfinite(self.minutes)
        if reach.shape[0] != reach.shape[1]:
            raise PatrolError("Islands are found among equal origins and destinations only.")
        if len(reach) == 0:
            none = np.zeros(0, dtype=bool)
            return Islands(none, none, none)
        label = mutual_groups(self.minutes)
        # argmax takes the first of equally large groups, that is, the one of the earliest place.
        size = np.bincount(label)[label]
        if not self.too_far.all():
            size = np.where(self.too_far, 0, size)
        majority = label == label[int(np.argmax(size))]
        one = int(np.argmax(majority))
        return Islands(majority, ~reach[one], ~reach[:, one])

    @classmethod
    def of_ties(
        cls,
        ties: Ties,
        speed_cap_kmh: float | None = None,
        control: Control | None = None,
        origins: int | None = None,
        traffic: Traffic | None = None,
    ) -> TravelTimes:
        """Between n places tied to a road network; nothing is reached from one that is far from every road.

        ties: where the places are tied.
        speed_cap_kmh: nobody drives faster than this (an officer on a bicycle).
        control: takes progress and the stop.
        origins: the first so many places are origins and the others destinations; without it all are both.
        traffic: where it slows classes of road differently, the times of each hour are made too.
        """
        control = control or Control()
        classes = ties.network.road_class
        slow = None if traffic is None or classes is None else traffic.slowness(classes)
        if slow is None:
            return cls._searched(ties, speed_cap_kmh, control, origins)
        scale, table, slowness = slow
        _require_room(len(ties), origins, len(slowness))
        steps = len(slowness) + 1
        free = cls._searched(ties, speed_cap_kmh, control.part(0.0, 1 / steps), origins)
        found = []
        for number, factors in enumerate(slowness, start=1):
            slowed = replace(ties, network=replace(ties.network, slowness=factors))
            part = control.part(number / steps, (number + 1) / steps)
            found.append(free if (factors == 1).all() else cls._searched(slowed, speed_cap_kmh, part, origins))
        hourly = HourlyTimes(
            table,
            scale,
            np.stack([one.minutes for one in found]),
            np.stack([one.metres for one in found]),
            tuple(one.ways for one in found),
        )
        return replace(free, hourly=hourly)

    @classmethod
    def _searched(cls, ties: Ties, speed_cap_kmh: float | None, control: Control, origins: int | None) -> TravelTimes:
        """See of_ties; for one state of the roads."""
        arcs, node = arcs_with_places(ties, speed_cap_kmh)
        start = slice(None, origins)
        end = slice(origins, None) if origins is not None else slice(None)
        source, target = node[start], node[end]
        minutes, metres = quickest_matrices(arcs, source, target, _midst(ties, node), control)
        apart = ties.far[start, None] | ties.far[None, end]
        if origins is None:
            np.fill_diagonal(apart, False)
        if apart.any():
            minutes, metres = np.where(apart, np.inf, minutes), np.where(apart, np.inf, metres)
        return cls(minutes, metres, ties.distance_m, RoadWays(ties.network, arcs, source, target, minutes), ties.far)

    @classmethod
    def on_roads(
        cls,
        network: RoadNetwork,
        x: np.ndarray,
        y: np.ndarray,
        snap_max_m: float = np.inf,
        speed_cap_kmh: float | None = None,
        control: Control | None = None,
    ) -> TravelTimes:
        """Between n places, each tied to the nearest road.

        network: the roads.
        x, y: float64 (n,), metres.
        snap_max_m: nothing is reached from a place farther than this from every road.
        speed_cap_kmh: nobody drives faster than this.
        control: takes progress and the stop.
        """
        return cls.of_ties(tie_places(network, x, y, snap_max_m), speed_cap_kmh, control)

    @classmethod
    def straight_lines(cls, x: np.ndarray, y: np.ndarray, speed_kmh: float, detour: float = 1.3) -> TravelTimes:
        """Without roads: the straight line times ``detour`` (how much longer streets are), at one speed."""
        if not (speed_kmh > 0 and np.isfinite(speed_kmh)):
            raise PatrolError("The speed must be greater than 0 km/h, not {kmh:g}.", kmh=speed_kmh)
        if not (detour >= 1 and np.isfinite(detour)):
            raise PatrolError(
                "The detour factor must be 1 or more, not {detour:g}: no way is shorter than a straight line.",
                detour=detour,
            )
        xy = np.column_stack([np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)])
        metres = detour * np.hypot(xy[:, None, 0] - xy[None, :, 0], xy[:, None, 1] - xy[None, :, 1])
        return cls(metres * 0.06 / speed_kmh, metres, np.zeros(len(xy)), StraightWays(xy))


@dataclass(frozen=True)
class StraightWays:
    """Ways as the crow flies between places ``xy`` (n, 2)."""

    xy: np.ndarray

    def path(self, i: int, j: int) -> np.ndarray:
        return self.xy[[i, j]]


class RoadWays:
    """Ways on roads; searches from a place when a way from there is asked for that is longer than those before.

    network: the roads.
    arcs: theirs, with the places.
    source, target: int (n,) and (m,), the nodes of the places.
    minutes: float64 (n, m), how long the ways are; or those of some pairs (i, j), and only these are drawn.
    """

    def __init__(
        self,
        network: RoadNetwork,
        arcs: Arcs,
        source: np.ndarray,
        target: np.ndarray,
        minutes: np.ndarray | Mapping[tuple[int, int], float],
    ) -> None:
        self.network = network
        self.arcs = arcs
        self.source = source
        self.target = target
        self.minutes = minutes
        self._found: OrderedDict[int, tuple[float, np.ndarray, np.ndarray]] = OrderedDict()

    def path(self, i: int, j: int) -> np.ndarray:
        used = self._arcs_used(i, j)
        if len(used) == 0:
            return np.repeat(self._place_of(int(self.source[i]))[None, :], 2, axis=0)
        arcs, network = self.arcs, self.network
        edge, from_m, to_m = arcs.edge[used], arcs.start_m[used], arcs.end_m[used]
        # An edge that was split at other places is drawn in one piece.
        goes_on = (edge[1:] == edge[:-1]) & (from_m[1:] == to_m[:-1]) & ((to_m > from_m)[1:] == (to_m > from_m)[:-1])
        begin = np.flatnonzero(np.concatenate([[True], ~goes_on]))
        stop = np.append(begin[1:], len(used)) - 1
        xy = network.pieces(edge[begin], from_m[begin], to_m[stop])
        step = np.any(xy[1:] != xy[:-1], axis=1)
        way = xy[np.concatenate([[True], step])]
        return way if len(way) > 1 else np.repeat(way, 2, axis=0)

    def edges(self, i: int, j: int) -> tuple[np.ndarray, np.ndarray]:
        """The edges of the way from place i to place j, int64 (k,), and the metres on each; see TravelTimes."""
        used = self._arcs_used(i, j)
        edge = self.arcs.edge[used].astype(np.int64)
        if len(used) == 0:
            return edge, np.zeros(0)
        begin = np.flatnonzero(np.concatenate([[True], edge[1:] != edge[:-1]]))
        return edge[begin], np.add.reduceat(self.arcs.metres[used], begin)

    def _arcs_used(self, i: int, j: int) -> np.ndarray:
        """The arcs of the quickest way from place i to place j, int64 (k,), in driving order."""
        start, end = int(self.source[i]), int(self.target[j])
        before = self.search(start, float(self.minutes[i, j]) * 60.0)[1]
        nodes = [end]
        while nodes[-1] != start:
            nodes.append(int(before[nodes[-1]]))
        nodes.reverse()
        return self.arcs.find(np.array(nodes[:-1], dtype=np.int64), np.array(nodes[1:], dtype=np.int64))

    def search(self, node: int, seconds: float) -> tuple[np.ndarray, np.ndarray]:
        """How many seconds each node is from a node, and the node before it on the quickest way, (nodes,) each; of
        those that are farther than so many seconds, inf and a negative number.
        """
        if self._found.get(node, (-1.0,))[0] < seconds:
            while len(self._found) >= _KEPT_SEARCHES:
                self._found.popitem(last=False)
            limit = seconds * (1 + _ROUNDING) + _ROUNDING
            found = dijkstra(self.arcs.matrix(), indices=node, return_predecessors=True, limit=limit)
            self._found[node] = (seconds, *found)
        self._found.move_to_end(node)
        return self._found[node][1:]

    def _place_of(self, node: int) -> np.ndarray:
        if node < self.network.nodes:
            return self.network.node_xy[node]
        out = int(np.flatnonzero(self.arcs.tail == node)[0])
        edge = int(self.arcs.edge[out])
        return self.network.piece(edge, float(self.arcs.start_m[out]), float(self.arcs.end_m[out]))[0]


def _require_room(places: int, origins: int | None, tables: int) -> None:
    """Raise PatrolError where the tables of all hours would not fit into memory."""
    pairs = places**2 if origins is None else origins * (places - origins)
    if pairs * tables > _MOST_PAIRS_BY_HOUR:
        raise PatrolError(
            "Traffic: {tables:,} hours slow the classes of road differently; for {pairs:,} pairs of places that takes "
            "more than the memory there is. Give several hours the same factors, or select fewer places.",
            tables=tables,
            pairs=pairs,
        )


def _midst(ties: Ties, node: np.ndarray) -> int:
    """The node of the place nearest to the middle of all."""
    xy = ties.tied_xy()
    return int(node[np.argmin(((xy - np.median(xy, axis=0)) ** 2).sum(axis=1))]) if len(xy) else 0
