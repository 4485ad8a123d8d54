"""The record of a run in its output layers, and their dressing as QGIS loads them."""

from __future__ import annotations

import json
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING, Any, Callable
from uuid import uuid4

from qgis.core import (
    QgsException,
    QgsLayerMetadata,
    QgsMapLayer,
    QgsNotSupportedException,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingOutputLayerDefinition,
    QgsProviderRegistry,
)
from qgis.PyQt.QtCore import QDateTime
from qgis.PyQt.QtXml import QDomDocument

from ...algorithms.texts import Text
from ..common.plugin import plugin_version
from ..common.publicname import named_source, public
from ..common.translation import tr, translated
from ..files.samefile import is_sqlite, tables_of
from ..files.tablegraft import is_package
from ..files.wholeness import noted_errors
from .dress import GroupPlace, bring_into_group, dress_layer, store_style

if TYPE_CHECKING:
    from .run import Run

_MADE_BY = "Made by Patrol Planner"
NO_PERSONS = Text("Place-based: holds no field about a person.")
# QGIS keeps only a weak hold on a Python post-processor: without a strong one here it silently does nothing. Bounded,
# because nobody tells us when a layer has been loaded.
_alive: deque[LayerDresser] = deque(maxlen=200)


def run_record(run: Run) -> dict[str, Any]:
    """Algorithm, version, parameters, seed and input counts of a run, as plain JSON values."""
    return {
        "algorithm": run.algorithm.id(),
        "version": plugin_version(),
        "parameters": _parameters(run),
        "seed": run.integer("SEED") if run.algorithm.parameterDefinition("SEED") is not None else None,
        "counts": run.counts.record(),
    }


def _parameters(run: Run) -> dict[str, Any]:
    """Every parameter that has a value, given or by default; inputs by what they are read from, without secrets."""
    found = {}
    for definition in run.algorithm.parameterDefinitions():
        name = definition.name()
        value = run.parameters.get(name)
        value = definition.defaultValue() if value is None else value
        if value is not None and value != "":
            found[name] = run.prepared.named.get(name) or public(_plain(value))
    return dict(sorted(found.items()))


def _plain(value: Any) -> Any:
    """A parameter's value as JSON: layers, sources and destinations by what they point to."""
    if isinstance(value, (bool, int, float, str)) or value is None:
        return value
    if isinstance(value, QgsMapLayer):
        return named_source(value)
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        return value.sink.staticValue()
    if isinstance(value, QDateTime):
        return value.toString("yyyy-MM-ddTHH:mm:ss")
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if hasattr(value, "source") and hasattr(value.source, "staticValue"):
        return value.source.staticValue()
    if hasattr(value, "authid"):
        return value.authid()
    return str(value)


def layer_metadata(run: Run, title: str, person_note: str = NO_PERSONS) -> QgsLayerMetadata:
    """The run record as layer metadata: readable abstract, one JSON line of history."""
    record = run_record(run)
    metadata = QgsLayerMetadata()
    metadata.setTitle(title)
    metadata.setType("dataset")
    counts = ", ".join(f"{name} {value}" for name, value in record["counts"].items()) or tr("none")
    contents = tr(
        "Input: {counts}. {persons} The history holds the parameters.", counts=counts, persons=translated(person_note)
    )
    # The first words are those by which a record of ours is known.
    metadata.setAbstract(f"{_MADE_BY} {record['version']}, {record['algorithm']}. {contents}")
    metadata.addHistoryItem(_json_as_text(record))
    return metadata


def _json_as_text(record: dict[str, Any]) -> str:
    """One line of JSON that is no HTML, as which QGIS shows it: its marks stand as codes and read back alike."""
    text = json.dumps(record, ensure_ascii=False)
    return text.replace("&", r"\u0026").replace("<", r"\u003c").replace(">", r"\u003e")


