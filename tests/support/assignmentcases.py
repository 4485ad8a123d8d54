"""Shifts of several officers to be planned by any method and checked: layers for assignofficers, and what they ask."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np
from assignmentasked import Asked, Person, Task
from layerrows import rows_of

NUMBERS = ("REWARD", "VISITED", "OFFICERS_USED", "HOTSPOT_VISITS", "CALLS_ANSWERED", "CALLS_KNOWN", "MEDIAN_WAIT", "KM")
NUMBERS += ("BOUND_GAP",)
RUSH = {7: 1.6, 8: 2.0, 9: 1.5, 16: 1.7, 17: 2.1, 18: 1.4}
SHIFT = datetime(2024, 5, 31, 7, 40)
HALF_M = 60.0
FIELDS = {"HOTSPOT_FIELD": "hotspot", "WEIGHT_FIELD": "weight", "START_FIELD": "start", "END_FIELD": "end"}


@dataclass
class Drawn:
    """Cells with an interval each, calls and officers: rows for layers, tasks and people for the checker, places."""

    cells: list[tuple] = field(default_factory=list)
    calls: list[tuple] = field(default_factory=list)
    officers: list[tuple] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)
    places: dict[str, tuple[float, float]] = field(default_factory=dict)


def drawn_shift(points, seed: int, hours: float, walks: float) -> Drawn:
    """A shift at these points (n, 2) in metres: the first twenty are cells of three intervals each, the next ten calls,
    the last four officers; ``walks``: km/h of the slower ones.
    """
    from qgis.PyQt.QtCore import QDateTime

    def moment(time):
        return None if time is None else QDateTime(time)

    rng, drawn = np.random.default_rng(seed), Drawn()
    for number, (x, y) in enumerate(points[:20]):
        place, hotspot = f"cell {number}", int(rng.random() < 0.4)
        drawn.places[place] = (x, y)
        for interval in range(3):
            opens = SHIFT + timedelta(hours=interval * hours / 3)
            closes = opens + timedelta(hours=hours / 3)
            weight = float(rng.integers(0, 8)) / 5
            kind = "hotspot" if hotspot else "coldspot"
            drawn.tasks.append(Task(str(number), place, kind, weight, opens=opens, closes=closes))
            drawn.cells.append((_square(x, y), number, hotspot, weight, moment(opens), moment(closes)))
    cells = list(drawn.tasks)
    for number, (x, y) in enumerate(points[20:30]):
        came = SHIFT + timedelta(minutes=int(rng.integers(-90, hours * 60)))
        priority = int(rng.integers(1, 6))
        known = max(came, SHIFT)
        held = [task for task in cells if _holds(drawn.places[task.place], x, y) and task.opens <= known < task.closes]
        nearest = min(held, key=lambda task: math.dist(drawn.places[task.place], (x, y)), default=None)
        weight = 0.0 if nearest is None else nearest.weight
        drawn.places[f"call {number}"] = (x, y)
        drawn.tasks.append(Task(f"c{number}", f"call {number}", "call", weight, priority, came))
        drawn.calls.append((f"Point({x} {y})", f"c{number}", moment(came), priority))
    whole, late, early = (None, None), (SHIFT + timedelta(minutes=70), None), (None, SHIFT + timedelta(hours=hours - 1))
    noon = SHIFT + timedelta(hours=hours / 2)
    duties = [(whole, None, None, 0), (whole, walks, noon, 30), (late, walks, None, 0), (early, None, noon, 45)]
    for number, ((x, y), ((on, off), speed, rest, rest_min)) in enumerate(zip(points[30:34], duties)):
        name, home = f"1A{number}", f"home {number}"
        drawn.places[home] = (x, y)
        drawn.people[name] = Person(home, speed, on, off, rest, rest_min)
        drawn.officers.append((f"Point({x} {y})", name, moment(on), moment(off), speed, moment(rest), rest_min))
    return drawn


def _square(x: float, y: float) -> str:
    corners = [(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)]
    return "Polygon((" + ", ".join(f"{x + HALF_M * dx} {y + HALF_M * dy}" for dx, dy in corners) + "))"


def _holds(centre: tuple[float, float], x: float, y: float) -> bool:
    return abs(x - centre[0]) <= HALF_M and abs(y - centre[1]) <= HALF_M


def straight_matrix(places: dict[str, tuple[float, float]], kmh: float) -> dict:
    """(from, to) → (km, minutes) along straight lines, 1.3 times their length."""
    km = {(one, other): 1.3 * math.dist(places[one], places[other]) / 1000 for one in places for other in places}
    return {pair: (far, far / kmh * 60) for pair, far in km.items()}


def plugin_matrix(run_algorithm, make_layer, places, crs, **roads) -> dict:
    """(from, to) → (km, minutes) by patrol:travelmatrix, without the places that are far from every road."""
    layer = make_layer("Point", ["id:string"], [(f"Point({x} {y})", name) for name, (x, y) in places.items()], crs)
    found = run_algorithm("travelmatrix", ORIGINS=layer, DESTINATIONS=layer, MATRIX="memory:", CRS=crs, **roads)
    return {(row["origin"], row["destin"]): (row["km"], row["minutes"]) for row in rows_of(found, "MATRIX")}


class Case:
    """A shift on roads or straight lines, planned by any method."""

    def __init__(self, run_algorithm, make_layer, drawn: Drawn, matrices, crs: str, hours: float, **roads):
        """``matrices``: by the officers' speed, None for the roads'. ``roads``: road parameters."""
        self.run, self.drawn, self.hours = run_algorithm, drawn, hours
        moments = ["start:datetime", "end:datetime"]
        cells = ["cell_id:integer", "hotspot:integer", "weight:double", *moments]
        duty = ["officer:string", "shift_on:datetime", "shift_off:datetime", "speed_kmh:double"]
        self.layers = {
            "NODES": make_layer("Polygon", cells, drawn.cells, crs),
            "CALLS": make_layer("Point", ["id:string", "time:datetime", "priority:integer"], drawn.calls, crs),
            "OFFICERS": make_layer("Point", [*duty, "break_on:datetime", "break_min:double"], drawn.officers, crs),
        }
        self.roads, self.crs, self.matrices = roads, crs, matrices
        hours_of = [(None, hour, factor) for hour, factor in RUSH.items()]
        self.traffic = make_layer("None", ["hour:integer", "factor:double"], hours_of)

    def planned(self, method: str, rush: bool = False, cost: float = 0.0, dwell: float = 10.0, **other):
        """→ (outcome, what was asked); of other parameters None leaves one out."""
        given = {
            **self.layers,
            **FIELDS,
            "CALL_TIME_FIELD": "time",
            "CALL_PRIORITY_FIELD": "priority",
            "SHIFT_START": SHIFT.isoformat(),
            "SHIFT_HOURS": self.hours,
            "DWELL": dwell,
            "OFFICER_COST": cost,
            "METHOD": method,
            "CRS": self.crs,
            **({"TRAFFIC": self.traffic} if rush else {}),
            **{name: "memory:" for name in ("ROUTES", "VISITS", "SUMMARY", "UNVISITED")},
            **self.roads,
            **other,
        }
        outcome = self.run("assignofficers", **{name: value for name, value in given.items() if value is not None})
        return outcome, self.asked(rush, cost, dwell)

    def asked(self, rush: bool = False, cost: float = 0.0, dwell: float = 10.0) -> Asked:
        """What the checker is told."""
        factors = [RUSH.get(hour, 1.0) if rush else 1.0 for hour in range(24)]
        drawn = self.drawn
        return Asked(drawn.tasks, drawn.people, self.matrices, SHIFT, self.hours, dwell, cost, factors=factors)


def layers_of(outcome):
    """What check_assignment takes besides what was asked."""
    names = ("ROUTES", "VISITS", "SUMMARY", "UNVISITED")
    return (*(rows_of(outcome, name) for name in names), {name: outcome[name] for name in NUMBERS})
