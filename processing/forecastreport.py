"""The report of a forecast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from .reports import Part, picture, write_page

if TYPE_CHECKING:
    from ..algorithms.forecast import Forecast
    from .predictcrime import Inputs
    from .run import Run


def write_forecast_report(run: Run, path: str, inputs: Inputs, forecast: Forecast) -> None:
    """The back-test beside the plain count, and the likelihood over the intervals."""
    intervals = inputs.intervals
    length = f"{intervals.number} intervals of {intervals.hours:g} hours from {intervals.start}"
    parts = [Part("text", text=f"{inputs.events.cells:,} cells, {length}.")]
    test = forecast.test
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
            f"Forecast of {test.start} to {test.end} from what lies before. Hotspots are {test.coverage_percent:g} % "
            "of the cells; a hit is an incident in a hotspot of its interval. PAI is the hit rate divided by the share "
            "of the area; AUC 0.5 is chance."
        )
        parts.append(Part("text", text=explanation))
        if test.model.hit_rate < test.baseline.hit_rate:
            parts.append(Part("warning", text="The plain count of past incidents hit more often than this model."))
    parts.append(
        Part(
            "image",
            "Expected incidents by interval",
            "Expected incidents by interval",
            _expected_chart(inputs, forecast),
        )
    )
    rows = [(name, f"{share:.0%}") for name, share in forecast.model.importance()]
    parts.append(Part("table", "What the forecast rests on", names=("Source", "Share"), rows=rows))
    write_page(run, path, "Forecast", parts)


def _expected_chart(inputs: Inputs, forecast: Forecast) -> str:
    figure = Figure(figsize=(8, 3))
    axes = figure.subplots()
    starts = [str(start.astype("datetime64[m]"))[5:].replace("T", "\n") for start in inputs.intervals.starts]
    axes.bar(range(len(starts)), forecast.model.expected.sum(axis=0), color="#0072B2")
    every = max(1, len(starts) // 12)
    axes.set_xticks(range(0, len(starts), every), starts[::every], fontsize=8)
    axes.set_ylabel("incidents")
    axes.spines[["top", "right"]].set_visible(False)
    return picture(figure)
