"""The public interface, kept: saved models, batch scripts and qgis_process calls depend on these names."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ANY = object()  # a parameter whose default the interface leaves open


@dataclass(frozen=True)
class Contract:
    """What the interface promises of one algorithm.

    ``parameters``: name → default, or ANY. ``words``: enum → the words it may offer (those that work; later versions
    add the others). ``outputs``: names of layers, files and numbers.
    """

    title: str
    outputs: str
    parameters: dict[str, object]
    words: dict[str, str] = field(default_factory=dict)


def need(names: str, **defaults: object) -> dict[str, object]:
    """Parameters without a promised default, and those with one."""
    return {**dict.fromkeys(names.split(), ANY), **defaults}


ROADS = need(
    "ROADS DIRECTION_FIELD VALUE_FORWARD VALUE_BACKWARD VALUE_BOTH DEFAULT_DIRECTION SPEED_FIELD TOLERANCE TRAFFIC",
    DEFAULT_SPEED=50,
    SNAP_MAX=200,
    JUNCTION_DELAY=6,
)
ROAD_WORDS = {"DEFAULT_DIRECTION": "forward backward both"}
SOURCE = need("URL AUTHCFG", SOURCE="roads")
SOURCE_WORDS = {"SOURCE": "roads osrm valhalla"}
MODELS = "random_forest prior_count kernel prospective self_exciting"
METHODS = "best glerk_ga glerk_cs lerk_ga lerk_cs importance_greedy distance_greedy"

CONTRACTS = {
    "samplecity": Contract("Create a sample city", "CITY", need("SIZE SEED CITY"), {"SIZE": "small medium large"}),
    "riskgrid": Contract(
        "Create a risk grid",
        "GRID RASTER ARRAY REPORT CELLS INCIDENTS_USED SKIPPED",
        need(
            "INCIDENTS TIME_FIELD WEIGHT_FIELD STUDY_AREA TEMPLATE FACILITIES CELL_SHAPE METHOD CASES CRS GRID RASTER "
            "ARRAY REPORT",
            CELL_SIZE=250,
            BANDWIDTH=500,
            ENVIRONMENT_SHARE=0.3,
        ),
        {"CELL_SHAPE": "square hexagon", "METHOD": "count kernel adaptive", "CASES": "overall turn turn_weekend"},
    ),
    "extracthotspots": Contract(
        "Extract hotspots",
        "HOTSPOTS POINTS HOTSPOTS_FOUND COVERED_PERCENT PAI",
        need(
            "GRID RASTER BAND METHOD THRESHOLD HOTSPOTS POINTS BASELINE_FIELD ROADS NEIGHBOURS",
            RISK_FIELD="risk",
            COVERAGE=5,
            ALPHA=0.05,
            MAX_HOTSPOTS=0,
            MIN_CELLS=1,
        ),
        {"METHOD": "coverage threshold gi contiguous", "NEIGHBOURS": "queen star distance"},
    ),
    "predictcrime": Contract(
        "Predict crime",
        "FORECAST IMPORTANCE REPORT HIT_RATE PAI AUC SKIPPED",
        need(
            "INCIDENTS TIME_FIELD GRID POIS POI_TYPE_FIELD CHECKINS CHECKIN_TIME_FIELD CHECKIN_USER_FIELD "
            "FORECAST_START MODEL SEED FORECAST IMPORTANCE REPORT",
            FORECAST_HOURS=24,
            INTERVAL_HOURS=2,
            TRAIN_DAYS=270,
            COVERAGE=10,
        ),
        {"MODEL": MODELS},
    ),
    "evaluateforecast": Contract(
        "Evaluate forecasts",
        "SCORES SUMMARY REPORT",
        need(
            "INCIDENTS TIME_FIELD GRID TEST_START TEST_END MODELS POIS POI_TYPE_FIELD CHECKINS CHECKIN_TIME_FIELD "
            "CHECKIN_USER_FIELD SEED SCORES SUMMARY REPORT",
            STEP_HOURS=168,
            COVERAGES="1,5,10,20",
        ),
        {"MODELS": MODELS},
    ),
    "featurerelevance": Contract(
        "Rank incident features",
        "RELEVANCE REPORT",
        need("INCIDENTS TIME_FIELD TARGET_FIELD FIELDS THRESHOLD RELEVANCE REPORT", NEIGHBOURS=10),
    ),
    "patrolwaypoints": Contract(
        "Find patrol way-points",
        "WAYPOINTS HOTSPOTS PREDICTED CLUSTERS_OUT PROBABILITIES REPORT CLUSTERS_FOUND ACCURACY COVERED_PERCENT "
        "SKIPPED",
        need(
            "INCIDENTS TIME_FIELD CLOCK_FIELD TURN STUDY_AREA CRS SEED WAYPOINTS HOTSPOTS PREDICTED CLUSTERS_OUT "
            "PROBABILITIES REPORT",
            CLUSTERS=0,
            EPSILON=1000,
            MAX_CLUSTERS=20,
            TEST_SHARE=20,
        ),
        {"TURN": "night morning evening all"},
    ),
    "travelmatrix": Contract(
        "Travel time matrix",
        "MATRIX",
        {**need("ORIGINS DESTINATIONS MATRIX"), **ROADS, **SOURCE},
        {**ROAD_WORDS, **SOURCE_WORDS},
    ),
    "planroute": Contract(
        "Plan a patrol route",
        "ROUTE VISITS SKIPPED_STOPS KM MINUTES VISITED SCORE",
        {
            **need(
                "STOPS PRIORITY_FIELD PROBABILITIES START RETURN DEPARTURE METHOD SEED TIME_LIMIT ROUTE VISITS "
                "SKIPPED_STOPS",
                SHIFT_HOURS=8,
                DWELL=15,
            ),
            **ROADS,
            **SOURCE,
        },
        {"METHOD": "fuzzy genetic optimal nearest", **ROAD_WORDS, **SOURCE_WORDS},
    ),
    "assignofficers": Contract(
        "Assign officers",
        "ROUTES VISITS UNVISITED SUMMARY REWARD VISITED OFFICERS_USED BOUND_GAP REPLAY",
        {
            **need(
                "NODES HOTSPOT_FIELD WEIGHT_FIELD START_FIELD END_FIELD CALLS CALL_TIME_FIELD CALL_PRIORITY_FIELD "
                "PRIORITIES OFFICERS SHIFT_START METHOD TIME_LIMIT SEED ROUTES VISITS UNVISITED SUMMARY",
                SHIFT_HOURS=12,
                DWELL=10,
                OFFICER_COST=0,
                POPULATION=100,
                ITERATIONS=300,
                PRIORITY_ORDER="five_urgent",
            ),
            **ROADS,
            **SOURCE,
        },
        {"METHOD": METHODS, "PRIORITY_ORDER": "five_urgent one_urgent", **ROAD_WORDS, **SOURCE_WORDS},
    ),
    "createofficers": Contract(
        "Create officers",
        "OFFICERS",
        need("NUMBER START STATIONS SHIFT_START SPEED BREAK_ON BREAK_MIN OFFICERS", SHIFT_HOURS=12),
    ),
    "planshift": Contract(
        "Plan a shift",
        "GRID HOTSPOTS FORECAST ROUTES VISITS UNVISITED SUMMARY OFFICERS_OUT REPORT HIT_RATE PAI AUC REWARD VISITED "
        "OFFICERS_USED BOUND_GAP REPLAY HOTSPOTS_FOUND COVERED_PERCENT CELLS INCIDENTS_USED SKIPPED",
        {
            **need(
                "INCIDENTS TIME_FIELD CLOCK_FIELD STUDY_AREA FACILITIES CALLS CALL_TIME_FIELD CALL_PRIORITY_FIELD "
                "PRIORITIES OFFICERS OFFICER_COUNT START SHIFT_START SEED RISK_METHOD HOTSPOT_METHOD FORECAST_MODEL "
                "ROUTE_METHOD OFFICER_METHOD GRID HOTSPOTS FORECAST ROUTE STOPS ROUTES VISITS UNVISITED SUMMARY "
                "OFFICERS_OUT REPORT",
                SHIFT_HOURS=12,
                DWELL=10,
                CELL_SIZE=250,
                HOTSPOT_COVERAGE=5,
                FORECAST_COVERAGE=10,
                FORECAST_INTERVAL_HOURS=2,
                PRIORITY_ORDER="five_urgent",
            ),
            **ROADS,
            # The centre of a cell may lie well inside a block or a park.
            "SNAP_MAX": 1000,
        },
        {
            "RISK_METHOD": "count kernel adaptive",
            "HOTSPOT_METHOD": "coverage threshold gi contiguous",
            "FORECAST_MODEL": MODELS,
            "ROUTE_METHOD": "fuzzy genetic optimal nearest",
            "OFFICER_METHOD": METHODS,
            "PRIORITY_ORDER": "five_urgent one_urgent",
            **ROAD_WORDS,
        },
    ),
    "simulateshifts": Contract(
        "Simulate shifts",
        "RESULTS SUMMARY REPORT",
        {
            **need(
                "INCIDENTS TIME_FIELD CALLS CALL_TIME_FIELD CALL_PRIORITY_FIELD GRID FORECAST_MODEL FORECAST OFFICERS "
                "METHODS FIRST_DAY DAYS DWELL SPEED SEED RESULTS SUMMARY REPORT",
                OFFICER_COUNTS="5,10,15,20,25,30",
                SHIFT_FROM=8,
                SHIFT_TO=20,
                TRIALS=5,
            ),
            **ROADS,
        },
        {"METHODS": METHODS, **ROAD_WORDS},
    ),
}
HEAVY = {
    "numpy",
    "scipy",
    "sklearn",
    "networkx",
    "skfuzzy",
    "shapely",
    "matplotlib",
    "jinja2",
    "pandas",
    "numba",
    "osgeo",
}
# Reserved by the interface, without a promise yet.
RESERVED = {"replanshift": "CHANGES", "patrolsheet": ""}

# Parameters that only matter for words an algorithm does not offer yet may come with those words.
COMES_WITH = {
    ("extracthotspots", "ALPHA"): ("METHOD", "gi"),
    ("predictcrime", "POIS"): ("MODEL", "random_forest"),
    ("predictcrime", "POI_TYPE_FIELD"): ("MODEL", "random_forest"),
    ("predictcrime", "CHECKINS"): ("MODEL", "random_forest"),
    ("predictcrime", "CHECKIN_TIME_FIELD"): ("MODEL", "random_forest"),
    ("predictcrime", "CHECKIN_USER_FIELD"): ("MODEL", "random_forest"),
    ("predictcrime", "IMPORTANCE"): ("MODEL", "random_forest"),
    ("predictcrime", "SEED"): ("MODEL", "random_forest"),
    ("planroute", "PROBABILITIES"): ("METHOD", "fuzzy"),
    ("planroute", "SEED"): ("METHOD", "genetic"),
    ("planroute", "TIME_LIMIT"): ("METHOD", "optimal"),
    ("assignofficers", "POPULATION"): ("METHOD", "glerk_ga"),
    ("assignofficers", "ITERATIONS"): ("METHOD", "glerk_ga"),
    ("assignofficers", "TIME_LIMIT"): ("METHOD", "best"),
    ("assignofficers", "SEED"): ("METHOD", "glerk_ga"),
}


@pytest.fixture(scope="module")
def algorithms(qgis_app):
    """Every algorithm of our provider, by id; never empty."""
    found = {
        algorithm.name(): algorithm for algorithm in qgis_app.processingRegistry().providerById("patrol").algorithms()
    }
    assert found
    return found


def is_due(algorithm, name: str) -> bool:
    """Whether a promised name must be there with the words the algorithm offers now."""
    parameter, word = COMES_WITH.get((algorithm.name(), name), (None, None))
    return parameter is None or word in algorithm.parameterDefinition(parameter).options()


def same_default(found: object, promised: object) -> bool:
    if isinstance(promised, str):
        return found == promised
    return found is not None and float(found) == float(promised)


def test_the_ids_are_promised_names(algorithms):
    unknown = set(algorithms) - set(CONTRACTS) - set(RESERVED)
    assert not unknown, f"give {unknown} a row in CONTRACTS, from the interface"
    assert [name for name in algorithms if not re.fullmatch(r"[a-z]+", name)] == []
    assert {algorithm.id() for algorithm in algorithms.values()} == {f"patrol:{name}" for name in algorithms}


def test_the_titles_stand(algorithms):
    titles = {name: algorithm.displayName() for name, algorithm in algorithms.items() if name in CONTRACTS}
    assert titles == {name: CONTRACTS[name].title for name in titles}
    shown = [algorithm.displayName() for algorithm in algorithms.values()]
    assert len(set(shown)) == len(shown)


def test_every_promised_parameter_is_there_with_its_default(algorithms):
    wrong = []
    for name, algorithm in algorithms.items():
        for parameter, promised in CONTRACTS[name].parameters.items() if name in CONTRACTS else ():
            definition = algorithm.parameterDefinition(parameter)
            if definition is None:
                if is_due(algorithm, parameter):
                    wrong.append(f"{name} lacks {parameter}")
            elif definition.name() != parameter:
                wrong.append(f"{name}: {definition.name()} must be written {parameter}")
            elif promised is not ANY and not same_default(definition.defaultValue(), promised):
                wrong.append(f"{name}: {parameter} is {definition.defaultValue()!r} by default, not {promised!r}")
    assert not wrong, "\n".join(wrong)


def test_every_promised_output_is_there_and_no_name_twice(algorithms):
    wrong = []
    for name, algorithm in algorithms.items():
        found = [output.name() for output in algorithm.outputDefinitions()]
        promised = CONTRACTS[name].outputs.split() if name in CONTRACTS else []
        wrong += [
            f"{name} lacks the output {output}"
            for output in promised
            if output not in found and is_due(algorithm, output)
        ]
        wrong += [f"{name} declares {output} twice" for output in set(found) if found.count(output) > 1]
    assert not wrong, "\n".join(wrong)


def test_figures_are_number_outputs(algorithms):
    from qgis.core import QgsProcessingOutputNumber

    wrong = []
    for name, algorithm in algorithms.items():
        inputs_and_layers = {definition.name() for definition in algorithm.parameterDefinitions()}
        for output in algorithm.outputDefinitions():
            if output.name() not in inputs_and_layers and not isinstance(output, QgsProcessingOutputNumber):
                wrong.append(f"{name}: {output.name()} is {output.type()}")
    assert not wrong, "\n".join(wrong)


def test_choices_are_words_that_the_interface_knows(algorithms):
    wrong = []
    for name, algorithm in algorithms.items():
        for definition in algorithm.parameterDefinitions():
            if definition.type() != "enum":
                continue
            if not definition.usesStaticStrings():
                wrong.append(f"{name}: {definition.name()} stores numbers, not words")
            if not definition.allowMultiple() and definition.defaultValue() not in definition.options():
                wrong.append(
                    f"{name}: the default {definition.defaultValue()!r} of {definition.name()} is not among its words"
                )
            allowed = CONTRACTS[name].words.get(definition.name()) if name in CONTRACTS else None
            if allowed is not None and not set(definition.options()) <= set(allowed.split()):
                wrong.append(f"{name}: {definition.name()} offers {definition.options()}, the interface {allowed}")
        for parameter in CONTRACTS[name].words if name in CONTRACTS else ():
            definition = algorithm.parameterDefinition(parameter)
            if definition is not None and definition.type() != "enum":
                wrong.append(f"{name}: {parameter} must be a choice of words")
    assert not wrong, "\n".join(wrong)


def test_layers_come_as_sources_and_go_as_sinks(algorithms):
    # Only these carry "selected features only" and write wherever the user says.
    wrong = [
        f"{name}: {definition.name()} is a {definition.type()}"
        for name, algorithm in algorithms.items()
        for definition in algorithm.parameterDefinitions()
        if definition.type() in ("vector", "layer", "vectorDestination")
    ]
    assert not wrong, "\n".join(wrong)


def test_every_parameter_and_output_is_explained(algorithms):
    wrong = []
    for name, algorithm in algorithms.items():
        page = algorithm.shortHelpString()
        for definition in algorithm.parameterDefinitions():
            if len(definition.help()) < 10:
                wrong.append(f"{name}: {definition.name()} has no help")
            elif definition.help() not in page:
                wrong.append(f"{name}: the help of {definition.name()} is not on the help page")
            if not definition.description() or definition.description() == definition.name():
                wrong.append(f"{name}: {definition.name()} has no label")
        wrong += [
            f"{name}: HELP explains {unknown}, which does not exist"
            for unknown in algorithm.HELP
            if algorithm.parameterDefinition(unknown) is None and algorithm.outputDefinition(unknown) is None
        ]
        if len(algorithm.shortDescription()) < 20:
            wrong.append(f"{name}: no short description")
    assert not wrong, "\n".join(wrong)


def test_every_algorithm_has_a_group_and_an_icon(algorithms):
    wrong = []
    groups: dict[str, str] = {}
    for name, algorithm in algorithms.items():
        if not re.fullmatch(r"[a-z]+", algorithm.groupId()) or not algorithm.group():
            wrong.append(f"{name}: group {algorithm.groupId()!r}, {algorithm.group()!r}")
        if groups.setdefault(algorithm.groupId(), algorithm.group()) != algorithm.group():
            wrong.append(f"{name}: group {algorithm.groupId()} has two titles")
        icon = Path(algorithm.svgIconPath())
        if not icon.is_file() or algorithm.icon().pixmap(24, 24).toImage().isNull():
            wrong.append(f"{name}: no icon at ui/icons/{icon.name}")
    assert not wrong, "\n".join(wrong)


def test_the_flags_of_qgis_are_kept(algorithms):
    from qgis.core import QgsProcessingAlgorithm

    flag = QgsProcessingAlgorithm.Flag
    for name, algorithm in algorithms.items():
        assert algorithm.flags() & flag.FlagSupportsBatch, f"{name} lost batch"
        assert algorithm.flags() & flag.FlagCanCancel, f"{name} lost cancel"
        hidden = flag.FlagHideFromToolbox | flag.FlagHideFromModeler | flag.FlagDeprecated | flag.FlagNoThreading
        assert not algorithm.flags() & hidden, f"{name} is hidden or blocks the window"


def test_a_created_instance_is_a_fresh_equal_one(algorithms):
    for name, algorithm in algorithms.items():
        clone = algorithm.create()
        assert clone is not algorithm, name
        assert type(clone) is type(algorithm), name
        assert clone.id() == algorithm.id()
        ours, theirs = algorithm.parameterDefinitions(), clone.parameterDefinitions()
        assert [one.toVariantMap() for one in ours] == [one.toVariantMap() for one in theirs], name
        assert [one.name() for one in algorithm.outputDefinitions()] == [
            one.name() for one in clone.outputDefinitions()
        ]


def test_loading_the_plugin_loads_no_heavy_package(plugin_parent):
    # What our modules ask for counts, too, where QGIS (3.44 does with NumPy) has loaded it before us.
    program = """
