"""How an OSRM server is asked and read; answers as OSRM 26.10 gives them, shortened."""

from __future__ import annotations

import json

import numpy as np
import pytest

from patrol_planner.algorithms.errors import PatrolError
from patrol_planner.algorithms.roads.answers import Answer, NoWay, TooBig
from patrol_planner.algorithms.roads.osrm import Osrm

PLACES = np.array([[-122.4194, 37.7749], [-122.41, 37.785]])


def said(status=200, **what):
    return Answer("example.org", status, json.dumps(what))


def place(lon, lat, metres=1.0):
    return {"location": [lon, lat], "distance": metres, "name": ""}


STANDS = {"sources": [place(1, 2), None], "destinations": [place(3, 4), place(5, 6)]}
TABLE = {"code": "Ok", "durations": [[0, 193.8], [None, 0]], "distances": [[0, 2101.7], [None, 0]], **STANDS}


def test_requests_by_hand():
    assert Osrm().table(PLACES[:1], PLACES).path == (
        "/table/v1/driving/-122.419400,37.774900;-122.419400,37.774900;-122.410000,37.785000"
        "?annotations=duration,distance&sources=0&destinations=1;2&generate_hints=false"
    )
    assert Osrm().snap(PLACES).path == (
        "/table/v1/driving/-122.419400,37.774900;-122.410000,37.785000;-122.419400,37.774900"
        "?annotations=duration&sources=0;1&destinations=2&generate_hints=false"
    )
    assert Osrm().route(*PLACES).path == (
        "/route/v1/driving/-122.419400,37.774900;-122.410000,37.785000"
        "?geometries=geojson&overview=full&steps=false&generate_hints=false"
    )
    assert Osrm("foot").route(*PLACES).path.startswith("/route/v1/foot/")


def test_the_first_request_holds_no_place_of_the_users_and_fits_a_common_limit():
    assert Osrm().hello().path.startswith("/nearest/v1/driving/0,0?")
    many = np.tile(PLACES[:1], (Osrm().most_in_table, 1))
    assert len(Osrm().table(many, many).path) < 8000
    many = np.tile(PLACES[:1], (Osrm().most_snapped, 1))
    assert len(Osrm().snap(many).path) < 8000


def test_a_table_in_minutes_and_metres_null_being_no_way():
    table = Osrm().read_table(said(**TABLE), (2, 2))
    assert table.minutes.tolist() == [[0, pytest.approx(3.23)], [np.inf, 0]]
    assert table.metres.tolist() == [[0, 2101.7], [np.inf, 0]]
    assert np.array_equal(table.starts, [[[1, 2]], [[np.nan, np.nan]]], equal_nan=True)
    assert table.ends.tolist() == [[[3, 4], [5, 6]]]


def test_rounded_below_nothing_is_nothing():
    one = {**STANDS, "sources": [place(1, 2)]}
    table = Osrm().read_table(said(code="Ok", **{**one, "durations": [[0, 0]], "distances": [[-0.1, 3]]}), (1, 2))
    assert table.metres.tolist() == [[0, 3]]


def test_snapped_places_and_the_way():
    answer = said(code="Ok", durations=[[0], [1]], sources=[place(1, 2), None], destinations=[place(1, 2)])
    assert np.array_equal(Osrm().read_snapped(answer, 2), [[1, 2], [np.nan, np.nan]], equal_nan=True)
    way = {"geometry": {"type": "LineString", "coordinates": [[1, 2], [1.5, 2], [3, 4]]}, "duration": 1}
    assert Osrm().read_route(said(code="Ok", routes=[way])).tolist() == [[1, 2], [1.5, 2], [3, 4]]


def test_what_is_too_big_or_has_no_way():
    with pytest.raises(TooBig):
        Osrm().read_table(said(400, code="TooBig", message="Too many table coordinates"), (2, 2))
    for status in (413, 414, 431):
        with pytest.raises(TooBig):
            Osrm().read_table(Answer("example.org", status, "<html>too long</html>"), (2, 2))
    for code in ("NoSegment", "NoTable"):
        with pytest.raises(NoWay):
            Osrm().read_table(said(400, code=code), (2, 2))
    for code in ("NoSegment", "NoRoute"):
        with pytest.raises(NoWay):
            Osrm().read_route(said(400, code=code))
    with pytest.raises(NoWay):
        Osrm().read_snapped(said(400, code="NoSegment"), 2)
    assert np.isnan(Osrm().read_snapped(said(400, code="NoSegment"), 1)).all()
    Osrm().read_hello(said(400, code="NoSegment"))
    Osrm().read_hello(said(code="Ok", waypoints=[]))


