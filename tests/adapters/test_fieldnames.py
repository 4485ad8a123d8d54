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
