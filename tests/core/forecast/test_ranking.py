"""Ranks of cells, with ties, and the number of hot ones."""

from __future__ import annotations

import numpy as np

from patrol_planner.algorithms.forecast.ranking import hot_cells, rank_cells


def test_ranks_and_hot_cells() -> None:
    score = np.array([[0.5, 0.1], [0.5, 0.9], [0.2, 0.9]])
    assert rank_cells(score, np.array([1.0, 5.0, 2.0])).tolist() == [[2, 3], [1, 1], [3, 2]]
    assert hot_cells(10, 144) == 14 and hot_cells(0.001, 144) == 1


def test_ranks_of_many_ties_are_those_of_a_full_sort() -> None:
    rng = np.random.default_rng(12)
    score, tie_breaker = rng.integers(0, 4, (200, 3)) / 4, rng.integers(0, 3, 200).astype(float)
    rank = rank_cells(score, tie_breaker)
    for interval in range(3):
        order = sorted(range(200), key=lambda cell: (-score[cell, interval], -tie_breaker[cell], cell))
        assert rank[order, interval].tolist() == list(range(1, 201))
