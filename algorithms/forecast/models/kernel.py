"""kernel: the density of past incidents, with the width under which the last weeks were likeliest."""

from __future__ import annotations

import numpy as np

from ...control import Control
from ...texts import Text
from ...times.spans import DAY, span_of_days
from ..features.spots import Spots
from ..intervals import Intervals
from ..training import Training
from .cellrates import CellRates, spread_over

# Widths that are tried, in usual sides of a cell.
WIDTHS = (0.25, 0.5, 1.0, 2.0)
# The share of the record on which they are tried, and its most days.
_TRIED_SHARE, _TRIED_D = 0.25, 28.0
# What a cell has at least when a width is tried: incidents.
_LEAST = 1e-3


def fit_kernel(training: Training, intervals: Intervals, control: Control | None = None) -> CellRates:
    """Fit kernel on the training days: every incident spread by a Gaussian and summed over the cells.

    Its width: see ``best_width``. Raises PatrolError without any incident in the training days.
    """
    control = control or Control()
    known, places = training.require_known(), training.surroundings().places
    spots = Spots(places, [known])
    width = best_width(training, spots, control)
    every = np.bincount(spots.of[0], minlength=len(spots.x))
    rate = spots.shares(width) @ every / float((training.until - training.begin) / DAY)
    rests_on = Text("past incidents within a kernel of {width:,.0f} m", width=width)
    return spread_over(rate, training, intervals, ((rests_on, 1.0),), control)


def best_width(training: Training, spots: Spots, control: Control) -> float:
    """The width, metres, with which the last quarter of the record (28 days at most) is forecast best from what lies
    before it, by the Poisson likelihood.

    training: the record.
    spots: of its incidents.
    control: progress and stop.
    """
    known, places = training.known, training.surroundings().places
    days = float((training.until - training.begin) / DAY)
    cut = training.until - span_of_days(min(_TRIED_SHARE * days, _TRIED_D))
    number = known.between(cut, training.until).a_cell()
    earlier = np.bincount(spots.of[0][known.time < cut], minlength=len(spots.x))
    tried = []
    for done, sides in enumerate(WIDTHS):
        control.step(done, len(WIDTHS))
        width = sides * places.usual_side_m
        expected = np.maximum(spots.shares(width) @ earlier, _LEAST)
        tried.append((float(number @ np.log(expected / expected.sum())), width))
    return max(tried, key=lambda one: one[0])[1]
