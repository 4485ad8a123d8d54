"""Kernels: how an incident's weight is spread around it, and how far by default."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from ..errors import PatrolError


@dataclass(frozen=True)
class Kernel:
    """A round kernel K with ∫ K = 1 at bandwidth 1.

    ``reach``: beyond so many bandwidths it is nothing, or so little that it does not count. ``deviation``: its standard
    deviation along an axis, in bandwidths. ``steps``: as many lattice steps a bandwidth must hold for the lattice to
    show its shape, and ``classes``: as many bandwidths to an octave for those between to be mixtures of them; more
    where the kernel has an edge. ``formula``: K(d/h)/h² for people.
    """

    name: str
    reach: float
    deviation: float
    steps: float
    classes: int
    formula: str

    def peak(self, bandwidth_m: np.ndarray | float) -> np.ndarray | float:
        """The value at distance 0, per m²."""
        return self.at(np.zeros(()), bandwidth_m)

    def at(self, squared_m2: np.ndarray, bandwidth_m: np.ndarray | float) -> np.ndarray:
        """The value at squared distances, per m²."""
        ratio = squared_m2 / np.square(bandwidth_m)
        if self.name == "quartic":
            return 3.0 / (math.pi * np.square(bandwidth_m)) * np.square(1.0 - np.minimum(ratio, 1.0))
        return np.exp(-0.5 * ratio) / (2.0 * math.pi * np.square(bandwidth_m))


# The bandwidth of the quartic kernel is its radius, that of the Gaussian its standard deviation (as scikit-learn's).
QUARTIC = Kernel("quartic", 1.0, 1.0 / math.sqrt(8.0), 8.0, 6, "3/(π h²) · (1 − d²/h²)² for d < h")
GAUSSIAN = Kernel("gaussian", 6.0, 1.0, 4.0, 4, "1/(2π h²) · exp(−d²/(2h²))")
KERNELS = {kernel.name: kernel for kernel in (QUARTIC, GAUSSIAN)}

# Interquartile range of the normal distribution in standard deviations.
_NORMAL_IQR = 1.349


def rule_of_thumb_m(kernel: Kernel, x: np.ndarray, y: np.ndarray, weight: np.ndarray) -> float:
    """Scott's rule for two dimensions (Scott 1992): σ · n^(−1/6), for a kernel of this deviation; metres.

    σ is the smaller of standard deviation and interquartile range / 1.349 (Silverman 1986), which a few far suburbs do
    not stretch, squared and averaged over the two axes; n is the effective number (Σw)²/Σw². Raises PatrolError when
    all incidents lie at one place, which says nothing about a bandwidth.
    """
    if not weight.max(initial=0.0) > 0:
        raise PatrolError("All weights are 0, so no bandwidth can be chosen from the incidents.")
    spread = math.sqrt((_spread(x, weight) ** 2 + _spread(y, weight) ** 2) / 2.0)
    if not spread > 0:
        raise PatrolError(
            "All incidents lie at one place, so no bandwidth can be chosen from them: give the bandwidth in metres."
        )
    # As shares of the greatest: squares of tiny or huge weights are beyond what numbers hold.
    part = weight / weight.max()
    effective = float(part.sum()) ** 2 / float((part**2).sum())
    return spread * effective ** (-1.0 / 6.0) / kernel.deviation


def _spread(values: np.ndarray, weight: np.ndarray) -> float:
    mean = np.average(values, weights=weight)
    deviation = math.sqrt(np.average((values - mean) ** 2, weights=weight))
    order = np.argsort(values, kind="stable")
    share = np.cumsum(weight[order]) / weight.sum()
    low, high = (values[order[min(int(np.searchsorted(share, level)), len(order) - 1)]] for level in (0.25, 0.75))
    quartiles = (high - low) / _NORMAL_IQR
    return min(deviation, quartiles) if quartiles > 0 else deviation
