"""Hotspots: planted ones found, cells merged by edges, shares and PAI by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol_planner.algorithms.cells.neighbours import grid_neighbours
from patrol_planner.algorithms.errors import PatrolError
from patrol_planner.algorithms.hotspots import finding
from patrol_planner.algorithms.hotspots.extraction import HotspotSettings, extract_hotspots
from patrol_planner.algorithms.hotspots.riskcells import RiskCells, connected_areas


def hottest(cells: RiskCells, coverage_percent: float) -> np.ndarray:
    return finding.hottest(cells.risk, cells.size, coverage_percent)


def square(values: list[list[float]], count: list[list[float]] | None = None) -> RiskCells:
    risk = np.array(values, dtype=float)
    counts = None if count is None else np.array(count, dtype=float).ravel()
    return RiskCells(risk.ravel(), np.full(risk.size, 100.0), grid_neighbours(np.ones(risk.shape, bool)), counts)


def test_adjoining_cells_merge_by_edges_not_by_corners() -> None:
    cells = square([[0.9, 0.8, 0.0], [0.0, 0.0, 0.7], [0.6, 0.0, 0.0]], [[4, 3, 0], [1, 0, 2], [0, 0, 0]])
    found = extract_hotspots(cells, HotspotSettings("threshold", threshold=0.5))
    assert found.of_cell.reshape(3, 3).tolist() == [[0, 0, -1], [-1, -1, 1], [2, -1, -1]]
    assert found.cells.tolist() == [2, 1, 1] and found.size.tolist() == [200.0, 100.0, 100.0]
    np.testing.assert_allclose(found.risk_sum, [1.7, 0.7, 0.6])
    assert found.peak.tolist() == [0, 5, 6] and found.count.tolist() == [7, 2, 0]
    assert found.covered_percent == pytest.approx(100 * 4 / 9)
    assert found.pai == pytest.approx((9 / 10) / (4 / 9))


def test_coverage_takes_the_hottest_share() -> None:
    rng = np.random.default_rng(1)
    cells = square(rng.random((20, 20)).tolist())
    hot = hottest(cells, 5)
    assert hot.sum() == 20
    assert cells.risk[hot].min() > cells.risk[~hot].max()
    assert hottest(cells, 0.0001).sum() == 1
    assert hottest(cells, 100).sum() == 400


def test_riskless_cells_are_never_hot_and_a_constant_risk_is_no_better_than_chance() -> None:
    cells = square([[0.5, 0.5, 0.5, 0.0]], [[1, 9, 2, 50]])
    assert hottest(cells, 25).tolist() == [True, False, False, False]
    counts = np.random.default_rng(3).poisson(1.5, (60, 60))
    found = extract_hotspots(square(np.full((60, 60), 0.5).tolist(), counts.tolist()), HotspotSettings())
    assert found.pai == pytest.approx(1.0, abs=0.15)
    assert hottest(cells, 100).tolist() == [True, True, True, False]
    assert not hottest(square([[np.nan, 0.0]]), 50).any()


def test_unequal_areas_count_as_area() -> None:
    cells = RiskCells(np.array([0.9, 0.8, 0.1]), np.array([10.0, 30.0, 60.0]), np.zeros((0, 2), dtype=int))
    assert hottest(cells, 10).tolist() == [True, False, False]
    assert hottest(cells, 40).tolist() == [True, True, False]


def test_the_best_are_kept_and_the_small_left_out() -> None:
    cells = square([[0.9, 0.0, 0.6, 0.6], [0.0, 0.0, 0.0, 0.0]])
    largest = extract_hotspots(cells, HotspotSettings("threshold", threshold=0.5, max_hotspots=1))
    assert largest.of_cell.tolist() == [-1, -1, 0, 0, -1, -1, -1, -1]
    big = extract_hotspots(cells, HotspotSettings("threshold", threshold=0.5, min_cells=2))
    assert len(big) == 1 and big.cells.tolist() == [2]


def test_nothing_hot_is_an_empty_result() -> None:
    found = extract_hotspots(square([[0.1, 0.2]], [[1, 1]]), HotspotSettings("threshold", threshold=0.9))
    assert len(found) == 0 and found.covered_percent == 0 and np.isnan(found.pai)


@given(st.integers(0, 2**32 - 1), st.integers(1, 12), st.integers(1, 12))
def test_areas_equal_the_image_labels(seed: int, rows: int, cols: int) -> None:
    from scipy.ndimage import label

    hot = np.random.default_rng(seed).random((rows, cols)) < 0.5
    found = connected_areas(hot.ravel(), grid_neighbours(np.ones((rows, cols), bool))).reshape(rows, cols)
    expected, number = label(hot)
    assert len(np.unique(found[hot])) == number
    assert (found[~hot] == -1).all()
    pairs = {(int(a), int(b)) for a, b in zip(found[hot], expected[hot])}
    assert len(pairs) == number


def test_settings_that_cannot_be_are_refused() -> None:
    for settings in (
        {"method": "best"},
        {"coverage_percent": 0},
        {"coverage_percent": 101},
        {"max_hotspots": -1},
        {"min_cells": 0},
    ):
        with pytest.raises(PatrolError):
            HotspotSettings(**settings)
