"""Cells as polygons of a layer or as pixels of a raster: what they measure, which adjoin, what they look like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Callable

import numpy as np
from qgis.core import QgsGeometry

from ...algorithms.cells.neighbours import grid_neighbours
from ...algorithms.errors import PatrolError
from ...algorithms.hotspots.riskcells import RiskCells
from ...algorithms.texts import Text
from ..layers.overlaps import without_copies
from ..layers.reading import Polygons
from .borders import corner_neighbours, polygon_neighbours
from .locator import PolygonLocator
from .rings import cell_geometries, cell_rings

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

    from ...algorithms.cells.grid import Grid
    from ...algorithms.control import Control
    from ..framework.run import Run

# GEOS does not answer a cancel while it merges: so many cells, and then so many merged pieces, at a time.
_CELLS_AT_ONCE = 2000
_PIECES_AT_ONCE = 4


@dataclass(frozen=True)
class CellFields:
    """The fields of a grid that matter here; None where there is none.

    ``judged``: the weight of the incidents of the case whose risk it is, for PAI.
    """

    risk: str
    count: str | None = None
    baseline: str | None = None
    identity: str | None = None
    judged: str | None = None

    @property
    def names(self) -> list[str | None]:
        return [self.risk, self.count, self.baseline, self.identity, self.judged]


@dataclass(frozen=True)
class CellLayer:
    """The core's cells and what only a layer knows of them.

    ``crs`` they are in; ``centre_x``, ``centre_y`` (n,); ``identity`` (n,): their cell_id, or whatever names them;
    ``shapes``: indices → geometries; ``locate``: x, y → the cell of each point, −1 for none; ``corners``: pairs of
    cells that share an edge or a corner, int (pairs, 2). Stretches of road (``is_road``) have neither of these two.
    ``rings``: first and end cell → their outlines, float64 (cells, vertices, 2), where all are alike, or None.
    ``fields``: where the numbers come from; of a raster, ``risk`` names the band; ``street`` (n,): the name of
    the road of each stretch, "" without one, or None.
    """

    cells: RiskCells
    crs: QgsCoordinateReferenceSystem
    centre_x: np.ndarray
    centre_y: np.ndarray
    identity: Sequence[Any]
    shapes: Callable[[np.ndarray], list[QgsGeometry]]
    locate: Callable[[Run, np.ndarray, np.ndarray], np.ndarray] | None = None
    corners: Callable[[Control], np.ndarray] | None = None
    is_road: bool = False
    fields: CellFields = CellFields("risk")
    street: np.ndarray | None = None
    rings: Callable[[int, int], np.ndarray] | None = None


def cells_of_polygons(
    polygons: Polygons, fields: CellFields, crs: QgsCoordinateReferenceSystem, control: Control
) -> CellLayer:
    """Cells from polygons with a risk field, in metres.

    Polygons without a finite risk, and copies of others, are left out altogether, counted in ``polygons.skipped``;
    PatrolError when all are, when copies differ in a field, or when none has a baseline where one is asked for.
    """
    polygons = without_copies(_with_risk(polygons, fields.risk), control)
    geometries = polygons.geometries
    x, y = polygons.centres(control)
    adjoining = polygon_neighbours(geometries, control)
    cells = RiskCells(
        polygons.numbers(fields.risk),
        polygons.areas(control),
        adjoining,
        _finite(polygons, fields.count) if fields.count else None,
        _baseline(polygons, fields.baseline, control) if fields.baseline else None,
        judged=_finite(polygons, fields.judged) if fields.judged else None,
    )
    return CellLayer(
        cells=cells,
        crs=crs,
        centre_x=x,
        centre_y=y,
        identity=polygons.values[fields.identity] if fields.identity else polygons.fid.tolist(),
        shapes=lambda indices: [geometries[index] for index in indices],
        locate=PolygonLocator(geometries).locate,
        corners=lambda asking: corner_neighbours(geometries, adjoining, asking),
        fields=fields,
    )


def _with_risk(polygons: Polygons, risk_field: str) -> Polygons:
    known = np.isfinite(polygons.numbers(risk_field))
    polygons.skipped.add(
        Text(
            "without a risk in {risk_field} (NULL, not a number, or infinite); their area and incidents count nowhere",
            risk_field=risk_field,
        ),
        int((~known).sum()),
    )
    polygons.skipped.require_some(int(known.sum()), polygons.read)
    return polygons if known.all() else polygons.where(known)


def _finite(polygons: Polygons, name: str) -> np.ndarray:
    numbers = polygons.numbers(name)
    return np.where(np.isfinite(numbers), numbers, np.nan)


def _baseline(polygons: Polygons, name: str, control: Control) -> np.ndarray:
    baseline = _finite(polygons, name)
    unknown = int(np.isnan(baseline).sum())
    if unknown == len(baseline):
        raise PatrolError(
            "{label}: no cell has a number in {name}, so there is no baseline to compare with. Choose the field "
            "with the risk of the earlier period.",
            label=polygons.label,
            name=name,
        )
    if unknown:
        control.warn(
            "{label}: {n:,} of {baseline:,} cells have no baseline in {name}, as where the earlier grid does not "
            "reach or is of other cells; they are taken as not hot in the earlier period.",
            label=polygons.label,
            n=unknown,
            baseline=len(baseline),
            name=name,
        )
    return baseline


def cells_of_raster(grid: Grid, values: np.ndarray, crs: QgsCoordinateReferenceSystem, fields: CellFields) -> CellLayer:
    """Cells from the pixels of a raster that hold a value; ``fields`` names its band."""
    flat = grid.cells()
    x, y = grid.centres()
    area = np.full(len(flat), grid.cell_area_m2)
    position = np.full(grid.rows * grid.cols + 1, -1)  # the last stands for outside, −1
    position[flat] = np.arange(len(flat))
    return CellLayer(
        cells=RiskCells(values[grid.mask], area, grid_neighbours(grid.mask)),
        crs=crs,
        centre_x=x,
        centre_y=y,
        identity=grid.place_ids(flat).tolist(),
        shapes=lambda indices: list(cell_geometries(grid, flat[indices])),
        locate=lambda _, px, py: position[grid.cell_index(px, py)],
        corners=lambda _: grid_neighbours(grid.mask, corners=True),
        fields=fields,
        rings=lambda start, end: cell_rings(grid, flat[start:end]),
    )


def dissolve(layer: CellLayer, of_cell: np.ndarray, number: int, control: Control) -> list[QgsGeometry]:
    """One polygon for each of the areas 0 … number − 1.

    Raises PatrolError when cells cannot be merged.
    """
    order = np.argsort(of_cell, kind="stable")
    bounds = np.searchsorted(of_cell[order], np.arange(number + 1))
    merged = []
    for area in range(number):
        control.step(area, number)
        cells = order[bounds[area] : bounds[area + 1]]
        pieces = []
        for begin in range(0, len(cells), _CELLS_AT_ONCE):
            control.check()
            pieces.append(_union(layer.shapes(cells[begin : begin + _CELLS_AT_ONCE]), len(cells)))
        while len(pieces) > 1:
            joined = []
            for begin in range(0, len(pieces), _PIECES_AT_ONCE):
                control.check()
                joined.append(_union(pieces[begin : begin + _PIECES_AT_ONCE], len(cells)))
            pieces = joined
        merged.extend(pieces)
    return merged


def _union(shapes: list[QgsGeometry], cells: int) -> QgsGeometry:
    """The shapes as one; ``cells``: of the whole hotspot, for the error's text."""
    union = QgsGeometry.unaryUnion(shapes)
    if union.isNull() or union.isEmpty():
        # Cells that cross themselves, as digitised districts do here and there.
        union = QgsGeometry.unaryUnion([shape.makeValid() for shape in shapes])
    if union.isNull() or union.isEmpty():
        raise PatrolError(
            "The {n:,} cells of a hotspot cannot be merged: {why}. Run Fix geometries on the grid first.",
            n=cells,
            why=union.lastError() or Text("invalid polygons"),
        )
    return union
