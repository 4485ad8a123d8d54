"""Steps of ruin and recreate, each kept or undone by simulated annealing."""

from __future__ import annotations

from math import floor
from typing import Any

from .data import EPSILON, Data, State, Work
from .kernel import compiled
from .recreate import collect, part_those_who_meet, recreate
from .routes import put_back
from .ruin import draw, ruin
from .shortening import shorten
from .timetable import arrival, refresh

# How often a task that nobody does, and near which visits were taken out, is put in first.
_FORCED = 0.5
# How often nobody may begin to work who does nothing so far, where officers cost something.
_SHUT = 0.5


@compiled
def objective(data: Data, state: State) -> float:
    """What all visits are worth, less the cost of the officers used and of working unequally long."""
    used, most, least = 0, 0.0, 1e300
    for r in range(data.officers):
        if state.visits[r] > 0:
            used += 1
        if data.balance > 0:
            minutes = _worked(data, state, r)
            most = max(most, minutes)
            least = min(least, minutes)
    spread = (most - least) * data.balance if data.balance > 0 else 0.0
    return state.worth[0] - used * data.officer_cost - spread


@compiled
def _worked(data: Data, state: State, r: int) -> float:
    """Minutes that officer r drives and stays."""
    clock, a, end, minutes = data.clock, data.tasks + r, data.tasks + data.officers + r, 0.0
    while a != end:
        b = state.after[a]
        free = state.begin[a] + clock.dwell[a]
        drive = arrival(clock, clock.speed[r], clock.place[a], clock.place[b], free) - free
        minutes += drive + clock.dwell[b]
        a = b
    return minutes


@compiled
def lateness(data: Data, state: State) -> float:
    """When the officers are done, all together."""
    total = 0.0
    for r in range(data.officers):
        total += state.end[r]
    return total


@compiled
def keep_best(data: Data, state: State) -> None:
    """Write down the solution as the best: the routes that are not written down as they are."""
    for r in range(data.officers):
        if state.dirty[r]:
            state.dirty[r] = 0
            a, end = data.tasks + r, data.tasks + data.officers + r
            while a != end:
                state.best[a] = state.after[a]
                a = state.after[a]


@compiled
def note(data: Data, state: State, work: Work, value: float) -> None:
    """Note the routes that this step has changed, as far as there is room."""
    count, met, after, tasks = work.count, work.met, state.after, data.tasks
    for i in range(count[1]):
        number, used, r = count[7], count[8], work.touched[i]
        if number >= len(work.met_of) or used + state.visits[r] > len(met):
            return
        work.met_of[number], work.met_worth[number] = r, value
        node = after[tasks + r]
        while node < tasks:
            met[used] = node
            used += 1
            node = after[node]
        work.met_from[number + 1] = used
        count[7], count[8] = number + 1, used


@compiled
def anneal(
    data: Data,
    state: State,
    work: Work,
    wanted: Any,
    noise: Any,
    draws: Any,
    heats: Any,
    chances: Any,
    earliness: float,
    thrifts: tuple[float, float],
    best: float,
) -> tuple[float, float]:
    """As many steps as there are heats; the objective of the best solution, and of the one they end with.

    data, state, work: see there.
    wanted: how much each task is wanted, (levels, n); a step draws one of them.
    noise: what that is multiplied with, (2^q,).
    draws: random numbers from 0 to 1.
    heats: what a loss is divided by, (s,).
    chances: logarithms of random numbers from 0 to 1, (s,).
    earliness: what a minute is worth by which an officer is done earlier, while searching.
    thrifts: between which powers the delay counts.
    best: the objective of the best solution known.
    """
    value = objective(data, state)
    search = value - earliness * lateness(data, state)
    work.count[4], work.count[7], work.count[8] = 0, 0, 0
    for turn in range(len(heats)):
        work.count[0], work.count[1], work.count[2] = 0, 0, 0
        work.count[3] += 1
        seed = int(floor(draw(work.count, draws) * data.tasks))
        ruin(data, state, work, draws, seed)
        fits = True
        for i in range(work.count[1]):
            fits = fits and refresh(data, state, work.touched[i])
        if fits:
            collect(data, state, work, seed)
            level = int(floor(draw(work.count, draws) * len(wanted)))
            shift = int(floor(draw(work.count, draws) * len(noise)))
            thrift = thrifts[0] + (thrifts[1] - thrifts[0]) * draw(work.count, draws)
            forced = state.owner[seed] < 0 and draw(work.count, draws) < _FORCED
            work.count[5] = seed if forced else -1
            # Who costs something is not called for in every step.
            work.count[6] = 1 if data.officer_cost > 0 and draw(work.count, draws) < _SHUT else 0
            recreate(data, state, work, wanted[level], noise, shift, thrift)
            if data.plain and data.even:
                shorter = False
                for i in range(work.count[1]):
                    shorter = shorten(data, state, work, work.touched[i]) or shorter
                if shorter:
                    work.count[0] = 0
                    work.count[5] = -1
                    collect(data, state, work, seed)
                    recreate(data, state, work, wanted[level], noise, shift, thrift)
            fits = part_those_who_meet(data, state, work)
        if not fits:
            put_back(data, state, work)
            continue
        other = objective(data, state)
        its = other - earliness * lateness(data, state)
        if its < search + heats[turn] * chances[turn]:
            put_back(data, state, work)
            continue
        value, search = other, its
        note(data, state, work, value)
        for i in range(work.count[1]):
            state.dirty[work.touched[i]] = 1
        if value > best + EPSILON:
            best = value
            keep_best(data, state)
    return best, value
