"""What is left of a plan when QGIS is closed: a GeoPackage per plan, the map and the figures, in the real window."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

# What both processes look at.
LOOK = """
import math
from qgis.core import Qgis, QgsFeature, QgsGeometry, QgsPointXY
from qgis.PyQt.QtGui import QImage

def value(v):
    if isinstance(v, QDateTime):
        return v.toString("yyyy-MM-dd HH:mm:ss")
    return round(v, 6) if isinstance(v, float) else v if isinstance(v, (int, str)) else None

def seen_layers(group):
    found = {}
    for node in group.findLayers():
        layer = node.layer()
        rows = [[value(f[x.name()]) for x in layer.fields() if x.name() != "fid"] for f in layer.getFeatures()]
        times = layer.temporalProperties()
        found[layer.name()] = {
            "rows": sorted(rows, key=str),
            "shown": node.itemVisibilityChecked(),
            "provider": layer.providerType(),
            "style": [layer.renderer().dump() if layer.renderer() else "", layer.mapTipTemplate()],
            "time": [times.isActive(), times.startField(), times.endField()],
            "record": layer.metadata().history(),
            "crs": layer.crs().authid(),
        }
    return found

def plans():
    return [[g.name(), g.itemVisibilityChecked(), len(g.findLayers())] for g in project.layerTreeRoot().findGroups()]

def map_picture(name, wait=1200):
    settle(wait)
    # A busy machine takes longer to draw.
    for _ in range(40 if wait else 0):
        if iface.mapCanvas().isDrawing():
            settle(250)
    picture = iface.mapCanvas().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    picture.save(os.path.join(FOLDER, name))
    return picture

def unlike(one, two):
    # The share of pixels that differ.
    if one.size() != two.size():
        return 1.0
    places = [(x, y) for x in range(0, one.width(), 2) for y in range(0, one.height(), 2)]
    return sum(one.pixel(*place) != two.pixel(*place) for place in places) / len(places)
"""

PLAN = (
    LOOK
    + """
def script():
    open_city()
    dock = show_dock("block")
    shift(dock)
    # Few cells and hours, so that it is quick.
    dock.form.cell_size_m.setValue(500)
    dock.form.shift_hours.setValue(4)
    dock.form.layers["officers"].setLayer(None)
    dock.form.officer_count.setValue(4)
    dock.plan_button.click()
    outcome = wait_for(dock.chain.ended)
    facts["state"], facts["file"], facts["numbers"] = outcome.state, outcome.file, outcome.numbers
    facts["status"], facts["html"], facts["warnings"] = dock.status.text(), dock.headlines.text(), dock.warnings.text()
    facts["timetable"] = dock.results.timetable.text()
    facts["layers"] = seen_layers(project.layerTreeRoot().findGroups()[0])
    module = sys.modules.get("processing.core.ProcessingLog")
    if Qgis.QGIS_VERSION_INT >= 32400:
        from qgis.gui import QgsGui
        entries = QgsGui.historyProviderRegistry().queryEntries()
        facts["history"] = [entry.entry["python_command"] for entry in entries]
    else:
        facts["history"] = [entry.text for entry in module.ProcessingLog.getLogEntries()]
    map_picture("before.png")
    window.grab().save(os.path.join(FOLDER, "planned.png"))
    facts["saved"] = project.write()
"""
)

AGAIN = (
    LOOK
    + """
