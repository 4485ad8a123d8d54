"""A smaller graph with the same travel times between chosen nodes: junctions are taken out, their detours become arcs.

Exact: whatever way led over a node taken out leads over an arc from the node before it to the node after it, of the
same seconds and metres (node elimination, as in contraction hierarchies; Geisberger et al. 2008, without witness
searches).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arrays import places_in_groups
from .graph import Graph

# A node is worth taking out while it adds few arcs: at most this many pairs of arcs in and arcs out.
_MOST_PAIRS = (16, 30, 40, 60)
_ROUNDS_OF_CHOICE = 3


@dataclass(frozen=True)
class Core(Graph):
    """The smaller graph. ``number``: int64, its node for each node of the whole graph, −1 where that was taken out."""

    number: np.ndarray


def contract(graph: Graph, kept: np.ndarray, most_pairs: tuple[int, ...] = _MOST_PAIRS) -> Core:
    """Take out nodes other than the ``kept`` ones (node numbers), in one round per entry of ``most_pairs``."""
    nodes = graph.nodes
    tail, head = graph.tail.astype(np.int64), graph.head.astype(np.int64)
    seconds, metres = graph.seconds, graph.metres
    alive = np.ones(nodes, dtype=bool)
    fixed = np.zeros(nodes, dtype=bool)
    fixed[kept] = True
    rng = np.random.default_rng(0)
    for most in most_pairs:
        into, out = np.bincount(head, minlength=nodes), np.bincount(tail, minlength=nodes)
        may = alive & ~fixed & (into * out <= most)
        chosen = _independent(tail, head, may, into * out + rng.random(nodes))
        if not chosen.any():
            continue
        alive &= ~chosen
        tail, head, seconds, metres = _without(nodes, chosen, tail, head, seconds, metres)
    number = np.where(alive, np.cumsum(alive) - 1, -1)
    first = np.concatenate([[0], np.cumsum(np.bincount(number[tail], minlength=int(alive.sum())))]).astype(np.int32)
    return Core(first, number[head].astype(np.int32), seconds, metres, number)


def _independent(tail: np.ndarray, head: np.ndarray, may: np.ndarray, cost: np.ndarray) -> np.ndarray:
    """Nodes of which no two are neighbours, cheap ones first, bool (nodes,) (Luby's rounds)."""
    chosen = np.zeros(len(may), dtype=bool)
    between = may[tail] & may[head] & (tail != head)
    one, other = tail[between], head[between]
    for _ in range(_ROUNDS_OF_CHOICE):
        loses = np.zeros(len(may), dtype=bool)
        loses[np.where(cost[one] < cost[other], other, one)] = True
        now = may & ~loses
        chosen |= now
        beside = np.zeros(len(may), dtype=bool)
        beside[other[now[one]]] = True
        beside[one[now[other]]] = True
        may = may & ~now & ~beside
        still = may[one] & may[other]
        one, other = one[still], other[still]
    return chosen


def _without(
    nodes: int, chosen: np.ndarray, tail: np.ndarray, head: np.ndarray, seconds: np.ndarray, metres: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """The arcs, sorted by tail and head, after taking out nodes of which no two are neighbours.

    nodes: how many there are.
    chosen: bool (nodes,), those taken out.
    tail, head, seconds, metres: the arcs, (a,) each, sorted.
    """
    loop = tail == head
    arrives, leaves = np.flatnonzero(chosen[head] & ~loop), np.flatnonzero(chosen[tail] & ~loop)
    out = np.bincount(tail[leaves], minlength=nodes)
    begin = np.cumsum(out) - out  # leaves is ascending in tail, as the arcs are sorted
    which, nth = places_in_groups(out[head[arrives]])
    before = arrives[which]
    after = leaves[begin[head[before]] + nth]
    turns_back = tail[before] == head[after]
    before, after = before[~turns_back], after[~turns_back]
    stays = ~(chosen[tail] | chosen[head])
    tail, head, seconds, metres = (
        np.concatenate([tail[stays], tail[before]]),
        np.concatenate([head[stays], head[after]]),
        np.concatenate([seconds[stays], seconds[before] + seconds[after]]),
        np.concatenate([metres[stays], metres[before] + metres[after]]),
    )
    key = tail * nodes + head
    order = np.argsort(key, kind="stable")
    key, sorted_seconds = key[order], seconds[order]
    begins = np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1]]))
    if len(key) == 0:
        return tail, head, seconds, metres
    # The quickest of the arcs between the same two nodes.
    least = np.repeat(np.minimum.reduceat(sorted_seconds, begins), np.diff(np.append(begins, len(key))))
    quick = np.flatnonzero(sorted_seconds == least)
    quick = quick[np.concatenate([[True], key[quick][1:] != key[quick][:-1]])]
    order = order[quick]
    return tail[order], head[order], seconds[order], metres[order]
