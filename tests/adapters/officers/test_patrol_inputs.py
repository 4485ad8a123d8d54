"""What the patrol algorithms refuse before they work, and which odd roads, stops and points they see through."""

from __future__ import annotations

import pytest

pytest.importorskip("qgis.core")

EAST, NORTH = 551000, 4181000
STREET = f"LineString({EAST} {NORTH}, {EAST + 1200} {NORTH})"


def at(metres: float) -> str:
    return f"Point({EAST + metres} {NORTH})"


def square(metres: float, half: float = 50.0) -> str:
    x, low, high = EAST + metres, NORTH - half, NORTH + half
    return f"Polygon(({x - half} {low}, {x + half} {low}, {x + half} {high}, {x - half} {high}, {x - half} {low}))"


@pytest.fixture
def street(make_layer):
    return make_layer("LineString", ["oneway:string", "maxspeed:string"], [(STREET, "no", "36")])


@pytest.fixture
def run_planner(run_algorithm, make_layer, street):
    """Algorithm id and parameters → Outcome, with two points on a street for whatever is not given."""
    rows = [(at(0), "west", "Ada"), (at(1200), "east", "Bo")]
    points = make_layer("Point", ["stop:string", "officer:string"], rows)
    layers = {
        "planroute": {"STOPS": points, "ROUTE": "memory:", "VISITS": "memory:"},
        "travelmatrix": {"ORIGINS": points, "DESTINATIONS": points, "MATRIX": "memory:"},
        "assignofficers": {
            "NODES": points,
            "OFFICERS": points,
            **dict.fromkeys(("ROUTES", "VISITS", "SUMMARY"), "memory:"),
        },
    }
    return lambda algorithm, **given: run_algorithm(algorithm, **{"ROADS": street, **layers[algorithm], **given})


PLANNERS = ["planroute", "travelmatrix", "assignofficers"]


@pytest.mark.parametrize("algorithm", PLANNERS)
@pytest.mark.parametrize("parameter", ["SPEED_FIELD", "DIRECTION_FIELD"])
def test_a_road_field_that_does_not_exist_is_an_error(run_planner, algorithm, parameter):
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException, match="Roads: there is no field speeed. It has: oneway, maxspeed"):
        run_planner(algorithm, **{parameter: "speeed"})


@pytest.mark.parametrize("algorithm", PLANNERS)
def test_a_tolerance_that_would_join_streets_is_refused(run_planner, algorithm):
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException, match=r"Topology tolerance \(m\) must be at most 100 .*not 100\.5"):
        run_planner(algorithm, TOLERANCE=100.5)
    assert run_planner(algorithm, TOLERANCE="100").outputs


@pytest.mark.parametrize("algorithm", ["planroute", "assignofficers"])
@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"SHIFT_HOURS": 8785}, "Length of the shift .* at most 8,784 .*not 8785"),
        ({"SHIFT_HOURS": "1e300"}, "Length of the shift .* at most 8,784"),
        ({"SHIFT_HOURS": 0.01}, "Length of the shift .*: 0.01 hours are less than a minute"),
        ({"DWELL": 10081}, "Dwell time .* at most 10,080 .*not 10081"),
        ({"MOMENT": "1899-12-31T23:59:59"}, "the year must be from 1900 to 2200, not 1899"),
        ({"MOMENT": "2201-01-01T00:00:00"}, "the year must be from 1900 to 2200, not 2201"),
    ],
)
def test_numbers_and_moments_out_of_bounds_are_refused(run_planner, algorithm, given, words):
    from qgis.core import QgsProcessingException

    moment = "DEPARTURE" if algorithm == "planroute" else "SHIFT_START"
    with pytest.raises(QgsProcessingException, match=words):
        run_planner(algorithm, **{moment if name == "MOMENT" else name: value for name, value in given.items()})


def test_a_moment_of_qgis_is_held_to_the_same_years(run_planner):
    from qgis.core import QgsProcessingException
    from qgis.PyQt.QtCore import QDateTime

    with pytest.raises(QgsProcessingException, match="Departure: the year must be .*not 9999"):
        run_planner("planroute", DEPARTURE=QDateTime(9999, 1, 1, 0, 0, 0))


def test_the_bounds_themselves_are_allowed(run_planner):
    outcome = run_planner("planroute", SHIFT_HOURS=8784, DWELL=10080, DEPARTURE="2200-12-31T00:00:00")
    assert outcome["VISITED"] == 2
    # A minute and a dwell of nothing: the stop at the start.
    assert run_planner("planroute", SHIFT_HOURS=1 / 60, DWELL=0)["VISITED"] == 1


@pytest.mark.parametrize(
    ("start", "words"),
    [
        (f"{EAST},{NORTH} [EPSG:99999]", "Start: 'EPSG:99999' is not a CRS QGIS knows"),
        (f"{EAST},{NORTH} []", "Start: '' is not a CRS QGIS knows"),
        ("the station", "Start: 'the station' is not a point. Write it as x,y"),
        (f"{EAST}", "is not a point"),
        ("nan,nan [EPSG:32610]", "is not a point"),
        (f"{EAST};{NORTH}", "is not a point"),
    ],
)
def test_a_start_that_is_no_point_says_why(run_planner, start, words):
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException, match=words):
        run_planner("planroute", START=start)


