"""The GeoPackage of a plan: how the layers come into it, all of them or none."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsFeature,
    QgsMapLayerStyle,
    QgsMessageLog,
    QgsProject,
    QgsProviderRegistry,
    QgsTask,
    QgsVectorFileWriter,
    QgsVectorFileWriterTask,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QObject, Qt, pyqtSignal

from ..text import TITLE, tr
from .planfolder import file_name, next_number

if TYPE_CHECKING:
    from datetime import datetime

    from .outcome import Outcome

FIGURES = "figures"
_LONGEST_REASON = 150
# Without a length, which would cut texts and round numbers.
_FIGURE_FIELDS = "field=step:string(0)&field=figure:string(0)&field=value:double(0,0)&field=text:string(0)"
_COUNT = "SELECT printf('SELECT count(*) FROM \"%w\"', ?)"
# A writer reads its layer's features until it ends, even when the dock is gone before.
_writing: set[PlanWriter] = set()


@dataclass(frozen=True)
class Table:
    """A layer of the project, by its id, and the table it becomes."""

    name: str
    layer_id: str


class PlanWriter(QObject):
    """Writes the tables of a plan in the background, then moves the whole file to its place under a name nobody has."""

    ended = pyqtSignal(str, str)  # where the file is, "" where there is none; then why

    def __init__(
        self,
        folder: Path,
        start: datetime,
        tables: Sequence[Table],
        outcome: Outcome,
        read: dict[str, dict[str, Any]],
    ) -> None:
        """``folder``: where the file is to be. ``start``: of the shift. ``tables``: in the order of writing.
        ``outcome``: the figures. ``read``: by the id of a layer, the parameters it was made with, layers as ids.
        """
        super().__init__()
        self._folder, self._start, self._outcome, self._read = folder, start, outcome, read
        self._waiting = list(tables)
        self._written: list[Table] = []
        self._counts: dict[str, int] = {}
        self._scratch: Path | None = None
        self._task: QgsTask | None = None
        self._is_cancelled = False

    @property
    def written(self) -> list[Table]:
        """The tables that are in the file."""
        return list(self._written)

    def start(self) -> None:
        """Begin; ``ended`` follows."""
        _writing.add(self)
        try:
            self._scratch = Path(tempfile.mkdtemp(prefix="patrol-plan-"))
        except OSError as problem:
            self._failed(0, f"{tempfile.gettempdir()}: {problem.strerror}")
            return
        self._file = self._scratch / "plan.gpkg"
        self._next()

    def cancel(self) -> None:
        """Stop after the table that is being written; nothing is left behind."""
        self._is_cancelled = True

    def _next(self, _written: str = "") -> None:
        if self._is_cancelled:
            self._end("", tr("cancelled"))
            return
        project = QgsProject.instance()
        while self._waiting:
            table = self._waiting.pop(0)
            layer = project.mapLayer(table.layer_id)
            # What the analyst has removed meanwhile is not wanted.
            if isinstance(layer, QgsVectorLayer):
                self._write(table, layer)
                return
        try:
            path = self._finish()
        except (OSError, sqlite3.Error) as problem:
            reason = getattr(problem, "strerror", None) or str(problem)
            self._failed(0, f"{self._folder}: {reason}")
            return
        self._end(str(path), "")

    def _write(self, table: Table, layer: QgsVectorLayer) -> None:
        if layer.isEditable():
            layer.commitChanges()
        self._written.append(table)
        self._counts[table.name] = layer.featureCount()
        self._task = QgsVectorFileWriterTask(layer, str(self._file), self._options(table.name, layer))
        # Queued, as in task.py: a task added while QGIS tidies up the one before may never run.
        self._task.writeComplete.connect(self._next, Qt.ConnectionType.QueuedConnection)
        self._task.errorOccurred.connect(self._failed, Qt.ConnectionType.QueuedConnection)
        QgsApplication.taskManager().addTask(self._task)

    def _options(self, table: str, layer: QgsVectorLayer) -> QgsVectorFileWriter.SaveVectorOptions:
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName, options.fileEncoding, options.layerName = "GPKG", "UTF-8", table
        # Ids of the layer's own would be taken for those of the table.
        options.attributes = [index for index, field in enumerate(layer.fields()) if field.name().lower() != "fid"]
        action = QgsVectorFileWriter.ActionOnExistingFile
        there = self._file.exists()
        options.actionOnExistingFile = action.CreateOrOverwriteLayer if there else action.CreateOrOverwriteFile
        return options

    def _failed(self, code: int, message: str) -> None:
        """GDAL tells of a full disk in pages of SQL: these go to the log."""
        QgsMessageLog.logMessage(message, TITLE, Qgis.MessageLevel.Warning)
        is_short = len(message) <= _LONGEST_REASON and "\n" not in message
        self._end("", message if is_short else tr("is the disk full? The log (View, Panels, Log Messages) says more"))

    def _finish(self) -> Path:
        """Styles, records and figures; then the file moves to its place. Raises OSError or SQLite's error."""
        self._add_figures()
        number = next_number(self._folder, self._start)
        self._dress(file_name(self._start, number))
        self._require_whole()
        return self._publish(number)

    def _add_figures(self) -> None:
        layer = QgsVectorLayer(f"NoGeometry?{_FIGURE_FIELDS}", FIGURES, "memory")
        features = []
        for row in self._outcome.rows():
            feature = QgsFeature(layer.fields())
            feature.setAttributes(list(row))
            features.append(feature)
        layer.dataProvider().addFeatures(features)
        self._counts[FIGURES] = len(features)
        context = QgsProject.instance().transformContext()
        options = self._options(FIGURES, layer)
        written = QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(self._file), context, options)
        if written[0] != QgsVectorFileWriter.WriterError.NoError:
            raise OSError(written[1])

    def _dress(self, name: str) -> None:
        """Each layer's style as the default of its table, and its record, which names tables for temporary layers."""
        project = QgsProject.instance()
        tables = {table.layer_id: f"{name}|layername={table.name}" for table in self._written}
        for table in self._written:
            layer = project.mapLayer(table.layer_id)
            if layer is None:
                continue
            stored = QgsVectorLayer(f"{self._file}|layername={table.name}", layer.name(), "ogr")
            style = QgsMapLayerStyle()
            style.readFromLayer(layer)
            style.writeToLayer(stored)
            problem = stored.saveStyleToDatabase(layer.name(), "", True, "")
            if problem:
                raise OSError(problem)
            metadata = layer.metadata().clone()
            parameters = self._read.get(table.layer_id, {}).items()
            inputs = {key: tables[value] for key, value in parameters if isinstance(value, str) and value in tables}
            metadata.setHistory([_with_inputs(entry, inputs) for entry in metadata.history()])
            QgsProviderRegistry.instance().saveLayerMetadata("ogr", stored.source(), metadata)

    def _require_whole(self) -> None:
        """A disk that was full shows only now: every row must be there."""
        with closing(sqlite3.connect(self._file)) as database:
            for table, count in self._counts.items():
                (statement,) = database.execute(_COUNT, (table,)).fetchone()
                (found,) = database.execute(statement).fetchone()
                if found != count:
                    told = {"found": found, "all": count, "table": table}
                    raise OSError(tr("only {found} of {all} rows of {table} were written", **told))

    def _publish(self, number: int) -> Path:
        """Copy the file to its folder, and only then give it its name."""
        part = self._folder / f".{file_name(self._start, number)}-{uuid4().hex[:8]}"
        try:
            # A copy by SQLite holds what is still in the journal of the file.
            with closing(sqlite3.connect(self._file)) as source, closing(sqlite3.connect(part)) as copy:
                source.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")
            while True:
                try:
                    target = self._folder / file_name(self._start, number)
                    _name_anew(part, target)
                    return target
                except FileExistsError:
                    number += 1
        finally:
            for ending in ("", "-journal", "-wal", "-shm"):
                Path(f"{part}{ending}").unlink(missing_ok=True)

    def _end(self, path: str, why: str) -> None:
        self._task = None
        if self._scratch is not None:
            shutil.rmtree(self._scratch, ignore_errors=True)
        self.ended.emit(path, why)
        _writing.discard(self)


def _with_inputs(entry: str, inputs: dict[str, str]) -> str:
    """A record, one line of JSON, with other values for some of its parameters; all else stays as it is written."""
    for name, value in inputs.items():
        shown = json.dumps(value, ensure_ascii=False)
        parts = re.split(rf'("{name}": )"(?:[^"\\]|\\.)*"', entry)
        # Each name that is found is a part of its own, and stands before its value.
        entry = "".join(part + shown if place % 2 else part for place, part in enumerate(parts))
    return entry


def _name_anew(part: Path, target: Path) -> None:
    """Rename a file, never over another one: FileExistsError."""
    try:
        os.link(part, target)
    except FileExistsError:
        raise
    except OSError:
        # A disk without hard links, as memory sticks are.
        if target.exists():
            raise FileExistsError(str(target)) from None
        os.rename(part, target)
