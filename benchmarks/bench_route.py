"""One officer's route: fuzzy rules beside scikit-fuzzy's control system; genetic routes beside the optimum."""

from __future__ import annotations

import itertools
import statistics
import time
from typing import Any

import numpy as np
import plugin_path  # noqa: F401

PAIRS, ONE_BY_ONE, RUNS = 10_000, 50, 5
CITIES, SEEDS = 2, 2


def rows() -> list[dict[str, Any]]:
    return fuzzy_rows() + genetic_rows()


# --- fuzzy


def fuzzy_rows() -> list[dict[str, Any]]:
    """The score of many pairs beside the same by scikit-fuzzy, all at once and one by one."""
    from patrol_planner.algorithms.route.fuzzy import point_selection

    inputs = np.random.default_rng(1).random((3, PAIRS))
    simulation = control_system()
    ours, scores = timed(lambda: point_selection(*inputs))
    at_once, theirs = timed(lambda: simulated(simulation, inputs), 1)
    some, _ = timed(lambda: [simulated(simulation, each) for each in inputs.T[:ONE_BY_ONE].tolist()], 1)
    work = f"fuzzy score of {PAIRS:,} pairs (differs by {np.abs(scores - theirs).max():.0e} at most)"
    return [
        {"work": work, "ours_s": ours, "peer": "ControlSystemSimulation, arrays", "peer_s": at_once},
        {
            "work": work,
            "ours_s": ours,
            "peer": f"ControlSystemSimulation, one by one (from {ONE_BY_ONE})",
            "peer_s": some * PAIRS / ONE_BY_ONE,
        },
    ]


def control_system() -> Any:
    """The rules as scikit-fuzzy has them, with narrow rectangles for the singletons."""
    from skfuzzy import control, trapmf, trimf

    from patrol_planner.algorithms.route.fuzzy import RULES, SETS

    universe = np.linspace(0, 1, 101)
    inputs = [control.Antecedent(universe, label) for label in ("probability", "distance", "time")]
    for variable, (level, triangle) in itertools.product(inputs, enumerate(SETS)):
        variable[str(level)] = trimf(universe, triangle)
    around = np.array([-1e-3 - 1e-11, -1e-3, 1e-3, 1e-3 + 1e-11])
    output = control.Consequent(np.concatenate([around, 1 + around]), "selection", defuzzify_method="centroid")
    for label, at in (("False", 0.0), ("True", 1.0)):
        output[label] = trapmf(output.universe, at + around)
    rules = [
        control.Rule(inputs[0][str(p)] & inputs[1][str(d)] & inputs[2][str(t)], output[str(outputs[t])])
        for (p, d), outputs in RULES.items()
        for t in range(len(outputs))
    ]
    return control.ControlSystem(rules)


def simulated(system: Any, inputs: Any) -> Any:
    from skfuzzy import control

    simulation = control.ControlSystemSimulation(system)
    simulation.inputs(dict(zip(("probability", "distance", "time"), inputs)))
    simulation.compute()
    return simulation.output["selection"]


def timed(work: Any, runs: int = RUNS) -> tuple[float, Any]:
    """The median of the seconds, and the result."""
    seconds, result = [], None
    for _ in range(runs):
        start = time.perf_counter()
        result = work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds), result


# --- genetic


def genetic_rows() -> list[dict[str, Any]]:
    """Time on the road beside the optimum that HiGHS proves, on cities with one-way streets."""
    table = []
    for stops, target in ((15, "≤ 1 %"), (50, "≤ 3 %")):
        for returns in (True, False):
            gaps, ours, proofs = [], [], []
            for city in range(CITIES):
                minutes = one_way_city(stops, city)
                proof, least = timed(lambda m=minutes, r=returns: optimum(m, r), 1)
                proofs.append(proof)
                for seed in range(SEEDS):
                    start = time.process_time()
                    gaps.append(round(genetic_minutes(minutes, returns, seed) / least - 1, 7) + 0.0)
                    ours.append(time.process_time() - start)
            table.append(
                {
                    "work": f"genetic, {stops} stops{' and back' if returns else ''}: gap to the optimum "
                    f"{100 * statistics.mean(gaps):.2f} % in the mean, {100 * max(gaps):.2f} % at most",
                    "ours_s": statistics.median(ours),
                    "peer": "HiGHS with subtour cuts, to the proof",
                    "peer_s": statistics.median(proofs),
                    "target": target,
                }
            )
    return table


def one_way_city(count: int, seed: int) -> np.ndarray:
    """Minutes between points of a square, up to 60 % longer in one direction than back; the last is the start."""
    rng = np.random.default_rng(seed)
    place = rng.random((count + 1, 2)) * 30
    minutes = np.hypot(*(place[:, None] - place[None]).transpose(2, 0, 1)) * rng.uniform(1, 1.6, (count + 1, count + 1))
    np.fill_diagonal(minutes, 0)
    return minutes


def genetic_minutes(minutes: np.ndarray, returns: bool, seed: int) -> float:
    from patrol_planner.algorithms.roads.travel import StraightWays, TravelTimes
    from patrol_planner.algorithms.route.genetic import Genetic
    from patrol_planner.algorithms.route.route import RouteProblem, RouteSettings
    from patrol_planner.algorithms.route.stops import Stops

    count = len(minutes) - 1
    nowhere = np.zeros(count)
    travel = TravelTimes(minutes, minutes * 1000, np.zeros(count + 1), StraightWays(np.zeros((count + 1, 2))))
    settings = RouteSettings(np.datetime64("2024-05-31T08:00"), count, 1000.0, 5.0, returns, seed)
    names = np.arange(count).astype(str)
    route = Genetic().plan(RouteProblem(Stops(nowhere, nowhere, nowhere + 1, names), travel), settings)
    if len(route.visits) != count:
        raise RuntimeError(f"{len(route.visits)} of {count} stops are on the route")
    return route.driving_min


def optimum(minutes: np.ndarray, returns: bool) -> float:
    """The least time through all stops: an assignment without circles, by integer programming."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import coo_matrix, vstack
    from scipy.sparse.csgraph import connected_components

    cost = minutes.copy()
    if not returns:
        cost[:, -1] = 0.0
    places = len(cost)
    start, end = np.nonzero(~np.eye(places, dtype=bool))
    each = np.arange(len(start))
    once = coo_matrix(
        (np.ones(2 * len(start)), (np.concatenate([start, places + end]), np.concatenate([each, each]))),
        shape=(2 * places, len(start)),
    )
    cuts = [(((start == i) & (end == j)) | ((start == j) & (end == i)), 1) for i in range(places) for j in range(i)]
    while True:
        inside = vstack([coo_matrix(cut.astype(float)) for cut, _ in cuts])
        found = milp(
            cost[start, end],
            integrality=np.ones(len(start)),
            bounds=Bounds(0, 1),
            constraints=[
                LinearConstraint(once.tocsr(), 1, 1),
                LinearConstraint(inside.tocsr(), -np.inf, [most for _, most in cuts]),
            ],
            options={"mip_rel_gap": 1e-7},
        )
        if not found.success:
            raise RuntimeError(found.message)
        used = found.x > 0.5
        graph = coo_matrix((np.ones(used.sum()), (start[used], end[used])), shape=(places, places))
        circles, circle = connected_components(graph.tocsr(), directed=True, connection="strong")
        if circles == 1:
            return float(cost[start, end][used].sum())
        for one in range(circles):
            members = circle == one
            cuts.append((members[start] & members[end], int(members.sum()) - 1))
