"""The names that saved models, batch scripts and qgis_process calls depend on, with the promised defaults and words."""

from __future__ import annotations

from dataclasses import dataclass, field

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
MODELS = (
    "random_forest prior_count kernel prospective self_exciting self_exciting_kernel count_ties consistency blend auto"
)
BLOCKS = need(
    "MUST FORBIDDEN BEATS BEAT_FIELD DETERRENCE_TABLE STREET_FIELD TYPE_FIELD EXCLUDE EXCLUDE_TYPES BLOCKS AREAS"
)
BLOCK_RULES = {"BLOCK_MIN": 30, "BLOCK_MAX": 90, "FREE_SHARE": 30, "PAUSE": 15, "MAX_ROWS": 8}
BLOCK_WORDS = {"BEAT_RULE": "hard soft", "DETERRENCE": "koper fifteen_a_day table"}
UNITS = "visit block"
RECORD_QUALITY = need(
    "INCIDENT_BEAT_FIELD CATEGORY_FIELD OFFICER_INITIATED", FALLBACK_POINTS="leave_out", OFFICER_WEIGHT=0
)
RECORD_QUALITY_WORDS = {"FALLBACK_POINTS": "keep leave_out"}
METHODS = "best glerk_ga glerk_cs lerk_ga lerk_cs importance_greedy distance_greedy"

