"""Polygons as arrays: how much of each cell of a grid they cover, exactly, squares and hexagons; which hold a place."""

from __future__ import annotations

import numpy as np

from ..control import Control
from .cutting import along, batches, cut
from .grid import Grid
from .strips import SquareStrips, Strips, strips_of

# Places within a strip are rounded to this fraction of it, so that sums of them are exact: what a closed ring adds to
# the cells south of it then cancels to 0 and not to rounding. It is finer than a nanometre for cells of a kilometre.
_FINE = 2.0**40
# The same for halved squares of such places.
_FINE_SQUARE = 2.0**44
# A share of a cell below this is what rounding left behind.
_LEAST_SHARE = 1e-12


def polygon_areas(
    grid: Grid, xy: np.ndarray, offsets: np.ndarray, hole: np.ndarray, control: Control | None = None
) -> np.ndarray:
    """The area of polygons in each cell of a grid, whether masked or not: float64 (rows, cols), m².

    grid: squares or hexagons.
    xy: the vertices of closed rings (v, 2), metres, the first of a ring again as its last.
    offsets: where each ring begins (r + 1,).
    hole: whether each ring is one (r,).
    control: progress and stop.

    Which way a ring runs does not matter; rings must not cross themselves. Where polygons overlap, each counts.
    Polygons may reach beyond the grid as far as they like.

    Source: the theorem of Green, applied cell by cell. Edges are cut at the borders of vertical strips of the grid and
    of the cells within them. A piece that spans dx of its strip adds dx · (its mean distance to the cell's southern
    border) to its own cell, and dx · (height of the cell there) to each cell south of it; with the sign of its
    direction these sum up to the area inside.
    """
    return _areas(strips_of(grid), xy, offsets, hole, control or Control())


def polygon_shares(
    x_min: float,
    y_max: float,
    pixel_m: float,
    rows: int,
    cols: int,
    xy: np.ndarray,
    offsets: np.ndarray,
    hole: np.ndarray,
    control: Control | None = None,
) -> np.ndarray:
    """The share of each square that polygons cover, 0 to 1: float64 (rows, cols), row 0 in the north.

    x_min, y_max: the north-west corner of all, metres.
    pixel_m: the side of a square.
    rows, cols: how many squares.
    xy, offsets, hole, control: the polygons, as in polygon_areas; they must not overlap.

    Squares wholly inside have exactly 1, those wholly outside exactly 0.
    """
    strips = SquareStrips(x_min, y_max, pixel_m, rows, cols)
    areas = _areas(strips, xy, offsets, hole, control or Control())
    return np.clip(areas / pixel_m**2, 0.0, 1.0)


def _areas(strips: Strips, xy: np.ndarray, offsets: np.ndarray, hole: np.ndarray, control: Control) -> np.ndarray:
    """The m² of polygons in each cell: (rows, cols).

    strips: of the grid.
    xy: vertices of all rings (v, 2), the first of each again as its last.
    offsets: where each ring begins (r + 1,).
    hole: whether it is one (r,).
    control: progress and stop.
    """
    west, east, north, south, sign = _edges(strips, xy, offsets, hole)
    # One row more, first, for what lies north of the grid.
    shape = (strips.rows + 1, strips.strips)
    own, width, moment = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    # The borders of rows as if they were level, which tells well enough how many pieces there will be.
    families = [(west, east, 0, strips.strips), (north, south, 0, 2 * strips.rows)]
    for chosen in batches(families):
        control.step(chosen.start, len(west))
        pieces = cut(west[chosen], east[chosen], 0, strips.strips)
        inside = (pieces.gap >= 0) & (pieces.gap < strips.strips)
        edge, begins, ends = pieces.edge[inside] + chosen.start, pieces.begins[inside], pieces.ends[inside]
        strip = pieces.gap[inside]
        # A place across the strip; where the strip's border cut the edge it is that border, whatever rounding says.
        left = np.where(begins > 0, 0.0, west[edge] - strip)
        right = np.where(ends < 1, 1.0, east[edge] - strip)
        top, bottom = along(north[edge], south[edge], begins), along(north[edge], south[edge], ends)
        _add(strips, (own, width, moment), sign[edge], strip, (left, right), (top, bottom))
    own[1:] += strips.passed_on(np.cumsum(width, axis=0)[:-1], np.cumsum(moment, axis=0)[:-1])
    share = strips.by_cell(own[1:])
    share[np.abs(share) < _LEAST_SHARE] = 0.0
    return share * strips.unit_area_m2


