"""Facilities as layers: every geometry, by type, measured as QGIS measures them; their correlations and report."""

from __future__ import annotations

import base64
import re

import numpy as np
import pytest

pytest.importorskip("qgis.core")

CENTRE = (551_000.0, 4_181_000.0)
SHAPES = ("square", "hexagon")


@pytest.fixture
def read(qgis_app):
    """Layers and type field → facilities in EPSG:32610, and everything that was said."""

    def read_layers(layers: list, field: str | None = None):
        from qgis.core import (
            QgsApplication,
            QgsCoordinateReferenceSystem,
            QgsProcessingContext,
            QgsProcessingFeedback,
            QgsProject,
        )

        from patrol_planner.processing.framework.run import Run
        from patrol_planner.processing.risk.facilities import read_facilities

        context, feedback = QgsProcessingContext(), QgsProcessingFeedback(False)
        context.setProject(QgsProject.instance())
        algorithm = QgsApplication.processingRegistry().createAlgorithmById("patrol:riskgrid")
        run = Run(algorithm, {"FACILITIES": layers, "FACILITY_TYPE_FIELD": field}, context, feedback)
        return read_facilities(run, QgsCoordinateReferenceSystem("EPSG:32610")), feedback.textLog()

    return read_layers


@pytest.fixture
def refusal(read):
    """What a run is refused with."""

    def text(layers: list, field: str | None = None) -> str:
        from patrol_planner.algorithms.errors import PatrolError

        with pytest.raises(PatrolError) as raised:
            read(layers, field)
        return str(raised.value)

    return text


def in_degrees(layer):
    from qgis import processing

    return processing.run("native:reprojectlayer", {"INPUT": layer, "TARGET_CRS": "EPSG:4326", "OUTPUT": "memory:"})[
        "OUTPUT"
    ]


def shapes_around(make_layer, rng: np.random.Generator) -> tuple:
    """Lines and polygons (with holes and parts) around the centre, some reaching out of a 1.2 km square."""
    lines, polygons = [], []
    for _ in range(40):
        path = CENTRE + np.cumsum(rng.normal(0, 120, (5, 2)), axis=0) + rng.uniform(-500, 500, 2)
        lines.append((f"LineString({', '.join(f'{x} {y}' for x, y in path)})",))
        x, y = CENTRE + rng.uniform(-600, 600, 2)
        side = rng.uniform(20, 300)
        outer, hole = square_text(x, y, side), square_text(x, y, side / 3)
        beside = square_text(x + 2 * side, y, side / 2)
        polygons.append((f"MultiPolygon((({outer}), ({hole})), (({beside})))",))
    return make_layer("LineString", [], lines), make_layer("MultiPolygon", [], polygons)


def square_text(x: float, y: float, side: float) -> str:
    """A tilted square, as the coordinates of its ring."""
    half, tilt = side / 2, side / 7
    corners = [(-half, -half + tilt), (-half + tilt, half), (half, half - tilt), (half - tilt, -half)]
    return ", ".join(f"{x + east} {y + north}" for east, north in [*corners, corners[0]])


def grid_around(shape: str):
    from patrol_planner.algorithms.cells.grid import Grid
    from patrol_planner.algorithms.cells.hexgrid import HexagonGrid

    x, y = CENTRE
    return (Grid if shape == "square" else HexagonGrid).covering(x - 600, y - 600, x + 600, y + 600, 130)


@pytest.mark.parametrize("shape", SHAPES)
def test_lengths_and_areas_are_those_of_qgis(read, make_layer, shape: str) -> None:
    from qgis.core import QgsGeometry, QgsPointXY

    grid = grid_around(shape)
    layers = shapes_around(make_layer, np.random.default_rng(3))
    facilities, _ = read(list(layers))
    cells = [
        QgsGeometry.fromPolygonXY([[QgsPointXY(x, y) for x, y in corners]])
        for corners in grid.corners_of(np.arange(grid.rows * grid.cols))
    ]
    for kind, layer, measure in zip(facilities, layers, (QgsGeometry.length, QgsGeometry.area)):
        found = kind.amounts(grid)
        shapes = [feature.geometry() for feature in layer.getFeatures()]
        expected = np.array([sum(measure(cell.intersection(item)) for item in shapes) for cell in cells])
        assert (expected > 0).sum() > 50
        np.testing.assert_allclose(found.per_cell.ravel(), expected, rtol=1e-9, atol=1e-9 * expected.max())
        # Of the features that reach into the cells, each counts once.
        area = QgsGeometry.unaryUnion(cells)
        assert found.features == sum(area.intersects(item) for item in shapes)


