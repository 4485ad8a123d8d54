"""The study's own problem: its six methods and ``best`` on 94 cells through a day shift; and one plan of its size.

An instance with 5 officers on foot and one with 10 by car; ``PATROL_BENCH=whole`` takes 20 of each fleet of the study
on foot and by car (days of the processor). Calls wait when the shift begins, so that every method knows the same; rows
"replayed" are days whose calls are unknown until they come in. Figures are means over instances; "known" is the best of
everything seen, runs of ``best`` with a hundred times the steps among it (three instances of each). ``python
benchmarks/bench_study.py foot 5 1 2`` prints every method on the instances 1 and 2.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

WHOLE = os.environ.get("PATROL_BENCH") == "whole"
SIX = ("glerk_ga", "glerk_cs", "lerk_ga", "lerk_cs", "importance_greedy", "distance_greedy")
LONGER, LONG_RUNS = 100, 3
WAYS = ("foot", "car")


@dataclass
class Case:
    """What every method makes of a number of officers on foot or by car: reward, of 1 at best, and seconds, by method,
    a number for each instance.
    """

    way: str
    officers: int
    replay: bool
    reward: dict[str, list[float]] = field(default_factory=dict)
    seconds: dict[str, list[float]] = field(default_factory=dict)
    bound: list[float] = field(default_factory=list)


def rows() -> list[dict[str, Any]]:
    import plugin_path  # noqa: F401

    return [plan_row(), *(row for case in cases() for row in case_rows(measured(*case)))]


def cases() -> list[tuple[str, int, bool, range]]:
    """Way, officers, whether calls are unknown, and seeds."""
    if not WHOLE:
        return [("foot", 5, False, range(1, 2)), ("car", 10, False, range(1, 2))]
    from study_problem import FLEETS

    return [(way, fleet, replay, range(1, 21)) for replay in (False, True) for way in WAYS for fleet in FLEETS]


def measured(way: str, officers: int, replay: bool, seeds: range) -> Case:
    """Every method on these instances."""
    from study_problem import study_problem

    from patrol_planner.algorithms.officers.bound import reward_bound

    case = Case(way, officers, replay)
    for number, seed in enumerate(seeds):
        problem, settings = study_problem(seed, officers, way, replay)
        case.bound.append(reward_bound(problem, settings))
        for method in (*SIX, "best"):
            reward, seconds = planned(problem, settings, method)
            case.reward.setdefault(method, []).append(reward)
            case.seconds.setdefault(method, []).append(seconds)
        if WHOLE and number < LONG_RUNS:
            case.reward.setdefault("long", []).append(planned(problem, settings, "best", LONGER)[0])
    return case


def planned(problem: Any, settings: Any, method: str, longer: int = 1) -> tuple[float, float]:
    """The reward of a method's plan, and its seconds of the processor; of best with so many times the steps."""
    from patrol_planner.algorithms.officers.planners import planner_of
    from patrol_planner.algorithms.officers.teamwork import Teamwork

    usual = Teamwork.cooling

    def cooling(self: Any, made: Any, anew: bool) -> Any:
        own = usual(self, made, anew)
        return replace(own, most=None if own.most is None else own.most * longer, patience=own.patience * longer)

    begin = time.process_time()
    Teamwork.cooling = cooling  # type: ignore[method-assign]
    try:
        plan = planner_of(method).plan(problem, settings)
    finally:
        Teamwork.cooling = usual  # type: ignore[method-assign]
    return plan.reward, time.process_time() - begin


def case_rows(case: Case) -> list[dict[str, Any]]:
    """A row for each method."""
    who = f"{case.officers} officers {'on foot' if case.way == 'foot' else 'by car'}{', replayed' * case.replay}"
    long = case.reward.get("long", [])
    known = [max(of) for of in zip(*(case.reward[method] for method in (*SIX, "best")))]
    known = [max(one, long[number]) if number < len(long) else one for number, one in enumerate(known)]
    best_of_six = [max(of) for of in zip(*(case.reward[method] for method in SIX))]
    made = []
    for method in (*SIX, "best"):
        reward = case.reward[method]
        row = {
            "work": f"{who}, {method}, {len(reward)} plans: reward {statistics.mean(reward):.1f}, "
            f"{statistics.mean(100 * one / most for one, most in zip(reward, known)):.2f} % of the best known",
            "ours_s": statistics.mean(case.seconds[method]),
        }
        if method == "best":
            apart = [100 * (one / other - 1) for one, other in zip(reward, best_of_six)]
            gap = [100 * (1 - one / most) for one, most in zip(reward, case.bound)]
            row["peer"] = (
                f"the best of the six: {statistics.mean(apart):+.2f} % in the mean, {min(apart):+.2f} % at least; "
                f"{statistics.mean(gap):.1f} % below the bound"
            )
            row["target"] = "never below" + (", ≥ +3 %" if (case.way, case.officers) == ("foot", 5) else "")
        made.append(row)
    return made


