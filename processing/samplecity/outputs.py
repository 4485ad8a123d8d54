"""The arrays of a sample city as layers: their fields, geometries and order."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from qgis.core import QgsGeometry, QgsWkbTypes

from ...algorithms.samplecity.city import SampleCity
from ...algorithms.samplecity.sizes import CRS_AUTHID
from ..common.crs import made_crs
from ..layers.geometries import line_geometry, point_geometry, square_geometry
from ..layers.writing import Column

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem


@dataclass(frozen=True)
class CityLayer:
    """One layer to write; ``geometries`` can be gone through once."""

    name: str
    columns: list[Column]
    geometries: Iterable[QgsGeometry]
    geometry_type: Any

    @property
    def rows(self) -> int:
        return len(self.columns[0].values)


def city_crs() -> QgsCoordinateReferenceSystem:
    """The CRS of every layer of a sample city."""
    return made_crs(CRS_AUTHID)


def city_layers(city: SampleCity) -> list[CityLayer]:
    """The layers of a city, in the order in which they are written."""
    return [_roads(city), *_point_layers(city), _beats(city), _truth(city)]


def _roads(city: SampleCity) -> CityLayer:
    streets = city.streets
    columns = [
        Column("name", "text", streets.name),
        Column("highway", "text", streets.highway),
        Column("oneway", "text", streets.oneway),
        Column("maxspeed", "text", streets.maxspeed),
        Column("bridge", "text", ["yes" if bridge else None for bridge in streets.bridge]),
    ]
    return CityLayer("roads", columns, (line_geometry(path) for path in streets.paths), QgsWkbTypes.Type.LineString)


def _point_layers(city: SampleCity) -> list[CityLayer]:
    officers = city.officers
    return [
        _points(
            "facilities",
            city.facilities.xy,
            ("type", "text", city.facilities.type),
            ("name", "text", city.facilities.name),
        ),
        _points(
            "incidents",
            city.incidents.xy,
            ("time", "datetime", city.incidents.time),
            ("category", "text", city.category),
            ("severity", "int", city.severity),
        ),
        _points(
            "calls",
            city.calls.xy,
            ("time", "datetime", city.calls.time),
            ("type", "text", city.calls.type),
            ("priority", "int", city.calls.priority),
        ),
        _points(
            "checkins",
            city.checkins.xy,
            ("time", "datetime", city.checkins.time),
            ("user", "int", city.checkins.user),
            ("venue", "text", city.checkins.venue),
        ),
        _points(
            "officers",
            officers.xy,
            ("officer", "text", officers.name),
            ("shift_on", "datetime", officers.shift_on),
            ("shift_off", "datetime", officers.shift_off),
            ("speed_kmh", "float", officers.speed_kmh),
            ("break_on", "datetime", officers.break_on),
            ("break_min", "float", officers.break_min),
        ),
        _points(
            "stations",
            city.stations,
            ("name", "text", [f"Station {number + 1}" for number in range(len(city.stations))]),
        ),
    ]


def _points(name: str, xy: np.ndarray, *columns: tuple[str, str, Any]) -> CityLayer:
    geometries = (point_geometry(x, y) for x, y in xy.tolist())
    return CityLayer(name, [Column(*column) for column in columns], geometries, QgsWkbTypes.Type.Point)


def _beats(city: SampleCity) -> CityLayer:
    geometries = (_ring_geometry(corners) for corners in city.beats.corners)
    return CityLayer("beats", [Column("beat", "text", city.beats.beat)], geometries, QgsWkbTypes.Type.Polygon)


def _truth(city: SampleCity) -> CityLayer:
    truth, grid = city.truth, city.truth.grid
    cells = grid.cells()
    row, col = np.divmod(cells, grid.cols)
    columns = [
        Column("cell_id", "int", grid.place_ids(cells)),
        Column("row", "int", row),
        Column("col", "int", col),
        Column("expected", "float", truth.expected[cells]),
        Column("hotspot", "int", truth.hotspot[cells]),
        Column("planted", "int", [int(number) or None for number in truth.planted[cells]]),
        *(Column(f"h{hour:02d}", "float", of_hour) for hour, of_hour in enumerate(truth.hours_of_day[cells].T)),
    ]
    x = grid.x_min + col * grid.cell_size_m
    y = grid.y_max - row * grid.cell_size_m
    geometries = (square_geometry(*corner, grid.cell_size_m) for corner in zip(x.tolist(), y.tolist()))
    return CityLayer("truth", columns, geometries, QgsWkbTypes.Type.Polygon)


def _ring_geometry(corners: np.ndarray) -> QgsGeometry:
    """The polygon through the corners (k, 2)."""
    ring = np.ascontiguousarray(np.concatenate([corners, corners[:1]]), dtype="<f8")
    geometry = QgsGeometry()
    geometry.fromWkb(struct.pack("<BIII", 1, 3, 1, len(ring)) + ring.tobytes())
    return geometry
