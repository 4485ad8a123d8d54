"""Two runs with a pause in which Qt ends the worker thread: same numbers, and layers saved late know where they are."""

from __future__ import annotations

import pytest

PAUSE_S = 45

SCRIPT = """
from qgis.core import (
    QgsApplication, QgsProcessingAlgRunnerTask, QgsProcessingContext, QgsProcessingFeedback, QgsVectorFileWriter,
)

PAUSE_S = %d

# No CRS of the books: QGIS saves such a one that is near to one of them as that one.
FEET = "PROJ4:+proj=tmerc +lat_0=50 +lon_0=2.7 +x_0=600000 +ellps=GRS80 +units=us-ft +no_defs"

def incidents(name, crs):
    path = os.path.join(FOLDER, f"{name}.gpkg")
    processing.run(
        "native:reprojectlayer",
        {"INPUT": f"{FOLDER}/city.gpkg|layername=incidents", "TARGET_CRS": crs, "OUTPUT": path},
    )
    layer = QgsVectorLayer(path, name, "ogr")
    project.addMapLayer(layer)
    return layer

def grid_of(layer):
    # As the toolbox does it: in a worker, with the window alive.
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("patrol:riskgrid")
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback(False)
    context.setProject(project)
    values = {"INCIDENTS": layer, "CELL_SIZE": 250, "GRID": "memory:"}
    task = QgsProcessingAlgRunnerTask(algorithm, values, context, feedback)
    loop, ended = QEventLoop(), []
    task.executed.connect(lambda successful, results: (ended.append(results), loop.quit()))
    QgsApplication.taskManager().addTask(task)
    loop.exec()
    grid = context.takeResultLayer(ended[0]["GRID"])
    project.addMapLayer(grid)
    kept.append(context)
    sums = sum(feature["risk"] for feature in grid.getFeatures())
    return grid, [ended[0]["CELLS"], ended[0]["INCIDENTS_USED"], round(sums, 6), grid.extent().toString(2)]

def saved_crs(layer, name):
    path = os.path.join(FOLDER, name)
    options = QgsVectorFileWriter.SaveVectorOptions()
    QgsVectorFileWriter.writeAsVectorFormatV3(layer, path, project.transformContext(), options)
    return QgsVectorLayer(path, name, "ogr").crs().authid()

kept = []

def script():
    open_city()
    layers = [incidents("degrees", "EPSG:4326"), incidents("feet", FEET)]
    dock = show_dock("block")
    for name in ("roads", "study_area", "facilities", "calls", "officers"):
        dock.form.layers[name].setLayer(None)
    dock.form.layers["incidents"].setLayer(layers[0])
    shift(dock)
    plans, grids = [], []
    for pause in (1000 * PAUSE_S, 0):
        dock.plan_button.click()
        outcome = wait_for(dock.chain.ended)
        plans.append([outcome.state, outcome.text, outcome.numbers])
        grids.append([grid_of(layer) for layer in layers])
        settle(pause)
    first, second = grids
    facts["first"], facts["second"] = [figures for _, figures in first], [figures for _, figures in second]
    facts["crs"] = [grid.crs().authid() for grid, _ in first]
    facts["saved"] = [saved_crs(grid, f"late{number}.gpkg") for number, (grid, _) in enumerate(first)]
    facts["plans"] = plans
"""


@pytest.fixture
def facts(run_in_window):
    return run_in_window(SCRIPT % PAUSE_S)[0]


def test_after_a_pause_nothing_has_changed(facts):
    assert facts["second"] == facts["first"]
    degrees, feet = facts["first"]
    # Two ways of projecting differ by less than a millimetre, which moves no incident into another cell.
    assert degrees[0] > 100 and degrees[:2] == feet[:2] and degrees[3] == feet[3]
    assert degrees[2] == pytest.approx(feet[2], rel=1e-3)
    assert facts["saved"] == facts["crs"] == ["EPSG:32631"] * 2
    (state, text, first), (_, _, second) = facts["plans"]
    assert (state, text) == ("done", "")
    assert second == first
    assert first["riskgrid"]["CELLS"] == degrees[0]
