"""Runs the steps of a plan as child algorithms: one progress, one cancel, layers handed on as layers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsApplication,
    QgsMapLayer,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication, Qt, QThread

from ...algorithms.errors import PatrolError
from ...algorithms.texts import Text
from ..framework.outputs import LayerDresser
from ..framework.unused import plain_value
from .chain import OF_BLOCKS

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

    from ..framework.run import Run
    from .inputs import Handed
    from .origins import Step

NOT_SAID = Text("it stopped without saying why.")


class StepFeedback(QgsProcessingFeedback):
    """What a step says, under its name in the plan's log, and how far it is, as a part of the plan."""

    def __init__(self, run: Run, title: Text, said: set[str]) -> None:
        """``said``: the warnings of the steps before, which are not repeated."""
        super().__init__(False)
        self._said = said
        self.error = ""
        self._run, self._title, self._control, self._farthest = run, title, run.control, 0.0
        # At once, in the thread that cancels: the worker is busy.
        run.feedback.canceled.connect(self.cancel, Qt.ConnectionType.DirectConnection)
        if run.feedback.isCanceled():
            self.cancel()
        self.progressChanged.connect(self._advance, Qt.ConnectionType.DirectConnection)

    def _advance(self, percent: float) -> None:
        # A step that writes several layers begins anew with each.
        self._farthest = max(self._farthest, min(1.0, percent / 100.0))
        self._control.progress(self._farthest)

    def pushInfo(self, info: str) -> None:  # noqa: N802
        self._run.info("  {info}", info=info)

    def pushWarning(self, warning: str) -> None:  # noqa: N802
        # Two steps that read the same layer find the same; so does the plan where it reads one itself.
        if warning not in self._said and warning not in self._run.warnings:
            self._run.warn("{title}: {warning}", title=self._title, warning=warning)
        self._said.add(warning)

    def reportError(self, error: str, fatalError: bool = False) -> None:  # noqa: N802, N803
        # It is said once, as the plan's.
        self.error = error

    def setProgressText(self, text: str) -> None:  # noqa: N802
        """Of no use beside the steps' own names."""


@dataclass
class Made:
    """What the steps have made: layers by "step.OUTPUT", the records of the runs that made them, numbers by step."""

    layers: dict[str, QgsVectorLayer] = field(default_factory=dict)
    records: dict[str, list[str]] = field(default_factory=dict)
    numbers: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class StepMade:
    """What a step has made, for who looks on while the plan goes on.

    ``parameters``: what the step was run with, layers by their ids. ``numbers``: its own. ``layers``: by the plan's
    names of its outputs, copies that belong to the main thread, each with what dresses it as QGIS does on loading;
    without those of blocks where visits are planned. ``visible``: which of them are shown at first.
    """

    step: str
    parameters: dict[str, Any]
    numbers: dict[str, Any]
    layers: dict[str, tuple[QgsVectorLayer, LayerDresser]]
    visible: dict[str, bool]


class Children:
    """The steps of one plan, run one after another in the thread of the plan."""

    def __init__(self, run: Run, handed: Handed) -> None:
        self._run, self._handed = run, handed
        self.made = Made()
        self._said: set[str] = set()
        # The ids by which the project knows layers, by those that the steps know.
        self._shown = dict(handed.originals)
        self._context = QgsProcessingContext()
        # Without a project: nothing is to be looked up there.
        self._context.setTransformContext(run.transforms)
        self._context.setEllipsoid(run.context.ellipsoid())
        self._context.setInvalidGeometryCheck(run.context.invalidGeometryCheck())
        for copy in handed.copies:
            copy.moveToThread(QThread.currentThread())
            self._context.temporaryLayerStore().addMapLayer(copy)

    def run(self, step: Step, worked_out: dict[str, Any]) -> dict[str, Any]:
        """Run a step; ``worked_out``: what the plan makes its parameters of. Returns its numbers.

        Raises PatrolError with what the step says where it fails.
        """
        self._run.control.check()
        title = Text(step.algorithm.TITLE)
        feedback = StepFeedback(self._run, title, self._said)
        self._context.setFeedback(feedback)
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"patrol:{step.id}")
        if algorithm is None:
            raise PatrolError(
                "{title}: Patrol Planner was switched off. Switch it on, and run the plan again.", title=title
            )
        values = {**self._values(step, worked_out), **dict.fromkeys(step.outputs, QgsProcessing.TEMPORARY_OUTPUT)}
        self._given = values
        try:
            # What QGIS catches it logs: the error would be told twice, the step's and the plan's.
            results, is_done = algorithm.run(values, self._context, feedback, {}, False)
        except QgsProcessingException as problem:
            results, is_done, feedback.error = {}, False, str(problem)
        # The last word of a step that was cancelled is an error like any other.
        self._run.control.check()
        if not is_done:
            raise PatrolError("{title}: {why}", title=title, why=feedback.error or NOT_SAID)
        for own in step.outputs:
            layer = self._context.takeResultLayer(results[own])
            if not isinstance(layer, QgsVectorLayer):
                raise PatrolError("{title}: {why}", title=title, why=NOT_SAID)
            self.made.layers[f"{step.id}.{own}"] = layer
            self.made.records[f"{step.id}.{own}"] = layer.metadata().history()
        numbers = {name: value for name, value in results.items() if name not in step.outputs}
        self.made.numbers[step.id] = numbers
        return numbers

    def show(self, step: Step, crs: QgsCoordinateReferenceSystem) -> None:
        """Hand what the last step has made to a feedback with ``look_at``, as the dock's: on the map at once, and kept
        where a later step fails. The steps go on with layers of their own, which nobody takes from them.

        ``crs``: of the layers; their own was made in the worker, and would not outlive it.
        """
        look_at = getattr(self._run.feedback, "look_at", None)
        if look_at is None:
            return
        layers = {}
        for own, name in step.outputs.items():
            layer = self.made.layers[f"{step.id}.{own}"]
            if name in OF_BLOCKS and not layer.featureCount():
                continue
            copy = layer.clone()
            if copy.isSpatial():
                copy.setCrs(crs)
            dress = self._run.dresses.get(name, ("", "", ""))
            layers[name] = (copy, LayerDresser(dress, layer.metadata(), None))
            self._shown[layer.id()] = copy.id()
            copy.moveToThread(QCoreApplication.instance().thread())
        named = {name: self._by_id(value) for name, value in self._given.items()}
        look_at(StepMade(step.id, named, self.made.numbers[step.id], layers, self._run.grouped))

    def _by_id(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._by_id(item) for item in value]
        return self._shown.get(value.id(), value.id()) if isinstance(value, QgsMapLayer) else value

    def _values(self, step: Step, worked_out: dict[str, Any]) -> dict[str, Any]:
        """The step's parameters that are not left at their defaults."""
        found = {}
        for name, origin in step.origins().items():
            if origin.kind == "fixed":
                found[name] = origin.value
            elif origin.kind == "made":
                found[name] = worked_out.get(origin.name)
            elif origin.kind == "step":
                # Officers that were given take the place of those that would be made.
                found[name] = self.made.layers.get(origin.name, worked_out.get(origin.name))
            else:
                found[name] = self._of_plan(origin.name)
        return {name: value for name, value in found.items() if value is not None}

    def _of_plan(self, name: str) -> Any:
        """A parameter of the plan as a step takes it; None where it is left out."""
        if name in self._handed.values:
            return self._handed.values[name]
        definition = self._run.algorithm.parameterDefinition(name)
        if not self._run.given(name) and definition.defaultValue() in (None, ""):
            return None
        return plain_value(self._run, definition)
