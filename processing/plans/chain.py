"""The chain as a table: which algorithm takes what from where, and what becomes of its layers and numbers.

Everything that plans a whole shift reads this table: patrol:planshift, its parameters, outputs and help, its report,
and the model that is written from it.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from qgis.core import QgsProcessingOutputNumber

from ...algorithms.texts import Text
from ..forecast.predictcrime import PredictCrime
from ..framework import parameters as shared
from ..framework.bounds import bounds_of, keep_bounds
from ..framework.recordquality import RECORD_QUALITY
from ..hotspots.extracthotspots import ExtractHotspots
from ..officers.assignofficers import AssignOfficers
from ..officers.blocks.parameters import BLOCK, DRESS_OF_BLOCKS, PLANS_BLOCKS, VISIT
from ..officers.createofficers import CreateOfficers
from ..risk.riskgrid import RiskGrid
from ..route.planroute import PlanRoute
from .origins import Step, as_named, fixed_at, of_plan, of_step, worked_out

# Of more, the hotspots alone may be too many places for Assign officers.
MOST_CELLS = 10_000
# OpenStreetMap maps roads to the middle of the street; the centre of a cell may lie well inside a block or a park.
FARTHEST_ROAD_M = 1000.0
# What the study area is made of where none is given.
AREAS = ("incidents", "most_incidents", "roads")

ROADS = (
    "ROADS",
    "VEHICLE",
    "DIRECTION_FIELD",
    "VALUE_FORWARD",
    "VALUE_BACKWARD",
    "VALUE_BOTH",
    "DEFAULT_DIRECTION",
    "SPEED_FIELD",
    "DEFAULT_SPEED",
    "TOLERANCE",
    "JUNCTION_DELAY",
    "TRAFFIC",
    "SNAP_MAX",
    "SOURCE",
    "URL",
    "AUTHCFG",
)
INCIDENTS = (
    *("INCIDENTS", "TIME_FIELD", "CLOCK_FIELD", "TYPE_FIELD", "EXCLUDE", "EXCLUDE_TYPES"),
    *RECORD_QUALITY,
)
STEPS = (
    Step(
        RiskGrid,
        Text("Making the risk grid"),
        "RISK",
        0.15,
        {
            **of_plan(*INCIDENTS, "STUDY_AREA", "FACILITIES", "FACILITY_TYPE_FIELD"),
            # A grid for tonight does not know tomorrow.
            **worked_out(PERIOD_END="shift_start", CELL_SIZE="cell_size", BANDWIDTH="bandwidth", CRS="crs"),
        },
        {"GRID": "GRID"},
        ("METHOD", "CELL_SHAPE", "ENVIRONMENT_SHARE"),
    ),
    Step(
        ExtractHotspots,
        Text("Extracting hotspots"),
        "HOTSPOT",
        0.05,
        {**of_step(GRID="riskgrid.GRID"), **of_plan("SEED"), **worked_out(CRS="crs")},
        {"HOTSPOTS": "HOTSPOTS", "POINTS": "POINTS"},
        ("METHOD", "COVERAGE", "THRESHOLD", "MAX_HOTSPOTS"),
    ),
    Step(
        PredictCrime,
        Text("Forecasting the shift and back-testing the forecast"),
        "FORECAST",
        0.3,
        {
            **of_plan(*INCIDENTS, "SEED"),
            **of_step(GRID="riskgrid.GRID"),
            **worked_out(
                FORECAST_START="forecast_start", FORECAST_HOURS="forecast_hours", INTERVAL_HOURS="interval_hours"
            ),
            **worked_out(CRS="crs"),
        },
        {"FORECAST": "FORECAST"},
        ("MODEL", "COVERAGE", "INTERVAL_HOURS", "TRAIN_DAYS"),
    ),
    Step(
        CreateOfficers,
        Text("Making officers"),
        "CREATE",
        0.01,
        {
            **as_named(NUMBER="OFFICER_COUNT"),
            **of_plan("SHIFT_HOURS"),
            **worked_out(START="start", SHIFT_START="shift_start", CRS="crs"),
        },
        {"OFFICERS": "OFFICERS_OUT"},
    ),
    Step(
        PlanRoute,
        Text("Planning a single route through the hotspots"),
        "ROUTE",
        0.15,
        {
            **of_step(STOPS="extracthotspots.POINTS"),
            **fixed_at(PRIORITY_FIELD="risk_sum", RETURN=True),
            **worked_out(START="start", DEPARTURE="shift_start", CRS="crs"),
            **of_plan("SHIFT_HOURS", "DWELL", "TIME_LIMIT", "SEED", *ROADS),
        },
        {"ROUTE": "ROUTE", "VISITS": "STOPS"},
        ("METHOD",),
    ),
    Step(
        AssignOfficers,
        Text("Assigning the officers"),
        "OFFICER",
        0.34,
        {
            **of_step(NODES="predictcrime.FORECAST", OFFICERS="createofficers.OFFICERS"),
            **fixed_at(HOTSPOT_FIELD="hotspot", WEIGHT_FIELD="weight", START_FIELD="start", END_FIELD="end"),
            **of_plan("CALLS", "CALL_TIME_FIELD", "CALL_PRIORITY_FIELD", "PRIORITIES", "PRIORITY_ORDER"),
            **of_plan("CALL_OPEN_HOURS", "CALL_CLOSED_FIELD"),
            **as_named(CLOCK_FIELD="CALL_CLOCK_FIELD"),
            **of_plan("INCIDENTS", "TYPE_FIELD", "EXCLUDE", "EXCLUDE_TYPES"),
            **as_named(INCIDENT_TIME_FIELD="TIME_FIELD", INCIDENT_CLOCK_FIELD="CLOCK_FIELD"),
            **of_plan("BEATS", "BEAT_FIELD", "MUST", "FORBIDDEN", "DETERRENCE_TABLE", "STREET_FIELD"),
            **worked_out(SHIFT_START="shift_start", CRS="crs", UNIT="unit"),
            **of_plan("SHIFT_HOURS", "DWELL", "TIME_LIMIT", "SEED", *ROADS),
        },
        {name: name for name in ("ROUTES", "VISITS", "UNVISITED", "SUMMARY", "BLOCKS", "AREAS")},
        (
            "METHOD",
            "OFFICER_COST",
            "BLOCK_MIN",
            "BLOCK_MAX",
            "FREE_SHARE",
            "PAUSE",
            "MAX_ROWS",
            "BEAT_RULE",
            "DETERRENCE",
        ),
    ),
)
# The step that a plan does without unless it is asked for.
_BESIDE = "planroute"
# Numbers that tell nothing of a plan, which compares no two periods.
_NOT_TOLD = ("EMERGING", "PERSISTENT", "FADING")


class Shown(NamedTuple):
    """A layer of the plan: its title, whether it is visible at first and asked for unless somebody says no."""

    title: str
    kind: Any
    visible: bool = False
    optional: bool = True
    by_default: bool = True


# From the top of their group.
LAYERS = {
    "OFFICERS_OUT": Shown("Officers", shared.POINTS, visible=True),
    "VISITS": Shown("Officers' visits", shared.POINTS, visible=True, optional=False),
    "BLOCKS": Shown("Blocks", shared.POINTS, visible=True),
    "AREAS": Shown("Officers' areas", shared.POLYGONS, visible=True),
    "ROUTES": Shown("Officers' routes", shared.LINES, visible=True, optional=False),
    "STOPS": Shown("Stops of the single route", shared.POINTS, by_default=False),
    "ROUTE": Shown("Single route", shared.LINES, by_default=False),
    "UNVISITED": Shown("Not visited", shared.POINTS),
    "POINTS": Shown("Hotspot peaks", shared.POINTS),
    "HOTSPOTS": Shown("Hotspots", shared.POLYGONS, visible=True, optional=False),
    "FORECAST": Shown("Forecast", shared.POLYGONS, optional=False),
    "GRID": Shown("Risk", shared.POLYGONS, visible=True, optional=False),
    "SUMMARY": Shown("Officers' summary", shared.TABLE, optional=False),
}
# What there is only where blocks are planned; what is not shown at first then, beside the areas.
OF_BLOCKS, HIDDEN_BY_BLOCKS = ("BLOCKS", "AREAS"), ("HOTSPOTS",)


def step_of(name: str) -> Step:
    """The step with that id."""
    return next(step for step in STEPS if step.id == name)


@cache
def _definitions(name: str) -> dict[str, Any]:
    """The parameters and number outputs of the step with that id."""
    return {definition.name(): definition for definition in step_of(name).algorithm().define()}


def unit_of(unit: Any, method: Any) -> Any:
    """What officers are planned by: as chosen; else visits where one of the study's methods is, which know no others.

    unit, method: the words of the plan's parameters, None or "" where they are left out.
    """
    if unit not in (None, ""):
        return unit
    return VISIT if method not in (None, "", PLANS_BLOCKS) else BLOCK


def needed_steps(has_officers: bool, wants_route: bool) -> list[Step]:
    """The steps of one plan: officers are made where there are none, a single route where it is asked for."""
    left_out = {"createofficers": has_officers, "planroute": not wants_route}
    return [step for step in STEPS if not left_out.get(step.id, False)]


def dress(in_blocks: bool = False) -> dict[str, tuple[str, str, str]]:
    """How the plan's layers are dressed: as those of the steps; where blocks are planned, as beside their areas."""
    found = {
        plan: step.algorithm.DRESS[own]
        for step in STEPS
        for own, plan in step.outputs.items()
        if own in step.algorithm.DRESS
    }
    # The colours of areas are told apart on a pale ground only.
    return {**found, **DRESS_OF_BLOCKS, "GRID": ("block_risk", "", "")} if in_blocks else found


