"""Outputs come to their place whole and all together, or what was there stays: after errors, cancels and kills."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

pytest.importorskip("qgis.core")


def everything(folder: Path) -> dict[str, bytes]:
    """Every file in a folder, hidden ones too, with what it holds."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as database:
        return list(database.iterdump())


@pytest.fixture
def grid(run_algorithm, scattered_incidents):
    """A small risk grid to any outputs."""

    def run(**parameters):
        return run_algorithm("riskgrid", **{"INCIDENTS": scattered_incidents(60), "METHOD": "count", **parameters})

    return run


def table(path: Path, name: str) -> str:
    return f"ogr:dbname='{path}' table=\"{name}\" (geom)"


@pytest.mark.parametrize("ending", ["gpkg", "shp", "geojson", "csv", "fgb", "tab", "kml", "sqlite"])
def test_a_file_of_any_format_is_replaced_whole_and_alone(grid, tmp_path, ending):
    path = tmp_path / f"grid.{ending}"
    grid(GRID=str(path), CELL_SIZE=200)
    first = sorted(everything(tmp_path))
    done = grid(GRID=str(path), CELL_SIZE=300)
    assert sorted(everything(tmp_path)) == first
    assert done.layer("GRID").featureCount() == done["CELLS"]
    assert done["GRID"].split("|")[0] == str(path)


def test_a_failure_at_the_end_leaves_every_older_output(grid, tmp_path, monkeypatch):
    from qgis.core import QgsProcessingException

    from patrol_planner.processing.files import staging

    outputs = {
        "GRID": str(tmp_path / "grid.shp"), "RASTER": str(tmp_path / "risk.tif"), "ARRAY": str(tmp_path / "risk.npy"),
        "REPORT": str(tmp_path / "risk.html"),
    }  # fmt: skip
    grid(**outputs)
    (tmp_path / "grid.qix").write_bytes(b"an index of the older file")
    before, real = everything(tmp_path), os.replace
    moved = []

    def fail_later(source, target):
        moved.append(target)
        if len(moved) == 8:
            raise PermissionError(13, "Permission denied", str(target))
        real(source, target)

    monkeypatch.setattr(staging.os, "replace", fail_later)
    with pytest.raises(QgsProcessingException, match="cannot be written .Permission denied"):
        grid(**outputs, CELL_SIZE=300)
    assert everything(tmp_path) == before


@pytest.mark.parametrize("ending", ["gpkg", "shp", "geojson", "csv"])
def test_a_cancel_in_the_last_moment_is_no_success(grid, tmp_path, monkeypatch, ending):
    """After everything is written and recorded, just before it would take its place."""
    from qgis.core import QgsProcessingException

    from patrol_planner.processing.framework import base
    from patrol_planner.processing.framework import outputs as records

    path = tmp_path / f"grid.{ending}"
    grid(GRID=str(path))
    before = everything(tmp_path)
    real = records.finish_outputs

    def then_cancel(run):
        real(run)
        run.feedback.cancel()

    monkeypatch.setattr(records, "finish_outputs", then_cancel)
    assert base
    for target in (str(path), "memory:", table(tmp_path / "new.gpkg", "grid")):
        with pytest.raises(QgsProcessingException, match="nothing was written"):
            grid(GRID=target, CELL_SIZE=300)
        assert everything(tmp_path) == before


def test_a_failed_run_offers_nothing_to_load(qgis_app, scattered_incidents, tmp_path, monkeypatch):
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProcessingOutputLayerDefinition, QgsProject

    from patrol_planner.processing.framework import outputs as records

    monkeypatch.setattr(records, "finish_outputs", lambda run: run.feedback.cancel())
    project, context = QgsProject(), QgsProcessingContext()
    context.setProject(project)
    algorithm = qgis_app.processingRegistry().createAlgorithmById("patrol:riskgrid")
    for target in (str(tmp_path / "grid.gpkg"), "TEMPORARY_OUTPUT"):
        parameters = {
            "INCIDENTS": scattered_incidents(60), "GRID": QgsProcessingOutputLayerDefinition(target, project),
        }  # fmt: skip
        _, succeeded = algorithm.run(parameters, context, QgsProcessingFeedback(False))
        assert not succeeded and not context.layersToLoadOnCompletion()


