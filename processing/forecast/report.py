"""The report of a forecast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..reports.charts import MAIN, faint_grid, new_chart
from ..reports.page import Part, picture, write_page

if TYPE_CHECKING:
    import numpy as np

    from ...algorithms.forecast.forecast import Forecast
    from ..framework.run import Run
    from .inputs import Inputs


def write_forecast_report(run: Run, path: str, inputs: Inputs, forecast: Forecast) -> None:
    """The back-test beside the plain count, and the likelihood over the intervals."""
    intervals = inputs.intervals
    test = forecast.test
    headline = [
        (f"{inputs.events.cells:,}", "cells"),
        (f"{intervals.number} × {intervals.hours:g} h", f"intervals from {_moment(intervals.start)}"),
        (f"{forecast.model.expected.sum():.1f}", "incidents expected in all"),
    ]
    if test is not None:
        headline.append((f"{test.model.hit_rate:.0%}", f"hit rate in the back-test, PAI {test.model.pai:.2f}"))
    parts = [Part("figures", rows=headline)]
    if test is None:
        parts.append(
            Part("warning", "Back-test", "There was none: at least 28 days of incidents before the start are needed.")
        )
    else:
        rows = [
            (
                score.name, f"{score.hits:,} of {score.events:,}", f"{score.hit_rate:.1%}",
                f"{score.low:.1%} – {score.high:.1%}", f"{score.pai:.2f}", f"{score.auc:.3f}",
            )
            for score in (test.model, test.baseline)
        ]  # fmt: skip
        names = ("Method", "Hits", "Hit rate", "95 %", "PAI", "AUC")
        parts.append(Part("table", "Back-test", names=names, rows=rows))
        explanation = (
            f"Forecast of {_moment(test.start)} to {_moment(test.end)} from what lies before. Hotspots are "
            f"{test.coverage_percent:g} % of the cells; a hit is an incident in a hotspot of its interval. PAI is the "
            "hit rate divided by the share of the area; AUC 0.5 is chance."
        )
        parts.append(Part("text", text=explanation))
        if test.model.hit_rate < test.baseline.hit_rate:
            parts.append(Part("warning", text="The plain count of past incidents hit more often than this model."))
    parts.append(
        Part(
            "image",
            "Expected incidents by interval",
            "Bars of the expected incidents of each interval.",
            _expected_chart(inputs, forecast),
            caption="Incidents that the model expects in all cells together, by the start of the interval.",
        )
    )
    rows = [(name, f"{share:.0%}") for name, share in forecast.model.importance()]
    parts.append(Part("table", "What the forecast rests on", names=("Source", "Share"), rows=rows))
    write_page(run, path, "Forecast", parts)


def _moment(time: np.datetime64) -> str:
    """2024-05-31 22:15."""
    return str(time.astype("datetime64[m]")).replace("T", " ")


def _expected_chart(inputs: Inputs, forecast: Forecast) -> str:
    figure, (axes,) = new_chart(7.0, 2.6)
    starts = [_moment(start)[5:].replace(" ", "\n") for start in inputs.intervals.starts]
    axes.bar(range(len(starts)), forecast.model.expected.sum(axis=0), color=MAIN)
    every = -(-len(starts) // 14)
    axes.set_xticks(range(0, len(starts), every), starts[::every], fontsize=8)
    axes.set_ylabel("incidents")
    faint_grid(axes, "y")
    return picture(figure)
