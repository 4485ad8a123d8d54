"""What is a road, for whom, which way and how fast: OpenStreetMap's tags as many programs write them."""

from __future__ import annotations

import numpy as np
import pytest

from patrol_planner.algorithms.roads.classes import road_use
from patrol_planner.algorithms.roads.directions import (
    FROM_TO_WORDS,
    ONEWAY_WORDS,
    REVERSIBLE,
    DirectionValues,
    centre_line_words,
    implied_oneway,
    road_directions,
)
from patrol_planner.algorithms.roads.speeds import road_class, road_speeds
from patrol_planner.algorithms.roads.tags import first_value, tags_in_text
from patrol_planner.algorithms.roads.vehicles import CAR, CLASS_KMH


def use_of(*roads, vehicle=CAR):
    """Roads as dicts of tags."""
    keys = {key for road in roads for key in road}
    return road_use({key: [road.get(key) for road in roads] for key in keys}, len(roads), vehicle)


def fate(**tags):
    """The cause for which one line beside a street is left out; "" where it is a road."""
    use = use_of({"highway": "residential"}, tags)
    assert use.usable[0]
    return next(iter(use.left_out), "")


@pytest.mark.parametrize("highway", sorted(set(CLASS_KMH) - {
    "pedestrian", "footway", "path", "steps", "cycleway", "bridleway"
}))  # fmt: skip
def test_what_a_car_drives(highway):
    assert fate(highway=highway) == ""


@pytest.mark.parametrize(
    ("tags", "cause"),
    [
        ({"waterway": "river"}, "waterways"),
        ({"railway": "rail"}, "railways"),
        ({"route": "ferry"}, "ferries"),
        ({"highway": "primary", "route": "ferry"}, "ferries"),
        ({"power": "line"}, "other lines (power)"),
        ({"barrier": "fence"}, "other lines (barrier)"),
        ({"boundary": "administrative", "waterway": "river"}, "waterways"),
        ({"aeroway": "runway"}, "other lines (aeroway)"),
        ({"highway": ""}, "without a class of road"),
        ({"highway": None, "name": "?"}, "without a class of road"),
        ({"highway": "construction"}, "not built or no longer there (construction)"),
        ({"highway": "Proposed"}, "not built or no longer there (proposed)"),
        ({"highway": "residential", "abandoned": "yes"}, "not built or no longer there (residential)"),
        ({"highway": "platform"}, "stops and areas (platform)"),
        ({"highway": "raceway"}, "stops and areas (raceway)"),
        ({"highway": "service", "area": "yes"}, "stops and areas (service)"),
        ({"highway": "steps"}, "for feet or bicycles only (steps)"),
        ({"highway": "footway", "access": "yes"}, "for feet or bicycles only (footway)"),
        ({"highway": "['footway', 'residential']"}, "for feet or bicycles only (footway)"),
        ({"highway": "service", "access": "private"}, "closed to cars, without emergency=yes (access=private)"),
        ({"highway": "residential", "access": "No"}, "closed to cars, without emergency=yes (access=no)"),
        ({"highway": "residential", "motor_vehicle": "no"}, "closed to cars, without emergency=yes (motor_vehicle=no)"),
        (
            {"highway": "residential", "access": "yes", "motorcar": "no"},
            "closed to cars, without emergency=yes (motorcar=no)",
        ),
        (
            {"highway": "track", "vehicle": "agricultural;forestry"},
            "closed to cars, without emergency=yes (vehicle=agricultural)",
        ),
        ({"highway": "river"}, "waterways"),
        ({"highway": "rail"}, "railways"),
    ],
)
def test_what_is_no_road_for_a_car(tags, cause):
    assert fate(**tags) == cause


@pytest.mark.parametrize(
    "tags",
    [
        {"highway": "residential", "railway": "tram", "man_made": "bridge", "boundary": "administrative"},
        {"highway": "residential", "access": "destination"},
        {"highway": "service", "access": "customers"},
        {"highway": "service", "access": "no", "motor_vehicle": "yes"},
        {"highway": "service", "access": "private", "motorcar": "permissive"},
        {"highway": "service", "access": "private", "emergency": "yes"},
        {"highway": "pedestrian", "motor_vehicle": "delivery"},
        {"highway": "footway", "emergency": "designated"},
        {"highway": "RESIDENTIAL"},
        {"highway": "living street"},
        {"highway": "['residential', 'steps']"},
        {"highway": "residential;footway"},
        {"highway": "hovercraft"},
        {"highway": "residential", "abandoned": "no", "area": "no", "disused": None},
    ],
)
def test_what_is_a_road_all_the_same(tags):
    assert fate(**tags) == ""


