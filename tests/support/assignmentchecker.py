"""An assignment of several officers checked from scratch: the rows of its layers against what was asked for.

Plain Python that shares nothing with the planners: it follows every officer by the clock, with a travel matrix of free
roads and the factors of the hours, works out every reward from the paper's tables, and says what is wrong.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import combinations
from statistics import median

from assignmentasked import Asked, Person, Task, factor_of
from routechecker import CLOSE_MIN, FAR, SECOND, UNREACHED, Row, driven_min

NOT_IN_TIME = "not reached in time"
WAITED_TOO_LONG = "waited too long before the shift to earn anything"
FORBIDDEN = "must not be visited"
MUST_DOES_NOT_FIT = "must be visited, but does not fit into the shift"
# What sums of rewards and minutes may be off by.
NEAR = {"rel_tol": 1e-9, "abs_tol": 1e-6}


@dataclass
class Checked:
    """What was found wrong, in sentences, the reward added up anew, every stay, and the first of each task."""

    faults: list[str] = field(default_factory=list)
    reward: float = 0.0
    stays: list[tuple[Task, Row]] = field(default_factory=list)
    visited: dict[Task, Row] = field(default_factory=dict)

    def expect(self, right: bool, what: str) -> None:
        if not right:
            self.faults.append(what)

    def expect_near(self, found: object, right: float | None, what: str) -> None:
        alike = found is None if right is None else found is not None and math.isclose(found, right, **NEAR)
        self.expect(alike, f"{what} is {found}, not {right}")


def check_assignment(
    asked: Asked,
    routes: Sequence[Row],
    visits: Sequence[Row],
    summary: Sequence[Row],
    unvisited: Sequence[Row],
    numbers: Mapping[str, float | None],
) -> Checked:
    """What is wrong with a plan.

    asked: what assignofficers was given.
    routes, visits, summary, unvisited: the rows of its layers, in their order, times as datetime, NULL as None.
    numbers: its number outputs.
    """
    found = Checked()
    for name in {str(row["officer"]) for row in (*routes, *visits, *summary)} - set(asked.people):
        found.faults.append(f"nobody is called {name}")
    listed = sorted(str(row["officer"]) for row in summary)
    found.expect(listed == sorted(asked.people), f"SUMMARY has {listed}, not everybody once")
    tours = {name: _Tour(found, asked, name, person) for name, person in asked.people.items()}
    for name, tour in tours.items():
        tour.follow(*([row for row in rows if row["officer"] == name] for rows in (routes, visits)))
    _check_cells(found, asked)
    _check_unvisited(found, asked, unvisited)
    for row in summary:
        if row["officer"] in tours:
            _check_summary(tours[str(row["officer"])], row, visits)
    _check_numbers(list(tours.values()), visits, numbers)
    return found


def _task_of(asked: Asked, visit: Row) -> Task | None:
    """The task that a visit is of: that of its name in whose interval it begins."""
    named = [task for task in asked.tasks if task.name == visit["node"]]
    arrive = visit["arrive"]
    within = [
        task
        for task in named
        if (task.opens is None or arrive + SECOND >= task.opens) and (task.closes is None or arrive < task.closes)
    ]
    return within[0] if within else None


@dataclass
class _Tour:
    """Follows one officer by the clock; ``minutes`` and ``km`` driven so far."""

    found: Checked
    asked: Asked
    name: str
    person: Person
    minutes: float = 0.0
    km: float = 0.0

    def expect(self, right: bool, what: str) -> None:
        self.found.expect(right, f"{self.name}: {what}")

    def follow(self, legs: list[Row], visits: list[Row]) -> None:
        for rows, column in ((legs, "leg"), (visits, "seq")):
            numbers = [row[column] for row in rows]
            self.expect(numbers == list(range(1, len(rows) + 1)), f"{column} is not 1, 2, …: {numbers}")
        on, off = self.asked.duty(self.person)
        place, now = self.person.start, on
        way_back = 1 if self.person.last is not None and visits else 0
        if len(legs) != len(visits) + way_back:
            self.expect(False, f"{len(legs)} legs to {len(visits)} visits")
            return
        for leg, visit in zip(legs, visits):
            task = _task_of(self.asked, visit)
            if task is None:
                self.expect(False, f"{visit['node']} is visited at {visit['arrive']}, when it is not open")
                return
            self.drive(leg, place, task.place, now)
            self.expect(leg["node"] == visit["node"], f"leg {leg['leg']} leads to {leg['node']}")
            self.found.expect_near(leg["reward"], visit["reward"], f"{self.name}: reward of leg {leg['leg']}")
            if task.kind == "call":
                early = leg["depart"] < task.opens - SECOND
                self.expect(not early, f"sets out to {task.name} at {leg['depart']}, before it came in")
            self.stay(leg, visit, task)
            place, now = task.place, visit["depart"]
        if way_back:
            self.drive(legs[-1], place, self.person.last, now)
            self.expect(legs[-1]["node"] is None and legs[-1]["reward"] == 0, "the way back leads to a node or earns")
            now = legs[-1]["arrive"]
        self.expect(now <= off + SECOND, f"out until {now}, off duty since {off}")

    def drive(self, leg: Row, place: str, to: str, now: datetime) -> None:
        what = f"leg {leg['leg']}"
        km, free = self.asked.matrices[self.person.pace].get((place, to), (None, None))
        if km is None or free is None:
            self.expect(False, f"{what}: there is no way from {place} to {to}")
            return
        depart, minutes, factors = leg["depart"], leg["minutes"], self.asked.factors
        self.minutes, self.km = self.minutes + minutes, self.km + leg["km"]
        self.expect(math.isclose(leg["km"], km, rel_tol=1e-6, abs_tol=1e-6), f"{what}: {leg['km']} km, not {km}")
        expected = driven_min(depart, free, factors)
        close = 1e-5 if len(set(factors)) == 1 else CLOSE_MIN
        self.expect(abs(minutes - expected) <= close, f"{what}: {minutes} minutes, not {expected}")
        late = abs(leg["arrive"] - depart - timedelta(minutes=minutes))
        self.expect(late <= SECOND, f"{what}: from {depart} to {leg['arrive']} are not {minutes} minutes")
        self.expect(depart >= now - SECOND, f"{what} begins at {depart}, before {now}")
        self.at_work(what, depart, leg["arrive"])

    def stay(self, leg: Row, visit: Row, task: Task) -> None:
        what = f"visit {visit['seq']} of {task.name}"
        arrive, depart, dwell = visit["arrive"], visit["depart"], self.asked.dwell_min
        there = abs(arrive - leg["arrive"]) <= SECOND
        self.expect(there, f"{what}: there at {arrive}, driven to until {leg['arrive']}")
        stayed = abs(depart - arrive - timedelta(minutes=dwell))
        self.expect(stayed <= SECOND, f"{what}: from {arrive} to {depart} are not {dwell} minutes")
        self.at_work(what, arrive, depart)
        self.expect(visit["kind"] == task.kind, f"{what}: is no {visit['kind']}")
        self.expect(task.must >= 0, f"{what}: must not be visited")
        again = task in self.found.visited
        self.expect(self.asked.in_blocks or not again, f"{what}: was visited before")
        self.found.stays.append((task, visit))
        self.found.visited.setdefault(task, visit)
        is_call = task.kind == "call"
        self.expect(visit["called"] == (task.opens if is_call else None), f"{what}: called at {visit['called']}")
        waited = visit["wait_min"]
        if is_call:
            by_clock = (arrive - task.opens).total_seconds() / 60
            right = waited is not None and abs(waited - by_clock) <= CLOSE_MIN
            self.expect(right, f"{what}: waited {waited}, not {by_clock}")
            waited = by_clock if waited is None else waited
        else:
            self.expect(waited is None, f"{what}: waits without a call")
        factor = 0.0 if again else factor_of(task, waited or 0.0)
        self.found.expect_near(visit["factor"], factor, f"{self.name}: {what}: factor")
        self.found.expect_near(visit["reward"], task.full * factor, f"{self.name}: {what}: reward")
        self.found.reward += task.full * factor

    def at_work(self, what: str, begin: datetime, end: datetime) -> None:
        """Nothing is done within the break."""
        if self.person.break_on is None or self.person.break_min <= 0:
            return
        over = self.person.break_on + timedelta(minutes=self.person.break_min)
        self.expect(end <= self.person.break_on + SECOND or begin >= over - SECOND, f"{what} lies in the break")


def _check_cells(found: Checked, asked: Asked) -> None:
    """No cell by two officers at once, or in blocks at all; calls do not count."""
    by_place: dict[str, list[Row]] = {}
    for task, visit in found.stays:
        if task.kind != "call":
            by_place.setdefault(task.place, []).append(visit)
    for place, rows in by_place.items():
        for one, other in combinations(rows, 2):
            apart = one["depart"] <= other["arrive"] + SECOND or other["depart"] <= one["arrive"] + SECOND
            found.expect(apart, f"two are at {place} at once: {one['officer']} and {other['officer']}")
            if asked.in_blocks:
                found.expect(one["officer"] == other["officer"], f"{place} is shared")


def _check_unvisited(found: Checked, asked: Asked, rows: Sequence[Row]) -> None:
    """Every task is visited or stands among the unvisited, with a reason that is true."""
    left = list(rows)
    for task in asked.tasks:
        own = [row for row in left if (row["node"], row["start"], row["end"]) == (task.name, task.opens, task.closes)]
        once = (task in found.visited) + len(own) == 1
        found.expect(once, f"{task.name} from {task.opens} is neither visited nor left, or both")
        for row in own:
            left.remove(row)
            what = f"{task.name} unvisited"
            found.expect(row["kind"] == task.kind, f"{what}: is no {row['kind']}")
            found.expect_near(row["reward"], task.full, f"{what}: reward")
            found.expect(_is_true(asked, task, str(row["reason"])), f"{what}: {row['reason']} is not true")
    for row in left:
        found.faults.append(f"{row['node']} is unvisited but was not asked for")


def _is_true(asked: Asked, task: Task, reason: str) -> bool:
    """Whether a reason holds."""
    if reason == FORBIDDEN or task.must < 0:
        return reason == FORBIDDEN and task.must < 0
    near = any((person.start, task.place) in asked.matrices[person.pace] for person in asked.people.values())
    if reason == FAR or not near:
        return reason == FAR and not near
    if not any(_can_reach(asked, person, task) for person in asked.people.values()):
        return reason == UNREACHED
    if task.must > 0:
        return reason == MUST_DOES_NOT_FIT
    waits = task.kind == "call" and task.opens < asked.start
    in_vain = waits and factor_of(task, (asked.start - task.opens).total_seconds() / 60) == 0
    return reason == (WAITED_TOO_LONG if in_vain else NOT_IN_TIME)


def _can_reach(asked: Asked, person: Person, task: Task) -> bool:
    """Whether a way leads there and on to where one came from, or to most of the other nodes."""
    matrix = asked.matrices[person.pace]

    def way(start: str, end: str) -> bool:
        return start == end or matrix.get((start, end), (None, None))[1] is not None

    if not way(person.start, task.place) or (person.last is not None and not way(task.place, person.last)):
        return False
    others = {other.place for other in asked.tasks if (person.start, other.place) in matrix}
    mutual = sum(way(task.place, other) and way(other, task.place) for other in others)
    return way(task.place, person.start) or 2 * mutual > len(others)


def _check_summary(tour: _Tour, row: Row, visits: Sequence[Row]) -> None:
    """The row of one officer."""
    asked, person = tour.asked, tour.person
    own = [visit for visit in visits if visit["officer"] == tour.name]
    on, off = asked.duty(person)
    rest = 0.0
    if person.break_on is not None:
        over = person.break_on + timedelta(minutes=person.break_min)
        rest = max((min(over, off) - max(person.break_on, on)).total_seconds() / 60, 0.0)
    working = max((off - on).total_seconds() / 60 - rest, 0.0)
    dwell = asked.dwell_min * len(own)
    right = {
        "visits": len(own),
        "km": tour.km,
        "minutes_driving": tour.minutes,
        "minutes_dwell": dwell,
        "minutes_idle": max(working - tour.minutes - dwell, 0.0),
        "reward": math.fsum(visit["reward"] for visit in own),
    }
    for column, value in right.items():
        tour.found.expect_near(row[column], value, f"{tour.name}: {column} in SUMMARY")


def _check_numbers(tours: Sequence[_Tour], visits: Sequence[Row], numbers: Mapping[str, float | None]) -> None:
    """The numbers, and the bound that BOUND_GAP stands for."""
    found, asked = tours[0].found, tours[0].asked
    used = len({visit["officer"] for visit in visits})
    reward = found.reward - used * asked.cost
    waits = [visit["wait_min"] for visit in visits if visit["kind"] == "call" and visit["wait_min"] is not None]
    right = {
        "REWARD": reward,
        "VISITED": len(visits),
        "OFFICERS_USED": used,
        "HOTSPOT_VISITS": sum(task.kind == "hotspot" for task, _ in found.stays),
        "CALLS_ANSWERED": sum(task.kind == "call" for task, _ in found.stays),
        "CALLS_KNOWN": sum(task.kind == "call" for task in asked.tasks),
        "MEDIAN_WAIT": median(waits) if waits else None,
        "KM": math.fsum(tour.km for tour in tours),
    }
    for name, value in right.items():
        found.expect_near(numbers[name], value, name)
    gap = numbers["BOUND_GAP"]
    found.expect(gap == -1 or gap >= 0, f"BOUND_GAP {gap}: the reward exceeds its bound")


def bound_of(numbers: Mapping[str, float | None]) -> float:
    """The bound that a plan's BOUND_GAP stands for; inf where it stands for none."""
    gap, reward = numbers["BOUND_GAP"], numbers["REWARD"]
    return math.inf if gap == -1 or gap >= 100 else reward / (1 - gap / 100)
