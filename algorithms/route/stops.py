"""Stops of a route: places worth a visit, and how probable an incident is there at each hour of the week."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..errors import PatrolError
from ..texts import Text
from ..times.timeclasses import day_of_week, hour_of_day


@dataclass(frozen=True)
class Stops:
    """n stops in a projected CRS.

    ``x``, ``y``: float64 (n,), metres. ``priority``: float64 (n,), finite and not negative. ``name``: strings (n,),
    what the user calls each.
    """

    x: np.ndarray
    y: np.ndarray
    priority: np.ndarray
    name: np.ndarray

    def __post_init__(self) -> None:
        for field in ("y", "priority", "name"):
            if len(getattr(self, field)) != len(self.x):
                raise PatrolError(
                    "Stops: {places} x but {count} {field}; they must match.",
                    places=len(self.x),
                    count=len(getattr(self, field)),
                    field=field,
                )
        if len(self.x) == 0:
            raise PatrolError("Stops: there is none. Give at least one.")
        if not (np.isfinite(self.x).all() and np.isfinite(self.y).all()):
            raise PatrolError("Stops: a coordinate is not a finite number; leave such stops out.")
        bad = ~(np.isfinite(self.priority) & (self.priority >= 0))
        if bad.any():
            first = int(np.argmax(bad))
            raise PatrolError(
                "Stops: the priority of stop {name} is {priority:g}; it must be 0 or more.",
                name=self.name[first],
                priority=self.priority[first],
            )
        with np.errstate(over="ignore"):
            if not np.isfinite(self.priority.sum()):
                raise PatrolError(
                    "Stops: the priorities are up to {most:g}, too much to be added up; scale them down.",
                    most=self.priority.max(),
                )

    def __len__(self) -> int:
        return len(self.x)


@dataclass(frozen=True)
class StopRules:
    """What n stops ask for besides a visit.

    ``dwell_min``: float64 (n,), how long one stays, NaN for as long as anywhere. ``open_min``, ``close_min``: float64
    (n,), minutes since the departure between which the whole stay lies, NaN for no such bound. ``must``: int8 (n,), 1
    for stops that must be visited, −1 for those that must not, else 0.
    """

    dwell_min: np.ndarray
    open_min: np.ndarray
    close_min: np.ndarray
    must: np.ndarray

    def __post_init__(self) -> None:
        if (self.dwell_min < 0).any() or np.isinf(self.dwell_min).any():
            bad = self.dwell_min[(self.dwell_min < 0) | np.isinf(self.dwell_min)]
            raise PatrolError("Stops: a dwell time is {minutes:g} minutes; it must be 0 or more.", minutes=bad[0])
        if not np.isin(self.must, (-1, 0, 1)).all():
            raise PatrolError("Stops: what must be visited is 1, what must not −1, else 0.")

    @classmethod
    def none(cls, count: int) -> StopRules:
        """No rule for any of ``count`` stops."""
        free = np.full(count, np.nan)
        return cls(free, free.copy(), free.copy(), np.zeros(count, dtype=np.int8))


@dataclass(frozen=True)
class StopProbabilities:
    """How probable an incident is at each stop, by day of the week and hour (CPSPA's matrix Mp, by stop).

    ``prob``: float64 (n, 7, 24), Monday first.
    """

    prob: np.ndarray

    @classmethod
    def from_table(
        cls, day: np.ndarray, hour: np.ndarray, cluster: np.ndarray, prob: np.ndarray, name: np.ndarray
    ) -> StopProbabilities:
        """From the rows of a table; 0 where there is none for a stop.

        Raises PatrolError for impossible values and when no cluster is the name of a stop.

        day: (k,), 1 (Monday) to 7.
        hour: (k,), 0 to 23.
        cluster: (k,), the name of a stop.
        prob: (k,), from 0 to 1.
        name: (n,), what the stops are called.
        """
        _require_whole(Text("day"), day, 1, 7)
        _require_whole(Text("hour"), hour, 0, 23)
        bad = ~((prob >= 0) & (prob <= 1))
        if bad.any():
            row = int(np.argmax(bad))
            raise PatrolError(
                "Probabilities: row {row} has the probability {prob:g}; it must lie from 0 to 1.",
                row=row + 1,
                prob=prob[row],
            )
        called, stop_cluster = np.unique(np.asarray(name, dtype=str), return_inverse=True)
        wanted = np.asarray(cluster, dtype=str)
        at = np.minimum(np.searchsorted(called, wanted), len(called) - 1)
        known = called[at] == wanted
        if not known.any():
            raise PatrolError(
                "Probabilities: no cluster of the table ({clusters}) is the name of a stop ({stops}). Choose the "
                "field that holds each stop's cluster as the stop name field.",
                clusters=_some(wanted),
                stops=_some(called),
            )
        by_cluster = np.zeros((len(called), 7, 24))
        cell = at[known], day[known].astype(np.int64) - 1, hour[known].astype(np.int64)
        by_cluster[cell] = prob[known]
        other = by_cluster[cell] != prob[known]
        if other.any():
            row = int(np.flatnonzero(known)[np.argmax(other)])
            raise PatrolError(
                "Probabilities: day {day:g}, hour {hour:g} of cluster {cluster} stands in the table more than once, "
                "with other probabilities. Keep one row for each.",
                day=day[row],
                hour=hour[row],
                cluster=wanted[row],
            )
        return cls(by_cluster[stop_cluster.reshape(-1)])

    def at(self, stop: int, moment: np.datetime64) -> float:
        """The probability at a stop at a moment."""
        return float(self.all_at(moment)[stop])

    def all_at(self, moment: np.datetime64) -> np.ndarray:
        """The probability at every stop at a moment, float64 (n,)."""
        when = np.array([moment])
        return self.prob[:, int(day_of_week(when)[0]) - 1, int(hour_of_day(when)[0])]


def _require_whole(column: Text, values: np.ndarray, lowest: int, highest: int) -> None:
    bad = ~(np.isfinite(values) & (values >= lowest) & (values <= highest) & (np.floor(values) == values))
    if bad.any():
        row = int(np.argmax(bad))
        value = Text("empty") if np.isnan(values[row]) else Text("{value:g}", value=values[row])
        raise PatrolError(
            "Probabilities: the {column} in row {row} is {value}; it must be whole, from {lowest} to {highest}.",
            column=column,
            row=row + 1,
            value=value,
            lowest=lowest,
            highest=highest,
        )


def _some(names: np.ndarray) -> list[str]:
    found = list(dict.fromkeys(names.tolist()))
    return [*found[:5], "…"] if len(found) > 5 else found
