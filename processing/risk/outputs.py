"""A risk surface as layers and files: the grid, the raster, the array, the correlations of facilities."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from qgis.core import QgsProcessing, QgsWkbTypes

from ..cells.rings import cell_geometries, cell_rings
from ..cells.writing import write_cells
from ..layers.rasters import write_array, write_raster
from ..layers.writing import Column, fields_of, write_features, write_layer

if TYPE_CHECKING:
    from ...algorithms.risk.environment import Environment
    from ...algorithms.risk.surface import RiskSurface
    from ..framework.run import Run
    from .inputs import Inputs


def write_surface(run: Run, inputs: Inputs, surface: RiskSurface, array_name: str) -> dict[str, Any]:
    """All that is wanted of GRID, RASTER, ARRAY and CORRELATIONS: where each was written.

    ``array_name``: what the array is called where only a folder is given.
    """
    outputs: dict[str, Any] = {"GRID": _write_grid(run, inputs, surface)}
    run.control.check()
    if run.wanted("RASTER"):
        outputs["RASTER"] = _write_raster(run, inputs, surface)
    run.control.check()
    if run.wanted("ARRAY"):
        outputs["ARRAY"] = _array_path(run, array_name)
        path = run.staging.file(outputs["ARRAY"], run.label("ARRAY"))
        write_array(path, surface.as_array(), run.label("ARRAY"))
    run.control.check()
    if run.wanted("CORRELATIONS"):
        columns = _correlation_columns(surface.environment)
        outputs["CORRELATIONS"] = write_layer(
            run, "CORRELATIONS", columns, None, QgsWkbTypes.Type.NoGeometry, inputs.crs
        )
    return outputs


def _write_grid(run: Run, inputs: Inputs, surface: RiskSurface) -> str:
    """One polygon per cell of the study area, multipolygons where cells are clipped, as some may be in two parts."""
    grid, clipped = surface.grid, inputs.clipped
    cells = grid.cells()
    columns = _grid_columns(surface, cells)
    if clipped is None:
        return write_cells(run, "GRID", columns, lambda start, end: cell_rings(grid, cells[start:end]), inputs.crs)
    kind = QgsWkbTypes.Type.MultiPolygon
    sink, destination = run.open_sink("GRID", fields_of(columns), kind, inputs.crs)
    shapes = (clipped.get(cell, shape) for cell, shape in zip(cells.tolist(), cell_geometries(grid, cells)))
    write_features(run, sink, columns, shapes, run.label("GRID"), kind)
    return destination


def _grid_columns(surface: RiskSurface, cells: np.ndarray) -> list[Column]:
    """The figures of cells, by flat index."""
    row, col = np.divmod(cells, surface.grid.cols)
    columns = [
        Column("cell_id", "int", surface.grid.place_ids(cells)),
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
    return columns


def _write_raster(run: Run, inputs: Inputs, surface: RiskSurface) -> str:
    destination = run.written["RASTER"] = run.layer_path("RASTER")
    titles = [case.title for case in surface.cases]
    path = run.staging.file(destination, run.label("RASTER"))
    write_raster(path, surface.grid, surface.as_array(), titles, inputs.crs, run.label("RASTER"))
    return destination


def _array_path(run: Run, name: str) -> str:
    """Where the array goes: a file the user names, else one of this name, in the folder given or a new one.

    What has no ending is a folder, and is made at the end where it is not there.
    """
    path, named = Path(run.path("ARRAY")), run.parameters["ARRAY"]
    if named == QgsProcessing.TEMPORARY_OUTPUT:
        return str(path.with_name(name))
    return str(path if path.suffix and not path.is_dir() else path / name)


def _correlation_columns(environment: Environment | None) -> list[Column]:
    """The correlations of the environment as a table; no row without facilities."""
    found = environment.correlations if environment else ()
    return [
        Column("facility", "text", [item.facility for item in found]),
        Column("geometry", "text", [item.geometry for item in found]),
        Column("n", "int", [item.count for item in found]),
        Column("cells", "int", [item.cells for item in found]),
        Column("amount", "float", [item.amount for item in found]),
        Column("pearson", "float", [item.pearson for item in found]),
        Column("p_value", "float", [item.p_value for item in found]),
        Column("spearman", "float", [item.spearman for item in found]),
        Column("p_spearman", "float", [item.p_spearman for item in found]),
        Column("p_adjusted", "float", [item.p_adjusted for item in found]),
        Column("weight", "float", [item.weight for item in found]),
    ]
