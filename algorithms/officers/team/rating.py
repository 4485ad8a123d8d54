"""How attractive tasks are: where each delays the rest of a route least, and what it is worth for that."""

from __future__ import annotations

from math import inf

import numpy as np

from .data import EPSILON, Data, State, Work
from .kernel import COMPILED, compiled
from .timetable import arrival


@compiled
def find_tails(data: Data, state: State, work: Work, number: int) -> None:
    """For the first ``number`` tasks asked about the stations after which each may go: beside its neighbours, or as
    somebody's first.
    """
    ask, tails, owner, before, near, homes = work.ask, work.tails, state.owner, state.before, data.near, data.homes
    first, visits, shut = data.tasks, state.visits, work.count[6] > 0
    for i in range(number):
        c, row, count = ask[i], tails[i], 0
        for q in near[c]:
            if q < 0:
                break
            if owner[q] >= 0:
                row[count] = q
                row[count + 1] = before[q]
                count += 2
        for r in homes[c]:
            if visits[r] > 0 or not shut:
                row[count] = first + r
                count += 1
        work.tail_count[i] = count
        work.ratio[c] = 0.0


@compiled
def rate_all(data: Data, state: State, work: Work, number: int, thrift: float) -> None:
    """Rate the first ``number`` tasks asked about, of which nothing is known.

    data, state, work, number, thrift: see rate.
    """
    if data.few:
        _find_among_few(data, state, work, number)
        _take_over(data, state, work, number, thrift)
    else:
        find_tails(data, state, work, number)
        rate(data, state, work, number, thrift)


@compiled
def rate(data: Data, state: State, work: Work, number: int, thrift: float) -> None:
    """Rate the first ``number`` tasks asked about after their tails; what is known stays where it is better.

    data, state, work: see there.
    number: how many are asked about.
    thrift: how much the delay counts, as its power.
    """
    if data.plain:
        _find_plain(data, state, work, number)
    else:
        _find_timed(data, state, work, number)
    _take_over(data, state, work, number, thrift)


@compiled
def _take_over(data: Data, state: State, work: Work, number: int, thrift: float) -> None:
    """Rate by what was found.

    data, state, work, number, thrift: see rate.
    """
    ask, found, ratio, least = work.ask, work.found, work.ratio, data.least_delay
    for i in range(number):
        c, a = ask[i], found[i]
        if a < 0:
            continue
        delay = work.delay[i]
        its = work.weight[c] * (delay if delay > least else least) ** -thrift
        if its > ratio[c]:
            ratio[c] = its
            work.cost[c] = work.delay[i]
            work.spot[c] = a
            work.beyond[c] = state.after[a]
            work.stamp[c] = state.version[state.owner[a]]


@compiled
def rate_beside(data: Data, state: State, work: Work, c: int, thrift: float) -> None:
    """Rate the open tasks near task c, which was just put in, before and after it, where all is plain.

    data, state, work, thrift: see rate.
    c: the task.
    """
    clock, near, mark, step, ratio = data.clock, data.near[c], work.mark, work.count[3], work.ratio
    owner, a, b, place, least = state.owner, state.before[c], state.after[c], clock.place, data.least_delay
    r = owner[c]
    rows, room = clock.minutes[clock.speed[r]], state.slack[r] + EPSILON
    before, here, then = rows[place[a]], rows[place[c]], place[b]
    before_c, c_after = before[place[c]], here[then]
    for q in near:
        if q < 0:
            break
        if mark[q] == step and owner[q] < 0 and (data.everyone or data.can[r][q]):
            at = place[q]
            onward = rows[at]
            cost = before[at] + onward[place[c]] - before_c
            other = here[at] + onward[then] - c_after
            spot, beyond = a, c
            if other < cost:
                cost, spot, beyond = other, c, b
            cost += clock.dwell[q]
            if cost <= room:
                its = work.weight[q] * (cost if cost > least else least) ** -thrift
                if its > ratio[q]:
                    ratio[q] = its
                    work.cost[q] = cost
                    work.spot[q] = spot
                    work.beyond[q] = beyond


@compiled
def _find_plain(data: Data, state: State, work: Work, number: int) -> None:
    """Where tasks delay least, where nothing depends on the time: what is put in delays all the rest alike."""
    clock, after, owner, slack, can = data.clock, state.after, state.owner, state.slack, data.can
    place, minutes, speed, everyone = clock.place, clock.minutes, clock.speed, data.everyone
    for i in range(number):
        c, tails = work.ask[i], work.tails[i]
        at, dwell = place[c], clock.dwell[c]
        least, spot, last = inf, -1, -1
        rows = minutes[0]
        onward = rows[at]
        for j in range(work.tail_count[i]):
            a = tails[j]
            r = owner[a]
            if speed[r] != last:
                last = speed[r]
                rows = minutes[last]
                onward = rows[at]
            row, then = rows[place[a]], place[after[a]]
            cost = row[at] + onward[then] - row[then] + dwell
            if cost < least and cost <= slack[r] + EPSILON and (everyone or can[r][c]):
                least, spot = cost, a
        work.delay[i] = least
        work.found[i] = spot


