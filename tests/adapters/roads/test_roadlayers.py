"""Roads as people have them, OpenStreetMap in the columns of several programs and own data: what is driven and said."""

from __future__ import annotations

import gzip
import shutil

import pytest

pytest.importorskip("qgis.core")

EAST, NORTH = 551000, 4181000
# Two ways from a to b: 400 m straight, and 2,000 m around, which take 4 minutes at 30 km/h.
STRAIGHT = f"LineString({EAST} {NORTH}, {EAST + 400} {NORTH})"
BACK = f"LineString({EAST + 400} {NORTH}, {EAST} {NORTH})"
AROUND = f"LineString({EAST} {NORTH}, {EAST} {NORTH + 800}, {EAST + 400} {NORTH + 800}, {EAST + 400} {NORTH})"


@pytest.fixture
def points(make_layer):
    """a and b."""
    return make_layer("Point", ["id:string"], [(f"Point({EAST} {NORTH})", "a"), (f"Point({EAST + 400} {NORTH})", "b")])


@pytest.fixture
def drive(run_algorithm, make_layer, points):
    """Fields and rows of roads (WKT, values …) and parameters → {(from, to): (km, minutes)} and the log."""

    def run(fields, rows, **parameters):
        roads = make_layer("LineString", fields, rows) if isinstance(rows, list) else rows
        given = {"ORIGINS": points, "DESTINATIONS": points, "ROADS": roads, "MATRIX": "memory:", **parameters}
        done = run_algorithm("travelmatrix", **given)
        found = {row["origin"] + row["destin"]: (row["km"], row["minutes"]) for row in done.rows("MATRIX")}
        return found, done.log

    return run


ROUND, DIRECT = pytest.approx((2.0, 4.0)), pytest.approx((0.4, 0.8))


@pytest.mark.parametrize(
    ("fields", "street", "other", "words"),
    [
        (["highway:string", "waterway:string"], ("residential", None), (None, "river"), "1 waterways"),
        (["highway:string", "railway:string"], ("residential", None), ("", "rail"), "1 railways"),
        (["HIGHWAY:string", "Power:string"], ("residential", None), (None, "line"), "1 other lines (power)"),
        (["highway:string", "other_tags:string"], ("residential", None), (None, '"route"=>"ferry"'), "1 ferries"),
        (["highway:string"], ("residential",), ("steps",), "1 for feet or bicycles only (steps)"),
        (["highway:string", "motor_vehi:string"], ("residential", None), ("service", "no"), "(motor_vehicle=no)"),
        (["highway:string", "tags:string"], ("residential", ""), ("service", '"access"=>"private"'), "(access=private"),
        (["tags:string"], ('"highway"=>"residential"',), ('"waterway"=>"river"',), "1 waterways"),
        (["all_tags:string"], ('{"highway":"residential"}',), ('{"highway":"proposed"}',), "(proposed)"),
        (["fclass:string"], ("residential",), ("river",), "1 waterways"),
        (["highway:string", "oneway:string"], ("residential", None), ("residential", "reversible"), "1 reversible"),
    ],
)  # fmt: skip
def test_lines_that_no_car_drives_are_left_out_and_counted(drive, fields, street, other, words):
    found, log = drive(fields, [(AROUND, *street), (STRAIGHT, *other)])
    assert found["ab"] == ROUND
    [said] = [text for text in log.splitlines() if "left out" in text]
    assert said.startswith("Roads: left out 1 ") and words in said


@pytest.mark.parametrize("algorithm", ["planroute", "assignofficers"])
def test_every_planner_drives_the_same_roads(run_algorithm, make_layer, points, algorithm):
    roads = make_layer(
        "LineString", ["highway:string", "waterway:string"], [(AROUND, "residential", None), (STRAIGHT, None, "river")]
    )
    if algorithm == "planroute":
        given = {"STOPS": points, "START": f"{EAST},{NORTH} [EPSG:32610]", "ROUTE": "memory:", "VISITS": "memory:"}
    else:
        officers = make_layer("Point", ["officer:string"], [(f"Point({EAST} {NORTH})", "1A1")])
        given = {"NODES": points, "OFFICERS": officers, **dict.fromkeys(("ROUTES", "VISITS", "SUMMARY"), "memory:")}
    done = run_algorithm(algorithm, ROADS=roads, **given)
    assert done["KM"] == pytest.approx(2.0)
    assert "Roads: left out 1 waterways." in done.log


