"""Rewards against tables I and III of the paper, written out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from patrol_planner.algorithms.errors import PatrolError
from patrol_planner.algorithms.officers.reward import (
    CALL,
    COLDSPOT,
    HOTSPOT,
    arrival_factor,
    full_reward,
    require_density,
)


# Table III as printed: rows by minutes, columns by priority 5, 4, 3, 2, 1.
@pytest.mark.parametrize(
    ("minutes", "row"),
    [
        (0.0, [1, 1, 1, 1, 1]),
        (14.999, [1, 1, 1, 1, 1]),
        (15.0, [0, 0, 0.8, 0.8, 0.8]),
        (30.0, [0, 0, 0.8, 0.8, 0.8]),
        (30.001, [0, 0, 0, 0.6, 0.6]),
        (60.0, [0, 0, 0, 0.6, 0.6]),
        (60.001, [0, 0, 0, 0, 0.5]),
        (1e4, [0, 0, 0, 0, 0.5]),
    ],
)
def test_arrival_factor_is_table_iii(minutes, row):
    priority = np.array([5, 4, 3, 2, 1])
    assert arrival_factor(np.full(5, minutes), priority).tolist() == row


def test_rounding_does_not_make_half_an_hour_late():
    half_an_hour = 0.1 * 3 * 100  # 30.000000000000004
    assert half_an_hour > 30
    assert arrival_factor(np.array([half_an_hour]), np.array([3.0])) == [0.8]


def test_a_node_without_a_call_has_factor_one_and_arrays_broadcast():
    factor = arrival_factor(np.array([[np.nan, 20.0], [np.nan, 61.0]]), np.array([5, 1]))
    assert factor.tolist() == [[1.0, 0.8], [1.0, 0.5]]


def test_full_reward_by_hand():
    kind = np.array([COLDSPOT, HOTSPOT, CALL, HOTSPOT])
    found = full_reward(kind, np.array([0.0, 0.0, 0.0, 1.0]), np.array([1.0, 1.0, 5.0, 1.0]))
    e = np.e
    assert found == pytest.approx([1.0, e**2, 5 * e**4, e**3])


def test_a_weight_that_is_no_density_names_the_node():
    weight = np.array([1.0, 800.0])
    with pytest.raises(PatrolError, match="weight of node c7 is 800.*scale it"):
        require_density(weight, ["c6", "c7"])
    with pytest.raises(PatrolError, match="weight of a node is 800"):
        full_reward(np.array([HOTSPOT, HOTSPOT]), weight, np.ones(2))
