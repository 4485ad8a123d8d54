"""The plans of every method, checked from scratch by whoever shares nothing with the planners."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np
import pytest
from layerrows import opened, rows_of
from routechecker import Asked, Wanted, check_plan, driven_min

pytest.importorskip("qgis.core")
from patrol_planner.algorithms.route.planners import PLANNERS  # noqa: E402

METHODS = [method.word for method in PLANNERS]
RUSH = {7: 1.6, 8: 2.0, 9: 1.5, 16: 1.7, 17: 2.1, 18: 1.4}
NUMBERS = ("KM", "MINUTES", "SCORE", "VISITED", "NOT_VISITED")
DEPARTURE = datetime(2024, 5, 31, 7, 20)


def drawn_stops(points, seed):
    """Stops at these points (k, 2) with priorities, and what they ask for: rows for a layer, and Wanted by name."""
    from qgis.PyQt.QtCore import QDateTime

    rng = np.random.default_rng(seed)
    rows, wanted = [], {}
    for number, (x, y) in enumerate(points):
        opens = DEPARTURE + timedelta(minutes=int(rng.integers(0, 240))) if rng.random() < 0.3 else None
        closes = (opens or DEPARTURE) + timedelta(minutes=int(rng.integers(40, 300))) if rng.random() < 0.4 else None
        dwell = float(rng.integers(1, 25)) if rng.random() < 0.3 else None
        must = int(rng.choice([0, 0, 0, 0, 0, 1, -1]))
        one = Wanted(float(rng.integers(0, 20)) / 2, opens, closes, dwell, must)
        wanted[f"s{number}"] = one
        times = [None if time is None else QDateTime(time) for time in (opens, closes)]
        rows.append((f"Point({x} {y})", f"s{number}", one.priority, *times, dwell, must))
    return rows, wanted


FIELDS = ["stop:string", "risk:double", "opens:datetime", "closes:datetime", "dwell:double", "must:integer"]


class Case:
    """Stops on roads, planned by any method and checked."""

    def __init__(self, run_algorithm, make_layer, roads, points, crs, seed, road_parameters):
        self.run, self.seed = run_algorithm, seed
        rows, self.wanted = drawn_stops(points[:-2], seed)
        self.stops = make_layer("Point", FIELDS, rows, crs)
        places = [*((row[0], row[1]) for row in rows)]
        places += [(f"Point({x} {y})", word) for (x, y), word in zip(points[-2:], ("start", "end"))]
        self.start, self.end = (f"{x},{y} [{crs}]" for x, y in points[-2:])
        self.roads = {"ROADS": roads, **road_parameters}
        layer = make_layer("Point", ["id:string"], places, crs)
        found = run_algorithm(
            "travelmatrix", ORIGINS=layer, DESTINATIONS=layer, MATRIX="memory:", CRS="EPSG:32610", **self.roads
        )
        self.matrix = {(row["origin"], row["destin"]): (row["km"], row["minutes"]) for row in rows_of(found, "MATRIX")}
        hours = [(None, hour, factor) for hour, factor in RUSH.items()]
        self.traffic = make_layer("None", ["hour:integer", "factor:double"], hours)
        table = [
            (None, d, h, f"s{s}", ((s * 7 + h) % 10) / 10) for s in range(len(rows)) for d in (5,) for h in range(24)
        ]
        self.probabilities = make_layer("None", ["day:integer", "hour:integer", "cluster:string", "prob:double"], table)

    def checked(self, method):
        """→ (outcome, what was asked, Checked)."""
        outcome, asked = self.planned(method, TIME_LIMIT=2)
        return outcome, asked, check_plan(asked, self.matrix, *layers_of(outcome))

    def planned(self, method, hours=5, revisit=0, **other):
        """With traffic, a break, windows, musts, and a last place by the seed → (outcome, what was asked)."""
        ends = [{"RETURN": True}, {"END": self.end}, {}][self.seed % 3]
        pause = {"BREAK_ON": "2024-05-31T10:00:00", "BREAK_MIN": 30} if self.seed % 2 else {}
        fields = {"OPEN_FIELD": "opens", "CLOSE_FIELD": "closes", "DWELL_FIELD": "dwell", "MUST_FIELD": "must"}
        outcome = self.run(
            "planroute",
            STOPS=self.stops,
            PRIORITY_FIELD="risk",
            START=self.start,
            DEPARTURE=DEPARTURE.isoformat(),
            SHIFT_HOURS=hours,
            REVISIT=revisit,
            DWELL=10,
            METHOD=method,
            TRAFFIC=self.traffic,
            PROBABILITIES=self.probabilities,
            CRS="EPSG:32610",
            ROUTE="memory:",
            VISITS="memory:",
            SKIPPED_STOPS="memory:",
            **self.roads,
            **fields,
            **ends,
            **pause,
            **other,
        )
        asked = Asked(
            self.wanted,
            "start",
            DEPARTURE,
            hours,
            10,
            revisit_min=revisit,
            last={0: "start", 1: "end", 2: None}[self.seed % 3],
            break_on=datetime(2024, 5, 31, 10) if pause else None,
            break_min=30,
            factors=[RUSH.get(hour, 1.0) for hour in range(24)],
        )
        return outcome, asked


def layers_of(outcome):
    return (
        rows_of(outcome, "ROUTE"),
        rows_of(outcome, "VISITS"),
        rows_of(outcome, "SKIPPED_STOPS"),
        {name: outcome[name] for name in NUMBERS},
    )


@pytest.fixture(scope="session")
def sample_city(qgis_app, tmp_path_factory):
    from qgis import processing

    path = tmp_path_factory.mktemp("checked") / "city.gpkg"
    processing.run("patrol:samplecity", {"SIZE": "small", "SEED": 3, "CITY": str(path)})
    return path


@pytest.fixture
def in_sample_city(sample_city, run_algorithm, make_layer):
    """Seed → 14 facilities as stops, two more as start and end."""

    def make(seed):
        roads, facilities = opened(sample_city, "roads"), opened(sample_city, "facilities")
        points = [feature.geometry().asPoint() for feature in facilities.getFeatures()]
        drawn = np.random.default_rng(seed).choice(len(points), 16, replace=False)
        crs = facilities.crs().authid()
        return Case(
            run_algorithm,
            make_layer,
            roads,
            [points[one] for one in drawn],
            crs,
            seed,
            {"DIRECTION_FIELD": "oneway", "SPEED_FIELD": "maxspeed"},
        )

    return make


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("method", METHODS)
def test_every_method_in_the_sample_city(in_sample_city, method, seed):
    outcome, asked, found = in_sample_city(seed).checked(method)
    assert not found.faults
    assert len(rows_of(outcome, "VISITS")) >= 5


@pytest.fixture
def in_san_francisco(shared_data, run_algorithm, make_layer):
    """Seed → 14 points of interest as stops on OSM's ways, two more as start and end."""
    if not (shared_data / "sf").is_dir():
        pytest.skip(f"no San Francisco at {shared_data}")

    def make(seed):
        path = shared_data / "sf" / "streets_osm.gpkg"
        roads, places = opened(path, "osm_highways_drivable"), opened(path, "osm_pois")
        points = [feature.geometry().asPoint() for feature in places.getFeatures()]
        drawn = np.random.default_rng(seed).choice(len(points), 16, replace=False)
        return Case(
            run_algorithm,
            make_layer,
            roads,
            [points[one] for one in drawn],
            "EPSG:4326",
            seed,
            {"DIRECTION_FIELD": "oneway", "SPEED_FIELD": "maxspeed"},
        )

    return make


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("method", METHODS)
def test_every_method_in_san_francisco(in_san_francisco, method, seed):
    outcome, asked, found = in_san_francisco(seed).checked(method)
    assert not found.faults
    assert len(rows_of(outcome, "VISITS")) >= 5


