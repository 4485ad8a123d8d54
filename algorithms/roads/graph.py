"""Directed arcs in compressed sparse rows: what every search runs on, and its way out to networkx."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

if TYPE_CHECKING:
    import networkx


@dataclass(frozen=True)
class Graph:
    """Directed arcs in compressed sparse rows: those that leave node k stand at ``first[k]`` to ``first[k + 1]``.

    ``first``: int32 (nodes + 1,). Per arc, (a,): ``head``: int32, the node it leads to, ascending within a row and at
    most once; ``seconds``, ``metres``: float64.
    """

    first: np.ndarray
    head: np.ndarray
    seconds: np.ndarray
    metres: np.ndarray

    @property
    def nodes(self) -> int:
        return len(self.first) - 1

    @cached_property
    def tail(self) -> np.ndarray:
        """The node each arc leaves, int32 (a,)."""
        return np.repeat(np.arange(self.nodes, dtype=np.int32), np.diff(self.first))

    @cached_property
    def _key(self) -> np.ndarray:
        return self.tail.astype(np.int64) * self.nodes + self.head

    def matrix(self) -> csr_matrix:
        """The seconds as SciPy's graph routines want them. Arcs of 0 seconds stay arcs."""
        return csr_matrix((self.seconds, self.head, self.first), shape=(self.nodes, self.nodes))

    def find(self, tail: np.ndarray, head: np.ndarray) -> np.ndarray:
        """The index of the arcs between given nodes, int64 (k,); they must exist."""
        return np.searchsorted(self._key, np.asarray(tail, dtype=np.int64) * self.nodes + head)


@dataclass(frozen=True)
class Arcs(Graph):
    """The arcs of roads.

    Per arc, (a,): ``edge``: int32, the road edge it runs on; ``start_m``, ``end_m``: float64, where along that edge it
    starts and ends (start > end: against the line).
    """

    edge: np.ndarray
    start_m: np.ndarray
    end_m: np.ndarray


class ArcColumns(NamedTuple):
    """Arcs of roads in any order, (a,) each: as Arcs has them, and ``tail``, the node each leaves."""

    tail: np.ndarray
    head: np.ndarray
    seconds: np.ndarray
    metres: np.ndarray
    edge: np.ndarray
    start_m: np.ndarray
    end_m: np.ndarray

    def and_also(self, others: ArcColumns) -> ArcColumns:
        return ArcColumns(*(np.concatenate(columns) for columns in zip(self, others)))


def arcs_from(nodes: int, columns: ArcColumns) -> Arcs:
    """Arcs between so many nodes in rows; of several between the same two nodes the quickest stays."""
    tail, head, seconds, metres, edge, start_m, end_m = columns
    # SciPy would add up the seconds of arcs between the same two nodes.
    key = tail.astype(np.int64) * nodes + head
    order = np.argsort(key, kind="stable")
    sorted_key = key[order]
    if len(key) and (sorted_key[1:] == sorted_key[:-1]).any():
        order = np.lexsort((metres, seconds, key))
        sorted_key = key[order]
        keep = np.concatenate([[True], sorted_key[1:] != sorted_key[:-1]])
        order = order[keep]
    first = np.concatenate([[0], np.cumsum(np.bincount(tail[order], minlength=nodes))]).astype(np.int32)
    return Arcs(
        first=first,
        head=head[order].astype(np.int32),
        seconds=seconds[order],
        metres=metres[order],
        edge=edge[order].astype(np.int32),
        start_m=start_m[order],
        end_m=end_m[order],
    )


def to_networkx(graph: Graph, xy: np.ndarray | None = None) -> networkx.DiGraph:
    """The graph as networkx has it, for analysts: arcs carry seconds and metres, those of roads the edge they run on.

    ``xy``: float64 (nodes, 2), where the nodes lie, as their x and y; for the arcs of a RoadNetwork its ``node_xy``.
    networkx keeps a dictionary per arc: good for graphs that people read, slow for those of a city.
    """
    import networkx

    made = networkx.DiGraph()
    if xy is None:
        made.add_nodes_from(range(graph.nodes))
    else:
        made.add_nodes_from((node, {"x": x, "y": y}) for node, (x, y) in enumerate(xy.tolist()))
    names = ("seconds", "metres", "edge") if isinstance(graph, Arcs) else ("seconds", "metres")
    columns = [getattr(graph, name).tolist() for name in names]
    made.add_edges_from(
        (tail, head, dict(zip(names, values)))
        for tail, head, *values in zip(graph.tail.tolist(), graph.head.tolist(), *columns)
    )
    return made
