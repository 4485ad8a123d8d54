"""Which polygon of a layer each of many points lies in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Callable

import numpy as np

from ..layers.geometries import Rings, rings_of

if TYPE_CHECKING:
    from qgis.core import QgsGeometry

    from ...algorithms.control import Control
    from ..framework.run import Run

# Vertices closer than this are the same corner.
_CORNER_M = 1e-3
# shapely does not answer a cancel: so many points are looked up at a time, and so many of their candidates tested.
_POINTS_AT_ONCE = 10_000
_TESTS_AT_ONCE = 100_000
# Tiles of the points' extent along a side; one more, squared, is what 16 bits hold.
_TILES = 255
# Cells of the table in which the squares of a grid are looked up.
_MOST_TABLE = 50_000_000


class PolygonLocator:
    """Which polygon of a layer each point lies in: of several that hold it the smallest, of equally small the first.

    So of a city, its districts and their beats a point is in the beat, and it is in one polygon only.

    Cells of a square grid are computed; all other polygons are looked up with shapely.
    """

    def __init__(self, geometries: Sequence[QgsGeometry]) -> None:
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
        return _locate_in_polygons(rings, x, y, run.control)


def _locate_in_polygons(rings: Rings, x: np.ndarray, y: np.ndarray, control: Control) -> tuple[np.ndarray, np.ndarray]:
    """As locate_all, in polygons of any shape; a point on an edge is in."""
    import shapely

    # Cells of one size differ by rounding.
    by_area = np.argsort(rings.areas().astype(np.float32), kind="stable")
    control.check()
    polygons = _as_shapely(rings, control)[by_area]
    control.check()
    # Prepared polygons are asked by the even-odd rule, so that one that crosses itself has an inside too.
    shapely.prepare(polygons)
    tree = shapely.STRtree(polygons)
    control.check()

    def tested(test: Callable[..., np.ndarray], point: np.ndarray, polygon: np.ndarray) -> np.ndarray:
        answers = [np.zeros(0, dtype=bool)]
        for begin in range(0, len(point), _TESTS_AT_ONCE):
            control.check()
            which = slice(begin, begin + _TESTS_AT_ONCE)
            answers.append(test(polygons[polygon[which]], x[point[which]], y[point[which]]))
        return np.concatenate(answers)

    # By place in by_area; one too many for none.
    found, several = np.full(len(x), len(polygons)), np.zeros(len(x), dtype=bool)
    order = _side_by_side(x, y)
    for start in range(0, len(x), _POINTS_AT_ONCE):
        control.step(start, len(x))
        some = order[start : start + _POINTS_AT_ONCE]
        place, polygon = tree.query(shapely.points(x[some], y[some]))
        hit = tested(shapely.intersects_xy, some[place], polygon)
        place, polygon = place[hit], polygon[hit]
        np.minimum.at(found, some[place], polygon)
        crowded = np.bincount(place, minlength=len(some))[place] > 1
        place, polygon = place[crowded], polygon[crowded]
        within = tested(shapely.contains_xy, some[place], polygon)
        several[some[np.bincount(place[within], minlength=len(some)) > 1]] = True
    return np.append(by_area, -1)[found], several


def _side_by_side(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """An order of points (n,) by which neighbours follow each other: tile by tile, row by row.

    Polygons that are asked again at once are still at the processor's hand, which is several times faster.
    """
    if not len(x):
        return np.zeros(0, dtype=np.int64)
    col, row = (
        ((values - values.min()) * (_TILES / max(np.ptp(values), _CORNER_M))).astype(np.uint16) for values in (x, y)
    )
    tile = row * np.uint16(_TILES + 1) + col
    # NumPy sorts numbers of 16 bits without comparing them.
    return np.argsort(tile, kind="stable")


def _as_shapely(rings: Rings, control: Control) -> np.ndarray:
    """The polygons as shapely's MultiPolygons, None where one has no ring: object (n,)."""
    import shapely

    found = np.full(rings.number, None, dtype=object)
    if len(rings.polygon):
        begins = ~rings.hole
        begins[1:] |= np.diff(rings.polygon) != 0
        begins[0] = True
        loops = shapely.linearrings(rings.xy, indices=rings.vertex_ring)
        control.check()
        parts = shapely.polygons(loops, indices=np.cumsum(begins) - 1)
        control.check()
        shapely.multipolygons(parts, indices=rings.polygon[begins], out=found)
    return found


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
