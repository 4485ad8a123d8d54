"""patrol:travelmatrix in QGIS: minutes and kilometres between places, with traffic, and what is refused."""

from __future__ import annotations

import re

import pytest
from matrixlayers import layer_of, places, roads, run_matrix

pytest.importorskip("qgis.core")


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
    assert "1 origin has no way to most destinations: C." in log


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


def test_junctions_cost_what_the_parameter_says(qgis_app):
    lines = roads(
        ("LineString(500000 4000000, 500600 4000000)", None, "36", "primary"),
        ("LineString(500600 4000000, 501200 4000000)", None, "36", "primary"),
        ("LineString(500600 4000000, 500600 4000600)", None, "36", "residential"),
    )
    ends = places(("Point(500300 4000000)", "W"), ("Point(500900 4000000)", "E"), ("Point(500600 4000300)", "N"))
    given = {"ORIGINS": ends, "DESTINATIONS": ends, "ROADS": lines}
    for delay, main, side in ((0, 0, 0), (None, 1.5, 6), (20, 5, 20)):
        rows, _, log = run_matrix(**given, **({} if delay is None else {"JUNCTION_DELAY": delay}))
        assert rows["W", "E"] == pytest.approx((0.6, (60 + main) / 60))
        assert rows["E", "N"] == pytest.approx((0.6, (60 + main) / 60))
        assert rows["N", "W"] == pytest.approx((0.6, (60 + side) / 60))
        assert rows["N", "N"] == (0, 0)
        if delay == 0:
            assert "junctions cost no time, so real journeys take longer." in log
        if delay == 20:
            assert "1 junctions cost 10.0 s on average, an estimate by the classes of road that meet: 20 s" in log
            assert "for who gives way, 10 s among equals, 5 s with the right of way." in log


def test_without_classes_junctions_are_equal(qgis_app):
    fields = ["name:string"]
    rows = [("LineString(500000 4000000, 500600 4000000, 501200 4000000)", "A")]
    lines = layer_of("LineString", fields, [*rows, ("LineString(500600 4000000, 500600 4000600)", "B")])
    ends = places(("Point(500300 4000000)", "W"), ("Point(500600 4000300)", "N"))
    rows, _, log = run_matrix(ORIGINS=ends, DESTINATIONS=ends, ROADS=lines, DEFAULT_SPEED=36)
    assert rows["W", "N"][1] == rows["N", "W"][1] == pytest.approx((60 + 3) / 60)
    assert "an estimate: 3 s each, 6 s for who leaves a short dead end, as no classes of road say who gives" in log


@pytest.mark.parametrize(("delay", "words"), [(-1, "must be 0 or more"), (301, "must be at most 300 (in seconds")])
def test_a_delay_beyond_its_bounds_is_refused(three, street, delay, words):
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException, match=re.escape(words)):
        run_matrix(ORIGINS=three, DESTINATIONS=three, ROADS=street, JUNCTION_DELAY=delay)
