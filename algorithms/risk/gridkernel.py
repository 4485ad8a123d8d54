"""Incident density over a grid: plain count and fixed-bandwidth quartic kernel."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from scipy import fft

from ..cells.grid import Grid
from ..control import Control
from ..errors import PatrolError
from ..texts import Text

_KM2 = 1e6
# The points are first spread on a lattice with at least this many steps in a bandwidth: a point alone is then wrong
# by less than 1 % of its peak, many together by far less. The tests hold the error against direct evaluation.
STEPS_PER_BANDWIDTH = 12.5
# A larger lattice is computed in blocks of this many nodes, which bounds memory and the wait for a stop.
_BLOCK_NODES = 8_000_000
# What even blocks do not make reasonable: minutes of computation in all, gigabytes for one block.
_MOST_NODES = 2_000_000_000
_MOST_NODES_OF_A_BLOCK = 50_000_000
_WORTH_TWO_THREADS = 50_000


def weight_sums(grid: Grid, x: np.ndarray, y: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Summed weight in each cell: float64 (rows, cols). Points (n,) outside the grid count nowhere."""
    cell = grid.flat_index(x, y)
    inside = cell >= 0
    return np.bincount(cell[inside], weight[inside], grid.rows * grid.cols).reshape(grid.shape)


def kernel_density(
    grid: Grid,
    x: np.ndarray,
    y: np.ndarray,
    weight: np.ndarray,
    bandwidth_m: float,
    control: Control | None = None,
) -> np.ndarray:
    """Weight per km² at the cell centres by the quartic kernel: float64 (rows, cols).

    grid: where the density is wanted.
    x, y, weight: of the points (n,).
    bandwidth_m: where the kernel ends, metres.
    control: progress and stop.

    f(s) = Σ wᵢ · 3/(π h²) · (1 − (d/h)²)² for d < h, times 10⁶; h is ``bandwidth_m``. Points outside the grid still
    reach into it. Method: linear binning on a lattice and convolution by FFT (Wand 1994), so the cost hardly depends
    on n. Raises PatrolError when the bandwidth is not positive, or so small or large beside the cells that the
    lattice would be beyond reason.
    """
    control = control or Control()
    if not 0 < bandwidth_m < math.inf:
        raise PatrolError(
            "The bandwidth must be greater than 0 metres and finite, not {bandwidth_m:g}.", bandwidth_m=bandwidth_m
        )
    lattice = _Lattice(grid, bandwidth_m)
    lattice.require_reasonable()
    kernel = fft.rfft2(lattice.kernel(), workers=-1)
    blocks = lattice.blocks()
    result = np.empty(grid.shape)
    for done, (first_row, first_col) in enumerate(blocks):
        control.step(done, len(blocks))
        binned = lattice.bin(x, y, weight, first_row, first_col)
        control.check()
        spectrum = fft.rfft2(binned, lattice.padded, workers=-1, overwrite_x=True)
        control.check()
        spectrum *= kernel
        full = fft.irfft2(spectrum, lattice.padded, workers=-1, overwrite_x=True)
        block = result[first_row : first_row + lattice.block_rows, first_col : first_col + lattice.block_cols]
        block[:] = lattice.at_cell_centres(full)[: block.shape[0], : block.shape[1]]
    # What is left of the FFT's rounding, about 1e-16 of the peak, must not look like a density.
    np.maximum(result, 0.0, out=result)
    result[result < 1e-12 * result.max(initial=0.0)] = 0.0
    control.progress(1.0)
    return result * _KM2


