"""No output over an input, over another output, or over what nobody asked to replace: found before any work is done."""

from __future__ import annotations

import os
from collections.abc import Hashable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingParameterFileDestination,
    QgsProject,
    QgsProperty,
)

from ...algorithms.texts import Text
from .samefile import Place, file_id, input_places, is_sqlite, output_place, readable_tables

if TYPE_CHECKING:
    from qgis.core import QgsProcessingAlgorithm, QgsProcessingParameterDefinition

_VECTOR_OUTPUTS = ("sink", "vectorDestination", "vectorOut")
_INPUTS = ("source", "vector", "multilayer", "raster", "layer", "maplayer", "file")
Outputs = list[tuple["QgsProcessingParameterDefinition", Place]]
_PROJECTS = (".qgs", ".qgz", ".qgd")
_TABLE = "ogr:dbname='…' table=\"…\" (geom)"


def overwriting_problem(
    algorithm: QgsProcessingAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    into_folders: tuple[str, ...] = (),
) -> str:
    """The first output that must not be written where it is to go, with the remedy; "" where there is none.

    ``algorithm``, ``parameters``, ``context``: of the run. ``into_folders``: outputs that may be given as the folder
    they go into.
    """
    outputs = list(output_places(algorithm, parameters, context))
    if not outputs:
        return ""
    return (
        next(filter(None, (_unwritable(definition, place, into_folders) for definition, place in outputs)), "")
        or _shared(outputs)
        or _over_input(outputs, list(_inputs(algorithm, parameters, context)))
        or _over_project(outputs, context.project() or QgsProject.instance(), context)
        or _over_tables(outputs)
    )


