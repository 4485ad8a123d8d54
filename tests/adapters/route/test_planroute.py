"""patrol:planroute in QGIS: what the user gets on a small grid of streets."""

from __future__ import annotations

import pytest
from routestops import START, THREE, day_clock
from streetgrid import EAST, NORTH, at

pytest.importorskip("qgis.core")


def test_the_route_by_hand(plan):
    outcome = plan(THREE)
    legs, visits = outcome.rows("ROUTE"), outcome.rows("VISITS")
    assert [(leg["leg"], leg["from_stop"], leg["to_stop"]) for leg in legs] == [
        (1, "start", "near"),
        (2, "near", "middle"),
        (3, "middle", "far"),
    ]
    assert [(leg["km"], leg["minutes"]) for leg in legs] == [
        pytest.approx((0.6, 1)),
        pytest.approx((1.2, 2)),
        pytest.approx((3.0, 5)),
    ]
    assert [(day_clock(leg["depart"]), day_clock(leg["arrive"])) for leg in legs] == [
        ("31 08:00:00", "31 08:01:00"),
        ("31 08:11:00", "31 08:13:00"),
        ("31 08:23:00", "31 08:28:00"),
    ]
    # Without a table nothing is known of probabilities.
    assert not any(leg["prob"] for leg in legs)
    assert [(visit["seq"], visit["stop"], visit["priority"]) for visit in visits] == [
        (1, "near", 1),
        (2, "middle", 3),
        (3, "far", 9),
    ]
    assert [day_clock(visit["depart"]) for visit in visits] == ["31 08:11:00", "31 08:23:00", "31 08:38:00"]
    assert (outcome["KM"], outcome["MINUTES"]) == pytest.approx((4.8, 8.0))
    assert (outcome["VISITED"], outcome["SCORE"], outcome["SKIPPED"]) == (3, 13, 0)
    # In order of priority: far (8 blocks), middle (5), near (2).
    assert (outcome["BASELINE_KM"], outcome["BASELINE_MINUTES"]) == pytest.approx((9.0, 15.0))
    assert (outcome["BASELINE_VISITED"], outcome["BASELINE_SCORE"]) == (3, 13)
    assert outcome.rows("SKIPPED_STOPS") == []


def test_legs_lie_on_the_streets_and_visits_where_the_stops_are(plan, streets):
    from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsGeometry, QgsProject

    outcome = plan(THREE, RETURN=True)
    roads = QgsGeometry.unaryUnion([feature.geometry() for feature in streets.getFeatures()])
    legs = list(outcome.layer("ROUTE").getFeatures())
    assert len(legs) == 4
    for leg in legs:
        assert leg.geometry().length() == pytest.approx(leg["km"] * 1000)
        assert leg.geometry().within(roads.buffer(0.01, 4))
    ends = [leg.geometry().asPolyline() for leg in legs]
    assert all(one[-1] == following[0] for one, following in zip(ends, ends[1:]))
    assert ends[0][0] == ends[-1][-1]
    assert outcome.rows("ROUTE")[-1]["to_stop"] == "start"
    assert not outcome.rows("ROUTE")[-1]["prob"]
    degrees = QgsCoordinateReferenceSystem("EPSG:4326")
    to_degrees = QgsCoordinateTransform(outcome.layer("VISITS").crs(), degrees, QgsProject.instance())
    for visit in outcome.layer("VISITS").getFeatures():
        point = to_degrees.transform(visit.geometry().asPoint())
        assert (visit["lon"], visit["lat"]) == pytest.approx((point.x(), point.y()), abs=1e-9)


