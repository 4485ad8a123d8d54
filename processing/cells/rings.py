"""The outlines of a grid's cells, as arrays and as polygons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from ..layers.geometries import polygon_geometries

if TYPE_CHECKING:
    from qgis.core import QgsGeometry

    from ...algorithms.cells.grid import Grid


def cell_rings(grid: Grid, cells: np.ndarray) -> np.ndarray:
    """The outlines of cells, by flat index, the first corner again as the last: float64 (n, corners + 1, 2)."""
    corners = grid.corners_of(cells)
    return np.concatenate([corners, corners[:, :1]], axis=1)


def cell_geometries(grid: Grid, cells: np.ndarray) -> Iterator[QgsGeometry]:
    """The polygons of cells, by flat index."""
    return polygon_geometries(cell_rings(grid, cells))
