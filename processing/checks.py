"""Checks of parameter values that every algorithm needs, with a text that says what to do."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterEnum,
    QgsProcessingParameterNumber,
    QgsProcessingUtils,
)

# What belongs to a file of this ending.
_BESIDE = {".shp": (".dbf", ".shx", ".prj", ".cpg")}
_TABLE = re.compile(r"""^ogr:dbname='(?P<path>[^']+)'\s+table="(?P<table>[^"]+)\"""")
# Field parameters that read moments: TIME_FIELD, CALL_TIME_FIELD, …
_OF_MOMENTS = re.compile(r"(^|_)(TIME|CLOCK|START|END|OPEN|CLOSE)_FIELD$")
# What may be about somebody: an opaque number that reaches no output; and call signs, which are read as such.
_MAY_TELL_APART = {"CHECKIN_USER_FIELD": None, "ORIGIN_FIELD": "officer", "DESTINATION_FIELD": "officer"}

if TYPE_CHECKING:
    from .base import PatrolAlgorithm


def shared_problem(algorithm: PatrolAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
    """The first thing wrong with a choice, a moment or an output file; "" when nothing is."""
    return (
        _unknown_word(algorithm, parameters)
        or _no_number(algorithm, parameters)
        or _unreadable_moment(algorithm, parameters)
        or _unknown_layer(algorithm, parameters, context)
        or _shared_output(algorithm, parameters)
        or _overwritten_input(algorithm, parameters, context)
        or _missing_folder(algorithm, parameters)
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


def _no_number(algorithm: PatrolAlgorithm, parameters: dict[str, Any]) -> str:
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


def _unreadable_moment(algorithm: PatrolAlgorithm, parameters: dict[str, Any]) -> str:
    for definition in algorithm.parameterDefinitions():
        value = parameters.get(definition.name())
        if isinstance(definition, QgsProcessingParameterDateTime) and isinstance(value, str) and value.strip():
            from ..algorithms.errors import PatrolError
            from .times import times_of

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
    inputs: dict[Path, str] = {}
    tables: dict[tuple[Path, str], str] = {}
    for definition in algorithm.parameterDefinitions():
        if definition.type() in ("source", "multilayer", "raster") and not definition.isDestination():
            given = parameters.get(definition.name())
            for value in given if isinstance(given, (list, tuple)) else [given]:
                path, table = _input_path(value, context)
                if path is not None:
                    tables[(path, table or path.stem)] = definition.description()
                    for file in (path, *(path.with_suffix(ending) for ending in _BESIDE.get(path.suffix.lower(), ()))):
                        inputs[file] = definition.description()
    for definition in algorithm.parameterDefinitions():
        value = parameters.get(definition.name())
        path = _output_path(value) if definition.isDestination() else None
        table = _output_table(value) if definition.isDestination() else None
        if table is not None and table in tables:
            return (
                f"{definition.description()}: the table {table[1]} of {table[0].name} is the input {tables[table]} and "
                "would be overwritten. Choose another table."
            )
        if path in inputs:
            return (
                f"{definition.description()}: {path.name} is the file of the input {inputs[path]} and would be "
                "overwritten. Choose another file."
            )
    return ""


def _input_path(value: Any, context: QgsProcessingContext) -> tuple[Path | None, str]:
    """The file an input is read from, whether given by path, by name or as a layer, and its table ("": the only)."""
    if isinstance(value, QgsProcessingFeatureSourceDefinition):
        value = value.source.staticValue()
    if value in (None, ""):
        return None, ""
    if isinstance(value, str) and not Path(value.split("|")[0]).is_file():
        value = QgsProcessingUtils.mapLayerFromString(value, context)
    if isinstance(value, QgsMapLayer):
        value = value.source() if value.providerType() in ("ogr", "gdal") else None
    if not isinstance(value, str):
        return None, ""
    table = next((part[10:] for part in value.split("|") if part.lower().startswith("layername=")), "")
    return Path(value.split("|")[0]).resolve(), table


def _output_table(value: Any) -> tuple[Path, str] | None:
    """The GeoPackage and the table that an output replaces, where it replaces only that."""
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        value = value.sink.staticValue()
    found = _TABLE.match(value) if isinstance(value, str) else None
    return (Path(found["path"]).resolve(), found["table"]) if found else None


def _missing_folder(algorithm: PatrolAlgorithm, parameters: dict[str, Any]) -> str:
    """A file output whose folder is not there would only fail after all the work."""
    for definition in algorithm.parameterDefinitions():
        value = parameters.get(definition.name())
        if definition.type() != "fileDestination" or not isinstance(value, str) or not Path(value).suffix:
            continue
        folder = Path(value).parent
        if not folder.is_dir():
            label = definition.description()
            return f"{label}: {value} cannot be written: the folder {folder} does not exist. Create it."
    return ""


def _field_about_a_person(algorithm: PatrolAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
    """The first field chosen, in whichever parameter, whose name says that it is about somebody."""
    from .compat import field_names
    from .personfields import person_problem

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


def _output_path(value: Any) -> Path | None:
    """The file an output replaces as a whole; a table of a GeoPackage (ogr:…) replaces only itself."""
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        value = value.sink.staticValue()
    if not isinstance(value, str) or value.startswith(("ogr:", "memory:", "postgres:")) or value == "TEMPORARY_OUTPUT":
        return None
    return Path(value.split("|")[0]).resolve() if value else None
