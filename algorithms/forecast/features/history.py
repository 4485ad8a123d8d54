"""The historical features of Table II (Rumi, Qin & Salim): how dense incidents were of late in the same interval."""

from __future__ import annotations

import numpy as np

from ...times.spans import DAY_S
from .rows import Rows
from .tally import Recurring, Tally


def density_30_days(incidents: Recurring, rows: Rows, begin: int) -> np.ndarray:
    """H₁: incidents a day of the cell in that interval of the day, in the 30 days before the row's origin: (n,).

    incidents: by cell and interval of the day.
    rows: the targets.
    begin: where the record begins; of a shorter one the days there are count.
    """
    return _density(incidents, rows, begin, 30)


def density_7_days(incidents: Recurring, rows: Rows, begin: int) -> np.ndarray:
    """H₂: the same in the 7 days before the row's origin."""
    return _density(incidents, rows, begin, 7)


def density_all_days(incidents: Recurring, rows: Rows, begin: int) -> np.ndarray:
    """The same in all days of the record before the row's origin."""
    return _density(incidents, rows, begin, None)


def _density(incidents: Recurring, rows: Rows, begin: int, days: int | None) -> np.ndarray:
    opening = opening_of(rows, begin, days)
    return incidents.between(rows.cell, rows.start, opening, rows.origin) / days_since(opening, rows)


def daily_count(incidents: Tally, rows: Rows, begin: int, days: int | None) -> np.ndarray:
    """Incidents a day of the cell at all hours in the days before the row's origin, (n,); None: all of the record."""
    opening = opening_of(rows, begin, days)
    return incidents.between(rows.cell, opening, rows.origin) / days_since(opening, rows)


def opening_of(rows: Rows, begin: int, days: int | None) -> np.ndarray:
    """So many days before each row's origin, or where the record begins: seconds, int64 (n,)."""
    if days is None:
        return np.full(len(rows), begin)
    return np.maximum(rows.origin - days * DAY_S, begin)


def days_since(opening: np.ndarray, rows: Rows) -> np.ndarray:
    """The days from an opening to each row's origin, one at least: float64 (n,)."""
    return np.maximum(rows.origin - opening, DAY_S) / float(DAY_S)
