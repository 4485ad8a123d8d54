"""Benjamini–Hochberg against figures worked by hand and against the rule as it was published."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from patrol_planner.algorithms.falsediscovery import adjusted_p_values


def test_four_values_worked_by_hand():
    # 0.01·4/1, 0.02·4/2, 0.03·4/3 all give 0.04; 0.5·4/4 stays.
    assert np.allclose(adjusted_p_values(np.array([0.5, 0.02, 0.01, 0.03])), [0.5, 0.04, 0.04, 0.04])


def test_a_missing_value_is_no_test():
    adjusted = adjusted_p_values(np.array([np.nan, 0.04, 0.02]))
    assert np.isnan(adjusted[0]) and np.allclose(adjusted[1:], [0.04, 0.04])
    assert np.isnan(adjusted_p_values(np.array([np.nan]))).all() and len(adjusted_p_values(np.zeros(0))) == 0


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40), st.sampled_from([0.01, 0.05, 0.2]))
def test_it_rejects_what_the_step_up_rule_rejects(values, alpha):
    ordered = sorted(values)
    kept = [rank for rank, value in enumerate(ordered, start=1) if value * len(values) / rank <= alpha]
    rejected = (adjusted_p_values(np.array(values)) <= alpha).sum()
    # Equal values at the border are rejected together.
    assert rejected == (sum(value <= ordered[max(kept) - 1] for value in values) if kept else 0)
