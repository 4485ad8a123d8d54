"""What the planners read and write alike: stops and nodes, moments, travel times, ways."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Callable

import numpy as np
from qgis.core import QgsGeometry, QgsWkbTypes

from ...algorithms.errors import PatrolError
from ...algorithms.roads.travel import TravelTimes
from ..common.callsigns import call_signs
from .columns import numbers_of
from .geometries import line_geometry, reproject
from .reading import Points, read_points, read_polygons

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

    from ...algorithms.roads.network import RoadNetwork
    from ...algorithms.roads.snapping import Ties
    from ...algorithms.route.plan import Leg
    from ..framework.run import Run, Source

# Under this key a layer of polygons read as points keeps its polygons; no field has an empty name.
AREA = ""
# What coordinates in a text or in float32 may be off by, metres.
_ROUNDED_M = 1.0
# How much longer streets are than the straight line, where no roads are given.
DETOUR = 1.3
# A matrix of more places takes minutes and gigabytes.
MOST_PLACES = 3000
_FIRST_HOUR = 8


def read_places(
    run: Run, source: Source, crs: QgsCoordinateReferenceSystem, fields: Iterable[str | None], if_empty: str
) -> Points:
    """Points, or polygons as one point each: their peak (fields peak_x, peak_y in the layer's CRS) or a point on them.

    A peak outside of its polygon's bounding box is not believed. The polygons themselves are in the values, under AREA.

    ``if_empty``: what to do about an empty layer, a sentence.
    """
    if source.count == 0:
        raise PatrolError(f"{source.label}: the layer is empty (or nothing of it is selected). {if_empty}")
    if QgsWkbTypes.geometryType(source.source.wkbType()) != QgsWkbTypes.GeometryType.PolygonGeometry:
        return read_points(run, source, crs, fields, placed=True)
    peaks = [source.own_name(name) for name in ("peak_x", "peak_y")]
    has_peaks = None not in peaks
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
                f"{source.label}: {elsewhere:,} of {len(areas):,} polygons have a peak_x, peak_y that lies outside of "
                "them, as after a move to another CRS; a point on the polygon is used."
            )
        x, y = np.where(known, peak_x, x), np.where(known, peak_y, y)
    areas.values[AREA] = areas.geometries
    return Points(source.label, areas.fid, x, y, areas.values, areas.skipped, areas.read)


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


def read_moment(run: Run, name: str) -> np.datetime64 | None:
    """A date and time parameter; None when left out, an error when it cannot be read."""
    moment = run.moment(name)
    if moment is None and run.given(name):
        raise PatrolError(f"{run.label(name)}: the value is not a date and time. Write it as 2024-05-31 22:15.")
    return moment


def today_at_eight() -> np.datetime64:
    return np.datetime64(datetime.date.today(), "s") + np.timedelta64(_FIRST_HOUR, "h")


def warn_of_straight_lines(run: Run, network: RoadNetwork | None) -> None:
    """Say that there are no roads, where there are none."""
    if network is None:
        run.warn(
            f"No roads are given: travel is along straight lines, {DETOUR:g} times their length, at "
            f"{run.number('DEFAULT_SPEED'):g} km/h where no other speed is known. Give roads for real routes."
        )


def travel_times(
    run: Run, ties: Ties | None, x: np.ndarray, y: np.ndarray, speed_kmh: float | None = None
) -> TravelTimes:
    """Between places (n,), on the roads they are tied to, if any; nobody drives faster than ``speed_kmh``."""
    if ties is None:
        return TravelTimes.straight_lines(x, y, speed_kmh or run.number("DEFAULT_SPEED"), DETOUR)
    return TravelTimes.of_ties(ties, speed_kmh, run.control)


def ways_of(run: Run, journeys: Sequence[tuple[TravelTimes, Leg]]) -> list[np.ndarray]:
    """The vertices (k, 2) of each leg, in the order given."""
    ways: list[np.ndarray] = [np.zeros((0, 2))] * len(journeys)
    # Those from one place after the other: the search from it is made once.
    order = sorted(range(len(journeys)), key=lambda number: (id(journeys[number][0]), journeys[number][1].start))
    for done, number in enumerate(order):
        run.control.step(done, len(order))
        travel, leg = journeys[number]
        ways[number] = travel.path(leg.start, leg.end)
    return ways


def way_geometry(way: np.ndarray) -> QgsGeometry:
    """The line of a way; no geometry where nobody moves, as a line needs two places."""
    return line_geometry(way) if (way[1:] != way[:-1]).any() else QgsGeometry()


def lat_lon(run: Run, x: np.ndarray, y: np.ndarray, crs: QgsCoordinateReferenceSystem) -> tuple[np.ndarray, np.ndarray]:
    """Latitude and longitude (WGS 84) of points, (n,) each."""
    longitude, latitude = reproject(x, y, crs, run.wgs84, run.transforms)
    return latitude, longitude


def write_layer(
    run: Run,
    name: str,
    columns: list[Any],
    shapes: Iterable[QgsGeometry] | None,
    kind: Any,
    crs: QgsCoordinateReferenceSystem,
) -> str:
    """Write one output and return where it is."""
    from .writing import fields_of, write_features

    sink, destination = run.open_sink(name, fields_of(columns), kind, crs)
    write_features(run, sink, columns, shapes, run.label(name))
    return destination
