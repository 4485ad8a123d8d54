"""Cells as polygons of a layer or as pixels of a raster: what they measure, which adjoin, what they look like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Callable

import numpy as np
from qgis.core import QgsGeometry, QgsPointXY, QgsSpatialIndex, QgsWkbTypes

from ..algorithms.hotspots import RiskCells, grid_neighbours
from .gridlayers import cell_squares
from .layers import Polygons

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

    from ..algorithms.control import Control
    from ..algorithms.grid import Grid
    from .run import Run

# Vertices closer than this are the same corner.
_CORNER_M = 1e-3
# How the WKB of a polygon with one ring of five vertices begins.
_ONE_RING_OF_FIVE = b"\x01\x03\x00\x00\x00\x01\x00\x00\x00\x05\x00\x00\x00"


@dataclass(frozen=True)
class CellLayer:
    """The core's cells, the CRS they are in, their centres (n,), and ``shapes``: indices → geometries."""

    cells: RiskCells
    crs: QgsCoordinateReferenceSystem
    centre_x: np.ndarray
    centre_y: np.ndarray
    shapes: Callable[[np.ndarray], list[QgsGeometry]]


def cells_of_polygons(
    polygons: Polygons,
    risk_field: str,
    count_field: str | None,
    crs: QgsCoordinateReferenceSystem,
    control: Control,
) -> CellLayer:
    """Cells from polygons with a risk field, in metres."""
    risk = polygons.numbers(risk_field)
    count = polygons.numbers(count_field) if count_field else None
    x, y = polygons.centres(control)
    cells = RiskCells(risk, polygons.areas(control), polygon_neighbours(polygons.geometries, control), count)
    return CellLayer(cells, crs, x, y, lambda indices: [polygons.geometries[index] for index in indices])


def cells_of_raster(grid: Grid, values: np.ndarray, crs: QgsCoordinateReferenceSystem) -> CellLayer:
    """Cells from the pixels of a raster that hold a value."""
    flat = grid.cells()
    x, y = grid.centres()
    area = np.full(len(flat), grid.cell_area_m2)
    cells = RiskCells(values[grid.mask], area, grid_neighbours(grid.mask))
    return CellLayer(cells, crs, x, y, lambda indices: list(cell_squares(grid, flat[indices])))


def polygon_neighbours(geometries: list[QgsGeometry], control: Control) -> np.ndarray:
    """Pairs of polygons that share a stretch of border: int (pairs, 2), each once.

    Equal edges are found by sorting; only where that finds nothing for a polygon (its neighbours have other vertices)
    are the geometries themselves compared.
    """
    owner, edges = _edges(geometries, control)
    order = np.lexsort(edges.T)
    edges, owner = edges[order], owner[order]
    same = (edges[1:] == edges[:-1]).all(axis=1) & (owner[1:] != owner[:-1])
    pairs = np.sort(np.stack([owner[:-1][same], owner[1:][same]], axis=1), axis=1)
    lonely = np.setdiff1d(np.arange(len(geometries)), pairs.ravel())
    found = _touching(geometries, lonely, control)
    return (
        np.unique(np.concatenate([pairs, found]), axis=0)
        if len(pairs) + len(found)
        else np.zeros((0, 2), dtype=np.int64)
    )


def _edges(geometries: list[QgsGeometry], control: Control) -> tuple[np.ndarray, np.ndarray]:
    """Every edge of every ring, its ends rounded and in one order: owner (e,), edges int64 (e, 4)."""
    owners: list[np.ndarray] = []
    starts: list[np.ndarray] = []
    ends: list[np.ndarray] = []
    for index, geometry in enumerate(control.each(geometries)):
        for ring in _rings(geometry):
            starts.append(ring[:-1])
            ends.append(ring[1:])
            owners.append(np.full(len(ring) - 1, index))
    if not owners:
        return np.zeros(0, dtype=np.int64), np.zeros((0, 4), dtype=np.int64)
    first = np.rint(np.concatenate(starts) / _CORNER_M).astype(np.int64)
    second = np.rint(np.concatenate(ends) / _CORNER_M).astype(np.int64)
    swap = (first[:, 0] > second[:, 0]) | ((first[:, 0] == second[:, 0]) & (first[:, 1] > second[:, 1]))
    first[swap], second[swap] = second[swap], first[swap]
    return np.concatenate(owners), np.concatenate([first, second], axis=1)


