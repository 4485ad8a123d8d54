"""patrol:createofficers: call signs, stations in turn, duty and break, as patrol:assignofficers reads them."""

from __future__ import annotations

import pytest
from streetgrid import EIGHT, at, square

pytest.importorskip("qgis.core")

START = "551000,4181000 [EPSG:32610]"


@pytest.fixture
def create(run_algorithm):
    def run(**parameters):
        given = {"NUMBER": 5, "SHIFT_START": EIGHT, "SHIFT_HOURS": 8, "OFFICERS": "memory:", **parameters}
        return run_algorithm("createofficers", **given)

    return run


@pytest.fixture
def stations(make_layer):
    return make_layer("Point", ["name:string"], [(at(0, 0), "A"), (at(4, 4), "B"), (None, "nowhere")])


def test_all_start_at_one_place_on_duty_all_shift(create):
    found = create(START=START)
    rows = found.rows("OFFICERS")
    assert [row["officer"] for row in rows] == ["1A1", "1A2", "1A3", "1A4", "1A5"]
    assert {row["shift_on"].toString("dd HH:mm") for row in rows} == {"31 08:00"}
    assert {row["shift_off"].toString("dd HH:mm") for row in rows} == {"31 16:00"}
    assert all(str(row[name]) == "NULL" for row in rows for name in ("speed_kmh", "break_on", "break_min"))
    assert {one.geometry().asWkt() for one in found.layer("OFFICERS").getFeatures()} == {"Point (551000 4181000)"}
    assert (found["OFFICERS_MADE"], found["SKIPPED"]) == (5, 0)


def test_stations_are_shared_out_in_turn(create, stations):
    found = create(STATIONS=stations)
    at_first = [round(one.geometry().asPoint().x()) == 551000 for one in found.layer("OFFICERS").getFeatures()]
    assert at_first == [True, False, True, False, True]
    assert found["SKIPPED"] == 1 and "without geometry" in found.log


def test_speed_and_break_are_written(create):
    rows = create(START=START, SPEED=30, BREAK_ON="2024-05-31T12:00", BREAK_MIN=45).rows("OFFICERS")
    assert {(row["speed_kmh"], row["break_on"].toString("HH:mm"), row["break_min"]) for row in rows} == {
        (30.0, "12:00", 45.0)
    }


def test_a_start_in_degrees_becomes_metres(create):
    layer = create(START="-122.42,37.77 [EPSG:4326]").layer("OFFICERS")
    assert layer.crs().authid() == "EPSG:32610"
    point = next(layer.getFeatures()).geometry().asPoint()
    assert (round(point.x()), round(point.y())) == (551081, 4180455)
    assert create(START="-122.42,37.77 [EPSG:4326]", CRS="EPSG:26910").layer("OFFICERS").crs().authid() == "EPSG:26910"


def test_assignofficers_takes_them(create, assign, nodes, stations):
    team = create(STATIONS=stations, NUMBER=2, BREAK_ON="2024-05-31T09:00", BREAK_MIN=30).layer("OFFICERS")
    found = assign(nodes((at(2, 0), "near", 1, 0.0), (at(4, 3), "far", 1, 0.0)), team)
    assert {row["officer"] for row in found.rows("SUMMARY")} == {"1A1", "1A2"}
    assert found["VISITED"] >= 2


@pytest.mark.parametrize("parameters, text", [
    ({}, "Give either a Start or Stations, where"),
    ({"START": START, "NUMBER": 0}, "from 1 to 1,000, not 0"),
    ({"START": START, "NUMBER": 5000}, "from 1 to 1,000, not 5,000"),
    ({"START": START, "SHIFT_HOURS": 0}, "must be greater than 0"),
    ({"START": START, "SPEED": -3}, "Speed (km/h) must be greater than 0"),
    ({"START": START, "BREAK_ON": "2024-05-31T22:00"}, "is outside the shift"),
    ({"START": START, "BREAK_ON": "2024-05-31T12:00", "BREAK_MIN": 0}, "Length of the break"),
    ({"START": "there"}, "is not a point"),
])  # fmt: skip
def test_what_cannot_be_is_refused_with_the_remedy(create, parameters, text):
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException) as caught:
        create(**parameters)
    assert text in str(caught.value)


def test_a_start_and_stations_are_not_both_taken(create, stations):
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException, match="not both"):
        create(START=START, STATIONS=stations)


def test_polygons_are_no_stations(create, make_layer):
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException):
        create(STATIONS=make_layer("Polygon", [], [(square(0, 0),)]))
