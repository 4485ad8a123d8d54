"""What junctions cost: seconds lost where a road ends at others, by the classes that meet.

A junction is a node with three or more arms of road, by another of which somebody may come. Who comes to it by a road
of a lower class than the highest there loses the whole delay, who meets equals (three or more arms of the top class)
half of it, and who has the right of way a quarter: signals, crossings and those who turn hold up main roads too. Minor
arms, service roads and short dead ends, are none for those who pass them; for those who leave them they are.

What is measured so is the control delay of the Highway Capacity Manual (6th edition, chapters 19 to 21): at level of
service A up to 10 s at a stop sign or signal, at B 10 to 15 s at a stop sign, 0 s for those who go straight on by the
major road where only the minor one must stop. Routers charge alike: OSRM's car profile up to 7.5 s by the angle of the
turn and 2 s at a signal, Valhalla by the difference of the classes of road. The shares were fitted to OSRM's durations
over the same ways; benchmarks/bench_junctions.py shows how well they fit.

What is left out: the angles of turns, which need a graph whose nodes are roads; and signals, which layers of lines do
not have. Where the directions of a road are drawn apart, its crossing is several junctions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np

from ..errors import PatrolError
from .network import RoadNetwork
from .speeds import road_class
from .tags import first_values

# The share of the delay for those who have the right of way, meet equals, and give way.
RIGHT_OF_WAY, AMONG_EQUALS, GIVING_WAY = 0.25, 0.5, 1.0

# Which class goes before which. Links end and begin at roads that go before them.
_MINOR, _STREET, _LINK, _RING = 0, 2, 3, 9
_RANKS = {
    **dict.fromkeys(("service", "track", "busway", "pedestrian", "footway", "path", "cycleway"), _MINOR),
    **dict.fromkeys(("bridleway", "steps"), _MINOR),
    "living_street": 1,
    **dict.fromkeys(("residential", "unclassified", "road"), _STREET),
    **dict.fromkeys(("motorway_link", "trunk_link", "primary_link", "secondary_link", "tertiary_link"), _LINK),
    **{"tertiary": 4, "secondary": 5, "primary": 6, "trunk": 7, "motorway": 8},
}
# On a roundabout one goes before all who come to it.
_RINGS = frozenset(("roundabout", "circular"))
# A dead end this short leads to somebody's door.
_STUB_M = 30.0
_SAME_M = 1e-3
_UNLIKE = np.array([0.6180, 0.3247])


@dataclass(frozen=True)
class JunctionFigures:
    """How many junctions cost how many seconds, on average over the arms one can come by."""

    junctions: int
    mean_s: float


def road_ranks(
    classes: Sequence[Any] | np.ndarray | None, junction: Sequence[Any] | np.ndarray | None, count: int
) -> np.ndarray:
    """Which of ``count`` roads go before which, int8 (n,): the higher number.

    ``classes``: OpenStreetMap's highway values (n,), None without: then all roads are equal, as are streets whose class
    nobody knows. ``junction``: OpenStreetMap's tag (n,) or None; roundabouts go before all others.
    """
    ranks = np.full(count, _STREET, dtype=np.int8)
    if classes is not None:
        texts, place = first_values(classes)
        ranks = np.array([_RANKS.get(road_class(text), _STREET) for text in texts], dtype=np.int8)[place]
    if junction is not None:
        texts, place = first_values(junction)
        ranks[np.array([text in _RINGS for text in texts], dtype=bool)[place]] = _RING
    return ranks


def with_junction_delays(network: RoadNetwork, rank: np.ndarray, delay_s: float) -> tuple[RoadNetwork, JunctionFigures]:
    """The same network whose junctions cost time.

    ``rank``: int8, of each line the edges come from. ``delay_s``: seconds, what giving way costs; 0 for junctions that
    cost nothing. Raises PatrolError for a delay below 0.
    """
    if not (delay_s >= 0 and np.isfinite(delay_s)):
        raise PatrolError("The delay at junctions must be 0 seconds or more, not {seconds:g}.", seconds=delay_s)
    if delay_s == 0:
        return network, JunctionFigures(0, 0.0)
    arms = _arms(network, rank[network.feature])
    own = arms.rank
    forward_s, backward_s = (delay_s * _shares(arms, node, own) for node in (network.head, network.tail))
    costly = np.zeros(network.nodes, dtype=bool)
    costly[network.head[(forward_s > 0) & network.forward]] = True
    costly[network.tail[(backward_s > 0) & network.backward]] = True
    seconds = np.concatenate([forward_s[network.forward], backward_s[network.backward]])
    seconds = seconds[seconds > 0]
    figures = JunctionFigures(int(costly.sum()), float(seconds.mean()) if len(seconds) else 0.0)
    return replace(network, wait_forward_s=forward_s, wait_backward_s=backward_s), figures


class _Streets(NamedTuple):
    """Edges of a network, (e,) each, as RoadNetwork has them, and their ranks."""

    tail: np.ndarray
    head: np.ndarray
    forward: np.ndarray
    backward: np.ndarray
    length_m: np.ndarray
    rank: np.ndarray


@dataclass(frozen=True)
class _Arms:
    """What meets at each of n nodes.

    ``rank``: int8 (e,), that of each edge. ``top``: int8 (n,), the highest that meets there, and ``tops``, how many
    arms have it. Two each, of all arms and without the minor ones, int (n,): ``number``, how many there are, and
    ``entrances``, by how many of them one can come.
    """

    rank: np.ndarray
    top: np.ndarray
    tops: np.ndarray
    number: tuple[np.ndarray, np.ndarray]
    entrances: tuple[np.ndarray, np.ndarray]


def _arms(network: RoadNetwork, rank: np.ndarray) -> _Arms:
    """The arms at the nodes of a network whose edges have these ranks (e,)."""
    nodes = network.nodes
    drawn = _Streets(network.tail, network.head, network.forward, network.backward, network.length_m, rank)
    streets = _drawn_once(network, drawn)
    node = np.concatenate([streets.tail, streets.head])
    number = np.bincount(node, minlength=nodes)
    ranks = np.tile(_with_minor_stubs(streets, number), 2)
    top = np.full(nodes, _MINOR, dtype=np.int8)
    for one in np.flatnonzero(np.bincount(ranks)):
        # In rising order: the highest is written last.
        top[node[ranks == one]] = one
    enters = np.concatenate([streets.backward, streets.forward])
    entrances = np.bincount(node[enters], minlength=nodes)
    major = ranks > _MINOR
    of_major = number, entrances
    if not major.all():
        of_major = np.bincount(node[major], minlength=nodes), np.bincount(node[major & enters], minlength=nodes)
    return _Arms(
        rank=_with_minor_stubs(drawn, number),
        top=top,
        tops=np.bincount(node[ranks == top[node]], minlength=nodes),
        number=(number, of_major[0]),
        entrances=(entrances, of_major[1]),
    )


def _with_minor_stubs(streets: _Streets, arms: np.ndarray) -> np.ndarray:
    """The ranks of streets (e,), dead ends that are short being minor; ``arms``: how many there are at each node."""
    dead = (arms[streets.tail] == 1) | (arms[streets.head] == 1)
    return np.where(dead & (streets.length_m < _STUB_M), np.int8(_MINOR), streets.rank)


def _drawn_once(network: RoadNetwork, streets: _Streets) -> _Streets:
    """The streets of a network, of those drawn several times one.

    Some data has a line for each direction, or a street twice: without this every vertex of it were a junction.
    """
    swapped = streets.tail > streets.head
    low, high = np.where(swapped, streets.head, streets.tail), np.where(swapped, streets.tail, streets.head)
    key = low.astype(np.int64) * network.nodes + high
    order = np.argsort(key, kind="stable")
    again = key[order][1:] == key[order][:-1]
    if not again.any():
        return streets
    beside = np.concatenate([[False], again]) | np.concatenate([again, [False]])
    several, alone = order[beside], order[~beside]
    # Ways between the same nodes are one street if they are as long and have the same middle; a number for all three.
    shape = streets.length_m[several] + network.at(several, streets.length_m[several] / 2) @ _UNLIKE
    in_order = np.lexsort((shape, key[several]))
    several, shape = several[in_order], shape[in_order]
    first = np.flatnonzero(np.concatenate([[True], (np.diff(key[several]) != 0) | (np.diff(shape) > _SAME_M)]))
    merged = _Streets(
        low[several[first]],
        high[several[first]],
        np.logical_or.reduceat(np.where(swapped, streets.backward, streets.forward)[several], first),
        np.logical_or.reduceat(np.where(swapped, streets.forward, streets.backward)[several], first),
        streets.length_m[several[first]],
        np.maximum.reduceat(streets.rank[several], first),
    )
    return _Streets(*(np.concatenate([column[alone], more]) for column, more in zip(streets, merged)))


def _shares(arms: _Arms, node: np.ndarray, own: np.ndarray) -> np.ndarray:
    """The share of the delay for those who come to nodes (e,) by roads of these ranks (e,)."""
    top = arms.top[node]
    share = np.where(arms.tops[node] > 2, AMONG_EQUALS, RIGHT_OF_WAY)
    share[own < top] = GIVING_WAY
    minor = own == _MINOR
    number, entrances = arms.number[1][node], arms.entrances[1][node]
    if minor.any():
        number = np.where(minor, arms.number[0][node], number)
        entrances = np.where(minor, arms.entrances[0][node], entrances)
    # By one of the entrances one comes oneself.
    share[(number < 3) | (entrances < 2)] = 0.0
    return share
