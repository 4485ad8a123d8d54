"""The traffic table in QGIS: by hour and class of road, and what it is told that it cannot use."""

from __future__ import annotations

import pytest

pytest.importorskip("qgis.core")

EAST, NORTH = 551000, 4181000
# 6,000 m straight and 7,200 m around; both at 36 km/h: 10 and 12 minutes.
STRAIGHT = f"LineString({EAST} {NORTH}, {EAST + 6000} {NORTH})"
AROUND = f"LineString({EAST} {NORTH}, {EAST} {NORTH + 600}, {EAST + 6000} {NORTH + 600}, {EAST + 6000} {NORTH})"
START = f"{EAST},{NORTH} [EPSG:32610]"
EIGHT, BEFORE = "2024-05-31T08:00:00", "2024-05-31T07:55:00"


@pytest.fixture
def given(make_layer):
    """Two places, two ways between them."""
    ends = make_layer(
        "Point", ["stop:string"], [(f"Point({EAST + x} {NORTH})", name) for x, name in ((0, "a"), (6000, "b"))]
    )
    rows = [(STRAIGHT, "primary", "36"), (AROUND, "residential", "36")]
    roads = make_layer("LineString", ["highway:string", "maxspeed:string"], rows)
    return {"ends": ends, "ROADS": roads}


@pytest.fixture
def table(make_layer):
    """A traffic table of rows (hour, factor, class)."""

    def make(*rows, fields=("hour:integer", "factor:double", "class:string")):
        return make_layer("NoGeometry", list(fields), [(None, *row) for row in rows])

    return make


@pytest.fixture
def matrix(run_algorithm, given):
    def run(traffic, departure=EIGHT, **parameters):
        ends, roads = given["ends"], parameters.pop("ROADS", given["ROADS"])
        done = run_algorithm(
            "travelmatrix", ORIGINS=ends, DESTINATIONS=ends, ROADS=roads, TRAFFIC=traffic, DEPARTURE=departure,
            MATRIX="memory:", **parameters,
        )  # fmt: skip
        return {row["origin"] + row["destin"]: (row["km"], row["minutes"]) for row in done.rows("MATRIX")}, done.log

    return run


def test_the_way_and_the_time_of_the_hour(matrix, table):
    slow = table((8, 2.0, "primary"))
    found, log = matrix(slow)
    assert found["ab"] == pytest.approx((7.2, 12.0))
    assert "primary have factors of their own" in log
    assert matrix(slow, BEFORE)[0]["ab"] == pytest.approx((6.0, 5 + 6))
    assert matrix(table((8, 2.0, "secondary, primary")))[0]["ab"] == pytest.approx((7.2, 12.0))
    both = table((8, 2.0, "Primary"), (8, 1.5, None), (7, 3.0, ""))
    assert matrix(both)[0]["ab"] == pytest.approx((7.2, 18.0))
    assert matrix(both, "2024-05-31T07:10:00")[0]["ab"] == pytest.approx((6.0, 30.0))


def test_the_class_of_own_data_and_hours_as_text(matrix, table, make_layer):
    rows = [(STRAIGHT, "Hauptstrasse"), (AROUND, "Nebenstrasse")]
    roads = make_layer("LineString", ["type:string"], rows)
    slow = table(("8", "2", "hauptstrasse"), fields=("hour:string", "factor:string", "class:string"))
    found, _ = matrix(slow, ROADS=roads, DEFAULT_SPEED=36)
    assert found["ab"] == pytest.approx((7.2, 12.0))


def test_one_class_alike_equals_the_plain_table(matrix, table):
    by_class = table((8, 2.0, "primary"), (8, 2.0, ""), (9, 3.0, None))
    plain = table((8, 2.0), (9, 3.0), fields=("hour:integer", "factor:double"))
    for departure in (EIGHT, BEFORE, "2024-05-31T08:55:00"):
        assert matrix(by_class, departure)[0] == matrix(plain, departure)[0]


