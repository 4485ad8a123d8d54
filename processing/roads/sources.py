"""The source of travel times that the parameters choose: a road layer, a routing server, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...algorithms.roads.roadlayer import RoadLayer
from ...algorithms.roads.sources import ROADS, SOURCES
from .network import read_named_roads, read_road_network
from .streets import StreetNames

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

    from ...algorithms.roads.sources import TravelSource
    from ..framework.run import Run


def read_travel_source(run: Run, crs: QgsCoordinateReferenceSystem) -> TravelSource | None:
    """The roads that are travelled on, in the working CRS; None where neither roads nor a server are given."""
    server, roads = _server(run, crs), run.source("ROADS")
    if server is not None or roads is None:
        return server
    return RoadLayer(read_road_network(run, roads, crs))


def read_named_source(run: Run, crs: QgsCoordinateReferenceSystem) -> tuple[TravelSource | None, StreetNames]:
    """The same, and what the streets are called; of a server's they are not known."""
    server, roads = _server(run, crs), run.source("ROADS")
    if server is not None or roads is None:
        return server, StreetNames()
    network, names = read_named_roads(run, roads, crs)
    return RoadLayer(network), names


def _server(run: Run, crs: QgsCoordinateReferenceSystem) -> TravelSource | None:
    """The routing server, where one is chosen."""
    method = run.method("SOURCE", SOURCES)
    if method.word == ROADS:
        return None
    # Qt's network is loaded where it is used.
    from .online import online_roads

    return online_roads(run, method, crs)
