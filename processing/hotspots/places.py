"""Where a hotspot is, for people: the name of its street, latitude and longitude of its peak."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...algorithms.hotspots.streets import longest_names
from ..layers.places import lat_lon

if TYPE_CHECKING:
    from ...algorithms.hotspots.measures import Hotspots
    from ..cells.cells import CellLayer
    from ..framework.run import Run


def streets_of(layer: CellLayer, found: Hotspots) -> list[str | None]:
    """The name that makes up the most length of each hotspot's streets; None without one."""
    if layer.street is None:
        return [None] * len(found)
    return [name or None for name in longest_names(found.of_cell, layer.street, layer.cells.size, len(found))]


def peak_degrees(run: Run, layer: CellLayer, found: Hotspots) -> tuple[list[str], list[str]]:
    """Latitude and longitude (WGS 84, about a metre) of each peak."""
    latitude, longitude = lat_lon(run, layer.centre_x[found.peak], layer.centre_y[found.peak], layer.crs)
    return [f"{value:.5f}" for value in latitude], [f"{value:.5f}" for value in longitude]
