"""The study area: what lies in its polygons, and the grid over them or, without any, over the incidents' extent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from qgis.core import QgsGeometry, QgsPointXY, QgsWkbTypes
from scipy.ndimage import binary_dilation

from ...algorithms.cells.arearaster import AreaPolygons
from ...algorithms.cells.grid import Grid, TooManyCells
from ...algorithms.cells.hexgrid import HexagonGrid
from ...algorithms.errors import PatrolError
from ...algorithms.incidents.placeholders import outlying
from ...algorithms.texts import Text
from ..layers.geometries import reproject, rings_of
from ..layers.reading import Polygons, read_polygons
from .rings import cell_geometries

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

    from ...algorithms.control import Control
    from ..framework.run import Run
    from ..framework.source import Source

# Cells that meet the area only along their border do not belong to it: they are shrunk by this share before the test.
_INSET_SHARE = 1e-6
_MOST_PIXELS = 4_000_000
# No city has a gap as wide as this.
_NOT_A_CITY_M = 50_000.0
_TOO_FAR = Text("The grid would have to reach there and have too many cells.")
_LEAVE_OUT = Text("Leave such places out, or give a study area.")


def read_study_area(run: Run, source: Source, crs: QgsCoordinateReferenceSystem) -> StudyArea:
    """The polygons of a source as one area."""
    polygons = read_polygons(run, source, crs)
    polygons.skipped.report(run.warn)
    return StudyArea(polygons)


class StudyArea:
    """Polygons that bound what is counted.

    Cells near the border are decided one by one by GEOS; their number grows with the border, not with the city. All
    other cells are wholly inside or outside, which GDAL's rasteriser tells. (It alone will not do: it misses cells
    where an edge runs just beside a grid line.) Where the border runs is looked up on squares of a cell's size, which
    for a grid of squares are its cells.
    """

    def __init__(self, polygons: Polygons) -> None:
        self.polygons = polygons.geometries
        self.geometry = QgsGeometry.unaryUnion([geometry.makeValid() for geometry in polygons.geometries])
        # Spikes and slivers leave lines and points behind, which bound nothing.
        if not self.geometry.isNull():
            self.geometry.convertGeometryCollectionToSubclass(QgsWkbTypes.GeometryType.PolygonGeometry)
        if self.geometry.isNull() or not self.geometry.area() > 0:
            raise PatrolError(
                "{label}: its polygons have no area in common with anything; check their geometry.",
                label=polygons.label,
            )
        self._engine = QgsGeometry.createGeometryEngine(self.geometry.constGet())
        self._engine.prepareGeometry()

    def grid(self, shape: type[Grid], cell_size_m: float, control: Control) -> Grid:
        """The grid of a shape over the area; a cell belongs to it when they overlap."""
        box = self.geometry.boundingBox()
        grid = shape.covering(box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum(), cell_size_m)
        return grid.within(self.mask(grid, control))

    def mask(self, grid: Grid, control: Control) -> np.ndarray:
        """Which cells of a grid overlap the area: bool (rows, cols)."""
        squares, inside, border = self.squares(grid)
        every = np.arange(grid.rows * grid.cols)
        control.check()
        square = squares.flat_index(*grid.centres_of(every))
        control.check()
        border, mask = border.ravel()[square], inside.ravel()[square]
        control.check()
        doubtful = every[border]
        centres = np.stack(grid.centres_of(doubtful), axis=1)[:, None, :]
        rings = centres + (1.0 - 2.0 * _INSET_SHARE) * (grid.corners_of(doubtful) - centres)
        for number in control.each(range(len(doubtful))):
            # Held by a name while GEOS looks at it: constGet() alone does not keep the geometry alive.
            shape = QgsGeometry.fromPolygonXY([[QgsPointXY(*corner) for corner in rings[number].tolist()]])
            mask[doubtful[number]] = self._engine.intersects(shape.constGet())
        return mask.reshape(grid.shape)

    def holds(self, grid: Grid, x: np.ndarray, y: np.ndarray, control: Control) -> np.ndarray:
        """Which points lie in the area: bool (n,). Only those in cells near its border are looked at one by one."""
        squares = self._squares(grid)
        inside = grid.cell_index(x, y) >= 0
        border = self._border(squares).ravel()[squares.flat_index(x, y)]
        doubtful = np.flatnonzero(inside & border)
        for index in control.each(doubtful.tolist()):
            point = QgsGeometry.fromPointXY(QgsPointXY(x[index], y[index]))
            inside[index] = self._engine.intersects(point.constGet())
        return inside

    def clipped(self, grid: Grid, control: Control) -> dict[int, QgsGeometry]:
        """The part inside the area of each cell that is not wholly inside, by flat index."""
        squares = self._squares(grid)
        cells = grid.cells()
        border = self._border(squares).ravel()[squares.flat_index(*grid.centres_of(cells))]
        parts = {}
        for cell, shape in zip(control.each(cells[border].tolist()), cell_geometries(grid, cells[border])):
            if not self._engine.contains(shape.constGet()):
                parts[cell] = self._cut(shape, QgsWkbTypes.GeometryType.PolygonGeometry)
        return parts

    def part_of(self, shape: QgsGeometry, kind: Any) -> QgsGeometry:
        """The lines or polygons (``kind``) of a geometry within the area; the geometry itself where all of it is."""
        if self._engine.contains(shape.constGet()):
            return shape
        return self._cut(shape, kind) if self._engine.intersects(shape.constGet()) else QgsGeometry()

    def _cut(self, shape: QgsGeometry, kind: Any) -> QgsGeometry:
        part = shape.intersection(self.geometry)
        # Where it only touches the border there are points left, and lines of polygons.
        if not part.isNull():
            part.convertGeometryCollectionToSubclass(kind)
        return part if part.type() == kind else QgsGeometry()

    def squares(self, grid: Grid) -> tuple[Grid, np.ndarray, np.ndarray]:
        """Squares of a cell's size over the whole of a grid, which of them are wholly inside the area, and which are
        at its border or beside it, so that they may be neither: bool (rows, cols).
        """
        squares = self._squares(grid)
        border = self._border(squares)
        return squares, burn(self.geometry, squares) & ~border, border

    def bounds(self, control: Control, squares: Grid | None = None, cell_size_m: float = 0.0) -> AreaPolygons:
        """The area for the edge correction.

        control: progress and stop.
        squares: by which it is told where its border is near; without them those of half a cell, or as fine as memory
        allows.
        cell_size_m: of the cells.
        """
        if squares is None:
            box = self.geometry.boundingBox()
            pixel = max(cell_size_m / 2.0, (box.width() * box.height() / _MOST_PIXELS) ** 0.5)
            squares = Grid.covering(box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum(), pixel)
        rings = rings_of([self.geometry], control.part(0.0, 0.1))
        return AreaPolygons.over(squares, rings.xy, rings.offsets, rings.hole, control.part(0.1, 1.0))

    def _squares(self, grid: Grid) -> Grid:
        """Squares of a cell's size over the whole of a grid."""
        if not isinstance(grid, HexagonGrid):
            return grid
        size = grid.cell_size_m
        # A square more on each side: the corners of hexagons stand out over their rows.
        return Grid(grid.x_min - size, grid.y_max + size, size, grid.rows + 2, grid.cols + 3)

    def _border(self, squares: Grid) -> np.ndarray:
        """The squares the outline touches and all around them: bool (rows, cols)."""
        whole = self.geometry.constGet()
        outline = QgsGeometry(None if whole is None else whole.boundary())
        return binary_dilation(burn(outline, squares), np.ones((3, 3), dtype=bool))


