"""A route planned: by the method chosen, by what it is compared with, and, for a report, by all others."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from ...algorithms.methods import method_of
from ...algorithms.route import planners
from ...algorithms.route.comparison import Compared, compare, most_priority
from ...algorithms.route.schedule import Schedule
from ...algorithms.texts import Text
from ..roads.streets import streets_of
from ..roads.travel import ways_of
from .outputs import Result
from .problem import make_task
from .remarks import report_musts, report_route

if TYPE_CHECKING:
    from ...algorithms.methods import Method
    from ...algorithms.route.planners import RoutePlanner
    from ..framework.run import Run
    from .inputs import Inputs
    from .problem import Task


def plan(run: Run, inputs: Inputs) -> Result:
    """The route of the method chosen, its ways, and what it is compared with; the log says what came of it."""
    with run.part(0.0, 0.3):
        task = make_task(run, inputs)
    problem, settings = task.problem, task.settings
    # What no order can meet is told before any search.
    schedule = Schedule(problem, settings)
    chosen = method_of(planners.PLANNERS, run.word("METHOD"))
    planner: RoutePlanner = chosen.load()
    begin = time.perf_counter()
    route = planner.plan(problem, settings, run.control.part(0.3, 0.6))
    seconds = time.perf_counter() - begin
    baseline = planners.BASELINE.load().plan(problem, settings, run.control.part(0.6, 0.65))
    report_route(run, inputs.stops, route, baseline, planner.weakness)
    report_musts(run, inputs.stops, inputs.rules, route)
    with run.part(0.65, 0.8):
        ways = ways_of(run, [(problem.travel, leg) for leg in route.legs])
    streets = [streets_of(inputs.network, inputs.names, problem.travel, leg) for leg in route.legs]
    compared: list[Compared] = []
    if run.wanted("REPORT"):
        with run.part(0.8, 1.0):
            compared = _all_others(run, task, chosen)
    return Result(
        task=task,
        chosen=chosen,
        route=route,
        seconds=seconds,
        baseline=baseline,
        bound=most_priority(schedule),
        ways=ways,
        streets=streets,
        compared=compared,
    )


def _all_others(run: Run, task: Task, chosen: Method) -> list[Compared]:
    """What every other method makes of the same problem, then the order of the layer, then the baseline."""
    others = [method for method in planners.PLANNERS if method.word != chosen.word]
    able = [method for method in others if not _missing(run, method)]
    asked = [*able, planners.LAYER_ORDER, planners.BASELINE]
    found = {
        one.method.word: one for one in compare(task.problem, task.settings, asked, planners.COMPARED_S, run.control)
    }
    for method in others:
        if method.word not in found:
            why = Text("needs {label}", label=[Text(run.label(name)) for name in _missing(run, method)])
            found[method.word] = Compared(method, None, why_not=why)
    return [found[method.word] for method in (*others, planners.LAYER_ORDER, planners.BASELINE)]


def _missing(run: Run, method: Method) -> list[str]:
    """The parameters whose layers a method needs and that are left out."""
    return [name for name in method.needs if not run.given(name)]
