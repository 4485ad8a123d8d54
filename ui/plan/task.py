"""Plans a shift in the background, as one task of patrol:planshift, and puts what comes of it into the project."""

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
    QgsProject,
    QgsTask,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QEventLoop, QObject, Qt, QTimer, pyqtSignal

from ..officers.layer import copy_officers, is_made_here, mark_made_here
from ..text import tr
from .history import PastRun, remember, source_of
from .inputlooks import backdrops, dim_inputs
from .outcome import CANCELLED, DONE, FAILED, Outcome
from .placement import ResultGroup
from .planfile import PlanWriter
from .planfolder import folder_of
from .shown import OFFICERS, TABLES, plan_algorithm

if TYPE_CHECKING:
    from ..settings import PlanSettings

_PATIENCE_MS = 10_000
# A task reads its context and feedback until it ends, even when the dock is gone before: they live here meanwhile.
_running: set[PlanRun] = set()


def parameters_of(plan: PlanSettings) -> dict[str, Any]:
    """What the algorithm is asked for: layers by their ids, nothing that is left empty, and every layer it has."""
    roads = {
        "ROADS": plan.roads,
        "DIRECTION_FIELD": plan.road_direction,
        "SPEED_FIELD": plan.road_speed,
        "SNAP_MAX": plan.farthest_road_m,
    }
    calls = {
        "CALLS": plan.calls,
        "CALL_TIME_FIELD": plan.call_time,
        "CALL_CLOCK_FIELD": plan.call_clock,
        "CALL_PRIORITY_FIELD": plan.call_priority,
    }
    new_officers = {"OFFICER_COUNT": plan.officer_count, "START": plan.start}
    parameters = {
        "INCIDENTS": plan.incidents,
        "TIME_FIELD": plan.incident_time,
        "CLOCK_FIELD": plan.incident_clock,
        "STUDY_AREA": plan.study_area,
        "FACILITIES": [plan.facilities] if plan.facilities else "",
        **(roads if plan.roads else {}),
        **(calls if plan.calls else {}),
        **({"OFFICERS": plan.officers} if plan.officers else new_officers),
        "SHIFT_START": plan.first_moment.isoformat(timespec="seconds"),
        "SHIFT_HOURS": plan.shift_hours,
        "DWELL": plan.dwell_min,
        "CELL_SIZE": plan.cell_size_m,
        # The officers are layers that are given, or come with their step.
        **{name: "TEMPORARY_OUTPUT" for name in TABLES if name != OFFICERS},
    }
    return {name: value for name, value in parameters.items() if value not in ("", None)}


class PlanFeedback(QgsProcessingFeedback):
    """Keeps the warnings and the errors, and passes on what the steps say and make; called from the worker."""

    said = pyqtSignal(str)
    made = pyqtSignal(object)

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

    def setProgressText(self, text: str) -> None:  # noqa: N802
        self.said.emit(text)
        super().setProgressText(text)

    def look_at(self, made: Any) -> None:
        """Called by the algorithm after each step, with a StepMade of its own."""
        self.made.emit(made)


class PlanRun(QObject):
    """One run of the algorithm in one task, with all that must live as long as the task does."""

    ended = pyqtSignal(bool)

    def __init__(self, parameters: dict[str, Any]) -> None:
        super().__init__()
        self.feedback = PlanFeedback()
        self._context = QgsProcessingContext()
        self._context.setProject(QgsProject.instance())
        self._context.setFeedback(self.feedback)
        self.algorithm = plan_algorithm()
        self._layers: list[QgsMapLayer] = []
        values = {name: _with_layers(value, self._layers) for name, value in parameters.items()}
        self.task = QgsProcessingAlgRunnerTask(self.algorithm, values, self._context, self.feedback)
        # By the id of a layer, what opens it.
        self.sources = {layer.id(): source_of(layer) for layer in self._layers}
        self._layer_ids = set(self.sources)
        named = {name: value.id() if isinstance(value, QgsMapLayer) else value for name, value in parameters.items()}
        self.past = PastRun(self.algorithm, named, self.sources)
        QgsProject.instance().layersWillBeRemoved.connect(self._let_go)
        # Queued: a task added while QGIS still tidies up the one before may be tidied up with it, and never run.
        self.task.executed.connect(self._end, Qt.ConnectionType.QueuedConnection)

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
        self.ended.emit(successful)
        _running.discard(self)

    def why_failed(self) -> str:
        """The last error the algorithm told."""
        told = self.feedback.errors
        return told[-1] if told else tr("the log (View, Panels, Log Messages) says more.")

    def dress(self, layer: QgsMapLayer, dresser: Any) -> None:
        """Style, time and record of a layer; without a project, whose tree is the dock's to fill."""
        dresser.postProcessLayer(layer, QgsProcessingContext(), self.feedback)


