"""All methods of a route on the same travel times, side by side (CPSPA, Mathematics 2022, 10, 4368, Tables 2 and 3)."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..control import Control
from ..errors import Cancelled, PatrolError
from ..methods import Method
from ..texts import Text
from .route import Route, RouteProblem, RouteSettings, leg_probability
from .schedule import Schedule


@dataclass(frozen=True)
class Compared:
    """What one method makes of a problem: its route, None where it makes none and ``why_not`` says why; ``seconds``
    that it took.
    """

    method: Method
    route: Route | None
    seconds: float = float("nan")
    why_not: Text | None = None


def compare(
    problem: RouteProblem,
    settings: RouteSettings,
    methods: Sequence[Method],
    seconds: float,
    control: Control,
) -> list[Compared]:
    """The routes of methods on the same problem, each planned anew.

    A method that fails is told of and does not end the others.

    problem: what all plan.
    settings: the same for all but the time limit.
    methods: in the order wanted.
    seconds: after which each stops.
    control: takes progress and the stop.
    """
    limit = seconds if settings.time_limit_s is None else min(seconds, settings.time_limit_s)
    bounded = replace(settings, time_limit_s=limit, deadline=None)
    found = []
    for done, method in enumerate(methods):
        control.step(done, len(methods))
        begin = time.perf_counter()
        try:
            route = method.load().plan(problem, bounded, _quiet(control, done, len(methods)))
        except Cancelled:
            raise
        except PatrolError as error:
            found.append(Compared(method, None, why_not=error.text))
            continue
        except ImportError as error:
            why = Text("the Python package {name} is missing", name=error.name or str(error))
            found.append(Compared(method, None, why_not=why))
            continue
        found.append(Compared(method, route, time.perf_counter() - begin))
    return found


def _quiet(control: Control, done: int, total: int) -> Control:
    """The part of one of so many methods; what it would say is not said of the plan."""
    part = control.part(done / total, (done + 1) / total)
    return Control(part.should_stop, part.progress)


def least_bound(schedule: Schedule, routes: Sequence[Route]) -> float:
    """What no route of a shift collects more than: the lowest bound that a planner has proven, or the priority of all
    stops that can be visited, as if time were no matter.

    schedule: of the shift.
    routes: what planners have made of it.
    """
    proven = [route.bound for route in routes if route.bound is not None]
    bound = min([float(schedule.problem.stops.priority[schedule.can].sum()), *proven])
    # One that is proven for routes with all that must be visited is none for those without.
    return max([bound, *(route.score for route in routes)])


def mean_probability(problem: RouteProblem, settings: RouteSettings, route: Route) -> float:
    """The mean over the legs that lead to a stop of its probability when one sets out; NaN where none is known."""
    prob = np.array([leg_probability(problem, settings, leg) for leg in route.legs if leg.stop >= 0])
    return float(prob.mean()) if len(prob) else float("nan")
