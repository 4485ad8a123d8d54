"""What QGIS does around an algorithm: models, loading with style and time, several tables of one GeoPackage."""

from __future__ import annotations

import json

import pytest

pytest.importorskip("qgis.core")


def test_a_model_chains_the_algorithms(two_step_model, run_algorithm, scattered_incidents) -> None:
    from qgis import processing
    from qgis.core import QgsProcessingModelAlgorithm

    model = two_step_model("patrol:extracthotspots", "GRID", "HOTSPOTS", {"METHOD": "count"}, {"COVERAGE": 10})
    # Through its file form, as a saved model is.
    saved = QgsProcessingModelAlgorithm()
    assert saved.loadVariant(model.toVariant())
    saved.initAlgorithm()
    incidents = scattered_incidents()
    # What QGIS calls the output of a model changed between versions.
    (output,) = [definition.name() for definition in saved.destinationParameterDefinitions()]
    found = processing.run(saved, {"INCIDENTS": incidents, output: "memory:"})
    layer = found[output]
    alone = run_algorithm("riskgrid", INCIDENTS=incidents, METHOD="count", GRID="memory:").layer("GRID")
    expected = run_algorithm("extracthotspots", GRID=alone, COVERAGE=10, HOTSPOTS="memory:").layer("HOTSPOTS")
    assert [f.geometry().asWkt() for f in layer.getFeatures()] == [f.geometry().asWkt() for f in expected.getFeatures()]


def loaded(algorithm: str, output: str, parameters: dict):
    """The layer as QGIS loads it after a run from the toolbox: with its name, style and record."""
    from qgis import processing
    from qgis.core import (
        QgsProcessingContext,
        QgsProcessingFeedback,
        QgsProcessingOutputLayerDefinition,
        QgsProject,
    )

    context, feedback = QgsProcessingContext(), QgsProcessingFeedback(False)
    context.setProject(QgsProject.instance())
    wanted = QgsProcessingOutputLayerDefinition("TEMPORARY_OUTPUT", QgsProject.instance())
    found = processing.run(f"patrol:{algorithm}", {**parameters, output: wanted}, context=context, feedback=feedback)
    ((_, details),) = context.layersToLoadOnCompletion().items()
    layer = found[output]
    details.postProcessor().postProcessLayer(layer, context, feedback)
    return layer, details.name


def test_a_loaded_grid_is_named_styled_and_recorded(scattered_incidents) -> None:
    layer, name = loaded("riskgrid", "GRID", {"INCIDENTS": scattered_incidents(), "METHOD": "count"})
    assert name == "Risk grid"
    assert layer.renderer().type() == "graduatedSymbol" and layer.renderer().classAttribute() == "risk"
    assert "Risk [%" in layer.mapTipTemplate()
    assert json.loads(layer.metadata().history()[0])["parameters"]["METHOD"] == "count"


def test_a_loaded_forecast_knows_its_time(run_algorithm, scattered_incidents) -> None:
    incidents = scattered_incidents()
    grid = run_algorithm("riskgrid", INCIDENTS=incidents, METHOD="count", GRID="memory:").layer("GRID")
    layer, _ = loaded("predictcrime", "FORECAST", {"INCIDENTS": incidents, "TIME_FIELD": "time", "GRID": grid})
    time = layer.temporalProperties()
    assert time.isActive() and (time.startField(), time.endField()) == ("start", "end")
    record = json.loads(layer.metadata().history()[0])
    assert record["seed"] == 1 and record["counts"]["incidents_used"] == 300


def test_tables_of_one_geopackage_keep_their_own_records(run_algorithm, scattered_incidents, tmp_path) -> None:
    from qgis.core import QgsVectorLayer

    path = tmp_path / "all.gpkg"

    def sink(name: str) -> str:
        return f"ogr:dbname='{path}' table=\"{name}\" (geom)"

    run_algorithm("riskgrid", INCIDENTS=scattered_incidents(), METHOD="count", GRID=sink("grid"))
    run_algorithm("extracthotspots", GRID=f"{path}|layername=grid", HOTSPOTS=sink("areas"), POINTS=sink("peaks"))
    made_by = {}
    for name in ("grid", "areas", "peaks"):
        layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
        made_by[name] = json.loads(layer.metadata().history()[0])["algorithm"]
    assert made_by == {"grid": "patrol:riskgrid", "areas": "patrol:extracthotspots", "peaks": "patrol:extracthotspots"}


def test_other_formats_keep_the_record_beside_them(run_algorithm, scattered_incidents, tmp_path) -> None:
    from qgis.core import QgsVectorLayer

    path = tmp_path / "grid.geojson"
    run_algorithm("riskgrid", INCIDENTS=scattered_incidents(), METHOD="count", GRID=str(path))
    layer = QgsVectorLayer(str(path), "grid", "ogr")
    layer.loadDefaultMetadata()
    assert json.loads(layer.metadata().history()[0])["algorithm"] == "patrol:riskgrid"
