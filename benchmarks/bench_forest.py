"""The random forest: how long it takes on a large city, and what it tells apart beside the plain product.

Hours: Houston's last 31 days, two-hour intervals of 1 km cells, all crime, every day forecast from all that lies before
it. The area under the ROC curve of a day is over its cells × 12 intervals; the mean of the days stands in the name of
the work. The cells are those with two incidents or more before the first of these days: how many quiet cells are among
them moves every figure, which is why the cells' own mean stands beside. ``PATROL_BENCH_DAYS`` takes every so many days
only (1). The product is prior_count: cell × rhythm of the week, shrunk.

``python benchmarks/bench_forest.py city`` prints seconds and the peak of memory of the large city alone.
"""

from __future__ import annotations

import csv
import gzip
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from patrol_planner.algorithms.forecast.surroundings import Surroundings
    from patrol_planner.algorithms.forecast.training import Training

EVERY = int(os.environ.get("PATROL_BENCH_DAYS", 1))
FIRST, DAYS, CELL_M, LEAST = np.datetime64("2010-08-01", "s"), 31, 1000.0, 2
SIDE, CITY_CELL_M, CITY_DAYS = 100, 250.0, 365
INCIDENTS, CHECKINS, USERS, POIS, KINDS = 100_000, 200_000, 5_000, 20_000, 12
NOW = np.datetime64("2024-12-31", "s")
DAY = np.timedelta64(86_400, "s")


def rows() -> list[dict[str, Any]]:
    return [city_row(), *hour_rows()]


def city_row() -> dict[str, Any]:
    from million import in_own_process

    seconds, memory_mb = in_own_process(Path(__file__), "city")
    return {
        "work": "random_forest, one day: 10,000 cells × 12 × 365 days, 100,000 incidents, 200,000 check-ins",
        "ours_s": seconds,
        "memory_mb": memory_mb,
        "target": "≤ 12 s, ≤ 1 GB",
    }


def hour_rows() -> list[dict[str, Any]]:
    from houston import SOURCE

    if not SOURCE.is_file():
        return []
    import plugin_path  # noqa: F401

    around = houston()
    words = ("mean of the cell", "prior_count", "random_forest")
    seconds = dict.fromkeys(words, 0.0)
    found: dict[str, list[float]] = {word: [] for word in words}
    for day in range(0, DAYS, EVERY):
        start = FIRST + day * DAY
        for word in words:
            began = time.perf_counter()
            expected = forecast(around, start, word)
            seconds[word] += time.perf_counter() - began
            found[word].append(area_of(expected, around, start))
    of_cell, product, forest = (float(np.mean(found[word])) for word in words)
    name = f"AUC, daily mean of {len(found[words[0]])} days: Houston, 2 h × 1 km, {len(around.places):,} cells"
    return [
        {
            "work": f"{name}: product {product:.4f}, mean of the cell alone {of_cell:.4f}",
            "ours_s": seconds["prior_count"],
            "target": "≥ 0.785",
        },
        {
            "work": f"{name}: forest {forest:.4f}",
            "ours_s": seconds["random_forest"],
            "target": f"≥ {product:.4f} − 0.002",
        },
    ]


def houston() -> Surroundings:
    """All crime by square kilometre."""
    from houston import SOURCE
    from osgeo import osr

    from patrol_planner.algorithms.forecast.events import CellEvents
    from patrol_planner.algorithms.forecast.places import Places
    from patrol_planner.algorithms.forecast.surroundings import Surroundings

    with gzip.open(SOURCE, "rt", encoding="utf-8", newline="") as lines:
        table = [(line["lon"], line["lat"], line["datetime"]) for line in csv.DictReader(lines) if line["lon"]]
    degrees, metres = osr.SpatialReference(), osr.SpatialReference()
    degrees.ImportFromEPSG(4326)
    metres.ImportFromEPSG(26915)
    degrees.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    transformed = osr.CoordinateTransformation(degrees, metres).TransformPoints(
        [(float(lon), float(lat)) for lon, lat, _ in table]
    )
    xy, times = np.array(transformed)[:, :2], np.array([when for *_, when in table], "M8[s]")
    square, cell = np.unique(np.floor(xy / CELL_M).astype(np.int64), axis=0, return_inverse=True)
    cell = cell.reshape(-1)
    ranked = np.bincount(cell[times < FIRST], minlength=len(square)) >= LEAST
    inside = ranked[cell]
    number = np.cumsum(ranked) - 1
    centre = (square[ranked] + 0.5) * CELL_M
    events = CellEvents(number[cell[inside]], times[inside], int(ranked.sum()), xy[inside, 0], xy[inside, 1])
    return Surroundings(Places(centre[:, 0], centre[:, 1], np.full(len(centre), CELL_M**2)), events)


