"""patrol:planroute: one officer's route through stops within a shift."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSource,
)

from ...algorithms.methods import choices, described, method_of
from ...algorithms.route import planners
from ...algorithms.texts import Text
from ..framework import parameters as shared
from ..framework.base import PatrolAlgorithm

if TYPE_CHECKING:
    from qgis.core import QgsProcessingContext

    from ...algorithms.route.planners import RoutePlanner
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
    TAGS = "patrol route hotspots stops tour shift roads nearest orienteering fuzzy genetic CPSPA"
    SUMMARY = (
        "One officer's route through the stops along the roads: who is where when, which stops do not fit into the "
        "shift, and what the same shift gives when the stops are driven in order of priority alone.\n"
        "One-way streets, speeds and the traffic of the hour are respected. Stops far from every road, on roads that "
        "are not connected with the start, or that cannot be left again, are reported and the others planned."
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
        **shared.SOURCE_HELP,
        "START": "Where the officer sets out, as x,y [EPSG:code]; without a code in the working CRS. However far from "
        "a road, the route begins on the nearest one, or where no stop can be served from that on the nearest road of "
        "the stops, with a warning. Empty: the stop of highest priority, or without a priority field the first.",
        "RETURN": "Whether the route ends where it starts, within the shift.",
        "DEPARTURE": "When the officer sets out, local time. Empty: today 08:00.",
        "SHIFT_HOURS": "Length of the shift in hours; the last visit (and the way back) ends within it.",
        "DWELL": "Minutes at each stop.",
        "METHOD": described(planners.PLANNERS),
        "STOP_FIELD": "Field that names the stops. Empty: the first of stop, hotspot_id, cluster, id, else the "
        "feature id. A field called name is not taken: it may be somebody's.",
        "TIME_LIMIT": "Seconds after which planning stops; the plan so far is kept, with a warning.",
        "SEED": "Decides between stops that are equally good; with the method genetic, what is drawn by lot.",
        "CRS": "Projected CRS in metres to compute in; empty: the stops' own, or their UTM zone.",
        "ROUTE": "A line along the roads per leg: leg, from_stop, to_stop, prob (of the destination at the day and "
        "hour of departure; NULL on the way back and without PROBABILITIES), km, minutes, depart, arrive. A leg "
        "between two stops at one place has no geometry.",
        "VISITS": "The stops in their order: seq, stop, arrive, depart, lat, lon (WGS 84), priority.",
        "SKIPPED_STOPS": "Stops that are not on the route: stop, priority, reason.",
        "KM": "Length of the route.",
        "MINUTES": "Minutes of driving.",
        "SCORE": "Sum of the priorities visited.",
        "SKIPPED": "Stops left out for want of a usable geometry or priority, or far from every road.",
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
        return [
            QgsProcessingParameterFeatureSource("STOPS", "Stops", [shared.POINTS, shared.POLYGONS]),
            shared.number_field("PRIORITY_FIELD", "Priority field", "STOPS"),
            *shared.roads(optional=True),
            *shared.travel_source(),
            shared.point("START", "Start", optional=True),
            QgsProcessingParameterBoolean("RETURN", "Return to the start", False),
            shared.moment("DEPARTURE", "Departure", optional=True),
            shared.shift_hours(8.0),
            shared.dwell("Dwell time at a stop (min)", 15.0),
            shared.word("METHOD", "Method", choices(planners.PLANNERS), "nearest"),
            shared.source("PROBABILITIES", "Probabilities by day and hour", shared.TABLE, optional=True),
            shared.advanced(shared.field("STOP_FIELD", "Stop name field", "STOPS")),
            shared.time_limit(),
            shared.seed(),
            shared.working_crs(),
            shared.sink("ROUTE", "Route", shared.LINES),
            shared.sink("VISITS", "Visits", shared.POINTS),
            shared.sink("SKIPPED_STOPS", "Skipped stops", shared.POINTS, optional=True),
            QgsProcessingOutputNumber("KM", "Kilometres"),
            QgsProcessingOutputNumber("MINUTES", "Minutes of driving"),
            QgsProcessingOutputNumber("VISITED", "Stops visited"),
            QgsProcessingOutputNumber("SCORE", "Priority collected"),
            QgsProcessingOutputNumber("NOT_VISITED", "Stops not visited"),
            QgsProcessingOutputNumber("SKIPPED", "Stops that could not be read"),
            QgsProcessingOutputNumber("BASELINE_KM", "Kilometres in order of priority"),
            QgsProcessingOutputNumber("BASELINE_MINUTES", "Minutes of driving in order of priority"),
            QgsProcessingOutputNumber("BASELINE_VISITED", "Stops visited in order of priority"),
            QgsProcessingOutputNumber("BASELINE_SCORE", "Priority collected in order of priority"),
        ]

    def packages(self, parameters: dict[str, Any], context: QgsProcessingContext) -> tuple[str, ...]:
        # That parameter alone: QGIS converts all it is handed, and crashes at a layer that has been deleted since.
        chosen = {name: parameters[name] for name in ("METHOD",) if name in parameters}
        word = self.parameterAsEnumString(chosen, "METHOD", context)
        return next((method.packages for method in planners.PLANNERS if method.word == word), ())

    def read(self, run: Run) -> Inputs:
        from .inputs import read_inputs

        return read_inputs(run)

    def compute(self, run: Run, inputs: Inputs) -> Result:
        import numpy as np

        from ...algorithms.route.plan import leads_on
        from ...algorithms.route.route import RouteProblem, RouteSettings, best_start
        from ..roads.remarks import report_server
        from ..roads.travel import led_to_stops, tie, travel_times, ways_of
        from .outputs import Result
        from .remarks import report_route

        stops, start = inputs.stops, len(inputs.stops)
        x, y, names = stops.x, stops.y, [Text("stop {name}", name=name) for name in stops.name]
        if inputs.start is not None:
            x, y, names = np.append(x, inputs.start[0]), np.append(y, inputs.start[1]), [*names, Text("the start")]
        ties = None
        if inputs.source is not None:
            # Wherever the officer is, the route begins there.
            ties = tie(run, inputs.source, x, y, names, np.arange(len(x)) >= len(stops))
            run.counts.skip(int(ties.far.sum()))
        with run.part(0.0, 0.4):
            travel = travel_times(run, inputs.source, ties, x, y, traffic=inputs.traffic)
            last = start if run.flag("RETURN") else None
            if inputs.source is not None and start < len(x) and not leads_on(travel, start, last):
                ties = led_to_stops(run, inputs.source, ties, np.arange(len(x)) == start, np.arange(start), names)
                travel = travel_times(run, inputs.source, ties, x, y, traffic=inputs.traffic)
        if inputs.start is None:
            start = best_start(stops, travel)
            run.info(
                "No start is given: the route begins at stop {name}, the one of highest priority."
                if run.given("PRIORITY_FIELD")
                else "No start is given: the route begins at stop {name}.",
                name=stops.name[start],
            )
        settings = RouteSettings(
            departure=inputs.departure,
            start=start,
            shift_hours=run.number("SHIFT_HOURS"),
            dwell_min=run.number("DWELL"),
            return_to_start=run.flag("RETURN"),
            seed=run.integer("SEED"),
            time_limit_s=run.number("TIME_LIMIT"),
        )
        planner: RoutePlanner = method_of(planners.PLANNERS, run.word("METHOD")).load()
        compared: RoutePlanner = planners.BASELINE.load()
        problem = RouteProblem(stops, travel, inputs.traffic, inputs.probabilities)
        route = planner.plan(problem, settings, run.control.part(0.4, 0.6))
        baseline = compared.plan(problem, settings, run.control.part(0.6, 0.8))
        report_route(run, stops, route, baseline, planner.weakness)
        with run.part(0.8, 1.0):
            ways = ways_of(run, [(travel, leg) for leg in route.legs])
        report_server(run, inputs.source, travel)
        return Result(route, baseline, ways)

    def write(self, run: Run, inputs: Inputs, result: Result) -> dict[str, Any]:
        from .outputs import write_legs, write_skipped, write_visits

        route, baseline = result.route, result.baseline
        with run.part(0.0, 0.4):
            outputs = {"ROUTE": write_legs(run, inputs, result)}
        with run.part(0.4, 0.8):
            outputs["VISITS"] = write_visits(run, inputs, route)
        if run.wanted("SKIPPED_STOPS"):
            with run.part(0.8, 1.0):
                outputs["SKIPPED_STOPS"] = write_skipped(run, inputs, route)
        return {
            **outputs,
            "KM": route.km,
            "MINUTES": route.driving_min,
            "VISITED": len(route.visits),
            "SCORE": route.score,
            "NOT_VISITED": len(route.skipped),
            "SKIPPED": run.counts.skipped,
            "BASELINE_KM": baseline.km,
            "BASELINE_MINUTES": baseline.driving_min,
            "BASELINE_VISITED": len(baseline.visits),
            "BASELINE_SCORE": baseline.score,
        }