def test_roads_closed_to_others_and_open_on_duty_are_counted():
    use = use_of({"highway": "service", "access": "private", "emergency": "yes"}, {"highway": "footway"})
    assert (use.on_duty, use.usable.tolist()) == (1, [True, False])


def test_on_foot_and_private_roads_are_roads_for_others_than_cars():
    roads = [
        {"highway": "steps"},
        {"highway": "service", "access": "private"},
        {"waterway": "river"},
        {"highway": "platform"},
    ]
    use = use_of({"highway": "residential"}, *roads, vehicle=None)
    assert use.usable.tolist() == [True, True, True, False, False]


def test_every_line_is_counted_once_with_the_commonest_classes():
    kinds = ["footway"] * 4 + ["steps"] * 3 + ["path"] * 2 + ["cycleway", "residential", None]
    use = road_use({"highway": kinds, "waterway": ["river"] * 12}, 12)
    assert use.left_out == {"waterways": 1, "for feet or bicycles only (footway, steps, path, …)": 10}
    assert use.usable.sum() == 1


@pytest.mark.parametrize(
    "tags",
    [
        {"highway": ["I-45", None]},
        {"highway": ["yes", "no"]},
        {"name": ["Main", "Elm"], "access": ["private", None]},
        {"highway": [None, None], "waterway": ["", None]},
        {"highway": np.array([1.0, np.nan])},
        {},
    ],
)
def test_own_data_is_not_judged(tags):
    assert road_use(tags, 2) is None


def test_rivers_alone_are_no_roads():
    use = road_use({"highway": [None, "", None], "waterway": ["river", None, None], "railway": ["", "rail", None]}, 3)
    assert use.left_out == {"waterways": 1, "railways": 1}
    assert use.usable.tolist() == [False, False, True]


def test_the_classes_of_geofabrik():
    use = road_use({"fclass": ["track_grade3", "river", "tram", "unknown", "footway", "primary_link"]}, 6)
    assert use.key == "fclass"
    assert use.usable.tolist() == [True, False, False, True, False, True]
    assert use.unknown == {"unknown": 1}
    assert use.road_class[[0, 5]].tolist() == ["track", "primary_link"]


def test_an_unknown_class_is_named_and_no_faster_than_any_known_one():
    use = use_of({"highway": "residential"}, {"highway": "hovercraft"}, {"highway": "hovercraft"}, {"highway": "alley"})
    assert use.unknown == {"hovercraft": 2, "alley": 1}
    driven = [kmh for name, kmh in CLASS_KMH.items() if fate(highway=name) == ""]
    assert min(driven) >= CAR.other_kmh
    found = road_speeds(None, ["hovercraft", "residential", "Residential;service", "residential_link"], 50.0, 4)
    assert found.kmh.tolist() == [CAR.other_kmh, 30, 30, 30]
    # Nor faster than the default the user gives, and as fast as its own sign says.
    assert road_speeds(["", "70"], ["hovercraft"] * 2, 4.0, 2).kmh.tolist() == [4, 70]


def test_links_and_grades():
    assert [road_class(name) for name in ("motorway_link", "service_link", "track_grade5", "odd_link", "")] == [
        "motorway_link", "service", "track", "odd_link", "",
    ]  # fmt: skip


def test_the_first_of_a_list():
    for text in (
        "['residential', 'living_street']",
        "residential;service",
        "residential|x",
        "(residential, x)",
        '["residential"]',
    ):
        assert first_value(text) == "residential"
    assert (first_value("Living Street"), first_value("-1"), first_value("[]")) == ("living_street", "-1", "")


KEYS = ("oneway", "maxspeed", "junction", "note")


@pytest.mark.parametrize(
    "text",
    [
        '"oneway"=>"yes","maxspeed"=>"30 mph","note"=>"a \\"b\\", c"',
        '"maxspeed"=>"30 mph", "note"=>"a \\"b\\", c", "oneway" => "yes"',
        '{"maxspeed":"30 mph","note":"a \\"b\\", c","oneway":"yes"}',
        """{'maxspeed': '30 mph', 'note': 'a "b", c', 'oneway': 'yes'}""",
    ],
)
def test_tags_in_one_text(text):
    found = tags_in_text([text, None, "", text], KEYS)
    assert {key: column.tolist() for key, column in found.items()} == {
        "oneway": ["yes", "", "", "yes"],
        "maxspeed": ["30 mph", "", "", "30 mph"],
        "note": ['a "b", c', "", "", 'a "b", c'],
    }


def test_keys_inside_values_and_longer_keys_are_no_tags():
    text = '"note"=>"say \\"oneway\\"=>\\"yes\\"","oneway:bicycle"=>"yes","source:maxspeed"=>"50","cycleway"=>"oneway"'
    found = tags_in_text([text], ("oneway", "maxspeed"))
    assert found == {}


