"""Arrays to features: the fields of an output, and its rows into a sink."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from qgis.core import QgsFeature, QgsFeatureSink, QgsFields, QgsGeometry, QgsProcessingException, QgsWkbTypes
from qgis.PyQt.QtCore import QDate, QDateTime, QTime

from ...algorithms.texts import Text
from ..common.compat import is_null, make_field
from ..framework.parameters import CHECK_FOLDER
from ..framework.spreadsheets import is_formula, is_spreadsheet
from ..times.times import UNIX_DAY
from .columns import texts_of

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

    from ..files.filewriter import CheckedWriter
    from ..framework.run import Run

# Features are handed to a sink this many at a time, with progress and a check for a cancel in between.
WRITE_AT_ONCE = 5000


@dataclass(frozen=True)
class Column:
    """One output field: its name (lower case, at most 10 characters), kind and values."""

    name: str
    kind: str  # int, float, text or datetime, as compat.make_field
    values: Sequence[Any] | np.ndarray = ()

    def part(self, start: int, end: int) -> Column:
        """The same field with some of the rows."""
        return Column(self.name, self.kind, self.values[start:end])


def fields_of(columns: Sequence[Column]) -> QgsFields:
    fields = QgsFields()
    for column in columns:
        fields.append(make_field(column.name, column.kind))
    return fields


def write_features(
    run: Run,
    sink: CheckedWriter,
    columns: Sequence[Column],
    geometries: Iterable[QgsGeometry] | None,
    label: str,
    geometry_type: Any = None,
) -> int:
    """Write one feature per row; an error of the sink is fatal, so that no partial layer passes for a result.

    run: for progress, cancel and warnings.
    sink: what they are written into.
    columns: the fields, with a value per row.
    geometries: one per row, None for a table.
    label: what messages call the output.
    geometry_type: the sink's, where geometries may have to be made multiple for it.
    """
    _warn_of_formulas(run, sink.destination, columns, label)
    total = len(columns[0].values)
    shapes = iter(geometries) if geometries is not None else None
    multiple = geometry_type is not None and QgsWkbTypes.isMultiType(geometry_type)
    for start in range(0, total, WRITE_AT_ONCE):
        run.control.step(start, total)
        features = []
        for row in zip(*[attribute_values(column.part(start, start + WRITE_AT_ONCE)) for column in columns]):
            feature = QgsFeature()
            feature.setAttributes(list(row))
            if shapes is not None:
                geometry = next(shapes)
                if multiple:
                    geometry.convertToMultiType()
                feature.setGeometry(geometry)
            features.append(feature)
        if not sink.addFeatures(features, QgsFeatureSink.Flag.FastInsert):
            raise not_written(sink, label)
    if not sink.flushBuffer():
        raise not_written(sink, label)
    # Before the next output takes its time: a full disk may show only now.
    sink.close()
    return total


def write_layer(
    run: Run,
    name: str,
    columns: Sequence[Column],
    shapes: Iterable[QgsGeometry] | None,
    kind: Any,
    crs: QgsCoordinateReferenceSystem,
) -> str:
    """Write one output and return where it is.

    run: opens the sink.
    name: the output's.
    columns: its fields, with their values.
    shapes: a geometry per row, None for a table.
    kind: QgsWkbTypes.Type of the geometries.
    crs: theirs.
    """
    sink, destination = run.open_sink(name, fields_of(columns), kind, crs)
    write_features(run, sink, columns, shapes, run.label(name))
    return destination


def _warn_of_formulas(run: Run, destination: str, columns: Sequence[Column], label: str) -> None:
    """Warn, with a count for each field, where an output goes to a table and holds texts that would be computed there.

    They are written as they are: an output must say what the input says.
    """
    if not is_spreadsheet(destination):
        return
    found = {
        column.name: sum(is_formula(text) for text in texts_of(column.values))
        for column in columns
        if column.kind == "text"
    }
    told = [Text("{n:,} of {name}", n=count, name=name) for name, count in found.items() if count]
    if told:
        run.warn(
            "{label}: values that begin like a formula (=, +, -, @) are written as they are: {told}. A "
            "spreadsheet would compute them: import the file with its columns as text, or write a GeoPackage.",
            label=label,
            told=told,
        )


def not_written(sink: CheckedWriter, label: str) -> QgsProcessingException:
    """That a sink has not taken rows, with its reason where it has one."""
    why = " ".join(sink.lastError().split())
    if not why:
        return QgsProcessingException(
            Text("{label}: the output cannot be written. {remedy}", label=label, remedy=CHECK_FOLDER)
        )
    return QgsProcessingException(
        Text("{label}: the output cannot be written ({why}). {remedy}", label=label, why=why, remedy=CHECK_FOLDER)
    )


def attribute_values(column: Column) -> list[Any]:
    """Plain Python values for QGIS: NaN, NaT and None as NULL. Quickest where the values are an array."""
    values = column.values
    if column.kind == "datetime":
        return [to_qdatetime(value) for value in np.asarray(values, dtype="datetime64[s]")]
    if isinstance(values, np.ndarray) and values.dtype.kind in "iub" and column.kind in ("int", "float"):
        return values.astype(np.int64 if column.kind == "int" else np.float64).tolist()
    if isinstance(values, np.ndarray) and values.dtype.kind == "f" and column.kind == "float":
        missing = np.isnan(values)
        if not missing.any():
            return values.tolist()
        found = values.astype(object)
        found[missing] = None
        return found.tolist()
    if column.kind == "int":
        return [None if value is None or value != value else int(value) for value in values]
    if column.kind == "float":
        return [None if value is None or value != value else float(value) for value in values]
    return [None if is_null(value) else str(value) for value in values]


def to_qdatetime(moment: np.datetime64) -> QDateTime | None:
    """A local wall-clock QDateTime."""
    if np.isnat(moment):
        return None
    # Not by Python's datetime, which ends with the year 9999.
    day, second = divmod(int(moment.astype("datetime64[s]").astype(np.int64)), 86_400)
    return QDateTime(QDate.fromJulianDay(day + UNIX_DAY), QTime.fromMSecsSinceStartOfDay(second * 1000))
