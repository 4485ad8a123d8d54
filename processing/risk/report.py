"""The report of a risk grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.cells.hexgrid import HexagonGrid
from ...algorithms.texts import Text, joined
from ...algorithms.times.timeclasses import shown_time
from ..common.translation import tr
from ..common.wording import shown
from ..reports.charts import new_chart, title
from ..reports.page import COLOURS, Part, picture, write_page
from .facilitiesreport import environment_parts

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ...algorithms.cells.grid import Grid
    from ...algorithms.control import Control
    from ...algorithms.risk.surface import RiskSurface
    from ..framework.run import Run
    from .inputs import Inputs

# The longer side of a map; finer cells than its pixels could not be told apart.
_MAP_PIXELS = 900
_SMALL_MAPS_A_ROW = 3
# Height of a map by its width.
_FLATTEST, _TALLEST = 0.35, 1.3


def write_risk_report(run: Run, path: str, surface: RiskSurface, inputs: Inputs) -> None:
    """Headline, map of the risk, maps and weights of the cases, formula, what the facilities say."""
    grid = surface.grid
    inside = surface.count[grid.mask]
    areas = inputs.cell_areas_m2()
    km2 = (len(inside) * grid.cell_area_m2 if areas is None else float(areas[grid.mask].sum())) / 1e6
    squares = Text("squares of {size:g} m", size=grid.cell_size_m)
    hexagons = Text("hexagons of {size:g} m", size=grid.cell_size_m)
    parts = [
        Part(
            "figures",
            rows=[
                (f"{len(inside):,}", hexagons if isinstance(grid, HexagonGrid) else squares),
                (f"{km2:,.1f} km²", Text("in all of them")),
                (f"{int(inside.sum()):,}", Text("incidents")),
                (f"{(inside == 0).mean():.0%}", Text("of the cells without any")),
            ],
        ),
        Part(
            "image",
            Text("Risk"),
            Text("Map of the risk of all times"),
            _risk_map(surface),
            caption=Text("Risk of all times, on a scale from 0 to 1. North is up."),
        ),
    ]
    if len(surface.cases) > 1:
        parts.append(
            Part(
                "image",
                Text("Risk by case"),
                Text("Small maps of the risk in each case"),
                _case_maps(surface, run.control),
                caption=Text("Each case is scaled by itself: a dark cell is among the riskiest of its own times."),
            )
        )
        parts.append(_case_table(surface))
    parts.append(Part("formula", Text("How it is computed"), surface.formula()))
    parts.append(Part("text", text=_origin(run, inputs)))
    parts += [Part("text", text=text) for text in _remarks(surface)]
    if surface.environment is not None:
        parts += environment_parts(surface.environment)
    write_page(run, path, Text("Risk grid"), parts)


def _origin(run: Run, inputs: Inputs) -> str:
    """Which incidents and which CRS the figures rest on."""
    texts = [Text("{n:,} incidents used, {skipped:,} left out", n=len(inputs.incidents), skipped=run.counts.skipped)]
    if run.counts.of("outside_period"):
        texts.append(Text("{n:,} outside the period chosen", n=run.counts.of("outside_period")))
    time, end = inputs.incidents.time, inputs.incidents.end
    if time is not None:
        texts.append(Text("from {first} to {last}", first=shown_time(time.min()), last=shown_time(time.max())))
    if end is not None:
        texts.append(
            Text("{n:,} of an unknown moment, shared among the cases of their interval", n=int((end > time).sum()))
        )
    return Text(
        "{texts}. Computed in {crs} ({name}), in metres.",
        texts=joined(texts, "; "),
        crs=inputs.crs.authid(),
        name=inputs.crs.description(),
    )


def _case_table(surface: RiskSurface) -> Part:
    """How much of the incidents' weight falls into each case, and how dense in time that is."""
    total = float(surface.case_weight[:, surface.grid.mask].sum())
    rows = []
    for case, weight in zip(surface.cases, surface.case_weight):
        sum_ = float(weight[surface.grid.mask].sum())
        share = sum_ / total if total else float("nan")
        # 1 would be the same at all times.
        pace = share / (case.hours_a_week / (7 * 24))
        rows.append((case.title, f"{sum_:,.1f}", shown(share, ".1%"), f"{case.hours_a_week:g}", shown(pace, ".2f")))
    names = (
        Text("Case"), Text("Weight of incidents"), Text("Share"), Text("Hours a week"), Text("Times the average hour"),
    )  # fmt: skip
    return Part("table", Text("Weight by case"), names=names, rows=rows)


