"""The study's own problem: its six methods and ``best`` on 94 cells through a day shift; and one plan of its size.

Calls wait when the shift begins, so that every method knows the same; rows "replayed" are days whose calls are unknown
until they come in, with ``best`` also alone, without the better greedy plan in its place where that was luckier.
Figures are means over instances; "known" is the best of everything seen, runs of ``best`` with many times the steps
among it.

``PATROL_BENCH_INSTANCES`` says how many instances of each case there are (2); ``PATROL_BENCH=whole`` takes 20 of every
fleet of the study (days of the processor). ``PATROL_BENCH_KEEP`` names a file to which every plan's figures are written
at once, and whose figures are not measured again: a run that was broken off goes on, and many short ones make a long
one; delete it when the planners change. ``python benchmarks/bench_study.py foot 5 1 2`` prints every method on the
instances 1 and 2, ``foot 5 replayed 1 2`` on days that are replayed.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

WHOLE = os.environ.get("PATROL_BENCH") == "whole"
INSTANCES = int(os.environ.get("PATROL_BENCH_INSTANCES", 20 if WHOLE else 2))
KEPT = os.environ.get("PATROL_BENCH_KEEP")
SIX = ("glerk_ga", "glerk_cs", "lerk_ga", "lerk_cs", "importance_greedy", "distance_greedy")
# Runs of best, beside those on their own, with so many times the steps; of so many instances.
LONGER, LONG_RUNS = (100, 3) if WHOLE else (10, 1)
WAYS = ("foot", "car")
# Way, officers, and whether calls are unknown.
FEW = (
    ("foot", 5, False),
    ("foot", 15, False),
    ("foot", 30, False),
    ("car", 5, False),
    ("foot", 5, True),
    ("car", 5, True),
)


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

    @property
    def methods(self) -> tuple[str, ...]:
        return (*SIX, "best", *(("alone",) if self.replay else ()))


def rows() -> list[dict[str, Any]]:
    import plugin_path  # noqa: F401

    seeds = range(1, INSTANCES + 1)
    return [plan_row(), *(row for case in cases() for row in case_rows(measured(*case, seeds)))]


def cases() -> list[tuple[str, int, bool]]:
    """Way, officers, whether calls are unknown."""
    if not WHOLE:
        return list(FEW)
    from study_problem import FLEETS

    return [(way, fleet, replay) for replay in (False, True) for way in WAYS for fleet in FLEETS]


def measured(way: str, officers: int, replay: bool, seeds: range | list[int]) -> Case:
    """Every method on these instances."""
    from study_problem import study_problem

    from patrol_planner.algorithms.officers.bound import reward_bound

    case, kept = Case(way, officers, replay), kept_figures()
    for number, seed in enumerate(seeds):
        problem, settings = study_problem(seed, officers, way, replay)
        case.bound.append(reward_bound(problem, settings))
        longer = ("longer",) if number < LONG_RUNS and not replay else ()
        for method in (*case.methods, *longer):
            which = (way, officers, replay, seed, f"best × {LONGER}" if method == "longer" else method)
            if which not in kept:
                kept[which] = planned(problem, settings, method)
                keep(which, kept[which])
            reward, seconds = kept[which]
            case.reward.setdefault(method, []).append(reward)
            case.seconds.setdefault(method, []).append(seconds)
    return case


def kept_figures() -> dict[tuple[Any, ...], tuple[float, float]]:
    """Reward and seconds by way, officers, whether calls are unknown, seed and method, as they were kept."""
    if not KEPT or not Path(KEPT).exists():
        return {}
    lines = [json.loads(line) for line in Path(KEPT).read_text(encoding="utf-8").splitlines()]
    return {tuple(line[:-2]): (line[-2], line[-1]) for line in lines}


def keep(which: tuple[Any, ...], figures: tuple[float, float]) -> None:
    if KEPT:
        with Path(KEPT).open("a", encoding="utf-8") as lines:
            lines.write(json.dumps([*which, *figures]) + "\n")


def planned(problem: Any, settings: Any, method: str) -> tuple[float, float]:
    """The reward of a method's plan, and its seconds of the processor; "alone" is best without the greedy plans in its
    place, "longer" best with many times the steps.
    """
    from patrol_planner.algorithms.control import Control
    from patrol_planner.algorithms.officers.best import BestShift
    from patrol_planner.algorithms.officers.greedy import DISTANCE_GREEDY, IMPORTANCE_GREEDY
    from patrol_planner.algorithms.officers.planners import planner_of
    from patrol_planner.algorithms.officers.teamwork import Teamwork
    from patrol_planner.algorithms.route.plan import Deadline

    usual = Teamwork.cooling

    def cooling(self: Any, made: Any, anew: bool) -> Any:
        own = usual(self, made, anew)
        return replace(own, most=None if own.most is None else own.most * LONGER, patience=own.patience * LONGER)

    begin = time.process_time()
    if method == "alone":
        greedy = [planner.plan(problem, settings) for planner in (IMPORTANCE_GREEDY, DISTANCE_GREEDY)]
        plan = BestShift(problem, settings).run(greedy, Deadline(None), Control())
        return plan.reward, time.process_time() - begin
    Teamwork.cooling = cooling if method == "longer" else usual  # type: ignore[method-assign]
    try:
        plan = planner_of("best" if method == "longer" else method).plan(problem, settings)
    finally:
        Teamwork.cooling = usual  # type: ignore[method-assign]
    return plan.reward, time.process_time() - begin


def case_rows(case: Case) -> list[dict[str, Any]]:
    """A row for each method."""
    who = f"{case.officers} officers {'on foot' if case.way == 'foot' else 'by car'}{', replayed' * case.replay}"
    long = case.reward.get("longer", [])
    known = [max(of) for of in zip(*(case.reward[method] for method in case.methods))]
    known = [max(one, long[number]) if number < len(long) else one for number, one in enumerate(known)]
    best_of_six = [max(of) for of in zip(*(case.reward[method] for method in SIX))]
    made = []
    for method in case.methods:
        reward = case.reward[method]
        row = {
            "work": f"{who}, {method}, {len(reward)} plans: reward {statistics.mean(reward):.1f}, "
            f"{statistics.mean(100 * one / most for one, most in zip(reward, known)):.2f} % of the best known",
            "ours_s": statistics.mean(case.seconds[method]),
        }
        if method in ("best", "alone"):
            row["peer"] = _beside(case, reward, best_of_six)
            row["target"] = "never below" + (", ≥ +3 %" if (case.way, case.officers) == ("foot", 5) else "")
        if method == "best" and long:
            share = statistics.mean(100 * one / more for one, more in zip(reward, long))
            row["peer"] += f"; {share:.2f} % of {LONGER} times the steps ({len(long)} plans)"
        made.append(row)
    return made


def _beside(case: Case, reward: list[float], six: list[float]) -> str:
    """How plans of best (their rewards) compare with the best of the six of each instance, and with the bound."""
    apart = [100 * (one / other - 1) for one, other in zip(reward, six)]
    gap = [100 * (1 - one / most) for one, most in zip(reward, case.bound)]
    return (
        f"the best of the six: {statistics.mean(apart):+.2f} % in the mean, {min(apart):+.2f} % at least, below it "
        f"{sum(one < -1e-9 for one in apart)} times; {statistics.mean(gap):.1f} % below the bound"
    )


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
        numbers = [int(seed) for seed in sys.argv[3:] if seed != "replayed"]
        for one in case_rows(measured(sys.argv[1], int(sys.argv[2]), "replayed" in sys.argv, numbers)):
            print(one["work"], f"{one['ours_s']:.1f} s", one.get("peer", ""), flush=True)