def forecast(around: Surroundings, start: np.datetime64, word: str) -> np.ndarray:
    """Expected incidents of the twelve intervals of a day: (cells, 12)."""
    from patrol_planner.algorithms.control import Control
    from patrol_planner.algorithms.forecast.intervals import Intervals
    from patrol_planner.algorithms.forecast.models.registry import MODELS
    from patrol_planner.algorithms.forecast.training import Training
    from patrol_planner.algorithms.methods import method_of

    training = Training(around.events, 365, start, around)
    if word == "mean of the cell":
        return np.repeat(training.known.a_cell()[:, None], 12, axis=1)
    return method_of(MODELS, word).load()(training, Intervals(start, 2.0, 12), Control()).expected


def area_of(expected: np.ndarray, around: Surroundings, start: np.datetime64) -> float:
    """The area under the ROC curve of a day."""
    from patrol_planner.algorithms.forecast.evaluation.scores import area_under_curve

    day = around.events.between(start, start + DAY)
    happened = np.zeros(expected.shape, dtype=np.int64)
    happened[day.cell, (day.time - start).astype(np.int64) // 7200] = 1
    return area_under_curve(expected, happened, 1 - happened)


def city() -> Training:
    """A large city: incidents and check-ins of a year where and when people are, venues anywhere."""
    from patrol_planner.algorithms.forecast.activity import CheckIns, Pois
    from patrol_planner.algorithms.forecast.events import CellEvents
    from patrol_planner.algorithms.forecast.places import Places
    from patrol_planner.algorithms.forecast.surroundings import Surroundings
    from patrol_planner.algorithms.forecast.training import Training

    rng = np.random.default_rng(1)
    cells = SIDE * SIDE
    x, y = ((axis.ravel() + 0.5) * CITY_CELL_M for axis in np.meshgrid(np.arange(SIDE), np.arange(SIDE)))
    risk = rng.gamma(0.5, 1.0, cells)
    busy = 1.0 + 0.8 * np.sin(np.arange(24) / 24.0 * 2.0 * np.pi)

    def drawn(number: int) -> tuple[np.ndarray, np.ndarray]:
        cell = rng.choice(cells, number, p=risk / risk.sum())
        hour = rng.choice(24, number, p=busy / busy.sum())
        second = rng.integers(0, CITY_DAYS, number) * 86_400 + hour * 3_600 + rng.integers(0, 3_600, number)
        return cell, NOW - CITY_DAYS * DAY + second.astype("m8[s]")

    cell, when = drawn(INCIDENTS)
    events = CellEvents(cell, when, cells, x[cell], y[cell])
    checkins = CheckIns(*drawn(CHECKINS), rng.integers(0, USERS, CHECKINS), cells)
    kinds = tuple(f"kind {number}" for number in range(KINDS))
    pois = Pois(rng.integers(0, cells, POIS), rng.integers(0, KINDS, POIS), kinds, cells)
    places = Places(x, y, np.full(cells, CITY_CELL_M**2))
    return Training(events, CITY_DAYS, NOW, Surroundings(places, events, (), pois, checkins))


def measure_city() -> None:
    import plugin_path  # noqa: F401
    from million import peak_mb

    from patrol_planner.algorithms.forecast.intervals import Intervals
    from patrol_planner.algorithms.forecast.models.forest.forest import fit_random_forest

    training = city()
    # What is loaded at the first forest of a session is loaded once.
    import sklearn.ensemble  # noqa: F401

    began, of_processor = time.perf_counter(), time.process_time()
    fit_random_forest(training, Intervals(NOW, 2.0, 12))
    print("seconds, peak MB; seconds of all processors:", time.process_time() - of_processor)
    print(time.perf_counter() - began, peak_mb())


if __name__ == "__main__" and sys.argv[1:] == ["city"]:
    measure_city()
