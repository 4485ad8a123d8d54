"""patrol:evaluateforecast in QGIS: every model at every step and coverage, the verdict, odd inputs."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("qgis.core")

OUTPUTS = {"SCORES": "memory:", "SUMMARY": "memory:"}


def error_of(run_algorithm, **parameters) -> str:
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException) as caught:
        run_algorithm("evaluateforecast", **{"TIME_FIELD": "time", **OUTPUTS, **parameters})
    return str(caught.value)


@pytest.fixture
def grid(run_algorithm, scattered_incidents):
    return run_algorithm("riskgrid", INCIDENTS=scattered_incidents(600), METHOD="count", GRID="memory:").layer("GRID")


def test_every_model_is_scored_at_every_step_and_coverage(run_algorithm, scattered_incidents, grid, tmp_path):
    page = tmp_path / "page.html"
    done = run_algorithm(
        "evaluateforecast", INCIDENTS=scattered_incidents(600), TIME_FIELD="time", GRID=grid,
        TEST_START="2024-05-01T00:00:00", TEST_END="2024-06-05T00:00:00", COVERAGES="20, 5", REPORT=str(page),
        MODELS=["count_ties", "blend"], **OUTPUTS,
    )  # fmt: skip
    assert done["STEPS"] == 5
    scores, summary = done.rows("SCORES"), done.rows("SUMMARY")
    assert len(scores) == 3 * 5 * 2 and len(summary) == 3 * 2
    assert {row["model"] for row in summary} == {"prior_count", "count_ties", "blend"}
    for row in summary:
        own = [one for one in scores if (one["model"], one["coverage"]) == (row["model"], row["coverage"])]
        assert len(own) == 5 and own[0]["start"].toString("yyyy-MM-dd") == "2024-05-01"
        assert all(one["start"].secsTo(one["end"]) == 7 * 86_400 for one in own)
        rate = sum(one["hits"] for one in own) / sum(one["events"] for one in own)
        assert row["hit_rate"] == pytest.approx(rate) and row["low"] <= rate <= row["high"]
        assert all(one["hit_rate"] == pytest.approx(one["hits"] / one["events"]) for one in own)
        count = next(one for one in summary if (one["model"], one["coverage"]) == ("prior_count", row["coverage"]))
        assert row["gain"] == pytest.approx(row["hit_rate"] - count["hit_rate"])
        assert row["gain_low"] <= row["gain"] <= row["gain_high"] and 0 < row["pei"] <= 1
    text = page.read_text("utf-8")
    assert "At 5 % of the cells" in done.log and "At 5 % of the cells" in text and text.count("<img") == 4


def test_the_cells_that_are_ranked_are_printed_and_change_the_scores(run_algorithm, scattered_incidents, grid):
    shared = {"INCIDENTS": scattered_incidents(150), "TIME_FIELD": "time", "GRID": grid, "MODELS": ["prior_count"]}
    seen, every = (run_algorithm("evaluateforecast", CELLS=cells, **shared, **OUTPUTS) for cells in ("seen", "grid"))
    cells = grid.featureCount()
    assert f"the {cells:,} cells that are ranked (of {cells:,} of the grid)" in every.log
    assert f"(of {cells:,} of the grid)" in seen.log and f"the {cells:,} cells that are ranked" not in seen.log
    assert every.rows("SUMMARY") != seen.rows("SUMMARY")


def test_types_are_forecast_by_name(run_algorithm, make_layer, scattered_incidents, grid):
    incidents = scattered_incidents(600)
    shared = {"INCIDENTS": incidents, "TIME_FIELD": "time", "GRID": grid, "TYPE_FIELD": "severity", **OUTPUTS}
    done = run_algorithm("evaluateforecast", TYPES="1, 2", MODELS=["count_ties"], **shared)
    every = run_algorithm("evaluateforecast", MODELS=["count_ties"], **shared)
    assert 0 < sum(row["events"] for row in done.rows("SCORES")) < sum(row["events"] for row in every.rows("SCORES"))
    found = error_of(run_algorithm, **{**shared, "TYPES": "arson"})
    assert "no incident is of the type arson" in found and "The most frequent types are" in found


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"COVERAGES": "1,five"}, "separated by commas"),
        ({"COVERAGES": "0,5"}, "above 0"),
        ({"COVERAGES": ""}, "separated by commas"),
        ({"STEP_HOURS": 0}, "Length of a step"),
        ({"TEST_START": "2024-06-05T00:00:00", "TEST_END": "2024-06-06T00:00:00"}, "no step of 168 hours"),
        ({"TEST_START": "2023-01-01T00:00:00", "TEST_END": "2023-02-01T00:00:00"}, "before the start of the test"),
        ({"TEST_START": "2025-01-01T00:00:00", "TEST_END": "2025-02-01T00:00:00"}, "No incident happened"),
        ({"TIME_FIELD": ""}, "TIME_FIELD"),
        ({"TYPES": "1, 2"}, "Kinds to forecast need the Kind of incident field"),
        ({"TEST_START": "2024-06-05T00:00:00", "TEST_END": "2024-06-01T00:00:00"}, "Between 2024-06-05 00:00 and"),
    ],
)
def test_what_is_wrong_is_said(run_algorithm, scattered_incidents, grid, wrong, says):
    assert says in error_of(run_algorithm, **{"INCIDENTS": scattered_incidents(300), "GRID": grid, **wrong})


def test_dates_without_hours_will_do(run_algorithm, scattered_incidents, grid):
    done = run_algorithm(
        "evaluateforecast", INCIDENTS=scattered_incidents(600), TIME_FIELD="day", GRID=grid, MODELS=["blend"], **OUTPUTS
    )
    assert done["STEPS"] == 13


def test_steps_after_the_record_are_told_of(run_algorithm, scattered_incidents, grid):
    shared = {"INCIDENTS": scattered_incidents(600), "TIME_FIELD": "time", "GRID": grid, "MODELS": ["prior_count"]}
    test = {"TEST_START": "2024-06-03T00:00:00", "TEST_END": "2024-08-19T00:00:00"}
    done = run_algorithm("evaluateforecast", **shared, **test, **OUTPUTS)
    assert "4 of the 11 steps lie after the last incident, 2024-0" in done.log
    assert "after the last incident" not in run_algorithm("evaluateforecast", **shared, **OUTPUTS).log


def test_scores_without_a_number_are_empty(run_algorithm, make_layer, scattered_incidents, grid):
    """A day of training leaves hot cells without an incident, which have no RRI, and a test elsewhere no PEI."""
    shared = {"INCIDENTS": scattered_incidents(600), "TIME_FIELD": "time", "GRID": grid, **OUTPUTS}
    done = run_algorithm("evaluateforecast", TRAIN_DAYS=1, MODELS=["consistency", "kernel"], **shared)
    found = [row["rri"] for row in done.rows("SCORES")]
    told = [value for value in found if isinstance(value, float)]
    assert 0 < len(told) < len(found) and np.isfinite(told).all()
    from qgis.PyQt.QtCore import QDateTime

    centre = grid.extent().center()
    rows = [(f"Point({centre.x()} {centre.y()})", QDateTime(2024, 5, day, 3, 0, 0)) for day in range(1, 31)]
    corner = f"Point({grid.extent().xMinimum() + 1} {grid.extent().yMinimum() + 1})"
    layer = make_layer("Point", ["time:datetime"], [*rows, (corner, QDateTime(2024, 6, 2, 3, 0, 0))])
    test = {"TEST_START": "2024-05-31T00:00:00", "TEST_END": "2024-06-07T00:00:00", "MODELS": ["prior_count"]}
    alone = run_algorithm("evaluateforecast", **{**shared, "INCIDENTS": layer}, **test)
    assert not any(isinstance(row["pei"], float) for row in alone.rows("SUMMARY"))
    assert "PEI –" in alone.log and "nan" not in alone.log
