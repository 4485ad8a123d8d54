"""Densities against direct evaluation of the formula, and against what must be conserved."""

from __future__ import annotations

import re

import numpy as np
import pytest

from patrol_planner.algorithms.cells.grid import Grid
from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.errors import Cancelled, PatrolError
from patrol_planner.algorithms.risk import gridkernel
from patrol_planner.algorithms.risk.gridkernel import kernel_density


def direct_quartic(grid: Grid, x: np.ndarray, y: np.ndarray, weight: np.ndarray, bandwidth_m: float) -> np.ndarray:
    """The formula, point by point, per km²."""
    centre_x, centre_y = grid.centres()
    total = np.zeros(len(centre_x))
    for px, py, w in zip(x, y, weight):
        squared = ((centre_x - px) ** 2 + (centre_y - py) ** 2) / bandwidth_m**2
        total += np.where(squared < 1, w * 3 / (np.pi * bandwidth_m**2) * (1 - squared) ** 2, 0.0)
    return total.reshape(grid.shape) * 1e6


@pytest.mark.parametrize("cell_size_m, bandwidth_m", [(20, 250), (100, 330), (250, 500), (500, 400)])
def test_the_kernel_agrees_with_the_formula(cell_size_m: float, bandwidth_m: float) -> None:
    rng = np.random.default_rng(7)
    grid = Grid.covering(0, 0, 5000, 4000, cell_size_m)
    x, y, weight = rng.normal(2500, 900, 400), rng.normal(2000, 900, 400), rng.random(400) + 0.5
    expected = direct_quartic(grid, x, y, weight, bandwidth_m)
    found = kernel_density(grid, x, y, weight, bandwidth_m)
    assert np.abs(found - expected).max() < 0.006 * expected.max()


def test_one_point_alone_peaks_at_the_closed_form() -> None:
    grid = Grid.covering(0, 0, 2000, 2000, 20)
    found = kernel_density(grid, np.array([1010.0]), np.array([1010.0]), np.ones(1), 250)
    peak = 3 / (np.pi * 250**2) * 1e6
    assert np.unravel_index(found.argmax(), found.shape) == (49, 50)
    # A point on a node is the worst case of the lattice; among many points the errors cancel.
    assert found.max() == pytest.approx(peak, rel=0.009)
    assert found[0, 0] == 0.0 and (found >= 0).all()


def test_the_kernel_conserves_the_weight_away_from_the_border() -> None:
    rng = np.random.default_rng(3)
    grid = Grid.covering(0, 0, 6000, 6000, 50)
    x, y, weight = rng.uniform(2000, 4000, 300), rng.uniform(2000, 4000, 300), rng.random(300)
    found = kernel_density(grid, x, y, weight, 400)
    assert found.sum() * 50**2 / 1e6 == pytest.approx(weight.sum(), rel=1e-3)


def test_points_outside_the_grid_reach_into_it() -> None:
    grid = Grid.covering(0, 0, 1000, 1000, 50)
    found = kernel_density(grid, np.array([-100.0]), np.array([500.0]), np.ones(1), 400)
    expected = direct_quartic(grid, np.array([-100.0]), np.array([500.0]), np.ones(1), 400)
    assert expected.max() > 0
    assert np.abs(found - expected).max() < 0.006 * 3 / (np.pi * 400**2) * 1e6


