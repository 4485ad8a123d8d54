"""Changing routes: put a task in, take one out, keep routes as they were and put them back."""

from __future__ import annotations

from .data import Data, State, Work
from .kernel import compiled, inlined
from .timetable import refresh


@inlined
def put_in(data: Data, state: State, c: int, a: int) -> None:
    """Put task c after station a; the route is to be timed anew."""
    b, r = state.after[a], state.owner[a]
    state.after[a] = c
    state.before[c] = a
    state.after[c] = b
    state.before[b] = c
    state.owner[c] = r
    state.taken[data.group[c]] = 1
    state.visits[r] += 1
    state.worth[0] += data.score[c]


@compiled
def take_out(data: Data, state: State, c: int) -> None:
    """Take task c out of its route, which is to be timed anew."""
    a, b, r = state.before[c], state.after[c], state.owner[c]
    state.after[a] = b
    state.before[b] = a
    state.owner[c] = -1
    state.taken[data.group[c]] = 0
    state.visits[r] -= 1
    state.worth[0] -= data.score[c]


@inlined
def keep_route(data: Data, state: State, work: Work, r: int) -> None:
    """Keep a route as it is before the first change in this step."""
    step = work.count[3]
    if work.saved[r] == step:
        return
    work.saved[r] = step
    touched, number, kept, after = work.count[1], work.count[2], work.kept, state.after
    work.touched[touched] = r
    work.first[touched] = number
    node, tasks = after[data.tasks + r], data.tasks
    while node < tasks:
        kept[number] = node
        number += 1
        node = after[node]
    work.count[1], work.count[2] = touched + 1, number


@compiled
def put_back(data: Data, state: State, work: Work) -> None:
    """Undo all changes of this step."""
    touched, tasks, group, score = work.count[1], data.tasks, data.group, data.score
    after, before, owner, taken, kept = state.after, state.before, state.owner, state.taken, work.kept
    worth = state.worth[0]
    for i in range(touched):
        node = after[tasks + work.touched[i]]
        while node < tasks:
            owner[node] = -1
            taken[group[node]] = 0
            worth -= score[node]
            node = after[node]
    for i in range(touched):
        r = work.touched[i]
        a, end = tasks + r, tasks + data.officers + r
        until = work.first[i + 1] if i + 1 < touched else work.count[2]
        for turn in range(work.first[i], until):
            b = kept[turn]
            after[a] = b
            before[b] = a
            owner[b] = r
            taken[group[b]] = 1
            worth += score[b]
            a = b
        after[a] = end
        before[end] = a
        state.visits[r] = until - work.first[i]
        refresh(data, state, r)
    state.worth[0] = worth
