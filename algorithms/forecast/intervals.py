"""The intervals of a forecast: equally long, one after another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..errors import PatrolError
from ..times.spans import WEEK_HOURS, span_of_hours


@dataclass(frozen=True)
class Intervals:
    """``number`` intervals of ``hours`` each, one after another from ``start``."""

    start: np.datetime64
    hours: float
    number: int

    def __post_init__(self) -> None:
        if not 0 < self.hours <= WEEK_HOURS:
            raise PatrolError(
                "An interval must be longer than 0 and at most 168 hours, not {hours:g}.", hours=self.hours
            )
        if self.number < 1:
            raise PatrolError("The forecast must hold at least one interval.")

    @property
    def length(self) -> np.timedelta64:
        return span_of_hours(self.hours)

    @property
    def starts(self) -> np.ndarray:
        return self.start.astype("datetime64[s]") + np.arange(self.number) * self.length

    @property
    def ends(self) -> np.ndarray:
        return self.starts + self.length

    @classmethod
    def over(cls, start: np.datetime64, total_hours: float, hours: float) -> Intervals:
        """Intervals that fill ``total_hours`` exactly."""
        number = round(total_hours / hours) if hours > 0 else 0
        if number < 1 or abs(number * hours - total_hours) > 1e-9:
            raise PatrolError(
                "The forecast's {total_hours:g} hours cannot be cut into intervals of {hours:g}: choose a length "
                "that divides them.",
                total_hours=total_hours,
                hours=hours,
            )
        return cls(start.astype("datetime64[s]"), hours, number)

    @classmethod
    def of_week(cls, start: np.datetime64, hours: float) -> Intervals:
        """As many whole intervals as a week holds, at least one."""
        return cls(start, hours, intervals_a_week(hours))


def intervals_a_week(hours: float) -> int:
    """How many intervals of this length fit into a week, at least one."""
    return max(1, int(WEEK_HOURS // hours))
