"""patrol:riskgrid: what becomes of its files: none overwritten, none half written, none left by a failure."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("qgis.core")


def error_of(run_algorithm, **parameters) -> str:
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException) as caught:
        run_algorithm("riskgrid", **{"GRID": "memory:", "METHOD": "count", **parameters})
    return str(caught.value)


@pytest.mark.parametrize("percent", [1, 34, 70])
def test_cancel_is_no_success(run_algorithm, scattered_incidents, percent) -> None:
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException, match="Cancelled"):
        run_algorithm("riskgrid", cancel_at=percent, INCIDENTS=scattered_incidents(), CELL_SIZE=20, GRID="memory:")


def test_an_output_that_cannot_be_written(run_algorithm, scattered_incidents, tmp_path) -> None:
    for name, path in (
        ("GRID", tmp_path / "no" / "grid.gpkg"),
        ("ARRAY", tmp_path / "no" / "a.npy"),
        ("RASTER", tmp_path / "no" / "r.tif"),
    ):
        text = error_of(run_algorithm, INCIDENTS=scattered_incidents(), **{name: str(path)})
        assert "cannot be written" in text or "Could not create" in text, name


def test_an_input_file_is_never_the_output(run_algorithm, scattered_incidents, tmp_path) -> None:
    from qgis.core import QgsProject, QgsVectorFileWriter

    path = str(tmp_path / "incidents.gpkg")
    options = QgsVectorFileWriter.SaveVectorOptions()
    QgsVectorFileWriter.writeAsVectorFormatV3(
        scattered_incidents(), path, QgsProject.instance().transformContext(), options
    )
    text = error_of(run_algorithm, INCIDENTS=path, GRID=path)
    assert "would be overwritten" in text
    table = f"ogr:dbname='{path}' table=\"grid\" (geom)"
    source = f"{path}|layername=incidents"
    assert run_algorithm("riskgrid", INCIDENTS=source, METHOD="count", GRID=table)["INCIDENTS_USED"] == 300


def test_two_outputs_never_share_a_file(run_algorithm, scattered_incidents, tmp_path) -> None:
    path = str(tmp_path / "both.gpkg")
    text = error_of(run_algorithm, INCIDENTS=scattered_incidents(), GRID=path, RASTER=path)
    assert "go to the same file both.gpkg" in text


def test_a_record_that_cannot_be_written_is_a_warning(run_algorithm, scattered_incidents, tmp_path) -> None:
    (tmp_path / "grid.qmd").mkdir()
    path = tmp_path / "grid.geojson"
    done = run_algorithm("riskgrid", INCIDENTS=scattered_incidents(), METHOD="count", GRID=str(path))
    assert path.exists() and "record of the run could not be written" in done.log


def test_a_cancelled_run_keeps_nothing_in_memory(run_algorithm, scattered_incidents, monkeypatch) -> None:
    import gc
    import weakref

    from qgis.core import QgsProcessingException

    from patrol_planner.processing.risk.riskgrid import RiskGrid

    seen = []
    compute = RiskGrid.compute

    def spied(self, run, inputs):
        seen.append(weakref.ref(inputs.grid))
        return compute(self, run, inputs)

    monkeypatch.setattr(RiskGrid, "compute", spied)
    with pytest.raises(QgsProcessingException):
        run_algorithm("riskgrid", cancel_at=50, INCIDENTS=scattered_incidents(), CELL_SIZE=20, GRID="memory:")
    gc.collect()
    assert len(seen) == 1 and seen[0]() is None


@pytest.mark.parametrize("name, output", [("FACILITIES", "GRID"), ("TEMPLATE", "RASTER")])
def test_no_input_is_overwritten(run_algorithm, scattered_incidents, tmp_path, name: str, output: str) -> None:
    from qgis import processing

    if name == "FACILITIES":
        path = str(tmp_path / "bars.gpkg")
        processing.run("native:savefeatures", {"INPUT": scattered_incidents(20), "OUTPUT": path})
        given = [path]
    else:
        path = given = str(tmp_path / "template.tif")
        run_algorithm("riskgrid", INCIDENTS=scattered_incidents(20), GRID="memory:", RASTER=path)
    before = Path(path).read_bytes()
    text = error_of(run_algorithm, INCIDENTS=scattered_incidents(20), **{name: given, output: path})
    assert "would be overwritten" in text and Path(path).read_bytes() == before


def test_neither_its_table_nor_its_side_files_are_overwritten(run_algorithm, scattered_incidents, tmp_path) -> None:
    from qgis import processing

    package, shape = str(tmp_path / "incidents.gpkg"), str(tmp_path / "incidents.shp")
    for path in (package, shape):
        processing.run("native:savefeatures", {"INPUT": scattered_incidents(20), "OUTPUT": path})
    table = f"ogr:dbname='{package}' table=\"incidents\" (geom)"
    assert "would be overwritten" in error_of(run_algorithm, INCIDENTS=package, GRID=table)
    assert "would be overwritten" in error_of(run_algorithm, INCIDENTS=shape, REPORT=str(tmp_path / "incidents.dbf"))
    # Another table of the same file is another thing.
    other = table.replace('table="incidents"', 'table="grid"')
    assert run_algorithm("riskgrid", INCIDENTS=scattered_incidents(20), METHOD="count", GRID=other)["CELLS"] > 1


@pytest.mark.parametrize("ending", ["gpkg", "shp", "geojson"])
def test_a_cancel_leaves_nothing_behind(run_algorithm, scattered_incidents, tmp_path, ending: str) -> None:
    from qgis.core import QgsProcessingException

    path = tmp_path / f"grid.{ending}"
    with pytest.raises(QgsProcessingException, match="nothing was written"):
        run_algorithm(
            "riskgrid", cancel_at=80, INCIDENTS=scattered_incidents(300), CELL_SIZE=15, METHOD="count", GRID=str(path),
            ARRAY=str(tmp_path / "risk.npy"),
        )  # fmt: skip
    assert not list(tmp_path.iterdir())


def test_a_failure_leaves_the_other_tables_of_a_geopackage(run_algorithm, scattered_incidents, tmp_path) -> None:
    from osgeo import ogr
    from qgis import processing
    from qgis.core import QgsProcessingException

    package = str(tmp_path / "all.gpkg")
    processing.run("native:savefeatures", {"INPUT": scattered_incidents(20), "OUTPUT": package})
    with pytest.raises(QgsProcessingException):
        run_algorithm(
            "riskgrid", cancel_at=80, INCIDENTS=scattered_incidents(300), CELL_SIZE=15, METHOD="count",
            GRID=f"ogr:dbname='{package}' table=\"grid\" (geom)",
        )  # fmt: skip
    found = ogr.Open(package)
    assert [found.GetLayer(index).GetName() for index in range(found.GetLayerCount())] == ["all"]
    assert found.GetLayer(0).GetFeatureCount() == 20


def test_a_folder_that_is_not_there_is_said_before_the_work(run_algorithm, scattered_incidents, tmp_path) -> None:
    grid = tmp_path / "grid.gpkg"
    text = error_of(
        run_algorithm, INCIDENTS=scattered_incidents(20), GRID=str(grid), ARRAY=str(tmp_path / "no" / "risk.npy")
    )
    assert "does not exist. Create it" in text and not grid.exists()
