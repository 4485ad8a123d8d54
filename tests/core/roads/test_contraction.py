"""A smaller graph with the same travel times."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse.csgraph import dijkstra

from patrol_planner.algorithms.roads.contraction import contract
from patrol_planner.algorithms.roads.graph import ArcColumns, arcs_from


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 30))
def test_taking_junctions_out_changes_no_travel_time(seed, kept_count):
    rng = np.random.default_rng(seed)
    nodes = 60
    tail, head = rng.integers(0, nodes, (2, 200))
    seconds = rng.choice([0.0, 1.0, 2.5, rng.uniform(0, 9)], 200) + rng.uniform(0, 3, 200)
    # Metres as a function of seconds, so that they must come out the same on every quickest way.
    arcs = arcs_from(nodes, ArcColumns(tail, head, seconds, 10 * seconds, np.zeros(200, dtype=int), seconds, seconds))
    kept = rng.choice(nodes, kept_count, replace=False)
    core = contract(arcs, kept)
    assert core.nodes < nodes
    whole = dijkstra(arcs.matrix(), indices=kept)[:, kept] if kept_count else np.zeros((0, 0))
    number = core.number[kept]
    small = dijkstra(core.matrix(), indices=number)[:, number] if kept_count else np.zeros((0, 0))
    assert small == pytest.approx(whole, rel=1e-12)
    assert core.metres == pytest.approx(10 * core.seconds, rel=1e-12)
