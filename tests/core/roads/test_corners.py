"""Street corners: where streets of different names meet, and what they are called."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from patrol_planner.algorithms.roads.corners import has_street, no_corners, street_corners
from patrol_planner.algorithms.roads.network import RoadNetwork


def roads(*lines, apart_m=30.0):
    """The corners of lines, each a name, a class and its vertices: name → place."""
    network, names = network_of(*lines)
    corners = street_corners(network, names, apart_m)
    return dict(zip(corners.name.tolist(), [tuple(xy) for xy in corners.xy.tolist()]))


def network_of(*lines):
    xy = np.array([vertex for *_, line in lines for vertex in line], dtype=float)
    offsets = np.concatenate([[0], np.cumsum([len(line) for *_, line in lines])])
    count = len(lines)
    network = RoadNetwork.from_lines(xy, offsets, np.arange(count), np.zeros(count, np.int8), np.full(count, 36.0))
    classes = np.array([kind for _, kind, _ in lines], dtype=object)[network.feature]
    names = np.array([name for name, *_ in lines], dtype=object)[network.feature]
    return replace(network, road_class=classes), names


def test_two_streets_that_cross_are_a_corner_the_more_important_first():
    found = roads(
        ("Jessie Street", "service", [(0, -50), (0, 0), (0, 50)]),
        ("6th Street", "tertiary", [(-50, 0), (0, 0), (50, 0)]),
        ("Ash Street", "service", [(50, 0), (50, 50)]),
    )
    assert found == {"6th Street / Jessie Street": (0, 0), "6th Street / Ash Street": (50, 0)}


def test_streets_of_one_class_are_named_by_the_alphabet():
    lines = [("B Street", "residential", [(0, -50), (0, 0)]), ("A Street", "residential", [(0, 0), (90, 0)])]
    assert list(roads(*lines)) == ["A Street / B Street"]
    assert list(roads(*reversed(lines))) == ["A Street / B Street"]


def test_a_street_that_meets_itself_or_one_without_a_name_is_no_corner():
    assert not roads(
        ("A Street", "residential", [(0, 0), (100, 0)]),
        ("A Street", "residential", [(100, 0), (200, 0)]),
        ("", "residential", [(100, 0), (100, 90)]),
    )


def test_no_corner_where_one_street_passes_over_the_other():
    assert not roads(
        ("A Street", "residential", [(-50, 0), (50, 0)]),
        ("B Street", "residential", [(0, -50), (0, 50)]),
    )


@pytest.mark.parametrize("kind", ["motorway", "motorway_link"])
def test_motorways_and_their_links_are_no_corners(kind):
    lines = [("A Street", "primary", [(0, 0), (100, 0)]), ("Route 80", kind, [(100, 0), (200, 50)])]
    assert not roads(*lines)
    with_a_street = [*lines, ("B Street", "service", [(100, 0), (100, 80)])]
    assert roads(*with_a_street) == {"A Street / B Street": (100, 0)}


def two_carriageways(apart, crossing_apart=None):
    """A boulevard of two carriageways, crossed by a street (of two as well, where that is said)."""
    xs = [0.0] if crossing_apart is None else [0.0, crossing_apart]
    ys = [0.0, apart]
    lines = [("Boulevard", "primary", [(-200, y), *[(x, y) for x in xs], (200, y)]) for y in ys]
    return lines + [("Cross Street", "secondary", [(x, -200), *[(x, y) for y in ys], (x, 200)]) for x in xs]


def test_a_crossing_of_carriageways_drawn_apart_is_one_corner_at_one_of_its_nodes():
    found = roads(*two_carriageways(25))
    assert list(found) == ["Boulevard / Cross Street"]
    assert found["Boulevard / Cross Street"] in {(0, 0), (0, 25)}
    # The diagonal of the four is longer than the limit.
    assert len(roads(*two_carriageways(25, 25))) == 1


def test_crossings_farther_apart_are_two_corners_of_one_name():
    network, names = network_of(*two_carriageways(60))
    corners = street_corners(network, names)
    assert corners.name.tolist() == ["Boulevard / Cross Street"] * 2
    assert len(street_corners(network, names, apart_m=70.0)) == 1


def test_streets_that_meet_a_third_from_both_sides_staggered_are_one_corner_of_three():
    main = ("Main Street", "primary", [(-90, 0), (0, 0), (8, 0), (90, 0)])
    sides = [("East Lane", "service", [(8, 0), (8, 90)]), ("West Lane", "residential", [(0, 0), (0, -90)])]
    assert list(roads(main, *sides)) == ["Main Street / West Lane / East Lane"]
    apart = ("Main Street", "primary", [(-90, 0), (0, 0), (28, 0), (90, 0)])
    found = roads(apart, ("East Lane", "service", [(28, 0), (28, 90)]), sides[1])
    assert set(found) == {"Main Street / West Lane", "Main Street / East Lane"}


def test_at_most_three_streets_are_named():
    star = [(f"Street {number}", "residential", [(0, 0), (100, 10 * number)]) for number in range(5)]
    assert list(roads(*star)) == ["Street 0 / Street 1 / Street 2"]


def test_without_classes_all_roads_are_equal():
    network, names = network_of(("B", "primary", [(0, 0), (9, 0)]), ("A", "service", [(0, 0), (0, 9)]))
    assert street_corners(replace(network, road_class=None), names).name.tolist() == ["A / B"]


def test_the_nearest_corner_within_a_distance():
    network, names = network_of(
        ("A", "residential", [(0, 0), (100, 0), (200, 0)]),
        ("B", "residential", [(0, 0), (0, 50)]),
        ("C", "residential", [(200, 0), (200, 50)]),
    )
    corners = street_corners(network, names)
    x, y = np.array([10.0, 190.0, 100.0]), np.array([0.0, 0.0, 0.0])
    assert corners.names_at(x, y, 60.0).tolist() == ["A / B", "A / C", ""]
    assert no_corners().names_at(x, y, 60.0).tolist() == ["", "", ""]
    assert no_corners().nearest(x, y, 60.0).tolist() == [-1, -1, -1]


def test_roads_without_names_have_no_corners():
    network, names = network_of(("", "residential", [(0, 0), (90, 0)]), ("", "residential", [(0, 0), (0, 90)]))
    assert len(street_corners(network, names)) == 0
    assert not has_street(network, names).any()


def test_every_corner_of_a_random_town_is_where_its_streets_meet():
    """By brute force: without clusters each node where two names meet is a corner, and no other is."""
    rng = np.random.default_rng(5)
    points = rng.uniform(0, 5000, (40, 2)).round()
    lines = [
        (f"S{rng.integers(8)}", "residential", [points[a], points[b]])
        for a, b in rng.integers(0, 40, (90, 2))
        if a != b
    ]
    network, names = network_of(*lines)
    corners = street_corners(network, names, apart_m=0.0)
    meeting: dict[tuple[float, float], set[str]] = {}
    for name, _, line in lines:
        for vertex in line:
            meeting.setdefault(tuple(vertex), set()).add(name)
    expected = {place: " / ".join(sorted(known)[:3]) for place, known in meeting.items() if len(known) > 1}
    assert {tuple(xy): name for xy, name in zip(corners.xy.tolist(), corners.name)} == expected