def script():
    window.resize(1600, 1000)
    dock = show_dock("block")
    facts["nothing_yet"] = dock.results.isVisible()
    facts["read"] = project.read(os.path.join(FOLDER, "elsewhere", "city.qgz"))
    reopened = map_picture("after.png")
    facts["unlike"] = unlike(QImage(os.path.join(FOLDER, "before.png")).convertToFormat(reopened.format()), reopened)
    window.grab().save(os.path.join(FOLDER, "reopened.png"))
    facts["html"], facts["warnings"] = dock.headlines.text(), dock.warnings.text()
    facts["timetable"] = dock.results.timetable.text()
    facts["visible"], facts["status"] = dock.results.isVisible(), dock.status.text()
    facts["layers"] = seen_layers(project.layerTreeRoot().findGroups()[0])
    officers = dock.form.layers["officers"].currentLayer()
    facts["officers"] = officers and officers.source()

    # Two of the four officers are taken off, in the file of the first plan.
    assert officers.startEditing()
    assert officers.deleteFeatures(officers.allFeatureIds()[2:])
    assert officers.commitChanges()
    dock.plan_button.click()
    second = wait_for(dock.chain.ended)
    facts["second"] = [second.state, second.text, second.numbers["assignofficers"]["OFFICERS_USED"], second.file]
    facts["two_plans"] = plans()
    facts["next_officers"] = dock.form.layers["officers"].currentLayer().source()

    # A plan that fails in its last step: the officers start far from every road.
    fields = "field=officer:string&field=shift_on:string&field=shift_off:string"
    bad = QgsVectorLayer(f"Point?crs=EPSG:32631&{fields}", "bad officers", "memory")
    feature = QgsFeature(bad.fields())
    feature.setAttributes(["1A1", None, None])
    place = next(officers.getFeatures()).geometry()
    place.translate(20_000, 0)
    feature.setGeometry(place)
    bad.dataProvider().addFeatures([feature])
    project.addMapLayer(bad)
    dock.form.layers["officers"].setLayer(bad)
    dock.plan_button.click()
    failed = wait_for(dock.chain.ended)
    facts["failed"] = [failed.state, failed.text, failed.file, dock.status.text(), dock.headlines.text()]
    facts["three_plans"] = plans()
    facts["kept"] = sorted(seen_layers(project.layerTreeRoot().findGroups()[0]))
    # A plan that is cancelled leaves nothing, on the map neither.
    before = map_picture("before_cancel.png")
    window.grab().save(os.path.join(FOLDER, "failed.png"))
    dock.form.layers["officers"].setLayer(None)
    dock.plan_button.click()
    wait_for(dock.chain.said, condition=lambda text: text.startswith("Step 3"))
    # Until the layers of the steps before are drawn.
    wait_for(iface.mapCanvas().renderComplete)
    facts["drawn"] = unlike(before, map_picture("during.png", 0))
    dock.cancel_button.click()
    facts["cancelled"] = wait_for(dock.chain.ended).state
    after = map_picture("after_cancel.png")
    facts["picture_of_removed_layers"] = unlike(before, after)
    facts["after_cancel"] = plans()
    # And one while its file is being written.
    dock.plan_button.click()
    wait_for(dock.chain.said, condition=lambda text: text.startswith("Saving"))
    dock.cancel_button.click()
    facts["cancelled_late"] = wait_for(dock.chain.ended).state
    facts["after_late_cancel"] = plans()
    facts["figures"] = dock.headlines.text()
