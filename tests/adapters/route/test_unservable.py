"""Stops and starts from which nothing leads on: they never end the plan; what cannot be served is named and counted."""

from __future__ import annotations

import pytest
from routestops import FRIDAY

pytest.importorskip("qgis.core")

EAST, NORTH = 551000, 4181000


def line(*corners):
    return "LineString(" + ", ".join(f"{EAST + x} {NORTH + y}" for x, y in corners) + ")"


def point(x, y):
    return f"Point({EAST + x} {NORTH + y})"


# A street of 6 km with three stops; an island 1 km south of it; a road that only leads out of the street, 700 m, one
# that only leads into it, and a yard 30 m beside the street.
ROADS = [
    (line((0, 0), (1000, 0), (2000, 0), (6000, 0)), None),
    (line((0, -1000), (500, -1000)), None),
    (line((1000, 0), (1000, 700)), "yes"),
    (line((2000, 700), (2000, 0)), "yes"),
    (line((3000, 30), (3100, 30)), None),
]
GOOD = [(point(500, 0), "west", 3.0), (point(1500, 0), "middle", 2.0), (point(4000, 5), "east", 1.0)]
ISLAND, TRAP, SOURCE, YARD, FAR = (100, -1000), (1000, 700), (2000, 700), (3050, 28), (2000, 5000)


@pytest.fixture
def plan(run_algorithm, make_layer):
    def run(stops, start=(0, 0), roads=ROADS, **parameters):
        given = {
            "STOPS": make_layer("Point", ["stop:string", "risk:double"], stops),
            "PRIORITY_FIELD": "risk",
            "ROADS": make_layer("LineString", ["oneway:string"], roads),
            "DIRECTION_FIELD": "oneway",
            "DEFAULT_SPEED": 36,
            "DEPARTURE": FRIDAY,
            **dict.fromkeys(("ROUTE", "VISITS", "SKIPPED_STOPS"), "memory:"),
            **parameters,
        }
        if start:
            given["START"] = f"{EAST + start[0]},{NORTH + start[1]} [EPSG:32610]"
        return run_algorithm("planroute", **given)

    return run


@pytest.mark.parametrize("back", [False, True])
def test_what_cannot_be_served_is_left_out_and_named_and_the_rest_planned(plan, back):
    bad = [
        (point(*place), name, 9.0)
        for place, name in ((ISLAND, "island"), (TRAP, "trap"), (SOURCE, "source"), (FAR, "far"))
    ]
    done = plan([*bad, *GOOD], RETURN=back)
    assert {visit["stop"] for visit in done.rows("VISITS")} == {"west", "middle", "east"}
    reasons = {row["stop"]: row["reason"] for row in done.rows("SKIPPED_STOPS")}
    assert reasons == {
        "island": "cannot be reached by road",
        "trap": "no way back by road",
        "source": "cannot be reached by road",
        "far": "too far from every road",
    }
    assert (done["VISITED"], done["NOT_VISITED"], done["SKIPPED"]) == (3, 4, 1)
    assert "cannot be reached by road): island, source." in done.log
    assert "no way back by road): trap." in done.log
    assert "stop far (4," in done.log


@pytest.mark.parametrize("bad", [ISLAND, TRAP, SOURCE, FAR])
def test_all_stops_but_one_cannot_be_served(plan, bad):
    done = plan([(point(*bad), f"b{number}", 9.0) for number in range(4)] + GOOD[:1], RETURN=True)
    assert [visit["stop"] for visit in done.rows("VISITS")] == ["west"]
    assert done["NOT_VISITED"] == 4


@pytest.mark.parametrize("back", [False, True])
@pytest.mark.parametrize(
    ("start", "metres"),
    [(ISLAND, "1,000"), (TRAP, "700"), ((1000, 400), "400"), ((2500, -2500), "2,500"), (FAR, "4,300")],
)
def test_a_start_from_which_nothing_leads_on_is_tied_to_the_road_of_the_stops(plan, start, metres, back):
    done = plan(GOOD, start, RETURN=back)
    assert (done["VISITED"], done["NOT_VISITED"]) == (3, 0)
    # Far away the nearest road leads to the stops, but not back.
    assert f"the start ({'5,000' if back and start == FAR else metres} m)" in done.log


def test_a_start_that_nobody_can_drive_back_to(plan):
    done = plan(GOOD, SOURCE)
    assert (done["VISITED"], done["KM"]) == (3, pytest.approx(0.7 + 0.5 + 1 + 3.5, abs=0.01))
    assert "the start (" not in done.log
    done = plan(GOOD, SOURCE, RETURN=True)
    assert (done["VISITED"], done["NOT_VISITED"]) == (3, 0)
    assert "the start (700 m)" in done.log


def test_a_start_stays_where_a_stop_is(plan):
    """On the island there is one stop; by road nothing else can be served from there."""
    done = plan([*GOOD, (point(400, -1000), "island", 1.0)], ISLAND)
    assert [visit["stop"] for visit in done.rows("VISITS")] == ["island"]
    assert done["NOT_VISITED"] == 3 and "the start (" not in done.log


