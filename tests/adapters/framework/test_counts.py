"""The counts of a run: what several inputs leave out adds up, however it is told."""

from __future__ import annotations

import pytest

pytest.importorskip("qgis.core")


def test_nothing_left_out_is_lost():
    from patrol_planner.processing.framework.run import Counts

    counts = Counts()
    counts.tell(nodes=5, skipped=2)
    counts.skip(3)
    counts.tell(calls=1, skipped=4, nodes=6)
    assert (counts.skipped, counts.of("nodes"), counts.of("roads")) == (9, 6, 0)
    assert counts.record() == {"nodes": 6, "skipped": 9, "calls": 1}


def test_features_are_counted_before_a_worker_runs(qgis_app, make_layer):
    """QGIS has died where a worker asked the project's layer while the map was redrawn."""
    from qgis.core import QgsFeature, QgsProcessingContext, QgsProcessingFeedback

    from patrol_planner.processing.framework.prepared import prepare_inputs
    from patrol_planner.processing.framework.run import Run
    from patrol_planner.processing.risk.riskgrid import RiskGrid

    layer = make_layer("Point", ["t:string"], [("Point(551000 4181000)", "")] * 3)
    algorithm, context = RiskGrid().create(), QgsProcessingContext()
    parameters = {"INCIDENTS": layer, "FACILITIES": [layer]}
    run = Run(algorithm, parameters, context, QgsProcessingFeedback(False))
    run.prepared = prepare_inputs(algorithm, parameters, context)
    assert layer.dataProvider().addFeatures([QgsFeature(layer.fields())])[0]
    assert layer.featureCount() == 4
    assert run.required_source("INCIDENTS").count == run.sources("FACILITIES")[0].count == 3
