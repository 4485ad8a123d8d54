"""patrol:riskgrid: incidents to a grid of risk values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingOutputNumber,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterRasterLayer,
)

from ...algorithms.methods import choices, described
from ...algorithms.risk.methods import DEFAULT_METHOD, METHODS
from ...algorithms.texts import Text
from ..framework import parameters as shared
from ..framework.base import PatrolAlgorithm
from ..framework.bounds import BETWEEN
from ..framework.exclusion import EXCLUSION_HELP, exclusion, exclusion_problem
from ..framework.recordquality import RECORD_QUALITY_HELP, record_quality, record_quality_problem

if TYPE_CHECKING:
    from ...algorithms.risk.surface import RiskSurface
    from ..framework.run import Run
    from .inputs import Inputs

# The study's own name for it.
ARRAY_NAME = "overall_local_heatmap_arr.npy"
# Lengths outside these are slips of the pen, and beyond what numbers can hold further on.
_LEAST_M, _MOST_M = 0.1, 1e6


class RiskGrid(PatrolAlgorithm):
    """Incidents (and facilities) to risk values between 0 and 1, one per cell and time class."""

    ID = "riskgrid"
    TITLE = "Create a risk grid"
    GROUP = ("risk", "Risk and hotspots")
    ICON = "riskgrid"
    STUDY = ("STUDY_AREA", "INCIDENTS")
    INTO_FOLDERS = ("ARRAY",)
    TAGS = "crime incidents density kernel adaptive heatmap hotspot grid hexagon kde aoristic"
    SUMMARY = (
        "Cuts the study area into square or hexagonal cells and gives each a risk value from 0 to 1, from the density "
        "of past incidents and, if facilities are given, from the environment.\nEverything is computed in projected "
        "metres; layers in degrees are reprojected and the log says to what."
    )
    HELP = {
        "INCIDENTS": "Points of past incidents.",
        "TIME_FIELD": f"When each incident happened: {shared.TIMES_HELP}. Needed for cases by turn.",
        "CLOCK_FIELD": shared.CLOCK_HELP.format(field="the Time field"),
        "END_TIME_FIELD": "The latest moment each incident can have happened, where only an interval is known (a "
        "break-in while the owners were out): it is then shared among the cases its interval touches (aoristic "
        "weights). Where it is empty the Time field is the moment itself; a date lasts to its midnight.",
        "WEIGHT_FIELD": "Severity of each incident, not negative; without it every incident counts 1.",
        **EXCLUSION_HELP,
        **RECORD_QUALITY_HELP,
        "STUDY_AREA": "Polygons that bound the study area; without them (and without a template) it is the "
        "incidents' extent.",
        "TEMPLATE": "Raster whose cells become the grid; nodata is outside. It takes the place of study area and "
        "cell size.",
        "FACILITIES": "Layers of facilities: points (bars, shops, stations), lines (streets) or polygons (parks), of "
        "which only what lies in the study area counts. Each kind counts with the correlation of its density with "
        "incidents, if that is significant.",
        "FACILITY_TYPE_FIELD": "Field with the type of each facility; each type is then a kind of its own. Layers "
        "without the field are one kind each.",
        "CELL_SIZE": "Side of a square, or distance between opposite sides of a hexagon, in metres. Cells of one size "
        "align from run to run.",
        "CELL_SHAPE": "square, or hexagon: each cell as far from all of its neighbours; rows are staggered.",
        "METHOD": described(METHODS),
        "BANDWIDTH": "How far an incident reaches, in metres (kernel, adaptive): the radius of the quartic kernel, the "
        "standard deviation of the Gaussian. The rule of thumb is Scott's; the log tells what it chose. It smooths a "
        "city rather too much.",
        "KERNEL": "Shape of the kernel: quartic ends at the bandwidth; gaussian fades out over some three of them.",
        "EDGE_CORRECTION": "Make up for what a kernel cannot see beyond the border of the study area (or template), "
        "where no incident is recorded: each density is divided by the share of its kernel that lies inside, so that "
        "an even city is even up to its border. Without a study area no border is known and nothing is corrected.",
        "CLIP": "Cut the cells at the study area's border, so that their area, and with it densities (of incidents by "
        "count, and of facilities), shares of the area and PAI, is what lies inside. Whole cells align better and are "
        "written faster; incidents and facilities beyond the border do not count in them either.",
        "HALF_LIFE": "Days after which an incident counts half, counted back from the end of the period, or else from "
        "the last incident (where only an interval is known, from its middle); 0: old and new count alike.",
        "CASES": "Time classes that get a risk of their own: overall; turn (00–08, 08–16, 16–24 h); turn_weekend "
        "(turns, Monday–Friday and Saturday–Sunday apart).",
        "ENVIRONMENT_SHARE": "Share of the environment in the risk; only with facilities.",
        "PERIOD_START": "Leave out incidents before this moment; empty: none.",
        "PERIOD_END": "Leave out incidents from this moment on (and those that may have happened later), so that a "
        "grid for tonight does not know tomorrow; empty: none.",
        "CRS": "Projected CRS in metres to compute in; empty: the study layer's own, or its UTM zone.",
        "GRID": "Cells: cell_id, row, col, n (incidents), density (per km²), risk (0–1), risk_<case>, weight (summed); "
        "with several cases also w_<case>, the weight of each. cell_id names the place: grids of one cell size, shape "
        "and CRS agree on it, so that those of two periods can be joined by it; row and col count from this grid's "
        "north-west corner.",
        "RASTER": "Raster of the risk, one band per case, in the format of the file's ending (.tif and others). Square "
        "cells only.",
        "ARRAY": "NumPy file of the risk, (cases, rows, columns), NaN outside the study area. Given a folder (a name "
        f"without an ending), it is named {ARRAY_NAME}. Odd rows of hexagons lie half a cell to the east.",
        "CORRELATIONS": "Table: facility (kind), geometry, n (features), cells that hold some, amount (number, km or "
        "km²), correlations with incidents by Pearson and Spearman with their p-values, p_adjusted "
        "(Benjamini–Hochberg), weight used.",
        "REPORT": "Page with the map, the correlations and the formula.",
        "HOURS_KNOWN": "1 where the times tell the hour, 0 where they are dates; empty without a Time field.",
    }
    DRESS = {"GRID": ("risk", "", ""), "RASTER": ("risk_raster", "", "")}

    def define(self) -> list[Any]:
        polygons = QgsProcessing.SourceType.TypeVectorPolygon
        return [
            shared.source("INCIDENTS", "Incidents", shared.POINTS),
            shared.time_field(optional=True),
            shared.clock_field(),
            shared.advanced(shared.time_field(name="END_TIME_FIELD", label="End time field", optional=True)),
            shared.number_field("WEIGHT_FIELD", "Weight field (severity)", "INCIDENTS"),
            *map(shared.advanced, exclusion()),
            *record_quality(),
            shared.source("STUDY_AREA", "Study area", shared.POLYGONS, optional=True),
            shared.advanced(QgsProcessingParameterRasterLayer("TEMPLATE", "Template raster", optional=True)),
            QgsProcessingParameterMultipleLayers("FACILITIES", "Facilities", shared.ANY_VECTOR, optional=True),
            shared.field("FACILITY_TYPE_FIELD", "Facility type field", "FACILITIES"),
            shared.metres(
                "CELL_SIZE", "Cell size", 250.0, above=0, least=_LEAST_M, most=_MOST_M, low=BETWEEN, high=BETWEEN
            ),
            shared.word("CELL_SHAPE", "Cell shape", ("square", "hexagon"), "square"),
            shared.word("METHOD", "Density method", choices(METHODS), DEFAULT_METHOD),
            shared.metres(
                "BANDWIDTH",
                "Bandwidth",
                500.0,
                above=0,
                least=_LEAST_M,
                most=_MOST_M,
                zero="a rule of thumb",
                low=BETWEEN,
                high=BETWEEN,
            ),
            shared.advanced(shared.word("KERNEL", "Kernel", ("quartic", "gaussian"), "quartic")),
            shared.advanced(shared.choice("EDGE_CORRECTION", "Correct at the study area's border", True)),
            shared.advanced(shared.choice("CLIP", "Clip the cells to the study area", False)),
            shared.advanced(
                shared.number(
                    "HALF_LIFE",
                    "Half-life (days)",
                    0.0,
                    least=0,
                    low="{label} must not be negative (0: none), not {value:g}.",
                )
            ),
            shared.word("CASES", "Cases", ("overall", "turn", "turn_weekend"), "overall"),
            shared.advanced(
                shared.number(
                    "ENVIRONMENT_SHARE",
                    "Environment share",
                    0.3,
                    least=0,
                    most=1,
                    text="{label} must be from 0 (incidents only) to 1 (environment only), not {value:g}.",
                )
            ),
            shared.advanced(shared.moment("PERIOD_START", "Only incidents from", optional=True, any_year=True)),
            shared.advanced(shared.moment("PERIOD_END", "Only incidents before", optional=True, any_year=True)),
            shared.working_crs(),
            shared.sink("GRID", "Risk grid", polygons),
            QgsProcessingParameterRasterDestination("RASTER", "Risk raster", None, True, False),
            shared.file_output("ARRAY", "Risk array", "NumPy array (*.npy)"),
            shared.sink("CORRELATIONS", "Facility correlations", shared.TABLE, optional=True, by_default=False),
            shared.file_output("REPORT", "Report", "HTML files (*.html)"),
            QgsProcessingOutputNumber("CELLS", "Cells"),
            QgsProcessingOutputNumber("INCIDENTS_USED", "Incidents used"),
            QgsProcessingOutputNumber("SKIPPED", "Incidents left out"),
            QgsProcessingOutputNumber("HOURS_KNOWN", "Times have hours (1) or are dates (0)"),
        ]

    def problems(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        return (
            self._shape_problem(parameters, context)
            or self._share_problem(parameters, context)
            or self._time_problem(parameters, context)
            or exclusion_problem(parameters)
            or record_quality_problem(parameters)
        )

    def _shape_problem(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        if self.parameterAsBool(parameters, "CLIP", context) and not parameters.get("STUDY_AREA"):
            return Text("To clip the cells there must be a Study area: choose one, or do not clip.")
        if self.parameterAsEnumString(parameters, "CELL_SHAPE", context) == "square":
            return ""
        if parameters.get("TEMPLATE"):
            return Text(
                "The cells of a Template raster are squares: choose Cell shape square, or a Study area instead."
            )
        if parameters.get("RASTER"):
            return Text(
                "A Risk raster has square cells: choose Cell shape square, or leave the raster out (the Risk grid and "
                "the Risk array hold hexagons, too)."
            )
        return ""

    def _share_problem(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        share = self.parameterAsDouble(parameters, "ENVIRONMENT_SHARE", context)
        if share == 1 and not parameters.get("FACILITIES"):
            return Text("An Environment share of 1 leaves only the environment: give Facilities, or lower the share.")
        return ""

    def _time_problem(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        if parameters.get("TIME_FIELD"):
            return ""
        cases = self.parameterAsEnumString(parameters, "CASES", context)
        if cases != "overall":
            return Text(
                "Cases by {cases} need to know when each incident happened: choose the Time field, or Cases overall.",
                cases=cases,
            )
        if parameters.get("PERIOD_START") or parameters.get("PERIOD_END"):
            return Text(
                "A period needs to know when each incident happened: choose the Time field, or leave the period empty."
            )
        if parameters.get("END_TIME_FIELD"):
            return Text("An End time field needs the Time field, when the interval begins: choose it, too.")
        if self.parameterAsDouble(parameters, "HALF_LIFE", context) > 0:
            return Text(
                "A Half-life needs to know when each incident happened: choose the Time field, or a Half-life of 0."
            )
        return ""

    def read(self, run: Run) -> Inputs:
        from ..layers.rasters import raster_driver
        from .inputs import read_inputs

        if run.wanted("RASTER"):
            # Before the work, not after it.
            raster_driver(run.layer_path("RASTER"), run.label("RASTER"))
        return read_inputs(run)

    def compute(self, run: Run, inputs: Inputs) -> RiskSurface:
        from ...algorithms.risk.surface import risk_surface
        from .remarks import tell_cells, tell_correlations

        surface = risk_surface(
            inputs.grid,
            inputs.incidents,
            inputs.settings,
            inputs.facilities,
            run.control,
            area=inputs.area,
            now=run.moment("PERIOD_END"),
            cell_area_m2=inputs.cell_areas_m2(),
        )
        run.info(surface.formula())
        tell_cells(run, surface)
        if surface.environment is not None:
            tell_correlations(run, surface.environment)
        return surface

    def write(self, run: Run, inputs: Inputs, result: RiskSurface) -> dict[str, Any]:
        from .outputs import write_surface

        outputs = write_surface(run, inputs, result, ARRAY_NAME)
        if run.wanted("REPORT"):
            from .report import write_risk_report

            outputs["REPORT"] = run.path("REPORT")
            write_risk_report(run, outputs["REPORT"], result, inputs)
        incidents = inputs.incidents
        return {
            **outputs,
            "CELLS": int(result.grid.mask.sum()),
            "INCIDENTS_USED": len(incidents),
            "SKIPPED": run.counts.skipped,
            "HOURS_KNOWN": None if incidents.time is None else int(not incidents.whole_days),
        }
