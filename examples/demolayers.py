"""The layers the demo adds itself: the study area, copies of the inputs, and officers where a city has none."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from demojob import OFFICERS_ASSUMED
from pluginpart import plugin_part
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsDistanceArea,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDateTime, Qt

if TYPE_CHECKING:
    from demojob import Job

WGS84 = "EPSG:4326"
# Roads that stick out of an extract's box, or a few far incidents, would stretch the study area: this share at each
# side is left out.
TRIM = 0.01


@dataclass(frozen=True)
class Officers:
    """The officers' layer, and a start for the single route as "x,y [CRS]"."""

    uri: str
    start: str


def write_study_area(job: Job, most_cells: int) -> str | None:
    """The city's own study area, else the box of its roads, else of the incidents where they lie far apart.

    None where the incidents' whole extent makes at most ``most_cells`` cells: patrol:riskgrid takes it by itself.
    """
    own, roads, incidents = job.city.get("study_area"), job.city.get("roads"), job.city.layers["incidents"].layer
    if own is not None:
        _write(own.layer, job, "study_area")
    elif roads is not None:
        _write_box(_box_of_vertices(roads.layer, TRIM), roads.layer, job)
    elif cells_in(_box_of_vertices(incidents, 0.0), incidents, job.cell_size_m) > most_cells:
        _write_box(_box_of_vertices(incidents, TRIM), incidents, job)
        job.city.notes.append(
            f"Study area: the incidents' box without the outermost {TRIM:.0%} at each side, so that cells stay small."
        )
    else:
        return None
    return job.table("study_area")


def cells_in(box: QgsRectangle, layer: QgsVectorLayer, cell_size_m: float) -> float:
    """About how many cells a box in the layer's CRS has; with an ellipsoid QGIS measures in square metres."""
    measure = QgsDistanceArea()
    measure.setSourceCrs(layer.crs(), QgsCoordinateTransformContext())
    measure.setEllipsoid("WGS84")
    return measure.measureArea(QgsGeometry.fromRect(box)) / cell_size_m**2


def _write_box(box: QgsRectangle, like: QgsVectorLayer, job: Job) -> None:
    layer = QgsVectorLayer(f"Polygon?crs={like.crs().authid()}", "study_area", "memory")
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromRect(box))
    layer.dataProvider().addFeatures([feature])
    _write(layer, job, "study_area")


def _box_of_vertices(layer: QgsVectorLayer, trim: float) -> QgsRectangle:
    """The box of all places, without coordinates that stand for none and this share at each side."""
    xs, ys = [], []
    for feature in layer.getFeatures(QgsFeatureRequest().setNoAttributes()):
        for vertex in feature.geometry().vertices():
            xs.append(vertex.x())
            ys.append(vertex.y())
    x, y = _without_placeholders(np.array(xs), np.array(ys), layer.crs())
    (west, east), (south, north) = (np.quantile(values, [trim, 1 - trim]) for values in (x, y))
    return QgsRectangle(west, south, east, north)


def _without_placeholders(
    x: np.ndarray, y: np.ndarray, crs: QgsCoordinateReferenceSystem
) -> tuple[np.ndarray, np.ndarray]:
    """The places that patrol:riskgrid would use without a study area, as it tells them."""
    rules = plugin_part("algorithms.incidents.placeholders")
    finite = np.isfinite(x) & np.isfinite(y)
    x, y = x[finite], y[finite]
    real = rules.no_place(x, y, crs.isGeographic()) == 0
    x, y = x[real], y[real]
    if len(x) == 0:
        raise SystemExit("No incident has a place: all coordinates are ones that stand for none, such as 0, 0.")
    # Metres, nearly; that is enough to tell what lies far off.
    per_unit = 111_320.0 if crs.isGeographic() else 1.0
    for is_far in (rules.repeated_far_off, rules.far_from_the_rest):
        near = ~is_far(x * per_unit, y * per_unit)
        x, y = x[near], y[near]
    return x, y


# Of records about what people did or suffered, only what is needed of place, time and kind is copied.
COPIED = {
    "incidents": {"category", "offense", "offence", "type", "severity"},
    "calls": {"call_type", "type", "category", "priority"},
    "officers": {"officer", "shift_on", "shift_off", "speed_kmh", "break_on", "break_min"},
}


