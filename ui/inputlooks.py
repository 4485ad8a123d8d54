"""How the inputs of a plan look beneath it: the study area as an outline, all else dimmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsFillSymbol, QgsProject, QgsSingleSymbolRenderer, QgsVectorLayer

from .text import TITLE

if TYPE_CHECKING:
    from .settings import PlanSettings

_DIMMED = ("incidents", "facilities", "calls", "roads")
_OPACITY = 0.35


def dim_inputs(plan: PlanSettings) -> None:
    """Give the inputs a second style beside their own, so that no colour of theirs passes for one of the plan's.

    Only once, and only where all of a layer looks alike, as QGIS loads it: what the analyst has styled stays. The style
    before is a click away (Styles in the layer's menu).
    """
    for name in (*_DIMMED, "study_area"):
        layer = QgsProject.instance().mapLayer(getattr(plan, name))
        if not isinstance(layer, QgsVectorLayer) or not isinstance(layer.renderer(), QgsSingleSymbolRenderer):
            continue
        styles = layer.styleManager()
        if TITLE in styles.styles() or not styles.addStyleFromLayer(TITLE) or not styles.setCurrentStyle(TITLE):
            continue
        if name == "study_area":
            layer.setRenderer(QgsSingleSymbolRenderer(_outline()))
        else:
            layer.setOpacity(_OPACITY)
        layer.emitStyleChanged()
        layer.triggerRepaint()


def _outline() -> QgsFillSymbol:
    return QgsFillSymbol.createSimple({"style": "no", "outline_color": "#333333", "outline_width": "0.4"})
