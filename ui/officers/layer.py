"""The officers' layer that the dock makes when the analyst has none: points to edit like any others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsMapLayer,
    QgsMarkerSymbol,
    QgsPointXY,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDateTime, Qt

from ..plan.planfolder import is_plan_file
from ..text import tr

if TYPE_CHECKING:
    from ..settings import PlanSettings

# Marks the layers made here, so that the dock knows which it may replace.
MADE_HERE = "patrol_planner/made_by_dock"
_FIELDS = "field=officer:string(40)&field=shift_on:datetime&field=shift_off:datetime&field=speed_kmh:double"
_PLACE = re.compile(r"\s*(-?[\d.eE+-]+)\s*,\s*(-?[\d.eE+-]+)\s*\[(.+)\]\s*$")


def star() -> QgsMarkerSymbol:
    """How officers look on the map where they start."""
    return QgsMarkerSymbol.createSimple({"name": "star", "color": "#000000", "outline_color": "#ffffff", "size": "4.5"})


def place_text(point: QgsPointXY, crs: QgsCoordinateReferenceSystem) -> str:
    """A place as Processing writes it: "x,y [EPSG:code]"."""
    return (
        f"{point.x():.8g},{point.y():.8g} [{crs.authid()}]"
        if crs.isGeographic()
        else (f"{point.x():.2f},{point.y():.2f} [{crs.authid()}]")
    )


def parse_place(text: str) -> tuple[QgsPointXY, QgsCoordinateReferenceSystem]:
    """The place that such a text names; raises ValueError with what to do when it names none."""
    found = _PLACE.match(text)
    crs = QgsCoordinateReferenceSystem(found.group(3)) if found else QgsCoordinateReferenceSystem()
    if found is None or not crs.isValid():
        raise ValueError(tr("The start {text!r} is not a place: pick it on the map again.").format(text=text))
    return QgsPointXY(float(found.group(1)), float(found.group(2))), crs


def make_officers(settings: PlanSettings, start: str) -> QgsVectorLayer:
    """A temporary layer with as many officers as asked for, all starting at ``start``, on duty all shift."""
    point, crs = parse_place(start)
    layer = QgsVectorLayer(f"Point?{_FIELDS}", tr("Officers"), "memory")
    layer.setCrs(crs)
    on, off = (
        QDateTime.fromString(moment.isoformat(timespec="seconds"), Qt.DateFormat.ISODate)
        for moment in (settings.first_moment, settings.last_moment)
    )
    features = []
    for number in range(settings.officer_count):
        feature = QgsFeature(layer.fields())
        # A call sign, and no speed of their own: they drive as fast as the roads allow.
        feature.setAttributes([f"1A{number + 1}", on, off, None])
        feature.setGeometry(QgsGeometry.fromPointXY(point))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    layer.updateExtents()
    layer.setCustomProperty(MADE_HERE, True)
    return layer


def copy_officers(layer: QgsVectorLayer) -> QgsVectorLayer:
    """A temporary layer with the same officers, for another plan; edits that are not saved yet count."""
    copy = layer.materialize(QgsFeatureRequest())
    copy.setName(layer.name())
    copy.setCustomProperty(MADE_HERE, True)
    return copy


def is_made_here(layer: QgsMapLayer | None) -> bool:
    """Whether the dock made this layer, for a plan; one that the analyst has saved elsewhere is the analyst's own."""
    if layer is None or not layer.customProperty(MADE_HERE, False):
        return False
    return layer.providerType() == "memory" or is_plan_file(layer)


def first_place(layer: QgsVectorLayer, order_by: str = "") -> str:
    """Where the first feature lies (that with the least value of ``order_by``); ValueError when none has a place."""
    placed = (feature for feature in layer.getFeatures() if not feature.geometry().isEmpty())
    first = min(placed, key=lambda feature: feature[order_by], default=None) if order_by else next(placed, None)
    if first is None:
        raise ValueError(tr("The layer {name} has no point to start from.").format(name=layer.name()))
    # A multi-point starts at its first point.
    vertex = next(first.geometry().vertices())
    return place_text(QgsPointXY(vertex.x(), vertex.y()), layer.crs())
