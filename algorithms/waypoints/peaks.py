"""The point of greatest kernel density of some incidents: a cluster's hotspot H (CPSPA 5.2.1 and eq. 2; phase 2.1)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from ..control import Control
from ..incidents.placeholders import distinct
from ..risk.adaptive import adaptive_bandwidths
from ..risk.kernels import GAUSSIAN, rule_of_thumb_m
from ..risk.kernelsums import smooth

_KM2 = 1e6
# Up to so many places every one is held against every other; beyond, the density at the places is that of the
# risk grid's lattice, and only the way to the top is exact.
MOST_EXACT = 1500
# No record of places is more exact: a rule of thumb finds less where one address is written in two ways.
LEAST_BANDWIDTH_M = 1.0
# From how many places one climbs, half a bandwidth apart or more: the densest may not lie on the highest top.
_CLIMBS, _APART = 24, 0.5
_STEPS, _SETTLED_M = 500, 1e-3
# Of very many places, the climb begins from those that are as dense as this share of the densest.
_NEARLY = 0.95
# Tops that differ by less are equally high: the most western of them is taken, then the most southern.
_EQUAL = 1e-7


@dataclass(frozen=True)
class Peak:
    """Where incidents are densest: ``x``, ``y``, metres, and ``density``, incidents per km².

    The density is NaN where all lie at one place and no bandwidth is given: none can be chosen from them.
    """

    x: float
    y: float
    density: float


@dataclass(frozen=True)
class KernelDensity:
    """The adaptive Gaussian kernel density of m places: ``xy`` (m, 2), incidents at each ``weight`` (m,), and the
    bandwidth of each ``bandwidth_m`` (m,).
    """

    xy: np.ndarray
    weight: np.ndarray
    bandwidth_m: np.ndarray

    @classmethod
    def of(
        cls, x: np.ndarray, y: np.ndarray, weight: np.ndarray, bandwidth_m: float, control: Control | None = None
    ) -> KernelDensity:
        """Of places that are all different.

        x, y: (m,), metres.
        weight: incidents at each (m,), positive.
        bandwidth_m: h of eq. 2, positive.
        control: progress and stop.
        """
        xy = np.column_stack([x, y])
        if len(x) > MOST_EXACT:
            return cls(xy, weight, adaptive_bandwidths(GAUSSIAN, x, y, weight, bandwidth_m, control))
        pilot = np.log(cls(xy, weight, np.full(len(x), bandwidth_m)).at(xy))
        return cls(xy, weight, bandwidth_m * np.exp((np.average(pilot, weights=weight) - pilot) / 2.0))

    def at(self, points: np.ndarray) -> np.ndarray:
        """Incidents per m² at points (p, 2), every place counted exactly: float64 (p,)."""
        return np.asarray((self._terms(points) / (2.0 * np.pi * self.bandwidth_m**2)).sum(axis=1))

    def at_places(self, control: Control) -> np.ndarray:
        """Incidents per m² at the places themselves: float64 (m,)."""
        if len(self.xy) <= MOST_EXACT:
            return self.at(self.xy)
        x, y = self.xy.T
        return smooth(GAUSSIAN, x, y, self.weight, self.bandwidth_m, x, y, control)

    def uphill(self, points: np.ndarray) -> np.ndarray:
        """One step uphill from each of points (p, 2), never over a top (mean shift; Comaniciu & Meer 2002)."""
        pull = self._terms(points) / self.bandwidth_m**4
        return np.asarray((pull @ self.xy) / pull.sum(axis=1, keepdims=True))

    def near(self, point: np.ndarray, margin_m: float) -> KernelDensity:
        """What of it matters within a margin of a point (2,)."""
        reach = GAUSSIAN.reach * self.bandwidth_m + margin_m
        some = np.hypot(*(self.xy - point).T) <= reach
        return KernelDensity(self.xy[some], self.weight[some], self.bandwidth_m[some])

    def _terms(self, points: np.ndarray) -> np.ndarray:
        """weight · exp(−d²/2h²): (p, m)."""
        squared = ((points[:, None, :] - self.xy[None, :, :]) ** 2).sum(axis=2)
        return np.asarray(self.weight * np.exp(-0.5 * squared / self.bandwidth_m**2))


def find_peak(x: np.ndarray, y: np.ndarray, bandwidth_m: float = 0.0, control: Control | None = None) -> Peak:
    """Where the adaptive kernel density of incidents, (n,) metres, n > 0, is greatest anywhere in the plane.

    x, y: the incidents.
    bandwidth_m: h of eq. 2, the Gaussian's standard deviation; 0: Scott's rule of thumb for these incidents, at least
        LEAST_BANDWIDTH_M.
    control: progress and stop.

    Climbed to by mean shift from places in descending order of density. Of equally high tops it is the most western.
    """
    control = control or Control()
    place_x, place_y, count, _ = distinct(x, y)
    if len(place_x) == 1:
        height = len(x) / (2.0 * np.pi * bandwidth_m**2) * _KM2 if bandwidth_m > 0 else np.nan
        return Peak(float(place_x[0]), float(place_y[0]), height)
    origin = np.array([place_x.mean(), place_y.mean()])
    at_x, at_y, weight = place_x - origin[0], place_y - origin[1], count.astype(np.float64)
    # Of the incidents, not of their places weighted by number: to the rule unequal weights are worth fewer incidents.
    width = bandwidth_m or max(
        rule_of_thumb_m(GAUSSIAN, x - origin[0], y - origin[1], np.ones(len(x))), LEAST_BANDWIDTH_M
    )
    density = KernelDensity.of(at_x, at_y, weight, width, control)
    tops = _tops(density, density.at_places(control), width, control)
    heights = density.at(tops)
    equal = tops[heights >= heights.max() * (1.0 - _EQUAL)]
    top = equal[np.lexsort((np.round(equal[:, 1], 2), np.round(equal[:, 0], 2)))[0]]
    return Peak(float(top[0] + origin[0]), float(top[1] + origin[1]), float(heights.max()) * _KM2)


def _tops(density: KernelDensity, height: np.ndarray, width_m: float, control: Control) -> np.ndarray:
    """The tops above the densest places: (t, 2).

    density: of m places.
    height: at each of them (m,).
    width_m: the bandwidth h.
    control: stop.
    """
    if len(height) <= MOST_EXACT:
        return _climb(density, _spread_out(density.xy, height, _APART * width_m), control)
    # Where incidents are so many, the highest top is hardly higher than the densest place upon it.
    high = height >= _NEARLY * height.max()
    tops = []
    for begin in _spread_out(density.xy[high], height[high], _APART * width_m):
        point, moved = begin, np.inf
        while moved > width_m:
            before = point
            point = _climb(density.near(point, width_m), point[None, :], control)[0]
            moved = float(np.hypot(*(point - before)))
        tops.append(point)
    return np.array(tops)


def _spread_out(xy: np.ndarray, height: np.ndarray, apart_m: float) -> np.ndarray:
    """The highest of points (m, 2), none within a distance of a higher one that is taken: (at most _CLIMBS, 2)."""
    tree = cKDTree(xy)
    free = np.ones(len(xy), dtype=bool)
    chosen = []
    for place in np.argsort(-height, kind="stable").tolist():
        if free[place]:
            chosen.append(place)
            if len(chosen) == _CLIMBS:
                break
            free[tree.query_ball_point(xy[place], apart_m)] = False
    return xy[chosen]


def _climb(density: KernelDensity, points: np.ndarray, control: Control) -> np.ndarray:
    """The tops above points (p, 2): (p, 2). Who has arrived is left alone."""
    tops = points.copy()
    climbing = np.arange(len(points))
    for _ in range(_STEPS):
        control.check()
        before = tops[climbing]
        tops[climbing] = density.uphill(before)
        climbing = climbing[np.hypot(*(tops[climbing] - before).T) > _SETTLED_M]
        if len(climbing) == 0:
            break
    return tops
