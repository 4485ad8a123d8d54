"""Lengths and areas by cell: against dense sampling and plain formulas, for squares and hexagons, and conserved."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patrol_planner.algorithms.cells.cutting import along, batches, cut
from patrol_planner.algorithms.cells.grid import Grid
from patrol_planner.algorithms.cells.hexgrid import HexagonGrid
from patrol_planner.algorithms.cells.linelengths import pieces_in_cells, segments_of
from patrol_planner.algorithms.cells.polygonareas import polygon_areas, polygon_shares

SHAPES = (Grid, HexagonGrid)
seeds = st.integers(0, 2**32 - 1)
shapes = st.sampled_from(SHAPES)


def lengths_of(grid: Grid, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Metres per cell, and last those outside the grid."""
    total = np.zeros(grid.rows * grid.cols + 1)
    for _, cell, metres in pieces_in_cells(grid, start, end):
        total += np.bincount(cell % len(total), metres, len(total))
    return total


def star(rng: np.random.Generator, x: float, y: float, least: float, most: float, corners: int) -> np.ndarray:
    """A closed ring that does not cross itself, concave where it likes, either way round: (corners + 1, 2)."""
    # One corner in each sector, so that no gap reaches half-way round.
    angle = (np.arange(corners) + rng.uniform(0, 1 if corners > 3 else 0.45, corners)) * 2 * np.pi / corners
    radius = rng.uniform(least, most, corners)
    ring = np.column_stack([x + radius * np.cos(angle), y + radius * np.sin(angle)])
    ring = ring[:: rng.choice([-1, 1])]
    return np.concatenate([ring, ring[:1]])


def shoelace(ring: np.ndarray) -> float:
    x, y = (ring - ring[0]).T
    return abs(float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]))) / 2


def offsets_of(*rings: np.ndarray) -> np.ndarray:
    return np.concatenate([[0], np.cumsum([len(ring) for ring in rings])])


def clipped_area(ring: np.ndarray, corners: np.ndarray) -> float:
    """The area a ring has inside a convex polygon given clockwise (Sutherland and Hodgman, one side after another)."""
    points = ring[:-1]
    for here, there in zip(corners, np.roll(corners, -1, axis=0)):
        side = (there[0] - here[0]) * (points[:, 1] - here[1]) - (there[1] - here[1]) * (points[:, 0] - here[0])
        kept = []
        for index in range(len(points)):
            before = index - 1
            if (side[before] > 0) != (side[index] > 0):
                share = side[before] / (side[before] - side[index])
                kept.append(points[before] + share * (points[index] - points[before]))
            if side[index] <= 0:
                kept.append(points[index])
        points = np.array(kept).reshape(-1, 2)
        if len(points) < 3:
            return 0.0
    return shoelace(np.concatenate([points, points[:1]]))


@given(st.lists(st.tuples(st.floats(-9, 9), st.floats(-9, 9)), min_size=1, max_size=9), st.integers(-3, 0))
def test_pieces_tile_their_edges_and_lie_between_lines(edges, first: int) -> None:
    start, end = np.array(edges).T
    pieces = cut(start, end, first, 4)
    for edge in range(len(start)):
        own = pieces.edge == edge
        assert pieces.begins[own][0] == 0 and pieces.ends[own][-1] == 1
        np.testing.assert_array_equal(pieces.begins[own][1:], pieces.ends[own][:-1])
    middle = along(start[pieces.edge], end[pieces.edge], (pieces.begins + pieces.ends) / 2)
    long = np.abs((pieces.ends - pieces.begins) * (end - start)[pieces.edge]) > 1e-9
    expected = np.clip(np.floor(middle), first - 1, 4)
    np.testing.assert_array_equal(pieces.gap[long], expected[long])


def test_batches_hold_every_edge_once_and_few_pieces() -> None:
    end = np.array([3e5, 9e5, 5e5, 0.5, 2e6, 0.5])
    found = list(batches([(np.zeros(6), end, 0, 10**7)]))
    assert [(item.start, item.stop) for item in found] == [(0, 1), (1, 2), (2, 4), (4, 5), (5, 6)]


