"""What the demo works on: the city, the shift, and the toolbox that runs the algorithms."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from cityfolder import City, CityLayer, no_time
from pluginpart import plugin_part
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
    found = city.layers["incidents"]
    if found.time_field is None:
        raise SystemExit(f"{no_time(found)} A forecast needs times: rename the field that holds them.")
    incidents = times_of(found)
    if not len(incidents):
        why = plugin_part("processing.layers.layertimes").time_problem(
            found.layer, found.time_field, found.clock_field or ""
        )
        raise SystemExit(why or f"No incident has a time in {found.time_field}; a forecast needs times.")
    days, number = np.unique(incidents.astype("datetime64[D]"), return_counts=True)
    calls = times_of(usable_calls(city))
    hour = (calls - calls.astype("datetime64[D]")).astype("timedelta64[h]").astype(int)
    in_shift = calls[(hour >= SHIFT_FROM) & (hour < SHIFT_FROM + SHIFT_HOURS)]
    call_days, calls_a_day = np.unique(in_shift.astype("datetime64[D]"), return_counts=True)
    for day in call_days[calls_a_day >= FEWEST_CALLS][::-1]:
        before = number[(days < day) & (days >= day - HISTORY_DAYS)]
        if before.sum() >= FEWEST_INCIDENTS and number[days == day - 1].sum() >= before.mean() / 2:
            return ShiftDay(day, f"the last with at least {FEWEST_CALLS} calls in the shift and incidents up to it")
    return ShiftDay(days[-1] + 1, "the day after the last incident")


def usable_calls(city: City) -> CityLayer | None:
    """The calls, where a field says when they came in, by the hour; else a note says why there are none."""
    calls = city.get("calls")
    if calls is None:
        return None
    reason = ""
    if calls.time_field is None:
        reason = no_time(calls)
    else:
        times = times_of(calls)
        if len(times) and plugin_part("algorithms.times.timeclasses").hours_known(times).none:
            reason = f"{calls.time_field} of the calls holds dates without a time of day."
    if not reason:
        return calls
    note = f"{reason} The shift is planned without calls."
    if note not in city.notes:
        city.notes.append(note)
    return None


def times_of(found: CityLayer | None, field: str | None = None) -> np.ndarray:
    """The real times of a layer, of its time field or another one, as the algorithms read them: datetime64[s] (n,)."""
    field = field or (found.time_field if found else None)
    if found is None or field is None or found.layer.fields().lookupField(field) < 0:
        return np.zeros(0, dtype="datetime64[s]")
    clock = found.clock_field if field == found.time_field else None
    return plugin_part("processing.layers.layertimes").real_times(found.layer, field, clock or "")
