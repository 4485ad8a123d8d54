"""Traffic: travel times that depend on the hour of the clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from ..errors import PatrolError
from ..texts import Text
from ..times.spans import DAY_MIN
from .tags import distinct_texts

# Factors that differ by rounding are one.
_DIGITS = 12


@dataclass(frozen=True)
class Traffic:
    """How many times longer than with free roads a journey takes, by hour.

    ``factors``: float64 (24,), greater than 0; 1 = free flow. The factor changes at the full hour even in the middle of
    a journey: what is left of it goes on with the new one. So whoever starts later never arrives earlier (first in,
    first out; Ichoua, Gendreau & Potvin 2003).

    ``by_class``: the factors of classes of road that have their own, (24,) each; ``factors`` are then those of all the
    other roads. Which way is the quickest may then change with the hour, so that free minutes alone do not tell when a
    journey ends: TravelTimes.of_ties makes HourlyTimes of them.
    """

    factors: np.ndarray
    by_class: Mapping[str, np.ndarray] = field(default_factory=dict)
    # Free-flow minutes that can be driven from midnight to each full hour, (25,).
    _driven: np.ndarray = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        factors = _require_factors(self.factors, "")
        by_class = {name: _require_factors(own, name) for name, own in self.by_class.items()}
        object.__setattr__(self, "factors", factors)
        object.__setattr__(self, "by_class", by_class)
        object.__setattr__(self, "_driven", np.concatenate([[0.0], np.cumsum(60.0 / factors)]))

    @classmethod
    def from_table(
        cls, hours: np.ndarray, factors: np.ndarray, classes: Sequence[tuple[str, ...]] | None = None
    ) -> Traffic:
        """From rows of hour (0–23), factor and the classes of road they hold for ("" for all the others), (k,) each.

        An hour without a row has factor 1; a class without a row for an hour is then one of the others. Raises
        PatrolError for an hour that is missing, outside 0–23, not whole, or given twice, and for factors that are not
        greater than 0.
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
        named = [("",)] * len(hours) if classes is None else list(classes)
        of_class: dict[str, list[int]] = {}
        for row, names in enumerate(named):
            for name in names:
                of_class.setdefault(name, []).append(row)
        for name, rows in of_class.items():
            _require_once(index[rows], name)
        bad = ~(np.isfinite(factors) & (factors > 0))
        if bad.any():
            row = int(np.argmax(bad))
            raise _not_a_factor(index[row], factors[row], named[row][0])
        others = np.ones(24)
        if "" in of_class:
            rows = of_class.pop("")
            others[index[rows]] = factors[rows]
        by_class = {name: others.copy() for name in of_class}
        for name, rows in of_class.items():
            by_class[name][index[rows]] = factors[rows]
        return cls(others, by_class)

    @property
    def least(self) -> float:
        """The least factor of any road at any hour."""
        return float(min(factors.min() for factors in (self.factors, *self.by_class.values())))

    @property
    def most(self) -> float:
        """The greatest factor of any road at any hour."""
        return float(max(factors.max() for factors in (self.factors, *self.by_class.values())))

    def slowness(self, road_class: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray] | None:
        """How hours slow roads of these classes (e,), where they do not slow all of them alike; None where they do.

        Hours that slow every class by equal shares of one factor have the same quickest ways. Returned: that factor of
        each hour, (24,); which of k slownesses each hour has, int (24,); and these, (k, e), a factor per road.
        """
        names, place = distinct_texts(road_class)
        if not any(name in self.by_class for name in names):
            return None
        factors = np.stack([self.by_class.get(name, self.factors) for name in names], axis=1)
        scale = factors.min(axis=1)
        shares = np.round(factors / scale[:, None], _DIGITS)
        distinct, which = np.unique(shares, axis=0, return_inverse=True)
        if len(distinct) == 1 and (distinct == 1).all() and np.array_equal(scale, self.factors):
            return None
        return scale, which.reshape(-1), distinct[:, place]

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


def _require_factors(factors: np.ndarray, name: str) -> np.ndarray:
    """The factors of the hours as doubles, or PatrolError."""
    factors = np.asarray(factors, dtype=np.float64)
    if factors.shape != (24,):
        raise PatrolError("Traffic: 24 factors are needed, one per hour, not {shape}.", shape=factors.shape)
    bad = ~(np.isfinite(factors) & (factors > 0))
    if bad.any():
        hour = int(np.argmax(bad))
        raise _not_a_factor(hour, factors[hour], name)
    return factors


def _not_a_factor(hour: int, factor: float, name: str) -> PatrolError:
    return PatrolError(
        "Traffic: the factor of hour {hour}{of_class} is {value}; it must be greater than 0 (1 = free roads, 2 = "
        "twice as long).",
        hour=hour,
        of_class=_of_class(name),
        value=_or_empty(factor),
    )


def _require_once(hours: np.ndarray, name: str) -> None:
    twice = np.flatnonzero(np.bincount(hours, minlength=24) > 1)
    if len(twice):
        raise PatrolError(
            "Traffic: hour {hour}{of_class} stands in the table more than once. Keep one row per hour.",
            hour=twice[0],
            of_class=_of_class(name),
        )


def _of_class(name: str) -> Text:
    return Text(" of class {name}", name=name) if name else Text("")


def _or_empty(value: float) -> Text:
    """What stands in a cell of a table that should hold a number."""
    return Text("empty") if np.isnan(value) else Text("{value:g}", value=value)
