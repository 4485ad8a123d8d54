"""The ways to a risk grid within QGIS: hexagons, kernels, intervals, half-life, border, the names of its files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("qgis.core")

SQUARE_KM = "Polygon((551000 4180000, 553000 4180000, 553000 4182000, 551000 4182000, 551000 4180000))"


@pytest.fixture
def area(make_layer):
    return make_layer("Polygon", [], [(SQUARE_KM,)])


def total_weight(done, *names: str) -> float:
    return sum(row[name] for row in done.rows("GRID") for name in names)


def test_hexagons_cover_the_area_and_hold_every_incident(run_algorithm, scattered_incidents, area) -> None:
    from qgis.core import QgsGeometry

    done = run_algorithm(
        "riskgrid", INCIDENTS=scattered_incidents(500), STUDY_AREA=area, CELL_SHAPE="hexagon", CELL_SIZE=200,
        METHOD="count", GRID="memory:",
    )  # fmt: skip
    shapes = [feature.geometry() for feature in done.layer("GRID").getFeatures()]
    assert all(len(shape.asPolygon()[0]) == 7 for shape in shapes)
    union, bounds = QgsGeometry.unaryUnion(shapes), QgsGeometry.fromWkt(SQUARE_KM)
    assert bounds.difference(union).area() < 1.0 and len(union.asPolygon()) == 1, "no gap, no overlap"
    assert union.area() == pytest.approx(len(shapes) * 200**2 * np.sqrt(3) / 2, rel=1e-9)
    assert all(shape.intersects(bounds) for shape in shapes)
    assert total_weight(done, "n") == done["INCIDENTS_USED"] > 200
    # The density is per km² of a hexagon.
    most = max(done.rows("GRID"), key=lambda row: row["n"])
    assert most["density"] == pytest.approx(most["n"] / (0.04 * np.sqrt(3) / 2))


def test_two_grids_of_hexagons_align(run_algorithm, scattered_incidents, area) -> None:
    incidents = scattered_incidents(500)
    corners = []
    for bounds in (area, None):
        done = run_algorithm(
            "riskgrid", INCIDENTS=incidents, STUDY_AREA=bounds, CELL_SHAPE="hexagon", METHOD="count", GRID="memory:"
        )
        corners.append({
            (round(vertex.x(), 3), round(vertex.y(), 3))
            for feature in done.layer("GRID").getFeatures() for vertex in feature.geometry().vertices()
        })  # fmt: skip
    assert len(corners[0] & corners[1]) > 0.5 * min(map(len, corners))


@pytest.mark.parametrize("kernel", ["quartic", "gaussian"])
def test_the_adaptive_density_is_the_two_stage_formula(run_algorithm, scattered_incidents, kernel: str) -> None:
    incidents = scattered_incidents(400)
    h = 400.0 if kernel == "quartic" else 150.0
    done = run_algorithm(
        "riskgrid", INCIDENTS=incidents, METHOD="adaptive", KERNEL=kernel, BANDWIDTH=h, CELL_SIZE=100, GRID="memory:"
    )
    places = np.array([tuple(feature.geometry().asPoint()) for feature in incidents.getFeatures()])

    def shape(squared: np.ndarray, width) -> np.ndarray:
        ratio = squared / width**2
        value = 3 / np.pi * np.maximum(1 - ratio, 0) ** 2 if kernel == "quartic" else np.exp(-ratio / 2) / (2 * np.pi)
        return value / width**2

    apart = ((places[:, None] - places[None]) ** 2).sum(axis=2)
    pilot = shape(apart, h).mean(axis=1)
    width = h * np.sqrt(np.exp(np.log(pilot).mean()) / pilot)
    centres = np.array([tuple(feature.geometry().centroid().asPoint()) for feature in done.layer("GRID").getFeatures()])
    expected = shape(((centres[:, None] - places[None]) ** 2).sum(axis=2), width[None]).sum(axis=1) * 1e6
    found = np.array([row["density"] for row in done.rows("GRID")])
    assert np.abs(found - expected).max() < 0.005 * expected.max()
    assert f"adaptive {kernel} kernel density, bandwidth {h:g} m · (G / pilot density)^0.5" in done.log


def test_the_gaussian_density_is_scikit_learns(run_algorithm, scattered_incidents) -> None:
    from sklearn.neighbors import KernelDensity

    incidents = scattered_incidents(400)
    done = run_algorithm(
        "riskgrid", INCIDENTS=incidents, METHOD="kernel", KERNEL="gaussian", BANDWIDTH=300, CELL_SIZE=100,
        GRID="memory:",
    )  # fmt: skip
    places = np.array([tuple(feature.geometry().asPoint()) for feature in incidents.getFeatures()])
    centres = np.array([tuple(feature.geometry().centroid().asPoint()) for feature in done.layer("GRID").getFeatures()])
    expected = 400e6 * np.exp(KernelDensity(bandwidth=300.0).fit(places).score_samples(centres))
    np.testing.assert_allclose([row["density"] for row in done.rows("GRID")], expected, rtol=0.001)


def test_without_a_bandwidth_a_rule_of_thumb_chooses_one(run_algorithm, scattered_incidents) -> None:
    done = run_algorithm("riskgrid", INCIDENTS=scattered_incidents(300), BANDWIDTH=0, GRID="memory:")
    # Scott: 400 m · 300^(−1/6) · √8, of a sample's own deviation.
    assert "The rule of thumb (Scott) chose a bandwidth of" in done.log
    chosen = float(done.log.split("chose a bandwidth of ")[1].split(" m")[0])
    assert chosen == pytest.approx(400 * 300 ** (-1 / 6) * np.sqrt(8), rel=0.1)


def test_the_border_is_corrected_unless_it_should_not_be(run_algorithm, make_layer, area) -> None:
    rng = np.random.default_rng(4)
    places = zip(rng.uniform(551_000, 553_000, 6000), rng.uniform(4_180_000, 4_182_000, 6000))
    incidents = make_layer("Point", [], [(f"Point({x} {y})",) for x, y in places])
    parameters = {"INCIDENTS": incidents, "STUDY_AREA": area, "CELL_SIZE": 100, "BANDWIDTH": 500, "GRID": "memory:"}
    corrected, plain = (run_algorithm("riskgrid", **parameters, EDGE_CORRECTION=flag) for flag in (True, False))

    def corner(done) -> float:
        return next(row["density"] for row in done.rows("GRID") if row["row"] == 0 and row["col"] == 0)

    assert corner(corrected) == pytest.approx(1500, rel=0.25) and corner(plain) < 700
    assert "edge-corrected" in corrected.log and "edge-corrected" not in plain.log


def test_intervals_are_shared_among_cases_and_the_total_stays(run_algorithm, make_layer) -> None:
    rows = [
        ("Point(551010 4181010)", "2024-05-29 06:00", "2024-05-29 12:00", 3.0),
        ("Point(551020 4181020)", "2024-05-29 22:00", None, 1.0),
        ("Point(551030 4181030)", "2024-05-29 09:00", "2024-05-29 08:00", 1.0),
    ]
    layer = make_layer("Point", ["begin:string", "finish:string", "w:double"], rows)
    done = run_algorithm(
        "riskgrid", INCIDENTS=layer, TIME_FIELD="begin", END_TIME_FIELD="finish", WEIGHT_FIELD="w", CASES="turn",
        METHOD="count", GRID="memory:",
    )  # fmt: skip
    (row,) = done.rows("GRID")
    assert (row["w_t1"], row["w_t2"], row["w_t3"]) == pytest.approx((1.0, 2.0, 1.0), abs=1e-12)
    assert row["weight"] == pytest.approx(4.0, abs=1e-9) and row["n"] == 2
    assert "1 that end (finish) before they begin (begin)" in done.log and done["SKIPPED"] == 1


def test_days_without_hours_are_shared_among_the_turns(run_algorithm, scattered_incidents) -> None:
    from qgis.core import QgsProcessingException

    incidents = scattered_incidents(60)
    parameters = {"INCIDENTS": incidents, "TIME_FIELD": "day", "CASES": "turn", "METHOD": "count", "GRID": "memory:"}
    with pytest.raises(QgsProcessingException, match="dates without a time of day"):
        run_algorithm("riskgrid", **parameters)
    done = run_algorithm("riskgrid", **parameters, END_TIME_FIELD="day")
    assert total_weight(done, "w_t2") == pytest.approx(20.0) == pytest.approx(total_weight(done, "w_t1"))
    assert total_weight(done, "weight") == pytest.approx(60.0, abs=1e-9)


def test_what_may_have_happened_after_the_period_is_left_out(run_algorithm, make_layer) -> None:
    rows = [
        ("Point(551010 4181010)", "2024-05-29 06:00", "2024-05-29 12:00"),
        ("Point(551010 4181010)", "2024-05-29 06:00", "2024-05-29 20:00"),
    ]
    layer = make_layer("Point", ["begin:string", "finish:string"], rows)
    done = run_algorithm(
        "riskgrid", INCIDENTS=layer, TIME_FIELD="begin", END_TIME_FIELD="finish", PERIOD_END="2024-05-29T16:00:00",
        METHOD="count", GRID="memory:",
    )  # fmt: skip
    assert done["INCIDENTS_USED"] == 1


def test_old_incidents_count_less(run_algorithm, make_layer) -> None:
    rows = [("Point(551010 4181010)", "2024-05-01"), ("Point(551300 4181010)", "2024-05-31")]
    layer = make_layer("Point", ["at:string"], rows)
    done = run_algorithm("riskgrid", INCIDENTS=layer, TIME_FIELD="at", HALF_LIFE=15, METHOD="count", GRID="memory:")
    assert [row["weight"] for row in done.rows("GRID") if row["n"]] == pytest.approx([0.25, 1.0])
    later = run_algorithm(
        "riskgrid", INCIDENTS=layer, TIME_FIELD="at", HALF_LIFE=15, PERIOD_END="2024-06-15T00:00:00", METHOD="count",
        GRID="memory:",
    )  # fmt: skip
    assert [row["weight"] for row in later.rows("GRID") if row["n"]] == pytest.approx([0.125, 0.5])


@pytest.mark.parametrize("parameters, text", [
    ({"CELL_SHAPE": "hexagon", "RASTER": "risk.tif"}, "A Risk raster has square cells"),
    ({"END_TIME_FIELD": "time"}, "An End time field needs the Time field"),
    ({"HALF_LIFE": 30}, "A Half-life needs to know when"),
    ({"ENVIRONMENT_SHARE": 1}, "give Facilities, or lower the share"),
])  # fmt: skip
def test_what_does_not_go_together_is_said(run_algorithm, scattered_incidents, parameters, text: str) -> None:
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException, match=text):
        run_algorithm("riskgrid", INCIDENTS=scattered_incidents(20), GRID="memory:", **parameters)


def test_the_array_has_the_studys_name_unless_the_user_names_it(run_algorithm, scattered_incidents, tmp_path) -> None:
    incidents = scattered_incidents(50)
    for given, expected in (
        ("TEMPORARY_OUTPUT", "overall_local_heatmap_arr.npy"),
        (str(tmp_path), "overall_local_heatmap_arr.npy"),
        (str(tmp_path / "new" / "folder"), "overall_local_heatmap_arr.npy"),
        (str(tmp_path / "mine.npy"), "mine.npy"),
    ):
        done = run_algorithm("riskgrid", INCIDENTS=incidents, GRID="memory:", ARRAY=given)
        assert Path(done["ARRAY"]).name == expected
        assert np.load(done["ARRAY"]).ndim == 3
    assert (tmp_path / "overall_local_heatmap_arr.npy").is_file()


def test_the_raster_has_the_arrays_numbers_in_the_right_place(run_algorithm, scattered_incidents, tmp_path) -> None:
    from qgis.core import QgsPointXY, QgsRasterLayer

    done = run_algorithm(
        "riskgrid", INCIDENTS=scattered_incidents(200), TIME_FIELD="time", CASES="turn", GRID="memory:",
        RASTER=str(tmp_path / "risk.tif"), ARRAY=str(tmp_path),
    )  # fmt: skip
    raster, array = QgsRasterLayer(done["RASTER"]), np.load(done["ARRAY"])
    assert raster.isValid() and raster.crs().authid() == "EPSG:32610" and raster.bandCount() == len(array) == 3
    for feature in list(done.layer("GRID").getFeatures())[::7]:
        centre = feature.geometry().centroid().asPoint()
        for band in range(3):
            value, found = raster.dataProvider().sample(QgsPointXY(centre), band + 1)
            assert found and value == array[band, feature["row"], feature["col"]]


def test_many_cells_are_announced(run_algorithm, scattered_incidents, monkeypatch) -> None:
    from patrol_planner.processing.risk import remarks as riskremarks

    monkeypatch.setattr(riskremarks, "MANY_CELLS", 50)
    done = run_algorithm("riskgrid", INCIDENTS=scattered_incidents(50), METHOD="count", GRID="memory:")
    assert f"The grid has {done['CELLS']:,} cells of 250 m" in done.log


def test_kernels_between_the_centres_of_cells_are_warned_of(run_algorithm, scattered_incidents) -> None:
    incidents = scattered_incidents(200)
    narrow = run_algorithm("riskgrid", INCIDENTS=incidents, BANDWIDTH=100, GRID="memory:")
    assert "200 of 200 incidents have a bandwidth below half a cell (125 m)" in narrow.log
    assert "below half a cell" not in run_algorithm("riskgrid", INCIDENTS=incidents, GRID="memory:").log
    adaptive = run_algorithm("riskgrid", INCIDENTS=incidents, METHOD="adaptive", CELL_SIZE=800, GRID="memory:")
    assert "incidents have a bandwidth below half a cell (400 m)" in adaptive.log


def test_an_empty_box_is_no_study_area(run_algorithm, make_layer, area) -> None:
    layer = make_layer("Point", [], [("Point(551100 4180100)",), ("Point(552900 4181900)",)])
    parameters = {"INCIDENTS": layer, "METHOD": "count", "GRID": "memory:"}
    assert "give a Study area" in run_algorithm("riskgrid", **parameters).log
    assert "give a Study area" not in run_algorithm("riskgrid", **parameters, STUDY_AREA=area).log


def test_a_raster_of_a_format_that_cannot_hold_risks_is_refused_before_the_work(
    run_algorithm, scattered_incidents, tmp_path
) -> None:
    from qgis.core import QgsProcessingException

    grid = tmp_path / "grid.gpkg"
    with pytest.raises(QgsProcessingException, match="Choose a file that ends in .tif"):
        run_algorithm("riskgrid", INCIDENTS=scattered_incidents(20), GRID=str(grid), RASTER=str(tmp_path / "risk.png"))
    assert not grid.exists()


def test_the_report_begins_with_what_the_log_warned_of(run_algorithm, make_layer, tmp_path) -> None:
    layer = make_layer("Point", [], [("Point(551100 4180100)",), ("Point(552900 4181900)",), (None,)])
    path = tmp_path / "risk.html"
    run_algorithm("riskgrid", INCIDENTS=layer, METHOD="count", GRID="memory:", REPORT=str(path))
    page = path.read_text(encoding="utf-8")
    for text in ("left out 1 without geometry", "Without a study area"):
        assert 0 < page.index(text) < page.index("<h2>Risk</h2>")


def test_the_risk_raster_is_dressed_in_the_colours_of_the_grid(qgis_app, run_algorithm, scattered_incidents, tmp_path):
    from qgis.core import QgsRasterLayer

    from patrol_planner.processing.framework.dress import dress_layer

    done = run_algorithm(
        "riskgrid", INCIDENTS=scattered_incidents(50), GRID="memory:", RASTER=str(tmp_path / "risk.tif")
    )
    layer = QgsRasterLayer(done["RASTER"])
    dress_layer(layer, "risk_raster")
    shader = layer.renderer().shader().rasterShaderFunction()
    low, high = shader.shade(0.01), shader.shade(0.9)
    assert low[4] == high[4] == 255, "no other layer's colour shines through and passes for a class"
    assert sum(low[1:4]) > sum(high[1:4])


@pytest.mark.parametrize("shape", ["square", "hexagon"])
def test_clipped_cells_are_the_study_area_and_lose_no_incident(run_algorithm, make_layer, tmp_path, shape: str) -> None:
    from qgis.core import QgsGeometry

    wkt = (
        "MultiPolygon(((551010 4180020, 552600 4180300, 552000 4181900, 551010 4180020), "
        "(551700 4180700, 551900 4180700, 551800 4180900, 551700 4180700)), "
        "((553000 4180000, 553300 4180000, 553300 4180100, 553000 4180000)))"
    )
    bounds = QgsGeometry.fromWkt(wkt)
    rng = np.random.default_rng(7)
    places = zip(rng.uniform(551_000, 553_300, 1500), rng.uniform(4_180_000, 4_182_000, 1500))
    incidents = make_layer("Point", [], [(f"Point({x} {y})",) for x, y in places])
    parameters = {
        "INCIDENTS": incidents, "STUDY_AREA": make_layer("MultiPolygon", [], [(wkt,)]), "CELL_SHAPE": shape,
        "CELL_SIZE": 200, "METHOD": "count", "GRID": "memory:",
    }  # fmt: skip
    page = tmp_path / "risk.html"
    whole = run_algorithm("riskgrid", **parameters)
    done = run_algorithm("riskgrid", **parameters, CLIP=True, REPORT=str(page))
    assert f"{bounds.area() / 1e6:,.1f} km²" in page.read_text(encoding="utf-8")
    shapes = [feature.geometry() for feature in done.layer("GRID").getFeatures()]
    assert sum(part.area() for part in shapes) == pytest.approx(bounds.area(), rel=1e-9)
    assert QgsGeometry.unaryUnion(shapes).symDifference(bounds).area() < 1.0
    assert done["CELLS"] == whole["CELLS"] == len(shapes)
    assert total_weight(done, "n") == total_weight(whole, "n") == done["INCIDENTS_USED"]
    largest = 200**2 * (1 if shape == "square" else np.sqrt(3) / 2)
    for part, row in zip(shapes, done.rows("GRID")):
        assert row["density"] == pytest.approx(row["n"] / max(part.area(), 0.01 * largest) * 1e6, rel=1e-6)


def test_there_must_be_something_to_clip_to(run_algorithm, scattered_incidents) -> None:
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException, match="there must be a Study area"):
        run_algorithm("riskgrid", INCIDENTS=scattered_incidents(20), GRID="memory:", CLIP=True)


@pytest.mark.parametrize("method", ["kernel", "adaptive"])
def test_the_border_is_seen_finer_than_the_cells(run_algorithm, make_layer, method: str) -> None:
    """Cells as wide as the kernel; the study area ends 130 m east of the only place with incidents."""
    ring = "545000 4175000, 551380 4175000, 551380 4185000, 545000 4185000, 545000 4175000"
    done = run_algorithm(
        "riskgrid", INCIDENTS=make_layer("Point", [], [("Point(551250 4181250)",)] * 4), METHOD=method, CELL_SIZE=500,
        STUDY_AREA=make_layer("Polygon", [], [(f"Polygon(({ring}))",)]), BANDWIDTH=500, GRID="memory:",
    )  # fmt: skip
    across = np.arange(-500, 500) + 0.5
    kernel = np.maximum(0.0, 1.0 - (across[:, None] ** 2 + across[None] ** 2) / 500.0**2) ** 2
    inside = kernel[:, across < 130].sum() / kernel.sum()
    assert inside < 0.8
    expected = 4 * 3 / (np.pi * 0.5**2) / inside
    assert max(row["density"] for row in done.rows("GRID")) == pytest.approx(expected, rel=0.005)


def test_a_template_and_a_study_area_bound_together(run_algorithm, make_layer, tmp_path) -> None:
    """Cells of a template of 500 m, and a study area that ends within them: as without the template."""
    ring = "549000 4179000, 551380 4179000, 551380 4183000, 549000 4183000, 549000 4179000"
    given = {
        "INCIDENTS": make_layer("Point", [], [("Point(551250 4181250)",)] * 4), "BANDWIDTH": 500, "GRID": "memory:",
        "STUDY_AREA": make_layer("Polygon", [], [(f"Polygon(({ring}))",)]), "CELL_SIZE": 500,
    }  # fmt: skip
    path = str(tmp_path / "template.tif")
    alone = run_algorithm("riskgrid", RASTER=path, **given)
    both = run_algorithm("riskgrid", TEMPLATE=path, **given)
    found, expected = ([row["density"] for row in done.rows("GRID")] for done in (both, alone))
    assert found == pytest.approx(expected, rel=1e-3, abs=1e-6) and max(found) > 0