# --- one plan


def plan_row() -> dict[str, Any]:
    """The seconds of one plan by glerk_ga, beside the same algorithm plan by plan in pure Python."""
    from pure_glerk import plan as pure_plan

    moment = one_moment(30)
    ours = [bred(moment, seed) for seed in range(1, 6)]
    begin = time.process_time()
    theirs = pure_plan(moment, 30, 1)
    spent = (time.process_time() - begin) * 300 / 30
    return {
        "work": "one plan by glerk_ga: 94 nodes, 30 officers on foot, population 100, 300 iterations (reward "
        f"{statistics.mean(reward for reward, _ in ours):.0f})",
        "ours_s": min(seconds for _, seconds in ours),
        "peer": f"pure Python, plan by plan (from 30 iterations; reward {theirs:.0f})",
        "peer_s": spent,
        "target": "≤ 0.3 s",
    }


def one_moment(officers: int) -> Any:
    """The first interval of an instance with the calls that wait."""
    from study_problem import INTERVAL_MIN, study_problem

    from patrol_planner.algorithms.officers.moment import Moment, OpenNodes, Team
    from patrol_planner.algorithms.officers.reward import CALL, HOTSPOT, full_reward
    from patrol_planner.algorithms.route.plan import Journeys

    problem, settings = study_problem(1, officers, "foot", replay=False)
    nodes = problem.nodes
    # A cell where a call waits is that call: 94 nodes in all.
    calls = np.flatnonzero(nodes.kind == CALL)
    calls = calls[np.unique(nodes.place[calls], return_index=True)[1]]
    cells = np.flatnonzero((nodes.start_min == 0.0) & ~np.isin(nodes.place, nodes.place[calls]))
    node = np.concatenate([calls, cells])
    zero, never = np.zeros(officers), np.full(officers, np.inf)
    full = full_reward(nodes.kind, nodes.weight, nodes.priority)
    return Moment(
        Team(np.arange(officers), problem.home, zero, zero + INTERVAL_MIN + settings.dwell_min, never, never),
        OpenNodes(
            node=np.arange(len(node)),
            place=nodes.place[node],
            full=full[node],
            opens=nodes.start_min[node],
            closes=nodes.end_min[node],
            called=nodes.call_min[node],
            priority=nodes.priority[node],
            hot=nodes.kind[node] >= HOTSPOT,
            dwell_min=settings.dwell_min,
        ),
        np.ones((officers, len(node)), dtype=bool),
        [Journeys(problem.travel[0], None, 480.0)],
        problem.speed_class,
    )


def bred(moment: Any, seed: int) -> tuple[float, float]:
    """The reward of a plan by glerk_ga with the study's settings, and its seconds of the processor."""
    from patrol_planner.algorithms.control import Control
    from patrol_planner.algorithms.officers.breeding import Genetic
    from patrol_planner.algorithms.officers.fitness import Fitness
    from patrol_planner.algorithms.officers.keys import guided_lerk
    from patrol_planner.algorithms.officers.moment import Effort
    from patrol_planner.algorithms.officers.orders import Orders
    from patrol_planner.algorithms.officers.problem import AssignmentSettings
    from patrol_planner.algorithms.route.plan import Deadline

    settings = AssignmentSettings(np.datetime64("2013-01-07T08:00"))
    effort = Effort(settings, np.random.default_rng(seed), Deadline(None), Control())
    begin = time.process_time()
    routes = Genetic(guided_lerk).sequences(moment, effort)
    seconds = time.process_time() - begin
    plan = Orders(np.array([sum(routes, [])]), np.array([[[len(route)] for route in routes]]))
    return float(Fitness(moment).rewards(plan)[0]), seconds


if __name__ == "__main__":
    import plugin_path  # noqa: F401

    if len(sys.argv) < 4:
        print(plan_row())
    else:
        for one in case_rows(measured(sys.argv[1], int(sys.argv[2]), False, [int(seed) for seed in sys.argv[3:]])):  # type: ignore[arg-type]
            print(one["work"], f"{one['ours_s']:.1f} s", one.get("peer", ""), flush=True)
