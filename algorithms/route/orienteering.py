"""Orienteering: the route that collects the most priority within the shift, and how far from the best it can be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Callable

import numpy as np

from ..control import Control
from ..errors import Cancelled, PatrolError
from ..texts import Text
from .bound import upper_bound
from .exact import exact_order
from .localsearch import LocalSearch, SearchSettings
from .plan import DOES_NOT_FIT, Deadline
from .rounds import Round, with_musts
from .route import Route, RouteProblem, RouteSettings
from .schedule import Schedule

# What plans a route to begin the search with.
Start = Callable[[RouteProblem, RouteSettings, Control], Route]
# So many are tried in full at once.
_FEW_STOPS = 12
# Of the time left each planner that the search begins with has this share, at most.
_START_SHARE = 0.5
# A bound that is higher than the score by a smaller share is met: that much the bound leaves for rounding errors.
_MET_SHARE = 3e-6


class Orienteering:
    """Most priority; of the routes with as much, the one that ends first.

    Few stops, or few that fit together, are tried in full (exact_order) and the route is the best there is. Else a
    search (LocalSearch) begins with the best of the routes that other planners give, so that it is never worse than
    they are; it ends when the best route has not become better for four cycles of a thousand steps, or at once where
    the route meets the upper bound (upper_bound). Stops that must be visited come before all priority: the route has as
    many of them as can be found to fit together.

    starts: other planners of the same problem.
    search: how long and how hot the search is.
    """

    weakness = Text("puts what must be visited before all priority")

    def __init__(self, starts: Sequence[Start] = (), search: SearchSettings | None = None) -> None:
        self.starts = tuple(starts)
        self.search = search or SearchSettings()

    def plan(self, problem: RouteProblem, settings: RouteSettings, control: Control | None = None) -> Route:
        """See RoutePlanner."""
        control = control or Control()
        deadline = settings.due()
        drivable = Schedule(problem, settings)
        schedule = drivable
        if not problem.stops.priority.any():
            # Nothing has priority: each counts the same.
            alike = replace(problem.stops, priority=np.ones(len(problem.stops)))
            schedule = Schedule(replace(problem, stops=alike), settings)
        worth = worth_of(schedule)
        search = LocalSearch(schedule, worth, settings.seed, self.search)
        for order in self._begun(schedule, problem, replace(settings, deadline=deadline), control):
            if schedule.fits(order):
                search.offer(Round(schedule, order))
        stopped = False
        if len(search.stops) > _FEW_STOPS:
            # The better the best route known, the fewer are left to try.
            stopped = search.run(1, np.inf, deadline, control.part(0.0, 0.2))
        exact = None if stopped else exact_order(schedule, worth, search.value(search.best), control.part(0.2, 0.3))
        if exact is None:
            bound, stopped = self._searched(search, deadline, control.part(0.3, 1.0))
        else:
            search.offer(Round(schedule, exact))
            bound = _score(search.best)
        route = drivable.route(search.best.order, DOES_NOT_FIT, stopped)
        route.bound = bound if schedule is drivable else 0.0
        return route

    def _begun(
        self, schedule: Schedule, problem: RouteProblem, settings: RouteSettings, control: Control
    ) -> Iterator[list[int]]:
        """Orders to begin with: the stops that must be visited, and the routes of the other planners."""
        yield with_musts(schedule, control, settings.due())
        quiet = Control(control.should_stop)
        for start in self.starts:
            # None of them leaves the others, and the search, without time.
            part = replace(settings, deadline=settings.due().share(_START_SHARE))
            try:
                visits = start(problem, part, quiet).visits
            except Cancelled:
                raise
            except (ImportError, PatrolError):
                # It lacks what it needs, for this problem or at all.
                continue
            # A planner may come back to a stop; its priority counts once.
            yield list(dict.fromkeys(visit.stop for visit in visits))

    def _searched(self, search: LocalSearch, deadline: Deadline, control: Control) -> tuple[float | None, bool]:
        """Bound, and search on; the bound, if there is one, and whether the deadline ended it."""
        schedule = search.schedule
        musts = (schedule.must > 0) & schedule.can
        all_musts = bool(musts[search.best.order].sum() == musts.sum())
        bound = upper_bound(schedule, all_musts, _score(search.best), deadline, control.part(0.0, 0.4))
        met = all_musts and _met(search.best, bound)
        stopped = not met and search.run(None, np.inf, deadline, control.part(0.4, 1.0))
        return _score(search.best) if _met(search.best, bound) else bound, stopped


def _score(made: Round) -> float:
    return float(made.schedule.problem.stops.priority[made.order].sum())


def _met(made: Round, bound: float | None) -> bool:
    return bound is not None and _score(made) * (1.0 + _MET_SHARE) >= bound


def worth_of(schedule: Schedule) -> np.ndarray:
    """float64 (n,): the priority of each stop, of those that must be visited more than all others together have."""
    priority = schedule.problem.stops.priority
    return priority + np.where(schedule.must > 0, priority.sum() + 1.0, 0.0)
