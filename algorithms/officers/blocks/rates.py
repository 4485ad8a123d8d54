"""How many incidents are expected at places in the course of a shift: from the record of events, or from a forecast."""

from __future__ import annotations

import numpy as np

from ..record import DAY_MIN, NEAR_M, Record

# Slots of the rates, minutes.
SLOT_MIN = 15.0
# A quarter of all records has the full hour as its time, so that times are known to about an hour.
_SPREAD_MIN = 60.0
# A place has hours of its own as far as it has more events than these; before, it has those of the city.
_FAITH = 30.0


def slots_of(shift_min: float, slot_min: float = SLOT_MIN) -> int:
    """How many slots a shift has."""
    return max(int(np.ceil(shift_min / slot_min - 1e-9)), 1)


def rates_of_record(
    record: Record,
    x: np.ndarray,
    y: np.ndarray,
    shift_start: np.datetime64,
    shift_min: float,
    near_m: float = NEAR_M,
    within: tuple[np.ndarray, np.ndarray] | None = None,
) -> np.ndarray:
    """As rates_of_pairs, of the events in the cells of places (n,) or near these.

    record: of the past.
    x, y: float64 (n,), metres.
    shift_start: when the shift begins.
    shift_min: how long it is.
    near_m: events this near to a place count.
    within: those in the cell that a place stands for count too: pairs of a place and an event, int (q,) each.
    """
    return rates_of_pairs(record, record.pairs_at(x, y, near_m, within), len(x), shift_start, shift_min)


def rates_of_pairs(
    record: Record,
    pairs: tuple[np.ndarray, np.ndarray],
    places: int,
    shift_start: np.datetime64,
    shift_min: float,
) -> np.ndarray:
    """Events a minute at places (n,) in slots of SLOT_MIN from the start of the shift, float64 (n, slots).

    As many a day as the record has, at the hours it has them: the times of the place are spread by an hour, and mixed
    with those of the whole city, which weigh as much as _FAITH events. Without hours all hours are alike.

    An event at c places counts 1/√c at each: less than where it is at one alone, as it can only be met once, and more
    than its share, as somebody is hardly ever at all of them. (On San Francisco's record plans meet as much by it as
    where it counts 1 everywhere, and what they expect is right; where each event counts at one place alone they meet
    less.)

    record: of the past.
    pairs: of a place and an event at it, int (q,) each.
    places: how many there are.
    shift_start: when the shift begins.
    shift_min: how long it is.
    """
    bins = int(DAY_MIN / SLOT_MIN)
    begin = float((shift_start - shift_start.astype("datetime64[D]")) / np.timedelta64(1, "s")) / 60.0
    slot = ((record.minute - begin) % DAY_MIN // SLOT_MIN).astype(np.int64) % bins
    place, event = pairs
    weight = np.bincount(event, minlength=len(record))[event] ** -0.5
    own = np.bincount(place * bins + slot[event], weight, minlength=places * bins).reshape(places, bins)
    city = np.bincount(slot, minlength=bins).astype(np.float64)
    spread = _spread(bins)
    total = own.sum(axis=1, keepdims=True)
    # Mean 1 over the day.
    of_city = city @ spread * (bins / max(city.sum(), 1.0))
    shape = (own @ spread * bins + _FAITH * of_city) / (total + _FAITH) if record.has_hours else np.ones_like(own)
    turns = np.arange(slots_of(shift_min)) % bins
    return (total / record.days / DAY_MIN * shape)[:, turns]


def _spread(bins: int) -> np.ndarray:
    """What one event counts at every slot of the day, (bins, bins), each row adding up to 1."""
    apart = np.abs(np.arange(bins)[:, None] - np.arange(bins))
    apart = np.minimum(apart, bins - apart) * (DAY_MIN / bins)
    weight = np.exp(-0.5 * (apart / _SPREAD_MIN) ** 2)
    return weight / weight.sum(axis=1, keepdims=True)


def rates_of_nodes(
    cell: np.ndarray, start_min: np.ndarray, end_min: np.ndarray, a_minute: np.ndarray, cells: int, shift_min: float
) -> np.ndarray:
    """Incidents a minute in cells in slots of SLOT_MIN, float64 (cells, slots), from nodes with intervals (m,).

    cell: int (m,), of each node.
    start_min, end_min: its interval, minutes since the start of the shift, ∓inf without one.
    a_minute: float64 (m,), incidents a minute that it expects.
    cells: how many there are.
    shift_min: how long the shift is.
    """
    middle = (np.arange(slots_of(shift_min)) + 0.5) * SLOT_MIN
    rates = np.zeros((cells, len(middle)))
    for slot, minute in enumerate(middle.tolist()):
        open_then = (start_min <= minute) & (minute < end_min)
        rates[:, slot] = np.bincount(cell[open_then], weights=a_minute[open_then], minlength=cells)
    return rates
