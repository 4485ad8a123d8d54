"""Places that somebody goes to, points or polygons: where each lies, and what it is called."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Callable

import numpy as np
from qgis.core import QgsWkbTypes

from ...algorithms.errors import PatrolError
from ..common.callsigns import call_signs
from .columns import numbers_of
from .geometries import reproject
from .reading import Points, read_points, read_polygons

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry

    from ..framework.run import Run
    from ..framework.source import Source

# Under this key a layer of polygons read as points keeps its polygons; no field has an empty name.
AREA = ""
# What coordinates in a text or in float32 may be off by, metres.
_ROUNDED_M = 1.0


def read_places(
    run: Run, source: Source, crs: QgsCoordinateReferenceSystem, fields: Iterable[str | None], if_empty: str
) -> Points:
    """Points, or polygons as one point each: their peak (fields peak_x, peak_y in the layer's CRS) or a point on them.

    A peak outside of its polygon's bounding box is not believed. The polygons themselves are in the values, under AREA.

    run: whose progress and transformations are used.
    source: the layer.
    crs: the one wanted.
    fields: the columns wanted.
    if_empty: what to do about an empty layer, a sentence.
    """
    if source.count == 0:
        raise PatrolError(
            "{label}: the layer is empty (or nothing of it is selected). {if_empty}",
            label=source.label,
            if_empty=if_empty,
        )
    if QgsWkbTypes.geometryType(source.source.wkbType()) != QgsWkbTypes.GeometryType.PolygonGeometry:
        return read_points(run, source, crs, fields, placed=True)
    peaks = [own for name in ("peak_x", "peak_y") if (own := source.own_name(name)) is not None]
    has_peaks = len(peaks) == 2
    areas = read_polygons(run, source, crs, [*fields, *(peaks if has_peaks else [])])
    x, y = areas.centres(run.control)
    if has_peaks:
        peak_x, peak_y = (numbers_of(areas.values[name]) for name in peaks)
        peak_x, peak_y = reproject(peak_x, peak_y, source.crs, crs, run.transforms)
        given = np.isfinite(peak_x) & np.isfinite(peak_y)
        known = given & _in_boxes(areas.geometries, peak_x, peak_y)
        elsewhere = int(given.sum() - known.sum())
        if elsewhere:
            run.info(
                "{label}: {n:,} of {total:,} polygons have a peak_x, peak_y that lies outside of them, as after "
                "a move to another CRS; a point on the polygon is used.",
                label=source.label,
                n=elsewhere,
                total=len(areas),
            )
        x, y = np.where(known, peak_x, x), np.where(known, peak_y, y)
    areas.values[AREA] = areas.geometries
    return Points(source.label, areas.fid, x, y, areas.values, areas.skipped, areas.read, areas.file_times)


def _in_boxes(polygons: Sequence[QgsGeometry], x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Whether each point lies in the bounding box of its polygon, or beside it by no more than rounding, bool (n,)."""
    boxes = [polygon.boundingBox() for polygon in polygons]
    low = np.array([(box.xMinimum(), box.yMinimum()) for box in boxes]) - _ROUNDED_M
    high = np.array([(box.xMaximum(), box.yMaximum()) for box in boxes]) + _ROUNDED_M
    points = np.column_stack([x, y])
    return ((points >= low) & (points <= high)).all(axis=1)


def names_of(points: Points, field: str | None, warn: Callable[[str], None] | None = None) -> np.ndarray:
    """What each point is called: its text in the field, where it has one, else its feature id.

    Of officers it is their call sign, never a name: one is put in the place of what looks like a name, with a warning.
    """
    fid = points.fid.astype(str).astype(object)
    if field is None:
        return fid
    text = points.texts(field)
    names = np.where(text == "", fid, text)
    return call_signs(names, points.label, warn) if field.lower() == "officer" and warn else names


def lat_lon(run: Run, x: np.ndarray, y: np.ndarray, crs: QgsCoordinateReferenceSystem) -> tuple[np.ndarray, np.ndarray]:
    """Latitude and longitude (WGS 84) of points, (n,) each."""
    longitude, latitude = reproject(x, y, crs, run.wgs84, run.transforms)
    return latitude, longitude
