"""The orders of a whole population of plans: which officer drives to which nodes, one after another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arrays import places_in_groups


@dataclass(frozen=True)
class Orders:
    """p plans of k officers, each of them with every one of m nodes once.

    ``node``: int64 (p, m), the first officer's nodes in the order they are driven to, then the second's, and so on.
    ``count``: int64 (p, k, parts), how many of them are in each part of each officer's route.
    """

    node: np.ndarray
    count: np.ndarray

    @property
    def lengths(self) -> np.ndarray:
        """How many nodes each officer has, int64 (p, k)."""
        # Few parts: added up one by one, in a fraction of the time that a sum along the last axis takes.
        return sum((self.count[..., part] for part in range(1, self.count.shape[2])), self.count[..., 0])

    @property
    def route(self) -> np.ndarray:
        """Which route each of ``node`` belongs to, counted through all plans, int64 (p × m,)."""
        lengths = self.lengths.reshape(-1)
        return np.arange(len(lengths)).repeat(lengths)

    def routes(self) -> np.ndarray:
        """Int64 (p, k, longest): each officer's nodes in their order, −1 at the end."""
        lengths = self.lengths
        route, turn = places_in_groups(lengths.reshape(-1))
        padded = np.full((lengths.size, int(lengths.max(initial=0))), -1, dtype=np.int64)
        padded[route, turn] = self.node.reshape(-1)
        return padded.reshape(*lengths.shape, -1)

    def lists(self) -> list[list[list[int]]]:
        """For each plan and officer the nodes in their order."""
        return [[[node for node in route if node >= 0] for route in plan] for plan in self.routes().tolist()]