def mixed_layers(make_layer) -> list:
    """A city with incidents in its middle: bars there and hydrants everywhere, streets of two classes, parks."""
    rng = np.random.default_rng(7)
    x, y = CENTRE
    near = rng.normal(CENTRE, 350, (80, 2))
    spread = np.array(CENTRE) + rng.uniform(-1200, 1200, (80, 2))
    points = make_layer(
        "Point", ["kind:string", "owner:string"],
        [*((f"Point({a} {b})", "bar", "A. Person") for a, b in near),
         *((f"Point({a} {b})", "hydrant", "") for a, b in spread), (f"Point({x} {y})", None, "")],
    )  # fmt: skip
    streets = make_layer(
        "LineString", ["Kind:string"],
        [*((f"LineString({a} {b}, {a + 60} {b + 40})", "lane") for a, b in near),
         *((f"LineString({a} {b}, {a + 60} {b + 40})", "hydrant") for a, b in spread)],
    )  # fmt: skip
    parks = make_layer("Polygon", [], [(f"Polygon(({square_text(a, b, 50)}))",) for a, b in near])
    for layer, name in ((points, "places"), (streets, "streets"), (parks, "parks")):
        layer.setName(name)
    return [points, streets, parks]


def test_mixed_layers_in_degrees_by_type(run_algorithm, scattered_incidents, make_layer) -> None:
    metres = mixed_layers(make_layer)
    degrees = [in_degrees(layer) for layer in metres]
    for layer, name in zip(degrees, ("places", "streets", "parks")):
        layer.setName(name)
    area = make_layer("Polygon", [], [("Polygon((549500 4179500, 552500 4179500, 552500 4182500, 549500 4182500, 549500 4179500))",)])  # fmt: skip  # noqa: E501
    incidents = scattered_incidents()
    done = run_algorithm(
        "riskgrid", INCIDENTS=incidents, STUDY_AREA=area, FACILITIES=degrees, FACILITY_TYPE_FIELD="kind",
        METHOD="count", GRID="memory:", CORRELATIONS="memory:",
    )  # fmt: skip
    rows = {row["facility"]: row for row in done.rows("CORRELATIONS")}
    assert [field.name() for field in done.layer("CORRELATIONS").fields()] == [
        "facility", "geometry", "n", "cells", "amount", "pearson", "p_value", "spearman", "p_spearman",
        "p_adjusted", "weight",
    ]  # fmt: skip
    assert {name: (row["geometry"], row["n"]) for name, row in rows.items()} == {
        "places (no type)": ("points", 1), "bar": ("points", 80), "hydrant (points)": ("points", 80),
        "hydrant (lines)": ("lines", 80), "lane": ("lines", 80), "parks": ("polygons", 80),
    }  # fmt: skip
    # Degrees there and back: to a millimetre.
    assert rows["lane"]["amount"] == pytest.approx(80 * np.hypot(60, 40) / 1000, rel=1e-5)
    ring = np.array([[float(part) for part in pair.split()] for pair in square_text(0, 0, 50).split(", ")])
    area_m2 = abs(np.sum(ring[:-1, 0] * ring[1:, 1] - ring[1:, 0] * ring[:-1, 1])) / 2
    assert rows["parks"]["amount"] == pytest.approx(80 * area_m2 / 1e6, rel=1e-5)
    for name in ("bar", "lane", "parks"):
        assert rows[name]["pearson"] > 0.4 and rows[name]["weight"] == rows[name]["pearson"]
    for name in ("hydrant (points)", "hydrant (lines)"):
        assert rows[name]["p_adjusted"] > 0.05 and rows[name]["weight"] == 0
    for row in rows.values():
        assert row["p_adjusted"] >= row["p_value"] * (1 - 1e-12)
    assert "parks: it has no field kind; all of it is one kind, parks." in done.log
    assert "places: 1 features without a value in kind" in done.log
    assert "Person" not in done.log

    same = run_algorithm(
        "riskgrid", INCIDENTS=incidents, STUDY_AREA=area, FACILITIES=metres, FACILITY_TYPE_FIELD="kind",
        METHOD="count", GRID="memory:", CORRELATIONS="memory:",
    )  # fmt: skip
    for here, there in zip(same.rows("CORRELATIONS"), done.rows("CORRELATIONS")):
        assert here["pearson"] == pytest.approx(there["pearson"], abs=1e-4)


