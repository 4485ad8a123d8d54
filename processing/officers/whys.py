"""Why each stop is made, as a sentence for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.officers.blocks.plan import NO_BLOCK
from ...algorithms.officers.record import events_at
from ...algorithms.officers.why import told, why_at
from ..common.translation import translated
from ..layers.marked import held_by_areas

if TYPE_CHECKING:
    from ...algorithms.officers.assignment import Assignment
    from ...algorithms.officers.problem import PatrolProblem
    from ...algorithms.route.plan import Visit
    from ..framework.run import Run
    from .blocks.planning import Planned
    from .inputs import Inputs

_HOUR_MIN = 60.0


def minutes_of_day(start: np.datetime64) -> float:
    """At which minute of its day a moment is."""
    return float((start - start.astype("datetime64[D]")) / np.timedelta64(1, "s")) / 60.0


def whys_of_visits(
    run: Run, inputs: Inputs, problem: PatrolProblem, plan: Assignment, blocks: Planned | None
) -> list[str | None]:
    """What the record says of each visit's place, officer by officer: at the hours of its block, else those it lies
    in; None without a record. Events count in the visited cell or near where one stands, as they do for the plan.

    run: takes the stop.
    inputs: with the record.
    problem: whose nodes are visited.
    plan: the visits.
    blocks: that they belong to, None without.
    """
    record, nodes = inputs.record, inputs.nodes
    if record is None:
        return [None] * plan.visited
    begin = minutes_of_day(inputs.shift.start)
    stops = np.array([visit.stop for route in plan.routes for visit in route.visits], dtype=np.int64)
    place, first = np.unique(problem.nodes.place[stops], return_index=True)
    stops = stops[first]
    within = held_by_areas(nodes.area[stops], record.x, record.y, run.control)
    at = record.pairs_at(nodes.x[stops], nodes.y[stops], within=within)
    near = {int(number): events_at(at, [row]) for row, number in enumerate(place)}
    sentences: list[str | None] = []
    for officer, route in enumerate(plan.routes):
        for number, visit in enumerate(route.visits):
            block = NO_BLOCK if blocks is None else blocks.block_of[officer][number]
            if blocks is None or block == NO_BLOCK:
                span = _whole_hours(begin, visit)
            else:
                stay = blocks.plan.blocks[block]
                span = (begin + stay.start_min, begin + stay.end_min)
            sentences.append(
                translated(told(why_at(record, near[int(problem.nodes.place[visit.stop])], *span), inputs.shift.start))
            )
    return sentences


def _whole_hours(begin: float, visit: Visit) -> tuple[float, float]:
    """The full hours of the day that a visit lies in, minutes; a record knows hours better than minutes."""
    first, last = (begin + visit.arrive_min) // _HOUR_MIN, -(-(begin + visit.depart_min) // _HOUR_MIN)
    return first * _HOUR_MIN, max(last, first + 1) * _HOUR_MIN
