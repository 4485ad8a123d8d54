"""Coordinates that stand for no place: what programs write where none is known, and how far off they lie.

A record without a place gets 0, 0; −1, −1; a row of nines; a pole; or one point somewhere else, again and again. Kept,
they are the hottest place of all, and stretch a grid across a continent.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

# Why a point has no place; 0 is a place.
AT_ZERO, AT_MINUS_ONE, AT_A_POLE, WITH_A_FILLER = 1, 2, 3, 4
# A place written once and again counts as none only as far off as this, whatever the extent of the rest.
_FAR_OFF_M = 50_000.0
# Of the distinct places; the bulk is told by half of them, so that many wrong ones do not widen it.
_HALF = (0.25, 0.75)
_FAR_HALVES = 8.0
_BULK = (0.05, 0.95)
_FAR_WIDTHS = 2.0
_FEWEST = 4
_NINES = np.array([sign * (10.0**digits - 1.0) for digits in range(2, 10) for sign in (1, -1)])
_FILLERS = np.concatenate([[0.0, -1.0], _NINES])


def no_place(x: np.ndarray, y: np.ndarray, degrees: bool, placed: bool = False) -> np.ndarray:
    """Why each point (coordinates as its layer has them) stands for no place: int (n,), 0 where it is one.

    x: (n,), or longitudes.
    y: (n,), or latitudes.
    degrees: whether they are longitudes and latitudes, which have poles.
    placed: whether somebody put the points there one by one; 0, 0 is then believed unless it lies far from the others.

    0, 0 and −1, −1 are no place in any CRS. A single coordinate of 0, −1 or nines is a filler where it lies far outside
    the bulk of the others.
    """
    found = np.zeros(len(x), dtype=np.int64)
    fills = np.isin(x, _FILLERS) | np.isin(y, _FILLERS)
    if fills.any() and (~fills).any():
        found[fills & _outside_bulk(x, y, ~fills)] = WITH_A_FILLER
    for cause, value in ((AT_ZERO, 0.0), (AT_MINUS_ONE, -1.0)):
        here = (x == value) & (y == value)
        found[here if degrees or not placed else here & (found > 0)] = cause
    if degrees:
        found[np.abs(y) == 90.0] = AT_A_POLE
    return found


def distinct(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """The different points: x, y (m,), how many are at each (m,), and which of them each point is (n,)."""
    both = np.empty(len(x), dtype=np.complex128)
    both.real, both.imag = x, y
    places, which, count = np.unique(both, return_inverse=True, return_counts=True)
    return places.real, places.imag, count, which


def repeated_far_off(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Which points (metres) are written more than once at a place far from the rest, as placeholders are: bool (n,).

    Far is more than eight times the longer side of the box that holds the middle half of all distinct places along
    each axis, and more than 50 km, outside that box. However many share the place, it counts once, so that they do not
    pass for the city. An address that repeats in or near the city stays.
    """
    none = np.zeros(len(x), dtype=bool)
    if len(x) == 0 or max(np.ptp(x), np.ptp(y)) <= _FAR_OFF_M:
        return none
    place_x, place_y, count, which = distinct(x, y)
    if len(place_x) < _FEWEST:
        return none
    far = _outside(place_x, place_y, place_x, place_y, _HALF, _FAR_HALVES, _FAR_OFF_M)
    return (far & (count > 1))[which]


def far_from_the_rest(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Which points (metres) lie so far out that they are mistakes of the record, not the edge of the city: bool (n,).

    The bulk is the box from the 5th to the 95th percentile of each axis; a point is far when it is more than twice the
    longer side of that box outside it. One wrong coordinate among a city's would otherwise stretch a grid across a
    country. Fewer than some twenty points, or mistakes in more than one of twenty, have no bulk to tell them by.
    """
    if len(x) == 0:
        return np.zeros(0, dtype=bool)
    return _outside_bulk(x, y, np.ones(len(x), dtype=bool))


@dataclass(frozen=True)
class Outlying:
    """Points apart from all others: which (bool, n), and how far the nearest of them lies from the nearest other."""

    points: np.ndarray
    gap_m: float


def outlying(x: np.ndarray, y: np.ndarray) -> Outlying | None:
    """The fewer points (metres) beyond the widest gap on the way out from the middle, where it is what makes their
    extent so large: wider than all that lies within. None where there is no such gap.
    """
    if len(x) < 2:
        return None
    place_x, place_y, _, which = distinct(x, y)
    # From the place that is nearest to the medians: they may themselves lie between two cities.
    middle = int(np.argmin(np.hypot(place_x - np.median(x), place_y - np.median(y))))
    away = np.hypot(place_x - place_x[middle], place_y - place_y[middle])
    order = np.sort(away)
    gaps = np.diff(order)
    if len(gaps) == 0:
        return None
    widest = int(np.argmax(gaps))
    beyond = (away > order[widest])[which]
    if gaps[widest] <= order[widest] or 2 * beyond.sum() >= len(x):
        return None
    return Outlying(beyond, float(gaps[widest]))


def _outside_bulk(x: np.ndarray, y: np.ndarray, of: np.ndarray) -> np.ndarray:
    """Which points lie far outside the bulk of some of them: bool (n,)."""
    return _outside(x, y, x[of], y[of], _BULK, _FAR_WIDTHS, 0.0)


def _outside(
    x: np.ndarray,
    y: np.ndarray,
    of_x: np.ndarray,
    of_y: np.ndarray,
    shares: tuple[float, float],
    widths: float,
    least: float,
) -> np.ndarray:
    """Which points lie far outside the box between two quantiles of others: bool (n,). None where that box is a point.

    x, y: the points (n,).
    of_x, of_y: the others (m,).
    shares: the two quantiles.
    widths: how many of the box's longer sides is far.
    least: what is not far in any case, as x and y.
    """
    bounds = [np.quantile(values, shares) for values in (of_x, of_y)]
    longer = max(high - low for low, high in bounds)
    far = np.zeros(len(x), dtype=bool)
    if longer > 0:
        reach = max(widths * longer, least)
        for values, (low, high) in zip((x, y), bounds):
            far |= (values < low - reach) | (values > high + reach)
    return far
