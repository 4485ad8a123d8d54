"""PyVRP on orienteering problems; run by bench_orienteering.py and bench_team.py in the peers' environment.

``peer_pyvrp.py SECONDS RUNS NAME …`` prints a line for each instance: its name and the best score of so many runs with
different seeds; names that begin with p are problems of a team. Seconds are of the processor. Distances are rounded
down to ten-thousandths, in its favour.
"""

from __future__ import annotations

import sys
import time

import numpy as np
from op_instances import Instance, instances, optima
from pyvrp import Model
from top_instances import TeamInstance, team_instances

SCALE = 10_000


class ProcessorTime:
    """Stops after so many seconds of the processor."""

    def __init__(self, seconds: float) -> None:
        self.end = time.process_time() + seconds

    def __call__(self, best_cost: float) -> bool:
        return time.process_time() >= self.end


def best_score(instance: Instance | TeamInstance, seconds: float, seed: int) -> int:
    way = np.floor(instance.distances() * SCALE).astype(int)
    budget = int(instance.budget * SCALE) + 1
    scores = instance.score.astype(int)
    # The least difference of scores is worth more than the longest way.
    prize = budget // max(1, int(np.gcd.reduce(scores))) + 1
    model = Model()
    places = [model.add_location(x * SCALE, y * SCALE) for x, y in zip(instance.x, instance.y)]
    start, end = model.add_depot(places[0]), model.add_depot(places[1])
    for place in range(2, len(scores)):
        model.add_client(places[place], prize=int(scores[place]) * prize, required=False)
    routes = instance.team if isinstance(instance, TeamInstance) else 1
    model.add_vehicle_type(routes, start_depot=start, end_depot=end, max_distance=budget)
    for a, one in enumerate(places):
        for b, other in enumerate(places):
            if a != b:
                model.add_edge(one, other, distance=int(way[a, b]), duration=int(way[a, b]))
    result = model.solve(stop=ProcessorTime(seconds), seed=seed, display=False)
    if not result.is_feasible():
        return 0
    return round(result.best.prizes() / prize)


def main(seconds: float, runs: int, names: list[str]) -> None:
    known = optima()
    alone = [name for name in names if not name.startswith("p")]
    every: list[Instance | TeamInstance] = [*instances(tuple(alone))] if alone else []
    every += team_instances() if len(alone) < len(names) else []
    for instance in every:
        if instance.name not in names:
            continue
        best = 0
        for seed in range(1, runs + 1):
            best = max(best, best_score(instance, seconds, seed))
            # The best of all runs is known as soon as one reaches the bound.
            if instance.name in known and best >= known[instance.name].bound:
                break
        print(instance.name, best, flush=True)


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
