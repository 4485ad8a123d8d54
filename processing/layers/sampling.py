"""Whether what was read of a file in bulk is what QGIS hands over: some of its features, asked for one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from qgis.core import QgsFeatureRequest

from ..common.compat import is_null
from ..files.delimitedreading import PlainText
from .columns import compact
from .geometries import all_wkb

if TYPE_CHECKING:
    from ...algorithms.control import Control

# So many tell of all.
_SAMPLE = 500


def is_as_asked_for(
    plain: PlainText, names: list[str], found: tuple[np.ndarray, list[bytes], dict[str, Any]], control: Control
) -> bool:
    """Whether features from first to last, asked for one by one, are those that were found in bulk."""
    ids, wkb, columns = found
    rows = np.unique(np.linspace(0, len(ids) - 1, min(len(ids), _SAMPLE)).astype(np.int64)).tolist()
    positions = [plain.columns[name][0] for name in names]
    request, features = QgsFeatureRequest(), []
    for row in rows:
        control.check()
        request.setFilterFid(int(ids[row])).setSubsetOfAttributes(positions)
        features += list(plain.source.getFeatures(request))
    if [feature.id() for feature in features] != [int(ids[row]) for row in rows]:
        return False
    if all_wkb([feature.geometry() for feature in features]) != [wkb[row] for row in rows]:
        return False
    for name, position in zip(names, positions):
        values = compact([feature.attribute(position) for feature in features])
        column = columns[name]
        sample = column[rows] if isinstance(column, np.ndarray) else [column[row] for row in rows]
        if _plain_values(values) != _plain_values(sample):
            return False
    return True


def _plain_values(values: Any) -> list[Any]:
    """Values with their kinds, to be compared; NULL, no moment and no number are all nothing."""
    if isinstance(values, np.ndarray):
        values = list(values) if values.dtype.kind == "M" else values.tolist()
    return [None if is_null(value) or value != value else (type(value), value) for value in values]
