"""Places, times and layers' words of the small grid of streets on which routes are planned and officers assigned."""

from __future__ import annotations

EAST, NORTH = 551000, 4181000


def at(column: float, row: float) -> str:
    """A point so many blocks of 600 m east and north; at 36 km/h a block takes a minute."""
    return f"Point({EAST + 600 * column} {NORTH + 600 * row})"


def street(*corners: tuple[float, float]) -> str:
    return "LineString(" + ", ".join(f"{EAST + 600 * column} {NORTH + 600 * row}" for column, row in corners) + ")"


def moment(text):
    from qgis.PyQt.QtCore import QDateTime, Qt

    return QDateTime.fromString(f"2024-05-31T{text}:00", Qt.DateFormat.ISODate) if text else None


def clock(value) -> str:
    return value.toString("HH:mm:ss")


def square(column, row, half=250):
    x, y = EAST + 600 * column, NORTH + 600 * row
    corners = [(-half, -half), (half, -half), (half, half), (-half, half), (-half, -half)]
    return "Polygon((" + ", ".join(f"{x + dx} {y + dy}" for dx, dy in corners) + "))"


EIGHT = "2024-05-31T08:00:00"
OUTPUTS = {name: "memory:" for name in ("ROUTES", "VISITS", "UNVISITED", "SUMMARY")}
FORECAST = {"HOTSPOT_FIELD": "hotspot", "WEIGHT_FIELD": "weight", "START_FIELD": "start", "END_FIELD": "end"}
PLAIN = {"HOTSPOT_FIELD": "hotspot", "WEIGHT_FIELD": "weight"}
CALLS = {"CALL_TIME_FIELD": "time", "CALL_PRIORITY_FIELD": "type"}
