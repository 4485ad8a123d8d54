"""A non-negative mixture of rates: λ = Σ wᵢ·rateᵢ + w₀, by expectation and maximisation of the Poisson likelihood."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ....control import Control
from .windows import Windows

_ROUNDS = 200
_CLOSE = 1e-7


@dataclass(frozen=True)
class Mixture:
    """``weight``: of each column, (columns,). ``floor``: incidents per day of every cell. ``share``: of the incidents
    learned from that each column, and last the floor, explains, (columns + 1,).
    """

    weight: np.ndarray
    floor: float
    share: np.ndarray

    def rate(self, table: np.ndarray) -> np.ndarray:
        """Incidents per day, (cells,), above 0, from columns per day, (cells, columns)."""
        return table @ self.weight + self.floor


def fit_mixture(windows: Windows, used: np.ndarray, control: Control) -> Mixture:
    """The weights of the columns that are ``used``, bool (columns,), with which the incidents are likeliest.

    Only rows with incidents cost anything: the rest enters by the columns' totals. Every step of EM leaves the expected
    number in all windows equal to the observed one.
    """
    some = windows.number > 0
    number = windows.number[some]
    columns = np.flatnonzero(used & (windows.total > 0))
    table = np.column_stack([windows.table[some][:, columns], np.ones(len(number))]) * windows.days
    total = np.append(windows.total[columns], windows.cells) * windows.days
    weight = number.sum() / total / len(total)
    before = -np.inf
    for _ in range(_ROUNDS):
        control.check()
        rate = table @ weight
        likelihood = float(number @ np.log(rate))
        if likelihood - before < _CLOSE * len(number):
            break
        before = likelihood
        weight = weight * (table.T @ (number / rate)) / total
    every = np.zeros(len(used))
    every[columns] = weight[:-1]
    share = np.zeros(len(used) + 1)
    share[np.append(columns, -1)] = weight * total / number.sum()
    return Mixture(every, float(weight[-1]), share)
