"""Gi and Gi*: equal to esda's, to a direct evaluation, and to the definition of hot, cold and lone."""

from __future__ import annotations

import csv
import json
import time
import tracemalloc
from dataclasses import replace

import numpy as np
import pytest
from scipy.spatial.distance import cdist

from patrol_planner.algorithms.cells.neighbours import grid_neighbours, nearest_distance, within_distance
from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.errors import Cancelled, PatrolError
from patrol_planner.algorithms.falsediscovery import adjusted_p_values
from patrol_planner.algorithms.hotspots.extraction import HotspotSettings, extract_hotspots
from patrol_planner.algorithms.hotspots.getisord import (
    COLD,
    HOT,
    GiScores,
    GiSettings,
    gi_scores,
    lone_extremes,
    neighbour_sums,
    standard_scores,
)
from patrol_planner.algorithms.hotspots.riskcells import RiskCells


def z_of(value: np.ndarray, pairs: np.ndarray, star: bool) -> np.ndarray:
    return standard_scores(value, *neighbour_sums(value, pairs), star)


def dense_z(value: np.ndarray, weights: np.ndarray, star: bool) -> np.ndarray:
    """Cell by cell, as Ord and Getis (1995) write it: eq. 14 (Gi) and its like with i included (Gi*)."""
    n = len(value)
    scores = np.full(n, np.nan)
    for i in range(n):
        others = np.arange(n) if star else np.delete(np.arange(n), i)
        w, x, m = weights[i, others], value[others], len(others)
        total, squares = w.sum(), (w**2).sum()
        spread = x.std() * np.sqrt((m * squares - total**2) / (m - 1))
        if spread > 0:
            scores[i] = (w @ x - total * x.mean()) / spread
    return scores


def weights_of(n: int, pairs: np.ndarray, star: bool) -> np.ndarray:
    weights = np.zeros((n, n))
    weights[pairs[:, 0], pairs[:, 1]] = weights[pairs[:, 1], pairs[:, 0]] = 1.0
    return weights + np.eye(n) * star


def queen_pairs(row: np.ndarray, col: np.ndarray) -> np.ndarray:
    apart = cdist(np.column_stack([row, col]), np.column_stack([row, col]), "chebyshev")
    pairs = np.argwhere(apart == 1)
    return pairs[pairs[:, 0] < pairs[:, 1]]


def test_z_is_that_of_esda(shared_data) -> None:
    reference = json.loads((shared_data / "reference" / "esda_getis_ord.json").read_text())
    x, y = np.array(reference["points"], dtype=float).T
    value = np.array(reference["y"])
    pairs = within_distance(x, y, reference["threshold"], Control())
    np.testing.assert_allclose(z_of(value, pairs, star=False), reference["Gi_binary_z"], rtol=0, atol=1e-8)
    np.testing.assert_allclose(z_of(value, pairs, star=True), reference["GiStar_binary_z"], rtol=0, atol=1e-8)


def test_z_of_a_city_is_that_of_esda(shared_data) -> None:
    with (shared_data / "reference" / "gistar_houston_burglary_1km_epsg26915_queen.csv").open() as file:
        rows = list(csv.DictReader(file))
    row, col, count, expected = (
        np.array([float(r[name]) for r in rows]) for name in ("row", "col", "count", "gistar_z")
    )
    pairs = queen_pairs(row, col)
    z = gi_scores(count, pairs).z
    np.testing.assert_allclose(z, expected, rtol=0, atol=5.1e-7)  # the file has six digits
    np.testing.assert_allclose(z, dense_z(count, weights_of(len(count), pairs, True), True), rtol=0, atol=1e-8)


@pytest.mark.parametrize("star", [True, False])
@pytest.mark.parametrize("offset", [0.0, 1e6])
def test_z_equals_a_direct_evaluation(star: bool, offset: float) -> None:
    rng = np.random.default_rng(3)
    mask = rng.random((9, 11)) < 0.8
    pairs = grid_neighbours(mask, corners=True)
    value = rng.gamma(0.5, size=int(mask.sum())) + offset
    expected = dense_z(value, weights_of(len(value), pairs, star), star)
    np.testing.assert_allclose(z_of(value, pairs, star), expected, rtol=0, atol=1e-8)


@pytest.mark.parametrize("star", [True, False])
def test_weights_that_add_up_to_one_give_the_same_z(star: bool) -> None:
    rng = np.random.default_rng(5)
    pairs = grid_neighbours(np.ones((6, 7), dtype=bool))
    value = rng.random(42)
    weights = weights_of(42, pairs, star)
    rows = dense_z(value, weights / weights.sum(axis=1, keepdims=True), star)
    np.testing.assert_allclose(z_of(value, pairs, star), rows, rtol=0, atol=1e-8)


