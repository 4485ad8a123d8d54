"""The dock in the real QGIS window, on a virtual screen: a sample city, one press of the button, results on the map."""

from __future__ import annotations

import html
import json
import struct

import pytest

PLAN = """
def rows(name, *fields):
    layer = next(layer for layer in project.mapLayers().values() if layer.name() == name)
    values = [[f[field] for field in fields] for f in layer.getFeatures()]
    return [[v.toString("yyyy-MM-dd HH:mm") if isinstance(v, QDateTime) else v for v in row] for row in values]

def script():
    open_city()
    dock = show_dock()
    facts["guessed"] = chosen(dock)
    # Nobody has chosen the shift: it is where the incidents end.
    facts["preset"] = [dock.form.settings().shift_start, dock.status.text(), dock.form.shift_is_chosen]
    dock.form.shift_start.setDateTime(QDateTime.fromString("2024-06-01T08:00:00", Qt.DateFormat.ISODate))
    incidents = dock.form.layers["incidents"].currentLayer()
    dock.form.layers["incidents"].setLayer(None)
    dock.form.layers["incidents"].setLayer(incidents)
    facts["own_choice"] = [dock.form.settings().shift_start, dock.status.text()]
    dock.form.last_day_button.click()
    facts["last_day"] = dock.form.shift_start.dateTime().toString("yyyy-MM-dd HH:mm")
    dock.form.layers["officers"].setLayer(None)
    dock.form.officer_count.setValue(4)
    facts["sentences"] = []
    dock.chain.said.connect(facts["sentences"].append)
    dock.plan_button.click()
    facts["while_running"] = [dock.plan_button.isEnabled(), dock.cancel_button.isEnabled()]
    outcome = wait_for(dock.chain.ended)
    dock.chain.said.disconnect(facts["sentences"].append)
    facts["state"], facts["text"], facts["numbers"] = outcome.state, outcome.text, outcome.numbers
    facts["warnings"] = outcome.warnings
    facts["headlines"], facts["status"] = dock.headlines.text(), dock.status.text()
    facts["listed"] = dock.warnings.text()
    facts["groups"] = groups()
    group, view = project.layerTreeRoot().findGroups()[0], iface.layerTreeView()
    tree = view.layerTreeModel()
    facts["opened"] = view.isExpanded(view.model().mapFromSource(tree.node2index(group)))
    facts["officers"] = rows("Officers", "officer", "shift_on", "shift_off")
    facts["visits"] = rows("Officers' visits (replay)", "officer", "reward", "arrive", "depart")
    facts["route"] = rows("Single route", "km")
    facts["forecast_ends"] = max(rows("Forecast", "end"))[0]
    facts["next_officers"] = chosen(dock)["officers"]
    grid = next(layer for layer in project.mapLayers().values() if layer.name() == "Risk")
    facts["sees_grid"] = iface.mapCanvas().extent().contains(grid.extent())
    facts["renderer"], facts["history"] = grid.renderer().type(), grid.metadata().history()
    visits = next(layer for layer in project.mapLayers().values() if layer.name() == "Officers' visits (replay)")
    times = visits.temporalProperties()
    facts["dressed"] = [visits.renderer().type(), times.isActive(), times.startField(), times.endField()]
    facts["bar"] = [item.text() for item in iface.messageBar().items()]
    settle(3000)
    facts["picture"], facts["width"] = window.grab().save(os.path.join(FOLDER, "dock.png")), dock.width()
    facts["widths"] = []
    for width in (380, 300):
        window.resizeDocks([dock], [width], Qt.Orientation.Horizontal)
        settle(500)
        page = dock.scroll_area.widget()
        needs, has = page.minimumSizeHint().width(), dock.scroll_area.viewport().width()
        inner = dock.headlines.minimumSizeHint().width(), dock.headlines.width()
        facts["widths"].append([width, dock.width(), needs, has, *inner])
    facts["again"] = [dock.plan_button.isEnabled(), dock.cancel_button.isEnabled(), dock.progress.value()]

    # A second plan with what the analyst has changed in the layer of officers.
    layer = dock.form.layers["officers"].currentLayer()
    assert layer.startEditing()
    layer.deleteFeatures(layer.allFeatureIds()[2:])
    assert layer.commitChanges()
    dock.plan_button.click()
    second = wait_for(dock.chain.ended)
    facts["second"] = [second.state, second.numbers["assignofficers"]["OFFICERS_USED"]]
    two = project.layerTreeRoot().findGroups()
    facts["two_plans"] = [[g.itemVisibilityChecked(), sorted(n.name() for n in g.findLayers())] for g in two]
    # Another shift is for other officers.
    dock.form.shift_hours.setValue(5)
    facts["officers_of_another_shift"] = chosen(dock)["officers"]

    # The project carries the settings to a colleague.
    path = os.path.join(FOLDER, "city.qgz")
    facts["written"] = project.write(path)
    project.clear()
    facts["after_clear"] = [chosen(dock)["incidents"], dock.plan_button.isEnabled(), dock.plan_button.toolTip()]
    facts["progress_after_clear"] = dock.progress.value()
    facts["without_layers"] = {name: dock.form.layers[name].currentText() for name in ("incidents", "roads")}
    project.read(path)
    facts["restored"] = {
        **chosen(dock),
        "count": dock.form.officer_count.value(),
        "hours": dock.form.shift_hours.value(),
        "starts": dock.form.shift_start.dateTime().toString("yyyy-MM-dd HH:mm"),
    }
"""

