"""The core's problem from what was read: every place once, and travel times for each distinct speed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.officers.problem import PatrolNodes, PatrolProblem
from ...algorithms.route.plan import Clock
from ..roads.travel import settled, travel_times
from .nodes import distinct_places
from .remarks import report_speeds

if TYPE_CHECKING:
    from ..framework.run import Run
    from .inputs import Inputs


def patrol_problem(run: Run, inputs: Inputs) -> PatrolProblem:
    """The core's problem: every place once, and travel times for each distinct speed."""
    nodes, officers, network = inputs.nodes, inputs.officers, inputs.network
    clock = Clock(inputs.shift.start)
    x, y = np.concatenate([nodes.x, officers.x]), np.concatenate([nodes.y, officers.y])
    kinds = np.array(["node", "node", "call"], dtype=object)[nodes.kind]
    called = [f"{kind} {name}" for kind, name in zip(kinds, nodes.name)]
    called += [f"officer {name}" for name in officers.name]
    first, place = distinct_places(x, y)
    names = [called[index] for index in first]
    ties = inputs.ties
    if ties is not None:
        ties = settled(run, ties.where(first), names)
        run.counts.skip(int(ties.far[place[: len(nodes)]].sum()))
    known_speed = np.where(
        np.isnan(officers.speed_kmh), np.inf if network else run.number("DEFAULT_SPEED"), officers.speed_kmh
    )
    speeds, speed_class = np.unique(known_speed, return_inverse=True)
    people = officers.on_clock(clock, inputs.shift.minutes)
    report_speeds(run, officers, network)
    travel = []
    for number, speed in enumerate(speeds):
        with run.part(number / len(speeds), (number + 1) / len(speeds)):
            cap = float(speed) if np.isfinite(speed) else None
            travel.append(travel_times(run, ties, x[first], y[first], cap))
    start, end = clock.minutes(nodes.start), clock.minutes(nodes.end)
    patrol = PatrolNodes(
        place[: len(nodes)],
        nodes.kind,
        nodes.weight,
        nodes.priority,
        np.where(np.isnan(start), -np.inf, start),
        np.where(np.isnan(end), np.inf, end),
    )
    return PatrolProblem(patrol, people, place[len(nodes) :], travel, speed_class.reshape(-1), inputs.traffic)
