"""The layers of the steps as the plan's own outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import QgsFeature, QgsFeatureSink

from ..layers.writing import WRITE_AT_ONCE, not_written
from ..officers.outputs import write_officers
from .chain import LAYERS, OF_BLOCKS, STEPS, number_names

if TYPE_CHECKING:
    from qgis.core import QgsVectorLayer

    from ..framework.run import Run
    from .children import Made
    from .inputs import Inputs


def write_outputs(run: Run, inputs: Inputs, made: Made) -> dict[str, Any]:
    """Every layer that is asked for and was made, and every number; None for those of a step that was not needed."""
    outputs: dict[str, Any] = {}
    _count(run, made)
    origin = {plan: f"{step.id}.{own}" for step in STEPS for own, plan in step.outputs.items()}
    wanted = [name for name in LAYERS if run.wanted(name)]
    for number, name in enumerate(wanted):
        with run.part(number / len(wanted), (number + 1) / len(wanted)):
            layer = made.layers.get(origin[name])
            if name in OF_BLOCKS and layer is not None and not layer.featureCount():
                # Visits are planned.
                continue
            if layer is not None:
                run.history[name] = made.records[origin[name]]
                outputs[name] = _copy(run, inputs, name, layer)
            elif name == "OFFICERS_OUT" and inputs.officers is not None:
                outputs[name] = write_officers(run, name, inputs.officers, inputs.crs)
    for (step, own), plan in number_names().items():
        outputs[plan] = made.numbers.get(step, {}).get(own)
    return outputs


def _count(run: Run, made: Made) -> None:
    """What the records of the layers say the plan was made from."""
    grid, hotspots = made.numbers["riskgrid"], made.numbers["extracthotspots"]
    skipped = sum(numbers.get("SKIPPED") or 0 for numbers in made.numbers.values())
    run.counts.tell(
        incidents_used=grid["INCIDENTS_USED"],
        cells=grid["CELLS"],
        hotspots=hotspots["HOTSPOTS_FOUND"],
        calls=made.numbers["assignofficers"]["CALLS_KNOWN"],
        officers=made.layers["assignofficers.SUMMARY"].featureCount(),
        skipped=skipped,
    )


def _copy(run: Run, inputs: Inputs, name: str, layer: QgsVectorLayer) -> str:
    """Write a layer's features into an output as they are; returns where it is."""
    total = layer.featureCount()
    # All steps compute in this one; the layer's own was made in the worker, and would not outlive it.
    crs = inputs.crs if layer.isSpatial() else layer.crs()
    sink, destination = run.open_sink(name, layer.fields(), layer.wkbType(), crs)
    features: list[QgsFeature] = []
    written = True
    for number, feature in enumerate(layer.getFeatures(), start=1):
        features.append(feature)
        if len(features) == WRITE_AT_ONCE or number == total:
            run.control.step(number, total)
            written = written and sink.addFeatures(features, QgsFeatureSink.Flag.FastInsert)
            features = []
    if not (written and sink.flushBuffer()):
        raise not_written(sink, run.label(name))
    sink.close()
    return destination