class PatrolChain(QObject):
    """From incidents to officers' routes; one plan at a time.

    What a step has made comes at once, so that it is on the map while the plan goes on, and kept where the plan fails.
    """

    said = pyqtSignal(str)
    advanced = pyqtSignal(int)  # percent of the whole chain
    ended = pyqtSignal(object)  # an Outcome

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run: PlanRun | None = None
        self._writer: PlanWriter | None = None
        self._cancelled = False

    @property
    def is_running(self) -> bool:
        return self._run is not None or self._writer is not None

    @property
    def extent_layer(self) -> str:
        """The id of the layer that shows the whole study area; "" while there is none."""
        return self._group.zoom_to

    def start(self, plan: PlanSettings) -> None:
        """Begin a plan; what comes of it is told by the signals."""
        self._plan, self._group = plan, ResultGroup(plan)
        self._officers, self._copy = plan.officers, None
        self._outcome = Outcome(DONE)
        self._past: list[PastRun] = []
        self._read: dict[str, dict[str, Any]] = {}
        self._cancelled = False
        parameters = parameters_of(plan)
        try:
            # Before any work is done.
            self._folder = folder_of(QgsProject.instance(), plan.folder)
            officers = QgsProject.instance().mapLayer(plan.officers)
            if isinstance(officers, QgsVectorLayer) and is_made_here(officers):
                # Each plan keeps those it was made for in a file of its own.
                self._copy = parameters["OFFICERS"] = copy_officers(officers)
                self._officers = self._copy.id()
            self._run = run = PlanRun(parameters)
        except ValueError as error:
            self._end(Outcome(FAILED, str(error)))
            return
        run.ended.connect(self._planned)
        run.feedback.said.connect(self.said)
        run.feedback.made.connect(self._take)
        run.task.progressChanged.connect(lambda percent: self.advanced.emit(round(percent)))
        if not run.start():
            self._end(Outcome(FAILED, run.why_failed()))

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

    # --- what comes of it

    def _take(self, made: Any) -> None:
        """A step has made its layers: they go into the group."""
        run = self._run
        if run is None or self._cancelled:
            return
        if self._copy is not None:
            self._add(OFFICERS, self._copy)
            self._copy = None
        for name, (layer, dresser) in made.layers.items():
            run.dress(layer, dresser)
            if name == OFFICERS:
                mark_made_here(layer)
                self._officers = layer.id()
            self._add(name, layer)
            self._read[layer.id()] = made.parameters
            run.sources[layer.id()] = source_of(layer)
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"patrol:{made.step}")
        if algorithm is not None:
            self._past.append(PastRun(algorithm, made.parameters, run.sources))
        if OFFICERS not in made.layers:
            # Of officers that are made, there is no figure but the number asked for.
            told = made.numbers.items()
            self._outcome.numbers[made.step] = {name: one for name, one in told if one is None or _is_number(one)}

    def _add(self, name: str, layer: QgsVectorLayer) -> None:
        shown = self._group.shown[name]
        layer.setName(shown.title)
        self._group.add(layer, shown)
        if name == "GRID":
            self._group.zoom_to = layer.id()

    def _planned(self, successful: bool) -> None:
        run = self._run
        if run is None:
            return
        self._past.append(run.past)
        self._outcome.warnings.extend(run.feedback.warnings)
        if self._cancelled or run.feedback.isCanceled():
            self._end(Outcome(CANCELLED))
        else:
            self._end(Outcome(DONE) if successful else Outcome(FAILED, run.why_failed()))

    def _end(self, outcome: Outcome) -> None:
        """The task is over; unless the analyst has cancelled, what it made goes into a file."""
        self._run = None
        full = replace(
            self._outcome, state=outcome.state, text=outcome.text, officers=self._officers, replay=self._day_of_replay()
        )
        tables = self._group.tables()
        if outcome.state == CANCELLED or not tables:
            self._close(full)
            return
        self._outcome = full
        self._writer = PlanWriter(self._folder, self._plan.first_moment, tables, full, self._read)
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
        self._close(replace(self._outcome, file=file, not_kept=why))

    def _close(self, outcome: Outcome) -> None:
        # Before temporary layers go, whose names would be all that is left of them.
        remember(self._past)
        if outcome.state == CANCELLED:
            self._group.remove()
        else:
            if self._group.zoom_to:
                self._group.add_backdrops(backdrops(self._plan))
                dim_inputs(self._plan)
            self._group.finish(outcome)
        self.ended.emit(outcome)

    def _day_of_replay(self) -> str:
        """The day whose calls the plan answers, where they were known only afterwards: it is a replay."""
        is_replay = self._outcome.numbers.get("assignofficers", {}).get("REPLAY")
        return self._plan.first_moment.date().isoformat() if is_replay else ""


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float))


def _with_layers(value: Any, found: list[QgsMapLayer]) -> Any:
    """The value with layers for their ids, so that the worker does not look for them.

    To look a layer up makes QGIS 3.22 drop the project's expression scope, and QGIS crashes if the map is being
    redrawn at that moment.
    """
    if isinstance(value, list):
        return [_with_layers(item, found) for item in value]
    layer = QgsProject.instance().mapLayer(value) if isinstance(value, str) else value
    if not isinstance(layer, QgsMapLayer):
        return value
    found.append(layer)
    return layer
