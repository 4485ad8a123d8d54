"""patrol:planshift: the whole chain in one run, from incidents to everyone's route."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterMultipleLayers,
)

from ...algorithms.texts import Text
from ..framework import parameters as shared
from ..framework.base import PatrolAlgorithm
from ..framework.exclusion import EXCLUSION_HELP, exclusion
from ..framework.recordquality import RECORD_QUALITY_HELP, record_quality
from ..officers.blocks.parameters import BLOCK, BLOCK_HELP, UNITS
from ..officers.callparameters import OPEN_HELP, open_parameters
from ..officers.createofficers import MOST_OFFICERS
from ..roads.parameters import SOURCE_HELP, STREET_FIELD_HELP, street_field, travel_source
from . import chain

if TYPE_CHECKING:
    from ..framework.run import Run
    from .inputs import Inputs
    from .origins import Step
    from .steps import Result

# Of the time a run takes, in percent: reading, the steps, writing.
_READING, _WRITING = 3, 7


class PlanShift(PatrolAlgorithm):
    """Incidents to risk, hotspots, forecast and officers' routes, by the algorithms of the toolbox."""

    ID = "planshift"
    TITLE = "Plan a shift"
    GROUP = ("patrol", "Patrol")
    ICON = "planshift"
    PACKAGES = ("numpy", "scipy", "shapely")
    STUDY = ("STUDY_AREA", "INCIDENTS")
    PARTS = (_READING, 100 - _READING - _WRITING, _WRITING)
    TAGS = "patrol plan shift chain risk grid hotspots forecast officers routes dispatch"
    SUMMARY = (
        "From past incidents to everyone's route through one shift, in one run: Create a risk grid, Extract hotspots, "
        "Predict crime, if asked for Plan a patrol route, and Assign officers, one after another, each as if run by "
        "hand. Nothing is written where the run fails or is cancelled.\n"
        "Where no officers are given, they are made (Create officers). The forecast is for the shift, rounded up to "
        "whole intervals; where the incidents have dates without a time of day, for its whole days. Cells are made "
        f"larger where there would be more than {chain.MOST_CELLS:,}, too many to plan officers for.\n"
        "The number outputs have the names they have in the steps. Where several steps have one of a name, the later "
        "step's is the plain one (SKIPPED and KM are of the officers, PAI of the forecast) and the others begin with "
        "RISK_, HOTSPOT_ or FORECAST_; those of the single route always begin with ROUTE_."
    )
    HELP = {
        "INCIDENTS": "Points of past incidents; those from the start of the shift on are not looked at.",
        "TIME_FIELD": f"When each incident happened: {shared.TIMES_HELP}.",
        "CLOCK_FIELD": shared.CLOCK_HELP.format(field="the Time field"),
        **EXCLUSION_HELP,
        **RECORD_QUALITY_HELP,
        "UNIT": f"{BLOCK_HELP['UNIT']} Where it is left out and a method of the study's is chosen: visit.",
        **{name: BLOCK_HELP[name] for name in ("BEATS", "BEAT_FIELD", "MUST", "FORBIDDEN", "DETERRENCE_TABLE")},
        "STREET_FIELD": STREET_FIELD_HELP,
        "STUDY_AREA": "Polygons that bound the study area; without them Study area from decides it.",
        "AREA_FROM": "What the study area is where none is given. incidents: the incidents' extent; most_incidents: "
        "the same, but where it has too many cells without the outermost 1 % of the incidents at each side; roads: the "
        "box of the roads without the outermost 1 % at each side, as where only those of a part of a city are at hand.",
        "FACILITIES": "Layers of facilities (bars, stops, parks) that the risk takes into account.",
        "FACILITY_TYPE_FIELD": "Field with the type of each facility; each type is then a kind of its own.",
        **shared.ROAD_HELP,
        **SOURCE_HELP,
        "CALLS": "Points of calls for service.",
        "CALL_TIME_FIELD": f"When each call came in: {shared.TIMES_HELP}.",
        "CALL_CLOCK_FIELD": shared.CLOCK_HELP.format(field="the Call time field"),
        "CALL_PRIORITY_FIELD": "Priority of each call from 1 to 5 (most urgent), a word of dispatch, or the type of "
        "call, as Assign officers reads it.",
        "PRIORITIES": "Table with the fields word and priority, from 1 to 5 (most urgent), that decides before all "
        "else what a value of the call priority field means.",
        "PRIORITY_ORDER": "Which number without a word is the most urgent: five_urgent: 5; one_urgent: 1.",
        **OPEN_HELP,
        "OFFICERS": "Points where the officers start, as from Create officers: officer (call sign), shift_on, "
        "shift_off, speed_kmh, break_on, break_min. Empty: officers are made.",
        "OFFICER_COUNT": "How many officers are made where none are given.",
        "START": "Where officers that are made here start, and the single route. Empty: the first of the officers "
        "given, else the peak of the greatest hotspot.",
        "SHIFT_START": "When the shift begins, local time. Empty: the earliest shift_on of the officers, else today "
        "08:00.",
        "SHIFT_HOURS": "Length of the shift in hours.",
        "DWELL": "Minutes at each place.",
        "CELL_SIZE": "Side of a cell in metres; larger where there would be too many cells.",
        "RISK_BANDWIDTH": "How far an incident reaches in the risk grid, in metres. Empty: the size of a cell, narrow, "
        "so that hotspots a few streets apart stay apart.",
        **chain.settings_help(),
        "TIME_LIMIT": "Seconds after which planning the single route, and the officers, stops; the plan so far is "
        "kept, with a warning.",
        "SEED": "Decides between equally good choices in all steps.",
        "CRS": "Projected CRS in metres to compute in; empty: the study layer's own, or its UTM zone.",
        "GRID": "The risk grid, as Create a risk grid writes it.",
        "HOTSPOTS": "The hotspots, as Extract hotspots writes them.",
        "POINTS": "The peak of each hotspot.",
        "FORECAST": "The forecast of the shift, as Predict crime writes it.",
        "ROUTE": "One car's route through the hotspots, as Plan a patrol route writes it; it is only planned where it "
        "or its stops are asked for.",
        "STOPS": "The stops of the single route in their order.",
        "ROUTES": "The officers' routes, as Assign officers writes them.",
        "VISITS": "The officers' visits: who is where, from when to when; sorted by officer and seq, everyone's "
        "timetable.",
        "BLOCKS": f"{BLOCK_HELP['BLOCKS']} Only where blocks are planned.",
        "AREAS": f"{BLOCK_HELP['AREAS']} Only where blocks are planned.",
        "UNVISITED": "What nobody visits, and why.",
        "SUMMARY": "Table of officers: visits, kilometres, minutes of driving, at places and idle.",
        "OFFICERS_OUT": "The officers of the plan: those given, with call signs and times only, or those made.",
        "REPORT": "Page with the figures of all steps, each beside its baseline.",
        "CELL_SIZE_USED": "The size of the cells in metres, larger than asked for where there would be too many.",
    }
    DRESS = chain.dress()
    GROUPED = {name: shown.visible for name, shown in chain.LAYERS.items()}

    def define(self) -> list[Any]:
        roads = shared.roads(optional=True)
        for definition in roads:
            if definition.name() == "SNAP_MAX":
                definition.setDefaultValue(chain.FARTHEST_ROAD_M)
        return [
            shared.source("INCIDENTS", "Incidents", shared.POINTS),
            shared.time_field(),
            shared.clock_field(),
            *exclusion(),
            *record_quality(),
            shared.source("STUDY_AREA", "Study area", shared.POLYGONS, optional=True),
            shared.advanced(shared.word("AREA_FROM", "Study area from", chain.AREAS, chain.AREAS[0])),
            QgsProcessingParameterMultipleLayers("FACILITIES", "Facilities", shared.ANY_VECTOR, optional=True),
            shared.advanced(shared.field("FACILITY_TYPE_FIELD", "Facility type field", "FACILITIES")),
            *roads,
            *travel_source(),
            street_field(),
            shared.source("CALLS", "Calls", shared.POINTS, optional=True),
            shared.field("CALL_TIME_FIELD", "Call time field", "CALLS"),
            shared.advanced(shared.field("CALL_CLOCK_FIELD", "Call clock field (time of day)", "CALLS")),
            shared.field("CALL_PRIORITY_FIELD", "Call priority or type field", "CALLS"),
            shared.advanced(shared.source("PRIORITIES", "Table of priorities", shared.TABLE, True)),
            shared.advanced(
                shared.word("PRIORITY_ORDER", "Order of priorities", ("five_urgent", "one_urgent"), "five_urgent")
            ),
            *open_parameters(),
            shared.source("OFFICERS", "Officers", shared.POINTS, optional=True),
            shared.integer("OFFICER_COUNT", "Number of officers where none are given", 5, least=1, most=MOST_OFFICERS),
            shared.point("START", "Start", optional=True),
            shared.moment("SHIFT_START", "Start of the shift", optional=True),
            shared.shift_hours(12.0),
            shared.dwell("Dwell time at a place (min)", 10.0),
            shared.word("UNIT", "What officers are planned by", UNITS, BLOCK),
            shared.source("BEATS", "Beats", shared.POLYGONS, optional=True),
            shared.field("BEAT_FIELD", "Beat name field", "BEATS"),
            shared.advanced(shared.source("MUST", "Places that are a must", shared.ANY_VECTOR, optional=True)),
            shared.advanced(shared.source("FORBIDDEN", "Places where nobody stops", shared.ANY_VECTOR, optional=True)),
            shared.advanced(shared.source("DETERRENCE_TABLE", "Table of deterrence", shared.TABLE, optional=True)),
            shared.metres("CELL_SIZE", "Cell size", 250.0, **chain.bounds_in("riskgrid", "CELL_SIZE")),
            shared.advanced(
                shared.metres(
                    "RISK_BANDWIDTH",
                    "Create a risk grid: Bandwidth",
                    None,
                    optional=True,
                    **chain.bounds_in("riskgrid", "BANDWIDTH"),
                )
            ),
            *(setting for step in chain.STEPS for setting in chain.settings(step)),
            shared.advanced(shared.number("TIME_LIMIT", "Time limit of a planner (s)", 60.0, above=0)),
            shared.seed(),
            shared.working_crs(),
            *(
                shared.sink(name, shown.title, shown.kind, shown.optional, shown.by_default)
                for name, shown in chain.LAYERS.items()
            ),
            shared.file_output("REPORT", "Report", "HTML files (*.html)"),
            *chain.numbers(),
            QgsProcessingOutputNumber("CELL_SIZE_USED", "Cell size (m)"),
        ]

    def packages(self, parameters: dict[str, Any], context: QgsProcessingContext) -> tuple[str, ...]:
        """What the settings of the steps need."""
        wanted: list[str] = []
        for step, algorithm in self._needed(parameters):
            names = {own: step.setting_name(own) for own in step.settings}
            chosen = {own: parameters[name] for own, name in names.items() if name in parameters}
            wanted += algorithm.packages(chosen, context)
        return tuple(wanted)

    def _needed(self, parameters: dict[str, Any]) -> Iterator[tuple[Step, PatrolAlgorithm]]:
        """The steps that are run, each with its algorithm."""
        wants_route = any(parameters.get(name) not in (None, "") for name in ("ROUTE", "STOPS"))
        for step in chain.needed_steps(parameters.get("OFFICERS") not in (None, ""), wants_route):
            algorithm = QgsApplication.processingRegistry().algorithmById(f"patrol:{step.id}")
            if isinstance(algorithm, PatrolAlgorithm):
                yield step, algorithm

    def problems(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        """What a step would find wrong with its values is told before any of them is run."""
        if parameters.get("TIME_FIELD") in (None, ""):
            # The steps speak of a period, which a plan has not.
            return Text(
                "{label}: choose the field that holds when each incident happened; a plan is made from times.",
                label=Text(self.parameterDefinition("TIME_FIELD").description()),
            )
        for step, algorithm in self._needed(parameters):
            text = algorithm.problems(self._known(step, parameters, context), context)
            if text:
                named = Text("{title}: {why}", title=Text(step.algorithm.TITLE), why=text)
                return text if self._is_own(text) else named
        return ""

    def _known(self, step: Step, parameters: dict[str, Any], context: QgsProcessingContext) -> dict[str, Any]:
        """A step's values as far as the plan's parameters tell them."""
        from .inputs import forecast_hours

        def number(name: str) -> float:
            return self.parameterAsDouble(parameters, name, context)

        hours, interval = number("SHIFT_HOURS"), number("FORECAST_INTERVAL_HOURS")
        bandwidth = "CELL_SIZE" if parameters.get("RISK_BANDWIDTH") in (None, "") else "RISK_BANDWIDTH"
        known: dict[str, Any] = {
            "cell_size": number("CELL_SIZE"),
            "bandwidth": number(bandwidth),
            "shift_start": parameters.get("SHIFT_START"),
            "interval_hours": interval,
            "forecast_hours": forecast_hours(hours, interval) if hours > 0 and interval > 0 else hours,
            # Whatever it will be.
            "unit": chain.unit_of(parameters.get("UNIT"), parameters.get("OFFICER_METHOD")),
            "start": parameters.get("START") or "0,0 [EPSG:4326]",
        }
        found = {}
        for name, origin in step.origins().items():
            if origin.kind == "plan":
                definition = self.parameterDefinition(origin.name)
                given = parameters.get(origin.name)
                found[name] = definition.defaultValue() if given is None else given
            else:
                found[name] = {"made": known.get(origin.name), "step": origin.name}.get(origin.kind, origin.value)
        return {name: value for name, value in found.items() if value not in (None, "")}

    def _is_own(self, text: str) -> bool:
        """Whether a step's sentence names a parameter that the plan has under the same label."""
        labels = {definition.description() for definition in self.parameterDefinitions()}
        return any(text.startswith(label) for label in labels)

    def prepareAlgorithm(  # noqa: N802
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        from .inputs import hand_layers

        super().prepareAlgorithm(parameters, context, feedback)
        self._handed = hand_layers(self, parameters, context, self._prepared.layers)
        return True

    def read(self, run: Run) -> Inputs:
        from .inputs import read_inputs

        return read_inputs(run, self._handed)

    def compute(self, run: Run, inputs: Inputs) -> Result:
        from .steps import run_steps

        return run_steps(run, inputs)

    def write(self, run: Run, inputs: Inputs, result: Result) -> dict[str, Any]:
        from ...algorithms.times.timeclasses import shown_time
        from .outputs import write_outputs

        replay, start = bool(result.made.numbers["assignofficers"]["REPLAY"]), shown_time(inputs.shift_start)
        run.group_title = Text("Replay {start}" if replay else "Patrol {start}", start=start)
        if replay:
            # Of which shift their group says.
            names = chain.step_of("assignofficers").outputs.values()
            run.titles.update({name: Text("{layer} (replay)", layer=run.label(name)) for name in names})
        outputs = write_outputs(run, inputs, result.made)
        if run.wanted("REPORT"):
            from .report import write_plan_report

            outputs["REPORT"] = run.path("REPORT")
            write_plan_report(run, outputs["REPORT"], inputs, result)
        return {**outputs, "CELL_SIZE_USED": result.cell_size_m}
