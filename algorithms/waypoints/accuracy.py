"""How well way-points do on incidents they do not know, beside simpler places (CPSPA eq. 7)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from ..control import Control
from .ground import Ground
from .waypoints import WaypointSettings, find_waypoints

# The plain count that every forecast is held against here, in cells as the risk grid has them by default.
CELL_M = 250.0
# Half the width of a 95 % interval in standard deviations.
_Z95 = 1.959964
_COLS = 2**32


@dataclass(frozen=True)
class Reach:
    """What some places reach: ``places``, how many; ``reached`` of ``tested`` incidents (an expectation for places by
    chance); ``covered``: the share of the area within their reach, 0 to 1, NaN without an area.
    """

    places: int
    reached: float
    tested: int
    covered: float

    @property
    def share(self) -> float:
        """Of the incidents, 0 to 1; NaN without any."""
        return self.reached / self.tested if self.tested else np.nan

    @property
    def gain(self) -> float:
        """The share of the incidents / the share of the area, as PAI: 1 is what chance gives. NaN without an area."""
        return self.share / self.covered if self.covered > 0 else np.nan

    @property
    def bounds(self) -> tuple[float, float]:
        """Between which shares the true one lies with 95 % (Wilson 1927), as if incidents were independent."""
        if not self.tested:
            return np.nan, np.nan
        n, square = self.tested, _Z95**2
        middle = (self.share + square / (2 * n)) / (1 + square / n)
        half = _Z95 * np.sqrt(self.share * (1 - self.share) / n + square / (4 * n * n)) / (1 + square / n)
        return max(0.0, float(middle - half)), min(1.0, float(middle + half))


@dataclass(frozen=True)
class Accuracy:
    """The back-test: way-points of the incidents before ``start``, held against those from then on.

    ``by_cluster``: eq. 7, within ε of the way-point of their own cluster. ``nearest``: of any way-point. ``busiest``:
    of the centres of as many cells of CELL_M with the most incidents before ``start``. ``chance``: of as many places
    drawn evenly from the area, None without one. ``known``: incidents before ``start``.
    """

    start: np.datetime64
    known: int
    by_cluster: Reach
    nearest: Reach
    busiest: Reach
    chance: Reach | None


def held_out(time: np.ndarray, percent: float) -> np.ndarray | None:
    """Which incidents are the last ``percent`` of a record, bool (n,); None where it cannot be parted so.

    ``time``: datetime64 (n,). Incidents of one time are never parted, so that it may be a few more.
    """
    wanted = round(len(time) * percent / 100.0)
    if not 0 < wanted < len(time):
        return None
    late = np.asarray(time >= np.sort(time)[-wanted])
    return None if late.all() else late


def measure_accuracy(
    x: np.ndarray,
    y: np.ndarray,
    time: np.ndarray,
    settings: WaypointSettings,
    percent: float,
    ground: Ground | None,
    control: Control | None = None,
) -> Accuracy | None:
    """The back-test of way-points with these settings, None where nothing can be held out.

    x, y: all incidents (n,), metres.
    time: datetime64 (n,).
    settings: of the way-points; the number of clusters is chosen anew where it is chosen at all.
    percent: how much of the record, its last part, is held out.
    ground: the study area with ε as its reach; None: no area is known.
    control: progress and stop.

    The cluster of a held-out incident is that whose centre is nearest, as k-means would put it.
    """
    late = held_out(time, percent)
    if late is None:
        return None
    found = find_waypoints(x[~late], y[~late], time[~late], settings, control)
    tested_x, tested_y = x[late], y[late]
    tested = np.column_stack([tested_x, tested_y])
    own = found.point[found.clusters.nearest(tested_x, tested_y)]
    by_cluster = int((np.hypot(*(tested - own).T) <= settings.epsilon_m).sum())
    nearest = reach_of(found.point, tested, settings.epsilon_m, ground)
    busiest = busiest_cells(x[~late], y[~late], len(found))
    chance = None
    if ground is not None:
        reached = float(ground.reached_by_chance(tested_x, tested_y, len(found)).sum())
        chance = Reach(len(found), reached, len(tested), ground.covered_by_chance(len(found)))
    return Accuracy(
        start=time[late].min(),
        known=int((~late).sum()),
        by_cluster=Reach(len(found), by_cluster, len(tested), nearest.covered),
        nearest=nearest,
        busiest=reach_of(busiest, tested, settings.epsilon_m, ground),
        chance=chance,
    )


def reach_of(places: np.ndarray, tested: np.ndarray, epsilon_m: float, ground: Ground | None) -> Reach:
    """What places (p, 2) reach of incidents (t, 2), and of the area.

    places, tested: metres.
    epsilon_m: how far each place reaches.
    ground: the area, or None.
    """
    reached = int((cKDTree(places).query(tested)[0] <= epsilon_m).sum())
    return Reach(len(places), reached, len(tested), np.nan if ground is None else ground.covered(places))


def busiest_cells(x: np.ndarray, y: np.ndarray, number: int) -> np.ndarray:
    """The centres of the cells of CELL_M with the most of some incidents (n,), at most ``number``: (m, 2), metres.

    Of cells with equally many, those with more in the eight cells around them come first, then those in the west and
    south.
    """
    col, row = (np.floor(values / CELL_M).astype(np.int64) for values in (x, y))
    cell, count = np.unique(col * _COLS + row, return_counts=True)
    around = np.zeros(len(cell), dtype=np.int64)
    for step in (east * _COLS + north for east in (-1, 0, 1) for north in (-1, 0, 1) if east or north):
        at = np.minimum(np.searchsorted(cell, cell + step), len(cell) - 1)
        around += np.where(cell[at] == cell + step, count[at], 0)
    best = cell[np.lexsort((cell, -around, -count))[:number]]
    # Rows south of the CRS's origin are negative.
    row = (best + _COLS // 2) % _COLS - _COLS // 2
    return np.column_stack([(best - row) // _COLS + 0.5, row + 0.5]) * CELL_M
