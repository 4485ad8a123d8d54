"""The cells of a grid by vertical strips, in which the borders between cells are straight lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable, ClassVar, Union

import numpy as np

from .grid import Grid
from .hexgrid import CORNER, HexagonGrid

# Strip, place across it and length down, (p,) each, to the coordinate that has whole numbers on a family of borders.
Border = Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray]


@dataclass(frozen=True)
class SquareStrips:
    """Square cells by column: a strip is one column. Lengths down are in cell sizes, from the north side of row 0.

    ``x_min``, ``y_max``: the north-west corner of all, metres; ``size``: the side of a cell, metres.
    """

    x_min: float
    y_max: float
    size: float
    rows: int
    cols: int
    # The row between the lines 0 and 1 is row 0, and line 0 is the north side.
    first_row: ClassVar[int] = 0
    first_line: ClassVar[int] = 0

    @property
    def strips(self) -> int:
        """How many strips there are."""
        return self.cols

    @property
    def unit_area_m2(self) -> float:
        """The area of 1 across times 1 down."""
        return self.size**2

    def place(self, xy: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Strips from the west, whole numbers at their borders, and lengths down: (v,) each."""
        return (xy[:, 0] - self.x_min) / self.size, (self.y_max - xy[:, 1]) / self.size

    @property
    def borders(self) -> tuple[Border, ...]:
        """For each family of borders between rows, the coordinate that has whole numbers on them."""
        return (lambda strip, across, down: down,)

    def southern_border(self, strip: np.ndarray, row: np.ndarray, across: np.ndarray) -> np.ndarray:
        """How far down the southern border of a row lies, (p,)."""
        return row + 1.0

    def passed_on(self, width: np.ndarray, moment: np.ndarray) -> np.ndarray:
        """The area, (rows, strips), below all the pieces that lie in rows further north.

        ``width``: Σ dx of these, ``moment``: Σ dx · mean place across, (rows, strips).
        """
        return width

    def by_cell(self, halves: np.ndarray) -> np.ndarray:
        """What belongs to each cell, (rows, cols), of what belongs to each row and strip, (rows, strips)."""
        return halves


@dataclass(frozen=True)
class HexagonStrips:
    """Hexagons by half a cell: a strip holds one half of a hexagon of each row, the western and eastern by turns.

    Lengths down are in sides of a hexagon, from the centre line of row 0; across a strip from 0 to 1. A western half
    is 1 high at its west side and 2 at its east side, an eastern one the other way round; centre lines are 1.5 apart.
    ``x_min``: the west side of the even rows; ``y_first``: the centre line of row 0; ``size``: of a cell, metres.
    """

    x_min: float
    y_first: float
    size: float
    rows: int
    cols: int
    # Between the lines 0 and 1 of both families lies row 2; two lines before line 0 bound row 0 in the north.
    first_row: ClassVar[int] = 2
    first_line: ClassVar[int] = -1

    @property
    def strips(self) -> int:
        """How many strips there are."""
        return 2 * self.cols + 1

    @property
    def unit_area_m2(self) -> float:
        """The area of 1 across times 1 down."""
        return CORNER * self.size * self.size / 2.0

    def place(self, xy: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Strips from the west, whole numbers at their borders, and lengths down: (v,) each."""
        return (xy[:, 0] - self.x_min) / (self.size / 2.0), (self.y_first - xy[:, 1]) / (CORNER * self.size)

    @property
    def borders(self) -> tuple[Border, ...]:
        """For each family of borders between rows, the coordinate that has whole numbers on them."""
        # The southern borders of the western halves lie at 1.5 · row + 0.5 + across / 2, those of the eastern ones at
        # 1.5 · row + 1 − across / 2. Every second row of a strip has its western half there.
        return (
            lambda strip, across, down: (down - across / 2.0 - 0.5 - 1.5 * (strip % 2)) / 3.0,
            lambda strip, across, down: (down + across / 2.0 - 1.0 - 1.5 * ((strip + 1) % 2)) / 3.0,
        )

    def southern_border(self, strip: np.ndarray, row: np.ndarray, across: np.ndarray) -> np.ndarray:
        """How far down the southern border of a row lies, (p,)."""
        western = (strip - row) % 2 == 0
        return 1.5 * row + np.where(western, 0.5 + across / 2.0, 1.0 - across / 2.0)

    def passed_on(self, width: np.ndarray, moment: np.ndarray) -> np.ndarray:
        """The area, (rows, strips), below all the pieces that lie in rows further north.

        ``width``: Σ dx of these, ``moment``: Σ dx · mean place across, (rows, strips).
        """
        western = (np.arange(width.shape[1]) - np.arange(width.shape[0])[:, None]) % 2 == 0
        return np.where(western, width + moment, 2.0 * width - moment)

    def by_cell(self, halves: np.ndarray) -> np.ndarray:
        """What belongs to each cell, (rows, cols), of what belongs to each row and strip, (rows, strips)."""
        cells = np.empty((self.rows, self.cols))
        for parity in (0, 1):
            own = halves[parity::2, parity : parity + 2 * self.cols]
            cells[parity::2] = own[:, 0::2] + own[:, 1::2]
        return cells


Strips = Union[SquareStrips, HexagonStrips]


def strips_of(grid: Grid) -> Strips:
    """The strips of a grid, whatever the shape of its cells."""
    if isinstance(grid, HexagonGrid):
        y_first = grid.y_max - CORNER * grid.cell_size_m
        return HexagonStrips(grid.x_min, y_first, grid.cell_size_m, grid.rows, grid.cols)
    return SquareStrips(grid.x_min, grid.y_max, grid.cell_size_m, grid.rows, grid.cols)
