"""When everybody is where: drives with the traffic of the hour, stays within windows, breaks."""

from __future__ import annotations

from math import ceil, floor, inf

from .data import EPSILON, Clock, Data, State
from .kernel import compiled, inlined

_HOUR_MIN = 60.0


@inlined
def arrival(clock: Clock, speed: int, a: int, b: int, depart: float) -> float:
    """When a drive between places ends that begins then; the traffic changes at full hours, also on the way."""
    if clock.steady:
        return depart + clock.minutes[speed][a][b]
    if depart == inf or clock.minutes[speed][a][b] == inf:
        return inf
    now, left = depart + clock.midnight, 1.0
    hour = int(floor(now / _HOUR_MIN))
    while True:
        whole = clock.scale[hour % 24] * clock.minutes[speed + clock.table[hour % 24]][a][b]
        room = (hour + 1) * _HOUR_MIN - now
        if left * whole <= room:
            return max(now + left * whole - clock.midnight, depart)
        left -= room / whole
        hour += 1
        now = hour * _HOUR_MIN


@inlined
def departure(clock: Clock, speed: int, a: int, b: int, arrive: float) -> float:
    """When a drive between places must begin to end then: the inverse of arrival; −inf where there is no way."""
    if clock.steady:
        return arrive - clock.minutes[speed][a][b]
    if arrive == -inf or clock.minutes[speed][a][b] == inf:
        return -inf
    now, left = arrive + clock.midnight, 1.0
    hour = int(ceil(now / _HOUR_MIN)) - 1
    while True:
        whole = clock.scale[hour % 24] * clock.minutes[speed + clock.table[hour % 24]][a][b]
        room = now - hour * _HOUR_MIN
        if left * whole <= room:
            return min(now - left * whole - clock.midnight, arrive)
        left -= room / whole
        now = hour * _HOUR_MIN
        hour -= 1


@inlined
def stay(clock: Clock, r: int, a: int, b: int, free: float) -> float:
    """When officer r's stay at station b begins, coming from station a, free to go then; inf where it does not fit."""
    speed, here, there = clock.speed[r], clock.place[a], clock.place[b]
    begin = max(arrival(clock, speed, here, there, free), clock.opens[b])
    # Drive and stay lie before the break or after it.
    if free < clock.rest_off[r] and begin + clock.dwell[b] > clock.rest_on[r] + EPSILON:
        begin = max(arrival(clock, speed, here, there, clock.rest_off[r]), clock.opens[b])
    return begin if begin <= clock.last[b] + EPSILON else inf


@inlined
def latest_begin(clock: Clock, r: int, a: int, b: int, late: float) -> float:
    """When officer r's stay at station a must begin at the latest for the one at station b to begin by ``late``."""
    speed, here, there, rest_off = clock.speed[r], clock.place[a], clock.place[b], clock.rest_off[r]
    depart = departure(clock, speed, here, there, late)
    # Who cannot drive and stay after the break does both before it.
    if depart < rest_off and late > clock.rest_on[r] - clock.dwell[b]:
        depart = departure(clock, speed, here, there, clock.rest_on[r] - clock.dwell[b])
    begin = min(depart - clock.dwell[a], clock.last[a])
    return begin if begin >= rest_off else min(begin, clock.rest_on[r] - clock.dwell[a])


@compiled
def refresh(data: Data, state: State, r: int) -> bool:
    """Time a whole route anew; whether it fits."""
    if data.plain:
        return _refresh_plain(data, state, r)
    state.version[r] += 1
    clock, begins, lates, after, before = data.clock, state.begin, state.late, state.after, state.before
    dwell, first, end = clock.dwell, data.tasks + r, data.tasks + data.officers + r
    a = first
    while a != end:
        b = after[a]
        begin = stay(clock, r, a, b, begins[a] + dwell[a])
        if begin == inf:
            return False
        begins[b] = begin
        a = b
    state.end[r] = begins[end]
    late = clock.last[end]
    lates[end] = late
    while a != first:
        b = a
        a = before[b]
        late = latest_begin(clock, r, a, b, late)
        lates[a] = late
    return True


@inlined
def _refresh_plain(data: Data, state: State, r: int) -> bool:
    """``refresh`` where only the minutes that are left count."""
    state.version[r] += 1
    clock, after = data.clock, state.after
    rows, place, dwell = clock.minutes[clock.speed[r]], clock.place, clock.dwell
    a, end = data.tasks + r, data.tasks + data.officers + r
    now = state.begin[a]
    while a != end:
        b = after[a]
        now += rows[place[a]][place[b]] + dwell[b]
        a = b
    state.end[r] = now
    state.slack[r] = clock.last[end] - now
    return bool(state.slack[r] >= -EPSILON)


@inlined
def refresh_from(data: Data, state: State, c: int) -> None:
    """Time a route anew after task c, which fits, was put in: as far as anything changes."""
    r = state.owner[c]
    state.version[r] += 1
    clock, begins, lates, after, before = data.clock, state.begin, state.late, state.after, state.before
    dwell, first, end = clock.dwell, data.tasks + r, data.tasks + data.officers + r
    a = before[c]
    while a != end:
        b = after[a]
        begin = stay(clock, r, a, b, begins[a] + dwell[a])
        if b != c and begin == begins[b]:
            break
        begins[b] = begin
        a = b
    state.end[r] = begins[end]
    b = after[c]
    while b != first:
        a = before[b]
        late = latest_begin(clock, r, a, b, lates[b])
        if a != c and late == lates[a]:
            break
        lates[a] = late
        b = a
