"""Routes met on the way, and the choice among them that is worth most: set packing, solved by HiGHS."""

from __future__ import annotations

import numpy as np

from ...route.plan import Deadline
from .problem import TeamProblem

# Routes the choice is made among, and nodes of the search tree; the seconds are far more than these take, as a plan
# must not depend on the clock.
_MOST_ROUTES = 2500
_MOST_NODES = 60
_LONGEST_S = 20.0
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

    def best_choice(self, deadline: Deadline) -> list[list[int]] | None:
        """The routes, one an officer at most and no task twice, that are worth most; None where none is found."""
        try:
            from scipy.optimize import Bounds, LinearConstraint, milp
        except ImportError:
            # SciPy before 1.9 has no such solver.
            return None
        from scipy.sparse import csr_matrix

        keys = self._ranked()[:_MOST_ROUTES]
        left = deadline.left()
        if not keys or left == 0:
            return None
        worth = np.array([self._worth[key] for key in keys]) - self.problem.officer_cost
        size = [len(key[1]) for key in keys]
        column = np.repeat(np.arange(len(keys)), size)
        task = np.array([one for key in keys for one in self._order[key]])
        groups = self.problem.tasks.group
        rows = int(groups.max()) + 1
        of_kind = np.array([key[0] for key in keys])
        number = np.bincount(self.kind)
        matrix = csr_matrix(
            (
                np.ones(len(task) + len(keys)),
                (np.concatenate([groups[task], rows + of_kind]), np.concatenate([column, np.arange(len(keys))])),
            ),
            shape=(rows + len(number), len(keys)),
        )
        limit = np.concatenate([np.ones(rows), number])
        options = {"node_limit": _MOST_NODES, "time_limit": _LONGEST_S if left is None else min(left, _LONGEST_S)}
        found = milp(
            -worth,
            constraints=LinearConstraint(matrix, ub=limit),
            integrality=np.ones(len(keys)),
            bounds=Bounds(0, 1),
            options=options,
        )
        if found.x is None:
            return None
        return self._given_out([keys[one] for one in np.flatnonzero(found.x > 0.5)])

    def _given_out(self, keys: list[tuple[int, frozenset[int]]]) -> list[list[int]]:
        routes: list[list[int]] = [[] for _ in self._kind]
        free = {kind: np.flatnonzero(self.kind == kind).tolist() for kind in set(self._kind)}
        for key in keys:
            routes[free[key[0]].pop(0)] = self._order[key]
        return routes
