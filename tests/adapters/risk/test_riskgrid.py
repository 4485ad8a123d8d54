"""patrol:riskgrid in QGIS: agreement with QGIS's own heatmap, every output, every odd input."""

from __future__ import annotations

import json

import numpy as np
import pytest

pytest.importorskip("qgis.core")


def read_raster(path: str) -> np.ndarray:
    from osgeo import gdal

    raster = gdal.Open(path)
    bands = [
        np.frombuffer(raster.GetRasterBand(band).ReadRaster(buf_type=gdal.GDT_Float64), dtype=np.float64)
        for band in range(1, raster.RasterCount + 1)
    ]
    return np.stack(bands).reshape(-1, raster.RasterYSize, raster.RasterXSize)


def test_the_words_of_the_enums_are_the_cores(qgis_app) -> None:
    from patrol_planner.algorithms.methods import choices
    from patrol_planner.algorithms.risk.kernels import KERNELS
    from patrol_planner.algorithms.risk.methods import METHODS
    from patrol_planner.algorithms.times.timeclasses import CASES

    algorithm = qgis_app.processingRegistry().algorithmById("patrol:riskgrid")
    for name, words in (("METHOD", choices(METHODS)), ("KERNEL", KERNELS), ("CASES", CASES)):
        assert tuple(algorithm.parameterDefinition(name).options()) == tuple(words), name


def taken_in_bulk(layer, fields: list[str]) -> bool:
    """Whether a layer is read as columns, which GDAL can since 3.6; older ones must leave it to the feature loop."""
    from osgeo import gdal

    from patrol_planner.algorithms.control import Control
    from patrol_planner.processing.files.bulkreading import plain_table, read_plain_columns

    taken = read_plain_columns(plain_table(layer), fields, layer.featureCount(), Control()) is not None
    return taken == (int(gdal.VersionInfo()) >= 3060000)


def test_the_kernel_agrees_with_qgis_heatmap(run_algorithm, scattered_incidents, tmp_path) -> None:
    from osgeo import gdal
    from qgis import processing
    from qgis.core import QgsFeature, QgsGeometry

    # QGIS mirrors each point's northing within its pixel (it counts rows from the south and writes them from the
    # north), which
    # moves it by up to a pixel. Points half-way up their pixel are not moved; their eastings are free.
    incidents = scattered_incidents(400)
    moved = {}
    for feature in incidents.getFeatures():
        place = feature.geometry().asPoint()
        moved[feature.id()] = QgsGeometry.fromWkt(f"Point({place.x()} {np.floor(place.y() / 20) * 20 + 10})")
    assert incidents.dataProvider().changeGeometryValues(moved)
    # Two incidents in the corners make the pixels of QGIS's raster (extent plus radius) fall on our cells.
    for corner in ("Point(549000 4179000)", "Point(553000 4183000)"):
        feature = QgsFeature(incidents.fields())
        feature.setGeometry(QgsGeometry.fromWkt(corner))
        assert incidents.dataProvider().addFeatures([feature])[0]
    incidents.updateExtents()
    radius, size = 260, 20
    done = run_algorithm(
        "riskgrid", INCIDENTS=incidents, METHOD="kernel", CELL_SIZE=size, BANDWIDTH=radius, GRID="memory:"
    )
    heatmap = str(tmp_path / "heatmap.tif")
    parameters = {
        "INPUT": incidents,
        "RADIUS": radius,
        "PIXEL_SIZE": size,
        "KERNEL": 0,
        "OUTPUT_VALUE": 0,
        "OUTPUT": heatmap,
    }
    processing.run("qgis:heatmapkerneldensityestimation", parameters)
    west, _, _, north, _, _ = gdal.Open(heatmap).GetGeoTransform()
    pixels = np.maximum(read_raster(heatmap)[0], 0)  # nodata where no point reaches
    extent = done.layer("GRID").extent()
    rows = done.rows("GRID")
    row = np.array([item["row"] for item in rows]) + round((north - extent.yMaximum()) / size)
    col = np.array([item["col"] for item in rows]) + round((extent.xMinimum() - west) / size)
    inside = (row >= 0) & (row < pixels.shape[0]) & (col >= 0) & (col < pixels.shape[1])
    # QGIS's raw value is the sum of (1 − d²/h²)²; the kernel's integral makes it a density.
    theirs = pixels[row[inside], col[inside]] * 3 / (np.pi * radius**2) * 1e6
    ours = np.array([item["density"] for item in rows])[inside]
    assert inside.sum() >= 200 * 200 and theirs.max() > 100
    assert np.abs(ours - theirs).max() < 0.01 * theirs.max()


