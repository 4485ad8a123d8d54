"""Clusters of incidents by k-means, and how many of them by the elbow (CPSPA 5.1; phase 1)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from ..control import Control
from ..errors import PatrolError
from ..incidents.placeholders import distinct

# The best of so many starts by k-means++, beside the one that goes on from one cluster less.
STARTS = 8
# On more places than these the centres are found by a sample, so that a million incidents take no longer.
MOST_PLACES = 20_000
MOST_CLUSTERS = 200
# Of the greatest distance to the chord: less is rounding.
_ROUNDING = 1e-9


@dataclass(frozen=True)
class ClusterSettings:
    """``number``: of clusters, 0 to have it chosen by the elbow among 1 … ``most``. ``seed``: of the starts."""

    number: int = 0
    most: int = 20
    seed: int = 1

    def __post_init__(self) -> None:
        if not 0 <= self.number <= MOST_CLUSTERS:
            raise PatrolError(
                "The clusters must be from 0 (chosen by the elbow) to {most}, not {number}.",
                most=MOST_CLUSTERS,
                number=self.number,
            )
        if not 1 <= self.most <= MOST_CLUSTERS:
            raise PatrolError(
                "The most clusters must be from 1 to {limit}, not {most}.", limit=MOST_CLUSTERS, most=self.most
            )


@dataclass(frozen=True)
class Elbow:
    """The curve by which k is chosen.

    ``inertia``: float64 (K,), for k = 1 … K: the sum of squared distances of incidents to their centres, m². It never
    rises. ``depth``: float64 (K,), how far each lies below the chord from the first to the last, as a share of the
    first inertia. ``number``: the k of the greatest depth, the smallest of equal ones.
    """

    inertia: np.ndarray
    depth: np.ndarray
    number: int

    @classmethod
    def of(cls, inertia: np.ndarray) -> Elbow:
        """The point farthest from the chord of a curve. One of two points or less has no elbow: k is then its last.

        The distance to the chord is the height below it times one and the same cosine, so that the scales of the axes
        do not matter.
        """
        last = len(inertia)
        chord = np.linspace(inertia[0], inertia[-1], last)
        depth = (chord - inertia) / inertia[0] if inertia[0] > 0 else np.zeros(last)
        number = last if last <= 2 else 1 + int(np.argmax(depth >= depth.max() - _ROUNDING))
        return cls(inertia, depth, number)

    @property
    def is_clear(self) -> bool:
        """Whether the curve bends at all: on a straight one no k is better than the others."""
        return bool(self.depth.max(initial=0.0) > _ROUNDING)


@dataclass(frozen=True)
class Clusters:
    """k clusters of n incidents, the largest first; equal ones from west to east.

    ``of``: int64 (n,), the cluster of each incident, from 0. ``centre``: float64 (k, 2), metres. ``elbow``: the curve
    up to the number asked for, or up to the most there may be. ``places``: how many different ones the incidents have;
    ``sampled``: by how many incidents the centres were found.
    """

    of: np.ndarray
    centre: np.ndarray
    elbow: Elbow
    places: int
    sampled: int

    def __len__(self) -> int:
        return len(self.centre)

    @property
    def count(self) -> np.ndarray:
        """Incidents of each: int64 (k,)."""
        return np.bincount(self.of, minlength=len(self.centre))

    def nearest(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """The cluster whose centre is nearest to each point, as k-means would put it: int64 (m,)."""
        return _nearest(self.centre, np.column_stack([x, y]))


def find_clusters(x: np.ndarray, y: np.ndarray, settings: ClusterSettings, control: Control | None = None) -> Clusters:
    """K-means on places (n,), metres: which cluster each incident is in. Depends on neither order nor thread.

    There are never more clusters than different places. Each k is the best of STARTS starts by k-means++ and of one
    from the clusters of k − 1 with the place farthest from its centre, so that the inertia falls with every cluster and
    the clusters of a k that is given are those of the same k chosen by the elbow.

    Raises PatrolError without incidents. Source: CPSPA 5.1; k-means by scikit-learn.
    """
    if len(x) == 0:
        raise PatrolError("There are no incidents to make clusters of.")
    control = control or Control()
    place_x, place_y, count, which = distinct(x, y)
    # Around their middle: squares of a projected CRS's coordinates would cost half of the digits.
    origin = np.array([np.average(place_x, weights=count), np.average(place_y, weights=count)])
    places = np.column_stack([place_x, place_y]) - origin
    some, weight = _sample(count, settings.seed)
    last = min(settings.number or settings.most, len(some))
    centres, inertia = _fit_each(places[some], weight, last, settings.seed, control)
    elbow = Elbow.of(np.array(inertia) * (len(x) / weight.sum()))
    chosen = centres[(last if settings.number else elbow.number) - 1]
    label = _nearest(chosen, places)
    size = np.bincount(label, count, minlength=len(chosen))
    order = np.lexsort((chosen[:, 1], chosen[:, 0], -size))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return Clusters(rank[label][which], chosen[order] + origin, elbow, len(places), int(weight.sum()))


def _sample(count: np.ndarray, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Places by which to find centres, and how many incidents stand for each: int64 (m,), float64 (m,)."""
    if len(count) <= MOST_PLACES:
        return np.arange(len(count)), count.astype(np.float64)
    place_of = np.repeat(np.arange(len(count)), count)
    drawn = np.random.default_rng(seed).choice(len(place_of), MOST_PLACES, replace=False)
    some, weight = np.unique(place_of[drawn], return_counts=True)
    return some, weight.astype(np.float64)


