"""Plans of several officers as random keys: LERK and G-LERK (Rumi, Qin & Salim, V-B and Fig. 3)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arrays import places_in_groups
from .moment import Moment


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

    @property
    def genes(self) -> int:
        """Keys of one plan."""
        return sum(self.officers + len(nodes) for nodes in self.nodes)

    def bounds(self) -> tuple[np.ndarray, np.ndarray]:
        """The range of each key, (genes,) each: above low, up to high."""
        sizes = [self.officers + len(nodes) for nodes in self.nodes]
        return tuple(np.repeat([one[side] for one in self.ranges], sizes) for side in (0, 1))  # type: ignore[return-value]

    def random(self, plans: int, rng: np.random.Generator) -> np.ndarray:
        """Keys of random plans, float64 (plans, genes)."""
        low, high = self.bounds()
        # 1 − [0, 1) is (0, 1].
        return low + (high - low) * (1.0 - rng.random((plans, self.genes)))

    def wrapped(self, keys: np.ndarray) -> np.ndarray:
        """Keys brought back into their ranges, as on a ring."""
        low, high = self.bounds()
        return high - np.mod(high - keys, high - low)

    def decode(self, keys: np.ndarray) -> np.ndarray:
        """The routes of plans, int64 (plans, k, longest): nodes in their order, −1 at the end."""
        return routes_of(*self.assigned(keys)[:3], self.officers)

    def assigned(self, keys: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Officer, node, plan and gene of every node of every plan, (n,) each, in the order plan, officer, turn."""
        parts, first = [], 0
        for number, nodes in enumerate(self.nodes):
            size = self.officers + len(nodes)
            order = np.argsort(keys[:, first : first + size], axis=1, kind="stable")
            is_officer = order < self.officers
            # Where the last officer before each id stands; before the first one, the first one: it goes in front.
            last = np.maximum.accumulate(np.where(is_officer, np.arange(size), -1), axis=1)
            last = np.where(last < 0, np.argmax(is_officer, axis=1)[:, None], last)
            owner = np.take_along_axis(order, last, axis=1)
            plan, turn = np.nonzero(~is_officer)
            which = order[plan, turn] - self.officers
            parts.append((owner[plan, turn], nodes[which], plan, first + self.officers + which, number))
            first += size
        owner, node, plan, gene = (np.concatenate([part[column] for part in parts]) for column in range(4))
        part = np.concatenate([np.full(len(found[0]), found[4]) for found in parts])
        # Turns within a list are ascending already, so a stable sort keeps them.
        order = np.argsort((plan * self.officers + owner) * len(self.nodes) + part, kind="stable")
        return owner[order], node[order], plan[order], gene[order]


def lerk(moment: Moment) -> Encoding:
    """Leader-based random keys: officers and nodes in one list, keys in (0, 1]."""
    return Encoding(len(moment.team), (np.arange(len(moment.nodes)),), ((0.0, 1.0),))


def guided_lerk(moment: Moment) -> Encoding:
    """G-LERK: officers and hotspots in one list, keys in (0.5, 1], officers and coldspots in another, keys in (0, 0.5];
    so every officer begins with a hotspot where there are enough.
    """
    hot = moment.nodes.hot
    return Encoding(len(moment.team), (np.flatnonzero(hot), np.flatnonzero(~hot)), ((0.5, 1.0), (0.0, 0.5)))


def routes_of(owner: np.ndarray, node: np.ndarray, plan: np.ndarray, officers: int) -> np.ndarray:
    """Routes (plans, officers, longest) of nodes (n,) that stand in the order plan, officer, turn; −1 at the end."""
    plans = int(plan[-1]) + 1 if len(plan) else 0
    count = np.bincount(plan * officers + owner, minlength=plans * officers)
    row, turn = places_in_groups(count)
    routes = np.full((plans * officers, int(count.max(initial=0))), -1, dtype=np.int64)
    routes[row, turn] = node
    return routes.reshape(plans, officers, -1)


def best_first(moment: Moment, encoding: Encoding, keys: np.ndarray) -> np.ndarray:
    """Local optimisation: the same keys, given to the nodes of each sub-tour so that the one of highest benefit from
    where the officer is comes first, then the others by importance (full reward).
    """
    owner, node, plan, gene = encoding.assigned(keys)
    team = moment.team
    begin, _ = moment.stays(owner, team.at[owner], team.free[owner], node)
    benefit = moment.earned(node, begin)
    part = np.searchsorted(np.cumsum([encoding.officers + len(nodes) for nodes in encoding.nodes]), gene, side="right")
    group = (plan * encoding.officers + owner) * len(encoding.nodes) + part
    # The first of each group by benefit, found by one sort; then the rest by importance.
    by_benefit = np.lexsort((node, -benefit, group))
    leads = np.zeros(len(node), dtype=bool)
    if len(node):
        leads[by_benefit[np.concatenate([[True], np.diff(group[by_benefit]) != 0])]] = True
    order = np.lexsort((node, -moment.nodes.full[node], ~leads, group))
    changed = keys.copy()
    # Slots keep their keys, in the order of the sub-tours; other nodes move into them.
    changed[plan[order], gene[order]] = keys[plan, gene]
    return changed
