"""What a plan of several officers reaches, measured with what was read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from qgis.core import QgsGeometry, QgsPointXY

from ...algorithms.cells.inside import pairs_inside
from ...algorithms.officers.reach.expected import ExpectedMet, Rates, expected_met
from ...algorithms.officers.reach.meeting import Places, Stays
from ...algorithms.officers.reach.reached import WEEK_DAYS, WEIGHT_DAYS, Reached, reached
from ...algorithms.officers.record import NEAR_M
from ...algorithms.officers.reward import CALL
from ...algorithms.route.entropy import entropy_of_day
from ...algorithms.route.plan import Clock
from ..layers.geometries import rings_of

if TYPE_CHECKING:
    from ...algorithms.officers.assignment import Assignment
    from ...algorithms.officers.problem import PatrolProblem
    from ..framework.run import Run
    from .inputs import Inputs

_CORNERS_OF_A_CIRCLE = 16


@dataclass(frozen=True)
class PlanReach:
    """``expected``: None where nothing is expected anywhere; ``are_incidents``: whether it counts incidents, not shares
    of the weights. ``reached``: None without incidents of the past; ``known_days``: how many days before the shift the
    plan is made by. ``entropy``: of the times of visits, 0 to 1.
    """

    expected: ExpectedMet | None
    are_incidents: bool
    reached: Reached | None
    known_days: int
    entropy: float


def measure_reach(run: Run, inputs: Inputs, problem: PatrolProblem, plan: Assignment) -> PlanReach:
    """What the plan's visits of nodes reach; those of calls are no patrol and do not count.

    run: takes progress.
    inputs: what was read.
    problem: what was planned.
    plan: what came of it.
    """
    nodes, patrolled = problem.nodes, np.flatnonzero(problem.nodes.kind != CALL)
    known, first = np.unique(nodes.place[patrolled], return_index=True)
    at = patrolled[first]
    areas = inputs.nodes.area[at]
    is_area = np.array([area is not None for area in areas], dtype=bool)
    places = Places(inputs.nodes.x[at], inputs.nodes.y[at], np.where(is_area, np.arange(len(at)), -1))
    stays = _stays(inputs, problem, plan, known)
    rates, are_incidents = _rates(inputs, problem, patrolled, known)
    shift = inputs.shift
    return PlanReach(
        expected=None if rates is None else expected_met(rates, stays, shift.minutes),
        are_incidents=are_incidents,
        reached=_reached(run, inputs, problem, plan, places, areas, stays),
        known_days=_known_days(inputs, problem),
        entropy=entropy_of_day(stays.place, stays.arrive_min, shift.start, shift.minutes),
    )


def _stays(inputs: Inputs, problem: PatrolProblem, plan: Assignment, known: np.ndarray) -> Stays:
    """The visits of nodes as stays at known places, to the second as the layer of visits has them."""
    clock = Clock(inputs.shift.start)
    visits = [visit for route in plan.routes for visit in route.visits if problem.nodes.kind[visit.stop] != CALL]
    stop = np.array([visit.stop for visit in visits], dtype=np.int64)
    arrive, depart = (
        clock.minutes(clock.moments(np.array(times, dtype=np.float64)))
        for times in ([visit.arrive_min for visit in visits], [visit.depart_min for visit in visits])
    )
    return Stays(np.searchsorted(known, problem.nodes.place[stop]), arrive, depart)


def _rates(
    inputs: Inputs, problem: PatrolProblem, patrolled: np.ndarray, known: np.ndarray
) -> tuple[Rates | None, bool]:
    """What is expected at known places, and whether that is incidents; else it is shares of all weights."""
    nodes = problem.nodes
    expected = inputs.nodes.expected[patrolled]
    are_incidents = not np.isnan(expected).any()
    if not are_incidents:
        expected = nodes.weight[patrolled] / max(float(nodes.weight[patrolled].sum()), 1e-300)
    place = np.searchsorted(known, nodes.place[patrolled])
    rates = Rates(place, nodes.start_min[patrolled], nodes.end_min[patrolled], expected)
    return (rates if expected.any() else None), are_incidents


def _reached(
    run: Run,
    inputs: Inputs,
    problem: PatrolProblem,
    plan: Assignment,
    places: Places,
    areas: np.ndarray,
    stays: Stays,
) -> Reached | None:
    """What the plan would have met of last week; None without incidents that have hours.

    run: takes progress, and how many incidents lie elsewhere.
    inputs: what was read.
    problem: what was planned.
    plan: what came of it.
    places: of the nodes.
    areas: the polygon of each of them, None without one.
    stays: at these places.
    """
    events = inputs.record
    if events is None or not events.has_hours:
        return None
    around = _area_around(places, areas)
    inside = pairs_inside(events.x, events.y, *rings_of([around], run.control).borders, run.control)[0]
    if len(inside) < len(events):
        run.info(
            "{label}: {n:,} of {total:,} events lie outside of the area that the nodes cover, and do not count in "
            "what the plan reaches.",
            label=run.label("INCIDENTS"),
            n=len(events) - len(inside),
            total=len(events),
        )
    events = events.where(np.sort(inside))
    polygons = rings_of([area if area is not None else QgsGeometry() for area in areas], run.control)
    within = pairs_inside(events.x, events.y, *polygons.borders, run.control)
    used = np.array([bool(route.visits) for route in plan.routes], dtype=bool)
    return reached(
        events=events,
        within=within,
        places=places,
        stays=stays,
        officers=problem.officers,
        used=used,
        shift_start=inputs.shift.start,
        shift_min=inputs.shift.minutes,
        known_days=_known_days(inputs, problem),
    )


def _known_days(inputs: Inputs, problem: PatrolProblem) -> int:
    """How many days before the shift the plan is made by: blocks by the whole record, visits by the weights if any."""
    if inputs.blocks is not None:
        return WEEK_DAYS
    return WEIGHT_DAYS if problem.nodes.weight.any() else 0


def _area_around(places: Places, areas: np.ndarray) -> QgsGeometry:
    """The area that nodes cover: what lies between them and 150 m around."""
    points = QgsGeometry.fromMultiPointXY([QgsPointXY(x, y) for x, y in zip(places.x, places.y)])
    shapes = [points, *(area for area in areas if area is not None)]
    return (
        QgsGeometry.collectGeometry([shape.convexHull() for shape in shapes])
        .convexHull()
        .buffer(NEAR_M, _CORNERS_OF_A_CIRCLE)
    )
