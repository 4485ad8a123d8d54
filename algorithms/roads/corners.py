"""Street corners: where streets of different names meet, and what one calls the place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from ..arrays import places_in_groups
from .junctions import road_ranks
from .network import RoadNetwork

# Nobody stands there, and nobody calls an exit a corner.
NO_STREETS = frozenset(("motorway", "motorway_link"))
# Carriageways that are drawn apart cross the same street as far apart as this.
APART_M = 30.0
# Streets that come to one from two sides meet it this far apart and are one corner all the same.
_STAGGERED_M = 12.0
# So many streets are named of a corner.
_NAMED = 3
_GLUE = " / "


@dataclass(frozen=True)
class Corners:
    """c street corners. ``xy``: float64 (c, 2), metres, each at a node of the roads. ``name``: str objects (c,), as
    "Market Street / 6th Street".
    """

    xy: np.ndarray
    name: np.ndarray

    def __len__(self) -> int:
        return len(self.name)

    def where(self, chosen: np.ndarray) -> Corners:
        return Corners(self.xy[chosen], self.name[chosen])

    @property
    def x(self) -> np.ndarray:
        return self.xy[:, 0]

    @property
    def y(self) -> np.ndarray:
        return self.xy[:, 1]

    @cached_property
    def _tree(self) -> cKDTree:
        return cKDTree(self.xy)

    def nearest(self, x: np.ndarray, y: np.ndarray, within_m: float) -> np.ndarray:
        """The nearest corner of each point (p,), int64 (p,), −1 where none is within ``within_m``."""
        if not len(self):
            return np.full(len(x), -1, dtype=np.int64)
        metres, found = self._tree.query(np.column_stack([x, y]))
        return np.where(metres <= within_m, found, -1).astype(np.int64)

    def names_at(self, x: np.ndarray, y: np.ndarray, within_m: float) -> np.ndarray:
        """The names of the nearest corners of points (p,), str objects (p,), "" where none is within ``within_m``."""
        return np.append(self.name, "").astype(object)[self.nearest(x, y, within_m)]


def no_corners() -> Corners:
    """None at all, as where the roads have no names."""
    return Corners(np.zeros((0, 2)), np.zeros(0, dtype=object))


def has_street(network: RoadNetwork, name: np.ndarray) -> np.ndarray:
    """Which edges are streets one can stand in and call by their names, bool (e,), of names (e,), "" without one."""
    named = np.asarray(name, dtype=object) != ""
    if network.road_class is not None:
        named &= np.array([one not in NO_STREETS for one in network.road_class.tolist()], dtype=bool)
    return named


def street_corners(network: RoadNetwork, name: np.ndarray, apart_m: float = APART_M) -> Corners:
    """Where two or more streets of different names meet.

    The crossing of a street whose carriageways are drawn apart is one corner, at that of its nodes which is nearest to
    their middle. A corner is named by at most three streets, the most important class of road first, then by name.

    network: the roads.
    name: str objects (e,), what each edge is called, "" without a name.
    apart_m: crossings of the same two streets this close are one corner.
    """
    streets = has_street(network, name)
    if not streets.any():
        return no_corners()
    words, word = np.unique(np.asarray(name, dtype=object)[streets].astype(str), return_inverse=True)
    rank = road_ranks(network.road_class, None, network.edges)[streets]
    node, word, rank = _streets_at(network.tail[streets], network.head[streets], word.reshape(-1), rank)
    many = np.bincount(node, minlength=network.nodes) > 1
    if not many.any():
        return no_corners()
    kept = many[node]
    nodes, node = np.unique(node[kept], return_inverse=True)
    word, rank, node = word[kept], rank[kept], node.reshape(-1)
    xy = network.node_xy[nodes]
    cluster = _clusters(xy, node, word, apart_m)
    return Corners(xy[_middles(xy, cluster)], _names(cluster[node], word, rank, words))


def _streets_at(
    tail: np.ndarray, head: np.ndarray, word: np.ndarray, rank: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Each street at each of its nodes once, with its highest rank there: node, word and rank, (s,) each.

    tail, head: the nodes of each edge.
    word: which street it belongs to.
    rank: of its class.
    """
    return _once(np.concatenate([tail, head]), np.concatenate([word, word]), np.concatenate([rank, rank]))


def _once(place: np.ndarray, word: np.ndarray, rank: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Each pair of place and word once, by place, the highest rank and the word within it, (s,) each."""
    order = np.lexsort((-rank, word, place))
    place, word, rank = place[order], word[order], rank[order]
    first = np.ones(len(place), dtype=bool)
    first[1:] = (place[1:] != place[:-1]) | (word[1:] != word[:-1])
    return place[first], word[first], rank[first]


def _clusters(xy: np.ndarray, node: np.ndarray, word: np.ndarray, apart_m: float) -> np.ndarray:
    """Which corner each crossing (n,) belongs to, int (n,): those of the same two streets, and staggered ones.

    xy: float64 (n, 2), where the crossings are.
    node, word: int (s,), the streets of each crossing.
    apart_m: how far apart crossings of the same two streets may be.
    """
    pairs = cKDTree(xy).query_pairs(max(apart_m, _STAGGERED_M), output_type="ndarray")
    metres = np.hypot(*(xy[pairs[:, 0]] - xy[pairs[:, 1]]).T)
    names = coo_matrix((np.ones(len(node)), (node, word)), shape=(len(xy), int(word.max()) + 1)).tocsr()
    shared = np.asarray(names[pairs[:, 0]].multiply(names[pairs[:, 1]]).sum(axis=1)).reshape(-1)
    one = ((shared >= 2) & (metres <= apart_m)) | ((shared >= 1) & (metres <= _STAGGERED_M))
    links = coo_matrix((np.ones(int(one.sum())), (pairs[one, 0], pairs[one, 1])), shape=(len(xy), len(xy)))
    return connected_components(links, directed=False)[1]


def _middles(xy: np.ndarray, cluster: np.ndarray) -> np.ndarray:
    """Of each cluster the point nearest to the middle of its points (n, 2), int (c,)."""
    count = np.bincount(cluster)
    middle = np.column_stack([np.bincount(cluster, weights=xy[:, axis]) / count for axis in (0, 1)])
    off = ((xy - middle[cluster]) ** 2).sum(axis=1)
    order = np.lexsort((np.arange(len(xy)), off, cluster))
    return order[np.cumsum(count) - count]


def _names(cluster: np.ndarray, word: np.ndarray, rank: np.ndarray, words: np.ndarray) -> np.ndarray:
    """What each corner is called, str objects (c,).

    cluster: int (s,), of which corner each street is, one row per street and crossing.
    word, rank: int (s,), which street it is, and its rank.
    words: what streets are called, in the order of the alphabet.
    """
    cluster, word, rank = _once(cluster, word, rank)
    order = np.lexsort((word, -rank, cluster))
    cluster, word = cluster[order], word[order]
    count = np.bincount(cluster)
    told = places_in_groups(count)[1] < _NAMED
    parts = np.split(words[word[told]], np.cumsum(np.minimum(count, _NAMED))[:-1])
    named = np.empty(len(parts), dtype=object)
    named[:] = [_GLUE.join(part.tolist()) for part in parts]
    return named
