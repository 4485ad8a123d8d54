"""What is a road on foot, which one-way restrictions bind whom, and how fast each vehicle goes."""

from __future__ import annotations

import numpy as np
import pytest

from patrol_planner.algorithms.roads.classes import road_use, tag_keys
from patrol_planner.algorithms.roads.directions import (
    ONEWAY_WORDS,
    DirectionValues,
    binding_oneway,
    road_directions,
)
from patrol_planner.algorithms.roads.sources import ROADS, SOURCES
from patrol_planner.algorithms.roads.speeds import road_speeds, signs_of_ways_driven
from patrol_planner.algorithms.roads.vehicles import CAR, CLASS_KMH, FOOT, FOR_FEET, VEHICLES, WALKING_KMH


def fate(vehicle, /, **tags):
    """The cause for which one line beside a street is left out; "" where it is a road."""
    roads = [{"highway": "residential"}, tags]
    keys = {key for road in roads for key in road}
    use = road_use({key: [road.get(key) for road in roads] for key in keys}, 2, vehicle)
    assert use.usable[0]
    return next(iter(use.left_out), "")


@pytest.mark.parametrize(
    "tags",
    [
        *({"highway": name} for name in sorted(FOR_FEET - {"ladder", "via_ferrata"})),
        *({"highway": name} for name in ("primary", "residential", "service", "living_street", "track", "platform")),
        {"highway": "hovercraft"},
        # What binds cars only.
        {"highway": "residential", "motor_vehicle": "no", "vehicle": "no", "motorcar": "private"},
        {"highway": "residential", "access": "destination"},
        {"highway": "service", "access": "private", "foot": "yes"},
        {"highway": "footway", "access": "no", "foot": "permissive"},
        {"highway": "trunk", "foot": "yes"},
        {"highway": "motorway_link", "foot": "designated"},
        {"highway": "trunk", "sidewalk": "both"},
        {"highway": "trunk", "sidewalk:left": "yes"},
        {"highway": "primary", "motorroad": "yes", "sidewalk": "right"},
        {"highway": "primary", "motorroad": "no", "sidewalk": "no"},
        {"highway": "cycleway", "bicycle": "designated"},
    ],
)
def test_what_is_walked(tags):
    assert fate(FOOT, **tags) == ""


@pytest.mark.parametrize(
    ("tags", "cause"),
    [
        *(({"highway": name}, f"for vehicles only ({name})") for name in ("motorway", "trunk", "trunk_link", "busway")),
        ({"highway": "trunk", "access": "yes"}, "for vehicles only (trunk)"),
        ({"highway": "trunk", "sidewalk": "separate"}, "for vehicles only (trunk)"),
        ({"highway": "primary", "motorroad": "yes"}, "for vehicles only (primary)"),
        ({"highway": "cycleway", "foot": "no"}, "closed to walkers (foot=no)"),
        ({"highway": "primary", "foot": "use_sidepath"}, "closed to walkers (foot=use_sidepath)"),
        ({"highway": "footway", "access": "private"}, "closed to walkers (access=private)"),
        # Vehicles on duty are no walkers.
        ({"highway": "service", "access": "no", "emergency": "yes"}, "closed to walkers (access=no)"),
        ({"highway": "trunk", "sidewalk": "both", "foot": "no"}, "for vehicles only (trunk)"),
        ({"highway": "construction"}, "not built or no longer there (construction)"),
        ({"route": "ferry", "foot": "yes"}, "ferries"),
        ({"railway": "rail"}, "railways"),
        ({"highway": "elevator"}, "stops and areas (elevator)"),
    ],
)  # fmt: skip
def test_what_is_not_walked(tags, cause):
    assert fate(FOOT, **tags) == cause


def test_a_car_does_not_heed_what_is_said_to_walkers():
    assert fate(CAR, highway="residential", foot="no", motorroad="yes", sidewalk="no") == ""
    assert fate(CAR, highway="footway", foot="yes") == "for feet or bicycles only (footway)"
    assert fate(CAR, highway="platform") == "stops and areas (platform)"


def test_access_goes_from_the_general_to_the_particular():
    for values, is_open in (
        (("no", "yes", "", ""), True),
        (("yes", "no", "", ""), False),
        (("no", "no", "yes", ""), True),
        (("yes", "yes", "no", ""), False),
        (("no", "no", "no", "yes"), True),
        (("yes", "yes", "yes", "no"), False),
    ):
        tags = dict(zip(CAR.access, values))
        assert (fate(CAR, highway="service", **tags) == "") == is_open, values


