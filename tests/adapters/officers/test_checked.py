"""The plans of every method, checked from scratch by whoever shares nothing with the planners."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from assignmentcases import HALF_M, SHIFT, Case, drawn_shift, layers_of, plugin_matrix, straight_matrix
from assignmentchecker import bound_of, check_assignment
from drivenstreets import Street, street_matrix
from layerrows import opened

pytest.importorskip("qgis.core")
from patrol_planner.algorithms.officers.planners import PLANNERS  # noqa: E402

METHODS = [method.word for method in PLANNERS]
# What holds for every plan holds after a few generations.
QUICK = {"POPULATION": 8, "ITERATIONS": 4, "TIME_LIMIT": 2}
# km/h of the slower officers; in San Francisco no road is slower.
SLOWER, WALKS = 20.0, 6.0
KMH = {"primary": 60, "secondary": 50, "tertiary": 40}


@pytest.fixture(scope="session")
def sample_city(qgis_app, tmp_path_factory):
    from qgis import processing

    path = tmp_path_factory.mktemp("checked") / "city.gpkg"
    processing.run("patrol:samplecity", {"SIZE": "small", "SEED": 3, "CITY": str(path)})
    return path


def drawn_points(layer, seed, count=34):
    """Points of a layer, (count, 2), no two within one cell; of the calls some lie in a cell."""
    rng = np.random.default_rng(seed)
    everywhere = np.array([tuple(feature.geometry().asPoint()) for feature in layer.getFeatures()])
    chosen = []
    for one in rng.permutation(len(everywhere)):
        if all(np.abs(everywhere[one] - other).max() > 4 * HALF_M for other in chosen):
            chosen.append(everywhere[one])
        if len(chosen) == count:
            break
    points = np.array(chosen)
    points[20:25] = points[:5] + rng.uniform(-HALF_M / 2, HALF_M / 2, (5, 2))
    return [tuple(point) for point in np.round(points, 3).tolist()]


@pytest.fixture
def in_sample_city(sample_city, run_algorithm, make_layer):
    """Seed → a shift at facilities, with travel times by networkx."""

    def make(seed, hours=5.0):
        roads, facilities = opened(sample_city, "roads"), opened(sample_city, "facilities")
        streets, rows = [], []
        for feature in roads.getFeatures():
            line, way = feature.geometry().asPolyline(), str(feature["oneway"])
            kmh = KMH.get(feature["highway"], 30)
            streets.append(Street([tuple(vertex) for vertex in line], kmh, way != "-1", way != "yes"))
            rows.append((feature.geometry().asWkt(17), way, kmh))
        crs = roads.crs().authid()
        layer = make_layer("LineString", ["oneway:string", "kmh:integer"], rows, crs)
        drawn = drawn_shift(drawn_points(facilities, seed), seed, hours, SLOWER)
        matrices = {None: street_matrix(streets, drawn.places), SLOWER: street_matrix(streets, drawn.places, SLOWER)}
        directed = {"DIRECTION_FIELD": "oneway", "SPEED_FIELD": "kmh", "JUNCTION_DELAY": 0}
        case = Case(run_algorithm, make_layer, drawn, matrices, crs, hours, ROADS=layer, **directed)
        case.streets = streets
        return case

    return make


@pytest.mark.parametrize("seed", range(3))
def test_every_method_in_the_sample_city(in_sample_city, seed):
    case, rewards, bounds = in_sample_city(seed), {}, {}
    for method in METHODS:
        outcome, asked = case.planned(method, rush=seed == 1, cost=[0.0, 30.0, 0.0][seed], **QUICK)
        layers = layers_of(outcome)
        found = check_assignment(asked, *layers)
        assert not found.faults, method
        assert len(found.visited) >= 20 and any(task.kind == "call" for task in found.visited)
        rewards[method], bounds[method] = layers[-1]["REWARD"], bound_of(layers[-1])
    # A bound is one of the problem, whichever method's plan is measured by it.
    assert min(bounds.values()) >= max(rewards.values()) * (1 - 1e-9)


@pytest.mark.parametrize("method", ["importance_greedy", "best"])
def test_coldspots_that_fill_the_time_keep_the_rules(in_sample_city, monkeypatch, method):
    from patrol_planner.processing.officers import onroads

    whole, _ = in_sample_city(0).planned(method, **QUICK)
    monkeypatch.setattr(onroads, "MOST_PLACES", 6)
    outcome, asked = in_sample_city(0).planned(method, rush=True, **QUICK)
    assert "coldspots fill the time that is left" in outcome.log and "Fill: " in outcome.log
    found = check_assignment(asked, *layers_of(outcome))
    assert not found.faults
    assert any(row["kind"] == "coldspot" for row in outcome.rows("VISITS"))
    assert outcome["REWARD"] > 0.5 * whole["REWARD"]


@pytest.mark.parametrize("seed", range(2))
def test_every_method_along_straight_lines(run_algorithm, make_layer, seed):
    rng = np.random.default_rng(seed)
    points = [tuple(point) for point in np.round(rng.uniform(0, 4000, (34, 2)) + (551000, 4181000), 3).tolist()]
    drawn = drawn_shift(points, seed, 4.0, SLOWER)
    matrices = {None: straight_matrix(drawn.places, 40), SLOWER: straight_matrix(drawn.places, SLOWER)}
    case = Case(run_algorithm, make_layer, drawn, matrices, "EPSG:32610", 4.0, DEFAULT_SPEED=40)
    for method in METHODS:
        outcome, asked = case.planned(method, rush=seed == 1, **QUICK)
        found = check_assignment(asked, *layers_of(outcome))
        assert not found.faults, method
        assert len(found.visited) >= 20


@pytest.fixture
def in_san_francisco(shared_data, run_algorithm, make_layer):
    """Seed → a shift at points of interest on OSM's ways, whose travel times are read from patrol:travelmatrix."""
    if not (shared_data / "sf").is_dir():
        pytest.skip(f"no San Francisco at {shared_data}")

    def make(seed, hours=6.0):
        from qgis import processing
        from qgis.core import QgsCoordinateReferenceSystem

        path, crs = shared_data / "sf" / "streets_osm.gpkg", "EPSG:32610"
        metric = {"TARGET_CRS": QgsCoordinateReferenceSystem(crs), "OUTPUT": "memory:"}
        places = processing.run("native:reprojectlayer", {"INPUT": opened(path, "osm_pois"), **metric})["OUTPUT"]
        roads = processing.run(
            "native:fieldcalculator",
            {
                "INPUT": opened(path, "osm_highways_drivable"),
                "FIELD_NAME": "slow",
                "FORMULA": f"{WALKS}",
                "OUTPUT": "memory:",
            },
        )["OUTPUT"]
        drawn = drawn_shift(drawn_points(places, seed), seed, hours, WALKS)
        read = {"ROADS": roads, "DIRECTION_FIELD": "oneway"}
        matrices = {
            pace: plugin_matrix(run_algorithm, make_layer, drawn.places, crs, **read, SPEED_FIELD=field)
            for pace, field in ((None, "maxspeed"), (WALKS, "slow"))
        }
        return Case(run_algorithm, make_layer, drawn, matrices, crs, hours, **read, SPEED_FIELD="maxspeed")

    return make


