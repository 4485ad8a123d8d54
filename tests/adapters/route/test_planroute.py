"""patrol:planroute in QGIS: what the user gets on a small grid of streets, and what odd inputs are answered with."""

from __future__ import annotations

import pytest
from streetgrid import EAST, NORTH, at

pytest.importorskip("qgis.core")

FRIDAY = "2024-05-31T08:00:00"
START = f"{EAST},{NORTH} [EPSG:32610]"


@pytest.fixture
def plan(run_algorithm, streets, make_layer):
    """Stops as rows of (WKT, name, priority) and parameters → Outcome."""

    def run(rows, **parameters):
        stops = rows if not isinstance(rows, list) else make_layer("Point", ["stop:string", "risk:double"], rows)
        given = {
            "STOPS": stops,
            "PRIORITY_FIELD": "risk",
            "ROADS": streets,
            "DIRECTION_FIELD": "oneway",
            "DEFAULT_SPEED": 36,
            "START": START,
            "DEPARTURE": FRIDAY,
            "DWELL": 10,
            "ROUTE": "memory:",
            "VISITS": "memory:",
            "SKIPPED_STOPS": "memory:",
        }
        given.update(parameters)
        return run_algorithm("planroute", **{name: value for name, value in given.items() if value is not None})

    return run


def clock(value) -> str:
    return value.toString("dd HH:mm:ss")


