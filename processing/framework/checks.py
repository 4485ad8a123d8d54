"""Checks of parameter values that every algorithm needs, with a text that says what to do."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterEnum,
    QgsProcessingParameterNumber,
    QgsProcessingUtils,
)

from ..files.overwriting import layers_of, overwriting_problem
from ..files.samefile import file_in, has_unopenable_name

# Field parameters that read moments: TIME_FIELD, CALL_TIME_FIELD, …
_OF_MOMENTS = re.compile(r"(^|_)(TIME|CLOCK|START|END|OPEN|CLOSE)_FIELD$")
# What may be about somebody: an opaque number that reaches no output; and call signs, which are read as such.
_MAY_TELL_APART = {"CHECKIN_USER_FIELD": None, "ORIGIN_FIELD": "officer", "DESTINATION_FIELD": "officer"}

if TYPE_CHECKING:
    from .declared import DeclaredAlgorithm


def shared_problem(algorithm: DeclaredAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
    """The first thing wrong with a choice, a moment or an output file; "" when nothing is."""
    return (
        _unknown_word(algorithm, parameters)
        or _no_number(algorithm, parameters)
        or _unreadable_moment(algorithm, parameters)
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
            return f"{definition.description()} ({definition.name()}) must be one of {', '.join(words)}, not {value!r}."
    return ""


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
            return f"{definition.description()} ({definition.name()}) must be a number, not {value}."
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
                return str(error)
    return ""


def _unknown_layer(algorithm: DeclaredAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
    """The first layer that is none; QGIS itself only says that a value is incorrect, or that a file is not found."""
    for definition in algorithm.parameterDefinitions():
        given = parameters.get(definition.name())
        if definition.type() in ("source", "raster") and given not in (None, ""):
            value = next(iter(layers_of(algorithm, definition, parameters, context)), None)
            file = file_in(value) if isinstance(value, str) else None
            if file is not None and has_unopenable_name(file):
                return (
                    f"{definition.description()}: {file.name} cannot be opened, since QGIS takes a % with two digits "
                    "in its path for a code. Rename the file, or its folder."
                )
            if file is not None:
                return (
                    f"{definition.description()}: {file.name} cannot be opened: it is damaged, not whole, or of no "
                    "format that QGIS reads. Open it in QGIS by itself, or take a copy from before the damage."
                )
        if definition.type() != "multilayer" or given in (None, ""):
            continue
        for value in given if isinstance(given, (list, tuple)) else [given]:
            if isinstance(value, str) and QgsProcessingUtils.mapLayerFromString(value, context) is None:
                return (
                    f"{definition.description()}: no layer can be read at {value!r}. Give the path of a file, of one "
                    "layer of several in it as 'file.gpkg|layername=…', or a layer of the project."
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
