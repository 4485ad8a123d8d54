"""What streets are called: the name of a road layer's lines, read with the roads and told for those that are driven."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ...algorithms.roads.streets import streets_along
from ..layers.columns import texts_of

if TYPE_CHECKING:
    from ...algorithms.roads.network import RoadNetwork
    from ...algorithms.roads.travel import TravelTimes
    from ...algorithms.route.plan import Leg

# Fields that usually name a street: of OpenStreetMap, of TIGER, of others.
STREET_FIELDS = ("name", "fullname", "street", "streetname", "street_nam", "st_name")
# So many streets of a leg are told; who drives has no time for more.
_TOLD = 6
_ARROW = " → "


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


def streets_of(network: RoadNetwork | None, names: StreetNames, travel: TravelTimes, leg: Leg) -> str:
    """The streets of a leg in driving order, the longest few; "" where there are no roads or no names."""
    if network is None or names.values is None:
        return ""
    edge, metres = travel.edges(leg.start, leg.end, leg.hour)
    return _ARROW.join(streets_along(names.of(network.feature[edge]), metres, _TOLD))
