"""The layers that the panel asks for, and the fields of each."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsMapLayerProxyModel

from ..text import later

_LAYER = QgsMapLayerProxyModel.Filter
# Setting → label, kind of layer, tooltip, and its fields: setting → label, tooltip.
LAYERS: dict[str, tuple[str, Any, str, dict[str, tuple[str, str]]]] = {
    "incidents": (
        later("Incidents"),
        _LAYER.PointLayer,
        later("Points of past incidents. Needed."),
        {
            "incident_time": (
                later("Time"),
                later(
                    "When each incident happened: a DateTime or Date field, or text such as 2024-05-31 22:15. Needed."
                ),
            ),
            "incident_clock": (
                later("Time of day"),
                later("Where the field above holds only the date: the field with the hour."),
            ),
            "incident_kind": (
                later("Kind"),
                later("The kind of each incident, to say why an officer is sent there and what to look for."),
            ),
            "incident_beat": (
                later("Beat"),
                later(
                    "Beat of each incident: points with incidents of many beats are addresses that were not found, and "
                    "are left out."
                ),
            ),
        },
    ),
    "exclude": (
        later("Leave out"),
        _LAYER.PointLayer | _LAYER.PolygonLayer,
        later(
            "Places whose incidents do not count, in a polygon or within 50 m of a point: a police headquarters where "
            "reports are filed is no place to patrol. May be left out."
        ),
        {},
    ),
    "study_area": (
        later("Study area"),
        _LAYER.PolygonLayer,
        later("Polygons that bound the area. Without them: the extent of the incidents."),
        {},
    ),
    "facilities": (
        later("Facilities"),
        _LAYER.PointLayer,
        later("Places that draw incidents, such as bars or stations. May be left out."),
        {},
    ),
    "roads": (
        later("Roads"),
        _LAYER.LineLayer,
        later("Lines of the road network. Without them travel is along straight lines."),
        {
            "road_direction": (
                later("One-way"),
                later("Field that says which way a road may be driven (OpenStreetMap: oneway)."),
            ),
            "road_speed": (
                later("Speed"),
                later("Field with the speed in km/h, or as OpenStreetMap writes it (maxspeed)."),
            ),
        },
    ),
    "calls": (
        later("Calls"),
        _LAYER.PointLayer,
        later("Calls for service; those that come in during the shift are answered. May be left out."),
        {
            "call_time": (later("Time"), later("When each call came in. Needed with calls.")),
            "call_clock": (
                later("Time of day"),
                later("Where the field above holds only the date: the field with the hour."),
            ),
            "call_priority": (
                later("Priority"),
                later("Priority from 1 to 5 (most urgent), a word (High), or the type of call."),
            ),
        },
    ),
    "officers": (
        later("Officers"),
        _LAYER.PointLayer,
        later(
            "Points where officers start, with the fields officer, shift_on, shift_off and speed_kmh. Without a "
            "layer the dock makes one, which you can edit and plan with again."
        ),
        {},
    ),
    "beats": (
        later("Beats"),
        _LAYER.PolygonLayer,
        later("Beats that officers are kept to: by their field beat, else shared out. May be left out."),
        {"beat_name": (later("Name"), later("Field with the name of each beat. Needed with beats."))},
    ),
}
# Those that are asked for with the officers.
WITH_OFFICERS = ("officers", "beats")

# What no layer means, and where it is more than that.
NONE = later("none")
WITHOUT = {
    "incidents": later("choose a layer"),
    "exclude": later("none: every incident counts"),
    "study_area": later("none: where incidents are"),
    "roads": later("none: straight lines"),
    "officers": later("new ones, as below"),
    "beats": later("none: everywhere"),
}

# The field with the time of day, and that of the date it belongs to.
CLOCKS = {"incident_clock": "incident_time", "call_clock": "call_time"}
