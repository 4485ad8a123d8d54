"""Offsets from UTC that QGIS drops as it reads a file: those of GeoJSON (before 3.30 or so), and " UTC" in CSV."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

from qgis.core import QgsProviderRegistry, QgsVectorLayer
from qgis.PyQt.QtCore import QUrl, QUrlQuery, QVariant

# The first features tell how all are written.
_HEAD = 200_000


def zones_in_file(layer: QgsVectorLayer | None) -> dict[str, bool]:
    """The DateTime fields of a GeoJSON or CSV layer whose times are written with an offset: whether all are UTC."""
    if layer is None:
        return {}
    names = [field.name() for field in layer.fields() if field.type() == QVariant.Type.DateTime]
    provider = layer.providerType()
    if not names or not (provider == "delimitedtext" or (provider == "ogr" and "GeoJSON" in layer.storageType())):
        return {}
    path = Path(str(QgsProviderRegistry.instance().decodeUri(provider, layer.source()).get("path") or ""))
    if not path.is_file():
        return {}
    # numpy comes with the core, only now.
    from ..algorithms.timetexts import read_time_texts

    with path.open("rb") as file:
        head = file.read(_HEAD).decode("utf-8", "replace")
    texts = _csv_columns(head, layer.source()) if provider == "delimitedtext" else {}
    zones = {}
    for name in names:
        quoted = re.escape(json.dumps(name, ensure_ascii=False))
        read = read_time_texts(texts.get(name) or re.findall(quoted + r'\s*:\s*"([^"]*)"', head))
        if read.zoned.any():
            zones[name] = bool(read.utc[read.zoned].all())
    return zones


def _csv_columns(head: str, uri: str) -> dict[str, list[str]]:
    """The columns of the beginning of a text file, by their names in its first line."""
    delimiter = QUrlQuery(QUrl(uri)).queryItemValue("delimiter") or ","
    if len(delimiter) != 1:
        return {}
    rows = list(csv.reader(head.splitlines()[:-1], delimiter=delimiter))
    names = rows[0] if rows else []
    return {name: [row[place] for row in rows[1:] if place < len(row)] for place, name in enumerate(names)}
