"""Features to arrays: the usable points, lines and polygons of a layer."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from osgeo import gdal
from qgis.core import QgsCsException, QgsFeature, QgsFeatureRequest, QgsGeometry, QgsWkbTypes

from ...algorithms.errors import PatrolError
from ...algorithms.incidents.placeholders import no_place
from ...algorithms.texts import Text
from ..common.crs import require_crs, transform_between
from ..common.publicname import without_secrets
from ..common.translation import translated
from ..files.bulkreading import read_plain_columns
from ..files.delimitedreading import PlainText, read_plain_text
from ..files.wholeness import cut_line, require_undamaged
from ..times.filetimes import FileTimes
from ..times.times import TimeColumn, read_times
from ..times.words import cut_text, misread_text, zone_words
from .columns import compact, joined, numbers_of, texts_of
from .fields import field_label
from .geometries import all_wkb, paths_from_wkb, points_from_wkb, reproject, rings_of
from .placeholders import REPEATED, no_place_texts
from .sampling import is_as_asked_for
from .skipped import Skipped

if TYPE_CHECKING:
    from ...algorithms.control import Control
    from ..framework.run import Run
    from ..framework.source import Source

_REPORT_EVERY = 5000
_FARTHEST_M = 1e8
# Values are made into arrays this many features at a time, to hold few of QGIS's objects at once.
_PIECE = 20_000


@dataclass
class Points:
    """The usable points of a layer, in the working CRS.

    ``fid``: int64 (n,). ``x``, ``y``: float64 (n,), metres. ``values``: raw attribute columns. ``file_times``: by
    field, what its file says of times that QGIS does not.
    """

    label: str
    fid: np.ndarray
    x: np.ndarray
    y: np.ndarray
    values: dict[str, Sequence[Any]]
    skipped: Skipped
    read: int
    file_times: dict[str, FileTimes] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.x)

    def keep(self, chosen: np.ndarray, cause: str) -> None:
        """Leave out the points that are not chosen, counted under a cause."""
        if chosen.all():
            return
        self.skipped.add(cause, int((~chosen).sum()))
        self.take(chosen)

    def take(self, chosen: np.ndarray) -> None:
        """Go on with the points that are chosen alone."""
        self.fid, self.x, self.y = self.fid[chosen], self.x[chosen], self.y[chosen]
        self.values = {name: _take(column, chosen) for name, column in self.values.items()}

    def times(self, name: str, clock: str | None = None) -> np.ndarray:
        """A time column; points without a readable time are left out first."""
        return self.moments(name, clock)[0]

    def moments(self, name: str, clock: str | None = None) -> tuple[np.ndarray, np.ndarray]:
        """A time column, (n,), and which of the times are dates without a time of day, bool (n,).

        ``clock``: the field with the time of day, where ``name`` holds only the date. Points without a readable time
        are left out first.
        """
        column = self.time_column(name, clock)
        known = ~np.isnat(column.time)
        where = Text("{name} or {clock}", name=name, clock=clock) if clock else name
        example = Text(" (the first: {value})", value=column.unread) if column.unread else ""
        self.keep(known, Text("without a readable time in {where}{example}", where=where, example=example))
        self.skipped.require_some(len(self), self.read)
        return column.time[known], column.is_day[known]

    def time_column(self, name: str, clock: str | None = None, may_be_empty: bool = False) -> TimeColumn:
        """A time column as it was read, all n; what the user must know of it joins the notes. See read_times."""
        label, told = field_label(self.label, name), self.file_times.get(name, FileTimes(None))
        for field_name in filter(None, (name, clock)):
            of_field = self.file_times.get(field_name, FileTimes(None))
            if of_field.misread and of_field.as_text is None:
                raise PatrolError(misread_text(field_label(self.label, field_name), of_field.misread))
        column = read_times(self.values[name], label, name, self.values[clock] if clock else None, may_be_empty)
        self.skipped.notes += column.notes
        if told.utc is not None and not column.zoned:
            words = zone_words(Text("the times of the file are"), told.utc)
            self.skipped.notes.append(Text("{label}: {words}", label=label, words=words))
        if told.cut and told.as_text is None and not clock:
            self.skipped.notes.append(cut_text(label, told.cut))
        return column

    def numbers(self, name: str) -> np.ndarray:
        """A number column, NaN where there is none."""
        return numbers_of(self.values[name])

    def texts(self, name: str) -> np.ndarray:
        """A text column, "" where NULL."""
        return texts_of(self.values[name])


def _take(column: Sequence[Any], chosen: np.ndarray) -> Sequence[Any]:
    if isinstance(column, np.ndarray):
        return column[chosen]
    return [column[index] for index in np.flatnonzero(chosen)]


def read_points(run: Run, source: Source, crs: Any, fields: Iterable[str | None] = (), placed: bool = False) -> Points:
    """The points of a source in a CRS, with the named attribute columns; unusable geometries are counted.

    run: whose progress and transformations are used.
    source: the layer.
    crs: the one wanted.
    fields: the columns wanted; None is none.
    placed: somebody put them there one by one, so that coordinates which stand for no place in a record are believed
        where the others lie around them.
    """
    names = [name for name in dict.fromkeys(fields) if name]
    require_crs(source.crs, source.label)
    _require_points(source)
    fid, wkb, values = _read_columns(run, source, names)
    x, y, usable = points_from_wkb(wkb)
    told = _told_times(source, _own_names(source, names))
    points = Points(source.label, fid, x, y, values, Skipped(source.label), len(wkb), told)
    missing = np.fromiter((not value for value in wkb), dtype=bool, count=len(wkb))
    points.keep(~missing, Text("without geometry"))
    points.keep(usable[~missing], Text("with an empty or multiple geometry (toolbox: Multipart to singleparts)"))
    _leave_out_placeholders(points, source.crs.isGeographic(), placed)
    points.x, points.y = reproject(points.x, points.y, source.crs, crs, run.transforms)
    points.keep(on_earth(points.x) & on_earth(points.y), Text("with coordinates that do not fit the layer's CRS"))
    points.skipped.require_some(len(points), points.read)
    return points


def _require_points(source: Source) -> None:
    """Raise for a layer of lines or polygons."""
    kind, kinds = QgsWkbTypes.geometryType(source.source.wkbType()), QgsWkbTypes.GeometryType
    if kind not in (kinds.PointGeometry, kinds.UnknownGeometry):
        raise PatrolError(
            "{label}: these are {kind}, but points are needed (toolbox: Centroids makes them).",
            label=source.label,
            kind=Text("lines") if kind == kinds.LineGeometry else Text("polygons"),
        )


def _leave_out_placeholders(points: Points, degrees: bool, placed: bool) -> None:
    """Leave out and count the points, still in their layer's coordinates, that stand for no place."""
    why = no_place(points.x, points.y, degrees, placed)
    for cause, text in no_place_texts(degrees).items():
        kept = why != cause
        points.keep(kept, text)
        why = why[kept]


