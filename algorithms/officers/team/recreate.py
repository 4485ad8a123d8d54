"""Recreate: tasks are put in where they are worth most for the delay they cause."""

from __future__ import annotations

from typing import Any

from .data import ALL_UP_TO, EPSILON, MOST_OPEN, Data, State, Work
from .kernel import compiled, inlined
from .rating import find_tails, rate, rate_all, rate_beside
from .routes import keep_route, put_in, take_out
from .timetable import refresh, refresh_from

# How often what must not meet is looked for: each time somebody gives way, others move up.
_PASSES = 6
# What is put in first is wanted so much.
_FIRST = 1e12


@compiled
def collect(data: Data, state: State, work: Work, seed: int) -> None:
    """Add to the open tasks those that nobody does: all, or those near the ones that were taken out."""
    owner, mark, taken, group, opened = state.owner, work.mark, state.taken, data.group, work.open
    step, number = work.count[3], work.count[0]
    if data.tasks <= ALL_UP_TO:
        for c in range(data.tasks):
            if owner[c] < 0 and mark[c] != step and not taken[group[c]]:
                mark[c] = step
                opened[number] = c
                number += 1
        work.count[0] = number
        return
    turn, middle = -1, seed
    while number < MOST_OPEN:
        for c in data.near[middle]:
            if c >= 0 and number < MOST_OPEN and owner[c] < 0 and mark[c] != step and not taken[group[c]]:
                mark[c] = step
                opened[number] = c
                number += 1
        turn += 1
        if turn >= number:
            break
        middle = opened[turn]
    work.count[0] = number


@compiled
def recreate(data: Data, state: State, work: Work, wanted: Any, noise: Any, shift: int, thrift: float) -> None:
    """Put in the open tasks as long as one fits, the most attractive first.

    data, state, work: see there.
    wanted: how much each task is wanted, (n,).
    noise: what that is multiplied with, (2^q,).
    shift: with which of the noise task 0 begins.
    thrift: how much the delay counts, as its power.
    """
    opened, ratio, mark, ask = work.open, work.ratio, work.mark, work.ask
    number = _rate_open(data, state, work, wanted, noise, shift, thrift)
    while number > 0:
        most, which = 0.0, -1
        for i in range(number):
            if ratio[opened[i]] > most:
                most = ratio[opened[i]]
                which = i
        if which < 0:
            break
        c = opened[which]
        if not state.taken[data.group[c]]:
            if _stale(state.owner, state.after, state.version, state.slack, work, c, data.plain):
                # It was the least delay that fitted, and room only gets less.
                if not data.plain or work.cost[c] <= _most_room(data, state) + EPSILON:
                    ask[0] = c
                    find_tails(data, state, work, 1)
                    rate(data, state, work, 1, thrift)
                    if ratio[c] > 0:
                        continue
            else:
                _insert(data, state, work, c, thrift)
        number -= 1
        opened[which] = opened[number]
        mark[c] = 0


@compiled
def _rate_open(data: Data, state: State, work: Work, wanted: Any, noise: Any, shift: int, thrift: float) -> int:
    """Rate all open tasks; those that fit nowhere, or are passed over, are open no more. How many are left.

    data, state, work, wanted, noise, shift, thrift: see recreate.
    """
    opened, ask, weight, ratio, mark = work.open, work.ask, work.weight, work.ratio, work.mark
    mask, count = len(noise) - 1, 0
    for i in range(work.count[0]):
        c = opened[i]
        weight[c] = wanted[c] * noise[(shift + c) & mask]
        if c == work.count[5]:
            weight[c] = _FIRST
        if weight[c] > 0:
            ask[count] = c
            count += 1
        else:
            mark[c] = 0
    rate_all(data, state, work, count, thrift)
    number = 0
    for i in range(count):
        c = ask[i]
        if ratio[c] > 0:
            opened[number] = c
            number += 1
        else:
            mark[c] = 0
    return number


@inlined
def _stale(owner: Any, after: Any, version: Any, slack: Any, work: Work, c: int, plain: bool) -> bool:
    """Whether what is known of task c's spot no longer holds."""
    a = work.spot[c]
    r = owner[a]
    if r < 0 or after[a] != work.beyond[c]:
        return True
    if plain:
        return bool(work.cost[c] > slack[r] + EPSILON)
    return bool(version[r] != work.stamp[c])


@inlined
def _most_room(data: Data, state: State) -> float:
    """The most minutes that any officer has left, where all is plain."""
    most = 0.0
    for r in range(data.officers):
        if state.slack[r] > most:
            most = state.slack[r]
    return most


@inlined
def _insert(data: Data, state: State, work: Work, c: int, thrift: float) -> None:
    """Put task c into its spot, and see which of the open tasks would rather go beside it."""
    a = work.spot[c]
    r = state.owner[a]
    keep_route(data, state, work, r)
    put_in(data, state, c, a)
    if data.plain:
        state.slack[r] -= work.cost[c]
        state.end[r] += work.cost[c]
        rate_beside(data, state, work, c, thrift)
        return
    refresh_from(data, state, c)
    step, mark, owner, ask, count = work.count[3], work.mark, state.owner, work.ask, 0
    for q in data.near[c]:
        if q < 0:
            break
        if mark[q] == step and owner[q] < 0:
            tails = work.tails[count]
            ask[count] = q
            tails[0] = a
            tails[1] = c
            work.tail_count[count] = 2
            count += 1
    rate(data, state, work, count, thrift)


@compiled
def part_those_who_meet(data: Data, state: State, work: Work) -> bool:
    """Of two visits that must not be at one place at once take out the one worth less; whether none is left."""
    if data.fellow_from[data.tasks] == 0:
        return True
    for _ in range(_PASSES):
        clean = True
        i = 0
        while i < work.count[1]:
            node = state.after[data.tasks + work.touched[i]]
            while node < data.tasks:
                following = state.after[node]
                other = -1
                if data.fellow_from[node] < data.fellow_from[node + 1]:
                    other = _met(data, state, node)
                if other >= 0:
                    clean = False
                    out = other if data.score[other] < data.score[node] else node
                    loser = state.owner[out]
                    keep_route(data, state, work, loser)
                    take_out(data, state, out)
                    if not refresh(data, state, loser):
                        return False
                node = following
            i += 1
        if clean:
            return True
    return False


@compiled
def _met(data: Data, state: State, c: int) -> int:
    """A visit by somebody else at the place of task c while it is done; −1 for none."""
    owner, begin, dwell = state.owner, state.begin, data.clock.dwell
    for i in range(data.fellow_from[c], data.fellow_from[c + 1]):
        other = data.fellow[i]
        if owner[other] >= 0 and owner[other] != owner[c]:
            apart = begin[other] + dwell[other] <= begin[c] + EPSILON
            if not apart and begin[c] + dwell[c] > begin[other] + EPSILON:
                return int(other)
    return -1
