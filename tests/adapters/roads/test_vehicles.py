"""VEHICLE in QGIS: the same streets by car and on foot, in every algorithm that reads roads."""

from __future__ import annotations

import gzip
import shutil

import pytest

pytest.importorskip("qgis.core")

EAST, NORTH = 551000, 4181000
STRAIGHT = f"LineString({EAST} {NORTH}, {EAST + 400} {NORTH})"
AROUND = f"LineString({EAST} {NORTH}, {EAST} {NORTH + 800}, {EAST + 400} {NORTH + 800}, {EAST + 400} {NORTH})"
FIELDS = ["highway:string", "oneway:string", "maxspeed:string", "other_tags:string"]


@pytest.fixture
def points(make_layer):
    """a and b."""
    return make_layer("Point", ["id:string"], [(f"Point({EAST} {NORTH})", "a"), (f"Point({EAST + 400} {NORTH})", "b")])


@pytest.fixture
def go(run_algorithm, make_layer, points):
    """Rows of roads and parameters → {(from, to): (km, minutes)} and the log."""

    def run(rows, fields=FIELDS, **parameters):
        roads = make_layer("LineString", fields, rows)
        done = run_algorithm(
            "travelmatrix", ORIGINS=points, DESTINATIONS=points, ROADS=roads, MATRIX="memory:", **parameters
        )
        return {row["origin"] + row["destin"]: (row["km"], row["minutes"]) for row in done.rows("MATRIX")}, done.log

    return run


def test_a_footway_is_a_road_on_foot_alone(go):
    rows = [(STRAIGHT, "footway", None, None, None), (AROUND, "residential", None, "60", None)]
    by_car, _ = go(rows)
    on_foot, log = go(rows, VEHICLE="foot")
    assert by_car["ab"] == pytest.approx((2.0, 2.0))
    assert on_foot["ab"] == on_foot["ba"] == pytest.approx((0.4, 0.4 / 4.8 * 60))
    assert "2 lines, on foot at 4.8 km/h at most; speed limits are not used" in log


def test_a_motorway_is_none_and_one_way_streets_bind_only_by_their_own_tag(go):
    motorway = (STRAIGHT, "motorway", None, None, None)
    on_foot, log = go([motorway, (AROUND, "residential", "yes", None, None)], VEHICLE="foot")
    assert on_foot["ab"] == on_foot["ba"] == pytest.approx((2.0, 25.0))
    assert "1 for vehicles only (motorway)" in log
    tagged = (STRAIGHT, "steps", None, None, '"oneway:foot"=>"yes"')
    on_foot, log = go([tagged, (AROUND, "residential", "yes", None, None)], VEHICLE="foot")
    assert on_foot["ab"] == pytest.approx((0.4, 0.4 / 3 * 60)) and on_foot["ba"][0] == pytest.approx(2.0)
    assert "1 road one-way for walkers" in log


def test_fields_for_vehicles_are_not_used_on_foot_and_that_is_said(go):
    rows = [(STRAIGHT, "residential", "-1", "50", None)]
    on_foot, log = go(rows, VEHICLE="foot", DIRECTION_FIELD="oneway", SPEED_FIELD="maxspeed", DEFAULT_SPEED=4)
    assert on_foot["ab"] == on_foot["ba"] == pytest.approx((0.4, 6.0))
    assert "walkers go both ways on one-way streets" in log
    assert "the speed field maxspeed is for signs that do not concern who goes on foot; it is not used" in log


def test_own_data_is_walked_both_ways(go):
    rows = [(STRAIGHT, "only this way")]
    on_foot, _ = go(rows, ["way:string"], VEHICLE="foot", DIRECTION_FIELD="way", DEFAULT_DIRECTION="forward")
    assert on_foot["ab"] == on_foot["ba"] == pytest.approx((0.4, 5.0))