def test_what_does_not_fit_is_in_the_skipped_stops(plan):
    outcome = plan(THREE, SHIFT_HOURS=25 / 60, METHOD="nearest")
    assert [visit["stop"] for visit in outcome.rows("VISITS")] == ["near", "middle"]
    skipped = outcome.rows("SKIPPED_STOPS")
    assert [(row["stop"], row["priority"], row["reason"]) for row in skipped] == [
        ("far", 9, "does not fit into the shift")
    ]
    # In order of priority "far" is visited from 8:08 to 8:18, then "middle" (8:23) no longer ends by 8:25.
    assert (outcome["BASELINE_VISITED"], outcome["BASELINE_SCORE"]) == (1, 9)
    assert (outcome["SCORE"], outcome["NOT_VISITED"], outcome["GAP"]) == (4, 1, -1)
    assert "would give more priority (9) than on this route (4)" in outcome.log
    assert "would give more priority" not in plan(THREE).log


def test_unless_told_otherwise_it_collects_the_most_priority_and_says_that_none_is_better(plan):
    outcome = plan(THREE, SHIFT_HOURS=25 / 60)
    assert [visit["stop"] for visit in outcome.rows("VISITS")] == ["far"]
    assert (outcome["SCORE"], outcome["GAP"]) == (9, 0)
    assert "No route of this shift collects more priority: the bound is met." in outcome.log
    assert "would give more priority" not in outcome.log


def test_the_distance_to_the_bound_is_said(plan, monkeypatch):
    from patrol_planner.algorithms.route import orienteering

    # As for many stops, of a bound that the route of 13 does not meet.
    monkeypatch.setattr(orienteering, "exact_order", lambda *_: None)
    monkeypatch.setattr(orienteering, "upper_bound", lambda *_: 16.25)
    outcome = plan(THREE)
    assert (outcome["SCORE"], outcome["GAP"]) == (13, pytest.approx(20))
    assert "No route of this shift can collect more than 16.25; this one lies 20.0 % below that." in outcome.log


def test_an_island_and_a_dead_end_are_reported_and_the_rest_planned(plan):
    outcome = plan([*THREE, (at(10.5, 0), "island", 5.0), (at(4, 6), "trap", 5.0)])
    assert [visit["stop"] for visit in outcome.rows("VISITS")] == ["near", "middle", "far"]
    assert {(row["stop"], row["reason"]) for row in outcome.rows("SKIPPED_STOPS")} == {
        ("island", "cannot be reached by road"),
        ("trap", "no way back by road"),
    }
    assert "Not on the route, 1 stop (cannot be reached by road): island." in outcome.log
    assert outcome["NOT_VISITED"] == 2


def test_a_stop_ten_kilometres_from_any_road_is_left_out_and_named(plan):
    from qgis.core import QgsProcessingException

    lonely = (f"Point({EAST - 10000} {NORTH})", "lonely", 99.0)
    # Without a start too, where the stop of highest priority would be the start.
    for start, first in ((START, "near"), (None, "far")):
        outcome = plan([lonely, *THREE], START=start)
        assert outcome.rows("VISITS")[0]["stop"] == first
        assert [(row["stop"], row["reason"]) for row in outcome.rows("SKIPPED_STOPS")] == [
            ("lonely", "too far from every road")
        ]
        assert (outcome["VISITED"], outcome["NOT_VISITED"], outcome["SKIPPED"]) == (3, 1, 1)
        assert outcome.log.count("lonely") == 1
        assert "farther than 200 m from every road; they are left out: stop lonely (10,000 m)." in outcome.log
    with pytest.raises(QgsProcessingException, match="None of the 1 place is within 200 m of a road: stop lonely"):
        plan([lonely])


def test_a_start_ten_kilometres_from_any_road_begins_on_the_nearest(plan):
    outcome = plan(THREE, START=f"{EAST - 10000},{NORTH} [EPSG:32610]")
    assert (outcome["VISITED"], outcome["KM"]) == (3, pytest.approx(4.8))
    assert "tied to the nearest all the same: the start (10,000 m)" in outcome.log


