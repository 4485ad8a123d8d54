"""How many of last week's incidents a plan would have met, beside even minutes and a plain count."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...errors import PatrolError
from ...times.spans import DAY_S
from ..officers import Officers
from ..record import DAY_MIN, Record
from .meeting import (
    AFTER_MIN,
    Nearby,
    Places,
    Stays,
    chance_met,
    chance_met_evenly,
    in_cells,
    times_met,
    within_metres,
)

WEEK_DAYS = 7
# The days before the shift that the weights of nodes count (eq. 1): a plan by them meets these incidents far too well.
WEIGHT_DAYS = 3
# The share of the ordered minutes that field trials saw delivered.
DELIVERED = 0.55


@dataclass(frozen=True)
class Shares:
    """Percent of some days' events at the shift's hours that are met in place and time; NaN where there are none.

    ``events``: how many there are; ``days``: on how many days. ``plan``: by the plan. ``even``: by its stays spread
    evenly over all places and hours. ``count``: by its officers, each standing at one of the places with most past
    events, NaN without any past. ``…_55``: the same where 55 % of it are delivered.
    """

    events: int
    days: int
    plan: float
    plan_55: float
    even: float
    even_55: float
    count: float
    count_55: float


@dataclass(frozen=True)
class Reached:
    """What a plan would have met. ``week``: of the seven days before the shift, where the plain count knows them too;
    ``in_visit``: during the plan's stays alone; ``by_cell``, ``by_metres``: in a stay's cell alone, within 150 m of it
    alone. ``unseen``: of those of the seven days that the weights of the plan's nodes do not count, where the plain
    count knows nothing of the seven.
    """

    week: Shares
    in_visit: float
    by_cell: float
    by_metres: float
    unseen: Shares


def laid_on(time: np.ndarray, shift_start: np.datetime64, shift_min: float) -> tuple[np.ndarray, np.ndarray]:
    """Past moments laid on a shift by their time of day: which of them, int (m,), and at which minute, float64 (m,).

    What lies outside the shift's hours is left out; in a shift of more than a day the same moment comes again.

    time: datetime64 (n,).
    shift_start: a moment.
    shift_min: minutes of the shift.
    """
    of_day = ((time - shift_start).astype("timedelta64[s]").astype(np.int64) / 60.0) % DAY_MIN
    found = [np.flatnonzero(of_day + day * DAY_MIN < shift_min) for day in range(int(np.ceil(shift_min / DAY_MIN)))]
    minute = [of_day[index] + day * DAY_MIN for day, index in enumerate(found)]
    return np.concatenate(found), np.concatenate(minute)


def standing(nearby: Nearby, officers: Officers, used: np.ndarray, shift_min: float) -> Stays:
    """The plain count's plan: each officer stands for all of the duty, but the break, at one of the places with most
    incidents; of several with as many, the first. An incident at two places counts for the first that is taken.

    nearby: which past incidents are at which places.
    officers: (k,), one after another.
    used: bool (k,), who of them takes part.
    shift_min: minutes of the shift.
    """
    left = np.ones(nearby.incidents, dtype=bool)
    on, off = officers.duty(shift_min)
    begin, end = officers.breaks()
    rows: list[tuple[int, float, float]] = []
    for number in np.flatnonzero(used & officers.on_duty(shift_min)).tolist():
        counts = np.bincount(nearby.place, left[nearby.incident], nearby.places)
        best = int(np.argmax(counts))
        left[nearby.incident[nearby.place == best]] = False
        for start, stop in ((on[number], min(off[number], begin[number])), (max(on[number], end[number]), off[number])):
            if stop > start:
                rows.append((best, start, stop))
    place, arrive, depart = np.array(rows, dtype=np.float64).reshape(-1, 3).T
    return Stays(place.astype(np.int64), arrive, depart)


def reached(
    events: Record,
    within: tuple[np.ndarray, np.ndarray],
    places: Places,
    stays: Stays,
    officers: Officers,
    used: np.ndarray,
    shift_start: np.datetime64,
    shift_min: float,
    known_days: int = WEIGHT_DAYS,
) -> Reached:
    """What a plan would have met of the last seven days, and what its rivals would have.

    events: all that is known of the past.
    within: pairs of an event and a cell that holds it, int (r,) each.
    places: all that can be stayed at.
    stays: of the plan, at these places.
    officers: (k,).
    used: bool (k,), whom of them the plan uses.
    shift_start: a moment, after all events.
    shift_min: minutes of the shift.
    known_days: how many days before the shift the weights count that the plan is made by.

    Raises PatrolError for an event that is not of the past.
    """
    if (events.time >= shift_start).any():
        raise PatrolError("What a plan reaches is measured with the past alone: leave out what happened in the shift.")
    index, minute = laid_on(events.time, shift_start, shift_min)
    cell, metres = in_cells(within, len(events), places), within_metres(events.x, events.y, places)
    nearby = cell.or_by(metres).of(index)
    ago = (shift_start - events.time[index]).astype("timedelta64[s]").astype(np.int64)
    day = (ago - 1) // DAY_S
    week = np.flatnonzero(day < WEEK_DAYS)
    unseen = np.flatnonzero((day < WEEK_DAYS) & (day >= known_days))
    before = nearby.of(np.flatnonzero(day >= WEEK_DAYS))

    def shares(of: np.ndarray, past: Nearby) -> Shares:
        at = _Laid(nearby.of(of), minute[of], shift_min)
        standing_there = standing(past, officers, used, shift_min) if past.incidents else None
        return Shares(
            events=len(of),
            days=len(np.unique(day[of])),
            plan=at.met(stays),
            plan_55=at.met(stays, DELIVERED),
            even=at.met_evenly(stays),
            even_55=at.met_evenly(stays, DELIVERED),
            count=at.met(standing_there),
            count_55=at.met(standing_there, DELIVERED),
        )

    chosen = index[week]
    return Reached(
        week=shares(week, nearby),
        in_visit=_Laid(nearby.of(week), minute[week], shift_min).met(stays, after_min=0.0),
        by_cell=_Laid(cell.of(chosen), minute[week], shift_min).met(stays),
        by_metres=_Laid(metres.of(chosen), minute[week], shift_min).met(stays),
        unseen=shares(unseen, before),
    )


@dataclass(frozen=True)
class _Laid:
    """Events laid on a shift: at which places they are, their minutes (n,), and how long the shift is."""

    nearby: Nearby
    minute: np.ndarray
    shift_min: float

    def met(self, stays: Stays | None, delivered: float = 1.0, after_min: float = AFTER_MIN) -> float:
        """Percent that stays meet, NaN where nobody knows the stays."""
        if stays is None:
            return float("nan")
        times = times_met(self.nearby, self.minute, _ordered(stays, delivered), after_min)
        return _percent(chance_met(times, delivered))

    def met_evenly(self, stays: Stays, delivered: float = 1.0) -> float:
        """Percent that the same stays meet where they are spread evenly."""
        length = _ordered(stays, delivered).minutes
        return _percent(chance_met_evenly(self.nearby, self.minute, length, self.shift_min, delivered))


def _ordered(stays: Stays, delivered: float) -> Stays:
    return stays.in_pieces() if delivered < 1 else stays


def _percent(chance: np.ndarray) -> float:
    return float(100.0 * chance.mean()) if len(chance) else float("nan")
