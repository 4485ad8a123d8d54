"""What the fields of roads hold, and roads that cannot be used: directions, speeds, NULLs, parts."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from matrixlayers import layer_of, roads, run_matrix
from townroads import network_of

pytest.importorskip("qgis.core")


def test_a_field_oneway_that_is_not_chosen_is_mentioned(street, three):
    rows, _, log = run_matrix(ORIGINS=three, DESTINATIONS=three, ROADS=street, SPEED_FIELD="maxspeed")
    assert rows["C", "A"] == pytest.approx((1.2, 2.0))
    assert "Choose oneway as the direction field" in log


def test_unreadable_and_zero_speeds_fall_back_and_are_counted(qgis_app, three):
    lines = roads(
        ("LineString(500000 4000000, 500600 4000000)", None, "fast", "residential"),
        ("LineString(500600 4000000, 500600 4000600)", None, "0", "primary"),
    )
    rows, _, log = run_matrix(ORIGINS=three, DESTINATIONS=three, ROADS=lines, SPEED_FIELD="maxspeed", DEFAULT_SPEED=60)
    assert rows["A", "C"] == pytest.approx((1.2, 0.6 / 30 * 60 + 0.6 / 50 * 60))
    assert "1 speeds cannot be read, the first is 'fast'" in log
    assert "1 speeds are zero or negative" in log


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
    assert "1 line part without length is left out." in log


@pytest.mark.parametrize(("length", "warned"), [(600, True), (9800, True), (10000, False)])
def test_yards_beside_a_whole_network_are_no_warning(length, warned):
    from patrol_planner.processing.roads.remarks import report_network

    said = {"info": [], "warn": []}
    run = SimpleNamespace(
        **{kind: lambda text, kind=kind, **values: said[kind].append(text.format(**values)) for kind in said}
    )
    network = network_of([(0, 0), (length, 0)], [(0, 600), (100, 600)])
    report_network(run, SimpleNamespace(label="Roads"), network)
    assert any("in 2 parts that are not connected" in text for text in said["warn" if warned else "info"])
    assert not any("not connected" in text for text in said["info" if warned else "warn"])