def test_another_runs_output_is_not_replaced_in_silence(grid, tmp_path, monkeypatch):
    from qgis.core import QgsProcessingException

    from patrol_planner.processing.risk.riskgrid import RiskGrid

    compute = RiskGrid.compute
    package = tmp_path / "city.gpkg"
    grid(GRID=table(package, "other"))
    for target in (str(tmp_path / "grid.geojson"), str(tmp_path / "grid.gpkg"), table(package, "grid")):

        def other_run_meanwhile(self, run, inputs, target=target):
            monkeypatch.setattr(RiskGrid, "compute", compute)
            grid(GRID=target, CELL_SIZE=400)
            return compute(self, run, inputs)

        for _ in ("there is none yet", "there is one"):
            monkeypatch.setattr(RiskGrid, "compute", other_run_meanwhile)
            with pytest.raises(QgsProcessingException, match="another program has changed"):
                grid(GRID=target, CELL_SIZE=200)
    assert sorted(everything(tmp_path)) == ["city.gpkg", "grid.geojson", "grid.gpkg", "grid.qmd"]


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


# The program of a test that is killed while it writes.
_SLOW = """
import sys, time
sys.path[:0] = {path!r}
from qgis.core import QgsApplication, QgsVectorLayer, QgsFeature, QgsGeometry
app = QgsApplication([], False)
app.initQgis()
import processing
from processing.core.Processing import Processing
Processing.initialize()
from patrol_planner.processing.provider import PatrolProvider
provider = PatrolProvider()
QgsApplication.processingRegistry().addProvider(provider)
from patrol_planner.processing.framework import outputs as records
def wait(run):
    print("written", flush=True)
    time.sleep(60)
records.finish_outputs = wait
processing.run({algorithm!r}, {parameters!r})
"""


@pytest.mark.parametrize("what", ["grid", "table", "city"])
def test_a_killed_run_leaves_the_older_file_and_the_next_run_tidies_up(
    grid, run_algorithm, scattered_incidents, tmp_path, what
):
    from qgis import processing

    work = tmp_path / "work"
    work.mkdir()
    incidents = str(tmp_path / "incidents.gpkg")
    processing.run("native:savefeatures", {"INPUT": scattered_incidents(60), "OUTPUT": incidents})
    path = work / "out.gpkg"
    output = {"GRID": table(path, "grid") if what == "table" else str(path)}
    algorithm, parameters = "patrol:riskgrid", {"INCIDENTS": incidents, "METHOD": "count", **output}
    if what == "city":
        algorithm, parameters = "patrol:samplecity", {"SIZE": "small", "CITY": str(path)}
    processing.run(algorithm, parameters)
    before = everything(work)
    program = _SLOW.format(path=sys.path, algorithm=algorithm, parameters=parameters)
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        assert b"written" in process.stdout.readline()
        # Another run beside it takes nothing from it.
        grid(GRID=str(work / "beside.geojson"))
        assert len([name for name in os.listdir(work) if name.startswith("patrol-planner-unfinished-")]) == 1
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert {name: data for name, data in everything(work).items() if name in before} == before
    grid(GRID=str(work / "beside.geojson"))
    assert sorted(everything(work)) == ["beside.geojson", "beside.qmd", "out.gpkg"]
    assert sorted(os.listdir(work)) == ["beside.geojson", "beside.qmd", "out.gpkg"]


def test_a_folder_of_a_run_that_is_just_beginning_is_left_alone(tmp_path):
    from patrol_planner.processing.files.sidefolder import SideFolder

    young, old = tmp_path / "patrol-planner-unfinished-1", tmp_path / "patrol-planner-unfinished-2"
    for folder in (young, old):
        folder.mkdir()
    os.utime(old, (time.time() - 1000,) * 2)
    mine = SideFolder(tmp_path)
    assert young.exists() and not old.exists() and mine.path.exists()
    SideFolder(tmp_path).remove()
    assert mine.path.exists()
    mine.remove()
    assert [file.name for file in tmp_path.iterdir()] == [young.name]


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