class LayerDresser(QgsProcessingLayerPostProcessorInterface):
    """Dresses a layer as QGIS loads it."""

    def __init__(
        self, dress: tuple[str, str, str], metadata: QgsLayerMetadata, place: GroupPlace | None, run: str = ""
    ) -> None:
        """``dress``: style, start and end field. ``place``: in a group, if it has one; ``run``: whose group that is."""
        super().__init__()
        self._dress, self._metadata, self._place, self._run = dress, metadata, place, run

    def postProcessLayer(  # noqa: N802
        self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        dress_layer(layer, *self._dress)
        layer.setMetadata(self._metadata)
        project = context.project()
        if self._place is not None and project is not None:
            bring_into_group(project, self._run, layer, self._place)


def finish_outputs(run: Run) -> None:
    """Name, dress and record every layer a run has written, whether QGIS loads it or only files are left."""
    # A group with a title of the run's own is the run's alone.
    mark = "" if run.group_title == run.algorithm.GROUP_TITLE else uuid4().hex
    for name, destination in run.written.items():
        title = translated(run.titles[name]) if name in run.titles else run.label(name)
        metadata = layer_metadata(run, title, run.algorithm.PERSON_NOTES.get(name, NO_PERSONS))
        for record in run.history.get(name, []):
            metadata.addHistoryItem(record)
        dress, grouped = run.dresses.get(name, ("", "", "")), run.grouped
        if run.context.willLoadLayerOnCompletion(destination):
            place = None
            if name in grouped:
                place = GroupPlace(translated(run.group_title), [*grouped].index(name), grouped[name])
            dresser = LayerDresser(dress, metadata, place, mark)
            _alive.append(dresser)
            details = run.context.layerToLoadOnCompletionDetails(destination)
            details.setPostProcessor(dresser)
            if name in run.titles:
                details.name = title
        stored = run.context.temporaryLayerStore().mapLayer(destination)
        if stored is not None:
            stored.setMetadata(metadata)
            stored.setName(title)
        else:
            staged = run.staging.staged(destination)
            if name in grouped and dress[0] and _is_package(staged):
                store_style(staged, dress[0])
            _save_metadata(destination, staged, metadata, run.warn, run.staging.is_input)


def _is_package(address: str) -> bool:
    """Whether a layer lies in a GeoPackage, which holds styles as well."""
    path = Path(address.partition("|")[0])
    return path.is_file() and is_sqlite(path) and is_package(path)


def _save_metadata(
    destination: str,
    staged: str,
    metadata: QgsLayerMetadata,
    warn: Callable[..., None],
    is_input: Callable[[Path], bool],
) -> None:
    """Put the record into a GeoPackage's own tables, or into a .qmd file beside any other format.

    destination: where the output will be.
    staged: where it is until the run ends; its files go to their place together.
    metadata: the record.
    warn: told where it cannot be written.
    is_input: whether a file is one the run reads.
    """
    path = staged.split("|")[0]
    reason, beside = "", Path(path)
    if path.lower().endswith(".gpkg"):
        # A raster has no table, yet its record is kept in the same place.
        table = next(iter(tables_of(Path(path))), Path(path).stem)
        uri = staged if "layername=" in staged else f"{path}|layername={table}"
        try:
            with noted_errors():
                done = QgsProviderRegistry.instance().saveLayerMetadata("ogr", uri, metadata)
            saved, reason = done if isinstance(done, tuple) else (done, "")
            reason = "" if saved else reason or Text("no reason given")
        except (QgsException, QgsNotSupportedException) as error:
            reason = str(error)
    elif beside.is_file():
        beside = Path(path).with_suffix(".qmd")
        reason = _foreign_record(Path(destination.split("|")[0]).with_suffix(".qmd"), is_input)
        try:
            if not reason:
                _write_qmd(beside, metadata)
        except OSError as error:
            reason = error.strerror or str(error)
            beside.unlink(missing_ok=True)
    if reason:
        warn(
            "The record of the run could not be written to {file} ({why}); the output is whole.",
            file=beside.name,
            why=reason,
        )


def _foreign_record(path: Path, is_input: Callable[[Path], bool]) -> str:
    """Why a .qmd file that is there is not to be replaced; "" where it is none, or a record of ours."""
    if path.is_dir():
        return Text("it is a folder")
    if is_input(path):
        return Text("it is the record of an input")
    try:
        ours = not path.exists() or _MADE_BY in path.read_text("utf-8", "replace")
    except OSError as error:
        return error.strerror or str(error)
    return "" if ours else Text("it holds what somebody has written about another layer")


def _write_qmd(path: Path, metadata: QgsLayerMetadata) -> None:
    document = QDomDocument("qgis")
    root = document.createElement("qgis")
    document.appendChild(root)
    metadata.writeMetadataXml(root, document)
    path.write_text(document.toString(2), encoding="utf-8")
