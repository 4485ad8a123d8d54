"""What is looked up of the layers in the main thread, before a worker runs: layers must not be touched from there."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsProcessingFeatureSourceDefinition,
    QgsProviderRegistry,
    QgsVectorLayer,
)

from .plainread import PlainTable, plain_table

if TYPE_CHECKING:
    from qgis.core import QgsRasterLayer

    from .base import PatrolAlgorithm


@dataclass(frozen=True)
class PreparedInputs:
    """By parameter name: tables that may be read in bulk, the sources of multiple inputs, copies of rasters, and which
    sources lie in a GeoPackage.
    """

    plain: dict[str, PlainTable | None] = field(default_factory=dict)
    several: dict[str, list[tuple[str, QgsProcessingFeatureSource, PlainTable | None]]] = field(default_factory=dict)
    rasters: dict[str, QgsRasterLayer] = field(default_factory=dict)
    geopackages: set[str] = field(default_factory=set)


def prepare_inputs(
    algorithm: PatrolAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> PreparedInputs:
    """Look at every layer a run was given; called in the main thread."""
    prepared = PreparedInputs()
    for definition in algorithm.parameterDefinitions():
        name = definition.name()
        if definition.isDestination() or parameters.get(name) in (None, "", []):
            continue
        if definition.type() == "source":
            layer = algorithm.parameterAsVectorLayer(parameters, name, context)
            if layer is not None and layer.storageType() == "GPKG":
                prepared.geopackages.add(name)
            prepared.plain[name] = plain_table(_whole_layer(algorithm, name, parameters, context))
        elif definition.type() == "multilayer":
            layers = algorithm.parameterAsLayerList(parameters, name, context) or []
            prepared.several[name] = [
                (_layer_label(layer), QgsProcessingFeatureSource(layer, context), plain_table(layer))
                for layer in layers
                if isinstance(layer, QgsVectorLayer)
            ]
        elif definition.type() == "raster":
            layer = algorithm.parameterAsRasterLayer(parameters, name, context)
            if layer is not None:
                prepared.rasters[name] = layer.clone()
    return prepared


def _whole_layer(
    algorithm: PatrolAlgorithm, name: str, parameters: dict[str, Any], context: QgsProcessingContext
) -> QgsVectorLayer | None:
    """The layer behind a source when all of its features are meant, whichever way it was given."""
    value = parameters.get(name)
    if isinstance(value, QgsProcessingFeatureSourceDefinition):
        filtered = getattr(value, "filterExpression", "")
        if value.selectedFeaturesOnly or getattr(value, "featureLimit", -1) != -1 or filtered:
            return None
    return algorithm.parameterAsVectorLayer(parameters, name, context)


def _layer_label(layer: QgsVectorLayer) -> str:
    """A layer's name; one given by its path is called after its table, not after the file that holds many."""
    uri = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    table, path = uri.get("layerName"), uri.get("path")
    return str(table) if table and path and Path(path).stem == layer.name() else layer.name()
