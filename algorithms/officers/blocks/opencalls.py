"""Calls that are open when a shift begins, answered before anybody's first block."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ...control import Control
from ...route.plan import Leg, Visit
from ..assignment import OfficerRoute
from ..greedy import IMPORTANCE_GREEDY
from ..officers import Officers
from ..problem import AssignmentSettings, PatrolNodes, PatrolProblem
from ..reward import CALL


@dataclass(frozen=True)
class Answered:
    """What comes before the blocks. ``routes``: everyone's visits of calls, (k,). ``officers``: the same, on duty from
    the end of these on. ``home``: int64 (k,), the places where they are then.
    """

    routes: list[OfficerRoute]
    officers: Officers
    home: np.ndarray


def answer_calls(problem: PatrolProblem, settings: AssignmentSettings, control: Control | None = None) -> Answered:
    """Send the officers to the calls of a problem, each to whom it is worth most (Imp-Greedy).

    problem: its calls must be known when the shift begins; other nodes do not matter.
    settings: of the shift.
    control: takes progress and the stop.
    """
    nodes, officers = problem.nodes, problem.officers
    call = np.flatnonzero(nodes.kind == CALL)
    if len(call) == 0:
        return Answered([OfficerRoute() for _ in range(len(officers))], officers, problem.home)
    only = PatrolNodes(*(getattr(nodes, field)[call] for field in PatrolNodes.__dataclass_fields__))
    alone = replace(settings, return_to_start=False)
    plan = IMPORTANCE_GREEDY.plan(replace(problem, nodes=only, must=None), alone, control)
    routes = [OfficerRoute(*_numbered(route, call)) for route in plan.routes]
    home, on_min = problem.home.copy(), officers.on_min.astype(np.float64)
    for officer, route in enumerate(routes):
        if route.visits:
            home[officer] = route.legs[-1].end
            # Whoever is busy until the end still has a duty, as short as can be.
            on_min[officer] = min(route.visits[-1].depart_min, float(np.nextafter(officers.off_min[officer], -np.inf)))
    return Answered(routes, replace(officers, on_min=on_min), home)


def _numbered(route: OfficerRoute, call: np.ndarray) -> tuple[list[Visit], list[Leg]]:
    """A route's visits and legs, with the nodes as the whole problem numbers them, int64 (c,)."""
    visits = [replace(visit, stop=int(call[visit.stop])) for visit in route.visits]
    return visits, [replace(leg, stop=int(call[leg.stop])) for leg in route.legs]