def _fit_each(
    places: np.ndarray, weight: np.ndarray, last: int, seed: int, control: Control
) -> tuple[list[np.ndarray], list[float]]:
    """Centres and inertia for k = 1 … last.

    places: float64 (m, 2), all different.
    weight: of each, float64 (m,).
    last: the greatest k, at most m.
    seed: of the starts.
    control: progress and stop.
    """
    # First, and unused: what is loaded within the limits does not keep to them.
    import sklearn.cluster  # noqa: F401
    from threadpoolctl import threadpool_limits

    centres: list[np.ndarray] = []
    inertia: list[float] = []
    # With several threads the order of sums, and so the last bits of the result, would be left to chance; and on a busy
    # machine they wait for each other far longer than they work.
    with threadpool_limits(limits=1):
        for number in range(1, last + 1):
            control.step(number - 1, last)
            found = [_fit(places, weight, number, seed + 1000 * start, control) for start in range(STARTS)]
            if centres:
                found.append(_fit(places, weight, _one_more(places, weight, centres[-1]), seed, control))
            best = min(found, key=lambda one: one[1])
            centres.append(best[0])
            inertia.append(best[1])
    return centres, inertia


def _fit(
    places: np.ndarray, weight: np.ndarray, begin: int | np.ndarray, seed: int, control: Control
) -> tuple[np.ndarray, float]:
    """Centres (k, 2) and inertia of one start.

    places, weight: as in _fit_each.
    begin: the number of clusters, to begin by k-means++; or the centres to begin from.
    seed: of the start.
    control: stop.
    """
    from sklearn.cluster import KMeans

    control.check()
    number, init = (begin, "k-means++") if isinstance(begin, int) else (len(begin), begin)
    fitted = KMeans(number, init=init, n_init=1, random_state=seed % 2**32).fit(places, sample_weight=weight)
    return fitted.cluster_centers_, float(fitted.inertia_)


def _one_more(places: np.ndarray, weight: np.ndarray, centre: np.ndarray) -> np.ndarray:
    """The centres and the place that adds most to their inertia."""
    squared = cKDTree(centre).query(places)[0] ** 2
    return np.vstack([centre, places[int(np.argmax(weight * squared))]])


def _nearest(centre: np.ndarray, places: np.ndarray) -> np.ndarray:
    return cKDTree(centre).query(places)[1].astype(np.int64)
