"""Incidents: what happened where and when, as parallel arrays."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from ..errors import PatrolError
from ..times.spans import DAY_S


@dataclass(frozen=True)
class Incidents:
    """n incidents in a projected CRS.

    ``x``, ``y``: float64 (n,), metres. ``time``: datetime64[s] (n,), local, or None when there is none; ``end``: the
    same where each happened at an unknown moment from ``time`` to ``end``, else None. ``weight``: float64 (n,),
    severity, finite and not negative; ones if left out. ``whole_days``: the times tell days, not hours.
    """

    x: np.ndarray
    y: np.ndarray
    time: np.ndarray | None = None
    weight: np.ndarray = field(default=None)  # type: ignore[arg-type]  # set in __post_init__
    end: np.ndarray | None = None
    whole_days: bool = False

    def __post_init__(self) -> None:
        if self.weight is None:
            object.__setattr__(self, "weight", np.ones(len(self.x)))
        for name in ("y", "time", "weight", "end"):
            values = getattr(self, name)
            if values is not None and len(values) != len(self.x):
                raise PatrolError(
                    "Incidents: {x} x but {values} {name}; they must match.",
                    x=len(self.x),
                    values=len(values),
                    name=name,
                )
        if not (np.isfinite(self.x).all() and np.isfinite(self.y).all()):
            raise PatrolError("Incidents: a coordinate is not a finite number; leave such incidents out.")
        if not np.isfinite(self.weight).all() or (self.weight < 0).any():
            raise PatrolError("Incidents: weights must be finite and not negative.")
        if self.time is not None and np.isnat(self.time).any():
            raise PatrolError("Incidents: a time is missing; leave such incidents out.")
        if self.end is not None and (self.time is None or not (self.end >= self.time).all()):
            raise PatrolError("Incidents: an end lies before its time; leave such incidents out.")

    def __len__(self) -> int:
        return len(self.x)

    def where(self, chosen: np.ndarray) -> Incidents:
        """The incidents that a mask or index array picks."""
        return Incidents(
            x=self.x[chosen],
            y=self.y[chosen],
            time=None if self.time is None else self.time[chosen],
            weight=self.weight[chosen],
            end=None if self.end is None else self.end[chosen],
            whole_days=self.whole_days,
        )

    def aged(self, half_life_days: float, now: np.datetime64) -> Incidents:
        """The same incidents, each weight halved for every half-life that lies between it and ``now``.

        What is later than ``now`` keeps its weight. An incident of unknown moment is as old as its interval's middle.
        """
        if self.time is None:
            raise PatrolError("A half-life needs the time of each incident; choose a time field.")
        moment = self.time if self.end is None else self.time + (self.end - self.time) // 2
        days = (now.astype("datetime64[s]") - moment).astype(np.float64) / DAY_S
        aged = self.weight * 0.5 ** (np.maximum(days, 0.0) / half_life_days)
        return replace(self, weight=aged)


# No severity is as large; sums and squares of larger weights would be beyond what numbers hold.
MOST_WEIGHT = 1e12
