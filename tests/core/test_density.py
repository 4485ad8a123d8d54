"""Densities against direct evaluation of the formula, and against what must be conserved."""

from __future__ import annotations

import numpy as np
import pytest

from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.density import count_density, kernel_density
from patrol_planner.algorithms.errors import Cancelled, PatrolError
from patrol_planner.algorithms.grid import Grid


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
    found = kernel_density(grid, x, y, weight, bandwidth_m)[0]
    assert np.abs(found - expected).max() < 0.006 * expected.max()


def test_one_point_alone_peaks_at_the_closed_form() -> None:
    grid = Grid.covering(0, 0, 2000, 2000, 20)
    found = kernel_density(grid, np.array([1010.0]), np.array([1010.0]), np.ones(1), 250)[0]
    peak = 3 / (np.pi * 250**2) * 1e6
    assert np.unravel_index(found.argmax(), found.shape) == (49, 50)
    # A point on a node is the worst case of the lattice; among many points the errors cancel.
    assert found.max() == pytest.approx(peak, rel=0.009)
    assert found[0, 0] == 0.0 and (found >= 0).all()


def test_the_kernel_conserves_the_weight_away_from_the_border() -> None:
    rng = np.random.default_rng(3)
    grid = Grid.covering(0, 0, 6000, 6000, 50)
    x, y, weight = rng.uniform(2000, 4000, 300), rng.uniform(2000, 4000, 300), rng.random(300)
    found = kernel_density(grid, x, y, weight, 400)[0]
    assert found.sum() * 50**2 / 1e6 == pytest.approx(weight.sum(), rel=1e-3)


def test_points_outside_the_grid_reach_into_it() -> None:
    grid = Grid.covering(0, 0, 1000, 1000, 50)
    found = kernel_density(grid, np.array([-100.0]), np.array([500.0]), np.ones(1), 400)[0]
    expected = direct_quartic(grid, np.array([-100.0]), np.array([500.0]), np.ones(1), 400)
    assert expected.max() > 0
    assert np.abs(found - expected).max() < 0.006 * 3 / (np.pi * 400**2) * 1e6


def test_cases_add_up_to_the_whole() -> None:
    rng = np.random.default_rng(5)
    grid = Grid.covering(0, 0, 3000, 3000, 100)
    x, y, weight, case = rng.uniform(0, 3000, 200), rng.uniform(0, 3000, 200), rng.random(200), rng.integers(0, 6, 200)
    for density in (count_density, lambda *args: kernel_density(*args[:4], 300, *args[4:])):
        whole = density(grid, x, y, weight)[0]
        np.testing.assert_allclose(density(grid, x, y, weight, case, 6).sum(axis=0), whole, atol=1e-9 * whole.max())


def test_count_density_is_per_square_kilometre() -> None:
    grid = Grid.covering(0, 0, 500, 500, 250)
    found = count_density(
        grid, np.array([10.0, 20.0, 400.0]), np.array([490.0, 480.0, 10.0]), np.array([1.0, 2.0, 5.0])
    )[0]
    assert found.tolist() == [[48.0, 0.0], [0.0, 80.0]]


def test_a_bandwidth_far_below_the_cell_size_is_refused_not_guessed() -> None:
    grid = Grid.covering(0, 0, 100_000, 100_000, 1000)
    with pytest.raises(PatrolError, match="one to ten cell sizes"):
        kernel_density(grid, np.zeros(1), np.zeros(1), np.ones(1), 5)
    with pytest.raises(PatrolError, match="greater than 0"):
        kernel_density(grid, np.zeros(1), np.zeros(1), np.ones(1), 0)


def test_a_stop_ends_the_computation() -> None:
    grid = Grid.covering(0, 0, 1000, 1000, 100)
    with pytest.raises(Cancelled):
        kernel_density(grid, np.zeros(1), np.zeros(1), np.ones(1), 300, control=Control(should_stop=lambda: True))
