"""What the demo works on: the city, the shift, and the toolbox that runs the algorithms."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from cityfolder import City, CityLayer
from toolbox import Toolbox

SHIFT_FROM, SHIFT_HOURS = 8, 12
# A forecast wants incidents in the weeks before it; a shift with calls wants more than a handful of them.
HISTORY_DAYS, FEWEST_INCIDENTS, FEWEST_CALLS = 28, 50, 20


@dataclass
class Job:
    """What the chain works on: layer strings for qgis_process, and the shift."""

    city: City
    day: np.datetime64
    toolbox: Toolbox
    officers: int

    @property
    def shift_start(self) -> str:
        return f"{self.day}T{SHIFT_FROM:02d}:00:00"

    def table(self, name: str) -> str:
        """A layer of the demo's GeoPackage."""
        return self.toolbox.table(name)

    @property
    def shift_end(self) -> str:
        return f"{self.day}T{SHIFT_FROM + SHIFT_HOURS:02d}:00:00"


def shift_day(city: City) -> np.datetime64:
    """The last day with enough incidents in the weeks before it and, where there are calls, enough calls in its shift."""
    incidents = times_of(city.layers["incidents"])
    if not len(incidents):
        raise SystemExit("No incident has a time that can be read; a forecast needs times.")
    history = np.unique(incidents.astype("datetime64[D]"), return_counts=True)
    calls = times_of(city.get("calls"))
    if len(calls):
        hour = (calls - calls.astype("datetime64[D]")).astype("timedelta64[h]").astype(int)
        in_shift = calls[(hour >= SHIFT_FROM) & (hour < SHIFT_FROM + SHIFT_HOURS)]
        days, number = np.unique(in_shift.astype("datetime64[D]"), return_counts=True)
        for day in days[number >= FEWEST_CALLS][::-1]:
            before = (history[0] < day) & (history[0] >= day - HISTORY_DAYS)
            if history[1][before].sum() >= FEWEST_INCIDENTS:
                return day
    return incidents.max().astype("datetime64[D]") + 1


def times_of(found: CityLayer | None) -> np.ndarray:
    """The readable times of a layer: datetime64[s] (n,)."""
    if found is None or found.time_field is None:
        return np.zeros(0, dtype="datetime64[s]")
    texts = []
    for feature in found.layer.getFeatures():
        value = feature[found.time_field]
        texts.append(value if isinstance(value, str) else value.toString("yyyy-MM-ddTHH:mm:ss") if value else "NaT")
    times = np.array([_time(text) for text in texts], dtype="datetime64[s]")
    return times[~np.isnat(times)]


def _time(text: str) -> np.datetime64:
    try:
        return np.datetime64(text.strip().rstrip("Z"), "s")
    except ValueError:
        return np.datetime64("NaT", "s")
