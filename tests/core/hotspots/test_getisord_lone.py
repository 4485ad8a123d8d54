"""A lone extreme cell is found, and no other."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from patrol_planner.algorithms.cells.neighbours import grid_neighbours
from patrol_planner.algorithms.hotspots.getisord import GiScores, GiSettings, gi_scores, lone_extremes

LONE = 15 * 20 + 15


def lone_and_core() -> tuple[np.ndarray, np.ndarray]:
    """20 × 20 cells: a core of high cells, one far higher cell alone, and a cell without a value."""
    value = np.random.default_rng(3).poisson(2.0, (20, 20)).astype(float)
    value[2:6, 2:6] += 30
    value[14:17, 14:17] = 2
    value[15, 15] = 90
    value[19, 0] = np.nan
    return value.ravel(), grid_neighbours(np.ones((20, 20), dtype=bool), corners=True)


def found(permutations: int, star: bool = True) -> tuple[list[int], GiScores]:
    value, pairs = lone_and_core()
    settings = GiSettings(star, 0.05, permutations)
    scores = gi_scores(value, pairs, settings)
    return np.flatnonzero(lone_extremes(value, scores, settings)).tolist(), scores


def test_the_one_cell_whose_surroundings_are_quiet() -> None:
    lone, scores = found(9999)
    assert lone == [LONE] and scores.hot.sum() > 5 and not scores.hot[LONE]


def test_too_few_permutations_make_no_other_cell_lone() -> None:
    lone, scores = found(99)
    assert lone == [LONE] and not scores.hot.any()


def test_none_without_permutations_or_where_the_cell_does_not_count() -> None:
    lone, scores = found(0)
    assert lone == [] and scores.hot[LONE] and found(999, star=False)[0] == []
    unknown = np.full(400, np.nan)
    assert not lone_extremes(unknown, replace(scores, p_permuted=scores.p), GiSettings()).any()
