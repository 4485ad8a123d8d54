"""The box in which the dock shows the figures and the warnings of a plan."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QGroupBox, QLabel, QPushButton, QVBoxLayout

from ..text import tr
from .headlines import count_is_better, headline_html, warnings_html
from .outcome import CANCELLED, DONE, Outcome
from .timetable import timetable_html


class ResultBox(QGroupBox):
    """Hidden where there is nothing to show. ``count_wanted``: the analyst wants the plan by the plain count."""

    count_wanted = pyqtSignal()

    def __init__(self) -> None:
        super().__init__(tr("Results"))
        self.headlines, self.timetable, self.warnings = QLabel(), QLabel(), QLabel()
        self.by_count = QPushButton(tr("Plan again by the plain count"))
        self.by_count.setObjectName("patrol_by_count")
        self.by_count.setToolTip(
            tr("In the back-test the plain count of past incidents hit more often than this forecast: plan by it.")
        )
        self.by_count.clicked.connect(self.count_wanted)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(8, 6, 8, 8)
        for label in (self.headlines, self.timetable, self.warnings):
            label.setTextFormat(Qt.TextFormat.RichText)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            inside.addWidget(label)
            if label is self.headlines:
                inside.addWidget(self.by_count)
        self.hide()

    def show_outcome(self, outcome: Outcome, is_by_count: bool = False) -> None:
        """Figures only of what is on the map; what was warned of may explain why there is nothing.

        ``is_by_count``: whether the next plan is by the plain count anyway.
        """
        is_there = outcome.state == DONE or outcome.file or outcome.not_kept
        figures = headline_html(outcome) if is_there else ""
        warned = outcome.warnings if outcome.state != CANCELLED else []
        self.headlines.setText(figures)
        self.headlines.setVisible(bool(figures))
        self.by_count.setVisible(bool(figures) and count_is_better(outcome) and not is_by_count)
        hours = timetable_html(outcome.timetable) if is_there else ""
        self.timetable.setText(hours)
        self.timetable.setVisible(bool(hours))
        self.warnings.setText(warnings_html(warned))
        self.warnings.setVisible(bool(warned))
        self.setVisible(bool(figures or warned))
