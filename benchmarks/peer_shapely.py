"""shapely's half of bench_polygons: run by the interpreter of the benchmarks' environment, which has shapely."""

from __future__ import annotations

import statistics
import sys
import time

import numpy as np
import shapely


def areas(rings: np.ndarray, cells: np.ndarray) -> np.ndarray:
    """The area of polygons in each cell: of those that cross its border by intersection."""
    polygons = shapely.polygons(shapely.linearrings(rings))
    boxes = shapely.box(*cells.T)
    found = np.zeros(len(cells))
    polygon, cell = shapely.STRtree(boxes).query(polygons, predicate="intersects")
    np.add.at(found, cell, shapely.area(shapely.intersection(polygons[polygon], boxes[cell])))
    return found


def located(rings: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The first polygon that holds each point, −1 for none."""
    polygons = shapely.polygons(shapely.linearrings(rings))
    point, polygon = shapely.STRtree(polygons).query(shapely.points(x, y), predicate="intersects")
    found = np.full(len(x), len(polygons))
    np.minimum.at(found, point, polygon)
    return np.where(found < len(polygons), found, -1)


def main(data: str, out: str) -> None:
    given = np.load(data)
    work = {
        "areas": lambda: areas(given["rings"], given["cells"]),
        "located": lambda: located(given["hexagons"], given["x"], given["y"]),
    }
    found, medians = {}, []
    for name, run in work.items():
        seconds = []
        for _ in range(int(given["runs"])):
            start = time.perf_counter()
            found[name] = run()
            seconds.append(time.perf_counter() - start)
        medians.append(statistics.median(seconds))
    np.savez(out, **found)
    print(*medians)


if __name__ == "__main__":
    main(*sys.argv[1:])
