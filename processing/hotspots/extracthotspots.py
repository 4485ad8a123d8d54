"""patrol:extracthotspots: a risk grid to hotspots."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBand,
    QgsProcessingParameterRasterLayer,
)

from ...algorithms.hotspots.methods import METHODS
from ...algorithms.methods import choices, described
from ...algorithms.texts import Text
from ..framework import parameters as shared
from ..framework.base import PatrolAlgorithm

if TYPE_CHECKING:
    from ...algorithms.hotspots.extraction import HotspotSettings
    from ...algorithms.hotspots.measures import Hotspots
    from ..cells.cells import CellLayer
    from ..framework.run import Run

NEIGHBOURS = ("queen", "star", "distance")
# Beyond this many they tell nothing new.
_MOST_PERMUTATIONS = 999_999


class ExtractHotspots(PatrolAlgorithm):
    """A risk grid to the areas, or the streets, worth a patrol."""

    ID = "extracthotspots"
    TITLE = "Extract hotspots"
    GROUP = ("risk", "Risk and hotspots")
    ICON = "extracthotspots"
    PACKAGES = ("numpy", "scipy", "shapely")
    STUDY = ("GRID",)
    TAGS = (
        "crime hotspot coldspot risk coverage threshold pai getis ord gi gistar significance contiguous street segment "
        "emerging persistent fading change"
    )
    SUMMARY = (
        "Picks the cells of greatest risk, merges those that share an edge, and gives each hotspot its peak: by a "
        "share of the area, a threshold, the significance of Gi*, or as a number of areas in one piece. With roads, "
        "hotspots are streets; with a baseline, they are new, persistent or fading.\n"
        "PAI (prediction accuracy index) is the share of incidents in the hotspots divided by their share of the area: "
        "1 is no better than chance."
    )
    HELP = {
        "GRID": "Polygons with a risk field, as from Create a risk grid. Either these or a raster. A field named n, if "
        "there is one, is taken for the number of incidents in each cell; n and PAI of the hotspots come from it.",
        "RISK_FIELD": "Field with the risk of each cell. Cells without one are left out, and their area with them. For "
        "the risk of a case, such as risk_t1, PAI counts the incidents of that case by their weight (w_t1), if the "
        "grid has it; n stays that of all times.",
        "BASELINE_FIELD": "Field with the risk of each cell in an earlier period. The method is used on both, and each "
        "hotspot is emerging (hot now only), persistent (hot in both) or fading (hot in the earlier period only). That "
        "is relative to the share, or whatever makes a cell hot, in each period: both should be equally long. Single "
        "cells along the edge of a core change easily. The least and greatest number of hotspots and cells hold for "
        "the hotspots of each period by itself, before they are compared.",
        "RASTER": "Raster of risk values, instead of polygons.",
        "BAND": "Band of the raster.",
        "ROADS": "Lines of roads: hotspots are then stretches of street, cut at junctions and at the length of a cell. "
        "A stretch has the mean risk of the cells it crosses, by length; the incidents of a cell are shared among its "
        "streets by length. Areas become lengths of road in all that follows, and sums of risk are of risk · km: into "
        "how many lines a street is cut does not matter.",
        "METHOD": described(METHODS),
        "COVERAGE": "Share of the area in percent (coverage, contiguous).",
        "THRESHOLD": "Least risk of a hot cell (threshold).",
        "ALPHA": "Significance level of the Gi* statistic: the share of false discoveries that is borne "
        "(Benjamini-Hochberg over all cells, two-sided, because cold places are found as well). "
        "The other methods do not use it.",
        "NEIGHBOURS": "Which cells Gi* looks at around each. queen: those that share an edge or a corner. star: only "
        "an edge (four of a square, six of a hexagon). distance: those whose centre is near. Streets: those that share "
        "an end (queen, star).",
        "DISTANCE": "How near, in metres, for the neighbours by distance. 0: near enough that every cell has one, "
        "which the log says.",
        "STAR": "The cell itself counts among its neighbours (Gi*). Off: it does not (Gi).",
        "PERMUTATIONS": "How many random permutations give the p-values of Gi*; 0: they come from the normal "
        "distribution. Many zeros and few high counts call for them: take 999, or more for many cells. p is then "
        "2 · (e + 1) / (permutations + 1), with e permutations as extreme as the cell's neighbours. The cell's own "
        "value is held fixed, so that p tests its surroundings: a lone extreme cell is not significant by itself.",
        "SEED": "Equal seeds give equal permutations.",
        "MAX_HOTSPOTS": "Keep only this many hotspots, those with the greatest summed risk; 0 keeps all. contiguous: "
        "how many areas; 0 takes as many as each has cells.",
        "MIN_CELLS": "Leave out hotspots of fewer cells.",
        "CRS": "Projected CRS in metres to compute in; empty: the grid's own, or its UTM zone.",
        "HOTSPOTS": "Merged areas (with roads: lines): hotspot_id, rank (1 = greatest summed risk), cells, area_m2, "
        "risk_sum (with roads: of risk · km), risk_max, n (incidents, from the field n of the grid), z and p (Gi*: the "
        "greatest score and the least corrected p of its cells), peak_x, peak_y, change (emerging, persistent, "
        "fading), length_m (of road), street (from the field name of the roads: the one with the most of its length). "
        "Fading ones come last, with the risk, z and p of the earlier period, and n of now. risk_base: the sum of the "
        "baseline field, as risk_sum; empty without one.",
        "POINTS": "The centre of the riskiest cell of each hotspot, with the same ids.",
        "CELL_SCORES": "Gi* of every cell: cell_id, value, z, p (normal distribution), p_fdr (corrected), p_perm "
        "(permutations), kind (hot, cold, none).",
        "REPORT": "HTML page with a map, the hotspots, how concentrated incidents are, and the method.",
        "HOTSPOTS_FOUND": "How many features there are, fading ones among them.",
        "COVERED_PERCENT": "Share of the area (with roads: of their length) that is hot now.",
        "EMERGING": "Hotspots that are hot now only; empty without a baseline.",
        "PERSISTENT": "Hotspots that are hot in both periods; empty without a baseline.",
        "FADING": "Hotspots that were hot in the earlier period only; empty without a baseline.",
    }
    DRESS = {
        "HOTSPOTS": ("hotspots", "", ""),
        "POINTS": ("peaks", "", ""),
        "CELL_SCORES": ("gi_cells", "", ""),
    }

    def define(self) -> list[Any]:
        return [
            shared.source("GRID", "Risk grid", shared.POLYGONS, optional=True),
            shared.number_field("RISK_FIELD", "Risk field", "GRID", "risk"),
            QgsProcessingParameterRasterLayer("RASTER", "Risk raster (instead of a grid)", optional=True),
            QgsProcessingParameterBand("BAND", "Band", 1, "RASTER", True),
            shared.source("ROADS", "Roads (hotspots are streets)", shared.LINES, optional=True),
            shared.word("METHOD", "Method", choices(METHODS), METHODS[0].word),
            shared.number(
                "COVERAGE",
                "Coverage (% of area)",
                5.0,
                above=0,
                most=100,
                text="Coverage must be above {above} and at most {most} % of the area, not {value:g}.",
            ),
            shared.number("THRESHOLD", "Threshold (risk)", 0.5),
            shared.integer(
                "MAX_HOTSPOTS",
                "Greatest number of hotspots (0 = all)",
                0,
                least=0,
                low="Greatest number of hotspots must not be negative; 0 keeps all.",
            ),
            shared.advanced(shared.number_field("BASELINE_FIELD", "Baseline field (earlier period)", "GRID")),
            shared.advanced(
                shared.number(
                    "ALPHA",
                    "Significance level",
                    0.05,
                    above=0,
                    below=1,
                    text="{label} must be above {above} and below {below}, such as 0.05 for 5 %, not {value:g}.",
                )
            ),
            shared.advanced(shared.word("NEIGHBOURS", "Neighbours of a cell", NEIGHBOURS, "queen")),
            shared.advanced(
                shared.metres(
                    "DISTANCE",
                    "Distance for neighbours",
                    0.0,
                    least=0,
                    low="Distance for neighbours must not be negative; 0 takes the least that gives every cell one.",
                )
            ),
            shared.advanced(shared.choice("STAR", "The cell counts itself (Gi*)", True)),
            shared.advanced(
                shared.integer(
                    "PERMUTATIONS",
                    "Permutations (0 = none)",
                    0,
                    least=0,
                    most=_MOST_PERMUTATIONS,
                    text="Permutations must be from {least} (none) to {most:,}, not {value:,}; 999 or 9,999 are usual.",
                )
            ),
            shared.seed(),
            shared.advanced(
                shared.integer(
                    "MIN_CELLS", "Least cells of a hotspot", 1, least=1, low="{label} must be at least {least}."
                )
            ),
            shared.working_crs(),
            shared.sink("HOTSPOTS", "Hotspots", shared.ANY_VECTOR),
            shared.sink("POINTS", "Hotspot peaks", shared.POINTS, optional=True),
            shared.sink("CELL_SCORES", "Gi* of all cells", shared.ANY_VECTOR, optional=True, by_default=False),
            shared.file_output("REPORT", "Report", "HTML files (*.html)"),
            QgsProcessingOutputNumber("HOTSPOTS_FOUND", "Hotspots found"),
            QgsProcessingOutputNumber("COVERED_PERCENT", "Area covered (%)"),
            QgsProcessingOutputNumber("PAI", "Prediction accuracy index"),
            QgsProcessingOutputNumber("EMERGING", "Emerging hotspots"),
            QgsProcessingOutputNumber("PERSISTENT", "Persistent hotspots"),
            QgsProcessingOutputNumber("FADING", "Fading hotspots"),
            QgsProcessingOutputNumber("SKIPPED", "Cells and roads left out"),
        ]

    def problems(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        has_grid, has_raster = bool(parameters.get("GRID")), bool(parameters.get("RASTER"))
        if has_grid and has_raster:
            return Text("Give either a Risk grid (polygons) or a Risk raster, not both.")
        if not has_grid and not has_raster:
            return Text("Give either a Risk grid (polygons) or a Risk raster.")
        if has_raster and parameters.get("BASELINE_FIELD"):
            return Text(
                "Baseline field (earlier period) is a field of the Risk grid; a raster has none. Give the grid as "
                "polygons, with the risk of both periods in two fields."
            )
        method = self.parameterAsEnumString(parameters, "METHOD", context)
        if parameters.get("CELL_SCORES") and method != "gi":
            return Text(
                "Gi* of all cells comes from the method gi, not {method}. Choose gi, or leave this output out.",
                method=method,
            )
        return ""

    def read(self, run: Run) -> CellLayer:
        from .inputs import read_cells

        return read_cells(run)

    def compute(self, run: Run, inputs: CellLayer) -> Hotspots:
        from ...algorithms.hotspots.extraction import extract_hotspots
        from .inputs import with_neighbours
        from .remarks import report_result

        settings = self._settings(run)
        with run.part(0.0, 0.4):
            cells = with_neighbours(run, inputs) if settings.method == "gi" else inputs.cells
        with run.part(0.4, 1.0):
            found = extract_hotspots(cells, settings, run.control)
        report_result(run, inputs, settings, found)
        return found

    def write(self, run: Run, inputs: CellLayer, result: Hotspots) -> dict[str, Any]:
        from ...algorithms.hotspots.change import EMERGING, FADING, PERSISTENT
        from .outputs import dress_hotspots, write_hotspots, write_peaks, write_scores

        dress_hotspots(run, inputs, result.change is not None)
        outputs: dict[str, Any] = {}
        outputs["HOTSPOTS"], shapes = write_hotspots(run, inputs, result)
        if run.wanted("POINTS"):
            outputs["POINTS"] = write_peaks(run, inputs, result)
        if run.wanted("CELL_SCORES") and result.scores is not None:
            outputs["CELL_SCORES"] = write_scores(run, inputs, result.scores)
        if run.wanted("REPORT"):
            from .report import write_hotspot_report

            outputs["REPORT"] = run.path("REPORT")
            write_hotspot_report(run, outputs["REPORT"], inputs, self._settings(run), result, shapes)
        return {
            **outputs,
            "HOTSPOTS_FOUND": len(result),
            "COVERED_PERCENT": result.covered_percent,
            "PAI": None if result.pai != result.pai else result.pai,
            "EMERGING": result.changed(EMERGING),
            "PERSISTENT": result.changed(PERSISTENT),
            "FADING": result.changed(FADING),
            "SKIPPED": run.counts.skipped,
        }

    @staticmethod
    def _settings(run: Run) -> HotspotSettings:
        from ...algorithms.hotspots.extraction import HotspotSettings
        from ...algorithms.hotspots.getisord import GiSettings

        return HotspotSettings(
            run.word("METHOD"),
            run.number("COVERAGE"),
            run.number("THRESHOLD"),
            run.integer("MAX_HOTSPOTS"),
            run.integer("MIN_CELLS"),
            GiSettings(run.flag("STAR"), run.number("ALPHA"), run.integer("PERMUTATIONS"), run.integer("SEED")),
        )
