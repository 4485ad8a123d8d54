"""A route planned: by the method chosen, with revisits and variants; and what it is compared with."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.errors import PatrolError
from ...algorithms.methods import method_of
from ...algorithms.route import planners
from ...algorithms.route.comparison import Compared, compare, least_bound
from ...algorithms.route.entropy import visit_entropy
from ...algorithms.route.plan import Deadline
from ...algorithms.route.revisits import with_revisits
from ...algorithms.route.schedule import Schedule
from ...algorithms.route.variants import varied
from ...algorithms.texts import Text
from ..roads.remarks import report_server
from ..roads.streets import NamedStreets, ways_of
from .outputs import Driven, Result
from .problem import make_task
from .remarks import report_musts, report_route, report_search, report_variants

if TYPE_CHECKING:
    from ...algorithms.methods import Method
    from ...algorithms.route.planners import RoutePlanner
    from ...algorithms.route.route import Route
    from ..framework.run import Run
    from .inputs import Inputs
    from .problem import Task

# Of the time limit, planning has this share where variants or revisits follow, and of the rest, where revisits follow
# them, variants have that one.
_PLANNING_SHARE, _VARIANTS_SHARE = 0.5, 0.5


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
    deadline = Deadline(settings.time_limit_s)
    # What comes afterwards is not to be left without time.
    more = run.integer("VARIANTS") > 1 or settings.revisit_min > 0
    limited = replace(settings, deadline=deadline.share(_PLANNING_SHARE) if more else deadline)
    planned = planner.plan(problem, limited, run.control.part(0.3, 0.5))
    seconds = time.perf_counter() - begin
    if not planned.visits and np.isinf(schedule.home(schedule.start, 0.0)):
        raise PatrolError(
            "With its break the route is not at its end within the shift, on whichever way. Move the break, make the "
            "shift longer, or choose an end that is nearer."
        )
    with run.part(0.5, 0.6):
        routes = _routes(run, schedule, planned, deadline)
    # What the plan is compared with has a time of its own.
    baseline = planners.BASELINE.load().plan(
        problem, replace(settings, time_limit_s=planners.COMPARED_S), run.control.part(0.6, 0.65)
    )
    report_route(run, inputs.stops, routes[0], baseline, planner.weakness)
    report_musts(run, inputs.stops, inputs.rules, routes[0])
    entropy = visit_entropy(routes, inputs.stops.priority, settings.departure)
    if run.integer("VARIANTS") > 1:
        report_variants(run, routes, entropy)
    with run.part(0.65, 0.8):
        driven = _driven(run, inputs, task, routes)
    report_server(run, inputs.source, problem.travel)
    compared: list[Compared] = []
    if run.wanted("REPORT"):
        with run.part(0.8, 1.0):
            compared = _all_others(run, task, chosen)
    return Result(
        task=task,
        driven=driven,
        entropy=entropy,
        baseline=baseline,
        bound=least_bound(schedule, [planned, *routes, *(one.route for one in compared if one.route)]),
        compared=[Compared(chosen, planned, seconds), *compared],
    )


def _routes(run: Run, schedule: Schedule, planned: Route, deadline: Deadline) -> list[Route]:
    """The planned route and its variants, each with its revisits."""
    routes = [planned]
    count = run.integer("VARIANTS")
    if count > 1:
        until = deadline.share(_VARIANTS_SHARE) if schedule.settings.revisit_min > 0 else deadline
        found = varied(schedule, planned, count, run.number("WITHIN"), run.control.part(0.0, 0.7), until)
        report_search(run, planned, found)
        routes = found.routes
    return [
        with_revisits(schedule, route, run.control, deadline.share(1.0 / (len(routes) - done)))
        for done, route in enumerate(routes)
    ]


def _driven(run: Run, inputs: Inputs, task: Task, routes: list[Route]) -> list[Driven]:
    """The routes with the ways and the streets of all their legs."""
    legs = [(task.problem.travel, leg) for route in routes for leg in route.legs]
    ways, streets = ways_of(run, NamedStreets(inputs.network, inputs.names), legs)
    driven = []
    for route in routes:
        count = len(route.legs)
        driven.append(Driven(route, ways[:count], streets[:count]))
        ways, streets = ways[count:], streets[count:]
    return driven


def _all_others(run: Run, task: Task, chosen: Method) -> list[Compared]:
    """What every other method makes of the same problem, then the order of the layer, then the baseline."""
    others = [method for method in planners.PLANNERS if method.word != chosen.word]
    able = [method for method in others if not _missing(run, method)]
    asked = [*able, planners.LISTED, planners.BASELINE]
    found = {
        one.method.word: one for one in compare(task.problem, task.settings, asked, planners.COMPARED_S, run.control)
    }
    for method in others:
        if method.word not in found:
            why = Text("needs {label}", label=[Text(run.label(name)) for name in _missing(run, method)])
            found[method.word] = Compared(method, None, why_not=why)
    return [found[method.word] for method in (*others, planners.LISTED, planners.BASELINE)]


def _missing(run: Run, method: Method) -> list[str]:
    """The parameters whose layers a method needs and that are left out."""
    return [name for name in method.needs if not run.given(name)]
