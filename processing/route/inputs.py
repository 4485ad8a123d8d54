"""What patrol:planroute reads: the stops, their probabilities, where and when the route begins and ends, the roads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.errors import PatrolError
from ...algorithms.route import planners
from ...algorithms.route.plan import Clock, require_break_in_shift
from ...algorithms.route.stops import StopProbabilities
from ...algorithms.texts import Text
from ..layers.columns import only_numbers, texts_of
from ..layers.geometries import reproject
from ..layers.reading import read_table
from ..roads.sources import read_named_source
from ..roads.streets import StreetNames
from ..roads.traffic import read_traffic
from ..roads.travel import read_moment, today_at_eight, warn_of_straight_lines
from ..times.clockchanges import report_clock_change
from .stops import read_stops

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

    from ...algorithms.roads.network import RoadNetwork
    from ...algorithms.roads.sources import TravelSource
    from ...algorithms.roads.traffic import Traffic
    from ...algorithms.route.stops import StopRules, Stops
    from ..framework.run import Run

# A start or end farther than this from every stop was given in another CRS.
_FAR_M = 200_000.0


@dataclass(frozen=True)
class Inputs:
    """What was read: the stops, what they ask for and their probabilities; start and end (x, y), None where they are
    left open; the departure and the minutes from it to the break, inf without one; the roads and their names.
    """

    crs: QgsCoordinateReferenceSystem
    stops: Stops
    rules: StopRules | None
    probabilities: StopProbabilities | None
    start: tuple[float, float] | None
    end: tuple[float, float] | None
    departure: np.datetime64
    break_on_min: float
    source: TravelSource | None
    names: StreetNames
    traffic: Traffic | None

    @property
    def network(self) -> RoadNetwork | None:
        """The roads, where they are here and not a server's."""
        return None if self.source is None else self.source.network


def read_inputs(run: Run) -> Inputs:
    """All of it, and what the log says of what was not given."""
    run.method("METHOD", planners.PLANNERS)
    source = run.required_source("STOPS")
    crs = run.working_crs()
    departure = read_moment(run, "DEPARTURE")
    if departure is None:
        departure = today_at_eight()
        run.info("No departure is given: {moment}.", moment=str(departure).replace("T", " "))
    report_clock_change(run.warn, departure, run.number("SHIFT_HOURS"))
    clock = Clock(departure)
    break_on_min = _read_break(run, clock)
    with run.part(0.0, 0.3):
        table = read_stops(run, source, crs, clock)
    with run.part(0.3, 0.4):
        probabilities = _read_probabilities(run, table.cluster)
    start, end = (_read_point(run, name, crs, table.stops) for name in ("START", "END"))
    with run.part(0.4, 1.0):
        travel, names = read_named_source(run, crs)
    warn_of_straight_lines(run, travel)
    return Inputs(
        crs=crs,
        stops=table.stops,
        rules=table.rules,
        probabilities=probabilities,
        start=start,
        end=end,
        departure=departure,
        break_on_min=break_on_min,
        source=travel,
        names=names,
        traffic=read_traffic(run, None if travel is None else travel.network),
    )


def _read_break(run: Run, clock: Clock) -> float:
    """When the break begins, in minutes since the departure; inf without one. Raises PatrolError for one elsewhere."""
    moment = read_moment(run, "BREAK_ON")
    if moment is None:
        return float("inf")
    label = Text(run.label("BREAK_ON"))
    require_break_in_shift(label, moment, run.number("BREAK_MIN"), clock.start, run.number("SHIFT_HOURS"))
    return float(clock.minutes(np.array([moment]))[0])


def _read_probabilities(run: Run, names: np.ndarray) -> StopProbabilities | None:
    """The table of probabilities for stops that stand in it under ``names`` (n,); None without a table."""
    source = run.source("PROBABILITIES")
    if source is None:
        return None
    fields = [source.required_field(name) for name in ("day", "hour", "cluster", "prob")]
    columns = read_table(run, source, fields)
    if not columns[fields[0]]:
        raise PatrolError(
            "{label}: the table is empty. Choose the table of Find patrol way-points, or leave it out.",
            label=source.label,
        )
    meaning = Text("Days are whole numbers from 1 (Monday) to 7, hours from 0 to 23, probabilities from 0 to 1.")
    day, hour, prob = (
        only_numbers(source.label, fields[index], columns[fields[index]], meaning) for index in (0, 1, 3)
    )
    return StopProbabilities.from_table(day, hour, texts_of(columns[fields[2]]), prob, names)


def _read_point(run: Run, name: str, crs: QgsCoordinateReferenceSystem, stops: Stops) -> tuple[float, float] | None:
    """The start or the end in the working CRS, None where it is left open."""
    given = run.point(name) if run.given(name) else None
    if given is None:
        return None
    x, y = reproject(np.array([given.x]), np.array([given.y]), given.crs or crs, crs, run.transforms)
    nearest = _distance_m(stops, x, y)
    if nearest > _FAR_M:
        turned = reproject(np.array([given.y]), np.array([given.x]), given.crs or crs, crs, run.transforms)
        if _distance_m(stops, *turned) <= _FAR_M:
            raise PatrolError(
                "{label}: {x:.10g}, {y:.10g} lies far from every stop, and {y:.10g}, {x:.10g} does not: the two look "
                "swapped. Write x (longitude) first, then y (latitude).",
                label=run.label(name),
                x=given.x,
                y=given.y,
            )
    if not (np.isfinite(x[0]) and np.isfinite(y[0])):
        raise PatrolError(
            "{label}: the value is not a point. Write it as x,y [EPSG:4326], or click it on the map.",
            label=run.label(name),
        )
    if nearest > _FAR_M:
        raise PatrolError(
            "{label}: {x:g}, {y:g} lies {km:,.15g} km from the nearest stop. Without a code it is read in "
            "{crs}; write longitude and latitude as x,y [EPSG:4326].",
            label=run.label(name),
            x=given.x,
            y=given.y,
            km=float(np.rint(nearest / 1000)),
            crs=crs.authid(),
        )
    return float(x[0]), float(y[0])


def _distance_m(stops: Stops, x: np.ndarray, y: np.ndarray) -> float:
    """Metres from a point, (1,) each, to the nearest stop; inf where it has no place in the working CRS."""
    if not (np.isfinite(x[0]) and np.isfinite(y[0])):
        return np.inf
    return float(np.hypot(stops.x - x[0], stops.y - y[0]).min())
