"""Hexagons: every point in exactly one, none wasted, weights conserved, two runs aligned."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol_planner.algorithms.cells.hexgrid import HexagonGrid
from patrol_planner.algorithms.errors import PatrolError
from patrol_planner.algorithms.risk.gridkernel import weight_sums

extents = st.tuples(st.floats(-5e4, 5e4), st.floats(-5e4, 5e4), st.floats(0, 4000), st.floats(0, 4000))


@given(extents, st.floats(90, 900), st.integers(0, 2**32 - 1))
def test_every_point_of_the_extent_is_in_the_hexagon_around_it(extent, size: float, seed: int) -> None:
    west, south, width, height = extent
    grid = HexagonGrid.covering(west, south, west + width, south + height, size)
    rng = np.random.default_rng(seed)
    # The extent's own corners and sides, and points within.
    x = np.concatenate([west + width * rng.random(200), [west, west, west + width, west + width]])
    y = np.concatenate([south + height * rng.random(200), [south, south + height, south, south + height]])
    cell = grid.cell_index(x, y)
    assert (cell >= 0).all()
    centre_x, centre_y = grid.centres_of(cell)
    # In a hexagon: within half a cell along each of its three axes.
    for angle in np.radians([0, 60, 120]):
        along = (x - centre_x) * np.cos(angle) + (y - centre_y) * np.sin(angle)
        assert np.abs(along).max() <= size / 2 * (1 + 1e-9) + 1e-6


@given(st.floats(60, 700), st.integers(0, 2**32 - 1))
def test_weights_are_conserved(size: float, seed: int) -> None:
    rng = np.random.default_rng(seed)
    x, y, weight = rng.uniform(-3000, 3000, 500), rng.uniform(-3000, 3000, 500), rng.random(500)
    grid = HexagonGrid.covering(x.min(), y.min(), x.max(), y.max(), size)
    assert weight_sums(grid, x, y, weight).sum() == pytest.approx(weight.sum(), rel=1e-12)


def test_two_runs_align() -> None:
    first, second = HexagonGrid.covering(130, 260, 900, 900, 250), HexagonGrid.covering(-1337, 12, 3000, 2000, 250)
    common = np.array([[300.0, 500.0], [700.0, 300.0], [899.0, 899.0]])
    for grid in (first, second):
        assert (grid.cell_index(*common.T) >= 0).all()
    ours, theirs = (np.column_stack(grid.centres_of(grid.flat_index(*common.T))) for grid in (first, second))
    np.testing.assert_allclose(ours, theirs, atol=1e-9)


def test_area_corners_and_neighbours_fit() -> None:
    grid = HexagonGrid.covering(0, 0, 2000, 2000, 200)
    corners = grid.corners_of(grid.cells())
    x, y = corners[..., 0], corners[..., 1]
    shoelace = 0.5 * (x * np.roll(y, -1, axis=1) - np.roll(x, -1, axis=1) * y).sum(axis=1)
    np.testing.assert_allclose(shoelace, -grid.cell_area_m2, rtol=1e-9)  # clockwise
    np.testing.assert_allclose(np.ptp(x, axis=1), 200)
    np.testing.assert_allclose(corners.mean(axis=1), np.stack(grid.centres(), axis=1), atol=1e-6)
    # Each corner inside the grid is shared by three cells, to the bit.
    _, used = np.unique(corners.reshape(-1, 2), axis=0, return_counts=True)
    assert used.max() == 3 and (used == 3).mean() > 0.6
    middle_x, middle_y = (value[len(value) // 2] for value in grid.centres())
    for angle in np.radians(60.0 * np.arange(6)):
        other = grid.flat_index(np.array([middle_x + 200 * np.cos(angle)]), np.array([middle_y + 200 * np.sin(angle)]))
        np.testing.assert_allclose(np.ravel(grid.centres_of(other)), [
            middle_x + 200 * np.cos(angle), middle_y + 200 * np.sin(angle)
        ], atol=1e-6)  # fmt: skip


def test_no_cell_lies_beside_the_extent() -> None:
    grid = HexagonGrid.covering(0, 0, 3000, 2000, 250)
    x, y = np.meshgrid(np.arange(0, 3000.1, 5), np.arange(0, 2000.1, 5))
    used = np.unique(grid.flat_index(x.ravel(), y.ravel()))
    # A cell of which only a corner reaches in may fall between the points asked for.
    assert set(used) <= set(grid.cells()) and len(grid.cells()) - len(used) <= 4


def test_too_many_and_no_lengths_are_refused() -> None:
    with pytest.raises(PatrolError, match="at least"):
        HexagonGrid.covering(0, 0, 50_000, 50_000, 10)
    with pytest.raises(PatrolError, match="greater than 0"):
        HexagonGrid.covering(0, 0, 100, 100, 0)
