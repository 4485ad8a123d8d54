"""A full disk is never a success, and a damaged file is an error within seconds."""

from __future__ import annotations

import resource
import shutil
import sqlite3
import time
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("qgis.core")

FORMATS = ["gpkg", "shp", "geojson", "csv", "fgb", "tab", "sqlite"]


@contextmanager
def files_no_longer_than(size: int):
    """What a full disk does to those who write: a file takes no more than so many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def incidents(scattered_incidents):
    return scattered_incidents(300)


@pytest.mark.parametrize("target", [*FORMATS, "table"])
def test_a_layer_that_does_not_fit_on_the_disk_is_an_error(run_algorithm, incidents, tmp_path, target):
    from qgis.core import QgsProcessingException

    path = tmp_path / f"grid.{'gpkg' if target == 'table' else target}"
    given = {"INCIDENTS": incidents, "METHOD": "count", "GRID": str(path)}
    if target == "table":
        run_algorithm("riskgrid", **given, CELL_SIZE=300)
        given["GRID"] = f"ogr:dbname='{path}' table=\"second\" (geom)"
    before = {file: file.read_bytes() for file in tmp_path.iterdir()}
    whole = tmp_path / "whole"
    whole.mkdir()
    cells = run_algorithm("riskgrid", **{**given, "GRID": str(whole / path.name)}, CELL_SIZE=40)["CELLS"]
    size = max(file.stat().st_size for file in whole.iterdir())
    shutil.rmtree(whole)
    for share in (0.4, 0.9, 0.97):
        with files_no_longer_than(int(size * share)), pytest.raises(QgsProcessingException) as caught:
            run_algorithm("riskgrid", **given, CELL_SIZE=40)
        assert "cannot be written" in str(caught.value) and "disk" in str(caught.value)
        assert {file: file.read_bytes() for file in tmp_path.iterdir()} == before
    assert run_algorithm("riskgrid", **given, CELL_SIZE=40).layer("GRID").featureCount() == cells


@pytest.mark.parametrize("ending", ["gpkg", "csv", "shp", "geojson"])
def test_a_table_that_does_not_fit_on_the_disk_is_an_error(run_algorithm, make_layer, tmp_path, ending):
    from qgis.core import QgsProcessingException

    roads = make_layer("LineString", [], [("LineString(551000 4181000, 556000 4181000)",)])
    places = make_layer("Point", [], [(f"Point({551000 + 80 * i} 4181000)",) for i in range(60)])
    path = tmp_path / f"m.{ending}"
    given = {"ORIGINS": places, "DESTINATIONS": places, "ROADS": roads, "MATRIX": str(path)}
    run_algorithm("travelmatrix", **given)
    size = max(file.stat().st_size for file in tmp_path.iterdir())
    for file in tmp_path.iterdir():
        file.unlink()
    # A record of the run that does not fit is a warning.
    for share in (0.3, 0.6, 0.8):
        with files_no_longer_than(int(size * share)), pytest.raises(QgsProcessingException, match="cannot be written"):
            run_algorithm("travelmatrix", **given)
        assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "output, name", [("RASTER", "r.tif"), ("RASTER", "r.asc"), ("ARRAY", "a.npy"), ("REPORT", "r.html")]
)
def test_a_file_that_does_not_fit_on_the_disk_is_an_error(run_algorithm, incidents, tmp_path, output, name):
    from qgis.core import QgsProcessingException

    given = {"INCIDENTS": incidents, "CELL_SIZE": 40, "GRID": "memory:", output: str(tmp_path / name)}
    run_algorithm("riskgrid", **given)
    before = (tmp_path / name).read_bytes()
    for share in (0.2, 0.95):
        raises = pytest.raises(QgsProcessingException, match="cannot be written")
        with files_no_longer_than(int(len(before) * share)), raises:
            run_algorithm("riskgrid", **given)
        assert (tmp_path / name).read_bytes() == before


# --- reading


@pytest.fixture(scope="module")
def package(qgis_app, tmp_path_factory):
    """20,000 points with a time in a GeoPackage."""
    from osgeo import ogr, osr

    path = str(tmp_path_factory.mktemp("whole") / "points.gpkg")
    data = ogr.GetDriverByName("GPKG").CreateDataSource(path)
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32610)
    layer = data.CreateLayer("points", reference, ogr.wkbPoint)
    layer.CreateField(ogr.FieldDefn("time", ogr.OFTString))
    rng = np.random.default_rng(1)
    data.StartTransaction()
    for x, y in rng.normal(0, 400, (20_000, 2)):
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometry(ogr.CreateGeometryFromWkt(f"POINT({551000 + x} {4181000 + y})"))
        feature["time"] = "2024-05-01 10:00"
        layer.CreateFeature(feature)
    data.CommitTransaction()
    return Path(path)


def spoil(source: Path, target: Path, start: float, pages: int, filler: bytes = b"\0") -> str:
    """A copy with some pages of 4,096 bytes overwritten from a share of the file on."""
    content = bytearray(source.read_bytes())
    first = int(len(content) * start) // 4096 * 4096
    content[first : first + pages * 4096] = (filler * (pages * 4096))[: pages * 4096]
    target.write_bytes(content[: source.stat().st_size])
    return str(target)


@pytest.mark.parametrize(
    "start, pages, filler", [(0.3, 1, b"\0"), (0.5, 20, b"\0"), (0.5, 20, b"\xff"), (0.2, 300, b"abc")]
)
@pytest.mark.parametrize("way", ["path", "selected", "subset"])
def test_a_damaged_package_is_an_error_within_seconds(run_algorithm, package, tmp_path, start, pages, filler, way):
    from qgis.core import QgsProcessingException, QgsProcessingFeatureSourceDefinition, QgsVectorLayer

    path = given = spoil(package, tmp_path / "damaged.gpkg", start, pages, filler)
    if way == "selected":
        layer = QgsVectorLayer(path, "d", "ogr")
        from qgis.core import QgsProject

        QgsProject.instance().addMapLayer(layer)
        layer.selectByIds(list(range(1, 20_001)))
        given = QgsProcessingFeatureSourceDefinition(layer.id(), True)
    elif way == "subset":
        given = QgsVectorLayer(f"{path}|layername=points|subset=time > '2024'", "d", "ogr")
    begun = time.monotonic()
    try:
        with pytest.raises(QgsProcessingException) as caught:
            run_algorithm("riskgrid", INCIDENTS=given, METHOD="count", GRID=str(tmp_path / "grid.gpkg"))
    finally:
        QgsProject.instance().clear() if way == "selected" else None
    assert "damaged.gpkg is damaged" in str(caught.value)
    assert time.monotonic() - begun < 5
    assert [file.name for file in tmp_path.iterdir() if "grid" in file.name] == []


@pytest.mark.parametrize("share", [0.02, 0.5, 0.9])
def test_a_package_cut_off_is_an_error(run_algorithm, package, tmp_path, share):
    from qgis.core import QgsProcessingException

    path = tmp_path / "cut.gpkg"
    path.write_bytes(package.read_bytes()[: int(package.stat().st_size * share)])
    with pytest.raises(QgsProcessingException, match="cut.gpkg .*damaged"):
        run_algorithm("riskgrid", INCIDENTS=str(path), METHOD="count", GRID="memory:")


def test_a_package_that_counts_wrong_is_whole(run_algorithm, package, tmp_path):
    """Other programs do not keep GDAL's count of rows."""
    path = shutil.copy(package, tmp_path / "counted.gpkg")
    for count in (20_010, 19_000):
        with closing(sqlite3.connect(path)) as database:
            database.execute("UPDATE gpkg_ogr_contents SET feature_count = ?", (count,))
            database.commit()
        done = run_algorithm("riskgrid", INCIDENTS=str(path), METHOD="count", GRID="memory:")
        assert done["INCIDENTS_USED"] == 20_000


