"""A small city on disk and, for every algorithm, one run that works: what the random tests bend and interrupt."""

from __future__ import annotations

import hashlib
import os
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable

import pytest

# `make fuzz` asks for all of them; in the suite each test ends after so many seconds, whatever is left.
RUNS = int(os.environ.get("PATROL_FUZZ_RUNS", "300"))
SECONDS = float(os.environ.get("PATROL_FUZZ_SECONDS", "25"))
# Another seed gives other runs; a failure names the number of its run.
SEED = int(os.environ.get("PATROL_FUZZ_SEED", "1"))


@dataclass(frozen=True)
class Good:
    """Parameters that work, and the outputs by name: the endings of the files they may be written to."""

    parameters: dict[str, Any]
    outputs: dict[str, tuple[str, ...]]


LAYER = (".gpkg", ".geojson", ".shp", ".csv")
TABLE = (".gpkg", ".csv")


@dataclass(frozen=True)
class City:
    """The inputs, all in one folder, and the runs that work, by algorithm."""

    folder: Path
    good: dict[str, Good]


@pytest.fixture(scope="session")
def city(qgis_app, tmp_path_factory) -> City:
    from qgis import processing

    folder = tmp_path_factory.mktemp("city")
    whole = str(folder / "city.gpkg")
    processing.run("patrol:samplecity", {"SIZE": "small", "SEED": 3, "CITY": whole})

    def table(name: str) -> str:
        return f"{whole}|layername={name}"

    def made(algorithm: str, output: str, **parameters: Any) -> str:
        path = str(folder / f"{algorithm}_{output.lower()}.gpkg")
        processing.run(f"patrol:{algorithm}", {**parameters, output: path})
        return path

    grid = made("riskgrid", "GRID", INCIDENTS=table("incidents"), CELL_SIZE=250)
    processing.run(
        "patrol:extracthotspots",
        {"GRID": grid, "HOTSPOTS": str(folder / "hotspots.gpkg"), "POINTS": str(folder / "peaks.gpkg")},
    )
    past = {"INCIDENTS": table("incidents"), "TIME_FIELD": "time", "FORECAST_START": "2024-12-31T08:00"}
    forecast = made("predictcrime", "FORECAST", **past, GRID=grid, FORECAST_HOURS=4)
    roads = {"ROADS": table("roads"), "DIRECTION_FIELD": "oneway", "SPEED_FIELD": "maxspeed", "SNAP_MAX": 500}
    good = {
        "samplecity": Good({"SIZE": "small", "SEED": 1}, {"CITY": (".gpkg",)}),
        "riskgrid": Good(
            {
                "INCIDENTS": table("incidents"),
                "TIME_FIELD": "time",
                "STUDY_AREA": table("beats"),
                "FACILITIES": [table("facilities")],
                "FACILITY_TYPE_FIELD": "type",
                "METHOD": "adaptive",
                "CASES": "turn",
                "CELL_SIZE": 100,
            },
            {"GRID": LAYER, "RASTER": (".tif",), "ARRAY": (".npy",), "CORRELATIONS": TABLE, "REPORT": (".html",)},
        ),
        "extracthotspots": Good(
            {"GRID": grid, "METHOD": "gi", "ROADS": table("roads")},
            {"HOTSPOTS": LAYER, "POINTS": LAYER, "REPORT": (".html",)},
        ),
        "predictcrime": Good(
            {**past, "GRID": grid, "FORECAST_HOURS": 8},
            {"FORECAST": LAYER, "IMPORTANCE": TABLE, "REPORT": (".html",)},
        ),
        "featurerelevance": Good(
            {"INCIDENTS": table("incidents"), "TIME_FIELD": "time", "TARGET_FIELD": "category"},
            {"RELEVANCE": TABLE, "REPORT": (".html",)},
        ),
        "patrolwaypoints": Good(
            {"INCIDENTS": table("incidents"), "TIME_FIELD": "time", "TURN": "evening", "STUDY_AREA": table("beats")},
            {
                **dict.fromkeys(("WAYPOINTS", "HOTSPOTS", "PREDICTED", "CLUSTERS_OUT"), LAYER),
                "PROBABILITIES": TABLE,
                "REPORT": (".html",),
            },
        ),
        "travelmatrix": Good(
            {"ORIGINS": str(folder / "peaks.gpkg"), "DESTINATIONS": str(folder / "peaks.gpkg"), **roads},
            {"MATRIX": TABLE},
        ),
        "planroute": Good(
            {
                "STOPS": str(folder / "peaks.gpkg"),
                "PRIORITY_FIELD": "risk_sum",
                "DEPARTURE": "2024-12-31T08:00",
                **roads,
            },
            {"ROUTE": LAYER, "VISITS": LAYER, "SKIPPED_STOPS": LAYER},
        ),
        "assignofficers": Good(
            {
                "NODES": forecast,
                "HOTSPOT_FIELD": "hotspot",
                "WEIGHT_FIELD": "weight",
                "START_FIELD": "start",
                "END_FIELD": "end",
                "OFFICERS": table("officers"),
                "CALLS": table("calls"),
                "CALL_TIME_FIELD": "time",
                "CALL_PRIORITY_FIELD": "type",
                "SHIFT_START": "2024-12-31T08:00",
                "SHIFT_HOURS": 4,
                **roads,
            },
            {"ROUTES": LAYER, "VISITS": LAYER, "UNVISITED": LAYER, "SUMMARY": TABLE},
        ),
        "createofficers": Good(
            {"STATIONS": table("stations"), "NUMBER": 3, "SHIFT_START": "2024-12-31T08:00"}, {"OFFICERS": LAYER}
        ),
        "planshift": Good(
            {
                "INCIDENTS": table("incidents"),
                "TIME_FIELD": "time",
                "SHIFT_START": "2024-12-31T08:00",
                "SHIFT_HOURS": 4,
                "STUDY_AREA": table("beats"),
                "FACILITIES": [table("facilities")],
                "CALLS": table("calls"),
                "CALL_TIME_FIELD": "time",
                "CALL_PRIORITY_FIELD": "type",
                **roads,
            },
            {
                **dict.fromkeys(("GRID", "HOTSPOTS", "FORECAST", "ROUTE", "ROUTES", "VISITS", "UNVISITED"), LAYER),
                "SUMMARY": TABLE,
                "REPORT": (".html",),
            },
        ),
    }
    return City(folder, good)


@pytest.fixture
def numbered_runs() -> Iterator[tuple[int, random.Random]]:
    """The number of each random run and its own source of chance, until there are enough or the time is up."""

    def runs() -> Iterator[tuple[int, random.Random]]:
        ends = time.monotonic() + SECONDS
        for number in range(RUNS):
            if time.monotonic() > ends:
                return
            yield number, random.Random(f"{SEED} {number}")

    return runs()


@pytest.fixture
def state_of() -> Callable[[Path], dict[str, str]]:
    """Every file below a folder and what is in it. SQLite's shared memory comes and goes with whoever reads."""

    def state(folder: Path) -> dict[str, str]:
        files = (path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(("-shm", "-wal")))
        return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(files)}

    return state


@pytest.fixture
def complaints(qgis_app) -> Iterator[list[str]]:
    """What the plugin has written into QGIS's message log: only what it did not expect."""
    from qgis.core import QgsApplication

    said: list[str] = []

    def note(text: str, tag: str, level: Any) -> None:
        if tag == "Patrol Planner":
            said.append(text)

    log = QgsApplication.messageLog()
    log.messageReceived.connect(note)
    yield said
    log.messageReceived.disconnect(note)
