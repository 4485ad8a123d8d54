"""The plans that blocks are measured beside, of one day from its past alone: today's, the same at corners, blocks."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from blocks_data import SHIFT_HOURS, START, Town

DWELL_MIN = 10.0
INTERVAL_HOURS, COVERAGE, FARTHEST_ROAD_M = 2.0, 10.0, 1000.0
TODAY, MOVED = "today's plan", "the same stops at corners"
FREE = (0, 30)


@dataclass(frozen=True)
class Day:
    """What a day is planned from. ``at``: int (places,), the cell of each place of blocks; travel times are between the
    cells' middles, then these.
    """

    start: np.datetime64
    nodes: Any
    node_cell: np.ndarray
    places: Any
    at: np.ndarray
    travel: Any
    home: int


@dataclass(frozen=True)
class Stops:
    """A plan: the officer, cell, place and times of each stop, (s,); and what it takes for each officer."""

    officer: np.ndarray
    cell: np.ndarray
    x: np.ndarray
    y: np.ndarray
    arrive: np.ndarray
    depart: np.ndarray
    km: float
    rows: float
    seconds: float

    def sharing(self) -> float:
        """How many officers a cell with stops has."""
        pairs = np.unique(self.cell * 1000 + self.officer)
        return len(pairs) / max(len(np.unique(self.cell)), 1)


def day_of(town: Town, opening: np.datetime64, day: np.datetime64) -> Day:
    """Forecast, corners and rates, from what lies before the shift alone."""
    from patrol_planner.algorithms.incidents.events import IncidentTable, events_of
    from patrol_planner.algorithms.officers.blocks.problem import NO_BEAT, Places
    from patrol_planner.algorithms.officers.blocks.rates import SLOT_MIN, rates_of_record
    from patrol_planner.algorithms.officers.blocks.standing import chosen_corners
    from patrol_planner.algorithms.officers.record import Record
    from patrol_planner.algorithms.roads.corners import street_corners
    from patrol_planner.algorithms.roads.travel import TravelTimes

    start = day.astype("datetime64[s]") + START
    x, y, moment, cell = town.where((town.time >= opening) & (town.time < start))
    table = IncidentTable(x, y, moment, np.full(len(x), "", dtype=object), events_of(x, y, moment))
    record = Record.before(table, start)
    corners = street_corners(town.network, town.street)
    inside = town.cell_of(corners.x, corners.y)
    known = np.flatnonzero(inside >= 0)
    count = record.count_near(corners.x, corners.y)
    corner = chosen_corners(inside[known], known, count, len(town.grid.cells()))
    at = np.flatnonzero(corner >= 0)
    px, py = corners.x[corner[at]], corners.y[corner[at]]
    place_of = np.full(len(town.grid.cells()), -1)
    place_of[at] = np.arange(len(at))
    place = place_of[town.cell_of(record.x, record.y)]
    within = place[place >= 0], np.flatnonzero(place >= 0)
    rate = rates_of_record(record, px, py, start, SHIFT_HOURS * 60.0, within=within)
    mx, my = town.grid.centres()
    travel = TravelTimes.on_roads(town.network, np.append(mx, px), np.append(my, py), FARTHEST_ROAD_M)
    none = np.zeros(len(at), dtype=bool)
    number = len(mx) + np.arange(len(at))
    places = Places(px, py, number, at, rate, SLOT_MIN, none, none, np.full(len(at), NO_BEAT))
    nodes, node_cell = _nodes(town, start, moment, cell, opening, ~travel.too_far[: len(mx)])
    return Day(start, nodes, node_cell, places, at, travel, int(number[np.argmax(rate.sum(axis=1))]))


def _nodes(
    town: Town, start: np.datetime64, moment: np.ndarray, cell: np.ndarray, opening: np.datetime64, kept: np.ndarray
) -> tuple[Any, np.ndarray]:
    """Today's forecast as nodes, and the cell of each.

    town, start, opening: what is planned when, and where its record begins.
    moment, cell: of the incidents before.
    kept: bool (cells,), which cells have a road near.
    """
    from patrol_planner.algorithms.forecast.events import CellEvents
    from patrol_planner.algorithms.forecast.forecast import ForecastSettings, make_forecast
    from patrol_planner.algorithms.forecast.intervals import Intervals
    from patrol_planner.algorithms.forecast.places import Places
    from patrol_planner.algorithms.forecast.surroundings import Surroundings
    from patrol_planner.algorithms.officers.problem import PatrolNodes

    cells = len(town.grid.cells())
    intervals = Intervals.over(start, SHIFT_HOURS, INTERVAL_HOURS)
    area = np.full(cells, town.grid.cell_area_m2)
    settings = ForecastSettings(coverage_percent=COVERAGE, model="prior_count")
    x, y = town.grid.centres()
    events = CellEvents(cell, moment, cells)
    forecast = make_forecast(Surroundings(Places(x, y, area), events), intervals, settings)
    number, interval = (index.ravel() for index in np.indices((cells, intervals.number)))
    chosen = kept[number]
    number, interval = number[chosen], interval[chosen]
    begin = interval * INTERVAL_HOURS * 60.0
    hot = forecast.hotspot[number, interval].astype(np.int64)
    weight = forecast.weight[number, interval]
    one = np.ones(len(number))
    return PatrolNodes(number, hot, weight, one, begin, begin + INTERVAL_HOURS * 60.0), number


def officers_at(day: Day, count: int) -> Any:
    """So many officers on duty all shift, who start at the hottest corner."""
    from patrol_planner.algorithms.officers.officers import Officers

    first = int(np.flatnonzero(day.places.place == day.home)[0])
    names = np.array([f"1A{number + 1}" for number in range(count)], dtype=object)
    x, y = np.full(count, day.places.x[first]), np.full(count, day.places.y[first])
    on, off, none = np.zeros(count), np.full(count, SHIFT_HOURS * 60.0), np.full(count, np.nan)
    return Officers(names, x, y, on, off, none, none, none)


def todays(town: Town, day: Day, count: int) -> tuple[Stops, Stops]:
    """Today's plan, and the same stops moved to the corners."""
    from patrol_planner.algorithms.officers.planners import planner_of
    from patrol_planner.algorithms.officers.problem import AssignmentSettings, PatrolProblem

    people = officers_at(day, count)
    alike = np.zeros(count, dtype=np.int64)
    problem = PatrolProblem(day.nodes, people, np.full(count, day.home), [day.travel], alike)
    begin = time.process_time()
    plan = planner_of("importance_greedy").plan(problem, AssignmentSettings(day.start, SHIFT_HOURS, DWELL_MIN))
    took = time.process_time() - begin
    visits = [(officer, visit) for officer, route in enumerate(plan.routes) for visit in route.visits]
    officer = np.array([one for one, _ in visits])
    cell = day.node_cell[[visit.stop for _, visit in visits]]
    arrive, depart = (np.array([getattr(visit, name) for _, visit in visits]) for name in ("arrive_min", "depart_min"))
    km = sum(route.km for route in plan.routes) / count
    x, y = (middle[cell] for middle in town.grid.centres())
    stops = Stops(officer, cell, x, y, arrive, depart, km, len(cell) / count, took)
    corner = np.full(len(town.grid.cells()), -1)
    corner[day.at] = np.arange(len(day.at))
    at, has = corner[cell], corner[cell] >= 0
    x, y = (np.where(has, own[at], middle) for own, middle in ((day.places.x, x), (day.places.y, y)))
    return stops, Stops(officer, cell, x, y, arrive, depart, km, len(cell) / count, took)