@given(shapes, seeds, st.floats(20, 900))
@settings(max_examples=60)
def test_lengths_agree_with_dense_sampling_and_are_conserved(shape: type[Grid], seed: int, size: float) -> None:
    rng = np.random.default_rng(seed)
    grid = shape.covering(-1500, -900, 1500, 1100, size)
    start, end = rng.uniform(-2500, 2500, (2, 12, 2))
    found = lengths_of(grid, start, end)
    length = np.hypot(*(end - start).T)
    assert found.sum() == pytest.approx(length.sum(), rel=1e-12)
    samples = 20_000
    at = (np.arange(samples) + 0.5) / samples
    places = start[:, None] + at[:, None] * (end - start)[:, None]
    cell = grid.flat_index(places[..., 0].ravel(), places[..., 1].ravel())
    sampled = np.bincount(cell % len(found), np.repeat(length / samples, samples), len(found))
    # Each end of a piece is off by at most a sample, in its own cell.
    assert np.abs(found - sampled).max() < 12 * 4 * 7100 / samples


@pytest.mark.parametrize("shape", SHAPES)
def test_lengths_inside_one_cell_and_across_known_borders(shape: type[Grid]) -> None:
    grid = shape.covering(0, 0, 1000, 1000, 100)
    x, y = grid.centres_of(np.array([3 * grid.cols + 4]))
    centre = np.array([[x[0], y[0]]])
    # From one centre to the next to the east: half in each, whatever the shape.
    found = lengths_of(grid, centre, centre + [100, 0])
    assert found[3 * grid.cols + 4] == pytest.approx(50, rel=1e-12)
    assert found[3 * grid.cols + 5] == pytest.approx(50, rel=1e-12)
    assert np.count_nonzero(found) == 2


def test_a_line_along_a_border_is_counted_once() -> None:
    grid = Grid.covering(0, 0, 400, 400, 100)
    found = lengths_of(grid, np.array([[50.0, 200.0]]), np.array([[350.0, 200.0]]))
    # A cell holds its north side: the row below the line.
    np.testing.assert_allclose(found[:-1].reshape(4, 4)[2], [50, 100, 100, 50], rtol=1e-12)
    assert np.count_nonzero(found) == 4


def test_segments_know_their_line() -> None:
    xy = np.arange(12.0).reshape(6, 2)
    start, end, line = segments_of(xy, np.array([0, 2, 3, 6]))
    assert line.tolist() == [0, 2, 2]
    np.testing.assert_array_equal(start, xy[[0, 3, 4]])
    np.testing.assert_array_equal(end, xy[[1, 4, 5]])


@given(shapes, seeds, st.floats(30, 700))
@settings(max_examples=60, deadline=None)
def test_areas_agree_with_clipping_cell_by_cell(shape: type[Grid], seed: int, size: float) -> None:
    rng = np.random.default_rng(seed)
    grid = shape.covering(551_000, 4_180_000, 551_900, 4_180_700, size if size > 100 else 100 + size)
    # Reaches out of the grid on some sides.
    outer = star(rng, 551_000 + rng.uniform(0, 900), 4_180_000 + rng.uniform(0, 700), 200, 700, 9)
    hole = star(rng, *outer[:-1].mean(axis=0), 5, 30, 6)
    areas = polygon_areas(grid, np.concatenate([outer, hole]), offsets_of(outer, hole), np.array([False, True]))
    for corners, found in zip(grid.corners_of(np.arange(grid.rows * grid.cols)), areas.ravel()):
        expected = clipped_area(outer, corners) - clipped_area(hole, corners)
        # Coordinates as large as these are known to a nanometre.
        assert found == pytest.approx(expected, abs=1e-9 * grid.cell_area_m2)


