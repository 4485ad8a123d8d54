"""A plan from the toolbox in the real QGIS window: its layers come in order while the map is being redrawn."""

from __future__ import annotations

PLAN = """
from processing.tools.general import createAlgorithmDialog
from qgis.core import QgsApplication, QgsProcessingOutputLayerDefinition

def script():
    open_city()
    ids = {name: project.mapLayersByName(name)[0].id() for name in ("incidents", "roads", "facilities")}
    iface.mapCanvas().zoomToFullExtent()
    given = {"INCIDENTS": ids["incidents"], "TIME_FIELD": "time", "ROADS": ids["roads"], "DIRECTION_FIELD": "oneway"}
    given.update(FACILITIES=[ids["facilities"]], SHIFT_START=QDateTime(2024, 12, 31, 8, 0, 0), OFFICER_COUNT=3)
    algorithm = QgsApplication.processingRegistry().algorithmById("patrol:planshift")
    for one in algorithm.destinationParameterDefinitions():
        if one.name() not in ("REPORT", "STOPS"):
            given[one.name()] = QgsProcessingOutputLayerDefinition("TEMPORARY_OUTPUT", project)
    dialog = createAlgorithmDialog("patrol:planshift", given)
    # To look a layer up in a worker while the map is drawn has crashed QGIS 3.22.
    redraw = QTimer()
    redraw.timeout.connect(iface.mapCanvas().refreshAllLayers)
    redraw.start(50)
    dialog.show()
    dialog.runAlgorithm()
    wait_for(dialog.algorithmFinished)
    redraw.stop()
    settle()
    dialog.close()
    facts["groups"] = groups()
    group = project.layerTreeRoot().findGroup("Patrol 2024-12-31 08:00")
    facts["rows"] = {node.layer().name(): node.layer().featureCount() for node in group.findLayers()}
    settle()
    facts["picture"] = window.grab().save(os.path.join(FOLDER, "dock.png"))
"""


def test_the_toolbox_plans_a_shift_while_the_map_is_redrawn(run_in_window):
    facts, picture = run_in_window(PLAN)
    layers = facts["groups"]["Patrol 2024-12-31 08:00"]
    assert [name for name, _, _ in layers] == [
        "Officers", "Officers' visits", "Blocks", "Officers' areas", "Officers' routes", "Single route", "Not visited",
        "Hotspot peaks", "Hotspots", "Forecast", "Risk", "Officers' summary",
    ]  # fmt: skip
    shown = [name for name, visible, _ in layers if visible]
    assert shown == ["Officers", "Officers' visits", "Blocks", "Officers' areas", "Officers' routes", "Risk"]
    assert all(valid for *_, valid in layers)
    assert facts["rows"]["Officers"] == facts["rows"]["Officers' summary"] == 3
    assert facts["rows"]["Forecast"] == 6 * facts["rows"]["Risk"]
    assert picture.stat().st_size > 20_000
