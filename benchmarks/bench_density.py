"""Quartic density of a million points on 1000 × 1000 cells, beside QGIS's own heatmap in the same process."""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import million
import numpy as np

CELL_M, RADIUS_M, RUNS = 20.0, 250.0, 5


def rows() -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "incidents.gpkg"
        million.write_incidents(path)
        ours, peer, agreement = million.in_own_process(Path(__file__), "both", str(path))
        (memory,) = million.in_own_process(Path(__file__), "memory")
        grid_s, sums_s = million.in_own_process(Path(__file__), "sums")
    return [
        {
            "work": "quartic density, 1 M points, 1000 × 1000 cells, on a lattice (gridkernel)",
            "ours_s": grid_s,
            "peer": "our sums at any places (kernelsums)",
            "peer_s": sums_s,
            "target": 2.0,
        },
        {
            "work": f"quartic density, 1 M points, 1000 × 1000 cells (differs by {agreement:.1%} of the peak at most)",
            "ours_s": ours,
            "memory_mb": memory,
            "peer": "QGIS heatmap, in C++",
            "peer_s": peer,
            "target": "≥ 100 ×, ≤ 700 MB",
        },
    ]


def density() -> tuple[Any, np.ndarray]:
    import plugin_path  # noqa: F401

    from patrol_planner.algorithms.cells.grid import Grid
    from patrol_planner.algorithms.risk.gridkernel import kernel_density

    x, y = million.coordinates()
    weight = np.ones(len(x))
    grid = Grid.covering(
        million.WEST, million.SOUTH, million.WEST + million.SIDE_M, million.SOUTH + million.SIDE_M, CELL_M
    )
    return (lambda: kernel_density(grid, x, y, weight, RADIUS_M)), grid


def both(path: str) -> None:
    """Ours and QGIS's in turn; prints the medians and the greatest difference. Reading is not counted for either."""
    from qgis.analysis import QgsKernelDensityEstimation
    from qgis.core import QgsApplication, QgsVectorLayer

    application = QgsApplication([], False)
    application.initQgis()
    ours, grid = density()
    layer = QgsVectorLayer(f"{path}|layername=incidents", "incidents", "ogr")
    features = [feature for feature in layer.getFeatures()]
    raster = path + ".tif"
    ours()  # the first run pays for imports and fresh memory
    our_seconds, peer_seconds = [], []
    for _ in range(RUNS):
        start = time.perf_counter()
        found = ours()
        our_seconds.append(time.perf_counter() - start)
        peer_seconds.append(heatmap(layer, features, raster, QgsKernelDensityEstimation))
    print(statistics.median(our_seconds), statistics.median(peer_seconds), difference(found, raster, grid))
    sys.stdout.flush()
    os._exit(0)


def by_sums() -> None:
    """On the grid's lattice and by the sums that serve adaptive kernels and hexagons, in turn; prints the medians."""
    on_lattice, grid = density()
    from patrol_planner.algorithms.risk.kernels import KERNELS
    from patrol_planner.algorithms.risk.kernelsums import smooth

    x, y = million.coordinates()
    width, weight = np.full(len(x), RADIUS_M), np.ones(len(x))
    at_x, at_y = grid.centres()
    seconds: list[list[float]] = [[], []]
    for _ in range(3):
        for times, work in zip(
            seconds, (on_lattice, lambda: smooth(KERNELS["quartic"], x, y, weight, width, at_x, at_y))
        ):
            start = time.perf_counter()
            work()
            times.append(time.perf_counter() - start)
    print(*map(statistics.median, seconds))


def heatmap(layer: Any, features: list[Any], raster: str, estimation: Any) -> float:
    parameters = estimation.Parameters()
    parameters.source = layer
    parameters.radius = RADIUS_M
    parameters.pixelSize = CELL_M
    parameters.shape = estimation.KernelShape.KernelQuartic
    parameters.outputValues = estimation.OutputValues.OutputRaw
    peer = estimation(parameters, raster, "GTiff")
    start = time.perf_counter()
    peer.prepare()
    for feature in features:
        peer.addFeature(feature)
    peer.finalise()
    return time.perf_counter() - start


def difference(found: np.ndarray, raster: str, grid: Any) -> float:
    """Greatest difference from QGIS's raster, interpolated at its pixels, as a share of the peak."""
    from osgeo import gdal
    from scipy.ndimage import map_coordinates

    opened = gdal.Open(raster)
    west, size, _, north, _, _ = opened.GetGeoTransform()
    theirs = np.frombuffer(opened.ReadRaster(buf_type=gdal.GDT_Float32), dtype=np.float32)
    theirs = np.maximum(theirs.reshape(opened.RasterYSize, opened.RasterXSize), 0) * 3 / (np.pi * RADIUS_M**2) * 1e6
    row = (grid.y_max - (north - (np.arange(theirs.shape[0]) + 0.5) * size)) / CELL_M - 0.5
    col = (west + (np.arange(theirs.shape[1]) + 0.5) * size - grid.x_min) / CELL_M - 0.5
    rows_in, cols_in = (row >= 0) & (row <= grid.rows - 1), (col >= 0) & (col <= grid.cols - 1)
    places = np.meshgrid(row[rows_in], col[cols_in], indexing="ij")
    ours = map_coordinates(found, places, order=3)
    return float(np.abs(ours - theirs[np.ix_(rows_in, cols_in)]).max() / ours.max())


if __name__ == "__main__":
    if sys.argv[1] == "both":
        both(sys.argv[2])
    elif sys.argv[1] == "sums":
        by_sums()
    else:
        run, _ = density()
        run()
        print(million.peak_mb())
