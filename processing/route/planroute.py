"""patrol:planroute: one officer's route through stops within a shift."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterPoint,
    QgsWkbTypes,
)

from ..framework import parameters as shared
from ..framework.base import PatrolAlgorithm
from ..framework.limits import beyond_limits, point_problem

if TYPE_CHECKING:
    import numpy as np
    from qgis.core import QgsCoordinateReferenceSystem

    from ...algorithms.roads.network import RoadNetwork
    from ...algorithms.roads.traffic import Traffic
    from ...algorithms.route.route import Route
    from ...algorithms.route.stops import StopProbabilities, Stops
    from ..framework.run import Run


@dataclass(frozen=True)
class Inputs:
    """What was read: stops and their probabilities, start (x, y) and departure, and the roads."""

    crs: QgsCoordinateReferenceSystem
    stops: Stops
    probabilities: StopProbabilities | None
    start: tuple[float, float] | None
    departure: np.datetime64
    network: RoadNetwork | None
    traffic: Traffic | None


@dataclass(frozen=True)
class Result:
    """The route, what it is compared with, the place it starts from, and the vertices of every leg."""

    route: Route
    baseline: Route
    start: int
    ways: list[np.ndarray]


class PlanRoute(PatrolAlgorithm):
    """Stops to a route along the roads, with times, within a shift."""

    ID = "planroute"
    TITLE = "Plan a patrol route"
    GROUP = ("patrol", "Patrol")
    ICON = "planroute"
    STUDY = ("STOPS",)
    TAGS = "patrol route hotspots stops tour shift roads nearest orienteering"
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
        "the cluster is the name of a stop. Without it the route's prob is NULL.",
        **shared.ROAD_HELP,
        "START": "Where the officer sets out, as x,y [EPSG:code]; without a code in the working CRS. However far from "
        "a road, the route begins on the nearest one, with a warning. Empty: the stop of highest priority, or without "
        "a priority field the first.",
        "RETURN": "Whether the route ends where it starts, within the shift.",
        "DEPARTURE": "When the officer sets out, local time. Empty: today 08:00.",
        "SHIFT_HOURS": "Length of the shift in hours; the last visit (and the way back) ends within it.",
        "DWELL": "Minutes at each stop.",
        "METHOD": "nearest: always on to the stop that is reached first and still fits.",
        "STOP_FIELD": "Field that names the stops. Empty: the first of stop, hotspot_id, cluster, id, else the "
        "feature id. A field called name is not taken: it may be somebody's.",
        "TIME_LIMIT": "Seconds after which planning stops; the plan so far is kept, with a warning.",
        "SEED": "Decides between stops that are equally near and equally important.",
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
            QgsProcessingParameterPoint("START", "Start", optional=True),
            QgsProcessingParameterBoolean("RETURN", "Return to the start", False),
            shared.moment("DEPARTURE", "Departure", optional=True),
            shared.number("SHIFT_HOURS", "Length of the shift (h)", 8.0),
            shared.number("DWELL", "Dwell time at a stop (min)", 15.0),
            shared.word("METHOD", "Method", ("nearest",), "nearest"),
            shared.source("PROBABILITIES", "Probabilities by day and hour", shared.TABLE, optional=True),
            shared.advanced(shared.field("STOP_FIELD", "Stop name field", "STOPS")),
            shared.advanced(shared.number("TIME_LIMIT", "Time limit (s)", 60.0)),
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

    def problems(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        dwell = self.parameterAsDouble(parameters, "DWELL", context)
        if dwell < 0:
            return f"Dwell time at a stop (min) must be 0 or more, not {dwell:g}."
        return (
            self.not_positive(parameters, context, "SHIFT_HOURS", "TIME_LIMIT", "DEFAULT_SPEED", "SNAP_MAX")
            or beyond_limits(self, parameters, context)
            or point_problem(self, parameters, "START")
        )

    def read(self, run: Run) -> Inputs:
        from ..layers.places import read_moment, today_at_eight, warn_of_straight_lines
        from ..roads.network import read_road_network, read_traffic
        from .inputs import read_probabilities, read_start, read_stops

        source = run.required_source("STOPS")
        crs = run.working_crs()
        with run.part(0.0, 0.3):
            stops, probability_names = read_stops(run, source, crs)
        with run.part(0.3, 0.4):
            probabilities = read_probabilities(run, probability_names)
        departure = read_moment(run, "DEPARTURE")
        if departure is None:
            departure = today_at_eight()
            run.info(f"No departure is given: {str(departure).replace('T', ' ')}.")
        start = read_start(run, crs, stops)
        with run.part(0.4, 1.0):
            network = read_road_network(run, crs)
        warn_of_straight_lines(run, network)
        return Inputs(crs, stops, probabilities, start, departure, network, read_traffic(run))

    def compute(self, run: Run, inputs: Inputs) -> Result:
        import numpy as np

        from ...algorithms.route.route import RouteSettings, best_start, plan_by_priority, plan_nearest
        from ..layers.places import travel_times, ways_of
        from ..roads.places import tie

        stops, start = inputs.stops, len(inputs.stops)
        x, y, names = stops.x, stops.y, [f"stop {name}" for name in stops.name]
        if inputs.start is not None:
            x, y, names = np.append(x, inputs.start[0]), np.append(y, inputs.start[1]), [*names, "the start"]
        # Wherever the officer is, the route begins there.
        ties = tie(run, inputs.network, x, y, names, np.arange(len(x)) >= len(stops))
        if ties is not None:
            run.counts["skipped"] += int(ties.far.sum())
        with run.part(0.0, 0.4):
            travel = travel_times(run, ties, x, y)
        if inputs.start is None:
            start = best_start(stops, travel)
            why = ", the one of highest priority" if run.given("PRIORITY_FIELD") else ""
            run.info(f"No start is given: the route begins at stop {stops.name[start]}{why}.")
        settings = RouteSettings(
            inputs.departure,
            start,
            run.number("SHIFT_HOURS"),
            run.number("DWELL"),
            run.flag("RETURN"),
            run.integer("SEED"),
            run.number("TIME_LIMIT"),
        )
        route = plan_nearest(stops, travel, inputs.traffic, settings, run.control.part(0.4, 0.6))
        baseline = plan_by_priority(stops, travel, inputs.traffic, settings, run.control.part(0.6, 0.8))
        _report(run, stops, route, baseline)
        with run.part(0.8, 1.0):
            ways = ways_of(run, [(travel, leg) for leg in route.legs])
        return Result(route, baseline, start, ways)

    def write(self, run: Run, inputs: Inputs, result: Result) -> dict[str, Any]:
        route, baseline = result.route, result.baseline
        with run.part(0.0, 0.4):
            outputs = {"ROUTE": _write_legs(run, inputs, result)}
        with run.part(0.4, 0.8):
            outputs["VISITS"] = _write_visits(run, inputs, route)
        if run.wanted("SKIPPED_STOPS"):
            with run.part(0.8, 1.0):
                outputs["SKIPPED_STOPS"] = _write_skipped(run, inputs, route)
        return {
            **outputs,
            "KM": route.km,
            "MINUTES": route.driving_min,
            "VISITED": len(route.visits),
            "SCORE": route.score,
            "NOT_VISITED": len(route.skipped),
            "SKIPPED": run.counts["skipped"],
            "BASELINE_KM": baseline.km,
            "BASELINE_MINUTES": baseline.driving_min,
            "BASELINE_VISITED": len(baseline.visits),
            "BASELINE_SCORE": baseline.score,
        }


def _report(run: Run, stops: Stops, route: Route, baseline: Route) -> None:
    from collections import Counter

    from ...algorithms.route.plan import DOES_NOT_FIT, TOO_FAR
    from ..common.wording import counted, rounded

    run.info(
        f"{len(route.visits):,} of {counted(len(stops), 'stop')} visited, priority {rounded(route.score)}: "
        f"{route.km:,.1f} km, {route.driving_min:,.0f} minutes of driving."
    )
    run.info(
        f"In order of priority alone: {counted(len(baseline.visits), 'stop')}, priority {rounded(baseline.score)}: "
        f"{baseline.km:,.1f} km, {baseline.driving_min:,.0f} minutes of driving."
    )
    if baseline.score > route.score * (1 + 1e-9):
        run.warn(
            f"In order of priority alone the stops would give more priority ({rounded(baseline.score)}) than on this "
            f"route ({rounded(route.score)}): the shift is too short for all stops, and the method "
            f"{run.word('METHOD')} goes by distance, not by priority."
        )
    # Who is too far from every road has been named with the distance.
    for reason, count in Counter(skip.reason for skip in route.skipped if skip.reason != TOO_FAR).items():
        say = run.info if reason == DOES_NOT_FIT else run.warn
        named = ", ".join(str(stops.name[skip.stop]) for skip in route.skipped if skip.reason == reason)
        say(f"Not on the route, {counted(count, 'stop')} ({reason}): {named[:200]}{'…' if len(named) > 200 else ''}.")
    if route.stopped:
        run.warn(f"The time limit of {run.number('TIME_LIMIT'):g} s ended the planning; the plan so far is kept.")
    if not route.visits:
        run.warn("No stop is visited: lengthen the shift, shorten the dwell time, or start nearer to the stops.")


def _write_legs(run: Run, inputs: Inputs, result: Result) -> str:
    from ...algorithms.route.plan import Clock
    from ..layers.places import way_geometry, write_layer
    from ..layers.writing import Column

    clock, legs, known = Clock(inputs.departure), result.route.legs, inputs.probabilities
    names = [*inputs.stops.name, "start"]
    columns = [
        Column("leg", "int", range(1, len(legs) + 1)),
        Column("from_stop", "text", [names[leg.start] for leg in legs]),
        Column("to_stop", "text", [names[leg.end] for leg in legs]),
        Column(
            "prob",
            "float",
            [
                None if known is None or leg.stop < 0 else known.at(leg.stop, clock.moment(leg.depart_min))
                for leg in legs
            ],
        ),
        Column("km", "float", [leg.metres / 1000.0 for leg in legs]),
        Column("minutes", "float", [leg.minutes for leg in legs]),
        Column("depart", "datetime", clock.moments([leg.depart_min for leg in legs])),
        Column("arrive", "datetime", clock.moments([leg.arrive_min for leg in legs])),
    ]
    return write_layer(
        run, "ROUTE", columns, (way_geometry(way) for way in result.ways), QgsWkbTypes.Type.LineString, inputs.crs
    )


def _write_visits(run: Run, inputs: Inputs, route: Route) -> str:
    import numpy as np

    from ...algorithms.route.plan import Clock
    from ..layers.geometries import point_geometry
    from ..layers.places import lat_lon, write_layer
    from ..layers.writing import Column

    clock, stops = Clock(inputs.departure), inputs.stops
    at = np.array([visit.stop for visit in route.visits], dtype=np.int64)
    latitude, longitude = lat_lon(run, stops.x[at], stops.y[at], inputs.crs)
    columns = [
        Column("seq", "int", range(1, len(at) + 1)),
        Column("stop", "text", stops.name[at]),
        Column("arrive", "datetime", clock.moments([visit.arrive_min for visit in route.visits])),
        Column("depart", "datetime", clock.moments([visit.depart_min for visit in route.visits])),
        Column("lat", "float", latitude),
        Column("lon", "float", longitude),
        Column("priority", "float", stops.priority[at]),
    ]
    shapes = [point_geometry(x, y) for x, y in zip(stops.x[at], stops.y[at])]
    return write_layer(run, "VISITS", columns, shapes, QgsWkbTypes.Type.Point, inputs.crs)


def _write_skipped(run: Run, inputs: Inputs, route: Route) -> str:
    import numpy as np

    from ..layers.geometries import point_geometry
    from ..layers.places import write_layer
    from ..layers.writing import Column

    stops = inputs.stops
    at = np.array([skip.stop for skip in route.skipped], dtype=np.int64)
    columns = [
        Column("stop", "text", stops.name[at]),
        Column("priority", "float", stops.priority[at]),
        Column("reason", "text", [skip.reason for skip in route.skipped]),
    ]
    shapes = [point_geometry(x, y) for x, y in zip(stops.x[at], stops.y[at])]
    return write_layer(run, "SKIPPED_STOPS", columns, shapes, QgsWkbTypes.Type.Point, inputs.crs)
