"""patrol:assignofficers: nodes, calls and officers to everyone's route through one shift."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSource,
)

from ...algorithms.methods import choices, described
from ...algorithms.officers import planners
from ...algorithms.texts import Text
from ..framework import parameters as shared
from ..framework.base import PatrolAlgorithm
from ..roads.parameters import SOURCE_HELP, STREET_FIELD_HELP, street_field, travel_source
from .blocks.parameters import BLOCK_HELP, DRESS_OF_BLOCKS, block_outputs, block_parameters, block_problem
from .breeding import breeding_help, breeding_parameters
from .callparameters import OPEN_HELP, open_parameters
from .incidentparameters import INCIDENT_HELP, incident_parameters, incident_problem
from .reachoutputs import REACH_HELP, numbers_of, reach_outputs
from .rules import return_parameter, rules_help, rules_parameters, rules_problem

if TYPE_CHECKING:
    from ..framework.run import Run
    from .inputs import Inputs
    from .outputs import Result


class AssignOfficers(PatrolAlgorithm):
    """Who goes where when: several officers, hotspots by interval, calls as they come in."""

    ID = "assignofficers"
    TITLE = "Assign officers"
    GROUP = ("patrol", "Patrol")
    ICON = "assignofficers"
    STUDY = ("NODES",)
    TAGS = "patrol officers assignment dispatch calls shift routes hotspots forecast reward"
    SUMMARY = (
        "Plans a shift for several officers: from one moment to the next, idle officers are sent to hotspots, "
        "coldspots and calls for service. Calls of before the shift are tasks from its start; later ones are not known "
        "before they come in: with those of a past day the plan replays it.\n"
        "The reward of a visit is exp(weight) · priority · exp(λ), with λ 0 for a coldspot, 2 for a hotspot and 4 for "
        "a call; a late arrival at a call earns a share of it, by its priority. The cost of each officer used is taken "
        "off.\n"
        "A visit begins within the node's interval and ends before the officer goes off duty or has a break. A node is "
        "visited by one officer per interval. An officer for whom nothing is open yet sets out in time for the "
        "node the method would pick at the next opening."
    )
    HELP = {
        "NODES": "Points to patrol, or polygons (their peak, fields peak_x, peak_y, or a point on them): hotspots, or "
        "a forecast with one feature per cell and interval. Polygons whose place is far from every road are left out "
        "and counted; such points are named and among the unvisited.",
        "HOTSPOT_FIELD": "1 for a hotspot, 0 for a coldspot; without it every node is a hotspot.",
        "WEIGHT_FIELD": "Density of incidents at the node over the past 3 days; without it 0.",
        "START_FIELD": "When the node's interval begins (forecast); without it the node is open all shift.",
        "END_FIELD": "When the node's interval ends.",
        "CALLS": "Points of calls for service; those far from every road are left out and counted. A call has the "
        "weight of the polygon of NODES (in its interval) that holds it, else 0.",
        "CALL_TIME_FIELD": f"When each call came in: {shared.TIMES_HELP}.",
        "CLOCK_FIELD": shared.CLOCK_HELP.format(field="the Call time field"),
        "CALL_PRIORITY_FIELD": "Priority from 1 to 5 (most urgent), a word of dispatch (P1, Priority 2, High, "
        "Emergency), or the type of call, which is looked up in the table of priorities (Table I of Rumi, Qin & "
        "Salim). All are listed in the plugin's docs/using.md. What is not known counts as 1, with a warning that "
        "names the most frequent.",
        "OFFICERS": "A point where each officer starts: officer (call sign), shift_on and shift_off (NULL: the whole "
        "shift), speed_kmh (NULL: the roads' speed), and if there is a break, break_on and break_min; beat (see "
        "Beats), and vehicle: car, or foot for who walks (at 4.8 km/h where speed_kmh is NULL) along the same roads. "
        "Officers far from every road are left out and named.",
        **shared.ROAD_HELP,
        **SOURCE_HELP,
        "STREET_FIELD": STREET_FIELD_HELP,
        "SHIFT_START": "When the shift begins, local time. Empty: the earliest shift_on, else the first interval, "
        "else today 08:00.",
        "SHIFT_HOURS": "Length of the shift in hours.",
        "DWELL": "Minutes at each node or call.",
        "OFFICER_COST": "What each officer used costs, in units of reward. The greedy methods use every officer.",
        "METHOD": described(planners.PLANNERS),
        "NODE_FIELD": "Field that names the nodes. Empty: the first of node, cell_id, hotspot_id, stop, cluster, "
        "id, else the feature id. A field called name is not taken: it may be somebody's.",
        "CALL_FIELD": "Field that names the calls. Empty: the first of call, call_id, id, else the feature id; "
        "never one called name.",
        "PRIORITIES": "Table with the fields word and priority, from 1 to 5 (most urgent), that decides before all "
        "else what a value of the call priority field means; case and blanks do not matter. A word may be a number.",
        "PRIORITY_ORDER": "Which number without a word is the most urgent: five_urgent: 5; one_urgent: 1, as many "
        "dispatch systems count (1 is read as 5, 2 as 4, 5 and more as 1). P1 and Priority 1 always are the most "
        "urgent, unless the table of priorities says otherwise.",
        **rules_help(),
        **OPEN_HELP,
        **breeding_help(),
        **INCIDENT_HELP,
        **BLOCK_HELP,
        "TIME_LIMIT": "Seconds after which planning stops; the plan so far is kept, with a warning.",
        "SEED": "Decides between equally good choices.",
        "CRS": "Projected CRS in metres to compute in; empty: the nodes' own, or their UTM zone.",
        "ROUTES": "A line along the roads per officer and leg: officer, leg, node, km, minutes, depart, arrive, "
        "reward, street (names in driving order, the longest six). A leg between two nodes at one place has no "
        "geometry.",
        "VISITS": "officer, seq, node, kind (hotspot, coldspot, call), arrive, depart, reward, factor (share of the "
        "full reward), called (when the call came in) and wait_min (minutes from then to the arrival), NULL for nodes, "
        "street (the nearest with a name), corner (the nearest within 60 m: Market Street / 6th Street) and why (past "
        "events within 150 m or in the cell at these hours, widened where they are fewer than five).",
        "UNVISITED": "Nodes and calls nobody visits: node, kind, reward (that was possible), reason, start, end.",
        "SUMMARY": "Table of officers: officer, visits, km, minutes_driving, minutes_dwell, minutes_idle (on duty, "
        "without break), reward.",
        "REWARD": "What all visits earn, less the cost of the officers used.",
        "CALLS_KNOWN": "Calls that come in during the shift or are open when it begins, near a road.",
        "MEDIAN_WAIT": "Minutes from call to arrival, of the calls answered; NULL without any.",
        "REPLAY": "1 where calls of the shift have come in already: the plan then replays the record, and does not "
        "show what a shift to come will bring; else 0.",
        "BOUND_GAP": "Percent that the reward lies below what no plan can exceed, even one that knows all calls "
        "ahead: the most that the officers' minutes buy within the intervals, at the quickest drives; −1 if nothing "
        "can be earned.",
        "BASELINE_REWARD": "The reward of another plan of the same input, with which this one is compared: "
        f"{planners.compared()}.",
        **REACH_HELP,
    }
    DRESS = {
        "ROUTES": ("officer_routes", "depart", "arrive"),
        "VISITS": ("officer_visits", "arrive", "depart"),
        "UNVISITED": ("unvisited", "start", "end"),
        "BLOCKS": ("blocks", "from", "to"),
        "AREAS": ("areas", "", ""),
    }

    def define(self) -> list[Any]:
        return [
            QgsProcessingParameterFeatureSource("NODES", "Nodes", [shared.POINTS, shared.POLYGONS]),
            shared.field("HOTSPOT_FIELD", "Hotspot field (1 or 0)", "NODES"),
            shared.number_field("WEIGHT_FIELD", "Weight field", "NODES"),
            shared.field("START_FIELD", "Interval start field", "NODES"),
            shared.field("END_FIELD", "Interval end field", "NODES"),
            shared.source("CALLS", "Calls", shared.POINTS, optional=True),
            shared.field("CALL_TIME_FIELD", "Call time field", "CALLS"),
            shared.clock_field("CALLS"),
            shared.field("CALL_PRIORITY_FIELD", "Call priority or type field", "CALLS"),
            shared.source("OFFICERS", "Officers", shared.POINTS),
            *shared.roads(optional=True),
            *travel_source(),
            street_field(),
            shared.moment("SHIFT_START", "Start of the shift", optional=True),
            shared.shift_hours(12.0),
            shared.dwell("Dwell time at a node (min)", 10.0),
            shared.number("OFFICER_COST", "Cost of an officer", 0.0, least=0),
            shared.word("METHOD", "Method", choices(planners.PLANNERS), "best"),
            return_parameter(),
            shared.advanced(shared.field("NODE_FIELD", "Node name field", "NODES")),
            shared.advanced(shared.field("CALL_FIELD", "Call name field", "CALLS")),
            shared.advanced(shared.source("PRIORITIES", "Table of priorities", shared.TABLE, True)),
            shared.advanced(
                shared.word("PRIORITY_ORDER", "Order of priorities", ("five_urgent", "one_urgent"), "five_urgent")
            ),
            *rules_parameters(),
            *open_parameters(),
            *breeding_parameters(),
            *incident_parameters(),
            *block_parameters(),
            shared.time_limit(),
            shared.seed(),
            shared.working_crs(),
            shared.sink("ROUTES", "Officers' routes", shared.LINES),
            shared.sink("VISITS", "Officers' visits", shared.POINTS),
            shared.sink("UNVISITED", "Unvisited nodes", shared.POINTS, optional=True),
            shared.sink("SUMMARY", "Summary by officer", shared.TABLE),
            *block_outputs(),
            QgsProcessingOutputNumber("REWARD", "Reward"),
            QgsProcessingOutputNumber("VISITED", "Visits"),
            QgsProcessingOutputNumber("OFFICERS_USED", "Officers used"),
            QgsProcessingOutputNumber("HOTSPOT_VISITS", "Visits of hotspots"),
            QgsProcessingOutputNumber("CALLS_ANSWERED", "Calls answered"),
            QgsProcessingOutputNumber("CALLS_KNOWN", "Calls in the shift"),
            QgsProcessingOutputNumber("MEDIAN_WAIT", "Median wait of calls (min)"),
            QgsProcessingOutputNumber("REPLAY", "Replay of past calls (1 or 0)"),
            QgsProcessingOutputNumber("KM", "Kilometres"),
            QgsProcessingOutputNumber("BLOCK_COUNT", "Blocks"),
            QgsProcessingOutputNumber("EXPECTED_BLOCKS", "Expected incidents met by blocks"),
            QgsProcessingOutputNumber("BOUND_GAP", "Gap to the upper bound (%)"),
            QgsProcessingOutputNumber("BASELINE_REWARD", "Reward of the baseline"),
            QgsProcessingOutputNumber("BASELINE_VISITED", "Visits of the baseline"),
            *reach_outputs(),
            QgsProcessingOutputNumber("SKIPPED", "Features left out"),
        ]

    def problems(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        if bool(parameters.get("START_FIELD")) != bool(parameters.get("END_FIELD")):
            return Text("Interval start field and Interval end field belong together: choose both, or neither.")
        if parameters.get("CALLS") and not parameters.get("CALL_TIME_FIELD"):
            return Text("Calls need the Call time field: calls are not known before they come in.")
        return (
            incident_problem(parameters)
            or rules_problem(self, parameters, context)
            or block_problem(self, parameters, context)
        )

    def read(self, run: Run) -> Inputs:
        from .inputs import read_inputs

        return read_inputs(run)

    def compute(self, run: Run, inputs: Inputs) -> Result:
        from ..roads.remarks import report_server
        from ..roads.streets import ways_of
        from .outputs import Result
        from .planning import plan_officers
        from .problem import patrol_problem
        from .reach import measure_reach
        from .reachremarks import report_reach

        with run.part(0.0, 0.3):
            placed = patrol_problem(run, inputs)
        with run.part(0.3, 0.7):
            problem, plan, baseline, bound, blocks = plan_officers(run, inputs, placed)
        journeys = [
            (problem.travel[problem.speed_class[officer]], leg)
            for officer, route in enumerate(plan.routes)
            for leg in route.all_legs
        ]
        with run.part(0.7, 0.8):
            reach = measure_reach(run, inputs, problem, plan)
        report_reach(run, reach)
        with run.part(0.8, 1.0):
            ways, told = ways_of(run, inputs.streets, journeys)
        report_server(run, inputs.source, problem.travel[0])
        return Result(problem, plan, baseline, bound, ways, told, reach, blocks)

    def write(self, run: Run, inputs: Inputs, result: Result) -> dict[str, Any]:
        from ...algorithms.officers.assignment import figures_of
        from ...algorithms.officers.bound import gap_percent
        from .blocks.outputs import write_areas, write_blocks
        from .outputs import name_layers, write_routes, write_summary, write_unvisited, write_visits

        plan, baseline = result.plan, result.baseline
        writers = {
            "ROUTES": write_routes,
            "VISITS": write_visits,
            "SUMMARY": write_summary,
            "UNVISITED": write_unvisited,
            "BLOCKS": write_blocks,
            "AREAS": write_areas,
        }
        writers = {name: writer for name, writer in writers.items() if run.wanted(name)}
        name_layers(run, writers, inputs.shift.start, inputs.replay)
        if result.blocks is not None:
            run.dresses.update(DRESS_OF_BLOCKS)
        outputs = {}
        for number, (name, writer) in enumerate(writers.items()):
            with run.part(number / len(writers), (number + 1) / len(writers)):
                outputs[name] = writer(run, inputs, result)
        figures = figures_of(result.problem, plan)
        return {
            **outputs,
            "REWARD": plan.reward,
            "VISITED": plan.visited,
            "OFFICERS_USED": plan.officers_used,
            "HOTSPOT_VISITS": figures.hotspot_visits,
            "CALLS_ANSWERED": figures.calls_answered,
            "CALLS_KNOWN": figures.calls_known,
            "MEDIAN_WAIT": figures.median_wait_min,
            "REPLAY": int(inputs.replay),
            "KM": figures.km,
            "BLOCK_COUNT": None if result.blocks is None else len(result.blocks.plan.blocks),
            "EXPECTED_BLOCKS": None if result.blocks is None else result.blocks.plan.expected,
            "BOUND_GAP": gap_percent(result.bound, plan.reward),
            "BASELINE_REWARD": baseline.reward,
            "BASELINE_VISITED": baseline.visited,
            **numbers_of(result.reach),
            "SKIPPED": run.counts.skipped,
        }
