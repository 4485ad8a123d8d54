"""count_ties: past incidents of the cell, ties broken by those of all types."""

from __future__ import annotations

import numpy as np

from ...control import Control
from ...texts import Text
from ...times.spans import DAY
from ..intervals import Intervals
from ..training import Training
from .cellrates import CellRates, spread_over


def fit_count_ties(training: Training, intervals: Intervals, control: Control | None = None) -> CellRates:
    """Fit count_ties on the training days. Raises PatrolError without any incident in them."""
    shares = ((Text("own count, ties broken by all incidents"), 1.0),)
    return spread_over(tied_rate(training), training, intervals, shares, control or Control())


def tied_rate(training: Training) -> np.ndarray:
    """Incidents per day of each cell, float64 (cells,): in the order of the own count, of equals of the count of all.

    The part that breaks the ties is less than one incident, and all together are as many as there were.
    """
    known = training.require_known()
    count = known.a_cell()
    every = count.copy()
    if training.around is not None:
        for _, kind in training.around.others:
            every += kind.between(training.opening, training.until).a_cell()
    score = count + every / (1.0 + every.max())
    days = float((training.until - training.begin) / DAY)
    return score * (count.sum() / score.sum()) / days
