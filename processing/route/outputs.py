"""The route as layers: its legs, its visits, and the stops that are not on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from qgis.core import QgsWkbTypes

from ...algorithms.route.plan import Clock
from ...algorithms.route.route import gap_percent
from ..layers.geometries import point_geometry
from ..layers.places import lat_lon
from ..layers.writing import Column, write_layer
from ..roads.travel import way_geometry

if TYPE_CHECKING:
    from ...algorithms.route.comparison import Compared
    from ...algorithms.route.entropy import VisitEntropy
    from ...algorithms.route.route import Route
    from ..framework.run import Run
    from .inputs import Inputs
    from .problem import Task


@dataclass(frozen=True)
class Driven:
    """A route, and of each of its legs the vertices of the way, (k, 2), and the streets."""

    route: Route
    ways: list[np.ndarray]
    streets: list[str]


@dataclass(frozen=True)
class Result:
    """What was planned.

    ``task``: what was asked. ``driven``: the plan, then its variants. ``entropy``: how hard their visit times are to
    guess. ``baseline``: what the plan is compared with. ``bound``: more priority no route collects. ``compared``: the
    method chosen, without revisits and variants; then, where a report is wanted, all others.
    """

    task: Task
    driven: list[Driven]
    entropy: VisitEntropy
    baseline: Route
    bound: float
    compared: list[Compared]

    @property
    def plan(self) -> Driven:
        return self.driven[0]

    @property
    def route(self) -> Route:
        return self.plan.route

    @property
    def gap_percent(self) -> float:
        """How far the plan lies below the bound of the method chosen, in % of it; −1 where that knows none."""
        planned = self.compared[0].route
        return gap_percent(self.route.score, None if planned is None else planned.bound)


def write_legs(run: Run, inputs: Inputs, result: Result) -> str:
    """One line per leg, of the plan and of each variant."""
    clock, names = Clock(inputs.departure), result.task.name
    rows = [
        (variant, number, leg, streets)
        for variant, driven in enumerate(result.driven, start=1)
        for number, (leg, streets) in enumerate(zip(driven.route.legs, driven.streets), start=1)
    ]
    legs = [leg for _, _, leg, _ in rows]
    columns = [
        Column("leg", "int", [number for _, number, _, _ in rows]),
        Column("from_stop", "text", [names[leg.start] for leg in legs]),
        Column("to_stop", "text", [names[leg.end] for leg in legs]),
        Column("prob", "float", [result.task.prob_of(leg) for leg in legs]),
        Column("km", "float", [leg.metres / 1000.0 for leg in legs]),
        Column("minutes", "float", [leg.minutes for leg in legs]),
        Column("depart", "datetime", clock.moments([leg.depart_min for leg in legs])),
        Column("arrive", "datetime", clock.moments([leg.arrive_min for leg in legs])),
        Column("street", "text", [streets or None for _, _, _, streets in rows]),
        Column("variant", "int", [variant for variant, _, _, _ in rows]),
    ]
    shapes = (way_geometry(way) for driven in result.driven for way in driven.ways)
    return write_layer(run, "ROUTE", columns, shapes, QgsWkbTypes.Type.LineString, inputs.crs)


def write_visits(run: Run, inputs: Inputs, result: Result) -> str:
    """One point per visit, in their order, of the plan and of each variant."""
    clock, stops = Clock(inputs.departure), inputs.stops
    rows = [
        (variant, seq, visit)
        for variant, driven in enumerate(result.driven, start=1)
        for seq, visit in enumerate(driven.route.visits, start=1)
    ]
    visits = [visit for _, _, visit in rows]
    at = np.array([visit.stop for visit in visits], dtype=np.int64)
    latitude, longitude = lat_lon(run, stops.x[at], stops.y[at], inputs.crs)
    columns = [
        Column("seq", "int", [seq for _, seq, _ in rows]),
        Column("stop", "text", stops.name[at]),
        Column("arrive", "datetime", clock.moments([visit.arrive_min for visit in visits])),
        Column("depart", "datetime", clock.moments([visit.depart_min for visit in visits])),
        Column("lat", "float", latitude),
        Column("lon", "float", longitude),
        Column("priority", "float", stops.priority[at]),
        Column("begin", "datetime", clock.moments([visit.arrive_min + visit.wait_min for visit in visits])),
        Column("wait", "float", [visit.wait_min for visit in visits]),
        Column("street", "text", [street or None for street in result.task.street[at]]),
        Column("visit", "int", _turns(result)),
        Column("variant", "int", [variant for variant, _, _ in rows]),
    ]
    shapes = [point_geometry(x, y) for x, y in zip(stops.x[at], stops.y[at])]
    return write_layer(run, "VISITS", columns, shapes, QgsWkbTypes.Type.Point, inputs.crs)


def _turns(result: Result) -> list[int]:
    """The how manieth visit of its stop each is on its route."""
    turns = []
    for driven in result.driven:
        seen: dict[int, int] = {}
        for visit in driven.route.visits:
            seen[visit.stop] = seen.get(visit.stop, 0) + 1
            turns.append(seen[visit.stop])
    return turns


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