def leave_out_repeated(points: Points) -> None:
    """Leave out and count the points, by now in metres, that share a place far from all others."""
    is_far, cause = REPEATED
    points.keep(~is_far(points.x, points.y), cause)


def on_earth(metres: np.ndarray) -> np.ndarray:
    """Which projected coordinates can be: nothing lies farther than twice the way around the Earth from the origin."""
    return np.abs(np.nan_to_num(metres, nan=np.inf)) < _FARTHEST_M


@dataclass
class Lines:
    """The line parts of a layer in the working CRS: vertices (v, 2), offsets (parts + 1,), feature of each part
    (parts,).
    """

    label: str
    xy: np.ndarray
    offsets: np.ndarray
    feature: np.ndarray
    values: dict[str, Sequence[Any]]
    skipped: Skipped
    read: int


def read_lines(run: Run, source: Source, crs: Any, fields: Iterable[str | None] = ()) -> Lines:
    """The lines of a source in a CRS, every part of a multi-line, with the named attribute columns."""
    names = [name for name in dict.fromkeys(fields) if name]
    require_crs(source.crs, source.label)
    _, wkb, values = _read_columns(run, source, names)
    xy, offsets, feature = paths_from_wkb(wkb)
    x, y = reproject(xy[:, 0], xy[:, 1], source.crs, crs, run.transforms)
    lines = Lines(source.label, np.column_stack([x, y]), offsets, feature, values, Skipped(source.label), len(wkb))
    lines.skipped.add(Text("without a line geometry"), len(wkb) - len(np.unique(feature)))
    broken = np.unique(feature[np.add.reduceat(~np.isfinite(x), offsets[:-1]) > 0]) if len(feature) else feature
    if len(broken):
        raise PatrolError(
            "{label}: {n:,} lines have coordinates that do not fit the layer's CRS {crs}. Set the layer's CRS to "
            "the one its coordinates are in.",
            label=source.label,
            n=len(broken),
            crs=source.crs.authid(),
        )
    lines.skipped.require_some(len(feature), lines.read)
    return lines


