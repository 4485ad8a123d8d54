"""patrol:travelmatrix in QGIS: what the user gets, and agreement with QGIS's own router on real streets."""

from __future__ import annotations

import re

import numpy as np
import pytest

pytest.importorskip("qgis.core")

KMH = 36.0  # 10 m/s


def layer_of(kind, fields, rows, crs="EPSG:32610"):
    """A memory layer from (WKT or None, attributes...) rows."""
    from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer

    layer = QgsVectorLayer(f"{kind}?crs={crs}" + "".join(f"&field={field}" for field in fields), "layer", "memory")
    features = []
    for wkt, *attributes in rows:
        feature = QgsFeature(layer.fields())
        if wkt is not None:
            feature.setGeometry(QgsGeometry.fromWkt(wkt))
        feature.setAttributes(attributes)
        features.append(feature)
    assert layer.dataProvider().addFeatures(features)[0]
    layer.updateExtents()
    return layer


def run_matrix(**parameters):
    """Rows {(origin, destin): (km, minutes)}, the outputs and the log."""
    from qgis import processing
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProject

    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    feedback = QgsProcessingFeedback(False)
    outputs = processing.run(
        "patrol:travelmatrix", {"MATRIX": "memory:", **parameters}, context=context, feedback=feedback
    )
    rows = {
        (feature["origin"], feature["destin"]): (feature["km"], feature["minutes"])
        for feature in outputs["MATRIX"].getFeatures()
    }
    return rows, outputs, feedback.textLog()


def roads(*rows):
    return layer_of("LineString", ["oneway:string", "maxspeed:string", "highway:string"], rows)


def places(*rows, crs="EPSG:32610"):
    return layer_of("Point", ["stop:string"], rows, crs)


@pytest.fixture
def street(qgis_app):
    """600 m east, then 600 m north, 36 km/h; the second leg one-way north."""
    return roads(
        ("LineString(500000 4000000, 500600 4000000)", None, "36", None),
        ("LineString(500600 4000000, 500600 4000600)", "yes", "36", None),
    )


@pytest.fixture
def three(qgis_app):
    return places(("Point(500000 4000000)", "A"), ("Point(500300 4000010)", "B"), ("Point(500600 4000600)", "C"))


def test_minutes_and_kilometres_along_the_road(street, three):
    rows, outputs, _ = run_matrix(
        ORIGINS=three, DESTINATIONS=three, ROADS=street, DIRECTION_FIELD="oneway", SPEED_FIELD="maxspeed"
    )
    assert rows["A", "C"] == pytest.approx((1.2, 2.0))
    assert rows["B", "C"] == pytest.approx((0.9, 1.5))
    assert rows["B", "A"] == pytest.approx((0.3, 0.5))
    assert (outputs["PAIRS"], outputs["SKIPPED"]) == (9, 0)


def test_against_a_one_way_street_is_null(street, three):
    from patrol_planner.processing.common.compat import is_null

    rows, outputs, log = run_matrix(
        ORIGINS=three, DESTINATIONS=three, ROADS=street, DIRECTION_FIELD="oneway", SPEED_FIELD="maxspeed"
    )
    assert all(is_null(value) for value in rows["C", "A"])
    assert all(is_null(value) for value in rows["C", "B"])
    assert outputs["UNREACHABLE"] == 2
    assert "2 of 9 pairs have no way" in log
    assert "1 origins have no way to most destinations: C." in log


def test_a_field_oneway_that_is_not_chosen_is_mentioned(street, three):
    rows, _, log = run_matrix(ORIGINS=three, DESTINATIONS=three, ROADS=street, SPEED_FIELD="maxspeed")
    assert rows["C", "A"] == pytest.approx((1.2, 2.0))
    assert "Choose oneway as the direction field" in log


def test_a_place_without_a_name_is_called_by_its_feature_id(street):
    some = places(("Point(500000 4000000)", "A"), ("Point(500300 4000000)", None))
    ids = [str(feature.id()) for feature in some.getFeatures()]
    rows, _, _ = run_matrix(ORIGINS=some, DESTINATIONS=some, ROADS=street, SPEED_FIELD="maxspeed")
    assert set(rows) == {(start, end) for start in ("A", ids[1]) for end in ("A", ids[1])}


def test_a_name_field_the_layer_lacks_is_refused(street, three):
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException, match="Origins: there is no field label. It has: stop"):
        run_matrix(ORIGINS=three, DESTINATIONS=three, ROADS=street, ORIGIN_FIELD="label")


