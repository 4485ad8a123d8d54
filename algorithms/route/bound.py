"""What no route can exceed: an upper bound of the priority that one shift can collect."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_matrix, csr_matrix, vstack
from scipy.sparse.csgraph import maximum_flow

from ..control import Control
from .plan import ON_TIME_MIN, Deadline
from .schedule import Schedule

# Stops beyond which the linear programme would take longer than a look at the plan is worth.
_MOST_STOPS = 150
# Places beyond which there is no bound at all.
_MOST_PLACES = 1000
# Times that cuts are added. Counted, so that the bound is the same on every machine.
_MOST_ROUNDS = 15
_FLOW_UNIT = 1_000_000
_LEAST_CUT = 1e-3
# A bound of whole priorities is whole; rounding errors of the solver lie below this.
_SOLVER_ERROR = 1e-6


@dataclass(frozen=True)
class _Relaxed:
    """What is left of a schedule when only minutes count: ``way``: float64 (m + 2, m + 2), the least minutes from the
    start (0), the m stops and the end (m + 1) to each, inf for ways that no route has; ``stay``, ``priority``: float64
    (m,), ``must``: bool (m,), of the stops; ``minutes``: how long one can drive and stay in all.
    """

    way: np.ndarray
    stay: np.ndarray
    priority: np.ndarray
    must: np.ndarray
    minutes: float


def upper_bound(
    schedule: Schedule, all_musts: bool, enough: float, deadline: Deadline, control: Control
) -> float | None:
    """The sum of priorities that no route exceeds; a multiple of their unit where they are whole numbers. None for more
    than a thousand places, or where the deadline has passed.

    A relaxation: openings and the hours of traffic count only where they forbid two stops one after another for good,
    every drive takes the least time of any hour, and the break is so much less time. Of that the linear programme of
    the orienteering problem (Vansteenwegen & Gunawan 2019, chapter 2), with cuts against routes in pieces; for more
    than 150 stops the fractional knapsack alone.

    schedule: what is possible when.
    all_musts: whether only routes with all stops that must be visited count.
    enough: a score that some route has: no bound needs to be lower.
    deadline: when to stop at the latest; the bound so far is valid.
    control: asked to stop between two rounds.
    """
    control.check()
    if len(schedule.problem.travel) > _MOST_PLACES or deadline.passed():
        return None
    relaxed = _relaxed(schedule, all_musts)
    bound = _whole(_knapsack(relaxed), relaxed.priority)
    if len(relaxed.stay) > _MOST_STOPS or bound <= enough:
        return max(bound, enough)
    return max(min(bound, _programme(relaxed, bound, enough, deadline, control)), enough)


def _relaxed(schedule: Schedule, all_musts: bool) -> _Relaxed:
    stops = np.flatnonzero(schedule.can)
    least = schedule.least_minutes()
    places = np.array([schedule.start, *stops, schedule.start if schedule.last is None else schedule.last])
    way = least[places[:, None], places]
    if schedule.last is None:
        way[:, -1] = 0.0
    end = len(stops) + 1
    stay = schedule.dwell[stops]
    first = np.maximum(schedule.opens[stops], way[0, 1:end]) + stay
    until = np.minimum(schedule.closes[stops], schedule.shift_min)
    # i, then j: too late for j's opening, or no way home within the shift.
    over = np.maximum(first[:, None] + way[1:end, 1:end], schedule.opens[stops]) + stay
    feasible = (over <= until + ON_TIME_MIN) & (over + way[1:end, end] <= schedule.shift_min + ON_TIME_MIN)
    way[1:end, 1:end][~feasible] = np.inf
    way[1:end, 0] = way[end] = np.inf
    way[:, 0] = np.inf
    np.fill_diagonal(way, np.inf)
    way[0, end] = least[places[0], places[-1]] if schedule.last is not None else 0.0
    off = max(0.0, min(schedule.break_off, schedule.shift_min) - max(schedule.break_on, 0.0))
    minutes = schedule.shift_min - (off if np.isfinite(schedule.break_on) else 0.0)
    must = (schedule.must[stops] > 0) & all_musts
    # Every visit may be late by as much as a plan may.
    slack = ON_TIME_MIN * (len(stops) + 3)
    return _Relaxed(way, stay, schedule.problem.stops.priority[stops], must, minutes + slack)


def _knapsack(relaxed: _Relaxed) -> float:
    """Every stop costs its stay and half of the least ways to it and from it, at least; parts of stops allowed."""
    end = len(relaxed.stay) + 1
    into, out = relaxed.way.min(axis=0), relaxed.way.min(axis=1)
    cost = relaxed.stay + (into[1:end] + out[1:end]) / 2
    possible = np.isfinite(cost)
    room = relaxed.minutes - (out[0] + into[end]) / 2
    if not possible.any() or not room >= 0:
        return 0.0
    cost, gain = cost[possible], relaxed.priority[possible]
    order = np.argsort(-gain / np.maximum(cost, 1e-12), kind="stable")
    used = np.cumsum(cost[order])
    share = np.clip((room - (used - cost[order])) / np.maximum(cost[order], 1e-12), 0.0, 1.0)
    return float((share * gain[order]).sum())


def _whole(bound: float, priority: np.ndarray) -> float:
    """The bound, rounded down to a multiple of what all priorities are multiples of, where they are whole numbers."""
    if len(priority) and (priority == np.floor(priority)).all() and priority.max() < 2**53:
        unit = int(np.gcd.reduce(priority.astype(np.int64)))
        if unit:
            return float(np.floor(bound / unit + _SOLVER_ERROR) * unit)
    return bound * (1.0 + _SOLVER_ERROR)


def _programme(relaxed: _Relaxed, bound: float, enough: float, deadline: Deadline, control: Control) -> float:
    """The linear programme's bound: arcs x and visits z from 0 to 1, round after round with more cuts."""
    count, end = len(relaxed.stay), len(relaxed.stay) + 1
    tail, head = np.nonzero(np.isfinite(relaxed.way))
    arcs, variables = len(tail), len(tail) + count
    arc, visit = np.arange(arcs), arcs + np.arange(count)
    goes, comes = (tail >= 1) & (tail < end), (head >= 1) & (head < end)
    # As often into a stop, and out of it, as it is visited; once out of the start and once into the end.
    row = np.concatenate([tail[goes] - 1, np.arange(count), count + head[comes] - 1, count + np.arange(count)])
    column = np.concatenate([arc[goes], visit, arc[comes], visit])
    one = np.concatenate([np.ones(goes.sum()), -np.ones(count), np.ones(comes.sum()), -np.ones(count)])
    ends = np.concatenate([arc[tail == 0], arc[head == end]])
    row = np.concatenate([row, np.repeat([2 * count, 2 * count + 1], [(tail == 0).sum(), (head == end).sum()])])
    equal = csr_matrix(
        (np.concatenate([one, np.ones(len(ends))]), (row, np.concatenate([column, ends]))), (2 * count + 2, variables)
    )
    right = np.concatenate([np.zeros(2 * count), [1.0, 1.0]])
    least = csr_matrix(np.concatenate([relaxed.way[tail, head], relaxed.stay])[None, :])
    most = [relaxed.minutes]
    cost = np.concatenate([np.zeros(arcs), -relaxed.priority])
    span = [(0.0, 1.0)] * arcs + [(float(must), 1.0) for must in relaxed.must]
    for _ in range(_MOST_ROUNDS):
        control.check()
        if deadline.passed():
            break
        left = {} if deadline.left() is None else {"time_limit": deadline.left()}
        solved = linprog(cost, least, most, equal, right, span, method="highs", options=left)
        if solved.status != 0:
            break
        bound = min(bound, _whole(-float(solved.fun), relaxed.priority))
        if bound <= enough:
            break
        cuts = _cuts(tail, head, solved.x[:arcs], solved.x[arcs:])
        if cuts is None:
            break
        least, most = vstack([least, cuts]).tocsr(), [*most, *([0.0] * cuts.shape[0])]
    return bound