def grid_of_points(
    run: Run,
    source: Source,
    crs: QgsCoordinateReferenceSystem,
    shape: type[Grid],
    x: np.ndarray,
    y: np.ndarray,
    cell_size_m: float,
) -> Grid:
    """The grid of a shape over the extent of the points of a source.

    run: told where the grid is large.
    source: of the points.
    crs: what x, y and the grid are in.
    shape: of the cells.
    x, y: (n,).
    cell_size_m: of the cells.

    Says so where few points far from all others make it large; an error where that makes it too large.
    """
    spread = _spread(run, source, crs, "incident", x, y)
    try:
        grid = shape.covering(x.min(), y.min(), x.max(), y.max(), cell_size_m, closed=True)
    except TooManyCells as error:
        raise (
            PatrolError("{spread} {too_far} {leave_out}", spread=spread, too_far=_TOO_FAR, leave_out=_LEAVE_OUT)
            if spread
            else error
        ) from error
    if spread:
        run.warn("{spread} The grid reaches there. {leave_out}", spread=spread, leave_out=_LEAVE_OUT)
    return grid


def grid_of_area(
    run: Run,
    source: Source,
    crs: QgsCoordinateReferenceSystem,
    shape: type[Grid],
    area: StudyArea,
    cell_size_m: float,
) -> Grid:
    """The grid of a shape over the study area that a source holds.

    run: progress and stop.
    source: of the area's polygons.
    crs: what the area and the grid are in.
    shape: of the cells.
    area: the polygons as one.
    cell_size_m: of the cells.
    """
    try:
        return area.grid(shape, cell_size_m, run.control)
    except TooManyCells as error:
        parts = (part for shape in area.polygons for part in shape.asGeometryCollection())
        centres = [part.boundingBox().center() for part in parts]
        x, y = np.array([(centre.x(), centre.y()) for centre in centres]).T
        spread = _spread(run, source, crs, "polygon", x, y)
        raise (
            PatrolError("{spread} {too_far} Leave such polygons out.", spread=spread, too_far=_TOO_FAR)
            if spread
            else error
        ) from error


