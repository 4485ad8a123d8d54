"""What the log says of a risk grid, so that its numbers are not taken for what they are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...algorithms.risk.environment import FEW_CELLS
from ...algorithms.texts import Text

if TYPE_CHECKING:
    from ...algorithms.cells.grid import Grid
    from ...algorithms.risk.environment import Environment
    from ...algorithms.risk.surface import RiskSurface
    from ..framework.run import Run

# So many cells take a while to write and to draw.
MANY_CELLS = 250_000
# A box of which more is empty is no study area.
_MOST_EMPTY = 0.5
# Of the incidents; fewer narrow kernels do not change the picture.
_MANY_NARROW = 0.01
# Of more kinds of facilities the log tells only those that are used.
_FEW_KINDS = 12


def warn_of_many_cells(run: Run, grid: Grid) -> None:
    """Say how many cells there will be before anything is done with them."""
    cells = int(grid.mask.sum())
    if cells > MANY_CELLS:
        wanted = grid.cell_size_m * (cells / MANY_CELLS) ** 0.5
        run.warn(
            "The grid has {n:,} cells of {cell_size_m:g} m: that takes a while to write and to draw, and cells "
            "of {wanted:.0f} m would be {many_cells:,}. Cancel to choose again.",
            n=cells,
            cell_size_m=grid.cell_size_m,
            wanted=wanted,
            many_cells=MANY_CELLS,
        )


def tell_cells(run: Run, surface: RiskSurface) -> None:
    """How many cells have incidents, and whether box and bandwidth let the grid show them."""
    grid, incidents = surface.grid, int(surface.count.sum())
    empty = float((surface.count[grid.mask] == 0).mean())
    run.info("{n:,} cells, {empty:.0%} of them without any incident.", n=int(grid.mask.sum()), empty=empty)
    if empty > _MOST_EMPTY and not run.given("STUDY_AREA") and not run.given("TEMPLATE"):
        run.warn(
            "Without a study area the grid is the box around all incidents, and {empty:.0%} of its cells have "
            "none. Shares of the area and PAI depend on it: give a Study area, such as the districts that are "
            "patrolled.",
            empty=empty,
        )
    if not surface.risk[grid.mask].any():
        run.warn(
            "The risk is 0 in every cell, because all cells are alike (or only one): there is nothing to tell them "
            "apart by. Use smaller cells, a larger study area or more incidents."
        )
    if surface.narrow > _MANY_NARROW * incidents:
        run.warn(
            "{n:,} of {incidents:,} incidents have a bandwidth below half a cell ({half:g} m): what "
            "happened there may fall between the centres of cells, where the density is taken, and its cell then "
            "shows too little. Use smaller cells or a larger bandwidth.",
            n=surface.narrow,
            incidents=incidents,
            half=grid.cell_size_m / 2,
        )


def tell_correlations(run: Run, environment: Environment) -> None:
    """Tell which kinds count, and of few others what they are like; warn of kinds that rest on few places."""
    used = [kind for kind in environment.correlations if kind.weight != 0]
    others = [kind for kind in environment.correlations if kind.weight == 0]
    for kind in [*used, *others] if len(environment.correlations) <= _FEW_KINDS else used:
        if kind.pearson != kind.pearson:
            run.info("{facility}: none in the study area, or as many in every cell; not used.", facility=kind.facility)
            continue
        run.info(
            "{facility}: {n:,} in the study area, correlation with incidents {pearson:.3f}, p {p_value:.3g}, "
            "adjusted {p_adjusted:.3g}, {verdict}.",
            facility=kind.facility,
            n=kind.count,
            pearson=kind.pearson,
            p_value=kind.p_value,
            p_adjusted=kind.p_adjusted,
            verdict=Text("used") if kind.weight else Text("not significant, not used"),
        )
    if len(environment.correlations) > _FEW_KINDS:
        run.info(
            "{n:,} kinds of facilities are used, {others:,} are not; Facility correlations has all.",
            n=len(used),
            others=len(others),
        )
    few = [kind.facility for kind in used if kind.cells < FEW_CELLS]
    if few:
        run.warn(
            "{few}: used, but in fewer than {few_cells} cells, so that the correlation tells of these places "
            "rather than of the kind of facility. Leave them out, or take a coarser type field.",
            few=few,
            few_cells=FEW_CELLS,
        )