def test_traffic_of_the_hour_and_the_note_about_noon(street, three):
    rush = layer_of("NoGeometry", ["hour:integer", "factor:double"], [(None, 8, 3.0), (None, 12, 1.5)])
    given = {"ORIGINS": three, "DESTINATIONS": three, "ROADS": street, "SPEED_FIELD": "maxspeed", "TRAFFIC": rush}
    rows, _, _ = run_matrix(DEPARTURE="2024-05-31T08:30:00", **given)
    assert rows["A", "C"] == pytest.approx((1.2, 6.0))
    # A minute before nine: a third of a minute's free driving is done by nine, the rest takes its free time.
    rows, _, _ = run_matrix(DEPARTURE="2024-05-31T08:59:00", **given)
    assert rows["A", "C"] == pytest.approx((1.2, 1.0 + 2.0 - 1.0 / 3.0))
    rows, _, log = run_matrix(**given)
    assert rows["A", "C"] == pytest.approx((1.2, 3.0))
    assert "traffic of 12:00" in log


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ([(None, 8, 0.0)], "factor of hour 8 is 0"),
        ([(None, 24, 1.0)], "hour in row 1 is 24"),
        ([(None, 7, 1.0), (None, 7, 2.0)], "hour 7 stands in the table more than once"),
        ([(None, None, 1.0)], "hour in row 1 is empty"),
        ([], "table is empty"),
    ],
)
def test_bad_traffic_says_where(street, three, rows, text):
    from qgis.core import QgsProcessingException

    table = layer_of("NoGeometry", ["hour:integer", "factor:double"], rows)
    with pytest.raises(QgsProcessingException, match=text):
        run_matrix(ORIGINS=three, DESTINATIONS=three, ROADS=street, TRAFFIC=table)


def test_a_traffic_table_without_its_fields_says_which_it_needs(street, three):
    from qgis.core import QgsProcessingException

    table = layer_of("NoGeometry", ["stunde:integer"], [(None, 8)])
    with pytest.raises(QgsProcessingException, match=r"needs the fields hour \(0–23\) and factor; it has stunde"):
        run_matrix(ORIGINS=three, DESTINATIONS=three, ROADS=street, TRAFFIC=table)


def test_a_place_ten_kilometres_off_is_left_out_and_named(street, three):
    from qgis.core import QgsProcessingException

    far = places(("Point(500000 4000000)", "A"), ("Point(500000 4010000)", "Harbour"))
    rows, outputs, log = run_matrix(ORIGINS=three, DESTINATIONS=far, ROADS=street)
    assert set(rows) == {(origin, "A") for origin in "ABC"}
    assert (outputs["PAIRS"], outputs["UNREACHABLE"], outputs["SKIPPED"]) == (3, 0, 1)
    assert re.search(r"1 of 5 places are farther than 200 m .* left out: destination Harbour \(9,4\d\d m\)", log)
    with pytest.raises(QgsProcessingException, match="Destinations: none of the 1 is within 200 m of a road: Harbour"):
        run_matrix(ORIGINS=three, DESTINATIONS=places(("Point(500000 4010000)", "Harbour")), ROADS=street)
    with pytest.raises(QgsProcessingException, match=r"None of the 2 places is within 200 m of a road: origin Harbour"):
        lost = places(("Point(500000 4010000)", "Harbour"))
        run_matrix(ORIGINS=lost, DESTINATIONS=lost, ROADS=street)


def test_disconnected_parts_are_reported_and_the_rest_is_answered(qgis_app, three):
    parts = roads(
        ("LineString(500000 4000000, 500600 4000000)", None, "36", None),
        ("LineString(500700 4000600, 500600 4000600)", None, "36", None),
        ("LineString(500600 4000600, 500600 4000600)", None, "36", None),
    )
    rows, outputs, log = run_matrix(ORIGINS=three, DESTINATIONS=three, ROADS=parts, SPEED_FIELD="maxspeed")
    assert rows["A", "B"] == pytest.approx((0.3, 0.5))
    assert outputs["UNREACHABLE"] == 4
    assert "in 2 parts that are not connected (0.6 km, 0.1 km)" in log
    assert "1 line parts without length" in log


