"""The layer of a plan's officers: points to edit like any others, which the next plan takes its own copy of."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureRequest,
    QgsMapLayer,
    QgsMapLayerStyle,
    QgsMarkerSymbol,
    QgsPointXY,
    QgsProviderRegistry,
    QgsVectorLayer,
)

from ..settings import PLAN_FILE

# Marks the layers made for a plan, so that the dock knows which it may replace.
MADE_HERE = "patrol_planner/made_by_dock"


def star() -> QgsMarkerSymbol:
    """How officers look on the map where they start."""
    return QgsMarkerSymbol.createSimple({"name": "star", "color": "#000000", "outline_color": "#ffffff", "size": "4.5"})


def place_text(point: QgsPointXY, crs: QgsCoordinateReferenceSystem) -> str:
    """A place as Processing writes it: "x,y [EPSG:code]"."""
    digits = ".8g" if crs.isGeographic() else ".2f"
    return f"{point.x():{digits}},{point.y():{digits}} [{crs.authid()}]"


def mark_made_here(layer: QgsVectorLayer) -> None:
    """Say of a layer that it was made for a plan."""
    layer.setCustomProperty(MADE_HERE, True)


def copy_officers(layer: QgsVectorLayer) -> QgsVectorLayer:
    """A temporary layer with the same officers and looks, for another plan; edits that are not saved yet count."""
    copy, style = layer.materialize(QgsFeatureRequest()), QgsMapLayerStyle()
    style.readFromLayer(layer)
    style.writeToLayer(copy)
    copy.setName(layer.name())
    mark_made_here(copy)
    return copy


def is_made_here(layer: QgsMapLayer | None) -> bool:
    """Whether the layer was made for a plan; one that the analyst has saved elsewhere is the analyst's own."""
    if layer is None or not layer.customProperty(MADE_HERE, False):
        return False
    return layer.providerType() == "memory" or _is_in_plan_file(layer)


def _is_in_plan_file(layer: QgsMapLayer) -> bool:
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    return bool(PLAN_FILE.match(Path(str(parts.get("path") or "")).name))
