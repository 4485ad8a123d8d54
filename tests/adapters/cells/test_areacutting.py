"""Facilities beyond the study area's border do not count, just as incidents there do not."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("qgis.core")

CENTRE = np.array([551_000.0, 4_181_000.0])


def wkt_of(kind: str, xy: np.ndarray) -> str:
    text = ", ".join(f"{x} {y}" for x, y in xy)
    return f"{kind}(({text}))" if kind == "Polygon" else f"{kind}({text})"


def blob(rng: np.random.Generator, centre: np.ndarray, radius: float, corners: int) -> np.ndarray:
    """A ring that does not cross itself: (corners + 1, 2)."""
    turn = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    reach = radius * rng.uniform(0.5, 1.0, corners)
    ring = centre + np.column_stack([reach * np.cos(turn), reach * np.sin(turn)])
    return np.vstack([ring, ring[:1]])


@pytest.fixture
def study(make_layer):
    """A study area of two parts, one with a hole, and its geometry."""
    from qgis.core import QgsGeometry

    rng = np.random.default_rng(8)
    rows = []
    for move in ((0, 0), (2400, 300)):
        ring = blob(rng, CENTRE + move, 1000, 40)
        hole = blob(rng, CENTRE + move, 300, 12)
        outer, inner = (", ".join(f"{x} {y}" for x, y in part) for part in (ring, hole))
        rows.append((f"Polygon(({outer}), ({inner}))",))
    layer = make_layer("Polygon", [], rows)
    return layer, QgsGeometry.unaryUnion([feature.geometry() for feature in layer.getFeatures()])


def shapes(kind: str, number: int = 150) -> list[str]:
    rng = np.random.default_rng(len(kind))
    found = []
    for _ in range(number):
        at = CENTRE + rng.uniform((-1300, -1200), (3700, 1500))
        if kind == "Point":
            found.append(f"Point({at[0]} {at[1]})")
        elif kind == "LineString":
            found.append(wkt_of(kind, at + np.cumsum(rng.normal(0, 150, (6, 2)), axis=0)))
        else:
            found.append(wkt_of(kind, blob(rng, at, rng.uniform(20, 400), 9)))
    return found


@pytest.mark.parametrize("shape", ["square", "hexagon"])
@pytest.mark.parametrize("kind, measure", [("Point", "points"), ("LineString", "length"), ("Polygon", "area")])
def test_what_lies_beyond_the_border_does_not_count(make_layer, study, shape: str, kind: str, measure: str) -> None:
    from qgis.core import (
        QgsApplication,
        QgsCoordinateReferenceSystem,
        QgsGeometry,
        QgsPointXY,
        QgsProcessingContext,
        QgsProcessingFeedback,
    )

    from patrol_planner.processing.framework.run import Run
    from patrol_planner.processing.risk.inputs import read_inputs

    area_layer, area = study
    layer = make_layer(kind, ["type:string"], [(wkt, "all") for wkt in shapes(kind)])
    incidents = make_layer("Point", [], [(wkt,) for wkt in shapes("Point", 60)])
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("patrol:riskgrid")
    given = {
        "INCIDENTS": incidents, "STUDY_AREA": area_layer, "FACILITIES": [layer], "CELL_SHAPE": shape, "CELL_SIZE": 120,
        "FACILITY_TYPE_FIELD": "type",
    }  # fmt: skip
    inputs = read_inputs(Run(algorithm, given, QgsProcessingContext(), QgsProcessingFeedback(False)))
    assert inputs.crs == QgsCoordinateReferenceSystem("EPSG:32610")
    (facilities,) = inputs.facilities
    found = facilities.amounts(inputs.grid)
    within = [QgsGeometry.fromWkt(wkt).intersection(area) for wkt in shapes(kind)]
    expected = np.zeros(inputs.grid.rows * inputs.grid.cols)
    corners = inputs.grid.corners_of(np.arange(len(expected)))
    for cell, ring in enumerate(corners):
        polygon = QgsGeometry.fromPolygonXY([[QgsPointXY(x, y) for x, y in ring]])
        near = [part for part in within if not part.isEmpty() and part.boundingBox().intersects(polygon.boundingBox())]
        for part in near:
            both = part.intersection(polygon)
            expected[cell] += (not both.isEmpty()) if measure == "points" else getattr(both, measure)()
    np.testing.assert_allclose(found.per_cell.ravel(), expected, rtol=1e-6, atol=1e-5)
    assert found.per_cell.sum() == pytest.approx(
        sum(not part.isEmpty() for part in within)
        if measure == "points"
        else sum(getattr(p, measure)() for p in within)
    )
    assert found.features == sum(not part.isEmpty() for part in within)
    # Some lie outside, some across the border, some within.
    assert 0 < found.features < 150


def test_facilities_count_as_incidents_do(run_algorithm, make_layer, study) -> None:
    layer = make_layer("Point", ["kind:string"], [(wkt, "same") for wkt in shapes("Point", 400)])
    beyond = make_layer("Point", ["kind:string"], [("Point(551000 4189000)", "beyond")])
    done = run_algorithm(
        "riskgrid", INCIDENTS=layer, STUDY_AREA=study[0], FACILITIES=[layer, beyond], FACILITY_TYPE_FIELD="kind",
        METHOD="count", CELL_SIZE=200, GRID="memory:", CORRELATIONS="memory:",
    )  # fmt: skip
    assert "features lie outside the study area and do not count" in done.log
    same, none = done.rows("CORRELATIONS")
    assert same["n"] == same["amount"] == done["INCIDENTS_USED"] < 400 and same["pearson"] == pytest.approx(1)
    assert none["facility"] == "beyond" and none["n"] == 0
    # Without the study area they all count.
    done = run_algorithm("riskgrid", INCIDENTS=layer, FACILITIES=[layer], GRID="memory:", CORRELATIONS="memory:")
    assert done.rows("CORRELATIONS")[0]["n"] == 400


def test_densities_are_those_of_the_clipped_cells(run_algorithm, make_layer) -> None:
    # A study area that ends in the middle of the last column of cells; a bar in each cell, from column 5 on two.
    ring = "550000 4180000, 551050 4180000, 551050 4181000, 550000 4181000, 550000 4180000"
    area = make_layer("Polygon", [], [(f"Polygon(({ring}))",)])
    places = [
        (f"Point({550_025 + 100 * col} {4_180_050 + 100 * row})",)
        for col in range(11)
        for row in range(10)
        for _ in range(1 if col < 5 else 2)
    ]
    bars = make_layer("Point", [], places)
    for clip, beside, last in ((False, 1.0, 200.0), (True, 1 / 3, 400.0)):
        done = run_algorithm(
            "riskgrid", INCIDENTS=bars, STUDY_AREA=area, FACILITIES=[bars], CLIP=clip, METHOD="count",
            ENVIRONMENT_SHARE=1.0, CELL_SIZE=100, GRID="memory:",
        )  # fmt: skip
        cell = {feature["col"]: feature for feature in done.layer("GRID").getFeatures()}
        assert cell[10].geometry().area() == pytest.approx(5_000 if clip else 10_000)
        assert cell[10]["density"] == pytest.approx(last)
        assert [cell[col]["risk"] for col in (0, 5, 10)] == pytest.approx([0.0, beside, 1.0])
