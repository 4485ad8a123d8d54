"""Blocks through QGIS: the rules as they come out in the layers."""

from __future__ import annotations

import pytest
from blocklayers import require_rules
from streetgrid import EAST, NORTH, at, square

pytest.importorskip("qgis.core")


@pytest.mark.parametrize(
    ("given", "rules"),
    [
        ({}, {}),
        ({"FREE_SHARE": 0, "PAUSE": 0}, {"free": 0, "pause": 0}),
        (
            {"FREE_SHARE": 60, "MAX_ROWS": 2, "BLOCK_MIN": 40, "BLOCK_MAX": 60},
            {"free": 60, "rows": 2, "least": 40, "most": 60},
        ),
        ({"DETERRENCE": "fifteen_a_day"}, {}),
    ],
)
def test_the_rules_hold_in_the_layers(plan, given, rules):
    outcome = plan(**given)
    require_rules(outcome, **rules)
    assert outcome["EXPECTED_BLOCKS"] == pytest.approx(sum(row["expected"] for row in outcome.rows("BLOCKS")))
    assert outcome["BOUND_GAP"] == -1
    legs = [(row["officer"], row["leg"], row["arrive"]) for row in outcome.rows("ROUTES")]
    assert legs == [(row["officer"], row["seq"], row["arrive"]) for row in outcome.rows("VISITS")]


def test_an_equal_seed_gives_an_equal_plan(plan):
    first, again = (
        [(row["officer"], row["from"], row["place"], row["why"]) for row in plan(SEED=4).rows("BLOCKS")]
        for _ in range(2)
    )
    assert first == again


def test_places_are_named_by_their_corners_and_why_by_the_record(plan):
    outcome = plan(FREE_SHARE=0)
    visits = outcome.rows("VISITS")
    assert {row["corner"] for row in visits if row["node"] == "0"} == {"1th Avenue / A Street"}
    for row in visits:
        avenue, across = row["corner"].split(" / ")
        assert avenue.endswith(" Avenue") and across.endswith(" Street") and row["street"] in (avenue, across)
    at_first = next(row for row in visits if row["node"] == "0")
    # Of three a day; the record ends a week before the shift.
    assert " of 60 events in 20 days " in at_first["why"]
    blocks = outcome.rows("BLOCKS")
    with_first = [row for row in blocks if "1th Avenue / A Street" in row["place"]]
    assert with_first and all(row["look_for"] for row in with_first)


def test_why_counts_events_at_the_hours_of_a_block(plan, make_layer):
    """One cell, so that the sentence is known by hand."""
    cell = make_layer("Polygon", ["cell_id:integer", "hotspot:integer", "weight:double"], [(square(0, 0), 7, 1, 1.0)])
    fields = {"START_FIELD": None, "END_FIELD": None}
    outcome = plan(cell, BLOCK_MAX=60, MAX_ROWS=1, FREE_SHARE=0, **fields)
    (block,) = outcome.rows("BLOCKS")
    begin, end = (block[name].toString("HH:mm") for name in ("from", "to"))
    # Two events a day at 09:10 and 09:20 are the most that an hour can meet.
    assert begin <= "09:10" and end > "09:20"
    assert block["why"] == (
        "40 of 60 events in 20 days at these hours, on 20 days (20 assault, 20 theft); last 05-24 09:20"
    )
    assert (block["look_for"], block["place"]) == ("assault, theft", "1th Avenue / A Street")
    assert {row["why"] for row in outcome.rows("VISITS")} == {block["why"]}


@pytest.mark.parametrize("unit", ["block", "visit"])
def test_why_counts_what_the_plan_counts_in_the_cell_or_near_the_corner(plan, make_layer, unit):
    from qgis.PyQt.QtCore import QDateTime

    places = {
        # In the cell and near its corner; in the cell alone; near the corner of another cell, alone; far from both.
        "near": (0, 0),
        "in": (200, 200),
        "beside": (-140, 0),
        "far": (-260, 0),
    }
    rows = []
    for kind, (east, north) in places.items():
        for day in range(5, 5 + {"near": 9, "in": 7, "beside": 3, "far": 20}[kind]):
            when = QDateTime.fromString(f"2024-05-{day:02d}T09:10:00", "yyyy-MM-ddTHH:mm:ss")
            rows.append((f"Point({EAST + east} {NORTH + north})", when, kind))
    half = f"Polygon(({EAST - 100} {NORTH - 100}, {EAST + 250} {NORTH - 100}, {EAST + 250} {NORTH + 250}, "
    half += f"{EAST - 100} {NORTH + 250}, {EAST - 100} {NORTH - 100}))"
    cell = make_layer("Polygon", ["cell_id:integer", "hotspot:integer", "weight:double"], [(half, 7, 1, 1.0)])
    record = make_layer("Point", ["time:datetime", "kind:string"], rows)
    given = {"UNIT": unit, "METHOD": "best" if unit == "block" else "distance_greedy", "START_FIELD": None}
    outcome = plan(cell, INCIDENTS=record, END_FIELD=None, **given)
    visits = outcome.rows("VISITS")
    # A visit is in the middle of the cell, not at its corner: from there the event beside it is too far.
    counted = 9 + 7 + (3 if unit == "block" else 0)
    assert visits and all(f" of {counted} events in " in row["why"] for row in visits)
    assert all(row["why"] in {one["why"] for one in visits} for row in outcome.rows("BLOCKS"))


