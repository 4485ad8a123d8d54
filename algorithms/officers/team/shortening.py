"""Two-opt: a route with the same visits and fewer minutes, where only those count (Croes 1958)."""

from __future__ import annotations

from .data import EPSILON, Data, State, Work
from .kernel import compiled
from .timetable import refresh


@compiled
def shorten(data: Data, state: State, work: Work, r: int) -> bool:
    """Turn parts of a route round as long as that saves minutes; whether any did. There and back take the same time."""
    after, place, turn, tasks = state.after, data.clock.place, work.turn, data.tasks
    rows = data.clock.minutes[data.clock.speed[r]]
    node, count, end = tasks + r, 0, tasks + data.officers + r
    while node != end:
        turn[count] = node
        count += 1
        node = after[node]
    turn[count] = end
    any_saved, saved = False, True
    while saved:
        saved = False
        for i in range(count - 1):
            here, there = rows[place[turn[i]]], rows[place[turn[i + 1]]]
            for j in range(i + 2, count):
                one, other = place[turn[j]], place[turn[j + 1]]
                cut = here[place[turn[i + 1]]] + rows[one][other]
                if here[one] + there[other] < cut - EPSILON:
                    low, high = i + 1, j
                    while low < high:
                        turn[low], turn[high] = turn[high], turn[low]
                        low += 1
                        high -= 1
                    there = rows[place[turn[i + 1]]]
                    saved = any_saved = True
    if any_saved:
        for i in range(count):
            after[turn[i]] = turn[i + 1]
            state.before[turn[i + 1]] = turn[i]
        refresh(data, state, r)
    return any_saved
