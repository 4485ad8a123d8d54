"""The box in which the dock shows the figures and the warnings of a plan."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QGroupBox, QLabel, QVBoxLayout

from ..text import tr
from .headlines import headline_html, warnings_html
from .outcome import CANCELLED, DONE, Outcome
from .timetable import timetable_html


class ResultBox(QGroupBox):
    """Hidden where there is nothing to show."""

    def __init__(self) -> None:
        super().__init__(tr("Results"))
        self.headlines, self.timetable, self.warnings = QLabel(), QLabel(), QLabel()
        inside = QVBoxLayout(self)
        inside.setContentsMargins(8, 6, 8, 8)
        for label in (self.headlines, self.timetable, self.warnings):
            label.setTextFormat(Qt.TextFormat.RichText)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            inside.addWidget(label)
        self.hide()

    def show_outcome(self, outcome: Outcome) -> None:
        """Figures only of what is on the map; what was warned of may explain why there is nothing."""
        is_there = outcome.state == DONE or outcome.file or outcome.not_kept
        figures = headline_html(outcome) if is_there else ""
        warned = outcome.warnings if outcome.state != CANCELLED else []
        self.headlines.setText(figures)
        self.headlines.setVisible(bool(figures))
        hours = timetable_html(outcome.timetable) if is_there else ""
        self.timetable.setText(hours)
        self.timetable.setVisible(bool(hours))
        self.warnings.setText(warnings_html(warned))
        self.warnings.setVisible(bool(warned))
        self.setVisible(bool(figures or warned))
