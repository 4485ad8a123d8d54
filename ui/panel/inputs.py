"""The section of the data: incidents, those to leave out, study area, facilities, roads, calls."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsMapLayer, QgsVectorLayer

from ..settings import PlanSettings
from ..text import tr
from .data import LAYERS, WITH_OFFICERS
from .layers import LayerSection
from .widgets import spin_box


class InputSection(LayerSection):
    """All layers but the officers'."""

    def __init__(self) -> None:
        super().__init__(tr("Data"))
        self.farthest_road_m = spin_box(1, 10_000, tr(" m"), step=50)
        self.farthest_road_m.valueChanged.connect(self.edit)
        for name in LAYERS:
            if name not in WITH_OFFICERS:
                self.add_layer(name)
            if name == "roads":
                tip = tr("How far a place may lie from a road; places farther away are left out and named in the log.")
                self.add_row(tr("Reach"), self.farthest_road_m, tip, under=True)

    def incidents(self) -> tuple[QgsVectorLayer | None, str]:
        """The incidents, and the field of their time, "" where none is chosen."""
        layer = self.layers["incidents"].currentLayer()
        return layer if isinstance(layer, QgsVectorLayer) else None, self.fields["incident_time"].currentField()

    def values(self) -> dict[str, Any]:
        return {**super().values(), "farthest_road_m": self.farthest_road_m.value()}

    def show_values(self, settings: PlanSettings, layers: dict[str, QgsMapLayer]) -> None:
        super().show_values(settings, layers)
        self.farthest_road_m.setValue(settings.farthest_road_m)

    def refresh(self) -> None:
        self.farthest_road_m.setEnabled(self.layers["roads"].currentLayer() is not None)