THREE = [(at(4, 4), "far", 9.0), (at(1, 0), "near", 1.0), (at(1, 2), "middle", 3.0)]


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
    assert [(clock(leg["depart"]), clock(leg["arrive"])) for leg in legs] == [
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
    assert [clock(visit["depart"]) for visit in visits] == ["31 08:11:00", "31 08:23:00", "31 08:38:00"]
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
    outcome = plan(THREE, SHIFT_HOURS=25 / 60)
    assert [visit["stop"] for visit in outcome.rows("VISITS")] == ["near", "middle"]
    skipped = outcome.rows("SKIPPED_STOPS")
    assert [(row["stop"], row["priority"], row["reason"]) for row in skipped] == [
        ("far", 9, "does not fit into the shift")
    ]
    # In order of priority "far" is visited from 8:08 to 8:18, then "middle" (8:23) no longer ends by 8:25.
    assert (outcome["BASELINE_VISITED"], outcome["BASELINE_SCORE"]) == (1, 9)
    assert (outcome["SCORE"], outcome["NOT_VISITED"]) == (4, 1)
    assert "would give more priority (9) than on this route (4)" in outcome.log
    assert "would give more priority" not in plan(THREE).log


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
    assert clock(outcome.rows("VISITS")[0]["arrive"]) == "31 08:00:00"


def test_a_start_in_degrees_needs_its_code(plan):
    from qgis.core import (
        QgsCoordinateReferenceSystem,
        QgsCoordinateTransform,
        QgsPointXY,
        QgsProcessingException,
        QgsProject,
    )

    metric, degrees = (QgsCoordinateReferenceSystem(code) for code in ("EPSG:32610", "EPSG:4326"))
    place = QgsCoordinateTransform(metric, degrees, QgsProject.instance()).transform(QgsPointXY(EAST, NORTH))
    text = f"{place.x():.9f},{place.y():.9f}"
    assert plan(THREE, START=f"{text} [EPSG:4326]")["KM"] == pytest.approx(4.8, abs=1e-5)
    with pytest.raises(QgsProcessingException, match=r"km from the nearest stop.*x,y \[EPSG:4326\]"):
        plan(THREE, START=text)


def test_stops_in_degrees_are_computed_in_metres_and_the_log_says_so(plan, make_layer):
    from qgis import processing

    metric = make_layer("Point", ["stop:string", "risk:double"], THREE)
    degrees = processing.run(
        "native:reprojectlayer", {"INPUT": metric, "TARGET_CRS": "EPSG:4326", "OUTPUT": "memory:"}
    )["OUTPUT"]
    outcome = plan(degrees)
    assert outcome["KM"] == pytest.approx(4.8, abs=1e-4)
    assert "EPSG:4326) is in degrees; computing in EPSG:32610" in outcome.log
    assert outcome.layer("ROUTE").crs().authid() == "EPSG:32610"


def test_stops_without_a_crs_are_refused(plan, make_layer):
    from qgis.core import QgsCoordinateReferenceSystem, QgsProcessingException

    stops = make_layer("Point", ["stop:string", "risk:double"], THREE)
    stops.setCrs(QgsCoordinateReferenceSystem())
    with pytest.raises(QgsProcessingException, match="Stops: the layer has no coordinate reference system"):
        plan(stops)


def test_traffic_and_midnight(plan, make_layer):
    table = make_layer("NoGeometry", ["hour:integer", "factor:double"], [(None, 0, 3.0)])
    outcome = plan(THREE, DEPARTURE="2024-12-31 23:50", TRAFFIC=table)
    # Near 23:51–00:01; middle two blocks at a third of the speed.
    assert [clock(visit["arrive"]) for visit in outcome.rows("VISITS")] == [
        "31 23:51:00",
        "01 00:07:00",
        "01 00:32:00",
    ]
    assert outcome.rows("VISITS")[1]["arrive"].date().year() == 2025


def test_probabilities_of_the_day_and_hour_of_departure(plan, make_layer):
    # Friday is day 5; the third leg leaves at 9:02.
    rows = [(None, 5, 8, "near", 0.25), (None, 5, 9, "far", 0.75), (None, 4, 8, "middle", 1.0)]
    table = make_layer("NoGeometry", ["day:integer", "hour:integer", "cluster:string", "prob:double"], rows)
    outcome = plan(THREE, PROBABILITIES=table, DEPARTURE="2024-05-31T08:39:00")
    assert [leg["prob"] for leg in outcome.rows("ROUTE")] == [0.25, 0.0, 0.75]


def test_a_table_of_other_clusters_is_refused(plan, make_layer):
    from qgis.core import QgsProcessingException

    fields = ["day:integer", "hour:integer", "cluster:integer", "prob:double"]
    table = make_layer("NoGeometry", fields, [(None, 5, 8, 0, 0.25)])
    with pytest.raises(QgsProcessingException, match=r"no cluster of the table \(0\) is the name of a stop"):
        plan(THREE, PROBABILITIES=table)
    wrong = make_layer("NoGeometry", ["day:integer", "hour:integer"], [(None, 5, 8)])
    with pytest.raises(QgsProcessingException, match="there is no field cluster. It has: day, hour"):
        plan(THREE, PROBABILITIES=wrong)


def test_without_roads_lines_are_straight_and_longer_by_the_detour(plan):
    outcome = plan(THREE, ROADS=None)
    assert "No roads are given" in outcome.log
    first = next(outcome.layer("ROUTE").getFeatures())
    assert first["km"] == pytest.approx(0.6 * 1.3)
    assert first["minutes"] == pytest.approx(1.3)
    assert first.geometry().length() == pytest.approx(600)


def test_polygons_stand_for_their_peak_or_a_point_on_them(plan, make_layer):
    square = "Polygon(({0} {1}, {2} {1}, {2} {3}, {0} {3}, {0} {1}))"

    def block(column, row, half=100):
        x, y = EAST + 600 * column, NORTH + 600 * row
        return square.format(x - half, y - half, x + half, y + half)

    fields = ["hotspot_id:integer", "risk:double"]
    centres = make_layer("Polygon", fields, [(block(2, 0), 7, 1.0)])
    outcome = plan(centres)
    assert outcome.rows("VISITS")[0]["stop"] == "7"
    assert outcome["KM"] == pytest.approx(1.2)
    rows = [(block(2, 0), 7, 1.0, EAST + 1150.0, float(NORTH)), (block(4, 0), 8, 1.0, None, None)]
    layer = make_layer("Polygon", [*fields, "peak_x:double", "peak_y:double"], rows)
    assert [leg["km"] for leg in plan(layer).rows("ROUTE")] == pytest.approx([1.15, 1.25])
    # The same field may be chosen for something else as well.
    assert plan(layer, PRIORITY_FIELD="peak_x")["VISITED"] == 1


def test_stops_without_a_priority_are_left_out_and_counted(plan):
    from qgis.core import QgsProcessingException

    odd = [*THREE, (at(2, 2), "unknown", None), (at(2, 3), "negative", -1.0), (None, "nowhere", 1.0)]
    outcome = plan(odd)
    assert (outcome["VISITED"], outcome["SKIPPED"]) == (3, 3)
    assert "2 without a usable priority in risk" in outcome.log
    assert "1 without geometry" in outcome.log
    assert plan(odd, PRIORITY_FIELD=None)["SCORE"] == 5
    with pytest.raises(QgsProcessingException, match="none of its 1 features can be used: 1 without a usable priority"):
        plan([(at(2, 2), "unknown", None)])


def test_no_hotspots_says_what_to_do(plan):
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException, match="Stops: the layer is empty.*lower the threshold"):
        plan([])


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


