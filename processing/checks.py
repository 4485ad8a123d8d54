"""Checks of parameter values that every algorithm needs, with a text that says what to do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterEnum,
    QgsProcessingUtils,
)

if TYPE_CHECKING:
    from .base import PatrolAlgorithm


def shared_problem(algorithm: PatrolAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
    """The first thing wrong with a choice, a moment or an output file; "" when nothing is."""
    return (
        _unknown_word(algorithm, parameters)
        or _unreadable_moment(algorithm, parameters)
        or _unknown_layer(algorithm, parameters, context)
        or _shared_output(algorithm, parameters)
        or _overwritten_input(algorithm, parameters, context)
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
    """The first of several layers that is none; QGIS itself only says that the value is incorrect."""
    for definition in algorithm.parameterDefinitions():
        given = parameters.get(definition.name())
        if definition.type() != "multilayer" or given in (None, ""):
            continue
        for value in given if isinstance(given, (list, tuple)) else [given]:
            if isinstance(value, str) and QgsProcessingUtils.mapLayerFromString(value, context) is None:
                return (
                    f"{definition.description()}: no layer can be read at {value!r}. Give the path of a file, of one "
                    "layer of several in it as 'file.gpkg|layername=…', or a layer of the project."
                )
    return ""


def _shared_output(algorithm: PatrolAlgorithm, parameters: dict[str, Any]) -> str:
    """The second of two outputs in one file would replace the first."""
    taken: dict[Path, str] = {}
    for definition in algorithm.parameterDefinitions():
        path = _output_path(parameters.get(definition.name())) if definition.isDestination() else None
        if path is None:
            continue
        if path in taken:
            return (
                f"{definition.description()} and {taken[path]} go to the same file {path.name}; the second would "
                "replace the first. Give each a file of its own, or a table of one GeoPackage "
                "(ogr:dbname='…' table=\"…\" (geom))."
            )
        taken[path] = definition.description()
    return ""


def _overwritten_input(algorithm: PatrolAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
    """An output file that is an input file would be emptied before it is read."""
    inputs = {}
    for definition in algorithm.parameterDefinitions():
        if definition.type() in ("source", "multilayer", "raster") and not definition.isDestination():
            given = parameters.get(definition.name())
            for value in given if isinstance(given, (list, tuple)) else [given]:
                path = _input_path(value, context)
                if path is not None:
                    inputs[path] = definition.description()
    for definition in algorithm.parameterDefinitions():
        path = _output_path(parameters.get(definition.name())) if definition.isDestination() else None
        if path in inputs:
            return (
                f"{definition.description()}: {path.name} is the file of the input {inputs[path]} and would be "
                "overwritten. Choose another file."
            )
    return ""


def _input_path(value: Any, context: QgsProcessingContext) -> Path | None:
    """The file an input is read from, whether it is given by path, by name or as a layer."""
    if isinstance(value, QgsProcessingFeatureSourceDefinition):
        value = value.source.staticValue()
    if value in (None, ""):
        return None
    if isinstance(value, str):
        file = Path(value.split("|")[0])
        if file.is_file():
            return file.resolve()
        value = QgsProcessingUtils.mapLayerFromString(value, context)
    if not isinstance(value, QgsMapLayer) or value.providerType() not in ("ogr", "gdal"):
        return None
    return Path(value.source().split("|")[0]).resolve()


def _output_path(value: Any) -> Path | None:
    """The file an output replaces as a whole; a table of a GeoPackage (ogr:…) replaces only itself."""
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        value = value.sink.staticValue()
    if not isinstance(value, str) or value.startswith(("ogr:", "memory:", "postgres:")) or value == "TEMPORARY_OUTPUT":
        return None
    return Path(value.split("|")[0]).resolve() if value else None
