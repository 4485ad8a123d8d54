"""Records, reports and messages say what was read, and keep the secrets of its address."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

pytest.importorskip("qgis.core")

SECRET = "hunter2"
ADDRESSES = [
    "dbname='city' host=db.example user='chief' password='hunter2' table=\"public\".\"inc\" (geom)",
    "dbname='city' password='hun\\'ter2 hunter2' host=x",
    "dbname='city' PASSWORD = hunter2 host=x",
    'dbname="city" password="a hunter2" host=x',
    "PG:host=x password=hunter2 dbname=y",
    "PG:host=x password='a b hunter2' dbname=y",
    "MSSQL:server=x;UID=sa;PWD=hunter2;database=d",
    "MYSQL:city,user=chief,password=hunter2,tables=inc",
    "OCI:scott/hunter2@db",
    "https://chief:hunter2@host/x.geojson",
    "https://chief:hun/ter@hunter2@host.example/x?a=1",
    "ftp://chief:hunter2@host/inc.csv",
    "mongodb://chief:hunter2@host",
    "/vsicurl/https://chief:hunter2@h/x.gpkg|layername=inc",
    "/vsicurl/https://h/x.gpkg?sv=1&sig=hunter2%2F&se=2",
    "/vsicurl/https://h/x?X-Amz-Credential=hunter2%2F20240101&X-Amz-Signature=hunter2&X-Amz-Security-Token=hunter2",
    "url='https://h/wfs?service=wfs&apikey=hunter2' typename='inc'",
    "https://h/x?key=hunter2&token=hunter2&access_token=hunter2&api_key=hunter2&subscription-key=hunter2",
    "url=https%3A%2F%2Fchief%3Ahunter2%40h%2Fwfs%3Ftoken%3Dhunter2%26a%3Db",
    "authcfg=hunter2 url='https://h'",
    "MSSQL:server=h;Pwd={hunter2 hunter2};",
    "OCI:chief/hunter2",
    "ODBC:chief/hunter2@dsn,inc",
    "/vsicurl?header.Authorization=Bearer%20hunter2&url=http://h/x",
    "http-header:authorization=Bearer hunter2 url='https://h'",
    "x.geojson|option:HEADERS=Authorization: Basic hunter2",
    "https://h/x?code=hunter2&auth=hunter2&jwt=hunter2&bearer=hunter2&pw=hunter2&login=hunter2&sessionid=hunter2",
    "https://h/x?userpwd=chief:hunter2&app_id=hunter2&passcode=hunter2",
    "x.gpkg|option:USERPWD=chief:hunter2",
    "https://hunter2@h.example/x.geojson",
    "sslkey='/home/hunter2' host=h",
    "file:///a.csv?token=hunter2&type=csv",
    "https://h/x?client_secret=hunter2&code=1",
    '{"url": "https://h", "password": "hunter2"}',
    repr("dbname='city' password='a hunter2' table=\"inc\""),
    json.dumps({"x": 'dbname="city" password="a hunter2" table="inc"'}),
]
HARMLESS = [
    "/data/keys/monkey=3/hockey.gpkg|layername=tokens",
    "delimitedtext://file:///a.csv?type=csv&xField=x&yField=y&crs=EPSG:32618",
    "dbname='/x/city.gpkg' table=\"pass\" (geom)",
    "Incidents: 12 without a time. Choose another field.",
    "ogr:dbname='/x/a.gpkg' table=\"grid\" (geom)",
    "a@b.example, half past 8:15",
    "inc.gpkg|layername=inc|subset=\"code\" = 5 AND author = 'x'",
    "file:///data/@2024/a.csv?type=csv",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_secret_is_left_of_an_address(address):
    from patrol_planner.processing.common.publicname import public, without_secrets

    shown = without_secrets(address)
    assert SECRET not in shown and "***" in shown
    # What tells the source is still there, and once is enough.
    assert without_secrets(shown) == shown
    assert SECRET not in json.dumps(public({"INPUT": [address, {"x": (address,)}]}))


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_no_secret_stays(text):
    from patrol_planner.processing.common.publicname import without_secrets

    assert without_secrets(text) == text


@pytest.fixture
def spatialite(scattered_incidents, tmp_path):
    """The address of incidents in a SpatiaLite database, with a password."""
    from osgeo import gdal
    from qgis import processing

    package = str(tmp_path / "source.gpkg")
    processing.run("native:savefeatures", {"INPUT": scattered_incidents(60), "OUTPUT": package})
    path = str(tmp_path / "source.sqlite")
    gdal.VectorTranslate(path, package, format="SQLite", datasetCreationOptions=["SPATIALITE=YES"], layerName="inc")
    with closing(sqlite3.connect(path)) as database:
        (column,) = database.execute("SELECT f_geometry_column FROM geometry_columns").fetchone()
    return f"dbname='{path}' user='chief' password='{SECRET}' table=\"inc\" ({column})"


def parameters_of(done, output="GRID"):
    return json.loads(done.layer(output).metadata().history()[0])["parameters"]


def test_a_password_reaches_no_output(run_algorithm, spatialite, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    done = run_algorithm(
        "riskgrid", INCIDENTS=f"spatialite://{spatialite}", METHOD="count", CELL_SIZE=200, GRID=str(out / "grid.gpkg"),
        RASTER=str(out / "risk.tif"), REPORT=str(out / "risk.html"), FACILITIES=[f"spatialite://{spatialite}"],
    )  # fmt: skip
    for file in out.iterdir():
        assert SECRET.encode() not in file.read_bytes(), file.name
    assert SECRET not in done.log
    assert "table=" in parameters_of(done)["INCIDENTS"] and "password=***" in parameters_of(done)["INCIDENTS"]


def test_a_password_reaches_no_message(run_algorithm, spatialite, tmp_path):
    from qgis.core import QgsProcessingException

    wrong = f"spatialite://{spatialite}".replace("inc", "none")
    with pytest.raises(QgsProcessingException) as caught:
        run_algorithm("riskgrid", INCIDENTS=spatialite, FACILITIES=[wrong], GRID="memory:")
    assert SECRET not in str(caught.value)


def test_the_record_names_sources(run_algorithm, scattered_incidents, tmp_path):
    from qgis import processing
    from qgis.core import QgsProcessingFeatureSourceDefinition, QgsProject, QgsVectorLayer

    path = str(tmp_path / "source.gpkg")
    processing.run("native:savefeatures", {"INPUT": scattered_incidents(60), "OUTPUT": path})
    address = f"{path}|layername=source"
    layer = QgsVectorLayer(address, "thefts of May", "ogr")
    QgsProject.instance().addMapLayer(layer)
    try:
        layer.selectAll()
        for given, named in (
            (layer, f"thefts of May ({address})"),
            (layer.id(), f"thefts of May ({address})"),
            (layer.name(), f"thefts of May ({address})"),
            (path, path),
            (address, address),
        ):
            done = run_algorithm("riskgrid", INCIDENTS=given, FACILITIES=[given], METHOD="count", GRID="memory:")
            assert parameters_of(done)["INCIDENTS"] == named
            assert parameters_of(done)["FACILITIES"] == [named]
        chosen = QgsProcessingFeatureSourceDefinition(layer.id(), True)
        done = run_algorithm("riskgrid", INCIDENTS=chosen, METHOD="count", GRID="memory:")
        assert parameters_of(done)["INCIDENTS"] == f"thefts of May ({address}), selected features only"
    finally:
        QgsProject.instance().clear()
    done = run_algorithm("riskgrid", INCIDENTS=scattered_incidents(60), METHOD="count", GRID="memory:")
    assert parameters_of(done)["INCIDENTS"] == "point (temporary layer)"
    assert Path(path).exists()
