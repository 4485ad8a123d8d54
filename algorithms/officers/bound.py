"""How much reward no assignment of officers can exceed."""

from __future__ import annotations

import numpy as np

from .problem import AssignmentSettings, PatrolProblem, within_reach
from .reward import arrival_factor, full_reward

# Percent that adding numbers in another order may make.
_ROUNDING_PERCENT = 1e-6


def reward_bound(problem: PatrolProblem, settings: AssignmentSettings) -> float:
    """An upper bound of the objective: the most that the officers' working minutes can buy.

    Every visit takes its dwell time and at least the quickest drive to its place from any other place where an officer
    can be. So the best choice of (parts of) nodes that fit all working minutes together, at these least prices, earns
    at least as much as any plan (Dantzig's bound of the knapsack problem); for calls at the best factor such a drive
    allows. Taken over the number of officers used, those with the longest duty first, less their cost.
    """
    nodes = problem.nodes
    drive = _least_drive(problem)
    # Nobody sets out to a call before it comes in, nor before the shift begins.
    factor = arrival_factor(drive + np.maximum(-nodes.call_min, 0.0), nodes.priority)
    reward = full_reward(nodes.kind, nodes.weight, nodes.priority) * factor
    possible = _reachable(problem, settings) & (reward > 0)
    price, reward = (drive + settings.dwell_min)[possible], reward[possible]
    given = reward[price <= 0].sum()
    price, reward = price[price > 0], reward[price > 0]
    order = np.argsort(-reward / price, kind="stable")
    bought = np.concatenate([[0.0], np.cumsum(reward[order])])
    spent = np.concatenate([[0.0], np.cumsum(price[order])])
    minutes = np.sort(problem.officers.working_min(settings.shift_min))[::-1]
    minutes = np.cumsum(minutes[minutes > 0])
    used = np.arange(1, len(minutes) + 1)
    best = given + np.interp(minutes, spent, bought) - used * settings.officer_cost
    # Nobody at work earns and costs nothing.
    return float(max(best.max(initial=0.0), 0.0))


def gap_percent(bound: float, reward: float) -> float:
    """Percent that a plan's reward lies below the bound; −1 where nothing can be earned."""
    gap = 100.0 * (bound - reward) / bound if bound > 0 else -1.0
    # A plan that reaches the bound adds the same rewards in another order.
    return 0.0 if -_ROUNDING_PERCENT < gap < 0 else gap


def _reachable(problem: PatrolProblem, settings: AssignmentSettings) -> np.ndarray:
    """Which nodes somebody on duty can drive to and away from, bool (m,); where not all travel is known, all of them
    that are near a road.
    """
    if not problem.all_pairs:
        return ~problem.travel[0].too_far[problem.nodes.place]
    return within_reach(problem)[problem.officers.on_duty(settings.shift_min)].any(axis=0)


def _least_drive(problem: PatrolProblem) -> np.ndarray:
    """The least minutes it takes to come to each node, (m,), from the place of another node or an officer's start; none
    where not all travel is known.
    """
    nodes = problem.nodes
    if not problem.all_pairs:
        return np.zeros(len(nodes))
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
