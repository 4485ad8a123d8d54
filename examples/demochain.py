"""The chain of the demo: each step one algorithm, its outputs the next one's inputs."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from cityfolder import no_time
from demojob import SHIFT_HOURS, usable_calls
from demolayers import copy_inputs, write_officers, write_study_area

if TYPE_CHECKING:
    from demojob import Job

# What patrol:assignofficers plans at once is limited (some 3,000 places); calls and officers need room as well.
MOST_CELLS = 2_500
CELL_SIZE_STEP_M = 50
# OpenStreetMap maps roads to the middle of the street; the centre of a cell may lie well inside a block or a park.
FARTHEST_ROAD_M = 1000
FORECAST_COVERAGE_PERCENT = 10
DWELL_MIN = 10


def run_chain(job: Job) -> dict[str, dict[str, Any]]:
    """Risk grid → hotspots → prediction → route → officers; the results of each algorithm, by its id."""
    city, toolbox = job.city, job.toolbox
    incidents = city.layers["incidents"]
    if incidents.time_field is None:
        raise SystemExit(no_time(incidents))
    calls = usable_calls(city)
    results = {"riskgrid": risk_grid(job)}
    results["extracthotspots"] = toolbox.run(
        "patrol:extracthotspots",
        GRID=job.table("risk_grid"),
        HOTSPOTS=toolbox.sink("hotspots"),
        POINTS=toolbox.sink("hotspot_peaks"),
    )
    results["predictcrime"] = toolbox.run(
        "patrol:predictcrime",
        INCIDENTS=incidents.uri,
        TIME_FIELD=incidents.time_field,
        CLOCK_FIELD=incidents.clock_field,
        GRID=job.table("risk_grid"),
        **_intervals(job, results["riskgrid"]),
        COVERAGE=FORECAST_COVERAGE_PERCENT,
        FORECAST=toolbox.sink("forecast"),
    )
    copy_inputs(job)
    officers = write_officers(job)
    roads = road_parameters(job)
    results["planroute"] = toolbox.run(
        "patrol:planroute",
        STOPS=job.table("hotspot_peaks"),
        PRIORITY_FIELD="risk_sum",
        START=officers.start,
        RETURN=True,
        DEPARTURE=job.shift_start,
        SHIFT_HOURS=SHIFT_HOURS,
        DWELL=DWELL_MIN,
        ROUTE=toolbox.sink("route"),
        VISITS=toolbox.sink("route_visits"),
        SKIPPED_STOPS=toolbox.sink("route_skipped"),
        **roads,
    )
    results["assignofficers"] = toolbox.run(
        "patrol:assignofficers",
        NODES=job.table("forecast"),
        HOTSPOT_FIELD="hotspot",
        WEIGHT_FIELD="weight",
        START_FIELD="start",
        END_FIELD="end",
        CALLS=calls.uri if calls else None,
        CALL_TIME_FIELD=calls.time_field if calls else None,
        CLOCK_FIELD=calls.clock_field if calls else None,
        CALL_PRIORITY_FIELD=calls.field("call_priority") if calls else None,
        OFFICERS=officers.uri,
        SHIFT_START=job.shift_start,
        SHIFT_HOURS=SHIFT_HOURS,
        DWELL=DWELL_MIN,
        ROUTES=toolbox.sink("officer_routes"),
        VISITS=toolbox.sink("officer_visits"),
        UNVISITED=toolbox.sink("unvisited"),
        SUMMARY=toolbox.sink("officer_summary"),
        **roads,
    )
    return results


def _intervals(job: Job, grid: dict[str, Any]) -> dict[str, Any]:
    """The shift in intervals; where the incidents have dates without hours, its whole day is one."""
    if grid.get("HOURS_KNOWN") != 0:
        return {"FORECAST_START": job.shift_start, "FORECAST_HOURS": SHIFT_HOURS}
    job.city.notes.append("The incidents have dates without a time of day: the shift is one interval, the whole day.")
    return {"FORECAST_START": f"{job.day}T00:00:00", "FORECAST_HOURS": 24, "INTERVAL_HOURS": 24}


def risk_grid(job: Job) -> dict[str, Any]:
    """The risk grid, of cells as small as the officers' planner can take; sets the job's cell size."""
    incidents, facilities = job.city.layers["incidents"], job.city.get("facilities")
    study_area = write_study_area(job, MOST_CELLS)
    while True:
        found = job.toolbox.run(
            "patrol:riskgrid",
            INCIDENTS=incidents.uri,
            TIME_FIELD=incidents.time_field,
            CLOCK_FIELD=incidents.clock_field,
            PERIOD_END=job.shift_start,
            STUDY_AREA=study_area,
            FACILITIES=facilities.uri if facilities else None,
            CELL_SIZE=job.cell_size_m,
            # Narrow, so that hotspots a few streets apart stay apart.
            BANDWIDTH=job.cell_size_m,
            GRID=job.toolbox.sink("risk_grid"),
        )
        if found["CELLS"] <= MOST_CELLS:
            return found
        larger = _larger(job.cell_size_m, found["CELLS"])
        note = f"{job.cell_size_m} m would make {found['CELLS']:,} cells, too many to plan officers for: {larger} m."
        print(f"  {note}")
        job.city.notes.append(f"Cell size: {note}")
        job.cell_size_m = larger


def _larger(cell_size_m: int, cells: int) -> int:
    """The cell size, in whole steps, that makes MOST_CELLS of so many cells, cut ones at the edges included."""
    enough = math.sqrt(cells / (0.95 * MOST_CELLS)) * cell_size_m
    return max(math.ceil(enough / CELL_SIZE_STEP_M), cell_size_m // CELL_SIZE_STEP_M + 1) * CELL_SIZE_STEP_M


def road_parameters(job: Job) -> dict[str, Any]:
    """The road parameters, from the fields the layer happens to have; without roads the planners use straight lines."""
    roads = job.city.get("roads")
    if roads is None:
        return {}
    return {
        "ROADS": roads.uri,
        "DIRECTION_FIELD": roads.field("road_direction"),
        "SPEED_FIELD": roads.field("road_speed"),
        "SNAP_MAX": FARTHEST_ROAD_M,
    }
