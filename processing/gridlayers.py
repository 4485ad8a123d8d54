"""The risk grid as a layer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from ..algorithms.surface import RiskSurface
from .cellwriting import write_cells
from .geometries import polygon_geometries
from .layers import Column

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
        Column("cell_id", "int", cells),
        Column("row", "int", row),
        Column("col", "int", col),
        Column("n", "int", surface.count.ravel()[cells]),
        Column("density", "float", surface.density.ravel()[cells]),
        Column("risk", "float", surface.risk.ravel()[cells]),
    ]
    for case, values in zip(surface.cases, surface.case_risk):
        columns.append(Column(f"risk_{case.name}", "float", values.ravel()[cells]))
    return write_cells(run, output, columns, lambda start, end: cell_rings(grid, cells[start:end]), crs)


def cell_rings(grid: Grid, cells: np.ndarray) -> np.ndarray:
    """The outlines of cells, by flat index, from the north-west corner clockwise: float64 (n, 5, 2)."""
    row, col = np.divmod(cells, grid.cols)
    west, north = grid.x_min + col * grid.cell_size_m, grid.y_max - row * grid.cell_size_m
    east, south = west + grid.cell_size_m, north - grid.cell_size_m
    corners = [west, north, east, north, east, south, west, south, west, north]
    return np.stack(corners, axis=1).reshape(-1, 5, 2)


def cell_squares(grid: Grid, cells: np.ndarray) -> Iterator[QgsGeometry]:
    """The squares of cells, by flat index."""
    return polygon_geometries(cell_rings(grid, cells))


def correlation_columns(surface: RiskSurface) -> list[Column]:
    """The correlations of the environment as a table; no row without facilities."""
    found = surface.environment.correlations if surface.environment else ()
    return [
        Column("facility", "text", [item.facility for item in found]),
        Column("n", "int", [item.count for item in found]),
        Column("pearson", "float", [item.pearson for item in found]),
        Column("p_value", "float", [item.p_value for item in found]),
        Column("weight", "float", [item.weight for item in found]),
    ]