def test_unreadable_and_zero_speeds_fall_back_and_are_counted(qgis_app, three):
    lines = roads(
        ("LineString(500000 4000000, 500600 4000000)", None, "fast", "residential"),
        ("LineString(500600 4000000, 500600 4000600)", None, "0", "primary"),
    )
    rows, _, log = run_matrix(ORIGINS=three, DESTINATIONS=three, ROADS=lines, SPEED_FIELD="maxspeed", DEFAULT_SPEED=60)
    assert rows["A", "C"] == pytest.approx((1.2, 0.6 / 30 * 60 + 0.6 / 50 * 60))
    assert "1 speeds cannot be read, the first is 'fast'" in log
    assert "1 speeds are zero or negative" in log


def test_places_without_geometry_are_skipped_and_counted(street, three):
    some = places(("Point(500000 4000000)", "A"), (None, "lost"))
    rows, outputs, log = run_matrix(ORIGINS=some, DESTINATIONS=three, ROADS=street)
    assert {origin for origin, _ in rows} == {"A"}
    assert outputs["SKIPPED"] == 1
    assert "1 without geometry" in log


def test_degrees_are_reprojected_and_named_after_the_field_chosen(qgis_app):
    lines = layer_of("LineString", ["x:int"], [("LineString(-122.42 37.77, -122.41 37.77)", 1)], "EPSG:4326")
    ends = layer_of(
        "Point",
        ["stop:string", "nr:int"],
        [("Point(-122.42 37.77)", "w", 7), ("Point(-122.41 37.77)", "e", 9)],
        "EPSG:4326",
    )
    rows, _, log = run_matrix(ORIGINS=ends, DESTINATIONS=ends, ROADS=lines, ORIGIN_FIELD="nr", DEFAULT_SPEED=60)
    # 0.01° of longitude at 37.77° N is 880.8 m on the ellipsoid (111,412.84 cos φ − 93.5 cos 3φ + 0.118 cos 5φ per
    # degree).
    assert rows["7", "e"][0] == pytest.approx(0.8808, rel=1e-3)
    assert rows["7", "e"][1] == pytest.approx(0.8808, rel=1e-3)
    assert "EPSG:32610" in log


def test_speed_zero_is_refused_with_the_label(street, three):
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException, match=r"Default speed \(km/h\) must be greater than 0"):
        run_matrix(ORIGINS=three, DESTINATIONS=three, ROADS=street, DEFAULT_SPEED=0)


