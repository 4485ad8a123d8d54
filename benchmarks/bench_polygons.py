"""The area of polygons in each cell of a grid, and the polygon of each of a million points, beside shapely."""

from __future__ import annotations

import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import million
import numpy as np
from peer_venv import peer_python

RUNS = 3
PARKS, PARK_VERTICES, CELL_M, HEXAGON_M = 300, 60, 200.0, 250.0


def rows() -> list[dict[str, Any]]:
    import plugin_path  # noqa: F401

    from patrol_planner.algorithms.cells.grid import Grid
    from patrol_planner.algorithms.cells.hexgrid import HexagonGrid
    from patrol_planner.processing.cells.rings import cell_rings

    box = (million.WEST, million.SOUTH, million.WEST + million.SIDE_M, million.SOUTH + million.SIDE_M)
    grid, hexagons = Grid.covering(*box, CELL_M), HexagonGrid.covering(*box, HEXAGON_M)
    rings, (x, y) = parks(), million.coordinates()
    corners = grid.corners_of(grid.cells())
    cells = np.hstack([corners.min(axis=1), corners.max(axis=1)])
    outlines = cell_rings(hexagons, hexagons.cells())
    with tempfile.TemporaryDirectory() as folder:
        data, out = Path(folder) / "data.npz", Path(folder) / "out.npz"
        np.savez(data, rings=rings, cells=cells, hexagons=outlines, x=x, y=y, runs=RUNS)
        areas_s, located_s = peer_run(data, out)
        theirs = np.load(out)
        our_areas_s, areas = timed(lambda: our_areas(grid, rings))
        our_located_s, located = timed(lambda: our_located(outlines, x, y))
        apart = np.abs(areas.ravel() - theirs["areas"]).max()
        other = int((located != theirs["located"]).sum())
    return [
        {
            "work": f"area of {PARKS} parks in each of {len(cells):,} cells (differs by {apart:.0e} m² at most)",
            "ours_s": our_areas_s,
            "peer": "shapely, tree and intersections",
            "peer_s": areas_s,
            "target": 10.0,
        },
        {
            "work": f"the hexagon of 1 M points among {len(outlines):,} ({other:,} points differ)",
            "ours_s": our_located_s,
            "peer": "shapely, tree of polygons",
            "peer_s": located_s,
            "target": 1.0,
        },
    ]


def parks() -> np.ndarray:
    """Rings of stars with many vertices, apart from each other: float64 (parks, vertices + 1, 2)."""
    rng = np.random.default_rng(4)
    across = int(np.ceil(PARKS**0.5))
    step = million.SIDE_M / across
    row, col = np.divmod(np.arange(PARKS), across)
    centre = np.column_stack([million.WEST + (col + 0.5) * step, million.SOUTH + (row + 0.5) * step])
    angle = np.linspace(0, 2 * np.pi, PARK_VERTICES, endpoint=False)
    far = rng.uniform(0.2, 0.48, (PARKS, PARK_VERTICES)) * step
    rings = centre[:, None] + far[..., None] * np.column_stack([np.cos(angle), np.sin(angle)])
    return np.concatenate([rings, rings[:, :1]], axis=1)


def our_areas(grid: Any, rings: np.ndarray) -> np.ndarray:
    from patrol_planner.algorithms.cells.polygonareas import polygon_areas

    offsets = np.arange(len(rings) + 1) * rings.shape[1]
    return polygon_areas(grid, rings.reshape(-1, 2), offsets, np.zeros(len(rings), dtype=bool))


def our_located(outlines: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    from patrol_planner.algorithms.control import Control
    from patrol_planner.processing.cells.locator import PolygonLocator
    from patrol_planner.processing.layers.geometries import polygon_geometries

    run = SimpleNamespace(control=Control())
    return PolygonLocator(list(polygon_geometries(outlines))).locate(run, x, y)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    seconds, found = [], None
    for _ in range(RUNS):
        start = time.perf_counter()
        found = work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds), found


def peer_run(data: Path, out: Path) -> list[float]:
    command = [str(peer_python()), str(Path(__file__).with_name("peer_shapely.py")), str(data), str(out)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip().splitlines()[-1])
    return [float(word) for word in done.stdout.split()]
