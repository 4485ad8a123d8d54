"""The incidents' density over a grid by the method chosen, for all incidents or those of a case."""

from __future__ import annotations

import numpy as np

from .adaptive import adaptive_bandwidths
from .arearaster import AreaRaster
from .control import Control
from .density import STEPS_PER_BANDWIDTH, count_density, kernel_density
from .grid import Grid
from .hexgrid import HexagonGrid
from .incidents import Incidents
from .kernels import KERNELS, QUARTIC
from .smoothing import shares_inside, smooth

METHODS = ("count", "kernel", "adaptive")
_KM2 = 1e6
# What lies inside is never taken for less: in a mere spike of the study area a single incident would outweigh a city.
_LEAST_INSIDE = 1e-3


class IncidentDensity:
    """Weight per km² at the cells of a grid: counted in the cell, by a fixed kernel, or by an adaptive one.

    ``area``, for the kernels: where incidents can be at all. Each incident's kernel is then divided by the share of it
    that lies inside, so that its whole weight stays in the study area (Jones 1993; Diggle 1985).
    """

    def __init__(
        self,
        grid: Grid,
        method: str,
        kernel: str,
        bandwidth_m: float,
        area: AreaRaster | None,
        incidents: Incidents,
        control: Control,
    ) -> None:
        self._grid, self._method, self._incidents, self._area = grid, method, incidents, area
        self._kernel, self._bandwidth_m = KERNELS[kernel], bandwidth_m
        self.edge_corrected = area is not None and method != "count"
        # With one bandwidth for all, what an incident loses across the border is the same in every case.
        self._inside = self._shares_inside(np.arange(len(incidents)), bandwidth_m, control)

    def of(self, members: np.ndarray, weight: np.ndarray, control: Control) -> np.ndarray:
        """The density of some incidents: float64 (rows, cols). ``members``: indices (m,); ``weight`` (m,)."""
        grid = self._grid
        positive = weight > 0
        members, weight = members[positive], weight[positive]
        x, y = self._incidents.x[members], self._incidents.y[members]
        if self._method == "count":
            control.check()
            return count_density(grid, x, y, weight)[0]
        corrected = weight / self._inside[members]
        if self._method == "adaptive":
            bandwidth = adaptive_bandwidths(self._kernel, x, y, corrected, self._bandwidth_m, control.part(0.0, 0.2))
            corrected = weight / self._shares_inside(members, bandwidth, control.part(0.2, 0.4))
            return self._smooth(x, y, corrected, bandwidth, control.part(0.4, 1.0))
        if self._kernel is QUARTIC and self._cells_are_fine():
            return kernel_density(grid, x, y, corrected, self._bandwidth_m, control=control)[0]
        return self._smooth(x, y, corrected, self._bandwidth_m, control)

    def _cells_are_fine(self) -> bool:
        """Whether the cells are squares that can serve as the lattice themselves, which is the quickest way."""
        fine = self._grid.cell_size_m * STEPS_PER_BANDWIDTH <= self._bandwidth_m
        return fine and not isinstance(self._grid, HexagonGrid)

    def _shares_inside(self, members: np.ndarray, bandwidth_m: np.ndarray | float, control: Control) -> np.ndarray:
        if not self.edge_corrected or self._area is None:
            return np.ones(len(members))
        x, y = self._incidents.x[members], self._incidents.y[members]
        return np.maximum(shares_inside(self._kernel, self._area, x, y, bandwidth_m, control), _LEAST_INSIDE)

    def _smooth(
        self, x: np.ndarray, y: np.ndarray, weight: np.ndarray, bandwidth_m: np.ndarray | float, control: Control
    ) -> np.ndarray:
        at_x, at_y = self._grid.centres()
        values = np.zeros(self._grid.rows * self._grid.cols)
        values[self._grid.cells()] = smooth(self._kernel, x, y, weight, bandwidth_m, at_x, at_y, control) * _KM2
        return values.reshape(self._grid.shape)
