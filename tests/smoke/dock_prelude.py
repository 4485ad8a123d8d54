"""Read by run_in_window (conftest.py), which puts a test's script behind it and runs both inside QGIS.

Opens a saved project with the sample city; shows the dock by its action; writes down what was seen.
"""

import faulthandler
import json
import os
import sys
import traceback

from qgis import processing, utils
from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QDateTime, QEventLoop, Qt, QTimer
from qgis.PyQt.QtWidgets import QAction, QApplication, QDockWidget

# Where QGIS dies, what every thread was at.
faulthandler.enable()
iface, project, facts = utils.iface, QgsProject.instance(), {}
FOLDER = ""  # the test puts its own here
window = iface.mainWindow()
LAYERS = ("roads", "facilities", "incidents", "calls", "officers", "beats")


def open_city():
    city = os.path.join(FOLDER, "city.gpkg")
    processing.run("patrol:samplecity", {"SIZE": "small", "SEED": 1, "CITY": city})
    project.clear()
    for name in LAYERS:
        project.addMapLayer(QgsVectorLayer(f"{city}|layername={name}", name, "ogr"))
    project.setCrs(project.mapLayersByName("roads")[0].crs())
    path = os.path.join(FOLDER, "city.qgz")
    assert project.write(path)
    assert project.read(path)


def show_dock(unit="visit"):
    window.resize(1600, 1000)
    facts["imported_before_shown"] = "patrol_planner.ui.dock" in sys.modules
    window.findChild(QAction, "patrol_planner_dock").trigger()
    dock = window.findChild(QDockWidget, "PatrolPlannerDock")
    window.resizeDocks([dock], [380], Qt.Orientation.Horizontal)
    QApplication.processEvents()
    dock.form.officers.unit.setCurrentIndex(dock.form.officers.unit.findData(unit))
    return dock


def shift(dock, day="2024-12-31"):
    dock.form.shift_start.setDateTime(QDateTime.fromString(f"{day}T08:00:00", Qt.DateFormat.ISODate))


def wait_for(signal, seconds=240, condition=lambda *_: True):
    loop, seen = QEventLoop(), []

    def take(*values):
        if condition(*values):
            seen.extend(values)
            loop.quit()

    signal.connect(take)
    QTimer.singleShot(seconds * 1000, loop.quit)
    loop.exec()
    signal.disconnect(take)
    assert seen, f"nothing came within {seconds} s"
    return seen[0]


def settle(milliseconds=1500):
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def groups():
    found = {}
    for group in project.layerTreeRoot().findGroups():
        nodes = group.findLayers()
        found[group.name()] = [(n.layer().name(), n.itemVisibilityChecked(), n.layer().isValid()) for n in nodes]
    return found


def chosen(dock):
    names = {name: combo.currentLayer() and combo.currentLayer().name() for name, combo in dock.form.layers.items()}
    return {**names, **{name: choice.currentField() for name, choice in dock.form.fields.items()}}


def work(script):
    try:
        script()
    except Exception:
        facts["error"] = traceback.format_exc()
    with open(os.path.join(FOLDER, "facts.json"), "w") as file:
        json.dump(facts, file)
    sys.stderr.flush()
    os._exit(0)
