"""Reading a whole GeoPackage layer as columns, some twenty times faster than feature by feature.

Only for a source that is a plain layer of a GeoPackage that is not being edited, or what is selected of it; everything
else, and every GDAL without the columnar reader (before 3.6), goes through the feature loop in layers/reading.py. Both
give the same arrays.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from qgis.core import QgsProviderRegistry, QgsVectorLayer

from .wholeness import noted_errors

if TYPE_CHECKING:
    from ...algorithms.control import Control


# Where a smaller share than this of a table is selected, it is quicker to ask for its features one by one.
_WORTH_IT = 0.1
# What GDAL raises where its exceptions are switched on, as newer versions of QGIS do; the latter from its bridge
# to NumPy.
_REFUSALS = (RuntimeError, SystemError)


@dataclass(frozen=True)
class PlainTable:
    """A GeoPackage table that may be read in bulk: noted in the main thread, read in a worker.

    ``chosen``: the ids of the features that are meant, ascending; None for all.
    """

    path: str
    table: str
    subset: str
    chosen: np.ndarray | None = field(default=None, compare=False)


def plain_table(layer: QgsVectorLayer | None, chosen: Iterable[int] | None = None) -> PlainTable | None:
    """The table behind a layer, or None where features must be asked for one by one.

    ``chosen``: the ids of the features that are meant; None for all.
    """
    if layer is None or layer.providerType() != "ogr" or layer.isEditable() or layer.storageType() != "GPKG":
        return None
    subset = layer.subsetString()
    uri = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
    path, name = str(uri.get("path") or ""), str(uri.get("layerName") or "")
    # A number instead of a name, open options, a SELECT: rare, and theirs to interpret.
    unusual = uri.get("layerId") is not None or uri.get("openOptions") or subset.lstrip().lower().startswith("select")
    if unusual or not path.lower().endswith(".gpkg"):
        return None
    return PlainTable(path, name, subset, None if chosen is None else np.sort(np.fromiter(chosen, dtype=np.int64)))


def read_plain_columns(
    plain: PlainTable | None, fields: list[str], count: int, control: Control
) -> tuple[np.ndarray, list[bytes], dict[str, Any]] | None:
    """Feature ids (n,), geometries as WKB and the wanted columns, or None where this way is not open.

    ``count``: how many features QGIS sees; a table with another number is not the one that is meant.
    """
    try:
        return None if plain is None else _read(plain, fields, count, control)
    except _REFUSALS:
        # GDAL's own word that this table cannot be read so; the feature loop will do.
        return None


def _read(
    plain: PlainTable, fields: list[str], count: int, control: Control
) -> tuple[np.ndarray, list[bytes], dict[str, Any]] | None:
    opened = _open(plain)
    if opened is None:
        return None
    dataset, table = opened
    if plain.chosen is not None and count < _WORTH_IT * table.GetFeatureCount():
        return None
    geometry, identifier = table.GetGeometryColumn(), table.GetFIDColumn()
    _ignore_other_fields(table, fields)
    fids: list[np.ndarray] = []
    wkb: list[bytes] = []
    batches: dict[str, list[Any]] = {name: [] for name in fields}
    total = count if plain.chosen is None else table.GetFeatureCount()
    # With the ids: without, and without any other column, GDAL 3.6 hands back empty geometries.
    stream = iter(table.GetArrowStreamAsNumPy(["USE_MASKED_ARRAYS=YES", "INCLUDE_FID=YES"]))
    read = 0
    with noted_errors() as failures:
        while True:
            control.step(read, total)
            batch = next(stream, None)
            if batch is None or failures:
                break
            ids = np.ma.getdata(batch[identifier]).astype(np.int64)
            read += len(ids)
            # Over a damaged file the stream has no end: it gives nothing, or the same again and again.
            if not len(ids) or read > total:
                return None
            kept = slice(None) if plain.chosen is None else are_among(ids, plain.chosen)
            fids.append(ids[kept])
            wkb.extend(_as_bytes(batch[geometry][kept]))
            for name in fields:
                batches[name].append(batch[name][kept])
        del stream, table, dataset
    ids = np.concatenate(fids) if fids else np.zeros(0, dtype=np.int64)
    if failures or len(ids) != count or read != total:
        return None
    return ids, wkb, {name: joined_batches(parts) for name, parts in batches.items()}


def are_among(ids: np.ndarray, chosen: np.ndarray) -> np.ndarray:
    """Which of the ids (n,) are among those chosen, ascending: bool (n,)."""
    if not len(chosen):
        return np.zeros(len(ids), dtype=bool)
    return chosen[np.minimum(np.searchsorted(chosen, ids), len(chosen) - 1)] == ids


def _open(plain: PlainTable) -> tuple[Any, Any] | None:
    try:
        from osgeo import gdal, gdal_array, ogr  # noqa: F401 - gdal_array is the bridge that may be broken
    except ImportError:
        return None
    dataset = gdal.OpenEx(plain.path, gdal.OF_VECTOR)
    if dataset is None or (not plain.table and dataset.GetLayerCount() != 1):
        return None
    table = dataset.GetLayerByName(plain.table) if plain.table else dataset.GetLayer(0)
    if table is None or not hasattr(table, "GetArrowStreamAsNumPy") or not table.GetGeometryColumn():
        return None
    if plain.subset and table.SetAttributeFilter(plain.subset) != 0:
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


def joined_batches(parts: list[Any]) -> Any:
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
    if kind in "iufb" and not missing.any():
        return np.concatenate(data)
    if kind == "f":
        joined = np.concatenate(data)
        joined[missing] = np.nan
        return joined
    values = [_as_value(value) for part in data for value in part.tolist()]
    return [None if gone else value for value, gone in zip(values, missing.tolist())]


def _as_value(value: Any) -> Any:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value
