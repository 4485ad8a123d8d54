"""The gain ratio beside known answers and a plain count."""

from __future__ import annotations

from collections import Counter
from math import log2

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patrol_planner.algorithms.errors import PatrolError
from patrol_planner.algorithms.relevance.features import nominal_feature, number_feature
from patrol_planner.algorithms.relevance.gainratio import branches_of, entropy_bits, gain_ratio

from .test_relieff import tennis


def plain_entropy(values) -> float:
    total = len(values)
    return -sum(number / total * log2(number / total) for number in Counter(values).values())


def plain_gain_ratio(group, target) -> float:
    """C4.5: the gain among the known times their share, over the split information with the missing as a branch."""
    known = [(branch, own) for branch, own in zip(group, target) if branch >= 0]
    if not known:
        return 0.0
    inside = 0.0
    for branch in {branch for branch, _ in known}:
        owns = [own for found, own in known if found == branch]
        inside += len(owns) / len(known) * plain_entropy(owns)
    gain = len(known) / len(group) * (plain_entropy([own for _, own in known]) - inside)
    split = plain_entropy(list(group))
    return gain / split if split > 1e-12 and gain > 1e-12 else 0.0


@pytest.mark.parametrize(
    ("name", "gain", "ratio"),
    [("outlook", 0.247, 0.156), ("humidity", 0.152, 0.152), ("wind", 0.048, 0.049), ("temperature", 0.029, 0.019)],
)
def test_play_tennis_has_the_textbooks_gain_and_ratio(name, gain, ratio):
    features, target = tennis()
    feature = next(one for one in features if one.name == name)
    found = gain_ratio(branches_of(feature, 10).group, target)
    assert found.gain == pytest.approx(gain, abs=5e-4)
    assert found.ratio == pytest.approx(ratio, abs=5e-4)


@given(st.lists(st.tuples(st.integers(-1, 4), st.integers(0, 3)), min_size=1, max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_branches_agree_with_the_plain_count(pairs):
    group, target = np.array(pairs).T
    found = gain_ratio(group, target)
    assert found.ratio == pytest.approx(plain_gain_ratio(group, target), abs=1e-9)
    # No feature says more than there is to know, nor more than its branches can hold.
    assert 0 <= found.gain <= entropy_bits(target) + 1e-9
    assert found.gain <= found.split + 1e-9


def test_a_feature_that_is_the_class_has_ratio_one_and_a_constant_one_zero():
    target = np.array([0, 0, 1, 2, 2, 2])
    assert gain_ratio(target, target).ratio == pytest.approx(1.0)
    assert gain_ratio(np.zeros(6, dtype=int), target).ratio == 0.0


def test_numbers_are_cut_into_bins_of_equal_number():
    values = np.random.default_rng(0).permutation(1000) / 7.0
    found = branches_of(number_feature("x", values), 10)
    assert np.bincount(found.group).tolist() == [100] * 10
    # Each edge is the least value of its bin.
    assert [values[found.group == bin_].min() for bin_ in range(1, 10)] == pytest.approx(list(found.edges))
    assert found.text.startswith("10 of equal number, cut at 14.28571, ")


def test_equal_values_stay_together_and_missing_ones_apart():
    values = np.concatenate([np.zeros(900), np.arange(100) + 0.5, [np.nan] * 5])
    found = branches_of(number_feature("x", values), 10)
    assert set(found.group[:900]) == {0}
    assert set(found.group[-5:]) == {-1}
    # Nine of ten bins would begin with 0: two are left.
    assert found.group.max() == 1


@pytest.mark.parametrize(("top", "cut"), [(31, False), (32, True)])
def test_few_whole_numbers_stay_as_they_are(top, cut):
    days = number_feature("day", np.tile(np.arange(1, top + 1), 4))
    found = branches_of(days, 10)
    assert (len(found.edges) > 0) == cut
    assert found.group.max() + 1 == (10 if cut else 31)
    if not cut:
        assert found.text == "31 values as they are"


def test_numbers_with_fractions_are_cut_however_few():
    assert len(branches_of(number_feature("x", np.tile([0.5, 1.5, 2.0], 10)), 3).edges) == 2


def test_nominal_values_stay_and_gaps_are_no_branch():
    found = branches_of(nominal_feature("mode", ["b", "", "a", "b "]), 10)
    assert found.group.tolist() == [1, -1, 0, 1]
    assert found.text == "2 values as they are"


def test_one_bin_is_refused():
    with pytest.raises(PatrolError, match="at least 2 bins"):
        branches_of(number_feature("x", np.arange(100)), 1)