def directions(values, default="both", words=None, implied=None):
    return road_directions(
        values, DirectionValues("yes,true,1", "-1,reverse", "no,false,0", default), len(values), words, implied
    )


def test_ways_of_openstreetmap_and_those_implied():
    values = ["yes", "", "no", None, "-1", "alternating", "reversible", "True", "['yes', 'no']", "sometimes", ""]
    implied = np.arange(11) > 8
    found, unknown = directions(values, words=ONEWAY_WORDS, implied=implied)
    assert found.tolist() == [1, 0, 0, 0, -1, 0, REVERSIBLE, 1, 1, 0, 1]
    assert unknown == {"sometimes": 1}


def test_roundabouts_and_motorways_are_one_way_and_their_links_are_not():
    classes = np.array(["primary", "primary", "motorway", "motorway_link", "primary", "primary"], dtype=object)
    junction = ["roundabout", "Circular", None, None, "intersection", ""]
    assert implied_oneway(classes, junction, 6).tolist() == [True, True, True, False, False, False]
    assert implied_oneway(classes, None, 6).tolist() == [False, False, True, False, False, False]


def test_the_values_a_user_gives_go_before_those_of_openstreetmap():
    found, _ = road_directions(
        ["yes", "f", "x"], DirectionValues("x", "yes", "", "both"), 3, {**ONEWAY_WORDS, **FROM_TO_WORDS}
    )
    assert found.tolist() == [-1, 1, 1]


def test_from_and_to_of_geofabrik_and_truth_values_of_databases():
    assert directions(["F", "T", "B"], words={**ONEWAY_WORDS, **FROM_TO_WORDS})[0].tolist() == [1, -1, 0]
    assert directions(["t", "f"], words=ONEWAY_WORDS)[0].tolist() == [1, 0]


def test_usual_values_of_street_centre_lines():
    values = ["Y", "N", "", None, "n", "y"]
    assert directions(values, words=centre_line_words(values))[0].tolist() == [1, 0, 0, 0, 0, 1]
    values = ["FT", "TF", "B", "", "ft"]
    assert directions(values, words=centre_line_words(values))[0].tolist() == [1, -1, 0, 0, 1]
    assert directions(["Y", "N"], words=centre_line_words(["Y", "N"]))[1] == {}
    assert directions(["N"], "forward", words=centre_line_words(["N"]))[0].tolist() == [0]


def test_no_travel_is_not_taken_for_both_ways():
    values = ["FT", "N", "N"]
    assert directions(values, words=centre_line_words(values))[1] == {"N": 2}


def test_a_user_s_own_values_go_before_those_of_centre_lines():
    found, unknown = road_directions(
        ["N", "Y"], DirectionValues("N", "Y", "", "both"), 2, centre_line_words(["N", "Y"])
    )
    assert found.tolist() == [1, -1] and unknown == {}


def test_speeds_no_sign_says_are_counted_and_take_their_class():
    found = road_speeds(["999", "5000", "0", "-5", "none", "0.5", "130"], ["residential"] * 7, 50.0, 7)
    assert found.kmh.tolist() == [30, 30, 30, 30, 30, 30, 130]
    assert (found.signed, found.absurd, found.first_absurd, found.not_positive, found.not_fixed) == (1, 3, 999, 2, 1)
    numbers = road_speeds(np.array([999.0, 80.0]), None, 50.0, 2)
    assert (numbers.kmh.tolist(), numbers.absurd) == ([50, 80], 1)


@pytest.mark.parametrize("key", ["type", "class", "road_class"])
def test_classes_in_a_field_of_another_name_are_read_if_nearly_all_are_classes(key):
    use = road_use({key: ["residential", "footway", "primary", "service", "secondary", ""]}, 6)
    assert use.key == key and use.usable.tolist() == [True, False, True, True, True, False]
    # Somebody's own words, of which a few happen to be classes.
    assert road_use({key: ["street", "lane", "primary", "avenue"]}, 4) is None
    # The field of OpenStreetMap's own name is believed first.
    use = road_use({"highway": ["residential", "steps"], key: ["primary", "primary"]}, 2)
    assert use.key == "highway" and use.usable.tolist() == [True, False]


def test_what_programs_write_for_no_value_is_no_class():
    use = road_use({"highway": ["NULL", "nan", "None", "residential"], "waterway": ["river", "", "", "None"]}, 4)
    assert use.usable.tolist() == [False, False, False, True] and use.unknown == {}


def test_one_way_in_the_words_of_other_makers():
    found, unknown = directions(["Y", "N", "FT", "TF", "B"], words=ONEWAY_WORDS)
    assert found.tolist() == [1, 0, 1, -1, 0] and unknown == {}
