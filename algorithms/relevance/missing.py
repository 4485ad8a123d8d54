"""The difference of two values of which one or both are missing, for ReliefF."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from .features import NUMBER

# Numbers of one feature kept between two blocks: 32 MB.
_KEPT = 4_000_000


class MissingDifference:
    """The differences of one feature with gaps, between incidents that stand side by side by class.

    A missing value is taken for what its class leads to expect (Kononenko 1994, RELIEF-D; Robnik-Šikonja & Kononenko
    2003, section 2.1): the difference is the mean over the values that the class of the incident has. A class without
    any value lends those of all classes.

    ``values``: (n,), scaled numbers (NaN where missing) or codes (−1). ``bounds``: int64 (classes + 1,), where each
    class begins and ends.
    """

    def __init__(self, kind: str, values: np.ndarray, bounds: np.ndarray) -> None:
        self._is_number = kind == NUMBER
        self._values = values
        self._known = ~np.isnan(values) if self._is_number else values >= 0
        self._parts = [slice(start, end) for start, end in zip(bounds[:-1].tolist(), bounds[1:].tolist())]
        known = [values[part][self._known[part]] for part in self._parts]
        # The known values of each class, ascending.
        self._of_class = [np.sort(own if len(own) else values[self._known]) for own in known]
        # Asked for block after block.
        kept = max(2, _KEPT // int(np.diff(bounds).max()))
        self._missing_to_class = lru_cache(maxsize=kept)(self._mean_from_class)

    def between(self, rows: np.ndarray, own: np.ndarray, other: int) -> np.ndarray:
        """The differences of ``rows``, of the classes ``own``, to the class ``other``: (rows, its incidents)."""
        here = self._parts[other]
        mine, theirs = self._values[rows][:, None], self._values[here][None, :]
        difference = np.abs(mine - theirs) if self._is_number else (mine != theirs).astype(np.float64)
        their_gap, my_gap = ~self._known[here], ~self._known[rows]
        if their_gap.any():
            np.copyto(difference, self._mean_to_class(mine[:, 0], other)[:, None], where=their_gap)
        for which in np.unique(own[my_gap]).tolist():
            difference[my_gap & (own == which)] = self._missing_to_class(which, other)
        return difference

    def _mean_from_class(self, which: int, other: int) -> np.ndarray:
        """What a missing value of the class ``which`` differs from every incident of the class ``other``."""
        here = self._parts[other]
        both_missing = self._mean_to_class(self._of_class[which], other).mean()
        return np.where(self._known[here], self._mean_to_class(self._values[here], which), both_missing)

    def _mean_to_class(self, values: np.ndarray, which: int) -> np.ndarray:
        """The mean difference of each value to those of a class, (values,); anything where it is missing."""
        ascending = self._of_class[which]
        below = np.searchsorted(ascending, values)
        if not self._is_number:
            return 1.0 - (np.searchsorted(ascending, values, "right") - below) / len(ascending)
        sums = np.concatenate([[0.0], np.cumsum(ascending)])
        above = len(ascending) - below
        return (values * (below - above) - sums[below] + (sums[-1] - sums[below])) / len(ascending)
