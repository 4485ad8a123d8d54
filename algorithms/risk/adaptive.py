"""The adaptive kernel's bandwidths: narrow where incidents are dense, wide where they are sparse."""

from __future__ import annotations

import numpy as np

from ..cells.arearaster import AreaRaster
from ..control import Control
from .kernels import Kernel
from .kernelsums import smooth


def adaptive_bandwidths(
    kernel: Kernel,
    x: np.ndarray,
    y: np.ndarray,
    weight: np.ndarray,
    bandwidth_m: float,
    control: Control | None = None,
    area: AreaRaster | None = None,
) -> np.ndarray:
    """hᵢ = h · λᵢ with λᵢ = (G / f̂(xᵢ))^0.5: float64 (n,), metres (CPSPA, eq. 2; Abramson 1982).

    kernel: its shape.
    x, y, weight: the n incidents; metres, weights positive.
    bandwidth_m: h.
    control: progress and stop.
    area: for the edge correction of the pilot density; None: none.

    f̂ is the pilot density of fixed bandwidth h at the incidents themselves, G its geometric mean over them, by weight:
    an incident of weight 2 is two incidents, and one that has aged to next to nothing does not narrow all others.
    """
    if len(x) == 0:
        return np.zeros(0)
    pilot = smooth(kernel, x, y, weight, bandwidth_m, x, y, control, area)
    # Each incident sees itself: less than that is the lattice's error.
    pilot = np.log(np.maximum(pilot, weight * kernel.peak(bandwidth_m)))
    return bandwidth_m * np.exp((np.average(pilot, weights=weight) - pilot) / 2.0)
