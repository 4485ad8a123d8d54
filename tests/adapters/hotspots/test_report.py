"""The report of hotspots: one file that needs nothing else, with the figures of the run in it."""

from __future__ import annotations

import re

import numpy as np
import pytest

pytest.importorskip("qgis.core")
pytest.importorskip("matplotlib")
pytest.importorskip("jinja2")


@pytest.fixture
def grid(make_layer):
    risk = np.random.default_rng(1).gamma(0.4, size=(2, 12, 15))
    risk[0, 2:5, 3:7] += 2
    rows = []
    for (row, col), value in np.ndenumerate(risk[0]):
        x, y = 551000 + 100 * col, 4181400 - 100 * row
        ring = f"{x} {y}, {x + 100} {y}, {x + 100} {y - 100}, {x} {y - 100}, {x} {y}"
        rows.append((f"Polygon(({ring}))", float(value), int(10 * value), float(risk[1, row, col])))
    return make_layer("Polygon", ["risk:double", "n:integer", "before:double"], rows)


@pytest.fixture
def roads(make_layer):
    return make_layer("LineString", [], [("LineString(551000 4181350, 552400 4180500)",)])


def page_of(run_algorithm, path, **parameters) -> tuple[str, object]:
    done = run_algorithm("extracthotspots", **{"HOTSPOTS": "memory:", "REPORT": str(path / "r.html"), **parameters})
    assert done["REPORT"] == str(path / "r.html")
    return (path / "r.html").read_text(encoding="utf-8"), done


def pictures(page: str) -> int:
    return len(re.findall(r'src="data:image/png;base64,[A-Za-z0-9+/=]{2000,}"', page))


def test_map_table_concentration_and_method(run_algorithm, grid, tmp_path) -> None:
    page, done = page_of(run_algorithm, tmp_path, GRID=grid, COVERAGE=10)
    assert pictures(page) == 2 and not re.search(r'(src|href)="(http|//|file)', page)
    assert re.search(rf"<dt>PAI[^<]*</dt><dd>{done['PAI']:.2f}</dd>", page)
    assert f"<dd>{done['COVERED_PERCENT']:.1f} %</dd>" in page and "until they make up 10 % of the area" in page
    for row in done.rows("HOTSPOTS"):
        cells = rf"<td>{row['rank']}</td><td>{row['cells']}</td><td>{row['area_m2'] / 1e6:.3f}</td>"
        assert re.search(
            cells + rf"<td>{row['risk_sum']:.3g}</td><td>{row['risk_max']:.3g}</td><td>{row['n']}</td>", page
        )


def test_every_method_says_what_it_means(run_algorithm, grid, tmp_path) -> None:
    for method, text in (
        ("threshold", "every cell with risk ≥ 0.5"),
        ("gi", "x̄, s, m: mean, standard deviation and number of all cells, i included"),
        ("contiguous", "begin with the free cell i"),
    ):
        page, _ = page_of(run_algorithm, tmp_path, GRID=grid, METHOD=method, ALPHA=0.5)
        assert text in page and pictures(page) == 2, method


def test_the_scores_of_gi_stand_in_the_table(run_algorithm, grid, tmp_path) -> None:
    page, done = page_of(run_algorithm, tmp_path, GRID=grid, METHOD="gi", ALPHA=0.2, PERMUTATIONS=199)
    row = done.rows("HOTSPOTS")[0]
    assert f"<td>{row['z']:.2f}</td><td>{row['p']:.2g}</td>" in page and "199 conditional permutations" in page