def _cuts(tail: np.ndarray, head: np.ndarray, flow: np.ndarray, visit: np.ndarray) -> csr_matrix | None:
    """Rows ≤ 0 that a route has and this flow has not: into a set of stops goes at least what any of them is visited.

    The sets are the smallest cuts between the start and each stop (Dantzig, Fulkerson & Johnson 1954; Fischetti,
    Salazar González & Toth 1998); None where no row is violated.
    """
    count = len(visit)
    size = count + 2
    capacity = np.rint(flow * _FLOW_UNIT).astype(np.int32)
    network = csr_matrix((capacity, (tail, head)), (size, size))
    network.eliminate_zeros()
    rows: dict[bytes, tuple[np.ndarray, int]] = {}
    for stop in np.argsort(-visit, kind="stable").tolist():
        if visit[stop] < _LEAST_CUT:
            break
        pushed = maximum_flow(network, 0, stop + 1)
        if pushed.flow_value >= (visit[stop] - _LEAST_CUT) * _FLOW_UNIT:
            continue
        # SciPy before 1.9 called it so.
        beyond = ~_reached(network, pushed.flow if hasattr(pushed, "flow") else pushed.residual)
        beyond[count + 1] = False
        rows.setdefault(beyond.tobytes(), (beyond, stop))
    if not rows:
        return None
    arcs = len(tail)
    parts = []
    for beyond, stop in rows.values():
        entering = np.flatnonzero(~beyond[tail] & beyond[head])
        columns = np.append(entering, arcs + stop)
        values = np.append(-np.ones(len(entering)), 1.0)
        parts.append(coo_matrix((values, (np.zeros(len(columns), dtype=np.int64), columns)), (1, arcs + count)))
    return vstack(parts).tocsr()


def _reached(network: csr_matrix, flow: csr_matrix) -> np.ndarray:
    """bool (places,): where more could flow to from the start."""
    rest = (network - flow).tocsr()
    reached = np.zeros(network.shape[0], dtype=bool)
    reached[0] = True
    wave = np.array([0])
    while len(wave):
        spread = rest[wave]
        wave = np.unique(spread.indices[spread.data > 0])
        wave = wave[~reached[wave]]
        reached[wave] = True
    return reached