def test_limits_of_some_hours_are_counted_and_close_nothing():
    tags = {
        "highway": ["residential", "residential", "footway", "residential"],
        "access:conditional": ["no @ (22:00-06:00)", "", "no @ winter", None],
        "maxspeed:conditional": ["", "", "", "30 @ (07:00-17:00)"],
    }
    use = road_use(tags, 4, CAR)
    assert use.usable.tolist() == [True, True, False, True] and use.conditional == 2
    assert {"access:conditional", "motorcar:conditional", "maxspeed:conditional", "oneway:conditional"} <= set(
        tag_keys(CAR)
    )
    assert "foot:conditional" in tag_keys(FOOT) and "maxspeed:conditional" not in tag_keys(FOOT)


def test_the_particular_one_way_restriction_binds():
    column = {
        "oneway": np.array(["yes", "yes", "", "-1", "no"], dtype=object),
        "oneway:motor_vehicle": np.array(["no", "", "yes", "", ""], dtype=object),
        "oneway:foot": np.array(["", "-1", "", "", "yes"], dtype=object),
    }

    def directions(vehicle):
        given = DirectionValues("", "", "", "both")
        return road_directions(binding_oneway(column, vehicle.oneway), given, 5, ONEWAY_WORDS)[0].tolist()

    assert directions(CAR) == [0, 1, 1, -1, 0]
    assert directions(FOOT) == [0, -1, 0, 0, 1]
    assert binding_oneway({"junction": column["oneway"]}, CAR.oneway) is None


def test_walkers_go_at_one_speed_and_slower_on_steps():
    classes = ["motorway", "footway", "steps", "residential", "hovercraft", "", "cycleway", "platform"]
    found = road_speeds(["120", "80", "5", "30", "9", "70", "", ""], classes, 50.0, 8, FOOT)
    assert found.kmh.tolist() == [4.8, 4.8, 3, 4.8, 3, 4.8, 4.8, 4.8]
    assert (found.signed, found.by_class, found.by_default) == (0, 7, 1)
    assert road_speeds(None, classes, 4.0, 8, FOOT).kmh.tolist() == [4, 4, 3, 4, 3, 4, 4, 4]
    assert road_speeds(None, None, 50.0, 2, FOOT).kmh.tolist() == [WALKING_KMH] * 2


@pytest.mark.parametrize("vehicle", VEHICLES.values(), ids=list(VEHICLES))
def test_every_routing_server_has_a_name_for_it(vehicle):
    assert set(vehicle.at_servers) == {method.word for method in SOURCES} - {ROADS}
    for method in SOURCES:
        if method.word != ROADS:
            name = vehicle.at_servers[method.word]
            request = method.load()(name).route(np.zeros(2), np.ones(2))
            assert name in request.path + request.body


@pytest.mark.parametrize("vehicle", VEHICLES.values(), ids=list(VEHICLES))
def test_an_unknown_class_is_never_faster_than_a_known_one(vehicle):
    known = [kmh for name, kmh in vehicle.class_kmh.items() if fate(vehicle, highway=name) == ""]
    assert min(known) >= vehicle.other_kmh
    found = road_speeds(None, ["hovercraft", *CLASS_KMH], 50.0, 1 + len(CLASS_KMH), vehicle).kmh
    roads = np.array([fate(vehicle, highway=name) == "" for name in CLASS_KMH])
    assert (found[1:][roads] >= found[0]).all()


def test_a_speed_limit_that_differs_by_direction():
    """Along, against and both ways; the lower of the ways driven."""

    def signs(maxspeed, along, against, direction):
        columns = (np.array([text], dtype=object) for text in (maxspeed, along, against))
        return signs_of_ways_driven(*columns, np.array([direction]))[0]

    assert [signs("", "50", "30 mph", way) for way in (1, -1, 0)] == ["50", "30 mph", "30 mph"]
    assert [signs("60", "80", "", way) for way in (1, -1, 0)] == ["80", "60", "60"]
    assert [signs("60", "", "none", way) for way in (1, -1, 0)] == ["60", "none", "60"]
    assert [signs("", "", "40", way) for way in (1, -1, 0)] == ["", "40", "40"]
    assert signs("50", "", "", 0) == "50"
