"""The study area as a grid: from polygons, from a template raster, or from the incidents' own extent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from qgis.core import QgsGeometry, QgsPointXY, QgsRectangle

from ..algorithms.errors import PatrolError
from ..algorithms.grid import Grid
from .layers import Polygons

if TYPE_CHECKING:
    from ..algorithms.control import Control

# Cells that meet the area only along their border do not belong to it.
_INSET_SHARE = 1e-6


class StudyArea:
    """Polygons that bound what is counted."""

    def __init__(self, polygons: Polygons) -> None:
        self.geometry = QgsGeometry.unaryUnion([geometry.makeValid() for geometry in polygons.geometries])
        if self.geometry.isNull() or not self.geometry.area() > 0:
            raise PatrolError(
                f"{polygons.label}: its polygons have no area in common with anything; check their geometry."
            )

    def grid(self, cell_size_m: float) -> Grid:
        """The grid over the area; a cell belongs to it when they overlap."""
        box = self.geometry.boundingBox()
        grid = Grid.covering(box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum(), cell_size_m)
        inset = self.geometry.buffer(-_INSET_SHARE * cell_size_m, 2)
        mask = burn(inset if not inset.isEmpty() else self.geometry, grid)
        return Grid(grid.x_min, grid.y_max, grid.cell_size_m, grid.rows, grid.cols, mask)

    def holds(self, grid: Grid, x: np.ndarray, y: np.ndarray, control: Control) -> np.ndarray:
        """Which points lie in the area: bool (n,). Only those in cells that its border crosses are looked at one by
        one.
        """
        cell = grid.cell_index(x, y)
        border = burn(_outline(self.geometry), grid).ravel()
        inside = cell >= 0
        doubtful = np.flatnonzero(inside & border[cell])
        engine = QgsGeometry.createGeometryEngine(self.geometry.constGet())
        engine.prepareGeometry()
        for done, index in enumerate(doubtful):
            if done % 5000 == 0:
                control.step(done, len(doubtful))
            point = QgsGeometry.fromPointXY(QgsPointXY(x[index], y[index]))
            inside[index] = engine.intersects(point.constGet())
        return inside


def grid_of_points(x: np.ndarray, y: np.ndarray, cell_size_m: float) -> Grid:
    """The grid over the extent of the points; every cell belongs to it."""
    return Grid.covering(x.min(), y.min(), x.max(), y.max(), cell_size_m, closed=True)


def _outline(geometry: QgsGeometry) -> QgsGeometry:
    return QgsGeometry(geometry.constGet().boundary())


def burn(geometry: QgsGeometry, grid: Grid) -> np.ndarray:
    """The cells a geometry touches: bool (rows, cols)."""
    # GDAL's bands are read and written as bytes: its NumPy bridge breaks where another NumPy was installed.
    from osgeo import gdal, ogr

    raster = gdal.GetDriverByName("MEM").Create("", grid.cols, grid.rows, 1, gdal.GDT_Byte)
    raster.SetGeoTransform((grid.x_min, grid.cell_size_m, 0.0, grid.y_max, 0.0, -grid.cell_size_m))
    vector = (ogr.GetDriverByName("Memory") or ogr.GetDriverByName("MEM")).CreateDataSource("")
    table = vector.CreateLayer("area")
    feature = ogr.Feature(table.GetLayerDefn())
    feature.SetGeometryDirectly(ogr.CreateGeometryFromWkb(bytes(geometry.asWkb())))
    table.CreateFeature(feature)
    gdal.RasterizeLayer(raster, [1], table, burn_values=[1], options=["ALL_TOUCHED=TRUE"])
    burned = np.frombuffer(raster.GetRasterBand(1).ReadRaster(), dtype=np.uint8).reshape(grid.shape)
    return burned > 0


def extent_of(grid: Grid) -> QgsRectangle:
    """The grid's rectangle."""
    height, width = grid.rows * grid.cell_size_m, grid.cols * grid.cell_size_m
    return QgsRectangle(grid.x_min, grid.y_max - height, grid.x_min + width, grid.y_max)
