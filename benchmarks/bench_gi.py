"""Gi* of 10,000 cells with 999 conditional permutations, beside esda's G_Local on the same data, one core each."""

from __future__ import annotations

import statistics
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
from peer_venv import peer_python

SIDE, PERMUTATIONS, RUNS = 100, 999, 3
TARGET = 10.0


def rows() -> list[dict[str, Any]]:
    value, pairs = cells()
    ours, scores = our_run(value, pairs)
    table = []
    with tempfile.TemporaryDirectory() as folder:
        data, out = Path(folder) / "data.npz", Path(folder) / "out.npz"
        np.savez(data, value=value, pairs=pairs, permutations=PERMUTATIONS, runs=RUNS)
        for peer, words in (("esda G_Local with numba", []), ("esda G_Local without numba", ["without-numba"])):
            seconds = peer_run(data, out, words)
            theirs = np.load(out)
            # Two-sided and one-sided; esda's lower tail leaves out sums that are equal.
            upper = scores.z > 0
            apart = np.median(np.abs(scores.p_permuted[upper] / 2 - theirs["p"][upper]))
            difference = np.abs(scores.z - theirs["z"]).max()
            table.append(
                {
                    "work": f"Gi*, {SIDE * SIDE:,} cells, {PERMUTATIONS} permutations (z differs by {difference:.0e} "
                    f"at most, p by {apart:.3f} in the median)",
                    "ours_s": ours,
                    "peer": peer,
                    "peer_s": seconds,
                    "target": TARGET,
                }
            )
    return table


def cells() -> tuple[np.ndarray, np.ndarray]:
    """Counts with a hot and a cold part, and the pairs of cells that share an edge or a corner."""
    import plugin_path  # noqa: F401

    from patrol_planner.algorithms.cells.neighbours import grid_neighbours

    value = np.random.default_rng(1).poisson(3.0, (SIDE, SIDE)).astype(float)
    value[10:20, 10:20] += 4
    value[60:80, 50:70] = 0
    return value.ravel(), grid_neighbours(np.ones((SIDE, SIDE), dtype=bool), corners=True)


def our_run(value: np.ndarray, pairs: np.ndarray) -> tuple[float, Any]:
    from patrol_planner.algorithms.hotspots.getisord import GiSettings, gi_scores

    settings = GiSettings(permutations=PERMUTATIONS)
    seconds = []
    for _ in range(RUNS):
        start = time.perf_counter()
        scores = gi_scores(value, pairs, settings)
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds), scores


def peer_run(data: Path, out: Path, words: list[str]) -> float:
    script = Path(__file__).with_name("peer_esda.py")
    command = [str(peer_python()), str(script), str(data), str(out), *words]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip().splitlines()[-1])
    return float(done.stdout.split()[-1])
