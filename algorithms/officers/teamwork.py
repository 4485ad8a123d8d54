"""A shift of several officers at a moment, as the problem of a team."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ..route.plan import ON_TIME_MIN, Clock
from .problem import PatrolProblem, within_reach
from .reward import arrival_factor
from .shift import Shift
from .team.problem import Crew, Tasks, TeamProblem, Times
from .team.search import Cooling

# Minutes after a call up to which each share of the reward is paid (Table III), and a moment within each.
_UNTIL = np.array([15.0, 30.0, 60.0, np.inf])
_WITHIN = np.array([7.5, 22.5, 45.0, 90.0])
# Once calls have come in more may do so: then sooner is safer, and so much more is wanted who is there sooner.
_SAFE_UNTIL, _SAFER = np.array([5.0, 10.0]), np.array([1.2, 1.1])
# Where everybody's tasks are too many to be thought over for each call, so many officers around it are asked, and so
# many of the nodes around it that nobody has been given; for so many calls at most.
_OFFICERS_AROUND, _NODES_AROUND, _CALLS_AROUND = 8, 100, 3
# How long to search: steps for each visit that the team may make, at least and at most; a share of them where only a
# call has come in. Some seconds on a common plan.
_STEPS_A_VISIT, _LEAST_STEPS, _MOST_STEPS = 24, 600, 8000
_SHARE_ANEW, _LEAST_ANEW = 50, 64
_HOT, _COLD = 0.5, 0.02


@dataclass(frozen=True)
class Made:
    """A team's problem, the node of each task, int64 (n,), and the officers it is for, int64 (k,).

    A call whose reward falls with the wait is several tasks, of which one is done: each must begin before the reward
    falls again.
    """

    problem: TeamProblem
    node: np.ndarray
    officer: np.ndarray

    def tasks_of(self, routes: list[list[int]]) -> list[list[int]]:
        """The tasks of the nodes that each officer is to visit; of a call all of them, the earliest first."""
        tasks: dict[int, list[int]] = {}
        for task, node in enumerate(self.node.tolist()):
            tasks.setdefault(node, []).append(task)
        return [[task for node in routes[one] for task in tasks.get(node, [])] for one in self.officer.tolist()]

    def nodes_of(self, routes: list[list[int]], officers: int) -> list[list[int]]:
        """The nodes that each of all ``officers`` is to visit."""
        found: list[list[int]] = [[] for _ in range(officers)]
        for officer, route in zip(self.officer.tolist(), routes):
            found[officer] = self.node[route].tolist()
        return found


@dataclass(frozen=True)
class Part:
    """Of a shift some ``officer``s, bool (k,), and some ``node``s, bool (m,)."""

    officer: np.ndarray
    node: np.ndarray


class Teamwork:
    """Makes the problem of a team of what a shift is at a moment."""

    def __init__(self, shift: Shift) -> None:
        self.shift = shift
        problem, settings = shift.problem, shift.settings
        self.times = _times(problem, Clock(settings.shift_start).start_min_of_day)
        self.must = np.zeros(len(problem.nodes), dtype=np.int64) if problem.must is None else problem.must
        self.reach = within_reach(problem, True) if settings.return_to_start else shift.reach

    def problem_at(self, now: float, part: Part | None = None) -> Made | None:
        """The problem as it stands at a moment, or part of it; None where nothing is left to do, or nobody to do it."""
        shift = self.shift
        nodes, settings = shift.problem.nodes, shift.settings
        known = ~shift.is_call | (nodes.start_min <= now + ON_TIME_MIN)
        open_now = shift.waiting & known & (self.must >= 0) & (nodes.end_min > now)
        free = np.maximum(shift.free, now)
        can_work = free < shift.off
        if part is not None:
            open_now, can_work = open_now & part.node, can_work & part.officer
        officer = np.flatnonzero(can_work)
        crew = self._crew(officer, free[officer])
        home = self._can_end(crew)
        officer, crew = officer[home], self._crew(officer[home], free[officer[home]])
        tasks, node = self._tasks(np.flatnonzero(open_now), now)
        if len(node) == 0 or len(officer) == 0:
            return None
        can = self.reach[np.ix_(officer, node)]
        times = self.times
        if part is not None:
            tasks, crew, times = _among_their_places(tasks, crew, times)
        problem = TeamProblem(tasks, crew, times, can, settings.officer_cost, settings.balance / 60.0)
        return Made(problem, node, officer)

    def around(self, now: float, tasks: list[list[int]]) -> Part | None:
        """The officers nearest to the calls that nobody has been given yet, and what may be done there: what these
        officers have to do, and the nearest nodes that nobody has; None where there is no such call.

        now: the moment.
        tasks: the nodes that each officer is to visit.
        """
        shift, nodes = self.shift, self.shift.problem.nodes
        given = np.zeros(len(nodes), dtype=bool)
        given[[node for one in tasks for node in one]] = True
        free = shift.waiting & ~given & (nodes.start_min <= now + ON_TIME_MIN) & (nodes.end_min > now)
        late = now - nodes.start_min
        calls = np.flatnonzero(free & shift.is_call & (arrival_factor(np.maximum(late, 0.0), nodes.priority) > 0))
        if not len(calls):
            return None
        # Those that have come in last; the others could not be fitted in before.
        calls = calls[np.argsort(-nodes.start_min[calls], kind="stable")[:_CALLS_AROUND]]
        place, can_work = nodes.place[calls], np.maximum(shift.free, now) < shift.off
        there = np.full((len(calls), len(tasks)), np.inf)
        for officer in np.flatnonzero(can_work).tolist():
            journeys = shift.journeys[shift.problem.speed_class[officer]]
            there[:, officer] = journeys.arrivals(int(shift.at[officer]), place, max(float(shift.free[officer]), now))
        officers = np.zeros(len(tasks), dtype=bool)
        officers[np.argsort(there, axis=1, kind="stable")[:, :_OFFICERS_AROUND]] = True
        chosen = np.zeros(len(nodes), dtype=bool)
        chosen[calls] = True
        chosen[[node for one in np.flatnonzero(officers).tolist() for node in tasks[one]]] = True
        others = np.flatnonzero(shift.waiting & ~given & ~shift.is_call & (nodes.end_min > now))
        away = shift.problem.travel[0].minutes[np.ix_(place, nodes.place[others])].min(axis=0)
        chosen[others[np.argsort(away, kind="stable")[:_NODES_AROUND]]] = True
        return Part(officers, chosen)

    def _crew(self, officer: np.ndarray, free: np.ndarray) -> Crew:
        shift, problem = self.shift, self.shift.problem
        finish = problem.home[officer] if shift.settings.return_to_start else np.full(len(officer), -1)
        return Crew(
            start=shift.at[officer],
            finish=finish,
            free=free,
            off=shift.off[officer],
            rest_on=shift.break_on[officer],
            rest_off=shift.break_off[officer],
            speed=problem.speed_class[officer],
        )

    def _can_end(self, crew: Crew) -> np.ndarray:
        """Who comes to the place where they must end at all, bool (k,)."""
        shift = self.shift
        there = [
            one < 0 or np.isfinite(shift.problem.travel[speed].minutes[start, one])
            for start, one, speed in zip(crew.start.tolist(), crew.finish.tolist(), crew.speed.tolist())
        ]
        return np.array(there, dtype=bool)

    def _tasks(self, node: np.ndarray, now: float) -> tuple[Tasks, np.ndarray]:
        """The tasks that these nodes are, and the node of each."""
        shift = self.shift
        nodes, is_call = shift.problem.nodes, shift.is_call[node]
        ends, within, safer = _UNTIL, _WITHIN, np.ones(len(_UNTIL))
        if now > 0:
            ends, within = np.append(_SAFE_UNTIL, ends), np.append(_SAFE_UNTIL, within)
            safer = np.append(_SAFER, safer)
        # Nodes are one task each, calls one for each share of the reward.
        shares, plain = len(ends), np.zeros(int((~is_call).sum()), dtype=np.int64)
        step = np.concatenate([plain, np.tile(np.arange(shares), is_call.sum())])
        every = np.concatenate([node[~is_call], np.repeat(node[is_call], shares)])
        called = shift.is_call[every]
        factor = arrival_factor(np.where(called, within[step], np.nan), nodes.priority[every])
        until = np.where(called, nodes.start_min[every] + ends[step], np.inf)
        score = shift.full[every] * factor * np.where(called, safer[step], 1.0)
        must = self.must[every] > 0
        # What must be done is worth more than all the rest, also where it earns nothing any more.
        score = score + np.where(must, score.sum() + 1.0, 0.0)
        worth_it = (score > 0) & (until > now)
        every, score, until, called = every[worth_it], score[worth_it], until[worth_it], called[worth_it]
        place = nodes.place[every]
        busy = np.where(called, -np.inf, shift.busy[place])
        tasks = Tasks(
            place=place,
            score=score,
            opens=np.maximum(nodes.start_min[every], busy),
            closes=np.minimum(nodes.end_min[every], until),
            dwell=np.full(len(every), shift.settings.dwell_min),
            group=every,
            alone=~called,
        )
        return tasks, every

    def cooling(self, made: Made, anew: bool) -> Cooling:
        """How long to search: by the size, and less where only a call has come in."""
        visits = min(len(made.node), 60 * len(made.officer))
        steps = min(max(_STEPS_A_VISIT * visits, _LEAST_STEPS), _MOST_STEPS)
        if anew:
            steps = max(steps // _SHARE_ANEW, _LEAST_ANEW)
        return Cooling(steps=steps, most=steps, hot=_HOT, cold=_COLD)


def _times(problem: PatrolProblem, clock: float) -> Times:
    """The travel times of all speeds, by the hour."""
    first = problem.travel[0].hourly
    if first is not None:
        hourly = [one.hourly for one in problem.travel if one.hourly is not None]
        return Times(np.stack([one.minutes for one in hourly]), first.table, first.scale, clock)
    minutes = np.stack([travel.minutes for travel in problem.travel])[:, None]
    scale = np.ones(24) if problem.traffic is None else problem.traffic.factors
    return Times(minutes, np.zeros(24, dtype=np.int64), scale, clock)


def _among_their_places(tasks: Tasks, crew: Crew, times: Times) -> tuple[Tasks, Crew, Times]:
    """The same with travel times between the places that occur."""
    used = np.unique(np.concatenate([tasks.place, crew.start, crew.finish[crew.finish >= 0]]))

    def number(place: np.ndarray) -> np.ndarray:
        return np.where(place < 0, -1, np.searchsorted(used, place))

    minutes = times.minutes[:, :, used[:, None], used]
    crew = replace(crew, start=number(crew.start), finish=number(crew.finish))
    return replace(tasks, place=number(tasks.place)), crew, replace(times, minutes=minutes)
