"""Speeds and directions as OpenStreetMap and other data write them."""

from __future__ import annotations

import numpy as np
import pytest

from patrol_planner.algorithms.errors import PatrolError
from patrol_planner.algorithms.roads.directions import DirectionValues, road_directions
from patrol_planner.algorithms.roads.speeds import parse_speed, road_speeds


@pytest.mark.parametrize(
    ("text", "kmh"),
    [
        ("50", 50), ("30 mph", 48.28032), ("30mph", 48.28032), ("50 km/h", 50), ("50 kph", 50), ("62,5", 62.5),
        ("10 knots", 18.52), ("50;30", 50), ("25 mph, 30 mph", 40.2336),
        ("['25 mph', '30 mph']", 40.2336), ("50|80", 50), ("[50, 30]", 50), ("30 MPH", 48.28032),
        ("walk", 5), ("DE:urban", 50), ("de:zone:30", 30),
        ("FR:zone30", 30), ("RU:urban", 60), ("GB:nsl_single", 96.56064), ("US:25", 40.2336), (" 40 ", 40),
    ],
)  # fmt: skip
def test_speeds_in_the_forms_people_write(text, kmh):
    assert parse_speed(text) == pytest.approx(kmh)


@pytest.mark.parametrize(
    "text", ["signals", "variable", "none", "fast", "", "30 furlongs", "urban", "50 - 70", "mph", "1e9"]
)
def test_what_is_no_speed(text):
    assert np.isnan(parse_speed(text))


def test_missing_speeds_take_their_class_then_the_default_and_are_counted():
    found = road_speeds(
        ["30 mph", None, "", "signals", "0", "-5", "bogus"],
        ["primary", "residential", "hovercraft", None, "primary", "Motorway", "footway"],
        44.0,
        7,
    )
    assert found.kmh == pytest.approx([48.28032, 30, 10, 44, 50, 100, 5])
    assert (found.signed, found.missing, found.unreadable, found.not_positive) == (1, 2, 1, 2)
    assert found.not_fixed == 1
    assert (found.by_class, found.by_default) == (5, 1)
    assert found.first_unreadable == "bogus"


def test_numbers_with_gaps():
    found = road_speeds(np.array([50.0, np.nan, 0.0, -1.0, np.inf]), None, 30.0, 5)
    assert found.kmh.tolist() == [50, 30, 30, 30, 30]
    assert (found.signed, found.missing, found.not_positive, found.by_default) == (1, 2, 2, 4)


def test_without_any_field_every_road_has_the_default():
    assert road_speeds(None, None, 25.0, 3).kmh.tolist() == [25, 25, 25]


@pytest.mark.parametrize("default", [0.0, -3.0, np.nan])
def test_the_default_must_be_a_speed(default):
    with pytest.raises(PatrolError, match="default speed must be greater than 0"):
        road_speeds(None, None, default, 1)


def test_directions_of_openstreetmap():
    values = ["yes", "no", "-1", None, "TRUE", "reversible", "1", "", "reverse", "reversible"]
    found, unknown = road_directions(values, DirectionValues("yes,true,1", "-1, reverse", "no,false,0", "both"), 10)
    assert found.tolist() == [1, 0, -1, 0, 1, 0, 1, 0, -1, 0]
    assert unknown == {"reversible": 2}


def test_directions_of_a_number_field_with_gaps():
    found, unknown = road_directions(
        np.array([1.0, -1.0, 0.0, np.nan, 7.0]), DirectionValues("1", "-1", "0", "forward"), 5
    )
    assert found.tolist() == [1, -1, 0, 1, 1]
    assert unknown == {"7": 1}


def test_without_a_field_the_default_holds():
    assert road_directions(None, DirectionValues("yes", "-1", "no", "backward"), 2)[0].tolist() == [-1, -1]


def test_a_value_for_two_directions_is_an_error():
    with pytest.raises(PatrolError, match="'yes' stands for two different directions"):
        road_directions(["yes"], DirectionValues("yes", "-1", "no,YES", "both"), 1)


def test_a_list_as_json_writes_it():
    assert parse_speed('["25 mph","30 mph"]') == pytest.approx(40.2336) and parse_speed('["50","30"]') == 50
    assert parse_speed("50,5") == 50.5
