"""The streets of a route by their names: where a stop lies, by which streets a leg leads."""

from __future__ import annotations

from collections import defaultdict

import pytest
from routestops import THREE
from streetgrid import at, street

pytest.importorskip("qgis.core")


@pytest.fixture
def plan(plan):
    """Always on to the nearest stop, so that the route is known by hand."""
    return lambda rows, **given: plan(rows, **{"METHOD": "nearest", **given})


@pytest.fixture
def named(make_layer):
    """The grid of streets with names: rows A to E, columns 1st to 5th; the third row has none."""

    def make(field="name", **more):
        rows = [street((0, row), *((column, row) for column in range(1, 5))) for row in range(5)]
        columns = [street((column, 0), *((column, row) for row in range(1, 5))) for column in range(5)]
        called = [None if row == 2 else f"{'ABCDE'[row]}  Street " for row in range(5)]
        called += [f"{1 + column}th Avenue" for column in range(5)]
        fields = [f"{field}:string(0)", *(f"{name}:string" for name in more)]
        return make_layer(
            "LineString", fields, [(line, name, *more.values()) for line, name in zip([*rows, *columns], called)]
        )

    return make


def streets_of(outcome):
    return [leg["street"] for leg in outcome.rows("ROUTE")]


def test_each_leg_and_each_stop_has_its_streets(plan, named):
    stops = [(at(1.5, 0), "a", 1.0), (at(3, 1.5), "b", 1.0), (at(2.5, 2), "c", 1.0)]
    outcome = plan(stops, ROADS=named(), DIRECTION_FIELD=None)
    # Of the last leg the second street has no name.
    assert streets_of(outcome) == ["A Street", "A Street → 4th Avenue", "4th Avenue"]
    assert [visit["street"] or None for visit in outcome.rows("VISITS")] == ["A Street", "4th Avenue", None]


def test_the_field_of_names_may_be_chosen(plan, named):
    given = {"DIRECTION_FIELD": None}
    assert not any(streets_of(plan(THREE[1:2], ROADS=named("label"), **given)))
    assert streets_of(plan(THREE[1:2], ROADS=named("label"), STREET_FIELD="label", **given)) == ["A Street"]
    assert streets_of(plan(THREE[1:2], ROADS=named("FULLNAME"), **given)) == ["A Street"]
    # The one chosen goes before the usual one.
    both = named("label", name="not this one")
    assert streets_of(plan(THREE[1:2], ROADS=both, STREET_FIELD="label", **given)) == ["A Street"]
    assert streets_of(plan(THREE[1:2], ROADS=both, **given)) == ["not this one"]


def test_each_variant_has_the_streets_of_its_own_ways(plan, named):
    places = ((0.5, 0), (3, 0.5), (0, 2.5), (4, 3.5), (2.5, 4))
    stops = [(at(column, row), f"{column}{row}", 1.0) for column, row in places]
    told = defaultdict(list)
    for leg in plan(stops, ROADS=named(), DIRECTION_FIELD=None, VARIANTS=4, WITHIN=0).rows("ROUTE"):
        told[leg["from_stop"], leg["to_stop"]].append(leg["street"])
    assert max(map(len, told.values())) > 1
    assert all(len(set(streets)) == 1 for streets in told.values())
    assert len({streets[0] for streets in told.values()}) > 5


def test_a_field_that_is_not_there_or_about_somebody_is_refused(plan, named):
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException, match="there is no field label"):
        plan(THREE, ROADS=named(), DIRECTION_FIELD=None, STREET_FIELD="label")
    with pytest.raises(QgsProcessingException, match="owner_name looks like one about a person"):
        plan(THREE, ROADS=named("owner_name"), DIRECTION_FIELD=None, STREET_FIELD="owner_name")


def test_without_roads_or_names_there_are_none(plan):
    for given in ({}, {"ROADS": None}):
        outcome = plan(THREE, **given)
        assert not any(streets_of(outcome))
        assert not any(visit["street"] for visit in outcome.rows("VISITS"))


def test_a_stop_on_a_motorway_is_told_of(plan, named):
    stops = [(at(1.5, 0), "a", 1.0), (at(2.5, 2), "c", 1.0)]

    def log(road_class, **given):
        return plan(stops, ROADS=named(highway=road_class), DIRECTION_FIELD=None, **given).log

    told = "stops have a motorway as their nearest road"
    assert f"2 {told}, where nobody can stay: a (A Street), c. Move them to a street." in log("motorway_link")
    assert told not in log("residential")
    # Who only drives past may.
    assert told not in log("motorway_link", DWELL=0)
