"""The concentration of incidents, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from patrol_planner.algorithms.hotspots.concentration import concentration
from patrol_planner.algorithms.hotspots.riskcells import RiskCells

NO_PAIRS = np.zeros((0, 2), dtype=int)


def test_shares_of_incidents_by_shares_of_area() -> None:
    cells = RiskCells(
        np.array([0.1, 0.9, np.nan]), np.array([10.0, 10.0, 20.0]), NO_PAIRS, np.array([3.0, 2.0, np.nan])
    )
    curve = concentration(cells)
    assert curve.area.tolist() == [0, 0.25, 0.5, 1] and curve.incidents.tolist() == [0, 0.4, 1, 1]
    # By incidents for their size the first cell comes before the second.
    assert curve.best_area.tolist() == [0, 0.25, 0.5, 1] and curve.best.tolist() == [0, 0.6, 1, 1]


def test_best_is_by_incidents_for_their_size_not_by_incidents() -> None:
    cells = RiskCells(np.array([3.0, 2.0, 1.0]), np.array([60.0, 10.0, 30.0]), NO_PAIRS, np.array([6.0, 3.0, 1.0]))
    curve = concentration(cells)
    # Per size 0.1, 0.3 and 0.03.
    assert curve.best_area.tolist() == pytest.approx([0, 0.1, 0.7, 1])
    assert curve.best.tolist() == pytest.approx([0, 0.3, 0.9, 1])
    assert curve.area.tolist() == pytest.approx([0, 0.6, 0.7, 1])


@pytest.mark.filterwarnings("error")
def test_cells_without_a_size_do_no_harm() -> None:
    cells = RiskCells(np.ones(4), np.array([10.0, 0.0, 0.0, 10.0]), NO_PAIRS, np.array([1.0, 0.0, 2.0, 5.0]))
    curve = concentration(cells)
    # Two incidents on no area at all come first, and what holds none last.
    assert curve.best_area.tolist() == [0, 0, 0.5, 1, 1] and curve.best.tolist() == [0, 0.25, 0.875, 1, 1]
    assert concentration(RiskCells(np.ones(2), np.zeros(2), NO_PAIRS, np.ones(2))) is None


def test_without_incidents_there_is_no_curve() -> None:
    assert concentration(RiskCells(np.ones(2), np.ones(2), NO_PAIRS)) is None
    assert concentration(RiskCells(np.ones(2), np.ones(2), NO_PAIRS, np.zeros(2))) is None


def test_the_incidents_judged_by_count_where_they_are_others() -> None:
    cells = RiskCells(np.array([0.1, 0.9]), np.ones(2), NO_PAIRS, np.array([9.0, 1.0]), judged=np.array([1.0, 3.0]))
    assert concentration(cells).incidents.tolist() == [0, 0.75, 1]
