"""The cells that are ranked: a frozen mask, as the same forecast scores quite differently under another one."""

from __future__ import annotations

import numpy as np

from ..places import Places
from ..surroundings import Surroundings


def ranked_cells(around: Surroundings, moment: np.datetime64) -> np.ndarray:
    """The cells with an incident of any type before a moment, and those around them: bool (cells,)."""
    kinds = [around.events, *(kind for _, kind in around.others)]
    seen = np.zeros(len(around.places), dtype=bool)
    for kind in kinds:
        seen[kind.cell[kind.time < moment]] = True
    return seen | (around.places.rings[0].T @ seen.astype(np.float64) > 0)


def within(around: Surroundings, mask: np.ndarray) -> Surroundings:
    """The same with the cells of a mask alone, bool (cells,); incidents elsewhere are left out."""
    places = around.places
    return Surroundings(
        Places(places.x[mask], places.y[mask], places.area_m2[mask]),
        around.events.within(mask),
        tuple((name, kind.within(mask)) for name, kind in around.others),
        None if around.pois is None else around.pois.within(mask),
        None if around.checkins is None else around.checkins.within(mask),
    )
