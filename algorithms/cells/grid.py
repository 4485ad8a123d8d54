"""The grid: cells numbered row by row from the north-west like a raster; here square ones, hexagons in hexgrid.py."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from ..errors import PatrolError

MAX_CELLS = 5_000_000
# Ids of cells fit a field of 32 bits: of so many places, in rows of so many columns, each has one of its own.
_ID_PLACES, _ID_COLS = 2_000_000_000, 40_000
_JUST_BELOW = 1e-6
# Parts of a cell by which origins are told apart, and how far on (of all ids) each moves them.
_PARTS, _FAR_ON = 100, 381_966_011


@dataclass(frozen=True)
class Grid:
    """Square cells of ``cell_size_m`` metres, row 0 in the north, column 0 in the west.

    ``x_min``, ``y_max``: the north-west corner. A cell holds its west and north sides, not its east and south ones, so
    that every point lies in exactly one. ``mask``: bool (rows, cols), True inside the study area.
    """

    x_min: float
    y_max: float
    cell_size_m: float
    rows: int
    cols: int
    mask: np.ndarray = field(default=None)  # type: ignore[arg-type]  # set in __post_init__

    def __post_init__(self) -> None:
        require_cell_count(self.rows, self.cols, self.cell_size_m)
        if self.mask is None:
            object.__setattr__(self, "mask", np.ones((self.rows, self.cols), dtype=bool))
        if self.mask.shape != (self.rows, self.cols):
            raise PatrolError(
                "Grid: the mask is {mask}, the grid {grid}.", mask=self.mask.shape, grid=(self.rows, self.cols)
            )

    @classmethod
    def covering(
        cls, x_min: float, y_min: float, x_max: float, y_max: float, cell_size_m: float, closed: bool = False
    ) -> Grid:
        """The grid over an extent, its lines at multiples of the cell size so that two runs align.

        x_min, y_min, x_max, y_max: the extent.
        cell_size_m: the side of a cell.
        closed: also points on the extent's own south and east sides get a cell (the extent of points, not of an area),
        which takes one more row or column where such a side lies on a grid line.
        """
        require_cell_size(cell_size_m)
        first_col, end_row = math.floor(x_min / cell_size_m), math.ceil(y_max / cell_size_m)
        west, north = first_col * cell_size_m, end_row * cell_size_m
        if closed:
            # The very arithmetic of flat_index, so that rounding cannot put the last point outside.
            cols = math.floor((x_max - west) / cell_size_m) + 1
            rows = math.floor((north - y_min) / cell_size_m) + 1
        else:
            cols = max(math.ceil(x_max / cell_size_m) - first_col, 1)
            rows = max(end_row - math.floor(y_min / cell_size_m), 1)
        require_cell_count(rows, cols, cell_size_m)
        return cls(west, north, cell_size_m, rows, cols)

    def within(self, area: np.ndarray) -> Grid:
        """The same grid, cut to another mask too: bool (rows, cols)."""
        return type(self)(self.x_min, self.y_max, self.cell_size_m, self.rows, self.cols, self.mask & area)

    @property
    def shape(self) -> tuple[int, int]:
        return (self.rows, self.cols)

    @property
    def cell_area_m2(self) -> float:
        return self.cell_size_m**2

    def flat_index(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """row · cols + col of the cell of each point, whether masked or not; −1 outside. int64 (n,)."""
        col = np.floor((x - self.x_min) / self.cell_size_m).astype(np.int64)
        row = np.floor((self.y_max - y) / self.cell_size_m).astype(np.int64)
        inside = (col >= 0) & (col < self.cols) & (row >= 0) & (row < self.rows)
        return np.where(inside, row * self.cols + col, -1)

    def cell_index(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """As flat_index, but −1 outside the study area (the mask) too."""
        flat = self.flat_index(x, y)
        return np.where((flat >= 0) & self.mask.ravel()[flat], flat, -1)

    def cells(self) -> np.ndarray:
        """The flat index of every cell of the study area, ascending."""
        return np.flatnonzero(self.mask)

    def place_ids(self, cells: np.ndarray) -> np.ndarray:
        """The cell_id of cells, by flat index: int64 (n,), 0 … 2·10⁹ − 1, no two alike in a grid.

        It names the place and not the cell's position in this grid: it is made of row and column counted from the
        CRS's origin, so that grids of one cell size, shape and CRS agree on it whatever their extents. Two places share
        one only where multiples of 40,000 columns and of 50,000 rows lie between them. Grids of another cell size count
        other rows, so that their ids do not meet in one city either; those of a template whose lines run elsewhere are
        moved on by how far.
        """
        row, col = np.divmod(cells, self.cols)
        north, west = self._first_of_the_plane()
        # A grid whose origin lies just between two of the plane's columns must not fall to one and then to the other.
        first_row, first_col = (math.floor(place + 0.5 - _JUST_BELOW) for place in (north, west))
        down, along = (round((place - whole) * _PARTS) for place, whole in ((north, first_row), (west, first_col)))
        cols = _ID_COLS
        while cols < self.cols:
            cols *= 2
        while _ID_PLACES // cols < self.rows:
            cols //= 2
        place = (first_row - row) % (_ID_PLACES // cols) * cols + (first_col + col) % cols
        return (place + (down * _PARTS + along) * _FAR_ON) % _ID_PLACES

    def _first_of_the_plane(self) -> tuple[float, float]:
        """Which row (from the south) and column of the plane row 0 and column 0 are; whole where they align."""
        return self.y_max / self.cell_size_m - 1.0, self.x_min / self.cell_size_m

    def centres(self) -> tuple[np.ndarray, np.ndarray]:
        """x and y of the centre of each cell of the study area, in the order of cells()."""
        return self.centres_of(self.cells())

    def centres_of(self, cells: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """x and y of the centres of cells, by flat index."""
        row, col = np.divmod(cells, self.cols)
        x = self.x_min + (col + 0.5) * self.cell_size_m
        y = self.y_max - (row + 0.5) * self.cell_size_m
        return x, y

    def corners_of(self, cells: np.ndarray) -> np.ndarray:
        """The corners of cells, clockwise from the north-west: float64 (n, 4, 2), metres.

        A corner that cells share is the same number to the last bit in each, so that they can be merged.
        """
        row, col = np.divmod(cells, self.cols)
        x = self.x_min + (col[:, None] + np.array([0, 1, 1, 0])) * self.cell_size_m
        y = self.y_max - (row[:, None] + np.array([0, 0, 1, 1])) * self.cell_size_m
        return np.stack([x, y], axis=2)


def require_cell_size(cell_size_m: float) -> None:
    """Raise when a cell size is no length."""
    if not (cell_size_m > 0 and math.isfinite(cell_size_m)):
        raise PatrolError("The cell size must be greater than 0 metres, not {cell_size_m:g}.", cell_size_m=cell_size_m)


class TooManyCells(PatrolError):
    """A grid would have more cells than a desktop can show."""


def require_cell_count(rows: int, cols: int, cell_size_m: float) -> None:
    """Raise TooManyCells when a grid would have more than a desktop can show."""
    count = rows * cols
    if count > MAX_CELLS:
        wanted = cell_size_m * math.sqrt(count / MAX_CELLS)
        raise TooManyCells(
            "A cell size of {cell_size_m:g} m would make {n:,} cells ({rows:,} × {cols:,}); the limit is "
            "{max_cells:,}. Use cells of at least {larger:,} m, or a smaller study area.",
            cell_size_m=cell_size_m,
            n=count,
            rows=rows,
            cols=cols,
            max_cells=MAX_CELLS,
            larger=math.ceil(wanted),
        )