CANCEL = """
from qgis.PyQt.QtCore import QCoreApplication, QEvent
def step(dock, number):
    wait_for(dock.chain.said, condition=lambda text: text.startswith(f"Step {number}"))

def plan_and(dock, number, stop):
    dock.plan_button.click()
    step(dock, number)
    QTimer.singleShot(0, stop)
    return wait_for(dock.chain.ended)

def script():
    open_city()
    dock = show_dock()
    shift(dock)
    facts["half_way"] = plan_and(dock, 3, dock.cancel_button.click).state
    facts["status"], facts["groups"] = dock.status.text(), groups()
    facts["layers_after_cancel"] = sorted(layer.name() for layer in project.mapLayers().values())
    facts["again"] = [dock.plan_button.isEnabled(), dock.cancel_button.isEnabled(), dock.progress.value()]
    # Before the first algorithm has begun.
    dock.plan_button.click()
    QTimer.singleShot(0, dock.cancel_button.click)
    facts["at_once"] = wait_for(dock.chain.ended).state
    facts["closed"] = plan_and(dock, 2, dock.close).state
    window.findChild(QAction, "patrol_planner_dock").trigger()
    facts["shown_again"] = dock.isVisible()
    roads = dock.form.layers["roads"].currentLayer().id()
    facts["layer_removed"] = plan_and(dock, 4, lambda: project.removeMapLayer(roads)).state
    facts["project_cleared"] = plan_and(dock, 2, project.clear).state
    facts["layers_after_clear"] = len(project.mapLayers())
    # The plugin is switched off.
    project.read(os.path.join(FOLDER, "city.qgz"))
    shift(dock)
    dock.plan_button.click()
    step(dock, 3)
    states = []
    dock.chain.ended.connect(lambda outcome: states.append(outcome.state))
    facts["unloaded"], facts["at_unload"] = utils.unloadPlugin("patrol_planner"), states
    for _ in range(5):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
    facts["left"] = [w.objectName() for w in window.findChildren(QDockWidget) if "atrol" in w.objectName()]
    settle(1000)
    facts["layers_after_unload"] = sorted(node.layer().name() for node in project.layerTreeRoot().findLayers())
"""

# From the top; only what the analyst asked for first is switched on.
LAYERS = [
    ["Officers", True],
    ["Officers' visits (replay)", True],
    ["Officers' routes (replay)", True],
    ["Stops of the single route", False],
    ["Single route", False],
    ["Not visited (replay)", False],
    ["Peaks", False],
    ["Hotspots", True],
    # Above the risk, which covers all that is below.
    ["Study area", True],
    ["Streets", True],
    ["Forecast", False],
    ["Risk", True],
    ["Officers' summary (replay)", False],
]


