"""The stops of one route, their probabilities, and its start."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.errors import PatrolError
from ...algorithms.route.stops import StopProbabilities, Stops
from ..framework.limits import point_problem
from ..layers.columns import numbers_of, texts_of
from ..layers.fields import chosen_field, name_field
from ..layers.geometries import reproject
from ..layers.places import MOST_PLACES, names_of, read_places
from ..layers.reading import read_table

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

    from ..framework.run import Run, Source

_STOP_FIELDS = ("stop", "hotspot_id", "cluster", "id")
# A start farther than this from every stop was given in another CRS.
_FAR_START_M = 200_000.0


def read_stops(run: Run, source: Source, crs: QgsCoordinateReferenceSystem) -> tuple[Stops, np.ndarray]:
    """The stops, and under which name each stands in the table of probabilities."""
    if source.has_field("start") and source.has_field("end"):
        run.warn(
            f"{source.label} have the fields start and end, as a forecast has, which repeats each cell for every "
            "interval; a route visits every one of them. Select the interval you mean."
        )
    priority_field = chosen_field(run, source, "PRIORITY_FIELD")
    name = name_field(run, source, "STOP_FIELD", _STOP_FIELDS)
    cluster = name if run.given("STOP_FIELD") else source.own_name("cluster") or name
    points = read_places(
        run,
        source,
        crs,
        [priority_field, name, cluster],
        "Without hotspots there is nothing to patrol: lower the threshold or raise the coverage when you extract them.",
    )
    if priority_field:
        known = points.numbers(priority_field)
        points.keep(
            np.isfinite(known) & (known >= 0), f"without a usable priority in {priority_field} (NULL, NaN or negative)"
        )
        points.skipped.require_some(len(points), points.read)
    points.skipped.report(run.warn)
    run.counts.update(stops_read=points.read, stops=len(points), skipped=points.skipped.total)
    if len(points) > MOST_PLACES:
        raise PatrolError(
            f"{source.label}: {len(points):,} stops are more than one route can be planned through ({MOST_PLACES:,}). "
            "Select the important ones, or extract fewer hotspots."
        )
    priority = points.numbers(priority_field) if priority_field else np.ones(len(points))
    return Stops(points.x, points.y, priority, names_of(points, name)), names_of(points, cluster)


def read_probabilities(run: Run, names: np.ndarray) -> StopProbabilities | None:
    """The table of probabilities for stops that stand in it under ``names`` (n,); None without a table."""
    source = run.source("PROBABILITIES")
    if source is None:
        return None
    fields = [source.required_field(name) for name in ("day", "hour", "cluster", "prob")]
    columns = read_table(run, source, fields)
    day, hour, prob = (numbers_of(columns[fields[index]]) for index in (0, 1, 3))
    return StopProbabilities.from_table(day, hour, texts_of(columns[fields[2]]), prob, names)


def read_start(run: Run, crs: QgsCoordinateReferenceSystem, stops: Stops) -> tuple[float, float] | None:
    """The start point in the working CRS, None where it is left open."""
    if not run.given("START"):
        return None
    problem = point_problem(run.algorithm, run.parameters, "START")
    if problem:
        raise PatrolError(problem)
    given = run.point("START")
    x, y = reproject(np.array([given.x]), np.array([given.y]), given.crs or crs, crs, run.transforms)
    if not (np.isfinite(x[0]) and np.isfinite(y[0])):
        raise PatrolError(
            f"{run.label('START')}: the value is not a point. Write it as x,y [EPSG:4326], or click it on the map."
        )
    nearest = float(np.hypot(stops.x - x[0], stops.y - y[0]).min())
    if nearest > _FAR_START_M:
        raise PatrolError(
            f"{run.label('START')}: {given.x:g}, {given.y:g} lies {nearest / 1000:,.0f} km from the nearest stop. "
            f"Without a code it is read in {crs.authid()}; write longitude and latitude as x,y [EPSG:4326]."
        )
    return float(x[0]), float(y[0])