@dataclass
class Polygons:
    """The polygons of a layer in the working CRS; arrays are parallel to ``geometries``.

    ``file_times``: by field, what its file says of times that QGIS does not.
    """

    label: str
    fid: np.ndarray
    geometries: list[QgsGeometry]
    values: dict[str, Sequence[Any]]
    skipped: Skipped
    read: int
    file_times: dict[str, FileTimes] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.geometries)

    def where(self, chosen: np.ndarray) -> Polygons:
        """The polygons that a mask (n,) picks, with the same account of what was left out."""
        kept = np.flatnonzero(chosen).tolist()
        return replace(
            self,
            fid=self.fid[chosen],
            geometries=[self.geometries[index] for index in kept],
            values={name: _take(column, chosen) for name, column in self.values.items()},
        )

    def areas(self, control: Control) -> np.ndarray:
        """Square metres, (n,)."""
        return rings_of(self.geometries, control).areas()

    def centres(self, control: Control) -> tuple[np.ndarray, np.ndarray]:
        """A point in each polygon, its centre where that lies inside: x and y, (n,)."""
        x, y = rings_of(self.geometries, control).convex_centroids()
        for index in control.each(np.flatnonzero(np.isnan(x)).tolist()):
            geometry = self.geometries[index]
            surface = geometry.pointOnSurface()
            # GEOS has no such point in some polygons that cross themselves.
            point = geometry.boundingBox().center() if surface.isNull() else surface.asPoint()
            x[index], y[index] = point.x(), point.y()
        return x, y

    def numbers(self, name: str) -> np.ndarray:
        return numbers_of(self.values[name])

    def texts(self, name: str) -> np.ndarray:
        return texts_of(self.values[name])


def read_polygons(run: Run, source: Source, crs: Any, fields: Iterable[str | None] = ()) -> Polygons:
    """The polygons of a source in a CRS, with the named attribute columns; unusable geometries are counted."""
    names = [name for name in dict.fromkeys(fields) if name]
    require_crs(source.crs, source.label)
    transform = transform_between(source.crs, crs, run.transforms)
    skipped = Skipped(source.label)
    fids: list[int] = []
    geometries: list[QgsGeometry] = []
    own_names = _own_names(source, names)
    columns: dict[str, list[Any]] = {name: [] for name in names}
    read = 0
    for feature in _features(run, source, own_names.values()):
        read += 1
        geometry = feature.geometry()
        if geometry.isNull() or geometry.isEmpty():
            skipped.add(Text("without geometry"), 1)
            continue
        if transform is not None:
            try:
                geometry.transform(transform)
            except QgsCsException:
                skipped.add(Text("with coordinates that do not fit the layer's CRS"), 1)
                continue
        if not geometry.area() > 0:
            skipped.add(Text("without an area"), 1)
            continue
        fids.append(feature.id())
        geometries.append(geometry)
        for name, own in own_names.items():
            columns[name].append(feature.attribute(own))
    skipped.require_some(len(geometries), read)
    fid, values = np.array(fids, dtype=np.int64), _with_texts(source, own_names, fids, columns)
    return Polygons(source.label, fid, geometries, values, skipped, read, _told_times(source, own_names))


def read_table(run: Run, source: Source, fields: Iterable[str]) -> dict[str, list[Any]]:
    """Attribute columns of a source whose geometry does not matter."""
    names = list(fields)
    own_names = _own_names(source, names)
    columns: dict[str, list[Any]] = {name: [] for name in names}
    for feature in _features(run, source, own_names.values(), geometry=False):
        for name, own in own_names.items():
            columns[name].append(feature.attribute(own))
    return columns


