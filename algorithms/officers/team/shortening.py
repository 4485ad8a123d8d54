"""Two-opt: a route with the same visits and fewer minutes, where only those count (Croes 1958)."""

from __future__ import annotations

from typing import Any

import numpy as np

from .data import ALL_UP_TO, EPSILON, Data, State, Work
from .kernel import COMPILED, compiled
from .timetable import refresh

# Which pairs of drives are looked at: the second behind the first.
_BEHIND = np.triu(np.ones((ALL_UP_TO + 1, ALL_UP_TO + 1)), 1)


@compiled
def shorten(data: Data, state: State, work: Work, r: int) -> bool:
    """Turn the part of a route round that saves most minutes, as long as any does; whether one did. There and back take
    the same time.
    """
    after, turn, tasks = state.after, work.turn, data.tasks
    node, count, end = tasks + r, 0, tasks + data.officers + r
    while node != end:
        turn[count] = node
        count += 1
        node = after[node]
    turn[count] = end
    any_saved = False
    while count > 2:
        low, high = _part_among_few(data, r, turn, count) if data.few else _part(data, r, turn, count)
        if low == high:
            break
        any_saved = True
        while low < high:
            turn[low], turn[high] = turn[high], turn[low]
            low += 1
            high -= 1
    if any_saved:
        for i in range(count):
            after[turn[i]] = turn[i + 1]
            state.before[turn[i + 1]] = turn[i]
        refresh(data, state, r)
    return any_saved


@compiled
def _part(data: Data, r: int, turn: Any, count: int) -> tuple[int, int]:
    """From where to where the route is best turned round; twice the same where nothing is saved.

    data: see there.
    r: whose route.
    turn: its stations.
    count: its drives.
    """
    place, rows = data.clock.place, data.clock.minutes[data.clock.speed[r]]
    least, low, high = -EPSILON, 0, 0
    for i in range(count - 1):
        here, there = rows[place[turn[i]]], rows[place[turn[i + 1]]]
        drive = here[place[turn[i + 1]]]
        for j in range(i + 2, count):
            one, other = place[turn[j]], place[turn[j + 1]]
            change = here[one] + there[other] - (drive + rows[one][other])
            if change < least:
                least, low, high = change, i + 1, j
    return low, high


def _part_by_array(data: Data, r: int, turn: Any, count: int) -> tuple[int, int]:
    """The same in one go."""
    stations = np.array(turn[: count + 1])
    apart = data.passing.take(stations, 0).take(stations, 1)
    drive = apart.diagonal(1)
    change = apart[:-1, :-1] + apart[1:, 1:]
    change -= drive[:, None] + drive
    change *= _BEHIND[:count, :count]
    best = int(change.argmin())
    low, high = divmod(best, count)
    return (low + 1, high) if change[low, high] < -EPSILON else (0, 0)


_part_among_few = _part if COMPILED else _part_by_array
