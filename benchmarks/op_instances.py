"""The orienteering problems of Tsiligirides (1984) and Chao (1996): places in the plane with a score, and a budget."""

from __future__ import annotations

import csv
import os
from pathlib import Path
from typing import NamedTuple

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
FOLDER = Path(os.environ.get("PATROL_DATA", ROOT.parent / "shared" / "data")) / "top" / "op"
OPTIMA = Path(__file__).with_name("data") / "op_optima.csv"


class Instance(NamedTuple):
    """``x``, ``y``, ``score``: (n,); the first place is the start, the second the end. ``budget``: the longest way."""

    name: str
    budget: float
    x: np.ndarray
    y: np.ndarray
    score: np.ndarray

    def distances(self) -> np.ndarray:
        return np.hypot(self.x[:, None] - self.x, self.y[:, None] - self.y)


def instances(words: tuple[str, ...] = ()) -> list[Instance]:
    """Those whose name holds one of the words; all without words."""
    paths = sorted(FOLDER.glob("*/*.txt"))
    if not paths:
        raise FileNotFoundError(f"no instances in {FOLDER}; PATROL_DATA names the folder of the data")
    return [read(path) for path in paths if not words or any(word in path.stem for word in words)]


def read(path: Path) -> Instance:
    head, *rows = [line.split() for line in path.read_text(encoding="ascii").splitlines() if line.strip()]
    x, y, score = np.array(rows, dtype=np.float64).T
    return Instance(path.stem, float(head[0]), x, y, score)


class Optimum(NamedTuple):
    """``score``: the highest known; ``bound``: none is higher; ``proven``: both are equal."""

    score: int
    bound: int
    proven: bool


def optima() -> dict[str, Optimum]:
    """What prove_orienteering.py has found, by the name of the instance."""
    if not OPTIMA.exists():
        return {}
    with OPTIMA.open(newline="", encoding="ascii") as lines:
        return {
            row["instance"]: Optimum(int(row["optimum"]), int(row["bound"]), row["proven"] == "yes")
            for row in csv.DictReader(lines)
        }
