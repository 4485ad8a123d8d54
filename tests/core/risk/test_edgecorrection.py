"""What a kernel loses across the study area's border, against the integral along rays from each point."""

from __future__ import annotations

import numpy as np
import pytest

from patrol_planner.algorithms.cells.arearaster import AreaPolygons, AreaRaster
from patrol_planner.algorithms.cells.grid import Grid
from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.incidents.incidents import Incidents
from patrol_planner.algorithms.risk.adaptive import adaptive_bandwidths
from patrol_planner.algorithms.risk.kernels import KERNELS, Kernel
from patrol_planner.algorithms.risk.kernelsums import LEAST_INSIDE, shares_inside, smooth
from patrol_planner.algorithms.risk.surface import SurfaceSettings, risk_surface

CELL_M = 500.0
_RAYS = 720


def closed(corners: list[tuple[float, float]]) -> np.ndarray:
    ring = np.array(corners)
    return np.vstack([ring, ring[:1]])


# A city with a bay, a slanted side and a lake; no edge along the lines of the grid.
OUTER = closed(
    [
        (130, 90),
        (2900, -240),
        (5470, 310),
        (5810, 2600),
        (3300, 2390),
        (3260, 2940),
        (5600, 3170),
        (4700, 5650),
        (410, 5230),
    ]
)
LAKE = closed([(1430, 1620), (2280, 1510), (2440, 2470), (1610, 2390)])


def city(cell_m: float = CELL_M) -> AreaPolygons:
    low, high = OUTER.min(axis=0), OUTER.max(axis=0)
    xy, offsets = np.vstack([OUTER, LAKE]), np.array([0, len(OUTER), len(OUTER) + len(LAKE)])
    # As Create a risk grid does it: squares of half a cell.
    return AreaPolygons.over(Grid.covering(*low, *high, cell_m / 2), xy, offsets, np.array([False, True]), Control())


def mass_within(kernel: Kernel, ratio: np.ndarray) -> np.ndarray:
    """How much of a kernel lies within so many bandwidths of its middle."""
    if kernel.name == "quartic":
        return 1.0 - (1.0 - np.minimum(ratio, 1.0) ** 2) ** 3
    return 1.0 - np.exp(-0.5 * ratio**2)


def true_share(kernel: Kernel, x: float, y: float, bandwidth_m: np.ndarray) -> np.ndarray:
    """∫_W K((u − s)/h)/h² du for some h, along rays: out through one side, in again through the next; (h,)."""
    angle = (np.arange(_RAYS) + 0.5) * 2 * np.pi / _RAYS
    along = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    edges = [(ring[:-1] - (x, y), ring[1:] - (x, y)) for ring in (OUTER, LAKE)]
    start, end = (np.concatenate(parts) for parts in zip(*edges))
    side = end - start
    across = along[:, None, 0] * side[None, :, 1] - along[:, None, 1] * side[None, :, 0]
    far = (start[:, 0] * side[:, 1] - start[:, 1] * side[:, 0])[None] / across
    on_edge = (start[None, :, 0] * along[:, None, 1] - start[None, :, 1] * along[:, None, 0]) / across
    far = np.where((far > 0) & (on_edge >= 0) & (on_edge < 1), far, np.inf)
    far.sort(axis=1)
    within = np.isfinite(far).sum(axis=1) % 2 == 1
    assert within.all() or not within.any()
    sign = np.where(np.arange(far.shape[1]) % 2 == 0, 1.0, -1.0) * (1.0 if within.all() else -1.0)
    masses = np.where(np.isfinite(far), 1.0, 0.0)[None] * mass_within(kernel, far[None] / bandwidth_m[:, None, None])
    return (masses * sign).sum(axis=2).mean(axis=1)


