"""Extreme cells that stand alone: significant by themselves, while their surroundings are not."""

from __future__ import annotations

import numpy as np

from ..falsediscovery import adjusted_p_values
from .getisord import GiScores, GiSettings

# Above this percentile of all values one is extreme.
_EXTREME = 99.0


def lone_extremes(value: np.ndarray, scores: GiScores, settings: GiSettings) -> np.ndarray:
    """The cells among the greatest values that are hot by the normal distribution but not by permutation: bool (n,).

    Conditional permutation holds the value of cell i fixed and so tests its neighbours only (Anselin 1995), while the
    normal distribution tests their sum with it (Gi*). None where there were no permutations, or for Gi, which leaves i
    out. ``value`` (n,), NaN where unknown. By permutation: before the correction, so that too few permutations are not
    taken for quiet surroundings.
    """
    lone = np.zeros(len(value), dtype=bool)
    known = np.isfinite(value)
    if scores.p_permuted is None or not settings.star or not known.any():
        return lone
    with np.errstate(invalid="ignore"):
        extreme = value > np.percentile(value[known], _EXTREME)
        by_normal = (adjusted_p_values(scores.p) <= settings.alpha) & (scores.z > 0)
        return extreme & by_normal & (scores.p_permuted > settings.alpha)