@pytest.mark.parametrize("algorithm", ["planroute", "assignofficers"])
def test_places_beside_a_stub_are_reached_from_the_street(run_algorithm, make_layer, algorithm):
    """A stop 12 m from the street and 3 m from a car park, and the start 4 m from another."""
    street = f"LineString({EAST} {NORTH}, {EAST + 600} {NORTH}, {EAST + 1200} {NORTH})"
    parks = [f"LineString({EAST + x} {NORTH + 15}, {EAST + x + 40} {NORTH + 15})" for x in (480, 980)]
    roads = make_layer("LineString", ["name:string"], [(wkt, "x") for wkt in (street, *parks)])
    stops = [(f"Point({EAST + 500} {NORTH + 12})", "mall"), (f"Point({EAST + 1200} {NORTH})", "shop")]
    places = make_layer("Point", ["stop:string"], stops)
    if algorithm == "planroute":
        start = f"{EAST + 1000},{NORTH + 11} [EPSG:32610]"
        given = {"STOPS": places, "START": start, "ROUTE": "memory:", "VISITS": "memory:"}
    else:
        officers = make_layer("Point", ["officer:string"], [(f"Point({EAST + 1000} {NORTH + 11})", "1A1")])
        given = {"NODES": places, "OFFICERS": officers, **dict.fromkeys(("ROUTES", "VISITS", "SUMMARY"), "memory:")}
    done = run_algorithm(algorithm, ROADS=roads, **given)
    assert (done["VISITED"], done["KM"]) == (2, pytest.approx(0.2 + 0.7))
    [said] = [line for line in done.log.splitlines() if "not tied to the nearest road" in line]
    assert said.startswith("2 places") and "mall (12 m)" in said and "(11 m)" in said


def test_where_nothing_can_be_driven_the_error_names_the_classes(drive):
    from qgis.core import QgsProcessingException

    rows = [(STRAIGHT, "footway"), (AROUND, "steps"), (BACK, None)]
    with pytest.raises(
        QgsProcessingException, match=r"none of its 3 features can be used: 2 for feet .*\(footway, steps\)"
    ):
        drive(["highway:string"], rows)


def test_tags_of_gdal_are_used_unasked(drive):
    """One way, a speed in miles, and a roundabout, all in other_tags."""
    fields = ["highway:string", "other_tags:string"]
    rows = [(STRAIGHT, "primary", '"maxspeed"=>"30 mph","oneway"=>"yes"'), (AROUND, "residential", None)]
    found, log = drive(fields, rows)
    assert found["ab"] == pytest.approx((0.4, 0.4 / 48.28032 * 60))
    assert found["ba"] == ROUND
    assert "1 road of 2 one-way, as their tags say (no direction field is chosen)" in log
    assert "speed from maxspeed: 1, from the class of road: 1, default: 0" in log
    rows[0] = (BACK, "primary", '"junction"=>"roundabout","name"=>"\\"oneway\\"=>\\"no\\""')
    found, _ = drive(fields, rows)
    assert (found["ab"], found["ba"]) == (ROUND, pytest.approx((0.4, 0.4 / 50 * 60)))


def test_a_column_says_it_before_the_other_tags_and_both_may_say_something(drive):
    fields = ["highway:string", "oneway:string", "other_tags:string"]
    rows = [(STRAIGHT, "residential", "no", '"oneway"=>"-1"'), (AROUND, "residential", None, '"oneway"=>"-1"')]
    found, _ = drive(fields, rows)
    assert (found["ab"], found["ba"]) == (DIRECT, DIRECT)
    rows[0] = (STRAIGHT, "residential", None, '"oneway"=>"-1"')
    found, _ = drive(fields, rows)
    assert found["ba"] == DIRECT and not found["ab"][0]


def test_a_column_oneway_is_used_unasked_and_a_chosen_field_goes_before_it(drive):
    fields = ["highway:string", "oneway:string", "way:string", "kmh:double", "maxspeed:string"]
    rows = [(STRAIGHT, "residential", "-1", "ahead", 60.0, "20"), (AROUND, "residential", None, "", None, "")]
    found, log = drive(fields, rows)
    assert (found["ab"], found["ba"]) == (ROUND, pytest.approx((0.4, 1.2)))
    assert "as their tags say" in log
    found, log = drive(fields, rows, DIRECTION_FIELD="way", VALUE_FORWARD="ahead", SPEED_FIELD="kmh")
    assert found["ab"] == pytest.approx((0.4, 0.4))
    assert "1 road of 2 one-way." in log


