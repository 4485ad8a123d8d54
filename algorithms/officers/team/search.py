"""Search for the routes of a team that are worth most: ruin and recreate, annealing, recombination."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ...control import Control
from ...route.plan import Deadline
from .annealing import anneal, keep_best, objective
from .data import MOST_OPEN, Data, data_of, empty_state, work_of
from .kernel import prepared
from .pool import Pool
from .problem import TeamProblem
from .recreate import part_those_who_meet, recreate
from .routes import keep_route, put_in, take_out
from .timetable import refresh

Routes = list[list[int]]


@dataclass(frozen=True)
class Cooling:
    """``steps``: of a cycle of cooling; one in three goes on from the best solution, the others begin anew.
    ``patience``: the search has converged after so many cycles in a row without a better solution. ``most``: steps in
    all. ``hot``, ``cold``: a loss of so many times the median score is accepted with probability 1/e when a cycle
    begins and ends; one that goes on later begins at ``warm`` times that. ``thrift``, ``greed``: between which powers
    the delay and the score count. ``blink``: the share of the tasks that a step passes over.
    """

    steps: int = 2000
    patience: int = 6
    most: int | None = None
    hot: float = 2.0
    cold: float = 0.3
    warm: float = 0.4
    thrift: tuple[float, float] = (0.0, 1.0)
    greed: tuple[float, float] = (0.6, 1.6)
    blink: float = 0.02


# Steps between two questions whether to stop.
_BATCH = 32
_DRAWS = 2048
_LEVELS = 6
_NOISE, _NOISES = 0.2, 4096
# What one cycle after another lets an earlier end count: all minutes of the duty as much as so many times the score of
# all that is done.
_EARLINESS = (0.02, 0.0, 0.005)
# One in so many cycles goes on from the best solution. Routes of cycles that began anew differ, and the choice among
# them all is worth far more than one cycle as long as all of these.
_GOES_ON = 3
# For such a share of a cycle that begins anew each score is made up to so much of itself less or more, so that cycles
# end in different corners.
_TWISTED, _TWIST = 0.5, 0.9
# After so many cycles in a row without a better solution, every other one that begins anew is so many times as hot, and
# twisted for such a share: a hot one forgets where it began and ends where those before it did.
_STALE, _MILD, _MILDLY_TWISTED = 12, 0.5, 0.3
# The choice is made after so many cycles, then whenever there are so many times as many, and at the end, for which
# a share of the time is left.
_FIRST_CHOICE, _NEXT_CHOICE, _SEARCHED = 3, 1.5, 0.94


class TeamSearch:
    """Slack induction by string removals for a team that need not do all (Christiaens & Vanden Berghe 2020).

    ``best``: the worth of ``routes()``. Equal seeds give equal routes, but for the deadline.
    """

    def __init__(self, problem: TeamProblem, seed: int, cooling: Cooling | None = None) -> None:
        self.problem = problem
        self.cooling = cooling or Cooling()
        self.pool = Pool(problem)
        self._rng = np.random.default_rng(seed)
        self._data, self._state, self._work = data_of(problem), empty_state(problem), work_of(problem)
        score = problem.tasks.score
        greed = np.linspace(*self.cooling.greed, _LEVELS)
        unit = float(np.median(score)) if len(score) else 1.0
        self._unit = unit
        self._wanted = prepared((score / unit)[None, :] ** greed[:, None])
        for r in range(len(problem.crew)):
            refresh(self._data, self._state, r)
        self.best = objective(self._data, self._state)
        self.cycles = self.fruitless = self.steps = 0
        self._next_choice = float(_FIRST_CHOICE)

    def routes(self) -> Routes:
        """The best: the tasks of each officer, in their order."""
        return self._chains(self._state.best)

    def _chains(self, after: Sequence[int]) -> Routes:
        tasks, officers = self._data.tasks, self._data.officers
        found = []
        for r in range(officers):
            route, node = [], int(after[tasks + r])
            while node < tasks:
                route.append(node)
                node = int(after[node])
            found.append(route)
        return found

    def offer(self, routes: Routes) -> bool:
        """Go on from these routes, less what does not fit; whether they are the best so far."""
        self._set(routes)
        value = objective(self._data, self._state)
        for r, route in enumerate(self._chains(self._state.after)):
            self.pool.add(r, route, value)
        if value > self.best + 1e-9:
            self.best = value
            keep_best(self._data, self._state)
            return True
        return False

    def _set(self, routes: Routes) -> None:
        """Make these the current routes; a task that does not fit in its turn is left out."""
        data, state = self._data, self._state
        for r in range(data.officers):
            a = data.tasks + r
            while state.after[a] < data.tasks:
                take_out(data, state, state.after[a])
            state.dirty[r] = 1
            refresh(data, state, r)
        state.worth[0] = 0.0
        for r, route in enumerate(routes):
            a = data.tasks + r
            for c in route:
                if state.owner[c] >= 0 or state.taken[data.group[c]] or not self.problem.can[r, c]:
                    continue
                put_in(data, state, c, a)
                if refresh(data, state, r):
                    a = c
                else:
                    take_out(data, state, c)
                    refresh(data, state, r)
        work = self._work
        work.count[1], work.count[2] = 0, 0
        work.count[3] += 1
        for r in range(data.officers):
            keep_route(data, state, work, r)
        part_those_who_meet(data, state, work)

    def run(self, deadline: Deadline, control: Control) -> bool:
        """Search until it has converged; whether the deadline ended it."""
        cooling, most = self.cooling, self.cooling.most
        if self._data.tasks == 0:
            return False
        late, until = False, deadline.share(_SEARCHED)
        while not late and self.fruitless < cooling.patience and (most is None or self.steps < most):
            before = self.best
            late = self._cool(cooling.steps if most is None else min(cooling.steps, most - self.steps), until, control)
            self.cycles += 1
            if self.cycles >= self._next_choice and not late:
                self._next_choice = self.cycles * _NEXT_CHOICE
                self._recombine(deadline)
            self.fruitless = 0 if self.best > before + 1e-9 else self.fruitless + 1
        self._recombine(deadline)
        while self._fill(control):
            pass
        return late

    def _fill(self, control: Control) -> bool:
        """Put into the best routes what still fits; whether anything did.

        The steps pass over what fits nobody at first. Who has a task in between may rest nearer to it.
        """
        data, state, work = self._data, self._state, self._work
        self._set(self.routes())
        free = [c for c in range(data.tasks) if state.owner[c] < 0 and not state.taken[data.group[c]]]
        work.count[5], work.count[6] = -1, 0
        like = prepared(np.ones(_NOISES))
        for begin in range(0, len(free), MOST_OPEN):
            control.check()
            some = free[begin : begin + MOST_OPEN]
            for i, c in enumerate(some):
                work.open[i], work.mark[c] = c, work.count[3]
            work.count[0] = len(some)
            recreate(data, state, work, self._wanted[_LEVELS // 2], like, 0, 1.0)
        value = objective(data, state) if part_those_who_meet(data, state, work) else -np.inf
        if value <= self.best + 1e-9:
            return False
        for r in range(data.officers):
            state.dirty[r] = 1
        self.best = value
        keep_best(data, state)
        return True

    def _cool(self, steps: int, deadline: Deadline, control: Control) -> bool:
        """One cycle from hot to cold; whether the deadline ended it."""
        cooling, rng = self.cooling, self._rng
        anew = self.cycles % _GOES_ON != 0
        self._set([[] for _ in self.problem.crew.start] if anew else self.routes())
        mild = anew and self.fruitless >= _STALE and self.cycles % 2 == 0
        hot, cold = (heat * (_MILD if mild else 1.0) for heat in (cooling.hot, cooling.cold))
        hot = hot if anew or self.cycles == 0 else max(hot * cooling.warm, cold)
        twisted = steps * (_MILDLY_TWISTED if mild else _TWISTED)
        worth = max(self.best, self._unit)
        span = float((self.problem.crew.off - self.problem.crew.free).sum())
        earliness = _EARLINESS[self.cycles % len(_EARLINESS)] * worth / max(span, 1e-9)
        noise = rng.uniform(1.0 - _NOISE, 1.0 + _NOISE, _NOISES)
        noise[rng.random(_NOISES) < cooling.blink] = 0.0
        noise = prepared(noise)
        data = self._twisted() if anew else self._data
        done = 0
        while done < steps:
            control.check()
            if deadline.passed():
                return True
            if data is not self._data and done >= twisted:
                data = self._data
                self._set(self._chains(self._state.after))
            batch = min(_BATCH, steps - done)
            heat = self._unit * hot * (cold / hot) ** ((done + np.arange(batch)) / steps)
            # What twisted scores call the best is none.
            best = self.best if data is self._data else np.inf
            best, _ = anneal(
                data, self._state, self._work, self._wanted, noise, prepared(rng.random(_DRAWS)),
                prepared(heat), prepared(np.log(1.0 - rng.random(batch))), earliness, cooling.thrift, best,
            )  # fmt: skip
            if data is self._data:
                self.best = best
                self._take_notes()
            done += batch
            self.steps += batch
        return False

    def _twisted(self) -> Data:
        """The problem with other scores."""
        score = self.problem.tasks.score
        twist = self._rng.uniform(1.0 - _TWIST, 1.0 + _TWIST, len(score))
        return self._data._replace(score=prepared(score * twist))

    def _take_notes(self) -> None:
        """Take the routes met into the pool."""
        work = self._work
        for i in range(work.count[7]):
            route = list(map(int, work.met[work.met_from[i] : work.met_from[i + 1]]))
            self.pool.add(int(work.met_of[i]), route, float(work.met_worth[i]))

    def _recombine(self, deadline: Deadline) -> None:
        """Offer the best choice of all the routes met so far."""
        routes = self.pool.best_choice(deadline, self.routes())
        if routes is not None:
            self.offer(routes)
