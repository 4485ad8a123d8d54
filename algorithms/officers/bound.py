"""How much reward no assignment of officers can exceed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_matrix

from ..route.plan import ON_TIME_MIN
from .jobs import Jobs, jobs_of
from .problem import AssignmentSettings, PatrolProblem

# Percent that adding numbers in another order may make.
_ROUNDING_PERCENT = 1e-6
# Into how many pieces of equal length a shift is cut at least.
_PIECES = 24
# Most moments at which windows of nodes cut it further.
_MOST_CUTS = 200
# Jobs whose rewards a minute differ by less than this share are one kind, counted as the better of them.
_KIND_SHARE = 1e-3
_MOST_KINDS = 4000
# Minutes by which plans may miss a moment, several times over: the pieces of the shift are so much longer.
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
    first = np.clip(np.searchsorted(cuts, jobs.opens + _SLACK_MIN, side="right") - 1, 0, len(cuts) - 2)
    last = np.clip(np.searchsorted(cuts, jobs.ends - _SLACK_MIN, side="left") - 1, first, len(cuts) - 2)
    prices, fees = _prices(jobs, first, last, minutes, settings.officer_cost)
    spans = np.column_stack([first, last + 1])
    found = _at_prices(jobs, spans, minutes, settings.officer_cost, prices, fees)
    return min(found, _at_prices(jobs, spans, minutes, settings.officer_cost, 0 * prices, 0 * fees))


def gap_percent(bound: float, reward: float) -> float:
    """Percent that a plan's reward lies below the bound; −1 where nothing can be earned."""
    gap = 100.0 * (bound - reward) / bound if bound > 0 else -1.0
    # A plan that reaches the bound adds the same rewards in another order.
    return 0.0 if -_ROUNDING_PERCENT < gap < 0 else gap


def _cuts(problem: PatrolProblem, settings: AssignmentSettings) -> np.ndarray:
    """Where the shift is cut, minutes, ascending: into equal pieces, where windows of nodes begin, where visits end."""
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
) -> tuple[np.ndarray, np.ndarray]:
    """What a minute is worth in each piece of the shift at the optimum of the linear programme, (pieces,), and passing
    each opening, (openings,).

    jobs: n of them.
    first, last: int64 (n,), the pieces of the shift in which each can be done.
    minutes: float64 (k, pieces), when officers work.
    officer_cost: of each who works at all.
    """
    pieces, openings = minutes.shape[1], int(jobs.entry.max()) + 1
    kinds = _kinds(jobs, first, last)
    each = kinds.last - kinds.first + 1
    kind = np.repeat(np.arange(len(each)), each)
    piece = np.arange(len(kind)) - np.repeat(np.cumsum(each) - each - kinds.first, each)
    team, alike = np.unique(minutes, axis=0, return_counts=True)
    rows, columns = len(kinds.most), len(kind)
    who, when = np.nonzero(team)
    enters = np.flatnonzero(kinds.entry[kind] >= 0)
    passed, passers = (every.reshape(-1) for every in np.indices((openings, len(team))))
    # A variable is so much of a job in a piece, by its minutes; or how many officers of a kind work.
    entries = (
        (kinds.row[kind], np.arange(columns), 1.0 / kinds.minutes[kind]),
        (rows + piece, np.arange(columns), np.ones(columns)),
        (rows + when, columns + who, -team[who, when]),
        (rows + pieces + kinds.entry[kind[enters]], enters, 1.0 / kinds.minutes[kind[enters]]),
        (rows + pieces + passed, columns + passers, -np.ones(len(passed))),
    )
    row, column, value = (np.concatenate(one) for one in zip(*entries))
    matrix = coo_matrix((value, (row, column)), shape=(rows + pieces + openings, columns + len(team)))
    found = linprog(
        np.concatenate([-(kinds.reward / kinds.minutes)[kind], np.full(len(team), officer_cost)]),
        A_ub=matrix.tocsr(),
        b_ub=np.concatenate([kinds.most, np.zeros(pieces + openings)]),
        bounds=np.column_stack([np.zeros(columns + len(team)), np.concatenate([np.full(columns, np.inf), alike])]),
        method="highs",
    )
    if found.status != 0:
        return np.zeros(pieces), np.zeros(openings)
    prices = np.maximum(-found.ineqlin.marginals[rows:], 0.0)
    return prices[:pieces], prices[pieces:]


