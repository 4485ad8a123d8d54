"""Places along the streets, close together: where incidents, facilities and calls can be."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arrays import places_in_groups
from .streets import Streets

SPACING_M = 10.0
# Places lie so far beside the middle of the street at most.
ASIDE_M = 12.0


@dataclass(frozen=True)
class StreetPoints:
    """m places, about every 10 m of street; none on bridges.

    ``xy``: float64 (m, 2). ``along``: float64 (m, 2), unit vector along the street. ``length_m``: float64 (m,), the
    piece of street a place stands for. ``level``: int64 (m,), class of street.
    """

    xy: np.ndarray
    along: np.ndarray
    length_m: np.ndarray
    level: np.ndarray

    def __len__(self) -> int:
        return len(self.xy)

    def beside(self, which: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """A random spot by each of the places ``which`` (k,): within its piece of street, a little aside. (k, 2)."""
        along, length = self.along[which], self.length_m[which]
        across = along @ np.array([[0.0, 1.0], [-1.0, 0.0]])
        forward = length * rng.uniform(-0.5, 0.5, len(which))
        aside = np.clip(rng.normal(0.0, ASIDE_M / 2, len(which)), -ASIDE_M, ASIDE_M)
        return self.xy[which] + along * forward[:, None] + across * aside[:, None]


def make_street_points(streets: Streets) -> StreetPoints:
    """The places of all streets but the bridges."""
    paths = streets.paths[~streets.bridge]
    level = np.repeat(streets.level[~streets.bridge], 2)
    first = paths[:, :2].reshape(-1, 2)
    step = paths[:, 1:].reshape(-1, 2) - first
    length = np.hypot(step[:, 0], step[:, 1])
    pieces = np.maximum(np.rint(length / SPACING_M).astype(np.int64), 1)
    segment, within = places_in_groups(pieces)
    share = (within + 0.5) / pieces[segment]
    return StreetPoints(
        first[segment] + step[segment] * share[:, None],
        (step / length[:, None])[segment],
        (length / pieces)[segment],
        level[segment],
    )
