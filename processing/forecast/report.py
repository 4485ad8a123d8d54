"""The report of a forecast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...algorithms.forecast.models.registry import AUTO
from ...algorithms.texts import Text
from ...algorithms.times.timeclasses import shown_time
from ..common.translation import tr
from ..common.wording import shown
from ..reports.charts import MAIN, faint_grid, new_chart
from ..reports.page import Part, picture, write_page
from .remarks import MANY_EMPTY, close_calls, empty_cells, gain_of, hours_of, not_tested, way_out

if TYPE_CHECKING:
    from ...algorithms.forecast.evaluation.backtest import BackTest
    from ...algorithms.forecast.forecast import Forecast
    from ..framework.run import Run
    from .inputs import Inputs


def write_forecast_report(run: Run, path: str, inputs: Inputs, forecast: Forecast) -> None:
    """The back-test beside the plain count, and the likelihood over the intervals."""
    intervals = inputs.intervals
    test = forecast.test
    headline: list[tuple[str, str]] = [
        (f"{len(inputs.around.places):,}", Text("cells")),
        (
            f"{intervals.number} × {intervals.hours:g} h",
            Text("intervals from {start}", start=shown_time(intervals.start)),
        ),
        (
            f"{forecast.model.expected.sum():.1f}",
            Text("incidents expected in all, learned from {n:,}", n=forecast.learned),
        ),
    ]
    if test is not None:
        headline.append(
            (f"{test.model.hit_rate:.0%}", Text("hit rate in the back-test, PAI {pai:.2f}", pai=test.model.pai))
        )
    of = run.text("TYPES").strip()
    what = Text("Forecast of: {kinds}.", kinds=of) if of else Text("Forecast of incidents of all kinds.")
    parts = [Part("text", text=what), Part("figures", rows=headline)]
    parts += [Part("text", text=note) for note in forecast.notes]
    parts += _back_test_parts(run, test)
    if test is not None and forecast.empty_share > MANY_EMPTY:
        parts.append(Part("warning", text=empty_cells(forecast)))
    parts.append(
        Part(
            "image",
            Text("Expected incidents by interval"),
            Text("Bars of the expected incidents of each interval."),
            _expected_chart(inputs, forecast),
            caption="Incidents that the model expects in all cells together, by the start of the interval.",
        )
    )
    parts.append(Part("text", text=hours_of(intervals, forecast)))
    if forecast.sure is not None:
        parts.append(Part("text", text=close_calls(intervals, forecast)))
    rows = [(name, f"{share:.0%}") for name, share in forecast.model.importance()]
    parts.append(Part("table", Text("What the forecast rests on"), names=(Text("Source"), Text("Share")), rows=rows))
    write_page(run, path, Text("Forecast"), parts)


def _back_test_parts(run: Run, test: BackTest | None) -> list[Part]:
    """The model beside the plain count, and what the figures mean."""
    if test is None:
        none = Text("There was none: at least 28 days of incidents before the start are needed.")
        return [Part("warning", Text("Back-test"), none)]
    rows = [
        (
            score.name, Text("{hits:,.1f} of {events:,}", hits=score.hits, events=score.events),
            f"{score.hit_rate:.1%}", f"{score.low:.1%} – {score.high:.1%}", f"{score.pai:.2f}", shown(score.auc, ".3f"),
        )
        for score in (test.model, *test.others, test.baseline)
    ]  # fmt: skip
    names = (Text("Method"), Text("Hits"), Text("Hit rate"), "95 %", "PAI", "AUC")
    explanation = Text(
        "Every week from {start} to {end} was forecast from what lay before it. Hotspots are {coverage_percent:g} % of "
        "the cells; a hit is an incident in a hotspot of its interval, and a part of one where cells share the last "
        "hot place. PAI is the hit rate divided by the share of the area; AUC 0.5 is chance. count_ties is the count "
        "with ties broken by the incidents of all types: the rival that a model has to beat.",
        start=shown_time(test.start),
        end=shown_time(test.end),
        coverage_percent=test.coverage_percent,
    )
    parts = [Part("table", Text("Back-test"), names=names, rows=rows), Part("text", text=explanation)]
    if test.untested:
        parts.append(Part("text", text=not_tested(test)))
    if run.word("MODEL") == AUTO:
        text = Text(
            "{model} was taken because it hit most in these weeks; chosen on them, it will do a little worse in "
            "others.",
            model=test.model.name,
        )
        parts.append(Part("text", text=text))
    beside = Text("{model} beside the plain count: {gain}.", model=test.model.name, gain=gain_of(test))
    parts.append(Part("warning" if test.gain.is_worse else "text", text=beside))
    if test.gain.is_worse:
        parts.append(Part("text", text=way_out(test, run.label("MODEL"))))
    return parts


def _expected_chart(inputs: Inputs, forecast: Forecast) -> str:
    figure, (axes,) = new_chart(7.0, 2.6)
    starts = [shown_time(start)[5:].replace(" ", "\n") for start in inputs.intervals.starts]
    axes.bar(range(len(starts)), forecast.model.expected.sum(axis=0), color=MAIN)
    every = -(-len(starts) // 14)
    axes.set_xticks(range(0, len(starts), every), starts[::every], fontsize=8)
    axes.set_ylabel(tr("incidents"))
    faint_grid(axes, "y")
    return picture(figure)
