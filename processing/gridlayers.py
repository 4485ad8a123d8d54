"""The risk grid as a layer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from qgis.core import QgsWkbTypes

from ..algorithms.surface import RiskSurface
from .geometries import square_geometry
from .layers import Column, fields_of, write_features

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry

    from ..algorithms.grid import Grid
    from .run import Run

WARN_CELLS = 500_000


def write_grid_layer(run: Run, output: str, surface: RiskSurface, crs: QgsCoordinateReferenceSystem) -> str:
    """One square per cell of the study area; returns where it was written."""
    grid = surface.grid
    cells = grid.cells()
    if len(cells) > WARN_CELLS:
        run.warn(f"{run.label(output)}: {len(cells):,} cells are written; larger cells are quicker to draw.")
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
    sink, destination = run.open_sink(output, fields_of(columns), QgsWkbTypes.Type.Polygon, crs)
    write_features(run, sink, columns, cell_squares(grid, cells), run.label(output))
    del sink
    return destination


def cell_squares(grid: Grid, cells: np.ndarray) -> Iterator[QgsGeometry]:
    """The squares of cells, by flat index."""
    row, col = np.divmod(cells, grid.cols)
    west = (grid.x_min + col * grid.cell_size_m).tolist()
    north = (grid.y_max - row * grid.cell_size_m).tolist()
    size = grid.cell_size_m
    return (square_geometry(x, y, size) for x, y in zip(west, north))
