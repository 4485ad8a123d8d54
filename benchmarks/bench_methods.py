"""Every method of a route on the same stops and travel times: San Francisco and the sample city, three turns.

The stops of a turn are the places of the most incidents in it, their priority how many; the routes begin and end at
random places of the streets, drive with the traffic of the hour and stay 15 minutes at each stop of an 8-hour shift.
``python benchmarks/bench_methods.py`` prints every case as well.
"""

from __future__ import annotations

import csv
import gzip
import os
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
import plugin_path  # noqa: E402

SOURCE = Path(os.environ.get("PATROL_DATA", plugin_path.ROOT.parent / "shared" / "data")) / "sf"
TURNS = (("night", 0), ("morning", 8), ("evening", 16))
STARTS = 20
STOPS = 45
CELL_M = 200.0
DAY = "2016-03-11"
# Seconds that each method has for one route.
LIMIT_S = float(os.environ.get("PATROL_BENCH_LIMIT", "5"))
# The factor of each hour of a weekday.
RUSH = {7: 1.3, 8: 1.5, 9: 1.3, 12: 1.1, 15: 1.2, 16: 1.4, 17: 1.6, 18: 1.4, 19: 1.1}


@dataclass(frozen=True)
class Town:
    """A road network in metres, and where incidents were at which hour of which day of the week, (n,) each."""

    name: str
    network: Any
    x: Any
    y: Any
    hour: Any
    day: Any


@dataclass(frozen=True)
class Made:
    """What a method made of one case."""

    town: str
    turn: str
    start: int
    method: str
    score: float
    km: float
    minutes: float
    seconds: float


def _network(layer: Any, crs: Any) -> Any:
    """The roads as a network, by the same function as the algorithms."""
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    from patrol_planner.processing.framework.run import Run
    from patrol_planner.processing.provider import ALGORITHMS
    from patrol_planner.processing.roads.network import read_road_network

    algorithm = next(kind for kind in ALGORITHMS if kind.ID == "travelmatrix")()
    algorithm.initAlgorithm()
    parameters = {"ROADS": layer, "DIRECTION_FIELD": "oneway", "SPEED_FIELD": "maxspeed"}
    run = Run(algorithm, parameters, QgsProcessingContext(), QgsProcessingFeedback(False))
    return read_road_network(run, run.required_source("ROADS"), crs)


def _layer(path: Path, name: str) -> Any:
    from qgis.core import QgsVectorLayer

    layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
    if not layer.isValid():
        raise RuntimeError(f"{path} cannot be read")
    return layer


def _town(name: str, roads: Any, lon_lat: Any, moment: Any) -> Town:
    import numpy as np
    from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsProject

    crs = QgsCoordinateReferenceSystem("EPSG:32610") if roads.crs().isGeographic() else roads.crs()
    change = QgsCoordinateTransform(roads.crs(), crs, QgsProject.instance())
    metres = np.array([tuple(change.transform(x, y)) for x, y in lon_lat])
    when = np.array(moment, dtype="datetime64[m]")
    hour = (when - when.astype("datetime64[D]")).astype(int) // 60
    day = (when.astype("datetime64[D]").astype(int) + 3) % 7
    return Town(name, _network(roads, crs), metres[:, 0], metres[:, 1], hour, day)


def san_francisco() -> Town:
    """Police incidents inside the box of the streets."""
    with gzip.open(SOURCE / "incidents.csv.gz", "rt", encoding="utf-8", newline="") as lines:
        rows = [(float(row["lon"]), float(row["lat"]), row["datetime"]) for row in csv.DictReader(lines) if row["lon"]]
    rows = [row for row in rows if -122.45 < row[0] < -122.38 and 37.76 < row[1] < 37.80]
    roads = _layer(SOURCE / "streets_osm.gpkg", "osm_highways_drivable")
    return _town("San Francisco", roads, [row[:2] for row in rows], [row[2].replace(" ", "T") for row in rows])


def sample_city(folder: Path) -> Town:
    """The incidents of the sample city."""
    from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeedback
    from qgis.PyQt.QtCore import Qt

    from patrol_planner.processing.provider import PatrolProvider

    provider = PatrolProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    path = folder / "city.gpkg"
    algorithm = QgsApplication.processingRegistry().algorithmById("patrol:samplecity")
    parameters = {"SIZE": "medium", "SEED": 1, "CITY": str(path)}
    algorithm.run(parameters, QgsProcessingContext(), QgsProcessingFeedback(False))
    features = list(_layer(path, "incidents").getFeatures())
    points = [tuple(feature.geometry().asPoint()) for feature in features]
    moments = [feature["time"].toString(Qt.DateFormat.ISODate) for feature in features]
    return _town("the sample city", _layer(path, "roads"), points, moments)