def test_without_a_start_the_route_begins_where_most_stops_are(plan):
    done = plan([(point(*ISLAND), "island", 9.0), *GOOD], None)
    assert {visit["stop"] for visit in done.rows("VISITS")} == {"west", "middle", "east"}
    assert "the route begins at stop west" in done.log


def test_places_beside_a_yard_are_tied_to_the_street(plan):
    done = plan([*GOOD, (point(*YARD), "yard", 1.0)])
    assert done["VISITED"] == 4 and "stop yard (28 m)" in done.log


def test_stops_that_are_all_in_yards_of_their_own(plan):
    yards = [(line((x, 30), (x + 40, 30)), None) for x in (500, 1500, 4000)]
    stops = [(point(x + 20, 29), str(x), 1.0) for x in (500, 1500, 4000)]
    done = plan(stops, (520, 31), roads=[ROADS[0], *yards])
    assert (done["VISITED"], done["NOT_VISITED"]) == (3, 0)


def test_where_no_stop_can_be_served_the_plan_is_empty_and_says_so(plan):
    done = plan([(point(*ISLAND), "island", 1.0), (point(300, -1000), "other", 1.0)], (3000, 0))
    # The start goes to the stops, as they cannot come to it.
    assert done["VISITED"] == 2 and "the start (2,693 m)" in done.log
    done = plan([(point(*TRAP), "trap", 1.0)], RETURN=True)
    assert done["NOT_VISITED"] + done["VISITED"] == 1


def test_where_no_stop_is_near_a_road_the_error_names_them(plan):
    from qgis.core import QgsProcessingException

    with pytest.raises(
        QgsProcessingException, match=r"None of the 2 places is within 200 m of a road: stop far \(4,300"
    ):
        plan([(point(*FAR), "far", 1.0), (point(2000, 6000), "farther", 1.0)])


@pytest.mark.parametrize("bad", [ISLAND, TRAP, SOURCE, FAR])
def test_officers_and_nodes_in_such_places(run_algorithm, make_layer, bad):
    """The node is left out; an officer there is tied to the road of the others, or, far from all roads, left out."""
    nodes = make_layer("Point", ["node:string"], [row[:2] for row in [*GOOD, (point(*bad), "bad", 0)]])
    officers = make_layer("Point", ["officer:string"], [(point(0, 0), "1A1")])
    given = {
        "ROADS": make_layer("LineString", ["oneway:string"], ROADS), "DIRECTION_FIELD": "oneway", "DEFAULT_SPEED": 36,
        "SHIFT_START": FRIDAY, **dict.fromkeys(("ROUTES", "VISITS", "UNVISITED", "SUMMARY"), "memory:"),
    }  # fmt: skip
    done = run_algorithm("assignofficers", NODES=nodes, OFFICERS=officers, **given)
    assert {visit["node"] for visit in done.rows("VISITS")} >= {"west", "middle", "east"} - {"bad"}
    assert [row["node"] for row in done.rows("UNVISITED")] == ["bad"]
    nodes = make_layer("Point", ["node:string"], [row[:2] for row in GOOD])
    officers = make_layer("Point", ["officer:string"], [(point(0, 0), "1A1"), (point(*bad), "1A2")])
    done = run_algorithm("assignofficers", NODES=nodes, OFFICERS=officers, **given)
    assert done["VISITED"] == 3
    if bad != FAR:
        alone = make_layer("Point", ["officer:string"], [(point(*bad), "1A2")])
        done = run_algorithm("assignofficers", NODES=nodes, OFFICERS=alone, **given)
        assert done["VISITED"] == 3
        assert ("officer 1A2 (" in done.log) == (bad != SOURCE)


def test_a_matrix_of_such_places_is_null_where_there_is_no_way(run_algorithm, make_layer):
    from patrol_planner.processing.common.compat import is_null

    stops = [
        (point(0, 0), "street"),
        *(
            (point(*place), name)
            for place, name in ((ISLAND, "island"), (TRAP, "trap"), (SOURCE, "source"), (FAR, "far"))
        ),
    ]
    places = make_layer("Point", ["stop:string"], stops)
    done = run_algorithm(
        "travelmatrix", ORIGINS=places, DESTINATIONS=places, ROADS=make_layer("LineString", ["oneway:string"], ROADS),
        DIRECTION_FIELD="oneway", MATRIX="memory:",
    )  # fmt: skip
    known = {row["origin"] + row["destin"]: not is_null(row["km"]) for row in done.rows("MATRIX")}
    # The far one is an origin and a destination.
    assert len(known) == 16 and done["SKIPPED"] == 2
    assert known["streettrap"] and known["sourcestreet"] and known["sourcetrap"]
    assert not (known["trapstreet"] or known["streetsource"] or known["islandstreet"] or known["streetisland"])
