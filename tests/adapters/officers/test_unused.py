"""What is given to a plan and comes to nothing is a warning that says so and what to do."""

from __future__ import annotations

import pytest
from streetgrid import at

pytest.importorskip("qgis.core")
CALL = (at(1, 1), "2024-05-31 09:00", "Low")
BLOCKS = {"UNIT": "block", "DWELL": 10}


@pytest.fixture
def told(assign, two, three, make_layer):
    """Parameters, "table" for a table of priorities and "calls" and "area" for such layers → the sentences told."""

    def run(**given):
        layers = {
            "table": lambda: make_layer("NoGeometry", ["word:string", "priority:integer"], [(None, "low", 1)]),
            "calls": lambda: make_layer(
                "Point", ["time:string", "type:string"], [(at(1, 1), "2024-05-31 09:00", "Low")]
            ),
            "area": lambda: make_layer("Polygon", ["beat:string"], [("Polygon((0 0, 9 0, 9 9, 0 0))", "A")]),
        }
        values = {name: layers[value]() if value in layers else value for name, value in given.items()}
        log = assign(three, two, **values).log
        return [line for line in log.splitlines() if " not used " in line]

    return run


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"PRIORITIES": "table"}, "Table of priorities is not used without Calls. Choose Calls, or leave it out."),
        (
            {"CALL_OPEN_HOURS": 3, "PRIORITY_ORDER": "one_urgent"},
            "Hours a call stays open, Order of priorities are not used without Calls. Choose Calls, or leave them out.",
        ),
        (
            {"CALLS": "calls", "CALL_TIME_FIELD": "time", "PRIORITY_ORDER": "one_urgent"},
            "Order of priorities is not used without Call priority or type field. Choose Call priority or type field, "
            "or leave it out.",
        ),
        ({"EXCLUDE": "area"}, "Places to leave out is not used without Past incidents. Choose Past incidents,"),
        (
            {"ROADS": None, "DIRECTION_FIELD": "oneway", "TOLERANCE": 2},
            "Direction field, Topology tolerance (m), Delay at junctions (s) are not used without Roads. Choose Roads,",
        ),
        (
            {"URL": "http://127.0.0.1"},
            "Address of the routing server is not used with the source roads.",
        ),
        (
            {"FREE_SHARE": 10, "BEAT_RULE": "soft"},
            "Time kept free (%), Rule of beats are not used for visits; plans in blocks alone know it. Choose block as "
            "What is planned, or leave them out.",
        ),
        ({**BLOCKS, "BEAT_RULE": "soft"}, "Rule of beats is not used without Beats. Choose Beats, or leave it out."),
        (
            {**BLOCKS, "OFFICER_COST": 2},
            "Cost of an officer is not used by plans in blocks, which are not made for the reward; it is taken off "
            "that alone. Choose visit as What is planned, or leave it out.",
        ),
        (
            {"METHOD": "glerk_cs", "POPULATION": 10, "ITERATIONS": 5, "ELITIST_RATE": 0.3},
            "Genetic: elite is not used by the method glerk_cs. Choose glerk_ga, lerk_ga as Method, or leave it out.",
        ),
        (
            {"METHOD": "best", "LEVY_STEP": 0.1},
            "Cuckoo: step is not used by the method best. Choose glerk_cs, lerk_cs as Method, or leave it out.",
        ),
    ],
)
def test_what_comes_to_nothing_is_told_once_with_what_to_do(told, given, sentence):
    (line,) = told(**given)
    assert sentence in line


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"POPULATION": 100, "PRIORITY_ORDER": "five_urgent", "FREE_SHARE": 30, "BEAT_RULE": "hard", "OFFICER_COST": 1},
        {"METHOD": "lerk_ga", "POPULATION": 10, "ITERATIONS": 5, "ELITIST_RATE": 0.3},
        {
            **{"CALLS": "calls", "CALL_TIME_FIELD": "time", "CALL_PRIORITY_FIELD": "type"},
            **{"PRIORITIES": "table", "PRIORITY_ORDER": "one_urgent"},
        },
        {**BLOCKS, "FREE_SHARE": 10, "MAX_ROWS": 4},
    ],
)
def test_what_is_used_or_left_at_its_default_is_not_told(told, given):
    assert told(**given) == []