@pytest.mark.parametrize(
    "start",
    [
        f"{EAST + 1200},{NORTH}",
        f" ( {EAST + 1200}.0 , {NORTH}.0 [EPSG:32610] ) ",
        f"{EAST + 1200:.9e},{NORTH:.9e} [epsg:32610]",
    ],
)
def test_a_start_however_written(run_planner, start):
    assert run_planner("planroute", START=start).rows("ROUTE")[0]["to_stop"] == "east"


def test_peaks_are_believed_where_they_lie_in_their_polygon(run_planner, make_layer):
    """The second has its peak in degrees, the third none, the fourth one a rounding beside it."""
    rows = [
        (square(100), EAST + 130.0, NORTH + 0.0),
        (square(400), -122.4, 37.8),
        (square(700), None, None),
        (square(1000), EAST + 1050.5, NORTH + 0.0),
        (square(1150), EAST + 1202.0, NORTH + 0.0),
    ]
    stops = make_layer("Polygon", ["peak_x:double", "peak_y:double"], rows)
    outcome = run_planner("planroute", STOPS=stops, START=f"{EAST},{NORTH}")
    reached = [visit.geometry().asPoint() for visit in outcome.layer("VISITS").getFeatures()]
    assert [point.x() - EAST for point in reached] == pytest.approx([130, 400, 700, 1050.5, 1150])
    assert [point.y() for point in reached] == pytest.approx([NORTH] * 5)
    assert outcome.log.count("2 of 5 polygons have a peak_x, peak_y that lies outside") == 1


def test_peaks_in_degrees_of_polygons_in_degrees(run_planner, make_layer):
    from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsGeometry, QgsPointXY, QgsProject

    to_degrees = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:32610"), QgsCoordinateReferenceSystem("EPSG:4326"), QgsProject.instance()
    )
    polygon = QgsGeometry.fromWkt(square(100))
    polygon.transform(to_degrees)
    peak = to_degrees.transform(QgsPointXY(EAST + 130, NORTH + 20))
    stops = make_layer("Polygon", ["peak_x:double", "peak_y:double"], [(polygon.asWkt(12), *peak)], crs="EPSG:4326")
    outcome = run_planner("planroute", STOPS=stops, CRS="EPSG:32610")
    [visit] = outcome.layer("VISITS").getFeatures()
    assert tuple(visit.geometry().asPoint()) == pytest.approx((EAST + 130, NORTH + 20), abs=1e-3)
    assert "lies outside" not in outcome.log


def test_roads_that_lie_nowhere_on_earth_are_left_out(run_planner, make_layer):
    """The second road of three has such a vertex in its second part; the third still has its own speed."""
    far = f"MultiLineString(({EAST} {NORTH}, {EAST} {NORTH + 600}), ({EAST} {NORTH + 600}, 1e12 {NORTH}))"
    rows = [
        (f"LineString({EAST} {NORTH}, {EAST + 600} {NORTH})", "36"),
        (far, "72"),
        (f"LineString({EAST + 600} {NORTH}, {EAST + 1200} {NORTH})", "18"),
    ]
    roads = make_layer("MultiLineString", ["maxspeed:string"], rows)
    outcome = run_planner("travelmatrix", ROADS=roads, SPEED_FIELD="maxspeed")
    minutes = {(row["origin"], row["destin"]): row["minutes"] for row in outcome.rows("MATRIX")}
    assert minutes["west", "east"] == pytest.approx(1 + 2)
    assert "Roads: left out 1 with coordinates that lie nowhere on Earth." in outcome.log
    assert "2 edges between 3 nodes, 1.2 km" in outcome.log


def test_only_roads_that_lie_nowhere_on_earth(run_planner, make_layer):
    from qgis.core import QgsProcessingException

    roads = make_layer("LineString", ["name:string"], [("LineString(1e12 0, 2e12 0)", "a")])
    with pytest.raises(QgsProcessingException, match="none of its 1 features can be used: 1 with coordinates that lie"):
        run_planner("travelmatrix", ROADS=roads, CRS="EPSG:32610")


def test_more_pairs_than_a_table_can_hold_are_refused(run_planner, monkeypatch, street):
    from qgis.core import QgsProcessingException

    from patrol_planner.processing.roads import inputs

    read = []
    monkeypatch.setattr(inputs, "read_travel_source", lambda *_: read.append("roads"))
    monkeypatch.setattr(inputs, "_MOST_PAIRS", 3)
    with pytest.raises(QgsProcessingException, match="2 origins and 2 destinations make 4 pairs; at most 3 can"):
        run_planner("travelmatrix")
    assert read == []


def test_a_plan_that_reaches_its_bound_has_no_gap_below_zero(run_planner, monkeypatch):
    """A bound that rounding puts a hair below the reward."""
    from patrol_planner.algorithms.officers import bound as rewardbound

    exact = run_planner("assignofficers")["REWARD"]
    monkeypatch.setattr(rewardbound, "reward_bound", lambda *_: exact * (1 - 1e-12))
    assert run_planner("assignofficers")["BOUND_GAP"] == 0.0
    # One that is too low by more is an error somebody must see.
    monkeypatch.setattr(rewardbound, "reward_bound", lambda *_: exact / 2)
    assert run_planner("assignofficers")["BOUND_GAP"] == pytest.approx(-100)
