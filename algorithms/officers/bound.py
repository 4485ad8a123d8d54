"""How much reward no assignment of officers can exceed."""

from __future__ import annotations

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_matrix

from ..route.plan import ON_TIME_MIN
from .jobs import Jobs, jobs_of
from .problem import AssignmentSettings, PatrolProblem

# Percent that adding numbers in another order may make.
_ROUNDING_PERCENT = 1e-6
# Into how many pieces of equal length a shift is cut at least.
_PIECES = 48
# Most moments at which windows of nodes cut it further.
_MOST_CUTS = 200
# Jobs whose rewards a minute differ by less than this share are one kind, counted as the better of them.
_KIND_SHARE = 1e-3
_MOST_KINDS = 4000
# Minutes by which plans may miss a moment, several times over.
_SLACK_MIN = 10 * ON_TIME_MIN


def reward_bound(problem: PatrolProblem, settings: AssignmentSettings) -> float:
    """An upper bound of the objective: the most that the officers' minutes can buy, where and when they are.

    Every visit takes minutes of one officer within its window (see jobs). So the best choice of (parts of) jobs that
    fit the minutes that all officers work in each piece of the shift earns at least as much as any plan: a linear
    programme with the windows of the nodes, duty and breaks, and the factors of Table III. Its dual prices of a minute
    bound the reward whatever they are, so that no tolerance of the solver enters: what the nodes are worth above these
    prices, and the officers' minutes at these prices less their cost.
    """
    jobs = jobs_of(problem, settings)
    if len(jobs) == 0:
        return 0.0
    cuts = _cuts(problem, settings)
    minutes = _working_minutes(problem, settings, cuts)
    first = np.clip(np.searchsorted(cuts, jobs.opens - _SLACK_MIN, side="right") - 1, 0, len(cuts) - 2)
    last = np.clip(np.searchsorted(cuts, jobs.ends + _SLACK_MIN, side="left") - 1, first, len(cuts) - 2)
    prices = _prices(jobs, first, last, minutes, settings.officer_cost)
    return min(
        _at_prices(jobs, first, last, minutes, settings.officer_cost, price) for price in (prices, np.zeros(len(prices)))
    )


def gap_percent(bound: float, reward: float) -> float:
    """Percent that a plan's reward lies below the bound; −1 where nothing can be earned."""
    gap = 100.0 * (bound - reward) / bound if bound > 0 else -1.0
    # A plan that reaches the bound adds the same rewards in another order.
    return 0.0 if -_ROUNDING_PERCENT < gap < 0 else gap


def _cuts(problem: PatrolProblem, settings: AssignmentSettings) -> np.ndarray:
    """Where the shift is cut, minutes, ascending: equal pieces, and where windows of nodes begin and visits of them end."""
    nodes = problem.nodes
    own = np.unique(np.concatenate([nodes.start_min, nodes.end_min + settings.dwell_min]))
    own = own[(own > 0) & (own < settings.shift_min)]
    equal = np.linspace(0.0, settings.shift_min, _PIECES + 1)
    return np.unique(np.concatenate([equal, own])) if len(own) <= _MOST_CUTS else equal


def _working_minutes(problem: PatrolProblem, settings: AssignmentSettings, cuts: np.ndarray) -> np.ndarray:
    """How long each officer works in each piece of the shift, (k, pieces)."""
    on, off = problem.officers.duty(settings.shift_min)
    rest_on, rest_off = problem.officers.breaks()

    def common(begin: np.ndarray, end: np.ndarray) -> np.ndarray:
        begin, end = (np.clip(moment[:, None], cuts[0], cuts[-1]) for moment in (begin, end))
        return np.maximum(np.minimum(end, cuts[1:]) - np.maximum(begin, cuts[:-1]), 0.0)

    working = common(on, np.maximum(off, on)) - common(np.maximum(rest_on, on), np.minimum(rest_off, off))
    # Plans may run over by as much.
    return np.where(working > 0, working + _SLACK_MIN, 0.0)