def test_a_link_to_a_file_stays_a_link(grid, tmp_path):
    real, link = tmp_path / "v3.gpkg", tmp_path / "current.gpkg"
    link.symlink_to(real)
    grid(GRID=str(real))
    with closing(sqlite3.connect(real)) as database:
        database.execute("DELETE FROM gpkg_contents")
        database.commit()
    done = grid(GRID=str(link))
    assert link.is_symlink() and done["GRID"] == str(link)
    assert done.layer("GRID").featureCount() == done["CELLS"]


def test_the_rights_of_a_replaced_file_stay(grid, tmp_path):
    path = tmp_path / "grid.geojson"
    grid(GRID=str(path))
    path.chmod(0o640)
    grid(GRID=str(path))
    assert path.stat().st_mode & 0o777 == 0o640


def test_the_record_of_an_input_stays(run_algorithm, grid, tmp_path):
    source = grid(GRID=str(tmp_path / "cells.shp"))
    before = (tmp_path / "cells.qmd").read_bytes()
    done = run_algorithm("extracthotspots", GRID=source["GRID"], HOTSPOTS=str(tmp_path / "cells.geojson"))
    assert (tmp_path / "cells.qmd").read_bytes() == before
    assert "it is the record of an input" in done.log


def test_an_ending_that_the_format_adds_hides_no_input(run_algorithm, grid, tmp_path):
    from qgis.core import QgsProcessingException

    path = tmp_path / "cells.json.geojson"
    grid(GRID=str(path))
    before = everything(tmp_path)
    with pytest.raises(QgsProcessingException, match="cells.json.geojson is an input of this run"):
        run_algorithm("extracthotspots", GRID=str(path), HOTSPOTS=str(tmp_path / "cells.json"))
    assert everything(tmp_path) == before


def test_a_record_of_somebody_else_stays(grid, tmp_path):
    (tmp_path / "grid.qmd").write_text("<qgis>of grid.shp, by hand</qgis>")
    done = grid(GRID=str(tmp_path / "grid.geojson"))
    assert (tmp_path / "grid.qmd").read_text() == "<qgis>of grid.shp, by hand</qgis>"
    assert "record of the run could not be written" in done.log


@pytest.mark.parametrize(
    "name", ["/vsimem/g.gpkg", "/vsimem/g.geojson", "ogr:dbname='/vsimem/h.gpkg' table=\"x\" (geom)"]
)
def test_a_file_in_gdals_memory_is_written_and_read(run_algorithm, grid, name):
    from qgis.core import QgsProcessingException, QgsVectorLayer

    done = grid(GRID=name)
    assert QgsVectorLayer(done["GRID"], "g", "ogr").featureCount() == done["CELLS"]
    assert not Path("/vsimem").exists()
    with pytest.raises(QgsProcessingException, match="would be overwritten"):
        run_algorithm("extracthotspots", GRID=done.layer("GRID"), HOTSPOTS=name)
    with pytest.raises(QgsProcessingException, match="does not exist"):
        grid(GRID="memory:", REPORT="/vsimem/r.html")


def test_an_empty_file_beside_an_output_is_an_error(tmp_path):
    """On a full disk a picture's .prj may be made, and hold nothing."""
    from patrol_planner.algorithms.errors import PatrolError
    from patrol_planner.processing.files.staging import Staging

    staging = Staging()
    staged = Path(staging.file(str(tmp_path / "risk.asc"), "Risk raster"))
    staged.write_text("ncols 1")
    staged.with_suffix(".prj").write_text("")
    with pytest.raises(PatrolError, match="risk.prj is empty"):
        staging.finish(lambda: None)
    assert everything(tmp_path) == {}


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
