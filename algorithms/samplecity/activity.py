"""Calls for service of the last four weeks, check-ins over the year, officers of the last day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .crime import CrimeModel
from .offences import draw_call_types
from .places import Facilities
from .rhythm import draw_index, draw_times, hour_probabilities
from .sizes import SHIFT_END, SHIFT_START, YEAR_START, CitySize

CALL_DAYS = 28
# Calls are spread wider than crime.
_CALL_HOTSPOT_FACTOR = 0.6

_VENUE_RHYTHM = {
    "bar": "nightlife",
    "restaurant": "nightlife",
    "station": "transport",
    "school": "school",
    "park": "street",
}
_VISITS_PER_USER = 10
_FAVOURITES = 5
_FAVOURITE_SHARE = 0.65


@dataclass(frozen=True)
class Calls:
    """c calls in the order of time: ``xy`` (c, 2), ``time`` datetime64[s], ``type`` text, ``priority`` int64 1–5."""

    xy: np.ndarray
    time: np.ndarray
    type: np.ndarray
    priority: np.ndarray


@dataclass(frozen=True)
class Checkins:
    """k check-ins in the order of time.

    ``xy`` (k, 2), ``time`` datetime64[s], ``user`` int64, ``venue`` text (its type).
    """

    xy: np.ndarray
    time: np.ndarray
    user: np.ndarray
    venue: np.ndarray


@dataclass(frozen=True)
class Officers:
    """o officers on duty.

    ``xy`` (o, 2), ``name`` text, ``shift_on``, ``shift_off``, ``break_on`` (NaT: none) datetime64[s], ``speed_kmh``
    float64, ``break_min`` float64 (NaN: none).
    """

    xy: np.ndarray
    name: np.ndarray
    shift_on: np.ndarray
    shift_off: np.ndarray
    speed_kmh: np.ndarray
    break_on: np.ndarray
    break_min: np.ndarray


def make_calls(size: CitySize, model: CrimeModel, rng: np.random.Generator) -> Calls:
    """The calls of the last 28 days of the year, up to the end of the last day shift."""
    share = model.share.copy()
    share[:-1] *= _CALL_HOTSPOT_FACTOR
    source = draw_index(share, size.calls, rng)
    place = np.empty(size.calls, dtype=np.int64)
    time = np.empty(size.calls, dtype="datetime64[s]")
    last_day = SHIFT_START.astype("datetime64[D]")
    hours = YEAR_START + np.arange(len(hour_probabilities("street"))) * np.timedelta64(1, "h")
    window = (hours >= last_day - np.timedelta64(CALL_DAYS - 1, "D")) & (hours < SHIFT_END)
    for part, kind in enumerate(model.kind):
        rows = np.flatnonzero(source == part)
        place[rows] = model.support[part][draw_index(model.weight[part], len(rows), rng)]
        time[rows] = draw_times(np.where(window, hour_probabilities(kind), 0.0), len(rows), rng)
    types, priority = draw_call_types(size.calls, rng)
    order = np.argsort(time, kind="stable")
    return Calls(model.points.beside(place, rng)[order], time[order], types, priority)


def make_checkins(size: CitySize, facilities: Facilities, rng: np.random.Generator) -> Checkins:
    """Visits to facilities: some users are busy, everyone has favourites, every type has its hours."""
    count, venues = size.checkins, len(facilities.xy)
    users = max(count // _VISITS_PER_USER, 1)
    popularity = rng.lognormal(0.0, 1.0, venues)
    favourites = draw_index(popularity, users * _FAVOURITES, rng).reshape(users, _FAVOURITES)
    user = draw_index(rng.lognormal(0.0, 1.0, users), count, rng)
    venue = np.where(
        rng.random(count) < _FAVOURITE_SHARE,
        favourites[user, rng.integers(0, _FAVOURITES, count)],
        draw_index(popularity, count, rng),
    )
    kind = facilities.type[venue]
    time = np.empty(count, dtype="datetime64[s]")
    for name in np.unique(facilities.type.astype(str)):
        rows = np.flatnonzero(kind == name)
        time[rows] = draw_times(hour_probabilities(_VENUE_RHYTHM.get(name, "shopping")), len(rows), rng)
    order = np.argsort(time, kind="stable")
    # Numbers that say nothing about how busy a user is.
    number = 100_000 + rng.permutation(users)
    return Checkins(facilities.xy[venue][order], time[order], number[user][order], kind[order])


def make_officers(size: CitySize, stations: np.ndarray) -> Officers:
    """The officers of the last day shift, dealt out to the stations; every fifth cycles, some have no break."""
    number = np.arange(size.officers)
    break_on = SHIFT_START + (240 + 30 * (number % 4)).astype("timedelta64[m]").astype("timedelta64[s]")
    without = number % 5 == 3
    return Officers(
        stations[number % len(stations)],
        np.array([f"P{index + 1:02d}" for index in number], dtype=object),
        np.full(size.officers, SHIFT_START),
        np.full(size.officers, SHIFT_END),
        np.where(number % 5 == 4, 15.0, 30.0),
        np.where(without, np.datetime64("NaT", "s"), break_on),
        np.where(without, np.nan, 30.0),
    )
