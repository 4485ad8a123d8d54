"""How an output layer looks: style and map tip from a file, one colour per officer, its time fields, its place among
the layers that are loaded with it.
"""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import NamedTuple

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFeatureRenderer,
    QgsLayerTreeGroup,
    QgsMapLayer,
    QgsProject,
    QgsProviderRegistry,
    QgsRendererCategory,
    QgsSimpleFillSymbolLayer,
    QgsSimpleLineSymbolLayer,
    QgsSimpleMarkerSymbolLayer,
    QgsSingleSymbolRenderer,
    QgsSymbol,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtXml import QDomDocument

from ..common.compat import TEMPORAL_INSTANT, TEMPORAL_RANGE, is_null
from ..common.plugin import PLUGIN_FOLDER
from ..common.translation import tr, translated

STYLE_FOLDER = PLUGIN_FOLDER / "processing" / "styles"
# Okabe and Ito's without the yellow, which is lost on pale ground, and the vermilion, which outlines hotspots; a brown
# and a violet instead: told apart by colour-blind eyes too.
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#8C510A", "#000000", "#4400AA")
# After the last they begin again, with other dashes (millimetres drawn and left out), rings and hatches: 32 officers
# differ.
_DASHES = ((), (3.0, 1.2), (1.0, 0.9), (4.0, 1.0, 1.0, 1.0))
_HATCHES = (
    Qt.BrushStyle.SolidPattern,
    Qt.BrushStyle.BDiagPattern,
    Qt.BrushStyle.FDiagPattern,
    Qt.BrushStyle.DiagCrossPattern,
)
_RINGS = (None, Qt.PenStyle.SolidLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashLine)
# Styles in which each value of a field gets a colour and a line in the legend of its own.
ONE_COLOUR_PER = {
    "officer_routes": "officer",
    "officer_visits": "officer",
    "block_routes": "officer",
    "block_stops": "officer",
    "blocks": "officer",
    "areas": "officer",
    "incident_clusters": "cluster",
    "route_variants": "variant",
    "visits_variants": "variant",
}
# The styles that they share.
_SAME_FILE = {"route_variants": "route", "visits_variants": "visits"}
# Of these only the first value is shown until others are ticked in the legend: they exclude each other.
FIRST_SHOWN = ("route_variants", "visits_variants")
# What of a style file has a label in the legend.
WITH_LABELS = ("rule", "category", "range", "item")
_WHITE = QColor("#ffffff")
_PLACE, _RUN = "patrol_planner/place_in_group", "patrol_planner/run"


class GroupPlace(NamedTuple):
    """Where a layer goes: the title of its group, its place there, 0 being the top, and whether it is shown."""

    title: str
    place: int
    visible: bool


def dress_layer(layer: QgsMapLayer, style: str, start: str = "", end: str = "") -> None:
    """Style (with its map tip) from a QML file of this plugin, and the time fields of the layer."""
    if style and _file(style).exists():
        layer.importNamedStyle(_style(style))
    if isinstance(layer, QgsVectorLayer):
        if style in ONE_COLOUR_PER:
            _colour_by(layer, ONE_COLOUR_PER[style], style in FIRST_SHOWN)
        if start:
            properties = layer.temporalProperties()
            properties.setStartField(start)
            properties.setEndField(end)
            properties.setMode(TEMPORAL_RANGE if end else TEMPORAL_INSTANT)
            properties.setIsActive(True)
    layer.triggerRepaint()


def store_style(address: str, style: str) -> None:
    """Make a style the default of a table in a GeoPackage, so that it also comes with a layer added by hand."""
    qml = _style(style).toString(2)
    # Not by a layer: a worker may come here, and a layer's CRS that is first made in one does not outlive it.
    provider = QgsProviderRegistry.instance().providerMetadata("ogr")
    if provider is not None:
        provider.saveStyle(address, qml, "", style, "", "", True, "")


def _file(style: str) -> Path:
    return STYLE_FOLDER / f"{_SAME_FILE.get(style, style)}.qml"


def _style(style: str) -> QDomDocument:
    """A style of this plugin, with the labels of its legend in the user's language."""
    document = QDomDocument("qgis")
    document.setContent(_file(style).read_text(encoding="utf-8"))
    for kind in WITH_LABELS:
        elements = document.elementsByTagName(kind)
        for index in range(elements.count()):
            element = elements.at(index).toElement()
            if element.attribute("label"):
                element.setAttribute("label", translated(element.attribute("label")))
    return document


