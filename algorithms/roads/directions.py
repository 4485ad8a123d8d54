"""Which way roads may be driven."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..errors import PatrolError
from .tags import distinct_texts, first_value, first_values

FORWARD, BACKWARD, BOTH = 1, -1, 0
DIRECTION_WORDS = {"forward": FORWARD, "backward": BACKWARD, "both": BOTH}
# Not a direction: a road whose direction changes with the hour, which no map tells.
REVERSIBLE = 2
# OpenStreetMap's oneway=* as OSM, OSMnx and databases write it. Where traffic alternates at a light, both directions
# are driven.
ONEWAY_WORDS = {
    **dict.fromkeys(("yes", "y", "true", "t", "1", "forward", "ft"), FORWARD),
    **dict.fromkeys(("-1", "reverse", "backward", "tf"), BACKWARD),
    **dict.fromkeys(("no", "n", "false", "f", "0", "both", "b", "alternating"), BOTH),
    "reversible": REVERSIBLE,
}
# Geofabrik's: from, to, both.
FROM_TO_WORDS = {"f": FORWARD, "t": BACKWARD, "b": BOTH}
# Street centre lines as counties and makers of maps give them: Y and N; from-to, to-from and both.
_CENTRE_LINE_WORDS = {"y": FORWARD, "n": BOTH, "ft": FORWARD, "tf": BACKWARD, "b": BOTH}
_IMPLIED_BY_JUNCTION = frozenset({"roundabout", "circular"})


def values_in(text: str) -> list[str]:
    """The values in a parameter that may hold several, separated by commas; lower case."""
    return [part.strip().lower() for part in text.split(",") if part.strip()]


def centre_line_words(values: Sequence[Any] | np.ndarray | None) -> dict[str, int]:
    """What the usual values of street centre lines mean beside those in a direction field (n,).

    Where FT and TF stand, N is "no travel", which is no direction: it stays unknown.
    """
    words = dict(_CENTRE_LINE_WORDS)
    if values is not None:
        texts = {text.lower() for text in distinct_texts(values)[0]}
        if texts & {"ft", "tf"}:
            del words["n"]
    return words


def implied_oneway(
    road_class: Sequence[Any] | np.ndarray | None, junction: Sequence[Any] | np.ndarray | None, count: int
) -> np.ndarray:
    """Which of ``count`` roads are one-way along their line unless a tag says otherwise: motorways and roundabouts.

    Not motorway_link: OpenStreetMap's wiki (Key:oneway, "Implied oneway restriction") does not imply it there.
    """
    implied = np.zeros(count, dtype=bool)
    if road_class is not None:
        implied |= np.asarray(road_class, dtype=object) == "motorway"
    if junction is not None:
        texts, place = first_values(junction)
        implied |= np.array([text in _IMPLIED_BY_JUNCTION for text in texts], dtype=bool)[place]
    return implied


def binding_oneway(tags: Mapping[str, np.ndarray], keys: Sequence[str]) -> np.ndarray | None:
    """What one-way restrictions say to a vehicle, str objects (n,): of keys from the general to the particular
    (oneway, oneway:motor_vehicle) the last that says something; None where none of them is among the tags.
    """
    found = None
    for key in keys:
        if key in tags:
            found = tags[key] if found is None else np.where(tags[key] == "", found, tags[key])
    return found


@dataclass(frozen=True)
class DirectionValues:
    """What the values of a direction field mean: those for each way, several separated by commas, whatever their case.

    ``default``: forward, backward or both, for every other value. Raises PatrolError when a value stands in two lists.
    """

    forward: str
    backward: str
    both: str
    default: str

    def __post_init__(self) -> None:
        self.meaning()
        if self.default not in DIRECTION_WORDS:
            raise PatrolError(
                "The default direction {default!r} is unknown. Use forward, backward or both.", default=self.default
            )

    def meaning(self) -> dict[str, int]:
        """The direction of each value, lower case."""
        found: dict[str, int] = {}
        for text, direction in ((self.both, BOTH), (self.forward, FORWARD), (self.backward, BACKWARD)):
            for value in values_in(text):
                if found.setdefault(value, direction) != direction:
                    raise PatrolError(
                        "The direction value {value!r} stands for two different directions. Name it in only one of "
                        "the three value parameters.",
                        value=value,
                    )
        return found


def road_directions(
    values: Sequence[Any] | np.ndarray | None,
    given: DirectionValues,
    count: int,
    words: Mapping[str, int] | None = None,
    implied: np.ndarray | None = None,
) -> tuple[np.ndarray, dict[str, int]]:
    """The direction of n roads, int8 (n,): 1 along the line only, −1 against it only, 0 both ways.

    Also returned: values that nothing tells the meaning of, with how many roads have them (without the empty one).

    values: the direction field (n,), or None without one.
    given: what its values mean before all else.
    count: n.
    words: what values that are not given mean, such as ONEWAY_WORDS.
    implied: bool (n,), roads that are one-way along their line where they have no value.
    """
    usual = DIRECTION_WORDS[given.default]
    without = np.full(count, usual, dtype=np.int8)
    if implied is not None:
        without[implied] = FORWARD
    if values is None:
        return without, {}
    meaning = {**(words or {}), **given.meaning()}
    texts, place = distinct_texts(values)
    found = [meaning.get(text.lower(), meaning.get(first_value(text))) for text in texts]
    directions = np.array([usual if one is None else one for one in found], dtype=np.int8)[place]
    empty = np.array([text == "" for text in texts], dtype=bool)[place]
    counts = np.bincount(place, minlength=len(texts))
    unknown = {text: int(n) for text, one, n in zip(texts, found, counts) if text and one is None}
    return np.where(empty, without, directions), unknown
