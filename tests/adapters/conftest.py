"""What the adapter tests share: layers from rows, and a run that hands back outputs and log."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from streetgrid import street


@dataclass
class Outcome:
    """The outputs of a run, with layers loaded, and everything it said."""

    outputs: dict[str, Any]
    log: str

    def rows(self, name: str) -> list[dict[str, Any]]:
        layer = self.layer(name)
        names = [field.name() for field in layer.fields()]
        return [dict(zip(names, feature.attributes())) for feature in layer.getFeatures()]

    def layer(self, name: str):
        from qgis.core import QgsVectorLayer

        value = self.outputs[name]
        return QgsVectorLayer(value) if isinstance(value, str) else value

    def __getitem__(self, name: str) -> Any:
        return self.outputs[name]


@pytest.fixture
def make_layer(qgis_app):
    """Kind, field definitions, rows of (WKT or None, attributes…) → memory layer."""

    def make(kind: str, fields: list[str], rows: list[tuple], crs: str = "EPSG:32610"):
        from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer

        uri = f"{kind}?crs={crs}" if crs else kind + "?"
        layer = QgsVectorLayer(uri + "".join(f"&field={field}" for field in fields), kind.lower(), "memory")
        features = []
        for wkt, *attributes in rows:
            feature = QgsFeature(layer.fields())
            if wkt is not None:
                feature.setGeometry(QgsGeometry.fromWkt(wkt))
            feature.setAttributes(list(attributes))
            features.append(feature)
        assert layer.dataProvider().addFeatures(features)[0]
        layer.updateExtents()
        return layer

    return make


@pytest.fixture
def run_algorithm(qgis_app):
    """Algorithm (its id, or one that is not in the toolbox) and parameters → Outcome.

    Outputs not named go to memory where they are layers.
    """

    def run(algorithm: Any, cancel_at: float | None = None, **parameters: Any) -> Outcome:
        from qgis import processing
        from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProject

        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())

        class Dialog(QgsProcessingFeedback):
            """Has what a run is at in its log, as the toolbox's dialog and qgis_process do."""

            def setProgressText(self, text: str) -> None:  # noqa: N802
                self.pushInfo(text)

        feedback = Dialog(False)
        if cancel_at is not None:
            feedback.progressChanged.connect(lambda percent: feedback.cancel() if percent >= cancel_at else None)
        which = f"patrol:{algorithm}" if isinstance(algorithm, str) else algorithm
        outputs = processing.run(which, parameters, context=context, feedback=feedback)
        return Outcome(outputs, feedback.textLog())

    return run


@pytest.fixture
def few_moves(monkeypatch):
    """A short search of blocks: the rules, and what a plan is made of, hold for any."""
    from patrol_planner.processing.officers.blocks import planning

    whole = planning.plan_blocks

    def short(problem, settings, control):
        return whole(problem, replace(settings, moves=200), control)

    monkeypatch.setattr(planning, "plan_blocks", short)


@pytest.fixture
def scattered_incidents(make_layer):
    """n incidents around (551000, 4181000) with time (DateTime), text time, date, weight; a cluster in the middle."""

    def make(n: int = 300, seed: int = 1, crs: str = "EPSG:32610", days: int = 200):
        from qgis.PyQt.QtCore import QDateTime

        rng = np.random.default_rng(seed)
        start = QDateTime(2024, 1, 1, 0, 0, 0)
        rows = []
        for _ in range(n):
            x, y = (551000, 4181000) + rng.normal(0, 400, 2)
            when = start.addSecs(int(rng.integers(0, days * 86400)))
            text = when.toString("yyyy-MM-dd HH:mm")
            rows.append((f"Point({x} {y})", when, text, when.date(), float(rng.integers(1, 6))))
        fields = ["time:datetime", "text:string", "day:date", "severity:double"]
        return make_layer("Point", fields, rows, crs)

    return make


