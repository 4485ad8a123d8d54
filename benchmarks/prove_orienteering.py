"""Proves the optima of the orienteering benchmarks once, with OR-Tools' CP-SAT; run in the peers' environment.

``prove_orienteering.py [SECONDS] [WORD …]``: the instances whose name holds one of the words and that are not proven
yet, each for at most so many seconds of CP-SAT's deterministic time, one thread. Results are written to
data/op_optima.csv after every instance. The hint of the solver is the best route known so far, where there is one.

Distances are rounded down to millionths and the budget up, so that every route that is possible is so for the solver;
the route it finds is measured in full precision. ``bound`` is the solver's, so that optimum = bound where proven.
"""

from __future__ import annotations

import csv
import sys

import numpy as np
from op_instances import OPTIMA, Instance, Optimum, instances, optima
from ortools.sat.python import cp_model

SCALE = 1e6
SLACK = 1e-6


def solve(instance: Instance, seconds: float, hint: list[int] | None, least: int) -> tuple[int, int, list[int]]:
    """Score, bound and places of the best route found (none where it only proves that ``least`` is the bound)."""
    model = cp_model.CpModel()
    count = len(instance.x)
    way = np.floor(instance.distances() * SCALE).astype(int)
    reach = way[0][:, None] + way + way[1]
    longest = int(np.ceil(instance.budget * SCALE)) + 1
    visit = [model.new_bool_var(f"visit{place}") for place in range(count)]
    model.add(visit[0] == 1)
    model.add(visit[1] == 1)
    arcs: list[tuple[int, int, cp_model.IntVar]] = []
    for here in range(count):
        for there in range(count):
            if here != there and here != 1 and there != 0 and reach[here, there] <= longest:
                arcs.append((here, there, model.new_bool_var(f"arc{here}_{there}")))
    home = model.new_bool_var("home")
    model.add(home == 1)
    loops = [(place, place, visit[place].negated()) for place in range(2, count)]
    model.add_circuit([*arcs, (1, 0, home), *loops])
    model.add(sum(int(way[a, b]) * used for a, b, used in arcs) <= longest)
    score = [round(float(value)) for value in instance.score]
    model.maximize(sum(score[place] * visit[place] for place in range(2, count)))
    if hint:
        pairs = set(zip(hint, hint[1:]))
        for a, b, used in arcs:
            model.add_hint(used, int((a, b) in pairs))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.max_deterministic_time = seconds
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return least, round(solver.best_objective_bound), []
    following = {a: b for a, b, used in arcs if solver.value(used)}
    route = [0]
    while route[-1] != 1:
        route.append(following[route[-1]])
    length = instance.distances()[route[:-1], route[1:]].sum()
    if length > instance.budget + SLACK:
        raise RuntimeError(f"{instance.name}: a route of length {length} is only possible with rounded distances")
    return round(solver.objective_value), round(solver.best_objective_bound), route


def write(known: dict[str, Optimum]) -> None:
    budgets = {instance.name: instance.budget for instance in instances()}
    with OPTIMA.open("w", newline="", encoding="ascii") as lines:
        table = csv.writer(lines, lineterminator="\n")
        table.writerow(["instance", "budget", "optimum", "proven", "bound"])
        for name in sorted(known):
            best = known[name]
            table.writerow([name, f"{budgets[name]:g}", best.score, "yes" if best.proven else "no", best.bound])


def main(words: list[str]) -> None:
    seconds = float(words.pop(0)) if words and words[0].replace(".", "").isdigit() else 600.0
    for instance in instances(tuple(words)):
        known = optima()
        before = known.get(instance.name)
        if before and before.proven:
            continue
        score, bound, _ = solve(instance, seconds, None, before.score if before else 0)
        if before:
            score, bound = max(score, before.score), min(bound, before.bound)
        known = optima() | {instance.name: Optimum(score, bound, score == bound)}
        write(known)
        print(instance.name, score, bound, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
