"""Ruin: strings of neighbouring visits are taken out (Christiaens & Vanden Berghe 2020, slack induction)."""

from __future__ import annotations

from math import floor
from typing import Any

from .data import Data, State, Work
from .kernel import compiled, inlined
from .routes import keep_route

# Visits of a string at most, and taken out on the average.
_LONGEST, _AVERAGE = 10.0, 10.0
# How often a string keeps some visits in its midst, and how probably it keeps one more.
_SPLIT, _MORE_KEPT = 0.5, 0.5
# How often a whole route is taken out instead, and how often that is any one.
_WHOLE, _ANY = 0.08, 0.5


@inlined
def draw(count: Any, draws: Any) -> float:
    """The next number of those drawn beforehand, from 0 to 1; ``count[4]`` says how many are used."""
    cursor = count[4]
    count[4] = cursor + 1 if cursor + 1 < len(draws) else 0
    return draws[cursor]


@compiled
def ruin(data: Data, state: State, work: Work, draws: Any, seed: int) -> None:
    """Take strings out of the routes that pass near a task."""
    owner, saved, step, visits = state.owner, work.saved, work.count[3], state.visits
    total, used = 0, 0
    for r in range(data.officers):
        total += visits[r]
        used += 1 if visits[r] > 0 else 0
    if used == 0:
        return
    if draw(work.count, draws) < _WHOLE:
        _route(data, state, work, draws, seed)
        return
    longest = min(_LONGEST, total / used)
    strings = int(floor(draw(work.count, draws) * (4.0 * _AVERAGE / (1.0 + longest) - 1.0))) + 1
    if owner[seed] >= 0:
        _string(data, state, work, draws, seed, longest)
        strings -= 1
    for q in data.near[seed]:
        if q < 0 or strings <= 0:
            break
        if owner[q] >= 0 and saved[owner[q]] != step:
            _string(data, state, work, draws, q, longest)
            strings -= 1


@compiled
def _route(data: Data, state: State, work: Work, draws: Any, seed: int) -> None:
    """Take a whole route out: the one that passes nearest to a task, or as often any one."""
    r = state.owner[seed]
    for q in data.near[seed]:
        if r < 0 and q >= 0:
            r = state.owner[q]
    if r < 0 or draw(work.count, draws) < _ANY:
        r = int(floor(draw(work.count, draws) * data.officers))
    if state.visits[r] > 0:
        keep_route(data, state, work, r)
        _take_string(data, state, work, state.after[data.tasks + r], state.visits[r], state.visits[r], 0)


@compiled
def _string(data: Data, state: State, work: Work, draws: Any, q: int, longest: float) -> None:
    """Take a string with task q out of its route."""
    r, count, tasks = state.owner[q], work.count, data.tasks
    keep_route(data, state, work, r)
    visits = state.visits[r]
    length = 1 + int(floor(draw(count, draws) * min(float(visits), longest)))
    kept = 0
    if length > 1 and draw(count, draws) < _SPLIT:
        kept = 1
        while length + kept < visits and draw(count, draws) > _MORE_KEPT:
            kept += 1
        kept = min(kept, visits - length)
    back = int(floor(draw(count, draws) * (length + kept)))
    skip = int(floor(draw(count, draws) * length)) if kept else length
    node = q
    while back > 0 and state.before[node] < tasks:
        node = state.before[node]
        back -= 1
    _take_string(data, state, work, node, length, skip, kept)


@compiled
def _take_string(data: Data, state: State, work: Work, node: int, length: int, skip: int, kept: int) -> None:
    """Take out a task and those that follow it.

    data, state, work: see there.
    node: the first of them.
    length: how many are taken out, at most.
    skip: after so many some are kept.
    kept: so many.
    """
    after, owner, taken, group, score = state.after, state.owner, state.taken, data.group, data.score
    mark, opened, number, step, tasks = work.mark, work.open, work.count[0], work.count[3], data.tasks
    r, a = owner[node], state.before[node]
    turn, worth = 0, state.worth[0]
    while turn < length and node < tasks:
        following = after[node]
        if turn >= skip and kept > 0:
            kept -= 1
            after[a] = node
            state.before[node] = a
            a = node
        else:
            owner[node] = -1
            taken[group[node]] = 0
            worth -= score[node]
            mark[node] = step
            opened[number] = node
            number += 1
            turn += 1
        node = following
    after[a] = node
    state.before[node] = a
    state.visits[r] -= turn
    state.worth[0] = worth
    work.count[0] = number