def bounds_in(name: str, own: str) -> dict[str, Any]:
    """The bounds that a step's number has, for the plan's number that stands for it."""
    bounds = bounds_of(_definitions(name)[own])
    return {} if bounds is None else bounds._asdict()


def settings(step: Step) -> list[Any]:
    """The plan's parameters for a step's settings: the step's own, with its words and defaults, under the plan's name,
    as advanced ones.
    """
    found = []
    for own in step.settings:
        definition = _definitions(step.id)[own].clone()
        definition.setName(step.setting_name(own))
        definition.setDescription(f"{step.algorithm.TITLE}: {definition.description()}")
        bounds = bounds_of(definition)
        if bounds is not None:
            keep_bounds(definition, bounds._replace(step=step.algorithm.TITLE))
        found.append(shared.advanced(definition))
    return found


def settings_help() -> dict[str, str]:
    """What the steps say of their settings, under the plan's names."""
    return {step.setting_name(own): step.algorithm.HELP[own] for step in STEPS for own in step.settings}


@cache
def number_names() -> dict[tuple[str, str], str]:
    """By step and its number, what the plan calls it.

    A number keeps its name. Where several steps have one of a name, the later step keeps it, and that of the earlier
    one begins with the step's prefix; the single route's always do.
    """
    names: dict[tuple[str, str], str] = {}
    taken: set[str] = set()
    for step in reversed(STEPS):
        for number in _numbers_of(step):
            is_prefixed = step.id == _BESIDE or number in taken
            names[step.id, number] = f"{step.prefix}_{number}" if is_prefixed else number
            taken.add(number)
    return names


def _numbers_of(step: Step) -> list[str]:
    if step.id == "createofficers":
        # They are those of the officers' layer.
        return []
    definitions = _definitions(step.id)
    names = [name for name, one in definitions.items() if isinstance(one, QgsProcessingOutputNumber)]
    return [name for name in names if name not in _NOT_TOLD]


def numbers() -> list[QgsProcessingOutputNumber]:
    """The plan's number outputs, those of the last step first."""
    names = number_names()
    return [
        QgsProcessingOutputNumber(
            names[step.id, own], f"{step.algorithm.TITLE}: {_definitions(step.id)[own].description()}"
        )
        for step in reversed(STEPS)
        for own in _numbers_of(step)
    ]
