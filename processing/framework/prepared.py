"""What is looked up of the layers in the main thread, before a worker runs: layers must not be touched from there."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingParameterPoint,
    QgsProcessingUtils,
    QgsProviderRegistry,
    QgsVectorLayer,
)

from ...algorithms.control import Control
from ...algorithms.errors import PatrolError
from ...algorithms.texts import Text
from ..common.crs import WGS84, lasting_crs, made_crs, require_crs, working_crs
from ..common.publicname import named_source, without_secrets
from ..files.bulkreading import PlainTable, plain_table
from ..files.delimitedreading import PlainText, plain_text
from ..files.overwriting import files_read, layers_of
from ..times.filetimes import FileTimes, times_in_file
from .source import Source, require_geometry

if TYPE_CHECKING:
    from qgis.core import QgsProcessingParameterDefinition, QgsRasterLayer

    from .declared import DeclaredAlgorithm


@dataclass(frozen=True)
class GivenPoint:
    """A point as it was given: its coordinates and the CRS named with them, None where none is."""

    x: float
    y: float
    crs: QgsCoordinateReferenceSystem | None


@dataclass(frozen=True)
class StudyCrs:
    """The CRS a run computes in, and what is to be said of it; ``problem``: why there is none."""

    crs: QgsCoordinateReferenceSystem | None = None
    infos: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    problem: str = ""


@dataclass(frozen=True)
class PreparedInputs:
    """By parameter name: each source, with the layer behind it where there is one, its CRS and number of features, or a
    CRS chosen; tables that may be read in bulk, the sources of multiple inputs, copies of rasters, points, which
    sources lie in a GeoPackage, what else its file says of times; and the CRSs of the run, all made here.

    ``named``: what the record of the run calls an input. ``files``: what a source is read from, "" where it is no file.
    ``inputs``: the identities of all files that are read.
    """

    study: StudyCrs
    wgs84: QgsCoordinateReferenceSystem
    sources: dict[str, QgsProcessingFeatureSource] = field(default_factory=dict)
    layers: dict[str, QgsVectorLayer] = field(default_factory=dict)
    crs: dict[str, QgsCoordinateReferenceSystem] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    plain: dict[str, PlainTable | PlainText | None] = field(default_factory=dict)
    several: dict[str, list[Source]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    inputs: frozenset[Hashable] = frozenset()
    rasters: dict[str, QgsRasterLayer] = field(default_factory=dict)
    named: dict[str, str | list[str]] = field(default_factory=dict)
    points: dict[str, GivenPoint] = field(default_factory=dict)
    geopackages: set[str] = field(default_factory=set)
    file_times: dict[str, dict[str, FileTimes]] = field(default_factory=dict)


def prepare_inputs(
    algorithm: DeclaredAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> PreparedInputs:
    """Look at every layer a run was given; called in the main thread."""
    prepared = PreparedInputs(StudyCrs(), made_crs(WGS84), inputs=files_read(algorithm, parameters, context))
    for definition in algorithm.parameterDefinitions():
        name = definition.name()
        if definition.isDestination() or parameters.get(name) in (None, "", []):
            continue
        if definition.type() in ("source", "multilayer", "raster"):
            prepared.named[name] = _named(algorithm, definition, parameters, context)
        if definition.type() == "crs":
            prepared.crs[name] = lasting_crs(algorithm.parameterAsCrs(parameters, name, context))
        elif definition.type() == "source":
            source = algorithm.parameterAsSource(parameters, name, context)
            if source is not None:
                prepared.sources[name] = source
                prepared.counts[name] = source.featureCount()
                prepared.crs[name] = lasting_crs(source.sourceCrs())
            layer = _layer_behind(algorithm, name, parameters, context)
            if layer is not None:
                prepared.layers[name] = layer
            if layer is not None and layer.storageType() == "GPKG":
                prepared.geopackages.add(name)
            prepared.file_times[name] = times_in_file(layer)
            wanted = _wanted_of_layer(algorithm, name, parameters, context)
            prepared.plain[name] = plain_table(*wanted) or plain_text(*wanted)
            prepared.files[name] = "".join(map(_file_of, layers_of(algorithm, definition, parameters, context)[:1]))
        elif definition.type() == "multilayer":
            layers = algorithm.parameterAsLayerList(parameters, name, context) or []
            prepared.several[name] = [
                Source(
                    source=QgsProcessingFeatureSource(layer, context),
                    label=_layer_label(layer),
                    crs=lasting_crs(layer.crs()),
                    count=layer.featureCount(),
                    plain=plain_table(layer) or plain_text(layer),
                    in_geopackage=layer.storageType() == "GPKG",
                    file=_file_of(layer),
                )
                for layer in layers
                if isinstance(layer, QgsVectorLayer)
            ]
        elif definition.type() == "raster":
            raster = algorithm.parameterAsRasterLayer(parameters, name, context)
            if raster is not None:
                prepared.rasters[name] = raster.clone()
                prepared.rasters[name].setCrs(lasting_crs(raster.crs()))
        elif isinstance(definition, QgsProcessingParameterPoint):
            prepared.points[name] = _point(algorithm, name, parameters, context)
    return replace(prepared, study=_study_crs(algorithm, parameters, context, prepared))


def _point(
    algorithm: DeclaredAlgorithm, name: str, parameters: dict[str, Any], context: QgsProcessingContext
) -> GivenPoint:
    point = algorithm.parameterAsPoint(parameters, name, context)
    crs = algorithm.parameterAsPointCrs(parameters, name, context)
    return GivenPoint(point.x(), point.y(), lasting_crs(crs) if crs.isValid() else None)


def _study_crs(
    algorithm: DeclaredAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    prepared: PreparedInputs,
) -> StudyCrs:
    """The CRS of the first of the algorithm's study layers that is given.

    ``parameters``, ``context``: of the run. ``prepared``: with the CRSs of its sources.
    """
    name = next((name for name in algorithm.STUDY if name in prepared.crs), None)
    if name is None:
        return StudyCrs()
    definition, found = algorithm.parameterDefinition(name), StudyCrs()
    label, source = definition.description(), algorithm.parameterAsSource(parameters, name, context)
    if source is None:
        return found
    try:
        require_geometry(source, definition)
        require_crs(prepared.crs[name], label)
        layer = Source(source, label, prepared.crs[name], source.featureCount(), None)
        say = Control(warn=found.warnings.append, info=found.infos.append)
        crs = working_crs(
            prepared.crs.get("CRS"), layer.crs, layer.centre, label, context.transformContext(), say.info, say.warn
        )
    except PatrolError as error:
        return StudyCrs(problem=error.text)
    return replace(found, crs=crs)


def _named(
    algorithm: DeclaredAlgorithm,
    definition: QgsProcessingParameterDefinition,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
) -> str | list[str]:
    """What an input is read from, however it was given: a path as it stands, a layer by its name and source."""
    value = parameters[definition.name()]
    several = list(value) if isinstance(value, (list, tuple)) else [value]
    layers = layers_of(algorithm, definition, parameters, context)
    found = [layer if isinstance(layer, str) else named_source(layer) for layer in layers]
    if len(several) == len(layers):
        # What names its source itself is not read better with the name QGIS has made of it.
        found = [
            given if isinstance(given, str) and Path(given.split("|")[0]).exists() else name
            for given, name in zip(several, found)
        ]
    if getattr(value, "selectedFeaturesOnly", False):
        found = [Text("{name}, selected features only", name=name) for name in found]
    names = [without_secrets(name) for name in found]
    return names if definition.type() == "multilayer" else "; ".join(names)


def _layer_behind(
    algorithm: DeclaredAlgorithm, name: str, parameters: dict[str, Any], context: QgsProcessingContext
) -> QgsVectorLayer | None:
    """The layer behind a source, also where only what is selected of it is meant."""
    value = parameters.get(name)
    if isinstance(value, QgsProcessingFeatureSourceDefinition):
        # QGIS itself finds no layer where only the selected features are meant.
        text, _ = value.source.valueAsString(context.expressionContext())
        layer = QgsProcessingUtils.mapLayerFromString(text, context)
        return layer if isinstance(layer, QgsVectorLayer) else None
    return algorithm.parameterAsVectorLayer(parameters, name, context)


def _wanted_of_layer(
    algorithm: DeclaredAlgorithm, name: str, parameters: dict[str, Any], context: QgsProcessingContext
) -> tuple[QgsVectorLayer | None, list[int] | None]:
    """The layer behind a source, whichever way it was given, when all of its features are meant, or those selected,
    whose ids come along; without a layer when a limit or a filter decides.
    """
    value = parameters.get(name)
    if isinstance(value, QgsProcessingFeatureSourceDefinition):
        if getattr(value, "featureLimit", -1) != -1 or getattr(value, "filterExpression", ""):
            return None, None
        if value.selectedFeaturesOnly:
            layer = _layer_behind(algorithm, name, parameters, context)
            return layer, None if layer is None else layer.selectedFeatureIds()
    return algorithm.parameterAsVectorLayer(parameters, name, context), None


def _file_of(layer: QgsMapLayer | str) -> str:
    """The file that GDAL, SpatiaLite or the reader of delimited text reads a layer from."""
    if isinstance(layer, str) or layer.providerType() not in ("ogr", "spatialite", "delimitedtext"):
        return ""
    return str(QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source()).get("path") or "")


def _layer_label(layer: QgsVectorLayer) -> str:
    """A layer's name; one given by its path is called after its table, not after the file that holds many."""
    uri = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    table, path = uri.get("layerName"), uri.get("path")
    return str(table) if table and path and Path(path).stem == layer.name() else without_secrets(layer.name())
