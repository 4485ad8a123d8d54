"""Incident density over a grid: plain count and fixed-bandwidth quartic kernel."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from scipy import fft

from .control import Control
from .errors import PatrolError
from .grid import Grid

_KM2 = 1e6
# The points are first spread on a lattice with this many steps in a bandwidth, or fewer where memory asks for it. The
# tests
# hold the error against direct evaluation.
_STEPS_PER_BANDWIDTH = 12
_FEWEST_STEPS = 4
_MAX_LATTICE = 25_000_000
_WORTH_TWO_THREADS = 50_000


def count_density(
    grid: Grid, x: np.ndarray, y: np.ndarray, weight: np.ndarray, case: np.ndarray | None = None, cases: int = 1
) -> np.ndarray:
    """Summed weight per km² of each cell: float64 (cases, rows, cols).

    ``x``, ``y``, ``weight``, ``case`` (index of the case, None when there is one): (n,). Points outside the grid count
    nowhere.
    """
    return weight_sums(grid, x, y, weight, case, cases) / (grid.cell_area_m2 / _KM2)


def weight_sums(
    grid: Grid, x: np.ndarray, y: np.ndarray, weight: np.ndarray, case: np.ndarray | None = None, cases: int = 1
) -> np.ndarray:
    """Summed weight in each cell and case: float64 (cases, rows, cols)."""
    cell = grid.flat_index(x, y)
    inside = cell >= 0
    flat = cell[inside] if case is None else case[inside] * (grid.rows * grid.cols) + cell[inside]
    sums = np.bincount(flat, weight[inside], cases * grid.rows * grid.cols)
    return sums.reshape(cases, grid.rows, grid.cols)


def kernel_density(
    grid: Grid,
    x: np.ndarray,
    y: np.ndarray,
    weight: np.ndarray,
    bandwidth_m: float,
    case: np.ndarray | None = None,
    cases: int = 1,
    control: Control | None = None,
) -> np.ndarray:
    """Weight per km² at the cell centres by the quartic kernel: float64 (cases, rows, cols).

    f(s) = Σ wᵢ · 3/(π h²) · (1 − (d/h)²)² for d < h, times 10⁶; h is ``bandwidth_m``. Points outside the grid still
    reach
    into it. Method: linear binning on a lattice and one convolution by FFT (Wand 1994), so the cost hardly depends on
    n.
    Raises PatrolError when the bandwidth is not positive or the lattice would not fit into memory.
    """
    control = control or Control()
    if not bandwidth_m > 0:
        raise PatrolError(f"The bandwidth must be greater than 0 metres, not {bandwidth_m:g}.")
    lattice = _Lattice.of(grid, bandwidth_m)
    kernel = fft.rfft2(lattice.kernel(), workers=-1)
    control.check()
    result = np.empty((cases, grid.rows, grid.cols))
    for index in range(cases):
        control.step(index, cases)
        chosen = slice(None) if case is None else case == index
        binned = lattice.bin(x[chosen], y[chosen], weight[chosen])
        control.check()
        spectrum = fft.rfft2(binned, lattice.padded, workers=-1, overwrite_x=True)
        control.check()
        spectrum *= kernel
        full = fft.irfft2(spectrum, lattice.padded, workers=-1, overwrite_x=True)
        result[index] = lattice.at_cell_centres(full)
    # What is left of the FFT's rounding, about 1e-16 of the peak, must not look like a density.
    np.maximum(result, 0.0, out=result)
    result[result < 1e-12 * result.max(initial=0.0)] = 0.0
    control.progress(1.0)
    return result * _KM2


class _Lattice:
    """A lattice whose nodes include every cell centre, wide enough that points a bandwidth outside the grid count."""

    def __init__(self, grid: Grid, bandwidth_m: float, refine: int) -> None:
        self.grid = grid
        self.refine = refine
        self.step_m = grid.cell_size_m / refine
        # Linear binning by itself spreads each point with variance step²/6 along each axis; the kernel is narrowed so
        # that
        # both together have the variance h²/8 of the true quartic kernel.
        self.narrowed_m = math.sqrt(bandwidth_m**2 - 8.0 * self.step_m**2 / 6.0)
        self.reach = math.ceil(bandwidth_m / self.step_m) + 1
        self.rows = grid.rows * refine + 2 * self.reach
        self.cols = grid.cols * refine + 2 * self.reach
        # Circular convolution: what wraps around must only fall on the margin, which is not read.
        self.padded = (fft.next_fast_len(self.rows, real=True), fft.next_fast_len(self.cols, real=True))

    @classmethod
    def of(cls, grid: Grid, bandwidth_m: float) -> _Lattice:
        """The coarsest lattice that is fine enough; its refinement is odd, so that it has a node at each cell
        centre.
        """
        for steps in (_STEPS_PER_BANDWIDTH, _FEWEST_STEPS):
            refine = max(1, math.ceil(steps * grid.cell_size_m / bandwidth_m))
            refine += 1 - refine % 2
            lattice = cls(grid, bandwidth_m, refine)
            nodes = lattice.padded[0] * lattice.padded[1]
            if nodes <= _MAX_LATTICE:
                return lattice
        raise PatrolError(
            f"A bandwidth of {bandwidth_m:g} m on {grid.rows:,} × {grid.cols:,} cells of {grid.cell_size_m:g} m would "
            f"need {nodes:,} points of computation, more than {_MAX_LATTICE:,}. Use a bandwidth of one to ten cell "
            f"sizes."
        )

    def kernel(self) -> np.ndarray:
        """The quartic kernel in 1/m² around node (0, 0), wrapped as a circular convolution wants it: padded shape."""
        reach = math.ceil(self.narrowed_m / self.step_m)
        along = np.arange(-reach, reach + 1)
        squared = (along[:, None] ** 2 + along[None, :] ** 2) * (self.step_m / self.narrowed_m) ** 2
        values = (1.0 - np.minimum(squared, 1.0)) ** 2
        values /= values.sum() * self.step_m**2
        wrapped = np.zeros(self.padded)
        wrapped[np.ix_(along, along)] = values
        return wrapped

    def bin(self, x: np.ndarray, y: np.ndarray, weight: np.ndarray) -> np.ndarray:
        """The weights shared among the four lattice nodes around each point: float64 (rows, cols)."""
        if len(x) < _WORTH_TWO_THREADS:
            return self._bin(x, y, weight)
        # Always two parts, however many processors there are: the sums are then the same to the last bit everywhere.
        half = len(x) // 2
        with ThreadPoolExecutor(2) as pool:
            first = pool.submit(self._bin, x[:half], y[:half], weight[:half])
            second = pool.submit(self._bin, x[half:], y[half:], weight[half:])
            sums = first.result()
            sums += second.result()
        return sums

    def _bin(self, x: np.ndarray, y: np.ndarray, weight: np.ndarray) -> np.ndarray:
        """The weights shared among the four lattice nodes around each point: float64 (rows, cols)."""
        # In lattice steps from the first node, which lies half a step inside the corner of the margin.
        col = (x - self.grid.x_min) / self.step_m + (self.reach - 0.5)
        row = (self.grid.y_max - y) / self.step_m + (self.reach - 0.5)
        inside = (col >= 0) & (col < self.cols - 1) & (row >= 0) & (row < self.rows - 1)
        if not inside.all():
            col, row, weight = col[inside], row[inside], weight[inside]
        west, north = col.astype(np.int64), row.astype(np.int64)
        col -= west
        row -= north
        node = north * self.cols + west
        size = self.rows * self.cols
        south = weight * row
        north_east = (weight - south) * col
        south_east = south * col
        sums = np.bincount(node, weight - south - north_east, size)
        sums[1:] += np.bincount(node, north_east, size)[:-1]
        sums[self.cols :] += np.bincount(node, south - south_east, size)[: -self.cols]
        sums[self.cols + 1 :] += np.bincount(node, south_east, size)[: -self.cols - 1]
        return sums.reshape(self.rows, self.cols)

    def at_cell_centres(self, smoothed: np.ndarray) -> np.ndarray:
        """The values at the cell centres: (grid.rows, grid.cols)."""
        first = self.reach + self.refine // 2
        rows = slice(first, first + self.grid.rows * self.refine, self.refine)
        cols = slice(first, first + self.grid.cols * self.refine, self.refine)
        return smoothed[rows, cols]
