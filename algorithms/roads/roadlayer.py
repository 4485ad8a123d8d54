"""Travel times from a road network that has been read: the source that asks nobody."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..control import Control
from .network import RoadNetwork
from .snapping import Ties, lead_to, prefer_connected, tie_places
from .traffic import Traffic
from .travel import TravelTimes


@dataclass(frozen=True)
class RoadLayer:
    """A TravelSource on a network."""

    network: RoadNetwork
    server: str = ""
    requests: int = 0

    def tied(self, x: np.ndarray, y: np.ndarray, snap_max_m: np.ndarray | float, control: Control) -> Ties:
        return tie_places(self.network, x, y, snap_max_m)

    def settled(self, tied: Ties, snap_max_m: float) -> Ties:
        return prefer_connected(tied, snap_max_m)

    def led(self, tied: Ties, stranded: np.ndarray, stops: np.ndarray) -> tuple[Ties, np.ndarray]:
        led = lead_to(tied, stranded, stops)
        return led, led.edge != tied.edge

    def times(
        self, tied: Ties, speed_cap_kmh: float | None, control: Control, origins: int | None, traffic: Traffic | None
    ) -> TravelTimes:
        return TravelTimes.of_ties(tied, speed_cap_kmh, control, origins, traffic)
