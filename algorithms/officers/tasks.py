"""A shift in which everybody has tasks, in their order, and sets out to each just in time."""

from __future__ import annotations

import numpy as np

from ..route.plan import ON_TIME_MIN
from .problem import AssignmentSettings, PatrolProblem
from .shift import Shift


class TaskedShift(Shift):
    """``tasks``: the nodes that each officer is to visit next. ``held``: float64 (k,), until when each stays free."""

    def __init__(self, problem: PatrolProblem, settings: AssignmentSettings) -> None:
        super().__init__(problem, settings)
        self.tasks: list[list[int]] = [[] for _ in range(len(problem.officers))]
        self.held = np.full(len(problem.officers), -np.inf)

    def first_to_set_out(self, now: float, until: float) -> int | None:
        """The officer with tasks who sets out first, before a moment; tasks that do not fit are given back."""
        first, when = None, until
        for officer, tasks in enumerate(self.tasks):
            while tasks:
                depart = self.departure(officer, tasks[0], now)
                if np.isfinite(depart):
                    if depart < when - ON_TIME_MIN:
                        first, when = officer, depart
                    break
                tasks.pop(0)
        return first

    def departure(self, officer: int, node: int, now: float) -> float:
        """When an officer sets out to a node, just in time where it opens later; inf where the visit does not fit."""
        nodes, dwell = self.problem.nodes, self.settings.dwell_min
        place, at = int(nodes.place[node]), int(self.at[officer])
        journeys = self.journeys[self.problem.speed_class[officer]]
        opens = self.opening(node)
        depart = max(float(self.free[officer]), float(self.held[officer]), now)
        rest_on, rest_off = float(self.break_on[officer]), float(self.break_off[officer])
        for _ in range(2):
            if rest_on <= depart < rest_off:
                depart = rest_off
            arrive = float(journeys.arrivals(at, place, depart))
            if arrive < opens - ON_TIME_MIN:
                depart = max(depart, float(journeys.departures(at, place, opens)))
                arrive = float(journeys.arrivals(at, place, depart))
            if not (depart < rest_off and arrive + dwell > rest_on + ON_TIME_MIN):
                break
            depart = rest_off
        fits = arrive < nodes.end_min[node] - ON_TIME_MIN and arrive + dwell <= self.off[officer] + ON_TIME_MIN
        return depart if fits else np.inf

    def opening(self, node: int) -> float:
        """When a node can be visited: from its start on, and when nobody is at its place."""
        nodes = self.problem.nodes
        opens = float(nodes.start_min[node])
        return opens if self.is_call[node] else max(opens, float(self.busy[nodes.place[node]]))

    def set_out(self, officer: int, now: float) -> None:
        """Let an officer set out to the first task."""
        node = self.tasks[officer].pop(0)
        self.send(officer, node, self.departure(officer, node, now))
