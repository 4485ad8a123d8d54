"""Our methods on team orienteering problems; run by bench_team.py, with numba in the peers' environment.

``team_runs.py METHOD SECONDS NAME …`` prints a line for each instance: its name, the score and the seconds of the
processor. METHOD is best, or one of the study's glerk_ga and lerk_ga. These run as often as the seconds allow, with
another seed each time, and their hotspots are the places that score more than the median. What numba compiles is
compiled before.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import plugin_path  # noqa: F401
from top_instances import TeamInstance, team_instances


def best_score(instance: TeamInstance, seconds: float) -> int:
    """The search for all officers' routes of the planner best, from nothing."""
    from patrol_planner.algorithms.control import Control
    from patrol_planner.algorithms.officers.team.problem import Crew, Tasks, TeamProblem, Times
    from patrol_planner.algorithms.officers.team.search import Cooling, TeamSearch
    from patrol_planner.algorithms.route.plan import Deadline

    count = len(instance.score) - 2
    tasks = Tasks.of_places(2 + np.flatnonzero(instance.score[2:] > 0), instance.score[2:][instance.score[2:] > 0])
    crew = Crew.alike(instance.team, 0, 1, instance.budget)
    can = np.ones((instance.team, len(tasks)), dtype=bool)
    problem = TeamProblem(tasks, crew, Times.steady(instance.distances()), can)
    search = TeamSearch(problem, seed=1, cooling=Cooling(patience=10**9))
    search.run(Deadline(seconds), Control())
    routes = search.routes()
    visited = [int(tasks.place[task]) for route in routes for task in route]
    if len(set(visited)) < len(visited) or len(visited) > count:
        raise RuntimeError(f"{instance.name}: a place twice")
    way = instance.distances()
    for route in routes:
        stops = np.array([0, *(int(tasks.place[task]) for task in route), 1])
        if way[stops[:-1], stops[1:]].sum() > instance.budget + 1e-6:
            raise RuntimeError(f"{instance.name}: a route is too long")
    return round(instance.score[visited].sum())


def bred_score(instance: TeamInstance, seconds: float, guided: bool) -> int:
    """The study's genetic algorithm with its own settings, over and over."""
    from patrol_planner.algorithms.control import Control
    from patrol_planner.algorithms.officers.breeding import Genetic
    from patrol_planner.algorithms.officers.fitness import Fitness
    from patrol_planner.algorithms.officers.keys import guided_lerk, lerk
    from patrol_planner.algorithms.officers.moment import Effort
    from patrol_planner.algorithms.officers.orders import Orders
    from patrol_planner.algorithms.officers.problem import AssignmentSettings
    from patrol_planner.algorithms.route.plan import Deadline

    moment, deadline = moment_of(instance), Deadline(seconds)
    best, seed = 0.0, 0
    while not deadline.passed():
        seed += 1
        effort = Effort(
            AssignmentSettings(np.datetime64("2024-01-01T08:00")), np.random.default_rng(seed), deadline, Control()
        )
        routes = Genetic(guided_lerk if guided else lerk).sequences(moment, effort)
        plan = Orders(np.array([sum(routes, [])]), np.array([[[len(route)] for route in routes]]))
        best = max(best, float(Fitness(moment).rewards(plan)[0]))
    return round(best)


def moment_of(instance: TeamInstance):  # type: ignore[no-untyped-def]
    """The instance as a moment: who must still come to the end in time visits a place early enough for that."""
    from patrol_planner.algorithms.officers.moment import Moment, OpenNodes, Team
    from patrol_planner.algorithms.roads.travel import StraightWays, TravelTimes
    from patrol_planner.algorithms.route.plan import Journeys

    way, score = instance.distances(), instance.score[2:]
    count, team = len(score), instance.team
    none = np.full(count, np.nan)
    travel = TravelTimes(way, way, np.zeros(len(way)), StraightWays(np.column_stack([instance.x, instance.y])))
    zero, never = np.zeros(team), np.full(team, np.inf)
    return Moment(
        Team(np.arange(team), np.zeros(team, dtype=np.int64), zero, zero + instance.budget, never, never),
        OpenNodes(
            node=np.arange(count),
            place=2 + np.arange(count),
            full=score,
            opens=np.full(count, -np.inf),
            closes=instance.budget - way[2:, 1] + 1e-5,
            called=none,
            priority=np.ones(count),
            hot=score > np.median(score),
            dwell_min=0.0,
        ),
        np.ones((team, count), dtype=bool),
        [Journeys(travel, None, 0.0)],
        np.zeros(team, dtype=np.int64),
    )


METHODS: dict[str, Callable[[TeamInstance, float], int]] = {
    "best": best_score,
    "glerk_ga": lambda instance, seconds: bred_score(instance, seconds, True),
    "lerk_ga": lambda instance, seconds: bred_score(instance, seconds, False),
}


def main(method: str, seconds: float, names: list[str]) -> None:
    from patrol_planner.algorithms.route import plan

    # Deadlines by the processor's clock: others use this machine too.
    plan.time = SimpleNamespace(monotonic=time.process_time)  # type: ignore[attr-defined]
    every = team_instances()
    for _ in range(2):
        METHODS[method](every[0], 0.5)
    for instance in every:
        if instance.name in names:
            begin = time.process_time()
            score = METHODS[method](instance, seconds)
            print(instance.name, score, f"{time.process_time() - begin:.2f}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), sys.argv[3:])
