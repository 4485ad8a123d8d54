"""A plan from its start to its file: what comes of the run goes into the project as it is made."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsApplication,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QEventLoop, QObject, QTimer, pyqtSignal

from ..officers.layer import copy_officers, is_made_here, mark_made_here
from ..text import tr
from .history import PastRun, remember, source_of
from .inputlooks import backdrops, dim_inputs
from .outcome import CANCELLED, DONE, FAILED, Outcome
from .placement import ResultGroup
from .planfile import PlanWriter
from .planfolder import folder_of
from .shown import OFFICERS
from .task import PATIENCE_MS, PlanRun, parameters_of
from .timetable import rows_of

if TYPE_CHECKING:
    from ..settings import PlanSettings

# What the map shows whole in the end: the last of these that is made.
_ZOOM_TO = ("GRID", "AREAS")


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

    def cancel_and_wait(self, patience_ms: int = PATIENCE_MS) -> None:
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
            self._add(name, layer, bool(made.numbers.get("REPLAY")), made.visible.get(name, True))
            self._read[layer.id()] = made.parameters
            run.sources[layer.id()] = source_of(layer)
        if "BLOCKS" in made.layers:
            self._outcome.timetable.extend(rows_of(made.layers["BLOCKS"][0]))
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"patrol:{made.step}")
        if algorithm is not None:
            self._past.append(PastRun(algorithm, made.parameters, run.sources))
        if OFFICERS not in made.layers:
            # Of officers that are made, there is no figure but the number asked for.
            told = made.numbers.items()
            self._outcome.numbers[made.step] = {name: one for name, one in told if one is None or _is_number(one)}

    def _add(self, name: str, layer: QgsVectorLayer, is_replay: bool = False, visible: bool = True) -> None:
        shown = self._group.shown[name]
        shown = replace(shown, visible=shown.visible and visible)
        # Of which shift its group says.
        layer.setName(tr("{layer} (replay)", layer=shown.title) if is_replay else shown.title)
        self._group.add(layer, shown)
        if name in _ZOOM_TO:
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
