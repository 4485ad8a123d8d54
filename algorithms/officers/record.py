"""What the record of incidents says of places: the events near them, and on how many days it was kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.spatial import cKDTree

from ..incidents.events import IncidentTable
from ..times.timeclasses import second_of_day

# An event this near a corner is one that somebody who stands there may see or hear of.
NEAR_M = 150.0
DAY_MIN = 1440.0
# Older events say little of a place as it is now.
_LONGEST = np.timedelta64(365, "D")
# So many days on which nothing at all was recorded, one after another, are days on which nobody kept the record.
_GAP = np.timedelta64(7, "D")
_DAY = np.timedelta64(1, "D")


@dataclass(frozen=True)
class Record:
    """n events of at most a year, each once however many records tell of it. ``x``, ``y``: float64 (n,), metres.
    ``time``: datetime64[s] (n,). ``kind``: str objects (n,), "" where it is not known. ``days``: on how many days the
    record was kept, gaps of more than a week left out. ``has_hours``: whether the times tell hours, not only days.
    """

    x: np.ndarray
    y: np.ndarray
    time: np.ndarray
    kind: np.ndarray
    days: int
    has_hours: bool = True

    @classmethod
    def before(cls, incidents: IncidentTable, until: np.datetime64) -> Record:
        """The events of the year before a moment."""
        events = incidents.events()
        known = (events.time < until) & (events.time >= until - _LONGEST)
        events = events.where(known)
        return cls(events.x, events.y, events.time, events.kind, _days_kept(events.time, until), incidents.has_hours)

    def __len__(self) -> int:
        return len(self.x)

    def where(self, chosen: np.ndarray) -> Record:
        """The events that a mask or index array picks, of a record kept on as many days."""
        columns = (self.x[chosen], self.y[chosen], self.time[chosen], self.kind[chosen])
        return Record(*columns, self.days, self.has_hours)

    @cached_property
    def minute(self) -> np.ndarray:
        """The minute of the day of each event, float64 (n,)."""
        return second_of_day(self.time) / 60.0

    @cached_property
    def _tree(self) -> cKDTree:
        return cKDTree(np.column_stack([self.x, self.y]))

    def near(self, x: np.ndarray, y: np.ndarray, near_m: float = NEAR_M) -> np.ndarray:
        """The events near any of the places (p,), each once, ascending: int64 (k,)."""
        return np.unique(self.pairs_near(x, y, near_m)[1])

    def count_near(self, x: np.ndarray, y: np.ndarray, near_m: float = NEAR_M) -> np.ndarray:
        """How many events are near each of the places (p,), int64 (p,)."""
        if not len(self) or not len(x):
            return np.zeros(len(x), dtype=np.int64)
        found = self._tree.query_ball_point(np.column_stack([x, y]), near_m, return_length=True)
        return np.asarray(found, dtype=np.int64)

    def pairs_near(self, x: np.ndarray, y: np.ndarray, near_m: float = NEAR_M) -> tuple[np.ndarray, np.ndarray]:
        """Every pair of a place (p,) and an event near it: two int64 (pairs,)."""
        if not len(self) or not len(x):
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        found = self._tree.query_ball_point(np.column_stack([x, y]), near_m)
        size = np.array([len(events) for events in found], dtype=np.int64)
        event = np.fromiter((one for events in found for one in events), np.int64, int(size.sum()))
        return np.repeat(np.arange(len(x)), size), event

    def pairs_at(
        self,
        x: np.ndarray,
        y: np.ndarray,
        near_m: float = NEAR_M,
        within: tuple[np.ndarray, np.ndarray] | None = None,
    ) -> tuple[np.ndarray, np.ndarray]:
        """Every pair of a place and an event at it, near it or in the cell it stands for: two int64 (pairs,), by place.

        x, y: float64 (p,), of the places, metres.
        near_m: how near.
        within: pairs of a place and an event in its cell, int (q,) each; None without cells.
        """
        near = self.pairs_near(x, y, near_m)
        if within is None or not len(self):
            return near
        pairs = (one[0] * len(self) + one[1] for one in (near, within))
        place, event = np.divmod(np.unique(np.concatenate(list(pairs))), len(self))
        return place, event


def events_at(pairs: tuple[np.ndarray, np.ndarray], places: Sequence[int]) -> np.ndarray:
    """The events at any of some places, each once, ascending: int64 (k,).

    pairs: of a place and an event at it.
    places: their numbers.
    """
    place, event = pairs
    return np.unique(event[np.isin(place, places)])


def _days_kept(time: np.ndarray, until: np.datetime64) -> int:
    """On how many days before a moment the record of events (n,) was kept; at least one."""
    days = np.unique(time.astype("datetime64[D]"))
    if not len(days):
        return 1
    hours = np.diff(np.append(days, until).astype("datetime64[h]"))
    return max(round(float(np.where(hours > _GAP, _DAY, hours).sum() / _DAY)), 1)