@pytest.mark.parametrize("ending", ["shp", "geojson", "fgb", "gml", "kml"])
def test_other_files_cut_off_are_errors(run_algorithm, incidents, tmp_path, ending):
    from qgis import processing
    from qgis.core import QgsProcessingException

    path = tmp_path / f"cut.{ending}"
    processing.run("native:savefeatures", {"INPUT": incidents, "OUTPUT": str(path)})
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * 0.6)])
    with pytest.raises(QgsProcessingException):
        run_algorithm("riskgrid", INCIDENTS=str(path), METHOD="count", GRID="memory:")


def test_a_database_that_is_shorter_than_its_head_says_is_an_error(run_algorithm, incidents, tmp_path):
    from qgis import processing
    from qgis.core import QgsProcessingException

    path = tmp_path / "cut.sqlite"
    processing.run("native:savefeatures", {"INPUT": incidents, "OUTPUT": str(path)})
    path.write_bytes(path.read_bytes()[:-4096])
    with pytest.raises(QgsProcessingException, match="damaged"):
        run_algorithm("riskgrid", INCIDENTS=str(path), METHOD="count", GRID="memory:")


def text_layer(path: Path, provider: str):
    from qgis.core import QgsCoordinateReferenceSystem, QgsVectorLayer

    if provider == "delimitedtext":
        return QgsVectorLayer(f"{path.as_uri()}?type=csv&xField=x&yField=y&crs=EPSG:32610", "own", provider)
    layer = QgsVectorLayer(f"{path}|option:X_POSSIBLE_NAMES=x|option:Y_POSSIBLE_NAMES=y", "own", provider)
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:32610"))
    return layer


@pytest.mark.parametrize("provider", ["ogr", "delimitedtext"])
def test_text_with_a_stretch_of_zeros_is_an_error(run_algorithm, tmp_path, provider):
    from qgis.core import QgsProcessingException

    path = tmp_path / "own data.csv"
    lines = "".join(f"{551000 + i % 97},{4181000 + i % 89}\n" for i in range(3000))
    for start in (len(lines) // 2, len(lines) - 4096):
        path.write_text("x,y\n" + lines[:start] + "\0" * 4096 + lines[start + 4096 :])
        with pytest.raises(QgsProcessingException, match="zeros where text should be"):
            run_algorithm("riskgrid", INCIDENTS=text_layer(path, provider), METHOD="count", GRID="memory:")


@pytest.mark.parametrize("provider", ["ogr", "delimitedtext"])
@pytest.mark.parametrize("end, is_cut", [("5,551", True), ("5,551000,4181000", False), ("", False), ("the end", False)])
def test_text_that_ends_within_a_line_is_said_to(run_algorithm, tmp_path, provider, end, is_cut):
    path = tmp_path / "own.csv"
    path.write_text("id,x,y\n" + "".join(f"{i},{551000 + i},{4181000 + i}\n" for i in range(60)) + end)
    done = run_algorithm("riskgrid", INCIDENTS=text_layer(path, provider), METHOD="count", GRID="memory:")
    assert done.log.count("ends within a line (5,551)") == is_cut


def test_a_damaged_raster_is_an_error(run_algorithm, incidents, tmp_path):
    from qgis.core import QgsProcessingException

    path = tmp_path / "risk.tif"
    run_algorithm("riskgrid", INCIDENTS=incidents, METHOD="kernel", CELL_SIZE=10, GRID="memory:", RASTER=str(path))
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * 0.6)])
    with pytest.raises(QgsProcessingException, match="damaged"):
        run_algorithm("extracthotspots", RASTER=str(path), HOTSPOTS="memory:")
