"""The features by points of interest of Table II (Rumi, Qin & Salim), of each cell."""

from __future__ import annotations

import numpy as np

from ..activity import Pois

_KM2 = 1e6


def poi_distribution(pois: Pois) -> np.ndarray:
    """G_x: the share of each kind in the cell's points of interest, float64 (cells, kinds); 0 in a cell without any."""
    number = _numbers(pois)
    return number / np.maximum(number.sum(axis=1, keepdims=True), 1.0)


def poi_density(pois: Pois, area_m2: np.ndarray) -> np.ndarray:
    """G₂: points of interest per km² of the cell, float64 (cells,). ``area_m2``: of the cells, (cells,)."""
    return np.bincount(pois.cell, minlength=pois.cells) / (area_m2 / _KM2)


def location_diversity(pois: Pois) -> np.ndarray:
    """G₃: −Σ share · ln share over the kinds of the cell's points of interest, float64 (cells,)."""
    share = poi_distribution(pois)
    return -(share * np.log(np.where(share > 0, share, 1.0))).sum(axis=1)


def _numbers(pois: Pois) -> np.ndarray:
    kinds = max(len(pois.kinds), 1)
    number = np.bincount(pois.cell * kinds + pois.kind, minlength=pois.cells * kinds)
    return number.reshape(pois.cells, kinds).astype(np.float64)
