"""Best: the routes of all officers together, searched for and planned anew whenever a call comes in."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..control import Control
from ..route.plan import ON_TIME_MIN, Deadline
from .assignment import Assignment
from .greedy import DISTANCE_GREEDY, IMPORTANCE_GREEDY
from .problem import AssignmentSettings, PatrolProblem
from .tasks import TaskedShift
from .team.search import TeamSearch
from .teamwork import Teamwork

# Of the time left each greedy plan has this share, at most.
_GREEDY_SHARE = 0.5
# Of the time left, what planning anew for a call may take at least.
_LEAST_SHARE = 0.02


class Best:
    """Slack induction by string removals for the whole shift at once, from the better greedy plan.

    All nodes are known from the start, calls from the moment they come in: then the rest of the shift is planned anew,
    and whoever is on the way or in a visit finishes it first. The plan is never worth less than a greedy plan of the
    same input: where calls that nobody could know of make it so, the greedy plan is taken.
    """

    def plan(self, problem: PatrolProblem, settings: AssignmentSettings, control: Control | None = None) -> Assignment:
        """See OfficersPlanner."""
        control = control or Control()
        deadline = Deadline(settings.time_limit_s)
        greedy: list[Assignment] = []
        if problem.must is None and not settings.return_to_start:
            quiet = Control(control.should_stop)
            for planner in (IMPORTANCE_GREEDY, DISTANCE_GREEDY):
                limit = deadline.share(_GREEDY_SHARE).seconds
                greedy.append(planner.plan(problem, replace(settings, time_limit_s=limit), quiet))
        made = BestShift(problem, settings).run(greedy, deadline, control)
        if settings.balance > 0:
            return made
        # Whole plans are compared: of a record with calls the greedy ones may have been luckier.
        return max([made, *(replace(plan, stopped=made.stopped) for plan in greedy)], key=lambda plan: plan.reward)


class BestShift(TaskedShift):
    """A shift that is planned whole, and anew from any moment on."""

    def __init__(self, problem: PatrolProblem, settings: AssignmentSettings) -> None:
        super().__init__(problem, settings)
        self.teamwork = Teamwork(self)
        self._rng = np.random.default_rng(settings.seed)

    def opening(self, node: int) -> float:
        """From the start of the node on: that nobody else is there has been seen to."""
        return float(self.problem.nodes.start_min[node])

    def run(self, greedy: list[Assignment], deadline: Deadline, control: Control) -> Assignment:
        """Work through the shift.

        greedy: plans to begin the search with.
        deadline: of all the planning.
        control: takes progress and the stop.
        """
        now, stopped = min(float(self.free.min()), 0.0), False
        starts = [[[visit.stop for visit in route.visits] for route in plan.routes] for plan in greedy]
        while now < self.settings.shift_min:
            control.step(max(now, 0.0), self.settings.shift_min)
            news = self._next_call(now)
            share = max((news - now) / (self.settings.shift_min - now), _LEAST_SHARE)
            stopped = self.plan_from(now, starts, deadline.share(share), control) or stopped
            starts = []
            while (officer := self.first_to_set_out(now, news)) is not None:
                self.set_out(officer, now)
            now = news
        return self.finished(stopped)

    def plan_from(self, now: float, starts: list[list[list[int]]], deadline: Deadline, control: Control) -> bool:
        """Give everybody new tasks for the rest of the shift, as it stands at a moment; whether the deadline ended it.

        now: the moment.
        starts: plans to begin with besides what everybody has to do now: the nodes of each officer.
        deadline: of this search.
        control: takes the stop.
        """
        made = self.teamwork.problem_at(now)
        if made is None:
            self.tasks = [[] for _ in self.tasks]
            return False
        cooling = self.teamwork.cooling(made, anew=now > 0)
        search = TeamSearch(made.problem, int(self._rng.integers(2**31)), cooling)
        for routes in (self.tasks, *starts):
            search.offer(made.tasks_of(routes))
        stopped = search.run(deadline, Control(control.should_stop))
        self.tasks = made.nodes_of(search.routes(), len(self.tasks))
        return stopped

    def _next_call(self, now: float) -> float:
        """When next a call comes in; the end of the shift where none does."""
        starts = self.problem.nodes.start_min[self.waiting & self.is_call]
        later = starts[(starts > now + ON_TIME_MIN) & (starts < self.settings.shift_min)]
        return float(later.min()) if len(later) else self.settings.shift_min
