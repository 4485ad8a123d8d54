"""Reading a million incidents with time and weight into arrays, beside a plain feature loop over the same source."""

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
# Way to read → what it reads.
SOURCES = {
    "plain": "a GeoPackage layer",
    "selected": "all of it selected",
    "memory": "a memory layer",
    "csv": "delimited text",
}
TARGET = "≤ 4 s, ≤ 500 MB"


def rows() -> list[dict[str, Any]]:
    found = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "incidents.gpkg"
        million.write_incidents(path)
        for way, title in SOURCES.items():
            peer = million.in_own_process(Path(__file__), way, str(path), "loop")[0]
            ours, memory = million.in_own_process(Path(__file__), way, str(path), "ours")
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


def plain_loop(layer: Any, selected: bool) -> None:
    """What an analyst would write."""
    x, y, moments, weight = [], [], [], []
    for feature in layer.getSelectedFeatures() if selected else layer.getFeatures():
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


def opened(way: str, path: str) -> Any:
    """The layer of a way, which is made first where it lies elsewhere."""
    from qgis.core import QgsFeatureRequest, QgsVectorLayer

    layer = QgsVectorLayer(f"{path}|layername=incidents", "incidents", "ogr")
    if way == "selected":
        layer.selectAll()
    elif way == "memory":
        layer = layer.materialize(QgsFeatureRequest())
    elif way == "csv":
        text = path.replace(".gpkg", ".csv")
        if not Path(text).exists():
            write_text(text)
        uri = f"file://{text}?type=csv&xField=x&yField=y&crs=EPSG:32610&spatialIndex=no&subsetIndex=no&detectTypes=yes"
        layer = QgsVectorLayer(uri, "incidents", "delimitedtext")
    return layer


def write_text(path: str) -> None:
    """The places of the incidents with times and weights as portals write them."""
    x, y = million.coordinates()
    rng = np.random.default_rng(2)
    minutes, weight = rng.integers(0, 365 * 1440, million.POINTS), rng.integers(1, 6, million.POINTS)
    times = (np.datetime64("2023-01-01T00:00") + minutes).astype("datetime64[s]").astype(str)
    with open(path, "w", encoding="utf-8") as file:
        file.write("x,y,time,weight\n")
        file.writelines(f"{a:.3f},{b:.3f},{t},{w}\n" for a, b, t, w in zip(x, y, times, weight))


def main(way: str, path: str, who: str) -> None:
    from qgis.core import QgsApplication

    application = QgsApplication([], False)
    application.initQgis()
    import plugin_path  # noqa: F401

    seconds = []
    for _ in range(RUNS):
        layer = opened(way, path)
        start = time.perf_counter()
        if who == "loop":
            plain_loop(layer, way == "selected")
        else:
            through_the_plugin(layer, way == "selected")
        seconds.append(time.perf_counter() - start)
    print(statistics.median(seconds), million.peak_mb())
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
