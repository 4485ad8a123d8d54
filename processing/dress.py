"""How an output layer looks: style and map tip from a file, one colour per officer, its time fields."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsMapLayer,
    QgsRendererCategory,
    QgsSingleSymbolRenderer,
    QgsSymbol,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QColor

from .compat import TEMPORAL_INSTANT, TEMPORAL_RANGE

STYLE_FOLDER = Path(__file__).resolve().parent / "styles"
# Okabe and Ito: told apart by colour-blind eyes too. After the last they begin again.
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#000000")
# Styles in which each value of a field gets a colour and a line in the legend of its own.
ONE_COLOUR_PER = {"officer_routes": "officer", "officer_visits": "officer"}
_WHITE = QColor("#ffffff")


def dress_layer(layer: QgsMapLayer, style: str, start: str = "", end: str = "") -> None:
    """Style (with its map tip) from a QML file of this plugin, and the time fields of the layer."""
    path = STYLE_FOLDER / f"{style}.qml"
    if style and path.exists():
        layer.loadNamedStyle(str(path))
    if isinstance(layer, QgsVectorLayer):
        if style in ONE_COLOUR_PER:
            _colour_by(layer, ONE_COLOUR_PER[style])
        if start:
            properties = layer.temporalProperties()
            properties.setStartField(start)
            properties.setEndField(end)
            properties.setMode(TEMPORAL_RANGE if end else TEMPORAL_INSTANT)
            properties.setIsActive(True)
    layer.triggerRepaint()


def _colour_by(layer: QgsVectorLayer, field: str) -> None:
    """The style's one symbol in a colour for each value; white parts (halo, arrows) stay white."""
    renderer = layer.renderer()
    position = layer.fields().lookupField(field)
    if position < 0 or not isinstance(renderer, QgsSingleSymbolRenderer):
        return
    categories = []
    for index, value in enumerate(sorted(layer.uniqueValues(position), key=str)):
        symbol = renderer.symbol().clone()
        _paint(symbol, QColor(COLOURS[index % len(COLOURS)]))
        categories.append(QgsRendererCategory(value, symbol, str(value)))
    layer.setRenderer(QgsCategorizedSymbolRenderer(field, categories))


def _paint(symbol: QgsSymbol, colour: QColor) -> None:
    for index in range(symbol.symbolLayerCount()):
        part = symbol.symbolLayer(index)
        if part.color() != _WHITE:
            part.setColor(colour)
