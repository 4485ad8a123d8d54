"""The section of the officers: a layer of them, or how many new ones, and where they start."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsMapLayer
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QLabel

from ..officers.layer import is_made_here
from ..settings import BLOCK, VISIT, PlanSettings
from ..text import tr
from .layers import LayerSection
from .widgets import choose_layer, keep_narrow, spin_box, tool_button


class OfficerSection(LayerSection):
    """Officers of the analyst's own, or those that a plan makes."""

    pick_wanted = pyqtSignal(bool)

    def __init__(self) -> None:
        super().__init__(tr("Officers"))
        self._start = ""
        self.add_layer("officers")
        self.layer = self.layers["officers"]
        self.count = spin_box(1, 200, "")
        self.start_label = QLabel()
        self.start_label.setWordWrap(True)
        self.pick_button = tool_button(tr("Pick on the map"), tr("Click on the map where new officers start."))
        self.pick_button.setCheckable(True)
        self.peak_button = tool_button(tr("At first hotspot"), tr("Start at the peak of the first hotspot again."))
        tip = tr("How many officers the dock makes when no layer is chosen.")
        self.add_row(tr("New officers"), self.count, tip)
        self.add_row(tr("They start"), self.start_label, tr("Where new officers start."))
        self.add_buttons(self.pick_button, self.peak_button)
        self._add_plan()
        self.count.valueChanged.connect(self._edit_new)
        self.pick_button.clicked.connect(self.pick_wanted)
        self.peak_button.clicked.connect(lambda: self.set_start("", by_hand=True))
        self.set_start("")

    def _add_plan(self) -> None:
        """Rows for what officers are planned by."""
        self.unit, self.free_percent = QComboBox(), spin_box(0, 90, tr(" %"), step=5)
        for word, title in ((BLOCK, tr("Blocks: few, long stays")), (VISIT, tr("Visits: each cell by itself"))):
            self.unit.addItem(title, word)
        keep_narrow(self.unit)
        tip = tr(
            "Blocks: each officer has areas, and stays 30 to 90 minutes in one, going round its street corners. "
            "Visits: as in the study, one cell after the other, calls among them."
        )
        self.add_row(tr("Plan by"), self.unit, tip)
        tip = tr("Share of the time that blocks leave free, for calls, reports and what else comes up.")
        self.add_row(tr("Kept free"), self.free_percent, tip, under=True)
        self.add_layer("beats")
        self.unit.activated.connect(self.edit)
        self.free_percent.valueChanged.connect(self.edit)

    def values(self) -> dict[str, Any]:
        own = {"officer_count": self.count.value(), "start": self._start}
        return {**super().values(), **own, "unit": self.unit.currentData(), "free_percent": self.free_percent.value()}

    def show_values(self, settings: PlanSettings, layers: dict[str, QgsMapLayer]) -> None:
        super().show_values(settings, layers)
        self.count.setValue(settings.officer_count)
        self.set_start(settings.start)
        self.unit.setCurrentIndex(max(self.unit.findData(settings.unit), 0))
        self.free_percent.setValue(settings.free_percent)

    def refresh(self) -> None:
        chosen = self.layer.currentLayer()
        are_new = chosen is None or is_made_here(chosen)
        for widget in (self.count, self.start_label, self.pick_button):
            widget.setEnabled(are_new)
        self.peak_button.setEnabled(are_new and bool(self._start))
        in_blocks = self.unit.currentData() == BLOCK
        self.free_percent.setEnabled(in_blocks)
        self.layers["beats"].setEnabled(in_blocks)
        self.fields["beat_name"].setEnabled(in_blocks and self.layers["beats"].currentLayer() is not None)

    def set_start(self, place: str, by_hand: bool = False) -> None:
        """Where new officers start, "x,y [EPSG:code]"; "" for the first hotspot's peak."""
        self._start = place
        self.start_label.setText(place.replace(",", ", ") if place else tr("at the first hotspot's peak"))
        self.peak_button.setEnabled(bool(place))
        if by_hand:
            self._edit_new()

    def let_go(self) -> None:
        """Officers made for a plan belong to its shift, number and start: for another, other officers."""
        if is_made_here(self.layer.currentLayer()):
            choose_layer(self.layer, None)

    def _edit_new(self) -> None:
        if not self.is_filling:
            self.let_go()
        self.edit()
