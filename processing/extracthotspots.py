"""patrol:extracthotspots: a risk grid to hotspots."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBand,
    QgsProcessingParameterRasterLayer,
    QgsWkbTypes,
)

from . import parameters as shared
from .base import PatrolAlgorithm

if TYPE_CHECKING:
    from ..algorithms.hotspots import Hotspots
    from .celllayers import CellLayer
    from .run import Run


class ExtractHotspots(PatrolAlgorithm):
    """A risk grid to the areas worth a patrol."""

    ID = "extracthotspots"
    TITLE = "Extract hotspots"
    GROUP = ("risk", "Risk")
    ICON = "extracthotspots"
    TAGS = "crime hotspot risk coverage threshold pai"
    SUMMARY = (
        "Picks the cells of greatest risk, merges those that share an edge, and gives each hotspot its peak.\n"
        "PAI (prediction accuracy index) is the share of incidents in the hotspots divided by their share of the area: "
        "1 is no better than chance."
    )
    HELP = {
        "GRID": "Polygons with a risk field, as from Create a risk grid. Either these or a raster. A field named n, if "
        "there is one, is taken for the number of incidents in each cell; n and PAI of the hotspots come from it.",
        "RISK_FIELD": "Field with the risk of each cell. Cells without one are left out, and their area with them.",
        "RASTER": "Raster of risk values, instead of polygons.",
        "BAND": "Band of the raster.",
        "METHOD": "coverage: the riskiest cells up to a share of the area. "
        "threshold: every cell with at least this risk.",
        "COVERAGE": "Share of the area in percent (coverage).",
        "THRESHOLD": "Least risk of a hot cell (threshold).",
        "ALPHA": "Significance level of the Gi* statistic, false-discovery corrected. "
        "Coverage and threshold do not use it.",
        "MAX_HOTSPOTS": "Keep only this many hotspots, those with the greatest summed risk; 0 keeps all.",
        "MIN_CELLS": "Leave out hotspots of fewer cells.",
        "CRS": "Projected CRS in metres to compute in; empty: the grid's own, or its UTM zone.",
        "HOTSPOTS": "Merged areas: hotspot_id, rank (1 = greatest summed risk), cells, area_m2, risk_sum, risk_max, "
        "n (incidents, from the field n of the grid), z, p, peak_x, peak_y.",
        "POINTS": "The centre of the riskiest cell of each hotspot, with the same ids.",
    }
    DRESS = {"HOTSPOTS": ("hotspots", "", ""), "POINTS": ("peaks", "", "")}

    def define(self) -> list[Any]:
        return [
            shared.source("GRID", "Risk grid", shared.POLYGONS, optional=True),
            shared.number_field("RISK_FIELD", "Risk field", "GRID", "risk"),
            QgsProcessingParameterRasterLayer("RASTER", "Risk raster (instead of a grid)", optional=True),
            QgsProcessingParameterBand("BAND", "Band", 1, "RASTER", True),
            shared.word("METHOD", "Method", ("coverage", "threshold"), "coverage"),
            shared.number("COVERAGE", "Coverage (% of area)", 5.0),
            shared.number("THRESHOLD", "Threshold (risk)", 0.5),
            shared.advanced(shared.number("ALPHA", "Significance level", 0.05)),
            shared.integer("MAX_HOTSPOTS", "Greatest number of hotspots (0 = all)", 0),
            shared.advanced(shared.integer("MIN_CELLS", "Least cells of a hotspot", 1)),
            shared.working_crs(),
            shared.sink("HOTSPOTS", "Hotspots", QgsProcessing.SourceType.TypeVectorPolygon),
            shared.sink("POINTS", "Hotspot peaks", QgsProcessing.SourceType.TypeVectorPoint, optional=True),
            QgsProcessingOutputNumber("HOTSPOTS_FOUND", "Hotspots found"),
            QgsProcessingOutputNumber("COVERED_PERCENT", "Area covered (%)"),
            QgsProcessingOutputNumber("PAI", "Prediction accuracy index"),
            QgsProcessingOutputNumber("SKIPPED", "Cells left out"),
        ]

    def problems(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        has_grid, has_raster = bool(parameters.get("GRID")), bool(parameters.get("RASTER"))
        if has_grid == has_raster:
            return "Give either a Risk grid (polygons) or a Risk raster" + (", not both." if has_grid else ".")
        coverage = self.parameterAsDouble(parameters, "COVERAGE", context)
        if not 0 < coverage <= 100:
            return f"Coverage must be above 0 and at most 100 % of the area, not {coverage:g}."
        if self.parameterAsInt(parameters, "MAX_HOTSPOTS", context) < 0:
            return "Greatest number of hotspots must not be negative; 0 keeps all."
        if self.parameterAsInt(parameters, "MIN_CELLS", context) < 1:
            return "Least cells of a hotspot must be at least 1."
        return ""

    def read(self, run: Run) -> CellLayer:
        from .celllayers import cells_of_polygons, cells_of_raster

        source = run.source("GRID")
        skipped = 0
        if source is None:
            from .rasters import read_raster

            raster = run.raster("RASTER")
            grid, values = read_raster(raster, run.label("RASTER"), run.integer("BAND") or 1)
            layer = cells_of_raster(grid, values, raster.crs())
        else:
            from ..algorithms.errors import PatrolError
            from .layers import read_polygons

            risk_field = run.field("RISK_FIELD") or "risk"
            if not source.has_field(risk_field):
                names = ", ".join(source.fields.names())
                raise PatrolError(
                    f"{source.label}: there is no field {risk_field}; choose the Risk field. Fields: {names}."
                )
            crs = run.working_crs(source)
            count_field = source.first_field("n")
            polygons = read_polygons(run, source, crs, [risk_field, count_field])
            layer = cells_of_polygons(polygons, risk_field, count_field, crs, run.control)
            polygons.skipped.report(run.warn)
            skipped = polygons.skipped.total
        run.counts.update(cells=len(layer.cells), skipped=skipped)
        return layer

    def compute(self, run: Run, inputs: CellLayer) -> Hotspots:
        import numpy as np

        from ..algorithms.hotspots import HotspotSettings, extract_hotspots

        settings = HotspotSettings(
            run.word("METHOD"),
            run.number("COVERAGE"),
            run.number("THRESHOLD"),
            run.integer("MAX_HOTSPOTS"),
            run.integer("MIN_CELLS"),
        )
        found = extract_hotspots(inputs.cells, settings)
        if len(found):
            known = "unknown without incident counts (a field n)" if np.isnan(found.pai) else f"{found.pai:.2f}"
            run.info(f"{len(found):,} hotspots in {found.covered_percent:.1f} % of the area, PAI {known}.")
            bare = 0 if found.count is None else int((found.count == 0).sum())
            if bare:
                run.warn(
                    f"{bare:,} of {len(found):,} hotspots have no incident of their own (n = 0): their risk comes from "
                    "the environment alone, or from incidents in the cells around them."
                )
        else:
            known = inputs.cells.risk[np.isfinite(inputs.cells.risk)]
            greatest = f"{known.max():.3g}" if len(known) else "unknown"
            run.warn(
                f"No hotspot: the greatest risk of a cell is {greatest}. Lower the threshold or the least number of "
                "cells, or check that the grid has incidents."
            )
        return found

    def write(self, run: Run, inputs: CellLayer, result: Hotspots) -> dict[str, Any]:
        from .celllayers import dissolve
        from .geometries import point_geometry
        from .layers import Column, fields_of, write_features

        number = len(result)
        order = list(range(1, number + 1))
        peak_x, peak_y = inputs.centre_x[result.peak], inputs.centre_y[result.peak]
        unknown = [None] * number
        identity = [Column("hotspot_id", "int", order), Column("rank", "int", order)]
        measures = [
            Column("cells", "int", result.cells),
            Column("area_m2", "float", result.area_m2),
            Column("risk_sum", "float", result.risk_sum),
            Column("risk_max", "float", result.risk_max),
            Column("n", "int", unknown if result.count is None else result.count),
            Column("z", "float", unknown),
            Column("p", "float", unknown),
        ]
        areas = [*identity, *measures, Column("peak_x", "float", peak_x), Column("peak_y", "float", peak_y)]
        shapes = dissolve(inputs, result.of_cell, number, run.control)
        kind = (
            QgsWkbTypes.Type.MultiPolygon if any(shape.isMultipart() for shape in shapes) else QgsWkbTypes.Type.Polygon
        )
        sink, destination = run.open_sink("HOTSPOTS", fields_of(areas), kind, inputs.crs)
        write_features(run, sink, areas, shapes, run.label("HOTSPOTS"), kind)
        outputs: dict[str, Any] = {"HOTSPOTS": destination}
        if run.wanted("POINTS"):
            peaks = [*identity, *measures]
            sink, outputs["POINTS"] = run.open_sink("POINTS", fields_of(peaks), QgsWkbTypes.Type.Point, inputs.crs)
            points = [point_geometry(x, y) for x, y in zip(peak_x, peak_y)]
            write_features(run, sink, peaks, points, run.label("POINTS"))
        pai = None if result.pai != result.pai else result.pai
        return {
            **outputs,
            "HOTSPOTS_FOUND": number,
            "COVERED_PERCENT": result.covered_percent,
            "PAI": pai,
            "SKIPPED": run.counts["skipped"],
        }
