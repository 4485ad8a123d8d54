"""The rows of a table of features: cells in intervals, each as it was known at a moment before."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...times.spans import DAY_S


@dataclass(frozen=True)
class Rows:
    """Targets, (n,) each: ``cell`` int, ``start`` of the interval and ``origin``, the moment at which it is forecast.

    ``length_s``: of every interval, seconds. Features know what happened before the origin, which is not after the
    start, and nothing else. Times are whole seconds since 1970, int64.
    """

    cell: np.ndarray
    start: np.ndarray
    origin: np.ndarray
    length_s: int

    def __len__(self) -> int:
        return len(self.cell)

    @property
    def time_of_day(self) -> np.ndarray:
        """Seconds from midnight to the start of each interval, (n,); 0 for intervals of whole days or more."""
        return self.start % DAY_S if self.length_s < DAY_S else np.zeros(len(self), dtype=np.int64)

    def where(self, chosen: np.ndarray) -> Rows:
        return Rows(self.cell[chosen], self.start[chosen], self.origin[chosen], self.length_s)


def seconds(time: np.ndarray | np.datetime64) -> np.ndarray:
    """Moments, datetime64, as whole seconds since 1970: int64 of the same shape."""
    return np.asarray(time).astype("datetime64[s]").astype(np.int64)
