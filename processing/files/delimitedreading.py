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
from typing import TYPE_CHECKING, Any

import numpy as np
from qgis.core import QgsProviderRegistry, QgsVectorLayer, QgsVectorLayerFeatureSource
from qgis.PyQt.QtCore import QUrl, QUrlQuery

from .bulkreading import are_among, joined_batches
from .delimitedrecords import READERS, Doubtful, Records, numbers_of, require_moments

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
_BYTES = 1 << 21
# QGIS decodes so many characters by themselves; of a line no more than so many bytes are looked at for where it does.
_DECODED_AT_ONCE, _LINE = 10 << 20, 1 << 16
_POINT = np.dtype([("order", "u1"), ("kind", "<u4"), ("x", "<f8"), ("y", "<f8")])


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
    if any(plain.columns.get(name, (0, ""))[1] not in READERS for name in fields):
        return None
    ids: list[np.ndarray] = []
    wkb: list[bytes] = []
    batches: dict[str, list[Any]] = {name: [] for name in fields}
    read = 0
    try:
        for records in _pieces(plain, control):
            places = [records.column(place) for place in (plain.x, plain.y)]
            x, y = (numbers_of(records, place) for place in places)
            nowhere = np.all([start == end for start, end in places], axis=0)
            kept = np.flatnonzero((np.isfinite(x) & np.isfinite(y)) | (nowhere & ~_are_empty(records, nowhere)))
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
                batches[name].append(READERS[kind](records, (start[kept], end[kept])))
        columns = {name: joined_batches(parts) for name, parts in batches.items()}
        for name in fields:
            if plain.columns[name][1] == "datetime" and batches[name]:
                require_moments(columns[name])
    except (Doubtful, OSError, UnicodeDecodeError):
        return None
    if read != plain.total or len(wkb) != count:
        return None
    return np.concatenate([np.zeros(0, dtype=np.int64), *ids]), wkb, columns


def _pieces(plain: PlainText, control: Control) -> Iterator[Records]:
    """The records of a file, some at a time, without its header."""
    size = Path(plain.path).stat().st_size
    with open(plain.path, "rb") as file:
        rest, before, is_header = file.read(_BYTES).removeprefix(b"\xef\xbb\xbf"), 0, True
        is_whole, returns = False, rest.partition(b"\n")[0].endswith(b"\r")
        while rest:
            control.step(file.tell(), size)
            ends = file.tell() >= size
            if ends and not rest.endswith(b"\n"):
                rest += b"\r\n" if returns else b"\n"
            records = Records(rest, plain.delimiter, before, returns)
            if ends and records.length < len(rest) or len(rest) > 4 * _BYTES:
                # A quote that is never closed, or hardly a table.
                raise Doubtful
            records.require_plain()
            if size > _DECODED_AT_ONCE and not is_whole and not records.text.isascii():
                _require_whole_letters(plain.path, size)
                is_whole = True
            rest, before = rest[records.length :] + file.read(_BYTES), before + records.breaks
            if is_header and len(records.starts):
                records.without_first()
                is_header = False
            yield records


def _require_whole_letters(path: str, size: int) -> None:
    """Raise where QGIS cuts a letter of several bytes in two, and reads none: it decodes so many bytes at a time, less
    the characters of the line that the last ones end in.
    """
    at = begun = 0
    with open(path, "rb") as file:
        while (at := at + _DECODED_AT_ONCE - begun) < size:
            file.seek(max(0, at - _LINE))
            line, following = file.read(min(at, _LINE)), file.read(1)
            if line.endswith(b"\r"):
                at, line = at + 1, b""
            elif 0x80 <= following[0] < 0xC0 or b"\n" not in line:
                raise Doubtful
            begun = len(line.rpartition(b"\n")[2].decode().encode("utf-16-le")) // 2


def _are_empty(records: Records, asked: np.ndarray) -> np.ndarray:
    """Which of the records asked for, a mask (n,), have no value at all."""
    found = np.zeros(len(asked), dtype=bool)
    for row in np.flatnonzero(asked).tolist():
        record = records.text[records.starts[row] : records.stops[row]].replace(b'"', b"")
        *texts, last = record.split(records.delimiter.encode())
        found[row] = not any((*texts, last.strip()))
    return found
