"""A problem of several officers as jobs of one kind only: so many minutes of an officer, within a window, for a reward.

What every plan obeys whatever its routes are; the bound on the reward is reckoned from it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..route.plan import ON_TIME_MIN
from .problem import AssignmentSettings, PatrolProblem, within_reach
from .reward import FACTOR_STEPS_MIN, arrival_factor, full_reward

# Nodes, and windows of theirs, beyond which a look at every pair would take longer than a bound is worth.
_MOST_NODES, _MOST_WINDOWS = 4000, 100
# Places whose drives are looked up together.
_AT_ONCE = 256


@dataclass(frozen=True)
class Jobs:
    """n jobs; each node is done at most once.

    ``node``: int64 (n,), ascending; a call has a job for each factor of its reward. ``reward``: float64 (n,).
    ``minutes``: float64 (n,), what it takes of one officer at least: a drive and the stay. ``opens``, ``ends``: float64
    (n,), these minutes lie between them. ``entry``: int64 (n,), the number of an opening that each officer passes once,
    so that each does one of its jobs at most; −1 for none.
    """

    node: np.ndarray
    reward: np.ndarray
    minutes: np.ndarray
    opens: np.ndarray
    ends: np.ndarray
    entry: np.ndarray

    def __len__(self) -> int:
        return len(self.node)


def jobs_of(problem: PatrolProblem, settings: AssignmentSettings) -> Jobs:
    """The jobs of all nodes that some officer can visit.

    Whoever begins at a node has driven there from where another node or the own start is, and has done nothing else in
    that time. So the minutes of the quickest such drive and of the stay belong to this visit alone. Who comes from a
    node that has closed before this one opens, or from the start, passes the opening in between, once: as a job of its
    own this may take less.
    """
    nodes, officers, dwell = problem.nodes, problem.officers, settings.dwell_min
    _, off = officers.duty(settings.shift_min)
    can = _within_reach(problem) & officers.on_duty(settings.shift_min)[:, None]
    if problem.must is not None:
        can = can & (problem.must >= 0)
    among, passing = _least_drives(problem, can.any(axis=0))
    soonest = np.maximum(nodes.start_min, _first_arrival(problem, settings, can))
    latest = np.minimum(nodes.end_min, np.where(can, off[:, None], -np.inf).max(axis=0, initial=-np.inf) - dwell)
    _, opening = np.unique(nodes.start_min, return_inverse=True)
    parts = [_jobs(problem, soonest, latest, dwell, among, np.full(len(nodes), -1))]
    parts.append(_jobs(problem, soonest, latest, dwell, passing, np.where(passing < among, opening, -2)))
    node, *others = (np.concatenate(column) for column in zip(*parts))
    order = np.argsort(node, kind="stable")
    return Jobs(node[order], *(column[order] for column in others))


def _jobs(
    problem: PatrolProblem,
    soonest: np.ndarray,
    latest: np.ndarray,
    dwell: float,
    drive: np.ndarray,
    entry: np.ndarray,
) -> tuple[np.ndarray, ...]:
    """The jobs, as the columns of Jobs, of nodes (m,) that take so long a drive each.

    problem: what is planned.
    soonest, latest: float64 (m,), a visit begins between them.
    dwell: minutes of the stay.
    drive: float64 (m,), minutes; inf where nobody comes that way.
    entry: int64 (m,), the opening that is passed on the way, −1 for none; −2: no such job.
    """
    nodes, parts = problem.nodes, []
    called = nodes.call_min
    # A call is driven to when it has come in.
    soonest = np.fmax(soonest, called + drive)
    for after, before in FACTOR_STEPS_MIN:
        # A node without a call has one job; Table III counts from the call on.
        first, last = np.fmax(soonest, called + after), np.fmin(latest, called + before)
        one = (entry > -2) & np.isfinite(drive) & (first <= last + ON_TIME_MIN) & (~np.isnan(called) | (after == 0.0))
        which = np.flatnonzero(one)
        parts.append((which, first[which], last[which]))
    which, first, last = (np.concatenate(column) for column in zip(*parts))
    factor = arrival_factor(first - called[which], nodes.priority[which])
    reward = full_reward(nodes.kind, nodes.weight, nodes.priority)[which] * factor
    minutes = drive[which] + dwell
    return tuple(
        column[reward > 0] for column in (which, reward, minutes, first + dwell - minutes, last + dwell, entry[which])
    )


def _within_reach(problem: PatrolProblem) -> np.ndarray:
    """Which nodes each officer can drive to and away from, bool (k, m); where not all travel is known, all that are
    near a road.
    """
    if problem.all_pairs:
        return within_reach(problem)
    near = ~problem.travel[0].too_far[problem.nodes.place]
    return np.broadcast_to(near, (len(problem.officers), len(near)))


def _first_arrival(problem: PatrolProblem, settings: AssignmentSettings, can: np.ndarray) -> np.ndarray:
    """When the first officer can be at each node, (m,): from the own start, however the traffic is; inf for never.

    problem, settings: what is planned.
    can: bool (k, m), who can visit what.
    """
    on, _ = problem.officers.duty(settings.shift_min)
    if not problem.all_pairs:
        return np.where(can, on[:, None], np.inf).min(axis=0, initial=np.inf)
    first = np.full(len(problem.nodes), np.inf)
    ease = 1.0 if problem.traffic is None else problem.traffic.least
    for officer, home in enumerate(problem.home.tolist()):
        minutes = problem.travel[problem.speed_class[officer]].minutes[home, problem.nodes.place]
        first = np.where(can[officer], np.minimum(first, on[officer] + ease * minutes), first)
    return first


def _least_drives(problem: PatrolProblem, used: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The least minutes it takes to come to each node, (m,) each: from a node that is open when this one is or after
    it; and from one that has closed before it opens, or an officer's start. Inf where there is none.

    Where nodes or windows are many, the first are from anywhere, and there are no others; where not all travel is
    known, they take no time.

    problem: what is planned.
    used: bool (m,), which nodes can be visited at all.
    """
    nodes = problem.nodes
    among, passing = np.full(len(nodes), np.inf), np.full(len(nodes), np.inf)
    if not problem.all_pairs:
        return np.zeros(len(nodes)), passing
    homes = np.bincount(problem.home, minlength=len(problem.travel[0]))
    windows, window = np.unique(np.column_stack([nodes.start_min, nodes.end_min]), axis=0, return_inverse=True)
    window = window.reshape(-1)
    if len(nodes) > _MOST_NODES or len(windows) > _MOST_WINDOWS:
        everybody = np.flatnonzero(used)
        return _least_drive(problem, everybody, everybody, homes), passing
    for number, (start, end) in enumerate(windows):
        to = np.flatnonzero(used & (window == number))
        closed = nodes.end_min <= start
        among = np.fmin(
            among, _least_drive(problem, np.flatnonzero(used & ~closed & (nodes.start_min < end)), to, 0 * homes)
        )
        passing = np.fmin(passing, _least_drive(problem, np.flatnonzero(used & closed), to, homes))
    return among, passing


