"""patrol:extracthotspots with Gi* in QGIS: esda's scores, neighbours of every kind, scores of all cells."""

from __future__ import annotations

import csv
import json

import numpy as np
import pytest

pytest.importorskip("qgis.core")


def error_of(run_algorithm, **parameters) -> str:
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException) as caught:
        run_algorithm("extracthotspots", **{"METHOD": "gi", "HOTSPOTS": "memory:", **parameters})
    return str(caught.value)


def is_null(value: object) -> bool:
    from patrol_planner.processing.common import compat

    return compat.is_null(value)


def square(x: float, y: float, size: float) -> str:
    return f"Polygon(({x} {y}, {x + size} {y}, {x + size} {y + size}, {x} {y + size}, {x} {y}))"


@pytest.fixture
def hot_and_cold(make_layer):
    """20 × 20 cells of 100 m with a hot and a cold corner; cell_id is 1000 + the number of the cell."""
    value = np.random.default_rng(1).poisson(5.0, (20, 20))
    value[2:6, 2:6] += 15
    value[13:18, 13:18] = 0
    rows = [
        (square(551000 + 100 * col, 4181400 - 100 * row, 100), 1000 + 20 * row + col, float(number), int(number))
        for (row, col), number in np.ndenumerate(value)
    ]
    return make_layer("Polygon", ["cell_id:integer", "risk:double", "n:integer"], rows)


@pytest.fixture
def houston(make_layer, shared_data):
    """The reference grid of Houston's burglaries and its z by esda."""
    with (shared_data / "reference" / "gistar_houston_burglary_1km_epsg26915_queen.csv").open() as file:
        rows = list(csv.DictReader(file))
    shapes = [(square(float(row["xmin"]), float(row["ymin"]), 1000), int(row["count"])) for row in rows]
    layer = make_layer("Polygon", ["count:integer"], shapes, "EPSG:26915")
    return layer, np.array([float(row["gistar_z"]) for row in rows])


def test_z_of_a_city_is_that_of_esda(run_algorithm, houston) -> None:
    layer, expected = houston
    done = run_algorithm(
        "extracthotspots", GRID=layer, RISK_FIELD="count", METHOD="gi", HOTSPOTS="memory:", CELL_SCORES="memory:"
    )
    scores = done.rows("CELL_SCORES")
    np.testing.assert_allclose([row["z"] for row in scores], expected, rtol=0, atol=5.1e-7)  # the file has six digits
    assert [row["cell_id"] for row in scores] == [feature.id() for feature in layer.getFeatures()]
    hot = [row for row in scores if row["kind"] == "hot"]
    assert sum(row["cells"] for row in done.rows("HOTSPOTS")) == len(hot) > 10
    assert max(row["z"] for row in done.rows("HOTSPOTS")) == pytest.approx(expected.max(), abs=5.1e-7)
    assert all(row["z"] > 0 and row["p_fdr"] <= 0.05 for row in hot)


@pytest.mark.parametrize("star, name", [(True, "GiStar_binary_z"), (False, "Gi_binary_z")])
def test_z_within_a_distance_is_that_of_esda(run_algorithm, make_layer, shared_data, star: bool, name: str) -> None:
    reference = json.loads((shared_data / "reference" / "esda_getis_ord.json").read_text())
    rows = [(square(x - 1, y - 1, 2), value) for (x, y), value in zip(reference["points"], reference["y"])]
    done = run_algorithm(
        "extracthotspots",
        GRID=make_layer("Polygon", ["risk:double"], rows),
        METHOD="gi",
        NEIGHBOURS="distance",
        DISTANCE=reference["threshold"],
        STAR=star,
        HOTSPOTS="memory:",
        CELL_SCORES="memory:",
    )
    np.testing.assert_allclose([row["z"] for row in done.rows("CELL_SCORES")], reference[name], rtol=0, atol=1e-8)


