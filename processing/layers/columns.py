"""Attribute values as QGIS hands them over, made into arrays of one kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from qgis.PyQt.QtCore import QByteArray, QDataStream, QDateTime, QIODevice, Qt, QVariant

from ...algorithms.errors import PatrolError
from ...algorithms.texts import Text
from ..common.compat import is_null
from ..times.times import times_of, wall_clock

# How Qt writes a list of moments, from this version on: how many, then each with the number of its type, whether it is
# none, the Julian day, milliseconds since midnight and the kind of its zone, 0 for the local clock.
_STREAM = 18  # Qt 5.12
_COUNT_BYTES, _DATETIME = 4, 16
_MOMENT = np.dtype([("type", ">u4"), ("null", "u1"), ("day", ">i8"), ("of_day", ">u4"), ("zone", "u1")])


def compact(values: list[Any], in_geopackage: bool = False) -> Any:
    """The same values in an array where they are all moments or all real numbers, else the list itself.

    A million QDateTime objects take a hundred times the memory of their array. Moments that say they are in UTC stay as
    they are, to be told apart; in a GeoPackage all do, as it knows no others, and it means nothing.
    """
    kinds = set(map(type, values))
    if kinds == {QDateTime}:
        moments = _streamed(values)
        if moments is not None:
            return moments
    if kinds - {type(None), QVariant} == {QDateTime} and (in_geopackage or not _have_zones(values)):
        return times_of(values, "")
    if kinds == {float}:
        return np.array(values)
    return values


def _streamed(values: list[Any]) -> np.ndarray | None:
    """Moments of the local clock as Qt writes them all into one stream, twice as fast as asking each for its date and
    time; None where they are other ones.
    """
    written = QByteArray()
    stream = QDataStream(written, QIODevice.OpenModeFlag.WriteOnly)
    stream.setVersion(_STREAM)
    stream.writeQVariantList(values)
    read = written.data()[_COUNT_BYTES:]
    if len(read) != _MOMENT.itemsize * len(values):
        return None
    moments = np.frombuffer(read, dtype=_MOMENT)
    if (moments["type"] != _DATETIME).any() or moments["null"].any() or moments["zone"].any():
        return None
    found = wall_clock(moments["day"], moments["of_day"])
    return None if np.isnat(found).any() else found


def _have_zones(values: list[Any]) -> bool:
    return bool({value.timeSpec() for value in values if isinstance(value, QDateTime)} - {Qt.TimeSpec.LocalTime})


def joined(parts: list[Any]) -> Any:
    """Columns read in pieces, as one: an array where every piece is one, else a list."""
    if not parts:
        return []
    if all(isinstance(part, np.ndarray) for part in parts) and len({part.dtype.kind for part in parts}) == 1:
        return np.concatenate(parts)
    return [value for part in parts for value in (_as_values(part) if isinstance(part, np.ndarray) else part)]


def _as_values(column: np.ndarray) -> list[Any]:
    return list(column) if column.dtype.kind == "M" else column.tolist()


def numbers_of(values: Sequence[Any] | np.ndarray) -> np.ndarray:
    """float64 (n,), NaN where a value is NULL or not a number."""
    if isinstance(values, np.ndarray) and values.dtype.kind in "fiub":
        return values.astype(np.float64)
    try:
        return np.array(values, dtype=np.float64)
    except (TypeError, ValueError):
        return np.array([_number(value) for value in values], dtype=np.float64)


def only_numbers(label: str, field: str, values: Sequence[Any] | np.ndarray, meaning: Text) -> np.ndarray:
    """float64 (n,), NaN where a value is NULL. Raises PatrolError for the first text that is no number.

    label: of the table.
    field: whose values they are.
    values: (n,).
    meaning: what the numbers of the table are, a sentence.
    """
    numbers, texts = numbers_of(values), texts_of(values)
    wrong = np.isnan(numbers) & (texts != "")
    if wrong.any():
        row = int(np.argmax(wrong))
        raise PatrolError(
            "{label}: {field} in row {row} is {value!r}, which is no number. {meaning}",
            label=label,
            field=field,
            row=row + 1,
            value=texts[row],
            meaning=meaning,
        )
    return numbers


def _number(value: Any) -> float:
    if is_null(value):
        return np.nan
    try:
        return float(value)
    except (TypeError, ValueError):
        return np.nan


def texts_of(values: Sequence[Any] | np.ndarray) -> np.ndarray:
    """str objects (n,), "" where a value is NULL; whole numbers without a decimal point."""
    return np.array([_text(value) for value in values], dtype=object)


def _text(value: Any) -> str:
    if is_null(value):
        return ""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, (float, np.floating)):
        if value != value:
            return ""
        return str(int(value)) if float(value).is_integer() else str(value)
    return str(value)
