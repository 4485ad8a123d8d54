"""Reading the points of a plain file of delimited text as columns, some five times faster than feature by feature.

Only what QGIS surely reads in one way is read here, by QGIS's own rules: a feature's id is the line its record begins
on; lines without a value are none; a record whose place is no number is left out, one without any place stays. At
anything doubtful the whole file goes through the feature loop in layers/reading.py, which also looks at a sample of
what is read here. Both give the same arrays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Callable

import numpy as np
from qgis.core import QgsProviderRegistry, QgsVectorLayer, QgsVectorLayerFeatureSource
from qgis.PyQt.QtCore import QDate, QDateTime, QLocale, Qt, QTime, QUrl, QUrlQuery

from .bulkreading import are_among, joined_batches

if TYPE_CHECKING:
    from ...algorithms.control import Control

# Options of a layer and the values under which a file is a plain one; any other option is the feature loop's.
_NO, _ANY = re.compile("(?i)n.*"), re.compile("(?s).*")
_OPTIONS = {
    "type": re.compile("csv"),
    "delimiter": re.compile(r"[,;:|~^#\t]|\\t"),
    "quote": re.compile('"'),
    "escape": re.compile('"'),
    "encoding": re.compile("(?i)utf-?8"),
    "decimalPoint": re.compile(r"\.?"),
    "geomType": re.compile("(?i)point"),
    "useHeader": re.compile("(?i)[^n].*"),
    "skipLines": re.compile("0"),
    "maxFields": re.compile(r"\d+"),
    **dict.fromkeys(("xyDms", "trimFields", "skipEmptyFields"), _NO),
    **dict.fromkeys(("xField", "yField", "crs", "spatialIndex", "subsetIndex", "watchFile", "quiet"), _ANY),
    **dict.fromkeys(("detectTypes", "field", "booleanTrue", "booleanFalse"), _ANY),
}
# QGIS takes a number in a field's name for its place.
_NUMBERED = re.compile(r"(?i)(?:field_)?\d+")
_BYTES, _LONGEST = 1 << 22, 32
# QGIS decodes so many bytes by themselves and may cut a letter of more than one byte in two.
_DECODED_AT_ONCE = 10 << 20
_BREAK, _RETURN, _QUOTE = b'\n\r"'
_POINT = np.dtype([("order", "u1"), ("kind", "<u4"), ("x", "<f8"), ("y", "<f8")])


def _among(characters: bytes) -> np.ndarray:
    found = np.zeros(256, dtype=bool)
    # Shorter texts are filled up with zeros.
    found[list(characters + b"\0")] = True
    return found


_OF_WHOLE, _OF_NUMBER, _SPACE = _among(b"0123456789+-"), _among(b"0123456789+-."), _among(b" \t\v\f")
# How moments are written, with the digits at 0; behind it at most milliseconds.
_MOMENT, _MILLISECONDS = b"0000-00-00T00:00:00", b".000"


class _Doubtful(Exception):
    """Something that QGIS may read otherwise."""


@dataclass(frozen=True)
class PlainText:
    """A file of delimited text that may be read in bulk: noted in the main thread, read in a worker.

    ``x``, ``y``: their columns. ``columns``: by field its column and type. ``total``: of features. ``source``: gives
    them one by one. ``chosen``: the ids of the features that are meant, ascending; None for all.
    """

    path: str
    delimiter: str
    x: int
    y: int
    columns: dict[str, tuple[int, str]]
    total: int
    source: QgsVectorLayerFeatureSource = field(compare=False)
    chosen: np.ndarray | None = field(default=None, compare=False)


def plain_text(layer: QgsVectorLayer | None, chosen: Iterable[int] | None = None) -> PlainText | None:
    """The file of points behind a layer, or None where features must be asked for one by one.

    ``chosen``: the ids of the features that are meant; None for all.
    """
    if layer is None or layer.providerType() != "delimitedtext" or layer.isEditable() or layer.subsetString():
        return None
    uri = QgsProviderRegistry.instance().decodeUri("delimitedtext", layer.source())
    path = str(uri.get("path") or "")
    given = QUrlQuery(QUrl.fromEncoded(layer.source().encode("latin-1", "replace"))).queryItems()
    if not Path(path).is_file() or not all(key in _OPTIONS and _OPTIONS[key].fullmatch(value) for key, value in given):
        return None
    options = dict(given)
    fields = layer.dataProvider().fields()
    names = [name.lower() for name in fields.names()]
    places = [options.get(key, "").lower() for key in ("xField", "yField")]
    single = [key for key, _ in given if key != "field"]
    if len(single) != len(set(single)):
        return None
    if any(place not in names or _NUMBERED.fullmatch(place) for place in places):
        return None
    if 0 < int(options.get("maxFields", 0)) <= len(names):
        return None
    return PlainText(
        path=path,
        delimiter=options.get("delimiter", ",").replace("\\t", "\t"),
        x=names.index(places[0]),
        y=names.index(places[1]),
        columns={one.name(): (column, one.typeName()) for column, one in enumerate(fields)},
        total=layer.featureCount(),
        source=QgsVectorLayerFeatureSource(layer),
        chosen=None if chosen is None else np.sort(np.fromiter(chosen, dtype=np.int64)),
    )


def read_plain_text(
    plain: PlainText, fields: list[str], count: int, control: Control
) -> tuple[np.ndarray, list[bytes], dict[str, Any]] | None:
    """Feature ids (n,), points as WKB and the wanted columns, or None where this way is not open.

    ``count``: how many features QGIS sees; a file with another number is not read as QGIS does.
    """
    if any(plain.columns.get(name, (0, ""))[1] not in _READERS for name in fields):
        return None
    ids: list[np.ndarray] = []
    wkb: list[bytes] = []
    batches: dict[str, list[Any]] = {name: [] for name in fields}
    read = 0
    try:
        for records in _pieces(plain, control):
            x, y = (_numbers_of(records, records.column(place)) for place in (plain.x, plain.y))
            kept = _kept(records, plain, x, y)
            read += len(kept)
            if plain.chosen is not None:
                kept = kept[are_among(records.lines[kept], plain.chosen)]
            points = np.zeros(len(kept), dtype=_POINT)
            points["order"], points["kind"], points["x"], points["y"] = 1, 1, x[kept], y[kept]
            joined, width = points.tobytes(), _POINT.itemsize
            found = [joined[start : start + width] for start in range(0, len(joined), width)]
            for row in np.flatnonzero(np.isnan(points["x"])).tolist():
                found[row] = b""
            ids.append(records.lines[kept])
            wkb += found
            for name in fields:
                column, kind = plain.columns[name]
                start, end = records.column(column)
                batches[name].append(_READERS[kind](records, (start[kept], end[kept])))
        columns = {name: joined_batches(parts) for name, parts in batches.items()}
        for name in fields:
            if plain.columns[name][1] == "datetime" and batches[name]:
                _require_moments(columns[name])
    except (_Doubtful, OSError, UnicodeDecodeError):
        return None
    if read != plain.total or len(wkb) != count:
        return None
    return np.concatenate([np.zeros(0, dtype=np.int64), *ids]), wkb, columns


class _Records:
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
        returns = text.count(b"\r")
        if b"\0" in text or returns != (text.count(b"\r\n") if self.returns else 0):
            raise _Doubtful
        if self.returns and returns != text.count(b"\n"):
            raise _Doubtful
        if self.quoted:
            # Between two quotes outside of a field there is nothing (they stand for one), or all the way to the next.
            parts = text.split(b'"')[::2]
            edges = (b"\n", self.delimiter.encode())
            before = all(not part or part.endswith(edges) for part in parts[:-1])
            if not before or not all(not part or part[:1] in (b"\r", *edges) for part in parts[1:]):
                raise _Doubtful

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


def _pieces(plain: PlainText, control: Control) -> Iterator[_Records]:
    """The records of a file, some at a time, without its header."""
    size = Path(plain.path).stat().st_size
    with open(plain.path, "rb") as file:
        rest, before, is_header = file.read(_BYTES).removeprefix(b"\xef\xbb\xbf"), 0, True
        returns = rest.partition(b"\n")[0].endswith(b"\r")
        while rest:
            control.step(file.tell(), size)
            ends = file.tell() >= size
            if ends and not rest.endswith(b"\n"):
                rest += b"\r\n" if returns else b"\n"
            records = _Records(rest, plain.delimiter, before, returns)
            if ends and records.length < len(rest) or len(rest) > 4 * _BYTES:
                # A quote that is never closed, or hardly a table.
                raise _Doubtful
            records.require_plain()
            if size > _DECODED_AT_ONCE and not records.text.isascii():
                raise _Doubtful
            rest, before = rest[records.length :] + file.read(_BYTES), before + records.breaks
            if is_header and len(records.starts):
                records.without_first()
                is_header = False
            yield records


def _kept(records: _Records, plain: PlainText, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The records that are features: those with a place, and those with none that have other values."""
    (x_start, x_end), (y_start, y_end) = records.column(plain.x), records.column(plain.y)
    nowhere = (x_start == x_end) & (y_start == y_end)
    kept = np.isfinite(x) & np.isfinite(y)
    for row in np.flatnonzero(nowhere).tolist():
        texts = (
            records.text[records.starts[row] : records.stops[row]].replace(b'"', b"").split(plain.delimiter.encode())
        )
        kept[row] = any((*texts[:-1], texts[-1].strip()))
    return np.flatnonzero(kept)


