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
        return sum(self.officers + len(nodes) for nodes in self.nodes)

    @cached_property
    def bounds(self) -> tuple[np.ndarray, np.ndarray]:
        """The range of each key, (genes,) each: above low, up to high."""
        sizes = [self.officers + len(nodes) for nodes in self.nodes]
        low, high = (np.repeat([one[side] for one in self.ranges], sizes) for side in (0, 1))
        return low, high

    @cached_property
    def gene_of(self) -> np.ndarray:
        """Which key is each node's, int64 (m,)."""
        of, first = np.empty(sum(map(len, self.nodes)), dtype=np.int64), 0
        for nodes in self.nodes:
            of[nodes] = first + self.officers + np.arange(len(nodes))
            first += self.officers + len(nodes)
        return of

    def random(self, plans: int, rng: np.random.Generator) -> np.ndarray:
        """Keys of random plans, float64 (plans, genes)."""
        low, high = self.bounds
        # 1 − [0, 1) is (0, 1].
        return low + (high - low) * (1.0 - rng.random((plans, self.genes)))

    def wrapped(self, keys: np.ndarray) -> np.ndarray:
        """Keys brought back into their ranges, as on a ring."""
        low, high = self.bounds
        return high - np.mod(high - keys, high - low)

    def decode(self, keys: np.ndarray) -> Orders:
        """The plans that keys (plans, genes) stand for."""
        plans, first = len(keys), 0
        count = np.zeros((plans * self.officers, len(self.nodes)), dtype=np.int64)
        base = np.repeat(np.arange(plans) * self.officers, self.officers)
        node, place, length = [], [], []
        for part, nodes in enumerate(self.nodes):
            size = self.officers + len(nodes)
            which, officer, each = self._sub_tours(_order(keys[:, first : first + size]).reshape(-1), plans)
            filled = np.flatnonzero(each)
            route, each = (base + officer)[filled], each[filled]
            count[route, part] = each
            node.append(nodes[which])
            place.append(route * len(self.nodes) + part)
            length.append(each)
            first += size
        # Where each sub-tour goes when the parts of all lists stand officer by officer.
        goes = (np.cumsum(count) - count.reshape(-1))[np.concatenate(place)]
        each = np.concatenate(length)
        moved = np.repeat(goes - (np.cumsum(each) - each), each)
        joined = np.empty(len(moved), dtype=np.int64)
        joined[np.arange(len(moved)) + moved] = np.concatenate(node)
        return Orders(joined.reshape(plans, -1), count.reshape(plans, self.officers, -1))

    def _sub_tours(self, order: np.ndarray, plans: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Sorted ids of one list, (plans × size,), cut at the officers, in every plan the first of them in front.

        Places in the list of nodes, (plans × nodes,), one sub-tour after another; whose each is and how long, (plans ×
        officers,), in that order.
        """
        is_officer = order < self.officers
        at = np.flatnonzero(is_officer)
        length = np.append(at[1:], len(order)) - at - 1
        # What stands before the first officer of a plan follows that officer.
        ahead = at[:: self.officers] - np.arange(plans) * (len(order) // plans)
        length[:: self.officers] += ahead
        length[self.officers - 1 : -1 : self.officers] -= ahead[1:]
        return order[~is_officer] - self.officers, order[at], length


def _order(keys: np.ndarray) -> np.ndarray:
    """The places of keys (plans, size), each in (0, 1], in ascending order, int64; equal ones in their own order.

    The first bits of the key and the place make one whole number, and such numbers are sorted many times as quickly as
    places are by their keys. Rows in which these bits leave something open are sorted in full.
    """
    size = keys.shape[1]
    bits = size.bit_length()
    packed = (keys * float(2 ** (32 - bits) - 1)).astype(np.uint32)
    packed <<= np.uint32(bits)
    packed |= np.arange(size, dtype=np.uint32)
    packed.sort(axis=1)
    heads = packed >> np.uint32(bits)
    order = (packed & np.uint32((1 << bits) - 1)).astype(np.int64)
    doubtful = np.flatnonzero((heads[:, 1:] == heads[:, :-1]).any(axis=1))
    if len(doubtful):
        # Most often whole keys are equal there: children have keys of both parents.
        found = np.take_along_axis(keys[doubtful], order[doubtful], axis=1)
        wrong = doubtful[(found[:, 1:] < found[:, :-1]).any(axis=1)]
        order[wrong] = np.argsort(keys[wrong], axis=1, kind="stable")
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
    tour = np.repeat(np.tile(np.arange(tours), plans), length)
    node = orders.node.reshape(-1)
    rank = moment.benefit_rank[tour // orders.count.shape[2], node]
    filled = length > 0
    least = np.minimum.reduceat(rank, (np.cumsum(length) - length)[filled])
    leads = rank == np.repeat(least, length[filled])
    # Whole numbers that rise by sub-tour, then turn, and hold the node: one sort does.
    turn = np.where(leads, 0, 1 + moment.importance_rank[node])
    code = ((tour * (size + 1) + turn) * size + node).reshape(plans, size)
    if tours * (size + 1) * size < 2**31:
        code = code.astype(np.int32)  # sorted several times as quickly
    code.sort(axis=1)
    better = Orders(code % size, orders.count)
    changed, plan = keys.copy(), np.arange(plans)[:, None]
    changed[plan, encoding.gene_of[better.node]] = keys[plan, encoding.gene_of[orders.node]]
    return changed, better
