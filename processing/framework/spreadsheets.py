"""What outputs lose that are opened with a spreadsheet: their geometry, and texts that it would compute, not show."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import QgsWkbTypes

from ...algorithms.texts import Text

_OPENED_WITH_ONE = (".csv", ".tsv", ".xlsx", ".ods")
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def lost_geometry(label: str, destination: str, geometry_type: Any) -> str:
    """What to warn of where a layer of that geometry type goes to a table, which has no room for it; else ""."""
    if not is_spreadsheet(destination) or geometry_type == QgsWkbTypes.Type.NoGeometry:
        return ""
    return Text(
        "{label}: a {ending} file holds the fields only, without the places, and cannot be drawn on a map. Write a "
        "GeoPackage; QGIS's Save Features As makes a table with coordinates of it (GEOMETRY AS_XY or AS_WKT).",
        label=label,
        ending=_ending(destination),
    )


def is_spreadsheet(destination: str) -> bool:
    """Whether what is written there will be opened with a spreadsheet."""
    return _ending(destination) in _OPENED_WITH_ONE


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would take a text for a formula; a signed number is none."""
    if not text.startswith(_BEGINS_A_FORMULA):
        return False
    try:
        float(text)
    except ValueError:
        return True
    return False


def _ending(destination: str) -> str:
    return Path(destination.split("|")[0]).suffix.lower()
