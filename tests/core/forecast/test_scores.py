"""The area under the ROC curve, whole and in pieces."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import mannwhitneyu

from patrol_planner.algorithms.forecast.evaluation import scores
from patrol_planner.algorithms.forecast.evaluation.scores import area_under_curve


def test_auc_equals_the_mann_whitney_statistic() -> None:
    rng = np.random.default_rng(8)
    score = np.round(rng.random(300), 1)
    positives = rng.integers(0, 4, 300)
    negatives = 4 - positives
    expected = mannwhitneyu(np.repeat(score, positives), np.repeat(score, negatives)).statistic
    found = area_under_curve(score, positives, negatives)
    assert found == pytest.approx(expected / (positives.sum() * negatives.sum()), abs=1e-12)
    assert np.isnan(area_under_curve(score, positives * 0, negatives))


@pytest.mark.parametrize("at_once", [1, 40, 10_000])
def test_auc_taken_in_pieces_keeps_ties(monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    monkeypatch.setattr(scores, "_SCORES_AT_ONCE", at_once)
    rng = np.random.default_rng(11)
    score = np.round(rng.random((60, 7)), 1)
    # Most cells and intervals have no incident; one has nothing but incidents.
    positives = np.where(rng.random((60, 7)) < 0.1, rng.integers(1, 5, (60, 7)), 0)
    positives[0, 0] = 4
    negatives = 4 - positives
    repeated = [np.repeat(score.ravel(), cases.ravel()) for cases in (positives, negatives)]
    expected = mannwhitneyu(*repeated).statistic / (len(repeated[0]) * len(repeated[1]))
    assert area_under_curve(score, positives, negatives) == pytest.approx(expected, abs=1e-12)
    # Laid out by columns and repeated without a copy, as the plain count is.
    alike = np.broadcast_to(score[:, :1], (60, 7))
    repeated = [np.repeat(alike.ravel(), cases.ravel()) for cases in (positives, negatives)]
    expected = mannwhitneyu(*repeated).statistic / (len(repeated[0]) * len(repeated[1]))
    assert area_under_curve(alike, positives, negatives) == pytest.approx(expected, abs=1e-12)
    assert np.isnan(area_under_curve(score, positives, negatives * 0))
