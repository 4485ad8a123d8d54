"""The environment: what is measured of each kind, its correlations, and what counts in the end."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from patrol_planner.algorithms.cells.grid import Grid
from patrol_planner.algorithms.cells.hexgrid import HexagonGrid
from patrol_planner.algorithms.errors import PatrolError
from patrol_planner.algorithms.risk.environment import environment_of
from patrol_planner.algorithms.risk.facilities import Facilities, lines_of, points_of, polygons_of

GRID = Grid.covering(0, 0, 2000, 1600, 100)


def squares_of(kind: str, west: np.ndarray, north: np.ndarray, side: np.ndarray) -> Facilities:
    """Square parks."""
    shape = np.array([[0, 0], [1, 0], [1, -1], [0, -1], [0, 0]])
    xy = np.column_stack([west, north])[:, None] + shape * side[:, None, None]
    number = len(west)
    return polygons_of(
        kind, xy.reshape(-1, 2), np.arange(number + 1) * 5, np.arange(number), np.zeros(number, dtype=bool)
    )


def crowded(seed: int = 3) -> np.ndarray:
    """Incident counts with a hill in the west."""
    x, _ = GRID.centres_of(np.arange(GRID.rows * GRID.cols))
    return np.random.default_rng(seed).poisson(8 * np.exp(-x / 500)).reshape(GRID.shape)


def kinds(seed: int = 5) -> list[Facilities]:
    """One kind of each geometry that goes with the hill, and one of each that does not."""
    rng = np.random.default_rng(seed)
    west, anywhere = rng.exponential(400, 150) % 2000, rng.uniform(0, 2000, 150)
    made = []
    for name, x in (("near", west), ("far", anywhere)):
        y = rng.uniform(100, 1600, 150)
        made.append(points_of(f"{name} bars", x, y))
        to = np.column_stack([x, y]) + rng.normal(0, 40, (150, 2))
        xy = np.stack([np.column_stack([x, y]), to], axis=1).reshape(-1, 2)
        made.append(lines_of(f"{name} lanes", xy, np.arange(151) * 2, np.arange(150)))
        made.append(squares_of(f"{name} parks", x, y, rng.uniform(10, 60, 150)))
    return made


def test_planted_correlations_of_every_geometry_are_found_and_noise_is_not() -> None:
    noise_used = 0
    for seed in range(20):
        found = environment_of(GRID, crowded(seed), kinds(100 + seed))
        assert [item.geometry for item in found.correlations] == ["points", "lines", "polygons"] * 2
        for item in found.correlations[:3]:
            assert item.weight == item.pearson > 0.25 and item.p_adjusted < 1e-4 and item.spearman > 0.2
        noise_used += sum(item.weight != 0.0 for item in found.correlations[3:])
    assert noise_used <= 6, "about one in twenty of 60 may look significant by chance"


def test_correlations_are_those_of_scipy() -> None:
    mask = np.ones(GRID.shape, dtype=bool)
    mask[:, 12:] = False
    grid = Grid(GRID.x_min, GRID.y_max, 100, *GRID.shape, mask)
    counts = crowded()
    made = kinds()
    for kind, item in zip(made, environment_of(grid, counts, made).correlations):
        density = kind.amounts(grid).per_cell[mask]
        assert (item.pearson, item.p_value) == pytest.approx(stats.pearsonr(density, counts[mask]), rel=1e-9)
        # Rounded first, because rank correlation tells apart what only rounding made different.
        expected = stats.spearmanr(np.round(density, 6), counts[mask])
        assert (item.spearman, item.p_spearman) == pytest.approx(tuple(expected), rel=1e-9)


def test_lengths_that_only_rounding_tells_apart_have_one_rank() -> None:
    size = 100 / 3
    grid = Grid(551_000.1, 4_181_000.3, size, 16, 20)
    north = grid.y_max - size * (0.37 + np.arange(0, 16, 3))
    ends = np.array([grid.x_min - 5, grid.x_min + 20 * size + 5])
    xy = np.array([(x, y) for y in north for x in ends])
    streets = lines_of("streets", xy, np.arange(len(north) + 1) * 2, np.arange(len(north)))
    per_cell = streets.amounts(grid).per_cell
    assert len(np.unique(per_cell[per_cell > 0])) > 1, "or there is nothing to test"
    counts = crowded().reshape(grid.shape)
    crossed = np.arange(16)[:, None] % 3 == 0
    (item,) = environment_of(grid, counts, [streets]).correlations
    expected = stats.spearmanr(np.broadcast_to(crossed, grid.shape).ravel(), counts.ravel())
    assert (item.spearman, item.p_spearman) == pytest.approx(tuple(expected), rel=1e-9)


def test_many_kinds_are_corrected_by_hand() -> None:
    rng = np.random.default_rng(11)
    counts = crowded()
    made = [points_of(f"noise {i}", rng.uniform(0, 2000, 40), rng.uniform(0, 1600, 40)) for i in range(60)]
    found = environment_of(GRID, counts, made)
    p = np.array([item.p_value for item in found.correlations])
    assert (p < 0.05).sum() > 0 and not found.has_weight, "some look significant one by one, none does among 60"
    # Benjamini and Hochberg in their own words: the least of m p / i over this and all larger p.
    for place, item in enumerate(found.correlations):
        larger = [len(p) * other / (p <= other).sum() for other in p if other >= p[place]]
        assert item.p_adjusted == pytest.approx(min(1.0, *larger), rel=1e-12)
    np.testing.assert_array_equal(found.value, np.zeros(GRID.shape))


def test_kinds_of_one_geometry_count_by_their_density_per_km2() -> None:
    counts = crowded()
    bars, shops = kinds()[0], points_of("shops", *kinds()[0].xy[::3].T)
    found = environment_of(GRID, counts, [bars, shops])
    expected = sum(
        item.pearson * kind.amounts(GRID).per_cell * 100 for kind, item in zip((bars, shops), found.correlations)
    )
    np.testing.assert_allclose(found.value, expected, rtol=1e-12)
    assert found.formula == "Σ over kinds of r · density"


def test_kinds_of_several_geometries_count_by_shares_whatever_their_units() -> None:
    counts = crowded()
    near = kinds()[:3]
    found = environment_of(GRID, counts, near)
    expected = np.zeros(GRID.shape)
    for kind, item in zip(near, found.correlations):
        per_cell = kind.amounts(GRID).per_cell
        expected += item.pearson * per_cell / per_cell.max()
        assert item.greatest == pytest.approx(per_cell.max() / {"points": 1, "lines": 1e3, "polygons": 1e6}[
            kind.geometry] * 100)  # fmt: skip
    np.testing.assert_allclose(found.value, expected, rtol=1e-12)
    tenfold = points_of(near[0].kind, *np.repeat(near[0].xy, 10, axis=0).T)
    np.testing.assert_allclose(environment_of(GRID, counts, [tenfold, *near[1:]]).value, found.value, rtol=1e-9)


@pytest.mark.parametrize("grid", [GRID, HexagonGrid.covering(0, 0, 2000, 1600, 100)])
def test_amounts_and_features_in_the_study_area(grid: Grid) -> None:
    # The study area is the western half; features reach into it, or not.
    x, _ = grid.centres_of(np.arange(grid.rows * grid.cols))
    half = grid.within((x < 1000).reshape(grid.shape))
    line = np.array([[500.0, 810], [1500, 810], [1600, 300], [1700, 300]])
    lanes = lines_of("lanes", line, np.array([0, 2, 4]), np.array([7, 9]))
    (item,) = environment_of(half, np.arange(grid.rows * grid.cols).reshape(grid.shape), [lanes]).correlations
    assert item.count == 1 and item.amount == pytest.approx(0.5, abs=0.051)
    everywhere = squares_of("park", np.array([-5e4]), np.array([5e4]), np.array([1e5]))
    amounts = everywhere.amounts(half)
    assert amounts.features == 1
    np.testing.assert_allclose(amounts.per_cell, grid.cell_area_m2, rtol=1e-12)
    # Two points of which one is outside.
    assert points_of("bars", np.array([500.0, 1500.0]), np.array([500.0, 500.0])).amounts(half).features == 1


@pytest.mark.parametrize("grid", [GRID, HexagonGrid.covering(0, 0, 2000, 1600, 100)])
def test_every_polygon_around_the_study_area_counts(grid: Grid) -> None:
    x, y = grid.centres_of(np.arange(grid.rows * grid.cols))
    # Two pieces, in the west and in the east.
    pieces = grid.within(((x < 400) | (x > 1600)).reshape(grid.shape))
    # Around both, around the west, around the east; one in the west; one between them; one far off.
    west = np.array([-5e4, -2000.0, 1000.0, 100.0, 900.0, 7000.0])
    north = np.array([5e4, 2400.0, 2400.0, 900.0, 900.0, 900.0])
    side = np.array([1e5, 3000.0, 3000.0, 150.0, 200.0, 100.0])
    assert squares_of("zone", west, north, side).amounts(pieces).features == 4
    alone = [squares_of("zone", west[[i]], north[[i]], side[[i]]).amounts(pieces).features for i in range(6)]
    assert alone == [1, 1, 1, 1, 0, 0]
    # A hole around the study area leaves nothing of the feature in it.
    ring = np.array([[-1, -1], [-1, 1], [1, 1], [1, -1], [-1, -1]]) * 1.0
    rings = np.concatenate([ring * 9e4, ring * 5e4])
    hole = polygons_of("ring", rings, np.array([0, 5, 10]), np.array([4, 4]), np.array([False, True]))
    both = polygons_of(
        "ring", np.concatenate([rings, ring * 8e4]), np.array([0, 5, 10, 15]), np.array([4, 4, 5]),
        np.array([False, True, False]),
    )  # fmt: skip
    assert (hole.amounts(pieces).features, both.amounts(pieces).features) == (0, 1)


def test_a_feature_of_many_parts_is_one() -> None:
    line = np.array([[10.0, 10], [20, 10], [30, 10], [40, 10]])
    both = lines_of("lane", line, np.array([0, 2, 4]), np.array([3, 3])).amounts(GRID)
    assert both.features == 1 and both.per_cell.sum() == pytest.approx(20)


def test_undefined_correlations_are_not_numbers_and_have_no_weight() -> None:
    outside = points_of("far", np.array([1e6]), np.array([1e6]))
    everywhere = squares_of("all", np.array([-100.0]), np.array([5000.0]), np.array([9000.0]))
    near = kinds()[0]
    found = environment_of(GRID, crowded(), [outside, everywhere, near])
    for item in found.correlations[:2]:
        undefined = [item.pearson, item.p_value, item.spearman, item.p_spearman, item.p_adjusted]
        assert np.isnan(undefined).all() and item.weight == 0.0
    assert found.correlations[0].count == found.correlations[0].cells == 0
    assert found.correlations[1].cells == GRID.rows * GRID.cols and found.correlations[1].amount == pytest.approx(
        20 * 16 / 100
    )
    # What cannot be tested is no test: the third is as significant as alone.
    assert found.correlations[2].p_adjusted == found.correlations[2].p_value
    assert np.isnan(environment_of(GRID, np.full(GRID.shape, 3), [near]).correlations[0].pearson)


def test_facilities_that_cannot_be_are_refused() -> None:
    one = np.zeros((1, 2))
    with pytest.raises(PatrolError, match="must agree"):
        lines_of("lanes", one, np.array([0, 2]), np.array([0]))
    with pytest.raises(PatrolError, match="not numbers"):
        points_of("bars", np.array([np.nan]), np.array([0.0]))
    with pytest.raises(PatrolError, match="points, lines, polygons"):
        Facilities("bars", "volumes", one, np.array([0, 1]), np.array([0]), np.array([False]))
