"""Layers of points, lines or polygons to facilities by kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Callable

import numpy as np
from qgis.core import QgsFeatureRequest, QgsProcessing, QgsWkbTypes

from ...algorithms.errors import PatrolError
from ...algorithms.risk.facilities import Facilities, lines_of, points_of, polygons_of
from ...algorithms.texts import Text
from ..common.personfields import person_problem
from ..framework.parameters import without_geometry
from ..layers.columns import texts_of
from ..layers.fields import field_label
from ..layers.geometries import rings_of
from ..layers.reading import read_lines, read_points, read_polygons

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry

    from ..cells.areacutting import AreaCutter
    from ..framework.run import Run
    from ..framework.source import Source

# More kinds than any classification of facilities has: the field must hold names.
MOST_KINDS = 200


@dataclass(frozen=True)
class _Parts:
    """What a layer holds, one entry per point, line part or ring: facilities not yet told apart by kind.

    ``xy`` (v, 2), ``offsets`` (n + 1,), ``feature`` (n,) and ``hole`` (n,) as in Facilities.
    """

    xy: np.ndarray
    offsets: np.ndarray
    feature: np.ndarray
    hole: np.ndarray

    def where(self, chosen: np.ndarray) -> _Parts:
        """Only the chosen entries: bool (n,)."""
        vertices = np.diff(self.offsets)
        xy = self.xy[np.repeat(chosen, vertices)]
        return _Parts(xy, _offsets(vertices[chosen]), self.feature[chosen], self.hole[chosen])


@dataclass(frozen=True)
class _Read:
    """What was read of a layer: its parts, cut at the study area, and the features that had any before (k,); the type
    of each feature, if there is a type field.
    """

    parts: _Parts
    features: np.ndarray
    types: np.ndarray | None


def read_facilities(run: Run, crs: QgsCoordinateReferenceSystem, cutter: AreaCutter | None = None) -> list[Facilities]:
    """The facilities of all layers of FACILITIES, by kind, in a CRS.

    run: whose parameters they are.
    crs: what they are reprojected to, projected in metres.
    cutter: leaves only what lies in the study area, where there is one.

    A layer with the type field (FACILITY_TYPE_FIELD) has as many kinds as the field has values; a feature without a
    value is of the kind "<layer> (no type)". A layer without the field, or without any value in it, is one kind under
    its own name. Layers of one geometry share their kinds; kinds of one name but different geometry get the geometry
    added to their names. Nothing but the type field is read of the attributes. Empty layers are left out with a
    warning. Raises PatrolError, before any feature is read, for a type field about persons.
    """
    sources = run.sources("FACILITIES")
    field = run.field("FACILITY_TYPE_FIELD") if sources else None
    label = run.label("FACILITY_TYPE_FIELD")
    if field is not None:
        _require_field(sources, field, label, run.label("FACILITIES"))
    found: dict[tuple[str, str], list[_Parts]] = {}
    for number, source in enumerate(sources):
        if source.count == 0:
            run.warn("{label}: the layer is empty; it is left out of the environment.", label=source.label)
            continue
        with run.part(number / len(sources), (number + 1) / len(sources)):
            geometry = _geometry_of(source)
            read = _READERS[geometry](run, source, crs, source.own_name(field) if field else None, cutter)
            _tell_outside(run, source, read)
            for kind, chosen in _by_kind(run, source, read, field):
                found.setdefault((kind, geometry), []).append(chosen)
        if field is not None:
            _require_types([kind for kind, _ in found], field_label(label, field))
    names = [kind for kind, _ in found]
    return [
        _joined(f"{kind} ({geometry})" if names.count(kind) > 1 else kind, geometry, parts)
        for (kind, geometry), parts in found.items()
    ]


def _require_field(sources: Sequence[Source], field: str, label: str, layers: str) -> None:
    """Raise PatrolError for a type field about persons, or one that no layer has."""
    refused = person_problem(label, field)
    if refused:
        raise PatrolError(refused)
    if not any(source.has_field(field) for source in sources):
        raise PatrolError(
            "{label}: none of the layers in {layers} has a field {field}. Choose a field that one of them has, "
            "or leave it empty: then each layer is one kind.",
            label=label,
            layers=layers,
            field=field,
        )


def _tell_outside(run: Run, source: Source, read: _Read) -> None:
    outside = len(read.features) - len(np.unique(read.parts.feature))
    if outside:
        run.info(
            "{label}: {n:,} of {features:,} features lie outside the study area and do not count.",
            label=source.label,
            n=outside,
            features=len(read.features),
        )


def _geometry_of(source: Source) -> str:
    """points, lines or polygons; of a layer that may hold all of them, what its first feature with a place is."""
    kinds = {
        QgsWkbTypes.GeometryType.PointGeometry: "points",
        QgsWkbTypes.GeometryType.LineGeometry: "lines",
        QgsWkbTypes.GeometryType.PolygonGeometry: "polygons",
    }
    kind = QgsWkbTypes.geometryType(source.source.wkbType())
    if kind == QgsWkbTypes.GeometryType.UnknownGeometry:
        request = QgsFeatureRequest().setNoAttributes()
        features = source.source.getFeatures(request, source.no_geometry_check)
        found = (feature.geometry().type() for feature in features)
        kind = next((item for item in found if item in kinds), QgsWkbTypes.GeometryType.NullGeometry)
    if kind not in kinds:
        way_out = without_geometry([QgsProcessing.SourceType.TypeVectorAnyGeometry])
        raise PatrolError(
            "{label}: this is a table without geometry. {way_out} Or leave it out.", label=source.label, way_out=way_out
        )
    return kinds[kind]


def _read_points(
    run: Run, source: Source, crs: QgsCoordinateReferenceSystem, field: str | None, cutter: AreaCutter | None
) -> _Read:
    """The points of a layer; likewise lines and polygons below.

    run: whose log tells what is left out.
    source: the layer.
    crs: what it is reprojected to.
    field: that of the types, as the layer spells it, where it has one.
    cutter: leaves only what lies in the study area, where there is one.
    """
    points = read_points(run, source, crs, [field])
    points.skipped.report(run.warn)
    number = len(points)
    parts = _Parts(
        np.column_stack([points.x, points.y]), np.arange(number + 1), np.arange(number), np.zeros(number, dtype=bool)
    )
    if cutter is not None:
        parts = parts.where(cutter.holds(points.x, points.y, run.control))
    return _Read(parts, np.arange(number), points.texts(field) if field else None)


def _read_lines(
    run: Run, source: Source, crs: QgsCoordinateReferenceSystem, field: str | None, cutter: AreaCutter | None
) -> _Read:
    lines = read_lines(run, source, crs, [field])
    lines.skipped.report(run.warn)
    xy, offsets, feature = lines.xy, lines.offsets, lines.feature
    if cutter is not None:
        xy, offsets, feature = cutter.lines(xy, offsets, feature, run.control)
    parts = _Parts(xy, offsets, feature, np.zeros(len(feature), dtype=bool))
    return _Read(parts, np.unique(lines.feature), texts_of(lines.values[field]) if field else None)


def _read_polygons(
    run: Run, source: Source, crs: QgsCoordinateReferenceSystem, field: str | None, cutter: AreaCutter | None
) -> _Read:
    polygons = read_polygons(run, source, crs, [field])
    geometries = [_valid(geometry) for geometry in run.control.each(polygons.geometries)]
    rings = rings_of(geometries, run.control)
    features = np.unique(rings.polygon)
    polygons.skipped.add(Text("without an area"), len(geometries) - len(features))
    polygons.skipped.require_some(len(rings.polygon), polygons.read)
    polygons.skipped.report(run.warn)
    if cutter is not None:
        rings = rings_of(cutter.polygons(geometries, run.control), run.control)
    parts = _Parts(rings.xy, rings.offsets, rings.polygon, rings.hole)
    return _Read(parts, features, polygons.texts(field) if field else None)


_READERS: dict[str, Callable[..., _Read]] = {
    "points": _read_points,
    "lines": _read_lines,
    "polygons": _read_polygons,
}


def _valid(geometry: QgsGeometry) -> QgsGeometry:
    """A polygon that does not cross itself, so that its rings have the area they show."""
    if geometry.isGeosValid():
        return geometry
    mended = geometry.makeValid()
    mended.convertGeometryCollectionToSubclass(QgsWkbTypes.GeometryType.PolygonGeometry)
    return mended


def _by_kind(run: Run, source: Source, read: _Read, field: str | None) -> Iterator[tuple[str, _Parts]]:
    """The parts of a layer by kind, in the order of their names; a kind may have none in the study area."""
    parts = read.parts
    if read.types is None or field is None:
        if field is not None:
            run.info(
                "{label}: it has no field {field}; all of it is one kind, {label}.", label=source.label, field=field
            )
        yield source.label, parts
        return
    types = np.array([text.strip() for text in read.types.tolist()], dtype=object)
    missing = int((types[read.features] == "").sum())
    kinds = np.unique(types[read.features].astype(str))
    if kinds.tolist() == [""]:
        run.warn(
            "{label}: no feature has a value in {field}; all of them are one kind, {label}.",
            label=source.label,
            field=field,
        )
        yield source.label, parts
        return
    _require_types(kinds.tolist(), field_label(source.label, field))
    if missing:
        run.warn(
            "{label}: {n:,} features without a value in {field} are a kind of their own.",
            label=source.label,
            n=missing,
            field=field,
        )
    which = np.searchsorted(kinds, types[parts.feature].astype(str))
    for number, kind in enumerate(kinds.tolist()):
        yield kind or str(Text("{label} (no type)", label=source.label)), parts.where(which == number)


def _require_types(kinds: list[str], where: str) -> None:
    """Raise when there are so many kinds that they must be names; these, which may be persons', are not repeated."""
    if len(kinds) > MOST_KINDS:
        raise PatrolError(
            "{where}: {n:,} different values. More than {most_kinds} look like names, not types of facilities. "
            "Choose the field that holds the type, or leave it empty: then each layer is one kind.",
            where=where,
            n=len(kinds),
            most_kinds=MOST_KINDS,
        )


def _joined(kind: str, geometry: str, parts: Sequence[_Parts]) -> Facilities:
    """The facilities of one kind, out of one layer or several."""
    xy = np.concatenate([part.xy for part in parts])
    offsets = _offsets(np.concatenate([np.diff(part.offsets) for part in parts]))
    # Numbered on from layer to layer, so that no feature is taken for one of another layer.
    features, number = [], 0
    for part in parts:
        features.append(part.feature + number)
        number += int(part.feature.max(initial=-1)) + 1
    feature = np.concatenate(features)
    if geometry == "points":
        return points_of(kind, xy[:, 0], xy[:, 1])
    if geometry == "lines":
        return lines_of(kind, xy, offsets, feature)
    return polygons_of(kind, xy, offsets, feature, np.concatenate([part.hole for part in parts]))


def _offsets(vertices: np.ndarray) -> np.ndarray:
    """Where each part begins, and the end of the last: int64 (n + 1,)."""
    return np.concatenate([[0], np.cumsum(vertices)]).astype(np.int64)
