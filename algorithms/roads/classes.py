"""Which lines are roads for a vehicle: by OpenStreetMap's class (highway=*, Geofabrik's fclass) and access tags."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..texts import Text
from .speeds import road_class
from .tags import first_values
from .vehicles import CAR, CLASS_KMH, FOR_FEET, Vehicle

# The fields that hold the class, in the order they are tried.
CLASS_KEYS = ("highway", "fclass", "class", "type", "road_class")
# The others are names of anything: only if nearly all of their values are classes are they these.
_SURE_KEYS, _NEARLY_ALL = frozenset(("highway", "fclass")), 0.8
# The tags that a line without a class of road has instead.
_OTHER_KEYS = ("waterway", "railway", "power", "aeroway", "aerialway", "barrier", "boundary", "man_made", "route")
# What a line is, whoever goes along it: every tag that is looked at, besides the class and those of the vehicle.
_KIND_KEYS = (*_OTHER_KEYS, "area", "abandoned", "disused", "junction")

_NOT_BUILT = frozenset(
    ("proposed", "planned", "construction", "razed", "abandoned", "disused", "demolished", "dismantled", "destroyed")
    + ("removed", "historic", "no")
)
# Classes of Geofabrik's other layers of lines, where somebody has put all of them into one.
_WATER = frozenset(("river", "stream", "canal", "drain", "ditch", "brook", "fairway", "dam", "weir"))
_RAIL = frozenset(("rail", "tram", "light_rail", "subway", "narrow_gauge", "monorail", "funicular", "rack"))
_KNOWN = FOR_FEET | _NOT_BUILT | CAR.no_way | _WATER | _RAIL | {"ferry"} | set(CLASS_KMH)

# use_sidepath: the path beside it is drawn as a line of its own.
_CLOSED = frozenset(("no", "private", "agricultural", "forestry", "military", "use_sidepath"))
_GRANTED = frozenset(("yes", "designated", "official", "permissive", "destination", "customers", "delivery", "permit"))
_ON_DUTY = frozenset(("yes", "designated", "official"))
_SIDEWALKS = frozenset(("yes", "both", "left", "right", "lane"))
_NAMED = 3


@dataclass(frozen=True)
class RoadUse:
    """Which of n lines are roads.

    ``key``: the field the classes stand in. ``usable``: bool (n,). ``road_class``: str objects (n,), "" for none.
    ``left_out``: how many are not usable, by cause. ``unknown``: classes nobody knows, with how many usable roads have
    them. ``on_duty``: roads that are closed to the vehicle and usable for those on duty. ``conditional``: usable roads
    with a limit that holds at some hours only, which is not read.
    """

    key: str
    usable: np.ndarray
    road_class: np.ndarray
    left_out: dict[Text, int]
    unknown: dict[str, int]
    on_duty: int
    conditional: int = 0


def tag_keys(vehicle: Vehicle | None) -> tuple[str, ...]:
    """Every tag that is looked at, besides the class."""
    return (*_KIND_KEYS, *(() if vehicle is None else vehicle.tag_keys()))


def road_use(tags: Mapping[str, Sequence[Any]], count: int, vehicle: Vehicle | None = CAR) -> RoadUse | None:
    """Which lines are roads, by the tags of ``count`` lines: key → values (n,); None where no class is known.

    ``vehicle``: roads that are none for it (for a car those for feet only), and those closed to it (private, no), are
    left out too; None: a road is what anybody goes along. Own data, whose fields happen to have such names but no class
    of OpenStreetMap's, is not judged.
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
    no_way = among((vehicle or CAR).no_way) | _is(tags, "area", frozenset({"yes"}), count)
    causes.mark(no_way, Text("stops and areas"), name)
    on_duty = 0
    if vehicle is not None:
        closed, opened, why = _access(tags, count, vehicle)
        refused = among(vehicle.not_for)
        if vehicle.motor_roads:
            refused |= _is(tags, "motorroad", frozenset({"yes"}), count)
        for key in vehicle.walked_beside:
            opened = opened | (_is(tags, key, _SIDEWALKS, count) & ~closed)
        emergency = _is(tags, "emergency", _ON_DUTY, count) & vehicle.on_duty
        on_duty = int((causes.none & emergency & (closed | (refused & ~opened))).sum())
        causes.mark(refused & ~opened & ~emergency, vehicle.refused, name)
        causes.mark(closed & ~emergency, vehicle.closed, why)
    usable = causes.none
    unknown = Counter(name[usable & ~among(frozenset(_KNOWN))].tolist())
    conditional = np.zeros(count, dtype=bool)
    for key in tags:
        if key.endswith(":conditional"):
            conditional |= np.array([value not in (None, "") for value in tags[key]], dtype=bool)
    return RoadUse(
        key=class_key,
        usable=usable,
        road_class=name,
        left_out=causes.counts(),
        unknown=dict(unknown.most_common()),
        on_duty=on_duty,
        conditional=int((usable & conditional).sum()),
    )


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


def _access(
    tags: Mapping[str, Sequence[Any]], count: int, vehicle: Vehicle
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Which lines are closed to a vehicle, which expressly open, bool (n,), and the value that closes, (n,)."""
    closed, opened = np.zeros(count, dtype=bool), np.zeros(count, dtype=bool)
    why = np.full(count, "", dtype=object)
    for key in vehicle.access:
        if key not in tags:
            continue
        texts, place = first_values(tags[key])
        says = np.array([text != "" for text in texts], dtype=bool)[place]
        closes = np.array([text in _CLOSED for text in texts], dtype=bool)[place]
        closed = np.where(says, closes, closed)
        why[says & closes] = np.array([f"{key}={text}" for text in texts], dtype=object)[place[says & closes]]
        if key in vehicle.opening:
            opened = np.where(says, np.array([text in _GRANTED for text in texts], dtype=bool)[place], opened)
    return closed, opened, why


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
