"""patrol:assignofficers in QGIS: what the user gets on a small grid of streets, and how odd inputs are answered."""

from __future__ import annotations

import math

import pytest

pytest.importorskip("qgis.core")

EAST, NORTH = 551000, 4181000
EIGHT = "2024-05-31T08:00:00"
OUTPUTS = {name: "memory:" for name in ("ROUTES", "VISITS", "UNVISITED", "SUMMARY")}


def at(column: float, row: float) -> str:
    """A point so many blocks of 600 m east and north; at 36 km/h a block takes a minute."""
    return f"Point({EAST + 600 * column} {NORTH + 600 * row})"


def street(*corners: tuple[float, float]) -> str:
    return "LineString(" + ", ".join(f"{EAST + 600 * column} {NORTH + 600 * row}" for column, row in corners) + ")"


def moment(text):
    from qgis.PyQt.QtCore import QDateTime, Qt

    return QDateTime.fromString(f"2024-05-31T{text}:00", Qt.DateFormat.ISODate) if text else None


def clock(value) -> str:
    return value.toString("HH:mm:ss")


@pytest.fixture
def streets(make_layer):
    """Five by five streets both ways, a one-way street that ends, and an island far to the east."""
    rows = [(street((0, row), *((column, row) for column in range(1, 5))), None) for row in range(5)]
    rows += [(street((column, 0), *((column, row) for row in range(1, 5))), None) for column in range(5)]
    rows += [(street((4, 4), (4, 6)), "yes"), (street((10, 0), (11, 0)), None)]
    return make_layer("LineString", ["oneway:string"], rows)


@pytest.fixture
def officers(make_layer):
    """Rows of (WKT, name, on, off, speed, break on, break minutes), clock times as text → layer."""

    def make(*rows):
        fields = ["officer:string", "shift_on:datetime", "shift_off:datetime", "speed_kmh:double"]
        fields += ["break_on:datetime", "break_min:double"]
        full = []
        for row in rows:
            wkt, name, on, off, speed, rest, rest_min = (*row, *[None] * (7 - len(row)))
            full.append((wkt, name, moment(on), moment(off), speed, moment(rest), rest_min))
        return make_layer("Point", fields, full)

    return make


@pytest.fixture
def nodes(make_layer):
    """Rows of (WKT, name, hotspot, weight, start, end), clock times as text → layer."""

    def make(*rows):
        fields = ["node:string", "hotspot:integer", "weight:double", "start:datetime", "end:datetime"]
        full = []
        for row in rows:
            wkt, name, hotspot, weight, start, end = (*row, *[None] * (6 - len(row)))
            full.append((wkt, name, hotspot, weight, moment(start), moment(end)))
        return make_layer("Point", fields, full)

    return make


FORECAST = {"HOTSPOT_FIELD": "hotspot", "WEIGHT_FIELD": "weight", "START_FIELD": "start", "END_FIELD": "end"}
PLAIN = {"HOTSPOT_FIELD": "hotspot", "WEIGHT_FIELD": "weight"}


@pytest.fixture
def assign(run_algorithm, streets):
    def run(nodes, officers, **parameters):
        given = {
            "NODES": nodes,
            "OFFICERS": officers,
            "ROADS": streets,
            "DIRECTION_FIELD": "oneway",
            "DEFAULT_SPEED": 36,
            "SHIFT_START": EIGHT,
            **PLAIN,
            **OUTPUTS,
        }
        given.update(parameters)
        return run_algorithm("assignofficers", **{name: value for name, value in given.items() if value is not None})

    return run


@pytest.fixture
def refused(assign):
    """The message of a run that must fail."""
    from qgis.core import QgsProcessingException

    def run(*layers, **parameters) -> str:
        with pytest.raises(QgsProcessingException) as caught:
            assign(*layers, **parameters)
        return str(caught.value)

    return run


@pytest.fixture
def two(officers):
    return officers((at(0, 0), "Ada"), (at(4, 4), "Ben"))


@pytest.fixture
def three(nodes):
    """A hotspot two blocks from Ada, a denser one in the middle, a coldspot one block from Ben."""
    return nodes((at(2, 0), "near", 1, 0.0), (at(2, 2), "dense", 1, 1.0), (at(4, 3), "cold", 0, 0.0))


