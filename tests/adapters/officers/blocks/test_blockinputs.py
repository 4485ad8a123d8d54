"""How odd inputs of plans in blocks are answered, and calls."""

from __future__ import annotations

import pytest
from blocklayers import by_officer, require_rules
from streetgrid import at, moment, square, street

pytest.importorskip("qgis.core")


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"BLOCK_MIN": 60, "BLOCK_MAX": 40}, "The shortest block .60 min. is longer than the longest .40 min."),
        ({"DWELL": 0}, "In blocks the dwell time is that at a street corner: at least 5 min"),
        ({"DWELL": 0.1}, "not 0.1 min. Choose 10 to 16 min, or the unit visit."),
        ({"DWELL": 4.9}, "not 4.9 min. Choose 10 to 16 min"),
        ({"DWELL": 45}, "no longer than the shortest block .30 min., not 45 min. Shorten it"),
        ({"DETERRENCE": "table"}, "Choose a Table of deterrence"),
        ({"BLOCK_MIN": 45, "BLOCK_MAX": 45}, "Stops of 10 min make blocks of 40 or 50 min, none of 45 to 45 min"),
    ],
)
def test_values_that_do_not_go_together(plan, given, text):
    with pytest.raises(Exception, match=text):
        plan(**given)


def test_beats_need_a_field_and_known_names(plan, beats, team):
    with pytest.raises(Exception, match="Beats need the Beat name field"):
        plan(BEATS=beats)
    with pytest.raises(Exception, match=r"Officers: no beat is called North \(1A1\). The beats are West, East"):
        plan(officers=team((at(0, 0), "1A1"), beat=["North"]), BEATS=beats, BEAT_FIELD="beat")


def test_empty_layers_mark_nothing(plan, make_layer):
    empty = make_layer("Polygon", ["beat:string"], [])
    outcome = plan(BEATS=empty, BEAT_FIELD="beat", MUST=empty, FORBIDDEN=empty)
    require_rules(outcome)
    assert "everybody may be everywhere" in outcome.log
    assert outcome.log.count("it marks nothing") == 2


def test_a_beat_without_a_name_is_refused(plan, make_layer):
    with pytest.raises(Exception, match="no polygon has a name in beat"):
        plan(BEATS=make_layer("Polygon", ["beat:string"], [(square(0, 0), None)]), BEAT_FIELD="beat")


def test_where_everything_is_forbidden_there_is_nothing_to_plan(plan, make_layer):
    everywhere = make_layer("Polygon", [], [(square(2, 2, 9000),)])
    with pytest.raises(Exception, match="they leave no place of Nodes to stop at"):
        plan(FORBIDDEN=everywhere)


def test_where_all_incidents_are_excluded_the_forecast_is_planned_by(plan, make_layer):
    everywhere = make_layer("Polygon", [], [(square(2, 2, 9000),)])
    outcome = plan(EXCLUDE=everywhere)
    require_rules(outcome)
    assert "none is left that happened before the shift" in outcome.log


def test_an_excluded_place_draws_nobody(plan, make_layer):
    plain = plan()
    corner = make_layer("Point", [], [(at(0, 0),)])
    outcome = plan(EXCLUDE=corner)
    assert outcome["EXPECTED_BLOCKS"] < plain["EXPECTED_BLOCKS"]
    assert not any(" of 60 events" in row["why"] for row in outcome.rows("VISITS"))


