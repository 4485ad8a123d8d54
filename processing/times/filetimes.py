"""What a text file says of its times and QGIS drops: offsets of GeoJSON (before 3.30 or so) and CSV, PM, the hour."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import QgsFeatureRequest, QgsProviderRegistry, QgsVectorLayer, QgsVectorLayerFeatureSource
from qgis.PyQt.QtCore import QDateTime, QTime, QUrl, QUrlQuery

from ..common.compat import time_kind

if TYPE_CHECKING:
    import numpy as np

# The first features tell how all are written.
_HEAD = 200_000
_SAMPLE = 2_000
_AFTERNOON = re.compile(r"P\.?M\b", re.IGNORECASE)


@dataclass(frozen=True)
class FileTimes:
    """What stands in the file of a field: ``utc``, None where no time has an offset, else whether all are UTC;
    ``misread``: a text whose hour QGIS takes for another one; ``cut``: one whose hour QGIS leaves out; "" without one.
    ``as_text``: the same features with these fields as text, where there is such a text.
    """

    utc: bool | None
    misread: str = ""
    cut: str = ""
    as_text: QgsVectorLayerFeatureSource | None = None

    def texts(self, name: str, fid: Iterable[int]) -> list[Any] | None:
        """The texts of a field by the ids of features; None where the layer's own values are right."""
        if self.as_text is None:
            return None
        index = self.as_text.fields().lookupField(name)
        request = QgsFeatureRequest().setSubsetOfAttributes([index]).setFlags(QgsFeatureRequest.Flag.NoGeometry)
        found = {feature.id(): feature.attributes()[index] for feature in self.as_text.getFeatures(request)}
        return [found.get(one) for one in fid]


def times_in_file(layer: QgsVectorLayer | None) -> dict[str, FileTimes]:
    """The fields of times of a GeoJSON or CSV layer of which its file says more than QGIS hands on."""
    if layer is None:
        return {}
    names = {field.name(): kind for field in layer.fields() if (kind := time_kind(field))}
    provider = layer.providerType()
    if not names or not (provider == "delimitedtext" or (provider == "ogr" and "GeoJSON" in layer.storageType())):
        return {}
    path = Path(str(QgsProviderRegistry.instance().decodeUri(provider, layer.source()).get("path") or ""))
    if not path.is_file():
        return {}
    with path.open("rb") as file:
        head = file.read(_HEAD).decode("utf-8-sig", "replace")
    columns = _csv_columns(head, layer.source()) if provider == "delimitedtext" else {}
    found = {}
    for name, kind in names.items():
        quoted = re.escape(json.dumps(name, ensure_ascii=False))
        texts = columns.get(name) or re.findall(quoted + r'\s*:\s*"([^"]*)"', head)
        times = _file_times(layer, name, kind, texts[:_SAMPLE])
        if times.misread or times.cut:
            times = replace(times, as_text=_undetected(layer))
        if times != FileTimes(None):
            found[name] = times
    return found


def _file_times(layer: QgsVectorLayer, name: str, kind: str, texts: list[str]) -> FileTimes:
    """What the first texts of a field say. ``kind``: as QGIS has it: datetime, date or time."""
    # The core comes only now.
    from ...algorithms.times.texts import read_clock_texts, read_time_texts, seconds_of_day

    if kind == "time":
        return FileTimes(None, misread=_afternoon_misread(layer, name, texts, read_clock_texts(texts)))
    read = read_time_texts(texts)
    utc = bool(read.utc[read.zoned].all()) if read.zoned.any() else None
    hours = seconds_of_day(read.time) > 0
    if kind == "date":
        return FileTimes(None, cut=next((text for text, has_hour in zip(texts, hours) if has_hour), ""))
    return FileTimes(utc, misread=_afternoon_misread(layer, name, texts, seconds_of_day(read.time)))


def _afternoon_misread(layer: QgsVectorLayer, name: str, texts: list[str], seconds: np.ndarray) -> str:
    """A text of the afternoon, if QGIS takes all of them for the morning; "" if not. ``seconds``: of day, each."""
    # Noon is 12 both ways.
    late = [at for at, text in enumerate(texts) if _AFTERNOON.search(text) and seconds[at] >= 46_800]
    return texts[late[0]] if late and {seconds[at] for at in late}.isdisjoint(_first_clocks(layer, name)) else ""


def _undetected(layer: QgsVectorLayer) -> QgsVectorLayerFeatureSource | None:
    """The features of a CSV layer with all fields as text; they have the same ids."""
    uri = re.sub(r"&detectTypes=\w+", "", layer.source().replace("?detectTypes=", "?&detectTypes=")) + "&detectTypes=no"
    plain = QgsVectorLayer(uri, "", "delimitedtext")
    same = plain.isValid() and plain.featureCount() == layer.dataProvider().featureCount()
    return QgsVectorLayerFeatureSource(plain) if same else None


def _first_clocks(layer: QgsVectorLayer, name: str) -> set[float]:
    """The times of day of a field's first values as QGIS reads them, seconds."""
    index = layer.fields().lookupField(name)
    request = QgsFeatureRequest().setSubsetOfAttributes([index]).setLimit(_SAMPLE)
    request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
    values = (feature.attributes()[index] for feature in layer.getFeatures(request))
    clocks = (value.time() if isinstance(value, QDateTime) else value for value in values)
    return {clock.msecsSinceStartOfDay() / 1000 for clock in clocks if isinstance(clock, QTime)}


def _csv_columns(head: str, uri: str) -> dict[str, list[str]]:
    """The columns of the beginning of a text file, by their names in its first line."""
    delimiter = (QUrlQuery(QUrl(uri)).queryItemValue("delimiter") or ",").replace("\\t", "\t")
    if len(delimiter) != 1:
        return {}
    rows = list(csv.reader(head.splitlines()[:-1], delimiter=delimiter))
    names = rows[0] if rows else []
    return {name: [row[place] for row in rows[1:] if place < len(row)] for place, name in enumerate(names)}
