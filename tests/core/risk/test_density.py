"""The methods of density over a grid: what the edge correction mends, what hexagons change, what is conserved."""

from __future__ import annotations

import numpy as np
import pytest

from patrol_planner.algorithms.cells.arearaster import AreaRaster
from patrol_planner.algorithms.cells.grid import Grid
from patrol_planner.algorithms.cells.hexgrid import HexagonGrid
from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.incidents.incidents import Incidents
from patrol_planner.algorithms.risk.density import AdaptiveKernel, DensitySettings
from patrol_planner.algorithms.risk.gridkernel import kernel_density
from patrol_planner.algorithms.risk.surface import RiskSurface, SurfaceSettings, risk_surface
from patrol_planner.algorithms.times.timeclasses import case_index

SIDE_M = 6000.0
AREA = AreaRaster(0.0, SIDE_M, 50.0, np.ones((120, 120)))
SHAPES = [Grid, HexagonGrid]
KERNELS = [("kernel", "quartic"), ("kernel", "gaussian"), ("adaptive", "quartic"), ("adaptive", "gaussian")]


def even(number: int = 40_000) -> Incidents:
    x, y = np.random.default_rng(3).uniform(0, SIDE_M, (2, number))
    return Incidents(x, y)


def surface(shape: type[Grid], incidents: Incidents, method: str, kernel: str, area: AreaRaster | None) -> RiskSurface:
    grid = shape.covering(0, 0, SIDE_M, SIDE_M, 100)
    settings = SurfaceSettings(method, 900.0 if kernel == "quartic" else 350.0, kernel=kernel)
    return risk_surface(grid, incidents, settings, area=area)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("method, kernel", KERNELS)
def test_an_even_city_is_even_up_to_its_border(shape: type[Grid], method: str, kernel: str) -> None:
    incidents = even()
    level = len(incidents) / (SIDE_M / 1000) ** 2
    found = surface(shape, incidents, method, kernel, AREA)
    x, y = found.grid.centres()
    inside = (x > 0) & (x < SIDE_M) & (y > 0) & (y < SIDE_M)
    border = inside & ((x < 150) | (y < 150) | (x > SIDE_M - 150) | (y > SIDE_M - 150))
    density = found.density.ravel()[found.grid.cells()]
    assert found.edge_corrected and density[border].mean() == pytest.approx(level, rel=0.05)
    plain = surface(shape, incidents, method, kernel, None)
    assert not plain.edge_corrected
    assert plain.density.ravel()[found.grid.cells()][border].mean() < 0.7 * level


@pytest.mark.parametrize("method, kernel", KERNELS)
def test_the_correction_changes_nothing_deep_inside(method: str, kernel: str) -> None:
    x, y = np.random.default_rng(5).normal(3000, 250, (2, 3000))
    found, plain = (surface(Grid, Incidents(x, y), method, kernel, area) for area in (AREA, None))
    inner = slice(25, 35), slice(25, 35)
    np.testing.assert_allclose(found.density[inner], plain.density[inner], rtol=0.005)


def test_squares_and_hexagons_show_one_density() -> None:
    x, y = np.random.default_rng(6).normal(3000, 700, (2, 5000))
    incidents = Incidents(x, y)
    hexagons = surface(HexagonGrid, incidents, "kernel", "quartic", None)
    fine = Grid.covering(0, 0, SIDE_M, SIDE_M, 20)
    at = fine.flat_index(*hexagons.grid.centres())
    expected = kernel_density(fine, x, y, np.ones(5000), 900.0).ravel()[at]
    found = hexagons.density.ravel()[hexagons.grid.cells()]
    inside = at >= 0
    assert np.abs(found - expected)[inside].max() < 0.03 * expected.max()


@pytest.mark.parametrize("shape", SHAPES)
def test_weights_are_conserved_through_cases_and_intervals(shape: type[Grid]) -> None:
    rng = np.random.default_rng(7)
    x, y = rng.uniform(0, SIDE_M, (2, 4000))
    time = np.datetime64("2024-03-01", "s") + rng.integers(0, 10**7, 4000).astype("m8[s]")
    end = time + (rng.integers(0, 200_000, 4000) * rng.integers(0, 2, 4000)).astype("m8[s]")
    incidents = Incidents(x, y, time, rng.random(4000), end=end)
    grid = shape.covering(0, 0, SIDE_M, SIDE_M, 250)
    for cases in ("turn", "turn_weekend"):
        found = risk_surface(grid, incidents, SurfaceSettings("count", cases=cases))
        assert found.weight.sum() == pytest.approx(incidents.weight.sum(), rel=1e-12)
        assert found.case_weight.sum() == pytest.approx(incidents.weight.sum(), rel=1e-9)
        np.testing.assert_allclose(found.case_weight.sum(axis=0), found.weight, rtol=1e-9)
        assert found.count.sum() == 4000


def test_after_a_half_life_an_incident_counts_half() -> None:
    time = np.array(["2024-01-31", "2024-01-01", "2024-02-10"], "M8[s]")
    incidents = Incidents(np.array([50.0, 150.0, 250.0]), np.full(3, 50.0), time)
    grid = Grid.covering(0, 0, 300, 100, 100)
    settings = SurfaceSettings("count", half_life_days=30)
    # Later than "now" counts whole; without it the last incident is now.
    found = risk_surface(grid, incidents, settings, now=np.datetime64("2024-01-31"))
    np.testing.assert_allclose(found.weight[0], [1.0, 0.5, 1.0])
    np.testing.assert_allclose(risk_surface(grid, incidents, settings).weight[0], 0.5 ** (np.array([10, 40, 0]) / 30))
    assert found.count.tolist() == [[1, 1, 1]], "how many there were stays"


def test_cases_of_the_adaptive_kernel_are_each_the_formula_of_their_own() -> None:
    rng = np.random.default_rng(9)
    x, y = rng.normal(3000, 800, (2, 3000))
    time = np.datetime64("2024-03-01", "s") + rng.integers(0, 10**7, 3000).astype("m8[s]")
    incidents = Incidents(x, y, time)
    grid = Grid.covering(0, 0, SIDE_M, SIDE_M, 150)
    for cases in ("turn", "turn_weekend"):
        found = risk_surface(grid, incidents, SurfaceSettings("adaptive", 600.0, cases))
        of_case = case_index(time, cases)
        for index in range(len(found.cases)):
            mine = incidents.where(of_case == index)
            alone = AdaptiveKernel(DensitySettings(grid, bandwidth_m=600.0), Control())
            expected = alone.of(mine.x, mine.y, mine.weight, Control())
            inside = expected[grid.mask]
            np.testing.assert_allclose(found.case_risk[index], (expected - inside.min()) / np.ptp(inside), atol=1e-9)
