"""What a risk grid is made of: the grid of the study area, the incidents in it, the facilities by kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.cells.arearaster import AreaRaster
from ...algorithms.cells.grid import Grid
from ...algorithms.cells.hexgrid import HexagonGrid
from ...algorithms.risk.surface import SurfaceSettings
from ...algorithms.texts import Text
from ..cells.areacutting import AreaCutter
from ..cells.studyarea import StudyArea, grid_of_area, grid_of_points, read_study_area
from ..layers.incidents import in_period, read_incidents, without_strays
from ..layers.rasters import read_raster
from .facilities import read_facilities
from .remarks import warn_of_many_cells

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry

    from ...algorithms.incidents.incidents import Incidents
    from ...algorithms.risk.facilities import Facilities
    from ..framework.run import Run


@dataclass(frozen=True)
class Inputs:
    """What was read.

    ``area``: the study area for the edge correction, None for none. ``clipped``: by flat index, what is left of each
    cell that is clipped to the study area; None where cells stay whole.
    """

    crs: QgsCoordinateReferenceSystem
    grid: Grid
    incidents: Incidents
    facilities: list[Facilities]
    settings: SurfaceSettings
    area: AreaRaster | None
    clipped: dict[int, QgsGeometry] | None

    def cell_areas_m2(self) -> np.ndarray | None:
        """The area of each cell where some are clipped: float64 (rows, cols)."""
        if self.clipped is None:
            return None
        areas = np.full(self.grid.rows * self.grid.cols, self.grid.cell_area_m2)
        areas[list(self.clipped)] = [part.area() for part in self.clipped.values()]
        return areas.reshape(self.grid.shape)


def read_inputs(run: Run) -> Inputs:
    """Everything of patrol:riskgrid, the incidents of the period only, so that no grid knows tomorrow."""
    settings = SurfaceSettings(
        method=run.word("METHOD"),
        bandwidth_m=run.number("BANDWIDTH"),
        cases=run.word("CASES"),
        environment_share=run.number("ENVIRONMENT_SHARE"),
        kernel=run.word("KERNEL"),
        half_life_days=run.number("HALF_LIFE"),
    )
    shape = HexagonGrid if run.word("CELL_SHAPE") == "hexagon" else Grid
    size = run.number("CELL_SIZE")
    source, area_source = run.required_source("INCIDENTS"), run.source("STUDY_AREA")
    template = run.raster("TEMPLATE")
    crs = template.crs() if template is not None else run.working_crs()
    hours_or = "" if settings.cases == "overall" else Text("{label} overall", label=run.label("CASES"))
    points, incidents = read_incidents(run, source, crs, hours_or)
    skipped = points.skipped
    incidents = in_period(run, incidents, run.moment("PERIOD_START"), run.moment("PERIOD_END"))
    area = read_study_area(run, area_source, crs) if area_source is not None else None
    if template is not None:
        if run.given("CRS"):
            run.info(
                "{label} is not used: the template's own CRS {own} is the grid's.",
                label=run.label("CRS"),
                own=crs.authid(),
            )
        grid = read_raster(template, run.label("TEMPLATE"))[0]
        if area is not None:
            grid = grid.within(area.mask(grid, run.control))
    elif area is not None and area_source is not None:
        grid = grid_of_area(run, area_source, crs, shape, area, size)
    else:
        incidents = without_strays(incidents, skipped)
        grid = grid_of_points(run, source, crs, shape, incidents.x, incidents.y, size)
    warn_of_many_cells(run, grid)
    inside = grid.cell_index(incidents.x, incidents.y) >= 0
    if area is not None:
        inside &= area.holds(grid, incidents.x, incidents.y, run.control)
    skipped.add(Text("outside the study area"), int((~inside).sum()))
    skipped.require_some(int(inside.sum()), points.read)
    skipped.report(run.warn)
    incidents = incidents.where(inside)
    run.counts.tell(incidents_read=points.read, skipped=skipped.total, incidents_used=len(incidents))
    bounds = _bounds(run, grid, area, template is not None) if settings.has_kernel else None
    clipped = area.clipped(grid, run.control) if area is not None and run.flag("CLIP") else None
    facilities = read_facilities(run, crs, cutter=AreaCutter(area, grid) if area is not None else None)
    return Inputs(crs, grid, incidents, facilities, settings, bounds, clipped)


def _bounds(run: Run, grid: Grid, area: StudyArea | None, has_template: bool) -> AreaRaster | None:
    """The area outside which no incident is recorded, where one is known and is to be corrected for."""
    if not run.flag("EDGE_CORRECTION"):
        return None
    if not has_template:
        return area.bounds(run.control, cell_size_m=grid.cell_size_m) if area is not None else None
    template = AreaRaster(grid.x_min, grid.y_max, grid.cell_size_m, grid.mask.astype(float))
    return template if area is None else area.bounds(run.control, grid).within(template)