def test_selected_stops_only(plan, make_layer):
    from qgis.core import QgsProcessingFeatureSourceDefinition, QgsProject

    layer = make_layer("Point", ["stop:string", "risk:double"], THREE)
    layer.selectByExpression("stop = 'middle'")
    QgsProject.instance().addMapLayer(layer)
    try:
        outcome = plan(QgsProcessingFeatureSourceDefinition(layer.id(), True))
    finally:
        QgsProject.instance().removeMapLayer(layer.id())
    assert [visit["stop"] for visit in outcome.rows("VISITS")] == ["middle"]


def test_a_forecast_repeats_its_cells_and_that_is_said(plan, make_layer):
    fields = ["stop:string", "risk:double", "start:string", "end:string"]
    assert "a route visits every one of them" in plan(make_layer("Point", fields, [(at(1, 0), "c", 1.0, "a", "b")])).log
    assert "a route visits every one of them" not in plan(THREE).log


def test_priorities_in_the_log_have_four_digits(plan):
    log = plan([(at(1, 0), "a", 1234.5678), (at(2, 0), "b", 1e6)]).log
    assert "2 of 2 stops visited, priority 1,001,000:" in log
    assert "1 of 1 stop visited, priority 0.1235:" in plan([(at(1, 0), "a", 0.123456)]).log


def test_equal_seed_equal_route(plan):
    equal = [(at(column, row), f"{column}{row}", 1.0) for column in range(5) for row in range(5)]

    def order(seed):
        return [visit["stop"] for visit in plan(equal, SEED=seed).rows("VISITS")]

    assert order(1) == order(1)
    assert len({tuple(order(seed)) for seed in range(4)}) > 1


def test_a_cancel_writes_nothing(plan, run_algorithm):
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException, match="[Cc]ancel"):
        plan(THREE, cancel_at=1)


@pytest.mark.parametrize("style", ["route", "visits", "officer_routes", "officer_visits", "unvisited"])
def test_the_styles_name_only_fields_that_the_layers_have(plan, make_layer, style):
    from qgis.core import QgsExpression, QgsRenderContext

    from patrol_planner.processing.framework.dress import STYLE_FOLDER

    fields = {
        "route": ("LineString", "leg from_stop to_stop prob km minutes depart arrive"),
        "visits": ("Point", "seq stop arrive depart lat lon priority"),
        "officer_routes": ("LineString", "officer leg node km minutes depart arrive reward"),
        "officer_visits": ("Point", "officer seq node kind arrive depart reward factor"),
        "unvisited": ("Point", "stop node priority kind reward reason start end"),
    }
    kind, names = fields[style]
    layer = make_layer(kind, [f"{name}:string" for name in names.split()], [])
    before = layer.renderer().dump()
    layer.loadNamedStyle(str(STYLE_FOLDER / f"{style}.qml"))
    assert layer.renderer().dump() != before
    tip = layer.mapTipTemplate()
    expressions = [part.split("%]")[0] for part in tip.split("[%")[1:]]
    assert expressions
    symbols = layer.renderer().symbols(QgsRenderContext())
    assert symbols
    for symbol_layer in (part for symbol in symbols for part in symbol.symbolLayers()):
        properties = symbol_layer.dataDefinedProperties()
        expressions += [properties.property(key).expressionString() for key in properties.propertyKeys()]
    for text in filter(None, expressions):
        expression = QgsExpression(text)
        assert not expression.hasParserError(), text
        # Functions of the whole feature, such as attribute(), refer to all attributes.
        assert expression.referencedColumns() - {"#!allattributes!#"} <= set(names.split()), text


def test_each_officer_has_a_colour_and_a_line_in_the_legend(make_layer):
    from patrol_planner.processing.framework.dress import dress_layer

    rows = [("LineString(0 0, 100 0)", name) for name in ("B", "A", "C", "A")]
    layer = make_layer("LineString", ["officer:string"], rows)
    dress_layer(layer, "officer_routes")
    categories = layer.renderer().categories()
    assert [category.label() for category in categories] == ["A", "B", "C"]
    painted = [[part.color().name() for part in category.symbol().symbolLayers()] for category in categories]
    # White halo and arrows, and between them a line in the officer's colour.
    assert all(halo == arrows == "#ffffff" for halo, _, arrows in painted)
    assert len({line for _, line, _ in painted}) == 3