def test_hotspots_have_scores_and_cold_places_are_shown(run_algorithm, hot_and_cold) -> None:
    done = run_algorithm(
        "extracthotspots", GRID=hot_and_cold, METHOD="gi", HOTSPOTS="memory:", POINTS="memory:", CELL_SCORES="memory:"
    )
    scores = done.rows("CELL_SCORES")
    assert [row["cell_id"] for row in scores] == list(range(1000, 1400)) and is_null(scores[0]["p_perm"])
    kinds = [row["kind"] for row in scores]
    assert {"hot", "cold", "none"} == set(kinds) and f"{kinds.count('cold')} cold" in done.log
    (hotspot,) = done.rows("HOTSPOTS")
    inside = [row for row in scores if row["kind"] == "hot"]
    assert hotspot["cells"] == len(inside) and hotspot["z"] == max(row["z"] for row in inside)
    assert hotspot["p"] == min(row["p_fdr"] for row in inside) and is_null(hotspot["change"])
    assert done.rows("POINTS")[0]["z"] == hotspot["z"]
    assert done["EMERGING"] is None and done["PERSISTENT"] is None and done["FADING"] is None


def test_other_methods_have_no_scores(run_algorithm, hot_and_cold) -> None:
    done = run_algorithm("extracthotspots", GRID=hot_and_cold, METHOD="coverage", HOTSPOTS="memory:")
    assert all(is_null(row["z"]) and is_null(row["p"]) for row in done.rows("HOTSPOTS"))
    text = error_of(run_algorithm, GRID=hot_and_cold, METHOD="coverage", CELL_SCORES="memory:")
    assert "comes from the method gi, not coverage" in text


def scores_of(run_algorithm, layer, **parameters) -> np.ndarray:
    done = run_algorithm(
        "extracthotspots", GRID=layer, METHOD="gi", HOTSPOTS="memory:", CELL_SCORES="memory:", **parameters
    )
    return np.array([row["z"] for row in done.rows("CELL_SCORES")])


def test_each_kind_of_neighbours(run_algorithm, hot_and_cold) -> None:
    queen, star = (scores_of(run_algorithm, hot_and_cold, NEIGHBOURS=kind) for kind in ("queen", "star"))
    assert np.abs(queen - star).max() > 0.1
    near = scores_of(run_algorithm, hot_and_cold, NEIGHBOURS="distance", DISTANCE=142)
    np.testing.assert_allclose(near, queen, atol=1e-9)
    given = {"GRID": hot_and_cold, "METHOD": "gi", "NEIGHBOURS": "distance", "HOTSPOTS": "memory:"}
    done = run_algorithm("extracthotspots", CELL_SCORES="memory:", **given)
    np.testing.assert_allclose([row["z"] for row in done.rows("CELL_SCORES")], star, atol=1e-9)
    assert "Neighbours are centres within 100.0 m" in done.log
    unused = run_algorithm("extracthotspots", GRID=hot_and_cold, METHOD="gi", DISTANCE=500, HOTSPOTS="memory:")
    assert "Distance for neighbours (m) is not used" in unused.log


def test_hexagons_have_six_neighbours_of_either_kind(run_algorithm, scattered_incidents) -> None:
    made = run_algorithm(
        "riskgrid", INCIDENTS=scattered_incidents(), CELL_SHAPE="hexagon", CELL_SIZE=200, METHOD="count", GRID="memory:"
    ).layer("GRID")
    queen, star = (scores_of(run_algorithm, made, RISK_FIELD="n", NEIGHBOURS=kind) for kind in ("queen", "star"))
    np.testing.assert_allclose(queen, star, atol=1e-9)
    # The centres of the six neighbours are all as far apart as two opposite sides.
    centres = [feature.geometry().centroid().asPoint() for feature in made.getFeatures()]
    nearest = sorted(centres[0].distance(other) for other in centres)[1]
    near = scores_of(run_algorithm, made, RISK_FIELD="n", NEIGHBOURS="distance", DISTANCE=1.01 * nearest)
    np.testing.assert_allclose(near, star, atol=1e-9)
    assert np.nanmax(star) > 5


def test_a_raster_scores_as_its_polygons_do(run_algorithm, scattered_incidents, tmp_path) -> None:
    raster = str(tmp_path / "risk.tif")
    made = run_algorithm("riskgrid", INCIDENTS=scattered_incidents(), METHOD="kernel", RASTER=raster, GRID="memory:")
    given = {"METHOD": "gi", "HOTSPOTS": "memory:", "CELL_SCORES": "memory:"}
    polygons = run_algorithm("extracthotspots", GRID=made.layer("GRID"), **given).rows("CELL_SCORES")
    pixels = run_algorithm("extracthotspots", RASTER=raster, **given).rows("CELL_SCORES")
    assert [row["cell_id"] for row in polygons] == [row["cell_id"] for row in pixels]
    np.testing.assert_allclose([row["z"] for row in polygons], [row["z"] for row in pixels], atol=1e-5)
    assert {row["kind"] for row in pixels} >= {"hot"}