def test_the_plan_by_hand(assign, two, three):
    outcome = assign(three, two, OFFICER_COST=1)
    visits = {(row["officer"], row["seq"]): row for row in outcome.rows("VISITS")}
    # The densest hotspot is four blocks from either; whoever the seed sends, the other takes "near" (2 or 6 blocks);
    # by 08:16 at the latest the coldspot is left for whoever is first idle.
    dense = next(row for row in visits.values() if row["node"] == "dense")
    assert (dense["seq"], clock(dense["arrive"]), clock(dense["depart"])) == (1, "08:04:00", "08:14:00")
    assert {row["node"]: row["kind"] for row in visits.values()} == {
        "near": "hotspot",
        "dense": "hotspot",
        "cold": "coldspot",
    }
    expected = math.exp(2) + math.exp(3) + 1 - 2
    assert outcome["REWARD"] == pytest.approx(expected)
    assert (outcome["VISITED"], outcome["OFFICERS_USED"], outcome["SKIPPED"]) == (3, 2, 0)
    assert 0 <= outcome["BOUND_GAP"] < 100
    # The baseline, distance_greedy: Ben's coldspot (1 block) and Ada's "near" (2) first, then "dense".
    assert outcome["BASELINE_REWARD"] == pytest.approx(expected)
    assert outcome["BASELINE_VISITED"] == 3


def test_distance_greedy_by_hand(assign, two, three):
    outcome = assign(three, two, METHOD="distance_greedy")
    found = {row["node"]: (row["officer"], row["seq"], clock(row["arrive"])) for row in outcome.rows("VISITS")}
    # Ben is idle at 08:11, three blocks from "dense"; Ada only at 08:12.
    assert found == {"cold": ("Ben", 1, "08:01:00"), "near": ("Ada", 1, "08:02:00"), "dense": ("Ben", 2, "08:14:00")}


def test_routes_visits_and_summary_agree(assign, two, three, streets):
    from qgis.core import QgsGeometry

    outcome = assign(three, two, METHOD="distance_greedy")
    roads = QgsGeometry.unaryUnion([feature.geometry() for feature in streets.getFeatures()]).buffer(0.01, 4)
    legs = list(outcome.layer("ROUTES").getFeatures())
    for leg in legs:
        assert leg.geometry().within(roads)
        assert leg.geometry().length() == pytest.approx(leg["km"] * 1000)
        assert leg["minutes"] == pytest.approx(leg["km"] / 0.6)
    visits = outcome.rows("VISITS")
    assert [(leg["officer"], leg["leg"], leg["node"]) for leg in legs] == [
        (row["officer"], row["seq"], row["node"]) for row in visits
    ]
    assert [leg["arrive"] for leg in legs] == [row["arrive"] for row in visits]
    assert [leg["reward"] for leg in legs] == [row["reward"] for row in visits]
    summary = {row["officer"]: row for row in outcome.rows("SUMMARY")}
    assert list(summary) == ["Ada", "Ben"]
    ben = summary["Ben"]
    assert (ben["visits"], ben["minutes_dwell"]) == (2, 20)
    assert (ben["km"], ben["minutes_driving"]) == pytest.approx((2.4, 4))
    # On duty all shift of 12 hours.
    assert ben["minutes_idle"] == pytest.approx(720 - 24)
    assert sum(row["reward"] for row in summary.values()) == pytest.approx(outcome["REWARD"])
    assert outcome.rows("UNVISITED") == []


