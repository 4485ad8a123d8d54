"""PAI, PEI and RRI by hand, step by step and of all steps together."""

from __future__ import annotations

import numpy as np
import pytest

from patrol_planner.algorithms.forecast.evaluation import measures
from patrol_planner.algorithms.forecast.evaluation.walkforward import Plan, Scored, WalkForward
from patrol_planner.algorithms.forecast.models.registry import MODELS

START = np.datetime64("2024-06-03T00:00", "s") + np.arange(3) * np.timedelta64(7, "D")


def column(*values: float) -> np.ndarray:
    return np.array(values)[:, None]


def test_measures_by_hand_and_none_where_nothing_can_be_divided() -> None:
    none = np.zeros(3)
    scored = Scored(
        method=MODELS[0],
        hits=column(4, 1, 0),
        area_share=column(0.1, 0.2, 0.1),
        earlier_share=column(0.25, 0.0, 0.5),
        expected=none,
        log_score=none,
        promised=none,
        kept=none,
    )
    walk = WalkForward(
        plan=Plan(START, 168.0, (10.0,), 365.0),
        events=np.array([10.0, 5.0, 0.0]),
        outside=none,
        best_hits=column(8, 5, 0),
        best_area=column(0.1, 0.1, 0.1),
        scored=(scored,),
    )
    steps = measures.of_steps(walk, scored)
    assert steps.hit_rate[:, 0] == pytest.approx([0.4, 0.2, np.nan], nan_ok=True)
    assert steps.pai[:, 0] == pytest.approx([4.0, 1.0, np.nan], nan_ok=True)
    assert steps.pei[:, 0] == pytest.approx([0.5, 0.1, np.nan], nan_ok=True)
    # In the second step none of the hot cells had an incident before.
    assert steps.rri[:, 0] == pytest.approx([1.6, np.nan, np.nan], nan_ok=True)
    every = measures.of_all_steps(walk, scored, 0)
    rate, area, best = 5 / 15, 0.4 / 3, 13 / 15 / 0.1
    found = [float(one) for one in (every.hit_rate, every.pai, every.pei, every.rri)]
    assert found == pytest.approx([rate, rate / area, rate / area / best, rate / 0.25])