def test_visits_are_explained_too(plan):
    outcome = plan(UNIT="visit", METHOD="importance_greedy")
    assert outcome.rows("BLOCKS") == [] and outcome.rows("AREAS") == []
    visits = {(row["node"], row["arrive"].toString("HH")): row for row in outcome.rows("VISITS")}
    assert all(row["why"] and not row["block"] for row in visits.values())
    assert outcome["EXPECTED_BLOCKS"] is None
    hit = [row for (node, _), row in visits.items() if node == "0"]
    assert hit and all(" of 60 events in 20 days " in row["why"] for row in hit)


def test_without_incidents_places_are_those_of_the_nodes_and_rates_of_the_forecast(plan):
    outcome = plan(INCIDENTS=None)
    require_rules(outcome)
    assert "No past incidents are given" in outcome.log
    blocks = outcome.rows("BLOCKS")
    assert all("expected by the forecast" in row["why"] and not row["look_for"] for row in blocks)
    # The likeliest cells are in the plan.
    assert {"0", "1", "5"} <= {row["node"] for row in outcome.rows("VISITS")}


def test_without_names_a_place_is_called_by_its_node(plan, streets):
    outcome = plan(ROADS=streets)
    require_rules(outcome)
    assert not any(row["corner"] or row["street"] for row in outcome.rows("VISITS"))
    nodes = {row["node"] for row in outcome.rows("VISITS")}
    assert {name for row in outcome.rows("BLOCKS") for name in row["place"].split(" · ")} == nodes


def test_without_roads_blocks_are_planned_on_straight_lines(plan):
    outcome = plan(ROADS=None)
    require_rules(outcome)
    assert not any(row["street"] for row in outcome.rows("ROUTES"))


def test_points_without_intervals_are_places_too(plan, nodes):
    hotspots = nodes(*[(at(column, row), f"h{column}{row}", 1, 0.5) for column in range(3) for row in range(2)])
    fields = {"START_FIELD": None, "END_FIELD": None}
    for given in ({}, {"INCIDENTS": None}):
        outcome = plan(hotspots, **fields, **given)
        require_rules(outcome)
        assert {row["node"] for row in outcome.rows("VISITS")} <= {
            f"h{column}{row}" for column in range(3) for row in range(2)
        }


def test_a_corner_with_more_events_is_chosen_in_its_cell(plan, make_layer):
    """The cell holds three crossings; its centre is at the one in the middle."""
    wide = f"Polygon(({EAST - 100} {NORTH - 100}, {EAST + 1300} {NORTH - 100}, {EAST + 1300} {NORTH + 100}, "
    wide += f"{EAST - 100} {NORTH + 100}, {EAST - 100} {NORTH - 100}))"
    cell = make_layer("Polygon", ["cell_id:integer", "hotspot:integer", "weight:double"], [(wide, 7, 1, 1.0)])
    fields = {"START_FIELD": None, "END_FIELD": None}
    outcome = plan(cell, **fields)
    assert {row["corner"] for row in outcome.rows("VISITS")} == {"1th Avenue / A Street"}
    of_centre = plan(cell, INCIDENTS=None, **fields)
    assert {row["corner"] for row in of_centre.rows("VISITS")} == {"2th Avenue / A Street"}
    # Where nobody may stop at the best corner, it is the next one.
    forbidden = make_layer("Point", [], [(at(0, 0),)])
    outcome = plan(cell, FORBIDDEN=forbidden, **fields)
    assert {row["corner"] for row in outcome.rows("VISITS")} == {"2th Avenue / A Street"}


def columns_of(outcome, officer) -> set[float]:
    """At which columns an officer's visits are."""
    found = set()
    for feature in outcome.layer("VISITS").getFeatures():
        if feature["officer"] == officer:
            found.add(round((feature.geometry().asPoint().x() - EAST) / 600))
    return found


def test_nobody_leaves_a_hard_beat(plan, beats, team):
    officers = team((at(0, 0), "1A1"), (at(0, 0), "1A2"), (at(4, 4), "1A3"), beat=["east", "WEST ", None])
    outcome = plan(officers=officers, BEATS=beats, BEAT_FIELD="beat", INCIDENTS=None)
    require_rules(outcome)
    assert columns_of(outcome, "1A1") and columns_of(outcome, "1A1") <= {2, 3, 4}
    assert columns_of(outcome, "1A2") and columns_of(outcome, "1A2") <= {0, 1}


