"""Which layer and which field is probably meant, by its name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from qgis.core import QgsApplication, QgsFeatureRequest, QgsMapLayer, QgsVectorLayer
from qgis.PyQt.QtCore import QDate, QDateTime, QTime, QVariant

from ..settings import TABLE
from ..text import tr

# What a layer is, by words in its name.
LAYER_WORDS = {
    "incidents": ("incident", "crime", "offence", "offense"),
    # What does not count is for somebody to say.
    "exclude": (),
    "study_area": ("study", "beat", "precinct", "district", "boundary"),
    "facilities": ("facilit", "poi", "venue"),
    "roads": ("road", "street", "highway"),
    "calls": ("call", "911", "emergenc"),
    "officers": ("officer", "units"),
    # To keep officers to beats is for somebody to choose.
    "beats": (),
}
# What a field is, by its whole name; the first that the layer has counts.
FIELD_NAMES = {
    "incident_time": ("datetime", "date_time", "timestamp", "occurred", "occurred_at", "incident_datetime"),
    "call_time": ("datetime", "date_time", "timestamp", "call_datetime", "call_time", "received"),
    "call_priority": ("priority", "call_priority", "urgency", "call_type", "type"),
    "incident_kind": ("category", "kind", "type", "crime_type", "primary_type", "offense", "offence", "call_type"),
    # By it incidents may be left out, which is for somebody to choose.
    "incident_beat": (),
    "beat_name": ("beat", "beat_name", "beat_id", "sector", "precinct", "district", "name"),
    "road_direction": ("oneway", "one_way", "direction"),
    "road_speed": ("maxspeed", "speed_kmh", "speed", "speed_limit"),
}
# Else a time is told by the parts of its name: one of these, and best what happened before them.
_TIME_PARTS = ("datetime", "timestamp", "dttm", "ts", "time", "date", "dt", "fecha", "datum", "when")
_HAPPENED = {
    "incident_time": ("occurred", "occurrence", "occur", "occ", "incident", "offense", "offence", "crime", "event")
    + ("committed", "from", "fr", "start", "begin", "reported", "report", "rept", "rpt")
    + ("created", "create", "entered", "entry", "dispatched", "dispatch"),
    "call_time": ("call", "received", "incident", "event", "reported", "created", "create", "entered", "entry", "start")
    + ("dispatched", "dispatch"),
}
# A name that ends so is a time without saying it: Incident Occurred.
_DONE = frozenset(("occurred", "committed", "reported", "received", "created", "entered"))
_AFTERWARDS = ("at", "on", "when")
# A time by its whole name, but not of what happened: only where no other field is one.
_AT_LAST = ("reported",)
# Times of something else.
_OTHERWISE = frozenset(
    ("updated", "update", "modified", "edited", "edit", "closed", "close", "cleared", "clear", "arrest", "birth")
    + ("born", "dob", "end", "to", "until", "loaded", "load", "import", "export", "response", "travel", "zone", "due")
    + ("last", "arrived", "arrival", "arrive", "enroute", "offset", "duration", "creation", "by")
)
_CLOCK_PARTS = frozenset(("time", "tm", "hour", "clock", "hhmm", "hora", "heure", "uhrzeit", "stunde", "tod"))
_PRIORITY_PARTS = frozenset(("priority", "prio", "prty", "urgency"))
_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
# Words that names are written of without a mark between them, the longest first: offensedate, DATETIMEOCCUR.
_ALL_WORDS = {*_TIME_PARTS, *_OTHERWISE, *_CLOCK_PARTS, *_PRIORITY_PARTS, *sum(_HAPPENED.values(), ())}
_WORDS = sorted(_ALL_WORDS, key=len, reverse=True)
_JOINED = re.compile(f"(?:{'|'.join(_WORDS)})+$")
_WORD = re.compile("|".join(_WORDS))
_CLOCK = re.compile(r"\d{1,2}:\d\d(:\d\d(\.\d+)?)?( ?[ap]\.?m\.?)?|\d{3,4}", re.IGNORECASE)
_MIDNIGHT = re.compile(r"\D0?0:00(:00(\.0+)?)?\D*$")
_PEEK = 20
# Fields that only layers made by the algorithms have, for those whose record is lost.
OUTPUT_FIELDS = ({"seq", "arrive"}, {"leg", "arrive"}, {"node", "reason"}, {"stop", "reason"})
# What these make is there to be planned with.
_MAKE_INPUTS = ("patrol:samplecity", "patrol:createofficers")
# To find the latest time takes up to 8 seconds in a million features of a text file, 0.2 in a GeoPackage.
QUICK_FEATURES, QUICK_FEATURES_GEOPACKAGE = 100_000, 2_000_000
_LOCAL = ("ogr", "memory", "delimitedtext", "spatialite")


def guess_field(layer: QgsVectorLayer | None, kind: str) -> str:
    """The field of this kind, "" when no name is familiar."""
    if layer is None:
        return ""
    known = {field.name().lower(): field.name() for field in layer.fields()}
    spelt = {"_".join(name.replace("_", " ").split()): own for name, own in known.items()}
    named = [spelt[name] for name in FIELD_NAMES[kind] if name in spelt]
    if kind == "call_priority":
        # A type of call only where nothing says more; PRIORITY before Priority Description.
        named = sorted((name for name in known.values() if _PRIORITY_PARTS & set(_parts(name))), key=len) + named
    if kind in _HAPPENED:
        ranked = [(rank, number, name) for number, name in enumerate(known.values()) if (rank := _rank(name, kind))]
        named += [name for *_, name in sorted(ranked)] + [known[name] for name in _AT_LAST if name in known]
        return next((name for name in named if _may_be_time(_first_value(layer, name))), "")
    return named[0] if named else ""


def guess_clock(layer: QgsVectorLayer | None, time_field: str) -> str:
    """The field with the time of day where the field of the time holds only the date, else ""."""
    if layer is None or not time_field or _has_hour(_first_value(layer, time_field)):
        return ""
    of_time = set(_parts(time_field))
    alike = [
        (-len(of_time & set(_parts(field.name()))), number, field.name())
        for number, field in enumerate(layer.fields())
        if _CLOCK_PARTS & set(_parts(field.name())) and not _OTHERWISE & set(_parts(field.name()))
    ]
    return next((name for *_, name in sorted(alike) if _is_clock(_first_value(layer, name))), "")


def told_names(layer: QgsVectorLayer, kind: str) -> tuple[str, str]:
    """The names that were looked for, and those the layer has: two lists in words."""
    looked_for = ", ".join((*FIELD_NAMES[kind], "time", "date", "occurred_on_date", "reported_at", "…"))
    return looked_for, ", ".join(field.name() for field in layer.fields()) or tr("none")


def _parts(name: str) -> list[str]:
    """["occurred", "on", "date"] of occurred_on_date, OccurredOnDate and OCCURRED ON DATE."""
    parts = [part.lower() for part in _PARTS.findall(name)]
    return [word for part in parts for word in (_WORD.findall(part) if _JOINED.match(part) else [part])]


def _rank(name: str, kind: str) -> tuple[int, int] | None:
    """The lower, the likelier is the field this time; None where its name is not one of a time."""
    parts = _parts(name)
    happened = next((number for number, word in enumerate(_HAPPENED[kind]) if word in parts), len(_HAPPENED[kind]))
    if _OTHERWISE & set(parts):
        return None
    if "date" in parts and "time" in parts:
        return happened, 0
    form = next((number for number, word in enumerate(_TIME_PARTS) if word in parts), None)
    told = happened < len(_HAPPENED[kind])
    if form is None and parts and (parts[-1] in _DONE or (parts[-1] in _AFTERWARDS and told)):
        form = 0
    return None if form is None else (happened, form)


def _first_value(layer: QgsVectorLayer, name: str) -> Any:
    """The first value of a field that is something; None among the first few without one."""
    index = layer.fields().lookupField(name)
    request = QgsFeatureRequest().setSubsetOfAttributes([index]).setLimit(_PEEK)
    request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
    values = (feature.attributes()[index] for feature in layer.getFeatures(request))
    return next((value for value in values if not (value in (None, "") or _is_null(value))), None)


def _is_null(value: Any) -> bool:
    return isinstance(value, QVariant) and value.isNull()


def _may_be_time(value: Any) -> bool:
    """Whether a value may be a moment or a date: no time of day, and no words."""
    if isinstance(value, str):
        return not _is_clock(value) and any(letter.isdigit() for letter in value)
    return not isinstance(value, bool) and not _is_clock(value)


def _is_clock(value: Any) -> bool:
    """Whether a value is a time of day without its date."""
    if isinstance(value, (int, float)):
        return 0 <= value <= 2400
    return isinstance(value, QTime) or (isinstance(value, str) and _CLOCK.fullmatch(value.strip()) is not None)


def _has_hour(value: Any) -> bool:
    if isinstance(value, QDateTime):
        return value.time() != QTime(0, 0)
    return isinstance(value, str) and ":" in value and _MIDNIGHT.search(value) is None


def last_day(layer: QgsVectorLayer | None, field: str) -> QDate | None:
    """The day of the last real time in a field, None when there is none.

    The algorithms' provider is asked by its id, so that the day is read as they read it.
    """
    provider: Any = QgsApplication.processingRegistry().providerById("patrol")
    if layer is None or provider is None or layer.fields().lookupField(field) < 0:
        return None
    return provider.last_day(layer, field)


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
    """Whether an algorithm of the plugin has made the layer, by its record or its fields, or a plan has copied it for
    its map; a sample city and officers are input.
    """
    if layer.customProperty(TABLE) == "":
        return True
    for entry in layer.metadata().history():
        try:
            made_by = json.loads(entry).get("algorithm", "")
        except (ValueError, AttributeError):
            # History that somebody else has written.
            continue
        if str(made_by).startswith("patrol:") and made_by not in _MAKE_INPUTS:
            return True
    names = _field_names(layer)
    return any(fields <= names for fields in OUTPUT_FIELDS)


def _can_be(layer: QgsMapLayer, kind: str) -> bool:
    # A layer called "police units" may be anything; officers have the field that tells them apart.
    return kind != "officers" or ("officer" in _field_names(layer) and "seq" not in _field_names(layer))


def _field_names(layer: QgsMapLayer) -> set[str]:
    return {field.name().lower() for field in layer.fields()} if isinstance(layer, QgsVectorLayer) else set()
