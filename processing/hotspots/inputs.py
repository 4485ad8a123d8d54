"""The inputs of Extract hotspots: a grid or a raster, roads across it, and which cells are neighbours."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from qgis.core import QgsProcessingException

from ...algorithms.cells.neighbours import nearest_distance, within_distance
from ...algorithms.errors import PatrolError
from ...algorithms.hotspots.riskcells import RiskCells, proportional
from ..cells.cells import CellFields, CellLayer, cells_of_polygons, cells_of_raster
from ..layers.fields import chosen_field
from ..layers.rasters import read_raster
from ..layers.reading import read_polygons
from .remarks import case_of
from .streets import stretches_of_roads

if TYPE_CHECKING:
    from ..framework.run import Run
    from ..framework.source import Source


def read_cells(run: Run) -> CellLayer:
    """The cells of the grid or the raster, or the stretches of the roads that cross them."""
    roads = run.source("ROADS")
    source = run.source("GRID")
    with run.part(0.0, 1.0 if roads is None else 0.6):
        layer = _cells_of_raster(run) if source is None else _cells_of_grid(run, source)
    if roads is None:
        return layer
    with run.part(0.6, 1.0):
        return stretches_of_roads(run, roads, layer)


def _cells_of_raster(run: Run) -> CellLayer:
    raster = run.raster("RASTER")
    if raster is None:
        raise QgsProcessingException(run.algorithm.invalidRasterError(run.parameters, "RASTER"))
    band = run.integer("BAND") or 1
    grid, values = read_raster(raster, run.label("RASTER"), band)
    layer = cells_of_raster(grid, values, raster.crs(), CellFields(f"band {band}"))
    run.counts.tell(cells=len(layer.cells), skipped=0)
    return layer


def _cells_of_grid(run: Run, source: Source) -> CellLayer:
    named = run.field("RISK_FIELD") or "risk"
    risk_field = source.own_name(named)
    if risk_field is None:
        raise PatrolError(
            "{label}: there is no field {named}; choose the Risk field. Fields: {names}.",
            label=source.label,
            named=named,
            names=list(source.fields.names()),
        )
    crs = run.working_crs()
    fields = CellFields(
        risk_field,
        source.first_field("n"),
        chosen_field(run, source, "BASELINE_FIELD"),
        source.first_field("cell_id"),
        _weight_of_case(run, source, risk_field),
    )
    polygons = read_polygons(run, source, crs, fields.names)
    layer = cells_of_polygons(polygons, fields, crs, run.control)
    polygons.skipped.report(run.warn)
    run.counts.tell(cells=len(layer.cells), skipped=polygons.skipped.total)
    if run.word("METHOD") == "gi":
        _warn_of_smoothness(run, layer)
    return layer


def _warn_of_smoothness(run: Run, layer: CellLayer) -> None:
    """Gi* on a risk that a kernel has spread finds the kernel."""
    cells, fields = layer.cells, layer.fields
    counts = [count for count in (cells.count, cells.judged) if count is not None]
    if not counts or any(proportional(cells.risk, count) for count in counts):
        return
    counted = fields.count or fields.judged
    run.warn(
        "The risk in {risk} is not proportional to the incidents in {counted}. A risk that a kernel has spread "
        "is smooth by itself, so that Gi* finds more cells significant than the incidents show; choose {counted} "
        "as the {risk_field}.",
        risk=fields.risk,
        counted=counted,
        risk_field=run.label("RISK_FIELD"),
    )


def _weight_of_case(run: Run, source: Source, risk_field: str) -> str | None:
    """The field with the incidents' weight in the case of a risk field; None, with a warning, where it is missing."""
    case = case_of(risk_field)
    if case is None:
        return None
    field = source.own_name(f"w_{case}")
    if field is None and source.has_field("n"):
        run.warn(
            "n and PAI count the incidents in the field n, which a risk grid has for all times, not those of "
            "case {case}: {label} has no field w_{case} with their weight. Create a risk grid writes it.",
            case=case,
            label=source.label,
        )
    return field


def with_neighbours(run: Run, layer: CellLayer) -> RiskCells:
    """The cells with the neighbours that Gi* looks at."""
    kind = run.word("NEIGHBOURS")
    distance = run.number("DISTANCE")
    if kind != "distance":
        if distance > 0:
            run.warn(
                "{distance} is not used: {neighbours} is {kind}. Choose distance to use it.",
                distance=run.label("DISTANCE"),
                neighbours=run.label("NEIGHBOURS"),
                kind=kind,
            )
        if kind == "star" or layer.corners is None:
            return layer.cells
        return replace(layer.cells, around=layer.corners(run.control))
    if not distance > 0:
        distance = nearest_distance(layer.centre_x, layer.centre_y)
        run.info(
            "Neighbours are centres within {distance:,.1f} m, the least distance at which every cell has one.",
            distance=distance,
        )
    around = within_distance(layer.centre_x, layer.centre_y, distance, run.control)
    alone = len(layer.cells) - len(np.unique(around))
    if alone:
        run.warn(
            "{n:,} of {cells:,} cells have no neighbour within {distance:g} m, so that only their own value "
            "counts there: a larger {field} (0: the least at which every cell has one) mends it.",
            n=alone,
            cells=len(layer.cells),
            distance=distance,
            field=run.label("DISTANCE"),
        )
    return replace(layer.cells, around=around)