def _spread(
    run: Run,
    source: Source,
    crs: QgsCoordinateReferenceSystem,
    noun: str,
    x: np.ndarray,
    y: np.ndarray,
) -> str:
    """What makes an extent large, where few places (x, y in ``crs``) far from all others do; else "".

    run: for its transforms.
    source: whose places they are, called by its label and in its own coordinates.
    crs: what x and y are in, metres.
    noun: what is at such a place.
    x, y: (n,).
    """
    far = outlying(x, y) if max(np.ptp(x), np.ptp(y)) > _NOT_A_CITY_M else None
    if far is None or far.gap_m < _NOT_A_CITY_M:
        return ""
    number, first = int(far.points.sum()), int(np.argmax(far.points))
    at_x, at_y = reproject(x[first : first + 1], y[first : first + 1], crs, source.crs, run.transforms)
    incidents = Text("{n:,} incidents lie", one="{n:,} incident lies", n=number)
    polygons = Text("{n:,} polygons lie", one="{n:,} polygon lies", n=number)
    return Text(
        "{label}: {these} {gap_km:,.0f} km from the rest, e.g. at {at_x:.10g}, {at_y:.10g}: missing coordinates?",
        label=source.label,
        these=incidents if noun == "incident" else polygons,
        gap_km=far.gap_m / 1000.0,
        at_x=at_x[0],
        at_y=at_y[0],
    )


def burn(geometry: QgsGeometry, grid: Grid) -> np.ndarray:
    """The cells of a grid of squares that a geometry touches, by GDAL's rasteriser: bool (rows, cols)."""
    # GDAL's bands are read as bytes: its NumPy bridge breaks where another NumPy was installed.
    from osgeo import gdal, ogr, osr

    # One made-up CRS for both, so that GDAL does not remark on a missing one.
    plane = osr.SpatialReference()
    plane.SetLocalCS("plane")
    raster = gdal.GetDriverByName("MEM").Create("", grid.cols, grid.rows, 1, gdal.GDT_Byte)
    raster.SetProjection(plane.ExportToWkt())
    raster.SetGeoTransform((grid.x_min, grid.cell_size_m, 0.0, grid.y_max, 0.0, -grid.cell_size_m))
    vector = (ogr.GetDriverByName("Memory") or ogr.GetDriverByName("MEM")).CreateDataSource("")
    table = vector.CreateLayer("shapes", plane)
    feature = ogr.Feature(table.GetLayerDefn())
    feature.SetGeometryDirectly(ogr.CreateGeometryFromWkb(bytes(geometry.asWkb())))
    table.CreateFeature(feature)
    gdal.RasterizeLayer(raster, [1], table, burn_values=[1], options=["ALL_TOUCHED=TRUE"])
    return np.frombuffer(raster.GetRasterBand(1).ReadRaster(), dtype=np.uint8).reshape(grid.shape) > 0
