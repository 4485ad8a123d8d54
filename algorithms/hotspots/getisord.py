"""The local statistics Gi and Gi* of Getis and Ord: where high values lie among high ones, and low among low."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from ..control import Control
from ..errors import PatrolError
from ..falsediscovery import adjusted_p_values
from .permutation import permutation_p_values

HOT, COLD = 1, -1
# A variance below this share of the whole one is rounding: the values are all equal.
_NO_VARIANCE = 1e-12
# Above this percentile of all values one is extreme.
_EXTREME = 99.0


@dataclass(frozen=True)
class GiSettings:
    """How Gi* is computed and judged.

    ``star``: the cell itself counts among its neighbours (Gi*); else it does not (Gi). ``alpha``: the share of false
    discoveries that is borne, above 0 and below 1. ``permutations``: 0 for p-values of the normal distribution.
    """

    star: bool = True
    alpha: float = 0.05
    permutations: int = 0
    seed: int = 1

    def __post_init__(self) -> None:
        if not 0 < self.alpha < 1:
            raise PatrolError(
                "The significance level must be above 0 and below 1, such as 0.05 for 5 %, not {alpha:g}.",
                alpha=self.alpha,
            )
        if self.permutations < 0:
            raise PatrolError(
                "The number of permutations must not be negative; 0 takes p-values from the normal distribution, "
                "not {permutations}.",
                permutations=self.permutations,
            )


@dataclass(frozen=True)
class GiScores:
    """The statistic of n cells; NaN where it is undefined.

    float64 (n,): ``z``, standardised; ``p``: two-sided, of the normal distribution; ``p_permuted``: two-sided, of
    conditional permutations, or None without any; ``p_adjusted``: the latter, or else the former, corrected for the
    false discovery rate. ``kind`` int8 (n,): HOT, COLD or 0 by ``p_adjusted`` and the sign of z.
    """

    z: np.ndarray
    p: np.ndarray
    p_adjusted: np.ndarray
    p_permuted: np.ndarray | None
    kind: np.ndarray

    @property
    def hot(self) -> np.ndarray:
        """bool (n,)."""
        return self.kind == HOT


def gi_scores(
    value: np.ndarray, neighbours: np.ndarray, settings: GiSettings | None = None, control: Control | None = None
) -> GiScores:
    """Gi or Gi* of every cell, with p-values corrected for the number of cells.

    ``value`` (n,), NaN where unknown: such cells are as if they were not there. ``neighbours`` int (pairs, 2), each
    once. Weights are 1 for neighbours and 0 for others. Weights that add up to 1 for each cell give the same z, as sum
    and standard deviation shrink alike.

    Two-sided p-values, because cold places are looked at as well; a cell is hot when its adjusted p ≤ α and z > 0.
    """
    settings = settings or GiSettings()
    control = control or Control()
    known = np.isfinite(value)
    pairs = _among(neighbours, known)
    near, number = neighbour_sums(value[known], pairs)
    z = np.full(len(value), np.nan)
    z[known] = standard_scores(value[known], near, number, settings.star)
    p = 2.0 * ndtr(-np.abs(z))
    permuted = None
    if settings.permutations:
        permuted = np.full(len(value), np.nan)
        permuted[known] = permutation_p_values(
            value[known], near, number, settings.permutations, settings.seed, control
        )
        permuted[np.isnan(z)] = np.nan
    adjusted = adjusted_p_values(p if permuted is None else permuted)
    with np.errstate(invalid="ignore"):
        kind = np.where(adjusted <= settings.alpha, np.sign(z), 0)
    return GiScores(z, p, adjusted, permuted, np.nan_to_num(kind).astype(np.int8))


def _among(neighbours: np.ndarray, known: np.ndarray) -> np.ndarray:
    """The pairs of known cells, numbered among these."""
    pairs = neighbours.reshape(-1, 2)
    if known.all():
        return pairs
    position = np.cumsum(known) - 1
    return position[pairs[known[pairs].all(axis=1)]]


def neighbour_sums(value: np.ndarray, neighbours: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The sum of the neighbours' values, float64 (n,), and their number, int (n,), without the cell itself."""
    one, other = neighbours[:, 0], neighbours[:, 1]
    n = len(value)
    total = np.bincount(one, value[other], n) + np.bincount(other, value[one], n)
    return total, np.bincount(one, minlength=n) + np.bincount(other, minlength=n)


def standard_scores(value: np.ndarray, near: np.ndarray, number: np.ndarray, star: bool) -> np.ndarray:
    """The standardised statistic, float64 (n,), of values with the sums and numbers of their neighbours.

    z = (Σj wij xj − Wi·x̄) / (s·√((m·Wi − Wi²) / (m − 1))) with wij ∈ {0, 1}, Wi = Σj wij. Gi*: i is its own neighbour,
    x̄, s and m are of all cells. Gi: of all cells but i. Getis & Ord 1992, eq. 5; Ord & Getis 1995, eq. 14 and 15. NaN
    where no other cell is a neighbour (Gi), where every cell is, or where the values are all equal.
    """
    n = len(value)
    if n < 3:
        return np.full(n, np.nan)
    mean = value.mean()
    centred = value - mean
    squares = float(centred @ centred)
    if star:
        weight = number + 1.0
        total = near - number * mean + centred
        average: np.ndarray | float = 0.0
        variance = np.full(n, squares / n)
        others = n
    else:
        weight = number.astype(np.float64)
        total = near - number * mean
        others = n - 1
        average = -centred / others
        variance = (squares - centred**2) / others - average**2
    variance[variance <= max(_NO_VARIANCE * squares / n, (1e-14 * np.abs(value).max()) ** 2)] = np.nan
    spread = weight * (others - weight) / (others - 1.0)
    spread[spread <= 0] = np.nan
    return (total - weight * average) / np.sqrt(variance * spread)


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
