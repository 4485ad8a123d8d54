"""Where the panel keeps a plan that cannot go beside the project, or nowhere at all."""

from __future__ import annotations

from pathlib import Path

FOLDERS = """
import resource
def sources():
    return sorted({node.layer().providerType() for node in project.layerTreeRoot().findGroups()[0].findLayers()})

def plan_and(dock, stop=None):
    dock.plan_button.click()
    if stop is not None:
        wait_for(dock.chain.said, condition=lambda text: text.startswith("Saving"))
        stop()
    return wait_for(dock.chain.ended)

def ready():
    city = os.path.join(FOLDER, "city.gpkg")
    processing.run("patrol:samplecity", {"SIZE": "small", "SEED": 1, "CITY": city})
    dock = show_dock()
    project.addMapLayer(QgsVectorLayer(f"{city}|layername=incidents", "incidents", "ogr"))
    # Few cells, so that it is quick.
    dock.form.cell_size_m.setValue(700)
    dock.form.shift_hours.setValue(2)
    shift(dock)
    return dock, city
"""

PLACES = """
def script():
    dock, _ = ready()
    facts["unsaved"] = dock.status.text()
    outcome = plan_and(dock)
    facts["documents"] = [outcome.state, outcome.file, dock.status.text(), sources()]

    # A folder that is not there, and one that is.
    dock.form.folder.setFilePath(os.path.join(FOLDER, "gone"))
    facts["gone"] = [dock.plan_button.isEnabled(), dock.status.text()]
    os.mkdir(os.path.join(FOLDER, "plans"))
    dock.form.folder.setFilePath(os.path.join(FOLDER, "plans"))
    facts["plans"] = [dock.plan_button.isEnabled(), dock.status.text()]
    facts["wanted"] = plan_and(dock).file

    # A disk that is full when the plan is there.
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    outcome = plan_and(dock, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, limits[1])))
    resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    facts["full"] = [outcome.state, outcome.file, dock.status.text(), sources(), dock.headlines.text()]
    facts["full_officers"] = [dock.form.layers["officers"].currentText(), dock._to_keep().officers]
    facts["in_plans"] = sorted(os.listdir(os.path.join(FOLDER, "plans")))
"""

# In a window of its own: after errors of a full disk GDAL is not to be relied on.
GONE = """
def script():
    dock, city = ready()
    os.mkdir(os.path.join(FOLDER, "plans"))
    dock.form.folder.setFilePath(os.path.join(FOLDER, "plans"))
    facts["cleared"] = plan_and(dock, project.clear).state
    facts["layers_after_clear"] = len(project.mapLayers())
    project.addMapLayer(QgsVectorLayer(f"{city}|layername=incidents", "incidents", "ogr"))
    dock.form.folder.setFilePath(os.path.join(FOLDER, "plans"))
    shift(dock)
    states = []
    dock.chain.ended.connect(lambda outcome: states.append(outcome.state))
    dock.plan_button.click()
    wait_for(dock.chain.said, condition=lambda text: text.startswith("Saving"))
    facts["unloaded"], facts["at_unload"] = utils.unloadPlugin("patrol_planner"), states
    settle(1000)
    facts["layers_after_unload"] = [layer.name() for layer in project.mapLayers().values()]
    facts["in_plans_at_last"] = sorted(os.listdir(os.path.join(FOLDER, "plans")))
"""


def test_a_plan_has_a_place_wherever_the_project_is(run_in_window, tmp_path):
    facts, _ = run_in_window(FOLDERS + PLACES)
    name = "patrol_2024-12-31_0800_v{}.gpkg"
    documents = tmp_path / "home" / "Documents" / "Patrol Planner"
    assert f"Plans go to {documents}." in facts["unsaved"]
    state, file, status, sources = facts["documents"]
    assert (state, Path(file)) == ("done", documents / name.format(1))
    assert f"Saved as {file}." in status
    assert sources == ["ogr"]

    gone, plans = tmp_path / "gone", tmp_path / "plans"
    assert facts["gone"] == [False, f"Nothing can be written into {gone}: choose another folder for plans."]
    assert facts["plans"][0] is True
    assert f"Plans go to {plans}." in facts["plans"][1]
    assert facts["wanted"] == str(plans / name.format(1))

    # What cannot be saved stays on the map, and the panel says that it will not last.
    state, file, status, sources, figures = facts["full"]
    assert (state, file) == ("done", "")
    assert "It could not be saved: " in status
    assert "Its layers are temporary: save those you want to keep." in status
    assert sources == ["memory"]
    assert figures
    assert facts["full_officers"] == ["Officers", ""]
    assert facts["in_plans"] == [name.format(1)]


def test_nothing_is_left_over_when_the_project_or_the_plugin_goes_while_a_plan_is_written(run_in_window):
    facts, _ = run_in_window(FOLDERS + GONE)
    assert facts["cleared"] == "cancelled"
    assert facts["layers_after_clear"] == 0
    assert (facts["unloaded"], facts["at_unload"]) == (True, ["cancelled"])
    assert facts["layers_after_unload"] == ["incidents"]
    assert facts["in_plans_at_last"] == []
