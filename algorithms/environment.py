"""The environment part of the risk: facilities, each kind weighted by how it goes with incidents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from .errors import PatrolError
from .grid import Grid

SIGNIFICANCE = 0.05
_FEWEST_CELLS = 5


@dataclass(frozen=True)
class FacilityCorrelation:
    """How one kind of facility goes with incidents over the cells of the study area.

    ``pearson`` and ``p_value`` are NaN where a correlation is not defined (no facility inside, no variation).
    ``weight`` is the correlation if significant, else 0.
    """

    facility: str
    count: int
    pearson: float
    p_value: float
    weight: float


@dataclass(frozen=True)
class Environment:
    """``value``: float64 (rows, cols), facilities per km² times weight, summed over the kinds; and the correlations."""

    value: np.ndarray
    correlations: tuple[FacilityCorrelation, ...]

    @property
    def has_weight(self) -> bool:
        return any(correlation.weight != 0 for correlation in self.correlations)


def environment_of(
    grid: Grid, incident_counts: np.ndarray, facilities: Sequence[tuple[str, np.ndarray, np.ndarray]]
) -> Environment:
    """Each kind's density per cell times its correlation with incident counts (Korean study; methods.md 1).

    ``incident_counts``: (rows, cols). ``facilities``: kind, x (n,), y (n,). Only correlations with p < 0.05 count; all
    are returned.
    """
    counts = incident_counts[grid.mask]
    value = np.zeros(grid.shape)
    found = []
    for kind, x, y in facilities:
        cell = grid.cell_index(x, y)
        per_cell = np.bincount(cell[cell >= 0], minlength=grid.rows * grid.cols).reshape(grid.shape)
        pearson, p_value = _pearson(per_cell[grid.mask], counts)
        weight = pearson if p_value < SIGNIFICANCE else 0.0
        found.append(FacilityCorrelation(kind, int((cell >= 0).sum()), pearson, p_value, weight))
        value += weight * per_cell / (grid.cell_area_m2 / 1e6)
    return Environment(value, tuple(found))


def _pearson(first: np.ndarray, second: np.ndarray) -> tuple[float, float]:
    """Pearson's r and its two-sided p; NaN where it is not defined."""
    if len(first) < _FEWEST_CELLS or np.ptp(first) == 0 or np.ptp(second) == 0:
        return (float("nan"), float("nan"))
    r, p = stats.pearsonr(first, second)
    return (float(r), float(p))


def scale_to_unit(values: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """The values scaled so that the study area's least is 0 and its greatest 1; all 0 where they do not vary."""
    inside = values[..., mask]
    low = inside.min(axis=-1, keepdims=True)[..., None]
    span = inside.max(axis=-1, keepdims=True)[..., None] - low
    return np.divide(values - low, span, out=np.zeros_like(values, dtype=np.float64), where=span > 0)


def require_share(share: float) -> None:
    """Raise when the environment's share is not a fraction."""
    if not 0.0 <= share <= 1.0:
        raise PatrolError(
            f"The environment share must be from 0 (incidents only) to 1 (environment only), not {share:g}."
        )