def _read_columns(
    run: Run, source: Source, names: list[str]
) -> tuple[np.ndarray, list[bytes], dict[str, Sequence[Any]]]:
    own_names = _own_names(source, names)
    wanted = list(dict.fromkeys(own_names.values()))
    if isinstance(source.plain, PlainText):
        plain = _read_text(run, source, source.plain, wanted)
    else:
        plain = read_plain_columns(source.plain, wanted, source.count, run.control)
    if plain is not None:
        run.control.check()
        ids, shapes, found = plain
        columns = {name: found[own] for name, own in own_names.items()}
        return ids, shapes, _with_texts(source, own_names, ids, columns)
    positions = [source.fields.lookupField(name) for name in names]
    fids: list[int] = []
    wkb: list[bytes] = []
    geometries: list[QgsGeometry] = []
    values: list[list[Any]] = [[] for _ in names]
    pieces: list[list[Any]] = []
    with _without_collection():
        for feature in _features(run, source, own_names.values()):
            if len(geometries) == _PIECE:
                wkb += all_wkb(geometries)
                pieces.append([compact(column, source.in_geopackage) for column in values])
                geometries, values = [], [[] for _ in names]
            fids.append(feature.id())
            geometries.append(feature.geometry())
            for column, position in zip(values, positions):
                column.append(feature.attribute(position))
    wkb += all_wkb(geometries)
    if geometries:
        pieces.append([compact(column, source.in_geopackage) for column in values])
    columns = {name: joined([piece[index] for piece in pieces]) for index, name in enumerate(names)}
    return np.array(fids, dtype=np.int64), wkb, _with_texts(source, own_names, fids, columns)


def _read_text(
    run: Run, source: Source, plain: PlainText, names: list[str]
) -> tuple[np.ndarray, list[bytes], dict[str, Any]] | None:
    """All columns of a plain file of delimited text, None where a sample of it is not what QGIS hands over."""
    gdal.ErrorReset()
    found = read_plain_text(plain, names, source.count, run.control)
    if found is None or not is_as_asked_for(plain, names, found, run.control):
        return None
    _require_whole(run, source, False)
    return found


def _told_times(source: Source, own_names: dict[str, str]) -> dict[str, FileTimes]:
    """By the name asked for, what the source's file says of times that QGIS does not."""
    return {name: source.file_times[own] for name, own in own_names.items() if own in source.file_times}


def _with_texts(
    source: Source, own_names: dict[str, str], fids: Sequence[int] | np.ndarray, columns: Mapping[str, Sequence[Any]]
) -> dict[str, Sequence[Any]]:
    """Columns of these features, with the texts of the file where QGIS reads other times from them."""
    found = dict(columns)
    for name, times in _told_times(source, own_names).items():
        texts = times.texts(own_names[name], np.asarray(fids).tolist())
        found[name] = found[name] if texts is None else texts
    return found


@contextmanager
def _without_collection() -> Iterator[None]:
    """Within it Python looks for no cycles, of which there are none here: with thousands of QGIS's objects alive it
    would do so again and again, a third of the whole time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _own_names(source: Source, names: list[str]) -> dict[str, str]:
    """By the name asked for, the field as the layer spells it: nobody else needs to mind upper and lower case.

    Raises for a field the layer does not have; QGIS would hand over another column without a word.
    """
    return {name: source.required_field(name) for name in names}


def _features(run: Run, source: Source, names: Iterable[str], geometry: bool = True) -> Iterable[QgsFeature]:
    """The features of a source with the named attributes, which it has, with progress and cancel."""
    request = QgsFeatureRequest()
    request.setSubsetOfAttributes([source.fields.lookupField(name) for name in names])
    if not geometry:
        request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
    total, read = source.count, 0
    gdal.ErrorReset()
    for feature in source.source.getFeatures(request, source.no_geometry_check):
        if read % _REPORT_EVERY == 0:
            run.control.step(read, total)
        read += 1
        yield feature
    _require_whole(run, source, read < total)


def _require_whole(run: Run, source: Source, is_short: bool) -> None:
    """Raise for a damaged file, warn of one that is cut off; ``is_short``: it has given less than it counts."""
    # Where reading fails, QGIS ends as if there were no more.
    require_undamaged(source.file, source.label, is_short)
    cut = cut_line(source.file)
    text = Text(
        "{label}: the file ends within a line ({cut}) and may be cut off. Compare it with the original.",
        label=source.label,
        cut=cut,
    )
    # A source may be read more than once; what has been said was said in the user's language.
    if cut and without_secrets(translated(text)) not in run.warnings:
        run.warn(text)