class _Lattice:
    """A lattice with a node at every cell centre, in equal blocks of cells with a margin of a bandwidth around each.

    ``block_rows``, ``block_cols``: cells of a block (the last of a row or column may stand out over the grid);
    ``rows``, ``cols``: its nodes with the margin; ``padded``: the same for the FFT.
    """

    def __init__(self, grid: Grid, bandwidth_m: float) -> None:
        self.grid = grid
        self.bandwidth_m = bandwidth_m
        refine = max(1, math.ceil(min(STEPS_PER_BANDWIDTH * grid.cell_size_m / bandwidth_m, _MOST_NODES)))
        # Odd, so that a node falls on each cell centre.
        self.refine = refine + 1 - refine % 2
        self.step_m = grid.cell_size_m / self.refine
        # Linear binning by itself spreads each point with variance step²/6 along each axis; the kernel is narrowed so
        # that both together have the variance h²/8 of the true quartic kernel.
        self.narrowed_m = math.sqrt(max(0.0, bandwidth_m**2 - 8.0 * self.step_m**2 / 6.0))
        self.reach = math.ceil(bandwidth_m / self.step_m) + 1
        self.block_rows = self._block_cells(grid.rows, math.sqrt(_BLOCK_NODES))
        self.rows = self.block_rows * self.refine + 2 * self.reach
        self.block_cols = self._block_cells(grid.cols, _BLOCK_NODES / self.rows)
        self.cols = self.block_cols * self.refine + 2 * self.reach
        # Circular convolution: what wraps around must only fall on the margin, which is not read.
        self.padded = (fft.next_fast_len(self.rows, real=True), fft.next_fast_len(self.cols, real=True))

    def _block_cells(self, cells: int, nodes: float) -> int:
        """How many cells a block has along one axis, when it should have about so many nodes with its margin."""
        whole = cells * self.refine + 2 * self.reach
        # The margin is computed again for every block, so at least half of a block should be cells.
        inner = max(nodes, 4 * self.reach) - 2 * self.reach
        if whole <= nodes or cells * self.refine <= inner:
            return cells
        parts = math.ceil(cells / max(1, int(inner // self.refine)))
        return math.ceil(cells / parts)

    def blocks(self) -> list[tuple[int, int]]:
        """The first row and column of cells of each block."""
        rows, cols = range(0, self.grid.rows, self.block_rows), range(0, self.grid.cols, self.block_cols)
        return [(row, col) for row in rows for col in cols]

    @property
    def nodes(self) -> int:
        """All nodes that are computed, margins included."""
        parts = math.ceil(self.grid.rows / self.block_rows) * math.ceil(self.grid.cols / self.block_cols)
        return parts * self.rows * self.cols

    def is_reasonable(self) -> bool:
        return self.nodes <= _MOST_NODES and self.rows * self.cols <= _MOST_NODES_OF_A_BLOCK

    def require_reasonable(self) -> None:
        if self.is_reasonable():
            return
        # From a bandwidth of a dozen cells, which can always be computed, towards the one that cannot.
        small = self.refine > 1
        nearest = self.grid.cell_size_m * STEPS_PER_BANDWIDTH
        factor = 0.9 if small else 1.1
        while _Lattice(self.grid, nearest * factor).is_reasonable():
            nearest *= factor
        digits = 1 - math.floor(math.log10(nearest))
        advised = (math.ceil if small else math.floor)(nearest * 10.0**digits) / 10.0**digits
        raise PatrolError(
            "A bandwidth of {bandwidth_m:g} m on {rows:,} × {cols:,} cells of {cell_size_m:g} m would need "
            "{nodes:,} points of computation. Use a bandwidth of at {bound} {advised:g} m, or {other}.",
            bandwidth_m=self.bandwidth_m,
            rows=self.grid.rows,
            cols=self.grid.cols,
            cell_size_m=self.grid.cell_size_m,
            nodes=self.nodes,
            bound=Text("least") if small else Text("most"),
            advised=advised,
            other=Text("a smaller study area") if small else Text("larger cells"),
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

    def bin(self, x: np.ndarray, y: np.ndarray, weight: np.ndarray, first_row: int, first_col: int) -> np.ndarray:
        """The weights shared among the four nodes around each point, in a block of cells: float64 (rows, cols).

        x, y, weight: the points (n,), metres.
        first_row, first_col: the cell that the block begins with.
        """
        if len(x) < _WORTH_TWO_THREADS:
            return self._bin(x, y, weight, first_row, first_col)
        # Always two parts, however many processors there are: the sums are then the same to the last bit everywhere.
        half = len(x) // 2
        with ThreadPoolExecutor(2) as pool:
            first = pool.submit(self._bin, x[:half], y[:half], weight[:half], first_row, first_col)
            second = pool.submit(self._bin, x[half:], y[half:], weight[half:], first_row, first_col)
            sums = first.result()
            sums += second.result()
        return sums

    def _bin(self, x: np.ndarray, y: np.ndarray, weight: np.ndarray, first_row: int, first_col: int) -> np.ndarray:
        # In lattice steps from the block's first node, which lies half a step inside the corner of its margin.
        col = (x - self.grid.x_min) / self.step_m + (self.reach - 0.5 - first_col * self.refine)
        row = (self.grid.y_max - y) / self.step_m + (self.reach - 0.5 - first_row * self.refine)
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
        """The values at a block's cell centres: (block_rows, block_cols)."""
        first = self.reach + self.refine // 2
        rows = slice(first, first + self.block_rows * self.refine, self.refine)
        cols = slice(first, first + self.block_cols * self.refine, self.refine)
        return smoothed[rows, cols]