_Places = tuple[np.ndarray, np.ndarray]


def _characters(records: _Records, places: _Places) -> np.ndarray:
    """The texts as rows of their first bytes, uint8 (n, longest), filled up with zeros."""
    start, end = places
    width = min(int((end - start).max(initial=1)), _LONGEST)
    found = np.lib.stride_tricks.sliding_window_view(records.codes, width)[start]
    found[np.arange(width) >= (end - start)[:, None]] = 0
    return found


def _strings(records: _Records, places: _Places) -> list[str]:
    start, end = (place.tolist() for place in places)
    if records.text.isascii():
        whole = records.text.decode()
        return [whole[first:last] for first, last in zip(start, end)]
    return [records.text[first:last].decode() for first, last in zip(start, end)]


def _numbers_of(records: _Records, places: _Places) -> np.ndarray:
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
            raise _Doubtful
        found[row] = number if is_number else np.nan
    return found


def _qt_numbers() -> QLocale:
    """As QString reads numbers."""
    locale = QLocale.c()
    locale.setNumberOptions(QLocale.NumberOption.RejectGroupSeparator)
    return locale


def _doubles(records: _Records, places: _Places) -> np.ma.MaskedArray:
    found = _numbers_of(records, places)
    return np.ma.MaskedArray(found, np.isnan(found))


