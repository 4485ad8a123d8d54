"""prospective: every recent incident raises the risk around it, less the farther away and the longer ago it is.

Bowers, Johnson & Pease (2004): ProMap.
"""

from __future__ import annotations

import numpy as np

from ...control import Control
from ...texts import Text
from ...times.spans import DAY, WEEK, WEEK_S, whole_seconds
from ..events import CellEvents
from ..features.spots import Spots
from ..intervals import Intervals
from ..places import Places
from ..training import Training
from .cellrates import CellRates, spread_over

# The study's bandwidths: 400 m and two months.
BANDWIDTH_M = 400.0
WEEKS = 8


def fit_prospective(training: Training, intervals: Intervals, control: Control | None = None) -> CellRates:
    """Fit prospective on the training days.

    The risk of a cell is Σ 1/(1 + d) · 1/(1 + w) over the incidents within 400 m of its centre and of the last 8 weeks:
    d in half sides of the cell, w in weeks, both in whole numbers. It is scaled to the number of incidents in those
    weeks. Raises PatrolError without any incident in the training days.
    """
    control = control or Control()
    known, places = training.require_known(), training.surroundings().places
    opening = max(training.begin, training.until - WEEKS * WEEK)
    recent = known.between(opening, training.until)
    days = float((training.until - opening) / DAY)
    risk = _risk(recent, places, training.until, control) if len(recent) else np.zeros(known.cells)
    scale = len(recent) / (risk.sum() * days) if risk.sum() > 0 else 0.0
    rests_on = Text("incidents within {distance:g} m and {weeks} weeks", distance=BANDWIDTH_M, weeks=WEEKS)
    return spread_over(risk * scale, training, intervals, ((rests_on, 1.0),), control)


def _risk(recent: CellEvents, places: Places, until: np.datetime64, control: Control) -> np.ndarray:
    """The sum over the incidents, (cells,)."""
    spots = Spots(places, [recent])
    week = whole_seconds(until - recent.time) // WEEK_S
    near = np.bincount(spots.of[0], 1.0 / (1.0 + week), minlength=len(spots.x))
    cell, spot = places.near(np.full(len(places), BANDWIDTH_M), spots.x, spots.y)
    control.check()
    away = np.hypot(places.x[cell] - spots.x[spot], places.y[cell] - spots.y[spot])
    steps = np.floor(away / (places.side_m[cell] / 2.0))
    return np.bincount(cell, near[spot] / (1.0 + steps), minlength=len(places))
