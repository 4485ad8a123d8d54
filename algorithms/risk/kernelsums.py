"""Sums of kernels anywhere in the plane, each source with a bandwidth of its own, at a cost that hardly depends on n.

Bandwidths are expressed by classes, some to an octave: a kernel is a cubic (Lagrange, in log h) mixture of those of the
four nearest classes. The classes of an octave share a lattice of one step, cut into tiles. On a tile the sources are
spread by cubic B-splines, transformed (FFT), multiplied by their class's kernel and freed from the splines' own
smoothing; the sum over the classes is transformed back once and read at the targets by a cubic spline. This is the way
of the non-uniform FFT (Dutt & Rokhlin 1993; binned kernel estimates: Wand 1994). Tiles without a source or a target
cost nothing, which is what narrow kernels, at home in few dense places, live on.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import reduce

import numpy as np
from scipy import fft
from scipy.ndimage import binary_dilation, map_coordinates

from ..cells.arearaster import AreaRaster
from ..control import Control
from .kernels import Kernel

# Nodes along a side of a tile, margins included.
_TILE_NODES = 1024
# Sides are rounded up to these, so that few kernels have to be transformed.
_SIDES = (64, 128, 256, 512, _TILE_NODES)
_SPREAD_AT_ONCE = 100_000
_MOST_BLOCKS_A_SIDE = 2000
# Means over a step's length are a convolution with one box, cubic B-splines with four.
_BY_BOXES, _BY_SPLINES = 1, 4
# With one bandwidth for all there is one lattice, which may be so much finer at little cost ...
_FINER = 1.5
# ... and that of shares more so: beside a border along its lines all nodes err alike, and densities are divided by it.
_FINER_SHARES = 2.0
# No share inside is taken for less: beside a mere spike of the area a single source would outweigh a city.
LEAST_INSIDE = 0.1


def smooth(
    kernel: Kernel,
    x: np.ndarray,
    y: np.ndarray,
    weight: np.ndarray,
    bandwidth_m: np.ndarray | float,
    at_x: np.ndarray,
    at_y: np.ndarray,
    control: Control | None = None,
    area: AreaRaster | None = None,
) -> np.ndarray:
    """Σ wᵢ K((s − xᵢ)/hᵢ)/hᵢ² at m targets s: float64 (m,), weight per m², not negative.

    kernel: its shape.
    x, y, weight: the n sources; metres.
    bandwidth_m: one for all or (n,), positive.
    at_x, at_y: the targets (m,), metres.
    control: progress and stop.
    area: where there can be sources; None: everywhere.

    Error some tenths of a percent of a source's own peak. With an ``area`` each term is divided by the share of a
    kernel of its bandwidth at s that lies inside (Diggle 1985), so that an even field is even up to the border.
    """
    control = control or Control()
    if np.ndim(bandwidth_m) == 0:
        kernel = replace(kernel, steps=_FINER * kernel.steps)
    depth = area.depth_m(at_x, at_y) if area is not None else None
    classes = _Classes.of(np.broadcast_to(np.asarray(bandwidth_m, dtype=np.float64), np.shape(x)), kernel.classes)
    found = np.zeros(len(at_x))
    spectra = _Spectra(kernel)
    octaves = classes.octaves()
    for done, octave in enumerate(octaves):
        part = control.part(done / len(octaves), (done + 1) / len(octaves))
        member, rank, share = classes.members(octave)
        sources = _Sources(x[member], y[member], weight[member] * share, rank)
        tiles = _Tiles(kernel, classes.base_m * 2.0**octave / kernel.steps, at_x, at_y)
        for tile, targets in tiles.around(sources.x, sources.y, part):
            near = sources.where(tile.near(sources.x, sources.y))
            if not len(near.x):
                continue
            here_x, here_y = at_x[targets], at_y[targets]
            terms = _terms(tile, near, spectra, part)
            if area is not None and depth is not None and (depth[targets] < tiles.reach_m).any():
                edge = _Edge(tile, area, here_x, here_y)
                for spectrum, term in terms:
                    values = tile.read_spectrum(term, _BY_SPLINES, here_x, here_y) / tile.step_m**2
                    found[targets] += values / np.maximum(edge.shares(spectrum), LEAST_INSIDE)
            else:
                total = reduce(np.add, (term for _, term in terms))
                found[targets] += tile.read_spectrum(total, _BY_SPLINES, here_x, here_y) / tile.step_m**2
    control.progress(1.0)
    np.maximum(found, 0.0, out=found)
    # What is left of rounding must not look like a density.
    found[found < 1e-12 * found.max(initial=0.0)] = 0.0
    return found


@dataclass(frozen=True)
class _Sources:
    """The sources of an octave, once for each class they have a share in: (e,) each.

    ``weight``: of that share; ``rank``: of the class within the octave.
    """

    x: np.ndarray
    y: np.ndarray
    weight: np.ndarray
    rank: np.ndarray

    def where(self, chosen: np.ndarray) -> _Sources:
        return _Sources(self.x[chosen], self.y[chosen], self.weight[chosen], self.rank[chosen])


def _terms(
    tile: _Tile, sources: _Sources, spectra: _Spectra, control: Control
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """For each class of the sources its kernel and their sum on the tile, both transformed."""
    for number in np.unique(sources.rank):
        control.check()
        mine = sources.where(sources.rank == number)
        term = fft.rfft2(tile.spread(mine.x, mine.y, mine.weight), workers=-1, overwrite_x=True)
        spectrum = spectra.of(number, tile.shape)
        term *= spectrum
        yield spectrum, term


def shares_inside(
    kernel: Kernel,
    area: AreaRaster,
    x: np.ndarray,
    y: np.ndarray,
    bandwidth_m: float,
    control: Control | None = None,
) -> np.ndarray:
    """The share of a kernel at each point that lies inside an area, ∫_W K((u − s)/h)/h² du: float64 (n,), 0 to 1.

    kernel: its shape.
    area: W.
    x, y: the points s (n,), metres.
    bandwidth_m: h.
    control: progress and stop.
    """
    control = control or Control()
    kernel = replace(kernel, steps=_FINER_SHARES * kernel.steps)
    inside = np.ones(len(x))
    control.check()
    doubtful = np.flatnonzero(area.depth_m(x, y) < kernel.reach * bandwidth_m)
    control.check()
    at_x, at_y = x[doubtful], y[doubtful]
    spectra = _Spectra(kernel)
    for tile, targets in _Tiles(kernel, bandwidth_m / kernel.steps, at_x, at_y).all(control):
        edge = _Edge(tile, area, at_x[targets], at_y[targets])
        inside[doubtful[targets]] = edge.shares(spectra.of(0, tile.shape))
    control.progress(1.0)
    return inside


class _Edge:
    """The area as a tile sees it, for the shares of kernels at its targets."""

    def __init__(self, tile: _Tile, area: AreaRaster, at_x: np.ndarray, at_y: np.ndarray) -> None:
        self._tile, self._at_x, self._at_y = tile, at_x, at_y
        self._field = fft.rfft2(tile.means_of(area), workers=-1, overwrite_x=True)

    def shares(self, spectrum: np.ndarray) -> np.ndarray:
        """The share inside of the kernel with this spectrum at each target: float64 (m,), 0 to 1."""
        return np.clip(self._tile.read_spectrum(self._field * spectrum, _BY_BOXES, self._at_x, self._at_y), 0.0, 1.0)


@dataclass(frozen=True)
class _Classes:
    """Bandwidths as mixtures: class j has ``base_m`` · 2^(j/``per_octave``); ``index`` and ``share`` are (n, 4), or
    (n, 1) where all bandwidths are one.
    """

    base_m: float
    per_octave: int
    index: np.ndarray
    share: np.ndarray

    @classmethod
    def of(cls, bandwidth_m: np.ndarray, per_octave: int) -> _Classes:
        number = len(bandwidth_m)
        least, greatest = float(bandwidth_m.min(initial=math.inf)), float(bandwidth_m.max(initial=0.0))
        if number == 0 or least == greatest:
            return cls(least, per_octave, np.zeros((number, 1), dtype=np.int64), np.ones((number, 1)))
        place = per_octave * np.log2(bandwidth_m / least)
        first = np.floor(place).astype(np.int64)
        t = (place - first)[:, None]
        share = np.concatenate(
            [
                -t * (t - 1) * (t - 2) / 6,
                (t + 1) * (t - 1) * (t - 2) / 2,
                -(t + 1) * t * (t - 2) / 2,
                (t + 1) * t * (t - 1) / 6,
            ],
            axis=1,
        )
        return cls(least, per_octave, first[:, None] + np.arange(-1, 3), share)

    def octaves(self) -> list[int]:
        return np.unique(self.index // self.per_octave).tolist()

    def members(self, octave: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Who uses a class of an octave: member (e,), rank of the class within the octave (e,), share (e,)."""
        member, column = np.nonzero((self.index // self.per_octave == octave) & (self.share != 0))
        return member, self.index[member, column] % self.per_octave, self.share[member, column]


class _Spectra:
    """The transformed kernels of the classes of an octave, for tiles of any shape; they are the same in each."""

    def __init__(self, kernel: Kernel) -> None:
        self._kernel = kernel
        self._known: dict[tuple[int, tuple[int, int]], np.ndarray] = {}

    def of(self, number: int, shape: tuple[int, int]) -> np.ndarray:
        """rfft2 of the kernel around node 0, 0, of sum 1, wrapped as a circular convolution wants it."""
        key = (int(number), shape)
        if key not in self._known:
            bandwidth = self._kernel.steps * 2.0 ** (key[0] / self._kernel.classes)
            reach = math.ceil(self._kernel.reach * bandwidth)
            along = np.arange(-reach, reach + 1)
            values = self._kernel.at(np.add.outer(along**2, along**2).astype(np.float64), bandwidth)
            wrapped = np.zeros(shape)
            wrapped[np.ix_(along, along)] = values / values.sum()
            self._known[key] = fft.rfft2(wrapped, workers=-1)
        return self._known[key]


class _Tiles:
    """The plane of one octave in squares of equal size, as far as there are targets in them."""

    def __init__(self, kernel: Kernel, step_m: float, at_x: np.ndarray, at_y: np.ndarray) -> None:
        self.step_m, self.at_x, self.at_y = step_m, at_x, at_y
        widest = kernel.steps * 2.0 ** ((kernel.classes - 1) / kernel.classes)
        # Two nodes more for the splines that spread, two for those that read.
        self.margin = math.ceil(kernel.reach * widest) + 4
        self.reach_m = kernel.reach * widest * step_m
        self.side_m = (_TILE_NODES - 2 * self.margin - 1) * step_m

    def around(self, x: np.ndarray, y: np.ndarray, control: Control) -> Iterator[tuple[_Tile, np.ndarray]]:
        """The tiles with their targets (indices), of those that sources may reach."""
        yield from self._tiles_of(self._reached(x, y), control)

    def all(self, control: Control) -> Iterator[tuple[_Tile, np.ndarray]]:
        """Every tile with its targets (indices)."""
        yield from self._tiles_of(np.arange(len(self.at_x)), control)

    def _reached(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """The targets in a block with a source, or beside one; blocks are as wide as the kernels reach."""
        if len(self.at_x) == 0 or len(x) == 0:
            return np.zeros(0, dtype=np.int64)
        west, south = min(self.at_x.min(), x.min()), min(self.at_y.min(), y.min())
        span = max(self.at_x.max(), x.max()) - west, max(self.at_y.max(), y.max()) - south
        side = max(self.reach_m, max(span) / _MOST_BLOCKS_A_SIDE)
        blocks = np.zeros((int(span[1] / side) + 2, int(span[0] / side) + 2), dtype=bool)
        blocks[_block(y, south, side), _block(x, west, side)] = True
        blocks = binary_dilation(blocks, np.ones((3, 3), dtype=bool))
        return np.flatnonzero(blocks[_block(self.at_y, south, side), _block(self.at_x, west, side)])

    def _tiles_of(self, targets: np.ndarray, control: Control) -> Iterator[tuple[_Tile, np.ndarray]]:
        if len(targets) == 0:
            return
        x, y = self.at_x[targets], self.at_y[targets]
        col = ((x - x.min()) / self.side_m).astype(np.int64)
        row = ((y - y.min()) / self.side_m).astype(np.int64)
        number = row * (int(col.max()) + 1) + col
        order = np.argsort(number, kind="stable")
        tiles, first = np.unique(number[order], return_index=True)
        for done, chosen in enumerate(np.split(targets[order], first[1:])):
            control.step(done, len(tiles))
            yield self._tile(chosen), chosen

    def _tile(self, targets: np.ndarray) -> _Tile:
        x, y = self.at_x[targets], self.at_y[targets]
        west, south = float(x.min()) - self.margin * self.step_m, float(y.min()) - self.margin * self.step_m
        wanted = (np.ptp(y) / self.step_m + 2 * self.margin + 1, np.ptp(x) / self.step_m + 2 * self.margin + 1)
        rows, cols = (next((side for side in _SIDES if side >= nodes), math.ceil(nodes)) for nodes in wanted)
        return _Tile(west, south, self.step_m, (rows, cols))


def _block(place: np.ndarray, start: float, side_m: float) -> np.ndarray:
    return ((place - start) * (1.0 / side_m)).astype(np.int64)


@dataclass(frozen=True)
class _Tile:
    """A lattice of ``shape`` (rows, cols) nodes ``step_m`` apart; ``west``, ``south``: node 0, 0, in the south-west."""

    west: float
    south: float
    step_m: float
    shape: tuple[int, int]

    def near(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Which points the tile can hold with their splines: bool (n,)."""
        row, col = (y - self.south) / self.step_m, (x - self.west) / self.step_m
        return (row >= 1) & (row < self.shape[0] - 2) & (col >= 1) & (col < self.shape[1] - 2)

    def spread(self, x: np.ndarray, y: np.ndarray, weight: np.ndarray) -> np.ndarray:
        """The weights on the 4 × 4 nodes around each point, by cubic B-splines: float64 shape."""
        size = self.shape[0] * self.shape[1]
        sums = np.zeros(size)
        for begin in range(0, len(x), _SPREAD_AT_ONCE):
            few = slice(begin, begin + _SPREAD_AT_ONCE)
            row, down = _spline((y[few] - self.south) / self.step_m)
            col, along = _spline((x[few] - self.west) / self.step_m)
            down *= weight[few]
            node = (row * self.shape[1] + col)[None, None, :] + (
                np.arange(4)[:, None, None] * self.shape[1] + np.arange(4)[None, :, None]
            )
            sums += np.bincount(node.ravel(), (down[:, None, :] * along[None, :, :]).ravel(), size)
        return sums.reshape(self.shape)

    def read_spectrum(self, spectrum: np.ndarray, spread: int, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """The smooth field of a spectrum at points, freed of what reading and spreading (by boxes or splines) did."""
        rows = _unspline(np.abs(fft.fftfreq(self.shape[0])), spread)
        spectrum = spectrum * (rows[:, None] * _unspline(fft.rfftfreq(self.shape[1]), spread)[None, :])
        values = fft.irfft2(spectrum, self.shape, workers=-1, overwrite_x=True)
        places = np.stack([(y - self.south) / self.step_m, (x - self.west) / self.step_m])
        return map_coordinates(values, places, order=3, prefilter=False, mode="nearest")

    def means_of(self, area: AreaRaster) -> np.ndarray:
        """The share of the area in the square around each node: float64 shape."""
        half = self.step_m / 2.0
        rows, cols = self.shape
        x_edges = self.west - half + self.step_m * np.arange(cols + 1)
        y_edges = self.south - half + self.step_m * np.arange(rows + 1)
        return area.box_areas_m2(x_edges, y_edges) / self.step_m**2


def _spline(place: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The first of the four nodes around places on a lattice, and the cubic B-spline at them: int (n,), (4, n)."""
    base = np.floor(place)
    t = place - base
    weights = np.stack([(1 - t) ** 3, 3 * t**3 - 6 * t**2 + 4, -3 * t**3 + 3 * t**2 + 3 * t + 1, t**3])
    weights /= 6.0
    return base.astype(np.int64) - 1, weights


def _unspline(frequency: np.ndarray, spread: int) -> np.ndarray:
    """1 over what reading and spreading did to each frequency (cycles per step).

    The cubic B-spline's sampled transform, and that of a box to the power of ``spread``.
    """
    return 3.0 / ((2.0 + np.cos(2.0 * np.pi * frequency)) * np.sinc(frequency) ** spread)