@pytest.mark.parametrize("seed", range(2))
def test_every_method_in_san_francisco(in_san_francisco, seed):
    case = in_san_francisco(seed)
    for method in METHODS:
        outcome, asked = case.planned(method, rush=seed == 1, **QUICK)
        found = check_assignment(asked, *layers_of(outcome))
        assert not found.faults, method
        assert len(found.visited) >= 20


def test_who_returns_and_what_must_be_is_kept(in_sample_city):
    """``best`` with RETURN and MUST_FIELD: some cells in one interval that must be, or must not."""
    case = in_sample_city(2)
    layer = case.layers["NODES"]
    layer.startEditing()
    from patrol_planner.processing.common.compat import make_field

    layer.addAttribute(make_field("must", "int"))
    musts = {("3", 1): 1, ("7", 0): 1, ("5", 2): -1, ("11", 1): -1}
    tasks = []
    for number, (feature, task) in enumerate(zip(list(layer.getFeatures()), case.drawn.tasks)):
        must = musts.get((task.name, number % 3), 0)
        layer.changeAttributeValue(feature.id(), layer.fields().lookupField("must"), must)
        tasks.append(replace(task, must=must))
    assert layer.commitChanges()
    case.drawn.tasks[: len(tasks)] = tasks
    case.drawn.people = {name: replace(person, last=person.start) for name, person in case.drawn.people.items()}
    outcome, asked = case.planned("best", RETURN=True, MUST_FIELD="must", TIME_LIMIT=3)
    found = check_assignment(asked, *layers_of(outcome))
    assert not found.faults
    assert {task.must for task in found.visited} == {0, 1}
    assert sum(task.must for task in found.visited) == 2
    # Whoever is believed to stay out is caught.
    stays_out = {name: replace(person, last=None) for name, person in asked.people.items()}
    assert check_assignment(replace(asked, people=stays_out), *layers_of(outcome)).faults