def test_two_periods_and_streets(run_algorithm, grid, roads, tmp_path) -> None:
    page, done = page_of(run_algorithm, tmp_path, GRID=grid, BASELINE_FIELD="before", COVERAGE=10)
    assert f"<dt>emerging</dt><dd>{done['EMERGING']}</dd>" in page and "<td>fading</td>" in page and pictures(page) == 2
    now = done["EMERGING"] + done["PERSISTENT"]
    assert f"<dt>hotspots now among 180 cells</dt><dd>{now}</dd>" in page and done["HOTSPOTS_FOUND"] > now > 0
    assert f"<dd>{done['FADING']}</dd>" in page and "Incidents now" in page and "before, sum" in page
    assert all(f"<td>{row['risk_base']:.3g}</td>" in page for row in done.rows("HOTSPOTS"))
    assert "relative to the 10 % that are hot in each period" in page
    page, done = page_of(run_algorithm, tmp_path, GRID=grid, ROADS=roads, COVERAGE=20)
    assert "Length (km)" in page and "stretches of road" in page and pictures(page) == 2


def test_nothing_found_and_no_counts(run_algorithm, make_layer, tmp_path) -> None:
    square = "Polygon(({0} 0, {1} 0, {1} 9, {0} 9, {0} 0))"
    layer = make_layer("Polygon", ["risk:double"], [(square.format(9 * i, 9 * i + 9), 0.1 * i) for i in range(4)])
    page, _ = page_of(run_algorithm, tmp_path, GRID=layer, METHOD="threshold", THRESHOLD=2)
    assert pictures(page) == 0 and "No hotspot: the greatest risk of a cell is 0.3." in page
    assert "there is no PAI" in page
    page, _ = page_of(run_algorithm, tmp_path, GRID=layer, METHOD="threshold", THRESHOLD=0.2)
    assert pictures(page) == 1 and "Incidents</th>" not in page


def test_great_risks_are_written_out_and_extreme_ones_do_not_pale_the_others(
    run_algorithm, make_layer, tmp_path
) -> None:
    import matplotlib.figure
    from qgis.core import QgsCoordinateReferenceSystem

    from patrol_planner.algorithms.hotspots.riskcells import RiskCells
    from patrol_planner.processing.cells.cells import CellLayer
    from patrol_planner.processing.hotspots import charts as hotspotcharts

    square = "Polygon(({0} 0, {1} 0, {1} 9, {0} 9, {0} 0))"
    rows = [(square.format(9 * i, 9 * i + 9), 250_000.0 if i == 7 else 10.0 + i / 10) for i in range(200)]
    page, _ = page_of(run_algorithm, tmp_path, GRID=make_layer("Polygon", ["risk:double"], rows), COVERAGE=1)
    assert "<td>250,000</td><td>250,000</td>" in page
    figure = matplotlib.figure.Figure()
    axes = figure.subplots()
    risk = np.array([row[1] for row in rows])
    drawn = axes.scatter(risk, risk, c=risk)
    cells = RiskCells(risk, np.full(200, 81.0), np.zeros((0, 2), dtype=np.int64))
    layer = CellLayer(cells, QgsCoordinateReferenceSystem("EPSG:32610"), risk, risk, range(200), lambda _: [])
    hotspotcharts._draw_key(figure, axes, drawn, layer)
    assert figure.axes[1].get_ylabel() == "Risk"
    assert drawn.get_clim()[0] == 0 and drawn.get_clim()[1] < 100


def test_many_hotspots_are_cut_off_in_the_table(run_algorithm, make_layer, tmp_path) -> None:
    square = "Polygon(({0} 0, {1} 0, {1} 9, {0} 9, {0} 0))"
    rows = [(square.format(20 * i, 20 * i + 9), 0.9, 1) for i in range(60)]
    layer = make_layer("Polygon", ["risk:double", "n:integer"], rows)
    page, _ = page_of(run_algorithm, tmp_path, GRID=layer, METHOD="threshold")
    assert (
        "The first 50 of 60 hotspots" in page
        and "<td>50</td><td>1</td>" in page
        and "<td>51</td><td>1</td>" not in page
    )


