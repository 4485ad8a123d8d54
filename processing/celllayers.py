"""Cells as polygons of a layer or as pixels of a raster: what they measure, which adjoin, what they look like."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Callable

import numpy as np
from qgis.core import QgsGeometry, QgsSpatialIndex

from ..algorithms.errors import PatrolError
from ..algorithms.hotspots import RiskCells, grid_neighbours
from .geometries import rings_of
from .gridlayers import cell_geometries
from .layers import Polygons

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

    from ..algorithms.control import Control
    from ..algorithms.grid import Grid

# Vertices closer than this are the same corner.
_CORNER_M = 1e-3
# A border runs along an edge when it lies within this share of the edge's length: a long edge that was reprojected, or
# whose neighbour has one vertex more, is not quite where the other is.
_ALONG_SHARE = 1e-4
# Edges are compared so many by all of the other polygon's at a time.
_EDGES_AT_ONCE = 256
# GEOS does not answer a cancel while it merges: so many cells, and then so many merged pieces, at a time.
_CELLS_AT_ONCE = 2000
_PIECES_AT_ONCE = 4


@dataclass(frozen=True)
class CellLayer:
    """The core's cells, the CRS they are in, their centres (n,), and ``shapes``: indices → geometries."""

    cells: RiskCells
    crs: QgsCoordinateReferenceSystem
    centre_x: np.ndarray
    centre_y: np.ndarray
    shapes: Callable[[np.ndarray], list[QgsGeometry]]


def cells_of_polygons(
    polygons: Polygons,
    risk_field: str,
    count_field: str | None,
    crs: QgsCoordinateReferenceSystem,
    control: Control,
) -> CellLayer:
    """Cells from polygons with a risk field, in metres.

    Polygons without a finite risk are left out altogether, counted in ``polygons.skipped``; PatrolError when all are.
    """
    polygons = _with_risk(polygons, risk_field)
    risk = polygons.numbers(risk_field)
    count = None
    if count_field:
        count = polygons.numbers(count_field)
        count[~np.isfinite(count)] = np.nan
    x, y = polygons.centres(control)
    cells = RiskCells(risk, polygons.areas(control), polygon_neighbours(polygons.geometries, control), count)
    return CellLayer(cells, crs, x, y, lambda indices: [polygons.geometries[index] for index in indices])


def _with_risk(polygons: Polygons, risk_field: str) -> Polygons:
    known = np.isfinite(polygons.numbers(risk_field))
    polygons.skipped.add(
        f"without a risk in {risk_field} (NULL, not a number, or infinite); their area and incidents count nowhere",
        int((~known).sum()),
    )
    polygons.skipped.require_some(int(known.sum()), polygons.read)
    if known.all():
        return polygons
    kept = np.flatnonzero(known).tolist()
    return replace(
        polygons,
        fid=polygons.fid[known],
        geometries=[polygons.geometries[index] for index in kept],
        values={name: [column[index] for index in kept] for name, column in polygons.values.items()},
    )


def cells_of_raster(grid: Grid, values: np.ndarray, crs: QgsCoordinateReferenceSystem) -> CellLayer:
    """Cells from the pixels of a raster that hold a value."""
    flat = grid.cells()
    x, y = grid.centres()
    area = np.full(len(flat), grid.cell_area_m2)
    cells = RiskCells(values[grid.mask], area, grid_neighbours(grid.mask))
    return CellLayer(cells, crs, x, y, lambda indices: list(cell_geometries(grid, flat[indices])))


def polygon_neighbours(geometries: list[QgsGeometry], control: Control) -> np.ndarray:
    """Pairs of polygons that share a stretch of border or overlap: int (pairs, 2), each once, ascending.

    Equal edges are found by sorting. Polygons with edges that found no equal are then compared with those around them
    along these edges: where the corner of one meets the side of another, no edges are equal.
    """
    rings = rings_of(geometries, control)
    edge = rings.edges
    owner = rings.polygon[rings.vertex_ring[edge]]
    ends = np.concatenate([rings.xy[edge], rings.xy[edge + 1]], axis=1)
    pairs, unmatched = _equal_edges(owner, ends)
    control.check()
    more = _along_unequal_edges(geometries, owner[unmatched], ends[unmatched], pairs, control)
    return np.unique(np.concatenate([pairs, more]), axis=0)


