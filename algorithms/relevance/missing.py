"""The difference of two values of which one or both are missing, for ReliefF."""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import lru_cache

import numpy as np

from .features import NUMBER

# Numbers of one feature kept between two blocks: 32 MB.
_KEPT = 4_000_000


class MissingDifference(ABC):
    """The differences of one feature with gaps, between incidents that stand side by side by class.

    A missing value is taken for what its class leads to expect (Kononenko 1994, RELIEF-D; Robnik-Šikonja & Kononenko
    2003, section 2.1): the difference is the mean over the values that the class of the incident has. A class without
    any value lends those of all classes.

    ``values``: (n,), scaled numbers or codes. ``bounds``: int64 (classes + 1,), where each class begins and ends.
    """

    def __init__(self, values: np.ndarray, bounds: np.ndarray) -> None:
        self._values = values
        self._bounds = bounds
        self._known = self._is_known(values)
        # Asked for block after block.
        self._of_class = lru_cache(maxsize=256)(self._values_of)
        self._of_classes = lru_cache(maxsize=4096)(self._mean_between)
        largest = int(np.diff(bounds).max())
        self._of_column = lru_cache(maxsize=max(2, _KEPT // largest))(self._expected_of_class)

    def between(self, rows: np.ndarray, own: np.ndarray, other: int) -> np.ndarray:
        """The differences of ``rows``, of the classes ``own``, to the class ``other``: (rows, its incidents)."""
        here = slice(int(self._bounds[other]), int(self._bounds[other + 1]))
        mine, theirs = self._values[rows], self._values[here]
        my_gap, their_gap = ~self._known[rows], ~self._known[here]
        difference = self._plain(mine, theirs)
        if their_gap.any():
            np.copyto(difference, self._expected(mine, other)[:, None], where=their_gap)
        for which in np.unique(own[my_gap]).tolist():
            difference[my_gap & (own == which)] = self._of_column(other, which)
        return difference

    def _expected_of_class(self, other: int, which: int) -> np.ndarray:
        """What every incident of the class ``other`` differs from a missing value of the class ``which``."""
        here = slice(int(self._bounds[other]), int(self._bounds[other + 1]))
        expected = self._expected(self._values[here], which)
        return np.where(self._known[here], expected, self._of_classes(which, other))

    def _mean_between(self, one: int, other: int) -> float:
        """The mean difference of the values of two classes."""
        return float(self._expected(self._of_class(one), other).mean())

    def _values_of(self, which: int) -> np.ndarray:
        """The known values of a class, ascending; of all classes where it has none."""
        here = slice(int(self._bounds[which]), int(self._bounds[which + 1]))
        values = self._values[here][self._known[here]]
        return np.sort(values if len(values) else self._values[self._known])

    @staticmethod
    @abstractmethod
    def _is_known(values: np.ndarray) -> np.ndarray:
        """bool (n,)."""

    @staticmethod
    @abstractmethod
    def _plain(mine: np.ndarray, theirs: np.ndarray) -> np.ndarray:
        """The differences of two sets of values, (mine, theirs); anything where one is missing."""

    @abstractmethod
    def _expected(self, values: np.ndarray, which: int) -> np.ndarray:
        """The mean difference of each value to those of a class, (values,); anything where it is missing."""


class MissingNumber(MissingDifference):
    """Numbers, NaN where missing."""

    @staticmethod
    def _is_known(values: np.ndarray) -> np.ndarray:
        return ~np.isnan(values)

    @staticmethod
    def _plain(mine: np.ndarray, theirs: np.ndarray) -> np.ndarray:
        return np.abs(mine[:, None] - theirs[None, :])

    def _expected(self, values: np.ndarray, which: int) -> np.ndarray:
        ascending = self._of_class(which)
        sums = np.concatenate([[0.0], np.cumsum(ascending)])
        below = np.searchsorted(ascending, values)
        above = len(ascending) - below
        return (values * (below - above) - sums[below] + (sums[-1] - sums[below])) / len(ascending)


class MissingCode(MissingDifference):
    """Codes of nominal values, −1 where missing."""

    @staticmethod
    def _is_known(values: np.ndarray) -> np.ndarray:
        return values >= 0

    @staticmethod
    def _plain(mine: np.ndarray, theirs: np.ndarray) -> np.ndarray:
        return (mine[:, None] != theirs[None, :]).astype(np.float64)

    def _expected(self, values: np.ndarray, which: int) -> np.ndarray:
        ascending = self._of_class(which)
        equal = np.searchsorted(ascending, values, "right") - np.searchsorted(ascending, values, "left")
        return 1.0 - equal / len(ascending)


def missing_difference(kind: str, values: np.ndarray, bounds: np.ndarray) -> MissingDifference:
    """The differences of a feature of that kind."""
    return (MissingNumber if kind == NUMBER else MissingCode)(values, bounds)
