"""Reading a million incidents with time and weight into arrays, beside a plain feature loop."""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import million
import numpy as np

RUNS = 3
TARGET = "≤ 4 s, ≤ 500 MB"


def rows() -> list[dict[str, Any]]:
    found = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "incidents.gpkg"
        million.write_incidents(path)
        peer = million.in_own_process(Path(__file__), "loop", str(path))[0]
        for way, title in (("plain", "a GeoPackage layer"), ("selected", "any other source (here all selected)")):
            ours, memory = million.in_own_process(Path(__file__), way, str(path))
            found.append(
                {
                    "work": f"reading 1 M incidents with time and weight, {title}",
                    "ours_s": ours,
                    "memory_mb": memory,
                    "peer": "feature loop",
                    "peer_s": peer,
                    "target": TARGET,
                }
            )
    return found


def plain_loop(layer: Any) -> None:
    """What an analyst would write."""
    x, y, moments, weight = [], [], [], []
    for feature in layer.getFeatures():
        point = feature.geometry().asPoint()
        x.append(point.x())
        y.append(point.y())
        moments.append(feature["time"].toPyDateTime())
        weight.append(feature["weight"])
    np.array(x), np.array(y), np.array(moments, dtype="datetime64[s]"), np.array(weight)


def through_the_plugin(layer: Any, selected: bool) -> None:
    from qgis.core import QgsProcessingContext, QgsProcessingFeatureSourceDefinition, QgsProcessingFeedback, QgsProject

    from patrol_planner.processing.framework.run import Run
    from patrol_planner.processing.layers.incidents import read_incidents
    from patrol_planner.processing.risk.riskgrid import RiskGrid

    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    QgsProject.instance().addMapLayer(layer)
    chosen = QgsProcessingFeatureSourceDefinition(layer.id(), True) if selected else layer
    parameters = {"INCIDENTS": chosen, "TIME_FIELD": "time", "WEIGHT_FIELD": "weight"}
    run = Run(RiskGrid().create(), parameters, context, QgsProcessingFeedback())
    _, incidents = read_incidents(run, run.required_source("INCIDENTS"), layer.crs())
    assert len(incidents) == million.POINTS


def main(way: str, path: str) -> None:
    from qgis.core import QgsApplication, QgsVectorLayer

    application = QgsApplication([], False)
    application.initQgis()
    import plugin_path  # noqa: F401

    seconds = []
    for _ in range(RUNS):
        layer = QgsVectorLayer(f"{path}|layername=incidents", "incidents", "ogr")
        if way == "selected":
            # What is selected goes feature by feature, like every source that is no plain GeoPackage layer.
            layer.selectAll()
        start = time.perf_counter()
        if way == "loop":
            plain_loop(layer)
        else:
            through_the_plugin(layer, way == "selected")
        seconds.append(time.perf_counter() - start)
    print(statistics.median(seconds), million.peak_mb())
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
