"""Tying places to roads: each to the nearest point on the nearest edge, which is split there for the search only."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.spatial import cKDTree

from ..arrays import places_in_groups
from .graph import ArcColumns, Arcs, arcs_from
from .network import RoadNetwork
from .touching import middles_of_pieces

# Places this close to a node are the node: what a projection and its way back may lose.
_SAME_M = 1e-3
_PIECE_M = 100.0
# A part of the network shorter than this share of the longest is a stub: a car park, a yard, a road whose way out is
# not in the data.
_STUB_SHARE = 0.2


@dataclass(frozen=True)
class Ties:
    """Where p places are tied to a network.

    Per place, (p,): ``edge``: int64; ``along_m``: float64, metres from the edge's start; ``distance_m``: float64, from
    the place (``xy``, (p, 2)) to that point; ``snap_max_m``: how far it may be; ``far``: bool, whether it is farther,
    so that nothing is reached from there. ``nearest_m``: float64, how far the nearest of all roads is, which
    prefer_connected may have passed over.
    """

    network: RoadNetwork
    edge: np.ndarray
    along_m: np.ndarray
    distance_m: np.ndarray
    xy: np.ndarray
    snap_max_m: np.ndarray
    nearest_m: np.ndarray

    def __len__(self) -> int:
        return len(self.edge)

    @property
    def far(self) -> np.ndarray:
        return ~(self.distance_m <= self.snap_max_m)

    def where(self, chosen: np.ndarray) -> Ties:
        """Those of the chosen places, bool (p,) or their numbers."""
        return Ties(self.network, *(getattr(self, name)[chosen] for name in _PER_PLACE))

    def and_also(self, others: Ties) -> Ties:
        """These, then others on the same network."""
        return Ties(
            self.network, *(np.concatenate([getattr(self, name), getattr(others, name)]) for name in _PER_PLACE)
        )

    def tied_xy(self) -> np.ndarray:
        """The points on the roads, (p, 2)."""
        return self.network.at(self.edge, self.along_m)


_PER_PLACE = [name for name in Ties.__dataclass_fields__ if name != "network"]


def tie_places(network: RoadNetwork, x: np.ndarray, y: np.ndarray, snap_max_m: np.ndarray | float = np.inf) -> Ties:
    """Tie places (p,) to the nearest point of all roads; ``snap_max_m``: how far it may be, for all or each (p,).

    Exact: pieces of road are tried from the nearest middle outwards until no other can be nearer.
    """
    xy = np.column_stack([np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)])
    edge, along, distance = _nearest(network, xy, np.ones(network.edges, dtype=bool))
    return Ties(network, edge, along, distance, xy, np.broadcast_to(snap_max_m, len(xy)), distance)


def nearest_edges(
    network: RoadNetwork, x: np.ndarray, y: np.ndarray, allowed: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The nearest of the allowed edges, bool (e,), of each place (p,), and how far it is: int64 and float64 (p,).

    −1 and inf where none is allowed.
    """
    xy = np.column_stack([np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)])
    if not allowed.any() or not len(xy):
        return np.full(len(xy), -1, dtype=np.int64), np.full(len(xy), np.inf)
    edge, _, distance = _nearest(network, xy, allowed)
    return edge, distance


def prefer_connected(ties: Ties, snap_max_m: float) -> Ties:
    """The same ties, but of places beside a stub to the nearest road that leads on, if one is within ``snap_max_m``.

    A part of the network is a set of roads that all reach each other by car; a road that one can only drive into, or
    only out of, is a part of its own. Stubs are parts much shorter than the longest one (routing engines such as OSRM
    pass over small parts as well). The places of a stub stay there when no place is elsewhere, or when more than half
    of them find no other road: then that stub is where people go, and its way out is missing.
    """
    network = ties.network
    part, length = network.parts
    stub = length < _STUB_SHARE * length.max()
    here = part[ties.edge]
    moving = np.flatnonzero(stub[here] & ~ties.far)
    if len(moving) == 0 or len(np.unique(here[~ties.far])) == 1:
        return ties
    # Where most roads lead nowhere, directions are wrong or missing, and no part is the one to prefer.
    if length.max() < _STUB_SHARE * network.length_m.sum():
        return ties
    edge, along, distance = _nearest(network, ties.xy[moving], ~stub[part])
    near = distance <= snap_max_m
    places, movable = (np.bincount(here[moving], weights=weights, minlength=len(length)) for weights in (None, near))
    goes = near & (2 * movable >= places)[here[moving]]
    return _moved(ties, moving[goes], edge[goes], along[goes], distance[goes])


def lead_to(ties: Ties, stranded: np.ndarray, stops: np.ndarray) -> Ties:
    """The same ties, but of stranded places to the nearest road, however far, of the part where most stops are.

    ``stranded``: bool (p,), places from which no stop can be served; ``stops``: int (s,), those that can be tied. A
    part of the network: see prefer_connected.
    """
    part, length = ties.network.parts
    stops = stops[~ties.far[stops]]
    if not len(stops):
        return ties
    # Of parts with as many stops the longest.
    most = np.lexsort((length, np.bincount(part[ties.edge[stops]], minlength=len(length))))[-1]
    moving = np.flatnonzero(stranded)
    led = _moved(ties, moving, *_nearest(ties.network, ties.xy[moving], part == most))
    return replace(led, snap_max_m=np.where(stranded, np.inf, ties.snap_max_m))


