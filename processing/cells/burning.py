"""Shapes drawn on a lattice by GDAL's rasteriser."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Lattice:
    """Squares in rows from the north and columns from the west; all in metres."""

    west: float
    north: float
    size_m: float
    rows: int
    cols: int


def burn_values(lattice: Lattice, shapes: Iterable[tuple[bytes, int]], options: Sequence[str] = ()) -> np.ndarray:
    """The values of the shapes (WKB, value) on a lattice, the last one's where several lie, 0 where none does: int32
    (rows, cols).

    ``options``: GDAL's, of gdal.RasterizeLayer.
    """
    # GDAL's bands are read as bytes: its NumPy bridge breaks where another NumPy was installed.
    from osgeo import gdal, ogr, osr

    # One made-up CRS for both, so that GDAL does not remark on a missing one.
    plane = osr.SpatialReference()
    plane.SetLocalCS("plane")
    raster = gdal.GetDriverByName("MEM").Create("", lattice.cols, lattice.rows, 1, gdal.GDT_Int32)
    raster.SetProjection(plane.ExportToWkt())
    raster.SetGeoTransform((lattice.west, lattice.size_m, 0.0, lattice.north, 0.0, -lattice.size_m))
    vector = (ogr.GetDriverByName("Memory") or ogr.GetDriverByName("MEM")).CreateDataSource("")
    table = vector.CreateLayer("shapes", plane)
    table.CreateField(ogr.FieldDefn("value", ogr.OFTInteger))
    for wkb, value in shapes:
        feature = ogr.Feature(table.GetLayerDefn())
        feature.SetGeometryDirectly(ogr.CreateGeometryFromWkb(wkb))
        feature.SetField(0, value)
        table.CreateFeature(feature)
    gdal.RasterizeLayer(raster, [1], table, options=["ATTRIBUTE=value", *options])
    return np.frombuffer(raster.GetRasterBand(1).ReadRaster(), dtype=np.int32).reshape(lattice.rows, lattice.cols)
