"""What the log of Extract hotspots says of its result."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.hotspots.change import CHANGE_WORDS, EMERGING, FADING, PERSISTENT
from ...algorithms.hotspots.getisord import COLD, lone_extremes
from ...algorithms.texts import Text
from .reasons import why_none
from .words import PERMUTATIONS_TEST_SURROUNDINGS, what_change_means, what_pai_counts

if TYPE_CHECKING:
    from ...algorithms.hotspots.extraction import HotspotSettings
    from ...algorithms.hotspots.getisord import GiScores
    from ...algorithms.hotspots.measures import Hotspots
    from ..cells.cells import CellLayer
    from ..framework.run import Run


def report_result(run: Run, layer: CellLayer, settings: HotspotSettings, found: Hotspots) -> None:
    """The headline figures, and a warning where the result is not what it may seem."""
    if found.scores is not None:
        _report_scores(run, layer, settings, found.scores)
    if found.number_now:
        _report_hot_now(run, layer, found)
    else:
        run.warn(why_none(layer, settings, found))
    if found.change is not None and len(found):
        counts = ", ".join(f"{found.changed(kind):,} {CHANGE_WORDS[kind]}" for kind in (EMERGING, PERSISTENT, FADING))
        run.info(
            "Compared with the baseline: {counts}. {meaning}",
            counts=counts,
            meaning=what_change_means(settings),
        )
    bare = 0 if found.count is None else int((found.count == 0).sum())
    if bare:
        run.warn(
            "{n:,} of {found:,} hotspots have no incident of their own (n = 0): their risk comes from the "
            "environment alone, or from incidents in the cells around them.",
            n=bare,
            found=len(found),
        )


def _report_hot_now(run: Run, layer: CellLayer, found: Hotspots) -> None:
    whole = Text("the road length") if layer.is_road else Text("the area")
    known = Text("unknown without incident counts (a field n)") if np.isnan(found.pai) else f"{found.pai:.2f}"
    fading = found.changed(FADING)
    before = Text(", and {n:,} that were hot before only", n=fading) if fading else ""
    run.info(
        "{n:,} hotspots in {covered_percent:.1f} % of {whole}, PAI {known}{before}.",
        n=found.number_now,
        covered_percent=found.covered_percent,
        whole=whole,
        known=known,
        before=before,
    )
    if not np.isnan(found.pai):
        n = Text("; n counts those of all times") if layer.fields.judged and layer.fields.count else ""
        run.info("PAI counts {incidents}{note}.", incidents=what_pai_counts(layer.fields), note=n)


def _report_scores(run: Run, layer: CellLayer, settings: HotspotSettings, scores: GiScores) -> None:
    name = "Gi*" if settings.gi.star else "Gi"
    undefined = int(np.isnan(scores.z).sum())
    if undefined == len(scores.z):
        return
    run.info(
        "{name}: {n:,} cells are hot, {cold:,} cold, z from {least:.2f} to {greatest:.2f}.",
        name=name,
        n=int(scores.hot.sum()),
        cold=int((scores.kind == COLD).sum()),
        least=np.nanmin(scores.z),
        greatest=np.nanmax(scores.z),
    )
    if undefined:
        run.warn(
            "{name} is undefined in {n:,} cells, which have no neighbour or all others as neighbours.",
            name=name,
            n=undefined,
        )
    if layer.is_road:
        run.warn(
            "Stretches of street in one cell share its risk, so {name} finds more of them significant than there "
            "are independent observations for. Take it as a ranking, or use Gi* on the grid itself.",
            name=name,
        )
    lone = int(lone_extremes(layer.cells.risk, scores, settings.gi).sum())
    if lone:
        run.warn(
            "{n:,} cells among the highest 1 % are hot by the normal distribution but not by permutation. {why}",
            n=lone,
            why=PERMUTATIONS_TEST_SURROUNDINGS,
        )