def test_every_output_tells_the_same_story(run_algorithm, scattered_incidents, make_layer, tmp_path) -> None:
    area = make_layer(
        "Polygon", [], [("Polygon((550000 4180000, 552000 4180000, 552000 4181500, 550000 4181500, 550000 4180000))",)]
    )
    bars = make_layer("Point", [], [(f"Point({551000 + 37 * i} {4181000 + 11 * i})",) for i in range(-9, 9)])
    incidents = scattered_incidents()
    done = run_algorithm(
        "riskgrid", INCIDENTS=incidents, TIME_FIELD="time", WEIGHT_FIELD="severity", STUDY_AREA=area, FACILITIES=[bars],
        CASES="turn", GRID="memory:", CORRELATIONS="memory:", RASTER=str(tmp_path / "risk.tif"),
        ARRAY=str(tmp_path / "risk.npy"),
    )  # fmt: skip
    rows = done.rows("GRID")
    assert [field.name() for field in done.layer("GRID").fields()] == [
        "cell_id", "row", "col", "n", "density", "risk", "risk_t1", "risk_t2", "risk_t3",
        "weight", "w_t1", "w_t2", "w_t3",
    ]  # fmt: skip
    array = np.load(tmp_path / "risk.npy")
    raster = read_raster(str(tmp_path / "risk.tif"))
    assert array.shape == raster.shape == (3, 6, 8) and done["CELLS"] == len(rows) == 48
    np.testing.assert_allclose(raster, array, atol=1e-6)
    for row in rows:
        assert row["risk_t2"] == pytest.approx(array[1, row["row"], row["col"]])
    assert len({row["cell_id"] for row in rows}) == 48
    assert max(row["risk"] for row in rows) <= 1 and min(row["risk"] for row in rows) >= 0
    assert sum(row["n"] for row in rows) == done["INCIDENTS_USED"] == 300 - done["SKIPPED"]
    assert f"{done['SKIPPED']} outside the study area" in done.log
    (correlation,) = done.rows("CORRELATIONS")
    assert correlation["facility"] == "point" and correlation["n"] == 18 and correlation["p_value"] < 0.05
    assert "0.7 · scaled(quartic kernel density" in done.log
    record = json.loads(done.layer("GRID").metadata().history()[0])
    assert record["parameters"]["CELL_SIZE"] == 250 and record["parameters"]["METHOD"] == "kernel", "defaults too"


def test_cells_lie_on_round_coordinates_and_hold_their_incidents(run_algorithm, make_layer) -> None:
    incidents = make_layer(
        "Point", [], [("Point(551010 4181010)",), ("Point(551249.9 4181010)",), ("Point(551250 4181010)",)]
    )
    done = run_algorithm("riskgrid", INCIDENTS=incidents, METHOD="count", GRID="memory:")
    found = {}
    for feature in done.layer("GRID").getFeatures():
        box = feature.geometry().boundingBox()
        assert box.xMinimum() % 250 == 0 and box.yMinimum() % 250 == 0 and box.width() == 250 == box.height()
        found[(box.xMinimum(), box.yMinimum())] = (feature["n"], feature["density"])
    assert found == {(551000, 4181000): (2, 32.0), (551250, 4181000): (1, 16.0)}


def test_counts_are_conserved_under_reprojection(run_algorithm, scattered_incidents) -> None:
    from qgis import processing

    utm = scattered_incidents()
    degrees = processing.run("native:reprojectlayer", {"INPUT": utm, "TARGET_CRS": "EPSG:4326", "OUTPUT": "memory:"})[
        "OUTPUT"
    ]
    here = run_algorithm("riskgrid", INCIDENTS=utm, METHOD="count", GRID="memory:")
    there = run_algorithm("riskgrid", INCIDENTS=degrees, METHOD="count", GRID="memory:")
    assert there.layer("GRID").crs().authid() == "EPSG:32610"
    assert "EPSG:4326) is in degrees; computing in EPSG:32610" in there.log
    assert here["INCIDENTS_USED"] == there["INCIDENTS_USED"] == 300
    assert {row["cell_id"]: row["n"] for row in here.rows("GRID")} == {
        row["cell_id"]: row["n"] for row in there.rows("GRID")
    }


def test_web_mercator_metres_are_not_taken_for_metres(run_algorithm, scattered_incidents) -> None:
    from qgis import processing

    incidents = scattered_incidents()
    stretched = processing.run(
        "native:reprojectlayer", {"INPUT": incidents, "TARGET_CRS": "EPSG:3857", "OUTPUT": "memory:"}
    )
    done = run_algorithm("riskgrid", INCIDENTS=stretched["OUTPUT"], METHOD="count", GRID="memory:")
    assert done.layer("GRID").crs().authid() == "EPSG:32610" and "Web Mercator" in done.log
    asked = run_algorithm("riskgrid", INCIDENTS=incidents, METHOD="count", CRS="EPSG:3857", GRID="memory:")
    assert asked.layer("GRID").crs().authid() == "EPSG:3857" and "stretches distances" in asked.log


