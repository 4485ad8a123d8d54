"""The ground that way-points can cover: the study area in small squares, and what places with a reach cover of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import fft
from scipy.spatial import ConvexHull, QhullError, cKDTree

from ..cells.polygonareas import polygon_shares
from ..control import Control

# So many squares, at least, over the box around the area; and at most, where the reach is short.
_SQUARES, _MOST_SQUARES = 60_000, 1_500_000
# How many squares a reach should hold.
_TO_A_REACH = 8


@dataclass(frozen=True)
class Ground:
    """A study area and a reach: ``share`` (rows, cols) of each square of ``side_m`` that lies inside, row 0 in the
    north; ``x_min``, ``y_max``: the north-west corner; ``reach_m``: how far a place reaches.
    """

    x_min: float
    y_max: float
    side_m: float
    share: np.ndarray
    reach_m: float

    @classmethod
    def of(
        cls, xy: np.ndarray, offsets: np.ndarray, hole: np.ndarray, reach_m: float, control: Control | None = None
    ) -> Ground:
        """Of closed rings, as polygon_areas has them.

        xy: vertices (v, 2), metres.
        offsets: where each ring begins (r + 1,).
        hole: whether it is one (r,).
        reach_m: how far a place reaches.
        control: progress and stop.
        """
        low, high = xy.min(axis=0), xy.max(axis=0)
        box = float(np.prod(np.maximum(high - low, 1e-6)))
        side = max(min((box / _SQUARES) ** 0.5, reach_m / _TO_A_REACH), (box / _MOST_SQUARES) ** 0.5)
        # A box far longer than wide has more squares than its area tells.
        side = max(side, float((high - low).max()) / _MOST_SQUARES)
        cols, rows = (int(size // side) + 1 for size in high - low)
        share = polygon_shares(float(low[0]), float(high[1]), side, rows, cols, xy, offsets, hole, control)
        return cls(float(low[0]), float(high[1]), side, share, reach_m)

    @classmethod
    def around(cls, x: np.ndarray, y: np.ndarray, reach_m: float, control: Control | None = None) -> Ground | None:
        """The convex hull of points (n,), metres; None where all lie on one line, which covers no ground."""
        xy = np.unique(np.column_stack([x, y]), axis=0)
        if len(xy) < 3:
            return None
        try:
            corners = xy[ConvexHull(xy).vertices]
        except QhullError:
            return None
        ring = np.vstack([corners, corners[:1]])
        return cls.of(ring, np.array([0, len(ring)]), np.array([False]), reach_m, control)

    @property
    def area_m2(self) -> float:
        return float(self.share.sum()) * self.side_m**2

    def covered(self, points: np.ndarray) -> float:
        """The share of the area within reach of any of points (p, 2): 0 to 1."""
        row, col = np.indices(self.share.shape)
        centres = np.column_stack([
            self.x_min + (col.ravel() + 0.5) * self.side_m, self.y_max - (row.ravel() + 0.5) * self.side_m
        ])  # fmt: skip
        away = cKDTree(points).query(centres)[0].reshape(self.share.shape)
        return float((_within(away, self.reach_m, self.side_m) * self.share).sum() / self.share.sum())

    def covered_by_chance(self, number: int) -> float:
        """The share that so many places cover on average that are drawn evenly from the area: 0 to 1."""
        met = 1.0 - (1.0 - self._met) ** number
        return float((met * self.share).sum() / self.share.sum())

    def reached_by_chance(self, x: np.ndarray, y: np.ndarray, number: int) -> np.ndarray:
        """How probable it is that one of such places reaches each point: float64 (n,)."""
        rows, cols = self.share.shape
        col = np.clip(np.floor((x - self.x_min) / self.side_m).astype(np.int64), 0, cols - 1)
        row = np.clip(np.floor((self.y_max - y) / self.side_m).astype(np.int64), 0, rows - 1)
        return np.asarray(1.0 - (1.0 - self._met[row, col]) ** number)

    @cached_property
    def _met(self) -> np.ndarray:
        """How probable it is that one place drawn from the area reaches each square: float64 (rows, cols)."""
        rows, cols = self.share.shape
        # Nothing is farther off than the other corner.
        far = min(self.reach_m / self.side_m + 1.0, float(np.hypot(rows, cols)))
        down, along = (min(int(np.ceil(far)), count) for count in (rows, cols))
        offsets = np.hypot(np.arange(-down, down + 1)[:, None], np.arange(-along, along + 1)[None, :])
        disc = _within(offsets * self.side_m, self.reach_m, self.side_m)
        shape = [fft.next_fast_len(size, real=True) for size in (rows + 2 * down, cols + 2 * along)]
        both = fft.irfft2(fft.rfft2(self.share, shape) * fft.rfft2(disc, shape), shape)
        return np.clip(both[down : down + rows, along : along + cols] / self.share.sum(), 0.0, 1.0)


def _within(away_m: np.ndarray, reach_m: float, side_m: float) -> np.ndarray:
    """Which part of a square whose centre is so far away lies within reach: 0 to 1, by a straight border."""
    return np.clip((reach_m - away_m) / side_m + 0.5, 0.0, 1.0)