@pytest.mark.parametrize("seed", range(3))
def test_revisits_and_variants_keep_every_rule(in_sample_city, seed):
    case = in_sample_city(seed)
    outcome, asked = case.planned("nearest", hours=6, revisit=45, VARIANTS=3, WITHIN=20)
    route, visits, skipped, numbers = layers_of(outcome)
    scores, orders = [], set()
    for variant in range(1, outcome["VARIANTS_FOUND"] + 1):
        own = [[row for row in rows if row["variant"] == variant] for rows in (route, visits)]
        checked = check_plan(asked, case.matrix, *own, *((skipped, numbers) if variant == 1 else ()))
        assert not checked.faults
        scores.append(checked.score)
        orders.add(tuple(visit["stop"] for visit in own[1]))
        again = [visit["visit"] for visit in own[1]]
        assert again == [
            sum(other["stop"] == visit["stop"] for other in own[1][: turn + 1]) for turn, visit in enumerate(own[1])
        ]
        if variant == 1:
            assert outcome["REVISITS"] == sum(number > 1 for number in again)
    assert len(orders) == len(scores) == outcome["VARIANTS_FOUND"] == 3
    assert min(scores) >= 0.8 * max(scores) - 1e-9
    assert outcome["REVISITS"] > 0


def test_an_hour_of_traffic_is_driven_by_hand():
    factors = [1.0] * 24
    factors[8] = 2.0
    # Ten minutes before nine make five; the other five after it.
    assert driven_min(datetime(2024, 5, 31, 8, 50), 10, factors) == pytest.approx(15)
    assert driven_min(datetime(2024, 5, 31, 23, 50), 70, factors) == 70


