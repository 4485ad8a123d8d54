"""Reports: one self-contained HTML page, charts by matplotlib, layout by Jinja2."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from jinja2 import Environment, FileSystemLoader
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from qgis.core import QgsProcessingException

from .messages import CHECK_FOLDER
from .records import run_record

if TYPE_CHECKING:
    from ..algorithms.forecast import Forecast
    from ..algorithms.surface import RiskSurface, SurfaceSettings
    from .predictcrime import Inputs
    from .run import Run

TEMPLATES = Path(__file__).resolve().parent / "templates"
# Dark is much; reads in grey and for colour-blind eyes.
COLOURS = "inferno_r"


@dataclass(frozen=True)
class Part:
    """One piece of a page: kind text, formula, warning, image or table."""

    kind: str
    heading: str = ""
    text: str = ""
    data: str = ""
    names: tuple[str, ...] = ()
    rows: list[tuple[str, ...]] = field(default_factory=list)


def write_risk_report(run: Run, path: str, surface: RiskSurface, settings: SurfaceSettings) -> None:
    """Map of the risk, formula, correlations of the facilities."""
    cells, incidents = int(surface.grid.mask.sum()), int(surface.count.sum())
    size = surface.grid.cell_size_m
    parts = [
        Part(
            "text", text=f"{cells:,} cells of {size:g} m, {incidents:,} incidents. The risk of a cell runs from 0 to 1."
        ),
        Part("image", "Risk", "Map of the risk", _risk_map(surface)),
        Part("formula", "How it is computed", surface.formula(settings)),
    ]
    if surface.environment is not None:
        rows = [
            (
                item.facility,
                f"{item.count:,}",
                _figure(item.pearson, ".3f"),
                _figure(item.p_value, ".3g"),
                f"{item.weight:.3f}",
            )
            for item in surface.environment.correlations
        ]
        names = ("Facility", "Number", "Correlation with incidents", "p-value", "Weight used")
        parts.append(Part("table", "Facilities", names=names, rows=rows))
        parts.append(
            Part("text", text="Only correlations with p < 0.05 count; a facility's weight is its correlation.")
        )
    _write(run, path, "Risk grid", parts)


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
    _write(run, path, "Forecast", parts)


def _risk_map(surface: RiskSurface) -> str:
    grid = surface.grid
    figure = Figure(figsize=(8, 8 * min(max(grid.rows / grid.cols, 0.3), 1.4)))
    axes = figure.subplots()
    km = grid.cell_size_m / 1000.0
    values = np.where(grid.mask, surface.risk, np.nan)
    image = axes.imshow(values, cmap=COLOURS, vmin=0, vmax=1, extent=(0, grid.cols * km, 0, grid.rows * km))
    axes.set_xlabel("km")
    axes.set_ylabel("km")
    figure.colorbar(image, label="Risk", shrink=0.7)
    return _png(figure)


def _expected_chart(inputs: Inputs, forecast: Forecast) -> str:
    figure = Figure(figsize=(8, 3))
    axes = figure.subplots()
    starts = [str(start.astype("datetime64[m]"))[5:].replace("T", "\n") for start in inputs.intervals.starts]
    axes.bar(range(len(starts)), forecast.model.expected.sum(axis=0), color="#0072B2")
    every = max(1, len(starts) // 12)
    axes.set_xticks(range(0, len(starts), every), starts[::every], fontsize=8)
    axes.set_ylabel("incidents")
    axes.spines[["top", "right"]].set_visible(False)
    return _png(figure)


def _png(figure: Figure) -> str:
    buffer = io.BytesIO()
    FigureCanvasAgg(figure).print_figure(buffer, format="png", dpi=110, bbox_inches="tight")
    return base64.b64encode(buffer.getvalue()).decode("ascii")


def _figure(value: float, form: str) -> str:
    return "–" if value != value else format(value, form)


def _write(run: Run, path: str, title: str, parts: list[Part]) -> None:
    environment = Environment(loader=FileSystemLoader(str(TEMPLATES)), autoescape=True)
    record: dict[str, Any] = run_record(run)
    page = environment.get_template("report.html").render(title=title, parts=parts, record=record)
    try:
        Path(path).write_text(page, encoding="utf-8")
    except OSError as error:
        raise QgsProcessingException(
            f"{run.label('REPORT')}: {path} cannot be written ({error.strerror}). {CHECK_FOLDER}"
        ) from error
