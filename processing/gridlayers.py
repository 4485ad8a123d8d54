"""The risk grid as a layer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from qgis.core import QgsGeometry, QgsPointXY, QgsWkbTypes

from ..algorithms.surface import RiskSurface
from .layers import Column, fields_of, write_features

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

    from ..algorithms.grid import Grid
    from .run import Run

_AT_ONCE = 10_000


def write_grid_layer(run: Run, output: str, surface: RiskSurface, crs: QgsCoordinateReferenceSystem) -> str:
    """One polygon per cell of the study area; returns where it was written."""
    grid = surface.grid
    cells = grid.cells()
    row, col = np.divmod(cells, grid.cols)
    columns = [
        Column("cell_id", "int", cells.tolist()),
        Column("row", "int", row.tolist()),
        Column("col", "int", col.tolist()),
        Column("n", "int", surface.count.ravel()[cells].tolist()),
        Column("density", "float", surface.density.ravel()[cells].tolist()),
        Column("risk", "float", surface.risk.ravel()[cells].tolist()),
    ]
    for case, values in zip(surface.cases, surface.case_risk):
        columns.append(Column(f"risk_{case.name}", "float", values.ravel()[cells].tolist()))
    columns.append(Column("weight", "float", surface.weight.ravel()[cells].tolist()))
    if len(surface.cases) > 1:
        for case, values in zip(surface.cases, surface.case_weight):
            columns.append(Column(f"w_{case.name}", "float", values.ravel()[cells].tolist()))
    sink, destination = run.open_sink(output, fields_of(columns), QgsWkbTypes.Type.Polygon, crs)
    write_features(run, sink, columns, cell_geometries(grid, cells), run.label(output))
    del sink
    return destination


def cell_geometries(grid: Grid, cells: np.ndarray) -> Iterator[QgsGeometry]:
    """The polygons of cells, by flat index."""
    for begin in range(0, len(cells), _AT_ONCE):
        corners = grid.corners_of(cells[begin : begin + _AT_ONCE])
        for ring in np.concatenate([corners, corners[:, :1]], axis=1).tolist():
            yield QgsGeometry.fromPolygonXY([[QgsPointXY(*corner) for corner in ring]])
