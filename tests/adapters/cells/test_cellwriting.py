"""Writing cells: wherever they go, the quick way or through a sink, the layer is the same."""

from __future__ import annotations

import numpy as np
import pytest
from writtencells import awkward, contents, everything, hexagons, layer_of, plain_columns, stop_after

pytest.importorskip("qgis.core")


def test_the_quick_way_is_the_one_taken(write, no_sink, tmp_path):
    assert len(everything(layer_of(write(tmp_path / "cells.gpkg", awkward(70), hexagons(70))))) == 70


@pytest.mark.parametrize("ending", ["gpkg", "shp", "geojson"])
def test_overwriting_a_file(write, tmp_path, ending):
    path = tmp_path / f"cells.{ending}"
    from patrol_planner.processing.layers.writing import Column

    write(path, [Column("old", "text", ["x"] * 9)], hexagons(9))
    layer = layer_of(write(path, [Column("cell_id", "int", np.arange(6))], hexagons(6)))
    assert [feature["cell_id"] for feature in layer.getFeatures()] == [0, 1, 2, 3, 4, 5]
    assert layer.fields().lookupField("old") == -1


@pytest.mark.parametrize("values", [np.array([0, 2**31]), np.array([-(2**31), 0]), [None, 2**40]])
def test_numbers_too_large_for_the_field_are_refused_as_the_sink_does(write, tmp_path, values):
    from qgis.core import QgsProcessingException

    from patrol_planner.processing.layers.writing import Column

    with pytest.raises(QgsProcessingException, match="Cells: the output cannot be written.*too large"):
        write(tmp_path / "cells.gpkg", [Column("n", "int", values)], hexagons(2))


# The rows are four pieces; the index is sorted in strips, then written in pieces again.
@pytest.mark.parametrize("checks", [0, 1, 4, 5, 15, 33, 40, 44])
def test_a_cancel_leaves_no_row_behind(write, tmp_path, checks):
    from patrol_planner.algorithms.errors import Cancelled

    n = 40_000
    empty, path = tmp_path / "empty" / "cells.gpkg", tmp_path / "cells.gpkg"
    empty.parent.mkdir()
    write(empty, plain_columns(0), hexagons(0))
    control, seen = stop_after(checks)
    with pytest.raises(Cancelled):
        write(path, plain_columns(n), hexagons(n), control)
    assert contents(path) == contents(empty)


@pytest.mark.parametrize("ending", ["gpkg", "shp"])
def test_progress_goes_on_and_few_rows_are_held_at_once(write, tmp_path, ending):
    n = 60_000
    asked = []

    def rings(start, end):
        asked.append(end - start)
        return hexagons(n)(start, end)

    control, seen = stop_after(10**6)
    write(tmp_path / f"cells.{ending}", plain_columns(n), rings, control)
    assert sum(asked) == n
    assert max(asked) <= 10_000
    assert seen == sorted(seen)
    assert max(np.diff([*seen, 1.0])) < 0.2


@pytest.mark.parametrize(
    "target", ["memory:", "TEMPORARY_OUTPUT", "grid.gpkg", "grid.shp", "grid.geojson", "ogr:", "table"]
)
def test_a_risk_grid_goes_where_it_is_sent(run_algorithm, scattered_incidents, tmp_path, target):
    if target == "ogr:":
        target = f"ogr:dbname='{tmp_path / 'city.gpkg'}' table=\"my grid\" (geom)"
    elif target == "table":
        run_algorithm("riskgrid", INCIDENTS=scattered_incidents(), GRID=f"{tmp_path / 'city.gpkg'}")
        target = f"ogr:dbname='{tmp_path / 'city.gpkg'}' table=\"second\" (geom)"
    elif "." in target:
        target = str(tmp_path / target)
    incidents = scattered_incidents()
    found = run_algorithm("riskgrid", INCIDENTS=incidents, GRID=target)
    expected = run_algorithm("riskgrid", INCIDENTS=incidents, GRID="memory:")
    layer, other = found.layer("GRID"), expected.layer("GRID")
    assert layer.featureCount() == other.featureCount() == found["CELLS"]
    assert [bytes(f.geometry().asWkb())[-80:] for f in layer.getFeatures()] == [
        bytes(f.geometry().asWkb())[-80:] for f in other.getFeatures()
    ]
    for name in ("cell_id", "row", "n"):
        assert [f[name] for f in layer.getFeatures()] == [f[name] for f in other.getFeatures()]
    assert [f["risk"] for f in layer.getFeatures()] == pytest.approx([f["risk"] for f in other.getFeatures()])
    # The record of the run is there, as it is with any other output.
    if "gpkg" in target:
        assert "patrol:riskgrid" in layer.metadata().history()[0]


def test_a_risk_grid_is_loaded_on_completion(qgis_app, scattered_incidents, tmp_path):
    from qgis import processing
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProcessingOutputLayerDefinition, QgsProject

    project, context = QgsProject(), QgsProcessingContext()
    context.setProject(project)
    target = QgsProcessingOutputLayerDefinition(str(tmp_path / "grid.gpkg"), project)
    target.destinationName = "My grid"
    found = processing.run(
        "patrol:riskgrid",
        {"INCIDENTS": scattered_incidents(), "GRID": target},
        context=context,
        feedback=QgsProcessingFeedback(False),
    )
    (address,) = context.layersToLoadOnCompletion()
    assert address == found["GRID"]
    assert context.layerToLoadOnCompletionDetails(address).name == "My grid"
    assert layer_of(address).featureCount() == found["CELLS"]


def test_a_risk_grid_in_a_model_is_read_by_the_next_step(two_step_model, scattered_incidents, tmp_path):
    from qgis import processing
    from qgis.core import QgsProcessingFeedback

    model = two_step_model("native:centroids", "INPUT", "OUTPUT")
    (target,) = [definition.name() for definition in model.destinationParameterDefinitions()]
    incidents = scattered_incidents()
    path = str(tmp_path / "centres.gpkg")
    found = processing.run(model, {"INCIDENTS": incidents, target: path}, feedback=QgsProcessingFeedback(False))
    cells = processing.run("patrol:riskgrid", {"INCIDENTS": incidents, "GRID": "memory:"})["CELLS"]
    assert layer_of(found[target]).featureCount() == cells > 0