def test_a_large_grid_of_hexagons_is_an_image_without_gaps(qgis_app, monkeypatch) -> None:
    from matplotlib.figure import Figure
    from qgis.core import QgsCoordinateReferenceSystem

    from patrol_planner.algorithms.cells.hexgrid import HexagonGrid
    from patrol_planner.algorithms.control import Control
    from patrol_planner.algorithms.hotspots.extraction import RiskCells
    from patrol_planner.processing.cells.cells import CellLayer
    from patrol_planner.processing.hotspots import charts as hotspotcharts

    grid = HexagonGrid.covering(0, 0, 30_000, 20_000, 250)
    x, y = grid.centres()
    risk = np.random.default_rng(2).random(len(x))
    cells = RiskCells(risk, np.full(len(x), grid.cell_area_m2), np.zeros((0, 2), dtype=np.int64))
    layer = CellLayer(cells, QgsCoordinateReferenceSystem("EPSG:32610"), x, y, grid.cells(), lambda _: [])
    monkeypatch.setattr(hotspotcharts, "_MOST_DRAWN", 100)
    drawn = hotspotcharts._draw_risk(Figure().subplots(), layer, np.array([x.min(), y.min()]), Control())
    pixels = np.ma.filled(drawn.get_array(), np.nan)
    assert np.isfinite(pixels[1:-1, 1:-1]).all()
    assert np.nanmean(pixels) == pytest.approx(risk.mean(), rel=0.02)


def test_too_few_permutations_are_the_reason_the_report_names(run_algorithm, grid, tmp_path) -> None:
    page, done = page_of(run_algorithm, tmp_path, GRID=grid, METHOD="gi", PERMUTATIONS=9)
    assert done["HOTSPOTS_FOUND"] == 0 and "the least p that 9 permutations can give (0.2)" in page
    assert "more than by chance" not in page and "the log says" not in page


def test_a_field_of_counts_is_called_by_its_name(run_algorithm, grid, roads, monkeypatch, tmp_path) -> None:
    from patrol_planner.processing.hotspots import report as hotspotreport

    drawn: dict[str, str] = {}

    def legend(whole: str, by: str, *_: object) -> str:
        drawn["by"] = by
        return ""

    monkeypatch.setattr(hotspotreport, "concentration_chart", legend)
    page, _ = page_of(run_algorithm, tmp_path, GRID=grid, RISK_FIELD="n", COVERAGE=10)
    assert "Hotspots over n<" in page and "n, sum" in page and "n, greatest" in page and "cells of greatest n," in page
    assert drawn["by"] == "n" and "Risk, " not in page
    page, _ = page_of(run_algorithm, tmp_path, GRID=grid, ROADS=roads, COVERAGE=10)
    assert "Hotspots over the risk" in page and "Risk · km, sum" in page and drawn["by"] == "risk"


def test_places_are_named_and_in_degrees(run_algorithm, grid, make_layer, tmp_path) -> None:
    from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsPointXY, QgsProject

    to_degrees = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:32610"), QgsCoordinateReferenceSystem("EPSG:4326"), QgsProject.instance()
    )
    page, done = page_of(run_algorithm, tmp_path, GRID=grid, COVERAGE=10)
    for row in done.rows("HOTSPOTS"):
        peak = to_degrees.transform(QgsPointXY(row["peak_x"], row["peak_y"]))
        assert f"<td>{peak.y():.5f}</td><td>{peak.x():.5f}</td>" in page
    assert "Street</th>" not in page and "latitude" in page
    roads = make_layer("LineString", ["name:string"], [("LineString(551000 4181350, 552400 4180500)", "Sixth Street")])
    page, _ = page_of(run_algorithm, tmp_path, GRID=grid, ROADS=roads, COVERAGE=20)
    assert "Street</th>" in page and ">Sixth Street</td>" in page


def test_what_fades_is_shown_beside_the_reason_why_nothing_is_hot_now(run_algorithm, grid, tmp_path) -> None:
    page, done = page_of(
        run_algorithm, tmp_path, GRID=grid, RISK_FIELD="before", BASELINE_FIELD="n", METHOD="threshold", THRESHOLD=20
    )
    assert done["FADING"] == done["HOTSPOTS_FOUND"] > 0 and "No hotspot now: the greatest before" in page
    assert pictures(page) == 2 and "<td>fading</td>" in page
