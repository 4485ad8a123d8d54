"""No output over an input, however either is called; no output over another, or over tables nobody asked to replace."""

from __future__ import annotations

import os
import shutil
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

pytest.importorskip("qgis.core")


@pytest.fixture
def saved(qgis_app, scattered_incidents, tmp_path):
    """Writes 40 incidents to a file of any vector format; returns its path."""
    from qgis import processing

    def save(name: str) -> str:
        path = str(tmp_path / name)
        processing.run("native:savefeatures", {"INPUT": scattered_incidents(40), "OUTPUT": path})
        return path

    return save


@pytest.fixture
def refused(run_algorithm, tmp_path):
    """Asserts that a run is refused for its outputs, and that every file stays what it is; returns the text."""
    from qgis.core import QgsProcessingException

    def run(**parameters) -> str:
        before = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
        with pytest.raises(QgsProcessingException) as caught:
            run_algorithm("riskgrid", **{"GRID": "memory:", "METHOD": "count", **parameters})
        after = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
        assert after == before
        text = str(caught.value).removeprefix("Unable to execute algorithm\n")
        assert len(text) < 600 and "should not" not in text
        return text

    return run


# {0} is the file, {1} its table.
SPELLINGS = [
    "{0}",
    "ogr:{0}",
    "ogr://{0}",
    "ogr:dbname='{0}'",
    "ogr:dbname='{0}' table=\"{1}\" (geom)",
    "ogr:dbname='{0}' table=\"INC\" (geom)",
    "ogr:dbname={0} table={1} (geom)",
    'ogr:dbname="{0}" table="{1}" (geom)',
    "ogr:table=\"{1}\" (geom) dbname='{0}'",
    "ogr: dbname='{0}' table=\"{1}\" (geom)",
    "ogr://dbname='{0}' table=\"{1}\"",
    'ogr:dbname=\'{0}\' table="main"."{1}" (geom)',
    "spatialite:dbname='{0}' table=\"{1}\" (geom)",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_table_is_itself_in_every_spelling(saved, refused, spelling):
    path = saved("inc.gpkg")
    assert "would be overwritten" in refused(INCIDENTS=path, GRID=spelling.format(path, "inc"))


def test_a_path_without_its_ending_is_the_file_that_is_written(saved, refused):
    path = saved("inc.gpkg")
    assert "would be overwritten" in refused(INCIDENTS=path, GRID=path[: -len(".gpkg")])


@pytest.mark.parametrize("output", ["GRID", "RASTER", "ARRAY", "REPORT"])
@pytest.mark.parametrize("link", [os.link, os.symlink])
def test_links_lead_to_the_file(saved, refused, tmp_path, link, output):
    path, other = saved("inc.gpkg"), tmp_path / "other.gpkg"
    link(path, other)
    assert "would be overwritten" in refused(INCIDENTS=path, **{output: str(other)})
    assert "would be overwritten" in refused(INCIDENTS=str(other), **{output: path})


def test_a_linked_folder_leads_to_the_file(saved, refused, tmp_path):
    path = saved("inc.shp")
    (tmp_path / "link").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "x").mkdir()
    assert "would be overwritten" in refused(INCIDENTS=path, GRID=str(tmp_path / "link" / "inc.shp"))
    assert "would be overwritten" in refused(INCIDENTS=path, REPORT=str(tmp_path / "x" / ".." / "link" / "inc.dbf"))


@pytest.mark.parametrize("output", ["GRID", "RASTER", "ARRAY", "REPORT"])
def test_the_text_file_of_a_layer_is_an_input(refused, tmp_path, output):
    path = tmp_path / "own data.csv"
    path.write_text("x,y\n" + "".join(f"{551000 + 10 * i},{4181000 + 7 * i}\n" for i in range(50)))
    source = f"delimitedtext://{path.as_uri()}?type=csv&xField=x&yField=y&crs=EPSG:32610"
    assert "would be overwritten" in refused(INCIDENTS=source, **{output: str(path)})


