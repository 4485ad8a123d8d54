"""Whether models run away where patrols write the record that they learn from: asked, told, shown in the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...algorithms.forecast.evaluation.feedback import Feedback, FeedbackSettings, feedback
from ...algorithms.forecast.training import Training
from ...algorithms.texts import Text
from ..common.translation import tr
from ..common.wording import listed
from ..framework.unused import tell_unused_without
from ..reports.charts import faint_grid, lines_below, new_chart
from ..reports.page import Part, picture
from .curves import colour_of, dash_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...algorithms.forecast.evaluation.walkforward import Plan
    from ...algorithms.forecast.surroundings import Surroundings
    from ...algorithms.methods import Method
    from ..framework.run import Run


def check_feedback(
    run: Run, methods: Sequence[Method], around: Surroundings, plan: Plan, coverage: float
) -> Feedback | None:
    """The rounds of FEEDBACK_ROUNDS for every model, from the end of the test on; None where they are not asked for.

    run: whose parameters FEEDBACK_ROUNDS, SEED and REPORT are read.
    methods: the models.
    around: the incidents.
    plan: the steps, which tell the end of the record and the training days.
    coverage: percent of the cells that are patrolled.
    """
    tell_unused_without(run, "REPORT", ("FEEDBACK_ROUNDS",))
    rounds = run.integer("FEEDBACK_ROUNDS")
    if not rounds or not run.wanted("REPORT"):
        return None
    training = Training(around.events, plan.train_days, plan.start[-1] + plan.length, around)
    settings = FeedbackSettings(rounds, coverage, seed=run.integer("SEED"))
    return feedback(methods, training, settings, run.control)


def tell_feedback(run: Run, found: Feedback | None) -> None:
    if found is not None:
        run.info(feedback_text(found))


def feedback_text(found: Feedback) -> Text:
    """Which models run away, and which do not."""
    away = [course.word for course in found.courses if course.runs_away]
    steady = [course.word for course in found.courses if not course.runs_away]
    named = {"away": listed(away, len(away)), "steady": listed(steady, len(steady))}
    if not away:
        return Text(
            "Feedback, {rounds:,} weeks in which patrols follow the forecast: no model would run away; what patrols "
            "find makes the forecasts no more unequal than looking more closely at the truly hottest cells explains.",
            rounds=found.settings.rounds,
        )
    return Text(
        "Feedback, {rounds:,} weeks in which patrols follow the forecast: {away} would run away, as what patrols find "
        "makes the forecasts more unequal than looking more closely at the truly hottest cells explains; {steady} "
        "would not."
        if steady
        else "Feedback, {rounds:,} weeks in which patrols follow the forecast: every model would run away ({away}), as "
        "what patrols find makes the forecasts more unequal than looking more closely at the truly hottest cells "
        "explains.",
        rounds=found.settings.rounds,
        **named,
    )


def feedback_parts(found: Feedback, words: Sequence[str]) -> list[Part]:
    """The sentence, a table and a chart. ``words``: of all models of the page, in the order of their colours."""
    settings = found.settings
    rows = [
        (
            course.word, f"{course.gini[0]:.3f}", f"{course.with_patrols:.3f}", f"{course.without:.3f}",
            f"{course.added:+.3f}", f"{course.inevitable:+.3f}", Text("yes") if course.runs_away else Text("no"),
            f"{course.met_first:.1%}", f"{course.met_last:.1%}",
        )
        for course in found.courses
    ]  # fmt: skip
    names = (
        Text("Model"), Text("Gini at first"), Text("at the end"), Text("without discoveries"), Text("added"),
        Text("explained"), Text("runs away"), Text("true incidents in the patrolled cells at first"),
        Text("at the end"),
    )  # fmt: skip
    how = Text(
        "Incidents are drawn week after week by the record's own rates, whose Gini is {truth:.3f}; {reported:.0%} are "
        "reported wherever they happen, and patrols in the hottest {coverage:g} % of the cells discover "
        "{discovered:.0%} of the others. Gini: how unequal the cells are that a model expects, from 0 (all alike) to "
        "1. Explained: what the same discoveries in the truly hottest cells would add. Every model learns from its own "
        "record alone, without other types, and is fitted anew each week, slower ones every tenth. "
        "Few incidents are drawn several times, and what may be noise is no running away.",
        truth=found.truth,
        reported=settings.reported,
        coverage=settings.coverage_percent,
        discovered=settings.discovered,
    )
    parts = [
        Part("text", Text("Where patrols write the record"), text=feedback_text(found)),
        Part("table", Text("How unequal patrols make the forecasts"), names=names, rows=rows, caption=how),
        Part(
            "image",
            Text("Inequality between cells, week by week"),
            Text("Lines of the Gini of what each model expects of the cells, over the weeks."),
            _chart(found, words),
            caption="Patrols follow the forecast. Grey: the true rates.",
        ),
    ]
    if found.not_tried:
        left_out = Text(
            "{words}: not looked at here, as nobody can draw the layers that they learn from for weeks to come.",
            words=listed(list(found.not_tried), len(found.not_tried)),
        )
        parts.append(Part("text", text=left_out))
    return parts


def _chart(found: Feedback, words: Sequence[str]) -> str:
    figure, (axes,) = new_chart(7.0, 3.2)
    axes.axhline(found.truth, color="#BBBBBB", linewidth=3, label=tr("true rates"))
    for course in found.courses:
        index = list(words).index(course.word)
        axes.plot(course.rounds + 1, course.gini, dash_of(index), color=colour_of(index), label=course.word)
    axes.set_xlabel(tr("weeks"))
    axes.set_ylabel(tr("Gini"))
    faint_grid(axes, "y")
    lines_below(figure, axes)
    return picture(figure)
