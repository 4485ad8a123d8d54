"""Where travel times come from, as an analyst chooses: what each source must do, and where it is registered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from ..methods import Method

if TYPE_CHECKING:
    import numpy as np

    from ..control import Control
    from .network import RoadNetwork
    from .traffic import Traffic
    from .travel import TravelTimes

Same = TypeVar("Same", bound="Tied")

ROADS = "roads"


class Tied(Protocol):
    """Places (p,) tied to roads; what Ties says of each."""

    @property
    def distance_m(self) -> np.ndarray: ...

    @property
    def nearest_m(self) -> np.ndarray: ...

    @property
    def snap_max_m(self) -> np.ndarray: ...

    @property
    def far(self) -> np.ndarray: ...

    def __len__(self) -> int: ...

    def where(self: Same, chosen: np.ndarray) -> Same: ...

    def and_also(self: Same, others: Same) -> Same: ...


class TravelSource(Protocol):
    """What knows roads: ties places to them and says how long it takes from one to the other."""

    @property
    def server(self) -> str:
        """The host that is asked; "" where none is."""
        ...

    @property
    def requests(self) -> int:
        """How often it has been asked."""
        ...

    @property
    def network(self) -> RoadNetwork | None:
        """The roads, where they are here."""
        ...

    def tied(self, x: np.ndarray, y: np.ndarray, snap_max_m: np.ndarray | float, control: Control) -> Any:
        """Places (p,), metres, as a Tied; ``snap_max_m``: how far the nearest road may be, for all or each (p,)."""
        ...

    def settled(self, tied: Any, snap_max_m: float) -> Any:
        """The same, but away from roads that lead nowhere, where the source leaves that to us."""
        ...

    def led(self, tied: Any, stranded: np.ndarray, stops: np.ndarray) -> tuple[Any, np.ndarray]:
        """The same, but of the ``stranded`` places (p,) to roads that lead to ``stops``; and which moved, bool (p,)."""
        ...

    def times(
        self, tied: Any, speed_cap_kmh: float | None, control: Control, origins: int | None, traffic: Traffic | None
    ) -> TravelTimes:
        """Travel times between tied places, as TravelTimes.of_ties; a server knows no ``traffic`` by class of ours."""
        ...


def _road_layer() -> Any:
    from .roadlayer import RoadLayer

    return RoadLayer


def _osrm() -> Any:
    from .osrm import Osrm

    return Osrm


def _valhalla() -> Any:
    from .valhalla import Valhalla

    return Valhalla


# ``load`` gives the class: a road layer is made of a network; the others (RoutingService) say how a server is asked,
# and are made of what it calls the vehicle (Vehicle.at_servers).
SOURCES: tuple[Method, ...] = (
    Method(ROADS, "Road layer", "the road layer; nothing leaves this computer", _road_layer),
    Method("osrm", "OSRM server", "an OSRM server (its table and route service)", _osrm, uses=("URL",)),
    Method(
        "valhalla",
        "Valhalla server",
        "a Valhalla server (sources_to_targets, locate and route)",
        _valhalla,
        uses=("URL",),
    ),
)
