"""The records of a piece of delimited text and the values of their columns, all at once, as QGIS reads them.

Whatever QGIS may read otherwise raises Doubtful.
"""

from __future__ import annotations

from typing import Any, Callable

import numpy as np
from qgis.PyQt.QtCore import QDate, QDateTime, QLocale, Qt, QTime

_BREAK, _QUOTE = b'\n"'
# Of longer texts nothing is made but text.
_LONGEST = 32


def _among(characters: bytes) -> np.ndarray:
    found = np.zeros(256, dtype=bool)
    # Shorter texts are filled up with zeros.
    found[list(characters + b"\0")] = True
    return found


_OF_WHOLE, _OF_NUMBER, _SPACE = _among(b"0123456789+-"), _among(b"0123456789+-."), _among(b" \t\v\f")
# How moments are written, with the digits at 0: to the minute, the second or the millisecond.
_MOMENT, _TO = b"0000-00-00T00:00:00.000", (16, 19, 23)


class Doubtful(Exception):
    """Something that QGIS may read otherwise."""


class Records:
    """The records of a piece of a file, (n,): the line each begins on, and where its columns start and end."""

    def __init__(self, text: bytes, delimiter: str, before: int, returns: bool) -> None:
        # Zeros behind, so that a text of full length may be looked at anywhere.
        self.text, self.codes = text, np.frombuffer(text + bytes(_LONGEST), dtype=np.uint8)
        codes = self.codes[: len(text)]
        breaks, signs = np.flatnonzero(codes == _BREAK), np.flatnonzero(codes == ord(delimiter))
        self.quoted, ends = b'"' in text, breaks
        if self.quoted:
            outside = ~np.logical_xor.accumulate(codes == _QUOTE)
            signs, ends = signs[outside[signs]], breaks[outside[breaks]]
        self.length = int(ends[-1]) + 1 if len(ends) else 0
        self.breaks = int(np.searchsorted(breaks, self.length))
        starts, stops = np.concatenate([[0], ends[:-1] + 1])[: len(ends)], ends - returns
        given = stops > starts
        self.starts, self.stops = starts[given], stops[given]
        self.lines = before + 1 + np.searchsorted(breaks, self.starts)
        self._signs = np.append(signs, len(text))
        self._first = np.searchsorted(signs, self.starts)
        self._number = np.searchsorted(signs, self.stops) - self._first
        self.delimiter, self.returns = delimiter, returns

    def require_plain(self) -> None:
        """Raise where QGIS may see other lines, letters or quotes."""
        text = self.text[: self.length]
        if not text.isascii():
            # What is no UTF-8 raises UnicodeDecodeError.
            text.decode()
        returns = text.count(b"\r")
        if b"\0" in text or returns != (text.count(b"\r\n") if self.returns else 0):
            raise Doubtful
        if self.returns and returns != text.count(b"\n"):
            raise Doubtful
        if self.quoted:
            # Between two quotes outside of a field there is nothing (they stand for one), or all the way to the next.
            parts = text.split(b'"')[::2]
            edges = (b"\n", self.delimiter.encode())
            before = all(not part or part.endswith(edges) for part in parts[:-1])
            if not before or not all(not part or part[:1] in (b"\r", *edges) for part in parts[1:]):
                raise Doubtful

    def without_first(self) -> None:
        """Leave out the first record, the header."""
        for name in ("starts", "stops", "lines", "_first", "_number"):
            setattr(self, name, getattr(self, name)[1:])

    def column(self, place: int) -> tuple[np.ndarray, np.ndarray]:
        """Where the texts of a column start and end, without their quotes: int (n,) each; records may be too short."""
        last = len(self._signs) - 1
        start = self.starts if place == 0 else self._signs[np.minimum(self._first + place - 1, last)] + 1
        end = np.where(self._number > place, self._signs[np.minimum(self._first + place, last)], self.stops)
        missing = self._number < place
        start, end = np.where(missing, self.starts, start), np.where(missing, self.starts, end)
        if self.quoted:
            quoted = (self.codes[start] == _QUOTE) & (end - start >= 2)
            start, end = start + quoted, end - quoted
        # A last text of nothing but space is none to QGIS.
        blank = (
            (self._number == place)
            & (end > start)
            & (end == self.stops)
            & (_SPACE[self.codes[start]] | (self.codes[start] > 127))
        )
        for row in np.flatnonzero(blank).tolist():
            if self.text[start[row] : end[row]].decode().isspace():
                end[row] = start[row]
        return start, end


_Places = tuple[np.ndarray, np.ndarray]


def _characters(records: Records, places: _Places) -> np.ndarray:
    """The texts as rows of their first bytes, uint8 (n, longest), filled up with zeros."""
    start, end = places
    width = min(int((end - start).max(initial=1)), _LONGEST)
    found = np.lib.stride_tricks.sliding_window_view(records.codes, width)[start]
    found[np.arange(width) >= (end - start)[:, None]] = 0
    return found