WRONG = [
    (said(400, code="InvalidUrl"), "There is no OSRM service at this address of example.org"),
    (said(400, code="InvalidService"), "There is no OSRM service"),
    (Answer("example.org", 404, "<html>Not Found</html>"), "There is no OSRM service"),
    (said(404, error="not found"), "There is no OSRM service"),
    (
        said(400, code="InvalidOptions", message="Coordinates are invalid"),
        "refuses the request: Coordinates are invalid",
    ),
    (said(400, code="InvalidValue"), "refuses the request: InvalidValue"),
    (said(400, error_code=106, error="Try any of"), "is not OSRM but Valhalla"),
    (said(401, message="no"), "refuses access (HTTP 401)"),
    (Answer("example.org", 403, ""), "refuses access (HTTP 403)"),
    (Answer("example.org", 429, ""), "too many requests"),
    (Answer("example.org", 502, "<html>Bad Gateway</html>"), "fails (HTTP 502: '<html>Bad Gateway</html>')"),
    (said(503, message="overloaded"), "fails (HTTP 503"),
    (said(500, code="InternalError", message="out of memory"), "refuses the request: out of memory"),
    (Answer("example.org", 200, "<!doctype html><title>Log in</title>"), "something else than OSRM does"),
    (Answer("example.org", 200, ""), "something else than OSRM does"),
    (Answer("example.org", 200, '{"code":"Ok","durations":[[0,1'), "breaks off"),
    (Answer("example.org", 200, "3"), "something else than OSRM does"),
    (Answer("example.org", 200, "[" * 200_000), "breaks off"),
    (Answer("example.org", 200, "[1, 2]"), "another form than that of OSRM"),
    (said(version="1"), "another form than that of OSRM"),
]


@pytest.mark.parametrize(("answer", "text"), WRONG)
def test_every_wrong_answer_says_what_and_where(answer, text):
    for read in (
        Osrm().read_hello,
        lambda answer: Osrm().read_snapped(answer, 2),
        lambda answer: Osrm().read_table(answer, (2, 2)),
        Osrm().read_route,
    ):
        with pytest.raises(PatrolError) as error:
            read(answer)
        assert text in str(error.value)
        assert "example.org" in str(error.value)


@pytest.mark.parametrize(
    "changed",
    [
        {"durations": [[0, 1]]},
        {"durations": [[0, 1], [2]]},
        {"durations": [[0, "a"], [1, 2]]},
        {"durations": [[0, -5], [1, 0]]},
        {"durations": None},
        {"distances": None},
        {"distances": [0, 1]},
        {"sources": [place(1, 2)]},
        {"destinations": None},
    ],
)
def test_a_table_of_another_form_is_refused(changed):
    with pytest.raises(PatrolError, match="another form"):
        Osrm().read_table(said(**{**TABLE, **changed}), (2, 2))


@pytest.mark.parametrize("routes", [[], [{}], [{"geometry": {"coordinates": [[1, 2]]}}], [{"geometry": "abc"}], None])
def test_a_way_of_another_form_is_refused(routes):
    with pytest.raises(PatrolError, match="another form"):
        Osrm().read_route(said(code="Ok", routes=routes))


@pytest.mark.parametrize("sources", [[], [place(1, 2)], [place(1, 2), {}], [place(1, 2), 3], None])
def test_snapped_places_of_another_form_are_refused(sources):
    with pytest.raises(PatrolError, match="another form"):
        Osrm().read_snapped(said(code="Ok", sources=sources), 2)


def test_a_long_answer_is_cut_short_in_the_message():
    with pytest.raises(PatrolError) as error:
        Osrm().read_hello(Answer("example.org", 200, "<html>" + "x" * 5000))
    assert len(str(error.value)) < 400
