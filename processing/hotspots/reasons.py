"""Why no hotspot was found now: a sentence for the log and for the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.hotspots.permutation import needed_permutations
from ...algorithms.texts import Text
from .words import risk_word

if TYPE_CHECKING:
    from ...algorithms.hotspots.extraction import HotspotSettings
    from ...algorithms.hotspots.getisord import GiScores
    from ...algorithms.hotspots.measures import Hotspots
    from ..cells.cells import CellLayer


def why_none(layer: CellLayer, settings: HotspotSettings, found: Hotspots) -> str:
    """The reason why nothing is hot now, and what to do."""
    none = Text("No hotspot") if found.change is None else Text("No hotspot now")
    if found.scores is not None:
        return f"{none}: {_why_none_by_gi(layer, settings, found.scores)}"
    risk = layer.cells.risk[np.isfinite(layer.cells.risk)]
    greatest = f"{risk.max():.3g}" if len(risk) else "unknown"
    return Text(
        "{none}: the greatest {risk} of a cell is {greatest}. Lower the threshold or the least number of "
        "cells, or check that the grid has incidents.",
        none=none,
        risk=risk_word(layer.fields),
        greatest=greatest,
    )


def _why_none_by_gi(layer: CellLayer, settings: HotspotSettings, scores: GiScores) -> str:
    name, word = "Gi*" if settings.gi.star else "Gi", risk_word(layer.fields)
    if np.isnan(scores.z).all():
        return Text(
            "{name} is undefined everywhere, as all cells have the same {word}, or none has a neighbour. Choose "
            "another risk field, or farther neighbours.",
            name=name,
            word=word,
        )
    if scores.hot.any():
        return Text(
            "{n:,} cells are hot, but no {min_cells:,} of them adjoin. Lower the least number of cells.",
            n=int(scores.hot.sum()),
            min_cells=settings.min_cells,
        )
    return _too_few_permutations(settings, scores) or (
        Text(
            "nowhere does high {word} lie among high {word} more than by chance, after correction for the {n:,} "
            "places looked at. Larger cells or a longer period may show one, or a higher significance level.",
            word=word,
            n=len(layer.cells),
        )
    )


def _too_few_permutations(settings: HotspotSettings, scores: GiScores) -> str:
    """What to take instead where so few permutations cannot give a p that outlasts the correction; else ""."""
    if scores.p_permuted is None:
        return ""
    permutations = settings.gi.permutations
    needed = needed_permutations(scores.p_permuted, permutations, settings.gi.alpha)
    if not needed:
        return ""
    least = 2.0 / (permutations + 1.0)
    at_least = int((scores.p_permuted <= least).sum())
    return Text(
        "{n:,} cells have the least p that {permutations:,} permutations can give ({least:.2g}), which is not "
        "enough for {cells:,} cells. Take {needed:,} permutations or more, or 0 for the normal distribution.",
        n=at_least,
        permutations=permutations,
        least=least,
        cells=int(np.isfinite(scores.p_permuted).sum()),
        needed=needed,
    )