CONTRACTS = {
    "samplecity": Contract("Create a sample city", "CITY", need("SIZE SEED CITY"), {"SIZE": "small medium large"}),
    "riskgrid": Contract(
        "Create a risk grid",
        "GRID RASTER ARRAY REPORT CELLS INCIDENTS_USED SKIPPED",
        {
            **need(
                "INCIDENTS TIME_FIELD WEIGHT_FIELD STUDY_AREA TEMPLATE FACILITIES CELL_SHAPE METHOD CASES CRS GRID "
                "RASTER ARRAY REPORT TYPE_FIELD EXCLUDE EXCLUDE_TYPES",
                CELL_SIZE=250,
                BANDWIDTH=500,
                ENVIRONMENT_SHARE=0.3,
            ),
            **RECORD_QUALITY,
        },
        {
            "CELL_SHAPE": "square hexagon",
            "METHOD": "count kernel adaptive",
            "CASES": "overall turn turn_weekend",
            **RECORD_QUALITY_WORDS,
        },
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
        {
            **need(
                "INCIDENTS TIME_FIELD GRID POIS POI_TYPE_FIELD CHECKINS CHECKIN_TIME_FIELD CHECKIN_USER_FIELD "
                "FORECAST_START MODEL SEED FORECAST IMPORTANCE REPORT TYPE_FIELD EXCLUDE EXCLUDE_TYPES",
                FORECAST_HOURS=24,
                INTERVAL_HOURS=2,
                TRAIN_DAYS=270,
                COVERAGE=10,
            ),
            **RECORD_QUALITY,
        },
        {"MODEL": MODELS, **RECORD_QUALITY_WORDS},
    ),
    "evaluateforecast": Contract(
        "Evaluate forecasts",
        "SCORES SUMMARY REPORT",
        {
            **need(
                "INCIDENTS TIME_FIELD GRID TEST_START TEST_END MODELS POIS POI_TYPE_FIELD CHECKINS CHECKIN_TIME_FIELD "
                "CHECKIN_USER_FIELD SEED SCORES SUMMARY REPORT",
                STEP_HOURS=168,
                COVERAGES="1,5,10,20",
                FEEDBACK_ROUNDS=50,
            ),
            **RECORD_QUALITY,
        },
        {"MODELS": MODELS, **RECORD_QUALITY_WORDS},
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
        "ROUTE VISITS SKIPPED_STOPS GPX KML KM MINUTES VISITED SCORE GAP",
        {
            **need(
                "STOPS PRIORITY_FIELD PROBABILITIES START END RETURN DEPARTURE METHOD SEED TIME_LIMIT OPEN_FIELD "
                "CLOSE_FIELD DWELL_FIELD MUST_FIELD BREAK_ON BREAK_MIN ROUTE VISITS SKIPPED_STOPS GPX KML",
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
        "ROUTES VISITS UNVISITED SUMMARY REWARD VISITED OFFICERS_USED BOUND_GAP REPLAY REACHED REACHED_55 "
        "REACHED_VISIT REACHED_CELL REACHED_150 REACHED_EVEN REACHED_EVEN_55 REACHED_COUNT REACHED_COUNT_55 "
        "REACHED_UNSEEN REACHED_UNSEEN_55 REACHED_UNSEEN_EVEN REACHED_UNSEEN_EVEN_55 REACHED_UNSEEN_COUNT "
        "REACHED_UNSEEN_COUNT_55 WEEK_EVENTS UNSEEN_EVENTS EXPECTED EXPECTED_VISIT EXPECTED_AFTER EXPECTED_AFTER_55 "
        "ENTROPY BLOCKS AREAS EXPECTED_BLOCKS BLOCK_COUNT",
        {
            **need(
                "NODES HOTSPOT_FIELD WEIGHT_FIELD START_FIELD END_FIELD CALLS CALL_TIME_FIELD CALL_PRIORITY_FIELD "
                "CALL_CLOSED_FIELD CALL_OPEN_HOURS PRIORITIES MUST_FIELD OFFICERS SHIFT_START METHOD TIME_LIMIT SEED "
                "ROUTES VISITS UNVISITED SUMMARY INCIDENTS INCIDENT_TIME_FIELD INCIDENT_CLOCK_FIELD TYPE_FIELD EXCLUDE "
                "EXCLUDE_TYPES EXPECTED_FIELD",
                SHIFT_HOURS=12,
                DWELL=10,
                OFFICER_COST=0,
                POPULATION=100,
                ITERATIONS=300,
                PRIORITY_ORDER="five_urgent",
                UNIT="visit",
                BEAT_RULE="hard",
                DETERRENCE="koper",
                RETURN=False,
                BALANCE=0,
            ),
            **BLOCKS,
            **BLOCK_RULES,
            **ROADS,
            **SOURCE,
        },
        {
            "METHOD": METHODS,
            "UNIT": UNITS,
            "PRIORITY_ORDER": "five_urgent one_urgent",
            **BLOCK_WORDS,
            **ROAD_WORDS,
            **SOURCE_WORDS,
        },
    ),
    "createofficers": Contract(
        "Create officers",
        "OFFICERS",
        need("NUMBER START STATIONS SHIFT_START SPEED BREAK_ON BREAK_MIN OFFICERS", SHIFT_HOURS=12),
    ),
    "planshift": Contract(
        "Plan a shift",
        "GRID HOTSPOTS FORECAST ROUTES VISITS UNVISITED SUMMARY OFFICERS_OUT REPORT HIT_RATE PAI AUC REWARD VISITED "
        "OFFICERS_USED BOUND_GAP REPLAY BLOCKS AREAS EXPECTED_BLOCKS BLOCK_COUNT HOTSPOTS_FOUND COVERED_PERCENT CELLS "
        "INCIDENTS_USED SKIPPED",
        {
            **need(
                "INCIDENTS TIME_FIELD CLOCK_FIELD STUDY_AREA FACILITIES CALLS CALL_TIME_FIELD CALL_PRIORITY_FIELD "
                "PRIORITIES OFFICERS OFFICER_COUNT START SHIFT_START SEED RISK_METHOD HOTSPOT_METHOD FORECAST_MODEL "
                "ROUTE_METHOD OFFICER_METHOD GRID HOTSPOTS FORECAST ROUTE STOPS ROUTES VISITS UNVISITED SUMMARY "
                "OFFICERS_OUT REPORT CALL_CLOSED_FIELD CALL_OPEN_HOURS",
                SHIFT_HOURS=12,
                DWELL=10,
                CELL_SIZE=250,
                HOTSPOT_COVERAGE=5,
                FORECAST_COVERAGE=10,
                FORECAST_INTERVAL_HOURS=2,
                PRIORITY_ORDER="five_urgent",
                UNIT="block",
                OFFICER_BEAT_RULE="hard",
                OFFICER_DETERRENCE="koper",
            ),
            **BLOCKS,
            **RECORD_QUALITY,
            **{f"OFFICER_{name}": default for name, default in BLOCK_RULES.items()},
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
            "UNIT": UNITS,
            **{f"OFFICER_{name}": words for name, words in BLOCK_WORDS.items()},
            "PRIORITY_ORDER": "five_urgent one_urgent",
            **RECORD_QUALITY_WORDS,
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
    ("evaluateforecast", "POIS"): ("MODELS", "random_forest"),
    ("evaluateforecast", "POI_TYPE_FIELD"): ("MODELS", "random_forest"),
    ("evaluateforecast", "CHECKINS"): ("MODELS", "random_forest"),
    ("evaluateforecast", "CHECKIN_TIME_FIELD"): ("MODELS", "random_forest"),
    ("evaluateforecast", "CHECKIN_USER_FIELD"): ("MODELS", "random_forest"),
    ("planroute", "PROBABILITIES"): ("METHOD", "fuzzy"),
    ("planroute", "SEED"): ("METHOD", "genetic"),
    ("planroute", "TIME_LIMIT"): ("METHOD", "optimal"),
    ("assignofficers", "POPULATION"): ("METHOD", "glerk_ga"),
    ("assignofficers", "ITERATIONS"): ("METHOD", "glerk_ga"),
    ("assignofficers", "TIME_LIMIT"): ("METHOD", "best"),
    ("assignofficers", "SEED"): ("METHOD", "glerk_ga"),
}