def test_permutations_are_seeded_and_judged_by(run_algorithm, hot_and_cold) -> None:
    given = {"GRID": hot_and_cold, "METHOD": "gi", "PERMUTATIONS": 999, "HOTSPOTS": "memory:", "CELL_SCORES": "memory:"}
    first, again, other = (
        run_algorithm("extracthotspots", SEED=seed, **given).rows("CELL_SCORES") for seed in (1, 1, 2)
    )
    p = np.array([row["p_perm"] for row in first])
    assert p.min() == 2 / 1000 and p.tolist() == [row["p_perm"] for row in again]
    assert p.tolist() != [row["p_perm"] for row in other]
    least = [row for row in first if row["p_perm"] == p.min()]
    assert all(row["p_fdr"] == pytest.approx(p.min() * len(first) / len(least)) for row in least)


def test_a_smooth_risk_is_said(run_algorithm, scattered_incidents, hot_and_cold) -> None:
    made = run_algorithm("riskgrid", INCIDENTS=scattered_incidents(), METHOD="kernel", GRID="memory:").layer("GRID")
    given = {"GRID": made, "HOTSPOTS": "memory:"}
    smooth = "is smooth by itself"
    done = run_algorithm("extracthotspots", METHOD="gi", **given)
    assert smooth in done.log and "risk is not proportional to the incidents in n" in done.log
    assert smooth not in run_algorithm("extracthotspots", METHOD="gi", RISK_FIELD="n", **given).log
    assert smooth not in run_algorithm("extracthotspots", METHOD="coverage", **given).log
    assert smooth not in run_algorithm("extracthotspots", METHOD="gi", GRID=hot_and_cold, HOTSPOTS="memory:").log


def test_lone_extreme_cells_are_counted(run_algorithm, make_layer, tmp_path) -> None:
    value = np.random.default_rng(3).poisson(2.0, (20, 20))
    value[2:6, 2:6] += 30
    value[14:17, 14:17] = 2
    value[15, 15] = 90
    rows = [(square(100 * col, -100 * row, 100), int(number)) for (row, col), number in np.ndenumerate(value)]
    page = tmp_path / "report.html"
    given = {"GRID": make_layer("Polygon", ["n:integer"], rows), "RISK_FIELD": "n", "METHOD": "gi"}
    given |= {"HOTSPOTS": "memory:", "REPORT": str(page)}
    done = run_algorithm("extracthotspots", PERMUTATIONS=9999, **given)
    assert "1 cells among the highest 1 % are hot by the normal distribution but not by permutation" in done.log
    said = "an extreme cell among quiet ones is not significant by itself"
    assert said in done.log and said in page.read_text(encoding="utf-8") and done["HOTSPOTS_FOUND"] == 1
    done = run_algorithm("extracthotspots", **given)
    assert said not in done.log and said not in page.read_text(encoding="utf-8") and done["HOTSPOTS_FOUND"] == 2


def test_too_few_permutations_are_said(run_algorithm, hot_and_cold) -> None:
    done = run_algorithm("extracthotspots", GRID=hot_and_cold, METHOD="gi", PERMUTATIONS=99, HOTSPOTS="memory:")
    assert done["HOTSPOTS_FOUND"] == 0 and "which is not enough for 400 cells. Take" in done.log
    assert done.log.count("No hotspot") == 1 and "more than by chance" not in done.log
    needed = int(done.log.split("400 cells. Take ")[1].split(" ")[0].replace(",", ""))
    enough = run_algorithm(
        "extracthotspots", GRID=hot_and_cold, METHOD="gi", PERMUTATIONS=3 * needed, HOTSPOTS="memory:"
    )
    assert enough["HOTSPOTS_FOUND"] > 0


