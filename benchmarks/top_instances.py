"""The team orienteering problems of Chao (1996), sets 4 and 5: places with a score, routes with a longest way."""

from __future__ import annotations

import csv
import os
from pathlib import Path
from typing import NamedTuple

import numpy as np

# The list has 110: of the 67 sets of places that one route can visit there, enumerated, the three that are worth most
# together (an integer programme) are worth 95.
CORRECTED = {"p5.3.e": 95}

ROOT = Path(__file__).resolve().parent.parent
FOLDER = Path(os.environ.get("PATROL_DATA", ROOT.parent / "shared" / "data")) / "top"


class TeamInstance(NamedTuple):
    """``x``, ``y``, ``score``: (n,); the first place is every route's start, the second its end. ``budget``: the
    longest way of each of ``team`` routes. ``known``: the best score that is known.
    """

    name: str
    team: int
    budget: float
    x: np.ndarray
    y: np.ndarray
    score: np.ndarray
    known: int

    def distances(self) -> np.ndarray:
        return np.hypot(self.x[:, None] - self.x, self.y[:, None] - self.y)


def team_instances(number: int = 0) -> list[TeamInstance]:
    """So many of them, evenly through both sets; 0: all in which something can be scored."""
    path = FOLDER / "best_known.csv"
    if not path.exists():
        raise FileNotFoundError(f"no instances in {FOLDER}; PATROL_DATA names the folder of the data")
    with path.open(newline="", encoding="ascii") as lines:
        known = [(row["instance"], int(row["best_known"])) for row in csv.DictReader(lines)]
    known = [(name, CORRECTED.get(name.removesuffix(".txt"), score)) for name, score in known]
    # In some of them no place is near enough.
    known = [(name, score) for name, score in known if score > 0]
    some = range(len(known)) if number == 0 else np.linspace(0, len(known) - 1, number).round().astype(int).tolist()
    return [read(*known[place]) for place in some]


def read(name: str, known: int) -> TeamInstance:
    lines = (FOLDER / f"Set{name[1]}" / name).read_text(encoding="ascii").splitlines()
    head, rows = (
        dict(line.split() for line in lines[:3]),
        [line.split() for line in lines[3:] if line.strip()],
    )
    places = np.array(rows, dtype=np.float64)
    x, y, score = places[np.r_[0, len(places) - 1, 1 : len(places) - 1]].T
    return TeamInstance(name.removesuffix(".txt"), int(head["m"]), float(head["tmax"]), x, y, score, known)