def _prices(
    jobs: Jobs, first: np.ndarray, last: np.ndarray, minutes: np.ndarray, officer_cost: float
) -> np.ndarray:
    """What a minute is worth in each piece of the shift at the optimum of the linear programme, (pieces,).

    jobs: n of them.
    first, last: int64 (n,), the pieces of the shift in which each can be done.
    minutes: float64 (k, pieces), when officers work.
    officer_cost: of each who works at all.
    """
    pieces = minutes.shape[1]
    row, density, limit, first, last = _kinds(jobs, first, last)
    each = last - first + 1
    job = np.repeat(np.arange(len(each)), each)
    piece = np.arange(len(job)) - np.repeat(np.cumsum(each) - each - first, each)
    team, alike = np.unique(minutes, axis=0, return_counts=True)
    rows, columns = len(limit), len(job)
    who, when = np.nonzero(team)
    matrix = coo_matrix(
        (
            np.concatenate([np.ones(2 * columns), -team[who, when]]),
            (
                np.concatenate([row[job], rows + piece, rows + when]),
                np.concatenate([np.tile(np.arange(columns), 2), columns + who]),
            ),
        ),
        shape=(rows + pieces, columns + len(team)),
    )
    found = linprog(
        np.concatenate([-density[job], np.full(len(team), officer_cost)]),
        A_ub=matrix.tocsr(),
        b_ub=np.concatenate([limit, np.zeros(pieces)]),
        bounds=np.column_stack([np.zeros(columns + len(team)), np.concatenate([np.full(columns, np.inf), alike])]),
        method="highs",
    )
    return np.maximum(-found.ineqlin.marginals[rows:], 0.0) if found.status == 0 else np.zeros(pieces)


def _kinds(jobs: Jobs, first: np.ndarray, last: np.ndarray) -> tuple[np.ndarray, ...]:
    """Jobs, n of them, as kinds: the row of the node or nodes that each belongs to, the reward of a minute, the
    minutes of each row, and the first and last piece of each kind. Where there are many, nodes that are alike are one.
    """
    timed = np.flatnonzero(jobs.minutes > 0)
    _, row = np.unique(jobs.node[timed], return_inverse=True)
    limit = np.zeros(int(row.max(initial=-1)) + 1)
    limit[row] = jobs.minutes[timed]
    density, first, last = jobs.reward[timed] / jobs.minutes[timed], first[timed], last[timed]
    if len(timed) <= _MOST_KINDS:
        return row, density, limit, first, last
    level = np.ceil(np.log(density) / _KIND_SHARE)
    # A node with several jobs stays as it is.
    alone = np.bincount(row)[row] == 1
    key = np.column_stack([first, last, level, np.where(alone, -1, row)])
    kind, which = np.unique(key, axis=0, return_inverse=True)
    which = which.reshape(-1)
    row_of = np.where(kind[:, 3] < 0, len(limit) + np.arange(len(kind)), kind[:, 3]).astype(np.int64)
    total = np.concatenate([limit, np.bincount(which, jobs.minutes[timed], minlength=len(kind))])
    _, rows = np.unique(row_of, return_inverse=True)
    bounds = np.zeros(int(rows.max()) + 1)
    bounds[rows] = total[row_of]
    best = np.exp(kind[:, 2] * _KIND_SHARE)
    return rows, best, bounds, kind[:, 0].astype(np.int64), kind[:, 1].astype(np.int64)


def _at_prices(
    jobs: Jobs, first: np.ndarray, last: np.ndarray, minutes: np.ndarray, officer_cost: float, prices: np.ndarray
) -> float:
    """The bound that prices of a minute give, in each piece of the shift.

    jobs: n of them.
    first, last: int64 (n,), the pieces of the shift in which each can be done.
    minutes: float64 (k, pieces), when officers work.
    officer_cost: of each who works at all.
    prices: float64 (pieces,), at least 0.
    """
    spans, which = np.unique(np.column_stack([first, last + 1]), axis=0, return_inverse=True)
    cheapest = np.minimum.reduceat(np.append(prices, np.inf), spans.reshape(-1))[::2]
    gain = np.maximum(jobs.reward - jobs.minutes * cheapest[which.reshape(-1)], 0.0)
    begins = np.flatnonzero(np.diff(jobs.node, prepend=-1))
    nodes = np.maximum.reduceat(gain, begins).sum()
    officers = np.maximum(minutes @ prices - officer_cost, 0.0).sum()
    return float(nodes + officers)
