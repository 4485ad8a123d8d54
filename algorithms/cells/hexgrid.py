"""The grid of hexagons: each cell as far from its six neighbours, so that no direction is preferred."""

from __future__ import annotations

import math

import numpy as np

from .grid import Grid, require_cell_count, require_cell_size

# Between the rows' centre lines, in cell sizes; and from a hexagon's centre to a corner.
ROW_STEP = math.sqrt(3.0) / 2.0
CORNER = 1.0 / math.sqrt(3.0)


class HexagonGrid(Grid):
    """Hexagons with a corner in the north; ``cell_size_m``: between neighbouring centres, so between opposite sides.

    Rows run west to east, row 0 in the north; the odd rows are shifted half a cell to the east. ``x_min`` is the west
    side of the even rows, ``y_max`` the north corner of row 0. A point belongs to the cell whose centre is nearest
    (of equally near ones to the northern, then to the eastern), so to exactly one.
    """

    @classmethod
    def covering(
        cls, x_min: float, y_min: float, x_max: float, y_max: float, cell_size_m: float, closed: bool = False
    ) -> HexagonGrid:
        """The grid over an extent, its centres on one lattice of the plane so that two runs align.

        x_min, y_min, x_max, y_max: the extent.
        cell_size_m: between the centres of two neighbours.
        closed: as Grid has it.

        It covers the extent with all of its sides, so ``closed`` makes no difference. Cells beside the extent, which
        the stagger needs, are outside the mask.
        """
        require_cell_size(cell_size_m)
        size, step, corner = cell_size_m, ROW_STEP * cell_size_m, CORNER * cell_size_m
        west = math.floor(x_min / size - 0.5) * size
        # The very arithmetic of flat_index, so that rounding cannot put the last point outside.
        cols = math.floor((x_max - west) / size) + 1
        # Two rows are one period of the stagger. Within half a corner of its centre line a row has no gaps.
        north = math.ceil((y_max - corner / 2) / (2 * step)) * 2 * step
        rows = math.ceil((north - corner / 2 - y_min) / step) + 1
        require_cell_count(rows, cols, cell_size_m)
        grid = cls(west, north + corner, size, rows, cols)
        x, y = grid.centres()
        # Beside the extent is what the nearest point of it does not belong to.
        at_x, at_y = np.clip(x, x_min, x_max), np.clip(y, y_min, y_max)
        near = grid.flat_index(at_x, at_y) == grid.cells()
        return cls(grid.x_min, grid.y_max, size, rows, cols, near.reshape(grid.shape))

    @property
    def cell_area_m2(self) -> float:
        return self.cell_size_m**2 * ROW_STEP

    def _first_of_the_plane(self) -> tuple[float, float]:
        """Which row (from the south) and column of the plane row 0 and column 0 are; whole where they align."""
        top = self.y_max - CORNER * self.cell_size_m
        return top / (ROW_STEP * self.cell_size_m), self.x_min / self.cell_size_m

    def flat_index(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """row · cols + col of the cell of each point, whether masked or not; −1 outside. int64 (n,)."""
        step = ROW_STEP * self.cell_size_m
        down = (self.y_max - CORNER * self.cell_size_m - y) / step
        upper = np.floor(down).astype(np.int64)
        candidates = [self._nearest_in_row(upper + below, x, down) for below in (0, 1)]
        (col, distance), (other_col, other_distance) = candidates
        lower = other_distance < distance
        row, col = np.where(lower, upper + 1, upper), np.where(lower, other_col, col)
        inside = (col >= 0) & (col < self.cols) & (row >= 0) & (row < self.rows)
        return np.where(inside, row * self.cols + col, -1)

    def _nearest_in_row(self, row: np.ndarray, x: np.ndarray, down: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The column of the nearest centre in a row, and its squared distance in cell sizes."""
        along = (x - self.x_min) / self.cell_size_m - 0.5 * (row % 2)
        col = np.floor(along)
        distance = (along - col - 0.5) ** 2 + ((down - row) * ROW_STEP) ** 2
        return col.astype(np.int64), distance

    def centres_of(self, cells: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """x and y of the centres of cells, by flat index."""
        row, col = np.divmod(cells, self.cols)
        x = self.x_min + (col + 0.5 + 0.5 * (row % 2)) * self.cell_size_m
        y = self.y_max - (CORNER + row * ROW_STEP) * self.cell_size_m
        return x, y

    def corners_of(self, cells: np.ndarray) -> np.ndarray:
        """The corners of cells, clockwise from the north: float64 (n, 6, 2), metres; shared ones equal to the bit."""
        row, col = np.divmod(cells, self.cols)
        # Counted in half cells to the east and half corners to the south.
        east = (2 * col + row % 2)[:, None] + np.array([1, 2, 2, 1, 0, 0])
        south = (3 * row)[:, None] + np.array([0, 1, 3, 4, 3, 1])
        x = self.x_min + east * (self.cell_size_m / 2.0)
        y = self.y_max - south * (CORNER * self.cell_size_m / 2.0)
        return np.stack([x, y], axis=2)
