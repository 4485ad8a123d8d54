"""Traffic: travel times that depend on the hour of the clock."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from ..errors import PatrolError
from ..texts import Text
from ..times.spans import DAY_MIN


@dataclass(frozen=True)
class Traffic:
    """How many times longer than with free roads a journey takes, by hour.

    ``factors``: float64 (24,), greater than 0; 1 = free flow. The factor changes at the full hour even in the middle of
    a journey: what is left of it goes on with the new one. So whoever starts later never arrives earlier (first in,
    first out; Ichoua, Gendreau & Potvin 2003).
    """

    factors: np.ndarray
    # Free-flow minutes that can be driven from midnight to each full hour, (25,).
    _driven: np.ndarray = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        factors = np.asarray(self.factors, dtype=np.float64)
        if factors.shape != (24,):
            raise PatrolError("Traffic: 24 factors are needed, one per hour, not {shape}.", shape=factors.shape)
        bad = ~(np.isfinite(factors) & (factors > 0))
        if bad.any():
            hour = int(np.argmax(bad))
            raise PatrolError(
                "Traffic: the factor of hour {hour} is {factor:g}; it must be greater than 0 (1 = free roads, 2 "
                "= twice as long).",
                hour=hour,
                factor=factors[hour],
            )
        object.__setattr__(self, "factors", factors)
        object.__setattr__(self, "_driven", np.concatenate([[0.0], np.cumsum(60.0 / factors)]))

    @classmethod
    def from_table(cls, hours: np.ndarray, factors: np.ndarray) -> Traffic:
        """From rows of hour (0–23) and factor, (k,) each; hours without a row have factor 1.

        Raises PatrolError for an hour that is missing, outside 0–23, not whole, or given twice, and for factors that
        are not greater than 0.
        """
        hours, factors = np.asarray(hours, dtype=np.float64), np.asarray(factors, dtype=np.float64)
        whole = np.isfinite(hours) & (np.floor(hours) == hours) & (hours >= 0) & (hours <= 23)
        if not whole.all():
            row = int(np.argmin(whole))
            raise PatrolError(
                "Traffic: the hour in row {row} is {value}; hours are whole numbers from 0 to 23.",
                row=row + 1,
                value=_or_empty(hours[row]),
            )
        index = hours.astype(np.int64)
        twice = np.flatnonzero(np.bincount(index, minlength=24) > 1)
        if len(twice):
            raise PatrolError(
                "Traffic: hour {hour} stands in the table more than once. Keep one row per hour.", hour=twice[0]
            )
        bad = ~(np.isfinite(factors) & (factors > 0))
        if bad.any():
            row = int(np.argmax(bad))
            raise PatrolError(
                "Traffic: the factor of hour {hour} is {value}; it must be greater than 0 (1 = free roads, 2 = "
                "twice as long).",
                hour=index[row],
                value=_or_empty(factors[row]),
            )
        full = np.ones(24)
        full[index] = factors
        return cls(full)

    @classmethod
    def free(cls) -> Traffic:
        """Free roads at every hour."""
        return cls(np.ones(24))

    def arrival_min(self, depart_min_of_day: np.ndarray | float, free_minutes: np.ndarray | float) -> np.ndarray:
        """When journeys end, in minutes on the clock that ``depart_min_of_day`` counts on (it may go on beyond 1440).

        ``free_minutes``: their lengths on free roads, not negative; inf stays inf. The two are broadcast together.
        """
        depart = np.asarray(depart_min_of_day, dtype=np.float64)
        # Who never sets out never arrives.
        free = np.where(np.isfinite(depart), np.asarray(free_minutes, dtype=np.float64), np.inf)
        depart = np.where(np.isfinite(depart), depart, 0.0)
        clock = np.arange(25) * 60.0
        a_day = self._driven[-1]
        day = np.floor(depart / DAY_MIN)
        driven = np.interp(depart - day * DAY_MIN, clock, self._driven) + np.where(np.isfinite(free), free, 0.0)
        more_days = np.floor(driven / a_day)
        arrival = (day + more_days) * DAY_MIN + np.interp(driven - more_days * a_day, self._driven, clock)
        # No journey of length 0 may end before it starts by a rounding error.
        return np.where(np.isfinite(free), np.maximum(arrival, depart), np.inf)

    def departure_min(self, arrive_min_of_day: np.ndarray | float, free_minutes: np.ndarray | float) -> np.ndarray:
        """When journeys must start to end at given moments: the inverse of arrival_min; −inf where there is no way."""
        arrive = np.asarray(arrive_min_of_day, dtype=np.float64)
        free = np.where(np.isfinite(arrive), np.asarray(free_minutes, dtype=np.float64), np.inf)
        arrive = np.where(np.isfinite(arrive), arrive, 0.0)
        clock = np.arange(25) * 60.0
        a_day = self._driven[-1]
        day = np.floor(arrive / DAY_MIN)
        driven = np.interp(arrive - day * DAY_MIN, clock, self._driven) - np.where(np.isfinite(free), free, 0.0)
        more_days = np.floor(driven / a_day)
        departure = (day + more_days) * DAY_MIN + np.interp(driven - more_days * a_day, self._driven, clock)
        return np.where(np.isfinite(free), np.minimum(departure, arrive), -np.inf)

    def travel_min(self, depart_min_of_day: np.ndarray | float, free_minutes: np.ndarray | float) -> np.ndarray:
        """How long journeys take, in minutes; arguments as arrival_min."""
        return self.arrival_min(depart_min_of_day, free_minutes) - np.asarray(depart_min_of_day, dtype=np.float64)


def _or_empty(value: float) -> Text:
    """What stands in a cell of a table that should hold a number."""
    return Text("empty") if np.isnan(value) else Text("{value:g}", value=value)
