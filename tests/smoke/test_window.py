"""The plugin as a person meets it: the real QGIS window, on a virtual screen."""

from __future__ import annotations

import json
import struct

import pytest

# Runs inside QGIS. `look` lists all that a plugin can leave behind in the window.
SCRIPT = """
import json, os, sys, traceback
from collections import Counter
from qgis import utils
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QTimer
from qgis.PyQt.QtWidgets import QAction, QApplication, QDockWidget, QMenu, QToolBar

window = utils.iface.mainWindow()
facts = {}

def look():
    for _ in range(5):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()
    widgets = [*window.findChildren(QDockWidget), *window.findChildren(QToolBar), *window.findChildren(QMenu)]
    texts = [f"{type(w).__name__} {w.objectName()} {w.windowTitle()}" for w in widgets]
    texts += [f"QAction {a.objectName()} {a.text()}" for a in window.findChildren(QAction)]
    provider = QgsApplication.processingRegistry().providerById("patrol")
    if provider is not None:
        texts.append("provider patrol")
    return sorted(text for text in texts if "patrol" in text.lower())

def toolbox_groups():
    model = window.findChild(QDockWidget, "ProcessingToolbox").algorithmTree.model()
    found = {}
    for row in range(model.rowCount()):
        top = model.index(row, 0)
        found[top.data()] = [model.index(child, 0, top).data() for child in range(model.rowCount(top))]
    return found

def work():
    try:
        window.resize(1600, 1000)
        facts["loaded"] = "patrol_planner" in utils.plugins
        facts["while_loaded"] = look()
        facts["groups"] = toolbox_groups().get("Patrol Planner")
        provider = QgsApplication.processingRegistry().providerById("patrol")
        facts["provider_groups"] = sorted({a.group() for a in provider.algorithms()}) if provider else None
        toolbox = window.findChild(QDockWidget, "ProcessingToolbox")
        toolbox.show()
        model = toolbox.algorithmTree.model()
        for row in range(model.rowCount()):
            if model.index(row, 0).data() == "Patrol Planner":
                toolbox.algorithmTree.expandRecursively(model.index(row, 0))
                toolbox.algorithmTree.scrollTo(model.index(row, 0))
        QApplication.processEvents()
        facts["toolbox_visible"] = toolbox.isVisible()
        facts["picture"] = window.grab().save(PICTURE)
        facts["unloaded"] = utils.unloadPlugin("patrol_planner")
        facts["after_unload"] = look()
        facts["groups_after_unload"] = toolbox_groups().get("Patrol Planner")
        facts["reloaded"] = utils.loadPlugin("patrol_planner") and utils.startPlugin("patrol_planner")
        facts["while_reloaded"] = look()
        facts["unloaded_again"] = utils.unloadPlugin("patrol_planner")
        facts["after_second_unload"] = look()
    except Exception:
        facts["error"] = traceback.format_exc()
    with open(FACTS, "w") as file:
        json.dump(facts, file)
    sys.stderr.flush()
    os._exit(0)

QTimer.singleShot(1500, work)
"""


@pytest.fixture
def window_facts(qgis_window, tmp_path):
    """What was seen inside QGIS, and the picture."""
    facts, picture, script = tmp_path / "facts.json", tmp_path / "window.png", tmp_path / "look.py"
    script.write_text(f"FACTS, PICTURE = {str(facts)!r}, {str(picture)!r}\n{SCRIPT}", encoding="utf-8")
    messages = qgis_window(script)
    assert facts.exists(), f"QGIS did not come as far as the script:\n{messages}"
    return json.loads(facts.read_text(encoding="utf-8")), picture, messages


def test_the_plugin_loads_shows_its_toolbox_group_and_leaves_nothing_behind(window_facts):
    facts, picture, messages = window_facts
    assert "error" not in facts, facts["error"]
    assert facts["loaded"] is True
    assert "provider patrol" in facts["while_loaded"]
    assert facts["provider_groups"]
    assert sorted(facts["groups"]) == facts["provider_groups"]
    assert facts["picture"] is True
    assert facts["toolbox_visible"] is True
    # width and height in the header of a PNG
    assert struct.unpack(">II", picture.read_bytes()[16:24]) == (1600, 1000)

    assert facts["unloaded"] is True
    assert facts["after_unload"] == []
    assert facts["groups_after_unload"] is None
    assert facts["reloaded"] is True
    assert facts["while_reloaded"] == facts["while_loaded"]
    assert facts["unloaded_again"] is True
    assert facts["after_second_unload"] == []
    assert "Traceback" not in messages
