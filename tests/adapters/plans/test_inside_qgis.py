"""A plan as the toolbox, a model and a server run it: layers loaded in order, a worker, one file for all tables."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from smallcity import LAYERS, SHIFT, contents, here
from streetgrid import EAST, NORTH

pytest.importorskip("qgis.core")

IN_GROUP = ["Officers", "Officers' visits", "Blocks", "Officers' areas", "Officers' routes", "Not visited"]
IN_GROUP += ["Hotspot peaks", "Hotspots", "Forecast", "Risk", "Officers' summary"]


def settle(milliseconds: int = 100) -> None:
    from qgis.PyQt.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def run_as_task(parameters, cancel_at=None, which="planshift"):
    """As the toolbox does it: prepared here, run in a worker. Whether it succeeded, its outputs, context and log."""
    from qgis.core import (
        QgsApplication,
        QgsProcessingAlgRunnerTask,
        QgsProcessingContext,
        QgsProcessingFeedback,
        QgsProject,
    )
    from qgis.PyQt.QtCore import QElapsedTimer, QEventLoop, QTimer

    context, feedback = QgsProcessingContext(), QgsProcessingFeedback(False)
    context.setProject(QgsProject.instance())
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"patrol:{which}")
    task = QgsProcessingAlgRunnerTask(algorithm, parameters, context, feedback)
    ended, loop, clock = [], QEventLoop(), QElapsedTimer()
    task.executed.connect(lambda successful, results: (ended.append((successful, results)), loop.quit()))

    def cancel():
        if not clock.isValid() and feedback.progress() >= cancel_at:
            clock.start()
            task.cancel()

    # From here, as a click on Cancel comes, not from the worker.
    looking = QTimer()
    looking.timeout.connect(cancel)
    if cancel_at is not None:
        looking.start(2)
    QgsApplication.taskManager().addTask(task)
    loop.exec()
    looking.stop()
    successful, results = ended[0]
    return successful, results, context, feedback, clock.elapsed() if clock.isValid() else None


@pytest.fixture
def given(incidents, streets, project):
    """A plan's parameters as the toolbox hands them: the ids of the project's layers."""
    record = incidents()
    project.addMapLayers([record, streets])
    given = {"INCIDENTS": record.id(), "TIME_FIELD": "time", "ROADS": streets.id(), "DIRECTION_FIELD": "oneway"}
    return {**given, "SHIFT_START": SHIFT, "SHIFT_HOURS": 8}


def run_and_load(given, project, file=None):
    """Run a plan as the toolbox does and load its layers, in memory or of a file, into the project."""
    from qgis.core import QgsProcessingOutputLayerDefinition, QgsProcessingUtils

    for name in (*sorted({*LAYERS} - {"ROUTE", "STOPS"}), "BLOCKS", "AREAS", "OFFICERS_OUT"):
        place = f"ogr:dbname='{file}' table=\"{name.lower()}\" (geom)" if file else "TEMPORARY_OUTPUT"
        given[name] = QgsProcessingOutputLayerDefinition(place, project)
    successful, _, context, feedback, _ = run_as_task(given)
    assert successful, feedback.textLog()
    # What QGIS does in the end.
    for address, details in context.layersToLoadOnCompletion().items():
        layer = QgsProcessingUtils.mapLayerFromString(address, context)
        layer.setName(details.name)
        project.addMapLayer(context.takeResultLayer(layer.id()))
        details.postProcessor().postProcessLayer(layer, context, feedback)
    settle()


@pytest.mark.parametrize("to_file", [False, True])
def test_the_toolbox_loads_the_layers_in_order_with_their_looks(given, project, tmp_path, to_file):
    run_and_load(given, project, tmp_path / "plan.gpkg" if to_file else None)
    group = project.layerTreeRoot().findGroup("Patrol 2024-07-01 08:00")
    nodes = group.findLayers()
    assert [node.name() for node in nodes] == IN_GROUP
    shown = [node.name() for node in nodes if node.itemVisibilityChecked()]
    assert shown == ["Officers", "Officers' visits", "Blocks", "Officers' areas", "Officers' routes", "Risk"]
    layers = {node.name(): node.layer() for node in nodes}
    assert layers["Risk"].renderer().classAttribute() == "risk"
    assert layers["Officers' routes"].renderer().classAttribute() == "officer"
    assert layers["Officers' areas"].labelsEnabled() and layers["Officers' areas"].featureCount()
    time = layers["Forecast"].temporalProperties()
    assert time.isActive() and (time.startField(), time.endField()) == ("start", "end")
    record = json.loads(layers["Hotspots"].metadata().history()[0])
    assert record["algorithm"] == "patrol:planshift" and record["parameters"]["SHIFT_START"] == SHIFT
    assert all(layer.crs().authid() == "EPSG:32610" and layer.crs().toWkt() for layer in list(layers.values())[:-1])


def test_a_second_run_of_the_same_shift_has_a_group_of_its_own(given, project):
    for _ in range(2):
        run_and_load(given, project)
    groups = project.layerTreeRoot().findGroups()
    assert [group.name() for group in groups] == ["Patrol 2024-07-01 08:00 (2)", "Patrol 2024-07-01 08:00"]
    assert [[node.name() for node in group.findLayers()] for group in groups] == [IN_GROUP, IN_GROUP]


def test_a_replay_is_named_one(given, project, make_layer):
    came = [(f"Point({EAST + 600} {NORTH})", here("10:00"), 4)]
    calls = make_layer("Point", ["time:datetime", "priority:integer"], came)
    project.addMapLayer(calls)
    run_and_load({**given, "CALLS": calls.id(), "CALL_TIME_FIELD": "time", "UNIT": "visit"}, project)
    [group] = project.layerTreeRoot().findGroups()
    assert group.name() == "Replay 2024-07-01 08:00"
    replayed = [node.name() for node in group.findLayers() if "replay" in node.name()]
    titles = ("Officers' visits", "Officers' routes", "Not visited", "Officers' summary")
    assert replayed == [f"{title} (replay)" for title in titles]


def test_all_tables_go_into_one_file_and_equal_those_in_memory(plan, incidents, tmp_path):
    from qgis.core import QgsVectorLayer

    record, file = incidents(), tmp_path / "plan.gpkg"
    names = (*LAYERS, "OFFICERS_OUT")
    found = plan(INCIDENTS=record, **{name: f"ogr:dbname='{file}' table=\"{name}\" (geom)" for name in names})
    memory = plan(INCIDENTS=record)
    assert [path.name for path in tmp_path.iterdir()] == ["plan.gpkg"]
    for name in names:
        assert found[name] == f"{file}|layername={name}"
        stored = QgsVectorLayer(found[name], name, "ogr")
        assert contents(stored) == contents(memory.layer(name)), name
        assert json.loads(stored.metadata().history()[0])["algorithm"] == "patrol:planshift"
    # Its styles come with it.
    layer = QgsVectorLayer(found["GRID"], "grid", "ogr")
    assert layer.renderer().type() == "graduatedSymbol"


def test_tables_are_put_beside_others_of_a_file(plan, incidents, make_layer, tmp_path):
    from qgis.core import QgsProject, QgsVectorFileWriter, QgsVectorLayer

    file, options = tmp_path / "plan.gpkg", QgsVectorFileWriter.SaveVectorOptions()
    options.layerName = "incidents"
    QgsVectorFileWriter.writeAsVectorFormatV3(incidents(), str(file), QgsProject.instance().transformContext(), options)
    record = f"{file}|layername=incidents"
    plan(INCIDENTS=record, **{name: f"ogr:dbname='{file}' table=\"{name}\" (geom)" for name in LAYERS})
    kept = {name: QgsVectorLayer(f"{file}|layername={name}", name, "ogr") for name in ("incidents", *LAYERS)}
    assert all(layer.isValid() for layer in kept.values())
    assert kept["incidents"].featureCount() == 400


def test_files_of_other_formats_are_written_too(plan, tmp_path):
    found = plan(**{name: str(tmp_path / f"{name}.geojson") for name in LAYERS})
    assert all((tmp_path / f"{name}.geojson").is_file() for name in LAYERS)
    assert len(found.rows("GRID")) == found["CELLS"]


@pytest.mark.parametrize("percent", [0, 15, 40, 70])
def test_a_cancel_is_answered_within_a_second(given, tmp_path, percent):
    file = tmp_path / "plan.gpkg"
    given.update({name: f"ogr:dbname='{file}' table=\"{name}\" (geom)" for name in LAYERS})
    successful, _, _, _, waited = run_as_task(given, percent)
    assert not successful and waited < 1000
    assert list(tmp_path.iterdir()) == []


def test_a_model_runs_a_plan_as_one_of_its_steps(plan, incidents):
    from qgis import processing
    from qgis.core import (
        QgsProcessingModelAlgorithm,
        QgsProcessingModelChildAlgorithm,
        QgsProcessingModelChildParameterSource,
        QgsProcessingModelOutput,
        QgsProcessingModelParameter,
        QgsProcessingParameterFeatureSource,
    )

    source, record = QgsProcessingModelChildParameterSource, incidents()
    model = QgsProcessingModelAlgorithm("a plan in a model", "test")
    layer = QgsProcessingParameterFeatureSource("INCIDENTS", "Incidents")
    model.addModelParameter(layer, QgsProcessingModelParameter("INCIDENTS"))
    child = QgsProcessingModelChildAlgorithm("patrol:planshift")
    child.setChildId("plan")
    child.addParameterSources("INCIDENTS", [source.fromModelParameter("INCIDENTS")])
    for name, value in {"TIME_FIELD": "time", "SHIFT_START": SHIFT, "SHIFT_HOURS": 8}.items():
        child.addParameterSources(name, [source.fromStaticValue(value)])
    output = QgsProcessingModelOutput("OUT", "OUT")
    output.setChildId("plan")
    output.setChildOutputName("VISITS")
    child.setModelOutputs({"OUT": output})
    model.addChildAlgorithm(child)
    model.initAlgorithm()
    (name,) = [definition.name() for definition in model.destinationParameterDefinitions()]
    found = processing.run(model, {"INCIDENTS": record, name: "memory:"})[name]
    expected = plan(INCIDENTS=record, ROADS=None, DIRECTION_FIELD=None)
    assert contents(found) == contents(expected.layer("VISITS"))


def test_texts_are_as_good_as_values(plan, incidents):
    """As qgis_process hands them."""
    record = incidents()
    texts = {"SHIFT_START": "2024-07-01 08:00", "SHIFT_HOURS": "8", "DWELL": "10", "OFFICER_COUNT": "5"}
    texts.update(HOTSPOT_COVERAGE="5.0", SEED="1", RISK_METHOD="kernel", RISK_BANDWIDTH="250")
    found, expected = plan(INCIDENTS=record, **texts), plan(INCIDENTS=record)
    assert all(contents(found.layer(name)) == contents(expected.layer(name)) for name in LAYERS)


@pytest.mark.parametrize("which", ["riskgrid", "planshift"])
@pytest.mark.parametrize("selected", [False, True])
def test_nothing_is_looked_up_in_the_worker(given, project, monkeypatch, selected, which):
    from qgis.core import QgsProcessingFeatureSourceDefinition
    from qgis.PyQt.QtCore import QCoreApplication, QThread

    from patrol_planner.processing.framework.declared import DeclaredAlgorithm

    record = project.mapLayer(given["INCIDENTS"])
    record.selectAll()
    names = {record.id(), given["ROADS"]}
    given["INCIDENTS"] = QgsProcessingFeatureSourceDefinition(record.id(), selected)
    looked_up = []

    def spy(name):
        asked = getattr(DeclaredAlgorithm, name)

        def ask(self, parameters, parameter, context):
            value = parameters.get(parameter)
            if isinstance(value, QgsProcessingFeatureSourceDefinition):
                value = value.source.staticValue()
            in_worker = QThread.currentThread() != QCoreApplication.instance().thread()
            if in_worker and isinstance(value, str) and value in names:
                looked_up.append((self.name(), name, parameter))
            return asked(self, parameters, parameter, context)

        monkeypatch.setattr(DeclaredAlgorithm, name, ask, raising=False)

    for name in ("parameterAsSource", "parameterAsVectorLayer", "parameterAsLayerList", "parameterAsLayer"):
        spy(name)
    given.update(dict.fromkeys(LAYERS if which == "planshift" else ["GRID"], "TEMPORARY_OUTPUT"))
    successful, results, _, feedback, _ = run_as_task(given, which=which)
    assert successful, feedback.textLog()
    assert results["INCIDENTS_USED"] == 400
    assert looked_up == []


def test_a_layer_taken_out_before_the_run_begins_is_an_error(given, project):
    from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingException, QgsProcessingFeedback

    context, feedback = QgsProcessingContext(), QgsProcessingFeedback(False)
    context.setProject(project)
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("patrol:riskgrid")
    parameters = {"INCIDENTS": given["INCIDENTS"], "TIME_FIELD": "time", "GRID": "memory:"}
    assert algorithm.prepare(parameters, context, feedback)
    project.removeMapLayer(given["INCIDENTS"])
    with pytest.raises(QgsProcessingException, match="INCIDENTS|Incidents"):
        algorithm.runPrepared(parameters, context, feedback)


def test_a_layer_taken_out_while_a_plan_is_made_is_planned_with_all_the_same(plan, incidents, project, monkeypatch):
    from patrol_planner.processing.plans import steps

    record = incidents()
    project.addMapLayer(record)
    name, before = record.id(), steps._before

    def taken_out(run, inputs, made, step):
        if step == "predictcrime":
            project.removeMapLayer(name)
        return before(run, inputs, made, step)

    wanted = plan(INCIDENTS=record)
    monkeypatch.setattr(steps, "_before", taken_out)
    found = plan(INCIDENTS=name)
    assert project.mapLayer(name) is None
    assert found.rows("VISITS") == wanted.rows("VISITS") and found["REWARD"] == wanted["REWARD"]


def test_no_step_is_given_a_layer_that_others_have(plan, incidents, project, monkeypatch):
    from qgis.core import QgsMapLayer, QgsProcessingFeatureSourceDefinition

    from patrol_planner.processing.plans.children import Children

    record = incidents()
    project.addMapLayer(record)
    given, values = [], Children._values

    def noted(self, step, worked_out):
        found = values(self, step, worked_out)
        given.extend(value.id() for value in found.values() if isinstance(value, QgsMapLayer))
        return found

    monkeypatch.setattr(Children, "_values", noted)
    for whole in (record, record.id(), QgsProcessingFeatureSourceDefinition(record.id())):
        plan(INCIDENTS=whole)
    assert given and not any(project.mapLayer(name) for name in given)


TAKEN_AWAY = """
import sys, time
sys.path[:0] = {path!r}
from qgis.core import QgsApplication, QgsProject
from qgis.core import QgsProcessingAlgRunnerTask, QgsProcessingContext, QgsProcessingFeedback
app = QgsApplication([], False)
app.initQgis()
from processing.core.Processing import Processing
Processing.initialize()
from patrol_planner.processing.provider import PatrolProvider
provider, registry = PatrolProvider(), QgsApplication.processingRegistry()
registry.addProvider(provider)
context, feedback, ended = QgsProcessingContext(), QgsProcessingFeedback(False), []
context.setProject(QgsProject.instance())
task = QgsProcessingAlgRunnerTask(registry.createAlgorithmById("patrol:planshift"), {parameters!r}, context, feedback)
task.executed.connect(lambda successful, results: ended.append(successful))

