"""The coldspots that fill the time a plan leaves, where all places are too many to be planned at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.officers.assignment import finished
from ...algorithms.officers.fill import Fill, filled, with_fill
from ...algorithms.roads.near import RoadNear, StraightNear
from ...algorithms.route.plan import Clock
from ..roads.travel import DETOUR
from .nodes import distinct_places
from .problem import Placed, patrol_nodes

if TYPE_CHECKING:
    from ...algorithms.officers.assignment import Assignment
    from ...algorithms.officers.problem import AssignmentSettings, PatrolProblem
    from ...algorithms.roads.near import NearTimes
    from ..framework.run import Run
    from .inputs import Inputs


def with_coldspots(
    run: Run,
    inputs: Inputs,
    placed: Placed,
    settings: AssignmentSettings,
    plans: tuple[Assignment, Assignment],
) -> tuple[PatrolProblem, Assignment, Assignment]:
    """The whole problem, and a plan and its baseline with coldspots in the time they leave.

    run: takes progress, the stop, and what is said.
    inputs: what was read.
    placed: what was planned at once.
    settings: how.
    plans: what came of it.
    """
    fill = read_fill(run, inputs, placed)
    plan, baseline = (
        filled(placed.problem, fill, one, settings, run.control.part(*part))
        for one, part in zip(plans, ((0.0, 0.5), (0.5, 1.0)))
    )
    report_fill(run, fill, plans[0], plan)
    return with_fill(placed.problem, fill), plan, baseline


def whole_problem(
    run: Run,
    inputs: Inputs,
    placed: Placed,
    settings: AssignmentSettings,
    plans: tuple[Assignment, Assignment],
) -> tuple[PatrolProblem, Assignment, Assignment]:
    """The whole problem, and a plan and its baseline that leave out what was not planned at once.

    run: takes what is counted.
    inputs: what was read.
    placed: what was planned at once.
    settings: how.
    plans: what came of it.
    """
    problem = with_fill(placed.problem, read_fill(run, inputs, placed))
    plan, baseline = (finished(problem, settings, one.routes, _near(problem), one.stopped) for one in plans)
    return problem, plan, baseline


def _near(problem: PatrolProblem) -> np.ndarray:
    """Which nodes are near a road, for every officer, bool (k, m)."""
    near = ~problem.travel[0].too_far[problem.nodes.place]
    return np.broadcast_to(near, (len(problem.officers), len(near)))


def read_fill(run: Run, inputs: Inputs, placed: Placed) -> Fill:
    """The nodes that are not planned at once, and travel around them.

    run: takes what is counted.
    inputs: what was read.
    placed: what is planned at once.
    """
    known = len(placed.x)
    nodes = inputs.nodes.where(np.arange(inputs.planned, len(inputs.nodes)))
    x, y = np.concatenate([placed.x, nodes.x]), np.concatenate([placed.y, nodes.y])
    first, place = distinct_places(x, y)
    # The places that are planned at once keep their numbers; the others follow.
    is_new = first >= known
    number = np.where(is_new, known + np.cumsum(is_new) - 1, first)
    place, new = number[place[known:]], first[is_new]
    xy = np.column_stack([np.concatenate([placed.x, x[new]]), np.concatenate([placed.y, y[new]])])
    near: list[NearTimes]
    if inputs.source is None or inputs.ties is None:
        near = [StraightNear(xy, float(speed), DETOUR) for speed in placed.speeds]
        distance, far = np.zeros(len(xy)), np.zeros(len(xy), dtype=bool)
    else:
        # Away from roads that lead nowhere.
        tied = inputs.ties.where(new - known + inputs.planned)
        ties = placed.ties.and_also(inputs.source.settled(tied, run.number("SNAP_MAX")))
        caps = [float(speed) if np.isfinite(speed) else None for speed in placed.speeds]
        near = [RoadNear(ties, cap, inputs.traffic) for cap in caps]
        distance, far = ties.distance_m, ties.far
        run.counts.skip(int(far[place].sum()))
    return Fill(patrol_nodes(nodes, place, Clock(inputs.shift.start)), near, distance, far)


def report_fill(run: Run, fill: Fill, before: Assignment, plan: Assignment) -> None:
    """Say what has come of the fill.

    run: takes what is said.
    fill: all of it.
    before: the plan without.
    plan: the plan with it.
    """
    run.info(
        "Fill: {n:,} of {total:,} coldspots are visited in the time that hotspots and calls leave; that adds "
        "{reward:,.1f} to the reward. No other visit is moved.",
        one="Fill: {n:,} of {total:,} coldspots is visited in the time that hotspots and calls leave; that adds "
        "{reward:,.1f} to the reward. No other visit is moved.",
        n=plan.visited - before.visited,
        total=len(fill.nodes),
        reward=plan.reward - before.reward,
    )