def test_only_selected_incidents_count(run_algorithm, scattered_incidents) -> None:
    from qgis.core import QgsProcessingFeatureSourceDefinition, QgsProject

    incidents = scattered_incidents()
    QgsProject.instance().addMapLayer(incidents, False)
    incidents.selectByIds([1, 2, 3, 4, 5])
    chosen = QgsProcessingFeatureSourceDefinition(incidents.id(), True)
    done = run_algorithm("riskgrid", INCIDENTS=chosen, METHOD="count", GRID="memory:")
    QgsProject.instance().removeMapLayer(incidents.id())
    assert done["INCIDENTS_USED"] == 5


def test_a_geopackage_read_in_bulk_gives_the_same_grid(
    run_algorithm, scattered_incidents, make_layer, tmp_path
) -> None:
    from qgis.core import QgsProject, QgsVectorFileWriter, QgsVectorLayer

    incidents = scattered_incidents()
    provider = incidents.dataProvider()
    from qgis.core import QgsFeature, QgsGeometry

    odd = [QgsFeature(incidents.fields()) for _ in range(3)]
    odd[1].setGeometry(QgsGeometry.fromWkt("Point(551000 4181000)"))
    odd[2].setGeometry(QgsGeometry.fromWkt("Point Empty"))
    for feature, severity in zip(odd, (2.0, None, 1.0)):
        feature.setAttribute("severity", severity)
    assert provider.addFeatures(odd)[0]
    path = str(tmp_path / "incidents.gpkg")
    options = QgsVectorFileWriter.SaveVectorOptions()
    QgsVectorFileWriter.writeAsVectorFormatV3(incidents, path, QgsProject.instance().transformContext(), options)
    stored = QgsVectorLayer(path, "point", "ogr")
    shared = {
        "WEIGHT_FIELD": "severity",
        "TIME_FIELD": "time",
        "CASES": "turn_weekend",
        "METHOD": "kernel",
        "GRID": "memory:",
    }
    assert taken_in_bulk(stored, ["time", "severity"]), "the quick way must be the one that is taken"
    bulk = run_algorithm("riskgrid", INCIDENTS=stored, **shared)
    one_by_one = run_algorithm("riskgrid", INCIDENTS=incidents, **shared)
    assert bulk.rows("GRID") == one_by_one.rows("GRID")
    assert bulk["SKIPPED"] == one_by_one["SKIPPED"] == 3
    assert "without a usable weight in severity" in bulk.log


def test_the_template_decides_the_grid(run_algorithm, scattered_incidents, tmp_path) -> None:
    from osgeo import gdal, osr
    from qgis.core import QgsRasterLayer

    path = str(tmp_path / "template.tif")
    raster = gdal.GetDriverByName("GTiff").Create(path, 10, 8, 1, gdal.GDT_Byte)
    raster.SetGeoTransform((550007.0, 200, 0, 4182003.0, 0, -200))
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32610)
    raster.SetProjection(reference.ExportToWkt())
    values = np.ones((8, 10), np.uint8)
    values[:, 0] = 0
    raster.GetRasterBand(1).WriteRaster(0, 0, 10, 8, values.tobytes())
    raster.GetRasterBand(1).SetNoDataValue(0)
    del raster
    done = run_algorithm(
        "riskgrid", INCIDENTS=scattered_incidents(), TEMPLATE=QgsRasterLayer(path), METHOD="count", GRID="memory:",
        ARRAY=str(tmp_path / "a.npy"),
    )  # fmt: skip
    assert done["CELLS"] == 72
    extent = done.layer("GRID").extent()
    assert (extent.xMinimum(), extent.yMaximum(), extent.xMaximum()) == (550207.0, 4182003.0, 552007.0)
    array = np.load(tmp_path / "a.npy")
    assert array.shape == (1, 8, 10) and np.isnan(array[0, :, 0]).all() and np.isfinite(array[0, :, 1:]).all()


def test_a_period_hides_what_lies_outside_it(run_algorithm, scattered_incidents) -> None:
    whole = run_algorithm(
        "riskgrid", INCIDENTS=scattered_incidents(), TIME_FIELD="time", METHOD="count", GRID="memory:"
    )
    part = run_algorithm(
        "riskgrid", INCIDENTS=scattered_incidents(), TIME_FIELD="text", METHOD="count", GRID="memory:",
        PERIOD_START="2024-02-01", PERIOD_END="2024-03-01T00:00:00",
    )  # fmt: skip
    expected = [f for f in scattered_incidents().getFeatures() if f["time"].date().month() == 2]
    assert whole["INCIDENTS_USED"] == 300 and part["INCIDENTS_USED"] == len(expected) > 0


def test_the_run_is_recorded_in_the_layer(run_algorithm, scattered_incidents, tmp_path) -> None:
    path = str(tmp_path / "grid.gpkg")
    for destination in (path, "memory:"):
        done = run_algorithm(
            "riskgrid", INCIDENTS=scattered_incidents(), CELL_SIZE=500, METHOD="count", GRID=destination
        )
        (line,) = done.layer("GRID").metadata().history()
        record = json.loads(line)
        assert record["algorithm"] == "patrol:riskgrid" and record["parameters"]["CELL_SIZE"] == 500
        assert record["version"] and record["counts"]["incidents_used"] == 300
