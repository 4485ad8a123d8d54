"""The road network: lines made into nodes, and edges with their geometry."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from ..arrays import places_in_groups
from ..errors import PatrolError
from .graph import ArcColumns, Arcs, arcs_from
from .touching import equal_places, split_at_dead_ends


@dataclass(frozen=True)
class RoadNetwork:
    """Roads as a graph, in a projected CRS.

    A node is a line end, or a vertex that lines share (every shared vertex connects, as in QGIS) or that a line visits
    twice. An edge is the piece of one line between two nodes; it keeps its polyline.

    ``node_xy``: float64 (n, 2). ``vertex_xy``: float64 (v, 2), the vertices of all lines, one line part after the
    other; ``along_m``: float64 (v,), metres at each since the very first, gaps between parts left out. Per edge, (e,):
    ``first_vertex``, ``last_vertex``: int64, its polyline is ``vertex_xy[first : last + 1]``; ``tail``, ``head``:
    int64, the nodes where it starts and ends; ``length_m``, ``speed_kmh``: float64, greater than 0; ``forward``,
    ``backward``: bool, whether it may be driven along and against its line; ``feature``: int64, the line it comes from.
    ``road_class``: str objects, OpenStreetMap's class or the data's own, None where there is none; ``slowness``:
    float64, how many times longer an edge takes than its speed says, None for once; ``wait_forward_s``,
    ``wait_backward_s``: float64, seconds lost at the junction where an edge ends, driven along and against its line,
    None for none. ``zero_length``: line parts without length, which are left out.
    """

    node_xy: np.ndarray
    vertex_xy: np.ndarray
    along_m: np.ndarray
    first_vertex: np.ndarray
    last_vertex: np.ndarray
    tail: np.ndarray
    head: np.ndarray
    length_m: np.ndarray
    speed_kmh: np.ndarray
    forward: np.ndarray
    backward: np.ndarray
    feature: np.ndarray
    zero_length: int = 0
    road_class: np.ndarray | None = None
    slowness: np.ndarray | None = None
    wait_forward_s: np.ndarray | None = None
    wait_backward_s: np.ndarray | None = None

    @classmethod
    def from_lines(
        cls,
        xy: np.ndarray,
        offsets: np.ndarray,
        feature: np.ndarray,
        direction: np.ndarray,
        speed_kmh: np.ndarray,
        tolerance_m: float = 0.0,
    ) -> RoadNetwork:
        """Build from line parts. Raises PatrolError when nothing is left.

        xy: float64 (v, 2), metres.
        offsets: int (parts + 1,), where each part starts in xy.
        feature: int (parts,), the line each part belongs to.
        direction: per line, 1 along it only, −1 against it only, 0 both ways.
        speed_kmh: per line, greater than 0.
        tolerance_m: nodes this close become one, and a dead end this close to another line is connected with it, which
            is split there; 0 joins equal coordinates only.
        """
        _require_sense(feature, speed_kmh, tolerance_m)
        xy, part = _without_repeats(xy, offsets)
        xy, part, place, is_node = _connected(xy, part, tolerance_m)
        at = np.flatnonzero(is_node)
        joined = part[at[1:]] == part[at[:-1]]
        first, last = at[:-1][joined], at[1:][joined]
        if len(first) == 0:
            raise PatrolError("Roads: no line has a length above 0 metres. Choose a layer with streets.")
        node_xy, tail, head = _nodes(xy, place, first, last)
        inside = part[1:] == part[:-1]
        without_length = np.ones(len(offsets) - 1, dtype=bool)
        without_length[part[1:][inside]] = False
        along = _along(xy, inside)
        line = feature[part[first]]
        return cls(
            node_xy=node_xy,
            vertex_xy=xy,
            along_m=along,
            first_vertex=first,
            last_vertex=last,
            tail=tail,
            head=head,
            length_m=along[last] - along[first],
            speed_kmh=speed_kmh[line].astype(np.float64),
            forward=direction[line] >= 0,
            backward=direction[line] <= 0,
            feature=line,
            zero_length=int(without_length.sum()),
        )

    @property
    def nodes(self) -> int:
        return len(self.node_xy)

    @property
    def edges(self) -> int:
        return len(self.tail)

    def arcs(self, speed_cap_kmh: float | None = None) -> Arcs:
        """The directed arcs between the nodes; nobody drives faster than the cap, if there is one."""
        return arcs_from(self.nodes, self.arc_columns(speed_cap_kmh))

    def arc_columns(self, speed_cap_kmh: float | None = None) -> ArcColumns:
        """Every arc, along the lines first, then against them."""
        along, against = np.flatnonzero(self.forward), np.flatnonzero(self.backward)
        edge = np.concatenate([along, against])
        metres = self.length_m[edge]
        start = np.concatenate([np.zeros(len(along)), self.length_m[against]])
        return ArcColumns(
            tail=np.concatenate([self.tail[along], self.head[against]]),
            head=np.concatenate([self.head[along], self.tail[against]]),
            seconds=self.seconds_on(edge, metres, speed_cap_kmh) + self.waits_at(edge, metres - start),
            metres=metres,
            edge=edge,
            start_m=start,
            end_m=metres - start,
        )

    def seconds_on(self, edge: np.ndarray, metres: np.ndarray, speed_cap_kmh: float | None = None) -> np.ndarray:
        """The seconds that lengths driven on edges take, (k,)."""
        speed = self.speed_kmh[edge]
        if speed_cap_kmh is not None:
            if not speed_cap_kmh > 0:
                raise PatrolError("The officer's speed must be greater than 0 km/h, not {kmh:g}.", kmh=speed_cap_kmh)
            speed = np.minimum(speed, speed_cap_kmh)
        seconds = metres * 3.6 / speed
        return seconds if self.slowness is None else seconds * self.slowness[edge]

    def waits_at(self, edge: np.ndarray, end_m: np.ndarray) -> np.ndarray | float:
        """The seconds lost at junctions by those who drive on edges as far as this, metres from their starts, (k,).

        Only who drives to an end of an edge comes to a junction.
        """
        if self.wait_forward_s is None or self.wait_backward_s is None:
            return 0.0
        onward = np.where(end_m >= self.length_m[edge], self.wait_forward_s[edge], 0.0)
        return np.where(end_m <= 0, self.wait_backward_s[edge], onward)

    @cached_property
    def component(self) -> np.ndarray:
        """Which connected part of the network each node lies in (ignoring one-way), int (n,); 0 is the longest."""
        links = coo_matrix((np.ones(self.edges), (self.tail, self.head)), shape=(self.nodes, self.nodes))
        count, label = connected_components(links, directed=False)
        length = np.bincount(label[self.tail], weights=self.length_m, minlength=count)
        rank = np.empty(count, dtype=np.int64)
        rank[np.argsort(-length, kind="stable")] = np.arange(count)
        return rank[label]

    @cached_property
    def parts(self) -> tuple[np.ndarray, np.ndarray]:
        """Which part of the network each edge lies in, int (e,), and the metres of road in each part.

        All roads of a part reach each other by car. A road that only leads from one part into another is a part of its
        own, of 0 metres: nobody can stay in it.
        """
        tail = np.concatenate([self.tail[self.forward], self.head[self.backward]])
        head = np.concatenate([self.head[self.forward], self.tail[self.backward]])
        links = coo_matrix((np.ones(len(tail)), (tail, head)), shape=(self.nodes, self.nodes))
        count, label = connected_components(links, directed=True, connection="strong")
        part = label[self.tail].astype(np.int64)
        alone = part != label[self.head]
        part[alone] = count + np.arange(int(alone.sum()))
        part = np.unique(part, return_inverse=True)[1].reshape(-1)
        return part, np.bincount(part, weights=np.where(alone, 0.0, self.length_m))

    def component_km(self) -> np.ndarray:
        """Kilometres of road in each connected part, longest first."""
        return np.bincount(self.component[self.tail], weights=self.length_m) / 1000.0

    def at(self, edge: np.ndarray, along_m: np.ndarray) -> np.ndarray:
        """The points on edges (k,) at these metres from their starts (k,), ends included: float64 (k, 2)."""
        wanted = self.along_m[self.first_vertex[edge]] + along_m
        after = np.searchsorted(self.along_m, wanted, side="right")
        after = np.clip(after, self.first_vertex[edge] + 1, self.last_vertex[edge])
        step = self.along_m[after] - self.along_m[after - 1]
        share = np.clip((wanted - self.along_m[after - 1]) / step, 0.0, 1.0)[:, None]
        return self.vertex_xy[after - 1] * (1 - share) + self.vertex_xy[after] * share

    def piece(self, edge: int, start_m: float, end_m: float) -> np.ndarray:
        """The polyline (k, 2) of an edge from one place along it to another; start > end runs against the line."""
        first, last = self.first_vertex[edge], self.last_vertex[edge]
        along = self.along_m[first : last + 1] - self.along_m[first]
        xy = self.vertex_xy[first : last + 1]
        low, high = min(start_m, end_m), max(start_m, end_m)
        between = (along > low) & (along < high)
        ends = np.array([low, high])
        outer = np.column_stack([np.interp(ends, along, xy[:, 0]), np.interp(ends, along, xy[:, 1])])
        piece = np.concatenate([outer[:1], xy[between], outer[1:]])
        return piece if start_m <= end_m else piece[::-1]

    def pieces(self, edge: np.ndarray, start_m: np.ndarray, end_m: np.ndarray) -> np.ndarray:
        """The polylines of edges (k,) from one place along each to another, one after the other, (v, 2); see piece."""
        whole = (np.minimum(start_m, end_m) == 0.0) & (np.maximum(start_m, end_m) == self.length_m[edge])
        runs = np.split(np.arange(len(edge)), np.flatnonzero(whole[1:] != whole[:-1]) + 1)
        drawn = [
            self._whole_edges(edge[run], start_m[run] > end_m[run])
            if whole[run[0]]
            else np.concatenate([self.piece(int(edge[at]), float(start_m[at]), float(end_m[at])) for at in run])
            for run in runs
        ]
        return np.concatenate(drawn)

    def _whole_edges(self, edge: np.ndarray, against: np.ndarray) -> np.ndarray:
        """The polylines of whole edges (k,), some against their line, one after the other, (v, 2)."""
        first, last = self.first_vertex[edge], self.last_vertex[edge]
        which, nth = places_in_groups(last - first + 1)
        return self.vertex_xy[np.where(against[which], last[which] - nth, first[which] + nth)]


def _require_sense(feature: np.ndarray, speed_kmh: np.ndarray, tolerance_m: float) -> None:
    """Raise PatrolError for a tolerance that is none, and for lines that nobody can drive."""
    if not (tolerance_m >= 0 and np.isfinite(tolerance_m)):
        raise PatrolError("The topology tolerance must be 0 metres or more, not {metres:g}.", metres=tolerance_m)
    used = np.unique(feature)
    slow = used[~((speed_kmh[used] > 0) & np.isfinite(speed_kmh[used]))]
    if len(slow):
        raise PatrolError(
            "Roads: the speed of line {line} is {kmh:g} km/h; it must be greater than 0.",
            line=slow[0],
            kmh=speed_kmh[slow[0]],
        )


def _without_repeats(xy: np.ndarray, offsets: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The vertices without those equal to the one before in the same part, and the part of each that stays."""
    part = np.repeat(np.arange(len(offsets) - 1), np.diff(offsets))
    xy = np.asarray(xy, dtype=np.float64)[offsets[0] : offsets[-1]]
    repeated = np.zeros(len(xy), dtype=bool)
    repeated[1:] = (part[1:] == part[:-1]) & (xy[1:, 0] == xy[:-1, 0]) & (xy[1:, 1] == xy[:-1, 1])
    return (xy[~repeated], part[~repeated]) if repeated.any() else (xy, part)


