"""The state of a shift while it is planned: where every officer is and when free, which nodes are still waiting."""

from __future__ import annotations

import numpy as np

from ..route.plan import ON_TIME_MIN, Clock, Journeys, Visit
from .assignment import Assignment, OfficerRoute, finished
from .problem import AssignmentSettings, PatrolProblem, longest_drive, within_reach
from .reward import CALL, arrival_factor, full_reward


class Shift:
    """What every planner that works through a shift in time knows of it, in minutes since its start.

    ``reach``: bool (k, m), who can drive to which node and away again. ``waiting``: bool (m,), the nodes nobody has
    been sent to. ``at``, ``free``: int64 and float64 (k,), where each officer is or will be, and when free; inf for who
    is not on duty. ``off``: when each goes off duty. ``busy``: float64, when the last visit of each place ends; calls
    do not count. ``longest``: of all drives.
    """

    def __init__(self, problem: PatrolProblem, settings: AssignmentSettings) -> None:
        self.problem = problem
        self.settings = settings
        nodes, officers = problem.nodes, problem.officers
        now = Clock(settings.shift_start).start_min_of_day
        self.journeys = [Journeys(travel, problem.traffic, now) for travel in problem.travel]
        self.is_call = nodes.kind == CALL
        self.full = full_reward(nodes.kind, nodes.weight, nodes.priority)
        self.reach = within_reach(problem)
        self.waiting = self.reach.any(axis=0)
        self.at = problem.home.copy()
        on, self.off = officers.duty(settings.shift_min)
        self.free = np.where(officers.on_duty(settings.shift_min), on, np.inf)
        self.break_on, self.break_off = officers.breaks()
        self.busy = np.full(len(problem.travel[0]), -np.inf)
        self.longest = longest_drive(problem)
        self.routes = [OfficerRoute() for _ in range(len(officers))]

    def send(self, officer: int, node: int, depart: float) -> float:
        """Let an officer set out to a node; when the visit ends."""
        nodes = self.problem.nodes
        place = int(nodes.place[node])
        leg = self.journeys[self.problem.speed_class[officer]].leg(int(self.at[officer]), place, node, depart)
        leave = leg.arrive_min + self.settings.dwell_min
        factor = float(arrival_factor(np.array(leg.arrive_min - nodes.call_min[node]), nodes.priority[node]))
        self.routes[officer].legs.append(leg)
        self.routes[officer].visits.append(Visit(node, leg.arrive_min, leave, float(self.full[node]) * factor, factor))
        self.waiting[node] = False
        self.at[officer] = place
        self.free[officer] = leave
        if not self.is_call[node]:
            self.busy[place] = leave
        return leave

    def finished(self, stopped: bool) -> Assignment:
        """What has come of it; ``stopped``: whether the time limit ended the planning."""
        if self.settings.return_to_start:
            self._send_home()
        return finished(self.problem, self.settings, self.routes, self.reach, stopped)

    def _send_home(self) -> None:
        """Let everybody who has visited anything go back to the start, after the break where that is in the way."""
        for officer, route in enumerate(self.routes):
            if not route.visits:
                continue
            at, home, depart = int(self.at[officer]), int(self.problem.home[officer]), float(self.free[officer])
            journeys = self.journeys[self.problem.speed_class[officer]]
            there = float(journeys.arrivals(at, home, depart))
            if depart < self.break_off[officer] and there > self.break_on[officer] + ON_TIME_MIN:
                depart = float(self.break_off[officer])
            route.home = journeys.leg(at, home, -1, depart)
