"""What the demo asks for: a city, the day of the shift, and the one run of patrol:planshift that plans it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from cityfolder import City, CityLayer
from toolbox import Toolbox, plugin_part

SHIFT_FROM, SHIFT_HOURS = 8, 12
HOURS = f"{SHIFT_FROM:02d}:00–{SHIFT_FROM + SHIFT_HOURS:02d}:00"
# A forecast wants incidents in the weeks before it; a shift with calls wants more than a handful of them.
HISTORY_DAYS, FEWEST_INCIDENTS, FEWEST_CALLS = 28, 50, 20
OFFICERS_ASSUMED = 5
# The plan's layers, from the top of the map, and what they are called in the demo's GeoPackage.
TABLES = {
    "OFFICERS_OUT": "officers",
    "BLOCKS": "blocks",
    "AREAS": "areas",
    "POINTS": "hotspot_peaks",
    "VISITS": "officer_visits",
    "ROUTES": "officer_routes",
    "STOPS": "route_visits",
    "ROUTE": "route",
    "UNVISITED": "unvisited",
    "HOTSPOTS": "hotspots",
    "FORECAST": "forecast",
    "GRID": "risk_grid",
    "SUMMARY": "officer_summary",
}


@dataclass
class Job:
    """The city, the day and why it is this one; ``officers``: how many are asked for, empty where nobody asked."""

    city: City
    day: np.datetime64
    reason: str
    toolbox: Toolbox
    officers: str = ""

    def plan(self, report: str) -> dict[str, dict[str, Any]]:
        """Run it; returns its numbers by the step they come from."""
        when = times_of(self.city.get("calls"))
        if len(when) and plugin_part("algorithms.times.timeclasses").hours_known(when).none:
            field = self.city.layers.pop("calls").time_field
            self.city.notes.append(f"The calls are left out: their {field} holds dates without a time of day.")
        kinds = ("incidents", "study_area", "facilities", "roads", "calls", "officers")
        incidents, area, facilities, roads, calls, officers = map(self.city.get, kinds)
        # Where an area is given nothing else decides it.
        area_from = {} if area.uri else {"AREA_FROM": "roads" if roads.uri else "most_incidents"}
        found = self.toolbox.run(
            "patrol:planshift",
            INCIDENTS=incidents.uri,
            TIME_FIELD=incidents.time_field,
            CLOCK_FIELD=incidents.clock_field,
            STUDY_AREA=area.uri,
            **area_from,
            FACILITIES=facilities.uri,
            ROADS=roads.uri,
            DIRECTION_FIELD=roads.field("road_direction"),
            SPEED_FIELD=roads.field("road_speed"),
            CALLS=calls.uri,
            CALL_TIME_FIELD=calls.time_field,
            CALL_CLOCK_FIELD=calls.clock_field,
            CALL_PRIORITY_FIELD=calls.field("call_priority"),
            OFFICERS=officers.uri,
            OFFICER_COUNT=self.officers or OFFICERS_ASSUMED,
            SHIFT_START=f"{self.day}T{SHIFT_FROM:02d}:00:00",
            SHIFT_HOURS=SHIFT_HOURS,
            REPORT=report,
            **{output: self.toolbox.sink(table) for output, table in TABLES.items()},
        )
        numbers: dict[str, dict[str, Any]] = {}
        for (step, own), name in plugin_part("processing.plans.chain").number_names().items():
            numbers.setdefault(step, {})[own] = found.get(name)
        numbers["riskgrid"]["CELL_SIZE_USED"] = found["CELL_SIZE_USED"]
        self._note(numbers["riskgrid"])
        return numbers

    def _note(self, grid: dict[str, Any]) -> None:
        """What was assumed of the city."""
        notes = self.city.notes
        if grid["HOURS_KNOWN"] == 0:
            notes.append("The incidents have dates without a time of day: the shift is one interval.")
        if self.city.get("officers").uri is None:
            notes.append(
                f"The city has no officers: {self.officers or OFFICERS_ASSUMED} are assumed, on duty all shift, "
                "starting at the peak of hotspot 1."
            )
        elif self.officers:
            notes.append(f"The city has officers of its own; the number asked for ({self.officers}) is not used.")


def shift_day(city: City) -> tuple[np.datetime64, str]:
    """The day of the officers' duty; else the last with enough calls and incidents up to it; else the one after all.

    "Up to it": enough incidents in the weeks before, and the day before no quieter than half of the usual.
    """
    duty = times_of(city.get("officers"), "shift_on")
    if len(duty):
        return duty.min().astype("datetime64[D]"), "the officers' first day of duty"
    found = city.get("incidents")
    incidents = times_of(found)
    if not len(incidents):
        told = plugin_part("processing.layers.layertimes")
        why = told.time_problem(found.layer, found.time_field, found.clock_field or "")
        raise SystemExit(why or f"No incident has a time in {found.time_field}; a forecast needs times.")
    days, number = np.unique(incidents.astype("datetime64[D]"), return_counts=True)
    calls = times_of(city.get("calls"))
    hour = (calls - calls.astype("datetime64[D]")).astype("timedelta64[h]").astype(int)
    in_shift = calls[(hour >= SHIFT_FROM) & (hour < SHIFT_FROM + SHIFT_HOURS)]
    call_days, calls_a_day = np.unique(in_shift.astype("datetime64[D]"), return_counts=True)
    for day in call_days[calls_a_day >= FEWEST_CALLS][::-1]:
        before = number[(days < day) & (days >= day - HISTORY_DAYS)]
        if before.sum() >= FEWEST_INCIDENTS and number[days == day - 1].sum() >= before.mean() / 2:
            return day, f"the last with at least {FEWEST_CALLS} calls in the shift and incidents up to it"
    return days[-1] + 1, "the day after the last incident"


def times_of(found: CityLayer, field: str | None = None) -> np.ndarray:
    """The real times of a layer, of its time field or another one, as the algorithms read them: datetime64[s] (n,)."""
    name, clock = (field, None) if field else (found.time_field, found.clock_field)
    if found.layer is None or name is None or found.layer.fields().lookupField(name) < 0:
        return np.zeros(0, dtype="datetime64[s]")
    return plugin_part("processing.layers.layertimes").real_times(found.layer, name, clock or "")
