"""Incidents, check-ins and venues of a small city, and every feature of Table II again in plain loops."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from itertools import combinations

import numpy as np
from cityevents import NOW, city

from patrol_planner.algorithms.forecast.activity import CheckIns, Pois
from patrol_planner.algorithms.forecast.events import CellEvents
from patrol_planner.algorithms.forecast.features.rows import Rows, seconds
from patrol_planner.algorithms.forecast.training import Training

DAY_S = 86_400
OF_TABLE_II = {
    "30-day density", "7-day density", "POI distribution: bar", "POI distribution: bank", "POI distribution: school",
    "POI distribution: shop", "POI density", "location diversity", "visitor entropy", "visitor homogeneity",
    "region popularity", "visitor ratio", "user count", "observation frequency",
}  # fmt: skip


def rows(*targets: tuple[int, str, str], hours: float = 2.0) -> Rows:
    """Cell, start of the interval, and the moment at which it is forecast."""
    cell, start, origin = zip(*targets)
    times = (seconds(np.array(one, "M8[s]")) for one in (start, origin))
    return Rows(np.array(cell), *times, round(hours * 3600))


def checkins(*visits: tuple[int, str, int], cells: int = 9) -> CheckIns:
    """Cell, time and user."""
    cell, time, user = zip(*visits)
    return CheckIns(np.array(cell), np.array(time, "M8[s]"), np.array(user), cells)


def lively_city(seed: int = 1, visits: int = 4000, users: int = 40, **wanted: object) -> Training:
    """A city at NOW with check-ins, the future ones among them, in its busier half, and venues of four kinds."""
    training, rate = city(seed=seed, **wanted)  # type: ignore[arg-type]
    rng, cells = np.random.default_rng(seed + 50), len(rate)
    time = NOW + rng.integers(-120 * DAY_S, 20 * DAY_S, visits).astype("m8[s]")
    cell = rng.choice(cells, visits, p=rate**2 / (rate**2).sum())
    went = CheckIns(cell, time, rng.integers(0, users, visits), cells)
    pois = Pois(rng.integers(0, cells // 2, 300), rng.integers(0, 4, 300), ("bar", "bank", "school", "shop"), cells)
    return replace(training, around=replace(training.around, pois=pois, checkins=went))


def some_rows(number: int, cells: int, hours: float = 2.0, seed: int = 3) -> Rows:
    """Targets of the last weeks before NOW, forecast up to a week before they begin."""
    rng = np.random.default_rng(seed)
    length = round(hours * 3600)
    start = int(seconds(NOW)) - rng.integers(1, 40 * DAY_S // length, number) * length
    return Rows(rng.integers(0, cells, number), start, start - rng.integers(0, 7 * DAY_S, number), length)


def in_same_interval(time: np.ndarray, start: int, length: int) -> np.ndarray:
    """Which times lie in the interval of the day that begins with start."""
    return np.array([(int(one) - start) % DAY_S < length for one in time], dtype=bool)


def plain_density(cell: np.ndarray, time: np.ndarray, targets: Rows, days: int) -> list[float]:
    """Incidents a day of the cell and interval in so many days, one row after another."""
    found = []
    for row in range(len(targets)):
        origin, start = targets.origin[row], targets.start[row]
        seen = (cell == targets.cell[row]) & (time < origin) & (time >= origin - days * DAY_S)
        found.append((seen & in_same_interval(time, start, targets.length_s)).sum() / days)
    return found


def plain_mobility(went: CheckIns, targets: Rows) -> dict[str, list[float]]:
    """Every mobility feature by its name, one row after another."""
    time = seconds(went.time)
    found: dict[str, list[float]] = {}
    for row in range(len(targets)):
        origin = targets.origin[row]
        window = (time < origin) & (time >= origin - 30 * DAY_S)
        window &= in_same_interval(time, targets.start[row], targets.length_s)
        here = window & (went.cell == targets.cell[row])
        number = Counter(went.user[here].tolist())
        total = sum(number.values())
        new = 0
        for user in number:
            ever = (went.user == user) & (went.cell == targets.cell[row])
            new += bool(here[np.flatnonzero(ever)[np.argmin(time[ever])]])
        histories = {user: Counter(went.cell[(went.user == user) & (time < origin)].tolist()) for user in number}
        alike = sum(cosine(histories[one], histories[other]) for one, other in combinations(histories, 2))
        values = {
            "observation frequency": total,
            "region popularity": total / max(window.sum(), 1),
            "visitor ratio": new / max(total, 1),
            "user count": len(number),
            "visitor entropy": -sum(n / total * math.log2(n / total) for n in number.values()),
            "visitor homogeneity": alike / max(len(number), 1),
        }
        for name, value in values.items():
            found.setdefault(name, []).append(value)
    return found


def cosine(one: Counter, other: Counter) -> float:
    size = math.sqrt(sum(n * n for n in one.values()) * sum(n * n for n in other.values()))
    return sum(n * other[cell] for cell, n in one.items()) / size


def moved(time: np.ndarray, moment: np.datetime64, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Times of which those at a moment or later are others, later still, and which these are."""
    later = time >= moment
    other = time + rng.integers(0, 900_000, len(time)).astype("m8[s]")
    return np.where(later, other, time), np.flatnonzero(later)


def with_another_future(training: Training, moment: np.datetime64) -> Training:
    """All incidents of all types, and all check-ins, moved in time and between cells from a moment on."""
    rng = np.random.default_rng(8)

    def otherwise(kind: CellEvents) -> CellEvents:
        time, later = moved(kind.time, moment, rng)
        cell = kind.cell.copy()
        cell[later] = rng.permutation(cell[later])
        return CellEvents(cell, time, kind.cells, kind.x, kind.y)

    around = training.around
    went = around.checkins
    time, later = moved(went.time, moment, rng)
    cell, user = went.cell.copy(), went.user.copy()
    cell[later], user[later] = rng.permutation(cell[later]), rng.permutation(user[later])
    events = otherwise(training.events)
    others = tuple((name, otherwise(kind)) for name, kind in around.others)
    known = replace(around, events=events, others=others, checkins=CheckIns(cell, time, user, went.cells))
    return replace(training, events=events, around=known)
