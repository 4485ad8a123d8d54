"""Copies of the city's layers, so that the demo's GeoPackage stands alone."""

from __future__ import annotations

from pathlib import Path

from cityfolder import CityLayer
from demojob import Job
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from toolbox import plugin_part

# Of records about what people did or suffered, only what is needed of place, time and kind is copied.
COPIED = {
    "incidents": {"category", "offense", "offence", "type", "severity"},
    "calls": {"call_type", "type", "category", "priority"},
}


def copy_inputs(job: Job) -> None:
    """The study area that was given, and what lies in the risk grid of roads, facilities, incidents and calls."""
    grid = QgsVectorLayer(job.toolbox.table("risk_grid"), "risk_grid", "ogr")
    for kind in ("study_area", "roads", "facilities", "incidents", "calls"):
        found = job.city.get(kind)
        if found.layer is not None:
            _copy(found, job.toolbox.geopackage, grid)


def _copy(found: CityLayer, path: Path, grid: QgsVectorLayer) -> None:
    layer, wanted = found.layer, COPIED.get(found.kind)
    if not layer.crs().isValid():
        layer.setCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.layerName = found.kind
    options.actionOnExistingFile = QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
    is_person = plugin_part("processing.common.personfields").person_word
    names = {index: field.name().lower() for index, field in enumerate(layer.fields())}
    times = {name.lower() for name in (found.time_field, found.clock_field) if name}
    options.attributes = [
        index
        for index, name in names.items()
        # The sources keep their own ids; a new table counts anew.
        if name != "fid"
        # Streets and facilities are called by a name; who owns them is nobody's business.
        and (name in wanted | times if wanted is not None else name == "name" or not is_person(name))
    ]
    options.skipAttributeCreation = not options.attributes
    context = QgsCoordinateTransformContext()
    if found.kind != "study_area":
        area = QgsCoordinateTransform(grid.crs(), layer.crs(), context)
        options.filterExtent = area.transformBoundingBox(grid.extent())
    error, why, *_ = QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(path), context, options)
    if error != QgsVectorFileWriter.WriterError.NoError:
        raise SystemExit(f"{found.kind} could not be written to {path}: {why}")
