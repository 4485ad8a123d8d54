"""Geometries to coordinate arrays and back, and their reprojection in bulk."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsGeometry,
    QgsGeometryCollection,
    QgsPoint,
    QgsPointXY,
    QgsWkbTypes,
)

from ..common.crs import transform_between

if TYPE_CHECKING:
    from ...algorithms.control import Control

_LINE, _MULTILINE = 2, 5
_POLYGON, _MULTIPOLYGON = 3, 6
# How the bytes of a polygon with one ring begin, and of a multipolygon of one such polygon.
_ONE_RING = b"\x01\x03\x00\x00\x00\x01\x00\x00\x00"
_ONE_PART = b"\x01\x06\x00\x00\x00\x01\x00\x00\x00" + _ONE_RING
# How the bytes of a point without Z and M begin, and how many they are.
_POINT = b"\x01\x01\x00\x00\x00"
_POINT_BYTES = 21
_HEADER_BYTES = 9


def points_from_wkb(wkb: Sequence[bytes]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """x, y (n,) and whether each is a usable single point (n,); NaN where it is not."""
    n = len(wkb)
    x, y = np.full(n, np.nan), np.full(n, np.nan)
    # The plain ones all at once: a layer may have a few others, and many without a geometry.
    plain = np.fromiter((len(value) == _POINT_BYTES and value.startswith(_POINT) for value in wkb), dtype=bool, count=n)
    joined = b"".join(value for value, is_plain in zip(wkb, plain.tolist()) if is_plain)
    places = np.frombuffer(joined, dtype=np.dtype([("head", "V5"), ("x", "<f8"), ("y", "<f8")]))
    x[plain], y[plain] = places["x"], places["y"]
    for index in np.flatnonzero(~plain).tolist():
        if wkb[index]:
            geometry = QgsGeometry()
            geometry.fromWkb(wkb[index])
            x[index], y[index] = single_point(geometry)
    return x, y, np.isfinite(x) & np.isfinite(y)


def all_wkb(geometries: list[QgsGeometry]) -> list[bytes]:
    """Each geometry as WKB, b"" where there is none; plain points all at once, twice as fast as one by one."""
    if {shape.wkbType() for shape in geometries} == {QgsWkbTypes.Type.Point}:
        # The points of a multipoint stand in its WKB one after another, each with its own head.
        whole = QgsGeometry.collectGeometry(geometries).asWkb().data()[_HEADER_BYTES:]
        if len(whole) == _POINT_BYTES * len(geometries):
            points: list[bytes] = np.frombuffer(whole, dtype=f"V{_POINT_BYTES}").tolist()
            return points
    return [b"" if shape.isNull() else shape.asWkb().data() for shape in geometries]


def single_point(geometry: QgsGeometry) -> tuple[float, float]:
    """The coordinates of a point or one-part multipoint; NaN for everything else."""
    shape = geometry.constGet()
    if shape is None or shape.isEmpty():
        return (np.nan, np.nan)
    if isinstance(shape, QgsGeometryCollection):
        if shape.numGeometries() != 1:
            return (np.nan, np.nan)
        shape = shape.geometryN(0)
    return (shape.x(), shape.y()) if isinstance(shape, QgsPoint) else (np.nan, np.nan)


def paths_from_wkb(wkb: Sequence[bytes]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """All line parts of a layer: vertices (v, 2), offsets (parts + 1,) into them, the feature of each part (parts,).

    Null and empty geometries have no part. Curves are segmented, Z and M left out.
    """
    pieces: list[bytes] = []
    counts: list[int] = []
    features: list[int] = []
    for feature, value in enumerate(wkb):
        for piece in _line_pieces(value):
            pieces.append(piece)
            counts.append(len(piece) // 16)
            features.append(feature)
    xy = np.frombuffer(b"".join(pieces), dtype="<f8").reshape(-1, 2)
    offsets = np.concatenate([[0], np.cumsum(np.array(counts, dtype=np.int64))]).astype(np.int64)
    return xy, offsets, np.array(features, dtype=np.int64)


def _line_pieces(wkb: bytes) -> list[bytes]:
    """The raw coordinates of each part of one line geometry."""
    if len(wkb) > _HEADER_BYTES and wkb[:5] == b"\x01\x02\x00\x00\x00":
        return [wkb[_HEADER_BYTES:]]
    if len(wkb) <= _HEADER_BYTES:
        return []
    geometry = QgsGeometry()
    geometry.fromWkb(wkb)
    if geometry.isEmpty():
        return []
    geometry.convertToStraightSegment()
    shape = geometry.get()
    if shape is None:
        return []
    shape.dropZValue()
    shape.dropMValue()
    plain = bytes(geometry.asWkb())
    kind = struct.unpack_from("<I", plain, 1)[0]
    if kind == _LINE:
        return [plain[_HEADER_BYTES:]]
    if kind != _MULTILINE:
        return []
    parts, position = [], _HEADER_BYTES
    for _ in range(struct.unpack_from("<I", plain, 5)[0]):
        vertices = struct.unpack_from("<I", plain, position + 5)[0]
        start = position + _HEADER_BYTES
        position = start + 16 * vertices
        if vertices:
            parts.append(plain[start:position])
    return parts


@dataclass(frozen=True)
class Rings:
    """The closed rings of n polygons as arrays, polygon by polygon, the outer ring of each part before its holes.

    ``xy`` (v, 2): vertices, the first of a ring again as its last. ``offsets`` (r + 1,): where each ring begins.
    ``polygon`` (r,): the polygon of each ring. ``hole`` (r,): whether it is one. ``number``: n.
    """

    xy: np.ndarray
    offsets: np.ndarray
    polygon: np.ndarray
    hole: np.ndarray
    number: int

    @property
    def edges(self) -> np.ndarray:
        """The vertices that begin an edge, all but the last of each ring: int (e,); the edge ends at the next one."""
        begins = np.ones(len(self.xy), dtype=bool)
        begins[self.offsets[1:] - 1] = False
        return np.flatnonzero(begins)

    @property
    def vertex_ring(self) -> np.ndarray:
        """The ring of each vertex: int (v,)."""
        return np.repeat(np.arange(len(self.polygon)), np.diff(self.offsets))

    @property
    def borders(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Where each edge starts and ends, (e, 2) each, and its polygon, int (e,)."""
        edge = self.edges
        return self.xy[edge], self.xy[edge + 1], self.polygon[self.vertex_ring[edge]]

    def areas(self) -> np.ndarray:
        """The area of each polygon, holes taken out, by the shoelace formula: float64 (n,)."""
        sign = np.where(self.hole, -1.0, 1.0)
        return np.bincount(self.polygon, sign * np.abs(self._moments()[0]), self.number)

    def convex_centroids(self) -> tuple[np.ndarray, np.ndarray]:
        """The centroid of each polygon of one convex ring, x and y (n,); NaN for the others."""
        x, y = np.full(self.number, np.nan), np.full(self.number, np.nan)
        if not len(self.polygon):
            return x, y
        area, moment_x, moment_y = self._moments()
        edge = self.edges
        ring = self.vertex_ring[edge]
        along = self.xy[edge + 1] - self.xy[edge]
        # The edge that follows; after the last of a ring comes its first.
        last = np.append(ring[1:] != ring[:-1], True)
        first = np.flatnonzero(np.append(True, last[:-1]))
        following = np.arange(1, len(edge) + 1)
        following[last] = first
        turn = along[:, 0] * along[following, 1] - along[:, 1] * along[following, 0]
        # Straight on counts as convex, to within rounding.
        against = turn * np.sign(area)[ring] < -1e-9 * np.abs(area)[ring]
        convex = (np.bincount(ring, against, len(area)) == 0) & (area != 0)
        convex &= np.bincount(self.polygon, minlength=self.number)[self.polygon] == 1
        start = self.xy[self.offsets[:-1]]
        which = self.polygon[convex]
        x[which] = start[convex, 0] + moment_x[convex] / area[convex]
        y[which] = start[convex, 1] + moment_y[convex] / area[convex]
        return x, y

    def _moments(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Signed area and first moments of each ring about its own first vertex, for precision: (r,) each."""
        edge = self.edges
        ring = self.vertex_ring[edge]
        start = self.xy[self.offsets[:-1]][ring]
        here, there = self.xy[edge] - start, self.xy[edge + 1] - start
        cross = (here[:, 0] * there[:, 1] - there[:, 0] * here[:, 1]) / 2.0
        third = (here + there) / 3.0
        rings = len(self.polygon)
        return (
            np.bincount(ring, cross, rings),
            np.bincount(ring, cross * third[:, 0], rings),
            np.bincount(ring, cross * third[:, 1], rings),
        )


def rings_of(geometries: Sequence[QgsGeometry], control: Control) -> Rings:
    """The rings of polygons and multipolygons. Curves are segmented, Z and M left out."""
    pieces: list[bytes] = []
    polygon: list[int] = []
    hole: list[bool] = []
    for number, geometry in enumerate(control.each(geometries)):
        wkb = bytes(geometry.asWkb())
        if wkb.startswith(_ONE_RING):
            parts = [(wkb[len(_ONE_RING) + 4 :], False)]
        elif wkb.startswith(_ONE_PART):
            parts = [(wkb[len(_ONE_PART) + 4 :], False)]
        else:
            parts = list(_ring_pieces(geometry, wkb))
        for piece, is_hole in parts:
            # Fewer than four vertices are no ring.
            if len(piece) >= 64:
                pieces.append(piece)
                polygon.append(number)
                hole.append(is_hole)
    lengths = np.fromiter((len(piece) // 16 for piece in pieces), dtype=np.int64, count=len(pieces))
    return Rings(
        np.frombuffer(b"".join(pieces), dtype="<f8").reshape(-1, 2),
        np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        np.array(polygon, dtype=np.int64),
        np.array(hole, dtype=bool),
        len(geometries),
    )


def _ring_pieces(geometry: QgsGeometry, wkb: bytes) -> Iterator[tuple[bytes, bool]]:
    """The raw coordinates of each ring and whether it is a hole."""
    if len(wkb) < _HEADER_BYTES:
        return
    if struct.unpack_from("<I", wkb, 1)[0] not in (_POLYGON, _MULTIPOLYGON):
        plain = QgsGeometry(geometry)
        plain.convertToStraightSegment()
        shape = plain.get()
        if shape is None or shape.isEmpty():
            return
        shape.dropZValue()
        shape.dropMValue()
        wkb = bytes(plain.asWkb())
    kind, count = struct.unpack_from("<II", wkb, 1)
    if kind not in (_POLYGON, _MULTIPOLYGON):
        return
    position = 0 if kind == _POLYGON else _HEADER_BYTES
    for _ in range(1 if kind == _POLYGON else count):
        rings = struct.unpack_from("<I", wkb, position + 5)[0]
        position += _HEADER_BYTES
        for ring in range(rings):
            start = position + 4
            position = start + 16 * struct.unpack_from("<I", wkb, position)[0]
            yield wkb[start:position], ring > 0


def line_geometry(xy: np.ndarray) -> QgsGeometry:
    """A LineString through the vertices (v, 2)."""
    vertices = np.ascontiguousarray(xy, dtype="<f8")
    geometry = QgsGeometry()
    geometry.fromWkb(struct.pack("<BII", 1, _LINE, len(vertices)) + vertices.tobytes())
    return geometry


def point_geometry(x: float, y: float) -> QgsGeometry:
    """A point."""
    return QgsGeometry.fromPointXY(QgsPointXY(x, y))


def square_geometry(x_min: float, y_max: float, size: float) -> QgsGeometry:
    """The square whose north-west corner is given."""
    x_max, y_min = x_min + size, y_max - size
    geometry = QgsGeometry()
    geometry.fromWkb(
        struct.pack("<BIII10d", 1, 3, 1, 5, x_min, y_max, x_max, y_max, x_max, y_min, x_min, y_min, x_min, y_max)
    )
    return geometry


def polygon_wkb(xy: np.ndarray) -> np.ndarray:
    """Polygons of one ring each as WKB, one per row: uint8 (n, bytes).

    ``xy``: float64 (n, vertices, 2), the first vertex of a ring again as its last.
    """
    head = np.frombuffer(_ONE_RING + struct.pack("<I", xy.shape[1]), dtype=np.uint8)
    whole = np.empty((len(xy), len(head) + 16 * xy.shape[1]), dtype=np.uint8)
    whole[:, : len(head)] = head
    whole[:, len(head) :] = np.ascontiguousarray(xy, dtype="<f8").reshape(len(xy), -1).view(np.uint8)
    return whole


def polygon_geometries(xy: np.ndarray) -> Iterator[QgsGeometry]:
    """The same polygons as geometries."""
    whole = polygon_wkb(xy)
    for wkb in whole.view(f"V{whole.shape[1]}").ravel().tolist():
        geometry = QgsGeometry()
        geometry.fromWkb(wkb)
        yield geometry


def reproject(
    x: np.ndarray,
    y: np.ndarray,
    source: QgsCoordinateReferenceSystem,
    target: QgsCoordinateReferenceSystem,
    context: QgsCoordinateTransformContext,
) -> tuple[np.ndarray, np.ndarray]:
    """The points in the target CRS; NaN where a point cannot be transformed.

    x, y: float64 (n,), in ``source``.
    source: the CRS they are in.
    target: the CRS wanted.
    context: the project's preferred ways between two CRSs.

    Raises PatrolError where there is no way between the CRSs.
    """
    x, y = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    transform = transform_between(source, target, context)
    if transform is None or len(x) == 0:
        return x, y
    usable = np.isfinite(x) & np.isfinite(y)
    if source.isGeographic():
        usable &= (np.abs(y) <= 90) & (np.abs(x) <= 360)
    new_x, new_y = np.full(len(x), np.nan), np.full(len(x), np.nan)
    where = np.flatnonzero(usable)
    new_x[where], new_y[where] = _transform(transform, x[where], y[where])
    return new_x, new_y


def _transform(transform: QgsCoordinateTransform, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    if len(x) == 0:
        return x, y
    if len(x) == 1:
        try:
            point = transform.transform(QgsPointXY(x[0], y[0]))
        except QgsCsException:
            return np.array([np.nan]), np.array([np.nan])
        found = np.array([[point.x(), point.y()]])
    else:
        # One line through all the points: QGIS transforms its vertices in a single call.
        geometry = line_geometry(np.column_stack([x, y]))
        try:
            failed = geometry.transform(transform) != 0
        except QgsCsException:
            failed = True
        if failed:
            half = len(x) // 2
            first, second = _transform(transform, x[:half], y[:half]), _transform(transform, x[half:], y[half:])
            return np.concatenate([first[0], second[0]]), np.concatenate([first[1], second[1]])
        found = np.frombuffer(bytes(geometry.asWkb()), dtype="<f8", offset=_HEADER_BYTES).reshape(-1, 2)
    finite = np.isfinite(found).all(axis=1)
    return np.where(finite, found[:, 0], np.nan), np.where(finite, found[:, 1], np.nan)
