"""patrol:assignofficers in QGIS: what the user gets on a small grid of streets, and how odd inputs are answered."""

from __future__ import annotations

import math

import pytest
from streetgrid import EAST, FORECAST, NORTH, at, clock

pytest.importorskip("qgis.core")


def test_the_plan_by_hand(assign, two, three):
    outcome = assign(three, two, METHOD="importance_greedy", OFFICER_COST=1)
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


@pytest.mark.parametrize(
    ("parameters", "text"),
    [
        ({"SHIFT_HOURS": 0}, "Length of the shift (h) must be greater than 0"),
        ({"DWELL": -1}, "Dwell time at a node (min) must be 0 or more, not -1"),
        ({"OFFICER_COST": -1}, "Cost of an officer must be 0 or more"),
        ({"POPULATION": 0}, "Population must be 2 or more, not 0"),
        ({"START_FIELD": "start"}, "belong together"),
        ({"WEIGHT_FIELD": "density"}, "there is no field density"),
        ({"SHIFT_START": "morning"}, "Start of the shift: no value is a time; the first is 'morning'"),
    ],
)
def test_impossible_values_are_refused(refused, two, three, parameters, text):
    assert text in refused(three, two, **parameters)


def test_the_words_of_later_methods_are_kept_and_their_settings_mentioned(assign, two, three):
    assert "not used by the method best" in assign(three, two, ITERATIONS=10).log
    assert "not used by the method" not in assign(three, two, ITERATIONS=300, POPULATION=100).log


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
