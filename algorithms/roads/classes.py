"""What is a road, and for whom: by OpenStreetMap's class (highway=*, Geofabrik's fclass) and its access tags."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..texts import Text
from .speeds import CLASS_KMH, road_class
from .tags import first_values

# The fields that hold the class, in the order they are tried.
CLASS_KEYS = ("highway", "fclass", "class", "type", "road_class")
# The others are names of anything: only if nearly all of their values are classes are they these.
_SURE_KEYS, _NEARLY_ALL = frozenset(("highway", "fclass")), 0.8
# Access from the general to the particular; the last that says something counts (OpenStreetMap wiki, Key:access).
_ACCESS_KEYS = ("access", "vehicle", "motor_vehicle", "motorcar")
# The tags that a line without a class of road has instead.
_OTHER_KEYS = ("waterway", "railway", "power", "aeroway", "aerialway", "barrier", "boundary", "man_made", "route")
# Every tag that is looked at, besides the class.
TAG_KEYS = (*_ACCESS_KEYS, "emergency", *_OTHER_KEYS, "area", "abandoned", "disused", "junction", "oneway", "maxspeed")

FOR_FEET = frozenset(
    ("pedestrian", "footway", "path", "cycleway", "bridleway", "steps", "trail", "ladder", "via_ferrata")
)
_NOT_BUILT = frozenset(
    ("proposed", "planned", "construction", "razed", "abandoned", "disused", "demolished", "dismantled", "destroyed")
    + ("removed", "historic", "no")
)
_NO_WAY = frozenset(
    ("platform", "bus_stop", "rest_area", "services", "elevator", "corridor", "crossing", "raceway", "bus_guideway")
)
# Classes of Geofabrik's other layers of lines, where somebody has put all of them into one.
_WATER = frozenset(("river", "stream", "canal", "drain", "ditch", "brook", "fairway", "dam", "weir"))
_RAIL = frozenset(("rail", "tram", "light_rail", "subway", "narrow_gauge", "monorail", "funicular", "rack"))
_KNOWN = FOR_FEET | _NOT_BUILT | _NO_WAY | _WATER | _RAIL | {"ferry"} | set(CLASS_KMH)

_CLOSED = frozenset(("no", "private", "agricultural", "forestry", "military"))
_GRANTED = frozenset(("yes", "designated", "official", "permissive", "destination", "customers", "delivery", "permit"))
_ON_DUTY = frozenset(("yes", "designated", "official"))
_NAMED = 3


@dataclass(frozen=True)
class RoadUse:
    """Which of n lines are roads.

    ``key``: the field the classes stand in. ``usable``: bool (n,). ``road_class``: str objects (n,), "" for none.
    ``left_out``: how many are not usable, by cause. ``unknown``: classes nobody knows, with how many usable roads have
    them. ``on_duty``: roads that are closed to cars and usable for emergency vehicles.
    """

    key: str
    usable: np.ndarray
    road_class: np.ndarray
    left_out: dict[Text, int]
    unknown: dict[str, int]
    on_duty: int


def road_use(tags: Mapping[str, Sequence[Any]], count: int, for_cars: bool = True) -> RoadUse | None:
    """Which lines are roads, by the tags of ``count`` lines: key → values (n,); None where no class is known.

    ``for_cars``: roads for feet only, and those closed to cars (private, no), are left out too. Own data, whose fields
    happen to have such names but no class of OpenStreetMap's, is not judged.
    """
    classes = _classes(tags)
    if classes is None:
        return None
    class_key, names, place = classes
    name = np.array(names, dtype=object)[place]
    causes = _Causes(count)

    def among(wanted: frozenset[str]) -> np.ndarray:
        return np.array([one in wanted for one in names], dtype=bool)[place]

    causes.mark(_is(tags, "route", frozenset({"ferry"}), count) | among(frozenset({"ferry"})), Text("ferries"))
    unclassed = among(frozenset({""}))
    instead = np.full(count, "", dtype=object)
    for key in reversed([key for key in _OTHER_KEYS if key in tags]):
        instead[~_is(tags, key, frozenset({"", "no"}), count)] = key
    causes.mark(among(_WATER) | (unclassed & (instead == "waterway")), Text("waterways"))
    causes.mark(among(_RAIL) | (unclassed & (instead == "railway")), Text("railways"))
    causes.mark(unclassed & (instead != ""), Text("other lines"), instead)
    # Where no line has a class, those without any other tag are somebody's own roads.
    causes.mark(unclassed & (not unclassed.all()), Text("without a class of road"))
    gone = _is(tags, "abandoned", _ON_DUTY, count) | _is(tags, "disused", _ON_DUTY, count)
    causes.mark(among(_NOT_BUILT) | gone, Text("not built or no longer there"), name)
    causes.mark(among(_NO_WAY) | _is(tags, "area", frozenset({"yes"}), count), Text("stops and areas"), name)
    on_duty = 0
    if for_cars:
        closed, granted, why = _access(tags, count)
        feet = among(FOR_FEET)
        emergency = _is(tags, "emergency", _ON_DUTY, count)
        on_duty = int((causes.none & emergency & (closed | (feet & ~granted))).sum())
        causes.mark(feet & ~granted & ~emergency, Text("for feet or bicycles only"), name)
        causes.mark(closed & ~emergency, Text("closed to cars, without emergency=yes"), why)
    usable = causes.none
    unknown = Counter(name[usable & ~among(frozenset(_KNOWN))].tolist())
    return RoadUse(class_key, usable, name, causes.counts(), dict(unknown.most_common()), on_duty)


def _classes(tags: Mapping[str, Sequence[Any]]) -> tuple[str, list[str], np.ndarray] | None:
    """The first field with a class that is known, its distinct classes, and which of them each line has.

    A field for classes without any is one of OpenStreetMap's where its lines are rivers or railways instead.
    """
    for key in CLASS_KEYS:
        if key in tags:
            texts, place = first_values(tags[key])
            names = [road_class(text) for text in texts]
            # A field of yes and no tells nothing about classes.
            known = np.array([name in _KNOWN and name != "no" for name in names], dtype=bool)
            given = np.array([name != "" for name in names], dtype=bool)
            if key not in _SURE_KEYS and known[place].sum() < _NEARLY_ALL * max(given[place].sum(), 1):
                continue
            if known.any():
                return key, names, place
            others = (first_values(tags[other])[0] for other in _OTHER_KEYS if other in tags)
            if not any(names) and any(any(values) for values in others):
                return key, names, place
    return None


def _is(tags: Mapping[str, Sequence[Any]], key: str, wanted: frozenset[str], count: int) -> np.ndarray:
    """Which lines have one of these values of a tag, bool (n,)."""
    if key not in tags:
        return np.zeros(count, dtype=bool)
    texts, place = first_values(tags[key])
    return np.array([text in wanted for text in texts], dtype=bool)[place]


def _access(tags: Mapping[str, Sequence[Any]], count: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Which lines are closed to cars, which are expressly open to them, bool (n,), and the value that closes, (n,)."""
    closed, granted = np.zeros(count, dtype=bool), np.zeros(count, dtype=bool)
    why = np.full(count, "", dtype=object)
    for key in _ACCESS_KEYS:
        if key not in tags:
            continue
        texts, place = first_values(tags[key])
        says = np.array([text != "" for text in texts], dtype=bool)[place]
        closes = np.array([text in _CLOSED for text in texts], dtype=bool)[place]
        closed = np.where(says, closes, closed)
        why[says & closes] = np.array([f"{key}={text}" for text in texts], dtype=object)[place[says & closes]]
        # A footway is no road for a car because everybody may use it.
        if key.startswith("motor"):
            granted = np.where(says, np.array([text in _GRANTED for text in texts], dtype=bool)[place], granted)
    return closed, granted, why


class _Causes:
    """Why lines are left out: the first cause that fits."""

    def __init__(self, count: int) -> None:
        self.none = np.ones(count, dtype=bool)
        self.found: list[tuple[Text, int]] = []

    def mark(self, chosen: np.ndarray, cause: Text, examples: np.ndarray | None = None) -> None:
        chosen = chosen & self.none
        number = int(chosen.sum())
        if not number:
            return
        if examples is not None:
            kinds = [kind for kind, _ in Counter(examples[chosen].tolist()).most_common(_NAMED + 1)]
            named = [*kinds[:_NAMED], "…"] if len(kinds) > _NAMED else kinds
            cause = Text("{cause} ({kinds})", cause=cause, kinds=named)
        self.none = self.none & ~chosen
        self.found.append((cause, number))

    def counts(self) -> dict[Text, int]:
        return dict(self.found)
