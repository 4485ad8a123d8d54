"""Several officers in cities of 500 to 10,000 cells: every method from reading the layers to writing the plan, with the
most memory it took, and coldspots as fill beside travel times between all places.

``python benchmarks/bench_officers.py CELLS OFFICERS METHOD`` prints one run: seconds, seconds of processor time, MB,
reward, visits.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
import bigcity  # noqa: E402
import million  # noqa: E402
import plugin_path  # noqa: E402, F401

CITIES = ((500, 10), (2_500, 30), (10_000, 100))
# What methods that go on as long as they may are given.
LIMIT_S = 10
# So many places in the city of 2,500 cells have coldspots as fill, where all pairs can be had as well.
FORCED = 2_000
TARGET = "≤ 60 s, ≤ 2 GB"


def rows() -> list[dict[str, Any]]:
    from patrol_planner.algorithms.methods import choices
    from patrol_planner.algorithms.officers.planners import PLANNERS

    found = []
    for cells, officers in CITIES:
        for method in choices(PLANNERS):
            seconds, _, memory, reward, visits = measured(cells, officers, method)
            found.append(
                {
                    "work": f"{_work(cells, officers, method)}: {visits:,.0f} visits, reward {reward:,.0f}",
                    "ours_s": seconds,
                    "memory_mb": memory,
                    "target": TARGET if cells == CITIES[-1][0] else "",
                }
            )
    return [*found, *(beside_all_pairs(method) for method in ("importance_greedy", "distance_greedy"))]


def beside_all_pairs(method: str) -> dict[str, Any]:
    """Coldspots as fill where there could be travel times between all places."""
    cells, officers = CITIES[1]
    peer_seconds, _, peer_memory, peer_reward, _ = measured(cells, officers, method)
    seconds, _, memory, reward, _ = measured(cells, officers, method, FORCED)
    return {
        "work": f"{_work(cells, officers, method)}, coldspots as fill: {reward / peer_reward:.2%} of the peer's reward",
        "ours_s": seconds,
        "memory_mb": memory,
        "peer": f"all pairs of places, {peer_memory:.0f} MB",
        "peer_s": peer_seconds,
    }


def measured(cells: int, officers: int, method: str, most_places: int = 0) -> list[float]:
    """Seconds, seconds of processor time, MB, reward and visits of one run in a process of its own."""
    return million.in_own_process(Path(__file__), str(cells), str(officers), method, str(most_places))


def _work(cells: int, officers: int, method: str) -> str:
    return f"{cells:,} cells × {bigcity.INTERVALS} intervals, {officers} officers, {method}"


def one_run(cells: int, officers: int, method: str, most_places: int = 0) -> list[float]:
    """The figures of one run; ``most_places``: of more than so many the coldspots are fill, 0 for the plugin's own."""
    from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeedback

    application = QgsApplication([], False)
    application.initQgis()
    from patrol_planner.processing.officers import onroads
    from patrol_planner.processing.provider import ALGORITHMS

    if most_places:
        onroads.MOST_PLACES = most_places
    algorithm = next(kind for kind in ALGORITHMS if kind.ID == "assignofficers")()
    algorithm.initAlgorithm()
    with tempfile.TemporaryDirectory() as folder:
        city = Path(folder) / "city.gpkg"
        bigcity.write_city(city, cells, officers)
        layers = {"NODES": "forecast", "CALLS": "calls", "OFFICERS": "officers", "ROADS": "roads"}
        fields = {"HOTSPOT_FIELD": "hotspot", "WEIGHT_FIELD": "weight", "START_FIELD": "start", "END_FIELD": "end"}
        fields.update(CALL_TIME_FIELD="time", CALL_PRIORITY_FIELD="priority", DIRECTION_FIELD="oneway")
        outputs = ("ROUTES", "VISITS", "UNVISITED", "SUMMARY")
        parameters = {
            **{name: f"{city}|layername={layer}" for name, layer in layers.items()},
            **fields,
            "SHIFT_START": f"{bigcity.DAY} {bigcity.FIRST_HOUR:02}:00",
            "METHOD": method,
            "TIME_LIMIT": LIMIT_S,
            **{name: f"{folder}/{name.lower()}.gpkg" for name in outputs},
        }
        begin, cpu = time.perf_counter(), time.process_time()
        found, done = algorithm.run(parameters, QgsProcessingContext(), QgsProcessingFeedback(False))
        taken = [time.perf_counter() - begin, time.process_time() - cpu]
    if not done:
        raise RuntimeError(f"{method} on {cells} cells failed")
    return [*taken, million.peak_mb(), found["REWARD"], found["VISITED"]]


if __name__ == "__main__":
    print(*one_run(*map(int, sys.argv[1:3]), sys.argv[3], *map(int, sys.argv[4:])))
    sys.stdout.flush()
    # QGIS crashes now and then when Python tears it down.
    os._exit(0)
