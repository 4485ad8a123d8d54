"""patrol:planroute: one officer's route through stops within a shift."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSource,
)

from ...algorithms.methods import choices, described
from ...algorithms.route import planners
from ...algorithms.texts import Text
from ..framework import parameters as shared
from ..framework.base import PatrolAlgorithm
from ..roads.parameters import SOURCE_HELP, STREET_FIELD_HELP, street_field, travel_source

if TYPE_CHECKING:
    from ..framework.run import Run
    from .inputs import Inputs
    from .outputs import Result


class PlanRoute(PatrolAlgorithm):
    """Stops to a route along the roads, with times, within a shift."""

    ID = "planroute"
    TITLE = "Plan a patrol route"
    GROUP = ("patrol", "Patrol")
    ICON = "planroute"
    STUDY = ("STOPS",)
    TAGS = "patrol route hotspots stops tour shift roads nearest orienteering fuzzy genetic CPSPA windows gpx timetable"
    # A report plans the route by all methods.
    PARTS = (1, 2, 1)
    SUMMARY = (
        "One officer's route through the stops along the roads: who is where when, which stops do not fit into the "
        "shift, and what the same shift gives when the stops are driven in order of priority alone.\n"
        "One-way streets, speeds and the traffic of the hour are respected. Stops far from every road, on roads that "
        "are not connected with the start, or that cannot be left again, are reported and the others planned.\n"
        "Stops may be open at certain times only, ask for a longer stay, or be a must; the officer may have a break, "
        "and a place to end at. For the car there are a timetable with streets, GPX, KML and CSV; for the analyst a "
        "report that compares all methods with the order of the layer."
    )
    HELP = {
        "STOPS": "Points to visit, such as hotspot peaks or way-points; or polygons: their peak (fields peak_x, "
        "peak_y) or a point on them.",
        "PRIORITY_FIELD": "How important each stop is, 0 or more; without it every stop counts 1. Stops without a "
        "value are left out.",
        "PROBABILITIES": "Table with fields day (1 = Monday), hour, cluster and prob, as from Find patrol way-points; "
        "the cluster is the name of a stop. Without it the route's prob is NULL, and the method fuzzy takes the "
        "priority in its place.",
        **shared.ROAD_HELP,
        **SOURCE_HELP,
        "START": "Where the officer sets out, as x,y [EPSG:code]; without a code in the working CRS. However far from "
        "a road, the route begins on the nearest one, or where no stop can be served from that on the nearest road of "
        "the stops, with a warning. Empty: the stop of highest priority, or without a priority field the first.",
        "END": "Where the route must end within the shift, as x,y [EPSG:code], such as another station; not together "
        "with a return to the start. Empty: at whichever stop is the last.",
        "RETURN": "Whether the route ends where it starts, within the shift.",
        "DEPARTURE": "When the officer sets out, local time. Empty: today 08:00.",
        "SHIFT_HOURS": "Length of the shift in hours; the last visit (and the way back) ends within it.",
        "DWELL": "Minutes at each stop.",
        "METHOD": described(planners.PLANNERS),
        "STOP_FIELD": "Field that names the stops. Empty: the first of stop, hotspot_id, cluster, id, else the "
        "feature id. A field called name is not taken: it may be somebody's.",
        "OPEN_FIELD": "When a stop opens: "
        + shared.TIMES_HELP
        + "; or a time of day (09:00), of the opening that is the "
        "first not over at the departure. The whole stay lies within the opening; who is "
        "early waits. NULL: open from the start.",
        "CLOSE_FIELD": "When a stop closes, by when the stay is over; a date without a time of day is open until its "
        "end; a time of day (17:00) is the first after the departure. NULL: never.",
        "DWELL_FIELD": "Minutes at each stop; NULL: those of the dwell time for all.",
        "MUST_FIELD": "1: must be visited, at the cost of any other stop; -1: must not be visited; 0 or NULL: if it "
        "fits. A stop that must be visited and cannot be is named in the log.",
        "BREAK_ON": "When the officer's break begins, within the shift; nobody drives or stays at a stop during it. "
        "Empty: there is none.",
        "BREAK_MIN": "Length of the break in minutes; only with the start of the break.",
        "REVISIT": "What is left of the shift is used to come back to the most important stops, each not before so "
        "many minutes after the stay before; 0: nobody comes back. A stop counts once in SCORE.",
        "VARIANTS": "How many different routes are made, of which one is drawn by lot for each shift, so that nobody "
        "can predict it; 1: the plan alone. All of them are in ROUTE and VISITS, by the field variant (1 is the plan); "
        "the numbers are those of the plan.",
        "WITHIN": "By how many percent a variant may collect less priority than the best route found.",
        "STREET_FIELD": STREET_FIELD_HELP,
        "TIME_LIMIT": "Seconds after which planning stops, variants and revisits included (where they are asked for, "
        "half of it is theirs); the plan so far is kept, with a warning. Reading, the travel times, "
        "and what the plan is compared with, come on top.",
        "SEED": "Decides between stops that are equally good; with the method genetic, what is drawn by lot.",
        "CRS": "Projected CRS in metres to compute in; empty: the stops' own, or their UTM zone.",
        "ROUTE": "A line along the roads per leg: leg, from_stop, to_stop, prob (of the destination at the day and "
        "hour of departure; NULL on the way back and without PROBABILITIES), km, minutes, depart, arrive, street "
        "(those it takes, in driving order, the longest few), variant. A leg between "
        "two stops at one place has no geometry.",
        "VISITS": "The stops in their order: seq, stop, arrive, depart, lat, lon (WGS 84), priority, begin (of the "
        "stay, where one waits for the opening or a break), wait (minutes), street (on which it lies), "
        "visit (2 and more: somebody was there before on this route), variant.",
        "SKIPPED_STOPS": "Stops that are not on the route: stop, priority, reason.",
        "GPX": "The route for navigation devices (GPX 1.1): a way-point per place, a route through them, a track per "
        "leg with a time at each vertex. Times are in UTC, by the time zone of this computer; texts are in local time.",
        "KML": "The route for globes such as Google Earth (KML 2.2): placemarks of the stops and legs, with times.",
        "CSV": "The timetable for whoever drives, a row per place, in words and clock times: opens in a spreadsheet "
        "(UTF-8 with its mark, separated by commas).",
        "REPORT": "HTML page with map, timetable, legs, and all methods and the order of the layer on the same travel "
        "times. Each other method is run for it, for " + f"{planners.COMPARED_S:g}" + " seconds at most.",
        "KM": "Length of the route.",
        "MINUTES": "Minutes of driving.",
        "SCORE": "Sum of the priorities visited.",
        "SKIPPED": "Stops left out for want of a usable geometry or priority, or far from every road.",
        "GAP": "How far SCORE lies below an upper bound, in % of the bound: no route of this shift can collect more "
        "priority than the bound, and the best may collect less. 0: none is better; −1: the method knows no bound.",
        "VISITED": "Different stops visited.",
        "REVISITS": "Visits to stops that were visited before.",
        "VARIANTS_FOUND": "Routes in ROUTE and VISITS.",
        "ENTROPY": "Of the visit times over the variants, as a share of the most that so many routes can have: 0 where "
        "each stop is visited in the same half hour on all of them (or there is one route), 1 where in none.",
        "NOT_VISITED": "Stops that are not on the route: those of SKIPPED_STOPS.",
        "BASELINE_KM": "The same stops in order of priority alone, within the same shift, passing over what no longer "
        "fits.",
    }
    DRESS = {
        "ROUTE": ("route", "depart", "arrive"),
        "VISITS": ("visits", "arrive", "depart"),
        "SKIPPED_STOPS": ("unvisited", "", ""),
    }

    def define(self) -> list[Any]:
        # In the toolbox what is said of the stops and the shift goes before how roads are read.
        roads, *how_roads_are_read = shared.roads(optional=True)
        return [
            QgsProcessingParameterFeatureSource("STOPS", "Stops", [shared.POINTS, shared.POLYGONS]),
            shared.number_field("PRIORITY_FIELD", "Priority field", "STOPS"),
            shared.source("PROBABILITIES", "Probabilities by day and hour", shared.TABLE, optional=True),
            roads,
            shared.point("START", "Start", optional=True),
            shared.point("END", "End", optional=True),
            QgsProcessingParameterBoolean("RETURN", "Return to the start", False),
            shared.moment("DEPARTURE", "Departure", optional=True),
            shared.shift_hours(8.0),
            shared.dwell("Dwell time at a stop (min)", 15.0),
            shared.word("METHOD", "Method", choices(planners.PLANNERS), planners.OPTIMAL),
            shared.advanced(shared.field("STOP_FIELD", "Stop name field", "STOPS")),
            shared.advanced(shared.time_field("STOPS", "OPEN_FIELD", True, "Opening field")),
            shared.advanced(shared.time_field("STOPS", "CLOSE_FIELD", True, "Closing field")),
            shared.advanced(shared.number_field("DWELL_FIELD", "Dwell time field (min)", "STOPS")),
            shared.advanced(shared.field("MUST_FIELD", "Must field (1 must be visited, -1 must not)", "STOPS")),
            *shared.breaks(),
            shared.advanced(
                shared.number(
                    "REVISIT", "Come back to a stop after (min, 0 never)", 0.0, least=0, most=10080, why="a week"
                )
            ),
            shared.advanced(
                shared.integer("VARIANTS", "Number of variants", 1, least=1, most=50, why="more than a month of shifts")
            ),
            shared.advanced(shared.number("WITHIN", "How much less a variant may score (%)", 5.0, least=0, most=100)),
            *how_roads_are_read,
            street_field(),
            *travel_source(),
            shared.time_limit(),
            shared.seed(),
            shared.working_crs(),
            shared.sink("ROUTE", "Route", shared.LINES),
            shared.sink("VISITS", "Visits", shared.POINTS),
            shared.sink("SKIPPED_STOPS", "Skipped stops", shared.POINTS, optional=True),
            shared.file_output("GPX", "GPX file", "GPX files (*.gpx)"),
            shared.file_output("KML", "KML file", "KML files (*.kml)"),
            shared.file_output("CSV", "Timetable", "CSV files (*.csv)"),
            shared.file_output("REPORT", "Report", "HTML files (*.html)"),
            QgsProcessingOutputNumber("KM", "Kilometres"),
            QgsProcessingOutputNumber("MINUTES", "Minutes of driving"),
            QgsProcessingOutputNumber("VISITED", "Stops visited"),
            QgsProcessingOutputNumber("SCORE", "Priority collected"),
            QgsProcessingOutputNumber("REVISITS", "Revisits"),
            QgsProcessingOutputNumber("VARIANTS_FOUND", "Variants"),
            QgsProcessingOutputNumber("ENTROPY", "Entropy of visit times (0–1)"),
            QgsProcessingOutputNumber("GAP", "Distance to the bound (%)"),
            QgsProcessingOutputNumber("NOT_VISITED", "Stops not visited"),
            QgsProcessingOutputNumber("SKIPPED", "Stops that could not be read"),
            QgsProcessingOutputNumber("BASELINE_KM", "Kilometres in order of priority"),
            QgsProcessingOutputNumber("BASELINE_MINUTES", "Minutes of driving in order of priority"),
            QgsProcessingOutputNumber("BASELINE_VISITED", "Stops visited in order of priority"),
            QgsProcessingOutputNumber("BASELINE_SCORE", "Priority collected in order of priority"),
        ]

    def problems(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        if parameters.get("END") and self.parameterAsBool(parameters, "RETURN", context):
            return Text("Give either an End (END) or a Return to the start (RETURN), not both.")
        return ""

    def packages(self, parameters: dict[str, Any], context: QgsProcessingContext) -> tuple[str, ...]:
        # That parameter alone: QGIS converts all it is handed, and crashes at a layer that has been deleted since.
        chosen = {name: parameters[name] for name in ("METHOD",) if name in parameters}
        word = self.parameterAsEnumString(chosen, "METHOD", context)
        return next((method.packages for method in planners.PLANNERS if method.word == word), ())

    def read(self, run: Run) -> Inputs:
        from .inputs import read_inputs

        return read_inputs(run)

    def compute(self, run: Run, inputs: Inputs) -> Result:
        from .planning import plan

        return plan(run, inputs)

    def write(self, run: Run, inputs: Inputs, result: Result) -> dict[str, Any]:
        from .exports import write_exports
        from .outputs import write_legs, write_skipped, write_visits

        route, baseline = result.route, result.baseline
        if len(result.driven) > 1:
            run.dress("ROUTE", "route_variants", "depart", "arrive")
            run.dress("VISITS", "visits_variants", "arrive", "depart")
        with run.part(0.0, 0.3):
            outputs = {"ROUTE": write_legs(run, inputs, result)}
        with run.part(0.3, 0.6):
            outputs["VISITS"] = write_visits(run, inputs, result)
        if run.wanted("SKIPPED_STOPS"):
            with run.part(0.6, 0.8):
                outputs["SKIPPED_STOPS"] = write_skipped(run, inputs, route)
        with run.part(0.8, 0.9):
            outputs |= write_exports(run, inputs, result)
        if run.wanted("REPORT"):
            from .report import write_route_report

            outputs["REPORT"] = run.path("REPORT")
            write_route_report(run, outputs["REPORT"], inputs, result)
        return {
            **outputs,
            "KM": route.km,
            "MINUTES": route.driving_min,
            "VISITED": route.visited,
            "REVISITS": route.revisits,
            "VARIANTS_FOUND": len(result.driven),
            "ENTROPY": result.entropy.relative,
            "SCORE": route.score,
            "GAP": result.gap_percent,
            "NOT_VISITED": len(route.skipped),
            "SKIPPED": run.counts.skipped,
            "BASELINE_KM": baseline.km,
            "BASELINE_MINUTES": baseline.driving_min,
            "BASELINE_VISITED": len(baseline.visits),
            "BASELINE_SCORE": baseline.score,
        }