def test_one_press_takes_incidents_to_officers_routes_on_the_map(run_in_window):
    facts, picture = run_in_window(PLAN)
    # Made only when it is first shown, and filled in by what layers and fields are called.
    assert facts["imported_before_shown"] is False
    assert facts["guessed"] == {
        "incidents": "incidents",
        "exclude": None,
        "study_area": "beats",
        "facilities": "facilities",
        "roads": "roads",
        "calls": "calls",
        "officers": "officers",
        "beats": None,
        "incident_time": "time",
        "incident_clock": "",
        "incident_kind": "category",
        "incident_beat": "",
        "road_direction": "oneway",
        "road_speed": "maxspeed",
        "call_time": "time",
        "call_clock": "",
        "call_priority": "priority",
        "beat_name": "",
    }
    moved = "The incidents end on 2024-12-31, so the shift starts on that day."
    assert facts["preset"] == ["2024-12-31T08:00:00", f"Ready to plan. {moved}", False]
    assert facts["own_choice"] == ["2024-06-01T08:00:00", "Ready to plan."]
    assert facts["last_day"] == "2024-12-31 08:00"

    assert (facts["state"], facts["text"]) == ("done", "")
    assert facts["while_running"] == [False, True]
    steps = [f"Step {n} of 5" for n in range(1, 6)]
    assert [sentence[:11] for sentence in facts["sentences"]] == [*steps, "Saving the "]
    assert facts["again"] == [True, False, 100]

    # The layers, and the officers the dock made: editable, on duty all shift.
    (title, layers), *others = facts["groups"].items()
    assert not others
    assert title == "Replay 2024-12-31 08:00"
    assert [layer[:2] for layer in layers] == LAYERS
    assert all(valid for _, _, valid in layers)
    assert facts["opened"] is True
    assert facts["officers"] == [[f"1A{n}", "2024-12-31 08:00", "2024-12-31 20:00"] for n in range(1, 5)]
    assert facts["forecast_ends"] == "2024-12-31 20:00"
    assert facts["sees_grid"] is True
    assert facts["renderer"] == "graduatedSymbol"
    assert facts["dressed"] == ["categorizedSymbol", True, "arrive", "depart"]
    used = json.loads(facts["history"][0])["parameters"]
    assert (used["CELL_SIZE"], used["BANDWIDTH"]) == (250, 250)
    # Layers themselves, not their ids: a worker that looks a layer up may crash QGIS 3.22 (see ui/plan/task.py).
    named = (used["INCIDENTS"], used["STUDY_AREA"], *used["FACILITIES"])
    for name, layer in zip(named, ("incidents", "beats", "facilities")):
        assert name.startswith(f"{layer} (") and name.endswith(f"city.gpkg|layername={layer})")

    # The figures are those of the layers.
    numbers = facts["numbers"]
    assert numbers["assignofficers"]["VISITED"] == len(facts["visits"]) > 0
    assert numbers["assignofficers"]["REWARD"] == pytest.approx(sum(visit[1] for visit in facts["visits"]))
    assert numbers["planroute"]["KM"] == pytest.approx(sum(leg[0] for leg in facts["route"]))
    assert {visit[0] for visit in facts["visits"]} <= {officer[0] for officer in facts["officers"]}
    assert all("2024-12-31 08:00" <= arrive <= depart <= "2024-12-31 20:00" for _, _, arrive, depart in facts["visits"])
    text = facts["headlines"]
    forecast, assigned = numbers["predictcrime"], numbers["assignofficers"]
    for figure in (
        f"{forecast['HIT_RATE']:.1%}",
        f"{forecast['BASELINE_HIT_RATE']:.1%} plain count",
        f"{forecast['PAI']:.1f}",
        f"{forecast['BASELINE_PAI']:.1f} plain count",
        f"{assigned['REWARD']:,.0f}",
        f"{assigned['BASELINE_REWARD']:,.0f} by a plainer method",
        f"{numbers['planroute']['BASELINE_KM']:.1f} km",
    ):
        assert f">{figure}" in text or f" {figure}" in text, figure
    assert all(html.escape(warning) in facts["listed"] for warning in facts["warnings"])
    assert facts["status"].startswith("Replay of 2024-12-31 ready:")
    assert facts["status"] in facts["bar"]

    assert facts["picture"] is True
    assert struct.unpack(">II", picture.read_bytes()[16:24]) == (1600, 1000)
    assert facts["width"] == 380
    # Nothing is wider than the panel, so nothing is cut off.
    for width, dock_width, needs, has, table_needs, table_has in facts["widths"]:
        assert dock_width == width
        assert needs <= has
        assert table_needs <= table_has

    # Planned again with the officers as the analyst left them in their layer.
    assert facts["next_officers"] == "Officers"
    assert facts["second"] == ["done", 2]
    # The new plan is shown; the one before is switched off, but kept. Each has its officers.
    names = sorted(name for name, _ in LAYERS)
    assert facts["two_plans"] == [[True, names], [False, names]]
    assert facts["officers_of_another_shift"] is None

    assert facts["written"] is True
    assert facts["after_clear"] == [None, False, "Choose a layer of incidents."]
    assert facts["progress_after_clear"] == 0
    assert facts["without_layers"] == {"incidents": "choose a layer", "roads": "none: straight lines"}
    restored = {**facts["guessed"], "officers": None, "count": 4, "hours": 5, "starts": "2024-12-31 08:00"}
    assert facts["restored"] == restored


def test_a_plan_stops_when_it_is_cancelled_closed_or_taken_away(run_in_window):
    facts, _ = run_in_window(CANCEL)
    assert facts["half_way"] == "cancelled"
    assert facts["status"].startswith("Cancelled")
    assert facts["again"] == [True, False, 0]
    # No half plan stays behind.
    cities = ["beats", "calls", "facilities", "incidents", "officers", "roads"]
    assert facts["groups"] == {}
    assert facts["layers_after_cancel"] == cities
    assert facts["at_once"] == "cancelled"
    assert facts["closed"] == "cancelled"
    assert facts["shown_again"] is True
    assert facts["layer_removed"] == "cancelled"
    assert facts["project_cleared"] == "cancelled"
    assert facts["layers_after_clear"] == 0
    assert facts["unloaded"] is True
    assert facts["at_unload"] == ["cancelled"]
    assert facts["left"] == []
    # Nothing comes in afterwards.
    assert facts["layers_after_unload"] == cities
