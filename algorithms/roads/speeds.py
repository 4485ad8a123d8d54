"""How fast a road is driven: speed limits as numbers or as OpenStreetMap writes them, else by the class of the road."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..errors import PatrolError
from .tags import distinct_texts, first_values, values_in_list
from .vehicles import CAR, CLASS_KMH, Vehicle

KMH_PER_MPH = 1.609344
KMH_PER_KNOT = 1.852

# No sign says less or more; what does (0, 999, 5000) stands for something else.
LEAST_KMH, MOST_KMH = 1.0, 160.0

# What maxspeed=* says in words (OpenStreetMap wiki, Key:maxspeed, "Implicit values").
_WORDS_KMH = {"walk": 5.0}
# Where no limit is signed, or another one every hour, the class of road says how fast a patrol car drives.
_NO_FIXED_LIMIT = frozenset(("none", "signals", "variable", "unposted", "no", "implicit"))
_ZONES_KMH = {
    "urban": 50.0,
    "rural": 90.0,
    "trunk": 100.0,
    "motorway": 120.0,
    "living_street": 10.0,
    "pedestrian_zone": 5.0,
    "bicycle_road": 30.0,
    "school": 30.0,
    "walk": 5.0,
}
# Countries whose urban limit is written in miles or differs much from 50 km/h.
_COUNTRY_ZONES_KMH = {
    "gb:nsl_restricted": 30 * KMH_PER_MPH,
    "gb:urban": 30 * KMH_PER_MPH,
    "gb:nsl_single": 60 * KMH_PER_MPH,
    "gb:nsl_dual": 70 * KMH_PER_MPH,
    "gb:motorway": 70 * KMH_PER_MPH,
    "us:urban": 25 * KMH_PER_MPH,
    "us:rural": 55 * KMH_PER_MPH,
    "ru:urban": 60.0,
    "ru:living_street": 20.0,
    "de:rural": 100.0,
    "fr:rural": 80.0,
}
_NUMBER = re.compile(r"(?P<value>\d+(?:[.,]\d+)?)\s*(?P<unit>km/?h|kmph|kph|mph|knots?)?$")
_ZONE_NUMBER = re.compile(r"[a-z]{2}:(?:zone:?)?(?P<value>\d+)$")


@dataclass(frozen=True)
class RoadSpeeds:
    """Speeds of n roads and where they come from.

    ``kmh``: float64 (n,), greater than 0. The counts: roads with their own speed, without any, with text that is no
    speed, with zero or less, with a speed that no sign says; and how many of these, and of those with a word for "no
    fixed one" (``not_fixed``: none, signals, variable), got the speed of their class, or the default.
    ``first_unreadable``: the first text that is no speed, "" when there is none; ``first_absurd``: the first speed that
    no sign says, km/h, NaN when there is none.
    """

    kmh: np.ndarray
    signed: int
    missing: int
    unreadable: int
    not_positive: int
    by_class: int
    by_default: int
    first_unreadable: str = ""
    absurd: int = 0
    first_absurd: float = np.nan
    not_fixed: int = 0


def parse_speed(text: str) -> float:
    """One speed in km/h, NaN where the text is none.

    Read are "50", "30 mph", "50 km/h", "walk", "DE:urban", "DE:zone:30" and the like; of a list ("50;30", "25 mph, 30
    mph", "['25 mph', '30 mph']") the first.
    """
    # A comma without a space after it, or a quotation mark before, is a decimal point.
    first = values_in_list(text, r"[;|]|,\s|(?<=[\"']),")[0]
    found = _NUMBER.match(first)
    if found:
        value = float(found["value"].replace(",", "."))
        unit = found["unit"] or ""
        factor = KMH_PER_MPH if unit == "mph" else KMH_PER_KNOT if unit.startswith("knot") else 1.0
        return value * factor
    if first in _WORDS_KMH:
        return _WORDS_KMH[first]
    if first in _COUNTRY_ZONES_KMH:
        return _COUNTRY_ZONES_KMH[first]
    zone = _ZONE_NUMBER.match(first)
    if zone:
        value = float(zone["value"])
        return value * KMH_PER_MPH if first.startswith(("gb:", "us:")) else value
    country, colon, kind = first.partition(":")
    if colon and len(country) == 2:
        return _ZONES_KMH.get(kind, np.nan)
    return np.nan


def road_speeds(
    values: Sequence[Any] | np.ndarray | None,
    classes: Sequence[Any] | np.ndarray | None,
    default_kmh: float,
    count: int,
    vehicle: Vehicle = CAR,
) -> RoadSpeeds:
    """The speed of ``count`` roads.

    Signs below 1 and above 160 km/h count as none. Raises PatrolError when the default is not greater than 0.

    values: numbers (NaN = none) or texts ("" or None = none), (n,), or None without a speed field.
    classes: OpenStreetMap's highway values (n,) or None; one that is unknown is never faster than a known one.
    default_kmh: for roads with neither; for a vehicle that no sign concerns also the most it goes anywhere.
    count: n.
    vehicle: who goes along them.
    """
    if not (default_kmh > 0 and np.isfinite(default_kmh)):
        raise PatrolError("The default speed must be greater than 0 km/h, not {kmh:g}.", kmh=default_kmh)
    if not vehicle.signs:
        values, default_kmh = None, min(default_kmh, max(vehicle.class_kmh.values()))
    kmh, unreadable, first_unreadable, not_fixed = _signed_speeds(values, count)
    not_positive = kmh <= 0
    absurd = ~not_positive & ((kmh < LEAST_KMH) | (kmh > MOST_KMH))
    first_absurd = float(kmh[int(np.argmax(absurd))]) if absurd.any() else np.nan
    kmh[not_positive | absurd] = np.nan
    signed = np.isfinite(kmh)
    missing = ~(signed | unreadable | not_positive | absurd | not_fixed)
    class_kmh = _class_speeds(classes, count, vehicle, min(vehicle.other_kmh, default_kmh))
    if not vehicle.signs:
        class_kmh = np.minimum(class_kmh, default_kmh)
    by_class = ~signed & np.isfinite(class_kmh)
    by_default = ~signed & ~by_class
    kmh[by_class] = class_kmh[by_class]
    kmh[by_default] = default_kmh
    return RoadSpeeds(
        kmh,
        int(signed.sum()),
        int(missing.sum()),
        int(unreadable.sum()),
        int(not_positive.sum()),
        int(by_class.sum()),
        int(by_default.sum()),
        first_unreadable,
        int(absurd.sum()),
        first_absurd,
        int(not_fixed.sum()),
    )


def _signed_speeds(
    values: Sequence[Any] | np.ndarray | None, count: int
) -> tuple[np.ndarray, np.ndarray, str, np.ndarray]:
    """km/h (n,) with NaN, which are text that is no speed (n,), the first such text, and which say that no limit is
    fixed (n,).
    """
    none = np.zeros(count, dtype=bool)
    if values is None:
        return np.full(count, np.nan), none, "", none
    if isinstance(values, np.ndarray) and values.dtype.kind in "fiu":
        kmh = values.astype(np.float64)
        kmh[~np.isfinite(kmh)] = np.nan
        return kmh, none, "", none
    texts, place = distinct_texts(values)
    parsed = np.array([_speed_of_text(text) for text in texts])
    not_fixed = np.array([values_in_list(text)[0] in _NO_FIXED_LIMIT for text in texts], dtype=bool)
    bad = np.isnan(parsed) & np.array([text != "" for text in texts], dtype=bool) & ~not_fixed
    unreadable = bad[place]
    first = texts[place[int(np.argmax(unreadable))]] if unreadable.any() else ""
    return parsed[place], unreadable, first, not_fixed[place]


def _speed_of_text(text: str) -> float:
    if text.startswith("-") and _NUMBER.match(text[1:].strip()):
        return -1.0
    return parse_speed(text)


def signs_of_ways_driven(
    signs: np.ndarray, along: np.ndarray, against: np.ndarray, directions: np.ndarray
) -> np.ndarray:
    """The speed limit that holds on n roads where it differs by direction, str objects (n,).

    Of a road that is driven both ways it is the lower one: rare, and an edge has one speed.

    signs: maxspeed, str objects (n,), "" where there is none.
    along, against: maxspeed:forward and maxspeed:backward, likewise.
    directions: int (n,), 1 along the line only, −1 against it only, 0 both ways.
    """
    ahead, back = np.where(along == "", signs, along), np.where(against == "", signs, against)
    ahead_kmh, back_kmh = (_signed_speeds(texts, len(signs))[0] for texts in (ahead, back))
    takes_back = (directions < 0) | ((directions == 0) & ((back_kmh < ahead_kmh) | np.isnan(ahead_kmh)))
    return np.where(takes_back, back, ahead)


def road_class(text: str) -> str:
    """The class of road in OpenStreetMap's words, from a field that holds one; an unknown one as it stands."""
    if text in CLASS_KMH:
        return text
    # Geofabrik tells tracks apart by their grade; a link of a small street is a small street.
    for ending in ("_grade1", "_grade2", "_grade3", "_grade4", "_grade5", "_link"):
        if text.endswith(ending) and text[: -len(ending)] in CLASS_KMH:
            return text[: -len(ending)]
    return text


def _class_speeds(
    classes: Sequence[Any] | np.ndarray | None, count: int, vehicle: Vehicle, unknown_kmh: float
) -> np.ndarray:
    """km/h by class (n,), NaN without a class."""
    if classes is None:
        return np.full(count, np.nan)
    texts, place = first_values(classes)
    speeds = [vehicle.class_kmh.get(road_class(text), unknown_kmh) if text else np.nan for text in texts]
    return np.array(speeds, dtype=np.float64)[place]
