"""Minutes and metres of the quickest ways between many nodes of a graph."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components, dijkstra

from ..control import Control
from .contraction import contract
from .graph import Graph

_ROWS_AT_ONCE = 32
_ROOM = 800_000  # nodes × rows of one search: a cancel waits for one
# With fewer, taking junctions out costs more than it saves where places lie close together; benchmarks/bench_roads.py.
_SOURCES_WORTH_A_CORE = 20
_NODES_WORTH_A_CORE = 2000
_SOURCES_WORTH_A_BOUND = 10


def quickest_matrices(
    graph: Graph, source: np.ndarray, target: np.ndarray, pivot: int, control: Control
) -> tuple[np.ndarray, np.ndarray]:
    """Minutes and metres (n, m) of the quickest ways, inf where there is none.

    graph: what is searched.
    source: int (n,), the nodes where ways begin.
    target: int (m,), the nodes where they end.
    pivot: a node in their midst.
    control: takes progress and the stop.
    """
    starts, start_row = np.unique(source, return_inverse=True)
    ends, end_col = np.unique(target, return_inverse=True)
    if len(starts) >= _SOURCES_WORTH_A_CORE and graph.nodes >= _NODES_WORTH_A_CORE:
        core = contract(graph, np.concatenate([starts, ends, [pivot]]))
        starts, ends, pivot, graph = core.number[starts], core.number[ends], int(core.number[pivot]), core
    matrix = graph.matrix()
    seconds, metres = np.empty((len(starts), len(ends))), np.empty((len(starts), len(ends)))
    bound = _search_bounds(matrix, starts, ends, pivot)
    order = np.argsort(bound, kind="stable")
    rows = int(np.clip(_ROOM // max(graph.nodes, 1), 1, _ROWS_AT_ONCE))
    for done in range(0, len(starts), rows):
        control.step(done, len(starts))
        chunk = order[done : done + rows]
        limit = float(bound[chunk].max()) * (1 + 1e-9)
        found, before = dijkstra(matrix, indices=starts[chunk], return_predecessors=True, limit=limit)
        seconds[chunk] = found[:, ends]
        metres[chunk] = _metres_along(graph, before, starts[chunk], ends)
    pairs = np.ix_(start_row.reshape(-1), end_col.reshape(-1))
    return seconds[pairs] / 60.0, metres[pairs]


def _search_bounds(matrix: csr_matrix, starts: np.ndarray, ends: np.ndarray, pivot: int) -> np.ndarray:
    """Seconds after which the search from each start has met every end it can meet, (s,); inf where that is not known.

    No end is farther from a start than by way of the pivot: a proof that a search in a big city may stop early.
    """
    none = np.full(len(starts), np.inf)
    if len(starts) < _SOURCES_WORTH_A_BOUND:
        return none
    onward = dijkstra(matrix, indices=pivot)[ends]
    reached = np.isfinite(onward)
    if not reached.any():
        return none
    if not reached.all():
        part = connected_components(matrix, directed=False)[1]
        if (part[ends[~reached]] == part[pivot]).any():
            # An end that the pivot cannot reach, perhaps upstream of a one-way street, a start may reach all the same.
            return none
    to_pivot = dijkstra(matrix.T.tocsr(), indices=pivot)[starts]
    return to_pivot + onward[reached].max()


def _metres_along(graph: Graph, before: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Metres of the ways in search trees, (s, e), inf without way.

    ``before`` (s, nodes): the node before each on the way from each of ``starts`` (s,), negative where there is none;
    ``ends``: (e,), distinct. Only the branches that lead to ends are looked at, each node of them once.
    """
    rows, nodes = before.shape
    before = before.ravel()
    root = np.arange(rows) * nodes + starts
    end = (np.arange(rows)[:, None] * nodes + ends).ravel()
    # Where in the list of branch nodes each node of each tree stands; the roots come first.
    slot = np.full(rows * nodes, -1, dtype=np.int64)
    slot[root] = np.arange(rows)
    listed = [root]
    count = rows
    found = end[(before[end] >= 0) & (slot[end] < 0)]
    while len(found):
        slot[found] = np.arange(count, count + len(found))
        listed.append(found)
        count += len(found)
        parent = found - found % nodes + before[found]
        parent = parent[slot[parent] < 0]
        # Branches that meet go on as one: of equal parents the one whose mark stayed.
        slot[parent] = np.arange(len(parent))
        once = slot[parent] == np.arange(len(parent))
        slot[parent] = -1
        found = parent[once]
    branch = np.concatenate(listed)
    node = branch % nodes
    previous = before[branch[rows:]]
    up = np.concatenate([np.arange(rows), slot[branch[rows:] - node[rows:] + previous]])
    metres = np.concatenate([np.zeros(rows), graph.metres[graph.find(previous, node[rows:])]])
    # Each round doubles how many arcs towards the root are summed.
    while (up >= rows).any():
        metres = metres + metres[up]
        up = up[up]
    return np.where(slot[end] >= 0, metres[slot[end]], np.inf).reshape(rows, len(ends))
