"""The study area as a grid: from polygons, from a template raster, or from the incidents' own extent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from qgis.core import QgsGeometry, QgsPointXY, QgsWkbTypes
from scipy.ndimage import binary_dilation

from ..algorithms.errors import PatrolError
from ..algorithms.grid import Grid
from .geometries import square_geometry
from .layers import Polygons, read_polygons

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

    from ..algorithms.control import Control
    from .run import Run, Source

# Cells that meet the area only along their border do not belong to it: they are shrunk by this share before the test.
_INSET_SHARE = 1e-6


def read_study_area(run: Run, source: Source, crs: QgsCoordinateReferenceSystem) -> StudyArea:
    """The polygons of a source as one area."""
    polygons = read_polygons(run, source, crs)
    polygons.skipped.report(run.warn)
    return StudyArea(polygons)


class StudyArea:
    """Polygons that bound what is counted.

    Cells near the border are decided one by one by GEOS; their number grows with the border, not with the city. All
    other cells are wholly inside or outside, which GDAL's rasteriser tells. (It alone will not do: it misses cells
    where an edge runs just beside a grid line.)
    """

    def __init__(self, polygons: Polygons) -> None:
        self.geometry = QgsGeometry.unaryUnion([geometry.makeValid() for geometry in polygons.geometries])
        # Spikes and slivers leave lines and points behind, which bound nothing.
        if not self.geometry.isNull():
            self.geometry.convertGeometryCollectionToSubclass(QgsWkbTypes.GeometryType.PolygonGeometry)
        if self.geometry.isNull() or not self.geometry.area() > 0:
            raise PatrolError(
                f"{polygons.label}: its polygons have no area in common with anything; check their geometry."
            )
        self._engine = QgsGeometry.createGeometryEngine(self.geometry.constGet())
        self._engine.prepareGeometry()

    def grid(self, cell_size_m: float, control: Control) -> Grid:
        """The grid over the area; a cell belongs to it when they overlap."""
        box = self.geometry.boundingBox()
        grid = Grid.covering(box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum(), cell_size_m)
        return grid.within(self.mask(grid, control))

    def mask(self, grid: Grid, control: Control) -> np.ndarray:
        """Which cells of a grid overlap the area: bool (rows, cols)."""
        border = self._border(grid)
        mask = burn(self.geometry, grid) & ~border
        inset = _INSET_SHARE * grid.cell_size_m
        size = grid.cell_size_m - 2 * inset
        for row, col in control.each(np.argwhere(border).tolist()):
            west = grid.x_min + col * grid.cell_size_m + inset
            north = grid.y_max - row * grid.cell_size_m - inset
            # Held by a name while GEOS looks at it: constGet() alone does not keep the geometry alive.
            square = square_geometry(west, north, size)
            mask[row, col] = self._engine.intersects(square.constGet())
        return mask

    def holds(self, grid: Grid, x: np.ndarray, y: np.ndarray, control: Control) -> np.ndarray:
        """Which points lie in the area: bool (n,). Only those in cells near its border are looked at one by one."""
        cell = grid.cell_index(x, y)
        inside = cell >= 0
        doubtful = np.flatnonzero(inside & self._border(grid).ravel()[cell])
        for index in control.each(doubtful.tolist()):
            point = QgsGeometry.fromPointXY(QgsPointXY(x[index], y[index]))
            inside[index] = self._engine.intersects(point.constGet())
        return inside

    def _border(self, grid: Grid) -> np.ndarray:
        """The cells the outline touches and all around them: bool (rows, cols)."""
        outline = QgsGeometry(self.geometry.constGet().boundary())
        return binary_dilation(burn(outline, grid), np.ones((3, 3), dtype=bool))


def grid_of_points(x: np.ndarray, y: np.ndarray, cell_size_m: float) -> Grid:
    """The grid over the extent of the points; every cell belongs to it."""
    return Grid.covering(x.min(), y.min(), x.max(), y.max(), cell_size_m, closed=True)


def burn(geometry: QgsGeometry, grid: Grid) -> np.ndarray:
    """The cells a geometry touches: bool (rows, cols)."""
    # GDAL's bands are read and written as bytes: its NumPy bridge breaks where another NumPy was installed.
    from osgeo import gdal, ogr, osr

    # One made-up CRS for both, so that GDAL does not remark on a missing one.
    plane = osr.SpatialReference()
    plane.SetLocalCS("plane")
    raster = gdal.GetDriverByName("MEM").Create("", grid.cols, grid.rows, 1, gdal.GDT_Byte)
    raster.SetProjection(plane.ExportToWkt())
    raster.SetGeoTransform((grid.x_min, grid.cell_size_m, 0.0, grid.y_max, 0.0, -grid.cell_size_m))
    vector = (ogr.GetDriverByName("Memory") or ogr.GetDriverByName("MEM")).CreateDataSource("")
    table = vector.CreateLayer("area", plane)
    feature = ogr.Feature(table.GetLayerDefn())
    feature.SetGeometryDirectly(ogr.CreateGeometryFromWkb(bytes(geometry.asWkb())))
    table.CreateFeature(feature)
    gdal.RasterizeLayer(raster, [1], table, burn_values=[1], options=["ALL_TOUCHED=TRUE"])
    burned = np.frombuffer(raster.GetRasterBand(1).ReadRaster(), dtype=np.uint8).reshape(grid.shape)
    return burned > 0
