"""The concentration of incidents, by hand."""

from __future__ import annotations

import numpy as np

from patrol_planner.algorithms.concentration import concentration
from patrol_planner.algorithms.riskcells import RiskCells

NO_PAIRS = np.zeros((0, 2), dtype=int)


def test_shares_of_incidents_by_shares_of_area() -> None:
    cells = RiskCells(
        np.array([0.1, 0.9, np.nan]), np.array([10.0, 10.0, 20.0]), NO_PAIRS, np.array([3.0, 2.0, np.nan])
    )
    curve = concentration(cells)
    assert curve.area.tolist() == [0, 0.25, 0.5, 1] and curve.incidents.tolist() == [0, 0.4, 1, 1]
    # By incidents for their size the first cell comes before the second.
    assert curve.best_area.tolist() == [0, 0.25, 0.5, 1] and curve.best.tolist() == [0, 0.6, 1, 1]


def test_without_incidents_there_is_no_curve() -> None:
    assert concentration(RiskCells(np.ones(2), np.ones(2), NO_PAIRS)) is None
    assert concentration(RiskCells(np.ones(2), np.ones(2), NO_PAIRS, np.zeros(2))) is None


def test_the_incidents_judged_by_count_where_they_are_others() -> None:
    cells = RiskCells(np.array([0.1, 0.9]), np.ones(2), NO_PAIRS, np.array([9.0, 1.0]), judged=np.array([1.0, 3.0]))
    assert concentration(cells).incidents.tolist() == [0, 0.75, 1]