@pytest.mark.parametrize("ratio", [0.08, 0.2, 0.35, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0])
def test_a_point_alone_is_within_one_percent_of_its_peak(ratio: float) -> None:
    """Wherever it lies in its cell, from cells far smaller than the bandwidth to cells four times as large."""
    cell_m = 100.0
    bandwidth_m = cell_m / ratio
    side = 2 * int(bandwidth_m / cell_m) + 5
    grid = Grid(0.0, side * cell_m, cell_m, side, side)
    middle = (side // 2 + 0.5) * cell_m
    offsets = np.concatenate([[[0.0, 0.0]], np.random.default_rng(4).uniform(-0.5, 0.5, (12, 2))]) * cell_m
    peak = 3 / (np.pi * bandwidth_m**2) * 1e6
    for x, y in middle + offsets:
        point = np.array([x]), np.array([y]), np.ones(1)
        wrong = np.abs(kernel_density(grid, *point, bandwidth_m) - direct_quartic(grid, *point, bandwidth_m)).max()
        assert wrong <= 0.01 * peak, (x - middle, y - middle, wrong / peak)


@pytest.mark.parametrize("cell_size_m, bandwidth_m, block_nodes", [(50, 400, 3000), (200, 300, 9000), (100, 1300, 1)])
def test_blocks_give_what_the_whole_gives(
    monkeypatch: pytest.MonkeyPatch, cell_size_m: float, bandwidth_m: float, block_nodes: int
) -> None:
    rng = np.random.default_rng(11)
    grid = Grid.covering(0, 0, 5300, 3700, cell_size_m)
    x, y, weight = rng.uniform(-900, 6000, 3000), rng.uniform(-900, 4500, 3000), rng.random(3000)
    whole = kernel_density(grid, x, y, weight, bandwidth_m)
    monkeypatch.setattr(gridkernel, "_BLOCK_NODES", block_nodes)
    fractions: list[float] = []
    blocked = kernel_density(grid, x, y, weight, bandwidth_m, Control(progress=fractions.append))
    assert len(fractions) > 3, "the grid was not cut"
    assert fractions == sorted(fractions) and fractions[-1] == 1.0
    np.testing.assert_allclose(blocked, whole, rtol=0, atol=1e-9 * whole.max())


def test_a_stop_is_asked_for_between_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gridkernel, "_BLOCK_NODES", 1000)
    grid = Grid.covering(0, 0, 5000, 5000, 100)
    asked: list[bool] = []

    def stop_at_the_tenth_question() -> bool:
        asked.append(True)
        return len(asked) == 10

    with pytest.raises(Cancelled):
        kernel_density(grid, np.zeros(1), np.zeros(1), np.ones(1), 500, control=Control(stop_at_the_tenth_question))
    assert len(asked) == 10


def test_cells_of_half_a_bandwidth_need_no_memory_for_all_of_the_lattice() -> None:
    """The default cell and bandwidth on the largest grid: the blocks, not the grid, bound the memory."""
    lattice = gridkernel._Lattice(Grid(0.0, 0.0, 250.0, 2236, 2236), 500.0)
    assert lattice.is_reasonable()
    assert lattice.bandwidth_m / lattice.step_m >= 12 and lattice.rows * lattice.cols <= 8_000_000
    starts = lattice.blocks()
    covered = np.zeros((2236, 2236), dtype=np.int8)
    for row, col in starts:
        covered[row : row + lattice.block_rows, col : col + lattice.block_cols] += 1
    assert len(starts) > 1 and (covered == 1).all()


@pytest.mark.parametrize("cells, cell_size_m, bandwidth_m, word", [(100, 1000, 5, "least"), (200, 20, 80_000, "most")])
def test_a_bandwidth_beyond_reason_is_refused_with_one_that_works(
    cells: int, cell_size_m: float, bandwidth_m: float, word: str
) -> None:
    grid = Grid(0.0, cells * cell_size_m, cell_size_m, cells, cells)
    with pytest.raises(PatrolError, match=f"bandwidth of at {word} ") as caught:
        kernel_density(grid, np.zeros(1), np.zeros(1), np.ones(1), bandwidth_m)
    advised = float(re.search(rf"at {word} ([\d.e+]+) m", str(caught.value)).group(1))
    assert gridkernel._Lattice(grid, advised).is_reasonable()
    assert not gridkernel._Lattice(grid, advised * (0.8 if word == "least" else 1.25)).is_reasonable()


@pytest.mark.parametrize("bandwidth_m", [0.0, -5.0, float("nan"), float("inf")])
def test_a_bandwidth_that_is_none_is_refused(bandwidth_m: float) -> None:
    grid = Grid.covering(0, 0, 1000, 1000, 100)
    with pytest.raises(PatrolError, match="greater than 0 metres"):
        kernel_density(grid, np.zeros(1), np.zeros(1), np.ones(1), bandwidth_m)


def test_a_stop_ends_the_computation() -> None:
    grid = Grid.covering(0, 0, 1000, 1000, 100)
    with pytest.raises(Cancelled):
        kernel_density(grid, np.zeros(1), np.zeros(1), np.ones(1), 300, control=Control(should_stop=lambda: True))
