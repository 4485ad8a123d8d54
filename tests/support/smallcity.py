"""What plans of a small city are asked for, and what is in their layers."""

from __future__ import annotations

SHIFT = "2024-07-01T08:00:00"
LAYERS = ("GRID", "HOTSPOTS", "POINTS", "FORECAST", "ROUTE", "STOPS", "ROUTES", "VISITS", "UNVISITED", "SUMMARY")


def here(text: str):
    """A moment of the day of the shift."""
    from qgis.PyQt.QtCore import QDateTime, Qt

    return QDateTime.fromString(f"2024-07-01T{text}:00", Qt.DateFormat.ISODate)


def shown(value) -> str:
    """An attribute as text; a moment without its zone, which some files have and layers in memory have not."""
    return value.toString("yyyy-MM-dd HH:mm:ss") if hasattr(value, "toSecsSinceEpoch") else str(value)


def contents(layer) -> list[tuple]:
    """Every feature of a layer, place and attributes, in its order; without ids that a file adds."""
    names = [name for name in layer.fields().names() if name != "fid"]
    return [(feature.geometry().asWkt(6), *(shown(feature[name]) for name in names)) for feature in layer.getFeatures()]