def _edges(
    strips: Strips, xy: np.ndarray, offsets: np.ndarray, hole: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Each edge from west to east: where it begins and ends across and down, and whether it adds (1) or takes (−1)."""
    begins = np.ones(len(xy), dtype=bool)
    begins[offsets[1:] - 1] = False
    here = np.flatnonzero(begins)
    ring = np.repeat(np.arange(len(hole)), np.diff(offsets))[here]
    across, down = strips.place(xy)
    # About each ring's own first vertex, for precision.
    vertices = np.diff(offsets)
    u, v = (place - np.repeat(place[offsets[:-1]], vertices) for place in (across, down))
    twice = np.bincount(ring, u[here] * v[here + 1] - u[here + 1] * v[here], len(hole))
    # With the rows counted downward, a ring that runs from west to east along its north side has a positive area.
    turn = np.sign(twice) * np.where(hole, -1.0, 1.0)
    eastward = across[here + 1] > across[here]
    from_, to = np.where(eastward, here, here + 1), np.where(eastward, here + 1, here)
    sign = np.where(eastward, 1.0, -1.0) * turn[ring]
    used = (across[from_] < strips.strips) & (across[to] > 0) & (across[from_] != across[to]) & (sign != 0)
    from_, to, sign = from_[used], to[used], sign[used]
    return across[from_], across[to], down[from_], down[to], sign


def _add(
    strips: Strips,
    sums: tuple[np.ndarray, np.ndarray, np.ndarray],
    sign: np.ndarray,
    strip: np.ndarray,
    across: tuple[np.ndarray, np.ndarray],
    down: tuple[np.ndarray, np.ndarray],
) -> None:
    """Cut pieces that each lie in one strip at the borders of its cells, and add what they cover to the sums.

    strips: of the grid.
    sums: own area, width and moment of each cell, added to.
    sign: whether a piece adds (1) or takes (−1), (n,).
    strip: it lies in (n,).
    across: where it begins and ends across the strip, (n,) each.
    down: where it begins and ends down the strip, (n,) each.
    """
    start, end = (_fine(place) for place in across)
    top, bottom = down
    row = np.full(len(strip), strips.first_row, dtype=np.int64)
    for border in strips.borders:
        pieces = cut(border(strip, start, top), border(strip, end, bottom), strips.first_line, strips.rows)
        piece, begins, ends = pieces.edge, pieces.begins, pieces.ends
        # As many rows on as southern borders were passed.
        row, strip, sign = row[piece] + pieces.gap, strip[piece], sign[piece]
        start, end = _fine(along(start[piece], end[piece], begins)), _fine(along(start[piece], end[piece], ends))
        top, bottom = along(top[piece], bottom[piece], begins), along(top[piece], bottom[piece], ends)
    row = np.clip(row, -1, strips.rows)
    middle, depth = (start + end) / 2.0, (top + bottom) / 2.0
    dx = sign * (end - start)
    used = row < strips.rows
    cell = ((row + 1) * strips.strips + strip)[used]
    height = np.where(row >= 0, strips.southern_border(strip, row, middle) - depth, 0.0)
    own, width, moment = sums
    for total, value in ((own, dx * height), (width, dx), (moment, sign * (_half_square(end) - _half_square(start)))):
        total += np.bincount(cell, value[used], total.size).reshape(total.shape)


def _fine(place: np.ndarray) -> np.ndarray:
    return np.rint(place * _FINE) / _FINE


def _half_square(place: np.ndarray) -> np.ndarray:
    """Half the square of a place, rounded by itself: along a closed ring the differences then sum up to exactly 0."""
    return np.rint(place * place * (_FINE_SQUARE / 2.0)) / _FINE_SQUARE


def holding(
    x: np.ndarray, y: np.ndarray, start: np.ndarray, end: np.ndarray, feature: np.ndarray, control: Control
) -> np.ndarray:
    """The features that hold at least one of some places, ascending, by the number of their borders between a place
    and the east (even-odd rule). What is right on a border may be in or out.

    x, y: the places (n,), few, metres.
    start, end: the segments of all rings of the features, holes included, (s, 2), metres.
    feature: to which each segment belongs, int (s,).
    control: progress and stop.
    """
    features, of = np.unique(feature, return_inverse=True)
    found = np.zeros(len(features), dtype=bool)
    if not len(x):
        return features[found]
    # Those that reach beyond no place, or to none, hold none.
    near = np.ones(len(features), dtype=bool)
    for axis, places in enumerate((x, y)):
        low, high = np.full(len(features), np.inf), np.full(len(features), -np.inf)
        np.minimum.at(low, of, start[:, axis])
        np.maximum.at(high, of, start[:, axis])
        near &= (low <= places.max()) & (high >= places.min())
    here = near[of]
    (x0, y0), (x1, y1), of = start[here].T, end[here].T, of[here]
    for place_x, place_y in zip(x.tolist(), y.tolist()):
        control.check()
        spans = np.flatnonzero((y0 > place_y) != (y1 > place_y))
        share = (place_y - y0[spans]) / (y1[spans] - y0[spans])
        east = spans[x0[spans] + share * (x1[spans] - x0[spans]) > place_x]
        found |= np.bincount(of[east], minlength=len(features)) % 2 == 1
    return features[found]
