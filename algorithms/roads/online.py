"""Travel times from a routing server: places are snapped, tables asked for in blocks, ways one by one when drawn.

Who carries the requests is handed in (``ask``), so that nothing here knows a network.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Callable

import numpy as np

from ..control import Control
from ..errors import PatrolError
from .answers import Answer, Ask, NoWay, Request, RoutingService, Table, TooBig
from .traffic import Traffic
from .travel import TravelTimes

_EARTH_M = 6_371_008.8
# From so many requests on it is said beforehand: a server that is not one's own may mind.
_MANY = 20
# x, y → x, y, (k,) each.
Project = Callable[[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]


@dataclass(frozen=True)
class Snapped:
    """Places tied to the roads of a server, (p,) each.

    ``place``: float64 (p, 2), lon and lat as given; ``distance_m``: float64, to the road, inf where there is none;
    ``snap_max_m``: how far it may be.
    """

    place: np.ndarray
    distance_m: np.ndarray
    snap_max_m: np.ndarray

    def __len__(self) -> int:
        return len(self.place)

    @property
    def nearest_m(self) -> np.ndarray:
        """Which road it is, the server decides."""
        return self.distance_m

    @property
    def far(self) -> np.ndarray:
        return ~(self.distance_m <= self.snap_max_m) | np.isinf(self.distance_m)

    def where(self, chosen: np.ndarray | slice) -> Snapped:
        """Those of the chosen places, bool (p,) or their numbers."""
        return Snapped(self.place[chosen], self.distance_m[chosen], self.snap_max_m[chosen])

    def and_also(self, others: Snapped) -> Snapped:
        return Snapped(
            np.concatenate([self.place, others.place]),
            np.concatenate([self.distance_m, others.distance_m]),
            np.concatenate([self.snap_max_m, others.snap_max_m]),
        )


class OnlineRoads:
    """A TravelSource that asks a routing server."""

    def __init__(self, service: RoutingService, server: str, ask: Ask, to_degrees: Project, to_metres: Project) -> None:
        """What it needs.

        service: how the server is asked and read.
        server: its host, for messages.
        ask: carries a request to it.
        to_degrees: metres to lon and lat.
        to_metres: lon and lat to metres.
        """
        self.service = service
        self.server = server
        self._ask = ask
        self._to_degrees = to_degrees
        self._to_metres = to_metres
        self.network = None
        self.requests = 0
        self._greeted = False
        self._kept: tuple[bytes, Table] | None = None

    def tied(self, x: np.ndarray, y: np.ndarray, snap_max_m: np.ndarray | float, control: Control) -> Snapped:
        """Places snapped by the server; one that lies nowhere near its roads is far, whatever ``snap_max_m`` says."""
        lon, lat = self._to_degrees(np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64))
        place = np.column_stack([lon, lat])
        limit = np.array(np.broadcast_to(snap_max_m, len(place)), dtype=np.float64)
        known = np.isfinite(place).all(axis=1)
        distance = np.full(len(place), np.inf)
        if known.any():
            snapped = self._snap_all(place[known], control)
            distance[known] = 0.0 if snapped is None else distance_on_earth(place[known], snapped)
        return Snapped(place, distance, limit)

    def _snap_all(self, place: np.ndarray, control: Control) -> np.ndarray | None:
        """Where on the roads places are, (p, 2); None where the server does not tell."""
        self._greet()
        most = self.service.most_snapped
        snapped = np.empty_like(place)
        done = 0
        while done < len(place):
            control.step(done, len(place))
            chunk = place[done : done + most]
            try:
                found = self.service.read_snapped(self._answer(self.service.snap(chunk)), len(chunk))
            except (TooBig, NoWay):
                if most == 1:
                    raise self._refuses_one() from None
                most = max(1, min(most, len(place) - done) // 2)
                continue
            if found is None:
                control.info("The server at {host} does not tell how far places are from its roads.", host=self.server)
                return None
            snapped[done : done + most] = found
            done += most
        return snapped

    def settled(self, tied: Snapped, snap_max_m: float) -> Snapped:
        """As they are: which road leads on, the server knows."""
        return tied

    def led(self, tied: Snapped, stranded: np.ndarray, stops: np.ndarray) -> tuple[Snapped, np.ndarray]:
        """As they are, likewise."""
        return tied, np.zeros(len(tied), dtype=bool)

    def times(
        self,
        tied: Snapped,
        speed_cap_kmh: float | None,
        control: Control,
        origins: int | None,
        traffic: Traffic | None = None,
    ) -> TravelTimes:
        """Between snapped places, in blocks as large as the server takes; nothing is reached from one that is far.

        tied: the places.
        speed_cap_kmh: nobody is quicker over a whole way, as a server has one speed per road for all.
        control: takes progress and the stop.
        origins: the first so many places are origins and the others destinations; without it all are both.
        traffic: of no use here; a server does not know which of its roads are of which of our classes.
        """
        start = np.arange(len(tied) if origins is None else origins)
        end = start if origins is None else np.arange(origins, len(tied))
        near_start, near_end = start[~tied.far[start]], end[~tied.far[end]]
        minutes, metres = (np.full((len(start), len(end)), np.inf) for _ in range(2))
        found = self._kept_table(tied.where(near_start), tied.where(near_end), control)
        rows = np.ix_(near_start, near_end - (0 if origins is None else origins))
        # Whatever a server makes of it, a place is where it is.
        here = (tied.place[near_start][:, None] == tied.place[near_end][None, :]).all(axis=2)
        minutes[rows], metres[rows] = np.where(here, 0.0, found.minutes), np.where(here, 0.0, found.metres)
        if speed_cap_kmh is not None:
            minutes = np.maximum(minutes, metres * 0.06 / speed_cap_kmh)
        if origins is None:
            np.fill_diagonal(minutes, 0.0)
            np.fill_diagonal(metres, 0.0)
        ways = OnlineWays(self, tied.place[start], tied.place[end])
        return TravelTimes(minutes, metres, tied.distance_m, ways, tied.far)

    def way(self, start: np.ndarray, end: np.ndarray) -> np.ndarray:
        """The way from one place to another, lon and lat each, as vertices (k, 2) in metres."""
        try:
            way = self.service.read_route(self._answer(self.service.route(start, end)))
        except (NoWay, TooBig) as error:
            raise PatrolError(
                "The {title} server at {host} has given a travel time between two places and now finds no way between "
                "them. It may be changing its map: run it again.",
                title=self.service.title,
                host=self.server,
            ) from error
        x, y = self._to_metres(way[:, 0], way[:, 1])
        xy = np.column_stack([x, y])
        if not np.isfinite(xy).all():
            raise PatrolError(
                "The way that {host} gives leaves the area of the working CRS. Choose a CRS of this region.",
                host=self.server,
            )
        return xy

    def _answer(self, request: Request) -> Answer:
        self.requests += 1
        return self._ask(request)

    def _greet(self) -> None:
        """See that it is such a server before it is told any place."""
        if not self._greeted:
            try:
                self.service.read_hello(self._answer(self.service.hello()))
            except TooBig:
                raise self._refuses_one() from None
            self._greeted = True

    def _kept_table(self, origins: Snapped, destinations: Snapped, control: Control) -> Table:
        """The table, asked for once: officers of several speeds travel between the same places."""
        key = b"to".join(side.place.tobytes() + side.snap_max_m.tobytes() for side in (origins, destinations))
        if self._kept is None or self._kept[0] != key:
            self._kept = key, self._whole_table(origins, destinations, control)
        return self._kept[1]

    def _whole_table(self, origins: Snapped, destinations: Snapped, control: Control) -> Table:
        shape = len(origins), len(destinations)
        table = Table(np.full(shape, np.inf), np.full(shape, np.inf))
        most = self.service.most_in_table
        blocks = -(-shape[0] // most) * -(-shape[1] // most)
        if blocks >= _MANY:
            control.info(
                "{pairs:,} travel times are asked for in {n:,} requests or more.", pairs=shape[0] * shape[1], n=blocks
            )
        todo = [_Block(0, shape[0], 0, shape[1])] if min(shape) else []
        done = 0
        while todo:
            control.step(done, shape[0] * shape[1])
            block = todo.pop()
            if max(block.rows, block.columns) > most:
                todo += block.cut(most)
                continue
            at = np.s_[block.top : block.bottom, block.left : block.right]
            start, end = origins.where(at[0]), destinations.where(at[1])
            wanted = self.service.table(start.place, end.place)
            try:
                found = self.service.read_table(self._answer(wanted), (block.rows, block.columns))
            except TooBig:
                if block.rows == block.columns == 1:
                    raise self._refuses_one() from None
                most = max(1, max(block.rows, block.columns) // 2)
                todo.append(block)
                continue
            except NoWay:
                # Some pair has none, and the server does not say which.
                if block.rows > 1 or block.columns > 1:
                    todo += block.cut(max(1, max(block.rows, block.columns) // 2))
                else:
                    done += 1
                continue
            elsewhere = _elsewhere(found, start, end)
            table.minutes[at] = np.where(elsewhere, np.inf, found.minutes)
            table.metres[at] = np.where(elsewhere, np.inf, found.metres)
            done += block.rows * block.columns
        return table

    def _refuses_one(self) -> PatrolError:
        return PatrolError(
            "The {title} server at {host} refuses even the smallest request as too big. Ask who runs it.",
            title=self.service.title,
            host=self.server,
        )


def _elsewhere(table: Table, origins: Snapped, destinations: Snapped) -> np.ndarray:
    """Which ways (n, m) begin or end farther from their place than it may be from a road."""
    far = np.zeros(table.minutes.shape, dtype=bool)
    if table.starts is not None:
        far |= distance_on_earth(origins.place[:, None], table.starts) > origins.snap_max_m[:, None]
    if table.ends is not None:
        far |= distance_on_earth(destinations.place[None, :], table.ends) > destinations.snap_max_m[None, :]
    return far


@dataclass(frozen=True)
class _Block:
    """Part of a table."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def rows(self) -> int:
        return self.bottom - self.top

    @property
    def columns(self) -> int:
        return self.right - self.left

    def cut(self, most: int) -> list[_Block]:
        """Blocks of as many rows and columns at most, the first at the end."""
        rows = [replace(self, top=at, bottom=min(at + most, self.bottom)) for at in range(self.top, self.bottom, most)]
        return [
            replace(row, left=at, right=min(at + most, self.right))
            for row in reversed(rows)
            for at in reversed(range(self.left, self.right, most))
        ]


@dataclass(frozen=True)
class OnlineWays:
    """Ways between origins and destinations, lon and lat (n, 2) and (m, 2), asked for when they are drawn."""

    source: OnlineRoads
    origins: np.ndarray
    destinations: np.ndarray

    def path(self, i: int, j: int) -> np.ndarray:
        return self.source.way(self.origins[i], self.destinations[j])


def distance_on_earth(places: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Metres between places and others, lon and lat (…, 2), on a sphere; inf where an other is NaN."""
    (lon, lat), (other_lon, other_lat) = (np.moveaxis(np.radians(side), -1, 0) for side in (places, others))
    half = np.sin((other_lat - lat) / 2) ** 2 + np.cos(lat) * np.cos(other_lat) * np.sin((other_lon - lon) / 2) ** 2
    metres = 2 * _EARTH_M * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
    return np.where(np.isnan(metres), np.inf, metres)
