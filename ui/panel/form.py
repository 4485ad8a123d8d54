"""The inputs of the dock: its sections, joined."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import QgsMapLayer
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QVBoxLayout, QWidget

from ..settings import PlanSettings
from .inputs import InputSection
from .officers import OfficerSection
from .planfile import FileSection
from .section import Section
from .shift import ShiftSection


class PlanForm(QWidget):
    """Shows PlanSettings and takes them from the analyst. ``edited``: by hand; ``changed``: in any way."""

    edited = pyqtSignal()
    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.inputs, self.shift = InputSection(), ShiftSection()
        self.officers, self.file = OfficerSection(), FileSection()
        self._sections: tuple[Section, ...] = (self.inputs, self.shift, self.officers, self.file)
        self.layers = {**self.inputs.layers, **self.officers.layers}
        self.fields = {**self.inputs.fields, **self.officers.fields}
        self.shift_start, self.shift_hours = self.shift.start, self.shift.hours
        self.last_day_button, self.dwell_min = self.shift.last_day_button, self.shift.dwell_min
        self.cell_size_m, self.farthest_road_m = self.shift.cell_size_m, self.inputs.farthest_road_m
        self.officer_count, self.pick_button = self.officers.count, self.officers.pick_button
        self.folder = self.file.folder
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        labels = [label for section in self._sections for label in section.labels]
        width = max(label.sizeHint().width() for label in labels)
        for label in labels:
            label.setMinimumWidth(width)
        for section in self._sections:
            column.addWidget(section)
            section.changed.connect(self.changed)
            section.edited.connect(self.edited)
        self.inputs.times_changed.connect(self._follow)
        self.shift.shifted.connect(self.officers.let_go)

    @property
    def shift_is_chosen(self) -> bool:
        """Whether the analyst has chosen the shift; else it follows the incidents."""
        return self.shift.is_chosen

    def settings(self) -> PlanSettings:
        """What the form shows now."""
        return PlanSettings(**{name: value for section in self._sections for name, value in section.values().items()})

    def fill(self, settings: PlanSettings, layers: dict[str, QgsMapLayer]) -> None:
        """Show the settings; a layer that is not among the project's ``layers`` (by id) shows as not chosen."""
        for section in self._sections:
            section.fill(settings, layers)
        self.shift.follow(*self.inputs.incidents())
        for section in self._sections:
            section.refresh()
        self.changed.emit()

    def guess(self, layers: Sequence[QgsMapLayer]) -> None:
        """Choose, of these layers, those whose names tell what they are, where nothing is chosen yet."""
        self.inputs.guess(layers)
        self.officers.guess(layers)

    def _follow(self, name: str) -> None:
        """The shift follows the times of the incidents."""
        if name == "incidents":
            self.shift.follow(*self.inputs.incidents())
            self.shift.refresh()
