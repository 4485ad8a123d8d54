"""Two periods compared: each kind of change, measured and ranked as it should be."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol_planner.algorithms.cells.neighbours import grid_neighbours
from patrol_planner.algorithms.hotspots.change import EMERGING, FADING, PERSISTENT, kinds_of_change
from patrol_planner.algorithms.hotspots.extraction import HotspotSettings, extract_hotspots
from patrol_planner.algorithms.hotspots.riskcells import RiskCells


def cells_of(now: np.ndarray, before: np.ndarray, count: np.ndarray | None = None) -> RiskCells:
    pairs = grid_neighbours(np.ones(now.shape, dtype=bool))
    counts = None if count is None else count.ravel()
    return RiskCells(now.ravel(), np.full(now.size, 100.0), pairs, counts, before.ravel())


def test_each_kind_by_hand() -> None:
    now = np.array([[0.9, 0.9, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, 0.7]])
    before = np.array([[0.0, 0.8, 0.6, 0.0, 0.0], [0.0, 0.0, 0.0, 5.0, 0.0]])
    count = np.array([[2.0, 4, 1, 0, 0], [0, 0, 0, 1, 2]])
    found = extract_hotspots(cells_of(now, before, count), HotspotSettings("threshold", threshold=0.5))
    # Neighbours of different kinds stay apart; the fading come last, however hot they were.
    assert found.change.tolist() == [EMERGING, PERSISTENT, EMERGING, FADING, FADING]
    assert found.risk_sum.tolist() == [0.9, 0.9, 0.7, 5.0, 0.6] and found.risk_max.tolist() == [0.9, 0.9, 0.7, 5.0, 0.6]
    assert found.risk_base.tolist() == [0.0, 0.8, 0.0, 5.0, 0.6] and found.number_now == 3
    assert found.of_cell.tolist() == [0, 1, 4, -1, -1, -1, -1, -1, 3, 2]
    assert found.count.tolist() == [2, 4, 2, 1, 1] and found.peak.tolist() == [0, 1, 9, 8, 2]
    assert [found.changed(kind) for kind in (EMERGING, PERSISTENT, FADING)] == [2, 1, 2]
    # Only what is hot now counts: 3 of 10 cells with 8 of 10 incidents.
    assert found.covered_percent == pytest.approx(30) and found.pai == pytest.approx(0.8 / 0.3)
    assert found.hot_now.sum() == 3


@given(st.integers(0, 2**32 - 1), st.sampled_from(["coverage", "threshold", "gi", "contiguous"]))
def test_hot_now_is_what_the_method_finds_without_a_baseline(seed: int, method: str) -> None:
    rng = np.random.default_rng(seed)
    now, before = rng.gamma(0.5, size=(2, 8, 9))
    settings = HotspotSettings(method, 15.0, 0.8, max_hotspots=3 if method == "contiguous" else 0)
    compared = extract_hotspots(cells_of(now, before), settings)
    alone = extract_hotspots(RiskCells(now.ravel(), np.full(72, 100.0), cells_of(now, now).neighbours), settings)
    earlier = extract_hotspots(RiskCells(before.ravel(), np.full(72, 100.0), cells_of(now, now).neighbours), settings)
    hot_now, hot_before = alone.of_cell >= 0, earlier.of_cell >= 0
    kind = kinds_of_change(hot_now, hot_before)
    assert ((compared.of_cell >= 0) == (kind > 0)).all() and (compared.hot_now == hot_now).all()
    inside = compared.of_cell >= 0
    assert (compared.change[compared.of_cell[inside]] == kind[inside]).all()
    assert compared.covered_percent == pytest.approx(alone.covered_percent)
    last = np.flatnonzero(compared.change == FADING)
    assert not len(last) or last[0] == len(compared) - len(last)


def test_equal_periods_are_all_persistent() -> None:
    risk = np.random.default_rng(1).random((10, 10))
    for method in ("coverage", "threshold", "contiguous"):
        settings = HotspotSettings(method, 10.0)
        found = extract_hotspots(cells_of(risk, risk), settings)
        alone = extract_hotspots(
            RiskCells(risk.ravel(), np.full(100, 100.0), cells_of(risk, risk).neighbours), settings
        )
        assert (found.change == PERSISTENT).all() and (found.of_cell == alone.of_cell).all()
        assert found.risk_sum.tolist() == alone.risk_sum.tolist()


def test_contiguous_areas_that_adjoin_stay_apart_in_a_comparison_too() -> None:
    risk = np.zeros((10, 20))
    risk[3:7, 2:18] = 1.0
    found = extract_hotspots(cells_of(risk, risk), HotspotSettings("contiguous", 32.0, max_hotspots=2))
    assert found.cells.tolist() == [32, 32] and (found.change == PERSISTENT).all()


def test_fading_hotspots_have_the_scores_of_the_baseline() -> None:
    rng = np.random.default_rng(2)
    now, before = rng.poisson(2.0, (2, 20, 20)).astype(float)
    now[2:6, 2:6] += 10
    before[12:17, 12:17] += 10
    found = extract_hotspots(cells_of(now, before), HotspotSettings("gi"))
    assert found.change.tolist() == [EMERGING, FADING] and (found.z > 5).all() and (found.p < 1e-5).all()
    assert found.risk_sum[1] == pytest.approx(before.ravel()[found.of_cell == 1].sum())


def test_a_risk_unknown_in_one_period_is_hot_in_the_other_only() -> None:
    now, before = np.array([[0.9, np.nan, 0.9]]), np.array([[np.nan, 0.9, 0.9]])
    found = extract_hotspots(cells_of(now, before), HotspotSettings("threshold", threshold=0.5))
    assert found.change.tolist() == [EMERGING, PERSISTENT, FADING]
