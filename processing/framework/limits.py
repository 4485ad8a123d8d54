"""Which values of a patrol's parameters are refused: numbers and moments out of bounds, and points that are none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from qgis.core import QgsCoordinateReferenceSystem, QgsProcessingContext
from qgis.PyQt.QtCore import QDateTime

if TYPE_CHECKING:
    from .declared import DeclaredAlgorithm

# Parameter → the most it may be, and why no more.
_MOST = {
    "TOLERANCE": (
        100.0,
        "in metres; it closes gaps of drawing at the ends of lines, and a larger one joins different streets",
    ),
    "SHIFT_HOURS": (8784.0, "in hours, a year; plan one shift at a time"),
    "DWELL": (10080.0, "in minutes, a week"),
}
_SHORTEST_SHIFT_MIN = 1.0
_MOMENTS = ("DEPARTURE", "SHIFT_START", "FORECAST_START")
# x,y [EPSG:code], in brackets or not, as QGIS reads a point.
_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_POINT = re.compile(rf"^\s*\(?\s*{_NUMBER}\s*,\s*{_NUMBER}\s*(?:\[(?P<crs>.*)\])?\s*\)?\s*$")
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


def beyond_limits(algorithm: DeclaredAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
    """The text about the first number or moment of a patrol that is out of bounds, for problems(); "" without one."""
    for name, (most, why) in _MOST.items():
        definition = algorithm.parameterDefinition(name)
        if definition is None:
            continue
        value = algorithm.parameterAsDouble(parameters, name, context)
        if not value <= most:
            return f"{definition.description()} must be at most {most:,g} ({why}), not {value:g}."
        if name == "SHIFT_HOURS" and 0 < value * 60.0 < _SHORTEST_SHIFT_MIN:
            return f"{definition.description()}: {value:g} hours are less than a minute. Give the length in hours."
    for name in _MOMENTS:
        definition = algorithm.parameterDefinition(name)
        year = _year(parameters.get(name)) if definition is not None else None
        if year is not None and not _FIRST_YEAR <= year <= _LAST_YEAR:
            return (
                f"{definition.description()}: the year must be from {_FIRST_YEAR} to {_LAST_YEAR}, not {year}. Write "
                "it as 2024-05-31 22:15."
            )
    return ""


def _year(value: Any) -> int | None:
    """The year of a moment as QGIS or text has it; None where there is no readable moment."""
    if isinstance(value, QDateTime):
        return value.date().year() if value.isValid() else None
    if not isinstance(value, str) or not value.strip():
        return None
    from ..times.times import times_of

    year = times_of([value], "")[0].astype("datetime64[Y]")
    return None if year != year else int(year.astype(int)) + 1970


def point_problem(algorithm: DeclaredAlgorithm, parameters: dict[str, Any], name: str) -> str:
    """What is wrong with a point given as text, which QGIS only calls incorrect; "" when nothing is."""
    value = parameters.get(name)
    if not isinstance(value, str) or value == "":
        return ""
    label = algorithm.parameterDefinition(name).description()
    found = _POINT.match(value)
    if found is None:
        return f"{label}: {value!r} is not a point. Write it as x,y [EPSG:4326], or click it on the map."
    code = found.group("crs")
    if code is not None and not QgsCoordinateReferenceSystem(code.strip()).isValid():
        return f"{label}: {code.strip()!r} is not a CRS QGIS knows. Write the point as x,y [EPSG:4326]."
    return ""