def _strings(records: Records, places: _Places) -> list[str]:
    start, end = (place.tolist() for place in places)
    if records.text.isascii():
        whole = records.text.decode()
        return [whole[first:last] for first, last in zip(start, end)]
    return [records.text[first:last].decode() for first, last in zip(start, end)]


def numbers_of(records: Records, places: _Places) -> np.ndarray:
    """float64 (n,), NaN where a text is empty or no number to Qt."""
    start, end = places
    found, characters = np.full(len(start), np.nan), _characters(records, places)
    given = end > start
    plain = given & (end - start <= _LONGEST) & _OF_NUMBER[characters].all(axis=1)
    try:
        found[plain] = np.ascontiguousarray(characters[plain]).view(f"S{characters.shape[1]}").ravel().astype(float)
    except ValueError:
        plain[:] = False
    odd = np.flatnonzero(given & ~plain)
    for row, text in zip(odd.tolist(), _strings(records, (start[odd], end[odd]))):
        number, is_number = _qt_numbers().toDouble(text)
        if is_number and not np.isfinite(number):
            raise Doubtful
        found[row] = number if is_number else np.nan
    return found


def _qt_numbers() -> QLocale:
    """As QString reads numbers."""
    locale = QLocale.c()
    locale.setNumberOptions(QLocale.NumberOption.RejectGroupSeparator)
    return locale


def _doubles(records: Records, places: _Places) -> np.ma.MaskedArray:
    found = numbers_of(records, places)
    return np.ma.MaskedArray(found, np.isnan(found))


def _integers(records: Records, places: _Places) -> np.ma.MaskedArray:
    start, end = places
    if not _OF_WHOLE[_characters(records, places)].all():
        raise Doubtful
    found = numbers_of(records, places)
    missing = end == start
    if np.isnan(found[~missing]).any() or np.abs(found[~missing]).max(initial=0) >= 2**31:
        raise Doubtful
    return np.ma.MaskedArray(np.where(missing, 0, found).astype(np.int64), missing)


def _moments(records: Records, places: _Places) -> np.ma.MaskedArray:
    """Moments by the clock on the wall, datetime64[s] (n,)."""
    start, end = places
    missing, characters = end == start, _characters(records, places)
    form = characters[~missing]
    form = np.where((form >= 48) & (form <= 57), 48, np.where(form == 32, ord("T"), form))
    width = (end - start)[~missing]
    if not np.isin(width, _TO).all():
        raise Doubtful
    found = np.full(len(start), np.datetime64("NaT"), dtype="datetime64[s]")
    if not len(width):
        return np.ma.MaskedArray(found, missing)
    wanted = np.frombuffer(_MOMENT, dtype=np.uint8)[: form.shape[1]]
    if ((form != wanted) & (np.arange(form.shape[1]) < width[:, None])).any():
        raise Doubtful
    texts = np.ascontiguousarray(characters[~missing][:, : _TO[1]])
    try:
        found[~missing] = texts.view(f"S{texts.shape[1]}").ravel().astype("datetime64[s]")
    except ValueError as error:
        raise Doubtful from error
    return np.ma.MaskedArray(found, missing)


def require_moments(moments: np.ndarray) -> None:
    """Raise where the machine's own zone leaves out one of these times, as QGIS then does."""
    halves = np.unique(moments[~np.isnat(moments)].astype(np.int64) // 1800) * 1800
    for text in halves.astype("datetime64[s]").astype(str).tolist():
        if not QDateTime.fromString(text, Qt.DateFormat.ISODate).isValid():
            raise Doubtful


def _texts(records: Records, places: _Places) -> np.ndarray:
    found = np.empty(len(places[0]), dtype=object)
    texts = _strings(records, places)
    if records.quoted:
        ending = "\r\n" if records.returns else "\n"
        texts = [text.replace('""', '"').replace(ending, "\n") for text in texts]
    found[:] = [text or None for text in texts]
    return found


def _days(records: Records, places: _Places) -> np.ndarray:
    return _as_qt_reads(records, places, lambda text: QDate.fromString(text, Qt.DateFormat.ISODate))


def _clocks(records: Records, places: _Places) -> np.ndarray:
    return _as_qt_reads(records, places, QTime.fromString)


def _as_qt_reads(records: Records, places: _Places, read: Callable[[str], Any]) -> np.ndarray:
    """Values of which there are few different ones, objects (n,), None where there is none."""
    texts = _strings(records, places)
    values = {text: read(text) for text in set(texts) if text}
    if not all(value.isValid() for value in values.values()):
        raise Doubtful
    found = np.empty(len(texts), dtype=object)
    found[:] = [values.get(text) for text in texts]
    return found


# By the type of a field; of the others (whole numbers of 64 bits, yes and no) QGIS's versions make different things.
READERS: dict[str, Callable[[Records, _Places], Any]] = {
    "text": _texts,
    "integer": _integers,
    "double": _doubles,
    "datetime": _moments,
    "date": _days,
    "time": _clocks,
}
