"""One execution of an algorithm: its parameters as plain values, its inputs as sources, its feedback as a Control."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureRequest,
    QgsFeatureSink,
    QgsFields,
    QgsPointXY,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
    QgsProcessingMultiStepFeedback,
    QgsRasterLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QDateTime

from ..algorithms.control import Control
from ..algorithms.errors import PatrolError
from ..algorithms.placeholders import distinct, no_place
from .columns import times_of
from .compat import field_names
from .crs import working_crs
from .messages import CHECK_FOLDER
from .plainread import PlainTable
from .prepared import PreparedInputs, prepare_inputs

if TYPE_CHECKING:
    from .base import PatrolAlgorithm


# So many features tell where a layer's city is.
_SAMPLE = 2000


@dataclass(frozen=True)
class Source:
    """A vector input: QGIS's feature source (which minds "selected features only"), its label, its table if plain."""

    source: QgsProcessingFeatureSource
    label: str
    plain: PlainTable | None

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
        """Where the bulk of the layer lies, in its CRS: the median of the different places of its first features.

        Not the middle of the extent, which one stray feature moves into another UTM zone; nor that of all records,
        which a placeholder written often enough moves. Coordinates that stand for no place do not count.
        """
        request = QgsFeatureRequest().setNoAttributes()
        features = self.source.getFeatures(request, self.no_geometry_check)
        shapes = (feature.geometry() for feature in features)
        centres = (shape.boundingBox().center() for shape in shapes if not shape.isEmpty())
        degrees = self.crs.isGeographic()
        x, y = np.array([(point.x(), point.y()) for point in islice(centres, _SAMPLE)]).reshape(-1, 2).T
        placed = np.isfinite(x) & np.isfinite(y) & (no_place(x, y, degrees) == 0)
        if not placed.any():
            # The first features may all be those without a place.
            x, y = np.array([(point.x(), point.y()) for point in centres]).reshape(-1, 2).T
            placed = np.isfinite(x) & np.isfinite(y) & (no_place(x, y, degrees) == 0)
        if not placed.any():
            return self.source.sourceExtent().center()
        x, y, _, _ = distinct(x[placed], y[placed])
        return QgsPointXY(float(np.median(x)), float(np.median(y)))

    def own_name(self, name: str) -> str | None:
        """A field as the layer spells it, whatever the case of the name; None where there is none."""
        position = self.fields.lookupField(name)
        return self.fields.at(position).name() if position >= 0 else None

    def has_field(self, name: str) -> bool:
        return self.own_name(name) is not None

    def first_field(self, *names: str) -> str | None:
        """The first of the names that the layer has, as it spells it."""
        return next(filter(None, map(self.own_name, names)), None)


class Run:
    """Typed access to what the user chose; every value goes through ``parameterAs…``, as qgis_process hands strings."""

    def __init__(
        self,
        algorithm: PatrolAlgorithm,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        prepared: PreparedInputs | None = None,
    ) -> None:
        self.prepared = prepared or prepare_inputs(algorithm, parameters, context)
        self.algorithm = algorithm
        self.parameters = parameters
        self.context = context
        self.transforms = context.transformContext()
        self.feedback = feedback
        self.counts: dict[str, Any] = {}
        self.warnings: list[str] = []
        self.written: dict[str, str] = {}
        # Files that are no layers, as they are begun.
        self.files: list[str] = []
        self.stages = QgsProcessingMultiStepFeedback(3, feedback)
        self.control = Control(feedback.isCanceled, self._progress, self.warn, self.info)

    # --- feedback

    def _progress(self, fraction: float) -> None:
        self.stages.setProgress(100.0 * fraction)

    def start_stage(self, number: int) -> None:
        """Read is stage 0, compute 1, write 2; the progress of each runs from 0 to 1."""
        self.control.check()
        self.stages.setCurrentStep(number)

    @contextmanager
    def part(self, start: float, end: float) -> Iterator[None]:
        """Within it, progress from 0 to 1 is the stretch from ``start`` to ``end`` of the stage or part around it."""
        whole = self.control
        self.control = whole.part(start, end)
        try:
            yield
        finally:
            self.control = whole

    def info(self, text: str) -> None:
        self.feedback.pushInfo(text)

    def warn(self, text: str) -> None:
        self.warnings.append(text)
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
        """A local date and time, or None; ISO text is taken too. Raises PatrolError for text that is no time."""
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
        takes_tables = QgsProcessing.SourceType.TypeVector in self.algorithm.parameterDefinition(name).dataTypes()
        if source.wkbType() == QgsWkbTypes.Type.NoGeometry and not takes_tables:
            raise PatrolError(
                f"{self.label(name)}: this is a table without geometry. Make points of its coordinate columns first "
                "(toolbox: Create points layer from table; or Layer → Add Layer → Add Delimited Text Layer)."
            )
        return Source(source, self.label(name), self.prepared.plain.get(name))

    def required_source(self, name: str) -> Source:
        source = self.source(name)
        if source is None:
            raise QgsProcessingException(self.algorithm.invalidSourceError(self.parameters, name))
        return source

    def sources(self, name: str) -> list[Source]:
        """The layers of a multiple input, each under its own name."""
        return [Source(source, label, plain) for label, source, plain in self.prepared.several.get(name, [])]

    def is_optional(self, name: str) -> bool:
        definition = self.algorithm.parameterDefinition(name)
        return bool(definition.flags() & definition.Flag.FlagOptional)

    def raster(self, name: str) -> QgsRasterLayer | None:
        """A raster input (a copy made for this run), or None when it is left out."""
        if not self.given(name):
            return None
        layer = self.prepared.rasters.get(name)
        if layer is None:
            raise QgsProcessingException(self.algorithm.invalidRasterError(self.parameters, name))
        return layer

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
                f"{self.label(name)}: the output cannot be written ({error}). {CHECK_FOLDER}"
            ) from error
        if sink is None:
            raise QgsProcessingException(self.algorithm.invalidSinkError(self.parameters, name))
        self.written[name] = destination
        return sink, destination