def _remarks(surface: RiskSurface) -> list[str]:
    settings = surface.settings
    texts: list[str] = [Text("scaled(…) runs from 0 at the least to 1 at the greatest value within the study area.")]
    if settings.has_kernel:
        texts.append(
            Text(
                "The {kernel} kernel: K(d, h) = {kernel_formula}.",
                kernel=settings.kernel,
                kernel_formula=surface.kernel_formula,
            )
        )
    if settings.method == "adaptive":
        texts.append(
            Text(
                "Adaptive, in two stages: a pilot density of fixed bandwidth h, then hᵢ = h · (G / pilot density "
                "at i)^0.5 for each incident i, G the geometric mean of the pilot densities (Abramson 1982)."
            )
        )
    if surface.edge_corrected:
        texts.append(
            Text(
                "Edge-corrected: each kernel's value is divided by the share of such a kernel around the cell "
                "that lies inside the study area (Diggle 1985)."
            )
        )
    if settings.half_life_days > 0:
        texts.append(
            Text(
                "An incident counts half after {half_life_days:g} days, counted back from the end of the period, or "
                "else from the last incident.",
                half_life_days=settings.half_life_days,
            )
        )
    return texts


def _risk_map(surface: RiskSurface) -> str:
    figure, (axes,) = new_chart(7.0, 6.0 * _tallness(surface.grid) + 0.5)
    image = _draw(axes, surface.grid, surface.risk)
    axes.set_xlabel("km")
    axes.set_ylabel("km")
    figure.colorbar(image, ax=axes, label=tr("Risk"), shrink=0.7)
    return picture(figure)


def _case_maps(surface: RiskSurface, control: Control) -> str:
    across = min(_SMALL_MAPS_A_ROW, len(surface.cases))
    down = -(-len(surface.cases) // across)
    width = 7.0 / across
    figure, every = new_chart(7.0, down * (width * _tallness(surface.grid) + 0.3), down, across)
    for axes in every[len(surface.cases) :]:
        axes.set_visible(False)
    for axes, case, values in zip(every, surface.cases, surface.case_risk):
        control.check()
        _draw(axes, surface.grid, values)
        axes.set_xticks([])
        axes.set_yticks([])
        title(axes, "\n".join(tr(case.title).rsplit(", ", 1)))
        axes.title.set_fontsize(8)
    return picture(figure)


def _extent(grid: Grid) -> tuple[float, float, float, float]:
    """West, north, height and width of the study area's cells, metres."""
    x, y = grid.centres()
    half = 0.6 * grid.cell_size_m
    return x.min() - half, y.max() + half, np.ptp(y) + 2 * half, np.ptp(x) + 2 * half


def _tallness(grid: Grid) -> float:
    """How high the map of a grid is by its width, within what a page has room for."""
    _, _, height, width = _extent(grid)
    return min(max(height / width, _FLATTEST), _TALLEST)


def _draw(axes: Axes, grid: Grid, values: np.ndarray) -> object:
    """The values of the cells, of whatever shape, looked up at the pixels of a picture."""
    west, north, height, width = _extent(grid)
    pixel = max(height, width) / _MAP_PIXELS
    x = west + pixel * (np.arange(int(width / pixel)) + 0.5)
    y = north - pixel * (np.arange(int(height / pixel)) + 0.5)
    cell = grid.cell_index(*(places.ravel() for places in np.meshgrid(x, y)))
    pixels = np.where(cell >= 0, values.ravel()[cell], np.nan).reshape(len(y), len(x))
    extent = (0, width / 1e3, 0, height / 1e3)
    axes.set_aspect("equal")
    for spine in axes.spines.values():
        spine.set_visible(False)
    return axes.imshow(pixels, cmap=COLOURS, vmin=0, vmax=1, extent=extent, interpolation="nearest")
