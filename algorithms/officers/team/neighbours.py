"""Which tasks and officers lie near each other, so that no step of the search looks at all of them."""

from __future__ import annotations

import numpy as np

from ...arrays import places_in_groups
from .problem import TeamProblem

# Tasks near each.
NEIGHBOURS = 16
# Officers near each task whose routes may begin with it.
_HOMES = 8
# Minutes that an interval apart counts as, beside the time between the two.
_OTHER_INTERVAL = 10.0
# Of more tasks than so many, those at so many places around each are compared.
_ALL_UP_TO, _PLACES = 3000, 96
# Tasks that are compared at once.
_AT_ONCE = 4_000_000


def nearest_tasks(problem: TeamProblem, most: int) -> np.ndarray:
    """The tasks that can best be done just before or after each, the nearest first, int64 (n, most); −1 for none.

    Near in time of travel, and in the time between their intervals; of other places no more than can matter.
    """
    tasks = problem.tasks
    count = len(tasks)
    most = min(most, max(count - 1, 1))
    near = np.full((count, most), -1)
    if count < 2:
        return near
    minutes = problem.times.minutes.min(axis=(0, 1))
    minutes = np.minimum(minutes, minutes.T)
    others, of_place = _others(tasks.place, minutes)
    rows = max(_AT_ONCE // others.shape[1], 1)
    for first in range(0, count, rows):
        some = np.arange(first, min(first + rows, count))
        other = others[of_place[some]]
        apart = minutes[tasks.place[some][:, None], tasks.place[other]]
        gap = np.maximum(
            tasks.opens[some][:, None] - tasks.closes[other], tasks.opens[other] - tasks.closes[some][:, None]
        )
        apart = apart + np.where(gap >= 0, gap + _OTHER_INTERVAL, 0.0)
        # What is an alternative to it, or itself, is no neighbour.
        apart[(tasks.group[some][:, None] == tasks.group[other]) | (other < 0)] = np.inf
        best = np.argpartition(apart, most - 1, axis=1)[:, :most]
        order = np.lexsort((best, np.take_along_axis(apart, best, axis=1)), axis=1)
        best = np.take_along_axis(best, order, axis=1)
        found = np.isfinite(np.take_along_axis(apart, best, axis=1))
        near[some] = np.where(found, np.take_along_axis(other, best, axis=1), -1)
    return near


def _others(place: np.ndarray, minutes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Lists of tasks among which the nearest of each are, int64 (lists, …), −1 behind the end; and the list of each
    task, int64 (n,): all of them, or where they are many, those of the places that are nearest.

    place: int64 (n,), where the tasks are.
    minutes: float64 (places, places).
    """
    count = len(place)
    used, at, size = np.unique(place, return_inverse=True, return_counts=True)
    if count <= _ALL_UP_TO or len(used) <= _PLACES:
        return np.arange(count)[None, :], np.zeros(count, dtype=np.int64)
    at = at.reshape(-1)
    table = np.full((len(used), int(size.max())), -1)
    order = np.argsort(at, kind="stable")
    table[places_in_groups(size)] = order
    near = np.argpartition(minutes[used[:, None], used], _PLACES - 1, axis=1)[:, :_PLACES]
    return table[near].reshape(len(used), -1), at


def nearest_officers(problem: TeamProblem) -> np.ndarray:
    """Officers whose route may begin with each task, those who start nearest, int64 (n, …); in turn where many do."""
    tasks, crew = problem.tasks, problem.crew
    count, officers = len(tasks), len(crew)
    most = min(_HOMES, officers)
    # A row of travel times each, not a matrix.
    there = problem.times.minutes[crew.speed, 0, crew.start][:, tasks.place]
    there = np.where(problem.can, there, np.inf)
    # Of a hundred at one station each task has others.
    turn = (np.arange(officers)[:, None] - np.arange(count)) % officers
    order = np.lexsort((turn, there), axis=0)[:most]
    return np.ascontiguousarray(order.T)


def fellows(problem: TeamProblem) -> tuple[np.ndarray, np.ndarray]:
    """Tasks of one place that may be done at the same time, but must not, one after the other's: int64 (f,), and where
    those of each task begin, int64 (n + 1,).
    """
    tasks = problem.tasks
    order = np.lexsort((np.arange(len(tasks)), tasks.place))
    order = order[tasks.alone[order]]
    place = tasks.place[order]
    one, other = [], []
    # Pairs of the same place, one step apart in this order, then two steps, as long as there are any.
    for step in range(1, len(order)):
        same = place[step:] == place[:-step]
        if not same.any():
            break
        a, b = order[:-step][same], order[step:][same]
        meet = (
            (tasks.opens[a] < tasks.closes[b] + tasks.dwell[b])
            & (tasks.opens[b] < tasks.closes[a] + tasks.dwell[a])
            & (tasks.group[a] != tasks.group[b])
        )
        one += [a[meet], b[meet]]
        other += [b[meet], a[meet]]
    if not one:
        return np.zeros(0, dtype=np.int64), np.zeros(len(tasks) + 1, dtype=np.int64)
    first, second = np.concatenate(one), np.concatenate(other)
    sort = np.lexsort((second, first))
    begins = np.searchsorted(first[sort], np.arange(len(tasks) + 1))
    return second[sort].astype(np.int64), begins.astype(np.int64)
