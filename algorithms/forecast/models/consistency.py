"""consistency: in how many weeks a cell had an incident, and how many it had in the last one.

Lee, O & Eck (2020): what a two-number model of long-term and short-term risk reaches.
"""

from __future__ import annotations

import numpy as np

from ...control import Control
from ...texts import Text
from ...times.spans import DAY, DAY_S, WEEK_S, whole_seconds
from ..events import CellEvents
from ..intervals import Intervals
from ..training import Training
from .cellrates import CellRates, spread_over

# A record of fewer weeks is looked at by days.
_FEWEST_WEEKS = 8
_ROUNDS = 200
# The weights where the last period cannot tell them: the share of periods alone, and a little for every cell.
_UNTOLD = (1.0, 0.0, 1e-6)


def fit_consistency(training: Training, intervals: Intervals, control: Control | None = None) -> CellRates:
    """Fit consistency on the training days: λ = a·share of periods with an incident + b·incidents of the last + floor.

    Periods are weeks before the end of the record, days where there are fewer than eight of them. a, b and the floor
    are those with which the last period but one forecasts the last best (Poisson likelihood, by EM). Raises
    PatrolError without any incident in the training days.
    """
    control = control or Control()
    known, until = training.require_known(), training.until
    record_d = float((until - training.begin) / DAY)
    period_s = WEEK_S if record_d >= 7 * _FEWEST_WEEKS else DAY_S
    number = max(1, int(record_d * DAY_S // period_s))
    counts = _by_period(known, until, period_s, number)
    weight = np.array(_UNTOLD)
    if number > 2:
        seen = _columns(counts[:, 1:])
        weight = _mixed(seen, counts[:, 0], control)
    columns = _columns(counts)
    parts = columns * weight
    shares = parts.sum(axis=0) / max(parts.sum(), 1e-300)
    names = (Text("share of periods with an incident"), Text("incidents of the last period"), Text("all cells alike"))
    rate = parts.sum(axis=1) * (DAY_S / period_s)
    named = tuple(zip(names, (float(share) for share in shares)))
    return spread_over(rate, training, intervals, named, control)


def _by_period(known: CellEvents, until: np.datetime64, period_s: int, number: int) -> np.ndarray:
    """Incidents of each cell in each period, the last first: float64 (cells, periods)."""
    ago = (whole_seconds(until - known.time) - 1) // period_s
    chosen = ago < number
    flat = known.cell[chosen] * number + ago[chosen]
    return np.bincount(flat, minlength=known.cells * number).reshape(known.cells, number).astype(np.float64)


def _columns(counts: np.ndarray) -> np.ndarray:
    """(cells, 3): the share of periods with an incident, the last period's number, one."""
    return np.column_stack([(counts > 0).mean(axis=1), counts[:, 0], np.ones(len(counts))])


def _mixed(columns: np.ndarray, number: np.ndarray, control: Control) -> np.ndarray:
    """The weights of the columns with which the numbers are likeliest, (3,)."""
    total = columns.sum(axis=0)
    if not number.sum() or not total.all():
        return np.array(_UNTOLD)
    some = number > 0
    weight = number.sum() / total / 3.0
    for _ in range(_ROUNDS):
        control.check()
        rate = columns[some] @ weight
        weight = weight * (columns[some].T @ (number[some] / rate)) / total
    return np.maximum(weight, 1e-12)