def _integers(records: _Records, places: _Places) -> np.ma.MaskedArray:
    start, end = places
    if not _OF_WHOLE[_characters(records, places)].all():
        raise _Doubtful
    found = _numbers_of(records, places)
    missing = end == start
    if np.isnan(found[~missing]).any() or np.abs(found[~missing]).max(initial=0) >= 2**31:
        raise _Doubtful
    return np.ma.MaskedArray(np.where(missing, 0, found).astype(np.int64), missing)


def _moments(records: _Records, places: _Places) -> np.ma.MaskedArray:
    """Moments by the clock on the wall, datetime64[s] (n,)."""
    start, end = places
    missing, characters = end == start, _characters(records, places)
    form = characters[~missing]
    form = np.where((form >= 48) & (form <= 57), 48, np.where(form == 32, ord("T"), form))
    moment, full = len(_MOMENT), len(_MOMENT + _MILLISECONDS)
    width = (end - start)[~missing]
    if not np.isin(width, (moment, full)).all():
        raise _Doubtful
    found = np.full(len(start), np.datetime64("NaT"), dtype="datetime64[s]")
    if not len(width):
        return np.ma.MaskedArray(found, missing)
    wanted = np.frombuffer(_MOMENT + _MILLISECONDS, dtype=np.uint8)[: form.shape[1]]
    if ((form != wanted) & (np.arange(form.shape[1]) < width[:, None])).any():
        raise _Doubtful
    texts = np.ascontiguousarray(characters[~missing][:, :moment]).view(f"S{moment}").ravel()
    try:
        found[~missing] = texts.astype("datetime64[s]")
    except ValueError as error:
        raise _Doubtful from error
    return np.ma.MaskedArray(found, missing)


def _require_moments(moments: np.ndarray) -> None:
    """Raise where the machine's own zone leaves out one of these times, as QGIS then does."""
    halves = np.unique(moments[~np.isnat(moments)].astype(np.int64) // 1800) * 1800
    for text in halves.astype("datetime64[s]").astype(str).tolist():
        if not QDateTime.fromString(text, Qt.DateFormat.ISODate).isValid():
            raise _Doubtful


def _texts(records: _Records, places: _Places) -> np.ndarray:
    found = np.empty(len(places[0]), dtype=object)
    texts = _strings(records, places)
    if records.quoted:
        ending = "\r\n" if records.returns else "\n"
        texts = [text.replace('""', '"').replace(ending, "\n") for text in texts]
    found[:] = [text or None for text in texts]
    return found


def _days(records: _Records, places: _Places) -> np.ndarray:
    return _as_qt_reads(records, places, lambda text: QDate.fromString(text, Qt.DateFormat.ISODate))


def _clocks(records: _Records, places: _Places) -> np.ndarray:
    return _as_qt_reads(records, places, QTime.fromString)


def _as_qt_reads(records: _Records, places: _Places, read: Callable[[str], Any]) -> np.ndarray:
    """Values of which there are few different ones, objects (n,), None where there is none."""
    texts = _strings(records, places)
    values = {text: read(text) for text in set(texts) if text}
    if not all(value.isValid() for value in values.values()):
        raise _Doubtful
    found = np.empty(len(texts), dtype=object)
    found[:] = [values.get(text) for text in texts]
    return found


# By the type of a field; of the others (whole numbers of 64 bits, yes and no) QGIS's versions make different things.
_READERS: dict[str, Callable[[_Records, _Places], Any]] = {
    "text": _texts,
    "integer": _integers,
    "double": _doubles,
    "datetime": _moments,
    "date": _days,
    "time": _clocks,
}
