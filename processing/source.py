"""A vector input as an algorithm reads it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureRequest,
    QgsFields,
    QgsPointXY,
    QgsProcessing,
    QgsProcessingFeatureSource,
    QgsProcessingParameterFeatureSource,
    QgsWkbTypes,
)

from ..algorithms.errors import PatrolError
from .messages import without_geometry
from .plainread import PlainTable

# So many features tell where a layer's city is.
_SAMPLE = 2000


@dataclass(frozen=True)
class Source:
    """A vector input: QGIS's feature source (which minds "selected features only"), its label, its CRS (one that
    outlives the worker), its table if plain, and whether it lies in a GeoPackage, whose moments have no zone.
    """

    source: QgsProcessingFeatureSource
    label: str
    crs: QgsCoordinateReferenceSystem
    plain: PlainTable | None
    in_geopackage: bool = False

    # Invalid polygons and self-crossing roads are still usable here: only coordinates are read.
    no_geometry_check = QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks

    @property
    def fields(self) -> QgsFields:
        return self.source.fields()

    @property
    def count(self) -> int:
        return self.source.featureCount()

    def centre(self) -> QgsPointXY:
        """Where the bulk of the layer lies, in its CRS: the median of its first features.

        Not the middle of the extent, which one stray feature moves into another UTM zone.
        """
        request = QgsFeatureRequest().setNoAttributes().setLimit(_SAMPLE)
        found = [feature.geometry() for feature in self.source.getFeatures(request, self.no_geometry_check)]
        centres = [geometry.boundingBox().center() for geometry in found if not geometry.isEmpty()]
        # Exactly 0, 0 is what programs write where no place is known.
        placed = [point for point in centres if point.x() != 0 or point.y() != 0]
        if not placed:
            return self.source.sourceExtent().center()
        return QgsPointXY(np.median([point.x() for point in placed]), np.median([point.y() for point in placed]))

    def has_field(self, name: str) -> bool:
        return self.fields.lookupField(name) >= 0

    def first_field(self, *names: str) -> str | None:
        """The first of the names that the layer has."""
        return next((name for name in names if self.has_field(name)), None)


def require_geometry(source: QgsProcessingFeatureSource, definition: QgsProcessingParameterFeatureSource) -> None:
    """Raise for a table without geometry where the parameter takes none."""
    takes = definition.dataTypes()
    if source.wkbType() == QgsWkbTypes.Type.NoGeometry and QgsProcessing.SourceType.TypeVector not in takes:
        raise PatrolError(f"{definition.description()}: this is a table without geometry. {without_geometry(takes)}")
