"""The route as layers: its legs, its visits, and the stops that are not on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from qgis.core import QgsWkbTypes

from ...algorithms.route.plan import Clock
from ..layers.geometries import point_geometry
from ..layers.places import lat_lon
from ..layers.writing import Column, write_layer
from ..roads.travel import way_geometry

if TYPE_CHECKING:
    from ...algorithms.methods import Method
    from ...algorithms.route.comparison import Compared
    from ...algorithms.route.route import Route
    from ..framework.run import Run
    from .inputs import Inputs
    from .problem import Task


@dataclass(frozen=True)
class Result:
    """What was planned.

    ``task``: what was asked. ``chosen``: the method, ``route``: what it has made of it in so many ``seconds``.
    ``baseline``: what the route is compared with. ``bound``: more priority no route collects. Of every leg ``ways``:
    the vertices, and ``streets``. ``compared``: what all other methods make of it, where a report is wanted.
    """

    task: Task
    chosen: Method
    route: Route
    seconds: float
    baseline: Route
    bound: float
    ways: list[np.ndarray]
    streets: list[str]
    compared: list[Compared]


def write_legs(run: Run, inputs: Inputs, result: Result) -> str:
    """One line per leg."""
    clock, legs, known = Clock(inputs.departure), result.route.legs, inputs.probabilities
    names = result.task.name
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
        Column("street", "text", [street or None for street in result.streets]),
    ]
    return write_layer(
        run, "ROUTE", columns, (way_geometry(way) for way in result.ways), QgsWkbTypes.Type.LineString, inputs.crs
    )


def write_visits(run: Run, inputs: Inputs, result: Result) -> str:
    """One point per visit, in their order."""
    clock, stops, route = Clock(inputs.departure), inputs.stops, result.route
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
        Column("begin", "datetime", clock.moments([visit.arrive_min + visit.wait_min for visit in route.visits])),
        Column("wait", "float", [visit.wait_min for visit in route.visits]),
        Column("street", "text", [street or None for street in result.task.street[at]]),
    ]
    shapes = [point_geometry(x, y) for x, y in zip(stops.x[at], stops.y[at])]
    return write_layer(run, "VISITS", columns, shapes, QgsWkbTypes.Type.Point, inputs.crs)


def write_skipped(run: Run, inputs: Inputs, route: Route) -> str:
    """One point per stop that is not on the route."""
    stops = inputs.stops
    at = np.array([skip.stop for skip in route.skipped], dtype=np.int64)
    columns = [
        Column("stop", "text", stops.name[at]),
        Column("priority", "float", stops.priority[at]),
        # A field holds the plain words, in every language the same.
        Column("reason", "text", [str(skip.reason) for skip in route.skipped]),
    ]
    shapes = [point_geometry(x, y) for x, y in zip(stops.x[at], stops.y[at])]
    return write_layer(run, "SKIPPED_STOPS", columns, shapes, QgsWkbTypes.Type.Point, inputs.crs)
