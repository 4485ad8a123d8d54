"""A problem of several officers as jobs of one kind only: so many minutes of an officer, within a window, for a reward.

What every plan obeys whatever its routes are; the bound on the reward is reckoned from it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..route.plan import ON_TIME_MIN
from .problem import AssignmentSettings, PatrolProblem, within_reach
from .reward import FACTOR_STEPS_MIN, arrival_factor, full_reward


@dataclass(frozen=True)
class Jobs:
    """n jobs; each node is done at most once.

    ``node``: int64 (n,), ascending; a call has a job for each factor of its reward. ``reward``: float64 (n,).
    ``minutes``: float64 (n,), what it takes of one officer at least: a drive and the stay. ``opens``, ``ends``: float64
    (n,), these minutes lie between them.
    """

    node: np.ndarray
    reward: np.ndarray
    minutes: np.ndarray
    opens: np.ndarray
    ends: np.ndarray

    def __len__(self) -> int:
        return len(self.node)


def jobs_of(problem: PatrolProblem, settings: AssignmentSettings) -> Jobs:
    """The jobs of all nodes that some officer can visit.

    Whoever begins at a node has driven there from where another node or the own start is, and has done nothing else in
    that time. So the minutes of the quickest such drive and of the stay belong to this visit alone.
    """
    nodes, officers, dwell = problem.nodes, problem.officers, settings.dwell_min
    _, off = officers.duty(settings.shift_min)
    working = officers.on_duty(settings.shift_min)
    can = within_reach(problem) & working[:, None]
    drive = _least_drive(problem)
    # From this moment on a visit can begin: who is the first to be there; calls are known when they come in.
    soonest = np.maximum(_first_arrival(problem, settings, can), np.nan_to_num(nodes.call_min + drive, nan=-np.inf))
    soonest = np.maximum(soonest, nodes.start_min)
    latest = np.minimum(nodes.end_min, np.where(can, off[:, None], -np.inf).max(axis=0, initial=-np.inf) - dwell)
    node, opens, ends = [], [], []
    for after, before in FACTOR_STEPS_MIN:
        # A node without a call has one job; Table III counts from the call on.
        since, until = nodes.call_min + after, nodes.call_min + before
        first = np.fmax(soonest, since)
        last = np.fmin(latest, until)
        there = can.any(axis=0) & (first <= last + ON_TIME_MIN) & (~np.isnan(since) | (after == 0.0))
        node.append(np.flatnonzero(there))
        opens.append(first[there])
        ends.append(last[there])
    which, begins, begun = (np.concatenate(column) for column in (node, opens, ends))
    factor = arrival_factor(begins - nodes.call_min[which], nodes.priority[which])
    reward = full_reward(nodes.kind, nodes.weight, nodes.priority)[which] * factor
    order = np.flatnonzero(reward > 0)
    order = order[np.argsort(which[order], kind="stable")]
    which, drive = which[order], drive[which[order]]
    return Jobs(which, reward[order], drive + dwell, begins[order] - drive, begun[order] + dwell)


def _first_arrival(problem: PatrolProblem, settings: AssignmentSettings, can: np.ndarray) -> np.ndarray:
    """When the first officer can be at each node, (m,): from the own start, however the traffic is; inf for never.

    problem, settings: what is planned.
    can: bool (k, m), who can visit what.
    """
    on, _ = problem.officers.duty(settings.shift_min)
    first = np.full(len(problem.nodes), np.inf)
    ease = 1.0 if problem.traffic is None else problem.traffic.least
    for officer, home in enumerate(problem.home.tolist()):
        minutes = problem.travel[problem.speed_class[officer]].minutes[home, problem.nodes.place]
        first = np.where(can[officer], np.minimum(first, on[officer] + ease * minutes), first)
    return first


def _least_drive(problem: PatrolProblem) -> np.ndarray:
    """The least minutes it takes to come to each node, (m,), from the place of another node or an officer's start."""
    nodes = problem.nodes
    count = len(problem.travel[0])
    others = np.bincount(nodes.place, minlength=count) + np.bincount(problem.home, minlength=count)
    origins = np.flatnonzero(others > 0)
    least = np.full(count, np.inf)
    for travel in problem.travel:
        minutes = travel.minutes[origins].copy()
        minutes[np.arange(len(origins)), origins] = np.inf
        least = np.minimum(least, minutes.min(axis=0))
    # Whoever is there already, at another node of the same place, drives nowhere.
    drive = np.where(others > 1, 0.0, least)[nodes.place]
    return drive if problem.traffic is None else drive * problem.traffic.least
