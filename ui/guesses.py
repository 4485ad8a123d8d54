"""Which layer and which field is probably meant, by its name."""

from __future__ import annotations

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


def guess_layer(layers: Iterable[QgsMapLayer], kind: str) -> QgsMapLayer | None:
    """The first of the layers whose name says that it is of this kind."""
    words: Sequence[str] = LAYER_WORDS[kind]
    return next((layer for layer in layers if any(word in layer.name().lower() for word in words)), None)
