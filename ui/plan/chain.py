"""Runs the steps of a plan one after another in the background, and puts their layers into the project."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsApplication,
    QgsMapLayer,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsTask,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QEventLoop, QObject, Qt, QTimer, pyqtSignal

from ..officers.layer import copy_officers, first_place, is_made_here, make_officers
from ..text import no_algorithm, tr
from .history import PastRun, remember, source_of
from .inputlooks import backdrops, dim_inputs
from .outcome import CANCELLED, DONE, FAILED, Outcome
from .placement import ResultGroup
from .planfile import PlanWriter
from .planfolder import folder_of
from .steps import OFFICERS_SHOWN, STEPS, Made, Step, given

if TYPE_CHECKING:
    from ..settings import PlanSettings

_PATIENCE_MS = 10_000
# A task reads its context and feedback until it ends, even when the dock is gone before: they live here meanwhile.
_running: set[StepRun] = set()


class ListeningFeedback(QgsProcessingFeedback):
    """Feedback that also keeps the warnings and the errors; called from the worker thread."""

    def __init__(self) -> None:
        super().__init__()
        self.warnings: list[str] = []
        self.errors: list[str] = []

    def pushWarning(self, warning: str) -> None:  # noqa: N802
        self.warnings.append(warning)
        super().pushWarning(warning)

    def reportError(self, error: str, fatalError: bool = False) -> None:  # noqa: N802, N803
        self.errors.append(error)
        super().reportError(error, fatalError)


class StepRun(QObject):
    """One algorithm in one task, with all that must live as long as the task does."""

    ended = pyqtSignal(bool, dict)
    progressed = pyqtSignal(float)

    def __init__(self, step: Step, parameters: dict[str, Any]) -> None:
        super().__init__()
        self.step = step
        self.feedback = ListeningFeedback()
        self.context = QgsProcessingContext()
        self.context.setProject(QgsProject.instance())
        self.context.setFeedback(self.feedback)
        # A copy of our own, which stays when the provider is removed.
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(step.id)
        if algorithm is None:
            raise ValueError(no_algorithm(step.id))
        self.algorithm = algorithm
        layers: list[QgsMapLayer] = []
        values = {name: _with_layers(value, layers) for name, value in parameters.items()}
        values.update({name: _into_project(shown.title) for name, shown in step.outputs.items()})
        self.task = QgsProcessingAlgRunnerTask(self.algorithm, values, self.context, self.feedback)
        outputs = dict.fromkeys(step.outputs, "TEMPORARY_OUTPUT")
        sources = {layer.id(): source_of(layer) for layer in layers}
        self.past = PastRun(self.algorithm, {**parameters, **outputs}, sources)
        self._layer_ids = {layer.id() for layer in layers}
        QgsProject.instance().layersWillBeRemoved.connect(self._let_go)
        # Queued: a task added while QGIS still tidies up the one before may be tidied up with it, and never run.
        self.task.executed.connect(self._end, Qt.ConnectionType.QueuedConnection)
        self.task.progressChanged.connect(self.progressed)

    def start(self) -> bool:
        """Hand the task to QGIS; False when the algorithm refused its parameters."""
        if self.task.isCanceled():
            QgsProject.instance().layersWillBeRemoved.disconnect(self._let_go)
            return False
        _running.add(self)
        QgsApplication.taskManager().addTask(self.task)
        return True

    def _let_go(self, layer_ids: list[str]) -> None:
        """Cancel and wait: a layer of the task is about to be deleted, and the worker may be reading it."""
        if self._layer_ids.isdisjoint(layer_ids):
            return
        told = len(self.feedback.errors)
        self.task.cancel()
        waited_until = time.monotonic() + _PATIENCE_MS / 1000
        # Asleep, as events must not be handled amid the removal; cancelling takes a fraction of a second. The status
        # stays that of a running task until events are handled again: that it was cancelled is the worker's last word.
        while self.task.status() == QgsTask.TaskStatus.Running and time.monotonic() < waited_until:
            if len(self.feedback.errors) > told:
                return
            time.sleep(0.005)

    def _end(self, successful: bool, results: dict[str, Any]) -> None:
        QgsProject.instance().layersWillBeRemoved.disconnect(self._let_go)
        self.ended.emit(successful, results)
        _running.discard(self)

    def why_failed(self) -> str:
        """The last error the algorithm told."""
        told = self.feedback.errors
        return told[-1] if told else tr("the log (View, Panels, Log Messages) says more.")

    def take_layer(self, layer_id: str) -> QgsMapLayer | None:
        """A layer the algorithm has made, named and dressed as QGIS dresses it on loading; None when there is none."""
        layer = self.context.takeResultLayer(layer_id)
        if layer is not None and self.context.willLoadLayerOnCompletion(layer_id):
            details = self.context.layerToLoadOnCompletionDetails(layer_id)
            layer.setName(details.name)
            dresser = details.postProcessor()
            if dresser is not None:
                dresser.postProcessLayer(layer, self.context, self.feedback)
        return layer


class PatrolChain(QObject):
    """From incidents to officers' routes; one plan at a time."""

    said = pyqtSignal(str)
    advanced = pyqtSignal(int)  # percent of the whole chain
    ended = pyqtSignal(object)  # an Outcome

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run: StepRun | None = None
        self._writer: PlanWriter | None = None
        self._cancelled = False

    @property
    def is_running(self) -> bool:
        return self._run is not None or self._writer is not None

    def start(self, plan: PlanSettings) -> None:
        """Begin a plan; what comes of it is told by the signals."""
        self._plan = plan
        self._made = Made(officers=plan.officers, start=plan.start)
        self._group = ResultGroup(plan)
        self._warnings: list[str] = []
        self._past: list[PastRun] = []
        self._read: dict[str, dict[str, Any]] = {}
        self._steps = iter(enumerate(STEPS))
        self._cancelled = False
        try:
            # Before any work is done.
            self._folder = folder_of(QgsProject.instance(), plan.folder)
        except ValueError as error:
            self._end(Outcome(FAILED, str(error)))
            return
        self._next()

    def cancel(self) -> None:
        """Ask what runs to stop; ``ended`` follows when it has."""
        if self.is_running and not self._cancelled:
            self._cancelled = True
            self.said.emit(tr("Cancelling…"))
            if self._run is not None:
                self._run.task.cancel()
            if self._writer is not None:
                self._writer.cancel()

    def cancel_and_wait(self, patience_ms: int = _PATIENCE_MS) -> None:
        """Cancel, and return only when nothing runs any more: the plugin is about to be taken away."""
        self.cancel()
        if not self.is_running:
            return
        loop = QEventLoop()
        self.ended.connect(loop.quit)
        QTimer.singleShot(patience_ms, loop.quit)
        loop.exec()

    # --- one step after another

    def _next(self) -> None:
        self._number, step = next(self._steps, (len(STEPS), None))
        if step is None:
            self._end(Outcome(DONE))
            return
        self.advanced.emit(round(100 * self._number / len(STEPS)))
        sentence = tr("Step {n} of {all}: {doing}…")
        self.said.emit(sentence.format(n=self._number + 1, all=len(STEPS), doing=tr(step.doing)))
        try:
            if step.algorithm == "planroute":
                self._place_officers()
            run = StepRun(step, given(step.parameters(self._plan, self._made)))
        except ValueError as error:
            self._end(Outcome(FAILED, str(error)))
            return
        self._run = run
        self._past.append(run.past)
        run.ended.connect(self._step_ended)
        run.progressed.connect(self._progressed)
        if not run.start():
            self._end(Outcome(FAILED, run.why_failed()))

    def _progressed(self, percent: float) -> None:
        self.advanced.emit(round((100 * self._number + percent) / len(STEPS)))

    def _step_ended(self, successful: bool, results: dict[str, Any]) -> None:
        run = self._run
        if run is None:
            return
        self._warnings += run.feedback.warnings
        if self._cancelled or run.feedback.isCanceled():
            self._end(Outcome(CANCELLED))
            return
        if not successful:
            self._end(Outcome(FAILED, run.why_failed()))
            return
        try:
            self._take_layers(run, results)
        except ValueError as error:
            self._end(Outcome(FAILED, str(error)))
            return
        self._next()

    def _take_layers(self, run: StepRun, results: dict[str, Any]) -> None:
        step = run.step
        self._made.numbers[step.algorithm] = {
            name: value for name, value in results.items() if value is None or isinstance(value, (int, float))
        }
        for name, shown in step.outputs.items():
            layer = run.take_layer(results.get(name, ""))
            if layer is None:
                raise ValueError(tr("{step} gave no layer {name}.").format(step=run.algorithm.displayName(), name=name))
            self._group.add(layer, shown)
            self._made.layers[f"{step.algorithm}.{name}"] = layer.id()
            self._read[layer.id()] = run.past.parameters
            if step.algorithm == "riskgrid":
                self._group.zoom_to = layer.id()
        if step.algorithm == "extracthotspots" and not self._made.numbers[step.algorithm]["HOTSPOTS_FOUND"]:
            raise ValueError(
                tr("No hotspot was found, so there is nothing to patrol. Choose larger cells or more incidents.")
            )

    def _place_officers(self) -> None:
        """Where the single route starts, and the officers' layer where the analyst has chosen none."""
        made = self._made
        project = QgsProject.instance()
        if made.officers:
            officers = _layer(project, made.officers, tr("Officers"))
            made.start = first_place(officers)
            if is_made_here(officers):
                # Each plan keeps those it was made for in a file of its own.
                copy = copy_officers(officers)
                self._group.add(copy, OFFICERS_SHOWN)
                made.officers = copy.id()
            return
        if not made.start:
            made.start = first_place(_layer(project, made.layers["extracthotspots.POINTS"], tr("Peaks")), "rank")
        layer = make_officers(self._plan, made.start)
        self._group.add(layer, OFFICERS_SHOWN)
        made.officers = layer.id()

    def _end(self, outcome: Outcome) -> None:
        """The steps are over; unless the analyst has cancelled, what they made goes into a file."""
        self._run = None
        full = replace(
            outcome,
            numbers=dict(self._made.numbers),
            warnings=list(self._warnings),
            officers=self._made.officers,
            replay=self._past_day_of_calls(),
        )
        tables = self._group.tables()
        if outcome.state == CANCELLED or not tables:
            self._close(full)
            return
        self._writer = PlanWriter(self._folder, self._plan.first_moment, tables, full, self._read)
        self._unkept = full
        self._writer.ended.connect(self._kept)
        self.said.emit(tr("Saving the plan…"))
        self._writer.start()

    def _kept(self, file: str, why: str) -> None:
        """The file is there, or it could not be made: then the layers stay temporary."""
        writer, self._writer = self._writer, None
        if self._cancelled:
            self._close(Outcome(CANCELLED))
            return
        if file and writer is not None:
            self._group.move_into(file, writer.written)
        self._close(replace(self._unkept, file=file, not_kept=why))

    def _close(self, outcome: Outcome) -> None:
        # Before temporary layers go, whose names would be all that is left of them.
        remember(self._past)
        if outcome.state == CANCELLED:
            self._group.remove()
        else:
            if self._made.layers:
                self._group.add_backdrops(backdrops(self._plan))
                dim_inputs(self._plan)
            self._group.finish(outcome)
        self.ended.emit(outcome)

    def _past_day_of_calls(self) -> str:
        """The day whose calls the plan answers, where they were known only afterwards: it is a replay."""
        is_replay = self._made.numbers.get("assignofficers", {}).get("REPLAY")
        return self._plan.first_moment.date().isoformat() if is_replay else ""

    @property
    def extent_layer(self) -> str:
        """The id of the layer that shows the whole study area; "" while there is none."""
        return self._group.zoom_to


def _into_project(title: str) -> QgsProcessingOutputLayerDefinition:
    """A temporary layer that is to be loaded: only such ones get the algorithm's style and time."""
    wanted = QgsProcessingOutputLayerDefinition("TEMPORARY_OUTPUT", QgsProject.instance())
    wanted.destinationName = tr(title)
    return wanted


def _with_layers(value: Any, found: list[QgsMapLayer]) -> Any:
    """The value with layers for their ids, so that the worker does not look for them.

    To look a layer up makes QGIS 3.22 drop the project's expression scope, and QGIS crashes if the map is being
    redrawn at that moment.
    """
    if isinstance(value, list):
        return [_with_layers(item, found) for item in value]
    layer = QgsProject.instance().mapLayer(value) if isinstance(value, str) else None
    if layer is None:
        return value
    found.append(layer)
    return layer


def _layer(project: QgsProject, layer_id: str, label: str) -> QgsVectorLayer:
    layer = project.mapLayer(layer_id)
    if not isinstance(layer, QgsVectorLayer):
        raise ValueError(tr("The layer {label} is no longer in the project: choose it again.").format(label=label))
    return layer
