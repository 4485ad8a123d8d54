"""What forecasts are measured on: Houston and San Francisco in cells, and the sample city with what was planted."""

from __future__ import annotations

import csv
import gzip
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import plugin_path

SOURCE = Path(os.environ.get("PATROL_DATA", plugin_path.ROOT.parent / "shared" / "data"))


@dataclass(frozen=True)
class City:
    """Incidents with a place: ``x``, ``y`` metres, ``time`` datetime64[s], ``kind``, (n,) each; ``cell`` of each of the
    squares whose centres are ``centre_x``, ``centre_y``; ``left_out``: how many are on fallback addresses.
    """

    x: np.ndarray
    y: np.ndarray
    time: np.ndarray
    kind: np.ndarray
    cell: np.ndarray
    centre_x: np.ndarray
    centre_y: np.ndarray
    side: float
    left_out: int = 0

    def around(self, kinds: tuple[str, ...] = ()) -> Any:
        """The incidents of these kinds (all without any) in their surroundings, every other kind beside them."""
        from patrol_planner.algorithms.forecast.places import Places
        from patrol_planner.algorithms.forecast.surroundings import Surroundings

        names = [str(name) for name in np.unique(self.kind)]
        wanted = np.isin(self.kind, kinds) if kinds else np.ones(len(self.kind), dtype=bool)
        others = [name for name in names if kinds != (name,)] if len(names) > 1 else []
        places = Places(self.centre_x, self.centre_y, np.full(len(self.centre_x), self.side**2))
        return Surroundings(
            places, self._events(wanted), tuple((name, self._events(self.kind == name)) for name in others)
        )

    def _events(self, chosen: np.ndarray) -> Any:
        from patrol_planner.algorithms.forecast.events import CellEvents

        cells = len(self.centre_x)
        return CellEvents(self.cell[chosen], self.time[chosen], cells, self.x[chosen], self.y[chosen])


def houston(side: float) -> City:
    """Every crime of January to August 2010, without those on points of four or more beats."""
    from patrol_planner.algorithms.incidents.fallback import fallback_addresses

    rows = _rows("houston/incidents.csv.gz")
    x, y = _metres(rows, 26915)
    _, beat = np.unique([row["beat"] for row in rows], return_inverse=True)
    shared, _ = fallback_addresses(x, y, beat.reshape(-1))
    kept = ~shared.chosen
    time = np.array([row["datetime"] for row in rows], dtype="datetime64[s]")
    kind = np.array([row["offense"] for row in rows])
    return _in_cells(x[kept], y[kept], time[kept], kind[kept], side, int(shared.chosen.sum()))


def san_francisco(side: float, first: str, end: str) -> City:
    """Every police incident between two days."""
    rows = [row for row in _rows("sf/incidents.csv.gz") if first <= row["datetime"] < end]
    x, y = _metres(rows, 32610)
    time = np.array([row["datetime"].replace(" ", "T") for row in rows], dtype="datetime64[s]")
    return _in_cells(x, y, time, np.array([row["category"] for row in rows]), side)


def _rows(name: str) -> list[dict[str, str]]:
    with gzip.open(SOURCE / name, "rt", encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines) if row["lon"]]


def _metres(rows: list[dict[str, str]], code: int) -> tuple[np.ndarray, np.ndarray]:
    from osgeo import osr

    degrees, metres = osr.SpatialReference(), osr.SpatialReference()
    degrees.ImportFromEPSG(4326)
    metres.ImportFromEPSG(code)
    degrees.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    points = np.array([(float(row["lon"]), float(row["lat"])) for row in rows])
    found = np.array(osr.CoordinateTransformation(degrees, metres).TransformPoints(points))
    return found[:, 0], found[:, 1]


def _in_cells(x: np.ndarray, y: np.ndarray, time: np.ndarray, kind: np.ndarray, side: float, left_out: int = 0) -> City:
    """Squares with an incident and those around them, their corners on whole multiples of the side: a few incidents
    lie a hundred kilometres away.
    """
    col, row = (np.floor(axis / side).astype(np.int64) for axis in (x, y))
    col, row = col - col.min() + 1, row - row.min() + 1
    cols = int(col.max()) + 2
    squares = np.unique(row * cols + col)
    around = np.unique(np.concatenate([squares + down * cols + right for down in (-1, 0, 1) for right in (-1, 0, 1)]))
    left, low = np.floor(x.min() / side) - 1, np.floor(y.min() / side) - 1
    centre_x, centre_y = (left + around % cols + 0.5) * side, (low + around // cols + 0.5) * side
    cell = np.searchsorted(around, row * cols + col)
    return City(x, y, time, kind, cell, centre_x, centre_y, side, left_out)