def _rings(geometry: QgsGeometry) -> list[np.ndarray]:
    wkb = bytes(geometry.asWkb())
    if wkb[:9] == b"\x01\x03\x00\x00\x00\x01\x00\x00\x00":
        # The usual case, one polygon with one ring: straight from its bytes.
        return [np.frombuffer(wkb, dtype="<f8", offset=13).reshape(-1, 2)]
    polygons = geometry.asMultiPolygon() if QgsWkbTypes.isMultiType(geometry.wkbType()) else [geometry.asPolygon()]
    return [np.array([(point.x(), point.y()) for point in ring]) for polygon in polygons for ring in polygon]


def _touching(geometries: list[QgsGeometry], which: np.ndarray, control: Control) -> np.ndarray:
    """Pairs that share more than a corner, for the given polygons against all."""
    if not len(which):
        return np.zeros((0, 2), dtype=np.int64)
    index = QgsSpatialIndex()
    for number, geometry in enumerate(control.each(geometries)):
        index.addFeature(number, geometry.boundingBox())
    pairs = []
    for number in control.each(which.tolist()):
        for other in index.intersects(geometries[number].boundingBox().buffered(_CORNER_M)):
            if other != number:
                shared = geometries[number].intersection(geometries[other])
                if shared.length() > _CORNER_M:
                    pairs.append(sorted((number, other)))
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def dissolve(layer: CellLayer, of_cell: np.ndarray, number: int, control: Control) -> list[QgsGeometry]:
    """One polygon for each of the areas 0 … number − 1."""
    merged = []
    for area in control.each(range(number)):
        merged.append(QgsGeometry.unaryUnion(layer.shapes(np.flatnonzero(of_cell == area))))
    return merged


class PolygonLocator:
    """Which polygon of a layer each point lies in."""

    def __init__(self, geometries: list[QgsGeometry]) -> None:
        self.geometries = geometries
        self._squares = _as_regular_squares(geometries)

    def locate(self, run: Run, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """The index of the polygon of each point, the first in the layer's order on a shared border; −1 for none."""
        if self._squares is not None:
            return self._locate_in_squares(x, y)
        index = QgsSpatialIndex()
        engines = []
        for number, geometry in enumerate(self.geometries):
            index.addFeature(number, geometry.boundingBox())
            engine = QgsGeometry.createGeometryEngine(geometry.constGet())
            engine.prepareGeometry()
            engines.append(engine)
        found = np.full(len(x), -1)
        for done in range(len(x)):
            if done % 5000 == 0:
                run.control.step(done, len(x))
            point = QgsGeometry.fromPointXY(QgsPointXY(x[done], y[done]))
            for number in sorted(index.intersects(point.boundingBox())):
                if engines[number].intersects(point.constGet()):
                    found[done] = number
                    break
        return found

    def _locate_in_squares(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        west, north, size, row, col = self._squares
        rows, cols = int(row.max()) + 1, int(col.max()) + 1
        number = np.full((rows, cols), -1)
        # Backwards, so that the first of equal cells stays.
        number[row[::-1], col[::-1]] = np.arange(len(row))[::-1]
        point_col = np.floor((x - west) / size).astype(np.int64)
        point_row = np.floor((north - y) / size).astype(np.int64)
        inside = (point_col >= 0) & (point_col < cols) & (point_row >= 0) & (point_row < rows)
        return np.where(inside, number[np.clip(point_row, 0, rows - 1), np.clip(point_col, 0, cols - 1)], -1)


def _as_regular_squares(
    geometries: list[QgsGeometry],
) -> tuple[float, float, float, np.ndarray, np.ndarray] | None:
    """West, north, side, rows and columns when the polygons are cells of one square grid, else None."""
    # All are looked at only where the first is a square of five corners.
    if bytes(geometries[0].asWkb())[:13] != _ONE_RING_OF_FIVE:
        return None
    wkb = [bytes(geometry.asWkb()) for geometry in geometries]
    if any(len(value) != 93 or value[:13] != _ONE_RING_OF_FIVE for value in wkb):
        return None
    corners = np.frombuffer(b"".join(value[13:] for value in wkb), dtype="<f8").reshape(-1, 5, 2)
    low, high = corners.min(axis=1), corners.max(axis=1)
    size = float(np.median(high - low))
    on_box = (np.abs(corners - low[:, None]) < _CORNER_M) | (np.abs(corners - high[:, None]) < _CORNER_M)
    west, north = float(low[:, 0].min()), float(high[:, 1].max())
    col, row = (low[:, 0] - west) / size, (north - high[:, 1]) / size
    whole = np.abs(np.concatenate([col - np.rint(col), row - np.rint(row)])) * size < _CORNER_M * 10
    if not on_box.all() or np.abs(high - low - size).max() > _CORNER_M * 10 or not whole.all():
        return None
    return west, north, size, np.rint(row).astype(np.int64), np.rint(col).astype(np.int64)
