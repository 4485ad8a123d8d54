"""How concentrated incidents are: which share of them falls into which share of the area, riskiest first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .riskcells import RiskCells


@dataclass(frozen=True)
class Concentration:
    """Shares from 0 to 1 along the cells, riskiest first, from 0, 0 to 1, 1: float64 (k,) each.

    ``area``: of the size covered; ``incidents``: of those in it; ``best``: of those in as much area, had the cells
    with the most incidents for their size been chosen: no choice of cells reaches more.
    """

    area: np.ndarray
    incidents: np.ndarray
    best_area: np.ndarray
    best: np.ndarray


def concentration(cells: RiskCells) -> Concentration | None:
    """The curve of a grid; None without counts, or where there is no incident or no size."""
    if cells.counted is None:
        return None
    count = np.nan_to_num(cells.counted)
    if not (count.sum() > 0 and cells.size.sum() > 0):
        return None
    by_risk = np.argsort(-np.nan_to_num(cells.risk, nan=-np.inf), kind="stable")
    # Without a size, cells with incidents come first and those without last.
    density = np.divide(count, cells.size, out=np.where(count > 0, np.inf, 0.0), where=cells.size > 0)
    by_density = np.argsort(-density, kind="stable")
    return Concentration(
        _shares(cells.size[by_risk]),
        _shares(count[by_risk]),
        _shares(cells.size[by_density]),
        _shares(count[by_density]),
    )


def _shares(values: np.ndarray) -> np.ndarray:
    total = np.concatenate([[0.0], np.cumsum(values)])
    return total / total[-1]