def test_san_francisco_agrees_with_qgis(qgis_app, shared_data):
    """200 random pairs, fastest way, same roads, directions and speeds: within 0.1 % of QGIS's shortest path.

    QGIS knows nothing of access, roundabouts and motorways, so its roads are chosen and directed by an expression.
    """
    from qgis import processing
    from qgis.core import (
        QgsCoordinateReferenceSystem,
        QgsProcessingContext,
        QgsProcessingFeedback,
        QgsProject,
        QgsVectorLayer,
    )

    from patrol_planner.algorithms.roads.speeds import road_speeds
    from patrol_planner.processing.common.compat import is_null, make_field

    raw = QgsVectorLayer(f"{shared_data}/sf/streets_osm.gpkg|layername=osm_highways_drivable", "streets", "ogr")
    metric = QgsCoordinateReferenceSystem("EPSG:32610")
    context = QgsProcessingContext()
    # Without a project QGIS's router crashes; without an ellipsoid it measures as we do, in the plane.
    context.setProject(QgsProject.instance())
    context.setEllipsoid("NONE")
    quiet = QgsProcessingFeedback(False)
    streets = processing.run(
        "native:reprojectlayer",
        {"INPUT": raw, "TARGET_CRS": metric, "OUTPUT": "memory:"},
        context=context,
        feedback=quiet,
    )["OUTPUT"]
    doors = [feature.id() for feature in streets.getFeatures("access in ('private', 'no')")]
    rings = [
        feature.id()
        for feature in streets.getFeatures(
            "oneway is null and (junction in ('roundabout', 'circular') or highway = 'motorway')"
        )
    ]
    assert len(doors) > 100 and len(rings) > 0
    provider = streets.dataProvider()
    oneway = streets.fields().lookupField("oneway")
    provider.changeAttributeValues({fid: {oneway: "yes"} for fid in rings})
    provider.deleteFeatures(doors)
    features = list(streets.getFeatures())
    signs = [None if is_null(feature["maxspeed"]) else feature["maxspeed"] for feature in features]
    speeds = road_speeds(signs, [feature["highway"] for feature in features], 50.0, len(features)).kmh
    provider.addAttributes([make_field("kmh", "float")])
    streets.updateFields()
    at = streets.fields().lookupField("kmh")
    provider.changeAttributeValues({feature.id(): {at: float(speed)} for feature, speed in zip(features, speeds)})

    extent = streets.extent()
    rng = np.random.default_rng(4)
    x = rng.uniform(extent.xMinimum() + 2000, extent.xMaximum() - 2000, 60)
    y = rng.uniform(extent.yMinimum() + 1500, extent.yMaximum() - 1500, 60)
    points = places(*[(f"Point({a!r} {b!r})", str(i)) for i, (a, b) in enumerate(zip(x.tolist(), y.tolist()))])
    directed = {"DIRECTION_FIELD": "oneway", "SPEED_FIELD": "kmh"}
    rows, _, log = run_matrix(ORIGINS=points, DESTINATIONS=points, ROADS=streets, SNAP_MAX=3000, **directed)
    # QGIS ties places to the nearest road, be it one that leads nowhere.
    [note] = [line for line in log.splitlines() if "not tied to the nearest road" in line]
    elsewhere = {int(name) for name in re.findall(r"origin (\d+) \(", note)}
    assert len(elsewhere) < 3
    # The whole thing once more, from the original in degrees and the speeds as OpenStreetMap writes them.
    as_it_is, _, _ = run_matrix(
        ORIGINS=points, DESTINATIONS=points, ROADS=raw, SNAP_MAX=3000, CRS=metric,
        **{**directed, "SPEED_FIELD": "maxspeed"},
    )  # fmt: skip

    router = {
        "INPUT": streets, "STRATEGY": 1, "VALUE_FORWARD": "yes", "VALUE_BACKWARD": "-1", "VALUE_BOTH": "no",
        "DEFAULT_DIRECTION": 2, "DEFAULT_SPEED": 50, "TOLERANCE": 0, "OUTPUT": "memory:", **directed,
    }  # fmt: skip

    def place(index):
        return f"{float(x[index])!r},{float(y[index])!r} [EPSG:32610]"

    # QGIS builds the graph anew for each pair, so most pairs are asked from one point to a layer: the same router.
    compared = 0
    for start in range(24):
        found = processing.run(
            "native:shortestpathpointtolayer",
            {**router, "START_POINT": place(start), "END_POINTS": points},
            context=context,
            feedback=quiet,
        )["OUTPUT"]
        theirs = {feature["stop"]: feature["cost"] for feature in found.getFeatures()}
        for end in rng.choice(60, 10, replace=False):
            ours, other = rows[str(start), str(end)][1], theirs.get(str(end))
            if start == end or {start, int(end)} & elsewhere:
                continue
            assert is_null(ours) == is_null(other), (start, end)
            if is_null(ours):
                continue
            assert ours == pytest.approx(other * 60.0, rel=1e-3), (start, end)
            assert as_it_is[str(start), str(end)][1] == pytest.approx(ours, rel=1e-3)
            compared += 1
    assert compared >= 200
    for start, end in ((0, 1), (2, 30), (40, 41)):
        found = processing.run(
            "native:shortestpathpointtopoint",
            {**router, "START_POINT": place(start), "END_POINT": place(end)},
            context=context,
            feedback=quiet,
        )
        assert rows[str(start), str(end)][1] == pytest.approx(found["TRAVEL_COST"] * 60.0, rel=1e-3)


@pytest.mark.parametrize(
    ("rows", "crs", "text"),
    [
        ([("LineString(500000 4000000, 500600 4000000)", None, None, None)], "", "no coordinate reference system"),
        ([], "EPSG:32610", "Roads: the layer is empty"),
        ([(None, None, None, None)], "EPSG:32610", "Roads: none of its 1 features can be used"),
        ([("LineString(5 5, 5 5)", None, None, None)], "EPSG:32610", "no line has a length above 0"),
    ],
)
def test_roads_that_cannot_be_used_say_why(qgis_app, three, rows, crs, text):
    from qgis.core import QgsCoordinateReferenceSystem, QgsProcessingException

    lines = layer_of("LineString", ["oneway:string", "maxspeed:string", "highway:string"], rows)
    lines.setCrs(QgsCoordinateReferenceSystem(crs))
    with pytest.raises(QgsProcessingException, match=text):
        run_matrix(ORIGINS=three, DESTINATIONS=three, ROADS=lines)


