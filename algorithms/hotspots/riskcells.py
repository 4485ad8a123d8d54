"""What hotspots are made of: cells, or stretches of road, with their risk, size and neighbours."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

# Files round what they store, and some hold 32-bit numbers.
_ROUNDED = 1e-5


@dataclass(frozen=True)
class RiskCells:
    """n cells of any shape, or n stretches of road.

    ``risk`` (n,), NaN where unknown; ``size`` (n,): the area of a cell in m², the length of a stretch in m;
    ``neighbours`` int (pairs, 2): cells that share an edge, or stretches that share an end, each pair once; ``count``:
    incidents (n,) or None; ``baseline``: risk in an earlier period (n,), NaN where unknown, or None; ``around`` int
    (pairs, 2): the neighbours that Gi* looks at, where those are others; ``weight`` (n,): what the risk of each is
    multiplied by in a sum, or None for 1. For stretches that is their length in km, so that the sum over a street does
    not depend on where it is cut. ``judged`` (n,): the incidents, or their weight, that PAI and the concentration count
    where those are not ``count``, or None.
    """

    risk: np.ndarray
    size: np.ndarray
    neighbours: np.ndarray
    count: np.ndarray | None = None
    baseline: np.ndarray | None = None
    around: np.ndarray | None = None
    weight: np.ndarray | None = None
    judged: np.ndarray | None = None

    def __len__(self) -> int:
        return len(self.risk)

    @property
    def counted(self) -> np.ndarray | None:
        """The incidents that PAI and the concentration count: (n,), or None."""
        return self.count if self.judged is None else self.judged

    def to_sum(self, risk: np.ndarray) -> np.ndarray:
        """What each cell adds to a sum of this risk, (n,): risk, or risk · km; 0 where it is unknown."""
        known = np.nan_to_num(risk)
        return known if self.weight is None else known * self.weight


def connected_areas(hot: np.ndarray, neighbours: np.ndarray) -> np.ndarray:
    """A number for each connected area of hot cells, −1 for the others: int (n,)."""
    both = hot[neighbours[:, 0]] & hot[neighbours[:, 1]] if len(neighbours) else np.zeros(0, dtype=bool)
    pairs = neighbours[both]
    graph = coo_matrix((np.ones(len(pairs), dtype=np.int8), (pairs[:, 0], pairs[:, 1])), shape=(len(hot), len(hot)))
    _, component = connected_components(graph, directed=False)
    label = np.full(len(hot), -1)
    label[hot] = np.unique(component[hot], return_inverse=True)[1]
    return label


def proportional(value: np.ndarray, to: np.ndarray) -> bool:
    """Whether ``value`` (n,) is the same multiple of ``to`` (n,) in all cells where both are known."""
    known = np.isfinite(value) & np.isfinite(to)
    value, to = value[known], to[known]
    total = float(to.sum())
    if not total > 0:
        return not value.any()
    away = np.abs(value - float(value.sum()) / total * to).max()
    return bool(away <= _ROUNDED * np.abs(value).max())