@pytest.fixture
def streets(make_layer):
    """Five by five streets both ways, a one-way street that ends, and an island far to the east."""
    rows = [(street((0, row), *((column, row) for column in range(1, 5))), None) for row in range(5)]
    rows += [(street((column, 0), *((column, row) for row in range(1, 5))), None) for column in range(5)]
    rows += [(street((4, 4), (4, 6)), "yes"), (street((10, 0), (11, 0)), None)]
    return make_layer("LineString", ["oneway:string"], rows)


@pytest.fixture
def project(qgis_app):
    """The project, empty before and after."""
    from qgis.core import QgsProject

    project = QgsProject.instance()
    project.clear()
    yield project
    project.clear()


@pytest.fixture
def two_step_model(qgis_app):
    """A second algorithm, its input and its output → a model that hands it the risk grid of INCIDENTS.

    ``first``, ``second``: parameters of the two that are fixed.
    """

    def make(algorithm: str, reads: str, writes: str, first: dict | None = None, second: dict | None = None):
        from qgis.core import (
            QgsProcessingModelAlgorithm,
            QgsProcessingModelChildAlgorithm,
            QgsProcessingModelChildParameterSource,
            QgsProcessingModelOutput,
            QgsProcessingModelParameter,
            QgsProcessingParameterFeatureSource,
        )

        source = QgsProcessingModelChildParameterSource
        model = QgsProcessingModelAlgorithm("two steps", "test")
        incidents = QgsProcessingParameterFeatureSource("INCIDENTS", "Incidents")
        model.addModelParameter(incidents, QgsProcessingModelParameter("INCIDENTS"))
        grid, then = QgsProcessingModelChildAlgorithm("patrol:riskgrid"), QgsProcessingModelChildAlgorithm(algorithm)
        grid.setChildId("grid")
        then.setChildId("then")
        grid.addParameterSources("INCIDENTS", [source.fromModelParameter("INCIDENTS")])
        then.addParameterSources(reads, [source.fromChildOutput("grid", "GRID")])
        output = QgsProcessingModelOutput("OUT", "OUT")
        output.setChildId("then")
        output.setChildOutputName(writes)
        then.setModelOutputs({"OUT": output})
        for child, fixed in ((grid, first), (then, second)):
            for parameter, value in (fixed or {}).items():
                child.addParameterSources(parameter, [source.fromStaticValue(value)])
            model.addChildAlgorithm(child)
        model.initAlgorithm()
        return model

    return make


@pytest.fixture
def write(qgis_app):
    """Write cells to a destination, as an algorithm would; returns where they are."""
    from qgis.core import QgsCoordinateReferenceSystem, QgsProcessingContext, QgsProcessingUtils

    from patrol_planner.algorithms.control import Control
    from patrol_planner.processing.cells.writing import write_cells
    from patrol_planner.processing.files.filewriter import CheckedWriter

    context = QgsProcessingContext()

    def open_sink(name, fields, kind, crs):
        sink, destination = QgsProcessingUtils.createFeatureSink(str(name), context, fields, kind, crs)
        return CheckedWriter(sink, "Cells", destination), destination

    def run(destination, columns, rings, control=None, crs="EPSG:32610"):
        fake = SimpleNamespace(
            open_sink=open_sink,
            control=control or Control(),
            label=lambda name: "Cells",
            transforms=context.transformContext(),
        )
        return write_cells(fake, destination, columns, rings, QgsCoordinateReferenceSystem(crs))

    run.context = context
    return run


@pytest.fixture
def through_the_sink(monkeypatch):
    """Switches the quick way off."""

    def switch():
        from patrol_planner.processing.cells import writing as cellwriting

        monkeypatch.setattr(cellwriting, "plain_path", lambda destination, columns: None)

    return switch


@pytest.fixture
def no_sink(monkeypatch):
    """Makes writing through a sink an error."""
    from patrol_planner.processing.cells import writing as cellwriting

    def fail(*args):
        raise AssertionError("the sink was used")

    monkeypatch.setattr(cellwriting, "write_features", fail)
