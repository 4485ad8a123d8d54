"""What a whole layer's times say, read in the main thread for the dock and the demo."""

from __future__ import annotations

from typing import Any

import numpy as np
from qgis.core import QgsFeatureRequest, QgsVectorLayer
from qgis.PyQt.QtCore import QDate

from ...algorithms.control import Control
from ...algorithms.errors import PatrolError
from ...algorithms.texts import Text
from ...algorithms.times.record import stray_times
from ..files.bulkreading import plain_table, read_plain_columns
from ..times.times import read_times

# More are not read one by one where their file knows its latest value.
_MANY = 100_000
_SAMPLE = 2_000


def real_times(layer: QgsVectorLayer, field: str, clock: str = "") -> np.ndarray:
    """The readable times of a layer without those that are no part of its record: datetime64[s] (n,)."""
    values = _values(layer, [field, clock] if clock else [field])
    return _real(values[0], values[1] if clock else None)


def time_problem(layer: QgsVectorLayer, field: str, clock: str = "") -> str:
    """Why no value of a field is a time, and the way out; "" where some are, or there is none at all."""
    values = _values(layer, [field, clock] if clock else [field])
    try:
        read_times(values[0], Text("Field {name}", name=field), field, clocks=values[1] if clock else None)
    except PatrolError as problem:
        return problem.text
    return ""


def last_day(layer: QgsVectorLayer, field: str) -> QDate | None:
    """The last day of a layer's record, None where no value of the field is a time."""
    times = _latest(layer, field) if layer.featureCount() > _MANY else None
    if times is None:
        times = real_times(layer, field)
    return QDate.fromString(str(times.max().astype("datetime64[D]")), "yyyy-MM-dd") if len(times) else None


def _latest(layer: QgsVectorLayer, field: str) -> np.ndarray | None:
    """The latest time as the file itself finds it, (1,); None where it cannot be trusted to be the last real one."""
    value = layer.maximumValue(layer.fields().lookupField(field))
    sample = _values(layer, [field], _SAMPLE)[0]
    texts = {len(one) for one in sample if isinstance(one, str) and one}
    if len(texts) > 1 or any(isinstance(one, str) and not one[:4].isdigit() for one in sample if one):
        # Text sorts as time does only with the year first and every part of one length.
        return None
    known = _real([*sample, value], None)
    latest = _real([value], None)
    return latest if len(latest) and len(known) and known.max() == latest[0] else None


def _real(values: Any, clocks: Any) -> np.ndarray:
    try:
        times = read_times(values, "", clocks=clocks).time
    except PatrolError:
        return np.zeros(0, dtype="datetime64[s]")
    times = times[~np.isnat(times)]
    return times[~stray_times(times)]


def _values(layer: QgsVectorLayer, fields: list[str], most: int = -1) -> list[Any]:
    """The values of fields, in bulk where the file allows it; ``most``: of so many features."""
    places = [layer.fields().lookupField(field) for field in fields]
    if min(places) < 0:
        return [[] for _ in fields]
    if most < 0:
        plain = read_plain_columns(plain_table(layer), fields, layer.featureCount(), Control())
        if plain is not None:
            return [plain[2][field] for field in fields]
    request = QgsFeatureRequest().setSubsetOfAttributes(places).setLimit(most)
    request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
    rows = [feature.attributes() for feature in layer.getFeatures(request)]
    return [[row[place] for row in rows] for place in places]