def _colour_by(layer: QgsVectorLayer, field: str, first_shown: bool = False) -> None:
    """The style's symbol in a colour of its own for each value; the legend's lines for other things stay below.

    ``first_shown``: only the features of the first value are drawn at first.
    """
    position, before = layer.fields().lookupField(field), layer.renderer()
    symbol, others = _symbol_and_others(before)
    if position < 0 or symbol is None or before is None:
        return
    categories = []
    # What belongs to nobody is not drawn, and takes no colour from those it would be drawn beside.
    values = [value for value in layer.uniqueValues(position) if not is_null(value)]
    for index, value in enumerate(sorted(values, key=natural)):
        painted = symbol.clone()
        _paint(painted, QColor(COLOURS[index % len(COLOURS)]), index // len(COLOURS) % len(_DASHES))
        is_shown = index == 0 or not first_shown
        label = tr("Variant {number}", number=value) if field == "variant" else str(value)
        # QGIS takes "[% … %]" in the legend for an expression.
        categories.append(QgsRendererCategory(value, painted, label.replace("[%", "[ %"), is_shown))
    renderer = QgsCategorizedSymbolRenderer(field, categories + others)
    renderer.setUsingSymbolLevels(before.usingSymbolLevels())
    layer.setRenderer(renderer)


def _symbol_and_others(renderer: QgsFeatureRenderer | None) -> tuple[QgsSymbol | None, list[QgsRendererCategory]]:
    """The symbol of whatever has no category, and the categories that only explain."""
    if isinstance(renderer, QgsSingleSymbolRenderer):
        return renderer.symbol(), []
    if not isinstance(renderer, QgsCategorizedSymbolRenderer):
        return None, []
    categories = renderer.categories()
    plain = next((category for category in categories if _is_for_the_rest(category)), None)
    symbol = None if plain is None else plain.symbol()
    if symbol is None:
        return None, []
    return symbol.clone(), [QgsRendererCategory(one) for one in categories if not _is_for_the_rest(one)]


def _is_for_the_rest(category: QgsRendererCategory) -> bool:
    return is_null(category.value()) or category.value() == ""


def natural(value: object) -> list[tuple[int, str]]:
    """Call signs in the order of their numbers: 1A2 before 1A10."""
    return [(int(part or 0), "") if part.isdecimal() else (0, part) for part in re.split(r"(\d+)", str(value))]


def _paint(symbol: QgsSymbol, colour: QColor, turn: int) -> None:
    """In a colour, with the dashes, ring or hatch of a turn; white parts (halo, arrows) stay white, clear ones so."""
    for index in range(symbol.symbolLayerCount()):
        part = symbol.symbolLayer(index)
        if isinstance(part, QgsSimpleLineSymbolLayer) and part.color() != _WHITE and _DASHES[turn]:
            part.setUseCustomDashPattern(True)
            part.setCustomDashVector(list(_DASHES[turn]))
            # Round ends would fill the gaps.
            part.setPenCapStyle(Qt.PenCapStyle.FlatCap)
        if isinstance(part, QgsSimpleFillSymbolLayer):
            part.setBrushStyle(_HATCHES[turn])
        if isinstance(part, QgsSimpleMarkerSymbolLayer) and not part.enabled():
            # The ring around the marker.
            part.setStrokeColor(colour)
            part.setEnabled(_RINGS[turn] is not None)
            part.setStrokeStyle(_RINGS[turn] or Qt.PenStyle.SolidLine)
        elif part.color() != _WHITE and part.color().alpha():
            part.setColor(colour)


def bring_into_group(project: QgsProject, run: str, layer: QgsMapLayer, place: GroupPlace) -> None:
    """Have a layer moved to its place in the group of its run, once QGIS has put it into the tree.

    QGIS loads a run's layers in the order of their addresses, and in later versions only after they are dressed.
    ``run``: tells the group of one run from those of others with the same title, "" where they share one; it is made at
    the top where there is none.
    """
    layer.setCustomProperty(_PLACE, place.place)
    QTimer.singleShot(0, partial(_move, project, run, layer.id(), place))


def _move(project: QgsProject, run: str, layer_id: str, wanted: GroupPlace) -> None:
    """As bring_into_group, once the layer is in the tree; nothing is moved that has gone meanwhile."""
    layer, root = project.mapLayer(layer_id), project.layerTreeRoot()
    if layer is None:
        return
    if run:
        group = next((one for one in root.findGroups(True) if one.customProperty(_RUN) == run), None)
    else:
        group = root.findGroup(wanted.title)
    if group is None:
        group = root.insertGroup(0, _free_title(root, wanted.title))
        group.setCustomProperty(_RUN, run)
    old = root.findLayer(layer_id)
    # The new place first: QGIS removes a layer from the project when the tree no longer holds it.
    node = group.insertLayer(_position(group, wanted.place), layer)
    node.setItemVisibilityChecked(wanted.visible)
    node.setExpanded(False)
    if old is not None:
        old.parent().removeChildNode(old)


def _free_title(root: QgsLayerTreeGroup, title: str) -> str:
    """A title that no group has: that of a second run of the same is numbered."""
    taken = {group.name() for group in root.findGroups(True)}
    titles = (title, *(f"{title} ({number})" for number in range(2, len(taken) + 2)))
    return next(one for one in titles if one not in taken)


def _position(group: QgsLayerTreeGroup, place: int) -> int:
    """How many of the group's layers stand above a place."""
    layers = (node.layer() for node in group.findLayers())
    places = [int(layer.customProperty(_PLACE, place)) for layer in layers if layer is not None]
    return len([one for one in places if one < place])
