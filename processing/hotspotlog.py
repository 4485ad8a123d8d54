"""What the log of Extract hotspots says of its result."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..algorithms.getisord import COLD
from ..algorithms.hotspotchange import CHANGE_WORDS, EMERGING, FADING, PERSISTENT

if TYPE_CHECKING:
    from ..algorithms.getisord import GiScores
    from ..algorithms.hotspotmeasures import Hotspots
    from ..algorithms.hotspots import HotspotSettings
    from .celllayers import CellLayer
    from .run import Run


def report_result(run: Run, layer: CellLayer, settings: HotspotSettings, found: Hotspots) -> None:
    """The headline figures, and a warning where the result is not what it may seem."""
    if found.scores is not None:
        _report_scores(run, layer, settings, found.scores)
    if not len(found):
        run.warn(_why_none(layer, settings))
        return
    whole = "the road length" if layer.is_road else "the area"
    known = "unknown without incident counts (a field n)" if np.isnan(found.pai) else f"{found.pai:.2f}"
    run.info(f"{len(found):,} hotspots in {found.covered_percent:.1f} % of {whole}, PAI {known}.")
    if found.change is not None:
        counts = ", ".join(f"{found.changed(kind):,} {CHANGE_WORDS[kind]}" for kind in (EMERGING, PERSISTENT, FADING))
        run.info(f"Compared with the baseline: {counts}.")
    bare = 0 if found.count is None else int((found.count == 0).sum())
    if bare:
        run.warn(
            f"{bare:,} of {len(found):,} hotspots have no incident of their own (n = 0): their risk comes from "
            "the environment alone, or from incidents in the cells around them."
        )


def _why_none(layer: CellLayer, settings: HotspotSettings) -> str:
    risk = layer.cells.risk[np.isfinite(layer.cells.risk)]
    greatest = f"{risk.max():.3g}" if len(risk) else "unknown"
    if settings.method == "gi":
        return (
            "No hotspot: nowhere does high risk lie among high risk more than by chance, after correction for the "
            f"{len(layer.cells):,} places looked at. Larger cells or a longer period may show one, or a higher "
            "significance level."
        )
    return (
        f"No hotspot: the greatest risk of a cell is {greatest}. Lower the threshold or the least number of "
        "cells, or check that the grid has incidents."
    )


def _report_scores(run: Run, layer: CellLayer, settings: HotspotSettings, scores: GiScores) -> None:
    name = "Gi*" if settings.gi.star else "Gi"
    undefined = int(np.isnan(scores.z).sum())
    if undefined == len(scores.z):
        run.warn(f"{name} is undefined everywhere: all cells have the same risk, or none has a neighbour.")
        return
    run.info(
        f"{name}: {int(scores.hot.sum()):,} cells are hot, {int((scores.kind == COLD).sum()):,} cold, z from "
        f"{np.nanmin(scores.z):.2f} to {np.nanmax(scores.z):.2f}."
    )
    if undefined:
        run.warn(f"{name} is undefined in {undefined:,} cells, which have no neighbour or all others as neighbours.")
    if layer.is_road:
        run.warn(
            f"Stretches of street in one cell share its risk, so {name} finds more of them significant than there are "
            "independent observations for. Take it as a ranking, or use Gi* on the grid itself."
        )
    if scores.p_permuted is not None and not (scores.kind != 0).any():
        _warn_of_too_few_permutations(run, settings, scores.p_permuted)


def _warn_of_too_few_permutations(run: Run, settings: HotspotSettings, p_values: np.ndarray) -> None:
    """So few permutations cannot give a p small enough to outlast the correction for so many cells."""
    least = 2.0 / (settings.gi.permutations + 1.0)
    tests = int(np.isfinite(p_values).sum())
    at_least = int((p_values <= least).sum())
    if at_least and least * tests / at_least > settings.gi.alpha:
        needed = int(np.ceil(2.0 * tests / (settings.gi.alpha * at_least)))
        run.warn(
            f"{at_least:,} cells have the least p that {settings.gi.permutations:,} permutations can give "
            f"({least:.2g}), which is not enough for {tests:,} cells. Take {needed:,} permutations or more, or 0 for "
            "the normal distribution."
        )