@given(shapes, seeds, st.floats(5, 400))
@settings(max_examples=60)
def test_areas_inside_are_conserved(shape: type[Grid], seed: int, size: float) -> None:
    rng = np.random.default_rng(seed)
    rings = [star(rng, *rng.uniform(-600, 600, 2), 1, rng.uniform(2, 200), int(rng.integers(3, 30))) for _ in range(20)]
    grid = shape.covering(-1000, -1000, 1000, 1000, size)
    found = polygon_areas(grid, np.concatenate(rings), offsets_of(*rings), np.zeros(20, dtype=bool))
    assert (found >= 0).all()
    assert found.sum() == pytest.approx(sum(map(shoelace, rings)), rel=1e-9)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_polygon_far_larger_than_the_grid_covers_every_cell_and_a_hole_as_large_none(shape: type[Grid]) -> None:
    grid = shape.covering(551_000, 4_180_000, 552_000, 4_181_000, 50)
    rng = np.random.default_rng(4)
    outer = star(rng, 551_500, 4_180_500, 4e7, 9e7, 40)
    hole = star(rng, 551_500, 4_180_500, 4e6, 9e6, 40)
    alone = polygon_areas(grid, outer, offsets_of(outer), np.array([False]))
    np.testing.assert_array_equal(alone / alone[0, 0], np.ones(grid.shape))
    assert alone[0, 0] == pytest.approx(grid.cell_area_m2, rel=1e-12)
    both = polygon_areas(grid, np.concatenate([outer, hole]), offsets_of(outer, hole), np.array([False, True]))
    np.testing.assert_array_equal(both, np.zeros(grid.shape))


@pytest.mark.parametrize("shape", SHAPES)
def test_cells_beside_many_polygons_are_exactly_empty_or_exactly_full(shape: type[Grid]) -> None:
    # What rounding leaves behind would rank cells that are all alike.
    rng = np.random.default_rng(8)
    grid = shape.covering(551_000, 4_180_000, 553_000, 4_182_000, 90)
    rings = [star(rng, *(551_000, 4_181_500) + rng.uniform(0, [2000, 400]), 3, 40, 12) for _ in range(3000)]
    found = polygon_areas(grid, np.concatenate(rings), offsets_of(*rings), np.zeros(3000, dtype=bool))
    _, y = grid.centres_of(np.arange(grid.rows * grid.cols))
    south = (y < 4_181_350).reshape(grid.shape)
    assert south.sum() > 100 and (found[~south] > 0).mean() > 0.5
    np.testing.assert_array_equal(found[south], np.zeros(south.sum()))
    rings.append(star(rng, 552_000, 4_181_000, 9000, 9900, 30))
    found = polygon_areas(grid, np.concatenate(rings), offsets_of(*rings), np.zeros(3001, dtype=bool))
    np.testing.assert_array_equal(found[south], np.full(south.sum(), found[south][0]))
    assert found[south][0] == pytest.approx(grid.cell_area_m2, rel=1e-12)


def test_shares_of_squares_on_grid_lines_are_exact() -> None:
    area = np.array([[100, 100], [100, 400], [350, 400], [350, 100], [100, 100]], dtype=float)
    share = polygon_shares(0.0, 500.0, 100.0, 5, 5, area, np.array([0, 5]), np.array([False]))
    expected = np.zeros((5, 5))
    expected[1:4, 1:4] = [1, 1, 0.5]
    np.testing.assert_array_equal(share, expected)


def test_nothing_covers_nothing() -> None:
    none = polygon_shares(0, 100, 10, 10, 10, np.zeros((0, 2)), np.array([0]), np.zeros(0, dtype=bool))
    np.testing.assert_array_equal(none, np.zeros((10, 10)))
    # A ring without area has none.
    flat = np.array([[0, 0], [50, 50], [0, 0], [0, 0]], dtype=float)
    np.testing.assert_array_equal(polygon_shares(0, 100, 10, 10, 10, flat, np.array([0, 4]), np.array([False])), none)
