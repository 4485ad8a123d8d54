"""What log and report say of hotspots: what the numbers are called, what stands out, why there may be none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.hotspots.change import EMERGING, FADING, PERSISTENT
from ...algorithms.hotspots.getisord import COLD, lone_extremes
from ...algorithms.hotspots.permutation import needed_permutations
from ...algorithms.texts import Text

if TYPE_CHECKING:
    from ...algorithms.hotspots.extraction import HotspotSettings
    from ...algorithms.hotspots.getisord import GiScores
    from ...algorithms.hotspots.measures import Hotspots
    from ..cells.cells import CellFields, CellLayer
    from ..framework.run import Run

_RISK_OF_CASE = "risk_"
# Create a risk grid's name for all times together.
_ALL_TIMES = "overall"
PERMUTATIONS_TEST_SURROUNDINGS = Text(
    "Permutations hold the value of a cell fixed and so test its surroundings: an extreme cell among quiet "
    "ones is not significant by itself."
)


# --- the log


def report_result(run: Run, layer: CellLayer, settings: HotspotSettings, found: Hotspots) -> None:
    """The headline figures, and a warning where the result is not what it may seem."""
    if found.scores is not None:
        _report_scores(run, layer, settings, found.scores)
    if found.number_now:
        _report_hot_now(run, layer, found)
    else:
        run.warn(why_none(layer, settings, found))
    if found.change is not None and len(found):
        counts = [
            Text("{n:,} emerging", n=found.changed(EMERGING)),
            Text("{n:,} persistent", n=found.changed(PERSISTENT)),
            Text("{n:,} fading", n=found.changed(FADING)),
        ]
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
        note = Text("; n counts those of all times") if layer.fields.judged and layer.fields.count else ""
        run.info("PAI counts {incidents}{note}.", incidents=what_pai_counts(layer.fields), note=note)


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


# --- why there is none


def why_none(layer: CellLayer, settings: HotspotSettings, found: Hotspots) -> str:
    """The reason why nothing is hot now, and what to do."""
    none = Text("No hotspot") if found.change is None else Text("No hotspot now")
    if found.scores is not None:
        return Text("{none}: {why}", none=none, why=_why_none_by_gi(layer, settings, found.scores))
    risk = layer.cells.risk[np.isfinite(layer.cells.risk)]
    greatest = f"{risk.max():.3g}" if len(risk) else Text("unknown")
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


# --- names


def case_of(risk_field: str) -> str | None:
    """The case (a turn of the day, such as t1) whose risk a field of a risk grid holds; None for all times."""
    case = risk_field[len(_RISK_OF_CASE) :] if risk_field.lower().startswith(_RISK_OF_CASE) else ""
    return case if case and case.lower() != _ALL_TIMES else None


def risk_word(fields: CellFields) -> str:
    """What the number that ranks cells is called within a sentence: risk, or its field or band where that is other."""
    return Text("risk") if fields.risk.lower().startswith("risk") else fields.risk


def risk_title(fields: CellFields) -> str:
    """The same as the head of a column."""
    word = risk_word(fields)
    return Text("Risk") if word == "risk" else word


def what_change_means(settings: HotspotSettings) -> str:
    """What emerging and fading are relative to, and which changes are slight."""
    hot = {
        "threshold": Text("what reaches the threshold"),
        "gi": Text("what is significant"),
    }.get(settings.method, Text("the {coverage_percent:g} % that are hot", coverage_percent=settings.coverage_percent))
    return Text(
        "Emerging and fading are relative to {hot} in each period, so both should be equally long. Single cells "
        "along the edge of a core change easily; the least number of cells holds for the whole hotspot of a "
        "period and leaves them in.",
        hot=hot,
    )


def what_pai_counts(fields: CellFields) -> str:
    """The incidents that PAI and the curve of concentration count."""
    if fields.judged is not None:
        return Text(
            "the incidents of case {case} by their weight (field {judged})",
            case=case_of(fields.risk),
            judged=fields.judged,
        )
    return Text("the incidents in the field {count}", count=fields.count)
