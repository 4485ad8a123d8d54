"""cell_id names the place: the same in every grid that has the cell, another in every other place."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patrol_planner.algorithms.cells.grid import MAX_CELLS, Grid
from patrol_planner.algorithms.cells.hexgrid import HexagonGrid

SHAPES = [Grid, HexagonGrid]


def by_place(grid: Grid, cells: np.ndarray) -> dict[tuple[int, int], int]:
    """The id of each cell, by its centre in centimetres."""
    # Off by a share of a centimetre that no size of cells has, or halves of one would be rounded either way.
    x, y = (np.rint(along * 100 + np.e / 10).astype(int).tolist() for along in grid.centres_of(cells))
    places = zip(x, y)
    return dict(zip(places, grid.place_ids(cells).tolist()))


@pytest.mark.parametrize("shape", SHAPES)
@given(
    st.floats(-3e5, 2e6), st.floats(-9e6, 1e7), st.floats(20, 2000),
    st.tuples(*[st.integers(-7, 7)] * 4), st.tuples(*[st.floats(0, 1)] * 4),
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_grids_of_any_extent_agree_on_every_place(shape, x: float, y: float, size: float, cells, parts) -> None:
    first = shape.covering(x, y, x + 9 * size, y + 8 * size, size)
    west, south, east, north = ((cell + part) * size for cell, part in zip(cells, parts))
    second = shape.covering(x + west, y + south, x + 16 * size + east, y + 16 * size + north, size)
    one, other = by_place(first, first.cells()), by_place(second, second.cells())
    common = one.keys() & other.keys()
    assert all(one[place] == other[place] for place in common)
    everywhere = {**one, **other}
    assert len(set(everywhere.values())) == len(everywhere)
    assert min(everywhere.values()) >= 0 and max(everywhere.values()) < 2**31


@pytest.mark.parametrize("rows, cols", [(1, MAX_CELLS), (MAX_CELLS, 1), (50_001, 99), (124, 40_001), (2236, 2236)])
@pytest.mark.parametrize("x_min, y_max", [(0.0, 0.0), (551_000.5, 4_181_000.25), (-9e6, -1e7)])
def test_no_two_cells_of_a_grid_share_an_id(rows: int, cols: int, x_min: float, y_max: float) -> None:
    ids = Grid(x_min, y_max, 1.0, rows, cols, np.ones((rows, cols), dtype=bool)).place_ids(np.arange(rows * cols))
    ids.sort()
    assert (np.diff(ids) > 0).all() and ids[0] >= 0 and ids[-1] < 2**31


def test_ids_of_other_cells_do_not_meet_in_a_city() -> None:
    box = (540_000, 4_170_000, 570_000, 4_200_000)
    grids = [shape.covering(*box, size) for shape in SHAPES for size in (100, 200, 250, 300, 500, 1000)]
    # Templates with lines of their own.
    grids += [Grid(box[0] + dx, box[3] + dy, 250, 120, 120) for dx, dy in ((125, 0), (0, 125), (30, 60), (200, 90))]
    ids = np.concatenate([grid.place_ids(grid.cells()) for grid in grids])
    assert len(np.unique(ids)) == len(ids)


def test_a_part_of_a_template_keeps_its_ids() -> None:
    whole = Grid(500_125.0, 4_200_012.5, 250.0, 40, 50)
    part = Grid(500_125.0 + 7 * 250 + 1e-7, 4_200_012.5 - 3 * 250 - 1e-7, 250.0, 20, 20)
    row, col = np.divmod(np.arange(400), 20)
    assert (part.place_ids(np.arange(400)) == whole.place_ids((row + 3) * 50 + col + 7)).all()
