"""The progress bar of the planners: it moves, and it never runs backwards."""

from __future__ import annotations

import pytest

pytest.importorskip("qgis.core")

EAST, NORTH = 551000, 4181000


@pytest.fixture
def layers(make_layer):
    """More roads, stops and officers than are read or written without a report in between."""

    def at(column, row):
        return f"{EAST + 100 * column} {NORTH + 100 * row}"

    streets = [(f"LineString({at(0, row)}, {at(30, row)})", 1) for row in range(30)]
    streets += [(f"LineString({at(column, 0)}, {at(column, 29)})", 1) for column in range(31)]
    crossings = [(f"Point({at(column, row)})", f"{column}-{row}") for column in range(12) for row in range(12)]
    officers = [(f"Point({at(column, 5)})", f"P{column}", float(20 + column)) for column in range(3)]
    return {
        "roads": make_layer("LineString", ["id:integer"], streets),
        "places": make_layer("Point", ["stop:string"], crossings),
        "officers": make_layer("Point", ["officer:string", "speed_kmh:double"], officers),
    }


@pytest.mark.parametrize(
    ("algorithm", "inputs", "outputs"),
    [
        ("travelmatrix", {"ORIGINS": "places", "DESTINATIONS": "places"}, "MATRIX"),
        ("planroute", {"STOPS": "places"}, "ROUTE VISITS SKIPPED_STOPS"),
        ("assignofficers", {"NODES": "places", "OFFICERS": "officers"}, "ROUTES VISITS UNVISITED SUMMARY"),
    ],
)
def test_progress_never_runs_backwards(layers, algorithm, inputs, outputs):
    from qgis import processing
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProject

    seen = []
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    feedback = QgsProcessingFeedback(False)
    feedback.progressChanged.connect(seen.append)
    given = {name: layers[layer] for name, layer in inputs.items()}
    given.update(dict.fromkeys(outputs.split(), "memory:"), TOLERANCE=0.01)
    processing.run(f"patrol:{algorithm}", {**given, "ROADS": layers["roads"]}, context=context, feedback=feedback)
    # QGIS itself starts at 0 and ends at 100, if it reports.
    steps = [value for value in seen if value < 100]
    assert steps == sorted(steps)
    # Read, compute and write each show up.
    assert [any(low < value < low + 33 for value in steps) for low in (0, 33.5, 67)] == [True] * 3