@compiled
def _stations(data: Data, state: State, work: Work) -> int:
    """Write down after which stations anything may go, in ``turn``, and how many those are."""
    after, turn, count = state.after, work.turn, 0
    for r in range(data.officers):
        if state.visits[r] > 0 or work.count[6] == 0:
            a, end = data.tasks + r, data.tasks + data.officers + r
            while a != end:
                turn[count] = a
                count += 1
                a = after[a]
    return count


def _find_by_array(data: Data, state: State, work: Work, number: int) -> None:
    """Where few tasks delay least, all of them in one go."""
    ask = work.ask[:number]
    for c in ask:
        work.ratio[c] = 0.0
    count = _stations(data, state, work)
    if not count or not number:
        work.found[:number] = [-1] * number
        return
    here = work.turn[:count]
    there = [state.after[a] for a in here]
    room = np.array([state.slack[state.owner[a]] for a in here])[:, None]
    a, b, c = np.array(here), np.array(there), np.array(ask)
    cost = data.coming.take(a, 0)
    cost += data.going.take(b, 0)
    cost -= data.passing[a, b][:, None]
    cost = cost.take(c, 1)
    np.putmask(cost, cost > room + EPSILON, inf)
    spot, least = cost.argmin(0).tolist(), cost.min(0).tolist()
    work.delay[:number] = least
    work.found[:number] = [-1 if its == inf else here[one] for one, its in zip(spot, least)]


@compiled
def _find_by_loop(data: Data, state: State, work: Work, number: int) -> None:
    """The same, compiled."""
    owner, after, slack, turn = state.owner, state.after, state.slack, work.turn
    count = _stations(data, state, work)
    for i in range(number):
        c = work.ask[i]
        work.ratio[c] = 0.0
        least, spot = inf, -1
        for j in range(count):
            a = turn[j]
            b = after[a]
            cost = data.coming[a, c] + data.going[b, c] - data.passing[a, b]
            if cost < least and cost <= slack[owner[a]] + EPSILON:
                least, spot = cost, a
        work.delay[i] = least
        work.found[i] = spot


_find_among_few = _find_by_loop if COMPILED else _find_by_array


@compiled
def _find_timed(data: Data, state: State, work: Work, number: int) -> None:
    """Where tasks delay least, with windows, breaks and traffic: by how much the next stay begins later."""
    clock, after, owner, starts, late = data.clock, state.after, state.owner, state.begin, state.late
    place, dwells, opens, everyone, can = clock.place, clock.dwell, clock.opens, data.everyone, data.can
    steady, rests, minutes, speeds = clock.steady, data.rests, clock.minutes, clock.speed
    for i in range(number):
        c, tails = work.ask[i], work.tails[i]
        at, dwell, opening, last = place[c], dwells[c], opens[c], clock.last[c] + EPSILON
        least, spot = inf, -1
        for j in range(work.tail_count[i]):
            a = tails[j]
            free = starts[a] + dwells[a]
            b = after[a]
            # Who must have begun there by now has no time for more.
            if free > last or late[b] < opening + dwell or late[b] < free + dwell:
                continue
            r = owner[a]
            speed, there = speeds[r], place[b]
            begin = free + minutes[speed][place[a]][at] if steady else arrival(clock, speed, place[a], at, free)
            begin = begin if begin > opening else opening
            if rests and free < clock.rest_off[r] and begin + dwell > clock.rest_on[r] + EPSILON:
                begin = max(arrival(clock, speed, place[a], at, clock.rest_off[r]), opening)
            if begin > last:
                continue
            free = begin + dwell
            begin = free + minutes[speed][at][there] if steady else arrival(clock, speed, at, there, free)
            begin = begin if begin > opens[b] else opens[b]
            if rests and free < clock.rest_off[r] and begin + dwells[b] > clock.rest_on[r] + EPSILON:
                begin = max(arrival(clock, speed, at, there, clock.rest_off[r]), opens[b])
            if begin <= late[b] + EPSILON and begin - starts[b] < least and (everyone or can[r][c]):
                least, spot = begin - starts[b], a
        work.delay[i] = least
        work.found[i] = spot