def in_blocks(day: Day, count: int, free_percent: float) -> Stops:
    """The plan of blocks."""
    from patrol_planner.algorithms.officers.blocks.planner import plan_blocks
    from patrol_planner.algorithms.officers.blocks.problem import NO_BEAT, BlockProblem, BlockSettings

    alike = np.zeros(count, dtype=np.int64)
    anywhere, home = np.full(count, NO_BEAT), np.full(count, day.home)
    problem = BlockProblem(day.places, officers_at(day, count), home, [day.travel], alike, anywhere)
    settings = BlockSettings(day.start, SHIFT_HOURS, DWELL_MIN, free_share=free_percent / 100.0)
    begin = time.process_time()
    plan = plan_blocks(problem, settings)
    took = time.process_time() - begin
    stops = [(block.officer, stop) for block in plan.blocks for stop in block.stops]
    place = np.array([stop.place for _, stop in stops])
    arrive, depart = (np.array([getattr(stop, name) for _, stop in stops]) for name in ("arrive_min", "depart_min"))
    rows = max(len(plan.of_officer(officer)) for officer in range(count))
    officer = np.array([one for one, _ in stops])
    x, y = day.places.x[place], day.places.y[place]
    return Stops(officer, day.at[place], x, y, arrive, depart, plan.km / count, rows, took)


def plans(town: Town, day: Day, count: int) -> Iterator[tuple[str, Stops]]:
    """Every plan of a day by its name."""
    now, moved = todays(town, day, count)
    yield from ((TODAY, now), (MOVED, moved))
    for free in FREE:
        yield blocks_named(free), in_blocks(day, count, free)


def blocks_named(free_percent: int) -> str:
    return f"blocks, {free_percent} % free"