def copy_inputs(job: Job) -> None:
    """Roads, and the incidents and calls of the study area, so that the demo's GeoPackage stands alone."""
    grid = QgsVectorLayer(job.table("risk_grid"), "risk_grid", "ogr")
    for kind in ("roads", "facilities", "incidents", "calls"):
        found = job.city.get(kind)
        if found is not None:
            area = QgsCoordinateTransform(grid.crs(), found.layer.crs(), QgsCoordinateTransformContext())
            times = {found.time_field, found.clock_field}
            _write(found.layer, job, kind, area.transformBoundingBox(grid.extent()), times)


def write_officers(job: Job) -> Officers:
    """The city's own officers, else as many as asked for, all starting at the peak of the greatest hotspot."""
    own = job.city.get("officers")
    if own is not None:
        first = next(own.layer.getFeatures()).geometry().asPoint()
        layer = _with_call_signs(own.layer, job)
        _write(layer, job, "officers")
        if job.officers:
            job.city.notes.append(
                f"The city has officers of its own; the number asked for ({job.officers}) is not used."
            )
        uri = own.uri if layer is own.layer else job.table("officers")
        return Officers(uri, f"{first.x()},{first.y()} [{own.layer.crs().authid()}]")
    peaks = QgsVectorLayer(job.table("hotspot_peaks"), "peaks", "ogr")
    best = min(peaks.getFeatures(), key=lambda feature: feature["rank"], default=None)
    if best is None:
        raise SystemExit("No hotspot was found, so there is nothing to patrol.")
    place = best.geometry().asPoint()
    fields = "field=officer:string&field=shift_on:datetime&field=shift_off:datetime&field=speed_kmh:double"
    layer = QgsVectorLayer(f"Point?crs={peaks.crs().authid()}&{fields}", "officers", "memory")
    on, off = (QDateTime.fromString(text, Qt.DateFormat.ISODate) for text in (job.shift_start, job.shift_end))
    features, call_sign = [], plugin_part("processing.common.callsigns").call_sign
    for number in range(job.officers or OFFICERS_ASSUMED):
        feature = QgsFeature(layer.fields())
        feature.setAttributes([call_sign(number + 1), on, off, None])
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(place)))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    _write(layer, job, "officers")
    job.city.notes.append(
        f"The city has no officers: {len(features)} are assumed, on duty all shift, starting at the peak of hotspot "
        f"{best['rank']}."
    )
    return Officers(job.table("officers"), f"{place.x()},{place.y()} [{peaks.crs().authid()}]")


def _with_call_signs(layer: QgsVectorLayer, job: Job) -> QgsVectorLayer:
    """The layer of officers itself, or a copy in which call signs stand for what looks like a person's name."""
    position = layer.fields().lookupField("officer")
    if position < 0:
        return layer
    names = np.array([str(feature[position] or "") for feature in layer.getFeatures()], dtype=object)
    called = plugin_part("processing.common.callsigns").call_signs(names, "Officers", job.city.notes.append)
    if (called == names).all():
        return layer
    copy = layer.materialize(QgsFeatureRequest())
    renamed = zip(copy.getFeatures(), names, called)
    changes = {feature.id(): {position: sign} for feature, name, sign in renamed if sign != name}
    copy.dataProvider().changeAttributeValues(changes)
    return copy


def _write(
    layer: QgsVectorLayer,
    job: Job,
    name: str,
    extent: QgsRectangle | None = None,
    times: Collection[str | None] = (),
) -> None:
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.layerName = name
    path = job.toolbox.geopackage
    if path.exists():
        options.actionOnExistingFile = QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
    # The sources keep their own ids; a new table counts anew.
    wanted, person_word = COPIED.get(name), plugin_part("processing.common.personfields").person_word
    options.attributes = [
        index
        for index, field in enumerate(layer.fields())
        if field.name().lower() != "fid"
        and (wanted is None or field.name().lower() in wanted or field.name() in times)
        # Streets and facilities are called by a name; who owns them is nobody's business.
        and (wanted is not None or field.name().lower() == "name" or not person_word(field.name()))
    ]
    options.skipAttributeCreation = not options.attributes
    if extent is not None:
        options.filterExtent = extent
    context = QgsProject.instance().transformContext()
    if not layer.crs().isValid():
        layer.setCrs(QgsCoordinateReferenceSystem(WGS84))
    outcome = QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(path), context, options)
    if outcome[0] != QgsVectorFileWriter.WriterError.NoError:
        raise SystemExit(f"{name} could not be written to {path}: {outcome[1]}")