def test_undefined_scores_are_nan_and_never_hot() -> None:
    pairs = np.array([[0, 1], [1, 2]])
    assert np.isnan(z_of(np.full(4, 0.1 + 0.2), pairs, True)).all()
    assert np.isnan(z_of(np.array([1.0, 2.0]), pairs[:1], True)).all()
    # The fourth cell has no neighbour: Gi knows nothing of it, Gi* takes the cell alone.
    value = np.array([1.0, 5.0, 2.0, 9.0])
    assert np.isnan(z_of(value, pairs, False))[3] and not np.isnan(z_of(value, pairs, True))[3]
    # Without the only cell that differs, the others do not vary.
    assert np.isnan(z_of(np.array([0.0, 0.0, 7.0, 0.0]), pairs, False)).tolist() == [False, False, True, True]
    scores = gi_scores(np.full(5, 3.0), np.array([[0, 1]]))
    assert not scores.hot.any() and (scores.kind == 0).all() and np.isnan(scores.p_adjusted).all()


def test_cells_without_a_value_are_as_if_not_there() -> None:
    rng = np.random.default_rng(7)
    value = rng.random(30)
    value[[4, 17]] = np.nan
    pairs = grid_neighbours(np.ones((5, 6), dtype=bool))
    scores = gi_scores(value, pairs)
    known = np.flatnonzero(np.isfinite(value))
    mask = np.isfinite(value).reshape(5, 6)
    np.testing.assert_allclose(scores.z[known], gi_scores(value[known], grid_neighbours(mask)).z, atol=1e-12)
    assert np.isnan(scores.z[[4, 17]]).all() and np.isnan(scores.p[4]) and scores.kind[4] == 0


def test_hot_and_cold_follow_the_adjusted_p_and_the_sign() -> None:
    rng = np.random.default_rng(11)
    value = rng.poisson(5.0, (30, 30)).astype(float)
    value[4:9, 4:9] += 20
    value[20:25, 20:25] = 0
    pairs = grid_neighbours(np.ones((30, 30), dtype=bool), corners=True)
    scores = gi_scores(value.ravel(), pairs)
    np.testing.assert_allclose(scores.p_adjusted, adjusted_p_values(scores.p))
    assert scores.p[np.argmax(scores.z)] == pytest.approx(0.0, abs=1e-12)
    kind = scores.kind.reshape(30, 30)
    assert (kind[5:8, 5:8] == HOT).all() and (kind[21:24, 21:24] == COLD).all()
    assert ((scores.kind != 0) == (scores.p_adjusted <= 0.05)).all()
    assert (np.sign(scores.z[scores.kind != 0]) == scores.kind[scores.kind != 0]).all()
    stricter = gi_scores(value.ravel(), pairs, GiSettings(alpha=1e-6))
    assert 0 < stricter.hot.sum() < scores.hot.sum()


def test_of_noise_hardly_anything_is_hot() -> None:
    """Benjamini–Hochberg at 5 %: where nothing is clustered, any discovery at all is as rare as that."""
    pairs = grid_neighbours(np.ones((20, 20), dtype=bool), corners=True)
    rng = np.random.default_rng(2)
    found = [gi_scores(rng.normal(size=400), pairs).kind.any() for _ in range(300)]
    assert np.mean(found) < 0.08


def test_hotspots_carry_the_greatest_z_and_the_least_p() -> None:
    rng = np.random.default_rng(1)
    value = rng.poisson(3.0, (25, 25)).astype(float)
    value[2:6, 2:6] += 15
    value[15:20, 12:18] += 12
    mask = np.ones(value.shape, dtype=bool)
    around = grid_neighbours(mask, corners=True)
    cells = RiskCells(value.ravel(), np.full(625, 1.0), grid_neighbours(mask), value.ravel(), around=around)
    found = extract_hotspots(cells, HotspotSettings("gi"))
    scores = gi_scores(value.ravel(), around)
    assert len(found) == 2 and ((found.of_cell >= 0) == scores.hot).all()
    for hotspot in range(2):
        inside = found.of_cell == hotspot
        assert found.z[hotspot] == scores.z[inside].max() and found.p[hotspot] == scores.p_adjusted[inside].min()
    assert found.risk_sum[0] >= found.risk_sum[1] and found.pai > 2