@pytest.mark.parametrize("seed", range(2))
def test_blocks_keep_the_same_rules(in_sample_city, sample_city, run_algorithm, make_layer, seed):
    """Of a plan in blocks: each cell has one officer, and the first stop in a cell and interval earns its reward."""
    case = in_sample_city(seed, hours=8.0)
    outcome, _ = case.planned(
        "best", UNIT="block", INCIDENTS=opened(sample_city, "incidents"), INCIDENT_TIME_FIELD="time"
    )
    drawn = case.drawn
    # To calls that come in later goes whoever is free.
    drawn.tasks = [task for task in drawn.tasks if task.kind != "call" or task.opens <= SHIFT]
    # An officer stands at a street corner of the cell: the points of the layers.
    for name in ("VISITS", "UNVISITED"):
        for row in outcome.layer(name).getFeatures():
            if row["kind"] == "call":
                continue
            corner = row.geometry().asPoint()
            middle = drawn.places[f"cell {row['node']}"]
            drawn.places[f"cell {row['node']}"] = (corner.x(), corner.y())
            assert max(abs(corner.x() - middle[0]), abs(corner.y() - middle[1])) <= 2 * HALF_M
    case.matrices = {pace: street_matrix(case.streets, drawn.places, pace or np.inf) for pace in (None, SLOWER)}
    asked = replace(case.asked(), in_blocks=True)
    found = check_assignment(asked, *layers_of(outcome))
    assert not found.faults
    assert len(found.stays) > len(found.visited) > 5
    assert any(task.kind == "call" for task in drawn.tasks)


def with_row(rows, at, **values):
    """The rows with other values in one of them."""
    return [{**row, **values} if number == at else row for number, row in enumerate(rows)]


def later(rows, at, column, **delta):
    return with_row(rows, at, **{column: rows[at][column] + timedelta(**delta)})


def first(rows, column, value):
    return next(number for number, row in enumerate(rows) if row[column] == value)


# What is changed of routes, visits, summary, unvisited and numbers; one value each.
FALSE = {
    "a leg takes longer": lambda r, v, s, u, n: (with_row(r, 1, minutes=r[1]["minutes"] + 0.5), v, s, u, n),
    "km of another way": lambda r, v, s, u, n: (with_row(r, 1, km=r[1]["km"] * 1.01), v, s, u, n),
    "sets out early": lambda r, v, s, u, n: (later(r, 1, "depart", minutes=-3), v, s, u, n),
    "is there early": lambda r, v, s, u, n: (later(r, 1, "arrive", minutes=-3), v, s, u, n),
    "a leg to another node": lambda r, v, s, u, n: (with_row(r, 1, node="nowhere"), v, s, u, n),
    "a leg earns more": lambda r, v, s, u, n: (with_row(r, 1, reward=r[1]["reward"] + 1), v, s, u, n),
    "a leg less": lambda r, v, s, u, n: (r[1:], v, s, u, n),
    "a leg number twice": lambda r, v, s, u, n: (with_row(r, 1, leg=1), v, s, u, n),
    "an officer nobody knows": lambda r, v, s, u, n: (r, with_row(v, 1, officer="2B9"), s, u, n),
    "a visit of another node": lambda r, v, s, u, n: (r, with_row(v, 1, node=v[2]["node"]), s, u, n),
    "another kind": lambda r, v, s, u, n: (r, with_row(v, first(v, "kind", "hotspot"), kind="coldspot"), s, u, n),
    "there before the leg ends": lambda r, v, s, u, n: (r, later(v, 1, "arrive", minutes=-2), s, u, n),
    "a shorter stay": lambda r, v, s, u, n: (r, later(v, 1, "depart", minutes=-2), s, u, n),
    "more reward": lambda r, v, s, u, n: (r, with_row(v, 1, reward=v[1]["reward"] * 1.1), s, u, n),
    "another factor": lambda r, v, s, u, n: (r, with_row(v, first(v, "kind", "call"), factor=0.7), s, u, n),
    "another wait": lambda r, v, s, u, n: (r, with_row(v, first(v, "kind", "call"), wait_min=0.0), s, u, n),
    "called later": lambda r, v, s, u, n: (r, later(v, first(v, "kind", "call"), "called", minutes=1), s, u, n),
    "a visit left out": lambda r, v, s, u, n: (r, v[1:], s, u, n),
    "a summary of fewer visits": lambda r, v, s, u, n: (r, v, with_row(s, 0, visits=s[0]["visits"] - 1), u, n),
    "a summary of more km": lambda r, v, s, u, n: (r, v, with_row(s, 0, km=s[0]["km"] + 0.1), u, n),
    "more minutes of driving": lambda r, v, s, u, n: (r, v, with_row(s, 0, minutes_driving=1.0), u, n),
    "fewer minutes at places": lambda r, v, s, u, n: (r, v, with_row(s, 0, minutes_dwell=1.0), u, n),
    "idle all the time": lambda r, v, s, u, n: (r, v, with_row(s, 1, minutes_idle=s[1]["minutes_idle"] + 30), u, n),
    "a summary that earns more": lambda r, v, s, u, n: (r, v, with_row(s, 0, reward=s[0]["reward"] + 1), u, n),
    "somebody left out": lambda r, v, s, u, n: (r, v, s[1:], u, n),
    "unvisited for another reason": lambda r, v, s, u, n: (
        r, v, s, with_row(u, 0, reason="cannot be reached by road"), n
    ),
    "unvisited as too far": lambda r, v, s, u, n: (r, v, s, with_row(u, 0, reason="too far from every road"), n),
    "unvisited worth more": lambda r, v, s, u, n: (r, v, s, with_row(u, 0, reward=u[0]["reward"] + 1), n),
    "unvisited of another interval": lambda r, v, s, u, n: (r, v, s, later(u, 0, "start", minutes=30), n),
    "an unvisited node lost": lambda r, v, s, u, n: (r, v, s, u[1:], n),
    "an unvisited node twice": lambda r, v, s, u, n: (r, v, s, [*u, u[0]], n),
    "a greater reward": lambda r, v, s, u, n: (r, v, s, u, {**n, "REWARD": n["REWARD"] + 1}),
    "one visit more": lambda r, v, s, u, n: (r, v, s, u, {**n, "VISITED": n["VISITED"] + 1}),
    "fewer officers": lambda r, v, s, u, n: (r, v, s, u, {**n, "OFFICERS_USED": n["OFFICERS_USED"] - 1}),
    "more hotspots": lambda r, v, s, u, n: (r, v, s, u, {**n, "HOTSPOT_VISITS": n["HOTSPOT_VISITS"] + 1}),
    "more calls answered": lambda r, v, s, u, n: (r, v, s, u, {**n, "CALLS_ANSWERED": n["CALLS_ANSWERED"] + 1}),
    "fewer calls known": lambda r, v, s, u, n: (r, v, s, u, {**n, "CALLS_KNOWN": n["CALLS_KNOWN"] - 1}),
    "a shorter median wait": lambda r, v, s, u, n: (r, v, s, u, {**n, "MEDIAN_WAIT": n["MEDIAN_WAIT"] - 1}),
    "fewer km": lambda r, v, s, u, n: (r, v, s, u, {**n, "KM": n["KM"] - 0.1}),
    "above the bound": lambda r, v, s, u, n: (r, v, s, u, {**n, "BOUND_GAP": -0.5}),
}  # fmt: skip


