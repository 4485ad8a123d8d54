"""Counts of past incidents in which older ones weigh less."""

from __future__ import annotations

import numpy as np

from ...times.spans import DAY, DAY_S, span_of_days, whole_seconds
from ..events import CellEvents

# What is left of an incident after so many half-lives does not count any more.
_FORGOTTEN = 12.0


def daily_rate(
    events: CellEvents, opening: np.datetime64, moment: np.datetime64, half_life_d: float | None = None
) -> np.ndarray:
    """Incidents per day of each cell from an opening to a moment: float64 (cells,).

    events: in order of time.
    opening, moment: between which they are looked at; the moment itself is not.
    half_life_d: after which an incident counts half; None: all count alike.

    Divided by what one incident a day since the opening would count, so that a steady rate comes out as it is.
    """
    days = float((moment - opening) / DAY)
    if half_life_d is None:
        begin, end = np.searchsorted(events.time, [opening, moment])
        return np.bincount(events.cell[begin:end], minlength=events.cells) / days
    seen = min(days, _FORGOTTEN * half_life_d)
    begin, end = np.searchsorted(events.time, [moment - span_of_days(seen), moment])
    age_d = whole_seconds(moment - events.time[begin:end]) / float(DAY_S)
    weight = np.exp2(-age_d / half_life_d)
    steady = half_life_d / np.log(2.0) * (1.0 - 2.0 ** (-seen / half_life_d))
    return np.bincount(events.cell[begin:end], weight, minlength=events.cells) / steady