def _moved(ties: Ties, moving: np.ndarray, edge: np.ndarray, along_m: np.ndarray, distance_m: np.ndarray) -> Ties:
    """The ties with those of some places (k,) at other edges.

    ties: all of them.
    moving: which places are tied elsewhere.
    edge, along_m, distance_m: where, as Ties has them.
    """
    changed = {}
    for name, column in {"edge": edge, "along_m": along_m, "distance_m": distance_m}.items():
        changed[name] = getattr(ties, name).copy()
        changed[name][moving] = column
    return replace(ties, **changed)


def _nearest(network: RoadNetwork, xy: np.ndarray, allowed: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Edge, metres along it and distance of the nearest point on the allowed edges (e,) of each place, (p,) each."""
    segment, edge = _segments(network)
    if not allowed.all():
        segment, edge = segment[allowed[edge]], edge[allowed[edge]]
    start = network.vertex_xy[segment]
    step = network.vertex_xy[segment + 1] - start
    length = network.along_m[segment + 1] - network.along_m[segment]
    middle, of, half = middles_of_pieces(start, step, length, _PIECE_M)
    tree = cKDTree(middle)
    best = np.full(len(xy), -1, dtype=np.int64)
    best_m = np.full(len(xy), np.inf)
    share = np.zeros(len(xy))
    open_places = np.arange(len(xy))
    k = min(8, len(middle))
    while len(open_places):
        reach, found = tree.query(xy[open_places], k=np.arange(1, k + 1))
        candidate = of[found]
        offset = xy[open_places][:, None, :] - start[candidate]
        along = np.clip((offset * step[candidate]).sum(axis=2) / length[candidate] ** 2, 0.0, 1.0)
        rest = offset - along[:, :, None] * step[candidate]
        metres = np.hypot(rest[:, :, 0], rest[:, :, 1])
        # The lowest segment of those equally near, so that the answer does not depend on the tree.
        near = metres.min(axis=1)
        tied = np.where(metres <= near[:, None], candidate, len(segment))
        pick = tied.argmin(axis=1)
        row = np.arange(len(open_places))
        best[open_places], best_m[open_places] = candidate[row, pick], near
        share[open_places] = along[row, pick]
        unsure = reach[:, -1] < near + half
        if k == len(middle):
            break
        open_places = open_places[unsure]
        k = min(4 * k, len(middle))
    along_m = network.along_m[segment[best]] - network.along_m[network.first_vertex[edge[best]]] + share * length[best]
    return edge[best], np.minimum(along_m, network.length_m[edge[best]]), best_m


def _segments(network: RoadNetwork) -> tuple[np.ndarray, np.ndarray]:
    """The first vertex of every straight segment of every edge, and its edge, (s,) each."""
    count = network.last_vertex - network.first_vertex
    edge, nth = places_in_groups(count)
    return nth + network.first_vertex[edge], edge


def arcs_with_places(ties: Ties, speed_cap_kmh: float | None = None) -> tuple[Arcs, np.ndarray]:
    """The network's arcs with a node for each tied place, and the node of each place, int64 (p,).

    Places at a node of the network are that node; places at the same point of an edge share one. Places on one edge are
    linked in their order along it, in the directions the edge may be driven. Only pieces that end in a junction wait
    there. The whole arc stays beside its pieces: it is as long as they are together.
    """
    network = ties.network
    length = network.length_m[ties.edge]
    node = np.where(ties.along_m <= _SAME_M, network.tail[ties.edge], -1)
    node = np.where((node < 0) & (ties.along_m >= length - _SAME_M), network.head[ties.edge], node)
    inner = np.flatnonzero(node < 0)
    columns = network.arc_columns(speed_cap_kmh)
    if len(inner) == 0:
        return arcs_from(network.nodes, columns), node
    inner = inner[np.lexsort((ties.along_m[inner], ties.edge[inner]))]
    edge, along = ties.edge[inner], ties.along_m[inner]
    new = np.ones(len(inner), dtype=bool)
    new[1:] = (edge[1:] != edge[:-1]) | (along[1:] - along[:-1] > _SAME_M)
    node[inner] = network.nodes + np.cumsum(new) - 1
    edge, along, split = edge[new], along[new], node[inner][new]
    cut = np.unique(edge)
    # Along every cut edge: its tail, its places, its head.
    stop_edge = np.concatenate([cut, edge, cut])
    stop_m = np.concatenate([np.zeros(len(cut)), along, network.length_m[cut]])
    stop_node = np.concatenate([network.tail[cut], split, network.head[cut]])
    order = np.lexsort((stop_m, stop_edge))
    stop_edge, stop_m, stop_node = stop_edge[order], stop_m[order], stop_node[order]
    here = np.flatnonzero(stop_edge[1:] == stop_edge[:-1])
    ahead, back = here[network.forward[stop_edge[here]]], here[network.backward[stop_edge[here]]]
    tail_at, head_at = np.concatenate([ahead, back + 1]), np.concatenate([ahead + 1, back])
    metres = np.abs(stop_m[head_at] - stop_m[tail_at])
    piece_edge = stop_edge[tail_at]
    pieces = ArcColumns(
        tail=stop_node[tail_at],
        head=stop_node[head_at],
        seconds=network.seconds_on(piece_edge, metres, speed_cap_kmh) + network.waits_at(piece_edge, stop_m[head_at]),
        metres=metres,
        edge=piece_edge,
        start_m=stop_m[tail_at],
        end_m=stop_m[head_at],
    )
    return arcs_from(network.nodes + len(edge), columns.and_also(pieces)), node
