"""Groups that lie one after another: which group each entry is of, and where in it."""

from __future__ import annotations

import numpy as np
import pytest

from patrol_planner.algorithms.arrays import places_in_groups


@pytest.mark.parametrize("kind", [np.int32, np.int64])
def test_every_entry_knows_its_group_and_its_place(kind: type) -> None:
    group, place = places_in_groups(np.array([2, 0, 3], dtype=kind))
    assert group.tolist() == [0, 0, 2, 2, 2] and place.tolist() == [0, 1, 0, 1, 2]
    assert group.dtype == place.dtype == np.int64


@pytest.mark.parametrize("sizes", [[], [0, 0], [1]])
def test_few_groups_and_empty_ones(sizes: list[int]) -> None:
    group, place = places_in_groups(np.array(sizes, dtype=np.int64))
    assert len(group) == len(place) == sum(sizes)


def test_many_groups_are_those_of_a_plain_loop() -> None:
    size = np.random.default_rng(3).integers(0, 9, 500)
    expected = [(number, nth) for number, entries in enumerate(size.tolist()) for nth in range(entries)]
    assert list(zip(*(found.tolist() for found in places_in_groups(size)))) == expected
