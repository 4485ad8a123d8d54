"""Which incidents a plan's stays meet, in place and time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...arrays import places_in_groups
from ...errors import PatrolError
from ..record import NEAR_M

# An incident so many minutes after a stay is at its time: presence works on for about half an hour (Koper 1995; Sherman
# & Weisburd 1995).
AFTER_MIN = 30.0
# Somebody is called away for a while, not for a whole shift: a longer stay is delivered piece by piece.
PIECE_MIN = 60.0


@dataclass(frozen=True)
class Stays:
    """k stays at places. ``place``: int64 (k,), numbers. ``arrive_min``, ``depart_min``: float64 (k,), minutes since
    the start of the shift.
    """

    place: np.ndarray
    arrive_min: np.ndarray
    depart_min: np.ndarray

    def __post_init__(self) -> None:
        if not len(self.place) == len(self.arrive_min) == len(self.depart_min):
            raise PatrolError(
                "Stays: {places} places, {arrivals} arrivals and {departures} departures; they must match.",
                places=len(self.place),
                arrivals=len(self.arrive_min),
                departures=len(self.depart_min),
            )
        if not (self.depart_min >= self.arrive_min).all():
            raise PatrolError("Stays: one ends before it begins.")

    def __len__(self) -> int:
        return len(self.place)

    @property
    def minutes(self) -> np.ndarray:
        return self.depart_min - self.arrive_min

    def in_pieces(self, most_min: float = PIECE_MIN) -> Stays:
        """The same stays, those longer than ``most_min`` cut into pieces of one length."""
        pieces = np.maximum(np.ceil(self.minutes / most_min - 1e-9), 1).astype(np.int64)
        stay, number = places_in_groups(pieces)
        length = (self.minutes / pieces)[stay]
        arrive = self.arrive_min[stay] + number * length
        return Stays(self.place[stay], arrive, arrive + length)


@dataclass(frozen=True)
class Places:
    """p places that somebody can stay at. ``x``, ``y``: float64 (p,), metres. ``cell``: int64 (p,), the number of the
    cell each is in or stands for, −1 without one.
    """

    x: np.ndarray
    y: np.ndarray
    cell: np.ndarray

    def __len__(self) -> int:
        return len(self.x)


@dataclass(frozen=True)
class Nearby:
    """Which of n incidents are at which of p places. ``incident``, ``place``: int64 (q,) each, distinct pairs."""

    incident: np.ndarray
    place: np.ndarray
    incidents: int
    places: int

    def of(self, index: np.ndarray) -> Nearby:
        """The same for chosen incidents (m,), numbered anew; one may be chosen several times."""
        order = np.argsort(self.incident, kind="stable")
        count = np.bincount(self.incident, minlength=self.incidents)
        first = np.cumsum(count) - count
        chosen, number = places_in_groups(count[index])
        return Nearby(chosen, self.place[order[first[index][chosen] + number]], len(index), self.places)

    def or_by(self, other: Nearby) -> Nearby:
        """The pairs of either, for the same incidents and places."""
        pairs = [one.incident * max(self.places, 1) + one.place for one in (self, other)]
        incident, place = np.divmod(np.unique(np.concatenate(pairs)), max(self.places, 1))
        return Nearby(incident, place, self.incidents, self.places)


def in_cells(within: tuple[np.ndarray, np.ndarray], incidents: int, places: Places) -> Nearby:
    """Which incidents lie in the cells of which places.

    within: the pairs of an incident and a cell that holds it, int (r,) each.
    incidents: how many there are.
    places: those that somebody can stay at.
    """
    incident, cell = within
    order = np.argsort(places.cell, kind="stable")
    first, last = (np.searchsorted(places.cell[order], cell, side) for side in ("left", "right"))
    pair, number = places_in_groups(last - first)
    return Nearby(incident[pair], order[first[pair] + number], incidents, len(places))


def within_metres(x: np.ndarray, y: np.ndarray, places: Places, most_m: float = NEAR_M) -> Nearby:
    """Which incidents, at x and y (n,), lie within ``most_m`` of which places."""
    from scipy.spatial import cKDTree

    if not len(x) or not len(places):
        return Nearby(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), len(x), len(places))
    spots, stays = cKDTree(np.column_stack([x, y])), cKDTree(np.column_stack([places.x, places.y]))
    close = spots.sparse_distance_matrix(stays, most_m, output_type="ndarray")
    return Nearby(close["i"].astype(np.int64), close["j"].astype(np.int64), len(x), len(places))


def times_met(nearby: Nearby, minute: np.ndarray, stays: Stays, after_min: float = AFTER_MIN) -> np.ndarray:
    """How many stays meet each incident, int64 (n,): at its place, from the arrival until ``after_min`` after the
    departure (not included).

    nearby: which incidents are at which places.
    minute: float64 (n,), when each happens, minutes since the start of the shift.
    stays: at those places.
    after_min: how long presence works on.
    """
    if not len(stays) or not len(minute):
        return np.zeros(len(minute), dtype=np.int64)
    leave = stays.depart_min + after_min
    low = min(float(minute.min()), float(stays.arrive_min.min()))
    # Place after place, each with room for all minutes.
    room = max(float(minute.max()), float(leave.max())) - low + 1.0
    begun, gone = (np.sort(stays.place * room + (times - low)) for times in (stays.arrive_min, leave))
    moment = nearby.place * room + (minute[nearby.incident] - low)
    # Stays at places before have begun and gone, so they cancel out.
    met = np.searchsorted(begun, moment, "right") - np.searchsorted(gone, moment, "right")
    return np.bincount(nearby.incident, met, nearby.incidents).astype(np.int64)


def chance_met(times: np.ndarray, delivered: float) -> np.ndarray:
    """The chance that at least one of so many stays, int (n,), takes place where each does so by itself with
    probability ``delivered``: float64 (n,).
    """
    return 1.0 - (1.0 - delivered) ** times


def chance_met_evenly(
    nearby: Nearby, minute: np.ndarray, length_min: np.ndarray, shift_min: float, delivered: float = 1.0
) -> np.ndarray:
    """The chance that each incident is met where stays of these lengths are spread evenly: float64 (n,), exact.

    Each stay is at a place drawn evenly from all, and begins at a moment drawn evenly from those that let it end within
    the shift, whatever the others do.

    nearby: which incidents are at which places.
    minute: float64 (n,), when each happens.
    length_min: float64 (k,), of the stays.
    shift_min: minutes of the shift.
    delivered: the probability with which each of them takes place.
    """
    at_place = np.bincount(nearby.incident, minlength=nearby.incidents) / max(nearby.places, 1)
    lengths, number = np.unique(np.minimum(length_min, shift_min), return_counts=True)
    missed = np.zeros(len(minute))
    for length, count in zip(lengths.tolist(), number.tolist()):
        latest = shift_min - length
        first, last = np.maximum(minute - length - AFTER_MIN, 0.0), np.minimum(minute, latest)
        in_time = np.maximum(last - first, 0.0) / latest if latest > 0 else (minute < length + AFTER_MIN).astype(float)
        with np.errstate(divide="ignore"):
            missed += count * np.log1p(-delivered * at_place * in_time)
    return 1.0 - np.exp(missed)
