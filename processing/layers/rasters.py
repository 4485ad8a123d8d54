"""Rasters to grids and arrays, arrays to rasters."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from qgis.core import Qgis, QgsProcessingException, QgsRasterFileWriter, QgsRasterLayer

from ...algorithms.cells.grid import Grid, require_cell_count
from ...algorithms.errors import PatrolError
from ...algorithms.texts import Text
from ..common.crs import is_metric, require_crs
from ..files.wholeness import damaged, first_reason, noted_errors
from ..framework.parameters import CHECK_FOLDER

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

# Cells count as square when their sides differ by less than this share.
_SQUARE = 1e-3
_NODATA = -9999.0
_DTYPES = {
    Qgis.DataType.Byte: "u1",
    Qgis.DataType.UInt16: "<u2",
    Qgis.DataType.Int16: "<i2",
    Qgis.DataType.UInt32: "<u4",
    Qgis.DataType.Int32: "<i4",
    Qgis.DataType.Float32: "<f4",
    Qgis.DataType.Float64: "<f8",
}


def read_raster(layer: QgsRasterLayer, label: str, band: int = 1) -> tuple[Grid, np.ndarray]:
    """The raster's cells as a grid whose mask leaves nodata out, and its values: float64 (rows, cols), NaN for nodata.

    Raises PatrolError for a raster without CRS, not in metres, or with cells that are not square.
    """
    require_crs(layer.crs(), label)
    if not is_metric(layer.crs()):
        raise PatrolError(
            "{label}: the raster's CRS {crs} is not projected in true metres. Warp it to one that is, such as "
            "the UTM zone of the city (Raster → Projections → Warp).",
            label=label,
            crs=layer.crs().authid(),
        )
    if not 1 <= band <= layer.bandCount():
        raise PatrolError(
            "{label}: there is no band {band}; the raster has {bands}.",
            label=label,
            band=band,
            bands=layer.bandCount(),
        )
    if _is_rotated(layer):
        raise PatrolError(
            "{label}: the raster is rotated, so its cells are no squares of the map. Warp it first (Raster → "
            "Projections → Warp).",
            label=label,
        )
    width, height = layer.rasterUnitsPerPixelX(), layer.rasterUnitsPerPixelY()
    if abs(width - height) > _SQUARE * max(width, height):
        raise PatrolError(
            "{label}: its cells are {width:g} × {height:g} m; square cells are needed. Warp the raster to one "
            "cell size.",
            label=label,
            width=width,
            height=height,
        )
    require_cell_count(layer.height(), layer.width(), width)
    values = _band_values(layer, band)
    extent = layer.extent()
    mask = np.isfinite(values)
    if not mask.any():
        raise PatrolError("{label}: every cell is nodata, so nothing lies in the study area.", label=label)
    grid = Grid(extent.xMinimum(), extent.yMaximum(), width, layer.height(), layer.width(), mask)
    return grid, values


def _is_rotated(layer: QgsRasterLayer) -> bool:
    """Whether the file's rows run askew, which QGIS hides by warping it into a larger box."""
    from osgeo import gdal

    if layer.providerType() != "gdal":
        return False
    try:
        opened = gdal.Open(layer.source())
    except RuntimeError:  # where someone has switched GDAL's exceptions on
        return False
    transform = opened.GetGeoTransform() if opened is not None else (0.0,) * 6
    return transform[2] != 0 or transform[4] != 0


def _band_values(layer: QgsRasterLayer, band: int) -> np.ndarray:
    provider = layer.dataProvider()
    with noted_errors() as failures:
        block = provider.block(band, layer.extent(), layer.width(), layer.height())
    if failures or not block.isValid():
        raise damaged(layer.name(), layer.source(), failures[0] if failures else Text("no reason given"))
    kind = _DTYPES.get(block.dataType())
    if kind is None:
        raise PatrolError(
            "{label}: rasters of this data type cannot be read; export it as Float32 first.", label=layer.name()
        )
    raw = np.frombuffer(bytes(block.data()), dtype=kind).reshape(layer.height(), layer.width())
    values = raw.astype(np.float64)
    if block.hasNoDataValue():
        values[raw == np.array(block.noDataValue()).astype(kind)] = math.nan
    elif block.hasNoData():
        missing = np.array(
            [[block.isNoData(row, col) for col in range(layer.width())] for row in range(layer.height())], dtype=bool
        )
        values[missing] = math.nan
    return values


