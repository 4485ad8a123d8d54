"""A table goes into a database that is there whole, or not at all; locked and open ones too."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from outputfiles import dump, everything, table

pytest.importorskip("qgis.core")


def test_runs_into_different_tables_at_once_both_succeed(grid, tmp_path, monkeypatch):
    from patrol_planner.processing.risk.riskgrid import RiskGrid

    package, compute = tmp_path / "city.gpkg", RiskGrid.compute
    grid(GRID=table(package, "first"))

    def other_run_meanwhile(self, run, inputs):
        monkeypatch.setattr(RiskGrid, "compute", compute)
        grid(GRID=table(package, "second"))
        return compute(self, run, inputs)

    monkeypatch.setattr(RiskGrid, "compute", other_run_meanwhile)
    grid(GRID=table(package, "third"))
    with closing(sqlite3.connect(package)) as database:
        names = database.execute("SELECT table_name FROM gpkg_contents ORDER BY 1").fetchall()
    assert names == [("first",), ("second",), ("third",)]


def test_a_table_in_a_package_that_is_there_is_the_one_in_a_package_of_its_own(grid, tmp_path):
    """Down to each row, trigger, index entry and note, and nothing else of the package has changed."""
    from qgis.core import QgsFeatureRequest, QgsRectangle

    alone, package = tmp_path / "alone.gpkg", tmp_path / "city.gpkg"
    grid(GRID=table(package, "roads"), CELL_SIZE=400)
    before = dump(package)
    grid(GRID=table(package, "grid"), CELL_SIZE=500)
    grid(GRID=table(alone, "grid"))
    done = grid(GRID=table(package, "Grid"))
    mine = [line for line in dump(alone) if '"grid"' in line and "INSERT INTO" not in line]
    theirs = [line.replace('"Grid"', '"grid"').replace("Grid_", "grid_") for line in dump(package)]
    assert mine and {line for line in mine if "gpkg_" not in line} <= set(theirs)
    kept = [line for line in before if "roads" in line and "gpkg_contents" not in line]
    assert set(kept) <= set(dump(package))
    layer = done.layer("GRID")
    assert layer.featureCount() == done["CELLS"] == len(list(layer.getFeatures()))
    window = QgsRectangle(551000, 4181000, 551001, 4181001)
    assert 1 <= len(list(layer.getFeatures(QgsFeatureRequest(window)))) <= 4
    assert "patrol:riskgrid" in layer.metadata().history()[0]
    with closing(sqlite3.connect(package)) as database:
        for name in ("roads", "Grid"):
            assert database.execute("SELECT rtreecheck('rtree_' || ? || '_geom')", (name,)).fetchone() == ("ok",)
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("SELECT count(*) FROM gpkg_metadata_reference").fetchone() == (2,)
        assert database.execute("SELECT count(*) FROM gpkg_metadata").fetchone() == (2,)
        assert database.execute("SELECT count(*) FROM gpkg_contents").fetchone() == (2,)


def test_a_table_without_geometry_goes_into_a_package_too(run_algorithm, grid, tmp_path, make_layer):
    package = tmp_path / "city.gpkg"
    grid(GRID=str(package))
    roads = make_layer("LineString", [], [("LineString(551000 4181000, 552000 4181000)",)])
    places = make_layer("Point", [], [(f"Point({551000 + 100 * i} 4181000)",) for i in range(5)])
    done = run_algorithm("travelmatrix", ORIGINS=places, DESTINATIONS=places, ROADS=roads, MATRIX=table(package, "m"))
    assert len(done.rows("MATRIX")) == 25 and done.layer("MATRIX").crs().authid() in ("", "EPSG:4326")


def test_a_crs_of_the_users_own_keeps_its_number(grid, scattered_incidents, tmp_path):
    """Two CRSs that EPSG does not know, in one package: each table in its own."""
    from qgis.core import QgsCoordinateReferenceSystem, QgsVectorLayer

    package = tmp_path / "city.gpkg"
    for name, shift in (("one", 400000), ("two", 600000)):
        crs = QgsCoordinateReferenceSystem.fromProj(f"+proj=tmerc +lon_0=-122 +x_0={shift} +units=m +datum=WGS84")
        grid(GRID=table(package, name), CRS=crs)
    for name, shift in (("one", 400000), ("two", 600000)):
        layer = QgsVectorLayer(f"{package}|layername={name}", name, "ogr")
        assert layer.featureCount() > 1 and f"+x_0={shift} " in layer.crs().toProj()


def test_a_package_open_in_qgis_takes_a_table(grid, tmp_path):
    from qgis.core import QgsVectorLayer

    package = tmp_path / "city.gpkg"
    first = grid(GRID=table(package, "first"))
    layer = first.layer("GRID")
    features = layer.getFeatures()
    next(features)
    second = grid(GRID=table(package, "second"))
    assert sum(1 for _ in features) == first["CELLS"] - 1
    assert QgsVectorLayer(second["GRID"], "second", "ogr").featureCount() == second["CELLS"]


@pytest.mark.parametrize("target", ["gpkg", "geojson", "shp", "table"])
def test_a_new_layer_shows_the_new_output_while_the_older_one_is_still_shown(grid, tmp_path, target):
    path = tmp_path / f"grid.{'gpkg' if target == 'table' else target}"
    output = table(path, "grid") if target == "table" else str(path)
    shown = grid(GRID=output, CELL_SIZE=200).layer("GRID")
    assert len(list(shown.getFeatures())) == shown.featureCount()
    started = shown.getFeatures()
    next(started)
    done = grid(GRID=output, CELL_SIZE=300)
    new = done.layer("GRID")
    assert new.featureCount() == len(list(new.getFeatures())) == done["CELLS"]
    assert shown.isValid()


@pytest.mark.parametrize("provider", ["ogr", "spatialite"])
def test_a_database_takes_a_table_and_stays_the_same_file(grid, tmp_path, scattered_incidents, monkeypatch, provider):
    from osgeo import gdal
    from qgis import processing
    from qgis.core import QgsProcessingException

    from patrol_planner.processing.framework import outputs as records

    source, path = str(tmp_path / "source.gpkg"), tmp_path / "city.sqlite"
    processing.run("native:savefeatures", {"INPUT": scattered_incidents(20), "OUTPUT": source})
    options = {"format": "SQLite", "datasetCreationOptions": ["SPATIALITE=YES"], "layerName": "inc"}
    gdal.VectorTranslate(str(path), source, **options)
    target = f"{provider}:dbname='{path}' table=\"grid\" (geom)"
    before = path.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(records, "finish_outputs", lambda run: run.feedback.cancel())
        with pytest.raises(QgsProcessingException, match="nothing was written"):
            grid(GRID=target)
    assert path.read_bytes() == before
    with closing(sqlite3.connect(path)) as reader:
        assert reader.execute("SELECT count(*) FROM inc").fetchone() == (20,)
        done = grid(GRID=target)
        assert reader.execute("SELECT count(*) FROM grid").fetchone() == (done["CELLS"],)
        assert reader.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert str(path) in done["GRID"] and "unfinished" not in done["GRID"]


def test_a_package_that_qgis_may_not_open_by_its_name_is_told_of(run_algorithm, grid, tmp_path):
    from qgis.core import QgsProcessingException

    assert "QGIS may not open a%20b.gpkg" in grid(GRID=str(tmp_path / "a%20b.gpkg")).log
    assert "may not open" not in grid(GRID=str(tmp_path / "100% b.gpkg")).log
    try:
        run_algorithm("extracthotspots", GRID=str(tmp_path / "a%20b.gpkg"), HOTSPOTS="memory:")
    except QgsProcessingException as error:
        assert "Rename the file" in str(error)


@pytest.fixture
def impatient(monkeypatch):
    from patrol_planner.processing.files import tablegraft

    monkeypatch.setattr(tablegraft, "_PATIENCE_S", 0.3)


@pytest.mark.parametrize("name", ["mine.gpkg", "mine.sqlite"])
def test_a_database_that_stays_locked_is_an_error_soon(grid, tmp_path, impatient, name):
    from qgis.core import QgsProcessingException

    path = tmp_path / name
    grid(GRID=str(path))
    before = path.read_bytes()
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("BEGIN EXCLUSIVE")
        for target in (table(path, "new"), str(path)):
            with pytest.raises(QgsProcessingException, match="locked"):
                grid(GRID=target)
    assert path.read_bytes() == before and set(everything(tmp_path)) <= {name, "mine.qmd"}


def test_a_copy_into_a_locked_database_ends(tmp_path, impatient):
    from patrol_planner.processing.files.tablegraft import WholeCopy

    made, there = tmp_path / "made.sqlite", tmp_path / "there.sqlite"
    for path in (made, there):
        with closing(sqlite3.connect(path)) as database, database:
            database.execute(f"CREATE TABLE {path.stem} (x)")
    with closing(sqlite3.connect(there, isolation_level=None)) as database:
        database.execute("BEGIN EXCLUSIVE")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            WholeCopy(there, made).commit()


def test_a_package_with_a_journal_left_behind_is_not_replaced(grid, tmp_path):
    """What was in it can only be read once another program's half change has been taken back."""
    from qgis.core import QgsProcessingException

    path = tmp_path / "mine.gpkg"
    grid(GRID=table(path, "mine"))
    grid(GRID=table(path, "other"))
    Path(f"{path}-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(504))
    with pytest.raises(QgsProcessingException, match="cannot be read now"):
        grid(GRID=str(path))