def later(row, key, **delta):
    return {**row, key: row[key] + timedelta(**delta)}


FALSE = {
    "a minute longer": lambda r, v, s, n: ([{**r[0], "minutes": r[0]["minutes"] + 1}, *r[1:]], v, s, n),
    "km of another way": lambda r, v, s, n: ([{**r[0], "km": r[0]["km"] * 1.01}, *r[1:]], v, s, n),
    "sets out late": lambda r, v, s, n: ([later(r[0], "depart", minutes=5), *r[1:]], v, s, n),
    "is there early": lambda r, v, s, n: ([later(r[0], "arrive", minutes=-1), *r[1:]], v, s, n),
    "to another stop": lambda r, v, s, n: ([{**r[0], "to_stop": r[1]["to_stop"]}, *r[1:]], v, s, n),
    "a leg less": lambda r, v, s, n: (r[:-1], v, s, n),
    "a leg more": lambda r, v, s, n: ([*r, r[-1]], v, s, n),
    "stays longer": lambda r, v, s, n: (r, [later(v[0], "depart", minutes=3), *v[1:]], s, n),
    "leaves early": lambda r, v, s, n: (r, [later(v[0], "depart", minutes=-3), *v[1:]], s, n),
    "a visit less": lambda r, v, s, n: (r, v[:-1], s, n),
    "a stop twice": lambda r, v, s, n: (r, [*v[:-1], {**v[-1], "stop": v[0]["stop"]}], s, n),
    "another priority": lambda r, v, s, n: (r, [{**v[0], "priority": 99.0}, *v[1:]], s, n),
    "skipped without a reason": lambda r, v, s, n: (r, v, [{**s[0], "reason": ""}, *s[1:]], n),
    "skipped as too far": lambda r, v, s, n: (r, v, [{**s[0], "reason": "too far from every road"}, *s[1:]], n),
    "one that is lost": lambda r, v, s, n: (r, v, s[1:], n),
    "another score": lambda r, v, s, n: (r, v, s, {**n, "SCORE": n["SCORE"] + 0.5}),
    "another length": lambda r, v, s, n: (r, v, s, {**n, "KM": n["KM"] + 0.1}),
    "other minutes": lambda r, v, s, n: (r, v, s, {**n, "MINUTES": n["MINUTES"] + 0.1}),
    "one visit more": lambda r, v, s, n: (r, v, s, {**n, "VISITED": n["VISITED"] + 1}),
    "one skipped less": lambda r, v, s, n: (r, v, s, {**n, "NOT_VISITED": n["NOT_VISITED"] - 1}),
}


def test_the_checker_finds_what_is_false(in_sample_city):
    case = in_sample_city(1)
    outcome, asked, found = case.checked("nearest")
    assert not found.faults
    layers = layers_of(outcome)
    assert layers[2]
    for what, falsify in FALSE.items():
        assert check_plan(asked, case.matrix, *falsify(*layers)).faults, what
    hurried = replace(asked, shift_hours=2)
    assert any("the shift" in fault for fault in check_plan(hurried, case.matrix, *layers).faults)
    stop = layers[1][-1]["stop"]
    for rule in ({"must": -1}, {"closes": DEPARTURE}, {"opens": DEPARTURE + timedelta(hours=9)}, {"dwell_min": 99.0}):
        other = replace(asked, stops={**asked.stops, stop: replace(asked.stops[stop], **rule)})
        assert check_plan(other, case.matrix, *layers).faults, rule
    paused = replace(asked, break_on=layers[1][0]["arrive"], break_min=20)
    assert check_plan(paused, case.matrix, *layers).faults
