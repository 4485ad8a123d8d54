"""Travel times on lines by networkx, as an independent answer to what the plugin's own graph says.

Every vertex is a node; a place is tied to the nearest point of the nearest line. No delays, no class of roads.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import networkx

# Vertices so close, in metres, are one.
SAME_M = 0.01


@dataclass(frozen=True)
class Street:
    """A line to drive along. ``forward``, ``backward``: whether it may be driven with and against its vertices."""

    vertices: list[tuple[float, float]]
    kmh: float
    forward: bool = True
    backward: bool = True


def street_matrix(streets: list[Street], places: dict[str, tuple[float, float]], most_kmh: float = math.inf) -> dict:
    """(from, to) → (km, minutes) of the quickest way, nobody faster than ``most_kmh``; None where there is none."""
    graph, pieces = networkx.DiGraph(), []
    for street in streets:
        ends = [(round(x / SAME_M), round(y / SAME_M)) for x, y in street.vertices]
        for number, (start, end) in enumerate(zip(ends, ends[1:])):
            pieces.append((street, start, end, *street.vertices[number : number + 2]))
            _add(graph, street, start, end, math.dist(*pieces[-1][3:]), most_kmh)
    tied: dict[tuple, list[tuple[float, str]]] = {}
    for name, point in places.items():
        distance, piece, share = min(
            (_nearest(point, *piece[3:])[0], number, _nearest(point, *piece[3:])[1])
            for number, piece in enumerate(pieces)
        )
        tied.setdefault(piece, []).append((share, name))
    for piece, on_it in tied.items():
        street, start, end, first, last = pieces[piece]
        length = math.dist(first, last)
        # Who is at a vertex goes on by any street from there.
        for corner, share in ((start, 0.0), (end, 1.0)):
            for name in (name for own, name in on_it if own == share):
                graph.add_edge(corner, name, minutes=0.0, km=0.0)
                graph.add_edge(name, corner, minutes=0.0, km=0.0)
        stations = [(0.0, start), *sorted(one for one in on_it if 0.0 < one[0] < 1.0), (1.0, end)]
        for (share, one), (next_share, other) in zip(stations, stations[1:]):
            _add(graph, street, one, other, (next_share - share) * length, most_kmh)
    matrix = {}
    for start in places:
        minutes, ways = networkx.single_source_dijkstra(graph, start, weight="minutes")
        for end in places:
            way = ways.get(end)
            km = None if way is None else sum(graph.edges[pair]["km"] for pair in zip(way, way[1:]))
            matrix[start, end] = (km, minutes.get(end))
    return matrix


def _add(graph, street: Street, start, end, metres: float, most_kmh: float) -> None:
    """One piece of a street, each way that may be driven; of two between the same vertices the quicker one stays."""
    minutes = metres / 1000 / min(street.kmh, most_kmh) * 60
    for pair, open_way in (((start, end), street.forward), ((end, start), street.backward)):
        if open_way and minutes < graph.get_edge_data(*pair, {"minutes": math.inf})["minutes"]:
            graph.add_edge(*pair, minutes=minutes, km=metres / 1000)


def _nearest(point: tuple[float, float], first, last) -> tuple[float, float]:
    """How far a point is from a piece, and at which share of its length it is nearest."""
    (x, y), (ax, ay), (bx, by) = point, first, last
    square = (bx - ax) ** 2 + (by - ay) ** 2
    share = 0.0 if square == 0 else max(0.0, min(1.0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / square))
    return math.dist(point, (ax + share * (bx - ax), ay + share * (by - ay))), share