def layers_over(path: str, folder: Path) -> dict:
    """Layers of the same incidents, read in ways that hide the file; by name, with the file that must stay."""
    from qgis.core import QgsProject, QgsVectorLayer

    archive, virtual = folder / "inc.zip", folder / "inc.vrt"
    with zipfile.ZipFile(archive, "w") as written:
        written.write(path, "inc.gpkg")
    virtual.write_text(
        f"<OGRVRTDataSource><OGRVRTLayer name='inc'><SrcDataSource>{path}</SrcDataSource></OGRVRTLayer>"
        "</OGRVRTDataSource>"
    )
    base = QgsVectorLayer(path, "my incidents", "ogr")
    QgsProject.instance().addMapLayer(base)
    query = 'SELECT * FROM "my incidents"'
    found = {
        "archive": (QgsVectorLayer(f"/vsizip/{archive}/inc.gpkg", "z", "ogr"), archive),
        "braces": (QgsVectorLayer(f"/vsizip/{{{archive}}}/inc.gpkg", "z", "ogr"), archive),
        "vrt": (QgsVectorLayer(str(virtual), "v", "ogr"), Path(path)),
        "itself a vrt": (QgsVectorLayer(str(virtual), "v", "ogr"), virtual),
        "virtual": (QgsVectorLayer(f"?query={query}&geometry=geometry:1:32610", "q", "virtual"), Path(path)),
        "subset": (QgsVectorLayer(f"{path}|layername=inc|subset=severity > 1", "s", "ogr"), Path(path)),
    }
    assert all(layer.isValid() for layer, _ in found.values())
    return found


@pytest.mark.parametrize("way", ["archive", "braces", "vrt", "itself a vrt", "virtual", "subset"])
def test_a_layer_is_known_by_what_it_reads(saved, refused, tmp_path, way):
    from qgis.core import QgsProject

    layer, file = layers_over(saved("inc.gpkg"), tmp_path)[way]
    try:
        assert "would be overwritten" in refused(INCIDENTS=layer, REPORT=str(file))
    finally:
        QgsProject.instance().clear()


def test_a_database_is_the_same_to_both_of_its_providers(saved, refused, tmp_path):
    from osgeo import gdal

    path = str(tmp_path / "inc.sqlite")
    options = {"format": "SQLite", "datasetCreationOptions": ["SPATIALITE=YES"], "layerName": "inc"}
    gdal.VectorTranslate(path, saved("source.gpkg"), **options)
    with closing(sqlite3.connect(path)) as database:
        (column,) = database.execute("SELECT f_geometry_column FROM geometry_columns").fetchone()
    source = f"spatialite://dbname='{path}' table=\"inc\" ({column})"
    for target in (
        f"ogr:dbname='{path}' table=\"INC\" (geom)",
        f"spatialite:dbname='{path}' table=\"inc\" (geom)",
        path,
    ):
        assert "would be overwritten" in refused(INCIDENTS=source, GRID=target)
    assert "would be overwritten" in refused(INCIDENTS=source, REPORT=path)


def test_a_track_of_a_receiver_is_an_input(refused, tmp_path):
    points = "".join(f"<wpt lat='{37.77 + i / 1e4}' lon='{-122.42 + i / 1e4}'/>" for i in range(40))
    path = tmp_path / "night.gpx"
    path.write_text(f"<gpx version='1.1' creator='x' xmlns='http://www.topografix.com/GPX/1/1'>{points}</gpx>")
    for source in (f"gpx://{path}?type=waypoint", f"{path}|layername=waypoints", str(path)):
        assert "would be overwritten" in refused(INCIDENTS=source, REPORT=str(path))


def test_a_layer_of_the_project_by_id_by_name_and_selected(saved, refused):
    from qgis.core import QgsProcessingFeatureSourceDefinition, QgsProject, QgsVectorLayer

    path = saved("inc.gpkg")
    layer = QgsVectorLayer(path, "the incidents", "ogr")
    QgsProject.instance().addMapLayer(layer)
    try:
        for given in (layer.id(), layer.name(), QgsProcessingFeatureSourceDefinition(layer.id(), True)):
            assert "would be overwritten" in refused(INCIDENTS=given, GRID=f"ogr:dbname='{path}'")
    finally:
        QgsProject.instance().clear()


@pytest.mark.parametrize(
    "source",
    ["GPKG:{}:inc", "/vsisubfile/0_9999999,{}", "/vsicached?file={}", "SQLITE:{}", "/vsicached?chunk_size=9&file={}"],
)
def test_a_file_is_found_in_the_forms_of_gdal(qgis_app, tmp_path, source):
    from patrol_planner.processing.files.samefile import file_in

    for name in ("inc.gpkg", "a,b = c.gpkg"):
        (tmp_path / name).write_text("x")
        if name == "inc.gpkg" or "," not in source and "?" not in source:
            assert file_in(source.format(tmp_path / name)) == tmp_path / name


@pytest.mark.parametrize("named", ["|layername=inc", ""])
def test_a_folder_of_shapefiles_is_its_files(saved, refused, tmp_path, named):
    path = saved("inc.shp")
    assert "would be overwritten" in refused(INCIDENTS=f"{tmp_path}{named}", GRID=path)


