"""Places tied to the roads, and what is said of those far from every road or beside one that leads nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.errors import PatrolError
from ...algorithms.roads.snapping import prefer_connected, tie_places
from ..common.wording import counted, listed

if TYPE_CHECKING:
    from ...algorithms.roads.network import RoadNetwork
    from ...algorithms.roads.snapping import Ties
    from ..framework.run import Run

_NAMED = 5


def tie(
    run: Run,
    network: RoadNetwork | None,
    x: np.ndarray,
    y: np.ndarray,
    names: Sequence[str],
    always: np.ndarray | None = None,
) -> Ties | None:
    """Places (n,) tied to the roads, None without roads.

    ``names``: what the log calls each. ``always``: bool (n,), places that are tied however far they are, with a
    warning; of the others those farther than SNAP_MAX are left out, with a warning. Raises PatrolError when nothing
    else is left.
    """
    if network is None:
        return None
    snap_max = run.number("SNAP_MAX")
    limit = np.full(len(names), snap_max) if always is None else np.where(always, np.inf, snap_max)
    ties = prefer_connected(tie_places(network, x, y, limit), snap_max)
    optional = np.isfinite(limit)
    if ties.far[optional].all() and optional.any():
        of_all = f"None of the {counted(int(optional.sum()), 'place')}"
        raise PatrolError(none_near(run, of_all, named(names, ties, ties.far)))
    if ties.far.any():
        run.warn(
            f"{int(ties.far.sum()):,} of {len(names):,} places are farther than {snap_max:g} m from every road; they "
            f"are left out: {named(names, ties, ties.far)}."
        )
    late = ~ties.far & (ties.distance_m > snap_max)
    if late.any():
        run.warn(f"Far from every road, and tied to the nearest all the same: {named(names, ties, late)}.")
    moved = ties.distance_m > ties.nearest_m
    if moved.any():
        run.info(
            f"{counted(int(moved.sum()), 'place')} not tied to the nearest road, which does not lead to the others, "
            f"but to one that does: {named(names, ties, moved)}."
        )
    return ties


def none_near(run: Run, whom: str, which: str) -> str:
    """That nothing is left, and what to do."""
    return (
        f"{whom} is within {run.number('SNAP_MAX'):g} m of a road: {which}. Give the roads of this area, or raise the "
        f"{run.label('SNAP_MAX')}."
    )


def named(names: Sequence[object], ties: Ties, chosen: np.ndarray) -> str:
    """The first of the chosen places (n,) with their distances from the road."""
    some = np.flatnonzero(chosen)[: _NAMED + 1]
    return listed([f"{names[index]} ({ties.distance_m[index]:,.0f} m)" for index in some], _NAMED)
