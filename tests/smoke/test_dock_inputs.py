"""The dock in the real QGIS window: what is missing, a start picked on the map, a plan that cannot be made."""

from __future__ import annotations

import pytest

FILL_IN = """
from qgis.core import Qgis
from qgis.PyQt.QtTest import QTest
def look(dock):
    return [dock.plan_button.isEnabled(), dock.plan_button.toolTip(), dock.status.text()]

def script():
    open_city()
    dock = show_dock()
    facts["ready"] = look(dock)
    incidents = dock.form.layers["incidents"].currentLayer()
    dock.form.layers["incidents"].setLayer(None)
    facts["no_incidents"] = look(dock)
    dock.form.layers["incidents"].setLayer(incidents)
    facts["time_again"] = chosen(dock)["incident_time"]
    dock.form.fields["incident_time"].setField("")
    dock.form.fields["incident_time"].activated.emit(0)
    facts["no_time"] = look(dock)
    dock.form.layers["incidents"].setLayer(None)
    dock.form.layers["incidents"].setLayer(incidents)
    dock.form.fields["call_time"].setField("")
    dock.form.fields["call_time"].activated.emit(0)
    facts["no_call_time"] = look(dock)
    dock.form.layers["calls"].setLayer(None)
    facts["no_calls"] = look(dock)

    # A start picked on the map.
    dock.form.layers["officers"].setLayer(None)
    canvas = iface.mapCanvas()
    before = canvas.mapTool()
    canvas.zoomToFullExtent()
    settle(500)
    dock.form.pick_button.click()
    facts["picking"] = canvas.mapTool() is not before and dock.form.pick_button.isChecked()
    middle = canvas.viewport().rect().center()
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    there = canvas.getCoordinateTransform().toMapCoordinates(middle)
    facts["clicked"], facts["start"] = [there.x(), there.y()], dock.form.settings().start
    facts["pixel"] = canvas.mapUnitsPerPixel()
    facts["tool_back"] = canvas.mapTool() is before and not dock.form.pick_button.isChecked()
    shift(dock)
    dock.plan_button.click()
    outcome = wait_for(dock.chain.ended)
    officers = project.mapLayer(outcome.officers)
    points = [f.geometry().asPoint() for f in officers.getFeatures()]
    facts["officers_at"] = [[p.x(), p.y()] for p in points]
    facts["picked_state"] = outcome.state

    # The plain count is one press away: it is chosen, and planned by.
    made, dock.plan = [], lambda: made.append(dock.form.settings().forecast_model)
    dock.results.by_count.click()
    facts["by_count"] = made
    del dock.plan

    # A plan that cannot be made says why, in the panel and in the message bar.
    iface.messageBar().clearWidgets()
    dock.form.shift_start.setDateTime(QDateTime.fromString("2000-01-01T08:00:00", Qt.DateFormat.ISODate))
    dock.plan_button.click()
    outcome = wait_for(dock.chain.ended)
    facts["failed"], facts["why"], facts["status"] = outcome.state, outcome.text, dock.status.text()
    facts["bar"] = [[item.text(), item.level() == Qgis.MessageLevel.Warning] for item in iface.messageBar().items()]
    facts["groups"] = [sorted(node.name() for node in g.findLayers()) for g in project.layerTreeRoot().findGroups()]
    facts["figures"] = dock.headlines.text()
    facts["enabled_again"] = dock.plan_button.isEnabled() and dock.form.isEnabled()
"""


def test_the_panel_says_what_is_missing_and_where_officers_start(run_in_window):
    facts, _ = run_in_window(FILL_IN)
    assert facts["ready"][0] is True
    assert facts["ready"][2].startswith("Ready to plan.")
    for name, words in (
        ("no_incidents", "Choose a layer of incidents."),
        ("no_time", "Choose the field that says when the incidents happened."),
        ("no_call_time", "Choose the field that says when the calls came in, or no calls."),
    ):
        assert facts[name] == [False, words, words]
    assert facts["time_again"] == "time"
    assert facts["no_calls"] == facts["ready"]

    assert facts["picking"] is True
    assert facts["tool_back"] is True
    place, crs = facts["start"].split(" ")
    assert crs == "[EPSG:32631]"
    start = [float(number) for number in place.split(",")]
    assert start == pytest.approx(facts["clicked"], abs=2 * facts["pixel"], rel=0)
    assert facts["picked_state"] == "done"
    assert facts["by_count"] == ["prior_count"]
    assert facts["officers_at"] == [start] * 5

    assert facts["failed"] == "failed"
    assert facts["why"]
    assert facts["why"] in facts["status"]
    assert facts["bar"] == [[facts["status"], True]]
    assert facts["enabled_again"] is True
    # The plan before stays; the failed one leaves nothing.
    (layers,) = facts["groups"]
    assert {"Officers", "Officers' routes", "Risk"} <= set(layers)
    assert facts["figures"] == ""