def output_places(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> Iterator[tuple[QgsProcessingParameterDefinition, Place]]:
    """Every output that goes to a file or a database, with its definition."""
    for definition in algorithm.parameterDefinitions():
        if definition.isDestination():
            is_vector = definition.type() in _VECTOR_OUTPUTS
            place = output_place(parameters.get(definition.name()), is_vector, context)
            if place is not None:
                yield definition, place


def _inputs(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> Iterator[tuple[str, Place]]:
    """Every place an input is read from, with the input's label."""
    for definition in algorithm.parameterDefinitions():
        given = parameters.get(definition.name())
        if definition.isDestination() or definition.type() not in _INPUTS or given in (None, "", []):
            continue
        for value in layers_of(algorithm, definition, parameters, context):
            for place in input_places(value, context):
                yield definition.description(), place


def files_read(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> frozenset[Hashable]:
    """The identities of all files that belong to the inputs, with the records beside them."""
    found: set[Hashable] = set()
    for _, place in _inputs(algorithm, parameters, context):
        if place.path is not None:
            found |= place.kept_files() | {file_id(place.path.with_suffix(".qmd"))}
    return frozenset(found)


def layers_of(
    algorithm: QgsProcessingAlgorithm,
    definition: QgsProcessingParameterDefinition,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
) -> list[QgsMapLayer | str]:
    """The layers that an input parameter names, in whichever way; the text that was given where it is none to QGIS."""
    name, kind = definition.name(), definition.type()
    value = parameters.get(name)
    if isinstance(value, QgsProcessingFeatureSourceDefinition):
        # QGIS 3.22 finds no layer in it.
        parameters = {**parameters, name: value.source.staticValue() or value.source}
    layers: list[QgsMapLayer | None] = []
    if kind == "multilayer":
        layers += algorithm.parameterAsLayerList(parameters, name, context) or []
    elif kind == "raster":
        layers = [algorithm.parameterAsRasterLayer(parameters, name, context)]
    elif kind in ("source", "vector"):
        layers = [algorithm.parameterAsVectorLayer(parameters, name, context)]
    elif kind != "file":
        layers = [algorithm.parameterAsLayer(parameters, name, context)]
    found: list[QgsMapLayer | str] = [layer for layer in layers if layer is not None]
    return found or [text for text in _texts(parameters.get(name), context) if text]


def _texts(value: Any, context: QgsProcessingContext) -> Iterator[str]:
    if isinstance(value, (list, tuple)):
        for item in value:
            yield from _texts(item, context)
        return
    if isinstance(value, QgsProcessingFeatureSourceDefinition):
        value = value.source
    if isinstance(value, QgsProperty):
        value = value.valueAsString(context.expressionContext(), "")[0]
    if isinstance(value, str):
        yield value


def _unwritable(definition: QgsProcessingParameterDefinition, place: Place, into_folders: tuple[str, ...]) -> str:
    """A folder that is not there, or a file that may not be written, would only be known after all the work."""
    path, label = place.path, definition.description()
    cannot = Text("{label}: {path} cannot be written", label=label, path=path)
    if path is None:
        return ""
    if "\0" in str(path):
        return Text(
            "{label}: a file's name must not hold a character of the code 0. Choose another one.",
            label=definition.description(),
        )
    try:
        # What has no ending may be a folder that is to be made.
        if path.suffix and not path.parent.is_dir():
            return Text("{cannot}: the folder {parent} does not exist. Create it.", cannot=cannot, parent=path.parent)
        if path.is_file() and not os.access(path, os.W_OK):
            return Text(
                "{cannot}: it is read-only. Choose another place, or allow yourself to write it.", cannot=cannot
            )
        if "|layername=" in path.name:
            return Text(
                "{label}: a table of a GeoPackage is written as {table}. Give it in this form.",
                label=definition.description(),
                table=_TABLE,
            )
        may_be = definition.name() in into_folders or path.suffix.lower() == ".gdb"
        if not path.name or (path.is_dir() and not may_be):
            return Text("{cannot}: it is a folder. Choose a file name.", cannot=cannot)
        log = Path(f"{path}-wal")
        if place.table is None and log.is_file() and log.stat().st_size:
            return Text(
                "{cannot}: it has changes that are not saved yet. Close it where it is open in another program, "
                "or choose another place.",
                cannot=cannot,
            )
        folder = next((folder for folder in path.parents if folder.exists()), path)
        if not os.access(folder, os.W_OK):
            return Text(
                "{cannot}: you may not write in the folder {folder}. Choose another place.",
                cannot=cannot,
                folder=folder,
            )
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", "") or str(error)
        return Text("{cannot}… ({reason}). Choose a shorter and simpler name.", cannot=cannot[:200], reason=reason)
    return ""


def _shared(outputs: Outputs) -> str:
    """The second of two outputs in one place would replace the first."""
    for number, (definition, place) in enumerate(outputs):
        for other, taken in outputs[:number]:
            both = Text(
                "{label} and {other} go to the same",
                label=definition.description(),
                other=other.description(),
            )
            if place.server and place.server == taken.server:
                return Text(
                    "{both} table {name}; the second would replace the first. Give each a table of its own.",
                    both=both,
                    name=place.name,
                )
            if not (place.files() & taken.files() or _is_record(place, taken) or _is_record(taken, place)):
                continue
            if place.table is not None and taken.table is not None:
                if taken.has_table(place.table):
                    return Text(
                        "{both} table {table} of {name}; the second would replace the first. Give each a table "
                        "of its own.",
                        both=both,
                        table=place.table,
                        name=place.name,
                    )
                continue
            return Text(
                "{both} file {name}; the second would replace the first. Give each a file of its own, or a table "
                "of one GeoPackage ({table}).",
                both=both,
                name=place.name,
                table=_TABLE,
            )
    return ""


def _is_record(place: Place, of: Place) -> bool:
    """Whether an output goes where the record of another one is put."""
    if place.path is None or of.path is None:
        return False
    return file_id(place.path) == file_id(of.path.with_suffix(".qmd"))


def _over_input(outputs: Outputs, inputs: list[tuple[str, Place]]) -> str:
    """An output that is an input would be emptied before it is read."""
    for definition, place in outputs:
        files = place.files()
        for label, read in inputs:
            if place.server and place.server == read.server:
                same = Text("the table {name}", name=place.name)
            elif not files & read.kept_files():
                continue
            elif place.table is None:
                if place.path is not None and file_id(place.path) in read.kept_files():
                    what = Text("{name} belongs to the input {label} and", name=place.name, label=label)
                else:
                    what = Text("with {name} a file that belongs to the input {label}", name=place.name, label=label)
                return Text(
                    "{label}: {what} would be overwritten. Choose another file.",
                    label=definition.description(),
                    what=what,
                )
            elif not read.has_table(place.table):
                continue
            else:
                same = Text("the table {table} of {name}", table=place.table, name=place.name)
            return Text(
                "{label}: {same} is the input {input} and would be overwritten. Choose another table.",
                label=definition.description(),
                same=same,
                input=label,
            )
    return ""


def _over_project(outputs: Outputs, project: QgsProject, context: QgsProcessingContext) -> str:
    """A project is never an output; a layer of this one may be replaced by a layer, but not by a report or an array."""
    for definition, place in outputs:
        path = place.path
        if path is None or not path.is_file():
            continue
        is_open = bool(project.fileName()) and file_id(path) == file_id(Path(project.fileName()))
        if path.suffix.lower() in _PROJECTS or is_open:
            return Text(
                "{label}: {name} is a QGIS project and would be lost. Choose another file.",
                label=definition.description(),
                name=path.name,
            )
        if not isinstance(definition, QgsProcessingParameterFileDestination) or "gpkg" in definition.fileFilter():
            continue
        for layer in project.mapLayers().values():
            if any(file_id(path) in read.files() for read in input_places(layer, context)):
                return Text(
                    "{label}: {name} is the file of the layer {layer} in this project and would be lost. "
                    "Choose another file.",
                    label=definition.description(),
                    name=path.name,
                    layer=layer.name()[:60],
                )
    return ""


def _over_tables(outputs: Outputs) -> str:
    """A whole database is replaced where one output gives its file as a path, with every other table in it."""
    for definition, place in outputs:
        if place.path is None or place.table is not None:
            continue
        is_file = isinstance(definition, QgsProcessingParameterFileDestination)
        if isinstance(definition, QgsProcessingParameterFileDestination) and "gpkg" in definition.fileFilter():
            # Several layers in one file: who writes them knows their names.
            continue
        # QGIS calls a table after what stands before the first dot, GDAL after what stands before the last.
        written = set() if is_file else {place.path.stem, place.path.name.split(".")[0]}
        problem = lost_tables(place.path, definition.description(), written)
        if problem:
            return problem
    return ""


def lost_tables(path: Path, label: str, written: set[str]) -> str:
    """That a file holds other tables than those that are to be written, which would be gone; "" where it does not."""
    known = {name.lower() for name in written}
    there = readable_tables(path) if path.is_file() else []
    if there is None:
        return Text(
            "{label}: {name} is a database that cannot be read now (locked, damaged, or left unfinished by "
            "another program), and what it holds would be lost. Choose another file, or open it in QGIS first.",
            label=label,
            name=path.name,
        )
    others = [name for name in there if name.lower() not in known]
    if not others:
        return ""
    shown = ", ".join(others[:4]) + (", …" if len(others) > 4 else "")
    remedy = Text(", or write one table of it: {table}", table=_TABLE) if is_sqlite(path) else ""
    return Text(
        "{label}: {name} holds other tables ({shown}) that would be lost with it. Choose another file{remedy}.",
        label=label,
        name=path.name,
        shown=shown,
        remedy=remedy,
    )
