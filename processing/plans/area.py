"""The study area of a plan for which none is given: the box of the roads, or of most incidents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from qgis.core import QgsFeature, QgsGeometry, QgsProcessingFeatureSource, QgsRectangle, QgsVectorLayer

from ..framework.source import Source
from ..layers.placeholders import STRAYS
from ..layers.reading import read_lines, read_points
from .chain import MOST_CELLS
from .remarks import tell_trimmed

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

    from ..framework.run import Run

# Roads that stick out of an extract's box, or a few far incidents, would stretch the study area.
TRIM = 0.01


def made_area(run: Run, crs: QgsCoordinateReferenceSystem) -> QgsVectorLayer | None:
    """The study area in a layer of one box; None where the incidents' extent is to do."""
    chosen = run.word("AREA_FROM")
    if chosen == "roads":
        return _box_of_roads(run)
    return _box_of_most_incidents(run, crs) if chosen == "most_incidents" else None


def source_of(run: Run, layer: QgsVectorLayer) -> Source:
    """The layer as if it had been given."""
    source = QgsProcessingFeatureSource(layer, run.context)
    return Source(source, run.label("STUDY_AREA"), layer.crs(), source.featureCount(), None)


def _box_of_roads(run: Run) -> QgsVectorLayer | None:
    """In the roads' own coordinates: an extract is a box in these."""
    source = run.source("ROADS")
    if source is None:
        return None
    x, y = read_lines(run, source, source.crs).xy.T
    return _layer_of(_box(x, y, TRIM), source.crs)


def _box_of_most_incidents(run: Run, crs: QgsCoordinateReferenceSystem) -> QgsVectorLayer | None:
    points = read_points(run, run.required_source("INCIDENTS"), crs)
    x, y = points.x, points.y
    for is_far, _ in STRAYS:
        near = ~is_far(x, y)
        x, y = x[near], y[near]
    whole = _box(x, y, 0.0)
    if whole.width() * whole.height() <= MOST_CELLS * run.number("CELL_SIZE") ** 2:
        return None
    tell_trimmed(run, TRIM)
    return _layer_of(_box(x, y, TRIM), crs)


def _box(x: np.ndarray, y: np.ndarray, trim: float) -> QgsRectangle:
    """The box of all places but this share at each side."""
    (west, east), (south, north) = (np.quantile(values, [trim, 1 - trim]) for values in (x, y))
    return QgsRectangle(west, south, east, north)


def _layer_of(box: QgsRectangle, crs: QgsCoordinateReferenceSystem) -> QgsVectorLayer:
    layer = QgsVectorLayer("Polygon", "box", "memory")
    layer.setCrs(crs)
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromRect(box))
    layer.dataProvider().addFeatures([feature])
    return layer
