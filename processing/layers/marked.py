"""Which polygons hold which points, and which points are near others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from qgis.core import QgsWkbTypes
from scipy.spatial import cKDTree

from ...algorithms.cells.inside import pairs_inside
from .geometries import rings_of
from .reading import read_points, read_polygons
from .skipped import tell_skipped

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry

    from ...algorithms.control import Control
    from ..framework.run import Run


def held_by(
    polygons: Sequence[QgsGeometry], x: np.ndarray, y: np.ndarray, control: Control
) -> tuple[np.ndarray, np.ndarray]:
    """Every pair of a polygon and a point (p,) in it: two int64 (pairs,), by polygon, then point."""
    if not len(polygons) or not len(x):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    point, polygon = pairs_inside(x, y, *rings_of(polygons, control).borders, control)
    order = np.lexsort((point, polygon))
    return polygon[order], point[order]


def held_by_areas(areas: np.ndarray, x: np.ndarray, y: np.ndarray, control: Control) -> tuple[np.ndarray, np.ndarray]:
    """The same for places (n,) of which only some have a polygon: pairs of a place and a point in its own.

    areas: QgsGeometry or None objects (n,).
    x, y: float64 (p,), of the points.
    control: takes the stop.
    """
    known = np.flatnonzero([area is not None for area in areas])
    polygon, point = held_by([areas[at] for at in known.tolist()], x, y, control)
    return known[polygon], point


def near_to(
    x: np.ndarray, y: np.ndarray, other_x: np.ndarray, other_y: np.ndarray, within_m: float
) -> tuple[np.ndarray, np.ndarray]:
    """Every pair of a point (p,) and one of the others (q,) that is near it: two int64 (pairs,), by point."""
    if not len(x) or not len(other_x):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    found = cKDTree(np.column_stack([other_x, other_y])).query_ball_point(np.column_stack([x, y]), within_m)
    size = np.array([len(some) for some in found], dtype=np.int64)
    other = np.array([one for some in found for one in sorted(some)], dtype=np.int64)
    return np.repeat(np.arange(len(x)), size), other


class Marked:
    """Places that a layer of the user's marks: points, or polygons."""

    def __init__(self, run: Run, name: str, crs: QgsCoordinateReferenceSystem) -> None:
        """Read the layer of an optional parameter; without it, or where it is empty, nothing is marked."""
        self.x, self.y = np.zeros(0), np.zeros(0)
        self.polygons: list[QgsGeometry] = []
        source = run.source(name)
        if source is None:
            return
        if source.count == 0:
            run.warn("{label}: the layer is empty; it marks nothing.", label=source.label)
            return
        if QgsWkbTypes.geometryType(source.source.wkbType()) == QgsWkbTypes.GeometryType.PolygonGeometry:
            areas = read_polygons(run, source, crs)
            self.polygons = list(areas.geometries)
            tell_skipped(run, areas.skipped)
        else:
            points = read_points(run, source, crs, placed=True)
            self.x, self.y = points.x, points.y
            tell_skipped(run, points.skipped)

    def __bool__(self) -> bool:
        return bool(len(self.x) or self.polygons)

    def holds(self, x: np.ndarray, y: np.ndarray, within_m: float, control: Control) -> np.ndarray:
        """Which points (p,) lie in one of the polygons or near one of the points, bool (p,)."""
        chosen = np.zeros(len(x), dtype=bool)
        chosen[held_by(self.polygons, x, y, control)[1]] = True
        if len(self.x) and len(x):
            away, _ = cKDTree(np.column_stack([self.x, self.y])).query(np.column_stack([x, y]))
            chosen |= away <= within_m
        return chosen
