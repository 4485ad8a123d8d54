"""The study area, for what a kernel loses across its border: as a raster of shares, or as polygons."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.ndimage import distance_transform_edt

from ..control import Control
from .grid import Grid
from .polygonareas import polygon_shares

_WHOLE = 1.0 - 1e-9


@dataclass(frozen=True)
class AreaRaster:
    """``share``: which part of each square lies inside the area, 0–1, float64 (rows, cols); row 0 in the north.

    ``x_min``, ``y_max``: the north-west corner; ``pixel_m``: the side of a square. Outside the raster is outside.
    """

    x_min: float
    y_max: float
    pixel_m: float
    share: np.ndarray

    def depth_m(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """How far inside the area each point surely lies, 0 near the border and outside: float64 (n,), metres."""
        rows, cols = self.share.shape
        depth = self._depth
        col = np.clip(np.floor((x - self.x_min) / self.pixel_m).astype(np.int64) + 1, 0, cols + 1)
        row = np.clip(np.floor((self.y_max - y) / self.pixel_m).astype(np.int64) + 1, 0, rows + 1)
        # Between squares it is measured from centre to centre: half a diagonal less on either side.
        return np.maximum(depth[row, col] - np.sqrt(2.0), 0.0) * self.pixel_m

    @cached_property
    def _depth(self) -> np.ndarray:
        """From the centre of each square to that of the nearest not wholly inside, in squares, with a margin of one."""
        return distance_transform_edt(np.pad(self.share >= _WHOLE, 1))

    @cached_property
    def _cumulated(self) -> np.ndarray:
        """The area north-west of each corner of the squares, in squares: float64 (rows + 1, cols + 1)."""
        return np.pad(self.share.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))

    def box_areas_m2(self, x_edges: np.ndarray, y_edges: np.ndarray) -> np.ndarray:
        """The area inside each box between ascending edges: float64 (len(y_edges) − 1, len(x_edges) − 1), south first.

        Exact for shares that are even within a square: the integral over x and y is bilinear between its corners.
        """
        rows, cols = self.share.shape
        col = np.clip((x_edges - self.x_min) / self.pixel_m, 0.0, cols)
        row = np.clip((self.y_max - y_edges) / self.pixel_m, 0.0, rows)
        along = _between(self._cumulated, col, axis=1)
        boxes = -np.diff(np.diff(_between(along, row, axis=0), axis=1), axis=0)
        return boxes * self.pixel_m**2


@dataclass(frozen=True)
class AreaPolygons(AreaRaster):
    """An area bounded by polygons; the raster only tells where its border is near, and may be coarse.

    ``xy`` (v, 2), ``offsets`` (r + 1,), ``hole`` (r,): closed rings as in coverage.polygon_areas, which must not
    overlap.
    """

    xy: np.ndarray
    offsets: np.ndarray
    hole: np.ndarray

    @classmethod
    def over(
        cls, raster_of: Grid, xy: np.ndarray, offsets: np.ndarray, hole: np.ndarray, control: Control
    ) -> AreaPolygons:
        """The area of rings with a raster of a grid's squares over all of it.

        raster_of: the squares; their masks do not matter.
        xy: vertices (v, 2), metres.
        offsets: where each ring begins (r + 1,).
        hole: whether a ring is one (r,).
        control: progress and stop.
        """
        place = raster_of.x_min, raster_of.y_max, raster_of.cell_size_m
        return cls(*place, polygon_shares(*place, *raster_of.shape, xy, offsets, hole, control), xy, offsets, hole)

    def box_areas_m2(self, x_edges: np.ndarray, y_edges: np.ndarray) -> np.ndarray:
        """As for a raster, exactly, whatever its squares; edges must lie as far apart along both axes, all of them."""
        side = float(x_edges[-1] - x_edges[0]) / (len(x_edges) - 1)
        place = float(x_edges[0]), float(y_edges[-1]), side
        share = polygon_shares(*place, len(y_edges) - 1, len(x_edges) - 1, self.xy, self.offsets, self.hole)
        return share[::-1] * side**2

    def within(self, template: AreaRaster) -> AreaRaster:
        """What of the area lies in a raster of the same squares."""
        place = template.x_min, template.y_max, template.pixel_m
        return _AreaOfBoth(*place, self.share * template.share, self, template)


@dataclass(frozen=True)
class _AreaOfBoth(AreaRaster):
    """Polygons and a raster of whole squares: a box has the share of both, which is exact but where both end in it."""

    polygons: AreaPolygons
    template: AreaRaster

    def box_areas_m2(self, x_edges: np.ndarray, y_edges: np.ndarray) -> np.ndarray:
        """As AreaPolygons has it."""
        boxes = np.outer(np.diff(y_edges), np.diff(x_edges))
        return self.polygons.box_areas_m2(x_edges, y_edges) * self.template.box_areas_m2(x_edges, y_edges) / boxes


def _between(sums: np.ndarray, places: np.ndarray, axis: int) -> np.ndarray:
    """Values at places between the entries along an axis, by straight lines."""
    first = np.minimum(places.astype(np.int64), sums.shape[axis] - 2)
    part = places - first
    part = part[None, :] if axis == 1 else part[:, None]
    return sums.take(first, axis=axis) * (1.0 - part) + sums.take(first + 1, axis=axis) * part