def take_away(percent):
    if percent > {percent} and registry.providerById("patrol"):
        registry.removeProvider(provider)

task.progressChanged.connect(take_away)
QgsApplication.taskManager().addTask(task)
until = time.monotonic() + 60
while not ended and time.monotonic() < until:
    app.processEvents()
    time.sleep(0.01)
print("ended", ended, registry.providerById("patrol") is None, flush=True)
import os
os._exit(0)
"""


@pytest.mark.parametrize("percent", [1, 30])
def test_a_plan_outlives_the_plugin_that_is_taken_away(incidents, streets, tmp_path, percent):
    """QGIS crashed: a step's algorithm was asked of a provider that was gone."""
    from qgis import processing

    parameters = {"TIME_FIELD": "time", "SHIFT_START": SHIFT, "SHIFT_HOURS": 8}
    for name, layer in (("INCIDENTS", incidents()), ("ROADS", streets)):
        parameters[name] = str(tmp_path / f"{name.lower()}.gpkg")
        processing.run("native:savefeatures", {"INPUT": layer, "OUTPUT": parameters[name]})
    for name in ("GRID", "HOTSPOTS", "FORECAST", "ROUTES", "VISITS", "SUMMARY"):
        parameters[name] = "TEMPORARY_OUTPUT"
    program = TAKEN_AWAY.format(path=sys.path, parameters=parameters, percent=percent)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120)
    assert "ended [False] True" in done.stdout, (done.returncode, done.stdout, done.stderr[-2000:])
