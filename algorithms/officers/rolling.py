"""A shift planned from moment to moment: anew whenever something opens, a call comes in or an officer runs out of
work.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from ..control import Control
from ..route.plan import ON_TIME_MIN, Deadline
from .assignment import Assignment
from .moment import Effort, Moment, OpenNodes, Team
from .problem import AssignmentSettings, PatrolProblem
from .tasks import TaskedShift

# Of the time left, what a moment may take at least: more of them come than can be foreseen.
_LEAST_SHARE = 0.02


class MomentPlanner(Protocol):
    """What plans a team's next tasks at one moment."""

    def sequences(self, moment: Moment, effort: Effort) -> list[list[int]]:
        """For each officer of the team the nodes to drive to, in their order, among ``moment.nodes``; at the deadline
        the best so far.
        """
        ...


@dataclass(frozen=True)
class Rolling:
    """A planner of several officers that knows at each moment what is open and the calls that have come in.

    Whoever is on the way or in a visit finishes it first; everybody else's tasks may change at every moment.
    """

    planner: MomentPlanner

    def plan(self, problem: PatrolProblem, settings: AssignmentSettings, control: Control | None = None) -> Assignment:
        """See OfficersPlanner."""
        return _Rounds(self.planner, problem, settings).run(control or Control())


class _Rounds(TaskedShift):
    """A shift in which everybody has tasks, which may change at every moment."""

    def __init__(self, planner: MomentPlanner, problem: PatrolProblem, settings: AssignmentSettings) -> None:
        super().__init__(problem, settings)
        self.planner = planner

    def run(self, control: Control) -> Assignment:
        deadline = Deadline(self.settings.time_limit_s)
        effort = Effort(self.settings, np.random.default_rng(self.settings.seed), deadline, control)
        now, stopped = float(self.free.min()), False
        while now < self.settings.shift_min and self.waiting.any():
            control.step(now, self.settings.shift_min)
            moment, news = self._moment(now), self._next_news(now)
            if moment is not None:
                share = (news - now) / (self.settings.shift_min - now)
                spent = replace(effort, deadline=deadline.share(max(share, _LEAST_SHARE)))
                self._give_out(moment, spent)
                stopped = stopped or spent.deadline.passed()
            now = self._work_until(news, now)
        return self.finished(stopped)

    def _next_news(self, now: float) -> float:
        """When next a node opens or a call comes in; the end of the shift where nothing does."""
        starts = self.problem.nodes.start_min[self.waiting]
        # Who is idle may set out ahead of an opening; a call is not known ahead.
        ahead = starts[~self.is_call[self.waiting]] - self.longest
        news = np.concatenate([starts, ahead])
        later = news[(news > now + ON_TIME_MIN) & (news < self.settings.shift_min)]
        return float(later.min()) if len(later) else self.settings.shift_min

    def _moment(self, now: float) -> Moment | None:
        """The problem as it stands; None where nothing is open or nobody can take it."""
        nodes, can_work = self.problem.nodes, np.maximum(self.free, now) < self.off
        ahead = np.where(self.is_call, 0.0, self.longest)
        known = (nodes.start_min <= now + ahead + ON_TIME_MIN) & (nodes.end_min > now + ON_TIME_MIN)
        node = np.flatnonzero(self.waiting & known)
        who = np.flatnonzero(can_work)
        if len(node) == 0 or len(who) == 0:
            return None
        free = np.maximum(self.free[who], now)
        # Who is in a break sets out after it.
        free = np.where((free >= self.break_on[who]) & (free < self.break_off[who]), self.break_off[who], free)
        team = Team(who, self.at[who], free, self.off[who], self.break_on[who], self.break_off[who])
        place = nodes.place[node]
        busy = np.where(self.is_call[node], -np.inf, self.busy[place])
        opened = OpenNodes(
            node=node,
            place=place,
            full=self.full[node],
            opens=np.maximum(nodes.start_min[node], busy),
            closes=nodes.end_min[node],
            called=nodes.call_min[node],
            priority=nodes.priority[node],
            hot=nodes.kind[node] > 0,
            dwell_min=self.settings.dwell_min,
        )
        return Moment(team, opened, self.reach[np.ix_(who, node)], self.journeys, self.problem.speed_class[who])

    def _give_out(self, moment: Moment, effort: Effort) -> None:
        """New tasks for everybody at work."""
        sequences = self.planner.sequences(moment, effort)
        self.tasks = [[] for _ in self.tasks]
        for officer, sequence in zip(moment.team.officer.tolist(), sequences):
            self.tasks[officer] = moment.nodes.node[sequence].tolist()

    def _work_until(self, news: float, now: float) -> float:
        """Let everybody go on with their tasks until something new is known; when that is.

        Somebody who runs out of tasks before is news too, if another node is waiting that could still be visited.
        """
        while True:
            officer = self.first_to_set_out(now, news)
            if officer is None:
                return news
            self.set_out(officer, now)
            done = float(self.free[officer])
            if not self.tasks[officer] and now < done < news and self._could_work(officer, done):
                return self._run_out(done, now)

    def _run_out(self, done: float, now: float) -> float:
        """When an officer without tasks is free: the others set out before that as they were told."""
        while (officer := self.first_to_set_out(now, done)) is not None:
            self.set_out(officer, now)
        return done

    def _could_work(self, officer: int, now: float) -> bool:
        """Whether an officer who is free could visit one of the nodes that are open."""
        nodes = self.problem.nodes
        open_now = self.waiting & self.reach[officer] & (nodes.start_min <= now) & (nodes.end_min > now)
        node = np.flatnonzero(open_now)
        journeys = self.journeys[self.problem.speed_class[officer]]
        begin = journeys.arrivals(int(self.at[officer]), nodes.place[node], now)
        fits = (begin < nodes.end_min[node]) & (begin + self.settings.dwell_min <= self.off[officer])
        return bool(fits.any())
