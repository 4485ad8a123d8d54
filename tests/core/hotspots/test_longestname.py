"""The name that makes up the most length."""

from __future__ import annotations

import numpy as np

from patrol_planner.algorithms.hotspots.longestname import longest_names


def test_the_most_length_counts_not_the_longest_piece() -> None:
    group = np.array([0, 0, 0, 0, 1, 1, 2, -1])
    name = np.array(["Oak", "Elm", "Elm", "", "Oak", "Ash", "", "Fir"], dtype=object)
    length = np.array([50.0, 30.0, 30.0, 900.0, 7.0, 7.0, 5.0, 999.0])
    assert longest_names(group, name, length, 4) == ["Elm", "Ash", "", ""]


def test_without_any_name_there_is_none() -> None:
    assert longest_names(np.array([0, 1]), np.array(["", ""], dtype=object), np.ones(2), 2) == ["", ""]
    assert longest_names(np.zeros(0, int), np.zeros(0, object), np.zeros(0), 0) == []