def test_a_soft_beat_expects_no_less_than_a_hard_one(plan, beats, team):
    """All incidents but those of one place far in the east are in the west."""
    officers = team((at(0, 0), "1A1"), (at(3, 0), "1A2"), beat=["West", "East"])
    rules = {rule: plan(officers=officers, BEATS=beats, BEAT_FIELD="beat", BEAT_RULE=rule) for rule in ("hard", "soft")}
    assert columns_of(rules["hard"], "1A2") <= {2, 3, 4}
    assert rules["soft"]["EXPECTED_BLOCKS"] >= rules["hard"]["EXPECTED_BLOCKS"] - 1e-9


def test_officers_without_beats_are_shared_among_them(plan, beats):
    outcome = plan(BEATS=beats, BEAT_FIELD="beat", INCIDENTS=None)
    assert "nobody has a beat (field beat); they are shared out" in outcome.log
    for officer in ("1A1", "1A2", "1A3"):
        columns = columns_of(outcome, officer)
        assert columns <= {0, 1} or columns <= {2, 3, 4}


def test_too_few_officers_for_the_beats_are_everywhere(plan, beats, team):
    outcome = plan(officers=team((at(0, 0), "1A1")), BEATS=beats, BEAT_FIELD="beat", INCIDENTS=None)
    assert "2 beats are too many to share 1 officers among them" in outcome.log


def test_a_must_is_met_and_a_forbidden_place_is_not(plan, make_layer):
    far, corner = (make_layer("Point", [], [(where,)]) for where in (at(3.5, 3), at(0, 0)))
    outcome = plan(MUST=far, FORBIDDEN=corner)
    require_rules(outcome)
    places = {
        (round(f.geometry().asPoint().x()), round(f.geometry().asPoint().y()))
        for f in outcome.layer("VISITS").getFeatures()
    }
    assert (EAST + 2100, NORTH + 1800) in places
    assert (EAST, NORTH) not in places
    area = make_layer("Polygon", [], [(square(4, 4),)])
    assert "24" in {row["node"] for row in plan(MUST=area).rows("VISITS")}


def test_a_must_far_from_every_road_is_told(plan, make_layer):
    outcome = plan(MUST=make_layer("Point", [], [(at(40, 40),)]))
    assert "Places that are a must: no stop at must 1 (too far from every road)" in outcome.log
    reasons = {row["node"]: row["reason"] for row in outcome.rows("UNVISITED")}
    assert reasons["must 1"] == "too far from every road"


def test_a_must_in_a_beat_of_nobody_is_told_so_in_the_log_and_the_layer(plan, beats, team, make_layer):
    must = make_layer("Polygon", [], [(square(4, 4),)])
    outcome = plan(officers=team((at(0, 0), "1A1"), beat=["West"]), BEATS=beats, BEAT_FIELD="beat", MUST=must)
    why = "nobody who can get there may leave their beat for it"
    assert f"no stop at 24 ({why})." in outcome.log
    assert {row["reason"] for row in outcome.rows("UNVISITED") if row["node"] == "24"} == {why}


def test_a_must_where_nobody_may_stop_is_told(plan, make_layer):
    corner = make_layer("Polygon", [], [(square(0, 0),)])
    outcome = plan(MUST=corner, FORBIDDEN=corner)
    require_rules(outcome)
    assert (
        "Places that are a must: nobody stops at 0, because Places where nobody stops or the must field" in outcome.log
    )


def test_a_table_that_the_curve_does_not_use_is_told(plan, make_layer):
    table = make_layer("NoGeometry", ["stay:double", "effect:double"], [(None, 10, 20)])
    told = "Table of deterrence is not used with the curve koper. Choose table as How stops work on, or leave it out."
    assert told in plan(DETERRENCE_TABLE=table).log
    visits = plan(UNIT="visit", DETERRENCE_TABLE=table)
    assert "Table of deterrence is not used for visits; plans in blocks alone know it. Choose block" in visits.log


def test_why_somebody_has_no_block_is_told(plan, officers, cells):
    """Ada is not on duty, Ben rests all day, which is said before; Cem has 24 minutes in each third, less the way."""
    rows = [(at(0, 0), "Ada", "00:10", "02:00"), (at(0, 0), "Ben", None, None, None, "08:00", 720)]
    outcome = plan(officers=officers(*rows, (at(4, 4), "Cem")), FREE_SHARE=90, BLOCK_MIN=60)
    told = "No block for Cem: nothing of their beat can be reached in time, there are more officers than areas, or no "
    told += "stay of 60 to 90 minutes in stops of 10 fits into their duty with 90 % of the time kept free"
    assert told in outcome.log and not outcome.rows("BLOCKS")
    cold = plan(cells((square(3, 1), 7, 1, 1.0, "08:00", "10:00")))
    assert "no incident is expected at a place of Nodes that can be reached" in cold.log
    assert "Check whether Past incidents are of this area" in cold.log


def test_a_table_of_deterrence(plan, make_layer):
    fields = ["stay:double", "effect:double"]
    outcome = plan(
        DETERRENCE="table", DETERRENCE_TABLE=make_layer("NoGeometry", fields, [(None, 10, 20), (None, 0, 0)])
    )
    require_rules(outcome)
