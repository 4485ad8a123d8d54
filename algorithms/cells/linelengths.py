"""How many metres of lines lie in each cell of a grid, exactly, squares and hexagons."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..control import Control
from .cutting import along, batches, cut
from .grid import Grid
from .hexgrid import CORNER, HexagonGrid


def segments_of(xy: np.ndarray, offsets: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The straight segments of lines or rings: their ends (s, 2) each, and the line of each, int64 (s,).

    ``xy`` (v, 2): vertices; ``offsets`` (n + 1,): where each line begins.
    """
    begins = np.ones(len(xy), dtype=bool)
    begins[offsets[1:] - 1] = False
    here = np.flatnonzero(begins)
    line = np.repeat(np.arange(len(offsets) - 1), np.diff(offsets))[here]
    return xy[here], xy[here + 1], line


def pieces_in_cells(
    grid: Grid, start: np.ndarray, end: np.ndarray, control: Control | None = None
) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Segments cut at the borders of cells, some at a time: the segment, the cell and the metres of each piece.

    ``start``, ``end``: float64 (s, 2), metres. The cell is a flat index, −1 outside the grid. In a grid of hexagons
    the segments are cut at all three families of lines that make up its triangles, so some cuts lie within a cell.
    Along a border a piece belongs to the cell that holds the border's points.
    """
    control = control or Control()
    lines_at = _coordinates(grid, *_corners(grid))
    # A line more on each side, so that rounding cannot put a border of the grid outside.
    bounds = [(int(np.floor(at.min())) - 1, int(np.ceil(at.max())) + 1) for at in lines_at]
    starts, ends = (_coordinates(grid, points[:, 0], points[:, 1]) for points in (start, end))
    families = [(first, last, *bound) for first, last, bound in zip(starts, ends, bounds)]
    for chosen in batches(families):
        control.step(chosen.start, len(start))
        segment = np.arange(chosen.start, chosen.stop)
        from_, to = np.zeros(len(segment)), np.ones(len(segment))
        for first_at, last_at, first, last in families:
            begin, finish = (along(first_at[segment], last_at[segment], fraction) for fraction in (from_, to))
            pieces = cut(begin, finish, first, last)
            segment, from_, to = segment[pieces.edge], from_[pieces.edge], to[pieces.edge]
            from_, to = along(from_, to, pieces.begins), along(from_, to, pieces.ends)
        across = end[segment] - start[segment]
        middle = start[segment] + ((from_ + to) / 2.0)[:, None] * across
        yield segment, grid.flat_index(middle[:, 0], middle[:, 1]), (to - from_) * np.hypot(across[:, 0], across[:, 1])


def _corners(grid: Grid) -> tuple[np.ndarray, np.ndarray]:
    """x and y of the corners of the rectangle that holds every cell, masked or not."""
    south_west = (grid.rows - 1) * grid.cols
    cell_x, cell_y = grid.centres_of(np.array([0, grid.cols - 1, south_west, south_west + grid.cols - 1]))
    size = grid.cell_size_m
    west, east = cell_x.min() - size, cell_x.max() + size
    south, north = cell_y.min() - size, cell_y.max() + size
    return np.array([west, west, east, east]), np.array([south, north, south, north])


def _coordinates(grid: Grid, x: np.ndarray, y: np.ndarray) -> list[np.ndarray]:
    """For each family of lines that bound the cells, where points lie between them: whole numbers on the lines."""
    if not isinstance(grid, HexagonGrid):
        return [(x - grid.x_min) / grid.cell_size_m, (grid.y_max - y) / grid.cell_size_m]
    # From a hexagon's centre lines run to its corners and along its sides in three directions, half a cell apart.
    half = grid.cell_size_m / 2.0
    east, north = (x - grid.x_min) / half - 1.0, (y - grid.y_max + CORNER * grid.cell_size_m) / half
    return [east, (east + np.sqrt(3.0) * north) / 2.0, (np.sqrt(3.0) * north - east) / 2.0]