@pytest.mark.parametrize("chosen", [{}, {"DIRECTION_FIELD": "oneway"}])
def test_roundabouts_and_motorways_are_one_way_without_a_tag(drive, chosen):
    fields = ["highway:string", "junction:string", "oneway:string"]
    for road in (("tertiary", "roundabout", None), ("tertiary", "circular", ""), ("motorway", None, None)):
        found, _ = drive(fields, [(BACK, *road), (AROUND, "residential", None, None)], **chosen)
        assert found["ab"] == ROUND and found["ba"][0] == pytest.approx(0.4)
    for road in (("motorway_link", None, None), ("motorway", None, "no"), ("tertiary", "roundabout", "no")):
        found, _ = drive(fields, [(BACK, *road), (AROUND, "residential", None, None)], **chosen)
        assert found["ab"][0] == found["ba"][0] == pytest.approx(0.4)


def test_a_roundabout_of_own_data_is_one_way_too(drive):
    found, log = drive(["junction:string"], [(BACK, "roundabout"), (AROUND, None)])
    assert (found["ab"][0], found["ba"][0]) == (pytest.approx(2.0), pytest.approx(0.4))
    assert "Roads: 1 road of 2 one-way, as their tags say" in log


@pytest.mark.parametrize("chosen", [{}, {"DIRECTION_FIELD": "oneway", "SPEED_FIELD": "maxspeed"}])
def test_geofabrik(drive, chosen):
    """Its one-way streets are F, T and B, and a speed of 0 is none."""
    fields = ["fclass:string", "oneway:string", "maxspeed:integer"]
    rows = [(STRAIGHT, "residential", "T", 60), (AROUND, "residential", "B", 0)]
    found, log = drive(fields, rows, **chosen)
    assert (found["ab"], found["ba"]) == (ROUND, pytest.approx((0.4, 0.4)))
    assert "direction value" not in log
    assert "1 speeds are zero or negative" in log
    # That is what nearly all of its roads have, and no fault.
    assert "WARNING" not in log.split("zero or negative")[0].rsplit("\n", 1)[-1]


def test_osmnx(drive):
    """Lists where it has joined edges, truth values for one-way."""
    fields = ["highway:string", "oneway:string", "maxspeed:string"]
    rows = [
        (STRAIGHT, "['residential', 'living_street']", "False", "['25 mph', '30 mph']"),
        (AROUND, "residential", "True", None),
    ]
    found, _ = drive(fields, rows)
    assert found["ab"] == found["ba"] == pytest.approx((0.4, 0.4 / 40.2336 * 60))


def test_an_unknown_class_is_named_and_slow(drive):
    found, log = drive(["highway:string"], [(STRAIGHT, "hovercraft"), (AROUND, "residential")])
    assert found["ab"] == pytest.approx((0.4, 2.4))
    assert (
        "1 roads have an unknown class in highway: hovercraft (1). Without a signed speed they are driven at 10" in log
    )


def test_speeds_that_are_none_take_the_class(drive):
    for text in ("999", "5000", "none", "signals", "-30", "0", "variable"):
        found, log = drive(["highway:string", "maxspeed:string"], [(STRAIGHT, "residential", text)])
        assert found["ab"] == DIRECT
        assert "1 speeds" in log


@pytest.mark.parametrize(
    ("fields", "values"),
    [
        (["name:string"], ("River",)),
        (["highway:string", "access:string"], ("I-45", "private")),
        (["highway:string"], (None,)),
        (["waterway:string"], ("river",)),
    ],
)
def test_own_data_stays_as_it_is(drive, fields, values):
    found, log = drive(fields, [(STRAIGHT, *values), (AROUND, *[None] * len(values))])
    assert found["ab"] == pytest.approx((0.4, 0.4 / 50 * 60))
    assert "left out" not in log


