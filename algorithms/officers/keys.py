"""Plans of several officers as random keys: LERK and G-LERK (Rumi, Qin & Salim, V-B and Fig. 3)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .moment import Moment
from .orders import Orders


@dataclass(frozen=True)
class Encoding:
    """How a plan of k officers and m nodes is written as keys: one list of ids or several, joined by officer.

    A list holds every officer's id, then the ids of its nodes, each with a random key from its range. Sorted by key,
    with an officer in front, each officer's route is the nodes that follow, up to the next officer; routes of several
    lists are joined, the first list's part first.

    ``nodes``: for each list, int64, the nodes in it. ``ranges``: for each list, its keys lie in (low, high].
    """

    officers: int
    nodes: tuple[np.ndarray, ...]
    ranges: tuple[tuple[float, float], ...]

    @cached_property
    def genes(self) -> int:
        """Keys of one plan."""
        return len(self._lists)

    @cached_property
    def bounds(self) -> tuple[np.ndarray, np.ndarray]:
        """The range of each key, (genes,) each: above low, up to high."""
        ranges = np.array(self.ranges)[self._lists]
        return ranges[:, 0], ranges[:, 1]

    @cached_property
    def _lists(self) -> np.ndarray:
        """Which list each key is in, int64 (genes,)."""
        return np.repeat(np.arange(len(self.nodes)), [self.officers + len(nodes) for nodes in self.nodes])

    @cached_property
    def _firsts(self) -> np.ndarray:
        """The first key of each list, int64 (lists,)."""
        return np.searchsorted(self._lists, np.arange(len(self.nodes)))

    @cached_property
    def _node_of(self) -> np.ndarray:
        """Whose node each key is, int64 (genes,); of an officer: −1 − their number."""
        officers = -1 - np.arange(self.officers)
        return np.concatenate([ids for nodes in self.nodes for ids in (officers, nodes)])

    @cached_property
    def gene_of(self) -> np.ndarray:
        """Which key is each node's, int64 (m,)."""
        return np.argsort(self._node_of)[self.officers * len(self.nodes) :]

    def random(self, plans: int, rng: np.random.Generator) -> np.ndarray:
        """Keys of random plans, float64 (plans, genes)."""
        low, high = self.bounds
        keys = rng.random((plans, self.genes))
        # high − width · [0, 1) is (low, high].
        keys *= low - high
        keys += high
        return keys

    def wrapped(self, keys: np.ndarray) -> np.ndarray:
        """Keys brought back into their ranges, as on a ring."""
        low, high = self.bounds
        return high - np.mod(high - keys, high - low)

    def decode(self, keys: np.ndarray) -> Orders:
        """The plans that keys (plans, genes) stand for."""
        plans, lists = len(keys), len(self.nodes)
        node = self._node_of.take(_order(self._led(keys), self._lists).reshape(-1))
        at = (node < 0).nonzero()[0]
        # Where the sub-tour of each officer belongs when the parts of all lists stand officer by officer.
        whose = (-1 - node.take(at)).reshape(plans, lists, self.officers)
        part = np.arange(lists)[:, None] + self.officers * lists * np.arange(plans)[:, None, None]
        tour = (whose * lists + part).reshape(-1)
        begin, count = np.empty_like(at), np.empty_like(at)
        begin[tour] = at + 1
        count[tour] = np.append(at[1:], len(node)) - at - 1
        moved = begin + count - np.cumsum(count)
        joined = node.take(np.arange(len(node) - len(at)) + moved.repeat(count))
        return Orders(joined.reshape(plans, -1), count.reshape(plans, self.officers, lists))

    def _led(self, keys: np.ndarray) -> np.ndarray:
        """The keys, in each list with the first officer in front of all."""
        led, plan = keys.copy(), np.arange(len(keys))
        for first in self._firsts.tolist():
            led[plan, first + keys[:, first : first + self.officers].argmin(axis=1)] = 0.0
        return led


