"""Permutation p-values: those of a plain implementation given the same draws, uniform where nothing is clustered."""

from __future__ import annotations

import itertools
import time
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patrol_planner.algorithms.cells.neighbours import grid_neighbours
from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.errors import Cancelled
from patrol_planner.algorithms.falsediscovery import adjusted_p_values
from patrol_planner.algorithms.hotspots.getisord import GiSettings, gi_scores, neighbour_sums
from patrol_planner.algorithms.hotspots.permutation import (
    count_extremes,
    draw,
    needed_permutations,
    permutation_p_values,
)


def plain_extremes(value: np.ndarray, near: np.ndarray, number: np.ndarray, drawn: np.ndarray) -> tuple[list, list]:
    """Cell by cell, permutation by permutation: the first k cells drawn that are not the cell itself."""
    at_least, at_most = [], []
    for cell, k in enumerate(number):
        sums = [value[[other for other in order if other != cell][:k]].sum() for order in drawn]
        at_least.append(sum(total >= near[cell] - 1e-9 for total in sums))
        at_most.append(sum(total <= near[cell] + 1e-9 for total in sums))
    return at_least, at_most


@given(st.integers(0, 2**32 - 1), st.integers(2, 6), st.integers(2, 6), st.sampled_from(["counts", "reals", "same"]))
@settings(max_examples=60, deadline=None)
def test_counts_equal_a_plain_implementation(seed: int, rows: int, cols: int, kind: str) -> None:
    rng = np.random.default_rng(seed)
    mask = rng.random((rows, cols)) < 0.9
    n = int(mask.sum())
    if n == 0:
        return
    value = {"counts": rng.poisson(0.7, n) * 1.0, "reals": rng.normal(size=n), "same": np.full(n, 0.1)}[kind]
    near, number = neighbour_sums(value, grid_neighbours(mask, corners=True))
    drawn = draw(np.random.default_rng(seed), n, int(number.max(initial=0)), 29, Control())
    at_least, at_most = count_extremes(value, near, number, drawn, Control())
    expected = plain_extremes(value, near, number, drawn)
    assert at_least.tolist() == expected[0] and at_most.tolist() == expected[1]


def test_every_set_of_others_is_equally_likely() -> None:
    """Over all orders of five cells the sums of two others of a cell are each of the six possible ones, equally."""
    value = np.array([1.0, 2.0, 4.0, 8.0, 16.0])
    drawn = np.array(list(itertools.permutations(range(5), 3)))
    number = np.full(5, 2)
    sets = [sum(pair) for pair in itertools.combinations(value[1:], 2)]
    for observed in sets:
        at_least, at_most = count_extremes(value, np.full(5, observed), number, drawn, Control())
        assert at_least[0] == len(drawn) / 6 * sum(total >= observed for total in sets)
        assert at_most[0] == len(drawn) / 6 * sum(total <= observed for total in sets)


def test_p_is_uniform_where_nothing_is_clustered() -> None:
    rng = np.random.default_rng(4)
    pairs = grid_neighbours(np.ones((60, 60), dtype=bool), corners=True)
    value = rng.normal(size=3600)
    p = permutation_p_values(value, *neighbour_sums(value, pairs), 999, 1, Control())
    for share in (0.05, 0.2, 0.5, 0.8):
        assert np.mean(p <= share) == pytest.approx(share, abs=0.03)


def test_p_agrees_with_the_normal_distribution_where_that_holds() -> None:
    rng = np.random.default_rng(6)
    value = rng.normal(size=2500)
    scores = gi_scores(value, grid_neighbours(np.ones((50, 50), dtype=bool), corners=True), GiSettings(star=False))
    permuted = gi_scores(
        value,
        grid_neighbours(np.ones((50, 50), dtype=bool), corners=True),
        GiSettings(star=False, permutations=4999),
    )
    np.testing.assert_allclose(permuted.p_permuted, scores.p, atol=0.05)
    assert permuted.p_adjusted[np.argmax(permuted.z)] != scores.p_adjusted[np.argmax(scores.z)]


def test_cells_of_nothing_among_nothing_are_not_cold() -> None:
    value = np.zeros((20, 20))
    value[3:5, 3:5] = 9
    permuted = gi_scores(
        value.ravel(), grid_neighbours(np.ones((20, 20), dtype=bool), corners=True), GiSettings(permutations=999)
    )
    assert (permuted.kind >= 0).all()
    far = permuted.p_permuted.reshape(20, 20)[10:, 10:]
    assert (far > 0.5).all()


def test_equal_seeds_give_equal_p() -> None:
    rng = np.random.default_rng(8)
    value = rng.random(100)
    pairs = grid_neighbours(np.ones((10, 10), dtype=bool))
    first, again, other = (gi_scores(value, pairs, GiSettings(permutations=99, seed=seed)) for seed in (3, 3, 4))
    np.testing.assert_array_equal(first.p_permuted, again.p_permuted)
    assert (first.p_permuted != other.p_permuted).any()
    assert first.p_permuted.min() >= 2 / 100 and first.p_permuted.max() <= 1


def test_blocks_do_not_change_p(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(9)
    value = rng.poisson(0.7, 100) * 1.0
    near, number = neighbour_sums(value, grid_neighbours(np.ones((10, 10), dtype=bool)))
    whole = permutation_p_values(value, near, number, 101, 3, Control())
    for drawn_at_once in (1, 5, 37, 500):
        monkeypatch.setattr("patrol_planner.algorithms.hotspots.permutation._DRAWN_AT_ONCE", drawn_at_once)
        np.testing.assert_array_equal(permutation_p_values(value, near, number, 101, 3, Control()), whole)


def test_a_million_permutations_need_little_memory_and_answer_a_cancel_within_a_second() -> None:
    value = np.random.default_rng(1).poisson(1.0, 202_500).astype(float)
    near, number = neighbour_sums(value, grid_neighbours(np.ones((450, 450), dtype=bool), corners=True))
    seen: list[float] = []
    asked: list[float] = []

    def after_a_block() -> bool:
        asked.append(time.perf_counter())
        return bool(seen) and seen[-1] > 0.13

    tracemalloc.start()
    try:
        with pytest.raises(Cancelled):
            permutation_p_values(value, near, number, 999_999, 1, Control(after_a_block, seen.append))
        assert tracemalloc.get_traced_memory()[1] < 200e6
    finally:
        tracemalloc.stop()
    assert seen == sorted(seen) and 0.13 < seen[-1] < 0.15
    assert np.diff(asked).max() < 1.0


def test_half_a_million_cells_need_seconds_and_a_cancel_is_answered() -> None:
    value = np.random.default_rng(1).poisson(1.0, 500_000).astype(float)
    pairs = grid_neighbours(np.ones((500, 1000), dtype=bool), corners=True)
    start = time.perf_counter()
    gi_scores(value, pairs, GiSettings(permutations=99))
    assert time.perf_counter() - start < 10
    with pytest.raises(Cancelled):
        gi_scores(value, pairs, GiSettings(permutations=99), Control(should_stop=lambda: True))


def test_as_many_permutations_as_the_correction_asks_for_are_needed() -> None:
    p = np.array([0.02, 0.02, *np.linspace(0.1, 1.0, 398), np.nan])
    needed = needed_permutations(p, 99, 0.05)
    assert needed == 8000 and adjusted_p_values(p)[0] > 0.05
    enough = np.where(p == 0.02, 2 / (needed + 1), p)
    assert needed_permutations(enough, needed, 0.05) == 0 and adjusted_p_values(enough)[0] <= 0.05
    assert needed_permutations(np.full(5, 0.5), 99, 0.05) == 0