def test_a_layer_behind_two_queries_and_a_joined_table_are_read(saved, refused, tmp_path):
    from qgis.core import QgsProject, QgsVectorLayer, QgsVectorLayerJoinInfo

    path, weights = saved("inc.gpkg"), tmp_path / "weights.csv"
    weights.write_text("fid,w\n1,2\n2,3\n")
    project = QgsProject.instance()
    layer = QgsVectorLayer(path, "inc", "ogr")
    table = QgsVectorLayer(f"{weights.as_uri()}?type=csv&geomType=none", "weights", "delimitedtext")
    project.addMapLayers([layer, table])
    project.addMapLayer(QgsVectorLayer("?query=SELECT * FROM inc", "once", "virtual"))
    twice = QgsVectorLayer("?query=SELECT * FROM once", "twice", "virtual")
    join = QgsVectorLayerJoinInfo()
    join.setJoinLayer(table)
    join.setJoinFieldName("fid")
    join.setTargetFieldName("fid")
    assert layer.addJoin(join)
    try:
        assert "would be overwritten" in refused(INCIDENTS=twice, GRID=path)
        for output in ("GRID", "REPORT"):
            assert "would be overwritten" in refused(INCIDENTS=layer, **{output: str(weights)})
    finally:
        project.clear()


@pytest.mark.parametrize(
    "inputs, beside",
    [("inc.shp", "inc.qml"), ("inc.shp", "inc.qmd"), ("inc.shp", "inc.shp.xml"), ("inc.gml", "inc.xsd")],
)
def test_what_is_kept_beside_an_input_stays(saved, refused, tmp_path, inputs, beside):
    path = saved(inputs)
    if not (tmp_path / beside).exists():
        (tmp_path / beside).write_text("by hand")
    assert "would be overwritten" in refused(INCIDENTS=path, REPORT=str(tmp_path / beside))


@pytest.mark.parametrize("ending", ["tfw", "tifw", "wld", "prj"])
def test_what_places_a_picture_stays(saved, refused, run_algorithm, tmp_path, ending):
    path, template, beside = saved("inc.gpkg"), str(tmp_path / "t.tif"), tmp_path / f"t.{ending}"
    run_algorithm("riskgrid", INCIDENTS=path, GRID="memory:", RASTER=template)
    beside.write_text("250\n0\n0\n-250\n550000\n4182000\n")
    assert "would be overwritten" in refused(INCIDENTS=path, TEMPLATE=template, ARRAY=str(beside))


def test_a_record_beside_a_layer_is_no_place_for_a_report(saved, refused, tmp_path):
    text = refused(INCIDENTS=saved("inc.gpkg"), GRID=str(tmp_path / "g.csv"), REPORT=str(tmp_path / "g.qmd"))
    assert "go to the same file g.qmd" in text


def test_an_output_called_as_an_input_of_another_format_is_written_without_a_record(saved, run_algorithm, tmp_path):
    path = saved("inc.csv")
    saved("inc.geojson")
    done = run_algorithm(
        "riskgrid", INCIDENTS=str(tmp_path / "inc.geojson"), METHOD="count", GRID=str(tmp_path / "inc.fgb")
    )
    assert "it is the record of an input" in done.log and len(done.rows("GRID")) > 0
    assert not (tmp_path / "inc.qmd").exists() and Path(path).exists()


def test_a_project_and_its_layers_are_no_reports(saved, refused, tmp_path):
    from qgis.core import QgsProject, QgsVectorLayer

    path, other, project = saved("inc.gpkg"), tmp_path / "other.csv", QgsProject.instance()
    other.write_text("x,y\n551000,4181000\n")
    source = f"{other.as_uri()}?type=csv&xField=x&yField=y&crs=EPSG:32610"
    project.addMapLayer(QgsVectorLayer(source, "my notes", "delimitedtext"))
    plain, zipped = str(tmp_path / "p.qgs"), str(tmp_path / "q.qgz")
    try:
        assert project.write(zipped) and project.write(plain)
        for file in (plain, zipped):
            for output in ("REPORT", "ARRAY"):
                assert "is a QGIS project" in refused(INCIDENTS=path, **{output: file})
        assert "the file of the layer my notes" in refused(INCIDENTS=path, REPORT=str(other))
    finally:
        project.clear()


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_a_workbook_with_other_sheets_is_not_replaced(saved, refused, run_algorithm, tmp_path, ending):
    path, book = saved("inc.gpkg"), tmp_path / f"book.{ending}"
    shutil.move(saved(f"sheet.{ending}"), book)
    for output in ("GRID", "REPORT"):
        assert "holds other tables (sheet)" in refused(INCIDENTS=path, **{output: str(book)})
    book.unlink()
    for _ in range(2):
        # One that has only the older result is.
        run_algorithm("riskgrid", INCIDENTS=path, METHOD="count", GRID=str(book))


