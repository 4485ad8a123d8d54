"""How the inputs of a plan look: beneath it dimmed; officers, streets and the study area's outline once more above its
risk, which covers all that lies below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import (
    QgsFillSymbol,
    QgsLineSymbol,
    QgsProject,
    QgsSimpleFillSymbolLayer,
    QgsSimpleLineSymbolLayer,
    QgsSimpleMarkerSymbolLayer,
    QgsSingleSymbolRenderer,
    QgsSymbol,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from ..officers.layer import is_made_here, star
from ..text import TITLE, tr

if TYPE_CHECKING:
    from ..settings import PlanSettings

_DIMMED = ("incidents", "facilities", "calls", "roads")
_OPACITY = 0.35
# The symbols that QGIS gives a layer without a style, but for their colour, which is drawn by lot.
_STROKE, _MARKER_MM, _LINE_MM = QColor(35, 35, 35), 2.0, 0.26


def dim_inputs(plan: PlanSettings) -> None:
    """Give the inputs a second style beside their own, so that no colour of theirs passes for one of the plan's.

    Only where a layer looks as QGIS loads it: what the analyst has styled stays. The style before is a click away
    (Styles in the layer's menu).
    """
    for name in (*_DIMMED, "study_area"):
        layer = QgsProject.instance().mapLayer(getattr(plan, name))
        if not isinstance(layer, QgsVectorLayer) or not _is_as_loaded(layer):
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


def backdrops(plan: PlanSettings) -> list[QgsVectorLayer]:
    """The study area's outline, the streets and the officers of a plan as layers of their own, for its map; the inputs
    stay as they are.

    Not of temporary layers: a copy of those would hold their features a second time. Not of officers made here: the
    plan has them already.
    """
    symbols = {
        "study_area": (tr("Study area"), _outline()),
        "roads": (tr("Streets"), _street()),
        "officers": (tr("Officers"), star()),
    }
    found = []
    for name, (title, symbol) in symbols.items():
        layer = QgsProject.instance().mapLayer(getattr(plan, name))
        if isinstance(layer, QgsVectorLayer) and layer.providerType() != "memory" and not is_made_here(layer):
            copy = layer.clone()
            copy.setName(title)
            copy.setRenderer(QgsSingleSymbolRenderer(symbol))
            copy.setLabelsEnabled(False)
            copy.setOpacity(1.0)
            found.append(copy)
    return found


def _is_as_loaded(layer: QgsVectorLayer) -> bool:
    renderer = layer.renderer()
    return isinstance(renderer, QgsSingleSymbolRenderer) and layer.opacity() == 1 and _is_plain(renderer.symbol())


def _is_plain(symbol: QgsSymbol) -> bool:
    if symbol.symbolLayerCount() != 1:
        return False
    part = symbol.symbolLayer(0)
    if isinstance(part, QgsSimpleMarkerSymbolLayer):
        return part.strokeColor() == _STROKE and part.size() == _MARKER_MM
    if isinstance(part, QgsSimpleFillSymbolLayer):
        return part.strokeColor() == _STROKE and part.brushStyle() == Qt.BrushStyle.SolidPattern
    return isinstance(part, QgsSimpleLineSymbolLayer) and round(part.width(), 2) == _LINE_MM


def _outline() -> QgsFillSymbol:
    return QgsFillSymbol.createSimple({"style": "no", "outline_color": "#333333", "outline_width": "0.4"})


def _street() -> QgsLineSymbol:
    return QgsLineSymbol.createSimple({"line_color": "#8a8a8a", "line_width": "0.2"})
