"""Find patrol way-points, inside QGIS: what comes out, what is left out, what is refused."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("qgis.core")
pytest.importorskip("sklearn")

FIELDS = ["time:datetime", "day:date", "text:string", "clock:string"]
LAYERS = ("WAYPOINTS", "HOTSPOTS", "PREDICTED", "CLUSTERS_OUT", "PROBABILITIES")
WEST, SOUTH = 551_000, 4_181_000


@pytest.fixture
def incidents(make_layer):
    """n incidents around three corners of a triangle of 3 km, 60, 30 and 10 %, one every five hours of 2024."""

    def make(n: int = 200, crs: str = "EPSG:32610", extra: tuple = (), spread: float = 150.0):
        from qgis.PyQt.QtCore import QDateTime

        rng = np.random.default_rng(4)
        rows = []
        for number in range(n):
            corner = ((0, 0), (3000, 0), (0, 3000))[(number % 10 >= 6) + (number % 10 == 9)]
            x, y = np.array(corner) + rng.normal(0, spread, 2) + (WEST, SOUTH)
            when = QDateTime(2024, 1, 1, 0, 30, 0).addSecs(5 * 3600 * number)
            text = when.toString("yyyy-MM-dd HH:mm")
            rows.append((f"Point({x} {y})", when, text[:10], text, text[11:]))
        layer = make_layer(
            "Point", ["time:datetime", "day:string", "text:string", "clock:string"], [*rows, *extra], crs
        )
        layer.setName("incidents")
        return layer

    return make


def find(run_algorithm, layer, **parameters):
    """A run with every layer in memory."""
    given = {"TIME_FIELD": "time", **dict.fromkeys(LAYERS, "memory:"), **parameters}
    return run_algorithm("patrolwaypoints", INCIDENTS=layer, **given)


def places(done, name: str) -> dict[int, tuple[float, float]]:
    return {
        feature["cluster"]: (feature.geometry().asPoint().x(), feature.geometry().asPoint().y())
        for feature in done.layer(name).getFeatures()
    }


def names(done, output: str) -> list[str]:
    return [field.name() for field in done.layer(output).fields()]


def test_the_outputs_have_the_fields_of_the_interface(run_algorithm, incidents):
    done = find(run_algorithm, incidents())
    assert names(done, "WAYPOINTS") == ["cluster", "n", "rule", "distance_m", "r2_x", "r2_y"]
    assert names(done, "HOTSPOTS") == ["cluster", "n", "density"]
    assert names(done, "PREDICTED") == ["cluster", "n", "r2_x", "r2_y"]
    assert names(done, "CLUSTERS_OUT") == ["incident", "cluster", "time"]
    assert names(done, "PROBABILITIES") == ["day", "hour", "cluster", "prob"]
    assert done["CLUSTERS_FOUND"] == 3 and "3 clusters, chosen by the elbow" in done.log
    assert [(row["cluster"], row["n"]) for row in done.rows("WAYPOINTS")] == [(1, 120), (2, 60), (3, 20)]
    assert done["INCIDENTS_USED"] == 200 and done["SKIPPED"] == 0 and done["INCIDENTS_TESTED"] == 40


def test_the_points_lie_where_the_rule_puts_them(run_algorithm, incidents):
    done = find(run_algorithm, incidents())
    hot, predicted, way = (places(done, name) for name in ("HOTSPOTS", "PREDICTED", "WAYPOINTS"))
    corners = {1: (0, 0), 2: (3000, 0), 3: (0, 3000)}
    for row in done.rows("WAYPOINTS"):
        cluster = row["cluster"]
        assert row["rule"] == "midpoint" and 0 <= row["r2_x"] < 0.4
        assert way[cluster] == pytest.approx(np.mean([hot[cluster], predicted[cluster]], axis=0))
        assert row["distance_m"] == pytest.approx(np.hypot(*np.subtract(hot[cluster], predicted[cluster])))
        assert way[cluster] == pytest.approx(np.add(corners[cluster], (WEST, SOUTH)), abs=200)
    strict = find(run_algorithm, incidents(), EPSILON=1)
    assert {row["rule"] for row in strict.rows("WAYPOINTS")} == {"hotspot"}
    assert places(strict, "WAYPOINTS") == places(strict, "HOTSPOTS")


def test_each_incident_names_its_cluster_and_the_table_counts_them(run_algorithm, incidents):
    layer = incidents()
    done = find(run_algorithm, layer, TURN="evening")
    rows = done.rows("CLUSTERS_OUT")
    moments = {feature.id(): feature["time"] for feature in layer.getFeatures()}
    assert all(moments[row["incident"]] == row["time"] for row in rows)
    counted: dict[tuple[int, int, int], int] = {}
    for row in rows:
        key = row["time"].date().dayOfWeek(), row["time"].time().hour(), row["cluster"]
        counted[key] = counted.get(key, 0) + 1
    table = {(row["day"], row["hour"], row["cluster"]): row["prob"] for row in done.rows("PROBABILITIES")}
    assert len(table) == 7 * 8 * 3 and {hour for _, hour, _ in table} == set(range(16, 24))
    for (day, hour, cluster), prob in table.items():
        total = sum(counted.get((day, hour, other), 0) for other in (1, 2, 3))
        assert prob == pytest.approx(counted.get((day, hour, cluster), 0) / total if total else 0.0)
    assert done["INCIDENTS_USED"] == len(rows) < 200
    assert f"16:00–23:59: {len(rows)} incidents; {200 - len(rows)} of other turns" in done.log
    # The choice of the analyst is no loss.
    assert done["SKIPPED"] == 0


def test_the_turns_are_those_of_the_core(run_algorithm, incidents):
    from patrol_planner.algorithms.waypoints import turns
    from patrol_planner.processing.waypoints import patrolwaypoints

    assert patrolwaypoints.TURN_WORDS == turns.TURN_WORDS
    used = [find(run_algorithm, incidents(), TURN=turn)["INCIDENTS_USED"] for turn in turns.TURN_WORDS]
    assert sum(used[:3]) == used[3] == 200


def test_the_way_points_go_straight_into_a_route(run_algorithm, incidents, make_layer):
    found = find(run_algorithm, incidents())
    roads = make_layer("LineString", [], [(
        f"LineString({WEST} {SOUTH + 3000}, {WEST} {SOUTH}, {WEST + 3000} {SOUTH})",
    )])  # fmt: skip
    done = run_algorithm(
        "planroute",
        STOPS=found.layer("WAYPOINTS"),
        PRIORITY_FIELD="n",
        PROBABILITIES=found.layer("PROBABILITIES"),
        ROADS=roads,
        SNAP_MAX=500,
        DEPARTURE="2024-01-02T00:00:00",
        DWELL=0,
        ROUTE="memory:",
        VISITS="memory:",
    )
    assert done["VISITED"] == 3 and done["SCORE"] == 200
    assert sorted(row["stop"] for row in done.rows("VISITS")) == ["1", "2", "3"]
    table = {(row["day"], row["hour"], row["cluster"]): row["prob"] for row in found.rows("PROBABILITIES")}
    for row in done.rows("ROUTE"):
        assert row["prob"] == table[2, row["depart"].time().hour(), int(row["to_stop"])]


def test_the_accuracy_stands_beside_the_area_and_the_busiest_cells(run_algorithm, incidents):
    done = find(run_algorithm, incidents(), EPSILON=300)
    assert done["ACCURACY"] > 60 and 5 < done["COVERED_PERCENT"] < 30
    assert done["BASELINE_ACCURACY"] > 30 and 0 < done["BASELINE_COVERED_PERCENT"] < 30
    assert 2 < done["CHANCE_ACCURACY"] < 30
    assert "Back-test on the 40 incidents from" in done.log and "busiest cells of 250 m" in done.log
    wide = find(run_algorithm, incidents(), EPSILON=5000)
    assert wide["COVERED_PERCENT"] == pytest.approx(100) and "says nothing" in wide.log


def test_without_a_back_test_there_is_no_accuracy(run_algorithm, incidents):
    done = find(run_algorithm, incidents(), TEST_SHARE=0)
    assert done["ACCURACY"] is None and done["BASELINE_ACCURACY"] is None and done["INCIDENTS_TESTED"] == 0
    assert 0 < done["COVERED_PERCENT"] < 100 and "no back-test" in done.log


def test_the_study_area_is_the_sector(run_algorithm, incidents, make_layer):
    # An L-shaped sector: the third corner lies in its box, but not in it.
    ring = ((-1000, -1000), (4000, -1000), (4000, 1000), (1000, 1000), (-1000, 1000), (-1000, 1500), (-2000, 1500))
    corners = ", ".join(
        f"{WEST + x} {SOUTH + y}" for x, y in (*ring, (-2000, 4000), (-2100, 4000), (-2100, -1000), ring[0])
    )
    area = make_layer("Polygon", [], [(f"Polygon(({corners}))",)])
    done = find(run_algorithm, incidents(), STUDY_AREA=area, EPSILON=500)
    assert done["SKIPPED"] == 20 and "left out 20 outside the study area" in done.log
    assert done["INCIDENTS_USED"] == 180 and "convex hull" not in done.log
    from qgis.core import QgsGeometry

    shape = next(area.getFeatures()).geometry()
    found = find(run_algorithm, incidents(), STUDY_AREA=area, EPSILON=500, TEST_SHARE=0)
    discs = QgsGeometry.unaryUnion([
        QgsGeometry.fromWkt(f"Point({x} {y})").buffer(500, 60) for x, y in places(found, "WAYPOINTS").values()
    ])  # fmt: skip
    assert found["COVERED_PERCENT"] == pytest.approx(100 * discs.intersection(shape).area() / shape.area(), rel=0.01)


def test_degrees_are_computed_in_metres_and_the_hull_is_said(run_algorithm, incidents):
    from qgis import processing

    metres = incidents()
    degrees = processing.run(
        "native:reprojectlayer", {"INPUT": metres, "TARGET_CRS": "EPSG:4326", "OUTPUT": "memory:"}
    )["OUTPUT"]
    one, other = find(run_algorithm, metres), find(run_algorithm, degrees)
    assert other.layer("WAYPOINTS").crs().authid() == "EPSG:32610"
    for cluster, place in places(one, "WAYPOINTS").items():
        assert places(other, "WAYPOINTS")[cluster] == pytest.approx(place, abs=0.5)
    assert "convex hull of the incidents" in one.log


def test_what_cannot_be_used_is_left_out_and_counted_by_cause(run_algorithm, incidents):
    from qgis.PyQt.QtCore import QDateTime

    when, here = QDateTime(2024, 1, 9, 12, 0, 0), f"Point({WEST} {SOUTH})"
    extra = (
        (None, when, "", "", ""),
        ("Point EMPTY", when, "", "", ""),
        (here, None, "", "", ""),
        ("Point(551000 9000000)", when, "", "", ""),
    )
    done = find(run_algorithm, incidents(extra=extra))
    assert done["SKIPPED"] == 4 and done["INCIDENTS_USED"] == 200
    for cause in ("without geometry", "with an empty or multiple", "without a readable time", "far from all others"):
        assert f"1 {cause}" in done.log, cause


def test_times_may_be_text_or_a_date_with_a_clock(run_algorithm, incidents):
    layer = incidents()
    wanted = find(run_algorithm, layer).rows("PROBABILITIES")
    assert find(run_algorithm, layer, TIME_FIELD="text").rows("PROBABILITIES") == wanted
    assert find(run_algorithm, layer, TIME_FIELD="day", CLOCK_FIELD="clock").rows("PROBABILITIES") == wanted


def test_dates_alone_do_for_all_turns_together(run_algorithm, incidents):
    from qgis.core import QgsProcessingException

    done = find(run_algorithm, incidents(), TIME_FIELD="day")
    assert "each probability is that of the day" in done.log
    by_hour: dict[tuple[int, int], set[float]] = {}
    for row in done.rows("PROBABILITIES"):
        by_hour.setdefault((row["day"], row["cluster"]), set()).add(row["prob"])
    assert len(by_hour) == 21 and all(len(values) == 1 for values in by_hour.values())
    with pytest.raises(QgsProcessingException, match="dates without a time of day.*or Turn all"):
        find(run_algorithm, incidents(), TIME_FIELD="day", TURN="night")


def test_a_turn_without_incidents_is_an_error(run_algorithm, make_layer):
    from qgis.core import QgsProcessingException
    from qgis.PyQt.QtCore import QDateTime

    rows = [(f"Point({WEST + number} {SOUTH})", QDateTime(2024, 1, 1 + number, 9, 5, 0)) for number in range(9)]
    layer = make_layer("Point", ["time:datetime"], rows)
    with pytest.raises(QgsProcessingException, match="Turn: none of the 9 incidents.*Turn 3, 16:00–23:59"):
        find(run_algorithm, layer, TURN="evening")
    assert find(run_algorithm, layer, TURN="morning")["INCIDENTS_USED"] == 9


@pytest.mark.parametrize("number", [1, 2, 5])
def test_few_incidents_at_one_place(run_algorithm, make_layer, number, tmp_path):
    from qgis.core import NULL
    from qgis.PyQt.QtCore import QDateTime

    rows = [(f"Point({WEST} {SOUTH})", QDateTime(2024, 1, 1 + at, 9, 5, 0)) for at in range(number)]
    path = tmp_path / "report.html"
    done = find(run_algorithm, make_layer("Point", ["time:datetime"], rows), CLUSTERS=4, REPORT=str(path))
    (row,) = done.rows("WAYPOINTS")
    assert (row["n"], row["rule"], row["distance_m"]) == (number, "prediction", 0.0)
    assert row["r2_x"] == NULL and row["r2_y"] == NULL
    assert places(done, "WAYPOINTS")[1] == (WEST, SOUTH)
    assert done["COVERED_PERCENT"] is None and done["CLUSTERS_FOUND"] == 1
    assert "there can be no more clusters than that; 4 were asked for" in done.log
    assert "span no area" in done.log
    assert ("1 cluster has fewer than 5 incidents" in done.log) == (number < 5)
    # One of five is held out.
    assert done["ACCURACY"] == (100.0 if number == 5 else None)
    assert "Patrol way-points" in path.read_text(encoding="utf-8")


def test_equal_seed_equal_result(run_algorithm, incidents):
    one, other = (find(run_algorithm, incidents(spread=900.0), SEED=7) for _ in range(2))
    for name in LAYERS:
        assert one.rows(name) == other.rows(name)
    assert places(one, "WAYPOINTS") == places(other, "WAYPOINTS")


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        ({"EPSILON": 0}, "Epsilon"),
        ({"EPSILON": -5}, "Epsilon"),
        ({"CLUSTERS": -1}, "Clusters must be 1 or more"),
        ({"CLUSTERS": 201}, "Clusters must be at most 200"),
        ({"MAX_CLUSTERS": 0}, "Most clusters"),
        ({"TEST_SHARE": 95}, "held out"),
        ({"BANDWIDTH": -1}, "Bandwidth"),
        ({"TIME_FIELD": None}, "TIME_FIELD"),
        ({"TIME_FIELD": "nothing"}, "nothing"),
    ],
)
def test_wrong_values_are_refused_in_words(run_algorithm, incidents, wrong, text):
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException, match=text):
        find(run_algorithm, incidents(20), **wrong)


def test_it_can_be_cancelled(run_algorithm, incidents):
    from qgis.core import QgsProcessingException

    for percent in (5, 40, 70):
        with pytest.raises(QgsProcessingException, match="Cancelled"):
            find(run_algorithm, incidents(), cancel_at=percent)


def test_layers_that_are_not_asked_for_are_not_written(run_algorithm, incidents):
    done = run_algorithm("patrolwaypoints", INCIDENTS=incidents(), TIME_FIELD="time", WAYPOINTS="memory:")
    assert set(done.outputs) & {*LAYERS, "REPORT"} == {"WAYPOINTS"}
