"""Points of interest and check-ins of patrol:predictcrime and patrol:evaluateforecast: read, learned from, refused."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("qgis.core")
pytest.importorskip("sklearn")

TABLES = {"SCORES": "memory:", "SUMMARY": "memory:"}


@pytest.fixture(autouse=True)
def few_trees(monkeypatch):
    """A small forest: what is read and told is the same."""
    from patrol_planner.algorithms.forecast.models.forest import trees

    monkeypatch.setattr(trees, "TREES", 8)


@pytest.fixture
def grid(run_algorithm, scattered_incidents):
    layer = scattered_incidents(600)
    return run_algorithm("riskgrid", INCIDENTS=layer, METHOD="count", CELL_SIZE=400, GRID="memory:").layer("GRID")


@pytest.fixture
def venues(make_layer):
    """Forty of three kinds and one without, two far away."""
    rng = np.random.default_rng(5)
    rows = [(f"Point({551000 + rng.normal(0, 300)} {4181000 + rng.normal(0, 300)})", kind) for kind in
            [*"abc" * 13, None]]  # fmt: skip
    return make_layer("Point", ["kind:string"], [*rows, ("Point(0 0)", "a"), ("Point(590000 4181000)", "a")])


@pytest.fixture
def visits(make_layer):
    """Two thousand check-ins of fifty visitors up to the summer, some unusable."""
    from qgis.PyQt.QtCore import QDateTime

    rng, start = np.random.default_rng(6), QDateTime(2024, 1, 1, 0, 0, 0)

    def make(usable: int = 2000, days: int = 200, text: str = "%s"):
        rows = []
        for _ in range(usable):
            x, y = (551000, 4181000) + rng.normal(0, 300, 2)
            when = start.addSecs(int(rng.integers(0, days * 86400)))
            rows.append((f"Point({x} {y})", when, text % when.toString("yyyy-MM-dd HH:mm"), when.date(),
                         f"secret-{rng.integers(0, 50)}"))  # fmt: skip
        when = start.addDays(9)
        rows += [("Point(590000 4181000)", when, text % "2024-02-02 10:00", when.date(), "secret-1")] * 3
        rows += [("Point(551000 4181000)", None, "", None, "secret-1")] * 2
        rows += [("Point(551000 4181000)", when, text % "2024-02-02 10:00", when.date(), None)] * 4
        return make_layer("Point", ["time:datetime", "text:string", "day:date", "visitor:string"], rows)

    return make


def error_of(run_algorithm, **parameters) -> str:
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException) as caught:
        run_algorithm("predictcrime", FORECAST="memory:", **parameters)
    return str(caught.value)


def forest_of(incidents, grid, **more):
    return {"INCIDENTS": incidents, "TIME_FIELD": "time", "GRID": grid, "MODEL": "random_forest", **more}


def test_the_forest_learns_from_venues_and_visits(run_algorithm, scattered_incidents, grid, venues, visits, tmp_path):
    page = tmp_path / "page.html"
    done = run_algorithm(
        "predictcrime", **forest_of(scattered_incidents(6000), grid),
        POIS=venues, POI_TYPE_FIELD="kind", CHECKINS=visits(), CHECKIN_TIME_FIELD="time", CHECKIN_USER_FIELD="visitor",
        FORECAST=str(tmp_path / "forecast.gpkg"), IMPORTANCE="memory:", REPORT=str(page),
    )  # fmt: skip
    learned = [row["feature"] for row in done.rows("IMPORTANCE")]
    assert {"POI distribution: a", "POI distribution: no type", "location diversity", "POI density", "visitor entropy",
            "visitor homogeneity", "visitor ratio", "region popularity", "user count", "observation frequency",
            "30-day density", "7-day density"} <= set(learned)  # fmt: skip
    assert sum(row["importance"] for row in done.rows("IMPORTANCE")) == pytest.approx(1)
    rows = done.rows("FORECAST")
    assert len(rows) == grid.featureCount() * 12 and all(0 <= row["prob"] <= 1 for row in rows)
    assert sum(row["prob"] for row in rows) == pytest.approx(6000 / 200, rel=0.3)
    assert "Points of interest: 2 left out: 1 at 0, 0, which stands for no place, 1 outside the grid" in done.log
    assert "3 outside the grid" in done.log and "2 without a readable time in time" in done.log
    assert "4 without a visitor id in visitor" in done.log and "random forest: hit rate" in done.log
    # Ids tell visitors apart, and are written nowhere.
    assert "secret" not in done.log + page.read_text("utf-8")
    assert b"secret" not in (tmp_path / "forecast.gpkg").read_bytes()


def test_equal_seed_equal_forecast(run_algorithm, scattered_incidents, grid, visits):
    shared = forest_of(scattered_incidents(3000), grid, CHECKINS=visits(), CHECKIN_TIME_FIELD="text",
                       CHECKIN_USER_FIELD="visitor")  # fmt: skip
    first, again, other = (
        [row["prob"] for row in run_algorithm("predictcrime", **shared, SEED=seed, FORECAST="memory:").rows("FORECAST")]
        for seed in (1, 1, 2)
    )
    assert first == again != other


def test_with_incidents_alone_or_without_visitors(run_algorithm, scattered_incidents, grid, visits, venues):
    shared = forest_of(scattered_incidents(3000), grid, FORECAST="memory:", IMPORTANCE="memory:")
    alone = run_algorithm("predictcrime", **shared)
    assert "Points of interest: none given; random_forest learns without them" in alone.log
    assert "Check-ins: none given; random_forest learns without them" in alone.log
    learned = {row["feature"] for row in alone.rows("IMPORTANCE")}
    assert "30-day density" in learned and not any("visitor" in name or "POI" in name for name in learned)
    nameless = run_algorithm("predictcrime", **shared, POIS=venues, CHECKINS=visits(), CHECKIN_TIME_FIELD="time")
    assert nameless.log.count("visitors are not told apart") == 1
    learned = {row["feature"] for row in nameless.rows("IMPORTANCE")}
    assert {"observation frequency", "region popularity", "POI density"} <= learned
    assert not any("visitor" in name or "distribution" in name for name in learned)


def test_fifty_incidents_will_do(run_algorithm, scattered_incidents, grid):
    done = run_algorithm("predictcrime", **forest_of(scattered_incidents(50), grid), FORECAST="memory:")
    assert "too few for a forest; it is count_ties" in done.log and len(done.rows("FORECAST")) > 0


def test_check_ins_that_are_bad_or_of_no_use(run_algorithm, scattered_incidents, grid, visits):
    shared = forest_of(scattered_incidents(1500), grid)
    assert "choose the Time field of check-ins" in error_of(run_algorithm, **shared, CHECKINS=visits())
    found = error_of(run_algorithm, **shared, CHECKINS=visits(text="no %s"), CHECKIN_TIME_FIELD="text")
    assert "Check-ins" in found and "no 2024-" in found
    found = error_of(run_algorithm, **shared, CHECKINS=visits(0), CHECKIN_TIME_FIELD="time",
                     CHECKIN_USER_FIELD="visitor")  # fmt: skip
    assert "can be used" in found or "outside the grid" in found
    old = run_algorithm("predictcrime", **shared, FORECAST="memory:", CHECKINS=visits(days=40),
                        CHECKIN_TIME_FIELD="time", CHECKIN_USER_FIELD="visitor")  # fmt: skip
    assert old.log.count("more than 30 days before the last incident") == 1
    assert "nothing is learned from them." not in old.log
    dates = run_algorithm("predictcrime", **shared, FORECAST="memory:", CHECKINS=visits(), CHECKIN_TIME_FIELD="day")
    assert "Check-ins: dates without a time of day" in dates.log


def test_check_ins_after_all_incidents_are_told_of(run_algorithm, make_layer, grid, visits):
    from qgis.PyQt.QtCore import QDateTime

    rows = [("Point(551000 4181000)", QDateTime(2023, 11, day, day % 20, 0, 0)) for day in range(1, 31)]
    shared = forest_of(make_layer("Point", ["time:datetime"], rows), grid, FORECAST="memory:")
    done = run_algorithm("predictcrime", **shared, CHECKINS=visits(), CHECKIN_TIME_FIELD="time")
    assert "after the last incident, 2023-11-30 10:00: nothing is learned from them." in done.log


def test_what_a_model_does_not_use_is_said(run_algorithm, scattered_incidents, grid, visits):
    shared = {"INCIDENTS": scattered_incidents(600), "TIME_FIELD": "time", "GRID": grid, "FORECAST": "memory:"}
    done = run_algorithm("predictcrime", **shared, MODEL="prior_count", CHECKINS=visits())
    assert "Check-ins: not used; the model prior_count learns from incidents alone" in done.log


def test_the_forest_is_evaluated_beside_the_count(run_algorithm, scattered_incidents, grid, venues, visits):
    shared = {"INCIDENTS": scattered_incidents(3000), "TIME_FIELD": "time", "GRID": grid, **TABLES,
              "TEST_START": "2024-06-20T00:00:00", "TEST_END": "2024-07-04T00:00:00", "POIS": venues,
              "POI_TYPE_FIELD": "kind", "CHECKINS": visits(), "CHECKIN_TIME_FIELD": "time"}  # fmt: skip
    done = run_algorithm("evaluateforecast", MODELS=["random_forest"], CHECKIN_USER_FIELD="visitor", **shared)
    assert {row["model"] for row in done.rows("SUMMARY")} == {"prior_count", "count_ties", "random_forest"}
    assert "not used" not in done.log and "3 outside the grid" in done.log
    none = run_algorithm("evaluateforecast", MODELS=["count_ties"], **shared)
    assert "Check-ins: not used; none of the models learns from them" in none.log
    assert "Points of interest: not used; none of the models learns from them" in none.log


def test_scikit_learn_is_asked_for_only_where_the_forest_is_chosen(
    run_algorithm, scattered_incidents, grid, monkeypatch
):
    from patrol_planner.processing.common import packages

    there = packages._is_there
    monkeypatch.setattr(packages, "_is_there", lambda name: name != "sklearn" and there(name))
    shared = {"INCIDENTS": scattered_incidents(1500), "TIME_FIELD": "time", "GRID": grid}
    run_algorithm("predictcrime", **shared, FORECAST="memory:", MODEL="prior_count")
    assert "scikit-learn" in error_of(run_algorithm, **shared, MODEL="random_forest")
    # All that are chosen at first.
    done = run_algorithm("evaluateforecast", STEP_HOURS=720, **shared, **TABLES)
    assert "random_forest" not in {row["model"] for row in done.rows("SUMMARY")}


def test_planning_a_shift_offers_the_forest(qgis_app):
    algorithm = qgis_app.processingRegistry().algorithmById("patrol:planshift")
    assert "random_forest" in algorithm.parameterDefinition("FORECAST_MODEL").options()
