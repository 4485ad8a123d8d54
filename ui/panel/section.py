"""A section of the panel: a titled box of rows that shows some of the plan's settings."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsMapLayer
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QFormLayout, QGroupBox, QHBoxLayout, QLabel, QToolButton, QWidget

from ..settings import PlanSettings


class Section(QGroupBox):
    """What every section has. ``edited``: by hand; ``changed``: in any way but by ``fill``."""

    edited = pyqtSignal()
    changed = pyqtSignal()

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.labels: list[QLabel] = []
        self.is_filling = False
        self._rows = QFormLayout(self)
        self._rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        self._rows.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._rows.setContentsMargins(8, 6, 8, 8)
        self._rows.setVerticalSpacing(4)

    # --- for the sections

    def values(self) -> dict[str, Any]:
        """What is shown now, by the names of the settings; none of them unless a section says so."""
        return {}

    def show_values(self, settings: PlanSettings, layers: dict[str, QgsMapLayer]) -> None:
        """Show those of the settings that are this section's; ``layers``: the project's, by id."""

    def refresh(self) -> None:
        """Switch on what can be used now."""

    # ---

    def add_row(self, label: str, widget: QWidget, tip: str, under: bool = False) -> None:
        """A row; ``under``: of what belongs to the row above."""
        text = QLabel(f"    {label}" if under else label)
        for part in (text, widget):
            part.setToolTip(tip)
        text.setBuddy(widget)
        self.labels.append(text)
        self._rows.addRow(text, widget)

    def add_buttons(self, *buttons: QToolButton) -> None:
        """The buttons side by side at the right, in a row of their own."""
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        self._rows.addRow(holder)

    def fill(self, settings: PlanSettings, layers: dict[str, QgsMapLayer]) -> None:
        """Show the settings, saying nothing of it."""
        self.is_filling = True
        self.show_values(settings, layers)
        self.is_filling = False

    def update_all(self, *_: object) -> None:
        """Something has changed."""
        if not self.is_filling:
            self.refresh()
            self.changed.emit()

    def edit(self, *_: object) -> None:
        """The analyst has changed something."""
        if not self.is_filling:
            self.update_all()
            self.edited.emit()
