"""Rows to choose layers and their fields; both are guessed by their names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from qgis.core import QgsFieldProxyModel, QgsMapLayer, QgsVectorLayer
from qgis.gui import QgsFieldComboBox, QgsMapLayerComboBox
from qgis.PyQt.QtCore import pyqtSignal

from ..officers.layer import is_made_here
from ..settings import PlanSettings
from ..text import tr
from .data import CLOCKS, LAYERS, NONE, WITHOUT
from .guesses import guess_clock, guess_field, guess_layer, told_names
from .section import Section
from .widgets import choose_layer, keep_narrow


class LayerSection(Section):
    """A section with layers. ``times_changed``: another layer, or another field of its times; tells which layer."""

    times_changed = pyqtSignal(str)

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.layers: dict[str, QgsMapLayerComboBox] = {}
        self.fields: dict[str, QgsFieldComboBox] = {}

    def add_layer(self, name: str) -> None:
        """Rows for a layer of the table in data.py and for its fields."""
        label, kind, tip, fields = LAYERS[name]
        combo = QgsMapLayerComboBox()
        combo.setAllowEmptyLayer(True, tr(WITHOUT.get(name, NONE)))
        combo.setFilters(kind)
        combo.setObjectName(f"patrol_{name}")
        keep_narrow(combo)
        choose_layer(combo, None)
        self.layers[name] = combo
        self.add_row(tr(label), combo, tr(tip))
        for field_name, (field_label, field_tip) in fields.items():
            choice = QgsFieldComboBox()
            choice.setAllowEmptyFieldName(True)
            choice.setFilters(QgsFieldProxyModel.Filter.AllTypes)
            choice.setObjectName(f"patrol_{field_name}")
            choice.setEnabled(False)
            keep_narrow(choice)
            self.fields[field_name] = choice
            self.add_row(tr(field_label), choice, tr(field_tip), under=True)
            chosen = partial(self._time_chosen, name, field_name) if field_name in CLOCKS.values() else self.edit
            choice.activated.connect(chosen)
        combo.layerChanged.connect(partial(self._layer_changed, name))
        combo.activated.connect(self.edit)

    def values(self) -> dict[str, Any]:
        chosen = {name: combo.currentLayer() for name, combo in self.layers.items()}
        layers = {name: layer.id() if layer is not None else "" for name, layer in chosen.items()}
        fields = {name: choice.currentField() if choice.isEnabled() else "" for name, choice in self.fields.items()}
        return {**layers, **fields}

    def show_values(self, settings: PlanSettings, layers: dict[str, QgsMapLayer]) -> None:
        for name, combo in self.layers.items():
            choose_layer(combo, layers.get(getattr(settings, name)))
        for name, choice in self.fields.items():
            choice.setField(getattr(settings, name))

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

    def told_fields(self, name: str, field_name: str) -> str:
        """The fields that were looked for in a layer, and those it has; "" where one of them fits."""
        layer = self.layers[name].currentLayer()
        if not isinstance(layer, QgsVectorLayer) or guess_field(layer, field_name):
            return ""
        looked_for, found = told_names(layer, field_name)
        return tr("Looked for {names}; the layer has {found}.", names=looked_for, found=found)

    def _layer_changed(self, name: str, layer: QgsMapLayer | None) -> None:
        for field_name in LAYERS[name][3]:
            choice = self.fields[field_name]
            choice.setEnabled(layer is not None)
            choice.setLayer(layer if isinstance(layer, QgsVectorLayer) else None)
            choice.setField(self._guess_field(layer, field_name))
        self._tell_times(name)
        self.update_all()

    def _time_chosen(self, name: str, field_name: str, _index: int = 0) -> None:
        """Another date may have another time of day."""
        layer = self.layers[name].currentLayer()
        for clock in (clock for clock, date in CLOCKS.items() if date == field_name):
            self.fields[clock].setField(self._guess_field(layer, clock))
        self._tell_times(name)
        self.edit()

    def _tell_times(self, name: str) -> None:
        if not self.is_filling:
            self.times_changed.emit(name)

    def _guess_field(self, layer: QgsMapLayer | None, field_name: str) -> str:
        if not isinstance(layer, QgsVectorLayer):
            return ""
        if field_name not in CLOCKS:
            return guess_field(layer, field_name)
        return guess_clock(layer, self.fields[CLOCKS[field_name]].currentField())
