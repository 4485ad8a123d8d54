"""Reports: one file that needs nothing else, with the figures of the run in it."""

from __future__ import annotations

import re

import pytest

pytest.importorskip("qgis.core")
pytest.importorskip("matplotlib")
pytest.importorskip("jinja2")


def test_the_risk_report_holds_map_formula_and_correlations(
    run_algorithm, scattered_incidents, make_layer, tmp_path
) -> None:
    bars = make_layer("Point", [], [(f"Point({551000 + 37 * i} {4181000 + 11 * i})",) for i in range(-9, 9)])
    bars.setName("<bars> & more")
    path = tmp_path / "risk.html"
    run_algorithm("riskgrid", INCIDENTS=scattered_incidents(), FACILITIES=[bars], GRID="memory:", REPORT=str(path))
    page = path.read_text(encoding="utf-8")
    assert "&lt;bars&gt; &amp; more" in page and "<bars>" not in page
    assert "scaled(quartic kernel density, bandwidth 500 m)" in page and "p-value" in page
    assert len(re.findall(r'src="data:image/png;base64,[A-Za-z0-9+/=]{2000,}"', page)) == 2
    assert not re.search(r'(src|href)="(http|//|file)', page), "a report must not load anything"


def test_the_forecast_report_shows_the_back_test_beside_the_plain_count(
    run_algorithm, scattered_incidents, tmp_path
) -> None:
    incidents = scattered_incidents(500)
    grid = run_algorithm("riskgrid", INCIDENTS=incidents, METHOD="count", GRID="memory:").layer("GRID")
    path = tmp_path / "forecast.html"
    done = run_algorithm(
        "predictcrime", INCIDENTS=incidents, TIME_FIELD="time", GRID=grid, FORECAST="memory:", REPORT=str(path),
        FORECAST_START="2024-07-01T00:00:00",
    )  # fmt: skip
    page = path.read_text(encoding="utf-8")
    for name, rate in (("blend", done["HIT_RATE"]), ("plain count", done["BASELINE_HIT_RATE"])):
        assert re.search(rf"<td>{name}</td><td>[\d,.]+ of [\d,]+</td><td>{rate:.1%}</td>", page), name


def test_a_report_that_cannot_be_written_is_an_error(run_algorithm, scattered_incidents, tmp_path) -> None:
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException, match="cannot be written"):
        run_algorithm(
            "riskgrid", INCIDENTS=scattered_incidents(), GRID="memory:", REPORT=str(tmp_path / "no" / "r.html")
        )


def test_long_words_of_a_table_may_be_broken_so_that_it_fits_the_page(qgis_app) -> None:
    from patrol_planner.processing.reports.page import breakable

    assert breakable("LARCENY/THEFT of cars", 11) == "LARCENY/<wbr>THEFT of cars"
    assert breakable("aggravatedassault", 11) == "aggravateda<wbr>ssault"
    assert breakable("theft & <more>", 11) == "theft &amp; &lt;more&gt;"
    # No mark but its own survives.
    assert "<" not in str(breakable("<script>alert(1)</script>", 11)).replace("<wbr>", "")
    assert breakable("53.1%", 11) == "53.1%"
