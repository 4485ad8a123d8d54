"""The stops of a route, its start and its probabilities: what may be given, and what is refused."""

from __future__ import annotations

import pytest
from routestops import THREE
from streetgrid import EAST, NORTH, at

pytest.importorskip("qgis.core")


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