@pytest.fixture
def plan(in_sample_city):
    """What was asked and a plan that is right, with cost and calls, and with nodes left over."""
    outcome, asked = in_sample_city(1, hours=3.0).planned("importance_greedy", cost=5.0)
    layers = layers_of(outcome)
    assert not check_assignment(asked, *layers).faults
    assert layers[3]
    return asked, layers


def test_every_false_value_is_found(plan):
    asked, layers = plan
    for what, falsify in FALSE.items():
        assert check_assignment(asked, *falsify(*layers)).faults, what


def test_every_broken_rule_is_found(plan):
    asked, layers = plan
    call, node = (first(layers[1], "kind", kind) for kind in ("call", "hotspot"))
    called, seen = layers[1][call], layers[1][node]

    def found(**changed):
        return " / ".join(check_assignment(replace(asked, **changed), *layers).faults)

    def other_task(row, **changed):
        return [
            replace(task, **changed)
            if task.name == row["node"] and (task.opens is None or task.opens <= row["arrive"])
            else task
            for task in asked.tasks
        ]

    def other_person(**changed):
        name = seen["officer"]
        return {**asked.people, name: replace(asked.people[name], **changed)}

    assert "not open" in found(tasks=other_task(seen, closes=seen["arrive"]))
    assert "before it came in" in found(tasks=other_task(called, opens=called["arrive"]))
    assert "must not be visited" in found(tasks=other_task(seen, must=-1))
    assert "reward" in found(tasks=other_task(called, weight=9.0))
    assert "reward" in found(tasks=other_task(seen, weight=9.0))
    assert "lies in the break" in found(people=other_person(break_on=seen["arrive"], break_min=3.0))
    assert "off duty since" in found(people=other_person(off=SHIFT + timedelta(minutes=40)))
    assert "before" in found(people=other_person(on=seen["depart"]))
    assert "legs to" in found(people=other_person(last="home 0"))
    assert "REWARD" in found(cost=6.0)
    assert "minutes" in found(dwell_min=11.0)
    assert "minutes, not" in found(factors=[1.5] * 24)
    places = {task.place for task in asked.tasks if task.kind != "call"}
    one_cell = [replace(task, place=min(places)) if task.kind != "call" else task for task in asked.tasks]
    assert "at once" in found(tasks=one_cell)
    assert "is shared" in found(tasks=one_cell, in_blocks=True)
