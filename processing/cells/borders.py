"""Which polygons of a layer adjoin: along a stretch of border, or at a corner."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from qgis.core import QgsGeometry, QgsSpatialIndex

from ...algorithms.cells.neighbours import pairs_within, unique_pairs
from ..layers.geometries import rings_of

if TYPE_CHECKING:
    from ...algorithms.control import Control

# Vertices closer than this are the same corner.
_CORNER_M = 1e-3
# A border runs along an edge when it lies within this share of the edge's length: a long edge that was reprojected, or
# whose neighbour has one vertex more, is not quite where the other is.
_ALONG_SHARE = 1e-4
# Edges are compared so many by all of the other polygon's at a time.
_EDGES_AT_ONCE = 256


def polygon_neighbours(geometries: list[QgsGeometry], control: Control) -> np.ndarray:
    """Pairs of polygons that share a stretch of border or overlap: int (pairs, 2), each once, ascending.

    Equal edges are found by sorting. Polygons with edges that found no equal are then compared with those around them
    along these edges: where the corner of one meets the side of another, no edges are equal.
    """
    rings = rings_of(geometries, control)
    edge = rings.edges
    owner = rings.polygon[rings.vertex_ring[edge]]
    ends = np.concatenate([rings.xy[edge], rings.xy[edge + 1]], axis=1)
    control.check()
    pairs, unmatched = _equal_edges(owner, ends)
    control.check()
    more = _along_unequal_edges(geometries, owner[unmatched], ends[unmatched], pairs, control)
    return np.unique(np.concatenate([pairs, more]), axis=0)


def _equal_edges(owner: np.ndarray, ends: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of polygons with an edge in common, (pairs, 2), and which edges no other polygon has, bool (e,)."""
    corner = _corner_numbers(ends.reshape(-1, 2)).reshape(-1, 2)
    # A vertex that is there twice makes an edge without length, which no one shares.
    with_length = corner[:, 0] != corner[:, 1]
    edge = corner.min(axis=1) * (int(corner.max(initial=0)) + 1) + corner.max(axis=1)
    order = np.lexsort((owner, edge))
    sorted_owner = owner[order]
    same = (np.diff(edge[order]) == 0) & (np.diff(sorted_owner) != 0) & with_length[order[1:]]
    unmatched = with_length.copy()
    unmatched[order[:-1][same]] = False
    unmatched[order[1:][same]] = False
    return unique_pairs(np.stack([sorted_owner[:-1][same], sorted_owner[1:][same]], axis=1)), unmatched


def _along_unequal_edges(
    geometries: list[QgsGeometry], owner: np.ndarray, ends: np.ndarray, known: np.ndarray, control: Control
) -> np.ndarray:
    """Further pairs, int (pairs, 2), among the polygons with edges that have no equal.

    geometries: of all polygons.
    owner: the polygon of each such edge (e,).
    ends: its ends (e, 4).
    known: pairs that need not be looked at again (pairs, 2).
    control: progress and stop.
    """
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


def corner_neighbours(geometries: list[QgsGeometry], adjoining: np.ndarray, control: Control) -> np.ndarray:
    """The pairs that adjoin, and those that have a corner in common: int (pairs, 2), each once, ascending.

    ``adjoining``: as polygon_neighbours found them.
    """
    rings = rings_of(geometries, control)
    control.check()
    # The last vertex of a ring is its first again.
    edge = rings.edges
    corner = _corner_numbers(rings.xy[edge])
    control.check()
    found = pairs_within(corner, rings.polygon[rings.vertex_ring[edge]])
    return unique_pairs(np.concatenate([adjoining, found]))


def _corner_numbers(xy: np.ndarray) -> np.ndarray:
    """Numbers from 0 on that are equal for vertices (v, 2) at the same corner: int (v,)."""
    column, row = _same_places(xy[:, 0]), _same_places(xy[:, 1])
    place = column * (int(row.max(initial=0)) + 1) + row
    return np.unique(place, return_inverse=True)[1].reshape(-1)


def _same_places(coordinate: np.ndarray) -> np.ndarray:
    """Numbers (v,) that are equal for coordinates no farther apart than the width of a corner.

    By gaps between sorted values, not by rounding: two values that differ in the last bit may round apart.
    """
    order = np.argsort(coordinate, kind="stable")
    apart = np.diff(coordinate[order], prepend=coordinate[order[:1]]) > _CORNER_M
    number = np.empty(len(coordinate), dtype=np.int64)
    number[order] = np.cumsum(apart)
    return number
