"""Which layer and which field is probably meant, by its name."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from qgis.core import QgsMapLayer, QgsVectorLayer
from qgis.PyQt.QtCore import QDate, QDateTime, Qt

# What a layer is, by words in its name.
LAYER_WORDS = {
    "incidents": ("incident", "crime", "offence", "offense"),
    "study_area": ("study", "beat", "precinct", "district", "boundary"),
    "facilities": ("facilit", "poi", "venue"),
    "roads": ("road", "street", "highway"),
    "calls": ("call", "911", "emergenc"),
    "officers": ("officer", "units"),
}
# What a field is, by its whole name; the first that the layer has counts.
FIELD_NAMES = {
    "incident_time": (
        "datetime",
        "date_time",
        "time",
        "timestamp",
        "occurred",
        "occurred_at",
        "incident_datetime",
        "reported",
        "date",
    ),
    "call_time": (
        "datetime",
        "date_time",
        "time",
        "timestamp",
        "call_datetime",
        "call_time",
        "received",
        "reported",
        "date",
    ),
    "call_priority": ("priority", "call_priority", "urgency", "call_type", "type"),
    "road_direction": ("oneway", "one_way", "direction"),
    "road_speed": ("maxspeed", "speed_kmh", "speed", "speed_limit"),
}
# Fields that only layers made by the algorithms have, for those whose record is lost.
OUTPUT_FIELDS = ({"seq", "arrive"}, {"leg", "arrive"}, {"node", "reason"}, {"stop", "reason"})
# To find the latest time takes up to 8 seconds in a million features of a text file, 0.2 in a GeoPackage.
QUICK_FEATURES, QUICK_FEATURES_GEOPACKAGE = 100_000, 2_000_000
_LOCAL = ("ogr", "memory", "delimitedtext", "spatialite")


def guess_field(layer: QgsVectorLayer | None, kind: str) -> str:
    """The field of this kind, "" when no name is familiar."""
    if layer is None:
        return ""
    known = {field.name().lower(): field.name() for field in layer.fields()}
    return next((known[name] for name in FIELD_NAMES[kind] if name in known), "")


def last_day(layer: QgsVectorLayer | None, field: str) -> QDate | None:
    """The day of the latest time in a field, None when there is none; text in ISO form sorts as time does."""
    index = layer.fields().lookupField(field) if layer is not None and field else -1
    if index < 0:
        return None
    latest = layer.maximumValue(index)
    if isinstance(latest, QDateTime):
        latest = latest.date()
    elif isinstance(latest, str):
        latest = QDate.fromString(latest[:10], Qt.DateFormat.ISODate)
    return latest if isinstance(latest, QDate) and latest.isValid() else None


def is_quick_to_ask(layer: QgsVectorLayer, field: str) -> bool:
    """Whether the latest time in the field is found without keeping the window waiting."""
    if layer.providerType() not in _LOCAL:
        return False
    count = layer.featureCount()
    if 0 <= count <= QUICK_FEATURES:
        return True
    # The file itself answers, but not for edits that are not saved, nor for fields from elsewhere.
    own = layer.dataProvider().fieldNameIndex(field) >= 0
    in_file = layer.dataProvider().storageType() == "GPKG" and own and not layer.isEditable()
    return in_file and 0 <= count <= QUICK_FEATURES_GEOPACKAGE


def guess_layer(layers: Iterable[QgsMapLayer], kind: str) -> QgsMapLayer | None:
    """The first of the layers whose name says that it is of this kind; never one that an algorithm has made."""
    words: Sequence[str] = LAYER_WORDS[kind]
    named = (layer for layer in layers if any(word in layer.name().lower() for word in words))
    return next((layer for layer in named if not is_output(layer) and _can_be(layer, kind)), None)


def is_output(layer: QgsMapLayer) -> bool:
    """Whether an algorithm of the plugin has made the layer, by its record or its fields; a sample city is input."""
    for entry in layer.metadata().history():
        try:
            made_by = json.loads(entry).get("algorithm", "")
        except (ValueError, AttributeError):
            # History that somebody else has written.
            continue
        if str(made_by).startswith("patrol:") and made_by != "patrol:samplecity":
            return True
    names = _field_names(layer)
    return any(fields <= names for fields in OUTPUT_FIELDS)


def _can_be(layer: QgsMapLayer, kind: str) -> bool:
    # A layer called "police units" may be anything; officers have the field that tells them apart.
    return kind != "officers" or ("officer" in _field_names(layer) and "seq" not in _field_names(layer))


def _field_names(layer: QgsMapLayer) -> set[str]:
    return {field.name().lower() for field in layer.fields()} if isinstance(layer, QgsVectorLayer) else set()
