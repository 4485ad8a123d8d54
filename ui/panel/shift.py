"""The section of the shift: when, how long, how long at a place, how large a cell, what it is forecast by."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from qgis.core import QgsMapLayer, QgsVectorLayer
from qgis.PyQt.QtCore import QDate, QDateTime, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QDateTimeEdit

from ..settings import PlanSettings
from ..text import tr
from .guesses import is_quick_to_ask, last_day
from .section import Section
from .widgets import keep_narrow, spin_box, tool_button

# Incidents that end within so many days are still coming in: the shift is today's.
RECENT_DAYS = 7


class ShiftSection(Section):
    """``shifted``: by hand, so that officers made for the shift before do not fit any more.

    A shift nobody has chosen follows the incidents; ``note`` says so.
    """

    shifted = pyqtSignal()

    def __init__(self) -> None:
        super().__init__(tr("Shift"))
        self.is_chosen, self.note = False, ""
        self._incidents: tuple[QgsVectorLayer | None, str] = None, ""
        self.start = QDateTimeEdit()
        self.start.setDisplayFormat("yyyy-MM-dd  HH:mm")
        self.start.setCalendarPopup(True)
        self.last_day_button = tool_button(
            tr("To the last incident's day"), tr("Start the shift on the day of the last incident.")
        )
        self.hours = spin_box(1, 48, tr(" h"))
        self.dwell_min = spin_box(0, 240, tr(" min"))
        self.cell_size_m = spin_box(10, 10_000, tr(" m"), step=50)
        self.model = QComboBox()
        keep_narrow(self.model)
        tip = tr("When the shift starts, local time. Only incidents before it are learned from.")
        self.add_row(tr("Starts"), self.start, tip)
        self.add_buttons(self.last_day_button)
        tip = tr("Length of the shift. The forecast covers it in intervals of two hours.")
        self.add_row(tr("Lasts"), self.hours, tip)
        self.add_row(tr("Dwell"), self.dwell_min, tr("Time an officer stays at each stop or call."))
        self.add_row(tr("Cell size"), self.cell_size_m, tr("Side of a cell of the risk grid."))
        tip = tr(
            "What says where incidents are to be expected. auto takes the model that hit most in the last weeks; "
            "prior_count is the plain count of past incidents. The help of Predict crime explains them all."
        )
        self.add_row(tr("Forecast"), self.model, tip)
        self.start.dateTimeChanged.connect(self._start_changed)
        self.last_day_button.clicked.connect(self._take_last_day)
        self.hours.valueChanged.connect(self._edit_shift)
        self.dwell_min.valueChanged.connect(self.edit)
        self.cell_size_m.valueChanged.connect(self.edit)
        self.model.currentIndexChanged.connect(self.edit)

    def values(self) -> dict[str, Any]:
        moment = self.start.dateTime().toString("yyyy-MM-ddTHH:mm:00")
        return {
            "shift_start": moment,
            "start_clock": moment[11:16],
            "shift_hours": self.hours.value(),
            "dwell_min": self.dwell_min.value(),
            "cell_size_m": self.cell_size_m.value(),
            "forecast_model": self.model.currentData() or "",
        }

    def show_values(self, settings: PlanSettings, layers: dict[str, QgsMapLayer]) -> None:
        self.is_chosen, self.note = bool(settings.shift_start), ""
        self.start.setDateTime(_qt_moment(settings.first_moment))
        self.hours.setValue(settings.shift_hours)
        self.dwell_min.setValue(settings.dwell_min)
        self.cell_size_m.setValue(settings.cell_size_m)
        self.choose_model(settings.forecast_model)

    def offer_models(self, words: list[str]) -> None:
        """The forecast models to choose from, the usual one first."""
        self.model.clear()
        for word in words:
            self.model.addItem(word, word)

    def choose_model(self, word: str) -> None:
        """Choose a forecast model; the usual one, the first, where there is none of that word."""
        self.model.setCurrentIndex(max(0, self.model.findData(word)))

    def refresh(self) -> None:
        self.last_day_button.setEnabled(bool(self._incidents[1]))

    def follow(self, incidents: QgsVectorLayer | None, time_field: str) -> None:
        """Put a shift nobody has chosen on the day of the last incident, if that is long ago, else on today."""
        self._incidents = incidents, time_field
        if self.is_chosen:
            return
        self.note, start = "", QDate.currentDate()
        day: QDate | None = None
        if incidents is not None and time_field:
            if is_quick_to_ask(incidents, time_field):
                day = last_day(incidents, time_field)
            else:
                button = self.last_day_button.text()
                self.note = tr("If these incidents end in the past, press “{button}”.", button=button)
        if day is not None and day.daysTo(start) > RECENT_DAYS:
            start = day
            self.note = tr(
                "The incidents end on {day}, so the shift starts on that day.", day=day.toString(Qt.DateFormat.ISODate)
            )
        self.is_filling = True
        self.start.setDate(start)
        self.is_filling = False

    def choose(self) -> None:
        """From now on the shift stays as it is, whatever incidents are chosen."""
        self.is_chosen, self.note = True, ""
        self.edit()

    def _take_last_day(self) -> None:
        day = last_day(*self._incidents)
        if day is not None:
            self.start.setDate(day)
            self.choose()

    def _start_changed(self) -> None:
        if not self.is_filling:
            self.is_chosen, self.note = True, ""
        self._edit_shift()

    def _edit_shift(self) -> None:
        if not self.is_filling:
            self.shifted.emit()
        self.edit()


def _qt_moment(moment: datetime) -> QDateTime:
    return QDateTime.fromString(moment.isoformat(timespec="seconds"), Qt.DateFormat.ISODate)
