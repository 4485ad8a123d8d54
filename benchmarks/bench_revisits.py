"""What coming back is worth on the roads of San Francisco: against greedy, and against visiting each place once.

Several officers: the hottest cells of the city in six intervals of a day shift, each worth eq. 1's reward in every one;
the search of ``best`` beside the same search that may visit each cell once in the shift, the better greedy plan, and
the bound: by car and with few cells greedy leaves little that anybody could still get.
One officer: ``optimal`` with REVISIT and without, and the nearest stop first, on the stops of a turn; counted is the
share of the priority that is met: minutes during which somebody is there, or was at most half an hour ago.
"""

from __future__ import annotations

import statistics
import sys
import time
from dataclasses import replace
from typing import Any

import numpy as np
from bench_methods import SOURCE, TURNS, Town, san_francisco, stops_of

# Officers, km/h at most (None: the roads' speed), and cells.
TEAMS = ((2, None, 94), (2, None, 400), (2, 4.3, 94), (5, 4.3, 94))
CELL_M, INTERVALS = 250.0, 6
STOPS, REVISIT_MIN, AFTER_MIN, HOURS = 15, 30.0, 30.0, 8.0
DAYS = 21 * 3.5


def rows() -> list[dict[str, Any]]:
    from qgis.core import QgsApplication

    if not SOURCE.is_dir():
        print(f"real data not present at {SOURCE.parent}: no rows of revisits", file=sys.stderr)
        return []
    app = QgsApplication.instance() or QgsApplication([], False)
    QgsApplication.initQgis()
    town = san_francisco()
    made = [*(team_row(town, *team) for team in TEAMS), route_row(town)]
    del app
    return made


def team_row(town: Town, officers: int, speed_kmh: float | None, cells: int) -> dict[str, Any]:
    """Several officers, with and without coming back."""
    from patrol_planner.algorithms.control import Control
    from patrol_planner.algorithms.officers.best import BestShift
    from patrol_planner.algorithms.officers.bound import reward_bound
    from patrol_planner.algorithms.officers.greedy import DISTANCE_GREEDY, IMPORTANCE_GREEDY
    from patrol_planner.algorithms.officers.team.search import TeamSearch
    from patrol_planner.algorithms.route.plan import Deadline

    problem, settings = team_problem(town, officers, speed_kmh, cells)
    plans = [planner.plan(problem, settings) for planner in (IMPORTANCE_GREEDY, DISTANCE_GREEDY)]
    greedy, bound = max(plan.reward for plan in plans), reward_bound(problem, settings)
    teamwork = BestShift(problem, settings).teamwork
    made = teamwork.problem_at(0.0)
    if made is None:
        raise RuntimeError("nothing to do")
    worth, begin = [], time.process_time()
    for group in (made.problem.tasks.group, made.problem.tasks.place):
        tasks = replace(made.problem.tasks, group=np.unique(group, return_inverse=True)[1])
        search = TeamSearch(replace(made.problem, tasks=tasks), 1, teamwork.cooling(made, anew=False))
        for plan in plans:
            search.offer(made.tasks_of([[visit.stop for visit in route.visits] for route in plan.routes]))
        search.run(Deadline(None), Control())
        worth.append(search.best)
    (again, once), how = worth, "on foot" if speed_kmh else "by car"
    return {
        "work": f"coming back, {officers} officers {how}, {cells} cells × {INTERVALS} intervals: reward {again:.0f}",
        "ours_s": (time.process_time() - begin) / 2,
        "peer": f"each cell once {once:.0f} ({100 * (again / once - 1):+.1f} %), the better greedy {greedy:.0f} "
        f"({100 * (again / greedy - 1):+.1f} %; no plan exceeds {100 * (bound / greedy - 1):+.1f} %)",
        "target": "≥ 6 % over once, ≥ 10 % over greedy",
    }