@pytest.mark.parametrize(
    ("rows", "fields", "text"),
    [
        ([("eight", 2.0)], ("hour:string", "factor:double"), "hour in row 1 is 'eight', which is no number"),
        ([("7", 1.0), ("08:00", 2.0)], ("hour:string", "factor:double"), "hour in row 2 is '08:00', which is no"),
        ([(8, "2,5")], ("hour:integer", "factor:string"), "factor in row 1 is '2,5', which is no number"),
        ([("24", 2.0)], ("hour:string", "factor:double"), "hour in row 1 is 24; hours are whole numbers from 0 to 23"),
        ([(8, 0.0, "primary")], None, "factor of hour 8 of class primary is 0; it must be greater than 0"),
        ([(8, 2.0, "primary"), (8, 3.0, "PRIMARY")], None, "hour 8 of class primary stands in the table more"),
        ([(8, None, "primary")], None, "factor of hour 8 of class primary is empty"),
    ],
)  # fmt: skip
def test_a_bad_table_says_where(matrix, table, rows, fields, text):
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException, match=text):
        matrix(table(*rows, fields=fields or ("hour:integer", "factor:double", "class:string")))


def test_a_class_that_no_road_has_is_named(matrix, table, make_layer):
    found, log = matrix(table((8, 2.0, "primary"), (8, 9.0, "motorway")))
    assert found["ab"] == pytest.approx((7.2, 12.0))
    assert "no road is of class motorway; these rows are not used. The roads are of primary, residential" in log
    plain = make_layer("LineString", ["name:string"], [(STRAIGHT, "x")])
    found, log = matrix(table((8, 9.0, "primary"), (8, 2.0, "")), ROADS=plain, DEFAULT_SPEED=36)
    assert found["ab"] == pytest.approx((6.0, 20.0))
    assert "factors by class of road are not used, as the roads have no field with classes" in log


def test_a_route_is_drawn_along_the_way_of_its_hour(run_algorithm, given, table):
    parameters = {
        "STOPS": given["ends"], "START": START, "ROADS": given["ROADS"], "TRAFFIC": table((8, 2.0, "primary")),
        "RETURN": True, "DWELL": 50, "ROUTE": "memory:", "VISITS": "memory:",
    }  # fmt: skip
    done = run_algorithm("planroute", DEPARTURE="2024-05-31T07:30:00", **parameters)
    out, home = [leg for leg in done.rows("ROUTE") if leg["km"]]
    # After the stop at the start, at 8:20, around; back at 9:22, straight.
    assert (out["km"], out["minutes"]) == (pytest.approx(7.2), pytest.approx(12))
    assert (home["km"], home["minutes"]) == (pytest.approx(6.0), pytest.approx(10))
    length = {feature["leg"]: feature.geometry().length() for feature in done.layer("ROUTE").getFeatures()}
    assert (length[out["leg"]], length[home["leg"]]) == (pytest.approx(7200), pytest.approx(6000))
    alone = run_algorithm("planroute", DEPARTURE=EIGHT, **{**parameters, "ROADS": None, "DEFAULT_SPEED": 36})
    assert "factors by class of road are not used without roads" in alone.log


def test_officers_drive_the_way_of_their_hour(run_algorithm, make_layer, given, table):
    officers = make_layer("Point", ["officer:string"], [(f"Point({EAST} {NORTH})", "1A1")])
    nodes = make_layer("Point", ["node:string"], [(f"Point({EAST + 6000} {NORTH})", "b")])
    done = run_algorithm(
        "assignofficers", NODES=nodes, OFFICERS=officers, ROADS=given["ROADS"], TRAFFIC=table((8, 2.0, "primary")),
        SHIFT_START=EIGHT, **dict.fromkeys(("ROUTES", "VISITS", "SUMMARY"), "memory:"),
    )  # fmt: skip
    [leg] = done.rows("ROUTES")
    assert (leg["km"], leg["minutes"]) == (pytest.approx(7.2), pytest.approx(12))
