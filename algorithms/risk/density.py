"""The incidents' density over a grid by each method, for all incidents or those of a case."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..cells.arearaster import AreaRaster
from ..cells.grid import Grid
from ..cells.hexgrid import HexagonGrid
from ..control import Control
from .adaptive import adaptive_bandwidths
from .gridkernel import STEPS_PER_BANDWIDTH, kernel_density, weight_sums
from .kernels import QUARTIC, Kernel
from .kernelsums import LEAST_INSIDE, shares_inside, smooth

_KM2 = 1e6
_LEAST_WEIGHT = 1e-9
# Of a cell: what happens on a mere sliver of one would otherwise be the densest place of the city.
_LEAST_PART = 0.01


def areas_for_density(grid: Grid, cell_area_m2: np.ndarray | None) -> np.ndarray | float:
    """What amounts in cells are divided by, m²: their areas (rows, cols), where some are clipped, but not slivers'."""
    if cell_area_m2 is None:
        return grid.cell_area_m2
    return np.maximum(cell_area_m2, _LEAST_PART * grid.cell_area_m2)


@dataclass(frozen=True)
class DensitySettings:
    """What every density of a surface shares; a method looks at what it needs of it.

    ``grid``: the cells. ``kernel``: its shape; ``bandwidth_m``: of the kernel, or of the adaptive one's pilot density.
    ``area``, for the kernels: where incidents can be at all, so that the density does not sink towards its border;
    None: anywhere. ``cell_area_m2``, for the count, (rows, cols): where some cells are clipped; None: all are whole.
    """

    grid: Grid
    kernel: Kernel = QUARTIC
    bandwidth_m: float = 0.0
    area: AreaRaster | None = None
    cell_area_m2: np.ndarray | None = None


class IncidentDensity:
    """Weight per km² at the cells of a grid, by one of the methods below.

    ``edge_corrected``: whether the study area's border is made up for. ``narrow``: of the last density, how many
    incidents have a bandwidth below half a cell, and may thus be missed by all centres of cells.
    """

    edge_corrected = False

    def __init__(self, settings: DensitySettings, control: Control) -> None:
        """``control``: for what is the same for all incidents and every case, and computed here."""
        self._settings, self._grid = settings, settings.grid
        self.narrow = 0

    def of(self, x: np.ndarray, y: np.ndarray, weight: np.ndarray, control: Control) -> np.ndarray:
        """The density of some incidents: float64 (rows, cols). ``x``, ``y``, ``weight``: (m,)."""
        control.check()
        # What weighs next to nothing would only have a kernel as wide as a continent.
        counting = weight > _LEAST_WEIGHT * weight.max(initial=0.0)
        return self._of(x[counting], y[counting], weight[counting], control)

    def _of(self, x: np.ndarray, y: np.ndarray, weight: np.ndarray, control: Control) -> np.ndarray:
        raise NotImplementedError(f"{type(self).__name__} computes no density")


class CellCount(IncidentDensity):
    """Counted in the cell itself."""

    def _of(self, x: np.ndarray, y: np.ndarray, weight: np.ndarray, control: Control) -> np.ndarray:
        areas_m2 = areas_for_density(self._grid, self._settings.cell_area_m2)
        return weight_sums(self._grid, x, y, weight) / (areas_m2 / _KM2)


class _KernelDensity(IncidentDensity):
    """What the two kernels share."""

    def __init__(self, settings: DensitySettings, control: Control) -> None:
        super().__init__(settings, control)
        self.edge_corrected = settings.area is not None
        self._centres = settings.grid.centres()

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
        kernel = self._settings.kernel
        values[self._grid.mask] = smooth(kernel, x, y, weight, bandwidth_m, at_x, at_y, control, area) * _KM2
        return values


class FixedKernel(_KernelDensity):
    """By a kernel of one bandwidth for all."""

    def __init__(self, settings: DensitySettings, control: Control) -> None:
        super().__init__(settings, control)
        self._inside = np.ones(settings.grid.shape)
        if settings.area is not None:
            # With one bandwidth for all, the same in every case.
            shares = shares_inside(settings.kernel, settings.area, *self._centres, settings.bandwidth_m, control)
            self._inside[settings.grid.mask] = np.maximum(shares, LEAST_INSIDE)

    def _of(self, x: np.ndarray, y: np.ndarray, weight: np.ndarray, control: Control) -> np.ndarray:
        bandwidth_m = self._settings.bandwidth_m
        self.narrow = len(x) if bandwidth_m < self._grid.cell_size_m / 2.0 else 0
        if self._settings.kernel is QUARTIC and self._cells_are_fine():
            return kernel_density(self._grid, x, y, weight, bandwidth_m, control=control) / self._inside
        return self._smooth(x, y, weight, bandwidth_m, control) / self._inside

    def _cells_are_fine(self) -> bool:
        """Whether the cells are squares that can serve as the lattice themselves, which is the quickest way."""
        fine = self._grid.cell_size_m * STEPS_PER_BANDWIDTH <= self._settings.bandwidth_m
        return fine and not isinstance(self._grid, HexagonGrid)


class AdaptiveKernel(_KernelDensity):
    """By a kernel with a bandwidth of its own for each incident."""

    def _of(self, x: np.ndarray, y: np.ndarray, weight: np.ndarray, control: Control) -> np.ndarray:
        settings = self._settings
        first = control.part(0.0, 0.2)
        bandwidth = adaptive_bandwidths(settings.kernel, x, y, weight, settings.bandwidth_m, first, settings.area)
        self.narrow = int((bandwidth < self._grid.cell_size_m / 2.0).sum())
        return self._smooth(x, y, weight, bandwidth, control.part(0.2, 1.0), settings.area)
