"""Routes met on the way, and the choice among them that is worth most: set packing, solved by HiGHS."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...route.plan import Deadline
from .problem import TeamProblem

# Routes the choice is made among; tasks in all of those for whole choices of which the tree is searched, and its nodes:
# HiGHS does not look at the clock while it searches its first node, so that its work is bounded by size.
_MOST_ROUTES = 2500
_MOST_TASKS = 20_000
_MOST_NODES = 60
_LONGEST_S = 20.0
_LEAST_GAIN = 1e-9
# Routes that are kept at most.
_MOST_KEPT = 20_000


class Pool:
    """Different routes of each kind of officer; of those that do the same tasks the first one met, and the worth of the
    best solution in which it was.
    """

    def __init__(self, problem: TeamProblem) -> None:
        self.problem = problem
        self.kind = problem.crew.kinds()
        self._kind, self._score = self.kind.tolist(), problem.tasks.score.tolist()
        self._worth: dict[tuple[int, frozenset[int]], float] = {}
        self._within: dict[tuple[int, frozenset[int]], float] = {}
        self._order: dict[tuple[int, frozenset[int]], list[int]] = {}

    def __len__(self) -> int:
        return len(self._worth)

    def add(self, officer: int, route: list[int], within: float) -> None:
        """Take a route that fits, of a solution worth so much."""
        if not route:
            return
        key = (self._kind[officer], frozenset(route))
        if key not in self._worth:
            self._worth[key] = sum(self._score[task] for task in route)
            self._order[key] = route
            self._within[key] = within
            if len(self._worth) > _MOST_KEPT:
                self._forget()
        elif within > self._within[key]:
            self._within[key] = within

    def _forget(self) -> None:
        """Keep the better half."""
        for key in self._ranked()[_MOST_KEPT // 2 :]:
            del self._worth[key], self._order[key], self._within[key]

    def _ranked(self) -> list[tuple[int, frozenset[int]]]:
        """Those of the best solutions first, and of these the best routes."""
        return sorted(self._worth, key=lambda key: (-self._within[key], -self._worth[key], key[0], sorted(key[1])))

    def best_choice(self, deadline: Deadline, known: list[list[int]]) -> list[list[int]] | None:
        """The routes, one an officer at most and no task twice, that are worth most.

        deadline: of the choice.
        known: routes that are in hand; None is returned where none is found that is worth more.
        """
        try:
            from scipy.optimize import Bounds, LinearConstraint, linprog, milp
        except ImportError:
            # SciPy before 1.9 has no such solver.
            return None

        keys = self._ranked()[:_MOST_ROUTES]
        left = deadline.left()
        if not keys or left == 0:
            return None
        loss = self.problem.officer_cost - np.array([self._worth[key] for key in keys])
        in_hand = sum(self.problem.officer_cost - sum(self._score[task] for task in route) for route in known if route)
        matrix, limit = self._packing(keys)
        seconds = _LONGEST_S if left is None else min(left, _LONGEST_S)
        parts = linprog(loss, A_ub=matrix, b_ub=limit, bounds=(0, 1), method="highs", options={"time_limit": seconds})
        if parts.status != 0:
            return None
        # A choice with a route that costs more than what parts of routes are ahead of those in hand is not better.
        cost = loss - matrix.T @ parts.ineqlin.marginals
        able = np.flatnonzero(cost < in_hand - parts.fun - _LEAST_GAIN)
        able = able[np.argsort(cost[able], kind="stable")]
        size = np.array([len(keys[one][1]) for one in able], dtype=np.int64)
        able = np.sort(able[np.cumsum(size) <= _MOST_TASKS])
        if not len(able):
            return None
        found = milp(
            loss[able],
            constraints=LinearConstraint(matrix[:, able], ub=limit),
            integrality=np.ones(len(able)),
            bounds=Bounds(0, 1),
            options={"node_limit": _MOST_NODES, "time_limit": seconds},
        )
        if found.x is None or found.fun > in_hand - _LEAST_GAIN:
            return None
        return self._given_out([keys[one] for one in able[found.x > 0.5]])

    def _packing(self, keys: list[tuple[int, frozenset[int]]]) -> tuple[Any, np.ndarray]:
        """No group of tasks twice, and no more routes of a kind than officers: the matrix, and its right-hand side."""
        from scipy.sparse import csc_matrix

        column = np.repeat(np.arange(len(keys)), [len(key[1]) for key in keys])
        task = np.array([one for key in keys for one in self._order[key]])
        groups = self.problem.tasks.group
        rows = int(groups.max()) + 1
        of_kind = np.array([key[0] for key in keys])
        number = np.bincount(self.kind)
        matrix = csc_matrix(
            (
                np.ones(len(task) + len(keys)),
                (np.concatenate([groups[task], rows + of_kind]), np.concatenate([column, np.arange(len(keys))])),
            ),
            shape=(rows + len(number), len(keys)),
        )
        return matrix, np.concatenate([np.ones(rows), number])

    def _given_out(self, keys: list[tuple[int, frozenset[int]]]) -> list[list[int]]:
        routes: list[list[int]] = [[] for _ in self._kind]
        free = {kind: np.flatnonzero(self.kind == kind).tolist() for kind in set(self._kind)}
        for key in keys:
            routes[free[key[0]].pop(0)] = self._order[key]
        return routes