def stops_of(town: Town, first_hour: int) -> tuple[Any, Any]:
    """The centres of the incidents of the cells that had most in a turn, and how probable one is there by hour."""
    import numpy as np

    from patrol_planner.algorithms.route.stops import StopProbabilities, Stops

    own = (town.hour >= first_hour) & (town.hour < first_hour + 8)
    x, y, hour, day = town.x[own], town.y[own], town.hour[own], town.day[own]
    cell = np.stack([x // CELL_M, y // CELL_M], axis=1)
    _, which, count = np.unique(cell, axis=0, return_inverse=True, return_counts=True)
    most = np.argsort(-count, kind="stable")[:STOPS]
    mean_x, mean_y = (np.bincount(which, values)[most] / count[most] for values in (x, y))
    prob = np.zeros((len(most), 7, 24))
    everywhere = np.zeros((7, 24))
    np.add.at(everywhere, (day, hour), 1)
    for place, one in enumerate(most):
        np.add.at(prob[place], (day[which == one], hour[which == one]), 1)
    prob /= np.maximum(everywhere, 1)
    names = np.array([f"stop {place}" for place in range(len(most))], dtype=object)
    return Stops(mean_x, mean_y, count[most].astype(np.float64), names), StopProbabilities(prob)


def cases(town: Town, starts: int) -> list[Made]:
    """Every method from every start in every turn."""
    import numpy as np

    from patrol_planner.algorithms.roads.traffic import Traffic
    from patrol_planner.algorithms.roads.travel import TravelTimes
    from patrol_planner.algorithms.route.planners import BASELINE, PLANNERS
    from patrol_planner.algorithms.route.route import RouteProblem, RouteSettings

    traffic = Traffic(np.array([RUSH.get(hour, 1.0) for hour in range(24)]))
    made = []
    for turn, first_hour in TURNS:
        stops, known = stops_of(town, first_hour)
        rng = np.random.default_rng(1)
        at = np.flatnonzero(
            (np.abs(town.network.node_xy[:, 0] - np.median(stops.x)) < 2000)
            & (np.abs(town.network.node_xy[:, 1] - np.median(stops.y)) < 2000)
        )
        for start, node in enumerate(rng.choice(at, starts, replace=False)):
            x, y = (np.append(own, town.network.node_xy[node, axis]) for axis, own in enumerate((stops.x, stops.y)))
            travel = TravelTimes.on_roads(town.network, x, y)
            problem = RouteProblem(stops, travel, traffic, known)
            settings = RouteSettings(
                np.datetime64(f"{DAY}T{first_hour:02d}:00"),
                len(stops),
                return_to_start=True,
                time_limit_s=LIMIT_S,
            )
            for method in (*PLANNERS, BASELINE):
                begin = time.perf_counter()
                route = method.load().plan(problem, settings)
                took = time.perf_counter() - begin
                made.append(Made(town.name, turn, start, method.word, route.score, route.km, route.driving_min, took))
    return made


def worse_than(made: list[Made], best: str) -> dict[str, int]:
    """In how many cases each other method collects more priority than that one."""
    score = {(one.turn, one.start): one.score for one in made if one.method == best}
    found: dict[str, int] = {}
    for one in made:
        better = one.score > score.get((one.turn, one.start), float("inf")) + 1e-9
        found[one.method] = found.get(one.method, 0) + better
    return found


def _rows(made: list[Made]) -> list[dict[str, Any]]:
    rows = []
    above = worse_than(made, "optimal")
    for method in dict.fromkeys(one.method for one in made):
        own = [one for one in made if one.method == method]
        score, km, minutes, seconds = (
            statistics.mean(getattr(one, name) for one in own) for name in ("score", "km", "minutes", "seconds")
        )
        work = f"{own[0].town}, {len(own)} routes, {method}: priority {score:.1f}, {km:.1f} km, {minutes:.0f} min"
        named = method != "optimal" and any(one.method == "optimal" for one in made)
        target = f"never above optimal: above it in {above[method]}" if named else ""
        rows.append({"work": work, "ours_s": seconds, "target": target})
    return rows


def measured(starts: int = STARTS) -> list[Made]:
    """Every method in San Francisco, where it is there, and in the sample city."""
    from qgis.core import QgsApplication

    app = QgsApplication.instance() or QgsApplication([], False)
    QgsApplication.initQgis()
    with tempfile.TemporaryDirectory() as folder:
        made = cases(sample_city(Path(folder)), max(starts // 4, 1))
    if SOURCE.is_dir():
        made = cases(san_francisco(), starts) + made
    else:
        print(f"real data not present at {SOURCE.parent}: the sample city alone", file=sys.stderr)
    del app
    return made


def rows() -> list[dict[str, Any]]:
    """The rows of the benchmark: means over all cases of a town; seconds are means, too."""
    made = measured()
    return [
        row for town in dict.fromkeys(one.town for one in made) for row in _rows([m for m in made if m.town == town])
    ]


if __name__ == "__main__":
    found = measured(int(sys.argv[1]) if sys.argv[1:] else STARTS)
    for one in found:
        print(
            f"{one.town} {one.turn:7} {one.start:3} {one.method:11} priority {one.score:7.1f}  {one.km:6.1f} km  "
            f"{one.minutes:6.1f} min  {one.seconds:6.2f} s"
        )
    for town in dict.fromkeys(one.town for one in found):
        for row in _rows([one for one in found if one.town == town]):
            print(f"{row['work']}; {row['ours_s']:.3f} s on average. {row['target']}")