def test_unknown_directions_are_named_and_follow_the_default(qgis_app, three):
    lines = roads(("LineString(500000 4000000, 500600 4000000)", "reversible", "36", None))
    given = {"ORIGINS": three, "DESTINATIONS": three, "ROADS": lines, "DIRECTION_FIELD": "oneway", "SNAP_MAX": 900}
    rows, outputs, log = run_matrix(DEFAULT_DIRECTION="backward", SPEED_FIELD="maxspeed", **given)
    assert rows["B", "A"] == pytest.approx((0.3, 0.5))
    assert outputs["UNREACHABLE"] == 3
    assert "1 roads have a direction value that is not among yours: 'reversible' (1)" in log


def test_a_geopackage_gives_what_a_memory_layer_gives(street, three, tmp_path):
    """GeoPackages are read in bulk, memory layers feature by feature; selected features only as well."""
    from qgis.core import (
        QgsCoordinateTransformContext,
        QgsProcessingFeatureSourceDefinition,
        QgsProject,
        QgsVectorFileWriter,
        QgsVectorLayer,
    )

    path = str(tmp_path / "streets.gpkg")
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "GPKG"
    QgsVectorFileWriter.writeAsVectorFormatV3(street, path, QgsCoordinateTransformContext(), options)
    stored = QgsVectorLayer(path, "stored", "ogr")
    given = {"ORIGINS": three, "DESTINATIONS": three, "DIRECTION_FIELD": "oneway", "SPEED_FIELD": "maxspeed"}
    from_file, from_memory = (run_matrix(ROADS=layer, **given)[0] for layer in (stored, street))
    assert from_file.keys() == from_memory.keys()
    for pair, values in from_memory.items():
        assert str(from_file[pair]) == str(values), pair
    stored.selectByIds([1])
    QgsProject.instance().addMapLayer(stored)
    try:
        chosen = QgsProcessingFeatureSourceDefinition(stored.id(), True)
        rows, _, _ = run_matrix(ROADS=chosen, **{**given, "SNAP_MAX": 900})
    finally:
        QgsProject.instance().removeMapLayer(stored.id())
    # C is tied to the end of the first street.
    assert rows["A", "C"] == pytest.approx((0.6, 1.0))


@pytest.mark.parametrize("kind", ["string", "integer", "double"])
@pytest.mark.parametrize("driver", ["memory", "GPKG", "ESRI Shapefile"])
def test_null_directions_and_speeds_are_no_unknown_values(qgis_app, three, tmp_path, kind, driver):
    from qgis.core import QgsCoordinateTransformContext, QgsVectorFileWriter, QgsVectorLayer

    known = {"string": ("no", "36"), "integer": (0, 36), "double": (0.0, 36.0)}[kind]
    ways = ("LineString(500000 4000000, 500600 4000000)", "LineString(500600 4000000, 500600 4000600)")
    lines = layer_of("LineString", [f"oneway:{kind}", f"maxspeed:{kind}"], [(ways[0], *known), (ways[1], None, None)])
    if driver != "memory":
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName = driver
        path = str(tmp_path / ("roads.gpkg" if driver == "GPKG" else "roads.shp"))
        QgsVectorFileWriter.writeAsVectorFormatV3(lines, path, QgsCoordinateTransformContext(), options)
        lines = QgsVectorLayer(path, "roads", "ogr")
    given = {"ORIGINS": three, "DESTINATIONS": three, "DIRECTION_FIELD": "oneway", "SPEED_FIELD": "maxspeed"}
    rows, _, log = run_matrix(ROADS=lines, DEFAULT_SPEED=18, **given)
    # A minute on the first street at its own speed, two on the second at the default one, and both may be driven back.
    assert rows["A", "C"] == pytest.approx((1.2, 3.0))
    assert rows["C", "A"] == pytest.approx((1.2, 3.0))
    assert "direction value" not in log
    assert "cannot be read" not in log
    assert "zero or negative" not in log


def test_a_cancelled_run_gives_no_table(street, three):
    from qgis import processing
    from qgis.core import QgsProcessingContext, QgsProcessingException, QgsProcessingFeedback, QgsProject

    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    feedback = QgsProcessingFeedback(False)
    feedback.cancel()
    with pytest.raises(QgsProcessingException, match="Cancelled"):
        processing.run(
            "patrol:travelmatrix",
            {"ORIGINS": three, "DESTINATIONS": three, "ROADS": street, "MATRIX": "memory:"},
            context=context,
            feedback=feedback,
        )


def test_the_same_place_as_origin_and_destination_is_zero_not_null(street, three):
    rows, _, _ = run_matrix(ORIGINS=three, DESTINATIONS=three, ROADS=street)
    assert [rows[name, name] for name in "ABC"] == [(0.0, 0.0)] * 3
