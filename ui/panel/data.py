"""The layers that the panel asks for, and the fields of each."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsMapLayerProxyModel

_LAYER = QgsMapLayerProxyModel.Filter
# Setting → label, kind of layer, tooltip, and its fields: setting → label, tooltip.
LAYERS: dict[str, tuple[str, Any, str, dict[str, tuple[str, str]]]] = {
    "incidents": (
        "Incidents",
        _LAYER.PointLayer,
        "Points of past incidents. Needed.",
        {
            "incident_time": (
                "Time",
                "When each incident happened: a DateTime or Date field, or text such as 2024-05-31 22:15. Needed.",
            ),
            "incident_clock": ("Time of day", "Where the field above holds only the date: the field with the hour."),
        },
    ),
    "study_area": (
        "Study area",
        _LAYER.PolygonLayer,
        "Polygons that bound the area. Without them: the extent of the incidents.",
        {},
    ),
    "facilities": (
        "Facilities",
        _LAYER.PointLayer,
        "Places that draw incidents, such as bars or stations. May be left out.",
        {},
    ),
    "roads": (
        "Roads",
        _LAYER.LineLayer,
        "Lines of the road network. Without them travel is along straight lines.",
        {
            "road_direction": ("One-way", "Field that says which way a road may be driven (OpenStreetMap: oneway)."),
            "road_speed": ("Speed", "Field with the speed in km/h, or as OpenStreetMap writes it (maxspeed)."),
        },
    ),
    "calls": (
        "Calls",
        _LAYER.PointLayer,
        "Calls for service; those that come in during the shift are answered. May be left out.",
        {
            "call_time": ("Time", "When each call came in. Needed with calls."),
            "call_clock": ("Time of day", "Where the field above holds only the date: the field with the hour."),
            "call_priority": ("Priority", "Priority from 1 to 5 (most urgent), a word (High), or the type of call."),
        },
    ),
    "officers": (
        "Officers",
        _LAYER.PointLayer,
        "Points where officers start, with the fields officer, shift_on, shift_off and speed_kmh. Without a layer the "
        "dock makes one, which you can edit and plan with again.",
        {},
    ),
}

# What no layer means, where it is more than "none".
WITHOUT = {
    "incidents": "choose a layer",
    "study_area": "none: where incidents are",
    "roads": "none: straight lines",
    "officers": "new ones, as below",
}

# The field with the time of day, and that of the date it belongs to.
CLOCKS = {"incident_clock": "incident_time", "call_clock": "call_time"}