def _equal_edges(owner: np.ndarray, ends: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of polygons with an edge in common, (pairs, 2), and which edges no other polygon has, bool (e,)."""
    corners = np.rint(ends / _CORNER_M).astype(np.int64)
    first, second = corners[:, :2].copy(), corners[:, 2:].copy()
    swap = (first[:, 0] > second[:, 0]) | ((first[:, 0] == second[:, 0]) & (first[:, 1] > second[:, 1]))
    first[swap], second[swap] = second[swap], first[swap]
    edges = np.concatenate([first, second], axis=1)
    order = np.lexsort((owner, *edges.T))
    edges, sorted_owner = edges[order], owner[order]
    same = (edges[1:] == edges[:-1]).all(axis=1) & (sorted_owner[1:] != sorted_owner[:-1])
    # A vertex that is there twice makes an edge without length, which no one shares.
    same &= (edges[1:, :2] != edges[1:, 2:]).any(axis=1)
    pairs = np.stack([sorted_owner[:-1][same], sorted_owner[1:][same]], axis=1)
    unmatched = (first != second).any(axis=1)
    unmatched[order[:-1][same]] = False
    unmatched[order[1:][same]] = False
    return np.unique(np.sort(pairs, axis=1), axis=0), unmatched


def _along_unequal_edges(
    geometries: list[QgsGeometry], owner: np.ndarray, ends: np.ndarray, known: np.ndarray, control: Control
) -> np.ndarray:
    """Further pairs, int (pairs, 2), among the polygons that own edges without an equal (e,), (e, 4)."""
    order = np.argsort(owner, kind="stable")
    polygons, start = np.unique(owner[order], return_index=True)
    edges = dict(zip(polygons.tolist(), np.split(ends[order], start[1:])))
    both = np.isin(known, polygons).all(axis=1)
    done = set(map(tuple, known[both].tolist()))
    boxes, reach = {}, {}
    index = QgsSpatialIndex()
    for number in control.each(polygons.tolist()):
        boxes[number] = geometries[number].boundingBox()
        reach[number] = _tolerance(max(boxes[number].width(), boxes[number].height()))
        index.addFeature(number, boxes[number].buffered(float(reach[number])))
    found = []
    for number in control.each(polygons.tolist()):
        for other in index.intersects(boxes[number].buffered(float(reach[number]))):
            if other <= number or (number, other) in done:
                continue
            if _share_a_stretch(edges[number], edges[other]) or _overlap(geometries, boxes, number, other):
                found.append((number, other))
    return np.array(found, dtype=np.int64).reshape(-1, 2)


def _tolerance(length_m: np.ndarray | float) -> np.ndarray:
    return np.maximum(_CORNER_M, _ALONG_SHARE * length_m)


def _share_a_stretch(first: np.ndarray, second: np.ndarray) -> bool:
    """Whether an edge of the one (m, 4) and one of the other (k, 4) run along each other for more than a corner."""
    for base, others in ((first, second), (second, first)):
        for begin in range(0, len(base), _EDGES_AT_ONCE):
            if _any_along(base[begin : begin + _EDGES_AT_ONCE], others):
                return True
    return False


def _any_along(base: np.ndarray, others: np.ndarray) -> bool:
    along = base[:, 2:] - base[:, :2]
    length = np.hypot(along[:, 0], along[:, 1])
    base, along, length = base[length > 0], along[length > 0], length[length > 0]
    unit = (along / length[:, None])[:, None]
    tolerance = _tolerance(length)[:, None]
    positions = []
    near = np.ones((len(base), len(others)), dtype=bool)
    for x in (0, 2):
        to_end = others[None, :, x : x + 2] - base[:, None, :2]
        near &= np.abs(unit[..., 0] * to_end[..., 1] - unit[..., 1] * to_end[..., 0]) <= tolerance
        positions.append((unit * to_end).sum(axis=2))
    begin, end = np.minimum(*positions), np.maximum(*positions)
    shared = np.minimum(end, length[:, None]) - np.maximum(begin, 0.0)
    return bool((near & (shared > tolerance)).any())


def _overlap(geometries: list[QgsGeometry], boxes: dict, number: int, other: int) -> bool:
    """Whether two polygons have more than a corner in common; boxes that only touch have not."""
    shared_box = boxes[number].intersect(boxes[other])
    if not (shared_box.width() > _CORNER_M and shared_box.height() > _CORNER_M):
        return False
    return geometries[number].intersection(geometries[other]).length() > _CORNER_M


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
            f"The {cells:,} cells of a hotspot cannot be merged: {union.lastError() or 'invalid polygons'}. "
            "Run Fix geometries on the grid first."
        )
    return union
