"""How many of last week's incidents a plan would have met, beside even minutes and a plain count."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...errors import PatrolError
from ..officers import Officers
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
# The share of the ordered minutes that field trials saw delivered.
DELIVERED = 0.55
_DAY_MIN = 1440.0


@dataclass(frozen=True)
class PastEvents:
    """n events before the shift. ``x``, ``y``: float64 (n,), metres. ``time``: datetime64[s] (n,). ``within``: the
    pairs of an event and a cell that holds it, int (r,) each.
    """

    x: np.ndarray
    y: np.ndarray
    time: np.ndarray
    within: tuple[np.ndarray, np.ndarray]

    def __len__(self) -> int:
        return len(self.x)


@dataclass(frozen=True)
class Reached:
    """Percent of last week's events at the shift's hours that are met in place and time; NaN where there are none.

    ``events``: how many there are; ``days``: on how many of the seven days. ``plan``: by the plan; ``in_visit``: during
    its stays alone, without what follows; ``by_cell``, ``by_metres``: in a stay's cell alone, within 150 m of it alone.
    ``even``: by the plan's minutes spread evenly over all places and hours. ``count``: by its officers each standing at
    one of the places with most past events, last week's among them, as the plan knows them; ``count_before``: the same
    without last week's, NaN without any before. ``…_55``: the same where 55 % of it are delivered.
    """

    events: int
    days: int
    plan: float
    plan_55: float
    in_visit: float
    by_cell: float
    by_metres: float
    even: float
    even_55: float
    count: float
    count_55: float
    count_before: float
    count_before_55: float


def laid_on(time: np.ndarray, shift_start: np.datetime64, shift_min: float) -> tuple[np.ndarray, np.ndarray]:
    """Past moments laid on a shift by their time of day: which of them, int (m,), and at which minute, float64 (m,).

    What lies outside the shift's hours is left out; in a shift of more than a day the same moment comes again.

    time: datetime64 (n,).
    shift_start: a moment.
    shift_min: minutes of the shift.
    """
    of_day = ((time - shift_start).astype("timedelta64[s]").astype(np.int64) / 60.0) % _DAY_MIN
    found = [np.flatnonzero(of_day + day * _DAY_MIN < shift_min) for day in range(int(np.ceil(shift_min / _DAY_MIN)))]
    minute = [of_day[index] + day * _DAY_MIN for day, index in enumerate(found)]
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
    events: PastEvents,
    places: Places,
    stays: Stays,
    officers: Officers,
    used: np.ndarray,
    shift_start: np.datetime64,
    shift_min: float,
) -> Reached:
    """What a plan would have met of the last seven days, and what its rivals would have.

    events: all that is known of the past.
    places: all that can be stayed at.
    stays: of the plan, at these places.
    officers: (k,).
    used: bool (k,), whom of them the plan uses.
    shift_start: a moment, after all events.
    shift_min: minutes of the shift.

    Raises PatrolError for an event that is not of the past.
    """
    if (events.time >= shift_start).any():
        raise PatrolError("What a plan reaches is measured with the past alone: leave out what happened in the shift.")
    index, minute = laid_on(events.time, shift_start, shift_min)
    cell, metres = in_cells(events.within, len(events), places), within_metres(events.x, events.y, places)
    nearby = cell.or_by(metres).of(index)
    last_week = events.time[index] >= shift_start - np.timedelta64(WEEK_DAYS, "D")
    week, minute, chosen = nearby.of(np.flatnonzero(last_week)), minute[last_week], index[last_week]
    count = standing(nearby, officers, used, shift_min)
    before = standing(nearby.of(np.flatnonzero(~last_week)), officers, used, shift_min)
    is_known = not last_week.all()

    def met(at: Nearby, these: Stays, delivered: float = 1.0, after_min: float = AFTER_MIN) -> float:
        times = times_met(at, minute, these.in_pieces() if delivered < 1 else these, after_min)
        return _percent(chance_met(times, delivered))

    def evenly(these: Stays, delivered: float) -> float:
        return _percent(chance_met_evenly(week, minute, these.minutes, shift_min, delivered))

    days = (shift_start - events.time[chosen]).astype("timedelta64[s]").astype(np.int64) - 1
    return Reached(
        events=len(chosen),
        days=len(np.unique(days // 86_400)),
        plan=met(week, stays),
        plan_55=met(week, stays, DELIVERED),
        in_visit=met(week, stays, after_min=0.0),
        by_cell=met(cell.of(chosen), stays),
        by_metres=met(metres.of(chosen), stays),
        even=evenly(stays, 1.0),
        even_55=evenly(stays.in_pieces(), DELIVERED),
        count=met(week, count),
        count_55=met(week, count, DELIVERED),
        count_before=met(week, before) if is_known else float("nan"),
        count_before_55=met(week, before, DELIVERED) if is_known else float("nan"),
    )


def _percent(chance: np.ndarray) -> float:
    return float(100.0 * chance.mean()) if len(chance) else float("nan")
