"""Where the cells of a forecast are, which lie around which, and how far what happens at a spot reaches into them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from ..errors import PatrolError

# Centres of a square's eight neighbours lie within 1.42 of its sides, those of the next ring from 2 to 2.83 of them.
_RINGS = ((0.0, 1.5), (1.5, 2.9))
# A Gaussian is cut off at so many standard deviations.
_REACH = 3.0


@dataclass(frozen=True)
class Places:
    """Centres ``x``, ``y`` (metres) and ``area_m2`` of the cells, (cells,) each."""

    x: np.ndarray
    y: np.ndarray
    area_m2: np.ndarray

    def __post_init__(self) -> None:
        if not len(self.x) == len(self.y) == len(self.area_m2):
            raise PatrolError("Every cell needs a centre and an area.")
        if not (self.area_m2 > 0).all():
            raise PatrolError("The area of every cell must be more than 0.")

    def __len__(self) -> int:
        return len(self.x)

    @cached_property
    def side_m(self) -> np.ndarray:
        """The side of a square of each cell's area, (cells,)."""
        return np.sqrt(self.area_m2)

    @cached_property
    def usual_side_m(self) -> float:
        """The side of the cell in the middle."""
        return float(np.median(self.side_m))

    @cached_property
    def rings(self) -> tuple[Any, Any]:
        """The cells around each and those around these: sparse (cells, cells) each.

        Times counts, they give the mean of a ring for as much area as the cell has.
        """
        cell, other = self.near(_RINGS[-1][1] * self.side_m, self.x, self.y)
        away = np.hypot(self.x[cell] - self.x[other], self.y[cell] - self.y[other]) / self.side_m[cell]
        first, second = (self._ring(cell, other, (away > least) & (away <= most)) for least, most in _RINGS)
        return first, second

    @cached_property
    def blur(self) -> Any:
        """What becomes of counts when incidents move by a Gaussian as wide as a usual cell: sparse (cells, cells).

        Four times in a row is one Gaussian of twice the width.
        """
        return self.reached_from(self.x, self.y, self.usual_side_m)

    def reached_from(self, x: np.ndarray, y: np.ndarray, width_m: float) -> Any:
        """The share of what happens at spots (n,) that a Gaussian of that width puts into each cell: sparse (cells, n).

        Cells count as squares around their centres.
        """
        from scipy.sparse import csr_matrix
        from scipy.special import ndtr

        cell, spot = self.near(_REACH * width_m + self.side_m / 2.0, x, y)
        share = np.ones(len(cell))
        for ours, theirs in ((self.x, x), (self.y, y)):
            away, half = ours[cell] - theirs[spot], self.side_m[cell] / 2.0
            share *= ndtr((away + half) / width_m) - ndtr((away - half) / width_m)
        return csr_matrix((share, (cell, spot)), shape=(len(self), len(x)))

    def near(self, within_m: np.ndarray, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Each cell with each spot that is so near to its centre: int (k,) and (k,)."""
        from scipy.spatial import cKDTree

        found = cKDTree(np.column_stack([x, y])).query_ball_point(
            np.column_stack([self.x, self.y]), within_m, return_sorted=False
        )
        number = np.fromiter((len(one) for one in found), dtype=np.int64, count=len(found))
        spots = np.concatenate([np.asarray(one, dtype=np.int64) for one in found]) if number.sum() else np.zeros(0, int)
        return np.repeat(np.arange(len(self)), number), spots

    def _ring(self, cell: np.ndarray, other: np.ndarray, chosen: np.ndarray) -> Any:
        from scipy.sparse import csr_matrix

        cell, other = cell[chosen], other[chosen]
        around = np.bincount(cell, self.area_m2[other], minlength=len(self))
        share = self.area_m2[cell] / around[cell]
        return csr_matrix((share, (cell, other)), shape=(len(self), len(self)))
