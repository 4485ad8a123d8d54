"""The way-point O of each cluster, from its hotspot H and its predicted point L (CPSPA 5.3; phases 1 to 3)."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from ..control import Control
from ..errors import PatrolError
from .clusters import Clusters, ClusterSettings, find_clusters
from .peaks import find_peak
from .trend import NO_DISTANCE_M, predict_next

PREDICTION, MIDPOINT, HOTSPOT = RULES = ("prediction", "midpoint", "hotspot")


@dataclass(frozen=True)
class WaypointSettings:
    """``epsilon_m``: the greatest distance of H and L that is bridged by their midpoint, and how far a way-point
    reaches. ``bandwidth_m``: of the kernel density, 0: a rule of thumb, cluster by cluster.
    """

    clusters: ClusterSettings = field(default_factory=ClusterSettings)
    epsilon_m: float = 1000.0
    bandwidth_m: float = 0.0

    def __post_init__(self) -> None:
        if not (self.epsilon_m > 0 and np.isfinite(self.epsilon_m)):
            raise PatrolError("Epsilon must be greater than 0 metres, not {epsilon:g}.", epsilon=self.epsilon_m)
        if not (self.bandwidth_m >= 0 and np.isfinite(self.bandwidth_m)):
            raise PatrolError(
                "The bandwidth must be 0 (a rule of thumb) or more, not {bandwidth:g}.", bandwidth=self.bandwidth_m
            )


@dataclass(frozen=True)
class Waypoints:
    """k way-points, one per cluster in its order; all float64, metres.

    ``clusters``: which incidents are in which. ``point``, ``hotspot``, ``predicted``: O, H and L, (k, 2).
    ``distance_m``: |H − L| (k,). ``rule``: why O is where it is, of RULES (k,). ``density``: incidents per km² at H,
    NaN in a cluster at one place (k,). ``r2``: of x and of y, NaN where it has no meaning (k, 2).
    """

    clusters: Clusters
    point: np.ndarray
    hotspot: np.ndarray
    predicted: np.ndarray
    distance_m: np.ndarray
    rule: np.ndarray
    density: np.ndarray
    r2: np.ndarray

    def __len__(self) -> int:
        return len(self.point)


def choose_points(
    hotspot: np.ndarray, predicted: np.ndarray, epsilon_m: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """O of H and L, (k, 2) each: the points (k, 2), the rule of each (k,), and d = |H − L| (k,).

    d = 0 → L; 0 < d ≤ ε → (H + L)/2; d > ε → H. A centimetre is no distance. Source: CPSPA 5.3, whose printed midpoint
    has a minus sign; see also its table 4.
    """
    distance = np.hypot(*(hotspot - predicted).T)
    rule = np.where(distance <= NO_DISTANCE_M, PREDICTION, np.where(distance <= epsilon_m, MIDPOINT, HOTSPOT))
    middle = hotspot + (predicted - hotspot) / 2.0
    is_midpoint, is_prediction = (rule == MIDPOINT)[:, None], (rule == PREDICTION)[:, None]
    return np.where(is_prediction, predicted, np.where(is_midpoint, middle, hotspot)), rule, distance


def find_waypoints(
    x: np.ndarray, y: np.ndarray, time: np.ndarray, settings: WaypointSettings, control: Control | None = None
) -> Waypoints:
    """Phases 1 to 3 for the incidents of one sector and turn.

    x, y: (n,), metres, n > 0.
    time: datetime64 (n,).
    settings: of the clusters and of the rule.
    control: progress and stop.
    """
    control = control or Control()
    clusters = find_clusters(x, y, settings.clusters, control.part(0.0, 0.7))
    # The incidents of each cluster lie one after another.
    order = np.argsort(clusters.of, kind="stable")
    peaks, trends = [], []
    for number, members in enumerate(np.split(order, np.cumsum(clusters.count)[:-1])):
        control.step(0.7 + 0.3 * number / len(clusters), 1.0)
        part = control.part(0.7 + 0.3 * number / len(clusters), 0.7 + 0.3 * (number + 1) / len(clusters))
        peaks.append(find_peak(x[members], y[members], settings.bandwidth_m, part))
        trends.append(predict_next(x[members], y[members], time[members]))
    hotspot = np.array([(peak.x, peak.y) for peak in peaks])
    predicted = np.array([(trend.x, trend.y) for trend in trends])
    point, rule, distance = choose_points(hotspot, predicted, settings.epsilon_m)
    return Waypoints(
        clusters=clusters,
        point=point,
        hotspot=hotspot,
        predicted=predicted,
        distance_m=distance,
        rule=rule,
        density=np.array([peak.density for peak in peaks]),
        r2=np.array([(trend.r2_x, trend.r2_y) for trend in trends]),
    )
