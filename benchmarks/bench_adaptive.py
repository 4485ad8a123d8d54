"""The adaptive kernel of 100,000 points on 1000 × 1000 cells, beside evaluating its formula pair by pair in NumPy."""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path
from typing import Any

import million
import numpy as np

POINTS, CELLS, CELL_M, BANDWIDTH_M = 100_000, 1000, 20.0, 250.0
RUNS = 3
# So many sums of the peer are timed, and its time scaled to all of them.
SUMS = 250


def rows() -> list[dict[str, Any]]:
    found = []
    for kernel in ("quartic", "gaussian"):
        ours, peer, error, memory = million.in_own_process(Path(__file__), kernel)
        found.append(
            {
                "work": f"adaptive {kernel} kernel, 100,000 points, 1000 × 1000 cells (error {error:.2%} of the peak)",
                "ours_s": ours,
                "memory_mb": memory,
                "peer": f"the formula in NumPy, {2 * SUMS} of 1.1 M sums timed",
                "peer_s": peer,
                "target": "≥ 200 ×, error ≤ 0.5 %",
            }
        )
    return found


def points() -> tuple[np.ndarray, np.ndarray]:
    """A city: half of the points around 200 places of different width, half anywhere."""
    rng = np.random.default_rng(3)
    side = CELLS * CELL_M
    place = rng.integers(0, 200, POINTS)
    around = rng.uniform(0, side, (200, 2))[place] + rng.normal(
        0, rng.uniform(60, 900, 200)[place][:, None], (POINTS, 2)
    )
    anywhere = rng.uniform(0, side, (POINTS, 2))
    return np.where(rng.random((POINTS, 1)) < 0.5, around, anywhere).clip(1, side - 1).T


def measure(name: str) -> None:
    import plugin_path  # noqa: F401

    from patrol_planner.algorithms.cells.grid import Grid
    from patrol_planner.algorithms.risk.adaptive import adaptive_bandwidths
    from patrol_planner.algorithms.risk.kernels import KERNELS
    from patrol_planner.algorithms.risk.kernelsums import smooth

    kernel = KERNELS[name]
    h = BANDWIDTH_M if name == "quartic" else BANDWIDTH_M * kernels_ratio()
    x, y = points()
    weight = np.ones(POINTS)
    grid = Grid.covering(0, 0, CELLS * CELL_M, CELLS * CELL_M, CELL_M)
    at_x, at_y = grid.centres()
    our_seconds, peer_seconds = [], []
    rng = np.random.default_rng(5)
    memory = 0.0
    for _ in range(RUNS):
        start = time.perf_counter()
        bandwidth = adaptive_bandwidths(kernel, x, y, weight, h)
        found = smooth(kernel, x, y, weight, bandwidth, at_x, at_y)
        our_seconds.append(time.perf_counter() - start)
        memory = memory or million.peak_mb()
        some = np.append(rng.integers(0, len(found), SUMS - 50), np.argsort(found)[-50:])
        start = time.perf_counter()
        for index in rng.integers(0, POINTS, SUMS):
            kernel_sum(name, (x[index] - x) ** 2 + (y[index] - y) ** 2, h)
        expected = np.array([kernel_sum(name, (at_x[i] - x) ** 2 + (at_y[i] - y) ** 2, bandwidth) for i in some])
        peer_seconds.append((time.perf_counter() - start) * (POINTS + CELLS**2) / (2 * SUMS))
    error = np.abs(found[some] - expected).max() / expected.max()
    print(statistics.median(our_seconds), statistics.median(peer_seconds), error, memory)


def kernels_ratio() -> float:
    """A Gaussian of the quartic kernel's own deviation."""
    return 8.0**-0.5


def kernel_sum(name: str, squared: np.ndarray, width: np.ndarray | float) -> float:
    area = np.square(width)
    ratio = squared / area
    if name == "quartic":
        return float((3 / np.pi / area * np.square(1 - np.minimum(ratio, 1))).sum())
    return float((np.exp(-ratio / 2) / (2 * np.pi * area)).sum())


if __name__ == "__main__":
    measure(sys.argv[1])
