"""Cells as polygons of a layer or as pixels of a raster: what they measure, which adjoin, what they look like."""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Callable

import numpy as np
from qgis.core import QgsGeometry, QgsPointXY, QgsSpatialIndex
from scipy.ndimage import binary_dilation

from ..algorithms.errors import PatrolError
from ..algorithms.hotspots import RiskCells, grid_neighbours
from .geometries import Rings, rings_of
from .gridlayers import cell_squares
from .layers import Polygons

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

    from ..algorithms.control import Control
    from ..algorithms.grid import Grid
    from .run import Run

# Vertices closer than this are the same corner.
_CORNER_M = 1e-3
# A border runs along an edge when it lies within this share of the edge's length: a long edge that was reprojected, or
# whose neighbour has one vertex more, is not quite where the other is.
_ALONG_SHARE = 1e-4
# Edges are compared so many by all of the other polygon's at a time.
_EDGES_AT_ONCE = 256
# Where fewer points are located than this, a lattice of labels is not worth its making.
_FEW_POINTS = 2_000
_MOST_LABELS = 4_000_000
_MOST_TABLE = 50_000_000


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
    """Pairs of polygons that share a stretch of border or overlap: int (pairs, 2), each once, ascending.

    Equal edges are found by sorting. Polygons with edges that found no equal are then compared with those around them
    along these edges: where the corner of one meets the side of another, no edges are equal.
    """
    rings = rings_of(geometries, control)
    edge = rings.edges
    owner = rings.polygon[rings.vertex_ring[edge]]
    ends = np.concatenate([rings.xy[edge], rings.xy[edge + 1]], axis=1)
    pairs, unmatched = _equal_edges(owner, ends)
    control.check()
    more = _along_unequal_edges(geometries, owner[unmatched], ends[unmatched], pairs, control)
    return np.unique(np.concatenate([pairs, more]), axis=0)


