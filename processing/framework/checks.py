"""Checks of parameter values that every algorithm needs, with a text that says what to do."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessingContext,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterEnum,
    QgsProcessingParameterNumber,
    QgsProcessingParameterPoint,
    QgsProcessingUtils,
)
from qgis.PyQt.QtCore import QDateTime

from ...algorithms.roads.sources import ROADS
from ...algorithms.texts import Text
from ..files.overwriting import layers_of, overwriting_problem
from ..files.samefile import file_in, has_unopenable_name
from .bounds import bounds_of

# Field parameters that read moments: TIME_FIELD, CALL_TIME_FIELD, …
_OF_MOMENTS = re.compile(r"(^|_)(TIME|CLOCK|START|END|OPEN|CLOSE)_FIELD$")
# What may be about somebody: an opaque number that reaches no output; and call signs, which are read as such.
_MAY_TELL_APART = {"CHECKIN_USER_FIELD": None, "ORIGIN_FIELD": "officer", "DESTINATION_FIELD": "officer"}
# x,y [EPSG:code], in brackets or not, as QGIS reads a point.
_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_POINT = re.compile(rf"^\s*\(?\s*{_NUMBER}\s*,\s*{_NUMBER}\s*(?:\[(?P<crs>.*)\])?\s*\)?\s*$")
# Whole numbers beyond these are shown as powers of ten.
_GREATEST_SHOWN = 2**53

if TYPE_CHECKING:
    from .declared import DeclaredAlgorithm


def shared_problem(algorithm: DeclaredAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
    """The first thing wrong with a value by itself: a choice, a number, a moment, a point, a layer, an output file or
    a field; "" when nothing is.
    """
    return (
        _unknown_word(algorithm, parameters)
        or _no_number(algorithm, parameters)
        or _unreadable_moment(algorithm, parameters)
        or _out_of_bounds(algorithm, parameters, context)
        or _no_point(algorithm, parameters)
        or _no_crs(algorithm, parameters, context)
        or _no_server(algorithm, parameters)
        or _unknown_layer(algorithm, parameters, context)
        or overwriting_problem(algorithm, parameters, context, algorithm.INTO_FOLDERS)
        or _field_about_a_person(algorithm, parameters, context)
    )


def _unknown_word(algorithm: DeclaredAlgorithm, parameters: dict[str, Any]) -> str:
    for definition in algorithm.parameterDefinitions():
        value = parameters.get(definition.name())
        if not isinstance(definition, QgsProcessingParameterEnum) or value in (None, ""):
            continue
        words = definition.options()
        if isinstance(value, (str, int)) and str(value) not in words:
            return Text(
                "{label} ({name}) must be one of {words}, not {value!r}.",
                label=definition.description(),
                name=definition.name(),
                words=list(words),
                value=value,
            )
    return ""


def _no_server(algorithm: DeclaredAlgorithm, parameters: dict[str, Any]) -> str:
    """A routing server is chosen, and which is not said."""
    address = algorithm.parameterDefinition("URL")
    source = parameters.get("SOURCE")
    if address is None or source in (None, "", ROADS) or parameters.get("URL"):
        return ""
    return Text(
        "{label}: the source {source} needs the address of your server, such as http://localhost:5000.",
        label=address.description(),
        source=source,
    )


def _no_number(algorithm: DeclaredAlgorithm, parameters: dict[str, Any]) -> str:
    """QGIS itself lets through what is not a number (nan), and in whole numbers turns it into another one."""
    for definition in algorithm.parameterDefinitions():
        value = parameters.get(definition.name())
        is_number = isinstance(definition, QgsProcessingParameterNumber)
        if not is_number or not isinstance(value, (str, float)) or value == "":
            continue
        try:
            number = float(value)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            return Text(
                "{label} ({name}) must be a number, not {value}.",
                label=definition.description(),
                name=definition.name(),
                value=value,
            )
    return ""


def _unreadable_moment(algorithm: DeclaredAlgorithm, parameters: dict[str, Any]) -> str:
    for definition in algorithm.parameterDefinitions():
        value = parameters.get(definition.name())
        if isinstance(definition, QgsProcessingParameterDateTime) and isinstance(value, str) and value.strip():
            from ...algorithms.errors import PatrolError
            from ..times.times import times_of

            try:
                times_of([value], definition.description())
            except PatrolError as error:
                return error.text
    return ""


def _out_of_bounds(algorithm: DeclaredAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
    """The first number, or moment, beyond the bounds of its parameter."""
    for definition in algorithm.parameterDefinitions():
        given, bounds = parameters.get(definition.name()), bounds_of(definition)
        if bounds is None or given in (None, ""):
            continue
        value: float | None
        if isinstance(definition, QgsProcessingParameterNumber):
            value = algorithm.parameterAsDouble(parameters, definition.name(), context)
            if definition.dataType() == QgsProcessingParameterNumber.Type.Integer and abs(value) < _GREATEST_SHOWN:
                value = int(value) if value == int(value) else value
        else:
            value = _year(given)
        problem = "" if value is None else bounds.problem(definition.description(), value)
        if problem:
            return problem
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


def _no_point(algorithm: DeclaredAlgorithm, parameters: dict[str, Any]) -> str:
    """The first point given as text that is none; QGIS only calls it incorrect."""
    for definition in algorithm.parameterDefinitions():
        value = parameters.get(definition.name())
        if not isinstance(definition, QgsProcessingParameterPoint) or not isinstance(value, str) or value == "":
            continue
        label, found = definition.description(), _POINT.match(value)
        if found is None:
            return Text(
                "{label}: {value!r} is not a point. Write it as x,y [EPSG:4326], or click it on the map.",
                label=label,
                value=value,
            )
        code = found.group("crs")
        if code is not None and not QgsCoordinateReferenceSystem(code.strip()).isValid():
            return Text(
                "{label}: {code!r} is not a CRS QGIS knows. Write the point as x,y [EPSG:4326].",
                label=label,
                code=code.strip(),
            )
    return ""


def _no_crs(algorithm: DeclaredAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
    for definition in algorithm.parameterDefinitions():
        given = parameters.get(definition.name())
        if definition.type() != "crs" or given in (None, ""):
            continue
        if not algorithm.parameterAsCrs(parameters, definition.name(), context).isValid():
            return Text("{label}: {given!r} is not a CRS QGIS knows.", label=definition.description(), given=given)
    return ""


def _unknown_layer(algorithm: DeclaredAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
    """The first layer that is none; QGIS itself only says that a value is incorrect, or that a file is not found."""
    for definition in algorithm.parameterDefinitions():
        given = parameters.get(definition.name())
        if definition.type() in ("source", "raster") and given not in (None, ""):
            value = next(iter(layers_of(algorithm, definition, parameters, context)), None)
            file = file_in(value) if isinstance(value, str) else None
            if file is not None and has_unopenable_name(file):
                return Text(
                    "{label}: {file} cannot be opened, since QGIS takes a % with two digits in its path for "
                    "a code. Rename the file, or its folder.",
                    label=definition.description(),
                    file=file.name,
                )
            if file is not None:
                return Text(
                    "{label}: {file} cannot be opened: it is damaged, not whole, or of no format that QGIS "
                    "reads. Open it in QGIS by itself, or take a copy from before the damage.",
                    label=definition.description(),
                    file=file.name,
                )
        if definition.type() != "multilayer" or given in (None, ""):
            continue
        for value in given if isinstance(given, (list, tuple)) else [given]:
            if isinstance(value, str) and QgsProcessingUtils.mapLayerFromString(value, context) is None:
                return Text(
                    "{label}: no layer can be read at {value!r}. Give the path of a file, of one layer of "
                    "several in it as 'file.gpkg|layername=…', or a layer of the project.",
                    label=definition.description(),
                    value=value,
                )
    return ""


def _field_about_a_person(
    algorithm: DeclaredAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> str:
    """The first field chosen, in whichever parameter, whose name says that it is about somebody."""
    from ..common.compat import field_names
    from ..common.personfields import person_problem

    for definition in algorithm.parameterDefinitions():
        name = definition.name()
        if definition.type() != "field" or not parameters.get(name):
            continue
        allowed = _MAY_TELL_APART.get(name, "")
        for field in field_names(algorithm, parameters, name, context):
            problem = person_problem(definition.description(), field, bool(_OF_MOMENTS.search(name)))
            if problem and allowed is not None and field.lower() != allowed:
                return problem
    return ""