def test_streets_for_hotspots_are_no_rivers_but_may_be_for_feet(run_algorithm, make_layer):
    x, y = EAST - 100, NORTH + 100
    ring = f"{x} {y}, {x + 1000} {y}, {x + 1000} {y - 1000}, {x} {y - 1000}, {x} {y}"
    grid = make_layer("Polygon", ["risk:double"], [(f"Polygon(({ring}))", 1.0)])
    other = f"LineString({EAST} {NORTH - 100}, {EAST + 100} {NORTH - 100})"
    rows = [(STRAIGHT, "residential", None), (other, "footway", None), (BACK, None, "river")]
    roads = make_layer("LineString", ["highway:string", "waterway:string"], rows)
    done = run_algorithm(
        "extracthotspots", GRID=grid, ROADS=roads, METHOD="threshold", THRESHOLD=0.5, HOTSPOTS="memory:"
    )
    assert sum(row["length_m"] for row in done.rows("HOTSPOTS")) == pytest.approx(500)
    assert "left out 1 waterways." in done.log
    assert done["SKIPPED"] == 1


@pytest.mark.parametrize("tolerance", [0, 5])
def test_a_street_that_ends_short_of_another_is_joined_by_the_tolerance(drive, make_layer, tolerance):
    """The middle of the way around ends 3 m before the straight street."""
    stem = f"LineString({EAST + 200} {NORTH + 3}, {EAST + 200} {NORTH + 503})"
    far = make_layer("Point", ["id:string"], [(f"Point({EAST + 200} {NORTH + 503})", "c")])
    found, log = drive(["name:string"], [(STRAIGHT, "x"), (stem, "y")], DESTINATIONS=far, TOLERANCE=tolerance)
    assert bool(found["ac"][0]) == (tolerance > 0)
    assert ("joins lines that end within it of another line" in log) == (tolerance == 0)
    if tolerance:
        assert found["ac"][0] == pytest.approx(0.7)


def test_a_table_where_lines_are_wanted_is_not_told_to_make_points(drive, make_layer):
    from qgis.core import QgsProcessingException

    table = make_layer("NoGeometry", ["name:string"], [(None, "x")], "")
    with pytest.raises(
        QgsProcessingException, match="Roads: this is a table without geometry. Choose a layer of lines"
    ):
        drive([], table)
    with pytest.raises(QgsProcessingException, match="Origins: this is a table without .* Make points of its coord"):
        drive(["name:string"], [(STRAIGHT, "x")], ORIGINS=table)


def test_several_points_in_one_feature_name_the_tool_that_helps(drive, make_layer):
    several = make_layer("MultiPoint", ["id:string"], [
        (f"MultiPoint({EAST} {NORTH})", "a"), (f"MultiPoint({EAST} {NORTH}, {EAST + 400} {NORTH})", "ab"),
    ])  # fmt: skip
    found, log = drive(["name:string"], [(STRAIGHT, "x")], ORIGINS=several)
    assert set(found) == {"aa", "ab"}
    assert "1 with an empty or multiple geometry (toolbox: Multipart to singleparts)" in log


def test_san_francisco_as_qgis_loads_openstreetmap(run_algorithm, shared_data, tmp_path, points):
    """One-way streets and speeds stand in other_tags and nowhere else; QGIS's own hstore_to_map counts them."""
    from qgis.core import QgsExpression, QgsExpressionContext, QgsVectorLayer

    path = tmp_path / "sf.osm"
    with gzip.open(shared_data / "sf" / "SanFranciscoFiltered.osm.gz") as packed, path.open("wb") as plain:
        shutil.copyfileobj(packed, plain)
    roads = QgsVectorLayer(f"{path}|layername=lines", "roads", "ogr")
    context = QgsExpressionContext()
    context.setFields(roads.fields())
    expression = QgsExpression("hstore_to_map(other_tags)")
    driven = one_way = signed = 0
    for feature in roads.getFeatures():
        context.setFeature(feature)
        tags = expression.evaluate(context) or {}
        access = next((tags[key] for key in ("motorcar", "motor_vehicle", "vehicle", "access") if key in tags), "")
        if access in ("no", "private") and tags.get("emergency") != "yes":
            continue
        driven += 1
        ways = ("oneway:motorcar", "oneway:motor_vehicle", "oneway:vehicle", "oneway")
        way = next((tags[key] for key in ways if key in tags), "yes" if feature["highway"] == "motorway" else "no")
        one_way += way in ("yes", "-1")
        signed += "maxspeed" in tags
    assert one_way > 1000
    given = {"ORIGINS": points, "DESTINATIONS": points, "SNAP_MAX": 2000, "MATRIX": "memory:"}
    log = run_algorithm("travelmatrix", ROADS=roads, **given).log
    assert f"{one_way:,} roads of {driven:,} one-way, as their tags say" in log
    assert f"{driven:,} lines; speed from maxspeed: {signed:,}, from the class of road: {driven - signed:,}" in log
