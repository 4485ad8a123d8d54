"""What the panel writes into the history of Processing: sources for layers, and no password."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (
            "dbname='x' host=h user='u' password='p w' table=\"a\"",
            "dbname='x' host=h user='u' password=*** table=\"a\"",
        ),
        (r"user='u' password='it\'s' key='id'", "user='u' password=*** key='id'"),
        ('PG:host=h password="secret" dbname=x|layername=b', "PG:host=h password=*** dbname=x|layername=b"),
        ("PG:host=h password=se'cret|layername=b", "PG:host=h password=***|layername=b"),
        ("MSSQL:server=h;UID=u;PWD=secret;database=d", "MSSQL:server=h;UID=u;PWD=***;database=d"),
        ("https://me:se@cret@host/wfs?typename=a", "https://me:***@host/wfs?typename=a"),
        ("url=https://host/wfs?password=secret&x=1", "url=https://host/wfs?password=***&x=1"),
        ("/data/password protected/roads.gpkg|layername=roads", "/data/password protected/roads.gpkg|layername=roads"),
    ],
)
def test_no_password_is_written(qgis_app, source, shown):
    from patrol_planner.ui.plan.history import without_secrets

    assert without_secrets(source) == shown
    assert "cret" not in without_secrets(source)


def test_layers_are_written_by_their_sources_of_now_or_of_then(qgis_app, tmp_path, make_layer):
    from qgis.core import QgsApplication, QgsProcessingContext, QgsProject, QgsVectorLayer

    from patrol_planner.ui.plan.history import PastRun, source_of

    path = tmp_path / "incidents.csv"
    path.write_text("lon,lat\n1,2\n", encoding="utf-8")
    text = QgsVectorLayer(f"file://{path}?xField=lon&yField=lat&crs=EPSG:4326", "incidents", "delimitedtext")
    grid, gone = make_layer("Polygon", [], []), make_layer("Point", [], [])
    project = QgsProject.instance()
    project.clear()
    project.addMapLayers([text, grid, gone])
    layers = (text, grid, gone)
    parameters = {"INCIDENTS": text.id(), "FACILITIES": [gone.id()], "STUDY_AREA": grid.id(), "CELL_SIZE": 250}
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("patrol:riskgrid")
    run = PastRun(
        algorithm, {**parameters, "GRID": "TEMPORARY_OUTPUT"}, {layer.id(): source_of(layer) for layer in layers}
    )
    was = source_of(gone)
    project.removeMapLayer(gone.id())
    grid.setDataSource(str(tmp_path / "plan.gpkg|layername=grid"), "grid", "ogr")
    values = run.values()
    assert values["INCIDENTS"].startswith("delimitedtext://file://")
    assert values["FACILITIES"] == [was]
    assert values["STUDY_AREA"] == str(tmp_path / "plan.gpkg|layername=grid")
    assert (values["CELL_SIZE"], values["GRID"]) == (250, "TEMPORARY_OUTPUT")
    command = run.algorithm.asPythonCommand(values, QgsProcessingContext())
    assert "incidents.csv" in command
    assert "\n" not in command
    project.clear()
