"""The risk grid as a layer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from qgis.core import QgsWkbTypes

from ...algorithms.risk.surface import RiskSurface
from ..layers.geometries import polygon_geometries
from ..layers.writing import Column, fields_of, write_features
from .writing import write_cells

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry

    from ...algorithms.cells.grid import Grid
    from ..framework.run import Run


def write_grid_layer(
    run: Run,
    output: str,
    surface: RiskSurface,
    crs: QgsCoordinateReferenceSystem,
    clipped: dict[int, QgsGeometry] | None = None,
) -> str:
    """One polygon per cell of the study area; returns where it was written.

    run: whose output it is.
    output: the parameter.
    surface: the cells and their figures.
    crs: they are in.
    clipped: what is left of some cells, by flat index; all are then multipolygons, as some may be in two parts.
    """
    grid = surface.grid
    cells = grid.cells()
    row, col = np.divmod(cells, grid.cols)
    columns = [
        Column("cell_id", "int", grid.place_ids(cells)),
        Column("row", "int", row),
        Column("col", "int", col),
        Column("n", "int", surface.count.ravel()[cells].astype(np.int64)),
        Column("density", "float", surface.density.ravel()[cells]),
        Column("risk", "float", surface.risk.ravel()[cells]),
    ]
    for case, values in zip(surface.cases, surface.case_risk):
        columns.append(Column(f"risk_{case.name}", "float", values.ravel()[cells]))
    columns.append(Column("weight", "float", surface.weight.ravel()[cells]))
    if len(surface.cases) > 1:
        for case, values in zip(surface.cases, surface.case_weight):
            columns.append(Column(f"w_{case.name}", "float", values.ravel()[cells]))
    if clipped is None:
        return write_cells(run, output, columns, lambda start, end: cell_rings(grid, cells[start:end]), crs)
    kind = QgsWkbTypes.Type.MultiPolygon
    sink, destination = run.open_sink(output, fields_of(columns), kind, crs)
    shapes = (clipped.get(cell, shape) for cell, shape in zip(cells.tolist(), cell_geometries(grid, cells)))
    write_features(run, sink, columns, shapes, run.label(output), kind)
    del sink
    return destination


def cell_rings(grid: Grid, cells: np.ndarray) -> np.ndarray:
    """The outlines of cells, by flat index, the first corner again as the last: float64 (n, corners + 1, 2)."""
    corners = grid.corners_of(cells)
    return np.concatenate([corners, corners[:, :1]], axis=1)


def cell_geometries(grid: Grid, cells: np.ndarray) -> Iterator[QgsGeometry]:
    """The polygons of cells, by flat index."""
    return polygon_geometries(cell_rings(grid, cells))
