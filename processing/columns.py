"""Attribute values as QGIS hands them over, made into arrays of one kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from qgis.PyQt.QtCore import QDate, QDateTime

from ..algorithms.errors import PatrolError
from .compat import is_null

# "2019-01-01T19:50:00Z" and "+02:00": the wall-clock time as written is what counts, so the offset is dropped.
_OFFSET = re.compile(r"(?:Z|[+-]\d\d:?\d\d)$")
# With slashes too: so GDAL writes times into Shapefiles and CSV.
_ISO = re.compile(r"\d{4}[-/]\d\d[-/]\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?)?(?:Z|[+-]\d\d:?\d\d)?$")
_DAY_MS = 86_400_000


def times_of(values: Sequence[Any], label: str) -> np.ndarray:
    """Local wall-clock times, datetime64[s] (n,), NaT where a value is NULL or does not parse.

    ``values`` are QDateTime, QDate, ISO text, or datetime64 already, mixed as they come. Raises PatrolError, with the
    first bad value, when there is text and none of it parses.
    """
    if isinstance(values, np.ndarray) and values.dtype.kind == "M":
        return values.astype("datetime64[s]")
    plain = _plain_moments(values)
    if plain is not None:
        return plain
    result = np.full(len(values), "NaT", dtype="datetime64[s]")
    first_bad = None
    parsed_any = False
    texts: list[str] = []
    text_at: list[int] = []
    milliseconds: list[int] = []
    moment_at: list[int] = []
    for index, value in enumerate(values):
        if isinstance(value, QDateTime):
            # Not value.isValid(): a time in the hour that the machine's own zone skips in spring is one all the same.
            if value.date().isValid() and value.time().isValid():
                milliseconds.append(_milliseconds(value))
                moment_at.append(index)
        elif isinstance(value, QDate):
            if value.isValid():
                milliseconds.append((value.toJulianDay() - 2_440_588) * _DAY_MS)
                moment_at.append(index)
        elif isinstance(value, np.datetime64):
            result[index] = value
            parsed_any = True
        elif isinstance(value, str):
            text = value.strip()
            if _ISO.match(text):
                texts.append((_OFFSET.sub("", text).replace(",", ".") if len(text) > 10 else text).replace("/", "-"))
                text_at.append(index)
            elif text and first_bad is None:
                first_bad = value
        elif not is_null(value) and first_bad is None:
            first_bad = value
    if moment_at:
        parsed_any = True
        result[moment_at] = np.array(milliseconds, dtype="datetime64[ms]").astype("datetime64[s]")
    if text_at:
        parsed = _parse_iso(texts)
        result[text_at] = parsed
        bad = np.isnat(parsed)
        parsed_any = parsed_any or not bad.all()
        if bad.any() and first_bad is None:
            first_bad = texts[int(np.argmax(bad))]
    if first_bad is not None and not parsed_any:
        raise PatrolError(
            f"{label}: no value is a time; the first is {first_bad!r}. Times must be a Date or DateTime field, or text "
            "in ISO form such as 2024-05-31 22:15."
        )
    return result


def _plain_moments(values: Sequence[Any]) -> np.ndarray | None:
    """The moments of texts that are all of one plain form, 2024-05-31 22:15 with or without seconds, at once.

    None where a single one is not, which is then for the careful way.
    """
    if set(map(type, values)) != {str} or len(set(map(len, values))) != 1 or len(values[0]) not in (16, 19):
        return None
    letters = np.array(values).view(np.uint32).reshape(len(values), -1)
    separators = {4: "-", 7: "-", 13: ":", 16: ":"}
    for place in range(letters.shape[1]):
        letter = letters[:, place]
        if place == 10:
            fits = (letter == ord(" ")) | (letter == ord("T"))
        elif place in separators:
            fits = letter == ord(separators[place])
        else:
            fits = (letter >= ord("0")) & (letter <= ord("9"))
        if not fits.all():
            return None
    try:
        return np.array(values, dtype="datetime64[s]")
    except ValueError:  # 2019-02-30
        return None


def _milliseconds(moment: QDateTime) -> int:
    # Not toMSecsSinceEpoch: it converts to UTC, and the clock on the wall is meant.
    return (moment.date().toJulianDay() - 2_440_588) * _DAY_MS + moment.time().msecsSinceStartOfDay()


def _parse_iso(texts: list[str]) -> np.ndarray:
    """Datetimes of ISO texts; the rare impossible date (2019-02-30) becomes NaT."""
    try:
        return np.array(texts, dtype="datetime64[s]")
    except ValueError:
        return np.array([_parse_one(text) for text in texts], dtype="datetime64[s]")


def _parse_one(text: str) -> np.datetime64:
    try:
        return np.datetime64(text, "s")
    except ValueError:
        return np.datetime64("NaT", "s")


def compact(values: list[Any]) -> Any:
    """The same values in an array where they are all moments or all real numbers, else the list itself.

    A million QDateTime objects take a hundred times the memory of their array.
    """
    kinds = set(map(type, values))
    if kinds == {QDateTime}:
        return times_of(values, "")
    if kinds == {float}:
        return np.array(values)
    return values


def joined(parts: list[Any]) -> Any:
    """Columns read in pieces, as one: an array where every piece is one, else a list."""
    if not parts:
        return []
    if all(isinstance(part, np.ndarray) for part in parts) and len({part.dtype.kind for part in parts}) == 1:
        return np.concatenate(parts)
    return [value for part in parts for value in (_as_values(part) if isinstance(part, np.ndarray) else part)]


def _as_values(column: np.ndarray) -> list[Any]:
    return list(column) if column.dtype.kind == "M" else column.tolist()


def numbers_of(values: Sequence[Any]) -> np.ndarray:
    """float64 (n,), NaN where a value is NULL or not a number."""
    if isinstance(values, np.ndarray) and values.dtype.kind in "fiub":
        return values.astype(np.float64)
    try:
        return np.array(values, dtype=np.float64)
    except (TypeError, ValueError):
        return np.array([_number(value) for value in values], dtype=np.float64)


def _number(value: Any) -> float:
    if is_null(value):
        return np.nan
    try:
        return float(value)
    except (TypeError, ValueError):
        return np.nan


def texts_of(values: Sequence[Any]) -> np.ndarray:
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
