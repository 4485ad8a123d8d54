"""Contiguous hotspots: in one piece, apart, of the wanted share, on the planted peaks."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.ndimage import gaussian_filter, label

from patrol_planner.algorithms.cells.neighbours import grid_neighbours
from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.errors import Cancelled
from patrol_planner.algorithms.hotspots.contiguous import grow_areas, sensible_number
from patrol_planner.algorithms.hotspots.extraction import HotspotSettings, extract_hotspots
from patrol_planner.algorithms.hotspots.riskcells import RiskCells


def grown(risk: np.ndarray, number: int, coverage: float, size: np.ndarray | None = None):
    pairs = grid_neighbours(np.ones(risk.shape, dtype=bool))
    size = np.ones(risk.size) if size is None else size
    return grow_areas(risk.ravel(), size, pairs, number, coverage, Control())


def square(risk: np.ndarray) -> RiskCells:
    return RiskCells(risk.ravel(), np.full(risk.size, 1e4), grid_neighbours(np.ones(risk.shape, dtype=bool)))


@given(
    st.integers(0, 2**32 - 1),
    st.integers(1, 14),
    st.integers(1, 14),
    st.integers(1, 6),
    st.floats(1, 60),
    st.booleans(),
)
@settings(deadline=None)
def test_areas_are_connected_and_of_their_share(
    seed: int, rows: int, cols: int, number: int, coverage: float, unequal: bool
) -> None:
    rng = np.random.default_rng(seed)
    risk = rng.random((rows, cols)) + 0.01
    size = rng.uniform(0.5, 2.0, risk.size) if unequal else np.ones(risk.size)
    found = grown(risk, number, coverage, size)
    areas = found.label.reshape(rows, cols)
    share = size.sum() * coverage / 100 / number
    for area in range(found.label.max() + 1):
        assert label(areas == area)[1] == 1
        taken = size[found.label == area].sum()
        if area in found.too_small:
            # Every cell beside it belongs to another area: there was nothing left to take.
            inside = areas == area
            beside = np.zeros_like(inside)
            beside[1:] |= inside[:-1]
            beside[:-1] |= inside[1:]
            beside[:, 1:] |= inside[:, :-1]
            beside[:, :-1] |= inside[:, 1:]
            assert taken < share and (areas[beside & ~inside] >= 0).all()
        elif (found.label == area).sum() > 1 and not len(found.too_small):
            assert abs(taken - share) <= size.max() / 2 + 1e-9
    number_found = found.label.max() + 1
    covered, wanted = size[found.label >= 0].sum(), share * number_found
    if len(found.too_small):
        # What the shut-in ones lack the others have, each rounded to half a cell; or nothing is left to take.
        assert covered >= wanted - number_found * size.max() / 2 - 1e-9 or found.missing > 0
        assert found.missing <= max(wanted - covered, 0.0) + number_found * size.max() / 2 + 1e-9
    else:
        assert found.missing == 0
    again = grown(risk, number, coverage, size)
    assert (again.label == found.label).all() and (again.too_small == found.too_small).all()


def test_every_area_has_its_share_to_within_half_a_cell() -> None:
    risk = gaussian_filter(np.random.default_rng(3).random((60, 60)), 3)
    found = grown(risk, 6, 10.0)
    assert np.bincount(found.label[found.label >= 0]).tolist() == [60] * 6 and not len(found.too_small)


def test_planted_peaks_are_found_best_first() -> None:
    row, col = np.mgrid[:50, :50]
    peaks = [(10, 10, 1.0), (35, 12, 0.8), (20, 38, 0.6)]
    risk = sum(h * np.exp(-((row - r) ** 2 + (col - c) ** 2) / 30.0) for r, c, h in peaks)
    found = grown(risk, 3, 3.0)
    for area, (r, c, _) in enumerate(peaks):
        inside = found.label.reshape(50, 50) == area
        assert inside[r, c] and inside.sum() == 25
        # Compact: a round hill gives a round area.
        assert np.hypot(row[inside] - r, col[inside] - c).max() < 4


def test_the_seed_is_the_best_neighbourhood_not_the_highest_cell() -> None:
    risk = np.zeros((9, 9))
    risk[1, 1] = 1.0
    risk[5:8, 5:8] = 0.6
    assert grown(risk, 1, 2.0).label.reshape(9, 9)[6, 6] == 0


def test_of_equal_cells_the_more_compact_is_taken() -> None:
    found = grown(np.ones((20, 20)), 1, 4.0).label.reshape(20, 20) == 0
    rows, cols = np.flatnonzero(found.any(axis=1)), np.flatnonzero(found.any(axis=0))
    assert found.sum() == 16 and len(rows) * len(cols) <= 20


def test_adjoining_areas_stay_apart() -> None:
    risk = np.zeros((10, 20))
    risk[3:7, 2:18] = 1.0
    found = extract_hotspots(square(risk), HotspotSettings("contiguous", 32.0, max_hotspots=2))
    assert len(found) == 2 and found.cells.tolist() == [32, 32] and found.risk_sum.sum() == 64
    pairs = grid_neighbours(np.ones(risk.shape, dtype=bool))
    ends = found.of_cell[pairs]
    assert ((ends >= 0).all(axis=1) & (ends[:, 0] != ends[:, 1])).any()


def test_an_island_that_runs_out_is_said() -> None:
    risk = np.zeros((10, 10))
    risk[0, 0] = 9.0
    risk[0, 1] = risk[1, 0] = risk[1, 1] = np.nan
    risk[5:8, 5:8] = 1.0
    said: list[str] = []
    found = extract_hotspots(
        square(risk), HotspotSettings("contiguous", 10.0, max_hotspots=2), Control(warn=said.append)
    )
    # Its share is the other's: ten cells in all.
    assert sorted(found.cells.tolist()) == [1, 9] and len(said) == 1
    assert "1 of 2 contiguous areas are smaller than their share" in said[0] and "grown larger instead" in said[0]


def test_what_nobody_can_take_is_said() -> None:
    # Two islands of three cells each, of which nine are asked for.
    risk = np.full((3, 6), np.nan)
    risk[0, :3] = 1.0
    risk[2, 3:] = 0.8
    said: list[str] = []
    found = extract_hotspots(
        square(risk), HotspotSettings("contiguous", 50.0, max_hotspots=2), Control(warn=said.append)
    )
    assert found.cells.tolist() == [3, 3] and len(said) == 1 and "No other has room for it" in said[0]


@given(st.integers(0, 2**32 - 1), st.integers(2, 8), st.floats(2, 40))
@settings(deadline=None, max_examples=80)
def test_the_coverage_is_reached_where_areas_are_shut_in(seed: int, number: int, coverage: float) -> None:
    """A city of islands and dead ends: as long as somewhere is room, the share of the whole is covered."""
    rng = np.random.default_rng(seed)
    risk = np.where(rng.random((24, 24)) < 0.45, np.nan, rng.random((24, 24)) + 0.01)
    known = np.isfinite(risk)
    found = grown(risk, number, coverage)
    areas = found.label.reshape(risk.shape)
    assert found.label.max() == number - 1 and (areas[~known] == -1).all()
    assert all(label(areas == area)[1] == 1 for area in range(number))
    wanted, covered = risk.size * coverage / 100.0, int((areas >= 0).sum())
    beside = np.zeros_like(known)
    for move in ((0, 1), (0, -1), (1, 0), (-1, 0)):
        shifted = np.roll(areas >= 0, move, (0, 1))
        edge = [slice(None), slice(None)]
        axis = 0 if move[0] else 1
        edge[axis] = 0 if move[axis] > 0 else -1
        shifted[tuple(edge)] = False
        beside |= shifted
    could_grow = (beside & known & (areas < 0)).any()
    assert covered <= max(wanted, number) + number / 2 + 1e-9
    if could_grow:
        assert covered >= wanted - number / 2 - 1e-9 and found.missing == 0


def test_half_a_cell_below_the_share_is_not_too_small() -> None:
    found = grown(np.ones((3, 3)), 2, 100.0)
    assert sorted(np.bincount(found.label).tolist()) == [4, 5] and not len(found.too_small)
    # What is left is smaller by more than that: 3.9 of a share of 4.5.
    strip = np.ones((1, 9))
    size = np.array([1, 1, 1, 1, 1, 0.9, 1, 1, 1])
    strip[0, 5:] = 0.5
    short = grown(strip, 2, 100.0 * 9.0 / size.sum(), size)
    assert np.bincount(short.label).tolist() == [5, 4] and short.too_small.tolist() == [1]


def test_fewer_areas_than_wanted_are_said() -> None:
    risk = np.zeros((9, 9))
    risk[4, 4] = 1.0
    said: list[str] = []
    found = extract_hotspots(
        square(risk), HotspotSettings("contiguous", 30.0, max_hotspots=5), Control(warn=said.append)
    )
    assert len(found) == 1 and "Only 1 of 5 contiguous areas were found" in said[0]


def test_without_a_number_a_sensible_one_is_taken_and_said() -> None:
    risk = gaussian_filter(np.random.default_rng(1).random((40, 50)), 2)
    said: list[str] = []
    found = extract_hotspots(square(risk), HotspotSettings("contiguous", 5.0), Control(info=said.append))
    assert len(found) == 10 and found.cells.tolist() == [10] * 10 and "10 areas" in said[0]
    assert sensible_number(np.ones(3), 1.0) == 1
    assert found.covered_percent == pytest.approx(5.0)


def test_small_areas_can_be_left_out() -> None:
    risk = np.zeros((10, 10))
    risk[0, 0] = 9.0
    risk[0, 1] = risk[1, 0] = np.nan
    risk[5:8, 5:8] = 1.0
    found = extract_hotspots(square(risk), HotspotSettings("contiguous", 10.0, max_hotspots=2, min_cells=2))
    assert found.cells.tolist() == [9]


def test_negative_and_unknown_risks_do_no_harm() -> None:
    risk = np.random.default_rng(5).normal(size=(20, 20))
    risk[::7] = np.nan
    found = grown(risk, 4, 20.0)
    assert (found.label[np.isnan(risk.ravel())] == -1).all() and found.label.max() == 3


def test_half_a_million_cells_need_seconds_and_a_cancel_is_answered() -> None:
    risk = gaussian_filter(np.random.default_rng(1).random((500, 1000)), 4)
    start = time.perf_counter()
    assert extract_hotspots(square(risk), HotspotSettings("contiguous", 10.0)).cells.sum() == pytest.approx(
        5e4, rel=0.01
    )
    assert time.perf_counter() - start < 15
    asked: list[int] = []

    def after_some() -> bool:
        asked.append(1)
        return len(asked) > 5

    with pytest.raises(Cancelled):
        grow_areas(
            risk.ravel(),
            np.ones(risk.size),
            grid_neighbours(np.ones(risk.shape, dtype=bool)),
            1,
            50.0,
            Control(should_stop=after_some),
        )
