"""What the demo works on: the city, the shift, and the toolbox that runs the algorithms."""

from __future__ import annotations

import importlib
import sys
from dataclasses import dataclass

import numpy as np
from cityfolder import City, CityLayer
from toolbox import Toolbox

SHIFT_FROM, SHIFT_HOURS = 8, 12
# A forecast wants incidents in the weeks before it; a shift with calls wants more than a handful of them.
HISTORY_DAYS, FEWEST_INCIDENTS, FEWEST_CALLS = 28, 50, 20
OFFICERS_ASSUMED = 5


@dataclass(frozen=True)
class ShiftDay:
    """The day of the shift, and why it is this one."""

    day: np.datetime64
    reason: str


@dataclass
class Job:
    """What the chain works on: layer strings for qgis_process, and the shift.

    ``officers``: how many are asked for, None when nobody asked. ``cell_size_m`` is what the chain settles on.
    """

    city: City
    shift: ShiftDay
    toolbox: Toolbox
    officers: int | None = None
    cell_size_m: int = 250

    @property
    def day(self) -> np.datetime64:
        return self.shift.day

    @property
    def shift_start(self) -> str:
        return f"{self.day}T{SHIFT_FROM:02d}:00:00"

    def plugin_module(self, name: str):  # noqa: ANN201
        """A module of the plugin's own, imported as QGIS would."""
        sys.path.insert(0, self.toolbox.environment["QGIS_PLUGINPATH"])
        return importlib.import_module(f"patrol_planner.processing.{name}")

    def table(self, name: str) -> str:
        """A layer of the demo's GeoPackage."""
        return self.toolbox.table(name)

    @property
    def shift_end(self) -> str:
        return f"{self.day}T{SHIFT_FROM + SHIFT_HOURS:02d}:00:00"


def shift_day(city: City) -> ShiftDay:
    """The day of the officers' duty; else the last with enough calls and incidents up to it; else the one after all.

    "Up to it": enough incidents in the weeks before, and the day before no quieter than half of the usual.
    """
    duty = times_of(city.get("officers"), "shift_on")
    if len(duty):
        return ShiftDay(duty.min().astype("datetime64[D]"), "the officers' first day of duty")
    incidents = times_of(city.layers["incidents"])
    if not len(incidents):
        raise SystemExit("No incident has a time that can be read; a forecast needs times.")
    days, number = np.unique(incidents.astype("datetime64[D]"), return_counts=True)
    calls = times_of(city.get("calls"))
    hour = (calls - calls.astype("datetime64[D]")).astype("timedelta64[h]").astype(int)
    in_shift = calls[(hour >= SHIFT_FROM) & (hour < SHIFT_FROM + SHIFT_HOURS)]
    call_days, calls_a_day = np.unique(in_shift.astype("datetime64[D]"), return_counts=True)
    for day in call_days[calls_a_day >= FEWEST_CALLS][::-1]:
        before = number[(days < day) & (days >= day - HISTORY_DAYS)]
        if before.sum() >= FEWEST_INCIDENTS and number[days == day - 1].sum() >= before.mean() / 2:
            return ShiftDay(day, f"the last with at least {FEWEST_CALLS} calls in the shift and incidents up to it")
    return ShiftDay(days[-1] + 1, "the day after the last incident")


def times_of(found: CityLayer | None, field: str | None = None) -> np.ndarray:
    """The readable times of a layer, of its time field or another one: datetime64[s] (n,)."""
    field = field or (found.time_field if found else None)
    if found is None or field is None or found.layer.fields().lookupField(field) < 0:
        return np.zeros(0, dtype="datetime64[s]")
    texts = []
    for feature in found.layer.getFeatures():
        value = feature[field]
        texts.append(value if isinstance(value, str) else value.toString("yyyy-MM-ddTHH:mm:ss") if value else "NaT")
    times = np.array([_time(text) for text in texts], dtype="datetime64[s]")
    return times[~np.isnat(times)]


def _time(text: str) -> np.datetime64:
    try:
        return np.datetime64(text.strip().rstrip("Z"), "s")
    except ValueError:
        return np.datetime64("NaT", "s")
