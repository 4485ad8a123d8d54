"""Best: the routes of all officers together, searched for and planned anew whenever a call comes in."""

from __future__ import annotations

from dataclasses import replace
from heapq import heapify, heappop, heappush

import numpy as np

from ..control import Control
from ..route.plan import ON_TIME_MIN, Deadline
from .assignment import Assignment
from .greedy import DISTANCE_GREEDY, IMPORTANCE_GREEDY
from .problem import AssignmentSettings, PatrolProblem
from .readiness import Readiness
from .reward import arrival_factor
from .tasks import TaskedShift
from .team.search import TeamSearch
from .teamwork import Teamwork

# Of the time left each greedy plan has this share, at most.
_GREEDY_SHARE = 0.5
# Of the time left, what planning anew for a call may take at least.
_LEAST_SHARE = 0.02
# Of more nodes than so many the plan is made anew only around a call that comes in; the first plan then has this share
# of the time left at least.
_LARGE, _FIRST_SHARE = 3000, 0.5
# Among how many of the next tasks one is looked for that is worth leaving for, and when again where there is none.
_LOOK_AHEAD, _HOLD_MIN = 6, 5.0


class Best:
    """Slack induction by string removals for the whole shift at once, from the better greedy plan.

    All nodes are known from the start, calls from the moment they come in: then the rest of the shift is planned anew,
    and whoever is on the way or in a visit finishes it first. Nobody leaves for what is worth less than being free for
    calls that may follow. The plan is never worth less than a greedy plan of the same input: where calls that nobody
    could know of make it so, the greedy plan is taken.
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
        self.readiness = Readiness(self)
        self._rng = np.random.default_rng(settings.seed)
        self._is_large = len(problem.nodes) > _LARGE
        # From when to when somebody is at each place, in the order in which officers were sent there.
        self._stays: dict[int, list[tuple[float, float]]] = {}
        self._after = -np.inf

    def opening(self, node: int) -> float:
        """From the start of the node on, and when the stays that have been found to be in the way are over."""
        return max(float(self.problem.nodes.start_min[node]), self._after)

    def departure(self, officer: int, node: int, now: float) -> float:
        """As in TaskedShift. That nobody else is there has been seen to by the search, but where parts of the plan are
        made anew: then after those who are.
        """
        place = int(self.problem.nodes.place[node])
        stays = self._stays.get(place, []) if self._is_large and not self.is_call[node] else []
        journeys = self.journeys[self.problem.speed_class[officer]]
        self._after = -np.inf
        while True:
            depart = super().departure(officer, node, now)
            if not stays or not np.isfinite(depart):
                return depart
            arrive = float(journeys.arrivals(int(self.at[officer]), place, depart))
            until = arrive + self.settings.dwell_min - ON_TIME_MIN
            met = [leave for begin, leave in stays if begin < until and leave > arrive + ON_TIME_MIN]
            if not met:
                return depart
            self._after = max(met)

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
            if starts and self._is_large:
                # What comes later are parts.
                share = max(share, _FIRST_SHARE)
            stopped = self.plan_from(now, starts, deadline.share(share), control) or stopped
            starts = []
            self._work_until(news, now)
            now = news
        return self.finished(stopped)

    def plan_from(self, now: float, starts: list[list[list[int]]], deadline: Deadline, control: Control) -> bool:
        """Give everybody new tasks for the rest of the shift, as it stands at a moment; whether the deadline ended it.

        now: the moment.
        starts: plans to begin with besides what everybody has to do now: the nodes of each officer.
        deadline: of this search.
        control: takes the stop.
        """
        part = None
        if now > 0 and self._is_large:
            part = self.teamwork.around(now, self.tasks)
            if part is None:
                return False
        made = self.teamwork.problem_at(now, part)
        if made is None:
            self.tasks = [[] for _ in self.tasks] if part is None else self.tasks
            return False
        cooling = self.teamwork.cooling(made, anew=now > 0)
        search = TeamSearch(made.problem, int(self._rng.integers(2**31)), cooling)
        for routes in (self.tasks, self._answering(now), *starts):
            search.offer(made.tasks_of(routes))
        stopped = search.run(deadline, Control(control.should_stop))
        found = made.nodes_of(search.routes(), len(self.tasks))
        asked = range(len(self.tasks)) if part is None else made.officer.tolist()
        for officer in asked:
            self.tasks[officer] = found[officer]
        return stopped

    def _answering(self, now: float) -> list[list[int]]:
        """Everybody's tasks, and before them the calls that nobody has been given yet: each for whom it earns most."""
        nodes, at, free = self.problem.nodes, self.at.copy(), np.maximum(self.free, now)
        new = self.waiting & self.is_call & (nodes.start_min <= now + ON_TIME_MIN) & (self.teamwork.must >= 0)
        new[[node for tasks in self.tasks for node in tasks]] = False
        first: list[list[int]] = [[] for _ in self.tasks]
        calls = np.flatnonzero(new)
        for call in calls[np.argsort(-self.full[calls], kind="stable")].tolist():
            place = int(nodes.place[call])
            there = np.array([
                float(self.journeys[speed].arrivals(int(at[one]), place, float(free[one])))
                for one, speed in enumerate(self.problem.speed_class.tolist())
            ])  # fmt: skip
            there[~self.reach[:, call] | (there + self.settings.dwell_min > self.off)] = np.inf
            earns = np.where(np.isfinite(there), arrival_factor(there - nodes.start_min[call], nodes.priority[call]), 0)
            officer = int(np.lexsort((there, -earns))[0])
            if earns[officer] > 0:
                first[officer].append(call)
                at[officer], free[officer] = place, there[officer] + self.settings.dwell_min
        return [[*calls, *tasks] for calls, tasks in zip(first, self.tasks)]

    def _work_until(self, news: float, now: float) -> None:
        """Let everybody set out to the tasks that they begin to drive to before something new is known."""
        self.readiness.learn(now)
        self.held[:] = -np.inf
        queue = [(self._next_departure(officer, now), officer) for officer in range(len(self.tasks))]
        heapify(queue)
        while queue and queue[0][0] < news - ON_TIME_MIN:
            known, officer = heappop(queue)
            depart = self._next_departure(officer, now)
            # Somebody who set out meanwhile may be in the way.
            if depart <= known + ON_TIME_MIN:
                turn = self._worth_leaving_for(officer, depart, now)
                if turn is None:
                    self.held[officer] = depart + _HOLD_MIN
                else:
                    self.send(officer, self.tasks[officer].pop(turn), depart)
                depart = self._next_departure(officer, now)
            heappush(queue, (depart, officer))

    def _next_departure(self, officer: int, now: float) -> float:
        """When an officer sets out to the next task; those that do not fit are given back. Inf where none is left."""
        tasks = self.tasks[officer]
        while tasks:
            depart = self.departure(officer, tasks[0], now)
            if np.isfinite(depart):
                return depart
            tasks.pop(0)
        return np.inf

    def _worth_leaving_for(self, officer: int, depart: float, now: float) -> int | None:
        """Which of the officer's next tasks earns more than being free for calls meanwhile; None where none does."""
        if self.readiness.expected == 0.0:
            return 0
        nodes, tasks = self.problem.nodes, self.tasks[officer]
        ready = [
            turn
            for turn, node in enumerate(tasks[:_LOOK_AHEAD])
            if turn == 0 or self.departure(officer, node, now) <= depart + ON_TIME_MIN
        ]
        node = np.array([tasks[turn] for turn in ready])
        place = nodes.place[node]
        arrive = self.journeys[self.problem.speed_class[officer]].arrivals(int(self.at[officer]), place, depart)
        earns = self.full[node] * arrival_factor(arrive - nodes.call_min[node], nodes.priority[node])
        earns[self.teamwork.must[node] > 0] = np.inf
        gain = earns + self.readiness.gains(officer, depart, place, arrive + self.settings.dwell_min)
        worth_it = np.flatnonzero(gain >= 0)
        return ready[int(worth_it[0])] if len(worth_it) else None

    def send(self, officer: int, node: int, depart: float) -> float:
        """As in Shift; officers set out one after the other here, not in the order of the clock."""
        place = int(self.problem.nodes.place[node])
        before = float(self.busy[place])
        leave = super().send(officer, node, depart)
        self.busy[place] = max(before, float(self.busy[place]))
        if not self.is_call[node]:
            self._stays.setdefault(place, []).append((leave - self.settings.dwell_min, leave))
        return leave

    def _next_call(self, now: float) -> float:
        """When next a call comes in; the end of the shift where none does."""
        starts = self.problem.nodes.start_min[self.waiting & self.is_call]
        later = starts[(starts > now + ON_TIME_MIN) & (starts < self.settings.shift_min)]
        return float(later.min()) if len(later) else self.settings.shift_min
