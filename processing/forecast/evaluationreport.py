"""The report of a walk-forward: curves, every model beside the count, reliability, and the verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.forecast.evaluation.verdict import COUNT, judged_coverage
from ...algorithms.texts import Text
from ..common.translation import tr
from ..common.wording import shown
from ..reports.charts import faint_grid, lines_below, new_chart
from ..reports.page import Part, picture, write_page
from .curves import colour_of, dash_of
from .feedback import feedback_parts
from .verdicts import frame_of, verdict_of

if TYPE_CHECKING:
    from ..framework.run import Run
    from .evaluating import Evaluation, Tested


def write_evaluation_report(run: Run, path: str, tested: Tested, found: Evaluation) -> None:
    """The page, at ``path``."""
    parts = [Part("text", text=verdict_of(found)), Part("text", text=frame_of(tested, found))]
    parts += [_table(found, coverage) for coverage in found.walk.plan.coverages]
    parts.append(
        Part(
            "image",
            Text("Difference to the plain count, step by step"),
            Text("Lines of each model's hits above those of the plain count, summed over the steps."),
            _gains_chart(found),
            caption=Text(
                "Hits more than the plain count, summed over the steps, at {coverage:g} % of the cells.",
                coverage=judged_coverage(found.lines),
            ),
        )
    )
    parts.append(
        Part(
            "image",
            Text("Hit rate by coverage"),
            Text("Curves of the hit rate of each model, and of whoever knew the future, over the coverage."),
            _curves_chart(found),
            caption="Share of the incidents in the hot cells. Nobody can be above the grey line.",
        )
    )
    parts.append(
        Part(
            "image",
            Text("What was promised, and kept"),
            Text("Lines of observed to expected incidents of each model, from its quietest to its busiest cells."),
            _reliability_chart(found),
            caption="Observed divided by expected incidents, in ten groups of cells that were each expected to "
            "have a tenth of them. A model that can be taken at its word is at 1.",
        )
    )
    parts.append(_totals(found))
    if found.feedback is not None:
        parts += feedback_parts(found.feedback, [scored.method.word for scored in found.walk.scored])
    write_page(run, path, Text("Forecasts evaluated"), parts)


def _table(found: Evaluation, coverage: float) -> Part:
    rows = [
        (
            line.word, f"{line.hit_rate:.1%}", f"{line.low:.1%} – {line.high:.1%}", f"{100 * line.gain:+.1f}",
            f"{100 * line.gain_low:+.1f} – {100 * line.gain_high:+.1f}", shown(line.pai, ".2f"),
            shown(line.pei, ".2f"), shown(line.rri, ".2f"),
        )
        for line in found.lines
        if line.coverage == coverage
    ]  # fmt: skip
    names = (Text("Model"), Text("Hit rate"), "95 %", Text("To the count"), "95 %", "PAI", "PEI", "RRI")
    return Part("table", Text("{coverage:g} % of the cells", coverage=coverage), names=names, rows=rows)


def _totals(found: Evaluation) -> Part:
    """Expected beside observed incidents, and the log score."""
    walk = found.walk
    inside = float((walk.events - walk.outside).sum())
    count = walk.of(COUNT).log_score.sum()
    rows = [
        (
            scored.method.word, f"{scored.expected.sum():,.0f}", f"{inside:,.0f}",
            f"{scored.expected.sum() / inside - 1:+.1%}" if inside else "–",
            f"{(scored.log_score.sum() - count) / inside:+.3f}" if inside else "–",
        )
        for scored in walk.scored
    ]  # fmt: skip
    names = (Text("Model"), Text("Expected"), Text("Observed"), Text("Difference"), Text("Log score to the count"))
    caption = Text("Incidents in the ranked cells. The log score is Poisson's, per incident; more is better.")
    return Part("table", Text("How many were expected"), names=names, rows=rows, caption=caption)


def _gains_chart(found: Evaluation) -> str:
    walk = found.walk
    at = walk.plan.coverages.index(judged_coverage(found.lines))
    count = walk.of(COUNT).hits[:, at]
    figure, (axes,) = new_chart(7.0, 3.2)
    axes.axhline(0.0, color="#333333", linewidth=0.8)
    steps = np.arange(len(count) + 1)
    for index, scored in enumerate(walk.scored):
        # A model has the same colour in every chart; the count is the line at 0.
        if scored.method.word == COUNT:
            continue
        gain = np.concatenate([[0.0], np.cumsum(scored.hits[:, at] - count)])
        axes.plot(steps, gain, dash_of(index), color=colour_of(index), label=scored.method.word)
    axes.set_xlabel(tr("steps"))
    axes.set_ylabel(tr("incidents"))
    faint_grid(axes, "y")
    if len(walk.scored) > 1:
        lines_below(figure, axes)
    return picture(figure)


def _curves_chart(found: Evaluation) -> str:
    walk = found.walk
    total = walk.events.sum()
    figure, (axes,) = new_chart(7.0, 3.2)
    axes.plot(
        walk.plan.coverages,
        walk.best_hits.sum(axis=0) / total,
        color="#BBBBBB",
        linewidth=3,
        label=tr("the best possible"),
    )
    for index, scored in enumerate(walk.scored):
        rate = scored.hits.sum(axis=0) / total
        axes.plot(
            walk.plan.coverages,
            rate,
            dash_of(index) + "o",
            color=colour_of(index),
            markersize=3,
            label=scored.method.word,
        )
    axes.set_xlabel(tr("% of the cells"))
    axes.set_ylabel(tr("hit rate"))
    axes.yaxis.set_major_formatter("{x:.0%}")
    faint_grid(axes, "y")
    lines_below(figure, axes)
    return picture(figure)


def _reliability_chart(found: Evaluation) -> str:
    figure, (axes,) = new_chart(7.0, 3.0)
    axes.axhline(1.0, color="#333333", linewidth=0.8)
    for index, scored in enumerate(found.walk.scored):
        ratio = scored.kept / np.maximum(scored.promised, 1e-9)
        axes.plot(
            np.arange(1, len(ratio) + 1),
            ratio,
            dash_of(index) + "o",
            color=colour_of(index),
            markersize=3,
            label=scored.method.word,
        )
    axes.set_ylim(0.0, None)
    axes.set_xlabel(tr("tenths, from the quietest to the busiest cells"))
    axes.set_ylabel(tr("observed ÷ expected"))
    faint_grid(axes, "y")
    lines_below(figure, axes)
    return picture(figure)
