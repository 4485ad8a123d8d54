"""What patrol:planroute reads: the stops, their probabilities, where and when the route begins, and the roads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.errors import PatrolError
from ...algorithms.route import planners
from ...algorithms.route.stops import StopProbabilities, Stops
from ...algorithms.texts import Text
from ..layers.columns import numbers_of, texts_of
from ..layers.fields import chosen_field, name_field
from ..layers.geometries import reproject
from ..layers.places import names_of, read_places
from ..layers.reading import read_table
from ..roads.sources import read_travel_source
from ..roads.traffic import read_traffic
from ..roads.travel import MOST_PLACES, read_moment, today_at_eight, warn_of_straight_lines

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

    from ...algorithms.roads.sources import TravelSource
    from ...algorithms.roads.traffic import Traffic
    from ..framework.run import Run
    from ..framework.source import Source

_STOP_FIELDS = ("stop", "hotspot_id", "cluster", "id")
# A start farther than this from every stop was given in another CRS.
_FAR_START_M = 200_000.0


@dataclass(frozen=True)
class Inputs:
    """What was read: stops and their probabilities, start (x, y) and departure, and the roads."""

    crs: QgsCoordinateReferenceSystem
    stops: Stops
    probabilities: StopProbabilities | None
    start: tuple[float, float] | None
    departure: np.datetime64
    source: TravelSource | None
    traffic: Traffic | None


def read_inputs(run: Run) -> Inputs:
    """All of it, and what the log says of what was not given."""
    run.method("METHOD", planners.PLANNERS)
    source = run.required_source("STOPS")
    crs = run.working_crs()
    with run.part(0.0, 0.3):
        stops, probability_names = _read_stops(run, source, crs)
    with run.part(0.3, 0.4):
        probabilities = _read_probabilities(run, probability_names)
    departure = read_moment(run, "DEPARTURE")
    if departure is None:
        departure = today_at_eight()
        run.info("No departure is given: {moment}.", moment=str(departure).replace("T", " "))
    start = _read_start(run, crs, stops)
    with run.part(0.4, 1.0):
        travel = read_travel_source(run, crs)
    warn_of_straight_lines(run, travel)
    return Inputs(
        crs=crs,
        stops=stops,
        probabilities=probabilities,
        start=start,
        departure=departure,
        source=travel,
        traffic=read_traffic(run, None if travel is None else travel.network),
    )


def _read_stops(run: Run, source: Source, crs: QgsCoordinateReferenceSystem) -> tuple[Stops, np.ndarray]:
    """The stops, and under which name each stands in the table of probabilities."""
    if source.has_field("start") and source.has_field("end"):
        run.warn(
            "{label} have the fields start and end, as a forecast has, which repeats each cell for every "
            "interval; a route visits every one of them. Select the interval you mean.",
            label=source.label,
        )
    priority_field = chosen_field(run, source, "PRIORITY_FIELD")
    name = name_field(run, source, "STOP_FIELD", _STOP_FIELDS)
    cluster = name if run.given("STOP_FIELD") else source.own_name("cluster") or name
    points = read_places(
        run,
        source,
        crs,
        [priority_field, name, cluster],
        Text(
            "Without hotspots there is nothing to patrol: lower the threshold or raise the coverage when you extract "
            "them."
        ),
    )
    if priority_field:
        known = points.numbers(priority_field)
        points.keep(
            np.isfinite(known) & (known >= 0),
            Text("without a usable priority in {field} (NULL, NaN or negative)", field=priority_field),
        )
        points.skipped.require_some(len(points), points.read)
    points.skipped.report(run.warn)
    run.counts.tell(stops_read=points.read, stops=len(points), skipped=points.skipped.total)
    if len(points) > MOST_PLACES:
        raise PatrolError(
            "{label}: {n:,} stops are more than one route can be planned through ({most:,}). Select the "
            "important ones, or extract fewer hotspots.",
            label=source.label,
            n=len(points),
            most=MOST_PLACES,
        )
    priority = points.numbers(priority_field) if priority_field else np.ones(len(points))
    return Stops(points.x, points.y, priority, names_of(points, name)), names_of(points, cluster)


def _read_probabilities(run: Run, names: np.ndarray) -> StopProbabilities | None:
    """The table of probabilities for stops that stand in it under ``names`` (n,); None without a table."""
    source = run.source("PROBABILITIES")
    if source is None:
        return None
    fields = [source.required_field(name) for name in ("day", "hour", "cluster", "prob")]
    columns = read_table(run, source, fields)
    day, hour, prob = (numbers_of(columns[fields[index]]) for index in (0, 1, 3))
    return StopProbabilities.from_table(day, hour, texts_of(columns[fields[2]]), prob, names)


def _read_start(run: Run, crs: QgsCoordinateReferenceSystem, stops: Stops) -> tuple[float, float] | None:
    """The start point in the working CRS, None where it is left open."""
    given = run.point("START") if run.given("START") else None
    if given is None:
        return None
    x, y = reproject(np.array([given.x]), np.array([given.y]), given.crs or crs, crs, run.transforms)
    if not (np.isfinite(x[0]) and np.isfinite(y[0])):
        raise PatrolError(
            "{label}: the value is not a point. Write it as x,y [EPSG:4326], or click it on the map.",
            label=run.label("START"),
        )
    nearest = float(np.hypot(stops.x - x[0], stops.y - y[0]).min())
    if nearest > _FAR_START_M:
        raise PatrolError(
            "{label}: {x:g}, {y:g} lies {km:,.0f} km from the nearest stop. Without a code it is read in "
            "{crs}; write longitude and latitude as x,y [EPSG:4326].",
            label=run.label("START"),
            x=given.x,
            y=given.y,
            km=nearest / 1000,
            crs=crs.authid(),
        )
    return float(x[0]), float(y[0])
