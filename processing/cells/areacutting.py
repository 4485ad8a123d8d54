"""Facilities cut at the study area's border, beyond which incidents do not count either."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from qgis.core import QgsGeometry, QgsWkbTypes

from ..layers.geometries import line_geometry, paths_from_wkb

if TYPE_CHECKING:
    from ...algorithms.cells.grid import Grid
    from ...algorithms.control import Control
    from .studyarea import StudyArea

_INSIDE, _OUTSIDE, _ACROSS = 1, -1, 0
_LINE, _POLYGON = QgsWkbTypes.GeometryType.LineGeometry, QgsWkbTypes.GeometryType.PolygonGeometry


class AreaCutter:
    """Keeps what lies in a study area, of a grid over it.

    Only what may cross the border is handed to GEOS one by one: it grows with the border, not with the city.
    """

    def __init__(self, area: StudyArea, grid: Grid) -> None:
        self._area, self._grid = area, grid

    def holds(self, x: np.ndarray, y: np.ndarray, control: Control) -> np.ndarray:
        """Which points lie in the area: bool (n,)."""
        return self._area.holds(self._grid, x, y, control)

    def lines(
        self, xy: np.ndarray, offsets: np.ndarray, feature: np.ndarray, control: Control
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The pieces of lines within the area: vertices, where each begins, the feature of each, as they are given.

        xy: vertices (v, 2), metres.
        offsets: where each line begins (n + 1,).
        feature: of each line (n,).
        control: progress and stop.
        """
        if not len(feature):
            return xy, offsets, feature
        boxes = np.hstack([np.minimum.reduceat(xy, offsets[:-1]), np.maximum.reduceat(xy, offsets[:-1])])
        side = self._sides(boxes)
        pieces, owners = [], []
        for place in control.each(np.flatnonzero(side == _ACROSS).tolist()):
            part = self._area.part_of(line_geometry(xy[offsets[place] : offsets[place + 1]]), _LINE)
            if not part.isEmpty():
                pieces.append(bytes(part.asWkb()))
                owners.append(feature[place])
        cut_xy, cut_offsets, which = paths_from_wkb(pieces)
        whole = side == _INSIDE
        vertices = np.diff(offsets)
        lengths = np.concatenate([vertices[whole], np.diff(cut_offsets)])
        return (
            np.concatenate([xy[np.repeat(whole, vertices)], cut_xy]),
            np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
            np.concatenate([feature[whole], np.array(owners, dtype=feature.dtype)[which]]),
        )

    def polygons(self, geometries: list[QgsGeometry], control: Control) -> list[QgsGeometry]:
        """The part of each polygon within the area, without geometry where there is none."""
        if not geometries:
            return []
        rectangles = [geometry.boundingBox() for geometry in geometries]
        boxes = np.array([(box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()) for box in rectangles])
        side = self._sides(boxes)
        cut = [geometry if at == _INSIDE else QgsGeometry() for geometry, at in zip(geometries, side.tolist())]
        for place in control.each(np.flatnonzero(side == _ACROSS).tolist()):
            cut[place] = self._area.part_of(geometries[place], _POLYGON)
        return cut

    def _sides(self, boxes: np.ndarray) -> np.ndarray:
        """Whether boxes (west, south, east, north; (n, 4)) lie wholly inside or outside the area, or perhaps across its
        border: int (n,).
        """
        squares, inside, border = self._area.squares(self._grid)
        doubtful = np.pad(border.astype(np.int64).cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
        west, south, east, north = boxes.T
        size = squares.cell_size_m
        first_col, last_col = (np.floor((x - squares.x_min) / size) for x in (west, east))
        first_row, last_row = (np.floor((squares.y_max - y) / size) for y in (north, south))
        beyond = (last_col < 0) | (first_col >= squares.cols) | (last_row < 0) | (first_row >= squares.rows)
        first_col, last_col = (np.clip(col, 0, squares.cols - 1).astype(np.int64) for col in (first_col, last_col))
        first_row, last_row = (np.clip(row, 0, squares.rows - 1).astype(np.int64) for row in (first_row, last_row))
        number = doubtful[last_row + 1, last_col + 1] - doubtful[first_row, last_col + 1]
        number += doubtful[first_row, first_col] - doubtful[last_row + 1, first_col]
        # Without a border between them all squares of the box are on the side of any.
        side = np.where(inside[first_row, first_col], _INSIDE, _OUTSIDE)
        return np.where(beyond, _OUTSIDE, np.where(number > 0, _ACROSS, side))
