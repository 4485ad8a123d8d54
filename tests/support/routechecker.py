"""A planned route checked from scratch: the rows of its layers against a travel matrix and what was asked for.

Plain Python that shares nothing with the planners: it drives the route by the clock, with a travel matrix of free roads
and the factors of the hours, and says what is wrong.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

# Clock times in layers are whole seconds, rounded down.
SECOND = timedelta(seconds=1.001)
# Minutes: what a departure rounded to the second can change where the traffic of the next hour begins.
CLOSE_MIN = 0.05
FAR = "too far from every road"
UNREACHED, NO_WAY_BACK = "cannot be reached by road", "no way back by road"
FORBIDDEN, CLOSED = "must not be visited", "not open long enough while one can be there"
NO_ROOM = ("does not fit into the shift", "not planned within the time limit")
NO_ROOM_FOR_MUST = "must be visited, but does not fit into the shift with the others that must"

# (from, to) → (km, minutes), both None where there is no way.
Matrix = Mapping[tuple[str, str], tuple[float | None, float | None]]
Row = Mapping[str, object]


@dataclass(frozen=True)
class Wanted:
    """A stop: what it is worth and asks for; None and 0 for nothing."""

    priority: float = 1.0
    opens: datetime | None = None
    closes: datetime | None = None
    dwell_min: float | None = None
    must: int = 0


@dataclass(frozen=True)
class Asked:
    """What was asked of planroute. ``start``, ``last``: names of places in the matrix, last None for anywhere.
    ``factors``: of 24 hours. ``start`` that is no stop is called so in ROUTE.
    """

    stops: Mapping[str, Wanted]
    start: str
    departure: datetime
    shift_hours: float = 8.0
    dwell_min: float = 15.0
    last: str | None = None
    break_on: datetime | None = None
    break_min: float = 0.0
    factors: Sequence[float] = field(default_factory=lambda: [1.0] * 24)
    revisit_min: float = 0.0

    @property
    def shift_end(self) -> datetime:
        return self.departure + timedelta(hours=self.shift_hours)

    @property
    def break_off(self) -> datetime | None:
        return None if self.break_on is None else self.break_on + timedelta(minutes=self.break_min)


@dataclass
class Checked:
    """What was found wrong, in sentences, and the score, kilometres and minutes added up anew."""

    faults: list[str] = field(default_factory=list)
    score: float = 0.0
    km: float = 0.0
    minutes: float = 0.0

    def expect(self, right: bool, what: str) -> None:
        if not right:
            self.faults.append(what)


def driven_min(depart: datetime, free_min: float, factors: Sequence[float]) -> float:
    """How long a journey takes with the factor of each hour, driven hour by hour."""
    now, left, passed = depart, free_min, 0.0
    while True:
        factor = factors[now.hour]
        hour = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        until = (hour - now).total_seconds() / 60
        if left * factor <= until:
            return passed + left * factor
        left -= until / factor
        passed += until
        now = hour


def check_plan(
    asked: Asked,
    matrix: Matrix,
    route: Sequence[Row],
    visits: Sequence[Row],
    skipped: Sequence[Row] | None = None,
    numbers: Mapping[str, float] | None = None,
) -> Checked:
    """What is wrong with a plan, and its figures added up anew.

    asked: what planroute was given.
    matrix: of free roads, between the stops near a road, the start and the last place.
    route, visits, skipped: the rows of ROUTE, VISITS and SKIPPED_STOPS, in their order, times as datetime; of a variant
        the layer of skipped stops says nothing, None.
    numbers: KM, MINUTES, SCORE, VISITED, NOT_VISITED; likewise.
    """
    found = Checked()
    _check_visits(found, asked, visits)
    if skipped is not None:
        _check_skipped(found, asked, matrix, {visit["stop"] for visit in visits}, skipped)
    _drive(found, asked, matrix, list(route), visits)
    if numbers is None or skipped is None:
        return found
    for name, own in (("SCORE", found.score), ("KM", found.km), ("MINUTES", found.minutes)):
        found.expect(math.isclose(numbers[name], own, rel_tol=1e-9, abs_tol=1e-6), f"{name} {numbers[name]} is {own}")
    seen = len({visit["stop"] for visit in visits})
    found.expect(numbers["VISITED"] == seen, f"VISITED {numbers['VISITED']} is {seen}")
    found.expect(numbers["NOT_VISITED"] == len(skipped), f"NOT_VISITED {numbers['NOT_VISITED']} is {len(skipped)}")
    return found


def _check_visits(found: Checked, asked: Asked, visits: Sequence[Row]) -> None:
    """Only stops asked for are visited, and more than once only where revisits are."""
    for stop, times in Counter(visit["stop"] for visit in visits).items():
        found.expect(stop in asked.stops, f"{stop} was not asked for")
        found.expect(times == 1 or asked.revisit_min > 0, f"{stop} is visited {times} times")
        found.expect(asked.stops.get(stop, Wanted()).must >= 0, f"{stop} must not be visited")


def _check_skipped(found: Checked, asked: Asked, matrix: Matrix, seen: set[object], skipped: Sequence[Row]) -> None:
    """Every stop is on the route or skipped, with a reason that is true."""
    left = Counter(row["stop"] for row in skipped)
    for stop in asked.stops:
        found.expect((stop in seen) + left[stop] == 1, f"{stop} is neither visited nor skipped, or both, or twice")
    for row in skipped:
        stop, why = row["stop"], row["reason"]
        wanted = asked.stops.get(stop)
        if wanted is None:
            found.faults.append(f"{stop} is skipped but was not asked for")
            continue
        found.expect(row["priority"] == wanted.priority, f"{stop} skipped with priority {row['priority']}")
        near = (asked.start, stop) in matrix
        there = near and matrix[asked.start, stop][1] is not None
        back = near and matrix[stop, asked.last or asked.start][1] is not None
        alone = there and _fits_alone(asked, matrix, stop)
        right = {
            FAR: not near,
            UNREACHED: near and not there,
            # A start that nobody can drive back to takes the largest group of stops that can be left again.
            NO_WAY_BACK: there and not (back and _largest(asked, matrix, stop)),
            FORBIDDEN: wanted.must < 0,
            CLOSED: there and not alone,
            NO_ROOM_FOR_MUST: there and wanted.must > 0,
            **dict.fromkeys(NO_ROOM, there and wanted.must >= 0),
        }
        found.expect(right.get(str(why), False), f"{stop} is skipped for a wrong reason: {why}")


def _fits_alone(asked: Asked, matrix: Matrix, stop: str) -> bool:
    """Whether a stop is open for a stay of one who drives there at once, with no break in between."""
    wanted = asked.stops[stop]
    free = matrix[asked.start, stop][1]
    there = asked.departure + timedelta(minutes=driven_min(asked.departure, free, asked.factors))
    over = max(there, wanted.opens or there)
    over += timedelta(minutes=asked.dwell_min if wanted.dwell_min is None else wanted.dwell_min)
    if asked.break_on is not None and over > asked.break_on:
        return False
    if asked.last is not None and asked.last != stop:
        home = matrix[stop, asked.last][1]
        if home is None or over + timedelta(minutes=driven_min(over, home, asked.factors)) > asked.shift_end:
            return False
    return over <= min(wanted.closes or asked.shift_end, asked.shift_end)


def _largest(asked: Asked, matrix: Matrix, stop: str) -> bool:
    """Whether a stop and the start, or most of the other stops, reach each other."""
    near = [other for other in asked.stops if (asked.start, other) in matrix]

    def mutual(one: str, other: str) -> bool:
        return matrix[one, other][1] is not None and matrix[other, one][1] is not None

    return mutual(stop, asked.start) or 2 * sum(mutual(stop, other) for other in near) > len(near)


def _drive(found: Checked, asked: Asked, matrix: Matrix, legs: list[Row], visits: Sequence[Row]) -> None:
    """Drives the route by the clock."""
    found.expect([leg["leg"] for leg in legs] == list(range(1, len(legs) + 1)), "legs are not numbered in order")
    order = [visit["seq"] for visit in visits]
    found.expect(order == list(range(1, len(order) + 1)), "visits are not numbered in order")
    place, now, ended = asked.start, asked.departure, {}
    for visit in visits:
        stop = visit["stop"]
        if place != stop:
            if not legs:
                found.faults.append(f"no leg leads to {stop}")
                return
            now = _leg(found, asked, matrix, legs.pop(0), place, stop, now, ended.get(stop))
        now = _stay(found, asked, visit, now, ended.get(stop), place == stop)
        place, ended[stop] = stop, now
    if asked.last is not None and place != asked.last:
        if legs:
            now = _leg(found, asked, matrix, legs.pop(0), place, asked.last, now, None)
        else:
            found.faults.append(f"no leg leads to {asked.last}")
    found.expect(not legs, f"{len(legs)} legs too many")
    found.expect(now <= asked.shift_end + SECOND, f"the route ends at {now}, the shift at {asked.shift_end}")


def _leg(
    found: Checked,
    asked: Asked,
    matrix: Matrix,
    leg: Row,
    place: str,
    to: str,
    now: datetime,
    ended: datetime | None,
) -> datetime:
    """Drives one leg; returns when it ends."""
    name = f"leg {leg['leg']}"
    found.expect((leg["from_stop"], leg["to_stop"]) == (place, to), f"{name} does not lead from {place} to {to}")
    km, free = matrix.get((place, to), (None, None))
    if km is None or free is None:
        found.faults.append(f"{name}: there is no way from {place} to {to}")
        return leg["arrive"]
    depart, minutes = leg["depart"], leg["minutes"]
    found.km += leg["km"]
    found.minutes += minutes
    found.expect(math.isclose(leg["km"], km, rel_tol=1e-9, abs_tol=1e-9), f"{name}: {leg['km']} km, not {km}")
    expected = driven_min(depart, free, asked.factors)
    exact = len(set(asked.factors)) == 1
    close = math.isclose(minutes, expected, rel_tol=1e-9, abs_tol=1e-6 if exact else CLOSE_MIN)
    found.expect(close, f"{name}: {minutes} minutes, not {expected}")
    arrive = depart + timedelta(minutes=minutes)
    found.expect(abs(leg["arrive"] - arrive) <= SECOND, f"{name} arrives at {leg['arrive']}, not {arrive}")
    found.expect(depart >= now - SECOND, f"{name} sets out before the stay is over")
    if depart > now + SECOND:
        at_once = now + timedelta(minutes=driven_min(now, free, asked.factors))
        waits = asked.break_on is not None and now < asked.break_off and at_once > asked.break_on
        too_soon = ended is not None and at_once < ended + timedelta(minutes=asked.revisit_min)
        found.expect(waits or too_soon, f"{name} sets out late, at {depart}, free since {now}")
    if asked.break_on is not None:
        out = leg["arrive"] <= asked.break_on + SECOND or depart >= asked.break_off - SECOND
        found.expect(out, f"{name} is driven during the break")
    return leg["arrive"]


def _stay(found: Checked, asked: Asked, visit: Row, now: datetime, ended: datetime | None, stayed: bool) -> datetime:
    """Stays at one stop; returns when the stay ends."""
    stop = visit["stop"]
    wanted = asked.stops.get(stop, Wanted())
    arrive, depart = visit["arrive"], visit["depart"]
    # Who stays where he is is there again when it is due.
    found.expect(abs(arrive - now) <= SECOND or stayed and arrive >= now, f"{stop}: there at {arrive}, not {now}")
    if ended is None:
        found.score += wanted.priority
    else:
        gap = arrive - ended + SECOND
        found.expect(gap >= timedelta(minutes=asked.revisit_min), f"{stop} is visited again after {gap} already")
    found.expect(visit["priority"] == wanted.priority, f"{stop} has the priority {visit['priority']}")
    dwell = timedelta(minutes=asked.dwell_min if wanted.dwell_min is None else wanted.dwell_min)
    begin = max(arrive, wanted.opens or arrive)
    if asked.break_on is not None and begin < asked.break_off and begin + dwell > asked.break_on + SECOND:
        begin = asked.break_off
    found.expect(abs(depart - begin - dwell) <= 2 * SECOND, f"{stop}: left at {depart}, not {begin + dwell}")
    late = wanted.closes is not None and depart > wanted.closes + SECOND
    found.expect(not late, f"{stop}: left at {depart}, closed since {wanted.closes}")
    return depart