"""
)

TABLES = {"grid", "hotspots", "peaks", "forecast", "route", "stops", "visits", "routes", "unvisited", "summary"}
TABLES |= {"blocks", "areas"}


def tables_of(file: Path) -> set[str]:
    with sqlite3.connect(file) as database:
        return {name for (name,) in database.execute("SELECT table_name FROM gpkg_contents")}


@pytest.fixture
def both_windows(run_in_window, tmp_path):
    """A plan, saved and closed; its files moved as to another computer; opened and planned again in a new process."""
    first, _ = run_in_window(PLAN)
    (tmp_path / "facts.json").unlink()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    beside = sorted(path.name for path in tmp_path.iterdir() if path.suffix in (".gpkg", ".qgz"))
    for name in beside:
        shutil.move(tmp_path / name, elsewhere / name)
    second, _ = run_in_window(AGAIN)
    return first, second, beside, elsewhere


def test_a_plan_is_there_again_when_the_project_is_opened(both_windows, tmp_path):
    first, second, beside, elsewhere = both_windows
    name = "patrol_2024-12-31_0800_v1.gpkg"
    assert (first["state"], first["file"]) == ("done", str(tmp_path / name))
    # Nothing else is left beside the project.
    assert beside == ["city.gpkg", "city.qgz", name]
    assert f"Saved as {name} beside the project." in first["status"]
    assert first["saved"] is True
    assert first["status"].startswith("Plan ready: officers: 4; blocks: ")
    assert first["timetable"].count("<p>") == 4

    file = elsewhere / name
    assert tables_of(file) >= {*TABLES, "officers", "figures", "layer_styles"}
    with sqlite3.connect(file) as database:
        styled = dict(database.execute("SELECT f_table_name, useAsDefault FROM layer_styles"))
        figures = {
            (step, what): value for step, what, value in database.execute("SELECT step, figure, value FROM figures")
        }
    assert styled == dict.fromkeys([*TABLES, "officers"], 1)
    known = {(step, what): value for step, found in first["numbers"].items() for what, value in found.items()}
    assert {key: figures[key] for key in known} == pytest.approx(known)

    # The steps are in the history of Processing, with sources for layers.
    commands = [text for text in first["history"] if "patrol:" in text and "samplecity" not in text]
    assert [sum(f"'patrol:{step}'" in text or f'"patrol:{step}"' in text for text in commands) for step in STEPS] == [
        1
    ] * 5
    forecast = next(text for text in commands if "patrol:predictcrime" in text)
    assert f"{name}|layername=grid" in forecast
    assert "city.gpkg|layername=incidents" in forecast

    # The same map and the same figures.
    assert second["nothing_yet"] is False
    assert second["read"] is True
    assert second["visible"] is True
    assert second["status"] == "Ready to plan."
    assert second["timetable"] == first["timetable"]
    assert (second["html"], second["warnings"]) == (first["html"], first["warnings"])
    assert second["layers"] == first["layers"]
    assert {layer["provider"] for layer in second["layers"].values()} == {"ogr"}
    assert second["layers"]["Officers' visits"]["time"] == [True, "arrive", "depart"]
    assert second["layers"]["Risk"]["rows"]
    assert second["unlike"] < 0.01
    # The record names the tables that the steps read.
    read = {
        name: json.loads(layer["record"][0])["parameters"]
        for name, layer in second["layers"].items()
        if layer["record"]
    }
    for layer, parameter, table in RECORDED:
        assert read[layer][parameter] == f"{name}|layername={table}"

    # The officers of the first plan, as edited in its file, are those of the second; the first plan is switched off.
    assert Path(second["officers"].split("|")[0]).name == name
    assert second["second"][:3] == ["done", "", 2]
    later = elsewhere / "patrol_2024-12-31_0800_v2.gpkg"
    assert second["second"][3] == str(later)
    assert second["two_plans"] == [["Patrol 2024-12-31 08:00 v2", True, 15], ["Patrol 2024-12-31 08:00", False, 15]]
    assert second["next_officers"] == f"{later}|layername=officers"

    # What a failed plan has made is kept, and said to be incomplete.
    state, why, file, status, html = second["failed"]
    assert state == "failed"
    assert "Officers: none is within 1000 m of a road" in why
    assert Path(file).name == "patrol_2024-12-31_0800_v3.gpkg"
    assert why in status
    assert "What was made is in patrol_2024-12-31_0800_v3.gpkg beside the project." in status
    assert "Incomplete: " in html
    assert second["three_plans"][0] == ["Incomplete: Patrol 2024-12-31 08:00 v3", True, 8]
    assert [shown for _, shown, _ in second["three_plans"]] == [True, False, False]
    made = ["Forecast", "Hotspots", "Peaks", "Risk", "Single route", "Stops of the single route"]
    assert second["kept"] == [*made, "Streets", "Study area"]
    assert tables_of(Path(file)) >= {"grid", "hotspots", "peaks", "forecast", "route", "stops", "figures"}

    # A cancelled one is not.
    assert second["drawn"] > 0.001
    assert second["cancelled"] == second["cancelled_late"] == "cancelled"
    assert second["after_cancel"] == second["after_late_cancel"] == second["three_plans"]
    assert second["picture_of_removed_layers"] == 0
    # The figures are again those of what is on the map.
    assert second["figures"] == html
    left = sorted(path.name for path in elsewhere.iterdir() if not path.name.endswith(("-wal", "-shm")))
    assert left == ["city.gpkg", "city.qgz", *(f"patrol_2024-12-31_0800_v{n}.gpkg" for n in (1, 2, 3))]


RECORDED = (
    ("Hotspots", "GRID", "grid"),
    ("Forecast", "GRID", "grid"),
    ("Single route", "STOPS", "peaks"),
    ("Officers' visits", "NODES", "forecast"),
    ("Officers' routes", "OFFICERS", "officers"),
)
STEPS = ("riskgrid", "extracthotspots", "predictcrime", "planroute", "assignofficers")
