"""The incidents' density over a grid by the method chosen, for all incidents or those of a case."""

from __future__ import annotations

import numpy as np

from ..cells.arearaster import AreaRaster
from ..cells.grid import Grid
from ..cells.hexgrid import HexagonGrid
from ..control import Control
from .adaptive import adaptive_bandwidths
from .gridkernel import STEPS_PER_BANDWIDTH, kernel_density, weight_sums
from .kernels import KERNELS, QUARTIC
from .kernelsums import LEAST_INSIDE, shares_inside, smooth

METHODS = ("count", "kernel", "adaptive")
_KM2 = 1e6
_LEAST_WEIGHT = 1e-9
# Of a cell: what happens on a mere sliver of one would otherwise be the densest place of the city.
_LEAST_PART = 0.01


def areas_for_density(grid: Grid, cell_area_m2: np.ndarray | None) -> np.ndarray | float:
    """What amounts in cells are divided by, m²: their areas (rows, cols), where some are clipped, but not slivers'."""
    if cell_area_m2 is None:
        return grid.cell_area_m2
    return np.maximum(cell_area_m2, _LEAST_PART * grid.cell_area_m2)


class IncidentDensity:
    """Weight per km² at the cells of a grid: counted in the cell, by a fixed kernel, or by an adaptive one.

    ``narrow``: of the last density, how many incidents have a bandwidth below half a cell, and may thus be missed by
    all centres of cells.
    """

    def __init__(
        self,
        grid: Grid,
        method: str,
        kernel: str,
        bandwidth_m: float,
        area: AreaRaster | None,
        control: Control,
        cell_area_m2: np.ndarray | None = None,
    ) -> None:
        """What all densities of a grid share.

        grid: the cells.
        method: a word of METHODS.
        kernel: a word of KERNELS; the count needs none.
        bandwidth_m: of the kernel, or of the adaptive one's pilot density.
        area: for the kernels, where incidents can be at all, so that the density does not sink towards its border.
        control: progress and stop.
        cell_area_m2: for the count, (rows, cols), where some cells are clipped; None: all are whole.
        """
        self._areas_m2 = areas_for_density(grid, cell_area_m2)
        self._grid, self._method, self._kernel, self._bandwidth_m = grid, method, KERNELS[kernel], bandwidth_m
        self._area = area if method != "count" else None
        self._inside = np.ones(grid.shape)
        self.narrow = 0
        self._centres = grid.centres()
        if self._area is not None and method == "kernel":
            # With one bandwidth for all, the same in every case.
            shares = shares_inside(self._kernel, self._area, *self._centres, bandwidth_m, control)
            self._inside[grid.mask] = np.maximum(shares, LEAST_INSIDE)

    @property
    def edge_corrected(self) -> bool:
        return self._area is not None

    def of(self, x: np.ndarray, y: np.ndarray, weight: np.ndarray, control: Control) -> np.ndarray:
        """The density of some incidents: float64 (rows, cols). ``x``, ``y``, ``weight``: (m,)."""
        control.check()
        # What weighs next to nothing would only have a kernel as wide as a continent.
        counting = weight > _LEAST_WEIGHT * weight.max(initial=0.0)
        x, y, weight = x[counting], y[counting], weight[counting]
        if self._method == "count":
            return weight_sums(self._grid, x, y, weight) / (self._areas_m2 / _KM2)
        if self._method == "adaptive":
            bandwidth = adaptive_bandwidths(
                self._kernel, x, y, weight, self._bandwidth_m, control.part(0.0, 0.2), self._area
            )
            self.narrow = int((bandwidth < self._grid.cell_size_m / 2.0).sum())
            return self._smooth(x, y, weight, bandwidth, control.part(0.2, 1.0), self._area)
        self.narrow = len(x) if self._bandwidth_m < self._grid.cell_size_m / 2.0 else 0
        if self._kernel is QUARTIC and self._cells_are_fine():
            return kernel_density(self._grid, x, y, weight, self._bandwidth_m, control=control) / self._inside
        return self._smooth(x, y, weight, self._bandwidth_m, control) / self._inside

    def _cells_are_fine(self) -> bool:
        """Whether the cells are squares that can serve as the lattice themselves, which is the quickest way."""
        fine = self._grid.cell_size_m * STEPS_PER_BANDWIDTH <= self._bandwidth_m
        return fine and not isinstance(self._grid, HexagonGrid)

    def _smooth(
        self,
        x: np.ndarray,
        y: np.ndarray,
        weight: np.ndarray,
        bandwidth_m: np.ndarray | float,
        control: Control,
        area: AreaRaster | None = None,
    ) -> np.ndarray:
        at_x, at_y = self._centres
        values = np.zeros(self._grid.shape)
        values[self._grid.mask] = smooth(self._kernel, x, y, weight, bandwidth_m, at_x, at_y, control, area) * _KM2
        return values
