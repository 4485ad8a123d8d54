"""The report of a risk grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.figure import Figure

from .reports import COLOURS, Part, picture, shown, write_page

if TYPE_CHECKING:
    from ..algorithms.surface import RiskSurface
    from .run import Run


def write_risk_report(run: Run, path: str, surface: RiskSurface) -> None:
    """Map of the risk, formula, correlations of the facilities."""
    cells, incidents = int(surface.grid.mask.sum()), int(surface.count.sum())
    size = surface.grid.cell_size_m
    parts = [
        Part(
            "text", text=f"{cells:,} cells of {size:g} m, {incidents:,} incidents. The risk of a cell runs from 0 to 1."
        ),
        Part("image", "Risk", "Map of the risk", _risk_map(surface)),
        Part("formula", "How it is computed", surface.formula()),
    ]
    if surface.environment is not None:
        rows = [
            (
                item.facility,
                f"{item.count:,}",
                shown(item.pearson, ".3f"),
                shown(item.p_value, ".3g"),
                f"{item.weight:.3f}",
            )
            for item in surface.environment.correlations
        ]
        names = ("Facility", "Number", "Correlation with incidents", "p-value", "Weight used")
        parts.append(Part("table", "Facilities", names=names, rows=rows))
        parts.append(
            Part("text", text="Only correlations with p < 0.05 count; a facility's weight is its correlation.")
        )
    write_page(run, path, "Risk grid", parts)


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
    return picture(figure)
