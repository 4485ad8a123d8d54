"""Planted hotspots: compact patches of one to sixteen cells, each of one kind, some in the centres of the city."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..cells.grid import Grid
from ..errors import PatrolError
from .lattice import PRIMARY, RESIDENTIAL, SECONDARY, SERVICE, TERTIARY
from .sizes import CELL_SIZE_M, CitySize
from .streetpoints import StreetPoints

# Kinds in the order they are planted.
KINDS = ("nightlife", "shopping", "housing", "transport", "school")
_CENTRAL = {"nightlife", "shopping", "transport"}
# Exponent of the fall-off: 2 would be a bell, infinity a box. 5 keeps the edges soft and the hot cells clear of the
# rest.
_FLATNESS = 5
# In half sides: farther out the weight is below 1e-10.
_REACH = 1.9
# A hotspot of a centre lies about this far from it.
_DRIFT_M = 300.0


@dataclass(frozen=True)
class Hotspots:
    """h planted hotspots, numbered 1…h in this order.

    ``kind``: names from KINDS. ``xy``: float64 (h, 2), centres. ``half_m``: float64 (h,), half of the side.
    ``strength``: float64 (h,), share of all hotspot incidents; the sum is 1. ``cells``: per hotspot, the flat index of
    the cells it covers.
    """

    kind: tuple[str, ...]
    xy: np.ndarray
    half_m: np.ndarray
    strength: np.ndarray
    cells: tuple[np.ndarray, ...]

    def __len__(self) -> int:
        return len(self.kind)

    def weight(self, which: int, xy: np.ndarray) -> np.ndarray:
        """How strongly hotspot ``which`` acts at places (m, 2): near 1 inside, steeply down to 0 outside. (m,)."""
        scaled = (xy - self.xy[which]) / (0.95 * self.half_m[which])
        far = (np.abs(scaled) > _REACH).any(axis=1)
        return np.where(far, 0.0, np.exp(-(np.minimum(np.abs(scaled), _REACH) ** _FLATNESS).sum(axis=1)))


def make_centres(size: CitySize, points: StreetPoints, rng: np.random.Generator) -> np.ndarray:
    """The city's main centre and its lesser ones, well apart. float64 (centres, 2)."""
    middle = size.centre
    candidates = points.xy[points.level >= SECONDARY]
    inner = np.abs(candidates - middle).max(axis=1) < 0.4 * size.side_m
    candidates = candidates[inner]
    centres = [middle + rng.uniform(-0.03, 0.03, 2) * size.side_m]
    for _ in range(size.centres - 1):
        tried = candidates[rng.integers(0, len(candidates), 12)]
        gaps = np.hypot(*(tried[:, None] - np.array(centres)[None]).transpose(2, 0, 1)).min(axis=1)
        centres.append(tried[np.argmax(gaps)])
    return np.array(centres)


def plant_hotspots(
    size: CitySize, grid: Grid, points: StreetPoints, centres: np.ndarray, rng: np.random.Generator
) -> Hotspots:
    """Hotspots on cells with streets, no two of them touching.

    size: how many, and how wide each is.
    grid: the cells they are planted on.
    points: places along the streets.
    centres: of the city, float64 (k, 2): some kinds lie near them.
    rng: everything random.
    """
    street_m = np.bincount(
        grid.flat_index(points.xy[:, 0], points.xy[:, 1]), points.length_m, minlength=grid.rows * grid.cols
    ).reshape(grid.shape)
    free = street_m > 0.6 * np.median(street_m)
    kinds, places, cells = [], [], []
    for number, side in enumerate(size.hotspot_sides):
        kind = KINDS[number % len(KINDS)]
        windows = np.lib.stride_tricks.sliding_window_view(free, (side, side)).all(axis=(2, 3))
        rows, cols = np.nonzero(windows)
        if len(rows) == 0:
            raise PatrolError(
                "Sample city: no room is left for planted hotspot {number}. Use another seed.", number=number + 1
            )
        x = grid.x_min + (cols + side / 2) * CELL_SIZE_M
        y = grid.y_max - (rows + side / 2) * CELL_SIZE_M
        if kind in _CENTRAL:
            target = centres[number % len(centres)]
        else:
            target = size.centre + rng.uniform(-0.42, 0.42, 2) * size.side_m
        best = np.argmax(rng.gumbel(0.0, 0.5, len(x)) - np.hypot(x - target[0], y - target[1]) / _DRIFT_M)
        row, col = rows[best], cols[best]
        inside_rows, inside_cols = np.meshgrid(np.arange(row, row + side), np.arange(col, col + side), indexing="ij")
        cells.append((inside_rows * grid.cols + inside_cols).ravel())
        free[max(row - 1, 0) : row + side + 1, max(col - 1, 0) : col + side + 1] = False
        kinds.append(kind)
        places.append((x[best], y[best]))
    sides = np.array(size.hotspot_sides, dtype=np.float64)
    strength = sides**2 * rng.uniform(0.85, 1.5, len(sides))
    xy = np.array(places) + rng.uniform(-15.0, 15.0, (len(sides), 2))
    return Hotspots(tuple(kinds), xy, sides * CELL_SIZE_M / 2, strength / strength.sum(), tuple(cells))


def background_weight(
    points: StreetPoints, centres: np.ndarray, size: CitySize, rng: np.random.Generator
) -> np.ndarray:
    """How likely an ordinary incident is at each place: more on main roads, in centres and in some quarters. (m,)."""
    by_level = np.zeros(5)
    by_level[[RESIDENTIAL, TERTIARY, SECONDARY, PRIMARY, SERVICE]] = [1.0, 1.15, 1.4, 1.6, 0.6]
    weight = points.length_m * by_level[points.level]
    reach = 0.07 * size.side_m + 150.0
    near = np.zeros(len(points))
    for centre in centres:
        near += np.exp(-((points.xy - centre) ** 2).sum(axis=1) / (2 * reach**2))
    quarter = np.zeros(len(points))
    for _ in range(6):
        wave = rng.normal(0.0, 1.0, 2) * 2 * np.pi / (0.5 * size.side_m)
        quarter += np.cos((points.xy - size.centre) @ wave + rng.uniform(0.0, 2 * np.pi))
    return weight * (1 + 0.8 * np.minimum(near, 1.0)) * np.exp(0.12 * quarter)
