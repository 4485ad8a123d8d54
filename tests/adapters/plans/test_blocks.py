"""A plan of a shift in blocks: by default, by its settings, and what is wrong before any step is run."""

from __future__ import annotations

from collections import Counter

import pytest
from streetgrid import street

pytest.importorskip("qgis.core")

WITHOUT_ROUTE = {"ROUTE": None, "STOPS": None}


@pytest.fixture
def named(make_layer):
    """The grid with names: rows A to E, columns 1st to 5th."""
    rows = [street((0, row), *((column, row) for column in range(1, 5))) for row in range(5)]
    columns = [street((column, 0), *((column, row) for row in range(1, 5))) for column in range(5)]
    lines = [(line, f"{'ABCDE'[row]} Street") for row, line in enumerate(rows)]
    lines += [(line, f"{1 + column}th Avenue") for column, line in enumerate(columns)]
    return make_layer("LineString", ["label:string"], lines)


def test_officers_are_planned_by_blocks_with_corners_and_reasons(plan, named):
    found = plan(ROADS=named, DIRECTION_FIELD=None, STREET_FIELD="label", OFFICER_COUNT=2, **WITHOUT_ROUTE)
    blocks = found.rows("BLOCKS")
    assert blocks and max(Counter(row["officer"] for row in blocks).values()) <= 8
    assert all(" events in " in row["why"] or row["why"].startswith("no event") for row in blocks)
    assert any(" / " in row["place"] for row in blocks)
    assert {row["hotspot_id"] for row in blocks} <= {row["area"] for row in found.rows("AREAS")}
    assert found["EXPECTED_BLOCKS"] == pytest.approx(sum(row["expected"] for row in blocks))
    assert any(leg["street"] for leg in found.rows("ROUTES"))


def test_the_settings_of_blocks_reach_the_step(plan):
    given = {"OFFICER_MAX_ROWS": 2, "OFFICER_BLOCK_MIN": 45, "OFFICER_BLOCK_MAX": 60, "OFFICER_FREE_SHARE": 10}
    found = plan(OFFICER_COUNT=2, **given, **WITHOUT_ROUTE)
    blocks = found.rows("BLOCKS")
    assert Counter(row["officer"] for row in blocks) == {"1A1": 2, "1A2": 2}
    assert all(45 * 60 <= row["from"].secsTo(row["to"]) <= 60 * 60 for row in blocks)


def test_where_a_method_of_the_study_is_chosen_visits_are_planned(plan):
    found = plan(OFFICER_METHOD="distance_greedy", **WITHOUT_ROUTE)
    assert "BLOCKS" not in found.outputs and found["EXPECTED_BLOCKS"] is None
    assert not any(row["block"] for row in found.rows("VISITS"))


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (
            {"UNIT": "block", "OFFICER_METHOD": "glerk_ga"},
            "Blocks are planned by the method best alone, not by glerk_ga",
        ),
        ({"OFFICER_BLOCK_MIN": 100}, r"The shortest block \(100 min\) is longer than the longest \(90 min\)"),
        ({"OFFICER_DETERRENCE": "table"}, "Choose a Table of deterrence"),
        ({"EXCLUDE_TYPES": "fraud"}, "Kinds to leave out need the Kind of incident field"),
    ],
)
def test_what_does_not_go_together_is_told_before_any_step(plan, given, text):
    with pytest.raises(Exception, match=text) as caught:
        plan(**given)
    assert "Step" not in str(caught.value)


def test_beats_without_their_field_are_refused(plan, make_layer):
    beats = make_layer("Polygon", ["beat:string"], [("Polygon((0 0, 1 0, 1 1, 0 0))", "A")])
    with pytest.raises(Exception, match="Beats need the Beat name field"):
        plan(BEATS=beats)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"OFFICERS": True, "OFFICER_COUNT": 3}, "Number of officers where none are given is not used where Officers"),
        ({"AREA_FROM": "roads", "ROADS": None}, "Study area from is not used without Roads."),
        ({"RISK_ENVIRONMENT_SHARE": 0.5}, "Environment share is not used without Facilities."),
        ({"RISK_METHOD": "count", "RISK_BANDWIDTH": 300}, "Bandwidth (m) is not used by the method count."),
        ({"ROUTE_METHOD": "nearest"}, "Method is not used without Single route. Ask for Single route"),
        ({"OFFICER_BEAT_RULE": "soft"}, "Assign officers: Rule of beats is not used without Beats."),
    ],
)
def test_what_comes_to_nothing_is_told(plan, two_officers, given, told):
    given = {name: two_officers if value is True else value for name, value in given.items()}
    if given.get("ROADS", "") is None:
        given["DIRECTION_FIELD"] = None
    log = plan(ROUTE=None, STOPS=None, **given).log
    assert told in log and log.count("not used") == 1


def test_nothing_is_told_of_a_plan_as_it_is(plan):
    assert "not used" not in plan().log
