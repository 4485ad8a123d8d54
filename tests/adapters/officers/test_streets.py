"""The streets and corners of the officers' plan by their names."""

from __future__ import annotations

import pytest
from streetgrid import at, street

pytest.importorskip("qgis.core")


@pytest.fixture
def named(make_layer):
    """The grid with names: rows A to E, columns 1st to 5th, the columns of a higher class; the third row has none."""

    def make(field="name", kind="secondary"):
        rows = [street((0, row), *((column, row) for column in range(1, 5))) for row in range(5)]
        columns = [street((column, 0), *((column, row) for row in range(1, 5))) for column in range(5)]
        lines = [
            (line, None if row == 2 else f"{'ABCDE'[row]}  Street ", "residential") for row, line in enumerate(rows)
        ]
        lines += [(line, f"{1 + column}th Avenue", kind) for column, line in enumerate(columns)]
        return make_layer("LineString", [f"{field}:string(0)", "highway:string"], lines)

    return make


def plan(assign, nodes, officers, roads, **given):
    stops = nodes((at(1.02, 0), "a", 1, 0.0), (at(3, 0.5), "b", 1, 0.0), (at(2.5, 2), "c", 1, 0.0))
    one = officers((at(0, 0), "Ada"))
    return assign(stops, one, ROADS=roads, DIRECTION_FIELD=None, METHOD="distance_greedy", **given)


def test_legs_and_visits_have_their_streets_and_visits_their_corners(assign, nodes, officers, named):
    outcome = plan(assign, nodes, officers, named())
    # Of the last leg the second street has no name.
    assert [leg["street"] for leg in outcome.rows("ROUTES")] == ["A Street", "A Street → 4th Avenue", "4th Avenue"]
    visits = {row["node"]: (row["street"] or None, row["corner"] or None) for row in outcome.rows("VISITS")}
    # 12 m from the corner; in the middle of a block; on the street without a name, 300 m from both that have one.
    assert visits == {"a": ("A Street", "2th Avenue / A Street"), "b": ("4th Avenue", None), "c": (None, None)}


def test_the_field_of_names_may_be_chosen(assign, nodes, officers, named):
    assert not any(leg["street"] for leg in plan(assign, nodes, officers, named("label")).rows("ROUTES"))
    outcome = plan(assign, nodes, officers, named("label"), STREET_FIELD="label")
    assert outcome.rows("ROUTES")[0]["street"] == "A Street"


def test_a_motorway_is_neither_street_nor_corner(assign, nodes, officers, named):
    visits = {row["node"]: row for row in plan(assign, nodes, officers, named(kind="motorway_link")).rows("VISITS")}
    assert visits["a"]["street"] == "A Street"
    assert not visits["a"]["corner"] and not visits["b"]["street"]


def test_without_roads_no_street_is_known(assign, nodes, officers):
    outcome = plan(assign, nodes, officers, None)
    assert not any(leg["street"] for leg in outcome.rows("ROUTES"))
    assert not any(row["street"] or row["corner"] for row in outcome.rows("VISITS"))
