"""One run of patrol:planshift in the background: what it is asked for, and what it says."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsApplication,
    QgsMapLayer,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsTask,
)
from qgis.PyQt.QtCore import QObject, Qt, pyqtSignal

from ..settings import BLOCK
from ..text import tr
from .history import PastRun, source_of
from .shown import OFFICERS, TABLES, plan_algorithm

if TYPE_CHECKING:
    from ..settings import PlanSettings

PATIENCE_MS = 10_000
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
    in_blocks = plan.unit == BLOCK
    beats = {"BEATS": plan.beats, "BEAT_FIELD": plan.beat_name} if in_blocks and plan.beats else {}
    new_officers = {"OFFICER_COUNT": plan.officer_count, "START": plan.start}
    parameters = {
        "INCIDENTS": plan.incidents,
        "TIME_FIELD": plan.incident_time,
        "CLOCK_FIELD": plan.incident_clock,
        "TYPE_FIELD": plan.incident_kind,
        "INCIDENT_BEAT_FIELD": plan.incident_beat,
        "EXCLUDE": plan.exclude,
        "STUDY_AREA": plan.study_area,
        "FACILITIES": [plan.facilities] if plan.facilities else "",
        **(roads if plan.roads else {}),
        **(calls if plan.calls else {}),
        **({"OFFICERS": plan.officers} if plan.officers else new_officers),
        "SHIFT_START": plan.first_moment.isoformat(timespec="seconds"),
        "SHIFT_HOURS": plan.shift_hours,
        "DWELL": plan.dwell_min,
        "CELL_SIZE": plan.cell_size_m,
        "FORECAST_MODEL": plan.forecast_model,
        "UNIT": plan.unit,
        **({"OFFICER_FREE_SHARE": plan.free_percent} if in_blocks else {}),
        **beats,
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
        waited_until = time.monotonic() + PATIENCE_MS / 1000
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
