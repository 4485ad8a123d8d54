"""Fields with a semicolon in their name, which QGIS takes for two fields."""

from __future__ import annotations

import pytest


@pytest.fixture
def incidents(make_layer):
    rows = [
        (f"Point({551000 + 40 * index} {4181000 + 31 * index})", index % 3 + 1, "ab"[index % 2], "cd"[index % 2], "e")
        for index in range(40)
    ]
    return make_layer("Point", ["weight;n:integer", "kind;of:string", "mode;a:string", "mode:string"], rows)


def test_one_field_with_a_semicolon_is_read(run_algorithm, incidents):
    done = run_algorithm("riskgrid", INCIDENTS=incidents, WEIGHT_FIELD="weight;n", METHOD="count", GRID="memory:")
    assert sum(row["weight"] for row in done.rows("GRID")) == sum(index % 3 + 1 for index in range(40))


def test_a_field_that_is_not_there_is_named_whole(run_algorithm, incidents):
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException, match="no field weight;m"):
        run_algorithm("riskgrid", INCIDENTS=incidents, WEIGHT_FIELD="weight;m", GRID="memory:")


@pytest.mark.parametrize("fields", ["mode;a;mode", "mode;mode;a", ["mode;a", "mode"], "MODE;A;mode"])
def test_of_several_fields_each_is_found(run_algorithm, incidents, fields):
    given = {"INCIDENTS": incidents, "TARGET_FIELD": "kind;of", "FIELDS": fields, "NEIGHBOURS": 3}
    done = run_algorithm("featurerelevance", **given, RELEVANCE="memory:")
    found = {row["feature"].lower() for row in done.rows("RELEVANCE")}
    assert found == {"latitude", "longitude", "mode;a", "mode"}


def test_a_person_behind_a_semicolon_is_seen(run_algorithm, incidents):
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException, match="about a person"):
        run_algorithm("riskgrid", INCIDENTS=incidents, WEIGHT_FIELD="weight;victim", GRID="memory:")


def test_the_toolbox_s_own_check_takes_it_too(qgis_app):
    from patrol_planner.processing.provider import ALGORITHMS

    for kind in ALGORITHMS:
        algorithm = kind().create()
        for definition in algorithm.parameterDefinitions():
            if definition.type() == "field":
                assert definition.checkValueIsAcceptable("kind;of"), (kind.ID, definition.name())
                assert definition.checkValueIsAcceptable("") == bool(definition.flags() & definition.Flag.FlagOptional)


def test_a_model_reads_it(qgis_app, incidents):
    from qgis import processing
    from qgis.core import (
        QgsProcessingModelAlgorithm,
        QgsProcessingModelChildAlgorithm,
        QgsProcessingModelOutput,
        QgsProcessingModelParameter,
        QgsProcessingParameterFeatureSource,
    )
    from qgis.core import QgsProcessingModelChildParameterSource as Given

    model = QgsProcessingModelAlgorithm("m", "m")
    model.addModelParameter(
        QgsProcessingParameterFeatureSource("INCIDENTS", "i"), QgsProcessingModelParameter("INCIDENTS")
    )
    child = QgsProcessingModelChildAlgorithm("patrol:riskgrid")
    child.setChildId("grid")
    child.addParameterSources("INCIDENTS", [Given.fromModelParameter("INCIDENTS")])
    child.addParameterSources("WEIGHT_FIELD", [Given.fromStaticValue("weight;n")])
    child.addParameterSources("METHOD", [Given.fromStaticValue("count")])
    output = QgsProcessingModelOutput("GRID")
    output.setChildId("grid")
    output.setChildOutputName("GRID")
    child.setModelOutputs({"GRID": output})
    model.addChildAlgorithm(child)
    found = processing.run(model, {"INCIDENTS": incidents, "grid:GRID": "memory:"})
    (layer,) = [value for value in found.values() if hasattr(value, "getFeatures")]
    assert sum(feature["weight"] for feature in layer.getFeatures()) == sum(index % 3 + 1 for index in range(40))
