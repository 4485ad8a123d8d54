"""ReliefF: how well a feature tells apart incidents of different classes that are otherwise alike.

Kononenko (1994), Estimating attributes: analysis and extensions of RELIEF; Robnik-Šikonja & Kononenko (2003),
Theoretical and empirical analysis of ReliefF and RReliefF, section 2.1; CPSPA, eq. 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.spatial.distance import cdist

from ..control import Control
from ..errors import PatrolError
from .features import NUMBER, Feature
from .missing import MissingDifference

# Distances held at once: 2 MB, which a processor's cache holds, too.
_BLOCK = 250_000
# Distances closer than this are equal: the order in which a computer adds must not choose the neighbours.
_TIE = 1e-9


@dataclass(frozen=True)
class ReliefSettings:
    """``neighbours``: k, of each class. ``sample``: how many incidents are looked at, drawn by ``seed``; 0 = all."""

    neighbours: int = 10
    sample: int = 1000
    seed: int = 1

    def __post_init__(self) -> None:
        if self.neighbours < 1:
            raise PatrolError(
                "The number of neighbours must be at least 1, not {neighbours}.", neighbours=self.neighbours
            )
        if self.sample < 0:
            raise PatrolError(
                "The sample must be 0 (all incidents) or a number of incidents, not {sample}.", sample=self.sample
            )


@dataclass(frozen=True)
class Relief:
    """``score``: float64 (features,), from −1 to 1. ``error``: the standard error of each. ``looked_at``: incidents."""

    score: np.ndarray
    error: np.ndarray
    looked_at: int


def relieff(
    features: Sequence[Feature], target: np.ndarray, settings: ReliefSettings, control: Control | None = None
) -> Relief:
    """The ReliefF score of each feature against ``target``, int64 classes (n,) from 0.

    For each incident looked at: the mean difference of the feature to its k nearest misses of every other class C,
    weighted by P(C) / (1 − P(own class)), less that to its k nearest hits; the score is the mean over incidents. The
    difference of numbers is |a − b| / (max − min), of nominal values 0 or 1; where one is missing, what is to be
    expected of its class (missing). Distance is the sum of the differences over all features.

    - A class with fewer than k incidents gives those it has.
    - Equally far neighbours at the k-th place share what is left of k, so that the order of the rows decides nothing.
    - An incident alone in its class has no hit: it is a miss to others and is not looked at itself.

    Raises PatrolError when there are fewer than two classes or no class has two incidents.
    """
    control = control or Control()
    count = np.bincount(target)
    if (count > 0).sum() < 2:
        raise PatrolError("ReliefF needs incidents of at least two classes; choose another target.")
    chosen = _looked_at(target, count, settings)
    table = _Table(features, target, control)
    share = count / count.sum()
    rows, own = table.position[chosen], target[chosen]
    # A row for each incident looked at, so that the spread of the mean is known, too.
    parts = np.zeros((len(rows), len(features)))
    done = 0
    for other in np.flatnonzero(count).tolist():
        size = max(1, _BLOCK // int(count[other]))
        for is_hit in (True, False):
            which = np.flatnonzero((own == other) == is_hit)
            for start in range(0, len(which), size):
                block = which[start : start + size]
                weight = np.full(len(block), -1.0) if is_hit else share[other] / (1.0 - share[own[block]])
                difference = table.mean_difference(rows[block], own[block], other, settings.neighbours)
                parts[block] += weight[:, None] * difference
                done += len(block) * int(count[other])
                control.step(done, len(rows) * len(target))
    spread = parts.std(axis=0, ddof=1) if len(parts) > 1 else np.zeros(len(features))
    return Relief(np.clip(parts.mean(axis=0), -1.0, 1.0), spread / np.sqrt(len(parts)), len(parts))


def _looked_at(target: np.ndarray, count: np.ndarray, settings: ReliefSettings) -> np.ndarray:
    """The incidents to look at, ascending: those with a hit, all of them or a random sample."""
    possible = np.flatnonzero(count[target] > 1)
    if len(possible) == 0:
        raise PatrolError(
            "Every class of the target has one incident only, so that none has another to be compared with. Choose a "
            "target with repeated values."
        )
    if settings.sample == 0 or settings.sample >= len(possible):
        return possible
    drawn = np.random.default_rng(settings.seed).choice(len(possible), settings.sample, replace=False)
    return possible[np.sort(drawn)]


class _Table:
    """The features, scaled, with the incidents of a class side by side.

    ``position``: where each incident stands, int64 (n,). Row numbers below are positions.
    """

    def __init__(self, features: Sequence[Feature], target: np.ndarray, control: Control) -> None:
        order = np.argsort(target, kind="stable")
        self.position = np.empty(len(order), dtype=np.int64)
        self.position[order] = np.arange(len(order))
        self._bounds = np.concatenate([[0], np.cumsum(np.bincount(target))])
        self._columns: list[np.ndarray] = []
        for feature in features:
            control.check()
            self._columns.append(scaled(feature)[order])
        self._is_number = [feature.kind == NUMBER for feature in features]
        whole = [feature.missing == 0 for feature in features]
        self._numbers = self._matrix([own and number for own, number in zip(whole, self._is_number)])
        self._codes = self._matrix([own and not number for own, number in zip(whole, self._is_number)])
        self._gaps: dict[int, MissingDifference] = {
            index: MissingDifference(feature.kind, self._columns[index], self._bounds)
            for index, feature in enumerate(features)
            if not whole[index]
        }

    def _matrix(self, chosen: list[bool]) -> np.ndarray:
        columns = [column for column, wanted in zip(self._columns, chosen) if wanted]
        shape = (len(self.position), 0)
        return np.column_stack(columns).astype(np.float64) if columns else np.zeros(shape)

    def mean_difference(self, rows: np.ndarray, own: np.ndarray, other: int, neighbours: int) -> np.ndarray:
        """The mean difference of each feature between rows, of the classes ``own``, and their neighbours of ``other``.

        Either all rows are of the class ``other`` or none is. float64 (rows, features).
        """
        start, end = int(self._bounds[other]), int(self._bounds[other + 1])
        gaps = {index: gap.between(rows, own, other) for index, gap in self._gaps.items()}
        distance = self._distance(rows, start, end)
        for difference in gaps.values():
            distance += difference
        hits = bool(own[0] == other)
        if hits:
            distance[np.arange(len(rows)), rows - start] = np.inf
        wanted = min(neighbours, end - start - hits)
        pair_row, pair_column, weight = _nearest(distance, wanted)
        result = np.empty((len(rows), len(self._columns)))
        for index, column in enumerate(self._columns):
            if index in gaps:
                difference = gaps[index][pair_row, pair_column]
            elif self._is_number[index]:
                difference = np.abs(column[rows[pair_row]] - column[start + pair_column])
            else:
                difference = column[rows[pair_row]] != column[start + pair_column]
            result[:, index] = np.bincount(pair_row, weight * difference, minlength=len(rows)) / wanted
        return result

    def _distance(self, rows: np.ndarray, start: int, end: int) -> np.ndarray:
        """Manhattan distance over the features without gaps, float64 (rows, end − start)."""
        distance = np.zeros((len(rows), end - start))
        if self._numbers.shape[1]:
            distance += cdist(self._numbers[rows], self._numbers[start:end], "cityblock")
        kinds = self._codes.shape[1]
        if kinds:
            # Hamming is the share of unequal codes; their number is meant.
            unequal = cdist(self._codes[rows], self._codes[start:end], "hamming")
            unequal *= kinds
            distance += unequal
        return distance


def scaled(feature: Feature) -> np.ndarray:
    """Numbers from 0 to 1 between their least and greatest, NaN where missing; codes as they are."""
    if feature.kind != NUMBER or len(feature.distinct) == 0:
        return feature.values
    least, most = feature.distinct[0], feature.distinct[-1]
    # Divided first: the difference of two huge numbers may be infinite.
    width = most / 2.0 - least / 2.0
    return (feature.values / 2.0 - least / 2.0) / width if width > 0 else feature.values * 0.0


def _nearest(distance: np.ndarray, wanted: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The ``wanted`` nearest columns of each row as pairs (row, column, weight); weights of a row add up to them."""
    farthest = np.partition(distance, wanted - 1, axis=1)[:, wanted - 1]
    pair_row, pair_column = np.nonzero(distance <= farthest[:, None] + _TIE)
    nearer = distance[pair_row, pair_column] < farthest[pair_row] - _TIE
    sure = np.bincount(pair_row, nearer, minlength=len(distance))
    tied = np.bincount(pair_row, ~nearer, minlength=len(distance))
    return pair_row, pair_column, np.where(nearer, 1.0, ((wanted - sure) / tied)[pair_row])
