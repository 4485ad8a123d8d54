"""The inputs of the dock: layers and fields, shift, officers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Callable

from qgis.core import QgsFieldProxyModel, QgsMapLayer, QgsVectorLayer
from qgis.gui import QgsFieldComboBox, QgsMapLayerComboBox
from qgis.PyQt.QtCore import QDate, QDateTime, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QDateTimeEdit, QFormLayout, QGroupBox, QLabel, QVBoxLayout, QWidget

from ..officers.layer import is_made_here
from ..settings import PlanSettings
from ..text import tr
from .data import CLOCKS, LAYERS, WITHOUT
from .guesses import guess_clock, guess_field, guess_layer, is_quick_to_ask, last_day, told_names
from .widgets import choose_layer, folder_box, keep_narrow, row_of, spin_box, tool_button

_ANY_FIELD = QgsFieldProxyModel.Filter.AllTypes
# Incidents that end within so many days are still coming in: the shift is today's.
RECENT_DAYS = 7


class PlanForm(QWidget):
    """Shows PlanSettings and takes them from the analyst. ``edited``: by hand; ``changed``: in any way."""

    edited = pyqtSignal()
    changed = pyqtSignal()
    pick_wanted = pyqtSignal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.layers: dict[str, QgsMapLayerComboBox] = {}
        self.fields: dict[str, QgsFieldComboBox] = {}
        self._labels: list[QLabel] = []
        self._start, self._filling = "", False
        # A shift nobody has chosen follows the incidents; ``shift_note`` says so.
        self.shift_is_chosen, self.shift_note = False, ""
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addWidget(self._group(tr("Data"), self._add_data_rows))
        column.addWidget(self._group(tr("Shift"), self._add_shift_rows))
        column.addWidget(self._group(tr("Officers"), self._add_officer_rows))
        column.addWidget(self._group(tr("Plan file"), self._add_file_rows))
        width = max(label.sizeHint().width() for label in self._labels)
        for label in self._labels:
            label.setMinimumWidth(width)
        self._show_start()

    # --- building

    def _group(self, title: str, add_rows: Callable[[QFormLayout], None]) -> QGroupBox:
        box = QGroupBox(title)
        form = QFormLayout(box)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setContentsMargins(8, 6, 8, 8)
        form.setVerticalSpacing(4)
        add_rows(form)
        return box

    def _row(self, form: QFormLayout, label: str, widget: QWidget, tip: str, under: bool = False) -> None:
        text = QLabel(("    " if under else "") + tr(label))
        for part in (text, widget):
            part.setToolTip(tr(tip))
        text.setBuddy(widget)
        self._labels.append(text)
        form.addRow(text, widget)

    def _add_data_rows(self, form: QFormLayout) -> None:
        for name in LAYERS:
            if name != "officers":
                self._add_layer(form, name)
            if name == "roads":
                self.farthest_road_m = spin_box(1, 10_000, " m", step=50)
                tip = "How far a place may lie from a road; places farther away are left out and named in the log."
                self._row(form, "Reach", self.farthest_road_m, tip, under=True)
                self.farthest_road_m.valueChanged.connect(self._edit)

    def _add_layer(self, form: QFormLayout, name: str) -> None:
        label, kind, tip, fields = LAYERS[name]
        combo = QgsMapLayerComboBox()
        combo.setAllowEmptyLayer(True, tr(WITHOUT.get(name, "none")))
        combo.setFilters(kind)
        combo.setObjectName(f"patrol_{name}")
        keep_narrow(combo)
        choose_layer(combo, None)
        self.layers[name] = combo
        self._row(form, label, combo, tip)
        for field_name, (field_label, field_tip) in fields.items():
            choice = QgsFieldComboBox()
            choice.setAllowEmptyFieldName(True)
            choice.setFilters(_ANY_FIELD)
            choice.setObjectName(f"patrol_{field_name}")
            choice.setEnabled(False)
            keep_narrow(choice)
            self.fields[field_name] = choice
            self._row(form, field_label, choice, field_tip, under=True)
            chosen = partial(self._time_chosen, name, field_name) if field_name in CLOCKS.values() else self._edit
            choice.activated.connect(chosen)
        combo.layerChanged.connect(lambda layer, name=name: self._layer_changed(name, layer))
        combo.activated.connect(self._edit)

    def _add_shift_rows(self, form: QFormLayout) -> None:
        self.shift_start = QDateTimeEdit()
        self.shift_start.setDisplayFormat("yyyy-MM-dd  HH:mm")
        self.shift_start.setCalendarPopup(True)
        tip = "When the shift starts, local time. Only incidents before it are learned from."
        self._row(form, "Starts", self.shift_start, tip)
        self.last_day_button = tool_button(
            tr("To the last incident's day"), tr("Start the shift on the day of the last incident.")
        )
        form.addRow(row_of(self.last_day_button))
        self.shift_hours = spin_box(1, 48, " h")
        tip = "Length of the shift. The forecast covers it in intervals of two hours."
        self._row(form, "Lasts", self.shift_hours, tip)
        self.dwell_min = spin_box(0, 240, " min")
        self._row(form, "Dwell", self.dwell_min, "Time an officer stays at each stop or call.")
        self.cell_size_m = spin_box(10, 10_000, " m", step=50)
        self._row(form, "Cell size", self.cell_size_m, "Side of a cell of the risk grid.")
        self.shift_start.dateTimeChanged.connect(self._shift_changed)
        self.last_day_button.clicked.connect(self._take_last_day)
        self.shift_hours.valueChanged.connect(self._edit_shift)
        self.dwell_min.valueChanged.connect(self._edit)
        self.cell_size_m.valueChanged.connect(self._edit)

    def _add_officer_rows(self, form: QFormLayout) -> None:
        self._add_layer(form, "officers")
        self.officer_count = spin_box(1, 200, "")
        self._row(form, "New officers", self.officer_count, "How many officers the dock makes when no layer is chosen.")
        self.officer_count.valueChanged.connect(self._edit_shift)
        self.start_label = QLabel()
        self.start_label.setWordWrap(True)
        self.pick_button = tool_button(tr("Pick on the map"), tr("Click on the map where new officers start."))
        self.pick_button.setCheckable(True)
        self.peak_button = tool_button(tr("At first hotspot"), tr("Start at the peak of the first hotspot again."))
        self.pick_button.clicked.connect(self.pick_wanted)
        self.peak_button.clicked.connect(lambda: self.set_start("", by_hand=True))
        self._row(form, "They start", self.start_label, "Where new officers start.")
        form.addRow(row_of(self.pick_button, self.peak_button))

    def _add_file_rows(self, form: QFormLayout) -> None:
        self.folder = folder_box(tr("Folder for plans"), tr("beside the project"))
        tip = "Where each plan is kept, as a GeoPackage. Empty: beside the project; in Documents until that is saved."
        self._row(form, "Folder", self.folder, tip)
        self.folder.fileChanged.connect(self._edit)

    # --- values

    def settings(self) -> PlanSettings:
        """What the form shows now."""
        chosen = {name: combo.currentLayer() for name, combo in self.layers.items()}
        layers = {name: layer.id() if layer is not None else "" for name, layer in chosen.items()}
        fields = {name: choice.currentField() if choice.isEnabled() else "" for name, choice in self.fields.items()}
        moment = self.shift_start.dateTime().toString("yyyy-MM-ddTHH:mm:00")
        return PlanSettings(
            **layers,
            **fields,
            folder=self.folder.filePath().strip(),
            officer_count=self.officer_count.value(),
            start=self._start,
            shift_start=moment,
            start_clock=moment[11:16],
            shift_hours=self.shift_hours.value(),
            cell_size_m=self.cell_size_m.value(),
            dwell_min=self.dwell_min.value(),
            farthest_road_m=self.farthest_road_m.value(),
        )

    def fill(self, settings: PlanSettings, layers: dict[str, QgsMapLayer]) -> None:
        """Show the settings; a layer that is not among the project's ``layers`` (by id) shows as not chosen."""
        self._filling = True
        for name, combo in self.layers.items():
            choose_layer(combo, layers.get(getattr(settings, name)))
        for name, choice in self.fields.items():
            choice.setField(getattr(settings, name))
        self.shift_is_chosen, self.shift_note = bool(settings.shift_start), ""
        self.shift_start.setDateTime(_qt_moment(settings.first_moment))
        for name in ("shift_hours", "cell_size_m", "dwell_min", "officer_count", "farthest_road_m"):
            getattr(self, name).setValue(getattr(settings, name))
        self.folder.setFilePath(settings.folder)
        self.set_start(settings.start)
        self._filling = False
        self._follow_incidents()
        self._update()

    def guess(self, layers: Sequence[QgsMapLayer]) -> None:
        """Choose, of these layers, those whose names tell what they are, where nothing is chosen yet."""
        for name, combo in self.layers.items():
            if combo.currentLayer() is None:
                entries = (combo.layer(index) for index in range(combo.count()))
                offered = {layer.id() for layer in entries if layer is not None}
                shown = [layer for layer in layers if layer.id() in offered and not is_made_here(layer)]
                found = guess_layer(shown, name)
                if found is not None:
                    combo.setLayer(found)

    def set_start(self, place: str, by_hand: bool = False) -> None:
        """Where new officers start, "x,y [EPSG:code]"; "" for the first hotspot's peak."""
        self._start = place
        self._show_start()
        if by_hand:
            self._edit_shift()

    # --- reactions

    def _layer_changed(self, name: str, layer: QgsMapLayer | None) -> None:
        for field_name in LAYERS[name][3]:
            choice = self.fields[field_name]
            choice.setEnabled(layer is not None)
            choice.setLayer(layer if isinstance(layer, QgsVectorLayer) else None)
            choice.setField(self._guess_field(layer, field_name))
        if name == "incidents":
            self._follow_incidents()
        self._update()

    def _guess_field(self, layer: QgsMapLayer | None, field_name: str) -> str:
        if not isinstance(layer, QgsVectorLayer):
            return ""
        if field_name not in CLOCKS:
            return guess_field(layer, field_name)
        return guess_clock(layer, self.fields[CLOCKS[field_name]].currentField())

    def told_fields(self, name: str, field_name: str) -> str:
        """The fields that were looked for in a layer, and those it has; "" where one of them fits."""
        layer = self.layers[name].currentLayer()
        if not isinstance(layer, QgsVectorLayer) or guess_field(layer, field_name):
            return ""
        looked_for, found = told_names(layer, field_name)
        return tr("Looked for {names}; the layer has {found}.", names=looked_for, found=found)

    def _time_chosen(self, name: str, field_name: str, _index: int = 0) -> None:
        """Another date may have another time of day; and the shift follows the incidents' own."""
        layer = self.layers[name].currentLayer()
        for clock in (clock for clock, date in CLOCKS.items() if date == field_name):
            self.fields[clock].setField(self._guess_field(layer, clock))
        if name == "incidents":
            self._follow_incidents()
        self._edit()

    def _follow_incidents(self) -> None:
        """Put a shift nobody has chosen on the day of the last incident, if that is long ago, else on today."""
        if self._filling or self.shift_is_chosen:
            return
        layer, field = self.layers["incidents"].currentLayer(), self.fields["incident_time"].currentField()
        self.shift_note, today = "", QDate.currentDate()
        day: QDate | None = None
        if isinstance(layer, QgsVectorLayer) and field:
            if is_quick_to_ask(layer, field):
                day = last_day(layer, field)
            else:
                self.shift_note = tr(
                    "If these incidents end in the past, press “{button}”.", button=self.last_day_button.text()
                )
        start = today
        if day is not None and day.daysTo(today) > RECENT_DAYS:
            start = day
            sentence = tr("The incidents end on {day}, so the shift starts on that day.")
            self.shift_note = sentence.format(day=day.toString(Qt.DateFormat.ISODate))
        self._filling = True
        self.shift_start.setDate(start)
        self._filling = False

    def _take_last_day(self) -> None:
        layer = self.layers["incidents"].currentLayer()
        field = self.fields["incident_time"].currentField()
        day = last_day(layer, field) if isinstance(layer, QgsVectorLayer) else None
        if day is not None:
            self.shift_start.setDate(day)
            self.choose_shift()

    def choose_shift(self) -> None:
        """From now on the shift stays as it is, whatever incidents are chosen."""
        self.shift_is_chosen, self.shift_note = True, ""
        self._edit()

    def _shift_changed(self) -> None:
        if not self._filling:
            self.shift_is_chosen, self.shift_note = True, ""
        self._edit_shift()

    def _edit_shift(self) -> None:
        # Officers the dock made belong to the shift they were made for: another shift, other officers.
        if not self._filling and is_made_here(self.layers["officers"].currentLayer()):
            choose_layer(self.layers["officers"], None)
        self._edit()

    def _edit(self) -> None:
        if not self._filling:
            self._update()
            self.edited.emit()

    def _update(self) -> None:
        if self._filling:
            return
        chosen = self.layers["officers"].currentLayer() if "officers" in self.layers else None
        own = chosen is None or is_made_here(chosen)
        for widget in (self.officer_count, self.start_label, self.pick_button):
            widget.setEnabled(own)
        self.peak_button.setEnabled(own and bool(self._start))
        self.farthest_road_m.setEnabled(self.layers["roads"].currentLayer() is not None)
        self.last_day_button.setEnabled(bool(self.fields["incident_time"].currentField()))
        self.changed.emit()

    def _show_start(self) -> None:
        self.start_label.setText(self._start.replace(",", ", ") if self._start else tr("at the first hotspot's peak"))
        self.peak_button.setEnabled(bool(self._start))


def _qt_moment(moment: datetime) -> QDateTime:
    return QDateTime.fromString(moment.isoformat(timespec="seconds"), Qt.DateFormat.ISODate)