def test_each_of_several_layers_and_the_parts_of_a_template_stay(saved, refused, run_algorithm, tmp_path):
    bars, template = saved("bars.shp"), str(tmp_path / "template.tif")
    path = saved("inc.gpkg")
    run_algorithm("riskgrid", INCIDENTS=path, GRID="memory:", RASTER=template)
    assert "would be overwritten" in refused(INCIDENTS=path, FACILITIES=[bars], REPORT=str(tmp_path / "bars.dbf"))
    assert "would be overwritten" in refused(INCIDENTS=path, TEMPLATE=template, ARRAY=template)
    assert "would be overwritten" in refused(INCIDENTS=path, TEMPLATE=template, REPORT=f"{template}.aux.xml")


def test_two_outputs_in_one_place_however_called(saved, refused, tmp_path):
    path = str(tmp_path / "both.gpkg")
    given = {"INCIDENTS": saved("inc.gpkg")}
    (tmp_path / "x").mkdir()
    other = str(tmp_path / "x" / ".." / "both.gpkg")
    assert "go to the same file both.gpkg" in refused(**given, GRID=path, RASTER=other)
    assert "go to the same file both.gpkg" in refused(**given, GRID=f"ogr:dbname='{path}' table=\"grid\"", RASTER=path)
    (tmp_path / "same.npy").write_bytes(b"")
    os.link(tmp_path / "same.npy", tmp_path / "link.npy")
    same, link = str(tmp_path / "same.npy"), str(tmp_path / "link.npy")
    assert "go to the same file" in refused(**given, ARRAY=same, REPORT=link)


def test_two_tables_of_one_name(saved, tmp_path):
    from qgis.core import QgsApplication, QgsProcessingContext

    path = str(tmp_path / "all.gpkg")
    parameters = {
        "GRID": saved("cells.gpkg"),
        "HOTSPOTS": f"ogr:dbname='{path}' table=\"found\" (geom)",
        "POINTS": f"ogr:dbname={path} table=FOUND (geom)",
    }
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("patrol:extracthotspots")
    assert "go to the same table" in algorithm.checkParameterValues(parameters, QgsProcessingContext())[1]


@pytest.mark.parametrize("output", ["GRID", "RASTER", "REPORT", "ARRAY"])
def test_a_file_that_holds_other_tables_is_not_replaced(saved, refused, run_algorithm, tmp_path, output):
    path, city = saved("inc.gpkg"), str(tmp_path / "city.gpkg")
    for name in ("roads", "beats"):
        run_algorithm("riskgrid", INCIDENTS=path, METHOD="count", GRID=f"ogr:dbname='{city}' table=\"{name}\" (geom)")
    text = refused(INCIDENTS=path, **{output: city})
    assert "city.gpkg holds other tables" in text and "beats" in text and "roads" in text
    # One of its own is.
    target = f"ogr:dbname='{city}' table=\"ROADS\" (geom)"
    assert run_algorithm("riskgrid", INCIDENTS=path, METHOD="count", GRID=target)["CELLS"] > 1


def test_a_view_of_the_table_reads_the_table(saved, refused, tmp_path):
    path = saved("inc.gpkg")
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE VIEW late AS SELECT * FROM inc")
        database.execute("INSERT INTO gpkg_contents (table_name, data_type, srs_id) VALUES ('late', 'features', 32610)")
        database.execute("INSERT INTO gpkg_geometry_columns VALUES ('late', 'geom', 'POINT', 32610, 0, 0)")
    target = f"ogr:dbname='{path}' table=\"inc\" (geom)"
    assert "would be overwritten" in refused(INCIDENTS=f"{path}|layername=late", GRID=target)


def test_another_table_and_a_copy_are_no_inputs(saved, run_algorithm, tmp_path):
    path = saved("inc.gpkg")
    copy = shutil.copy(path, tmp_path / "copy.gpkg")
    for target in (f"ogr:dbname='{path}' table=\"grid\" (geom)", f"ogr:dbname='{copy}' table=\"copy\" (geom)"):
        assert run_algorithm("riskgrid", INCIDENTS=path, METHOD="count", GRID=target)["INCIDENTS_USED"] == 40


def test_a_read_only_file_stays_and_is_named(saved, refused, tmp_path, monkeypatch):
    """The refusal of the system is given by hand: an administrator may write everywhere."""
    signed = tmp_path / "report.html"
    signed.write_text("signed off")
    access = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != signed and access(path, mode))
    assert "report.html cannot be written: it is read-only" in refused(INCIDENTS=saved("inc.gpkg"), REPORT=str(signed))
