"""models/patrol_shift.model3 in the real designer: it opens, and its boxes can be read and stand apart."""

from __future__ import annotations

import json
from pathlib import Path

MODEL = Path(__file__).resolve().parents[2] / "models" / "patrol_shift.model3"
SCRIPT = """
import json, os, traceback
from qgis.PyQt.QtCore import QRectF, QTimer
from qgis.PyQt.QtWidgets import QApplication, QGraphicsView

facts = {}

def box(component):
    # The item's own rectangle is larger, by as much as the version draws around it.
    size, middle = component.size(), component.position()
    return QRectF(middle.x() - size.width() / 2, middle.y() - size.height() / 2, size.width(), size.height())

def boxes(scene):
    components = [one.component() for one in scene.items() if hasattr(one, "component")]
    return [(one.description(), box(one)) for one in components if one is not None]

def work():
    try:
        from processing.modeler.ModelerDialog import ModelerDialog
        window = ModelerDialog.create()
        window.loadModel(MODEL)
        window.resize(1600, 1000)
        window.show()
        QApplication.processEvents()
        found = boxes(window.findChild(QGraphicsView).scene())
        facts["boxes"] = [name for name, _ in found]
        facts["over_one_another"] = [
            [name, other]
            for number, (name, place) in enumerate(found)
            for other, second in found[number + 1 :]
            if place.intersects(second)
        ]
        facts["is_valid"], facts["problems"] = window.model().validate()
        facts["picture"] = window.grab().save(PICTURE)
    except Exception:
        facts["error"] = traceback.format_exc()
    with open(FACTS, "w") as file:
        json.dump(facts, file)
    os._exit(0)

QTimer.singleShot(1500, work)
"""


def test_the_designer_opens_the_model(qgis_window, tmp_path):
    facts, script = tmp_path / "facts.json", tmp_path / "open.py"
    names = {"FACTS": str(facts), "PICTURE": str(tmp_path / "designer.png"), "MODEL": str(MODEL)}
    constants = "\n".join(f"{name} = {value!r}" for name, value in names.items())
    script.write_text(f"{constants}\n{SCRIPT}", encoding="utf-8")
    messages = qgis_window(script)
    assert facts.exists(), f"QGIS did not come as far as the script:\n{messages}"
    found = json.loads(facts.read_text(encoding="utf-8"))
    assert "error" not in found, found["error"]
    assert found["is_valid"], found["problems"]
    assert {"Incidents", "Create a risk grid", "Assign officers", "Officers' visits"} <= set(found["boxes"])
    assert found["over_one_another"] == []
    assert found["picture"]
    assert "Traceback" not in messages