@pytest.mark.parametrize(
    ("algorithm", "with_roads", "own_speed", "minutes"),
    [
        ("planroute", True, None, 5.0),
        ("planroute", False, None, 1.3 * 5.0),
        ("assignofficers", True, None, 5.0),
        ("assignofficers", True, 2.4, 10.0),
        ("assignofficers", True, 90.0, 5.0),
        ("assignofficers", False, None, 1.3 * 5.0),
        ("assignofficers", False, 2.4, 1.3 * 10.0),
        ("assignofficers", False, 90.0, 1.3 * 5.0),
    ],
)
def test_every_planner_walks(run_algorithm, make_layer, algorithm, with_roads, own_speed, minutes):
    roads = make_layer("LineString", ["highway:string"], [(STRAIGHT, "footway")])
    stop = make_layer("Point", ["stop:string"], [(f"Point({EAST + 400} {NORTH})", "s")])
    given = {"ROADS": roads} if with_roads else {}
    if algorithm == "planroute":
        given |= {"STOPS": stop, "START": f"{EAST},{NORTH} [EPSG:32610]", "ROUTE": "memory:", "VISITS": "memory:"}
        [leg] = run_algorithm(algorithm, VEHICLE="foot", **given).rows("ROUTE")
    else:
        officers = make_layer(
            "Point", ["officer:string", "speed_kmh:double"], [(f"Point({EAST} {NORTH})", "1A1", own_speed)]
        )
        given |= {"NODES": stop, "OFFICERS": officers, **dict.fromkeys(("ROUTES", "VISITS", "SUMMARY"), "memory:")}
        [leg] = run_algorithm(algorithm, VEHICLE="foot", **given).rows("ROUTES")
    assert leg["minutes"] == pytest.approx(minutes)


def test_a_limit_by_direction_and_by_hour(go):
    tags = '"maxspeed:forward"=>"60","maxspeed:backward"=>"30","maxspeed:conditional"=>"20 @ (22:00-06:00)"'
    both, log = go([(STRAIGHT, "residential", None, "50", tags)])
    assert both["ab"] == both["ba"] == pytest.approx((0.4, 0.8))
    assert "1 road has limits that hold at some hours only (tags ending in :conditional); these are not read" in log
    ahead, _ = go([(STRAIGHT, "residential", "yes", "50", tags)], SPEED_FIELD="maxspeed")
    assert ahead["ab"] == pytest.approx((0.4, 0.4))


def test_columns_named_as_gdal_launders_them(go):
    fields = ["highway:string", "oneway:string", "oneway_motor_vehicle:string", "maxspeed_forward:string"]
    found, _ = go([(STRAIGHT, "residential", "yes", "no", "24"), (AROUND, "service", None, None, None)], fields)
    assert found["ab"] == found["ba"] == pytest.approx((0.4, 1.0))


def test_san_francisco_on_foot(run_algorithm, shared_data, tmp_path, points):
    """Its main roads have sidewalks, its motorways none; QGIS's own hstore_to_map counts them."""
    from qgis.core import QgsExpression, QgsExpressionContext, QgsVectorLayer

    path = tmp_path / "sf.osm"
    with gzip.open(shared_data / "sf" / "SanFranciscoFiltered.osm.gz") as packed, path.open("wb") as plain:
        shutil.copyfileobj(packed, plain)
    roads = QgsVectorLayer(f"{path}|layername=lines", "roads", "ogr")
    context = QgsExpressionContext()
    context.setFields(roads.fields())
    expression = QgsExpression("hstore_to_map(other_tags)")
    walked = refused = 0
    for feature in roads.getFeatures():
        context.setFeature(feature)
        tags = expression.evaluate(context) or {}
        closed = tags.get("foot", tags.get("access", "")) in ("no", "private")
        opened = tags.get("foot") in ("yes", "designated") or (
            not closed and tags.get("sidewalk") in ("both", "left", "right")
        )
        kept_out = feature["highway"].startswith(("motorway", "trunk")) or tags.get("motorroad") == "yes"
        walked += not closed and (opened or not kept_out)
        refused += kept_out and not opened
    assert walked > 1000 and refused > 50
    given = {"ORIGINS": points, "DESTINATIONS": points, "SNAP_MAX": 2000, "MATRIX": "memory:"}
    log = run_algorithm("travelmatrix", ROADS=roads, VEHICLE="foot", **given).log
    assert f"{walked:,} lines, on foot at 4.8 km/h" in log
    assert f"{refused:,} for vehicles only (" in log
