"""A vector input as an algorithm reads it."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice

import numpy as np
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureRequest,
    QgsFields,
    QgsPointXY,
    QgsProcessing,
    QgsProcessingFeatureSource,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFeatureSource,
    QgsWkbTypes,
)

from ...algorithms.errors import PatrolError
from ...algorithms.incidents.placeholders import distinct, no_place
from ...algorithms.texts import Text
from ..files.bulkreading import PlainTable
from ..files.delimitedreading import PlainText
from ..times.filetimes import FileTimes
from .parameters import without_geometry

# So many features tell where a layer's city is.
_SAMPLE = 2000


@dataclass(frozen=True)
class Source:
    """A vector input: QGIS's feature source (which minds "selected features only"), its label, its CRS (one that
    outlives the worker), how many features it has, its table or text file if plain, whether it lies in a GeoPackage,
    whose moments have no zone, the file it is read from, "" where that is none, and what that says of times that QGIS
    does not.
    """

    source: QgsProcessingFeatureSource
    label: str
    crs: QgsCoordinateReferenceSystem
    # Counted in the main thread: in a worker that asks the project's layer, at which QGIS has died.
    count: int
    plain: PlainTable | PlainText | None
    in_geopackage: bool = False
    file: str = ""
    file_times: dict[str, FileTimes] = field(default_factory=dict)

    # Invalid polygons and self-crossing roads are still usable here: only coordinates are read.
    no_geometry_check = QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks

    @property
    def fields(self) -> QgsFields:
        return self.source.fields()

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
        # The first features may all be those without a place.
        for some in (islice(centres, _SAMPLE), centres):
            x, y = np.array([(point.x(), point.y()) for point in some]).reshape(-1, 2).T
            placed = np.isfinite(x) & np.isfinite(y) & (no_place(x, y, degrees) == 0)
            if placed.any():
                x, y, _, _ = distinct(x[placed], y[placed])
                return QgsPointXY(float(np.median(x)), float(np.median(y)))
        return self.source.sourceExtent().center()

    def own_name(self, name: str) -> str | None:
        """A field as the layer spells it, whatever the case of the name; None where there is none."""
        position = self.fields.lookupField(name)
        return self.fields.at(position).name() if position >= 0 else None

    def required_field(self, name: str) -> str:
        """As own_name, but a PatrolError that names the fields there are where none is called that."""
        own = self.own_name(name)
        if own is None:
            raise PatrolError(
                "{label}: there is no field {name}. It has: {names}.",
                label=self.label,
                name=name,
                names=self.fields.names() or Text("none"),
            )
        return own

    def has_field(self, name: str) -> bool:
        return self.own_name(name) is not None

    def first_field(self, *names: str) -> str | None:
        """The first of the names that the layer has, as it spells it."""
        return next(filter(None, map(self.own_name, names)), None)


def require_geometry(source: QgsProcessingFeatureSource, definition: QgsProcessingParameterDefinition) -> None:
    """Raise for a table without geometry where the parameter takes none."""
    takes = definition.dataTypes() if isinstance(definition, QgsProcessingParameterFeatureSource) else []
    if source.wkbType() == QgsWkbTypes.Type.NoGeometry and QgsProcessing.SourceType.TypeVector not in takes:
        raise PatrolError(
            "{label}: this is a table without geometry. {remedy}",
            label=definition.description(),
            remedy=without_geometry(takes),
        )