def test_a_geopackage_read_in_bulk_gives_the_same_facilities(read, make_layer, tmp_path) -> None:
    from qgis.core import QgsProject, QgsVectorFileWriter

    layers = mixed_layers(make_layer)
    stored = []
    for layer in layers:
        path = str(tmp_path / f"{layer.name()}.gpkg")
        options = QgsVectorFileWriter.SaveVectorOptions()
        QgsVectorFileWriter.writeAsVectorFormatV3(layer, path, QgsProject.instance().transformContext(), options)
        stored.append(path)
    for here, there in zip(read(layers, "kind")[0], read(stored, "kind")[0]):
        assert (here.kind, here.geometry) == (there.kind, there.geometry)
        np.testing.assert_array_equal(here.xy, there.xy)
        np.testing.assert_array_equal(here.offsets, there.offsets)


def test_kinds_of_one_name_and_geometry_are_joined(read, make_layer) -> None:
    first = make_layer("Point", ["type:string"], [("Point(1 1)", "bar"), ("Point(2 2)", " shop ")])
    second = make_layer(
        "MultiPoint", ["type:string"], [("MultiPoint((3 3))", "bar"), ("MultiPoint((4 4), (5 5))", "bar")]
    )
    found, log = read([first, second], "type")
    assert {kind.kind: kind.xy.tolist() for kind in found} == {"bar": [[1, 1], [3, 3]], "shop": [[2, 2]]}
    assert "1 with an empty or multiple geometry" in log
    lines = [make_layer("LineString", [], [("LineString(0 0, 9 0)",), ("LineString(0 0, 9 9)",)]) for _ in range(2)]
    (joined,) = read(lines)[0]
    assert joined.feature.tolist() == [0, 1, 2, 3], "features of two layers stay apart"


def test_types_that_are_numbers_or_missing(read, make_layer) -> None:
    numbers = make_layer("Point", ["type:integer"], [("Point(1 1)", 12), ("Point(2 2)", 7), ("Point(2 2)", 12)])
    assert [kind.kind for kind in read([numbers], "type")[0]] == ["12", "7"]
    nothing = make_layer("Point", ["type:string"], [("Point(1 1)", None), ("Point(2 2)", "  ")])
    nothing.setName("places")
    found, log = read([nothing], "type")
    assert [(kind.kind, len(kind.xy)) for kind in found] == [("places", 2)] and "no feature has a value in type" in log


def test_a_field_of_names_is_not_taken_for_types(refusal, make_layer) -> None:
    rows = [(f"Point({i} 1)", f"Bar {i:03}") for i in range(201)]
    said = refusal([make_layer("Point", ["label:string"], rows)], "label")
    assert "201 different values. More than 200 look like names, not types" in said and "Bar" not in said
    halves = [make_layer("Point", ["label:string"], part) for part in (rows[:150], rows[150:])]
    assert "Facility type field, field label: 201 different" in refusal(halves, "label")


@pytest.mark.parametrize("field", ["owner", "resident_race", "name"])
def test_a_field_about_persons_is_refused_before_any_feature_is_read(refusal, make_layer, monkeypatch, field) -> None:
    from patrol_planner.processing.risk import facilities as facilitylayers

    def read_nothing(*_args):
        raise AssertionError("features were read")

    monkeypatch.setattr(facilitylayers, "_geometry_of", read_nothing)
    monkeypatch.setattr(facilitylayers, "_READERS", dict.fromkeys(("points", "lines", "polygons"), read_nothing))
    said = refusal([make_layer("Point", [f"{field}:string"], [("Point(1 1)", "Somebody")])], field)
    assert said.startswith(f"Facility type field: the field {field} looks like one about a person")
    assert "rename it first" in said and "Somebody" not in said


def test_layers_that_cannot_be_facilities_are_named(refusal, make_layer) -> None:
    table = make_layer("None", ["type:string"], [(None, "bar")])
    table.setName("list")
    assert refusal([table]).startswith("list: this is a table without geometry")
    bars = make_layer("Point", ["type:string"], [("Point(1 1)", "bar")])
    assert "none of the layers in Facilities has a field colour" in refusal([bars], "colour")


def test_an_empty_layer_is_left_out_and_said(read, make_layer) -> None:
    empty, bars = make_layer("Polygon", [], []), make_layer("Point", [], [("Point(1 1)",)])
    empty.setName("parks")
    found, log = read([empty, bars])
    assert [kind.geometry for kind in found] == ["points"] and "parks: the layer is empty" in log


