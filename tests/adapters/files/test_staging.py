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
from outputfiles import everything, table

pytest.importorskip("qgis.core")


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
