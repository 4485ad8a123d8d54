"""Empirical Bayes: the cell's own record, shrunk to what its surroundings and the other types let expect."""

from __future__ import annotations

import numpy as np

from ....control import Control

# How far a cell may differ from what its surroundings say: the shape of a gamma distribution of mean 1.
_SHAPES = np.geomspace(0.05, 100.0, 30)


def shrunk_rate(count: np.ndarray, days: float, usual: np.ndarray, control: Control) -> np.ndarray:
    """λ = μ·(c + α) / (μ·e + α): float64 (cells,), incidents per day.

    count: incidents of each cell, c, (cells,).
    days: in which they were counted, e.
    usual: incidents per day μ that are expected of a cell of whose own record nothing is known, (cells,).
    control: the stop.

    α is the one with which the counts are likeliest: negative binomial, of mean μ·e and shape α.
    """
    from scipy.special import gammaln

    expected = usual * days
    number, many = np.unique(count, return_counts=True)
    best, most = _SHAPES[-1], -np.inf
    for shape in _SHAPES:
        control.check()
        likelihood = float(many @ gammaln(number + shape)) + len(count) * (shape * np.log(shape) - gammaln(shape))
        likelihood += float(count @ np.log(expected)) - float((count + shape) @ np.log(shape + expected))
        if likelihood > most:
            best, most = shape, likelihood
    return usual * (count + best) / (expected + best)
