"""Streets as OpenStreetMap has them: hierarchy, one-way streets, speeds and names on a plan of lines."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from .lattice import (
    PRIMARY,
    RESIDENTIAL,
    SECONDARY,
    SERVICE,
    TERTIARY,
    Lines,
    River,
    dead_ends,
    inside_city,
    lattice_lines,
    make_lattice,
)
from .sizes import CitySize

HIGHWAY_WORDS = np.array(["residential", "tertiary", "secondary", "primary", "service"], dtype=object)

# Speeds as OpenStreetMap writes them, with their shares per class; None is a way without the tag.
SPEEDS: dict[int, tuple[tuple[str | None, float], ...]] = {
    RESIDENTIAL: (("30", 0.5), ("20 mph", 0.05), (None, 0.45)),
    TERTIARY: (("50", 0.6), ("30 mph", 0.1), (None, 0.3)),
    SECONDARY: (("50", 0.8), ("30 mph", 0.1), (None, 0.1)),
    PRIMARY: (("50", 0.6), ("70", 0.3), ("40 mph", 0.1)),
    SERVICE: (("10", 0.2), (None, 0.8)),
}


@dataclass(frozen=True)
class Streets:
    """The street network: e lines between junctions, each with three vertices.

    ``node_xy``: float64 (n, 2), metres. ``start``, ``end``: int64 (e,), nodes. ``middle``: float64 (e, 2), the vertex
    between. ``level``: int64 (e,), index into HIGHWAY_WORDS. ``oneway``, ``maxspeed``, ``name``: text or None, object
    (e,), in the words of OpenStreetMap. ``bridge``: bool (e,).
    """

    node_xy: np.ndarray
    start: np.ndarray
    end: np.ndarray
    middle: np.ndarray
    level: np.ndarray
    oneway: np.ndarray
    maxspeed: np.ndarray
    name: np.ndarray
    bridge: np.ndarray

    def __len__(self) -> int:
        return len(self.start)

    @property
    def highway(self) -> np.ndarray:
        """Class of road, object (e,)."""
        return HIGHWAY_WORDS[self.level]

    @property
    def paths(self) -> np.ndarray:
        """The vertices of each line. float64 (e, 3, 2)."""
        return np.stack([self.node_xy[self.start], self.middle, self.node_xy[self.end]], axis=1)


def make_streets(size: CitySize, rng: np.random.Generator) -> Streets:
    """A street network of that size; every place can be reached from every other by car."""
    turn = math.radians(rng.uniform(5.0, 12.0)) * rng.choice([-1.0, 1.0])
    rotation = np.array([[math.cos(turn), math.sin(turn)], [-math.sin(turn), math.cos(turn)]])
    river = River(size, rng)
    lattice = make_lattice(size, rotation, river, rng)
    lines = lattice_lines(lattice, rng)
    local = np.column_stack([lattice.u.ravel(), lattice.v.ravel()])
    tips, service = dead_ends(size, local, lines, river, rng)
    local, lines = np.concatenate([local, tips]), Lines.joined([lines, service])
    node_xy = local @ rotation + size.centre
    inside = inside_city(size, node_xy)
    lines = lines.where(inside[lines.start] & inside[lines.end])
    lines = lines.where(_largest_part(len(node_xy), lines))
    used, numbered = np.unique(np.concatenate([lines.start, lines.end]), return_inverse=True)
    start, end = numbered[: len(lines)], numbered[len(lines) :]
    node_xy = node_xy[used]
    central = np.abs(local[used]).max(axis=1) <= 0.6 * lattice.ring * size.block_m
    middle = _middles(node_xy, start, end, lines.bridge, rng)
    # Mapped against the street's own sense here and there, as real data is: its one-ways read -1.
    mapped_back = rng.random(len(lines)) < 0.15
    start, end = np.where(mapped_back, end, start), np.where(mapped_back, start, end)
    against = lines.odd != mapped_back
    oneway = _one_ways(len(used), start, end, lines, central[start] & central[end], against, rng)
    return Streets(
        node_xy, start, end, middle, lines.level, oneway, _speeds(lines.level, rng), lines.name, lines.bridge
    )


def _one_ways(
    nodes: int,
    start: np.ndarray,
    end: np.ndarray,
    lines: Lines,
    central: np.ndarray,
    against: np.ndarray,
    rng: np.random.Generator,
) -> np.ndarray:
    """The oneway tag of each line: alternating in the centre, rare elsewhere, never cutting a place off.

    nodes: how many there are.
    start, end: the nodes of each line, int (e,).
    lines: their classes.
    central: which lie in the centre, bool (e,).
    against: which are one-way against their own direction, if they are, bool (e,).
    rng: everything random.
    """
    count = len(start)
    share = np.where(central, 0.9, 0.02)
    one_way = (lines.level == RESIDENTIAL) & (rng.random(count) < share)
    first, last = np.where(against, end, start), np.where(against, start, end)
    both = ~one_way
    part = _parts(nodes, np.concatenate([first, last[both]]), np.concatenate([last, first[both]]))
    # A one-way between two strongly connected parts is a way of no return; with it open both ways they become one.
    freed = one_way & (part[first] != part[last])
    tagged = freed | (both & (rng.random(count) < 0.3))
    oneway = np.where(against, "-1", "yes").astype(object)
    oneway[~one_way] = None
    oneway[tagged] = "no"
    return oneway


def _parts(nodes: int, start: np.ndarray, end: np.ndarray, directed: bool = True) -> np.ndarray:
    """The (strongly) connected part of each node. int32 (nodes,)."""
    graph = coo_matrix((np.ones(len(start)), (start, end)), shape=(nodes, nodes)).tocsr()
    return connected_components(graph, directed=directed, connection="strong")[1]


def _largest_part(nodes: int, lines: Lines) -> np.ndarray:
    """Whether each line belongs to the largest connected part. bool (e,)."""
    part = _parts(nodes, lines.start, lines.end, directed=False)[lines.start]
    return part == np.bincount(part).argmax()


def _middles(
    node_xy: np.ndarray, start: np.ndarray, end: np.ndarray, bridge: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """The middle vertex of each line, a little off the straight; bridges are straight. float64 (e, 2)."""
    across = (node_xy[end] - node_xy[start]) @ np.array([[0.0, 1.0], [-1.0, 0.0]])
    bend = np.where(bridge, 0.0, np.clip(rng.normal(0.0, 0.02, len(start)), -0.04, 0.04))
    return (node_xy[start] + node_xy[end]) / 2 + across * bend[:, None]


def _speeds(level: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The maxspeed tag of each line. object (e,)."""
    speeds = np.full(len(level), None, dtype=object)
    for which, choices in SPEEDS.items():
        of_level = np.flatnonzero(level == which)
        picked = rng.choice(len(choices), len(of_level), p=[share for _, share in choices])
        speeds[of_level] = np.array([text for text, _ in choices], dtype=object)[picked]
    return speeds
