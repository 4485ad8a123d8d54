"""The section of the officers: a layer of them, or how many new ones, and where they start."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsMapLayer
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QLabel

from ..officers.layer import is_made_here
from ..settings import PlanSettings
from ..text import tr
from .layers import LayerSection
from .widgets import choose_layer, spin_box, tool_button


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
        self.count.valueChanged.connect(self._edit_new)
        self.pick_button.clicked.connect(self.pick_wanted)
        self.peak_button.clicked.connect(lambda: self.set_start("", by_hand=True))
        self.set_start("")

    def values(self) -> dict[str, Any]:
        return {**super().values(), "officer_count": self.count.value(), "start": self._start}

    def show_values(self, settings: PlanSettings, layers: dict[str, QgsMapLayer]) -> None:
        super().show_values(settings, layers)
        self.count.setValue(settings.officer_count)
        self.set_start(settings.start)

    def refresh(self) -> None:
        chosen = self.layer.currentLayer()
        are_new = chosen is None or is_made_here(chosen)
        for widget in (self.count, self.start_label, self.pick_button):
            widget.setEnabled(are_new)
        self.peak_button.setEnabled(are_new and bool(self._start))

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
