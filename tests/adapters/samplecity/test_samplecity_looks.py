"""The sample city as an analyst sees it: dressed, in order, with what is to be found out switched off."""

from __future__ import annotations

import re
import sqlite3

import pytest

ORDER = ["officers", "stations", "calls", "incidents", "facilities", "roads", "beats", "checkins", "truth"]
HIDDEN = {"checkins", "truth"}


@pytest.fixture(scope="module")
def loaded(qgis_app, tmp_path_factory):
    """The path of a city, and a project into which QGIS has loaded it as from the toolbox."""
    from qgis import processing
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProject

    project = QgsProject()
    context = QgsProcessingContext()
    context.setProject(project)
    path = tmp_path_factory.mktemp("city") / "city.gpkg"
    given = {"SIZE": "small", "SEED": 1, "CITY": str(path)}
    feedback = QgsProcessingFeedback(False)
    processing.runAndLoadResults("patrol:samplecity", given, context=context, feedback=feedback)
    qgis_app.processEvents()
    yield path, project
    project.clear()


def test_the_layers_stand_in_order_with_truth_and_checkins_off_and_below(loaded):
    _, project = loaded
    (group,) = project.layerTreeRoot().children()
    assert group.name() == "Sample city"
    nodes = group.findLayers()
    assert [node.name() for node in nodes] == [f"Sample city: {name}" for name in ORDER]
    assert {name for name, node in zip(ORDER, nodes) if not node.itemVisibilityChecked()} == HIDDEN
    assert len(project.mapLayers()) == len(ORDER)


def test_no_layer_has_a_colour_of_chance(loaded):
    _, project = loaded
    for layer in project.mapLayers().values():
        assert layer.mapTipTemplate(), layer.name()
        assert layer.metadata().history(), layer.name()
    (beats,) = project.mapLayersByName("Sample city: beats")
    # An outline covers nothing.
    assert beats.renderer().symbol().symbolLayer(0).properties()["style"] == "no"


@pytest.mark.parametrize("name", ORDER)
def test_a_layer_added_by_hand_is_dressed_too(loaded, name):
    from qgis.core import QgsVectorLayer

    from patrol_planner.processing.framework.dress import STYLE_FOLDER

    path, _ = loaded
    layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
    other = QgsVectorLayer(f"{path}|layername={name}", name, "ogr", QgsVectorLayer.LayerOptions(False))
    other.loadNamedStyle(str(STYLE_FOLDER / f"city_{name}.qml"))
    assert layer.renderer().dump() == other.renderer().dump()
    assert layer.mapTipTemplate() == other.mapTipTemplate() != ""


def test_the_stored_styles_ask_for_no_trust(loaded):
    path, _ = loaded
    with sqlite3.connect(path) as database:
        styles = database.execute("SELECT f_table_name, styleQML, useAsDefault FROM layer_styles").fetchall()
    assert sorted(name for name, *_ in styles) == sorted(ORDER)
    for name, style, default in styles:
        assert default, name
        assert not re.search(r"(?i)<actionsetting|pythoncode|<editforminitcode>\s*[^<\s]|@qgsfunction", style), name


def test_a_second_city_joins_the_group_layer_by_layer(loaded, qgis_app, tmp_path):
    from qgis import processing
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    _, project = loaded
    context = QgsProcessingContext()
    context.setProject(project)
    given = {"SIZE": "small", "SEED": 2, "CITY": str(tmp_path / "second.gpkg")}
    processing.runAndLoadResults("patrol:samplecity", given, context=context, feedback=QgsProcessingFeedback(False))
    qgis_app.processEvents()
    (group,) = project.layerTreeRoot().children()
    names = [node.name().split(": ")[1] for node in group.findLayers()]
    assert names == [name for name in ORDER for _ in range(2)]