def _connected(
    xy: np.ndarray, part: np.ndarray, tolerance_m: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """The vertices and the part of each, some more where dead ends touch other parts; at which place each lies, and
    which are nodes, (v,) each.
    """
    if tolerance_m <= 0:
        place = equal_places(xy)
        return xy, part, place, _node_vertices(place, part)
    xy, part, touching = split_at_dead_ends(xy, part, tolerance_m)
    place = equal_places(xy)
    place, is_node = _join_within(xy, place, _node_vertices(place, part), tolerance_m, touching)
    return xy, part, place, is_node


def _nodes(
    xy: np.ndarray, place: np.ndarray, first: np.ndarray, last: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Where the nodes lie (n, 2), and the nodes at which edges start and end, (e,) each, from the vertices there."""
    nodes, number = np.unique(np.concatenate([place[first], place[last]]), return_inverse=True)
    number = number.reshape(-1)
    node_xy = np.empty((len(nodes), 2))
    # Where several places became one node, it lies at the first of its vertices.
    node_xy[number[::-1]] = np.concatenate([xy[first], xy[last]])[::-1]
    return node_xy, number[: len(first)], number[len(first) :]


def _along(xy: np.ndarray, inside: np.ndarray) -> np.ndarray:
    """Cumulated length at each vertex, (v,); only steps that are ``inside`` (v − 1,) a part count."""
    step = np.hypot(xy[1:, 0] - xy[:-1, 0], xy[1:, 1] - xy[:-1, 1])
    return np.concatenate([[0.0], np.cumsum(np.where(inside, step, 0.0))])


def _node_vertices(place: np.ndarray, part: np.ndarray) -> np.ndarray:
    """Which vertices are nodes: ends of parts and places with more than one vertex, bool (v,)."""
    is_node = np.bincount(place)[place] > 1
    is_node[:1] = True
    is_node[-1:] = True
    change = part[1:] != part[:-1]
    is_node[1:] |= change
    is_node[:-1] |= change
    # A place that is the end of one part and inside another has two vertices, so it is a node already.
    return is_node


def _join_within(
    xy: np.ndarray, place: np.ndarray, is_node: np.ndarray, tolerance_m: float, touching: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Places and nodes after joining what lies within the tolerance: nodes with nodes, and vertices that touch.

    Not every vertex with every other: a tolerance as wide as the vertices of a curve are apart would shrink the whole
    curve into one place.

    xy: float64 (v, 2), the vertices.
    place: int (v,), at which place each lies.
    is_node: bool (v,), which are nodes.
    tolerance_m: how close nodes are joined.
    touching: int (k, 2), pairs of vertices that are joined besides.
    """
    count = int(place.max()) + 1
    place_xy = np.empty((count, 2))
    place_xy[place] = xy
    node_place = np.unique(place[is_node])
    pairs = node_place[cKDTree(place_xy[node_place]).query_pairs(tolerance_m, output_type="ndarray")]
    pairs = np.concatenate([pairs, place[touching]])
    is_node = is_node | np.isin(place, place[touching[:, 1]])
    links = coo_matrix((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(count, count))
    label = connected_components(links, directed=False)[1]
    return label[place], is_node