@dataclass(frozen=True)
class _Kinds:
    """Jobs that are alike as one, n of them. ``row``: int64 (n,), the node or nodes that each belongs to. ``most``:
    float64 (rows,), how many of these there are. ``reward``, ``minutes``, ``entry``: (n,), see Jobs. ``first``,
    ``last``: int64 (n,), the pieces of the shift in which each can be done.
    """

    row: np.ndarray
    most: np.ndarray
    reward: np.ndarray
    minutes: np.ndarray
    entry: np.ndarray
    first: np.ndarray
    last: np.ndarray


def _kinds(jobs: Jobs, first: np.ndarray, last: np.ndarray) -> _Kinds:
    """Jobs, n of them, that take time, with the first and last piece of the shift, int64 (n,), of each."""
    timed = np.flatnonzero(jobs.minutes > 0)
    node, reward, minutes, entry = (column[timed] for column in (jobs.node, jobs.reward, jobs.minutes, jobs.entry))
    first, last = first[timed], last[timed]
    _, row = np.unique(node, return_inverse=True)
    if len(timed) <= _MOST_KINDS:
        return _Kinds(row, np.ones(int(row.max(initial=-1)) + 1), reward, minutes, entry, first, last)
    # Of many, those of nodes with one job that are worth about as much a minute in the same pieces are one; the best of
    # them as often as all their minutes allow.
    level = np.floor(np.log(reward / minutes) / _KIND_SHARE)
    own = np.where((np.bincount(row)[row] == 1) & (entry < 0), -1, np.arange(len(row)))
    _, which = np.unique(np.column_stack([first, last, level, own]), axis=0, return_inverse=True)
    which = which.reshape(-1)
    lead = np.lexsort((-reward / minutes, which))[np.searchsorted(np.sort(which), np.arange(which.max() + 1))]
    most = np.bincount(which, minutes) / minutes[lead]
    _, rows = np.unique(np.where(own[lead] < 0, len(row) + np.arange(len(lead)), row[lead]), return_inverse=True)
    limit = np.ones(int(rows.max()) + 1)
    limit[rows] = np.where(own[lead] < 0, most, 1.0)
    return _Kinds(rows, limit, reward[lead], minutes[lead], entry[lead], first[lead], last[lead])


def _at_prices(
    jobs: Jobs,
    spans: np.ndarray,
    minutes: np.ndarray,
    officer_cost: float,
    prices: np.ndarray,
    fees: np.ndarray,
) -> float:
    """The bound that prices give.

    jobs: n of them.
    spans: int64 (n, 2), the first piece of the shift in which each can be done, and the one after the last.
    minutes: float64 (k, pieces), when officers work.
    officer_cost: of each who works at all.
    prices: float64 (pieces,), at least 0, of a minute in each piece.
    fees: float64 (openings,), at least 0, of passing each opening.
    """
    distinct, which = np.unique(spans, axis=0, return_inverse=True)
    cheapest = np.minimum.reduceat(np.append(prices, np.inf), distinct.reshape(-1))[::2]
    # The last of them is for jobs that pass none.
    fee = np.append(fees, 0.0)[jobs.entry]
    gain = np.maximum(jobs.reward - jobs.minutes * cheapest[which.reshape(-1)] - fee, 0.0)
    nodes = np.maximum.reduceat(gain, np.flatnonzero(np.diff(jobs.node, prepend=-1))).sum()
    officers = np.maximum(minutes @ prices + fees.sum() - officer_cost, 0.0).sum()
    return float(nodes + officers)
