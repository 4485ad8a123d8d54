"""How a Valhalla server is asked and read; answers as Valhalla 3.9 gives them, shortened."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol_planner.algorithms.errors import PatrolError
from patrol_planner.algorithms.roads.answers import Answer, NoWay, TooBig
from patrol_planner.algorithms.roads.valhalla import Valhalla, decoded

PLACES = np.array([[-122.4194, 37.7749], [-122.41, 37.785]])
A, B = {"lat": 37.7749, "lon": -122.4194}, {"lat": 37.785, "lon": -122.41}


def said(status=200, **what):
    return Answer("example.org", status, json.dumps(what))


def pairs(*rows):
    """Rows of (seconds, km)."""
    return [[{"time": time, "distance": km, "from_index": 0} for time, km in row] for row in rows]


def located(*edges, lon=-122.4194, lat=37.7749):
    return {
        "input_lon": lon,
        "input_lat": lat,
        "edges": [{"correlated_lon": x, "correlated_lat": y} for x, y in edges],
        "nodes": [],
    }


def encoded(steps):
    """The other way, written from the description of the algorithm, for whole numbers (latitude, longitude)."""
    text = ""
    last = [0, 0]
    for pair in steps:
        for which, value in enumerate(pair):
            step = value - last[which]
            left = ~(step << 1) if step < 0 else step << 1
            while left >= 32:
                text += chr((32 | left & 31) + 63)
                left >>= 5
            text += chr(left + 63)
        last = list(pair)
    return text


def test_requests_by_hand():
    request = Valhalla().table(PLACES[:1], PLACES)
    assert request.path == "/sources_to_targets"
    assert json.loads(request.body) == {"sources": [A], "targets": [A, B], "costing": "auto", "units": "kilometers"}
    assert json.loads(Valhalla().snap(PLACES).body) == {"locations": [A, B], "costing": "auto", "verbose": False}
    request = Valhalla("pedestrian").route(*PLACES)
    assert request.path == "/route"
    assert json.loads(request.body) == {"locations": [A, B], "costing": "pedestrian", "directions_type": "none"}
    assert Valhalla().hello() == ("/status", "")


def test_a_table_in_minutes_and_metres_null_being_no_way():
    answer = said(sources_to_targets=pairs([(0, 0), (180, 1.712)], [(None, None), (0, 0)]), units="kilometers")
    table = Valhalla().read_table(answer, (2, 2))
    assert table.minutes.tolist() == [[0, 3], [np.inf, 0]]
    assert table.metres.tolist() == [[0, pytest.approx(1712)], [np.inf, 0]]
    assert (table.starts, table.ends) == (None, None)


def test_where_ways_begin_and_end():
    none = {"time": None, "distance": None}
    some = {"time": 1, "distance": 2, "begin_lon": 1, "begin_lat": 2, "end_lon": 3, "end_lat": 4}
    table = Valhalla().read_table(said(sources_to_targets=[[some, none]]), (1, 2))
    assert np.array_equal(table.starts, [[[1, 2], [np.nan, np.nan]]], equal_nan=True)
    assert np.array_equal(table.ends, [[[3, 4], [np.nan, np.nan]]], equal_nan=True)


def test_the_nearest_of_the_edges_is_where_a_place_is():
    # A degree of longitude is shorter than one of latitude here: the second is nearer in metres.
    answer = Answer(
        "h", 200, json.dumps([located((-122.4194, 37.7757), (-122.4203, 37.7749)), located(), located((1, 2))])
    )
    found = Valhalla().read_snapped(answer, 3)
    assert np.array_equal(found, [[-122.4203, 37.7749], [np.nan, np.nan], [1, 2]], equal_nan=True)


def test_where_locate_is_switched_off_nothing_is_known():
    assert Valhalla().read_snapped(said(404, error_code=106, error="Try any of"), 2) is None


def test_the_polyline_of_the_algorithms_description():
    # developers.google.com/maps/documentation/utilities/polylinealgorithm
    way = decoded("_p~iF~ps|U_ulLnnqC_mqNvxq`@", digits=5)
    assert way.tolist() == [[-120.2, 38.5], [-120.95, 40.7], [-126.453, 43.252]]


def test_a_way_of_several_legs():
    legs = [{"shape": encoded([(37774900, -122419400), (37785000, -122410000)])}, {"shape": encoded([(1, 2), (3, -4)])}]
    way = Valhalla().read_route(said(trip={"legs": legs, "status": 0}))
    assert way.tolist() == [[-122.4194, 37.7749], [-122.41, 37.785], [2e-6, 1e-6], [-4e-6, 3e-6]]


places = st.tuples(st.integers(-90_000_000, 90_000_000), st.integers(-180_000_000, 180_000_000))


@given(st.lists(places, max_size=20))
def test_what_is_encoded_is_decoded(steps):
    assert np.array_equal(decoded(encoded(steps)), np.array(steps).reshape(-1, 2)[:, ::-1] / 1e6)


@given(st.lists(places, min_size=1, max_size=5), st.data())
def test_a_polyline_that_breaks_off_never_passes_for_a_whole_one_within_a_number(steps, data):
    text = encoded(steps)
    cut = text[: data.draw(st.integers(0, len(text) - 1))]
    try:
        way = decoded(cut)
    except ValueError:
        return
    assert len(way) < len(steps)


@pytest.mark.parametrize("text", ["\n", "é", "?", "_", "~" * 40])
def test_what_is_no_polyline_is_refused(text):
    with pytest.raises(ValueError, match="polyline"):
        decoded(text)


def test_what_is_too_big_or_has_no_way():
    for code in (150, 152):
        with pytest.raises(TooBig):
            Valhalla().read_table(said(400, error_code=code, error="Exceeded max locations: 2500"), (2, 2))
    with pytest.raises(TooBig):
        Valhalla().read_table(Answer("h", 413, ""), (2, 2))
    for code in (154, 170, 171, 442):
        with pytest.raises(NoWay):
            Valhalla().read_table(said(400, error_code=code, error="no"), (2, 2))
        with pytest.raises(NoWay):
            Valhalla().read_route(said(400, error_code=code, error="no"))
        with pytest.raises(NoWay):
            Valhalla().read_snapped(said(400, error_code=code, error="no"), 2)


def test_the_greeting():
    Valhalla().read_hello(said(version="3.9.1", tileset_last_modified=1))
    # Kept from visitors.
    Valhalla().read_hello(said(404, error_code=106, error="Try any of"))


WRONG = [
    (said(400, code="InvalidUrl"), "is not Valhalla but OSRM"),
    (
        Answer("example.org", 404, "<html>Not Found</html>"),
        "There is no Valhalla service at this address of example.org",
    ),
    (said(404, message="not found"), "There is no Valhalla service"),
    (Answer("example.org", 403, ""), "refuses access (HTTP 403)"),
    (Answer("example.org", 429, ""), "too many requests"),
    (Answer("example.org", 500, "oops"), "fails (HTTP 500: 'oops')"),
    (Answer("example.org", 200, "<html>"), "something else than Valhalla does"),
    (Answer("example.org", 200, '{"sources_to_targets":[['), "breaks off"),
    (Answer("example.org", 200, "[" * 200_000), "breaks off"),
    (said(hello=1), "another form than that of Valhalla"),
]


@pytest.mark.parametrize(("answer", "text"), WRONG)
def test_every_wrong_answer_says_what_and_where(answer, text):
    for read in (
        Valhalla().read_hello,
        lambda answer: Valhalla().read_table(answer, (2, 2)),
        Valhalla().read_route,
    ):
        with pytest.raises(PatrolError) as error:
            read(answer)
        assert text in str(error.value)
        assert "example.org" in str(error.value)


def test_a_means_of_travel_it_does_not_offer():
    answer = said(400, error_code=125, error="No costing method found: 'auto'")
    for read in (lambda: Valhalla().read_table(answer, (1, 1)), lambda: Valhalla().read_snapped(answer, 1)):
        with pytest.raises(PatrolError, match="refuses the request: No costing method found.*means of travel"):
            read()


@pytest.mark.parametrize(
    "found",
    [None, [], pairs([(0, 0)]), [[{}]], [[3]], {"durations": [[0]]}, pairs([(0, 0), (-5, 0)], [(0, 0), (0, 0)])],
)
def test_a_table_of_another_form_is_refused(found):
    with pytest.raises(PatrolError, match="another form"):
        Valhalla().read_table(said(sources_to_targets=found), (2, 2))


@pytest.mark.parametrize("trip", [None, {}, {"legs": []}, {"legs": [{}]}, {"legs": [{"shape": "?"}]}])
def test_a_way_of_another_form_is_refused(trip):
    with pytest.raises(PatrolError, match="another form"):
        Valhalla().read_route(said(trip=trip))


@pytest.mark.parametrize("found", [[], [3], [{"edges": [{}]}], [located(), located()], "abc"])
def test_located_places_of_another_form_are_refused(found):
    with pytest.raises(PatrolError):
        Valhalla().read_snapped(Answer("h", 200, json.dumps(found)), 1)