def _least_drive(problem: PatrolProblem, origin: np.ndarray, to: np.ndarray, homes: np.ndarray) -> np.ndarray:
    """The least minutes from the place of another node, or a start, to each node, (m,); inf where it is not asked for.

    problem: what is planned.
    origin: int64, nodes from which one comes.
    to: int64, nodes that are asked for.
    homes: int64 (places,), how many officers start at each place.
    """
    place = problem.nodes.place
    others = homes + np.bincount(place[origin], minlength=len(homes))
    origins = np.flatnonzero(others)
    least = np.full(len(place), np.inf)
    if len(origins) == 0:
        return least
    targets, which = np.unique(place[to], return_inverse=True)
    quickest = np.full(len(targets), np.inf)
    itself = np.isin(to, origin)
    for begin in range(0, len(targets), _AT_ONCE):
        some = targets[begin : begin + _AT_ONCE]
        for travel in problem.travel:
            minutes = travel.minutes[origins[:, None], some]
            minutes[origins[:, None] == some] = np.inf
            quickest[begin : begin + _AT_ONCE] = np.minimum(quickest[begin : begin + _AT_ONCE], minutes.min(axis=0))
    # Whoever is there already, at another node of the same place or the start, drives nowhere.
    least[to] = np.where(others[place[to]] > itself, 0.0, quickest[which.reshape(-1)])
    return least if problem.traffic is None else least * problem.traffic.least
