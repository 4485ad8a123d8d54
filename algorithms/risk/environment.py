"""The environment part of the risk: facilities, each kind weighted by how it goes with incidents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import stats

from ..cells.grid import Grid
from ..control import Control
from ..errors import PatrolError
from ..falsediscovery import adjusted_p_values
from ..texts import Text
from .density import areas_for_density
from .facilities import UNITS, Amounts, Facilities

SIGNIFICANCE = 0.05
# A correlation that rests on fewer cells tells of these places rather than of the kind.
FEW_CELLS = 5
FORMULA = Text("Σ over kinds of r · density")
FORMULA_OF_SHARES = Text("Σ over kinds of r · density / greatest density")
_FEWEST_FOR_CORRELATION = 5
# Amounts that differ by less than this share of the greatest are equal: sums of lengths differ by rounding.
_DIGITS = 12


@dataclass(frozen=True)
class FacilityCorrelation:
    """How one kind of facility goes with incidents over the cells of the study area.

    ``geometry``: points, lines or polygons. ``count``: features in the study area; ``cells``: those of its cells that
    hold something of them. ``amount``: what its density counts, in these cells: a number of points, km of lines, km²
    of polygons. ``greatest``: the greatest density of a cell, of these per km². ``pearson``, ``spearman``, their
    two-sided ``p_value`` and ``p_spearman``, and ``p_adjusted``, Pearson's after Benjamini and Hochberg over all
    kinds: NaN where a correlation is not defined (nothing inside, no variation). ``weight``: Pearson's correlation if
    p_adjusted < 0.05, else 0.
    """

    facility: str
    geometry: str
    count: int
    cells: int
    amount: float
    greatest: float
    pearson: float
    p_value: float
    spearman: float
    p_spearman: float
    p_adjusted: float
    weight: float


@dataclass(frozen=True)
class Environment:
    """``value``: float64 (rows, cols), Σ weight · density over the kinds; and the correlations.

    ``formula``: whether densities count as they are or as shares of their own greatest.
    """

    value: np.ndarray
    correlations: tuple[FacilityCorrelation, ...]
    formula: str

    @property
    def has_weight(self) -> bool:
        return any(correlation.weight != 0 for correlation in self.correlations)


def environment_of(
    grid: Grid,
    incident_counts: np.ndarray,
    facilities: Sequence[Facilities],
    control: Control | None = None,
    cell_area_m2: np.ndarray | None = None,
) -> Environment:
    """Each kind's density per cell times its correlation with incident counts (Korean study; methods.md 1).

    grid: the cells; those of its mask are the study area.
    incident_counts: (rows, cols).
    facilities: by kind, cut at the study area where its border runs through cells.
    control: progress and stop.
    cell_area_m2: the area of each cell where some are clipped (rows, cols); None: all are whole.

    All kinds are returned with their correlations over the cells of the study area, of what each cell holds with its
    incidents; only those whose p stays below 0.05 after Benjamini and Hochberg over the kinds have a weight.

    The density is per km², as the study has it, where all kinds are of one geometry. Points, km and km² per km² have
    no common scale, so where geometries are mixed each density counts as a share of its own greatest value in the
    study area.
    """
    control = control or Control()
    counts = incident_counts[grid.mask].astype(np.float64)
    count_ranks = _ranks(counts)
    areas_km2 = np.broadcast_to(areas_for_density(grid, cell_area_m2), grid.shape) / 1e6
    mixed = len({kind.geometry for kind in facilities}) > 1
    found: list[FacilityCorrelation] = []
    densities: list[_Density] = []
    scales: list[float] = []
    for number, kind in enumerate(facilities):
        amounts = kind.amounts(grid, control.part(number / len(facilities), (number + 1) / len(facilities)))
        density = _Density.of(amounts.per_cell / UNITS[kind.geometry][1], areas_km2)
        greatest = float(density.value[grid.mask.ravel()[density.cell]].max(initial=0.0))
        correlation = _correlation(grid, kind, amounts, greatest, counts, count_ranks)
        found.append(correlation)
        # Which kinds have a weight is known when all are seen; those that surely have none need not be kept.
        if not correlation.p_value < SIGNIFICANCE:
            density = _Density(density.cell[:0], density.value[:0])
        densities.append(density)
        scales.append(greatest if mixed else 1.0)
        control.step(number + 1, len(facilities))
    adjusted = adjusted_p_values(np.array([item.p_value for item in found])).tolist()
    value = np.zeros(grid.rows * grid.cols)
    for number, (p_adjusted, density, scale) in enumerate(zip(adjusted, densities, scales)):
        weight = found[number].pearson if p_adjusted < SIGNIFICANCE else 0.0
        found[number] = replace(found[number], p_adjusted=p_adjusted, weight=weight)
        if weight != 0.0:
            value[density.cell] += weight * density.value / scale
    return Environment(value.reshape(grid.shape), tuple(found), FORMULA_OF_SHARES if mixed else FORMULA)


@dataclass(frozen=True)
class _Density:
    """The cells that have something of a kind, by flat index, and its density there: (k,) each.

    Only these, because most kinds are in few cells, and there may be millions of cells and hundreds of kinds.
    """

    cell: np.ndarray
    value: np.ndarray

    @classmethod
    def of(cls, per_cell: np.ndarray, areas_km2: np.ndarray) -> _Density:
        flat = per_cell.ravel()
        cell = np.flatnonzero(flat)
        return cls(cell, flat[cell] / areas_km2.ravel()[cell])


def _correlation(
    grid: Grid,
    kind: Facilities,
    amounts: Amounts,
    greatest: float,
    counts: np.ndarray,
    count_ranks: np.ndarray,
) -> FacilityCorrelation:
    """The correlations of one kind, not yet adjusted for the others.

    grid: the cells.
    kind: the facilities.
    amounts: how much of them each cell holds.
    greatest: the most of them per km² in a cell of the study area.
    counts: incidents in each cell of the study area (n,).
    count_ranks: their ranks (n,).
    """
    inside = amounts.per_cell[grid.mask]
    most = float(inside.max(initial=0.0))
    equal = np.round(inside / most, _DIGITS) if most > 0 else inside
    pearson, p_value = _pearson(equal, counts)
    # Spearman's correlation is Pearson's of the ranks; those of the incidents are the same for every kind.
    spearman, p_spearman = _pearson(_ranks(equal), count_ranks)
    unit = UNITS[kind.geometry][1]
    return FacilityCorrelation(
        facility=kind.kind,
        geometry=kind.geometry,
        count=amounts.features,
        cells=int(np.count_nonzero(inside)),
        amount=float(inside.sum()) / unit,
        greatest=greatest,
        pearson=pearson,
        p_value=p_value,
        spearman=spearman,
        p_spearman=p_spearman,
        p_adjusted=float("nan"),
        weight=0.0,
    )


def _ranks(values: np.ndarray) -> np.ndarray:
    """The rank of each value, equal ones sharing their mean rank, as scipy.stats.rankdata has it.

    ``values``: (n,), none below 0. Most are 0 as a rule, and only the others are sorted.
    """
    more = values > 0
    zeros = len(values) - int(more.sum())
    ranks = np.full(len(values), (zeros + 1) / 2.0)
    ranks[more] = zeros + stats.rankdata(values[more])
    return ranks


def _pearson(first: np.ndarray, second: np.ndarray) -> tuple[float, float]:
    """Pearson's r and its two-sided p; NaN where it is not defined."""
    if len(first) < _FEWEST_FOR_CORRELATION or np.ptp(first) == 0 or np.ptp(second) == 0:
        return (float("nan"), float("nan"))
    r, p = stats.pearsonr(first, second)
    return (float(r), float(p))


def scale_to_unit(values: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """The values scaled so that the study area's least is 0 and its greatest 1; all 0 where they do not vary."""
    inside = values[..., mask]
    low = inside.min(axis=-1, keepdims=True)[..., None]
    span = inside.max(axis=-1, keepdims=True)[..., None] - low
    return np.divide(values - low, span, out=np.zeros_like(values, dtype=np.float64), where=span > 0)


def require_share(share: float) -> None:
    """Raise when the environment's share is not a fraction."""
    if not 0.0 <= share <= 1.0:
        raise PatrolError(
            "The environment share must be from 0 (incidents only) to 1 (environment only), not {share:g}.", share=share
        )