import builtins, os, sys
sys.path.insert(0, sys.argv[1])
from qgis.core import QgsApplication
app = QgsApplication([], False)
app.initQgis()
before = set(sys.modules)
asked = set()
plain_import = builtins.__import__
def noting_import(name, globals=None, locals=None, fromlist=(), level=0):
    if globals is not None and str(globals.get("__name__")).startswith("patrol_planner") and level == 0:
        asked.add(name)
    return plain_import(name, globals, locals, fromlist, level)
builtins.__import__ = noting_import
from patrol_planner.plugin import PatrolPlannerPlugin
plugin = PatrolPlannerPlugin(None)
plugin.initProcessing()
count = len(QgsApplication.processingRegistry().providerById("patrol").algorithms())
print(count, *sorted(asked | (set(sys.modules) - before)))
sys.stdout.flush()
os._exit(0)
"""
    command = [sys.executable, "-c", program, str(plugin_parent)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=plugin_parent, timeout=60)
    assert done.returncode == 0, done.stderr
    count, *loaded = done.stdout.split()
    assert int(count) > 0
    assert {"patrol_planner.processing.provider", "qgis.core"} <= set(loaded)
    assert not HEAVY & {name.split(".")[0] for name in loaded}
    # Of Python's own, what takes longer to load than all of ours.
    ours_brought = {
        name for name in loaded if name.startswith(("importlib.metadata", "email", "subprocess", "multiprocessing"))
    }
    assert not ours_brought
