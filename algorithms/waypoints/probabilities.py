"""How probable an incident of a day and hour is in each cluster: the matrix Mp (CPSPA 5.2.3, eq. 5; phase 2.3)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..times.timeclasses import day_of_week, hour_of_day

_DAYS = 7


@dataclass(frozen=True)
class Probabilities:
    """Mp of k clusters for the days of a week and some hours.

    ``hours``: int64 (h,), which hours. ``count``: int64 (7, h, k), incidents of each day (Monday first), hour and
    cluster.
    """

    hours: np.ndarray
    count: np.ndarray

    @property
    def total(self) -> np.ndarray:
        """Incidents of each day and hour: int64 (7, h)."""
        return self.count.sum(axis=2)

    @property
    def prob(self) -> np.ndarray:
        """P of eq. 5: incidents of day, hour and cluster / incidents of day and hour, 0 where these are none.

        float64 (7, h, k).
        """
        total = self.total[:, :, None]
        return np.divide(self.count, total, out=np.zeros(self.count.shape), where=total > 0)

    def rows(self) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Mp as the paper writes it: day (1 = Monday), hour, cluster (from 0) and P, (7·h·k,) each."""
        days, hours, clusters = self.count.shape
        day, hour, cluster = (index.ravel() for index in np.indices((days, hours, clusters)))
        return day + 1, self.hours[hour], cluster, self.prob.ravel()


def probabilities_of(
    time: np.ndarray, cluster: np.ndarray, clusters: int, hours: np.ndarray, whole_days: bool = False
) -> Probabilities:
    """Mp of incidents.

    time: datetime64 (n,).
    cluster: of each, int64 (n,), from 0.
    clusters: how many there are.
    hours: which hours of the day, ascending; all times lie in them, unless they tell no hour.
    whole_days: the times tell days, not hours: each incident then stands in every hour of its day, so that P is that of
    the day.
    """
    day = day_of_week(time) - 1
    shape = (_DAYS, len(hours), clusters)
    if whole_days:
        by_day = np.bincount(day * clusters + cluster, minlength=_DAYS * clusters).reshape(_DAYS, 1, clusters)
        return Probabilities(hours, np.broadcast_to(by_day, shape).astype(np.int64))
    place = (day * len(hours) + np.searchsorted(hours, hour_of_day(time))) * clusters + cluster
    return Probabilities(hours, np.bincount(place, minlength=int(np.prod(shape))).reshape(shape))
