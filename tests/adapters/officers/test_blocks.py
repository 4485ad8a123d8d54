"""Blocks through QGIS: the rules as they come out in the layers, and how odd inputs are answered."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import pytest
from streetgrid import EAST, FORECAST, NORTH, at, moment, square, street

pytest.importorskip("qgis.core")

LAYERS = {"BLOCKS": "memory:", "AREAS": "memory:"}
HOURS = ("08:00", "10:00", "12:00", "14:00", "16:00", "18:00")


@pytest.fixture
def named(make_layer):
    """The grid with names: rows A to E, columns 1st to 5th."""
    rows = [street((0, row), *((column, row) for column in range(1, 5))) for row in range(5)]
    columns = [street((column, 0), *((column, row) for row in range(1, 5))) for column in range(5)]
    lines = [(line, f"{'ABCDE'[row]} Street", "residential") for row, line in enumerate(rows)]
    lines += [(line, f"{1 + column}th Avenue", "secondary") for column, line in enumerate(columns)]
    return make_layer("LineString", ["name:string", "highway:string"], lines)


@pytest.fixture
def forecast(make_layer):
    """A cell around each crossing, in six intervals, likelier towards the southwest."""
    rows, fields = [], ["cell_id:integer", "hotspot:integer", "weight:double", "prob:double"]
    for number, (column, row) in enumerate((column, row) for column in range(5) for row in range(5)):
        for begin, end in zip(HOURS, (*HOURS[1:], "20:00")):
            prob = 0.6 / (1 + column + row)
            rows.append((square(column, row), number, int(prob > 0.2), prob, prob, moment(begin), moment(end)))
    return make_layer("Polygon", [*fields, "start:datetime", "end:datetime"], rows)


@pytest.fixture
def incidents(make_layer):
    """Of 20 days in May, each day: two at 09:10 and one at 14:40 at the first crossing, one at 15:00 at the second, the
    last of them told by two records; and one every other day far from it.
    """

    def make(**moved):
        from qgis.PyQt.QtCore import QDateTime

        rows = []
        for day in range(5, 25):
            for clock, kind, place in (
                ("09:10", "THEFT", at(0, 0)),
                ("09:20", "ASSAULT", at(0, 0)),
                ("14:40", "THEFT", at(0, 0)),
                ("15:00", "VANDALISM", at(1, 0)),
                ("15:00", "THEFT", at(1, 0)),
                *([("18:30", "FRAUD", at(4, 4))] if day % 2 else []),
            ):
                rows.append((place, QDateTime.fromString(f"2024-05-{day:02d}T{clock}:00", "yyyy-MM-ddTHH:mm:ss"), kind))
        return make_layer("Point", ["time:datetime", "kind:string"], rows, **moved)

    return make


@pytest.fixture
def team(make_layer):
    """Rows of (WKT, name) and more by field."""

    def make(*rows, **fields):
        from qgis.core import NULL

        names = list(fields)
        full = [
            (wkt, name, *(fields[field][number] or NULL for field in names)) for number, (wkt, name) in enumerate(rows)
        ]
        return make_layer("Point", ["officer:string", *(f"{name}:string" for name in names)], full)

    return make


@pytest.fixture
def few_moves(monkeypatch):
    """A short search: the rules hold for any plan."""
    from patrol_planner.processing.officers.blocks import planning

    whole = planning.plan_blocks
    monkeypatch.setattr(
        planning,
        "plan_blocks",
        lambda problem, settings, control: whole(problem, replace(settings, moves=200), control),
    )


@pytest.fixture
def plan(few_moves, assign, forecast, team, named, incidents):
    """Blocks of three officers in the grid; more parameters, or None to leave one out."""

    def run(nodes=None, officers=None, **given):
        known = {"INCIDENTS": incidents(), "INCIDENT_TIME_FIELD": "time", "TYPE_FIELD": "kind"}
        if "INCIDENTS" in given and given["INCIDENTS"] is None:
            known = {}
        return assign(
            nodes or forecast,
            officers or team((at(0, 0), "1A1"), (at(2, 2), "1A2"), (at(4, 4), "1A3")),
            **{"UNIT": "block", "ROADS": named, "DIRECTION_FIELD": None, **FORECAST, **LAYERS, **known, **given},
        )

    return run


def minutes(start, end) -> float:
    return start.msecsTo(end) / 60000


def by_officer(rows) -> dict[str, list]:
    found = defaultdict(list)
    for row in rows:
        found[row["officer"]].append(row)
    return found


def require_rules(outcome, free=30, least=30, most=90, rows=8, pause=15):
    """What holds for every plan in blocks of a shift of twelve hours."""
    blocks, visits = outcome.rows("BLOCKS"), outcome.rows("VISITS")
    assert blocks
    owner = {row["area"]: row["officer"] for row in outcome.rows("AREAS")}
    for officer, own in by_officer(blocks).items():
        assert [row["block"] for row in own] == list(range(1, len(own) + 1)) and len(own) <= rows
        assert all(owner[row["hotspot_id"]] == officer for row in own)
        last = {}
        for before, row in zip([None, *own], own):
            assert least - 1e-6 <= minutes(row["from"], row["to"]) <= most + 1e-6
            assert before is None or minutes(before["to"], row["from"]) >= -1e-6
            if row["hotspot_id"] in last:
                assert minutes(last[row["hotspot_id"]], row["from"]) >= pause - 1e-6
            last[row["hotspot_id"]] = row["to"]
        for third in range(3):
            begin, end = moment("08:00").addSecs(third * 14400), moment("08:00").addSecs((third + 1) * 14400)
            spent = sum(max(minutes(max(row["from"], begin), min(row["to"], end)), 0) for row in own)
            assert spent <= 240 * (1 - free / 100) + 1e-6
    stops = by_officer(visits)
    for row in blocks:
        own = [visit for visit in stops[row["officer"]] if visit["block"] == row["block"]]
        assert (own[0]["arrive"], own[-1]["depart"], len(own)) == (row["from"], row["to"], row["stops"])
    cells = defaultdict(set)
    for visit in visits:
        cells[visit["node"]].add(visit["officer"])
    assert all(len(officers) == 1 for officers in cells.values())


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


@pytest.fixture
def beats(make_layer):
    """West, with the two columns at the left, and East."""
    west = f"Polygon(({EAST - 300} {NORTH - 300}, {EAST + 900} {NORTH - 300}, {EAST + 900} {NORTH + 2700}, "
    west += f"{EAST - 300} {NORTH + 2700}, {EAST - 300} {NORTH - 300}))"
    east = f"Polygon(({EAST + 900} {NORTH - 300}, {EAST + 2700} {NORTH - 300}, {EAST + 2700} {NORTH + 2700}, "
    east += f"{EAST + 900} {NORTH + 2700}, {EAST + 900} {NORTH - 300}))"
    return make_layer("Polygon", ["beat:string"], [(west, "West"), (east, "East")])


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
    assert "no stop at must 1" in outcome.log
    assert "must 1" in {row["node"] for row in outcome.rows("UNVISITED")}


def test_a_must_where_nobody_may_stop_is_told(plan, make_layer):
    corner = make_layer("Polygon", [], [(square(0, 0),)])
    outcome = plan(MUST=corner, FORBIDDEN=corner)
    require_rules(outcome)
    assert (
        "Places that are a must: nobody stops at 0, because Places where nobody stops or the must field" in outcome.log
    )


def test_a_table_that_the_curve_does_not_use_is_told(plan, make_layer):
    table = make_layer("NoGeometry", ["stay:double", "effect:double"], [(None, 10, 20)])
    assert "Table of deterrence: it is not used with the curve koper" in plan(DETERRENCE_TABLE=table).log
    assert (
        "Table of deterrence: they are known to plans in blocks alone" in plan(UNIT="visit", DETERRENCE_TABLE=table).log
    )


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


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"BLOCK_MIN": 60, "BLOCK_MAX": 40}, "The shortest block .60 min. is longer than the longest .40 min."),
        ({"DWELL": 0}, "In blocks the dwell time is that at a street corner"),
        ({"DWELL": 45}, "no longer than the shortest block .30 min., not 45 min"),
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
    assert "Beats: they are known to plans in blocks alone, and not used for visits" in outcome.log


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