def test_polygons_that_cross_themselves_have_the_area_they_show(read, make_layer) -> None:
    x, y = CENTRE
    bow = f"Polygon(({x} {y}, {x + 100} {y + 100}, {x + 100} {y}, {x} {y + 50}, {x} {y}))"
    spike = f"Polygon(({x} {y}, {x + 100} {y}, {x} {y}, {x} {y}))"
    (found,), log = read([make_layer("Polygon", [], [(bow,), (spike,)])])
    # Two triangles that meet a third of the way.
    assert found.amounts(grid_around("square")).per_cell.sum() == pytest.approx(100 * 200 / 6 + 50 * 100 / 6, rel=1e-9)
    assert "without an area" in log


def test_curves_and_heights_do_not_matter(read, make_layer) -> None:
    x, y = CENTRE
    curve = make_layer(
        "CurvePolygon",
        [],
        [(f"CurvePolygon(CircularString({x} {y}, {x + 50} {y + 50}, {x + 100} {y}, {x + 50} {y - 50}, {x} {y}))",)],
    )
    high = make_layer("LineStringZ", [], [(f"LineStringZ({x} {y} 5, {x + 30} {y + 40} 900)",)])
    (circle, line), _ = read([curve, high])
    grid = grid_around("hexagon")
    assert circle.amounts(grid).per_cell.sum() == pytest.approx(np.pi * 2500, rel=1e-3)
    assert line.amounts(grid).per_cell.sum() == pytest.approx(50, rel=1e-9)


def test_a_layer_of_any_geometry_is_what_its_first_feature_is(read, qgis_app, tmp_path) -> None:
    from osgeo import ogr, osr

    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32610)
    path = str(tmp_path / "any.gpkg")
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(path)
    table = dataset.CreateLayer("any", reference, ogr.wkbUnknown)
    for text in (None, "LINESTRING (0 0, 30 40)", "POINT (1 1)", "LINESTRING (0 0, 10 0)"):
        feature = ogr.Feature(table.GetLayerDefn())
        if text:
            feature.SetGeometry(ogr.CreateGeometryFromWkt(text))
        table.CreateFeature(feature)
    del feature, table, dataset
    (lines,), log = read([path])
    assert lines.geometry == "lines" and len(lines.feature) == 2 and "2 without a line geometry" in log


def test_the_report_tells_everything_and_escapes_names(run_algorithm, read, make_layer, scattered_incidents) -> None:
    from patrol_planner.algorithms.risk.environment import environment_of
    from patrol_planner.processing.risk.facilitiesreport import environment_parts

    layers = mixed_layers(make_layer)
    layers[2].setName("<b>parks</b> $x^$")
    far = make_layer("Point", [], [("Point(1 1)",)])
    far.setName("far")
    grid = grid_around("square")
    places = np.array([feature.geometry().asPoint() for feature in scattered_incidents(800).getFeatures()])
    cell = grid.cell_index(*places.T)
    counts = np.bincount(cell[cell >= 0], minlength=grid.rows * grid.cols).reshape(grid.shape)
    (x,), (y,) = grid.centres_of(np.array([counts.argmax()]))
    kiosk = make_layer("Point", [], [(f"Point({x} {y})",)])
    kiosk.setName("one kiosk")
    facilities, _ = read([*layers, far, kiosk], "kind")
    environment = environment_of(grid, counts, facilities)
    parts = environment_parts(environment)
    assert [part.kind for part in parts] == ["formula", "text", "image", "table", "warning", "text"]
    assert base64.b64decode(parts[2].data).startswith(b"\x89PNG")
    names, rows = parts[3].names, parts[3].rows
    assert len(rows) == 8 and all(len(row) == len(names) for row in rows)
    assert rows[-1][0] == "far" and rows[-1][4:9] == ("–",) * 5, "what is not defined comes last, as dashes"
    strengths = [abs(float(row[4])) for row in rows[:-1]]
    assert strengths == sorted(strengths, reverse=True)
    used = sum(item.weight != 0 for item in environment.correlations)
    assert re.search(rf"\b{used} of 8 kinds count", parts[1].text) and 0 < used < 8
    assert parts[4].text.endswith("tells of these places rather than of the kind: one kiosk.")
    assert "not independent" in parts[5].text and "too small rather than too large" in parts[5].text
