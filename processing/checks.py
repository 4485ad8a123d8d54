"""Checks of parameter values that every algorithm needs, with a text that says what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterEnum,
    QgsProcessingUtils,
)

from .overwriting import layers_of, overwriting_problem
from .samefile import file_in

# Fields that are read or written by their values, in whichever algorithm.
_VALUES = ("WEIGHT_FIELD", "RISK_FIELD", "BASELINE_FIELD", "FACILITY_TYPE_FIELD", "PRIORITY_FIELD")

if TYPE_CHECKING:
    from .base import PatrolAlgorithm


def shared_problem(algorithm: PatrolAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
    """The first thing wrong with a choice, a moment or an output file; "" when nothing is."""
    return (
        _unknown_word(algorithm, parameters)
        or _unreadable_moment(algorithm, parameters)
        or _unknown_layer(algorithm, parameters, context)
        or overwriting_problem(algorithm, parameters, context)
        or _field_about_a_person(algorithm, parameters, context)
    )


def _unknown_word(algorithm: PatrolAlgorithm, parameters: dict[str, Any]) -> str:
    for definition in algorithm.parameterDefinitions():
        value = parameters.get(definition.name())
        if not isinstance(definition, QgsProcessingParameterEnum) or value in (None, ""):
            continue
        words = definition.options()
        if isinstance(value, (str, int)) and str(value) not in words:
            return f"{definition.description()} ({definition.name()}) must be one of {', '.join(words)}, not {value!r}."
    return ""


def _unreadable_moment(algorithm: PatrolAlgorithm, parameters: dict[str, Any]) -> str:
    for definition in algorithm.parameterDefinitions():
        value = parameters.get(definition.name())
        if isinstance(definition, QgsProcessingParameterDateTime) and isinstance(value, str) and value.strip():
            from ..algorithms.errors import PatrolError
            from .columns import times_of

            try:
                times_of([value], definition.description())
            except PatrolError as error:
                return str(error)
    return ""


def _unknown_layer(algorithm: PatrolAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
    """The first layer that is none; QGIS itself only says that a value is incorrect, or that a file is not found."""
    for definition in algorithm.parameterDefinitions():
        given = parameters.get(definition.name())
        if definition.type() in ("source", "raster") and given not in (None, ""):
            value = next(iter(layers_of(algorithm, definition, parameters, context)), None)
            file = file_in(value) if isinstance(value, str) else None
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


def _field_about_a_person(algorithm: PatrolAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
    """The first field chosen for its values whose name says that it is about somebody."""
    from .compat import field_names
    from .personfields import person_problem

    for name in _VALUES:
        definition = algorithm.parameterDefinition(name)
        if definition is None or not parameters.get(name):
            continue
        for field in field_names(algorithm, parameters, name, context):
            problem = person_problem(definition.description(), field)
            if problem:
                return problem
    return ""
