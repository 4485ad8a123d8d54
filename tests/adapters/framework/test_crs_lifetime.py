"""A CRS first made in a worker thread is lost when Qt ends that thread: nothing here may depend on one."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def short_lived_threads(qgis_app):
    """Worker threads end after a twentieth of a second without work, as they else do after half a minute."""
    from qgis.core import QgsApplication
    from qgis.PyQt.QtCore import QThreadPool

    tasks = QgsApplication.taskManager()
    # Newer versions of QGIS give tasks threads of their own.
    pool = tasks.threadPool() if hasattr(tasks, "threadPool") else QThreadPool.globalInstance()
    usual = pool.expiryTimeout()
    pool.waitForDone()
    pool.setExpiryTimeout(50)
    yield
    pool.setExpiryTimeout(usual)


def settle(milliseconds: int = 500) -> None:
    from qgis.PyQt.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def run_as_task(algorithm, parameters):
    """As toolbox and dock do it: prepared here, computed in a worker. Outputs, their layers, and the log."""
    from qgis.core import (
        QgsApplication,
        QgsProcessingAlgRunnerTask,
        QgsProcessingContext,
        QgsProcessingFeedback,
        QgsProject,
    )
    from qgis.PyQt.QtCore import QEventLoop

    context, feedback = QgsProcessingContext(), QgsProcessingFeedback(False)
    context.setProject(QgsProject.instance())
    task = QgsProcessingAlgRunnerTask(algorithm, parameters, context, feedback)
    ended, loop = [], QEventLoop()
    task.executed.connect(lambda successful, results: (ended.append((successful, results)), loop.quit()))
    QgsApplication.taskManager().addTask(task)
    loop.exec()
    successful, results = ended[0]
    assert successful, feedback.textLog()
    layers = {name: context.takeResultLayer(value) for name, value in results.items() if isinstance(value, str)}
    return results, layers, feedback.textLog()


def patrol(name):
    from qgis.core import QgsApplication

    return QgsApplication.processingRegistry().createAlgorithmById(f"patrol:{name}")


def in_worker(work):
    """What ``work`` returns, done in a worker thread that has ended since."""
    from qgis.core import QgsApplication, QgsTask

    found = []
    task = QgsTask.fromFunction("work", lambda _: found.append(work()))
    QgsApplication.taskManager().addTask(task)
    settle(1000)
    return found[0]


# Degrees, and feet of a state plane; both elsewhere than the other tests, so that no CRS is known from them.
@pytest.mark.parametrize("crs, corner, side, computed", [
    ("EPSG:4326", (2.33, 48.85), 0.03, "EPSG:32631"),
    ("EPSG:2926", (1270000, 220000), 10000, "EPSG:32610"),
])  # fmt: skip
def test_a_second_run_after_a_pause_gives_the_same(make_layer, short_lived_threads, crs, corner, side, computed):
    places = [(corner[0] + side * (i * 7 % 100) / 100, corner[1] + side * (i * 31 % 97) / 97) for i in range(200)]
    incidents = make_layer("Point", [], [(f"Point({x} {y})",) for x, y in places], crs)
    grids = []
    for _ in range(3):
        results, layers, log = run_as_task(patrol("riskgrid"), {"INCIDENTS": incidents, "GRID": "memory:"})
        assert f"computing in {computed}" in log
        grids.append((results["CELLS"], layers["GRID"]))
        settle()
    assert len({(cells, grid.extent().toString(3)) for cells, grid in grids}) == 1
    assert grids[0][0] > 100
    assert [(grid.crs().authid(), grid.crs().toWkt() != "") for _, grid in grids] == [(computed, True)] * 3


def test_the_layers_of_a_model_keep_their_crs(make_layer, two_step_model, short_lived_threads):
    # QGIS runs a model in a worker, and prepares its children there.
    places = [(2.33 + (i * 7 % 100) / 3000, -33.85 + (i * 31 % 97) / 3000) for i in range(200)]
    incidents = make_layer("Point", [], [(f"Point({x} {y})",) for x, y in places], "EPSG:4326")
    model = two_step_model("patrol:extracthotspots", "GRID", "HOTSPOTS")
    # What QGIS calls the output of a model changed between versions.
    (target,) = [definition.name() for definition in model.destinationParameterDefinitions()]
    found = []
    for _ in range(2):
        _, layers, _ = run_as_task(model, {"INCIDENTS": incidents, target: "memory:"})
        found.append(next(layer for layer in layers.values() if layer is not None))
        settle()
    assert [layer.crs().authid() for layer in found] == ["EPSG:32731"] * 2
    assert all(layer.crs().toWkt() for layer in found)
    assert len({layer.extent().toString(3) for layer in found}) == 1


def test_the_layers_of_a_plan_keep_their_crs(make_layer, short_lived_threads):
    from qgis.PyQt.QtCore import QDateTime

    start = QDateTime(2024, 1, 1, 0, 0, 0)
    rows = [(f"Point({-58.4 + (i * i * 7 % 100) / 2500} {-34.6 + (i * 31 % 97) / 2500})", start.addSecs(i * 19_800))
            for i in range(800)]  # fmt: skip
    incidents = make_layer("Point", ["time:datetime"], rows, "EPSG:4326")
    wanted = ("GRID", "HOTSPOTS", "FORECAST", "ROUTES", "VISITS", "SUMMARY", "OFFICERS_OUT")
    given = {"INCIDENTS": incidents, "TIME_FIELD": "time", "SHIFT_START": "2024-07-02T08:00", "SHIFT_HOURS": 4}
    found = []
    for _ in range(2):
        _, layers, _ = run_as_task(patrol("planshift"), {**given, **dict.fromkeys(wanted, "memory:")})
        found.append(layers)
        settle()
    spatial = [name for name in wanted if name != "SUMMARY"]
    for layers in found:
        assert {layers[name].crs().authid() for name in spatial} == {"EPSG:32721"}
        assert all(layers[name].crs().toWkt() for name in spatial)
    assert len({tuple(layers[name].extent().toString(3) for name in spatial) for layers in found}) == 1


def test_a_layer_whose_crs_is_lost_is_computed_as_if_it_were_not(make_layer, run_algorithm, short_lived_threads):
    from qgis.core import QgsCoordinateReferenceSystem

    rows = [(f"Point({-79.4 + i / 5000} {-0.2 + i % 13 / 500})",) for i in range(100)]
    # QGIS keeps the CRS a layer has where it is given an equal one.
    sound, lost = (make_layer("Point", [], rows, crs) for crs in ("EPSG:4248", "EPSG:4674"))
    expected = run_algorithm("riskgrid", INCIDENTS=sound, GRID="memory:")["CELLS"]
    QgsCoordinateReferenceSystem.invalidateCache()
    lost.setCrs(in_worker(lambda: QgsCoordinateReferenceSystem("EPSG:4248")))
    assert lost.crs().isValid() and not lost.crs().toWkt()
    assert run_algorithm("riskgrid", INCIDENTS=lost, GRID="memory:")["CELLS"] == expected


def test_a_lost_crs_without_a_code_is_refused(make_layer, run_algorithm, short_lived_threads):
    from qgis.core import QgsCoordinateReferenceSystem, QgsProcessingException

    own = "+proj=tmerc +lat_0=1.5 +lon_0=11.25 +x_0=1234 +ellps=GRS80 +units=us-ft"
    layer = make_layer("Point", [], [(f"Point({5000 * i} {3000 * (i % 7)})",) for i in range(30)])
    layer.setCrs(in_worker(lambda: QgsCoordinateReferenceSystem.fromProj(own)))
    assert layer.crs().isValid() and not layer.crs().toWkt()
    with pytest.raises(QgsProcessingException, match="lost the definition of the layer's coordinate reference system"):
        run_algorithm("riskgrid", INCIDENTS=layer, GRID="memory:")


def test_a_transform_that_would_do_nothing_is_refused(qgis_app, short_lived_threads):
    from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransformContext, QgsPointXY

    from patrol_planner.algorithms.errors import PatrolError
    from patrol_planner.processing.common.crs import made_crs, transform_between

    context, degrees = QgsCoordinateTransformContext(), made_crs("EPSG:4326")
    assert transform_between(degrees, made_crs("EPSG:4326"), context) is None
    there = transform_between(degrees, made_crs("EPSG:32631"), context).transform(QgsPointXY(3, 0))
    assert (round(there.x()), round(there.y())) == (500000, 0)
    lost = in_worker(lambda: QgsCoordinateReferenceSystem("EPSG:32641"))
    for source, target in ((degrees, lost), (lost, degrees), (degrees, QgsCoordinateReferenceSystem())):
        with pytest.raises(PatrolError, match="cannot be brought from"):
            transform_between(source, target, context)


def test_crss_and_transforms_are_made_in_one_place_only():
    makers = {"QgsCoordinateReferenceSystem", "QgsCoordinateTransform"}
    # A table has no CRS; a code is looked up before the run; the dock's own are of the window.
    allowed = {"crs.py", "checks.py"}
    found = []
    for path in sorted((ROOT / "processing").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in makers and node.args:
                found.append(path.name)
    assert set(found) <= allowed
    assert "crs.py" in found
