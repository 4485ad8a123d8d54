"""Rasters to grids and arrays, arrays to GeoTIFF."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from qgis.core import Qgis, QgsProcessingException, QgsRasterLayer

from ..algorithms.errors import PatrolError
from ..algorithms.grid import Grid, require_cell_count
from .crs import is_metric, require_crs

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

CHECK_FOLDER = (
    "Check that the folder exists, that you may write there, and that the file is not open in another program."
)
# Cells count as square when their sides differ by less than this share.
_SQUARE = 1e-3
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
            f"{label}: the raster's CRS {layer.crs().authid()} is not projected in true metres. Warp it to one that "
            f"is, such "
            "as the UTM zone of the city (Raster → Projections → Warp)."
        )
    if not 1 <= band <= layer.bandCount():
        raise PatrolError(f"{label}: there is no band {band}; the raster has {layer.bandCount()}.")
    width, height = layer.rasterUnitsPerPixelX(), layer.rasterUnitsPerPixelY()
    if abs(width - height) > _SQUARE * max(width, height):
        raise PatrolError(
            f"{label}: its cells are {width:g} × {height:g} m; square cells are needed. Warp the raster to one cell "
            f"size."
        )
    require_cell_count(layer.height(), layer.width(), width)
    values = _band_values(layer, band)
    extent = layer.extent()
    mask = np.isfinite(values)
    if not mask.any():
        raise PatrolError(f"{label}: every cell is nodata, so nothing lies in the study area.")
    grid = Grid(extent.xMinimum(), extent.yMaximum(), width, layer.height(), layer.width(), mask)
    return grid, values


def _band_values(layer: QgsRasterLayer, band: int) -> np.ndarray:
    provider = layer.dataProvider()
    block = provider.block(band, layer.extent(), layer.width(), layer.height())
    kind = _DTYPES.get(block.dataType())
    if kind is None:
        raise PatrolError(f"{layer.name()}: rasters of this data type cannot be read; export it as Float32 first.")
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
    """A Float32 GeoTIFF with one named band per array of ``bands`` (n, rows, cols); NaN is nodata."""
    from osgeo import gdal, osr

    nodata = -9999.0
    try:
        options = ["COMPRESS=DEFLATE", "TILED=YES"]
        raster = gdal.GetDriverByName("GTiff").Create(path, grid.cols, grid.rows, len(bands), gdal.GDT_Float32, options)
        raster.SetGeoTransform((grid.x_min, grid.cell_size_m, 0.0, grid.y_max, 0.0, -grid.cell_size_m))
        reference = osr.SpatialReference()
        reference.ImportFromWkt(crs.toWkt())
        raster.SetProjection(reference.ExportToWkt())
        for index, (values, name) in enumerate(zip(bands, names), start=1):
            band = raster.GetRasterBand(index)
            band.SetDescription(name)
            band.SetNoDataValue(nodata)
            filled = np.where(np.isfinite(values), values, nodata).astype("<f4")
            # As bytes: GDAL's NumPy bridge breaks where another NumPy was installed.
            band.WriteRaster(0, 0, grid.cols, grid.rows, filled.tobytes(), buf_type=gdal.GDT_Float32)
            band.FlushCache()
        raster.FlushCache()
        del raster
    except (RuntimeError, AttributeError) as error:  # AttributeError: GDAL without exceptions hands back None
        raise QgsProcessingException(
            f"{label}: {Path(path).name} cannot be written ({error}). {CHECK_FOLDER}"
        ) from error


def write_array(path: str, values: np.ndarray, label: str) -> None:
    """A NumPy .npy file."""
    try:
        with open(path, "wb") as file:
            np.save(file, values, allow_pickle=False)
    except OSError as error:
        raise QgsProcessingException(
            f"{label}: {Path(path).name} cannot be written ({error.strerror}). {CHECK_FOLDER}"
        ) from error