def test_without_a_start_the_stop_of_highest_priority_is_where_it_begins(plan):
    outcome = plan([*THREE, (at(10.5, 0), "island", 50.0)], START=None)
    assert "begins at stop far, the one of highest priority." in outcome.log
    assert "begins at stop far." in plan(THREE, START=None, PRIORITY_FIELD=None).log
    assert [visit["stop"] for visit in outcome.rows("VISITS")] == ["far", "middle", "near"]
    assert outcome.rows("ROUTE")[0]["from_stop"] == "far"
    assert day_clock(outcome.rows("VISITS")[0]["arrive"]) == "31 08:00:00"


def test_traffic_and_midnight(plan, make_layer):
    table = make_layer("NoGeometry", ["hour:integer", "factor:double"], [(None, 0, 3.0)])
    outcome = plan(THREE, DEPARTURE="2024-12-31 23:50", TRAFFIC=table)
    # Near 23:51–00:01; middle two blocks at a third of the speed.
    assert [day_clock(visit["arrive"]) for visit in outcome.rows("VISITS")] == [
        "31 23:51:00",
        "01 00:07:00",
        "01 00:32:00",
    ]
    assert outcome.rows("VISITS")[1]["arrive"].date().year() == 2025


def test_without_roads_lines_are_straight_and_longer_by_the_detour(plan):
    outcome = plan(THREE, ROADS=None)
    assert "No roads are given" in outcome.log
    first = next(outcome.layer("ROUTE").getFeatures())
    assert first["km"] == pytest.approx(0.6 * 1.3)
    assert first["minutes"] == pytest.approx(1.3)
    assert first.geometry().length() == pytest.approx(600)


@pytest.mark.parametrize(
    ("parameters", "text"),
    [
        ({"SHIFT_HOURS": 0}, r"Length of the shift \(h\) must be greater than 0, not 0"),
        ({"DWELL": -5}, r"Dwell time at a stop \(min\) must be 0 or more, not -5"),
        ({"TIME_LIMIT": 0}, r"Time limit \(s\) must be greater than 0"),
        ({"DEPARTURE": "tomorrow"}, "Departure: no value is a time; the first is 'tomorrow'"),
        ({"PRIORITY_FIELD": "importance"}, "there is no field importance. It has: stop, risk"),
    ],
)
def test_impossible_values_are_refused(plan, parameters, text):
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException, match=text):
        plan(THREE, **parameters)


def test_a_shift_too_short_for_any_stop_is_no_silent_success(plan):
    outcome = plan(THREE, SHIFT_HOURS=0.1)
    assert outcome["VISITED"] == 0
    assert "No stop is visited" in outcome.log
    assert len(outcome.rows("SKIPPED_STOPS")) == 3


def test_two_stops_at_one_place_have_a_leg_without_geometry(plan, tmp_path):
    outcome = plan([(at(1, 0), "first", 2.0), (at(1, 0), "second", 1.0)], ROUTE=str(tmp_path / "route.gpkg"))
    legs = list(outcome.layer("ROUTE").getFeatures())
    assert [leg["to_stop"] for leg in legs] == ["first", "second"]
    assert [leg.geometry().isEmpty() for leg in legs] == [False, True]
    assert legs[1]["km"] == 0


def test_priorities_in_the_log_have_four_digits(plan):
    log = plan([(at(1, 0), "a", 1234.5678), (at(2, 0), "b", 1e6)]).log
    assert "2 of 2 stops visited, priority 1,001,000:" in log
    assert "1 of 1 stop visited, priority 0.1235:" in plan([(at(1, 0), "a", 0.123456)]).log


def test_equal_seed_equal_route(plan):
    equal = [(at(column, row), f"{column}{row}", 1.0) for column in range(5) for row in range(5)]

    def order(seed):
        return [visit["stop"] for visit in plan(equal, SEED=seed, METHOD="nearest").rows("VISITS")]

    assert order(1) == order(1)
    assert len({tuple(order(seed)) for seed in range(4)}) > 1


def test_a_cancel_writes_nothing(plan, run_algorithm):
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException, match="[Cc]ancel"):
        plan(THREE, cancel_at=1)
