"""What blocks are measured on: San Francisco's three windows and the sample city, as arrays."""

from __future__ import annotations

import csv
import gzip
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import plugin_path

SOURCE = Path(os.environ.get("PATROL_DATA", plugin_path.ROOT.parent / "shared" / "data")) / "sf"
CELL_M = 250.0
SHIFT_HOURS = 12.0
START = np.timedelta64(8, "h")
# The first and the day after the last of each window.
WINDOWS = (("2015-01-05", "2015-01-26"), ("2016-03-02", "2016-04-02"), ("2017-07-11", "2017-08-01"))
# Of each side of the box of all roads, as planshift trims it.
TRIM = 0.01
DRAWN = 6


@dataclass(frozen=True)
class Town:
    """A town in metres. ``street``: str objects, the name of each edge of the ``network``. ``cell``: int64 (n,), which
    of the ``grid``'s cells each incident, at ``x``, ``y`` and ``time``, lies in. ``days``: for each planned day the
    first day of its record, and itself. ``truth``: float64 (cells, 168), incidents expected a year in each cell by hour
    of the week, and ``again``: x, y, time and cell of those of DRAWN more years from the same generator; None where
    only nature knows.
    """

    name: str
    network: Any
    street: np.ndarray
    grid: Any
    x: np.ndarray
    y: np.ndarray
    time: np.ndarray
    cell: np.ndarray
    days: tuple[tuple[np.datetime64, np.datetime64], ...]
    truth: np.ndarray | None = None
    again: tuple[np.ndarray, ...] | None = None

    def where(self, chosen: np.ndarray) -> tuple[np.ndarray, ...]:
        """x, y, time and cell of some incidents."""
        return self.x[chosen], self.y[chosen], self.time[chosen], self.cell[chosen]

    def cell_of(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Which of the grid's cells holds each point, −1 for none."""
        return _numbered(self.grid, x, y)


def _numbered(grid: Any, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Which of the grid's cells, counted in the order of cells(), holds each point; −1 for none."""
    number = np.full(grid.rows * grid.cols + 1, -1)
    number[grid.cells()] = np.arange(len(grid.cells()))
    return number[grid.cell_index(x, y)]


def _inside(grid: Any, x: np.ndarray, y: np.ndarray, time: np.ndarray) -> tuple[np.ndarray, ...]:
    """The incidents in the grid, with their cells."""
    cell = _numbered(grid, x, y)
    kept = cell >= 0
    return x[kept], y[kept], time[kept], cell[kept]


def last_days(windows: tuple[tuple[str, str], ...], count: int) -> tuple[tuple[np.datetime64, np.datetime64], ...]:
    """The last days of each window, each with the window's first."""
    return tuple(
        (np.datetime64(first), np.datetime64(end) - back) for first, end in windows for back in range(count, 0, -1)
    )


def san_francisco(days: int) -> Town:
    """The incidents in the box of the streets; the last ``days`` of each window are planned."""
    from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsGeometry, QgsProject, QgsRectangle

    from patrol_planner.algorithms.cells.grid import Grid

    roads = _layer(SOURCE / "streets_osm.gpkg", "osm_highways_drivable")
    crs = QgsCoordinateReferenceSystem("EPSG:32610")
    change = QgsCoordinateTransform(roads.crs(), crs, QgsProject.instance())
    degrees = np.array([(at.x(), at.y()) for way in roads.getFeatures() for at in way.geometry().vertices()])
    (west, east), (south, north) = np.quantile(degrees, [TRIM, 1 - TRIM], axis=0).T
    area = QgsGeometry.fromRect(QgsRectangle(west, south, east, north))
    area.transform(change)
    box = area.boundingBox()
    grid = Grid.covering(box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum(), CELL_M)
    corners = grid.corners_of(np.arange(grid.rows * grid.cols))
    squares = (QgsGeometry.fromRect(QgsRectangle(*corner[3], *corner[1]).buffered(-0.001)) for corner in corners)
    grid = grid.within(np.array([square.intersects(area) for square in squares]).reshape(grid.shape))
    with gzip.open(SOURCE / "incidents.csv.gz", "rt", encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["lon"]]
    metres = np.array([tuple(change.transform(float(row["lon"]), float(row["lat"]))) for row in rows])
    time = np.array([row["datetime"].replace(" ", "T") for row in rows], dtype="datetime64[s]")
    incidents = _inside(grid, metres[:, 0], metres[:, 1], time)
    return Town("San Francisco", *_roads(roads, crs), grid, *incidents, last_days(WINDOWS, days))


def _layer(path: Path, name: str) -> Any:
    from qgis.core import QgsVectorLayer

    layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
    if not layer.isValid():
        raise RuntimeError(f"{path} cannot be read")
    return layer


def _roads(layer: Any, crs: Any) -> tuple[Any, np.ndarray]:
    """The roads as a network, by the same function as the algorithms, and what each edge is called."""
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    from patrol_planner.processing.framework.run import Run
    from patrol_planner.processing.provider import ALGORITHMS
    from patrol_planner.processing.roads.network import read_named_roads

    algorithm = next(kind for kind in ALGORITHMS if kind.ID == "planroute")()
    algorithm.initAlgorithm()
    parameters = {"ROADS": layer, "DIRECTION_FIELD": "oneway", "SPEED_FIELD": "maxspeed"}
    run = Run(algorithm, parameters, QgsProcessingContext(), QgsProcessingFeedback(False))
    network, names = read_named_roads(run, run.required_source("ROADS"), crs)
    return network, names.of(network.feature)


def sample_city(days: int) -> Town:
    """The sample city with what was planted in it; so many days of its last quarter are planned."""
    from patrol_planner.algorithms.roads.network import RoadNetwork
    from patrol_planner.algorithms.samplecity.city import make_city
    from patrol_planner.algorithms.samplecity.crime import draw_incidents

    city = make_city("medium", 1)
    lines = city.streets.paths
    speeds = np.full(len(lines), 30.0)
    network = RoadNetwork.from_lines(
        lines.reshape(-1, 2),
        np.arange(len(lines) + 1) * lines.shape[1],
        np.arange(len(lines)),
        np.zeros(len(lines), dtype=np.int64),
        speeds,
    )
    street = np.array([name or "" for name in city.streets.name.tolist()], dtype=object)[network.feature]
    time = city.incidents.time.astype("datetime64[s]")
    first, last = time.min().astype("datetime64[D]"), time.max().astype("datetime64[D]")
    planned = tuple((first, last - round(back)) for back in np.linspace(90, 1, days))
    grid = city.truth.grid
    years = [draw_incidents(city.model, np.random.default_rng(seed)) for seed in range(1000, 1000 + DRAWN)]
    xy, again = np.concatenate([one.xy for one in years]), np.concatenate([one.time for one in years])
    return Town(
        "the sample city",
        network,
        street,
        grid,
        *_inside(grid, *city.incidents.xy.T, time),
        planned,
        city.truth.hours[grid.cells()],
        _inside(grid, *xy.T, again.astype("datetime64[s]")),
    )