def team_problem(town: Town, officers: int, speed_kmh: float | None, cells: int) -> tuple[Any, Any]:
    """The hottest cells from 8 to 20 h as nodes by interval, on the roads; everybody starts at the hottest one."""
    from patrol_planner.algorithms.officers.officers import Officers
    from patrol_planner.algorithms.officers.problem import AssignmentSettings, PatrolNodes, PatrolProblem
    from patrol_planner.algorithms.roads.travel import TravelTimes

    day = (town.hour >= 8) & (town.hour < 20)
    cell = np.stack([town.x[day] // CELL_M, town.y[day] // CELL_M], axis=1)
    _, which, count = np.unique(cell, axis=0, return_inverse=True, return_counts=True)
    most = np.argsort(-count, kind="stable")[:cells]
    x, y = (np.bincount(which, values[day])[most] / count[most] for values in (town.x, town.y))
    interval = (town.hour[day] - 8) // 2
    times = np.stack([np.bincount(interval[which == one], minlength=INTERVALS) for one in most])
    hot = times >= np.quantile(times, 0.9, axis=0)
    start = np.tile(np.arange(INTERVALS) * 120.0, cells)
    nodes = PatrolNodes(
        place=np.repeat(np.arange(cells), INTERVALS),
        kind=hot.reshape(-1).astype(np.int64),
        weight=times.reshape(-1) / DAYS,
        priority=np.ones(times.size),
        start_min=start,
        end_min=start + 120.0,
    )
    zero, none = np.zeros(officers), np.full(officers, np.nan)
    names = np.array([f"1A{number + 1}" for number in range(officers)], dtype=object)
    team = Officers(names, zero + x[0], zero + y[0], zero, zero + 720.0, none, none, none)
    travel = TravelTimes.on_roads(town.network, x, y, speed_cap_kmh=speed_kmh)
    first = np.zeros(officers, dtype=np.int64)
    problem = PatrolProblem(nodes, team, first, [travel], first)
    return problem, AssignmentSettings(np.datetime64("2016-03-11T08:00"))


def route_row(town: Town) -> dict[str, Any]:
    """One officer in each turn, with and without coming back."""
    from patrol_planner.algorithms.roads.travel import TravelTimes
    from patrol_planner.algorithms.route.planners import BASELINE, OPTIMAL, PLANNERS
    from patrol_planner.algorithms.route.revisits import with_revisits
    from patrol_planner.algorithms.route.route import RouteProblem, RouteSettings
    from patrol_planner.algorithms.route.schedule import Schedule

    optimal = {method.word: method for method in PLANNERS}[OPTIMAL].load()
    share: dict[str, list[float]] = {"again": [], "once": [], "greedy": []}
    seconds = []
    for _, first_hour in TURNS:
        stops, _ = stops_of(town, first_hour)
        keep = np.arange(STOPS)
        stops = replace(stops, x=stops.x[keep], y=stops.y[keep], priority=stops.priority[keep], name=stops.name[keep])
        travel = TravelTimes.on_roads(town.network, np.append(stops.x, stops.x[0]), np.append(stops.y, stops.y[0]))
        problem = RouteProblem(stops, travel)
        settings = RouteSettings(np.datetime64(f"2016-03-11T{first_hour:02d}:00"), STOPS, HOURS, time_limit_s=2.0)
        once = optimal.plan(problem, settings)
        begin = time.process_time()
        again = with_revisits(Schedule(problem, replace(settings, revisit_min=REVISIT_MIN)), once)
        seconds.append(time.process_time() - begin)
        greedy = BASELINE.load().plan(problem, settings)
        for word, route in (("again", again), ("once", once), ("greedy", greedy)):
            share[word].append(met(route, stops.priority))
    mean = {word: statistics.mean(values) for word, values in share.items()}
    return {
        "work": f"coming back, one officer, {STOPS} stops, {len(TURNS)} turns: {mean['again']:.1f} % of priority met",
        "ours_s": statistics.mean(seconds),
        "peer": f"each stop once {mean['once']:.1f} % ({100 * (mean['again'] / mean['once'] - 1):+.1f} %), nearest "
        f"first {mean['greedy']:.1f} % ({100 * (mean['again'] / mean['greedy'] - 1):+.1f} %)",
        "target": "≥ 6 % over once, ≥ 10 % over greedy",
    }


def met(route: Any, priority: np.ndarray) -> float:
    """Percent of the priority over the shift that is met, see above."""
    there = np.zeros((len(priority), int(HOURS * 60)), dtype=bool)
    for visit in route.visits:
        there[visit.stop, int(visit.arrive_min) : int(visit.depart_min + AFTER_MIN)] = True
    return float(100 * (priority @ there.mean(axis=1)) / priority.sum())


if __name__ == "__main__":
    for one in rows():
        print(one["work"], f"{one['ours_s']:.1f} s;", one["peer"])
