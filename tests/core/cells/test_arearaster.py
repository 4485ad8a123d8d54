"""How deep inside an area points lie: never farther from its border than said."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patrol_planner.algorithms.cells.arearaster import AreaRaster

PIXEL_M = 10.0


def true_distance(area: AreaRaster, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Metres from each point to the nearest square that is not wholly inside; all around the raster are none."""
    row, col = np.nonzero(np.pad(area.share < 1.0, 1, constant_values=True))
    west = area.x_min + (col - 1) * area.pixel_m
    north = area.y_max - (row - 1) * area.pixel_m
    dx = np.maximum(np.maximum(west - x[:, None], x[:, None] - west - area.pixel_m), 0.0)
    dy = np.maximum(np.maximum(north - area.pixel_m - y[:, None], y[:, None] - north), 0.0)
    return np.hypot(dx, dy).min(axis=1)


@given(st.integers(0, 2**32 - 1), st.integers(1, 12), st.integers(1, 12), st.floats(0.0, 0.3))
@settings(max_examples=60, deadline=None)
def test_depth_never_exceeds_the_distance_to_the_border(seed: int, rows: int, cols: int, holes: float) -> None:
    rng = np.random.default_rng(seed)
    share = np.where(rng.random((rows, cols)) < holes, rng.random((rows, cols)), 1.0)
    area = AreaRaster(500.0, 900.0, PIXEL_M, share)
    # Anywhere in and around it, and just inside the corners of squares.
    x = np.append(rng.uniform(480, 520 + 10 * cols, 60), 500 + PIXEL_M * rng.integers(0, cols + 1, 60) + 1e-6)
    y = np.append(rng.uniform(880 - 10 * rows, 920, 60), 900 - PIXEL_M * rng.integers(0, rows + 1, 60) - 1e-6)
    depth, distance = area.depth_m(x, y), true_distance(area, x, y)
    assert (depth <= distance + 1e-5).all()
    # And says what it can: two diagonals of a square are all it may lose.
    assert (depth >= distance - 2 * np.sqrt(2) * PIXEL_M - 1e-5).all()


def test_across_a_corner_the_whole_diagonal_is_lost() -> None:
    share = np.ones((21, 21))
    share[10, 10] = 0.0
    area = AreaRaster(0.0, 210.0, PIXEL_M, share)
    # The corner of a square that points to the hole, three squares off along the diagonal.
    x, y = np.array([130.0]) + 1e-9, np.array([80.0]) - 1e-9
    assert true_distance(area, x, y) == pytest.approx(2 * np.sqrt(2) * PIXEL_M)
    assert area.depth_m(x, y) == pytest.approx(2 * np.sqrt(2) * PIXEL_M)
