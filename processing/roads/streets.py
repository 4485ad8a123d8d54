"""What streets are called: the name of a road layer's lines, read with the roads and told for ways, places, corners."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from ...algorithms.roads.corners import Corners, has_street, no_corners, street_corners
from ...algorithms.roads.snapping import nearest_edges
from ...algorithms.roads.streets import streets_along
from ..layers.columns import texts_of

if TYPE_CHECKING:
    from ...algorithms.roads.network import RoadNetwork
    from ...algorithms.roads.travel import TravelTimes
    from ...algorithms.route.plan import Leg
    from ..framework.run import Run

# Fields that usually name a street: of OpenStreetMap, of TIGER, of others.
STREET_FIELDS = ("name", "fullname", "street", "streetname", "street_nam", "st_name")
# So many streets of a leg are told; who drives has no time for more.
_TOLD = 6
_ARROW = " → "
# How far a place may be from the street, and from the corner, that it is told by.
_STREET_M, CORNER_M = 200.0, 60.0


@dataclass(frozen=True)
class StreetNames:
    """The names of a layer's lines (n,) as QGIS has them, made into text only for those asked for; None: there are
    none.
    """

    values: Sequence[Any] | np.ndarray | None = None

    def of(self, line: np.ndarray) -> np.ndarray:
        """What lines (k,) are called, str objects (k,), "" without a name."""
        line = np.asarray(line, dtype=np.int64)
        if self.values is None or not len(line):
            return np.full(len(line), "", dtype=object)
        asked, place = np.unique(line, return_inverse=True)
        text = texts_of([self.values[one] for one in asked.tolist()])
        return np.array([" ".join(name.split()) for name in text.tolist()], dtype=object)[place.reshape(-1)]


@dataclass(frozen=True)
class NamedStreets:
    """The streets of a network by their names; without a network (at a server, or on straight lines) none is known."""

    network: RoadNetwork | None
    names: StreetNames

    @property
    def known(self) -> bool:
        return self.network is not None and self.names.values is not None

    @cached_property
    def _of_edges(self) -> np.ndarray:
        """What each edge is called, str objects (e,)."""
        return np.zeros(0, dtype=object) if self.network is None else self.names.of(self.network.feature)

    @cached_property
    def corners(self) -> Corners:
        """Every street corner."""
        if self.network is None or self.names.values is None:
            return no_corners()
        return street_corners(self.network, self._of_edges)

    def nearest_to(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """The nearest street with a name of each place (p,), str objects (p,), "" where none is near."""
        if self.network is None or self.names.values is None:
            return np.full(len(x), "", dtype=object)
        edge, metres = nearest_edges(self.network, x, y, has_street(self.network, self._of_edges))
        return np.where(metres <= _STREET_M, np.append(self._of_edges, "")[edge], "").astype(object)

    def corner_at(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """The nearest corner of each place (p,), str objects (p,), "" where none is near."""
        return self.corners.names_at(x, y, CORNER_M)

    def of_leg(self, travel: TravelTimes, leg: Leg) -> str:
        """The streets of a leg in driving order, the longest few; "" where there are no roads or no names."""
        if self.network is None or self.names.values is None:
            return ""
        edge, metres = travel.edges(leg.start, leg.end, leg.hour)
        return _ARROW.join(streets_along(self.names.of(self.network.feature[edge]), metres, _TOLD))


def ways_of(
    run: Run, streets: NamedStreets, journeys: Sequence[tuple[TravelTimes, Leg]]
) -> tuple[list[np.ndarray], list[str]]:
    """Of each leg, in the order given, the vertices (k, 2) of its way and the streets it takes.

    run: takes progress and the stop.
    streets: the roads by their names.
    journeys: the legs, each with the travel times it was planned on.
    """
    ways, told = [np.zeros((0, 2))] * len(journeys), [""] * len(journeys)
    # Those from one place after the other, the longest first: the search from it is made once.
    order = sorted(
        range(len(journeys)),
        key=lambda number: (id(journeys[number][0]), journeys[number][1].start, -journeys[number][1].minutes),
    )
    for done, number in enumerate(order):
        run.control.step(done, len(order))
        travel, leg = journeys[number]
        ways[number] = travel.path(leg.start, leg.end, leg.hour)
        told[number] = streets.of_leg(travel, leg)
    return ways, told
