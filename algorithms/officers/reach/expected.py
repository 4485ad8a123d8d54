"""How many expected incidents fall into the place and hour of a plan's stays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...arrays import places_in_groups
from ...errors import PatrolError
from .meeting import AFTER_MIN, Stays
from .reached import DELIVERED


@dataclass(frozen=True)
class Rates:
    """Incidents expected at places in intervals, one a row. ``place``: int64 (m,). ``start_min``, ``end_min``: float64
    (m,), minutes since the start of the shift, ∓inf for all of it. ``expected``: float64 (m,), within the interval.
    """

    place: np.ndarray
    start_min: np.ndarray
    end_min: np.ndarray
    expected: np.ndarray

    def __post_init__(self) -> None:
        for name in ("start_min", "end_min", "expected"):
            if len(getattr(self, name)) != len(self.place):
                raise PatrolError(
                    "Rates: {places} places but {count} {field}; they must match.",
                    places=len(self.place),
                    count=len(getattr(self, name)),
                    field=name,
                )
        if not (self.expected >= 0).all():
            raise PatrolError("Rates: fewer than no incidents are expected somewhere.")


@dataclass(frozen=True)
class ExpectedMet:
    """Incidents expected in the shift: ``total``, and those met. ``in_visit``: during a stay at their place, ``after``:
    or within 30 minutes after it, ``after_55``: the same where 55 % of the stays are delivered.
    """

    total: float
    in_visit: float
    after: float
    after_55: float


def expected_met(rates: Rates, stays: Stays, shift_min: float) -> ExpectedMet:
    """What of the expected incidents a plan meets; a minute at a place counts once, however many are there.

    rates: what is expected where and when.
    stays: of the plan, at the same places.
    shift_min: minutes of the shift, at whose end counting ends.
    """
    start, end = np.clip(rates.start_min, 0.0, shift_min), np.clip(rates.end_min, 0.0, shift_min)
    whole = np.where(np.isfinite(rates.end_min - rates.start_min), rates.end_min - rates.start_min, shift_min)
    a_minute = rates.expected / whole

    def met(own: Stays, after_min: float, delivered: float) -> float:
        place, first, last, times = _covered(own, after_min, shift_min)
        order = np.argsort(rates.place, kind="stable")
        low, high = (np.searchsorted(rates.place[order], place, side) for side in ("left", "right"))
        stretch, number = places_in_groups(high - low)
        row = order[low[stretch] + number]
        minutes = np.minimum(last[stretch], end[row]) - np.maximum(first[stretch], start[row])
        chance = 1.0 - (1.0 - delivered) ** times[stretch]
        return float((np.maximum(minutes, 0.0) * a_minute[row] * chance).sum())

    return ExpectedMet(
        total=float((a_minute * (end - start)).sum()),
        in_visit=met(stays, 0.0, 1.0),
        after=met(stays, AFTER_MIN, 1.0),
        after_55=met(stays.in_pieces(), AFTER_MIN, DELIVERED),
    )


def _covered(stays: Stays, after_min: float, shift_min: float) -> tuple[np.ndarray, ...]:
    """The stretches of time in which the same stays cover a place: place, first and last minute and how many, (s,)."""
    leave = np.minimum(stays.depart_min + after_min, shift_min)
    place = np.concatenate([stays.place, stays.place])
    minute = np.concatenate([np.minimum(stays.arrive_min, leave), leave])
    change = np.repeat([1, -1], len(stays))
    order = np.lexsort((minute, place))
    place, minute = place[order], minute[order]
    # Back to none after the last stay at each place.
    times = np.cumsum(change[order])
    covered = np.flatnonzero(times[:-1] > 0) if len(times) else np.zeros(0, dtype=np.int64)
    return place[covered], minute[covered], minute[covered + 1], times[covered]