def test_a_forecast_is_visited_once_per_interval_and_within_it(assign, officers, nodes):
    rows = []
    for hour in (6, 8, 10, 12):
        span = (f"{hour:02d}:00", f"{hour + 2:02d}:00")
        rows += [(at(column, 0), f"c{column}", 1, 0.0, *span) for column in range(3)]
    outcome = assign(nodes(*rows), officers((at(0, 0), "Ada")), SHIFT_HOURS=4, **FORECAST)
    visits = outcome.rows("VISITS")
    assert sorted((row["node"], row["arrive"].time().hour() // 2 * 2) for row in visits) == [
        (f"c{column}", hour) for column in range(3) for hour in (8, 10)
    ]
    assert "6 of 12 nodes lie outside the shift (2024-05-31 08:00 to 2024-05-31 12:00)" in outcome.log


def test_a_forecast_of_another_day_says_what_it_covers(refused, officers, nodes):
    text = refused(
        nodes((at(0, 0), "c", 1, 0.0, "08:00", "10:00")),
        officers((at(0, 0), "Ada")),
        SHIFT_START="2024-06-02T08:00:00",
        **FORECAST,
    )
    assert "the forecast covers 2024-05-31 08:00 to 2024-05-31 10:00" in text
    assert "the shift is 2024-06-02 08:00 to 2024-06-02 20:00" in text


def test_a_forecast_whose_fields_are_not_chosen_is_mentioned(assign, officers, nodes):
    outcome = assign(nodes((at(1, 0), "c", 1, 0.5, "08:00", "10:00")), officers((at(0, 0), "Ada")), WEIGHT_FIELD=None)
    assert "Nodes have a field start, but no Interval start field is chosen" in outcome.log
    assert "Nodes have a field weight, but no Weight field is chosen" in outcome.log
    assert outcome["REWARD"] == pytest.approx(math.exp(2))


@pytest.fixture
def calls(make_layer):
    def make(*rows, kind="string"):
        return make_layer(
            "Point",
            ["id:string", "time:datetime", f"type:{kind}"],
            [(wkt, name, moment(when), what) for wkt, name, when, what in rows],
        )

    return make


CALLS = {"CALL_TIME_FIELD": "time", "CALL_PRIORITY_FIELD": "type"}


def test_calls_are_answered_when_they_come_in_with_the_factor_of_table_iii(assign, two, three, calls):
    came = calls(
        (at(0, 4), "c1", "09:00", "Assault / Battery"),
        (at(0, 3), "c2", "09:00", "Passing Call"),
        (at(0, 2), "early", "07:59", "Theft"),
        (at(0, 1), "late", "20:00", "Theft"),
    )
    outcome = assign(three, two, CALLS=came, **CALLS)
    found = {row["node"]: row for row in outcome.rows("VISITS") if row["kind"] == "call"}
    assert set(found) == {"c1", "c2"}
    legs = {leg["node"]: leg for leg in outcome.rows("ROUTES")}
    assert all(clock(legs[name]["depart"]) >= "09:00:00" for name in found)
    assert found["c1"]["reward"] == pytest.approx(4 * math.exp(4))
    assert found["c2"]["reward"] == pytest.approx(math.exp(4))
    assert "2 of 4 calls came in outside the shift" in outcome.log
    # Of the two in the shift, one: those outside it do not count.
    assert "1 of the shift's 2 calls have priority 1" in outcome.log
    assert "not in the table of priorities: Passing Call (1)." in outcome.log


def test_the_commonest_unknown_types_are_named(assign, two, three, calls):
    kinds = ["b", "b", "b", "a", "a", "c", "d", "e", "f", "f", None]
    came = calls(*((at(0, 4), f"k{number}", "09:00", kind) for number, kind in enumerate(kinds)))
    log = assign(three, two, CALLS=came, **CALLS).log
    assert "11 of the shift's 11 calls have priority 1" in log
    assert "b (3), a (2), f (2), c (1), d (1), …." in log


def test_the_wait_of_every_call_is_told(assign, officers, nodes, calls):
    # On foot 6 km/h, a block takes six minutes. c1: 24 minutes; then, from four blocks east, c2 at once: it waits 9.
    rows = [(at(4, 0), "c1", "08:30", 1), (at(4, 0), "c2", "08:55", 1), (at(0, 4), "c3", "19:55", 1)]
    outcome = assign(
        nodes((at(0, 0), "here", 1, 0.0)),
        officers((at(0, 0), "Ada", None, None, 6.0)),
        CALLS=calls(*rows, kind="integer"),
        **CALLS,
    )
    found = {row["node"]: row for row in outcome.rows("VISITS")}
    assert {name: (clock(found[name]["called"]), found[name]["wait_min"]) for name in ("c1", "c2")} == {
        "c1": ("08:30:00", pytest.approx(24)),
        "c2": ("08:55:00", pytest.approx(9)),
    }
    assert not found["here"]["called"] and not found["here"]["wait_min"]
    assert (outcome["CALLS_ANSWERED"], outcome["CALLS_KNOWN"], outcome["HOTSPOT_VISITS"]) == (2, 3, 1)
    assert outcome["MEDIAN_WAIT"] == pytest.approx(16.5)
    assert outcome["KM"] == pytest.approx(2.4)
    assert "Calls answered: 2 of 3 in the shift; until the officer is there, 16 minutes (median), 24 at most." in (
        outcome.log
    )
    assert "there are too few officers" not in outcome.log


def test_long_waits_are_a_warning_and_no_calls_no_wait(assign, officers, nodes, calls):
    team = officers((at(0, 0), "Ada", None, None, 6.0))
    stop = nodes((at(0, 0), "here", 1, 0.0))
    late = assign(stop, team, CALLS=calls((at(4, 2), "c1", "08:30", 1), kind="integer"), **CALLS)
    assert late["MEDIAN_WAIT"] == pytest.approx(36)
    assert "Half of the answered calls wait longer than 36 minutes" in late.log
    none = assign(stop, team)
    assert (none["MEDIAN_WAIT"], none["CALLS_KNOWN"], none["CALLS_ANSWERED"]) == (None, 0, 0)
    assert "Calls answered" not in none.log


def test_a_late_call_earns_its_share(assign, officers, nodes, calls):
    # On foot 6 km/h: a block takes six minutes, so the call at four blocks is reached after 24: 0.8 at priority 3.
    outcome = assign(
        nodes((at(0, 0), "here", 0, 0.0)),
        officers((at(0, 0), "Ada", None, None, 6.0)),
        CALLS=calls((at(4, 0), "c1", "08:30", 3), kind="integer"),
        **CALLS,
    )
    call = outcome.rows("VISITS")[-1]
    assert (call["node"], clock(call["arrive"]), call["factor"]) == ("c1", "08:54:00", 0.8)
    assert call["reward"] == pytest.approx(0.8 * 3 * math.exp(4))


def test_priorities_as_text_and_missing_ones(assign, two, three, calls):
    came = calls((at(0, 4), "c1", "09:00", "5"), (at(4, 0), "c2", "09:00", None))
    outcome = assign(three, two, CALLS=came, **CALLS)
    rewards = {row["node"]: row["reward"] for row in outcome.rows("VISITS")}
    assert rewards["c1"] == pytest.approx(5 * math.exp(4))
    assert "1 of the shift's 2 calls have priority 1, because there is no value" in outcome.log


def test_bad_calls_are_refused(refused, two, three, calls):
    wrong = calls((at(0, 4), "c1", "09:00", 4), (at(0, 3), "c2", "09:00", 9), kind="integer")
    assert "priority of call c2 is 9; priorities are whole numbers from 1" in refused(three, two, CALLS=wrong, **CALLS)
    assert "Calls need the Call time field" in refused(three, two, CALLS=wrong)


def test_an_officer_whose_shift_is_over_is_named_and_has_an_empty_row(assign, officers, three):
    team = officers((at(0, 0), "Ada"), (at(4, 4), "Old", "00:00", "07:30"), (at(4, 4), "Late", "21:00", "23:00"))
    outcome = assign(three, team)
    assert "2 officers are not on duty within the shift and get no visit: Old, Late." in outcome.log
    rows = {row["officer"]: row for row in outcome.rows("SUMMARY")}
    assert [rows["Old"][name] for name in ("visits", "km", "minutes_idle", "reward")] == [0, 0, 0, 0]
    assert rows["Ada"]["visits"] == 3
    assert outcome["OFFICERS_USED"] == 1


def test_more_officers_than_nodes(assign, officers, nodes):
    team = officers(*((at(column, 0), f"P{column}") for column in range(4)))
    outcome = assign(nodes((at(2, 0), "only", 1, 0.0)), team)
    assert "more officers (4) than nodes (1)" in outcome.log
    assert [(row["officer"], row["visits"]) for row in outcome.rows("SUMMARY")] == [
        ("P0", 0),
        ("P1", 0),
        ("P2", 1),
        ("P3", 0),
    ]


def test_duty_and_breaks_are_kept(assign, officers, nodes):
    stops = nodes(*((at(column, 0), f"n{column}", 1, 0.0) for column in range(5)))
    outcome = assign(stops, officers((at(0, 0), "Ada", "08:30", "09:45", None, "08:50", 20.0)))
    spans = [(clock(row["arrive"]), clock(row["depart"])) for row in outcome.rows("VISITS")]
    # One visit before the break (a second would end at 08:51), three after it.
    assert spans == [
        ("08:30:00", "08:40:00"),
        ("09:11:00", "09:21:00"),
        ("09:22:00", "09:32:00"),
        ("09:33:00", "09:43:00"),
    ]
    summary = outcome.rows("SUMMARY")[0]
    assert summary["minutes_idle"] == pytest.approx(75 - 20 - 40 - 3)
    assert [row["reason"] for row in outcome.rows("UNVISITED")] == ["not reached in time"]


def test_the_lower_of_road_and_officer_speed_counts(assign, officers, nodes):
    stops = nodes((at(4, 0), "n", 1, 0.0))
    for speed, arrive in ((None, "08:04:00"), (18.0, "08:08:00"), (90.0, "08:04:00")):
        outcome = assign(stops, officers((at(0, 0), "Ada", None, None, speed)))
        assert clock(outcome.rows("VISITS")[0]["arrive"]) == arrive


def test_without_roads_travel_is_straight_at_the_officers_speed(assign, officers, nodes):
    stops = nodes((at(4, 0), "n", 1, 0.0))
    outcome = assign(stops, officers((at(0, 0), "Ada", None, None, 18.0)), ROADS=None, DIRECTION_FIELD=None)
    assert "No roads are given" in outcome.log
    leg = outcome.rows("ROUTES")[0]
    assert leg["km"] == pytest.approx(2.4 * 1.3)
    assert leg["minutes"] == pytest.approx(8 * 1.3)
    default = assign(stops, officers((at(0, 0), "Ada")), ROADS=None, DIRECTION_FIELD=None)
    assert default.rows("ROUTES")[0]["minutes"] == pytest.approx(4 * 1.3)


def test_traffic_of_the_hour(assign, officers, nodes, make_layer):
    table = make_layer("NoGeometry", ["hour:integer", "factor:double"], [(None, 8, 2.0)])
    outcome = assign(nodes((at(4, 0), "n", 1, 0.0)), officers((at(0, 0), "Ada")), TRAFFIC=table)
    assert clock(outcome.rows("VISITS")[0]["arrive"]) == "08:08:00"


def test_nodes_on_an_island_or_in_a_dead_end_are_unvisited_with_the_reason(assign, two, nodes):
    stops = nodes((at(2, 0), "near", 1, 0.0), (at(10.5, 0), "island", 1, 0.0), (at(4, 6), "trap", 1, 1.0))
    outcome = assign(stops, two)
    found = {row["node"]: row for row in outcome.rows("UNVISITED")}
    assert {name: row["reason"] for name, row in found.items()} == {
        "island": "cannot be reached by road",
        "trap": "cannot be reached by road",
    }
    assert found["trap"]["reward"] == pytest.approx(math.exp(3))
    assert "2 nodes cannot be reached by road" in outcome.log


def test_places_ten_kilometres_from_any_road_are_left_out_and_named(assign, refused, officers, two, nodes):
    far = f"Point({EAST - 10000} {NORTH})"
    outcome = assign(nodes((at(1, 0), "a", 1, 0.0), (far, "lonely", 1, 0.0)), two)
    assert [row["node"] for row in outcome.rows("VISITS")] == ["a"]
    assert [(row["node"], row["reason"]) for row in outcome.rows("UNVISITED")] == [
        ("lonely", "too far from every road")
    ]
    assert outcome["SKIPPED"] == 1
    assert "they are left out: node lonely (10,000 m)" in outcome.log
    assert "none of the 1 node is within 200 m of a road: lonely (10,000 m)" in refused(
        nodes((far, "lonely", 1, 0.0)), two
    )


def test_officers_ten_kilometres_from_any_road_are_left_out_and_named(assign, refused, officers, nodes):
    far = f"Point({EAST - 10000} {NORTH})"
    outcome = assign(nodes((at(1, 0), "a", 1, 0.0)), officers((far, "Ada"), (at(0, 0), "Bo")))
    assert [row["officer"] for row in outcome.rows("SUMMARY")] == ["Bo"]
    assert outcome["SKIPPED"] == 1
    assert "Officers: of 2, 1 are farther than 200 m from every road; they are left out." in outcome.log
    assert "These are officer Ada (10,000 m)." in outcome.log
    assert "Officers: none is within 200 m of a road: officer Ada (10,000 m)" in refused(
        nodes((at(1, 0), "a", 1, 0.0)), officers((far, "Ada"))
    )


def test_calls_far_from_every_road_are_left_out_and_counted(assign, two, three, calls):
    came = calls((at(0, 4), "c1", "09:00", "Theft"), (f"Point({EAST - 10000} {NORTH})", "far", "09:00", "Theft"))
    outcome = assign(three, two, CALLS=came, **CALLS)
    assert "Calls: of the shift's 2 calls, 1 are farther than 200 m from every road" in outcome.log
    assert "These are far (10,000 m)." in outcome.log
    assert outcome["SKIPPED"] == 1
    assert {row["node"] for row in outcome.rows("VISITS") if row["kind"] == "call"} == {"c1"}


def test_the_start_of_the_shift_is_found(assign, officers, nodes):
    stops = nodes((at(1, 0), "n", 1, 0.0, "09:00", "11:00"))
    on_duty = officers((at(0, 0), "Ada", "09:15", "17:00"))
    by_duty = assign(stops, on_duty, SHIFT_START=None, **FORECAST)
    assert "No start of the shift is given: 2024-05-31 09:15, the earliest shift_on." in by_duty.log
    assert clock(by_duty.rows("VISITS")[0]["arrive"]) == "09:16:00"
    by_interval = assign(stops, officers((at(0, 0), "Ada")), SHIFT_START=None, **FORECAST)
    assert "2024-05-31 09:00, the first interval." in by_interval.log
    today = assign(nodes((at(1, 0), "n", 1, 0.0)), officers((at(0, 0), "Ada")), SHIFT_START=None)
    assert " 08:00.\n" in today.log
    assert clock(today.rows("VISITS")[0]["arrive"]) == "08:01:00"


def test_empty_layers_say_what_to_do(refused, two, officers, nodes):
    assert "Nodes: the layer is empty" in refused(nodes(), two)
    assert "lower the threshold" in refused(nodes(), two)
    assert "Officers: the layer is empty (or nothing of it is selected). Add a point for each officer." in refused(
        nodes((at(1, 0), "n", 1, 0.0)), officers()
    )


def test_bad_officers_are_refused(refused, officers, nodes, make_layer):
    stop = nodes((at(1, 0), "n", 1, 0.0))
    assert "the name Ada occurs more than once" in refused(stop, officers((at(0, 0), "Ada"), (at(1, 1), "Ada")))
    assert "Ada goes off duty (shift_off) before" in refused(stop, officers((at(0, 0), "Ada", "17:00", "09:00")))
    assert "Ada has a speed (speed_kmh) that is not greater than 0" in refused(
        stop, officers((at(0, 0), "Ada", None, None, 0.0))
    )
    assert "Ada has a break (break_on) without a length" in refused(
        stop, officers((at(0, 0), "Ada", None, None, None, "10:00"))
    )
    nameless = make_layer("Point", ["who:string"], [(at(0, 0), "Ada")])
    assert "there is no field officer. It has: who" in refused(stop, nameless)
    fields = ["officer:string", "shift_on:string"]
    vague = make_layer("Point", fields, [(at(0, 0), "Ada", "2024-05-31 08:00"), (at(0, 0), "Ben", "noon")])
    assert "shift_on of Ben is 'noon'; it must be a date and time" in refused(stop, vague)


def test_no_hotspot_and_odd_flags_and_weights_are_said(assign, two, nodes):
    outcome = assign(nodes((at(1, 0), "a", 0, -1.0), (at(2, 0), "b", None, None)), two)
    assert "no node is a hotspot (hotspot = 1)" in outcome.log
    assert "1 nodes have neither 0 nor 1 in hotspot" in outcome.log
    assert "2 nodes have no usable weight in weight" in outcome.log
    assert outcome["REWARD"] == pytest.approx(2.0)


@pytest.mark.parametrize(
    ("parameters", "text"),
    [
        ({"SHIFT_HOURS": 0}, "Length of the shift (h) must be greater than 0"),
        ({"DWELL": -1}, "Dwell time at a node (min) must be 0 or more, not -1"),
        ({"OFFICER_COST": -1}, "Cost of an officer must be 0 or more"),
        ({"POPULATION": 0}, "Population must be greater than 0"),
        ({"START_FIELD": "start"}, "belong together"),
        ({"WEIGHT_FIELD": "density"}, "there is no field density"),
        ({"SHIFT_START": "morning"}, "Start of the shift: no value is a time; the first is 'morning'"),
    ],
)
def test_impossible_values_are_refused(refused, two, three, parameters, text):
    assert text in refused(three, two, **parameters)


def test_the_words_of_later_methods_are_kept_and_their_settings_mentioned(assign, two, three):
    assert "not used by the method importance_greedy" in assign(three, two, ITERATIONS=10).log
    assert "not used by the method" not in assign(three, two, ITERATIONS=300, POPULATION=100).log


def test_too_many_places_leave_the_coldspots_out_or_say_so(assign, refused, two, three, nodes, monkeypatch):
    from patrol_planner.processing import shiftlayers

    monkeypatch.setattr(shiftlayers, "MOST_PLACES", 4)
    outcome = assign(three, two)
    assert "3 places are more than can be planned at once (2): the 1 coldspots are left out" in outcome.log
    assert {row["node"] for row in outcome.rows("VISITS")} == {"near", "dense"}
    hot = nodes(*((at(column, 0), f"n{column}", 1, 0.0) for column in range(3)))
    assert "at most 2 can be planned at once" in refused(hot, two)


def test_polygons_of_a_forecast_are_visited_at_a_point_on_them(assign, two, make_layer):
    x, y = EAST + 1200, NORTH + 600
    square = f"Polygon(({x - 50} {y - 50}, {x + 50} {y - 50}, {x + 50} {y + 50}, {x - 50} {y + 50}, {x - 50} {y - 50}))"
    cells = make_layer("Polygon", ["cell_id:integer", "hotspot:integer", "weight:double"], [(square, 12, 1, 0.0)])
    visit = assign(cells, two).rows("VISITS")[0]
    assert (visit["node"], visit["officer"], clock(visit["arrive"])) == ("12", "Ada", "08:03:00")


def square(column, row, half=250):
    x, y = EAST + 600 * column, NORTH + 600 * row
    corners = [(-half, -half), (half, -half), (half, half), (-half, half), (-half, -half)]
    return "Polygon((" + ", ".join(f"{x + dx} {y + dy}" for dx, dy in corners) + "))"


@pytest.fixture
def cells(make_layer):
    """Rows of (WKT, cell, hotspot, weight, start, end), clock times as text → layer of polygons."""

    def make(*rows):
        fields = ["cell_id:integer", "hotspot:integer", "weight:double", "start:datetime", "end:datetime"]
        full = [(*row[:4], moment(row[4]), moment(row[5])) for row in rows]
        return make_layer("Polygon", fields, full)

    return make


def test_a_call_has_the_weight_of_the_cell_and_interval_that_hold_it(assign, two, cells, calls):
    forecast = cells(
        (square(1, 1), 1, 1, 0.5, "08:00", "10:00"),
        (square(1, 1), 1, 1, 2.0, "10:00", "12:00"),
        (square(3, 1), 2, 1, 1.0, "10:00", "12:00"),
    )
    came = calls(
        (at(1.1, 1), "early", "09:59", 2),
        (at(1.1, 1), "late", "10:00", 2),
        (at(2, 1), "between", "10:00", 2),
        (at(3, 1.4), "edge", "10:00", 2),
        kind="integer",
    )
    outcome = assign(forecast, two, CALLS=came, **CALLS, **FORECAST)
    full = {row["node"]: row["reward"] / row["factor"] for row in outcome.rows("VISITS") if row["kind"] == "call"}
    base = 2 * math.exp(4)
    assert full == pytest.approx(
        {"early": base * math.exp(0.5), "late": base * math.exp(2), "between": base, "edge": base * math.exp(1)}
    )
    without = assign(forecast, two, CALLS=came, **CALLS, **{**FORECAST, "WEIGHT_FIELD": None})
    found = {row["node"]: row["reward"] / row["factor"] for row in without.rows("VISITS") if row["kind"] == "call"}
    assert found == pytest.approx(dict.fromkeys(full, base))


def test_cells_far_from_every_road_are_left_out_and_counted(assign, refused, two, cells):
    sea = [(square(-10, row), 10 + row, 1, 5.0, "08:00", "10:00") for row in range(3)]
    outcome = assign(cells((square(1, 1), 1, 1, 0.5, "08:00", "10:00"), *sea), two, **FORECAST)
    assert [row["node"] for row in outcome.rows("VISITS")] == ["1"]
    assert "Nodes: of 4 polygons, 3 are farther than 200 m from every road; they are left out." in outcome.log
    assert (outcome["SKIPPED"], outcome.rows("UNVISITED")) == (3, [])
    text = refused(cells(*sea), two, **FORECAST)
    assert "none of the 3 polygons is within 200 m of a road" in text


def test_a_weight_that_is_no_density_names_the_node_as_the_user_does(refused, two, nodes):
    wrong = nodes((at(1, 0), "a", 1, 1.0), (at(2, 0), "Mission", 1, 5000.0))
    assert "The weight of node Mission is 5000" in refused(wrong, two)


def test_a_forecast_of_later_hours_is_reached_as_it_opens(assign, officers, nodes):
    # On foot four blocks take 24 minutes: who waits for ten o'clock at home is not there at ten.
    stops = nodes((at(4, 0), "later", 1, 0.0, "10:00", "10:20"))
    outcome = assign(stops, officers((at(0, 0), "Ada", None, None, 6.0)), **FORECAST)
    visit, leg = outcome.rows("VISITS")[0], outcome.rows("ROUTES")[0]
    assert (clock(leg["depart"]), clock(visit["arrive"])) == ("09:36:00", "10:00:00")


def test_the_log_says_whose_speed_and_which_traffic_count(assign, officers, nodes, make_layer):
    stops = nodes((at(4, 0), "n", 1, 0.0))
    slow = assign(stops, officers((at(0, 0), "Ada", None, None, 6.0), (at(0, 0), "Ben", None, None, 90.0)))
    assert "1 officer of 2: nowhere faster than their own speed_kmh (6 km/h)" in slow.log
    assert "travel times are those of free roads" in slow.log
    table = make_layer("NoGeometry", ["hour:integer", "factor:double"], [(None, 8, 2.0)])
    free = assign(stops, officers((at(0, 0), "Ada", None, None, 90.0)), TRAFFIC=table)
    assert "nowhere faster" not in free.log
    assert "free roads" not in free.log


def test_intervals_that_cannot_be_read_are_left_out_by_cause(assign, two, make_layer):
    fields = ["node:string", "start:string", "end:string"]
    rows = [
        (at(1, 0), "good", "2024-05-31 08:00", "2024-05-31 10:00"),
        (at(2, 0), "no start", "", "2024-05-31 10:00"),
        (at(3, 0), "no end", "2024-05-31 08:00", None),
        (at(4, 0), "backward", "2024-05-31 10:00", "2024-05-31 08:00"),
    ]
    layer = make_layer("Point", fields, rows)
    given = {**FORECAST, "HOTSPOT_FIELD": None, "WEIGHT_FIELD": None}
    outcome = assign(layer, two, **given)
    assert [row["node"] for row in outcome.rows("VISITS")] == ["good"]
    assert outcome["SKIPPED"] == 3
    for cause in (
        "1 without a readable time in start",
        "1 without a readable time in end",
        "1 with an end that is not",
    ):
        assert cause in outcome.log


def test_null_geometries_are_counted(assign, two, nodes, officers):
    team = officers((at(0, 0), "Ada"), (None, "Ghost"))
    outcome = assign(nodes((at(1, 0), "n", 1, 0.0), (None, "nowhere", 1, 0.0)), team)
    assert outcome["SKIPPED"] == 2
    assert [row["officer"] for row in outcome.rows("SUMMARY")] == ["Ada"]


def test_equal_seed_equal_plan(assign, officers, nodes):
    stops = nodes(*((at(column, row), f"{column}{row}", 1, 0.0) for column in range(5) for row in range(5)))
    team = officers((at(2, 2), "Ada"), (at(2, 2), "Ben"))

    def order(seed):
        outcome = assign(stops, team, SEED=seed, SHIFT_HOURS=2)
        return tuple((row["officer"], row["node"], clock(row["arrive"])) for row in outcome.rows("VISITS"))

    assert order(1) == order(1)
    assert len({order(seed) for seed in range(4)}) > 1


def test_a_cancel_writes_nothing(refused, two, three):
    assert "ancel" in refused(three, two, cancel_at=40)


def test_layers_carry_time_and_the_record_of_the_run(assign, two, three, tmp_path):
    import json

    path = tmp_path / "visits.gpkg"
    outcome = assign(three, two, VISITS=str(path))
    layer = outcome.layer("VISITS")
    kinds = {field.name(): field.typeName() for field in layer.fields()}
    assert (kinds["arrive"], kinds["depart"]) == ("DateTime", "DateTime")
    record = json.loads(layer.metadata().history()[0])
    assert record["algorithm"] == "patrol:assignofficers"
    assert (record["counts"]["nodes"], record["counts"]["officers"], record["seed"]) == (3, 2, 1)
