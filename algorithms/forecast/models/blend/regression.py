"""Log-linear Poisson regression on the logarithms of the rates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ....control import Control
from .windows import Windows

# Rates enter as log(√rate + this), so that none is a small number and not the end of the world.
_LEAST = 0.05
_RIDGE = 5.0
_STEPS, _LONGEST_STEP, _CLOSE = 25, 2.0, 1e-6
# A cell is expected to be at most e to this times as busy as the level, so that no step overflows.
_MOST_LOG = 7.0
# A column that is alike in all rows has no spread.
_LEAST_SPREAD = 1e-9


@dataclass(frozen=True)
class Regression:
    """``columns``: places of those that are learned from, int (k,). ``mean``, ``spread``: of them transformed, (k,).
    ``slope``: per standard deviation, (k,). ``level``: the logarithm of incidents per day where all are at their mean.
    """

    columns: np.ndarray
    mean: np.ndarray
    spread: np.ndarray
    slope: np.ndarray
    level: float

    def rate(self, table: np.ndarray) -> np.ndarray:
        """Incidents per day, (cells,), above 0, from columns per day, (cells, columns)."""
        standard = (_logs(table[:, self.columns]) - self.mean) / self.spread
        return np.exp(self.level + np.minimum(standard @ self.slope, _MOST_LOG))


def fit_regression(windows: Windows, used: np.ndarray, control: Control) -> Regression:
    """By Newton's method with a ridge on the slopes; the rows with their weights.

    windows: what is learned from.
    used: bool (columns,), from which columns.
    control: the stop.
    """
    columns = np.flatnonzero(used)
    logs = _logs(windows.table[:, columns])
    mean = np.average(logs, axis=0, weights=windows.weight)
    spread = np.sqrt(np.average((logs - mean) ** 2, axis=0, weights=windows.weight)) + _LEAST_SPREAD
    rows = np.column_stack([np.ones(len(logs)), (logs - mean) / spread])
    exposed = windows.weight * windows.days
    ridge = np.full(rows.shape[1], _RIDGE)
    ridge[0] = 0.0
    slope = np.zeros(rows.shape[1])
    slope[0] = np.log(windows.number.sum() / exposed.sum())
    level = slope[0]
    for _ in range(_STEPS):
        control.check()
        expected = exposed * np.exp(np.minimum(rows @ slope, level + _MOST_LOG))
        uphill = rows.T @ (windows.number - expected) - ridge * slope
        curve = (rows * expected[:, None]).T @ rows + np.diag(ridge)
        step = np.linalg.solve(curve, uphill)
        longest = float(np.abs(step).max())
        slope += step * min(1.0, _LONGEST_STEP / max(longest, 1e-300))
        if longest < _CLOSE:
            break
    return Regression(columns, mean, spread, slope[1:], float(slope[0]))


def _logs(table: np.ndarray) -> np.ndarray:
    return np.log(np.sqrt(table) + _LEAST)