def test_distances_reach_every_cell() -> None:
    x, y = np.array([0.0, 3.0, 3.0, 10.0]), np.array([0.0, 0.0, 4.0, 4.0])
    assert nearest_distance(x, y) == pytest.approx(7.0)
    pairs = within_distance(x, y, nearest_distance(x, y), Control())
    assert pairs.tolist() == [[0, 1], [0, 2], [1, 2], [2, 3]] and set(pairs.ravel()) == {0, 1, 2, 3}
    assert nearest_distance(x[:1], y[:1]) == 0.0


def test_too_many_pairs_are_refused_before_memory_runs_out() -> None:
    x = np.random.default_rng(1).random(12_000)
    with pytest.raises(PatrolError, match="more than 20,000,000 pairs.*smaller distance"):
        within_distance(x, x, 2.0, Control())


@pytest.mark.parametrize(("most", "refused"), [(45, False), (44, True)])
def test_a_cell_is_no_neighbour_of_its_own(monkeypatch: pytest.MonkeyPatch, most: int, refused: bool) -> None:
    monkeypatch.setattr("patrol_planner.algorithms.cells.neighbours.MOST_PAIRS", most)
    x = np.arange(10.0)
    if refused:
        with pytest.raises(PatrolError, match="more than 44 pairs"):
            within_distance(x, x, 100.0, Control())
    else:
        assert len(within_distance(x, x, 100.0, Control())) == 45


def test_pairs_are_the_same_however_many_are_found_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    x, y = np.random.default_rng(2).random((2, 300))
    whole = within_distance(x, y, 0.2, Control())
    one, other = np.triu_indices(300, 1)
    near = np.hypot(x[one] - x[other], y[one] - y[other]) <= 0.2
    assert {tuple(pair) for pair in whole.tolist()} == set(zip(one[near].tolist(), other[near].tolist()))
    assert len(whole) == near.sum()
    for at_once in (1, 50, 1000):
        monkeypatch.setattr("patrol_planner.algorithms.cells.neighbours._FOUND_AT_ONCE", at_once)
        parts = within_distance(x, y, 0.2, Control())
        assert sorted(parts.tolist()) == sorted(whole.tolist())


def test_many_pairs_are_found_in_parts_and_a_cancel_between_them_is_answered() -> None:
    x, y = (axis.ravel().astype(float) for axis in np.mgrid[:200, :200])
    asked: list[float] = []

    def asks() -> bool:
        asked.append(time.perf_counter())
        return False

    tracemalloc.start()
    try:
        pairs = within_distance(x, y, 8.0, Control(asks))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len(pairs) > 3_500_000 and np.diff(asked).max() < 1.0
    # What comes back, as much again to put it together, and one part.
    assert peak < 2 * pairs.nbytes + 100e6
    with pytest.raises(Cancelled):
        within_distance(x, y, 8.0, Control(lambda: len(asked) > 0))


def test_values_that_cannot_be_are_refused() -> None:
    for wrong in ({"alpha": 0.0}, {"alpha": 1.0}, {"alpha": float("nan")}, {"permutations": -1}):
        with pytest.raises(PatrolError):
            GiSettings(**wrong)


# --- lone extremes


LONE = 15 * 20 + 15


def lone_and_core() -> tuple[np.ndarray, np.ndarray]:
    """20 × 20 cells: a core of high cells, one far higher cell alone, and a cell without a value."""
    value = np.random.default_rng(3).poisson(2.0, (20, 20)).astype(float)
    value[2:6, 2:6] += 30
    value[14:17, 14:17] = 2
    value[15, 15] = 90
    value[19, 0] = np.nan
    return value.ravel(), grid_neighbours(np.ones((20, 20), dtype=bool), corners=True)


def lone_of(permutations: int, star: bool = True) -> tuple[list[int], GiScores]:
    value, pairs = lone_and_core()
    settings = GiSettings(star, 0.05, permutations)
    scores = gi_scores(value, pairs, settings)
    return np.flatnonzero(lone_extremes(value, scores, settings)).tolist(), scores


def test_the_one_cell_whose_surroundings_are_quiet() -> None:
    lone, scores = lone_of(9999)
    assert lone == [LONE] and scores.hot.sum() > 5 and not scores.hot[LONE]


def test_too_few_permutations_make_no_other_cell_lone() -> None:
    lone, scores = lone_of(99)
    assert lone == [LONE] and not scores.hot.any()


def test_none_without_permutations_or_where_the_cell_does_not_count() -> None:
    lone, scores = lone_of(0)
    assert lone == [] and scores.hot[LONE] and lone_of(999, star=False)[0] == []
    unknown = np.full(400, np.nan)
    assert not lone_extremes(unknown, replace(scores, p_permuted=scores.p), GiSettings()).any()