def in_city(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Which points lie in the city, by even and odd crossings: bool (n,)."""
    crossings = np.zeros(len(x), dtype=int)
    for ring in (OUTER, LAKE):
        for (ax, ay), (bx, by) in zip(ring[:-1], ring[1:]):
            side = (bx - ax) * (y - ay) - (by - ay) * (x - ax)
            crossings += ((ay > y) != (by > y)) & ((side > 0) == (by > ay))
    return crossings % 2 == 1


def places(step: float = CELL_M) -> tuple[np.ndarray, np.ndarray]:
    """The centres of cells that lie in the city."""
    x, y = (values.ravel() for values in np.meshgrid(*[np.arange(-750, 6500, step)] * 2))
    inside = in_city(x, y)
    return x[inside], y[inside]


@pytest.mark.parametrize("name", ["quartic", "gaussian"])
@pytest.mark.parametrize("bandwidth", [150.0, 500.0, 1200.0])
def test_shares_are_the_integral(name: str, bandwidth: float) -> None:
    kernel, (x, y) = KERNELS[name], places()
    found = shares_inside(kernel, city(), x, y, bandwidth)
    expected = np.array([true_share(kernel, *at, np.array([bandwidth]))[0] for at in zip(x, y)])
    assert expected.min() < 0.75 and len(x) > 80
    np.testing.assert_allclose(found, expected, rtol=0.005)


@pytest.mark.parametrize("offset", np.arange(0.0, 63.0, 7.0))
def test_a_border_along_the_lattice_is_the_integral_wherever_it_runs(offset: float) -> None:
    corners = np.array([(0.0, 0.0), (9000.0, 0.0), (9000.0, 6000.0), (0.0, 6000.0), (0.0, 0.0)])
    squares = Grid.covering(0.0, 0.0, 9000.0, 6000.0, CELL_M / 2)
    area = AreaPolygons.over(squares, corners, np.array([0, len(corners)]), np.array([False]), Control())
    x, depth = np.linspace(2000.0, 7000.0, 60), np.linspace(-330.0, 520.0, 60) + offset
    found = shares_inside(KERNELS["quartic"], area, x, depth, 500.0)
    # What of a quartic kernel lies before a line, in bandwidths: its integral along the line is (16/5π) (1 − t²)^(5/2).
    t = np.linspace(-1.0, 1.0, 20_001)
    along = 16.0 / (5.0 * np.pi) * (1.0 - t**2) ** 2.5
    mass = np.concatenate([[0.0], np.cumsum(np.diff(t) * (along[1:] + along[:-1]) / 2.0)])
    assert abs(mass[-1] - 1.0) < 1e-6
    expected = np.interp(depth / 500.0, t, mass)
    counting = expected >= LEAST_INSIDE
    np.testing.assert_allclose(found[counting], expected[counting], rtol=0.005)


def test_cells_do_not_matter() -> None:
    x, y = places()
    coarse, fine = (shares_inside(KERNELS["quartic"], city(cell), x, y, 300.0) for cell in (2000.0, 50.0))
    np.testing.assert_allclose(coarse, fine, atol=1e-4)


def incidents(number: int = 800) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(7)
    x, y = rng.uniform(0, 6000, (2, number))
    x[: number // 3], y[: number // 3] = rng.normal((5000, 1500), 300, (number // 3, 2)).T
    inside = in_city(x, y)
    return x[inside], y[inside]


def direct(kernel: Kernel, bandwidth: np.ndarray, x: np.ndarray, y: np.ndarray, at: tuple[float, float]) -> float:
    """Σ K((s − xᵢ)/hᵢ)/hᵢ² / share(s, hᵢ): Diggle's correction term by term."""
    some = np.geomspace(bandwidth.min(), max(bandwidth.max(), bandwidth.min() * 1.001), 30)
    share = np.interp(np.log(bandwidth), np.log(some), true_share(kernel, *at, some))
    return float((kernel.at((x - at[0]) ** 2 + (y - at[1]) ** 2, bandwidth) / np.maximum(share, LEAST_INSIDE)).sum())


@pytest.mark.parametrize("name", ["quartic", "gaussian"])
@pytest.mark.parametrize("method", ["kernel", "adaptive"])
def test_densities_of_cells_as_wide_as_the_kernel(name: str, method: str) -> None:
    kernel, (x, y), area = KERNELS[name], incidents(), city()
    grid = Grid(-1000, 6000, CELL_M, 15, 15)
    at_x, at_y = places()
    # The cells of the grid whose centres lie in the city.
    mask = np.zeros(grid.shape, dtype=bool)
    mask.ravel()[grid.flat_index(at_x, at_y)] = True
    grid = grid.within(mask)
    surface = risk_surface(grid, Incidents(x, y), SurfaceSettings(method, 500.0, kernel=name), area=area)
    assert surface.edge_corrected
    bandwidth = np.full(len(x), 500.0)
    if method == "adaptive":
        bandwidth = adaptive_bandwidths(kernel, x, y, np.ones(len(x)), 500.0, None, area)
        assert bandwidth.max() > 2 * bandwidth.min()
    centre_x, centre_y = grid.centres()
    expected = 1e6 * np.array([direct(kernel, bandwidth, x, y, at) for at in zip(centre_x, centre_y)])
    found = surface.density[grid.mask]
    np.testing.assert_allclose(found, expected, rtol=0.005, atol=0.001 * expected.max())


def test_the_pilot_density_is_corrected_likewise() -> None:
    kernel, (x, y) = KERNELS["quartic"], incidents()
    some = np.arange(0, len(x), 40)
    found = smooth(kernel, x, y, np.ones(len(x)), 400.0, x, y, None, city())[some]
    expected = [direct(kernel, np.full(len(x), 400.0), x, y, at) for at in zip(x[some], y[some])]
    np.testing.assert_allclose(found, expected, rtol=0.005, atol=0.001 * max(expected))


def test_of_a_template_and_an_area_what_lies_in_both() -> None:
    # The template ends along cell borders in the west and the south, the area everywhere else.
    template = Grid(1000, 6000, CELL_M, 9, 10)
    xy, offsets = np.vstack([OUTER, LAKE]), np.array([0, len(OUTER), len(OUTER) + len(LAKE)])
    area = AreaPolygons.over(template, xy, offsets, np.array([False, True]), Control())
    whole = AreaRaster(template.x_min, template.y_max, CELL_M, np.ones(template.shape))
    x, y = np.array([1250.0, 2750, 4250, 1250, 3250]), np.array([3250.0, 1750, 4750, 1750, 3250])
    across = np.arange(-500.0, 500.0, 10.0) + 5.0
    kernel = np.maximum(0.0, 1.0 - (across[:, None] ** 2 + across[None] ** 2) / 500.0**2) ** 2
    expected = []
    for at_x, at_y in zip(x, y):
        places = np.stack(np.meshgrid(at_x + across, at_y + across), axis=-1).reshape(-1, 2)
        inside = in_city(*places.T) & (places[:, 0] > 1000) & (places[:, 1] > 1500)
        expected.append(float((kernel.ravel() * inside).sum() / kernel.sum()))
    assert min(expected) < 0.8
    np.testing.assert_allclose(shares_inside(KERNELS["quartic"], area.within(whole), x, y, 500.0), expected, rtol=0.01)
