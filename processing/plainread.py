"""Reading a whole GeoPackage layer as columns, some twenty times faster than feature by feature.

Only for a source that is a plain layer of a GeoPackage, with nothing selected or edited; everything else, and
every GDAL without the columnar reader (before 3.6), goes through the feature loop in layers.py. Both give the same
arrays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from qgis.core import QgsProviderRegistry, QgsVectorLayer

if TYPE_CHECKING:
    from ..algorithms.control import Control


def read_plain_columns(
    layer: QgsVectorLayer | None, fields: list[str], control: Control
) -> tuple[np.ndarray, list[bytes], dict[str, Any]] | None:
    """Feature ids (n,), geometries as WKB and the wanted columns, or None where this way is not open."""
    opened = _open(layer)
    if opened is None:
        return None
    dataset, table = opened
    geometry, identifier = table.GetGeometryColumn(), table.GetFIDColumn()
    _ignore_other_fields(table, fields)
    fids: list[np.ndarray] = []
    wkb: list[bytes] = []
    batches: dict[str, list[Any]] = {name: [] for name in fields}
    try:
        # With the ids: without, and without any other column, GDAL 3.6 hands back empty geometries.
        for batch in table.GetArrowStreamAsNumPy(["USE_MASKED_ARRAYS=YES", "INCLUDE_FID=YES"]):
            control.check()
            fids.append(np.ma.getdata(batch[identifier]).astype(np.int64))
            wkb.extend(_as_bytes(batch[geometry]))
            for name in fields:
                batches[name].append(batch[name])
    except (RuntimeError, KeyError, TypeError, ValueError):
        return None
    del table, dataset
    ids = np.concatenate(fids) if fids else np.zeros(0, dtype=np.int64)
    return ids, wkb, {name: _joined(parts) for name, parts in batches.items()}


def _open(layer: QgsVectorLayer | None) -> tuple[Any, Any] | None:
    if layer is None or layer.providerType() != "ogr" or layer.isEditable():
        return None
    subset = layer.subsetString()
    if subset.lstrip().lower().startswith("select"):
        return None
    uri = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
    path = str(uri.get("path") or "")
    if not path.lower().endswith(".gpkg") or layer.storageType() != "GPKG":
        return None
    try:
        from osgeo import gdal, gdal_array, ogr  # noqa: F401 - gdal_array is the bridge that may be broken
    except ImportError:
        return None
    dataset = gdal.OpenEx(path, gdal.OF_VECTOR)
    if dataset is None:
        return None
    table = dataset.GetLayerByName(uri["layerName"]) if uri.get("layerName") else dataset.GetLayer(0)
    if table is None or not hasattr(table, "GetArrowStreamAsNumPy") or not table.GetGeometryColumn():
        return None
    if subset and table.SetAttributeFilter(subset) != 0:
        return None
    return dataset, table


def _ignore_other_fields(table: Any, wanted: list[str]) -> None:
    definition = table.GetLayerDefn()
    names = [definition.GetFieldDefn(index).GetName() for index in range(definition.GetFieldCount())]
    table.SetIgnoredFields([name for name in names if name not in wanted])


def _as_bytes(column: Any) -> list[bytes]:
    """A WKB column (fixed-width void or object array, perhaps masked) as bytes; b"" for a null geometry."""
    data = np.ma.getdata(column)
    missing = np.ma.getmaskarray(column)
    if data.dtype.kind == "V":
        joined, width = data.tobytes(), data.dtype.itemsize
        found = [joined[start : start + width] for start in range(0, len(joined), width)]
    else:
        found = [bytes(value) if value is not None else b"" for value in data]
    if missing.any():
        found = [b"" if gone else value for value, gone in zip(found, missing)]
    return found


def _joined(parts: list[Any]) -> Any:
    """One column of all batches: datetime64 and numbers as arrays, anything else as a list with None for NULL."""
    if not parts:
        return []
    data = [np.ma.getdata(part) for part in parts]
    missing = np.concatenate([np.ma.getmaskarray(part) for part in parts])
    kind = data[0].dtype.kind
    if kind == "M":
        joined = np.concatenate(data).astype("datetime64[s]")
        joined[missing] = np.datetime64("NaT")
        return joined
    if kind in "iufb":
        joined = np.concatenate(data).astype(np.float64)
        joined[missing] = np.nan
        return joined
    values = [
        value.decode("utf-8", "replace") if isinstance(value, bytes) else value for part in data for value in part
    ]
    return [None if gone else value for value, gone in zip(values, missing)]
