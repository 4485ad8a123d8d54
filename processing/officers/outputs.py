"""The officers' plan as layers: routes, visits, unvisited nodes, and a summary by officer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from qgis.core import QgsCoordinateReferenceSystem, QgsWkbTypes

from ...algorithms.officers.reward import CALL, KINDS, full_reward
from ...algorithms.route.plan import Clock
from ...algorithms.texts import Text
from ...algorithms.times.timeclasses import shown_time
from ..layers.geometries import point_geometry
from ..layers.writing import Column, write_layer
from ..roads.travel import way_geometry
from .whys import whys_of_visits

if TYPE_CHECKING:
    from ...algorithms.officers.assignment import Assignment
    from ...algorithms.officers.problem import PatrolProblem
    from ..framework.run import Run
    from .blocks.planning import Planned
    from .inputs import Inputs
    from .officers import OfficerTable
    from .reach import PlanReach


@dataclass(frozen=True)
class Result:
    """The plan, what it is compared with, the bound; of every leg, officer by officer, the vertices and the streets;
    what the plan reaches, and the blocks, None where visits are planned.
    """

    problem: PatrolProblem
    plan: Assignment
    baseline: Assignment
    bound: float
    ways: list[np.ndarray]
    told: list[str]
    reach: PlanReach
    blocks: Planned | None


def name_layers(run: Run, names: Iterable[str], shift_start: np.datetime64, replay: bool) -> None:
    """Name the layers of these outputs after the shift, so that those of two runs can be told apart, and say of a
    replay that it is one.
    """
    for name in names:
        run.titles[name] = Text(
            "{layer} (replay of {start})" if replay else "{layer} ({start})",
            layer=run.label(name),
            start=shown_time(shift_start),
        )


def write_routes(run: Run, inputs: Inputs, result: Result) -> str:
    """One line per officer and leg, the way back to the start included; its node is NULL."""
    clock = Clock(inputs.shift.start)
    # The way back to the start leads to no node and earns nothing.
    rows = [
        (officer, number, leg, route.visits[number - 1].reward if leg.stop >= 0 else 0.0)
        for officer, route in enumerate(result.plan.routes)
        for number, leg in enumerate(route.all_legs, start=1)
    ]
    columns = [
        Column("officer", "text", [inputs.officers.name[officer] for officer, *_ in rows]),
        Column("leg", "int", [number for _, number, _, _ in rows]),
        Column("node", "text", [inputs.nodes.name[leg.stop] if leg.stop >= 0 else None for *_, leg, _ in rows]),
        Column("km", "float", [leg.metres / 1000.0 for *_, leg, _ in rows]),
        Column("minutes", "float", [leg.minutes for *_, leg, _ in rows]),
        Column("depart", "datetime", clock.moments([leg.depart_min for *_, leg, _ in rows])),
        Column("arrive", "datetime", clock.moments([leg.arrive_min for *_, leg, _ in rows])),
        Column("reward", "float", [reward for *_, reward in rows]),
        Column("street", "text", [street or None for street in result.told]),
    ]
    shapes = (way_geometry(way) for way in result.ways)
    return write_layer(run, "ROUTES", columns, shapes, QgsWkbTypes.Type.LineString, inputs.crs)


def write_visits(run: Run, inputs: Inputs, result: Result) -> str:
    """One point per visit, officer by officer."""
    clock, nodes = Clock(inputs.shift.start), inputs.nodes
    rows = [
        (officer, number, visit)
        for officer, route in enumerate(result.plan.routes)
        for number, visit in enumerate(route.visits, start=1)
    ]
    at = np.array([visit.stop for *_, visit in rows], dtype=np.int64)
    columns = [
        Column("officer", "text", [inputs.officers.name[officer] for officer, *_ in rows]),
        Column("seq", "int", [number for _, number, _ in rows]),
        Column("node", "text", nodes.name[at]),
        Column("kind", "text", [KINDS[kind] for kind in nodes.kind[at]]),
        Column("arrive", "datetime", clock.moments([visit.arrive_min for *_, visit in rows])),
        Column("depart", "datetime", clock.moments([visit.depart_min for *_, visit in rows])),
        Column("reward", "float", [visit.reward for *_, visit in rows]),
        Column("factor", "float", [visit.factor for *_, visit in rows]),
        Column("called", "datetime", np.where(nodes.kind[at] == CALL, nodes.start[at], np.datetime64("NaT", "s"))),
        Column("wait_min", "float", [visit.arrive_min for *_, visit in rows] - result.problem.nodes.call_min[at]),
        Column("block", "int", [None] * len(rows) if result.blocks is None else result.blocks.numbers_of_visits()),
        Column("street", "text", [name or None for name in inputs.streets.nearest_to(nodes.x[at], nodes.y[at])]),
        Column("corner", "text", [name or None for name in inputs.streets.corner_at(nodes.x[at], nodes.y[at])]),
        Column("why", "text", whys_of_visits(run, inputs, result.problem, result.plan, result.blocks)),
    ]
    shapes = [point_geometry(x, y) for x, y in zip(nodes.x[at], nodes.y[at])]
    return write_layer(run, "VISITS", columns, shapes, QgsWkbTypes.Type.Point, inputs.crs)


def write_unvisited(run: Run, inputs: Inputs, result: Result) -> str:
    """One point per node nobody visits."""
    nodes, at = inputs.nodes, result.plan.unvisited
    columns = [
        Column("node", "text", nodes.name[at]),
        Column("kind", "text", [KINDS[kind] for kind in nodes.kind[at]]),
        Column("reward", "float", full_reward(nodes.kind[at], nodes.weight[at], nodes.priority[at])),
        # A field holds the plain words, in every language the same.
        Column("reason", "text", [str(reason) for reason in result.plan.reason]),
        Column("start", "datetime", nodes.start[at]),
        Column("end", "datetime", nodes.end[at]),
    ]
    shapes = [point_geometry(x, y) for x, y in zip(nodes.x[at], nodes.y[at])]
    return write_layer(run, "UNVISITED", columns, shapes, QgsWkbTypes.Type.Point, inputs.crs)


def write_summary(run: Run, inputs: Inputs, result: Result) -> str:
    """One row per officer, also of those without a visit."""
    routes = result.plan.routes
    driving = np.array([route.driving_min for route in routes])
    dwell = np.array([route.dwell_min for route in routes])
    working = result.problem.officers.working_min(inputs.shift.minutes)
    columns = [
        Column("officer", "text", inputs.officers.name),
        Column("visits", "int", [len(route.visits) for route in routes]),
        Column("km", "float", [route.km for route in routes]),
        Column("minutes_driving", "float", driving),
        Column("minutes_dwell", "float", dwell),
        Column("minutes_idle", "float", np.maximum(working - driving - dwell, 0.0)),
        Column("reward", "float", [route.reward for route in routes]),
    ]
    return write_layer(run, "SUMMARY", columns, None, QgsWkbTypes.Type.NoGeometry, QgsCoordinateReferenceSystem())


def write_officers(run: Run, name: str, officers: OfficerTable, crs: QgsCoordinateReferenceSystem) -> str:
    """Officers as patrol:assignofficers reads them, one point each."""
    columns = [
        Column("officer", "text", officers.name),
        Column("shift_on", "datetime", officers.shift_on),
        Column("shift_off", "datetime", officers.shift_off),
        Column("speed_kmh", "float", officers.speed_kmh),
        Column("break_on", "datetime", officers.break_on),
        Column("break_min", "float", officers.break_min),
    ]
    shapes = (point_geometry(x, y) for x, y in zip(officers.x, officers.y))
    return write_layer(run, name, columns, shapes, QgsWkbTypes.Type.Point, crs)
