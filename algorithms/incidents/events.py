"""Events: what happened once, however many records tell of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..errors import PatrolError

# Records of one moment this close are of one event: what coordinates in a text or in float32 may be off by.
SAME_PLACE_M = 1.0
# Metres that a second counts as, so that no two moments are within reach of each other.
_SECOND_M = 4.0 * SAME_PLACE_M


@dataclass(frozen=True)
class IncidentTable:
    """n records of incidents, in the order of their layer. ``x``, ``y``: float64 (n,), metres. ``time``: datetime64[s]
    (n,), local. ``kind``: str objects (n,), "" where it is not known. ``event``: int64 (n,), records of one event share
    a number, from 0 on. ``has_hours``: whether the times tell hours, not only days.
    """

    x: np.ndarray
    y: np.ndarray
    time: np.ndarray
    kind: np.ndarray
    event: np.ndarray
    has_hours: bool = True

    def __post_init__(self) -> None:
        for name in ("y", "time", "kind", "event"):
            if len(getattr(self, name)) != len(self.x):
                raise PatrolError(
                    "Incidents: {x} x but {values} {name}; they must match.",
                    x=len(self.x),
                    values=len(getattr(self, name)),
                    name=name,
                )
        if not (np.isfinite(self.x).all() and np.isfinite(self.y).all()) or np.isnat(self.time).any():
            raise PatrolError("Incidents: a coordinate is not a finite number, or a time is missing; leave them out.")

    def __len__(self) -> int:
        return len(self.x)

    def where(self, chosen: np.ndarray) -> IncidentTable:
        """The records that a mask or index array picks; the events keep their numbers."""
        return IncidentTable(
            x=self.x[chosen],
            y=self.y[chosen],
            time=self.time[chosen],
            kind=self.kind[chosen],
            event=self.event[chosen],
            has_hours=self.has_hours,
        )

    def events(self) -> IncidentTable:
        """The first record of each event."""
        return self.where(np.sort(np.unique(self.event, return_index=True)[1]))


def events_of(x: np.ndarray, y: np.ndarray, time: np.ndarray) -> np.ndarray:
    """Which records, (n,) each, are of one event: int64 (n,), numbered from 0 in the order of their first records.

    One event is what happened at the same place (1 m, also from record to record) at the same moment: a stolen car with
    a stolen purse in it is two records of one event.

    x, y: metres.
    time: datetime64[s].
    """
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components
    from scipy.spatial import cKDTree

    if len(x) == 0:
        return np.zeros(0, dtype=np.int64)
    seconds = time.astype("datetime64[s]").astype(np.int64)
    spots = np.column_stack([x - x.min(), y - y.min(), (seconds - seconds.min()) * _SECOND_M])
    # Hundreds of records of one place and moment would be as many pairs squared.
    places, which = np.unique(spots, axis=0, return_inverse=True)
    pairs = cKDTree(places).query_pairs(SAME_PLACE_M, output_type="ndarray")
    links = coo_matrix((np.ones(len(pairs)), pairs.T), shape=(len(places),) * 2)
    event = connected_components(links, directed=False)[1][which.reshape(-1)]
    _, first, event = np.unique(event, return_index=True, return_inverse=True)
    number = np.empty(len(first), dtype=np.int64)
    number[np.argsort(first)] = np.arange(len(first))
    return number[event.reshape(-1)]
