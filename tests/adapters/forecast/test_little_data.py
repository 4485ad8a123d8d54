"""A record of fifty incidents is forecast and evaluated by every model there is."""

from __future__ import annotations

import math

import pytest

pytest.importorskip("qgis.core")
from patrol_planner.algorithms.forecast.models import registry  # noqa: E402
from patrol_planner.algorithms.methods import choices  # noqa: E402

# Those that need no other layer.
WORDS = [method.word for method in registry.MODELS if not method.needs]


@pytest.fixture
def grid(run_algorithm, scattered_incidents):
    return run_algorithm("riskgrid", INCIDENTS=scattered_incidents(50), METHOD="count", GRID="memory:").layer("GRID")


@pytest.mark.parametrize("word", WORDS)
def test_fifty_incidents_are_forecast(run_algorithm, scattered_incidents, grid, word):
    done = run_algorithm(
        "predictcrime", INCIDENTS=scattered_incidents(50), TIME_FIELD="time", TYPE_FIELD="severity", GRID=grid,
        MODEL=word, FORECAST="memory:",
    )  # fmt: skip
    rows = done.rows("FORECAST")
    assert len(rows) == grid.featureCount() * 12
    assert all(0.0 <= row["prob"] <= 1.0 and not math.isnan(row["prob"]) for row in rows)
    assert sum(row["hotspot"] for row in rows) > 0


def test_fifty_incidents_are_evaluated_with_a_report(run_algorithm, scattered_incidents, grid, tmp_path):
    page = tmp_path / "page.html"
    done = run_algorithm(
        "evaluateforecast", INCIDENTS=scattered_incidents(50), TIME_FIELD="time", TYPE_FIELD="severity", GRID=grid,
        TYPES="1, 2, 3", MODELS=WORDS, SCORES="memory:", SUMMARY="memory:", REPORT=str(page),
    )  # fmt: skip
    assert {row["model"] for row in done.rows("SUMMARY")} == set(WORDS) <= set(choices(registry.MODELS))
    assert "Feedback, 50 weeks" in page.read_text("utf-8")


def test_a_back_test_without_an_auc_says_so(run_algorithm, scattered_incidents, make_layer, tmp_path):
    """One cell that has an incident every day: no day is to be told from others."""
    cell = "Polygon((540000 4170000, 560000 4170000, 560000 4190000, 540000 4190000, 540000 4170000))"
    page = tmp_path / "page.html"
    done = run_algorithm(
        "predictcrime", INCIDENTS=scattered_incidents(6000), TIME_FIELD="time", REPORT=str(page), INTERVAL_HOURS=24,
        GRID=make_layer("Polygon", ["cell_id:integer"], [(cell, 1)]), FORECAST="memory:",
    )  # fmt: skip
    assert done["AUC"] is None and done["BASELINE_AUC"] is None and done["HIT_RATE"] == 1
    assert "AUC –" in done.log and "nan" not in done.log and "<td>nan" not in page.read_text("utf-8").replace(" ", "")


def test_which_model_auto_takes_is_said_where_none_can_be_tried(run_algorithm, scattered_incidents, grid):
    done = run_algorithm(
        "predictcrime", INCIDENTS=scattered_incidents(300, days=10), TIME_FIELD="time", GRID=grid, MODEL="auto",
        FORECAST="memory:",
    )  # fmt: skip
    assert done["HIT_RATE"] is None and "blend is taken, unproved" in done.log
