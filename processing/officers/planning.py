"""Plans the shift: visits by the method chosen, or blocks; and the plan it is compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...algorithms.methods import method_of
from ...algorithms.officers import bound as bounds
from ...algorithms.officers import planners
from .blocks.planning import plan_in_blocks
from .blocks.remarks import report_blocks
from .fill import whole_problem, with_coldspots
from .problem import plan_settings
from .remarks import report_plan
from .rules import report_musts

if TYPE_CHECKING:
    from ...algorithms.officers.assignment import Assignment
    from ...algorithms.officers.problem import PatrolProblem
    from ..framework.run import Run
    from .blocks.planning import Planned
    from .inputs import Inputs
    from .problem import Placed

# What blocks are planned for is another worth than the reward, and has no such bound.
_NO_BOUND = 0.0


def plan_officers(
    run: Run, inputs: Inputs, placed: Placed
) -> tuple[PatrolProblem, Assignment, Assignment, float, Planned | None]:
    """The whole problem, the plan, the one it is compared with, the bound of the reward, and the blocks, None where
    visits are planned.

    run: whose parameters choose; takes progress, the stop and what is said.
    inputs: what was read.
    placed: the problem of what is planned at once.
    """
    problem, settings = placed.problem, plan_settings(run, inputs.shift)
    method = method_of(planners.PLANNERS, run.word("METHOD"))
    compared = planners.planner_of(method.baseline)
    if inputs.blocks is not None:
        with run.part(0.0, 0.8):
            plan, blocks = plan_in_blocks(run, inputs.blocks, problem, settings)
        baseline = compared.plan(problem, settings, run.control.part(0.8, 1.0))
        if inputs.planned < len(inputs.nodes):
            problem, plan, baseline = whole_problem(run, inputs, placed, settings, (plan, baseline))
        report_blocks(run, inputs, plan, blocks)
        return problem, plan, baseline, _NO_BOUND, blocks
    plan = planners.planner_of(method.word).plan(problem, settings, run.control.part(0.0, 0.5))
    baseline = compared.plan(problem, settings, run.control.part(0.5, 0.75))
    if inputs.planned < len(inputs.nodes):
        with run.part(0.75, 1.0):
            problem, plan, baseline = with_coldspots(run, inputs, placed, settings, (plan, baseline))
    bound = bounds.reward_bound(problem, settings)
    report_plan(run, problem, plan, baseline, bound)
    report_musts(run, problem, inputs.nodes.name, plan)
    return problem, plan, baseline, bound, None
