"""patrol:extracthotspots on the risk of a case: PAI counts the incidents of that case."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("qgis.core")

GIVEN = {"METHOD": "threshold", "THRESHOLD": 0.5, "HOTSPOTS": "memory:"}


@pytest.fixture
def make_grid(make_layer):
    """A row of cells of 100 m from columns of equal length; fields as named."""

    def make(**columns: list[float]):
        rows = []
        for col, values in enumerate(zip(*columns.values())):
            x = 551000 + 100 * col
            rows.append((f"Polygon(({x} 0, {x + 100} 0, {x + 100} 100, {x} 100, {x} 0))", *map(float, values)))
        return make_layer("Polygon", [f"{name}:double" for name in columns], rows)

    return make


def test_pai_counts_the_case_and_n_all_times(run_algorithm, make_grid, make_layer, tmp_path) -> None:
    grid = make_grid(risk_night=[0.9, 0.1, 0, 0], n=[10, 50, 30, 10], w_night=[6, 1, 0, 1])
    page = tmp_path / "report.html"
    done = run_algorithm("extracthotspots", GRID=grid, RISK_FIELD="risk_night", REPORT=str(page), **GIVEN)
    assert done["PAI"] == pytest.approx((6 / 8) / 0.25) and [row["n"] for row in done.rows("HOTSPOTS")] == [10]
    said = "counts the incidents of case night by their weight (field w_night)"
    assert f"PAI {said}; n counts those of all times." in done.log and "WARNING" not in done.log
    assert f"It {said}." in page.read_text(encoding="utf-8")
    # On a street along all cells both are shared alike.
    roads = make_layer("LineString", [], [("LineString(551000 50, 551400 50)",)])
    streets = run_algorithm("extracthotspots", GRID=grid, RISK_FIELD="risk_night", ROADS=roads, **GIVEN)
    assert streets["PAI"] == pytest.approx(3) and streets.rows("HOTSPOTS")[0]["n"] == pytest.approx(10)


def test_without_the_weight_of_the_case_it_is_said(run_algorithm, make_grid) -> None:
    grid = make_grid(risk_night=[0.9, 0.1], n=[10, 30])
    done = run_algorithm("extracthotspots", GRID=grid, RISK_FIELD="risk_night", **GIVEN)
    assert done["PAI"] == pytest.approx(0.5)
    assert "not those of case night" in done.log and "PAI counts the incidents in the field n." in done.log


def test_the_risk_of_all_times_needs_no_case(run_algorithm, make_grid) -> None:
    for name in ("risk", "risk_overall", "score"):
        grid = make_grid(**{name: [0.9, 0.1], "n": [10, 30], "w_night": [1, 0]})
        done = run_algorithm("extracthotspots", GRID=grid, RISK_FIELD=name, **GIVEN)
        assert "case" not in done.log and done["PAI"] == pytest.approx(0.5), name


def test_cases_of_a_risk_grid_are_found(run_algorithm, scattered_incidents) -> None:
    made = run_algorithm(
        "riskgrid", INCIDENTS=scattered_incidents(), TIME_FIELD="time", CASES="turn", METHOD="count", GRID="memory:"
    )
    cells = made.rows("GRID")
    done = run_algorithm(
        "extracthotspots", GRID=made.layer("GRID"), RISK_FIELD="risk_t1", COVERAGE=10, HOTSPOTS="memory:"
    )
    weight = np.sort([row["w_t1"] for row in cells])[::-1]
    # Count makes the risk proportional to the weight, so the best cells hold the most of it.
    hot = round(done["COVERED_PERCENT"] / 100 * len(cells))
    assert done["PAI"] == pytest.approx(weight[:hot].sum() / weight.sum() / (hot / len(cells)))
