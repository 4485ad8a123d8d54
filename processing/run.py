"""One execution of an algorithm: its parameters as plain values, its inputs as sources, its feedback as a Control."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureRequest,
    QgsFeatureSink,
    QgsFields,
    QgsPointXY,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSource,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProcessingMultiStepFeedback,
    QgsProviderRegistry,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDateTime

from ..algorithms.control import Control
from ..algorithms.errors import PatrolError
from .columns import times_of
from .compat import field_names
from .crs import working_crs

if TYPE_CHECKING:
    from .base import PatrolAlgorithm


# A layer wider than this is no city; a sample of its features tells where the city is.
_CITY_DEGREES, _SAMPLE = 3.0, 2000


@dataclass(frozen=True)
class Source:
    """A vector input: QGIS's feature source (which minds "selected features only"), its label, and its layer if
    plain.
    """

    source: QgsProcessingFeatureSource
    label: str
    plain_layer: QgsVectorLayer | None

    # Invalid polygons and self-crossing roads are still usable here: only coordinates are read.
    no_geometry_check = QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks

    @property
    def crs(self) -> QgsCoordinateReferenceSystem:
        return self.source.sourceCrs()

    @property
    def fields(self) -> QgsFields:
        return self.source.fields()

    @property
    def count(self) -> int:
        return self.source.featureCount()

    def centre(self) -> QgsPointXY:
        """The middle of the layer, in its CRS: of its extent, or of its first features where a stray one widens it."""
        extent = self.source.sourceExtent()
        if not self.crs.isGeographic() or max(extent.width(), extent.height()) <= _CITY_DEGREES:
            return extent.center()
        request = QgsFeatureRequest().setNoAttributes().setLimit(_SAMPLE)
        found = [feature.geometry() for feature in self.source.getFeatures(request)]
        centres = [geometry.boundingBox().center() for geometry in found if not geometry.isEmpty()]
        if not centres:
            return extent.center()
        return QgsPointXY(np.median([point.x() for point in centres]), np.median([point.y() for point in centres]))

    def has_field(self, name: str) -> bool:
        return self.fields.lookupField(name) >= 0

    def first_field(self, *names: str) -> str | None:
        """The first of the names that the layer has."""
        return next((name for name in names if self.has_field(name)), None)


class Run:
    """Typed access to what the user chose; every value goes through ``parameterAs…``, as qgis_process hands strings."""

    def __init__(
        self,
        algorithm: PatrolAlgorithm,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> None:
        self.algorithm = algorithm
        self.parameters = parameters
        self.context = context
        self.transforms = context.transformContext()
        self.feedback = feedback
        self.counts: dict[str, Any] = {}
        self.written: dict[str, str] = {}
        self.stages = QgsProcessingMultiStepFeedback(3, feedback)
        self.control = Control(feedback.isCanceled, self._progress, self.warn, self.info)

    # --- feedback

    def _progress(self, fraction: float) -> None:
        self.stages.setProgress(100.0 * fraction)

    def start_stage(self, number: int) -> None:
        """Read is stage 0, compute 1, write 2; the progress of each runs from 0 to 1."""
        self.control.check()
        self.stages.setCurrentStep(number)

    def info(self, text: str) -> None:
        self.feedback.pushInfo(text)

    def warn(self, text: str) -> None:
        self.feedback.pushWarning(text)

    # --- plain values

    def given(self, name: str) -> bool:
        value = self.parameters.get(name)
        return value is not None and value != "" and value != []

    def number(self, name: str) -> float:
        return self.algorithm.parameterAsDouble(self.parameters, name, self.context)

    def integer(self, name: str) -> int:
        return self.algorithm.parameterAsInt(self.parameters, name, self.context)

    def flag(self, name: str) -> bool:
        return self.algorithm.parameterAsBool(self.parameters, name, self.context)

    def word(self, name: str) -> str:
        return self.algorithm.parameterAsEnumString(self.parameters, name, self.context)

    def text(self, name: str) -> str:
        return self.algorithm.parameterAsString(self.parameters, name, self.context)

    def field(self, name: str) -> str | None:
        """The one field chosen, or None."""
        chosen = field_names(self.algorithm, self.parameters, name, self.context)
        return chosen[0] if chosen else None

    def moment(self, name: str) -> np.datetime64 | None:
        """A local date and time, or None; ISO text is taken too."""
        if not self.given(name):
            return None
        raw = self.parameters[name]
        value = raw if isinstance(raw, (str, QDateTime)) else None
        if value is None:
            value = self.algorithm.parameterAsDateTime(self.parameters, name, self.context)
        found = times_of([value], self.label(name))[0]
        return None if np.isnat(found) else found

    def path(self, name: str) -> str:
        """A file destination, "" when it was not asked for."""
        return self.algorithm.parameterAsFileOutput(self.parameters, name, self.context) if self.wanted(name) else ""

    def label(self, name: str) -> str:
        """A parameter's name as the user sees it."""
        definition = self.algorithm.parameterDefinition(name)
        return definition.description() if definition is not None else name

    # --- inputs

    def source(self, name: str) -> Source | None:
        """A vector input, or None when an optional one is left out."""
        if not self.given(name) and self.is_optional(name):
            return None
        source = self.algorithm.parameterAsSource(self.parameters, name, self.context)
        if source is None:
            raise QgsProcessingException(self.algorithm.invalidSourceError(self.parameters, name))
        return Source(source, self.label(name), self._plain_layer(name))

    def required_source(self, name: str) -> Source:
        source = self.source(name)
        if source is None:
            raise QgsProcessingException(self.algorithm.invalidSourceError(self.parameters, name))
        return source

    def sources(self, name: str) -> list[Source]:
        """The layers of a multiple input, each under its own name."""
        layers = self.algorithm.parameterAsLayerList(self.parameters, name, self.context) or []
        return [Source(QgsProcessingFeatureSource(layer, self.context), _layer_label(layer), layer) for layer in layers]

    def is_optional(self, name: str) -> bool:
        definition = self.algorithm.parameterDefinition(name)
        return bool(definition.flags() & definition.Flag.FlagOptional)

    def _plain_layer(self, name: str) -> QgsVectorLayer | None:
        """The layer behind a source when all of its features are meant, whichever way it was given."""
        value = self.parameters.get(name)
        if isinstance(value, QgsProcessingFeatureSourceDefinition):
            filtered = getattr(value, "filterExpression", "")
            if value.selectedFeaturesOnly or getattr(value, "featureLimit", -1) != -1 or filtered:
                return None
        layer = self.algorithm.parameterAsVectorLayer(self.parameters, name, self.context)
        return layer if isinstance(layer, QgsVectorLayer) else None

    def working_crs(self, source: Source, chosen: str = "CRS") -> QgsCoordinateReferenceSystem:
        """The CRS this run computes in, found from its study layer."""
        crs = None
        if self.algorithm.parameterDefinition(chosen) is not None and self.given(chosen):
            crs = self.algorithm.parameterAsCrs(self.parameters, chosen, self.context)
            if not crs.isValid():
                raise PatrolError(f"{self.label(chosen)}: {self.parameters[chosen]!r} is not a CRS QGIS knows.")
        return working_crs(crs, source.crs, source.centre(), source.label, self.transforms, self.info, self.warn)

    # --- outputs

    def wanted(self, name: str) -> bool:
        """Whether an output was asked for (optional ones may be left out)."""
        return self.given(name)

    def open_sink(
        self, name: str, fields: QgsFields, geometry_type: Any, crs: QgsCoordinateReferenceSystem
    ) -> tuple[QgsFeatureSink, str]:
        """The sink of an output, checked."""
        try:
            sink, destination = self.algorithm.parameterAsSink(
                self.parameters, name, self.context, fields, geometry_type, crs
            )
        except QgsProcessingException as error:
            raise QgsProcessingException(
                f"{self.label(name)}: the output cannot be written ({error}). Check that the folder exists, that you "
                f"may "
                "write there, and that the file is not open in another program."
            ) from error
        if sink is None:
            raise QgsProcessingException(self.algorithm.invalidSinkError(self.parameters, name))
        self.written[name] = destination
        return sink, destination


def _layer_label(layer: QgsVectorLayer) -> str:
    """A layer's name; one given by its path is called after its table, not after the file that holds many."""
    uri = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    table, path = uri.get("layerName"), uri.get("path")
    return str(table) if table and path and Path(path).stem == layer.name() else layer.name()
