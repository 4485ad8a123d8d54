"""The panel "Patrol Planner": choose the inputs, plan, read the figures; the results are on the map."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from html import escape
from typing import TYPE_CHECKING

from qgis.core import (
    Qgis,
    QgsCoordinateTransform,
    QgsCsException,
    QgsMapLayer,
    QgsProject,
)
from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import QPoint, Qt, QTimer
from qgis.PyQt.QtGui import QCloseEvent
from qgis.PyQt.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from .officers.layer import is_made_here
from .officers.starttool import StartTool
from .panel.form import PlanForm
from .plan.chain import PatrolChain
from .plan.headlines import sentence
from .plan.outcome import CANCELLED, DONE, Outcome
from .plan.placement import latest_outcome, looked_at
from .plan.planfolder import first_folder, folder_problem, project_folder
from .plan.results import ResultBox
from .plan.shown import forecast_models, plan_algorithm
from .settings import (
    BLOCK,
    COUNT,
    PlanSettings,
    default_settings,
    project_has_settings,
    read_project,
    remember_defaults,
    write_project,
)
from .text import TITLE, tr

if TYPE_CHECKING:
    from qgis.gui import QgisInterface


class PatrolDock(QgsDockWidget):
    """Collects settings and runs the chain; computes nothing itself. ``shut_down`` undoes what it did to QGIS."""

    def __init__(self, iface: QgisInterface) -> None:
        super().__init__(TITLE, iface.mainWindow())
        self.setObjectName("PatrolPlannerDock")
        self.iface = iface
        self.chain = PatrolChain(self)
        self.form = PlanForm()
        self.form.shift.offer_models(forecast_models())
        self._project = QgsProject.instance()
        self._build()
        self._start_tool = StartTool(iface.mapCanvas())
        self._connect()
        self._restore()

    # --- building

    def _build(self) -> None:
        self.results = ResultBox()
        self.headlines, self.warnings = self.results.headlines, self.results.warnings
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        holder = QWidget()
        held = QVBoxLayout(holder)
        held.setContentsMargins(6, 0, 6, 6)
        held.addWidget(self.results)
        column.addWidget(holder)
        column.addStretch(1)
        self.scroll_area = QScrollArea()
        self.scroll_area.setWidgetResizable(True)
        self.scroll_area.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll_area.setWidget(page)

        self.plan_button, self.cancel_button = QPushButton(tr("Plan patrol")), QPushButton(tr("Cancel"))
        self.plan_button.setObjectName("patrol_plan")
        self.cancel_button.setObjectName("patrol_cancel")
        self.cancel_button.setToolTip(tr("Stop planning; the layers made so far are removed."))
        buttons = QHBoxLayout()
        buttons.addWidget(self.plan_button, 2)
        buttons.addWidget(self.cancel_button, 1)
        self.progress = QProgressBar()
        self.progress.setRange(0, 100)
        self.status = QLabel()
        self.status.setWordWrap(True)
        # It tells values of the analyst's layers, which are no HTML.
        self.status.setTextFormat(Qt.TextFormat.PlainText)
        self.status.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        bottom = QVBoxLayout()
        bottom.setContentsMargins(12, 6, 12, 8)
        bottom.addLayout(buttons)
        bottom.addWidget(self.progress)
        bottom.addWidget(self.status)

        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.scroll_area, 1)
        layout.addLayout(bottom)
        # Never narrower than what it holds, whatever the font: there is no scroll bar below.
        bar = self.scroll_area.verticalScrollBar().sizeHint().width()
        self.scroll_area.setMinimumWidth(page.minimumSizeHint().width() + bar)
        self.setWidget(whole)

    def _connect(self) -> None:
        self.plan_button.clicked.connect(self.plan)
        self.cancel_button.clicked.connect(self.chain.cancel)
        self.results.count_wanted.connect(self._plan_by_count)
        self.form.edited.connect(self._save)
        self.form.changed.connect(self._show_readiness)
        self.form.officers.pick_wanted.connect(self._pick)
        self._start_tool.picked.connect(partial(self.form.officers.set_start, by_hand=True))
        self._start_tool.ended.connect(self._picking_ended)
        self.chain.said.connect(self.status.setText)
        self.chain.advanced.connect(self.progress.setValue)
        self.chain.ended.connect(self._ended)
        self._project.readProject.connect(self._restore)
        self._project.cleared.connect(self._forget)
        self._project.layersAdded.connect(self._guess)

    def shut_down(self) -> None:
        """Cancel what runs and let go of the project and the map; the dock is about to be deleted."""
        self._project.readProject.disconnect(self._restore)
        self._project.cleared.disconnect(self._forget)
        self._project.layersAdded.disconnect(self._guess)
        self._start_tool.end()
        self.chain.cancel_and_wait()
        self.chain.ended.disconnect(self._ended)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        self.chain.cancel()
        self._start_tool.end()
        super().closeEvent(event)

    # --- settings

    def _restore(self, *_: object) -> None:
        """The project's own settings and its latest plan's figures; in a project without settings the defaults, and
        layers by their names.
        """
        layers = self._project.mapLayers()
        if project_has_settings(self._project):
            self.form.fill(read_project(self._project), layers)
        else:
            self.form.fill(default_settings(), layers)
            self.form.guess(list(layers.values()))
        outcome = latest_outcome()
        if outcome is not None:
            self.results.show_outcome(outcome, self._is_by_count())
            QTimer.singleShot(0, self._scroll_to_results)

    def _forget(self) -> None:
        self.chain.cancel()
        # Of a plan that is no longer there.
        self.progress.setValue(0)
        self.results.hide()
        self.form.fill(default_settings(), {})

    def _guess(self, layers: list[QgsMapLayer]) -> None:
        # Not the layers that the plan itself adds.
        if not self.chain.is_running:
            self.form.guess(layers)

    def _save(self) -> None:
        write_project(self._project, self._to_keep())

    def _to_keep(self) -> PlanSettings:
        """What the form shows, without a shift nobody has chosen, and without officers the dock could only put into a
        temporary layer: a project file keeps no features of those.
        """
        plan = self.form.settings()
        if not self.form.shift.is_chosen:
            plan = replace(plan, shift_start="")
        officers = self.form.officers.layer.currentLayer()
        temporary = officers is not None and is_made_here(officers) and officers.providerType() == "memory"
        return replace(plan, officers="") if temporary else plan

    # --- planning

    def what_is_missing(self) -> str:
        """Why no plan can be made yet, in one sentence; "" when one can."""
        plan = self.form.settings()
        if not plan.incidents:
            return tr("Choose a layer of incidents.")
        if not plan.incident_time:
            asked = tr("Choose the field that says when the incidents happened.")
            return " ".join((asked, self.form.inputs.told_fields("incidents", "incident_time"))).strip()
        if plan.calls and not plan.call_time:
            asked = tr("Choose the field that says when the calls came in, or no calls.")
            return " ".join((asked, self.form.inputs.told_fields("calls", "call_time"))).strip()
        if plan.unit == BLOCK and plan.beats and not plan.beat_name:
            return tr("Choose the field with the names of the beats, or no beats.")
        try:
            able, why = plan_algorithm().canExecute()
        except ValueError as error:
            return str(error)
        return folder_problem(plan.folder) if able else str(why)

    def _show_readiness(self) -> None:
        if self.chain.is_running:
            return
        missing = self.what_is_missing()
        self.plan_button.setEnabled(not missing)
        steps = tr("Risk grid, hotspots, forecast, a route and the officers' shifts, one after another.")
        self.plan_button.setToolTip(missing or steps)
        self.cancel_button.setEnabled(False)
        ready = (tr("Ready to plan."), self.form.shift.note, self._note_on_folder())
        self.status.setText(missing or " ".join(note for note in ready if note))

    def _note_on_folder(self) -> str:
        """Where the plan goes, unless beside the project, where it is looked for."""
        folder = first_folder(self._project, self.form.settings().folder)
        return "" if folder == project_folder(self._project) else tr("Plans go to {folder}.", folder=folder)

    def plan(self) -> None:
        """Run the whole chain with what the form shows."""
        if self.chain.is_running or self.what_is_missing():
            return
        plan = self.form.settings()
        self._start_tool.end()
        self._save()
        remember_defaults(plan)
        self.results.hide()
        self.plan_button.setEnabled(False)
        self.plan_button.setToolTip(tr("A plan is being made."))
        self.cancel_button.setEnabled(True)
        self.form.setEnabled(False)
        self.chain.start(plan)

    def _is_by_count(self) -> bool:
        return self.form.settings().forecast_model == COUNT

    def _plan_by_count(self) -> None:
        self.form.shift.choose_model(COUNT)
        self.plan()

    def _ended(self, outcome: Outcome) -> None:
        self.form.setEnabled(True)
        # What was cancelled is gone, and the plan before it on the map again.
        shown = latest_outcome() if outcome.state == CANCELLED else outcome
        self.results.show_outcome(shown or outcome, self._is_by_count())
        QTimer.singleShot(0, self._scroll_to_results)
        if outcome.state == DONE:
            # What was planned for is chosen: the project keeps it.
            self.form.shift.choose()
            self._choose_officers(outcome.officers)
            self._zoom(self.chain.extent_layer)
        # Layers that were removed while they were drawn would stay on the map as a picture.
        self.iface.mapCanvas().refresh()
        self._show_readiness()
        self.progress.setValue(100 if outcome.state == DONE else 0)
        if outcome.state == CANCELLED:
            self.status.setText(tr("Cancelled. The layers made so far were removed."))
            return
        self.status.setText(sentence(outcome, self._project))
        is_good = outcome.state == DONE and not outcome.not_kept
        level = Qgis.MessageLevel.Success if is_good else Qgis.MessageLevel.Warning
        self.iface.messageBar().pushMessage(TITLE, escape(self.status.text(), quote=False), level, 8)

    def _scroll_to_results(self) -> None:
        """To be called once the layout has made room for them."""
        if self.results.isVisible():
            top = self.results.mapTo(self.scroll_area.widget(), QPoint(0, 0)).y()
            self.scroll_area.verticalScrollBar().setValue(top)

    def _choose_officers(self, layer_id: str) -> None:
        """The officers just made are those of the next plan, so that what the analyst edits in their layer counts."""
        layer = self._project.mapLayer(layer_id)
        if layer is not None:
            self.form.officers.layer.setLayer(layer)
            self._save()

    def _zoom(self, layer_id: str) -> None:
        layer = self._project.mapLayer(layer_id)
        if layer is None:
            return
        canvas = self.iface.mapCanvas()
        try:
            transform = QgsCoordinateTransform(layer.crs(), canvas.mapSettings().destinationCrs(), self._project)
            extent = transform.transformBoundingBox(looked_at(layer))
        except QgsCsException:
            return
        extent.scale(1.1)
        canvas.setExtent(extent)
        canvas.refresh()

    # --- the start on the map

    def _pick(self, wanted: bool) -> None:
        if not wanted:
            self._start_tool.end()
            return
        self._start_tool.begin()
        self.status.setText(tr("Click on the map where the officers start."))

    def _picking_ended(self) -> None:
        self.form.pick_button.setChecked(False)
        self._show_readiness()