def test_calls_open_at_the_start_are_answered_before_the_first_block(plan, calls):
    from streetgrid import clock

    rows = [(at(4, 0), "c1", "07:55", 3), (at(0, 4), "c2", "07:50", 1), (at(1, 1), "c3", "09:30", 5)]
    came = calls(*rows, kind="integer")
    outcome = plan(CALLS=came, CALL_TIME_FIELD="time", CALL_PRIORITY_FIELD="type")
    require_rules(outcome)
    visits = by_officer(outcome.rows("VISITS"))
    answered = {row["node"]: (officer, row) for officer, own in visits.items() for row in own if row["kind"] == "call"}
    assert set(answered) == {"c1", "c2"}
    for officer, row in answered.values():
        assert visits[officer][0] == row and not row["block"]
        assert clock(row["arrive"]) < "08:15:00"
        # Who answered it goes on from there, when it is done.
        assert visits[officer][1]["block"] == 1 and visits[officer][1]["arrive"] >= row["depart"]
    legs = by_officer(outcome.rows("ROUTES"))
    assert all(legs[officer][0]["node"] == node for node, (officer, _) in answered.items())
    assert (outcome["CALLS_KNOWN"], outcome["CALLS_ANSWERED"]) == (2, 2)
    assert "1 call comes in during the shift. Blocks do not plan for it" in outcome.log


def test_what_only_blocks_know_is_told_where_visits_are_planned(plan, make_layer):
    beats = make_layer("Polygon", ["beat:string"], [(square(0, 0), "north")])
    outcome = plan(UNIT="visit", BEATS=beats, BEAT_FIELD="beat", METHOD="distance_greedy")
    assert "Beats is not used for visits; plans in blocks alone know it" in outcome.log


def test_calls_of_the_shift_are_left_to_the_time_kept_free(plan, calls):
    outcome = plan(
        CALLS=calls((at(1, 1), "c1", "09:30", "P1")), CALL_TIME_FIELD="time", CALL_PRIORITY_FIELD="type", REPLAY=None
    )
    assert "1 call comes in during the shift" in outcome.log
    assert "c1" not in {row["node"] for row in outcome.rows("UNVISITED")}
    assert outcome["REPLAY"] == 0


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ([], "Table of deterrence: there is no row"),
        ([(None, 20, 40), (None, 10, 20), (None, 10, 30)], "the stay of 10 minutes stands in rows 2 and 3"),
        ([(None, 30, 40), (None, 10, -1)], "the effect in row 2 is -1. It must be 0 minutes or more"),
        ([(None, 0, 0), (None, None, 5), (None, 10, 30)], "the stay in row 2 is missing"),
    ],
)
def test_a_table_of_deterrence_that_makes_no_sense_is_refused(plan, make_layer, rows, text):
    table = make_layer("NoGeometry", ["stay:double", "effect:double"], rows)
    with pytest.raises(Exception, match=text) as caught:
        plan(DETERRENCE="table", DETERRENCE_TABLE=table)
    assert "in a way it should not" not in str(caught.value)


def test_lines_are_no_places(plan, make_layer):
    with pytest.raises(Exception, match="Places that are a must") as caught:
        plan(MUST=make_layer("LineString", [], [(street((0, 0), (1, 0)),)]))
    assert "in a way it should not" not in str(caught.value)


def test_a_duty_too_short_for_a_block_and_a_break_are_kept(plan, officers):
    short = (at(0, 0), "short", "08:00", "08:20")
    rests = (at(1, 1), "rests", None, None, None, "12:00", 60)
    outcome = plan(officers=officers(short, rests))
    assert "No block for short" in outcome.log
    blocks = outcome.rows("BLOCKS")
    assert {row["officer"] for row in blocks} == {"rests"}
    assert all(row["to"] <= moment("12:00") or row["from"] >= moment("13:00") for row in blocks)


def test_blocks_longer_than_the_shift_make_none(plan):
    outcome = plan(BLOCK_MIN=800, BLOCK_MAX=900)
    assert outcome.rows("BLOCKS") == [] and outcome.rows("VISITS") == []
    assert "No block for 1A1, 1A2, 1A3" in outcome.log


def test_dates_without_hours_explain_at_all_hours(plan, make_layer):
    from qgis.PyQt.QtCore import QDate

    days = make_layer("Point", ["time:date"], [(at(0, 0), QDate(2024, 5, day)) for day in range(10, 31)])
    outcome = plan(INCIDENTS=days, TYPE_FIELD=None)
    assert any("(no hours are known)" in row["why"] for row in outcome.rows("BLOCKS"))
