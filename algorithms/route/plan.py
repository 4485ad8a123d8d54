"""What every plan is made of: a clock, journeys on it, visits and legs."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from ..errors import PatrolError
from ..roads.traffic import Traffic
from ..roads.travel import TravelTimes, mutual_groups
from ..texts import Text
from ..times.timeclasses import shown_time

# Seconds. As good as none, where there must be some.
_NO_TIME_S = 1e-9
# Minutes. A plan that is late by less is on time: sums of travel times carry rounding errors.
ON_TIME_MIN = 1e-6
# Sums of priorities that differ by less, relative to the sum of all, are equal.
EQUAL_SHARE = 1e-9
TOO_FAR = Text("too far from every road")
CANNOT_REACH = Text("cannot be reached by road")
NO_WAY_BACK = Text("no way back by road")
DOES_NOT_FIT = Text("does not fit into the shift")
OUT_OF_TIME = Text("not planned within the time limit")
CLOSED = Text("not open long enough while one can be there")
FORBIDDEN = Text("must not be visited")
MUST_DOES_NOT_FIT = Text("must be visited, but does not fit into the shift")


@dataclass(frozen=True)
class Visit:
    """A stay at stop (or node) number ``stop``, in minutes since the plan's start; ``factor`` is the share of the full
    reward that the arrival is worth, ``wait_min`` how long it takes from the arrival until the stay can begin.
    """

    stop: int
    arrive_min: float
    depart_min: float
    reward: float = 0.0
    factor: float = 1.0
    wait_min: float = 0.0


@dataclass(frozen=True)
class Leg:
    """A journey from place ``start`` to place ``end`` of the travel times; minutes since the plan's start. ``stop``:
    the stop it leads to, −1 for the way back to the start. ``hour``: of the day, whose quickest way it is; None where
    all hours have the same one.
    """

    start: int
    end: int
    stop: int
    depart_min: float
    arrive_min: float
    metres: float
    hour: int | None = None

    @property
    def minutes(self) -> float:
        return self.arrive_min - self.depart_min


@dataclass(frozen=True)
class Clock:
    """Minutes since a start moment (datetime64, local), and back."""

    start: np.datetime64

    @property
    def start_min_of_day(self) -> float:
        return float((self.start - self.start.astype("datetime64[D]")).astype("timedelta64[s]").astype(np.int64)) / 60.0

    def minutes(self, moments: np.ndarray) -> np.ndarray:
        """float64 (n,) of datetime64 (n,); NaN for NaT."""
        seconds = (moments - self.start).astype("timedelta64[s]")
        return np.where(np.isnat(moments), np.nan, seconds.astype(np.int64) / 60.0)

    def moments(self, minutes: Sequence[float] | np.ndarray | float) -> np.ndarray:
        """datetime64[s] (n,) of minutes (n,), rounded down so that nobody seems to overstay a shift or an interval."""
        seconds = np.floor(np.atleast_1d(np.asarray(minutes, dtype=np.float64)) * 60.0 + 1e-3)
        return self.start.astype("datetime64[s]") + seconds.astype("timedelta64[s]")

    def moment(self, minutes: float) -> np.datetime64:
        return self.moments(minutes)[0]


@dataclass(frozen=True)
class Journeys:
    """Travel times with the traffic of the hour, on a plan's clock."""

    travel: TravelTimes
    traffic: Traffic | None
    start_min_of_day: float

    def arrivals(self, start: np.ndarray | int, end: np.ndarray | int, depart_min: np.ndarray | float) -> np.ndarray:
        """When journeys between places end, in minutes since the plan's start; inf where there is no way."""
        if self.travel.hourly is not None:
            now = self.start_min_of_day
            return np.maximum(self.travel.hourly.arrival_min(start, end, depart_min + now) - now, depart_min)
        free = self.travel.minutes[start, end]
        if self.traffic is None:
            return depart_min + free
        now = self.start_min_of_day
        return np.maximum(self.traffic.arrival_min(depart_min + now, free) - now, depart_min)

    def departures(self, start: np.ndarray | int, end: np.ndarray | int, arrive_min: np.ndarray | float) -> np.ndarray:
        """When to set out to arrive at given moments, in minutes since the plan's start; −inf where there is no way."""
        if self.travel.hourly is not None:
            now = self.start_min_of_day
            return np.minimum(self.travel.hourly.departure_min(start, end, arrive_min + now) - now, arrive_min)
        free = self.travel.minutes[start, end]
        if self.traffic is None:
            return arrive_min - free
        now = self.start_min_of_day
        return np.minimum(self.traffic.departure_min(arrive_min + now, free) - now, arrive_min)

    def leg(self, start: int, end: int, stop: int, depart_min: float) -> Leg:
        arrive, hourly = float(self.arrivals(start, end, depart_min)), self.travel.hourly
        if hourly is not None:
            hour = int((self.start_min_of_day + depart_min) // 60) % 24
            metres = float(hourly.metres[hourly.table[hour], start, end])
            return Leg(start, end, stop, depart_min, arrive, metres, hour)
        return Leg(start, end, stop, depart_min, arrive, float(self.travel.metres[start, end]))


@dataclass
class Deadline:
    """The moment a planner must stop at, counted from when this is made; ``seconds`` None: never."""

    seconds: float | None
    _begin: float = field(default_factory=lambda: time.monotonic())

    def __post_init__(self) -> None:
        if self.seconds is not None and not self.seconds > 0:
            raise PatrolError("The time limit must be greater than 0 seconds, not {seconds:g}.", seconds=self.seconds)

    def passed(self) -> bool:
        return self.seconds is not None and time.monotonic() - self._begin > self.seconds

    def left(self) -> float | None:
        """Seconds until then, at least 0; None: no end."""
        return None if self.seconds is None else max(self.seconds - (time.monotonic() - self._begin), 0.0)

    def share(self, part: float) -> Deadline:
        """The moment when a part (0 to 1) of what is left from now on is over."""
        left = self.left()
        return Deadline(None if left is None else max(left * part, _NO_TIME_S))


def minutes_text(minutes: float) -> Text:
    """So many minutes, in words."""
    return Text("{n:,.15g} minutes", one="{n:,.15g} minute", n=minutes)


def require_break_in_shift(
    label: Text, break_on: np.datetime64, break_min: float, start: np.datetime64, hours: float
) -> None:
    """Raise PatrolError for a break that does not lie within the shift.

    label: what the message begins with.
    break_on: when the break begins.
    break_min: how long it is.
    start: when the shift begins.
    hours: how long that is.
    """
    first = start.astype("datetime64[s]")
    last = first + np.timedelta64(round(hours * 3600.0), "s")
    if not first <= break_on < last:
        raise PatrolError(
            "{label}: the break at {break_on} is outside the shift, {start} to {end}.",
            label=label,
            break_on=shown_time(break_on),
            start=shown_time(first),
            end=shown_time(last),
        )
    if break_on + np.timedelta64(round(break_min * 60.0), "s") > last:
        raise PatrolError(
            "{label}: the break of {minutes} from {break_on} ends after the shift, which ends at {end}. "
            "Begin it earlier, or make it shorter.",
            label=label,
            minutes=minutes_text(break_min),
            break_on=shown_time(break_on),
            end=shown_time(last),
        )


def leads_on(travel: TravelTimes, start: int, last: int | None) -> bool:
    """Whether any of the stops, the places before the start, can be part of a route from it; see visitable."""
    minutes = travel.minutes
    return bool(visitable(minutes, mutual_groups(minutes), start, np.arange(start), last).any())


def visitable(minutes: np.ndarray, group: np.ndarray, start: int, stops: np.ndarray, last: int | None) -> np.ndarray:
    """Which stops can be part of one route from a start place, bool (s,).

    Only stops that can be left again: those that reach each other and the start. A start that nobody can drive back to
    (the end of a one-way street) takes the largest group of stops that it reaches and that leads to the last place.

    minutes: travel times (n, n).
    group: int (n,), of every place, from travel.mutual_groups.
    start: the place where the route begins.
    stops: int (s,), the places of the stops.
    last: the place where it must end, None for anywhere; the start itself for a route that must return.
    """
    home = group[stops] == group[start]
    if last is None and home.any() or last is not None and group[last] == group[start]:
        return home
    possible = np.isfinite(minutes[start, stops])
    if last is not None:
        possible &= np.isfinite(minutes[stops, last])
    if not possible.any():
        return possible
    size = np.bincount(group[stops[possible]])
    return possible & (group[stops] == int(np.argmax(size)))
