"""Geometries to coordinate arrays and back, and their reprojection in bulk."""

from __future__ import annotations

import struct
from collections.abc import Sequence

import numpy as np
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsGeometry,
    QgsPointXY,
)

_LINE, _MULTILINE = 2, 5
_POINT_BYTES = 21
_HEADER_BYTES = 9


def points_from_wkb(wkb: Sequence[bytes]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """x, y (n,) and whether each is a usable single point (n,); NaN where it is not."""
    n = len(wkb)
    lengths = np.fromiter((len(value) for value in wkb), dtype=np.int64, count=n)
    if n and (lengths == _POINT_BYTES).all():
        plain = np.frombuffer(b"".join(wkb), dtype=np.dtype([("head", "V5"), ("x", "<f8"), ("y", "<f8")]))
        kinds = np.frombuffer(plain["head"].tobytes(), dtype=np.uint8).reshape(-1, 5)
        if (kinds == (1, 1, 0, 0, 0)).all():
            x, y = plain["x"].copy(), plain["y"].copy()
            return x, y, np.isfinite(x) & np.isfinite(y)
    x, y = np.full(n, np.nan), np.full(n, np.nan)
    for index, value in enumerate(wkb):
        if value:
            geometry = QgsGeometry()
            geometry.fromWkb(value)
            x[index], y[index] = single_point(geometry)
    return x, y, np.isfinite(x) & np.isfinite(y)


def single_point(geometry: QgsGeometry) -> tuple[float, float]:
    """The coordinates of a point or one-part multipoint; NaN for everything else."""
    shape = geometry.constGet()
    if shape is None or shape.isEmpty():
        return (np.nan, np.nan)
    if hasattr(shape, "numGeometries"):
        if shape.numGeometries() != 1:
            return (np.nan, np.nan)
        shape = shape.geometryN(0)
    if not hasattr(shape, "x"):
        return (np.nan, np.nan)
    return (shape.x(), shape.y())


def paths_from_wkb(wkb: Sequence[bytes]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """All line parts of a layer: vertices (v, 2), offsets (parts + 1,) into them, and the feature of each part
    (parts,).

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


def reproject(
    x: np.ndarray,
    y: np.ndarray,
    source: QgsCoordinateReferenceSystem,
    target: QgsCoordinateReferenceSystem,
    context: QgsCoordinateTransformContext,
) -> tuple[np.ndarray, np.ndarray]:
    """The points in the target CRS; NaN where a point cannot be transformed."""
    x, y = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    if source == target or len(x) == 0:
        return x, y
    usable = np.isfinite(x) & np.isfinite(y)
    if source.isGeographic():
        usable &= (np.abs(y) <= 90) & (np.abs(x) <= 360)
    new_x, new_y = np.full(len(x), np.nan), np.full(len(x), np.nan)
    transform = QgsCoordinateTransform(source, target, context)
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