def _equal_edges(owner: np.ndarray, ends: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of polygons with an edge in common, (pairs, 2), and which edges no other polygon has, bool (e,)."""
    corners = np.rint(ends / _CORNER_M).astype(np.int64)
    first, second = corners[:, :2].copy(), corners[:, 2:].copy()
    swap = (first[:, 0] > second[:, 0]) | ((first[:, 0] == second[:, 0]) & (first[:, 1] > second[:, 1]))
    first[swap], second[swap] = second[swap], first[swap]
    edges = np.concatenate([first, second], axis=1)
    order = np.lexsort((owner, *edges.T))
    edges, sorted_owner = edges[order], owner[order]
    same = (edges[1:] == edges[:-1]).all(axis=1) & (sorted_owner[1:] != sorted_owner[:-1])
    # A vertex that is there twice makes an edge without length, which no one shares.
    same &= (edges[1:, :2] != edges[1:, 2:]).any(axis=1)
    pairs = np.stack([sorted_owner[:-1][same], sorted_owner[1:][same]], axis=1)
    unmatched = (first != second).any(axis=1)
    unmatched[order[:-1][same]] = False
    unmatched[order[1:][same]] = False
    return np.unique(np.sort(pairs, axis=1), axis=0), unmatched


def _along_unequal_edges(
    geometries: list[QgsGeometry], owner: np.ndarray, ends: np.ndarray, known: np.ndarray, control: Control
) -> np.ndarray:
    """Further pairs, int (pairs, 2), among the polygons that own edges without an equal (e,), (e, 4)."""
    order = np.argsort(owner, kind="stable")
    polygons, start = np.unique(owner[order], return_index=True)
    edges = dict(zip(polygons.tolist(), np.split(ends[order], start[1:])))
    both = np.isin(known, polygons).all(axis=1)
    done = set(map(tuple, known[both].tolist()))
    boxes, reach = {}, {}
    index = QgsSpatialIndex()
    for number in control.each(polygons.tolist()):
        boxes[number] = geometries[number].boundingBox()
        reach[number] = _tolerance(max(boxes[number].width(), boxes[number].height()))
        index.addFeature(number, boxes[number].buffered(float(reach[number])))
    found = []
    for number in control.each(polygons.tolist()):
        for other in index.intersects(boxes[number].buffered(float(reach[number]))):
            if other <= number or (number, other) in done:
                continue
            if _share_a_stretch(edges[number], edges[other]) or _overlap(geometries, boxes, number, other):
                found.append((number, other))
    return np.array(found, dtype=np.int64).reshape(-1, 2)


def _tolerance(length_m: np.ndarray | float) -> np.ndarray:
    return np.maximum(_CORNER_M, _ALONG_SHARE * length_m)


def _share_a_stretch(first: np.ndarray, second: np.ndarray) -> bool:
    """Whether an edge of the one (m, 4) and one of the other (k, 4) run along each other for more than a corner."""
    for base, others in ((first, second), (second, first)):
        for begin in range(0, len(base), _EDGES_AT_ONCE):
            if _any_along(base[begin : begin + _EDGES_AT_ONCE], others):
                return True
    return False


def _any_along(base: np.ndarray, others: np.ndarray) -> bool:
    along = base[:, 2:] - base[:, :2]
    length = np.hypot(along[:, 0], along[:, 1])
    base, along, length = base[length > 0], along[length > 0], length[length > 0]
    unit = (along / length[:, None])[:, None]
    tolerance = _tolerance(length)[:, None]
    positions = []
    near = np.ones((len(base), len(others)), dtype=bool)
    for x in (0, 2):
        to_end = others[None, :, x : x + 2] - base[:, None, :2]
        near &= np.abs(unit[..., 0] * to_end[..., 1] - unit[..., 1] * to_end[..., 0]) <= tolerance
        positions.append((unit * to_end).sum(axis=2))
    begin, end = np.minimum(*positions), np.maximum(*positions)
    shared = np.minimum(end, length[:, None]) - np.maximum(begin, 0.0)
    return bool((near & (shared > tolerance)).any())


def _overlap(geometries: list[QgsGeometry], boxes: dict, number: int, other: int) -> bool:
    """Whether two polygons have more than a corner in common; boxes that only touch have not."""
    shared_box = boxes[number].intersect(boxes[other])
    if not (shared_box.width() > _CORNER_M and shared_box.height() > _CORNER_M):
        return False
    return geometries[number].intersection(geometries[other]).length() > _CORNER_M


def dissolve(layer: CellLayer, of_cell: np.ndarray, number: int, control: Control) -> list[QgsGeometry]:
    """One polygon for each of the areas 0 … number − 1.

    Raises PatrolError when cells cannot be merged.
    """
    order = np.argsort(of_cell, kind="stable")
    bounds = np.searchsorted(of_cell[order], np.arange(number + 1))
    merged = []
    for area in range(number):
        control.step(area, number)
        shapes = layer.shapes(order[bounds[area] : bounds[area + 1]])
        union = QgsGeometry.unaryUnion(shapes)
        if union.isNull() or union.isEmpty():
            # Cells that cross themselves, as digitised districts do here and there.
            union = QgsGeometry.unaryUnion([shape.makeValid() for shape in shapes])
        if union.isNull() or union.isEmpty():
            raise PatrolError(
                f"The {len(shapes):,} cells of a hotspot cannot be merged: {union.lastError() or 'invalid polygons'}. "
                "Run Fix geometries on the grid first."
            )
        merged.append(union)
    return merged


class PolygonLocator:
    """Which polygon of a layer each point lies in."""

    def __init__(self, geometries: list[QgsGeometry]) -> None:
        self.geometries = geometries

    def locate(self, run: Run, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """The index of the polygon of each point, the first in the layer's order where several hold it; −1 for none."""
        rings = rings_of(self.geometries, run.control)
        squares = _as_regular_squares(rings)
        if squares is not None:
            return _locate_in_squares(squares, x, y)
        found = np.full(len(x), -1)
        if not len(rings.xy):
            return found
        (west, south), (east, north) = rings.xy.min(axis=0), rings.xy.max(axis=0)
        near = np.flatnonzero((x >= west) & (x <= east) & (y >= south) & (y <= north))
        doubtful = near
        if len(near) > _FEW_POINTS:
            labels = _Labels(self.geometries, rings, x[near], y[near], run.control)
            found[near], unsure = labels.at(x[near], y[near])
            doubtful = near[unsure]
        self._look_up(doubtful, found, x, y, run.control)
        return found

    def _look_up(self, which: np.ndarray, found: np.ndarray, x: np.ndarray, y: np.ndarray, control: Control) -> None:
        """Fill in the polygons of the points of these indices, one by one."""
        if not len(which):
            return
        index = QgsSpatialIndex()
        for number, geometry in enumerate(control.each(self.geometries)):
            index.addFeature(number, geometry.boundingBox())
        engines = {}
        for done in control.each(which.tolist()):
            point = QgsGeometry.fromPointXY(QgsPointXY(x[done], y[done]))
            found[done] = -1
            for number in sorted(index.intersects(point.boundingBox())):
                if number not in engines:
                    engines[number] = QgsGeometry.createGeometryEngine(self.geometries[number].constGet())
                    engines[number].prepareGeometry()
                if engines[number].intersects(point.constGet()):
                    found[done] = number
                    break


class _Labels:
    """A lattice over points that says in which polygon a node's surroundings lie, and where a border is too near.

    Away from every border a whole lattice cell lies in the same polygons, so that GDAL's rasteriser is exact there.
    """

    def __init__(
        self, geometries: list[QgsGeometry], rings: Rings, x: np.ndarray, y: np.ndarray, control: Control
    ) -> None:
        from osgeo import gdal

        self.west, self.north = float(x.min()), float(y.max())
        width, height = float(x.max()) - self.west, self.north - float(y.min())
        wanted = min(_MOST_LABELS, 4 * len(x))
        self.size = max(math.sqrt(width * height / wanted), width / wanted, height / wanted, _CORNER_M)
        self.cols, self.rows = int(width / self.size) + 1, int(height / self.size) + 1
        # Backwards, so that the first of overlapping polygons is burned last and stays.
        last = len(geometries) - 1
        backwards = ((last - done, geometries[last - done]) for done in control.each(range(len(geometries))))
        polygons = ((bytes(geometry.asWkb()), number + 1) for number, geometry in backwards)
        self.label = self._burn(polygons, gdal.GDT_Int32, "<i4", []) - 1
        control.check()
        bounds = zip(rings.offsets[:-1].tolist(), rings.offsets[1:].tolist())
        lines = ((_line_wkb(rings.xy[begin:end]), 1) for begin, end in bounds)
        border = self._burn(lines, gdal.GDT_Byte, "u1", ["ALL_TOUCHED=TRUE"]) > 0
        # One cell more: a border on the very line between two lattice cells is burned into one of them only.
        self.unsure = binary_dilation(border, np.ones((3, 3), dtype=bool))
        control.check()

    def _burn(self, shapes: Iterator[tuple[bytes, int]], kind: int, dtype: str, options: list[str]) -> np.ndarray:
        """The values of the shapes (WKB, value) on the lattice, the last one's where several lie: (rows, cols)."""
        from osgeo import gdal, ogr, osr

        plane = osr.SpatialReference()
        plane.SetLocalCS("plane")
        raster = gdal.GetDriverByName("MEM").Create("", self.cols, self.rows, 1, kind)
        raster.SetProjection(plane.ExportToWkt())
        raster.SetGeoTransform((self.west, self.size, 0.0, self.north, 0.0, -self.size))
        vector = (ogr.GetDriverByName("Memory") or ogr.GetDriverByName("MEM")).CreateDataSource("")
        table = vector.CreateLayer("shapes", plane)
        table.CreateField(ogr.FieldDefn("value", ogr.OFTInteger))
        for wkb, value in shapes:
            feature = ogr.Feature(table.GetLayerDefn())
            feature.SetGeometryDirectly(ogr.CreateGeometryFromWkb(wkb))
            feature.SetField(0, value)
            table.CreateFeature(feature)
        gdal.RasterizeLayer(raster, [1], table, options=["ATTRIBUTE=value", *options])
        # As bytes: GDAL's NumPy bridge breaks where another NumPy was installed.
        return np.frombuffer(raster.GetRasterBand(1).ReadRaster(), dtype=dtype).reshape(self.rows, self.cols)

    def at(self, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The polygon at each point, −1 for none, and whether it must be looked up instead: (n,) each."""
        col = np.minimum(((x - self.west) / self.size).astype(np.int64), self.cols - 1)
        row = np.minimum(((self.north - y) / self.size).astype(np.int64), self.rows - 1)
        return self.label[row, col], self.unsure[row, col]


def _line_wkb(xy: np.ndarray) -> bytes:
    return struct.pack("<BII", 1, 2, len(xy)) + np.ascontiguousarray(xy, dtype="<f8").tobytes()


@dataclass(frozen=True)
class _Squares:
    """Cells of one square grid: the grid's north-west corner, the side, and row and column of each cell (n,)."""

    west: float
    north: float
    size_m: float
    row: np.ndarray
    col: np.ndarray


def _as_regular_squares(rings: Rings) -> _Squares | None:
    """The polygons as cells of one square grid, or None when they are something else."""
    if rings.number == 0 or len(rings.polygon) != rings.number or (np.diff(rings.offsets) != 5).any():
        return None
    corners = rings.xy.reshape(-1, 5, 2)
    low, high = corners.min(axis=1), corners.max(axis=1)
    size = float(np.median(high - low))
    on_box = (np.abs(corners - low[:, None]) < _CORNER_M) | (np.abs(corners - high[:, None]) < _CORNER_M)
    west, north = float(low[:, 0].min()), float(high[:, 1].max())
    col, row = (low[:, 0] - west) / size, (north - high[:, 1]) / size
    whole = np.abs(np.concatenate([col - np.rint(col), row - np.rint(row)])) * size < _CORNER_M * 10
    if not on_box.all() or np.abs(high - low - size).max() > _CORNER_M * 10 or not whole.all():
        return None
    # A cell far from the others would make a table of the whole country.
    if (np.rint(col.max()) + 1) * (np.rint(row.max()) + 1) > _MOST_TABLE:
        return None
    return _Squares(west, north, size, np.rint(row).astype(np.int64), np.rint(col).astype(np.int64))


def _locate_in_squares(squares: _Squares, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The index of the square of each point, −1 for none; squares hold their west and north sides."""
    rows, cols = int(squares.row.max()) + 1, int(squares.col.max()) + 1
    number = np.full((rows, cols), -1)
    # Backwards, so that the first of equal cells stays.
    number[squares.row[::-1], squares.col[::-1]] = np.arange(len(squares.row))[::-1]
    col = np.floor((x - squares.west) / squares.size_m).astype(np.int64)
    row = np.floor((squares.north - y) / squares.size_m).astype(np.int64)
    inside = (col >= 0) & (col < cols) & (row >= 0) & (row < rows)
    return np.where(inside, number[np.clip(row, 0, rows - 1), np.clip(col, 0, cols - 1)], -1)
