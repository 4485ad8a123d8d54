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
    QgsWkbTypes,
)

from ..framework import parameters as shared
from ..framework.base import PatrolAlgorithm

if TYPE_CHECKING:
    from ...algorithms.risk.surface import RiskSurface
    from ..framework.run import Run
    from .inputs import Inputs

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
        "METHOD": "count: incidents per km² of the cell itself. kernel: smooth density around the cell's centre. "
        "adaptive: the same with a bandwidth of its own for each incident, narrow where they are dense and wide where "
        "they are sparse (two stages).",
        "BANDWIDTH": "How far an incident reaches, in metres (kernel, adaptive): the radius of the quartic kernel, the "
        "standard deviation of the Gaussian. 0: by a rule of thumb (Scott), which the log tells; it smooths a city "
        "rather too much.",
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
        "ENVIRONMENT_SHARE": "Share of the environment in the risk, 0 to 1; only with facilities.",
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
            shared.source("STUDY_AREA", "Study area", shared.POLYGONS, optional=True),
            shared.advanced(QgsProcessingParameterRasterLayer("TEMPLATE", "Template raster", optional=True)),
            QgsProcessingParameterMultipleLayers("FACILITIES", "Facilities", shared.ANY_VECTOR, optional=True),
            shared.field("FACILITY_TYPE_FIELD", "Facility type field", "FACILITIES"),
            shared.metres("CELL_SIZE", "Cell size", 250.0),
            shared.word("CELL_SHAPE", "Cell shape", ("square", "hexagon"), "square"),
            shared.word("METHOD", "Density method", ("count", "kernel", "adaptive"), "kernel"),
            shared.metres("BANDWIDTH", "Bandwidth", 500.0),
            shared.advanced(shared.word("KERNEL", "Kernel", ("quartic", "gaussian"), "quartic")),
            shared.advanced(shared.choice("EDGE_CORRECTION", "Correct at the study area's border", True)),
            shared.advanced(shared.choice("CLIP", "Clip the cells to the study area", False)),
            shared.advanced(shared.number("HALF_LIFE", "Half-life (days)", 0.0)),
            shared.word("CASES", "Cases", ("overall", "turn", "turn_weekend"), "overall"),
            shared.advanced(shared.number("ENVIRONMENT_SHARE", "Environment share", 0.3)),
            shared.advanced(shared.moment("PERIOD_START", "Only incidents from", optional=True)),
            shared.advanced(shared.moment("PERIOD_END", "Only incidents before", optional=True)),
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
            self._length_problem(parameters, context)
            or self._shape_problem(parameters, context)
            or self._share_problem(parameters, context)
            or self._time_problem(parameters, context)
        )

    def _length_problem(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        for name in ("CELL_SIZE", "BANDWIDTH"):
            label = self.parameterDefinition(name).description()
            value = self.parameterAsDouble(parameters, name, context)
            if name == "BANDWIDTH" and value == 0:
                continue
            if not value > 0:
                rule = ", or 0 for a rule of thumb" if name == "BANDWIDTH" else ""
                return f"{label} must be greater than 0{rule}, not {value:g}."
            if not _LEAST_M <= value <= _MOST_M:
                return f"{label} must lie between {_LEAST_M:g} and {_MOST_M:g}, not {value:g}."
        half_life = self.parameterAsDouble(parameters, "HALF_LIFE", context)
        if not half_life >= 0:
            return f"Half-life (days) must not be negative (0: none), not {half_life:g}."
        return ""

    def _shape_problem(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        if self.parameterAsBool(parameters, "CLIP", context) and not parameters.get("STUDY_AREA"):
            return "To clip the cells there must be a Study area: choose one, or do not clip."
        if self.parameterAsEnumString(parameters, "CELL_SHAPE", context) == "square":
            return ""
        if parameters.get("TEMPLATE"):
            return "The cells of a Template raster are squares: choose Cell shape square, or a Study area instead."
        if parameters.get("RASTER"):
            return (
                "A Risk raster has square cells: choose Cell shape square, or leave the raster out (the Risk grid and "
                "the Risk array hold hexagons, too)."
            )
        return ""

    def _share_problem(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        share = self.parameterAsDouble(parameters, "ENVIRONMENT_SHARE", context)
        if not 0 <= share <= 1:
            return f"Environment share must be from 0 (incidents only) to 1 (environment only), not {share:g}."
        if share == 1 and not parameters.get("FACILITIES"):
            return "An Environment share of 1 leaves only the environment: give Facilities, or lower the share."
        return ""

    def _time_problem(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        if parameters.get("TIME_FIELD"):
            return ""
        cases = self.parameterAsEnumString(parameters, "CASES", context)
        if cases != "overall":
            return (
                f"Cases by {cases} need to know when each incident happened: choose the Time field, or Cases overall."
            )
        if parameters.get("PERIOD_START") or parameters.get("PERIOD_END"):
            return (
                "A period needs to know when each incident happened: choose the Time field, or leave the period empty."
            )
        if parameters.get("END_TIME_FIELD"):
            return "An End time field needs the Time field, when the interval begins: choose it, too."
        if self.parameterAsDouble(parameters, "HALF_LIFE", context) > 0:
            return "A Half-life needs to know when each incident happened: choose the Time field, or a Half-life of 0."
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
        from .facilities import tell_correlations
        from .remarks import tell_cells

        now = run.moment("PERIOD_END")
        surface = risk_surface(
            inputs.grid, inputs.incidents, inputs.settings, inputs.facilities, run.control, inputs.area, now,
            inputs.cell_areas_m2(),
        )  # fmt: skip
        run.info(surface.formula())
        tell_cells(run, surface)
        if surface.environment is not None:
            tell_correlations(surface.environment, run.info, run.warn)
        return surface

    def write(self, run: Run, inputs: Inputs, result: RiskSurface) -> dict[str, Any]:
        from ..cells.rings import write_grid_layer
        from ..layers.rasters import write_array, write_raster
        from ..layers.writing import fields_of, write_features
        from .facilities import correlation_columns

        outputs: dict[str, Any] = {"GRID": write_grid_layer(run, "GRID", result, inputs.crs, inputs.clipped)}
        run.control.check()
        if run.wanted("RASTER"):
            outputs["RASTER"] = run.written["RASTER"] = run.layer_path("RASTER")
            titles = [case.title for case in result.cases]
            path = run.staging.file(outputs["RASTER"], run.label("RASTER"))
            write_raster(path, result.grid, result.as_array(), titles, inputs.crs, run.label("RASTER"))
        run.control.check()
        if run.wanted("ARRAY"):
            outputs["ARRAY"] = self._array_path(run)
            path = run.staging.file(outputs["ARRAY"], run.label("ARRAY"))
            write_array(path, result.as_array(), run.label("ARRAY"))
        run.control.check()
        if run.wanted("CORRELATIONS"):
            columns = correlation_columns(result.environment)
            sink, destination = run.open_sink(
                "CORRELATIONS", fields_of(columns), QgsWkbTypes.Type.NoGeometry, inputs.crs
            )
            write_features(run, sink, columns, None, run.label("CORRELATIONS"))
            outputs["CORRELATIONS"] = destination
        if run.wanted("REPORT"):
            from .report import write_risk_report

            outputs["REPORT"] = run.path("REPORT")
            write_risk_report(run, outputs["REPORT"], result, inputs)
        cells = int(result.grid.mask.sum())
        incidents = inputs.incidents
        return {
            **outputs,
            "CELLS": cells,
            "INCIDENTS_USED": len(incidents),
            "SKIPPED": run.counts["skipped"],
            "HOURS_KNOWN": None if incidents.time is None else int(not incidents.whole_days),
        }

    @staticmethod
    def _array_path(run: Run) -> str:
        """Where the array goes: a file the user names, else the study's own name, in the folder given or a new one.

        What has no ending is a folder, and is made at the end where it is not there.
        """
        from pathlib import Path

        path, named = Path(run.path("ARRAY")), run.parameters["ARRAY"]
        if named == QgsProcessing.TEMPORARY_OUTPUT:
            return str(path.with_name(ARRAY_NAME))
        return str(path if path.suffix and not path.is_dir() else path / ARRAY_NAME)