def write_raster(
    path: str, grid: Grid, bands: np.ndarray, names: Sequence[str], crs: QgsCoordinateReferenceSystem, label: str
) -> None:
    """A raster in the format of the path's ending, with one named band per array (n, rows, cols); NaN: nodata.

    A GeoTIFF holds the very numbers (Float64), other formats what all of them can (Float32).

    path: of the file.
    grid: where the cells lie.
    bands: the values of each.
    names: of each band.
    crs: of the grid.
    label: what messages call the raster.

    Raises QgsProcessingException when it cannot be written whole; nothing of it is left behind then.
    """
    from osgeo import gdal

    name = raster_driver(path, label)
    was_there = Path(path).exists()
    target = None
    with noted_errors() as failures:
        try:
            source = _in_memory(grid, bands, names, crs, "f8" if name == "GTiff" else "f4")
            options = ["COMPRESS=DEFLATE", "TILED=YES"] if name == "GTiff" else []
            # By way of a copy: not all formats can be written band by band.
            target = gdal.GetDriverByName(name).CreateCopy(path, source, 1, options)
            written = target is not None
            if written:
                target.FlushCache()
            target = None  # closes the file
            if written and not failures and not _holds_all(path, source, exact=name == "GTiff"):
                failures.append(Text("what was written cannot be read again; the disk may be full"))
        except RuntimeError as error:  # where someone has switched GDAL's exceptions on
            failures.append(str(error))
            written = Path(path).exists()
            target = None
    if failures or not written:
        if written or not was_there:
            Path(path).unlink(missing_ok=True)
        reason = first_reason(failures)
        remedy = (
            CHECK_FOLDER
            if name == "GTiff"
            else Text("A GeoTIFF (.tif) holds any risk raster. {check_folder}", check_folder=CHECK_FOLDER)
        )
        raise QgsProcessingException(
            Text(
                "{label}: {name} cannot be written ({reason}). {remedy}",
                label=label,
                name=Path(path).name,
                reason=reason,
                remedy=remedy,
            )
        )


def _holds_all(path: str, source: Any, exact: bool) -> bool:
    """Whether a raster reads back, and ``exact``ly as it was: some versions of GDAL tell no one of a full disk."""
    from osgeo import gdal

    opened = gdal.Open(path)
    if opened is None or opened.RasterCount != source.RasterCount:
        return False
    for band in range(1, source.RasterCount + 1):
        found, expected = (raster.GetRasterBand(band).Checksum() for raster in (opened, source))
        if found < 0 or (exact and found != expected):
            return False
    return True


def raster_driver(path: str, label: str) -> str:
    """The GDAL driver for the ending of a path; one that can hold real numbers."""
    from osgeo import gdal

    ending = Path(path).suffix.lstrip(".")
    name = QgsRasterFileWriter.driverForExtension(ending) if ending else "GTiff"
    driver = gdal.GetDriverByName(name) if name else None
    if driver is None or not (driver.GetMetadataItem("DCAP_CREATECOPY") or driver.GetMetadataItem("DCAP_CREATE")):
        raise QgsProcessingException(
            Text(
                "{label}: rasters cannot be written as .{ending} here. Choose a file that ends in .tif.",
                label=label,
                ending=ending,
            )
        )
    types = driver.GetMetadataItem("DMD_CREATIONDATATYPES")
    if types and "Float32" not in types.split():
        raise QgsProcessingException(
            Text(
                "{label}: .{ending} ({format}) holds no real numbers such as a risk. Choose a file that ends in .tif.",
                label=label,
                ending=ending,
                format=driver.LongName,
            )
        )
    return name


def _in_memory(
    grid: Grid, bands: np.ndarray, names: Sequence[str], crs: QgsCoordinateReferenceSystem, precision: str
) -> Any:
    """The bands as a GDAL dataset in memory.

    grid: where the cells lie.
    bands: the values of each.
    names: of each band.
    crs: of the grid.
    precision: f4 or f8.
    """
    from osgeo import gdal, osr

    kind = gdal.GDT_Float64 if precision == "f8" else gdal.GDT_Float32
    raster = gdal.GetDriverByName("MEM").Create("", grid.cols, grid.rows, len(bands), kind)
    if raster is None:
        raise MemoryError
    raster.SetGeoTransform((grid.x_min, grid.cell_size_m, 0.0, grid.y_max, 0.0, -grid.cell_size_m))
    reference = osr.SpatialReference()
    reference.ImportFromWkt(crs.toWkt())
    raster.SetProjection(reference.ExportToWkt())
    for index, (values, name) in enumerate(zip(bands, names), start=1):
        band = raster.GetRasterBand(index)
        band.SetDescription(name)
        band.SetNoDataValue(_NODATA)
        filled = np.where(np.isfinite(values), values, _NODATA).astype(f"<{precision}")
        # As bytes: GDAL's NumPy bridge breaks where another NumPy was installed.
        band.WriteRaster(0, 0, grid.cols, grid.rows, filled.tobytes(), buf_type=kind)
    return raster


def write_array(path: str, values: np.ndarray, label: str) -> None:
    """A NumPy .npy file."""
    opened = False
    try:
        with open(path, "wb") as file:
            opened = True
            np.save(file, values, allow_pickle=False)
        # NumPy does not notice where the last bytes have found no room; to look at them it needs them all.
        np.load(path, mmap_mode="r")
    except (OSError, ValueError) as error:
        if opened:
            Path(path).unlink(missing_ok=True)
        # NumPy's own "n requested and m written" has no strerror.
        raise QgsProcessingException(
            Text(
                "{label}: {name} cannot be written ({reason}). {check_folder}",
                label=label,
                name=Path(path).name,
                reason=getattr(error, "strerror", "") or error,
                check_folder=CHECK_FOLDER,
            )
        ) from error