def test_nothing_beyond_chance_is_said(run_algorithm, make_layer) -> None:
    value = np.random.default_rng(7).poisson(5.0, (20, 20))
    rows = [(square(100 * col, -100 * row, 100), float(number)) for (row, col), number in np.ndenumerate(value)]
    layer = make_layer("Polygon", ["risk:double"], rows)
    for permutations in (0, 9999):
        done = run_algorithm(
            "extracthotspots", GRID=layer, METHOD="gi", ALPHA=0.001, PERMUTATIONS=permutations, HOTSPOTS="memory:"
        )
        assert done["HOTSPOTS_FOUND"] == 0 and "permutations or more" not in done.log
        assert "nowhere does high risk lie among high risk more than by chance" in done.log


def test_hotspots_of_too_few_cells_are_the_reason(run_algorithm, hot_and_cold) -> None:
    done = run_algorithm("extracthotspots", GRID=hot_and_cold, METHOD="gi", MIN_CELLS=300, HOTSPOTS="memory:")
    assert done["HOTSPOTS_FOUND"] == 0 and "cells are hot, but no 300 of them adjoin" in done.log


def test_a_grid_without_differences_is_said(run_algorithm, make_layer) -> None:
    rows = [(square(100 * i, 0, 100), 0.5) for i in range(6)]
    done = run_algorithm(
        "extracthotspots",
        GRID=make_layer("Polygon", ["risk:double"], rows),
        METHOD="gi",
        HOTSPOTS="memory:",
        CELL_SCORES="memory:",
    )
    assert done["HOTSPOTS_FOUND"] == 0 and "Gi* is undefined everywhere" in done.log and "No hotspot" in done.log
    assert [(is_null(row["z"]), row["kind"]) for row in done.rows("CELL_SCORES")] == [(True, "none")] * 6


def test_values_that_cannot_be_are_refused(run_algorithm, hot_and_cold) -> None:
    for alpha in (0, 1, -0.05, 5):
        assert "Significance level must be above 0 and below 1" in error_of(
            run_algorithm, GRID=hot_and_cold, ALPHA=alpha
        )
    assert "Distance for neighbours" in error_of(run_algorithm, GRID=hot_and_cold, DISTANCE=-1)
    for permutations in (-1, 1_000_000):
        text = error_of(run_algorithm, GRID=hot_and_cold, PERMUTATIONS=permutations)
        assert "Permutations must be from 0 (none) to 999,999" in text
    assert "must be one of queen, star, distance" in error_of(run_algorithm, GRID=hot_and_cold, NEIGHBOURS="rook")


def test_long_and_worded_ids_stay_as_they_are(run_algorithm, make_layer) -> None:
    for kind, first in (("string", "A-1"), ("long", 12_345_678_901)):
        rows = [(square(100 * i, 0, 100), 0.1 * i, first if i == 0 else None) for i in range(5)]
        layer = make_layer("Polygon", ["risk:double", f"cell_id:{kind}"], rows)
        done = run_algorithm("extracthotspots", GRID=layer, METHOD="gi", HOTSPOTS="memory:", CELL_SCORES="memory:")
        assert done.rows("CELL_SCORES")[0]["cell_id"] == str(first)


def test_cells_of_several_parts_are_written_whole(run_algorithm, make_layer) -> None:
    two = "MultiPolygon(((0 0, 9 0, 9 9, 0 9, 0 0)), ((20 0, 29 0, 29 9, 20 9, 20 0)))"
    layer = make_layer("MultiPolygon", ["risk:double"], [(two, 1.0), (square(9, 0, 11), 2.0), (square(29, 0, 9), 5.0)])
    done = run_algorithm("extracthotspots", GRID=layer, METHOD="gi", HOTSPOTS="memory:", CELL_SCORES="memory:")
    shapes = [feature.geometry() for feature in done.layer("CELL_SCORES").getFeatures()]
    assert [shape.area() for shape in shapes] == [162, 121, 81]


def test_a_cancel_writes_nothing(run_algorithm, hot_and_cold, tmp_path) -> None:
    from qgis.core import QgsProcessingException

    path = tmp_path / "hotspots.gpkg"
    with pytest.raises(QgsProcessingException, match="Cancelled"):
        run_algorithm(
            "extracthotspots", cancel_at=34, GRID=hot_and_cold, METHOD="gi", PERMUTATIONS=9999, HOTSPOTS=str(path)
        )
    assert not path.exists()
