"""patrol:createofficers: officers for a shift, where the analyst has no layer of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessingContext, QgsProcessingOutputNumber

from ...algorithms.texts import Text
from ..framework import parameters as shared
from ..framework.base import PatrolAlgorithm

if TYPE_CHECKING:
    from ...algorithms.officers.roster import Roster
    from ..framework.run import Run
    from .roster import RosterInputs

MOST_OFFICERS = 1000


class CreateOfficers(PatrolAlgorithm):
    """A number, a place and a shift to officers as Assign officers reads them."""

    ID = "createofficers"
    TITLE = "Create officers"
    GROUP = ("prepare", "Prepare")
    ICON = "createofficers"
    STUDY = ("STATIONS",)
    TAGS = "patrol officers shift stations units cars call signs roster break"
    SUMMARY = (
        "Makes a layer of officers for a shift, as Assign officers reads it: points to be edited like any others.\n"
        "All start at one place, or the stations are shared out in turn. They are called by call signs (1A1, 1A2, …), "
        "never by names."
    )
    HELP = {
        "NUMBER": "How many officers there are.",
        "START": "Where all of them start, as x,y [EPSG:code]. Either this or stations.",
        "STATIONS": "Points where they start: the first officer at the first station, the second at the second, and "
        "from the first again after the last.",
        "SHIFT_START": "When their shift begins, local time. Empty: today 08:00.",
        "SHIFT_HOURS": "Length of the shift in hours.",
        "SPEED": "How fast they drive in km/h, even where the roads allow more. Empty: as fast as the roads allow.",
        "BREAK_ON": "When their break begins, within the shift. Empty: there is none.",
        "BREAK_MIN": "Length of the break in minutes; only with the start of the break.",
        "CRS": "Projected CRS in metres of the output; empty: that of the stations or of the start, or its UTM zone.",
        "OFFICERS": "officer (call sign), shift_on, shift_off, speed_kmh (NULL: the roads' speed), break_on and "
        "break_min (NULL: no break).",
        "SKIPPED": "Stations that could not be read.",
    }
    DRESS = {"OFFICERS": ("city_officers", "shift_on", "shift_off")}

    def define(self) -> list[Any]:
        return [
            shared.integer(
                "NUMBER",
                "Number of officers",
                5,
                least=1,
                most=MOST_OFFICERS,
                text="{label} must be from {least:,} to {most:,}, not {value:,.0f}.",
            ),
            shared.point("START", "Start", optional=True),
            shared.source("STATIONS", "Stations", shared.POINTS, optional=True),
            shared.moment("SHIFT_START", "Start of the shift", optional=True),
            shared.shift_hours(12.0),
            shared.number("SPEED", "Speed (km/h)", None, optional=True, above=0),
            *shared.breaks(),
            shared.working_crs(),
            shared.sink("OFFICERS", "Officers", shared.POINTS),
            QgsProcessingOutputNumber("OFFICERS_MADE", "Officers made"),
            QgsProcessingOutputNumber("SKIPPED", "Stations left out"),
        ]

    def problems(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        has_start, has_stations = bool(parameters.get("START")), bool(parameters.get("STATIONS"))
        if has_start and has_stations:
            return Text("Give either a Start or Stations, not both.")
        if not has_start and not has_stations:
            return Text("Give either a Start or Stations, where the officers set out.")
        return ""

    def read(self, run: Run) -> RosterInputs:
        from .roster import read_roster_inputs

        return read_roster_inputs(run)

    def compute(self, run: Run, inputs: RosterInputs) -> Roster:
        from ...algorithms.officers.roster import make_roster
        from ..roads.travel import read_moment

        return make_roster(
            run.integer("NUMBER"),
            len(inputs.x),
            inputs.shift_start,
            run.number("SHIFT_HOURS"),
            read_moment(run, "BREAK_ON"),
            run.number("BREAK_MIN"),
        )

    def write(self, run: Run, inputs: RosterInputs, result: Roster) -> dict[str, Any]:
        import numpy as np

        from .officers import OfficerTable
        from .outputs import write_officers

        run.counts.tell(officers=len(result.name))
        table = OfficerTable(
            name=result.name,
            x=inputs.x[result.station],
            y=inputs.y[result.station],
            shift_on=result.shift_on,
            shift_off=result.shift_off,
            speed_kmh=np.full(len(result.name), run.number("SPEED") if run.given("SPEED") else np.nan),
            break_on=result.break_on,
            break_min=result.break_min,
            beat=np.full(len(result.name), "", dtype=object),
        )
        return {
            "OFFICERS": write_officers(run, "OFFICERS", table, inputs.crs),
            "OFFICERS_MADE": len(result.name),
            "SKIPPED": run.counts.skipped,
        }
