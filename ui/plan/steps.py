"""The steps of a plan: which algorithm, with which parameters, and which of its layers are shown."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Callable

if TYPE_CHECKING:
    from ..settings import PlanSettings

INTERVAL_HOURS = 2
FORECAST_COVERAGE_PERCENT = 10


@dataclass
class Made:
    """What the steps have made: layer ids by "algorithm.OUTPUT", numbers by algorithm, officers and their start."""

    layers: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, dict[str, Any]] = field(default_factory=dict)
    officers: str = ""
    start: str = ""


@dataclass(frozen=True)
class Shown:
    """A layer of a step: its title, its place from the top of the group, and whether it is visible at first.

    ``table``: what it is called in the plan's GeoPackage, "" for what is not kept there.
    """

    title: str
    table: str
    place: int
    visible: bool = False


@dataclass(frozen=True)
class Step:
    """One algorithm of the chain. ``parameters`` makes its inputs; ``outputs`` are the layers it is asked for."""

    algorithm: str
    doing: str
    parameters: Callable[[PlanSettings, Made], dict[str, Any]]
    outputs: dict[str, Shown]

    @property
    def id(self) -> str:
        return f"patrol:{self.algorithm}"


OFFICERS_SHOWN = Shown("Officers", "officers", 0, True)


def _risk_grid(plan: PlanSettings, made: Made) -> dict[str, Any]:
    return {
        "INCIDENTS": plan.incidents,
        "TIME_FIELD": plan.incident_time,
        "CLOCK_FIELD": plan.incident_clock,
        "PERIOD_END": plan.first_moment.isoformat(timespec="seconds"),
        "STUDY_AREA": plan.study_area,
        "FACILITIES": [plan.facilities] if plan.facilities else "",
        "CELL_SIZE": plan.cell_size_m,
        # Narrow, so that hotspots a few streets apart stay apart.
        "BANDWIDTH": plan.cell_size_m,
    }


def _hotspots(plan: PlanSettings, made: Made) -> dict[str, Any]:
    return {"GRID": made.layers["riskgrid.GRID"]}


def _forecast(plan: PlanSettings, made: Made) -> dict[str, Any]:
    start, hours, interval = plan.first_moment, math.ceil(plan.shift_hours / INTERVAL_HOURS) * INTERVAL_HOURS, 0
    if made.numbers.get("riskgrid", {}).get("HOURS_KNOWN") == 0:
        # Dates without hours: the days of the shift, from midnight to midnight, are one interval.
        start = datetime.combine(start.date(), time())
        hours = interval = math.ceil((plan.last_moment - start) / timedelta(days=1)) * 24
    return {
        "INCIDENTS": plan.incidents,
        "TIME_FIELD": plan.incident_time,
        "CLOCK_FIELD": plan.incident_clock,
        "GRID": made.layers["riskgrid.GRID"],
        "FORECAST_START": start.isoformat(timespec="seconds"),
        "FORECAST_HOURS": hours,
        "INTERVAL_HOURS": interval or INTERVAL_HOURS,
        "COVERAGE": FORECAST_COVERAGE_PERCENT,
    }


def _route(plan: PlanSettings, made: Made) -> dict[str, Any]:
    return {
        "STOPS": made.layers["extracthotspots.POINTS"],
        "PRIORITY_FIELD": "risk_sum",
        "START": made.start,
        "RETURN": True,
        "DEPARTURE": plan.first_moment.isoformat(timespec="seconds"),
        "SHIFT_HOURS": plan.shift_hours,
        "DWELL": plan.dwell_min,
        **_roads(plan),
    }


def _assignment(plan: PlanSettings, made: Made) -> dict[str, Any]:
    calls = {
        "CALLS": plan.calls,
        "CALL_TIME_FIELD": plan.call_time,
        "CLOCK_FIELD": plan.call_clock,
        "CALL_PRIORITY_FIELD": plan.call_priority,
    }
    return {
        "NODES": made.layers["predictcrime.FORECAST"],
        "HOTSPOT_FIELD": "hotspot",
        "WEIGHT_FIELD": "weight",
        "START_FIELD": "start",
        "END_FIELD": "end",
        **(calls if plan.calls else {}),
        "OFFICERS": made.officers,
        "SHIFT_START": plan.first_moment.isoformat(timespec="seconds"),
        "SHIFT_HOURS": plan.shift_hours,
        "DWELL": plan.dwell_min,
        **_roads(plan),
    }


def _roads(plan: PlanSettings) -> dict[str, Any]:
    if not plan.roads:
        return {}
    return {
        "ROADS": plan.roads,
        "DIRECTION_FIELD": plan.road_direction,
        "SPEED_FIELD": plan.road_speed,
        "SNAP_MAX": plan.farthest_road_m,
    }


STEPS = (
    Step("riskgrid", "Making the risk grid", _risk_grid, {"GRID": Shown("Risk", "grid", 10, True)}),
    Step(
        "extracthotspots",
        "Extracting hotspots",
        _hotspots,
        {"HOTSPOTS": Shown("Hotspots", "hotspots", 7, True), "POINTS": Shown("Peaks", "peaks", 6)},
    ),
    Step(
        "predictcrime",
        "Forecasting the shift and back-testing the forecast",
        _forecast,
        {"FORECAST": Shown("Forecast", "forecast", 9)},
    ),
    Step(
        "planroute",
        "Planning a single route through the hotspots",
        _route,
        {"VISITS": Shown("Stops of the single route", "stops", 3), "ROUTE": Shown("Single route", "route", 4)},
    ),
    Step(
        "assignofficers",
        "Assigning the officers",
        _assignment,
        {
            "VISITS": Shown("Officers' visits", "visits", 1, True),
            "ROUTES": Shown("Officers' routes", "routes", 2, True),
            "UNVISITED": Shown("Not visited", "unvisited", 5),
            "SUMMARY": Shown("Officers' summary", "summary", 11),
        },
    ),
)


def given(parameters: dict[str, Any]) -> dict[str, Any]:
    """The parameters without those left empty, so that their defaults hold."""
    return {name: value for name, value in parameters.items() if value not in ("", None)}
