"""The grid: every point in exactly one cell, counts conserved, grids of two runs aligned."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from patrol_planner.algorithms.cells.grid import MAX_CELLS, Grid
from patrol_planner.algorithms.errors import PatrolError
from patrol_planner.algorithms.risk.gridkernel import weight_sums

coordinates = arrays(np.float64, st.integers(1, 60), elements=st.floats(-5e4, 5e4, allow_nan=False))


@given(coordinates, st.floats(10, 5000), st.integers(0, 2**32 - 1))
def test_every_point_is_in_exactly_one_cell_or_outside(x: np.ndarray, size: float, seed: int) -> None:
    y = np.random.default_rng(seed).permutation(x)
    grid = Grid.covering(-2e4, -2e4, 3e4, 2.5e4, max(size, 50.0))
    flat = grid.flat_index(x, y)
    col, row = flat % grid.cols, flat // grid.cols
    west, north = grid.x_min + col * grid.cell_size_m, grid.y_max - row * grid.cell_size_m
    inside = flat >= 0
    slack = 1e-6
    assert (x[inside] >= west[inside] - slack).all() and (x[inside] < west[inside] + grid.cell_size_m + slack).all()
    assert (y[inside] <= north[inside] + slack).all() and (y[inside] > north[inside] - grid.cell_size_m - slack).all()
    beyond = (x < grid.x_min) | (x >= grid.x_min + grid.cols * grid.cell_size_m)
    beyond |= (y > grid.y_max) | (y <= grid.y_max - grid.rows * grid.cell_size_m)
    assert not inside[beyond].any()


@given(coordinates, st.floats(20, 4000))
def test_the_extent_of_points_holds_every_point(x: np.ndarray, size: float) -> None:
    y = x[::-1]
    span = max(np.ptp(x), np.ptp(y), 1.0)
    size = max(size, span / 500)
    grid = Grid.covering(x.min(), y.min(), x.max(), y.max(), size, closed=True)
    assert (grid.flat_index(x, y) >= 0).all()


@given(coordinates, st.integers(0, 2**32 - 1))
def test_weights_are_conserved(x: np.ndarray, seed: int) -> None:
    rng = np.random.default_rng(seed)
    y, weight = rng.permutation(x), rng.random(len(x))
    grid = Grid.covering(-1e4, -1e4, 1e4, 1e4, 500)
    sums = weight_sums(grid, x, y, weight)
    inside = grid.flat_index(x, y) >= 0
    assert sums.sum() == pytest.approx(weight[inside].sum(), rel=1e-12, abs=1e-12)


def test_grid_lines_of_two_runs_align() -> None:
    first = Grid.covering(130, 260, 900, 900, 250)
    second = Grid.covering(-1337.7, 12.3, 3000, 2000, 250)
    assert (first.x_min - second.x_min) % 250 == 0 and (first.y_max - second.y_max) % 250 == 0
    assert (first.x_min, first.y_max, first.rows, first.cols) == (0, 1000, 3, 4)


def test_a_point_on_a_line_belongs_to_the_cell_east_and_south_of_it() -> None:
    grid = Grid.covering(0, 0, 500, 500, 250)
    assert grid.flat_index(np.array([250.0]), np.array([250.0])).tolist() == [3]
    assert grid.flat_index(np.array([0.0, 500.0, 10.0]), np.array([500.0, 100.0, 0.0])).tolist() == [0, -1, -1]


def test_cells_outside_the_mask_hold_nothing() -> None:
    mask = np.array([[True, False], [False, True]])
    grid = Grid(0, 500, 250, 2, 2, mask)
    assert grid.cells().tolist() == [0, 3]
    assert grid.cell_index(np.array([10.0, 300.0]), np.array([490.0, 490.0])).tolist() == [0, -1]
    x, y = grid.centres()
    assert x.tolist() == [125.0, 375.0] and y.tolist() == [375.0, 125.0]


def test_too_many_cells_are_refused_with_a_size_that_works() -> None:
    with pytest.raises(PatrolError, match="5,000,000.*at least") as caught:
        Grid.covering(0, 0, 50_000, 50_000, 10)
    wanted = float(str(caught.value).split("at least ")[1].split(" m")[0].replace(",", ""))
    fine = Grid.covering(0, 0, 50_000, 50_000, wanted)
    assert fine.rows * fine.cols <= MAX_CELLS


@pytest.mark.parametrize("size", [0, -250, float("nan"), float("inf")])
def test_a_cell_size_that_is_no_length_is_refused(size: float) -> None:
    with pytest.raises(PatrolError, match="greater than 0"):
        Grid.covering(0, 0, 1000, 1000, size)
