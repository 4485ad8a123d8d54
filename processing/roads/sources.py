"""The source of travel times that the parameters choose: a road layer, a routing server, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...algorithms.roads.roadlayer import RoadLayer
from ...algorithms.roads.sources import ROADS, SOURCES
from .network import read_road_network

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

    from ...algorithms.roads.sources import TravelSource
    from ..framework.run import Run


def read_travel_source(run: Run, crs: QgsCoordinateReferenceSystem) -> TravelSource | None:
    """The roads that are travelled on, in the working CRS; None where neither roads nor a server are given."""
    method = run.method("SOURCE", SOURCES)
    if method.word != ROADS:
        # Qt's network is loaded where it is used.
        from .online import online_roads

        return online_roads(run, method, crs)
    roads = run.source("ROADS")
    return None if roads is None else RoadLayer(read_road_network(run, roads, crs))