def _order(keys: np.ndarray, lists: np.ndarray) -> np.ndarray:
    """The places of keys (plans, size), each in [0, 1], list by list, in ascending order, int64; equal ones in their
    own order. ``lists``: int64 (size,), ascending, the list of each.

    The list, the first bits of the key and the place make one whole number, and such numbers are sorted many times as
    quickly as places are by their keys. Rows in which these bits leave something open are sorted in full.
    """
    size = keys.shape[1]
    bits = size.bit_length()
    head = 2.0 ** (32 - bits - int(lists[-1]).bit_length())
    packed = (keys * (head - 1) + lists * head).astype(np.uint32)
    packed <<= np.uint32(bits)
    packed |= np.arange(size, dtype=np.uint32)
    packed.sort(axis=1)
    order = (packed & np.uint32((1 << bits) - 1)).astype(np.int64)
    packed >>= np.uint32(bits)
    alike = packed[:, 1:] == packed[:, :-1]
    doubtful = alike.any(axis=1).nonzero()[0]
    if len(doubtful):
        # Most often whole keys are equal there: children have keys of both parents.
        found = keys[doubtful[:, None], order[doubtful]]
        wrong = doubtful[(alike[doubtful] & (found[:, 1:] < found[:, :-1])).any(axis=1)]
        if len(wrong):
            order[wrong] = np.lexsort((keys[wrong], np.broadcast_to(lists, (len(wrong), size))), axis=1)
    return order


def lerk(moment: Moment) -> Encoding:
    """Leader-based random keys: officers and nodes in one list, keys in (0, 1]."""
    return Encoding(len(moment.team), (np.arange(len(moment.nodes)),), ((0.0, 1.0),))


def guided_lerk(moment: Moment) -> Encoding:
    """G-LERK: officers and hotspots in one list, keys in (0.5, 1], officers and coldspots in another, keys in (0, 0.5];
    so every officer begins with a hotspot where there are enough.
    """
    hot = moment.nodes.hot
    return Encoding(len(moment.team), (np.flatnonzero(hot), np.flatnonzero(~hot)), ((0.5, 1.0), (0.0, 0.5)))


def best_first(
    moment: Moment, encoding: Encoding, keys: np.ndarray, orders: Orders | None = None
) -> tuple[np.ndarray, Orders]:
    """Local optimisation: in each sub-tour the node of highest benefit from where the officer is comes first, then the
    others by importance (full reward). The keys of the plans and the plans; each sub-tour keeps its keys.

    moment: what is planned.
    encoding: how keys are read.
    keys: float64 (plans, genes).
    orders: what they stand for; None: they are decoded.
    """
    orders = encoding.decode(keys) if orders is None else orders
    plans, size = orders.node.shape
    if size == 0:
        return keys.copy(), orders
    length = orders.count.reshape(-1)
    tours = len(length) // max(plans, 1)
    own = np.arange(len(length)).repeat(length)
    tour = own % tours
    node = orders.node.reshape(-1)
    rank = moment.benefit_rank.take(tour // orders.count.shape[2] * size + node)
    filled = length.nonzero()[0]
    least = np.empty(len(length), dtype=np.int64)
    least[filled] = np.minimum.reduceat(rank, (np.cumsum(length) - length).take(filled))
    # Whole numbers that rise by sub-tour, then turn, and hold the node: one sort does.
    turn = 1 + moment.importance_rank.take(node)
    turn[rank == least.take(own)] = 0
    code = ((tour * (size + 1) + turn) * size + node).reshape(plans, size)
    if tours * (size + 1) * size < 2**31:
        code = code.astype(np.int32)  # sorted several times as quickly
    code.sort(axis=1)
    better = Orders(code % size, orders.count)
    changed, first = keys.copy(), encoding.genes * np.arange(plans)[:, None]
    old, new = (encoding.gene_of.take(these.node) + first for these in (orders, better))
    changed.reshape(-1)[new] = keys.take(old)
    return changed, better
