"""Facilities of one kind, points, lines or polygons, and how much of them lies in each cell of a grid."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import label

from ..cells.grid import Grid
from ..cells.linelengths import pieces_in_cells, segments_of
from ..cells.polygonareas import holding, polygon_areas
from ..control import Control
from ..errors import PatrolError

# Each with what its density is counted in, and how many of its units (features, metres, m²) make one of these.
UNITS = {"points": ("number per km²", 1.0), "lines": ("km per km²", 1e3), "polygons": ("km² per km²", 1e6)}


@dataclass(frozen=True)
class Amounts:
    """How much of one kind of facility lies where.

    ``per_cell``: float64 (rows, cols), of every cell, masked or not; a number of points, metres of lines, m² of
    polygons. ``features``: how many features have something in the study area.
    """

    per_cell: np.ndarray
    features: int


@dataclass(frozen=True)
class Facilities:
    """All facilities of one kind, in projected metres; made by points_of, lines_of or polygons_of.

    ``geometry``: points, lines or polygons. ``xy`` (v, 2): the points, or the vertices of lines or closed rings.
    ``offsets`` (n + 1,): where each point, line or ring begins. ``feature`` (n,): the feature each belongs to, any
    whole number. ``hole`` (n,): whether a ring is one.
    """

    kind: str
    geometry: str
    xy: np.ndarray
    offsets: np.ndarray
    feature: np.ndarray
    hole: np.ndarray

    def __post_init__(self) -> None:
        if self.geometry not in UNITS:
            raise PatrolError(
                "{kind}: facilities are {units}, not {geometry!r}.",
                kind=self.kind,
                units=list(UNITS),
                geometry=self.geometry,
            )
        parts = len(self.offsets) - 1
        if not parts == len(self.feature) == len(self.hole) or self.offsets[-1] != len(self.xy):
            raise PatrolError(
                "{kind}: {parts} parts up to vertex {offsets}, but {n} vertices and {feature} feature numbers; "
                "they must agree.",
                kind=self.kind,
                parts=parts,
                offsets=self.offsets[-1],
                n=len(self.xy),
                feature=len(self.feature),
            )
        if not np.isfinite(self.xy).all():
            raise PatrolError("{kind}: some coordinates are not numbers; leave these facilities out.", kind=self.kind)

    def amounts(self, grid: Grid, control: Control | None = None) -> Amounts:
        """Measure them in a grid. A feature is counted once, however many parts of it lie in the study area.

        A polygon is in the study area when its outline runs through it, or when it holds a connected piece of it.
        """
        control = control or Control()
        if self.geometry == "points":
            cell = grid.flat_index(self.xy[:, 0], self.xy[:, 1])
            per_cell = _sums(grid, cell, np.ones(len(cell)))
            return Amounts(per_cell, len(np.unique(self.feature[_in_study_area(grid, cell)])))
        start, end, part = segments_of(self.xy, self.offsets)
        met = np.zeros(len(self.feature), dtype=bool)
        per_cell = np.zeros(grid.shape)
        lines = self.geometry == "lines"
        for segment, cell, metres in pieces_in_cells(grid, start, end, control if lines else control.part(0.0, 0.5)):
            met[part[segment[_in_study_area(grid, cell) & (metres > 0)]]] = True
            if lines:
                per_cell += _sums(grid, cell, metres)
        if not lines:
            per_cell = polygon_areas(grid, self.xy, self.offsets, self.hole, control.part(0.5, 1.0))
        found = self.feature[met]
        if not lines:
            other = ~np.isin(self.feature[part], found)
            x, y = _one_place_of_each_piece(grid, per_cell)
            around = holding(x, y, start[other], end[other], self.feature[part[other]], control)
            found = np.concatenate([found, around])
        return Amounts(per_cell, len(np.unique(found)))


def points_of(kind: str, x: np.ndarray, y: np.ndarray) -> Facilities:
    """Facilities that are points: x, y float64 (n,)."""
    number = len(x)
    each = np.arange(number + 1)
    return Facilities(kind, "points", np.column_stack([x, y]), each, each[:-1], np.zeros(number, dtype=bool))


def lines_of(kind: str, xy: np.ndarray, offsets: np.ndarray, feature: np.ndarray) -> Facilities:
    """Facilities that are lines, as in Facilities."""
    return Facilities(kind, "lines", xy, offsets, feature, np.zeros(len(feature), dtype=bool))


def polygons_of(kind: str, xy: np.ndarray, offsets: np.ndarray, feature: np.ndarray, hole: np.ndarray) -> Facilities:
    """Facilities that are polygons, with all that Facilities says; each ring closed. Where two overlap, both count."""
    return Facilities(kind, "polygons", xy, offsets, feature, hole)


def _one_place_of_each_piece(grid: Grid, per_cell: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """x and y of the first cell's centre of each connected piece of the study area, where it holds something: (k,).

    A polygon whose outline meets no cell of a piece holds all of it or nothing. Cells in a row or a column are
    neighbours, hexagons too.
    """
    piece, _ = label(grid.mask)
    _, first = np.unique(piece.ravel(), return_index=True)
    first = first[grid.mask.ravel()[first] & (per_cell.ravel()[first] > 0)]
    return grid.centres_of(first)


def _in_study_area(grid: Grid, cell: np.ndarray) -> np.ndarray:
    """Which of the cells, by flat index or −1, belong to the study area."""
    return (cell >= 0) & grid.mask.ravel()[cell]


def _sums(grid: Grid, cell: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Weights summed by cell, (rows, cols); those at −1 are outside."""
    inside = cell >= 0
    return np.bincount(cell[inside], weight[inside], grid.rows * grid.cols).reshape(grid.shape)
