"""Which polygon of a layer each of many points lies in."""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from qgis.core import QgsGeometry, QgsPointXY, QgsSpatialIndex
from scipy.ndimage import binary_dilation

from ..layers.geometries import Rings, rings_of
from .burning import Lattice, burn_values

if TYPE_CHECKING:
    from ...algorithms.control import Control
    from ..framework.run import Run

# Vertices closer than this are the same corner.
_CORNER_M = 1e-3
# Polygons with this many vertices on average, or fewer, are tested edge by edge.
_SIMPLE = 40
_ROWS_AT_ONCE = 1_000_000
# Buckets along a side, and polygons listed in all of them.
_MOST_BUCKETS = 2_000
_MOST_LISTED = 10_000_000
# Where fewer points are located than this, a lattice of labels is not worth its making.
_FEW_POINTS = 2_000
_MOST_LABELS = 4_000_000
# Cells of the table in which the squares of a grid are looked up.
_MOST_TABLE = 50_000_000


class PolygonLocator:
    """Which polygon of a layer each point lies in: of several that hold it the smallest, of equally small the first.

    So of a city, its districts and their beats a point is in the beat, and it is in one polygon only.

    Cells of a square grid are computed, simple polygons (hexagons, blocks) tested edge by edge in arrays. Districts
    with many vertices are drawn as a raster of labels, and only the points near a border are looked up with GEOS.
    """

    def __init__(self, geometries: list[QgsGeometry]) -> None:
        self.geometries = geometries

    def locate(self, run: Run, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """The index of the polygon of each point, −1 for none: int (n,)."""
        return self.locate_all(run, x, y)[0]

    def locate_all(self, run: Run, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The index of the polygon of each point, −1 for none, and whether it lies within several: (n,) each.

        A point on the border of two lies within neither of them, so that adjoining polygons have no point in common.
        """
        rings = rings_of(self.geometries, run.control)
        squares = _as_regular_squares(rings)
        if squares is not None:
            return _locate_in_squares(squares, x, y)
        # Cells of one size differ by rounding.
        by_area = np.argsort(rings.areas().astype(np.float32), kind="stable")
        geometries = [self.geometries[place] for place in by_area.tolist()]
        if (np.diff(by_area) < 0).any():
            rings = rings_of(geometries, run.control)
        found, several = self._first_of(geometries, rings, run, x, y)
        return np.where(found >= 0, by_area[found], -1), several

    @staticmethod
    def _first_of(
        geometries: list[QgsGeometry], rings: Rings, run: Run, x: np.ndarray, y: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """As locate_all, with the first of several polygons as they are given."""
        found, several = np.full(len(x), -1), np.zeros(len(x), dtype=bool)
        if not len(rings.xy):
            return found, several
        (west, south), (east, north) = rings.xy.min(axis=0), rings.xy.max(axis=0)
        near = np.flatnonzero((x >= west) & (x <= east) & (y >= south) & (y <= north))
        if len(rings.xy) <= _SIMPLE * rings.number:
            found[near], several[near] = _ByEdges(rings).locate(x[near], y[near], run.control)
            return found, several
        doubtful = near
        if len(near) > _FEW_POINTS:
            labels = _Labels(geometries, rings, x[near], y[near], run.control)
            found[near], several[near], unsure = labels.at(x[near], y[near])
            doubtful = near[unsure]
        _look_up(geometries, doubtful, (found, several), x, y, run.control)
        return found, several


def _look_up(
    geometries: list[QgsGeometry],
    which: np.ndarray,
    answers: tuple[np.ndarray, np.ndarray],
    x: np.ndarray,
    y: np.ndarray,
    control: Control,
) -> None:
    """Fill in the answers for the points of these indices, one by one."""
    if not len(which):
        return
    index = QgsSpatialIndex()
    for number, geometry in enumerate(control.each(geometries)):
        index.addFeature(number, geometry.boundingBox())
    engines: dict[int, Any] = {}
    found, several = answers
    for done in control.each(which.tolist()):
        point = QgsGeometry.fromPointXY(QgsPointXY(x[done], y[done]))
        found[done], holding = -1, 0
        for number in sorted(index.intersects(point.boundingBox())):
            if number not in engines:
                engines[number] = QgsGeometry.createGeometryEngine(geometries[number].constGet())
                engines[number].prepareGeometry()
            if engines[number].intersects(point.constGet()):
                found[done] = number if found[done] < 0 else found[done]
                holding += engines[number].contains(point.constGet())
                if holding > 1:
                    break
        several[done] = holding > 1


class _ByEdges:
    """Polygons of few vertices, in buckets: every point meets all edges of the polygons around it.

    Even-odd rule; a point on an edge is in. Polygon i has the edges ``first[i]`` … ``first[i + 1] − 1``.
    """

    def __init__(self, rings: Rings) -> None:
        edge = rings.edges
        owner = rings.polygon[rings.vertex_ring[edge]]
        self.start, self.end = rings.xy[edge], rings.xy[edge + 1]
        self.first = np.searchsorted(owner, np.arange(rings.number + 1))
        with_edges = np.flatnonzero(np.diff(self.first))
        begins = self.first[with_edges]
        self.low, self.high = np.full((rings.number, 2), np.inf), np.full((rings.number, 2), -np.inf)
        self.low[with_edges] = np.minimum.reduceat(self.start, begins)
        self.high[with_edges] = np.maximum.reduceat(self.start, begins)
        self.origin = self.low[with_edges].min(axis=0)
        spread = self.high[with_edges].max(axis=0) - self.origin
        side = float((self.high[with_edges] - self.low[with_edges]).mean())
        self.side = max(side, float(spread.max()) / _MOST_BUCKETS)
        self._fill_buckets(with_edges)

    def _fill_buckets(self, polygons: np.ndarray) -> None:
        """``listed``: polygons bucket by bucket, in the layer's order; ``bounds``: where each bucket begins."""
        while True:
            first, last = self._bucket(self.low[polygons]), self._bucket(self.high[polygons])
            across, down = (last - first + 1).T
            if (across * down).sum() <= _MOST_LISTED:
                break
            self.side *= 2.0
        self.shape = last.max(axis=0) + 1
        copy = np.repeat(np.arange(len(polygons)), across * down)
        place = _counted(across * down)
        row, col = np.divmod(place, across[copy])
        bucket = (first[copy, 1] + row) * self.shape[0] + first[copy, 0] + col
        order = np.argsort(bucket, kind="stable")
        self.listed = polygons[copy[order]]
        self.bounds = np.searchsorted(bucket[order], np.arange(self.shape[0] * self.shape[1] + 1))

    def _bucket(self, xy: np.ndarray) -> np.ndarray:
        return ((xy - self.origin) / self.side).astype(np.int64)

    def locate(self, x: np.ndarray, y: np.ndarray, control: Control) -> tuple[np.ndarray, np.ndarray]:
        """The first polygon that holds each point, all within the polygons' extent, −1 for none, and whether it lies
        within several: (n,) each.
        """
        found, holding = np.full(len(x), -1), np.zeros(len(x), dtype=np.int64)
        xy = np.column_stack([x, y])
        at = np.minimum(self._bucket(xy), self.shape - 1)
        bucket = at[:, 1] * self.shape[0] + at[:, 0]
        count = self.bounds[bucket + 1] - self.bounds[bucket]
        for begin, end in _pieces(count):
            control.step(begin, len(x))
            point = np.repeat(np.arange(begin, end), count[begin:end])
            polygon = self.listed[self.bounds[bucket[point]] + _counted(count[begin:end])]
            near = ((xy[point] >= self.low[polygon]) & (xy[point] <= self.high[polygon])).all(axis=1)
            point, polygon = point[near], polygon[near]
            edges = self.first[polygon + 1] - self.first[polygon]
            # Backwards, so that the first polygon of a point stays.
            for one, other in reversed(_pieces(edges)):
                hit, within = self._holds(xy[point[one:other]], polygon[one:other], edges[one:other])
                hits = np.ascontiguousarray(np.flatnonzero(hit)[::-1]) + one
                found[point[hits]] = polygon[hits]
                np.add.at(holding, point[one:other][within], 1)
        return found, holding > 1

    def _holds(self, xy: np.ndarray, polygon: np.ndarray, edges: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Whether each polygon holds its point (m, 2), and not on its border: bool (m,) each."""
        pair = np.repeat(np.arange(len(polygon)), edges)
        edge = self.first[polygon][pair] + _counted(edges)
        (px, py), (ax, ay), (bx, by) = xy[pair].T, self.start[edge].T, self.end[edge].T
        side = (bx - ax) * (py - ay) - (by - ay) * (px - ax)
        crossed = ((ay > py) != (by > py)) & ((side > 0) == (by > ay))
        on_edge = (side == 0) & (np.minimum(ax, bx) <= px) & (px <= np.maximum(ax, bx))
        on_edge &= (np.minimum(ay, by) <= py) & (py <= np.maximum(ay, by))
        odd = np.bincount(pair, crossed, len(polygon)) % 2 == 1
        border = np.bincount(pair, on_edge, len(polygon)) > 0
        return odd | border, odd & ~border


def _counted(counts: np.ndarray) -> np.ndarray:
    """0 … c − 1 for each count c, one after another."""
    ends = np.cumsum(counts)
    return np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(ends - counts, counts)


def _pieces(counts: np.ndarray) -> list[tuple[int, int]]:
    """Ranges of positions whose counts add up to no more than fits into memory with ease."""
    piece = np.cumsum(counts) // _ROWS_AT_ONCE
    cuts = np.flatnonzero(np.diff(piece)) + 1
    return list(zip([0, *cuts.tolist()], [*cuts.tolist(), len(counts)]))


class _Labels:
    """A lattice over points that says in which polygon a node's surroundings lie, and where a border is too near.

    Away from every border a whole lattice cell lies in the same polygons, so that GDAL's rasteriser is exact there.
    """

    def __init__(
        self, geometries: list[QgsGeometry], rings: Rings, x: np.ndarray, y: np.ndarray, control: Control
    ) -> None:
        self.west, self.north = float(x.min()), float(y.max())
        width, height = float(x.max()) - self.west, self.north - float(y.min())
        wanted = min(_MOST_LABELS, 4 * len(x))
        self.size = max(math.sqrt(width * height / wanted), width / wanted, height / wanted, _CORNER_M)
        self.cols, self.rows = int(width / self.size) + 1, int(height / self.size) + 1
        lattice = Lattice(self.west, self.north, self.size, self.rows, self.cols)
        # Backwards, so that the first of overlapping polygons is burned last and stays.
        last = len(geometries) - 1
        backwards = ((last - done, geometries[last - done]) for done in control.each(range(len(geometries))))
        polygons = ((bytes(geometry.asWkb()), number + 1) for number, geometry in backwards)
        self.label = burn_values(lattice, polygons) - 1
        control.check()
        ones = ((bytes(geometry.asWkb()), 1) for geometry in control.each(geometries))
        self.several = burn_values(lattice, ones, ["MERGE_ALG=ADD"]) > 1
        control.check()
        bounds = zip(rings.offsets[:-1].tolist(), rings.offsets[1:].tolist())
        lines = ((_line_wkb(rings.xy[begin:end]), 1) for begin, end in bounds)
        border = burn_values(lattice, lines, ["ALL_TOUCHED=TRUE"]) > 0
        # One cell more: a border on the very line between two lattice cells is burned into one of them only.
        self.unsure = binary_dilation(border, np.ones((3, 3), dtype=bool))
        control.check()

    def at(self, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The polygon at each point, −1 for none, whether it lies within several, and whether both must be looked up
        instead: (n,) each.
        """
        col = np.minimum(((x - self.west) / self.size).astype(np.int64), self.cols - 1)
        row = np.minimum(((self.north - y) / self.size).astype(np.int64), self.rows - 1)
        return self.label[row, col], self.several[row, col], self.unsure[row, col]


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


def _locate_in_squares(squares: _Squares, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The index of the square of each point, −1 for none, and whether there are several: (n,) each.

    Squares hold their west and north sides.
    """
    rows, cols = int(squares.row.max()) + 1, int(squares.col.max()) + 1
    number, copies = np.full((rows, cols), -1), np.zeros((rows, cols), dtype=np.int32)
    np.add.at(copies, (squares.row, squares.col), 1)
    # Backwards, so that the first of equal cells stays. A reversed view will not do: NumPy walks it forwards.
    backwards = np.ascontiguousarray(np.arange(len(squares.row))[::-1])
    number[squares.row[backwards], squares.col[backwards]] = backwards
    col = np.floor((x - squares.west) / squares.size_m).astype(np.int64)
    row = np.floor((squares.north - y) / squares.size_m).astype(np.int64)
    inside = (col >= 0) & (col < cols) & (row >= 0) & (row < rows)
    place = np.clip(row, 0, rows - 1), np.clip(col, 0, cols - 1)
    return np.where(inside, number[place], -1), inside & (copies[place] > 1)
