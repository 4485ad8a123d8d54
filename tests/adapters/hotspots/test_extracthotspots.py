"""patrol:extracthotspots in QGIS: polygons and rasters, merged areas, odd inputs."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("qgis.core")


def error_of(run_algorithm, **parameters) -> str:
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException) as caught:
        run_algorithm("extracthotspots", **{"HOTSPOTS": "memory:", "POINTS": "memory:", **parameters})
    return str(caught.value)


def test_the_words_of_method_are_the_cores(qgis_app) -> None:
    from patrol_planner.algorithms.hotspots.methods import METHODS
    from patrol_planner.algorithms.methods import choices

    algorithm = qgis_app.processingRegistry().algorithmById("patrol:extracthotspots")
    assert tuple(algorithm.parameterDefinition("METHOD").options()) == choices(METHODS)


@pytest.fixture
def grid(make_layer):
    """4 × 4 cells of 100 m; two hot areas that meet at a corner only, and one cell apart."""
    risk = [[0.9, 0.8, 0.0, 0.0], [0.0, 0.0, 0.7, 0.0], [0.0, 0.0, 0.0, 0.0], [0.6, 0.0, 0.0, 0.1]]
    rows = []
    for row in range(4):
        for col in range(4):
            x, y = 551000 + 100 * col, 4181400 - 100 * row
            ring = f"{x} {y}, {x + 100} {y}, {x + 100} {y - 100}, {x} {y - 100}, {x} {y}"
            rows.append((f"Polygon(({ring}))", row * 4 + col, risk[row][col], int(10 * risk[row][col])))
    return make_layer("Polygon", ["cell_id:integer", "risk:double", "n:integer"], rows)


def test_areas_ranks_and_peaks(run_algorithm, grid) -> None:
    done = run_algorithm(
        "extracthotspots", GRID=grid, METHOD="threshold", THRESHOLD=0.5, HOTSPOTS="memory:", POINTS="memory:"
    )
    hotspots = done.rows("HOTSPOTS")
    assert [(row["hotspot_id"], row["rank"], row["cells"], row["area_m2"], row["n"]) for row in hotspots] == [
        (1, 1, 2, 20000.0, 17), (2, 2, 1, 10000.0, 7), (3, 3, 1, 10000.0, 6),
    ]  # fmt: skip
    assert hotspots[0]["risk_sum"] == pytest.approx(1.7) and hotspots[0]["risk_max"] == 0.9
    shapes = [feature.geometry() for feature in done.layer("HOTSPOTS").getFeatures()]
    assert [shape.area() for shape in shapes] == [20000, 10000, 10000] and not shapes[0].isMultipart()
    peak = next(done.layer("POINTS").getFeatures())
    assert peak["hotspot_id"] == 1 and peak.geometry().asWkt() == "Point (551050 4181350)"
    assert done["HOTSPOTS_FOUND"] == 3 and done["COVERED_PERCENT"] == 25
    assert done["PAI"] == pytest.approx((30 / 31) / 0.25)


def test_a_raster_gives_the_same_as_its_polygons(run_algorithm, scattered_incidents, tmp_path) -> None:
    raster = str(tmp_path / "risk.tif")
    made = run_algorithm("riskgrid", INCIDENTS=scattered_incidents(), METHOD="kernel", RASTER=raster, GRID="memory:")
    polygons = run_algorithm(
        "extracthotspots", GRID=made.layer("GRID"), COVERAGE=10, HOTSPOTS="memory:", POINTS="memory:"
    )
    pixels = run_algorithm("extracthotspots", RASTER=raster, COVERAGE=10, HOTSPOTS="memory:", POINTS="memory:")
    assert "unknown without incident counts" in pixels.log and pixels["PAI"] is None and polygons["PAI"] > 1
    for first, second in zip(polygons.layer("HOTSPOTS").getFeatures(), pixels.layer("HOTSPOTS").getFeatures()):
        assert first.geometry().equals(second.geometry())
        assert first["risk_sum"] == pytest.approx(second["risk_sum"], rel=1e-6)


def test_districts_with_unequal_corners_adjoin_along_their_borders(run_algorithm, make_layer) -> None:
    # The long side of one faces two short ones: no edge is equal, yet they adjoin; the fourth touches at a corner.
    rows = [
        ("Polygon((0 0, 100 0, 100 200, 0 200, 0 0))", 5.0),
        ("Polygon((100 0, 200 0, 200 100, 100 100, 100 0))", 4.0),
        ("Polygon((100 100, 200 100, 200 200, 100 200, 100 100))", 4.0),
        ("Polygon((200 200, 300 200, 300 300, 200 300, 200 200))", 3.0),
    ]
    layer = make_layer("Polygon", ["score:double"], rows)
    done = run_algorithm(
        "extracthotspots", GRID=layer, RISK_FIELD="score", METHOD="threshold", THRESHOLD=1, HOTSPOTS="memory:"
    )
    assert [row["cells"] for row in done.rows("HOTSPOTS")] == [3, 1]


def test_planted_hotspots_of_the_sample_city_are_found(run_algorithm, tmp_path) -> None:
    """Of the truth's cells at 5 % coverage at least 80 %, by count and by kernel of a cell's width."""
    from qgis.core import QgsVectorLayer

    for size, seed in (("small", 1), ("small", 2), ("medium", 1)):
        city = run_algorithm("samplecity", SIZE=size, SEED=seed, CITY=str(tmp_path / f"{size}{seed}.gpkg"))["CITY"]
        truth = QgsVectorLayer(f"{city}|layername=truth", "truth", "ogr")
        hot = [feature.geometry().centroid() for feature in truth.getFeatures() if feature["hotspot"] == 1]
        for method, bandwidth in (("count", 500), ("kernel", 250)):
            grid = run_algorithm(
                "riskgrid",
                INCIDENTS=f"{city}|layername=incidents",
                STUDY_AREA=truth,
                METHOD=method,
                BANDWIDTH=bandwidth,
                GRID="memory:",
            )
            found = run_algorithm(
                "extracthotspots", GRID=grid.layer("GRID"), COVERAGE=5, HOTSPOTS="memory:", POINTS="memory:"
            )
            areas = [feature.geometry() for feature in found.layer("HOTSPOTS").getFeatures()]
            hit = sum(any(area.contains(centre) for area in areas) for centre in hot)
            assert hit >= 0.8 * len(hot), (size, seed, method, hit, len(hot))


def test_nothing_above_the_threshold_is_said(run_algorithm, grid) -> None:
    done = run_algorithm(
        "extracthotspots", GRID=grid, METHOD="threshold", THRESHOLD=2, HOTSPOTS="memory:", POINTS="memory:"
    )
    assert done["HOTSPOTS_FOUND"] == 0 and done.rows("HOTSPOTS") == []
    assert "No hotspot: the greatest risk of a cell is 0.9" in done.log


def test_what_is_missing_is_named(run_algorithm, grid) -> None:
    assert "either a Risk grid" in error_of(run_algorithm)
    assert "no field danger" in error_of(run_algorithm, GRID=grid, RISK_FIELD="danger")
    for coverage in (0, -5, 101):
        assert "Coverage must be above 0" in error_of(run_algorithm, GRID=grid, COVERAGE=coverage)
    assert "at least 1" in error_of(run_algorithm, GRID=grid, MIN_CELLS=0)


def test_cells_without_risk_are_not_hot(run_algorithm, make_layer) -> None:
    square = "Polygon(({0} 0, {1} 0, {1} 9, {0} 9, {0} 0))"
    unknown = (None, float("nan"), float("inf"), -float("inf"))
    rows = [(square.format(9 * i, 9 * i + 9), value, 5) for i, value in enumerate((*unknown, 0.4, 0.0))]
    layer = make_layer("Polygon", ["risk:double", "n:integer"], rows)
    done = run_algorithm("extracthotspots", GRID=layer, COVERAGE=100, HOTSPOTS="memory:")
    # Of the two cells left: half of their area, half of their incidents.
    assert [(row["cells"], row["risk_max"], row["n"]) for row in done.rows("HOTSPOTS")] == [(1, 0.4, 5)]
    assert done["SKIPPED"] == 4 and "left out 4 without a risk in risk" in done.log
    assert np.isclose(done["COVERED_PERCENT"], 50) and np.isclose(done["PAI"], 1)
    shape = next(done.layer("HOTSPOTS").getFeatures()).geometry()
    assert shape.boundingBox().toRectF().getRect() == (36, 0, 9, 9)
    done = run_algorithm("extracthotspots", GRID=layer, METHOD="threshold", THRESHOLD=0, HOTSPOTS="memory:")
    assert [row["cells"] for row in done.rows("HOTSPOTS")] == [2] and done["COVERED_PERCENT"] == 100


def test_a_grid_without_any_risk_is_refused(run_algorithm, make_layer) -> None:
    square = "Polygon(({0} 0, {1} 0, {1} 9, {0} 9, {0} 0))"
    rows = [(square.format(9 * i, 9 * i + 9), None) for i in range(3)]
    text = error_of(run_algorithm, GRID=make_layer("Polygon", ["risk:double"], rows))
    assert "none of its 3 features can be used: 3 without a risk in risk" in text


def test_hotspots_without_incidents_are_said(run_algorithm, make_layer) -> None:
    square = "Polygon(({0} 0, {1} 0, {1} 9, {0} 9, {0} 0))"
    rows = [(square.format(18 * i, 18 * i + 9), risk, n) for i, (risk, n) in enumerate(((0.9, 4), (0.8, 0), (0.1, 1)))]
    given = {"METHOD": "threshold", "THRESHOLD": 0.5, "HOTSPOTS": "memory:"}
    done = run_algorithm("extracthotspots", GRID=make_layer("Polygon", ["risk:double", "n:integer"], rows), **given)
    assert [row["n"] for row in done.rows("HOTSPOTS")] == [4, 0]
    assert "1 of 2 hotspots have no incident of their own" in done.log
    uncounted = make_layer("Polygon", ["risk:double"], [row[:2] for row in rows])
    assert "no incident of their own" not in run_algorithm("extracthotspots", GRID=uncounted, **given).log


def test_districts_keep_all_their_neighbours_when_one_shares_an_edge(run_algorithm, make_layer) -> None:
    boxes = ((0, 0, 100, 100), (100, 0, 200, 100), (0, 100, 200, 200), (50, 200, 90, 260))
    ring = "Polygon(({0} {1}, {2} {1}, {2} {3}, {0} {3}, {0} {1}))"
    layer = make_layer("Polygon", ["risk:double"], [(ring.format(*box), 0.9) for box in boxes])
    done = run_algorithm("extracthotspots", GRID=layer, METHOD="threshold", THRESHOLD=0.5, HOTSPOTS="memory:")
    assert [row["cells"] for row in done.rows("HOTSPOTS")] == [4]
    assert done.rows("HOTSPOTS")[0]["area_m2"] == pytest.approx(42400)


def test_counts_that_are_no_whole_numbers_stay_as_they_are(run_algorithm, make_layer) -> None:
    rows = [
        ("Polygon((0 0, 100 0, 100 100, 0 100, 0 0))", 1.0, 0.9),
        ("Polygon((900 0, 1000 0, 1000 100, 900 100, 900 0))", 0.1, 3.0),
    ]
    grid = make_layer("Polygon", ["risk:double", "n:double"], rows)
    (row,) = run_algorithm("extracthotspots", GRID=grid, COVERAGE=50, HOTSPOTS="memory:").rows("HOTSPOTS")
    assert row["n"] == pytest.approx(0.9)


def test_more_contiguous_areas_than_the_coverage_has_cells_are_warned_of(run_algorithm, make_layer) -> None:
    rows = [
        (f"Polygon(({x} 0, {x + 100} 0, {x + 100} 100, {x} 100, {x} 0))", 1.0 + x / 1000) for x in range(0, 2000, 100)
    ]
    done = run_algorithm(
        "extracthotspots", GRID=make_layer("Polygon", ["risk:double"], rows), METHOD="contiguous", MAX_HOTSPOTS=20,
        HOTSPOTS="memory:",
    )  # fmt: skip
    assert "not the 5 % asked for" in done.log and done["COVERED_PERCENT"] > 50


def test_cells_without_a_neighbour_in_reach_are_counted(run_algorithm, make_layer) -> None:
    rows = [
        (f"Polygon(({x} 0, {x + 100} 0, {x + 100} 100, {x} 100, {x} 0))", float(x % 300)) for x in range(0, 2000, 100)
    ]
    grid = make_layer("Polygon", ["n:double"], rows)
    parameters = {"GRID": grid, "RISK_FIELD": "n", "METHOD": "gi", "NEIGHBOURS": "distance", "HOTSPOTS": "memory:"}
    near = run_algorithm("extracthotspots", **parameters, DISTANCE=1)
    assert "20 of 20 cells have no neighbour within 1 m" in near.log
    assert "no neighbour" not in run_algorithm("extracthotspots", **parameters).log


def test_the_scores_of_a_raster_are_those_of_its_polygons(run_algorithm, scattered_incidents, tmp_path) -> None:
    made = run_algorithm("riskgrid", INCIDENTS=scattered_incidents(200), GRID="memory:", RASTER=str(tmp_path / "r.tif"))
    parameters = {"METHOD": "gi", "HOTSPOTS": "memory:", "CELL_SCORES": str(tmp_path / "scores.gpkg")}
    raster = run_algorithm("extracthotspots", RASTER=made["RASTER"], **parameters)
    areas = {round(feature.geometry().area()) for feature in raster.layer("CELL_SCORES").getFeatures()}
    polygons = run_algorithm("extracthotspots", GRID=made.layer("GRID"), **{**parameters, "CELL_SCORES": "memory:"})
    found, expected = ([row["z"] for row in done.rows("CELL_SCORES")] for done in (raster, polygons))
    assert found == pytest.approx(expected) and areas == {62_500}
