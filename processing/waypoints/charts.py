"""The pictures of the report of way-points: the elbow, the map, and the probabilities by day and hour."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.patheffects import withStroke

from ..common.translation import tr
from ..framework.dress import COLOURS as CATEGORIES
from ..reports.charts import ACCENT, MAIN, REST, faint_grid, new_chart, title
from ..reports.page import COLOURS, picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ...algorithms.waypoints.clusters import Elbow
    from ...algorithms.waypoints.probabilities import Probabilities
    from .inputs import Inputs
    from .outputs import Result

_FONT = 9
# More points than these no one tells apart: a sample is drawn, every so many.
_MOST_POINTS = 20_000
# A cluster has a picture of its own up to so many; beyond, the largest have.
MOST_PICTURES = 24
_COLUMNS = 3
_DAYS = 7


def elbow_chart(elbow: Elbow, chosen: int, by_elbow: bool) -> str:
    """Inertia by number of clusters, its chord, and the number chosen: a picture.

    elbow: the curve.
    chosen: the number of clusters.
    by_elbow: whether it was chosen by the curve.
    """
    figure, (axes,) = new_chart(6.0, 3.6)
    number, inertia = np.arange(1, len(elbow.inertia) + 1), elbow.inertia / 1e6
    faint_grid(axes, "y")
    if by_elbow:
        axes.plot(number[[0, -1]], inertia[[0, -1]], color=REST, linestyle="--", label=tr("chord"))
        chord = np.linspace(inertia[0], inertia[-1], len(inertia))[chosen - 1]
        axes.plot([chosen, chosen], [inertia[chosen - 1], chord], color=ACCENT, linewidth=1.5)
    axes.plot(number, inertia, "o-", color=MAIN, markersize=4, label=tr("inertia"))
    axes.plot([chosen], [inertia[chosen - 1]], "D", color=ACCENT, markersize=9, label=tr("chosen"))
    axes.annotate(f"k = {chosen}", (chosen, inertia[chosen - 1]), xytext=(9, 9), textcoords="offset points")
    axes.set_xticks(number if len(number) <= 20 else number[:: -(-len(number) // 20)])
    axes.set_xlabel(tr("Clusters (k)"))
    axes.set_ylabel(tr("Inertia (km²)"))
    axes.set_ylim(bottom=0)
    axes.yaxis.set_major_formatter("{x:,.6g}")
    axes.legend(loc="upper right", fontsize=_FONT, frameon=False)
    return picture(figure)


def waypoint_map(inputs: Inputs, result: Result) -> str:
    """Incidents by cluster, hotspots, predicted points and the numbered way-points: a picture, north up."""
    found = result.found
    every = max(1, -(-len(inputs.x) // _MOST_POINTS))
    xy = np.column_stack([inputs.x, inputs.y])[::every]
    both = np.vstack([xy, found.point])
    origin, extent = both.min(axis=0), np.ptp(both, axis=0)
    figure, (axes,) = new_chart(7.0, 6.0 * min(max(extent[1] / max(extent[0], 1e-9), 0.45), 1.0) + 0.6)
    colours = np.array([*CATEGORIES])[found.clusters.of[::every] % len(CATEGORIES)]
    size = 14.0 if len(xy) < 2000 else 5.0
    axes.scatter(*((xy - origin) / 1000.0).T, s=size, c=colours, alpha=0.35, linewidths=0)
    hotspot, predicted, point = ((one - origin) / 1000.0 for one in (found.hotspot, found.predicted, found.point))
    for start, end in zip(hotspot, predicted):
        axes.plot(*np.array([start, end]).T, color="#555555", linewidth=0.8, zorder=3)
    halo = {"edgecolors": "white", "linewidths": 0.8}
    axes.scatter(*hotspot.T, s=46, c=ACCENT, marker="D", zorder=4, label=tr("hotspot"), **halo)
    axes.scatter(*predicted.T, s=46, c="#333333", marker="X", zorder=4, label=tr("predicted point"), **halo)
    axes.scatter(*point.T, s=190, c="white", edgecolors="#111111", linewidths=1.4, zorder=5, label=tr("way-point"))
    for number, place in enumerate(point, start=1):
        text = [withStroke(linewidth=1.5, foreground="white")]
        axes.annotate(
            str(number), place, ha="center", va="center", fontsize=8, weight="bold", path_effects=text, zorder=6
        )
    axes.set_aspect("equal")
    axes.margins(0.05)
    axes.set_xlabel("km")
    axes.set_ylabel("km")
    figure.legend(loc="upper center", bbox_to_anchor=(0.5, 0.0), ncol=3, fontsize=_FONT, frameon=False)
    return picture(figure)


def probability_charts(probabilities: Probabilities, days: tuple[str, ...]) -> str:
    """P by day and hour for each cluster, all in one scale: a picture of small pictures. ``days``: their names."""
    prob = probabilities.prob
    shown = min(prob.shape[2], MOST_PICTURES)
    columns = min(_COLUMNS, shown)
    rows = -(-shown // columns)
    figure, axes = new_chart(7.2, 0.75 + 1.25 * rows, rows, columns)
    nothing = probabilities.total == 0
    highest = max(float(prob.max()), 1e-9)
    for number, one in enumerate(axes):
        if number >= shown:
            one.set_axis_off()
            continue
        values = np.ma.array(prob[:, :, number], mask=nothing)
        drawn = one.imshow(values, cmap=COLOURS, vmin=0.0, vmax=highest, aspect="auto", interpolation="nearest")
        one.set_facecolor("#E4E4E4")
        title(one, tr("Cluster {number}", number=number + 1))
        _label(one, probabilities, days, number % columns == 0)
    key = figure.colorbar(drawn, ax=axes, shrink=min(1.0, 1.8 / rows), fraction=0.03, pad=0.01)
    key.ax.tick_params(labelsize=8)
    key.set_label(tr("probability"), fontsize=8)
    return picture(figure)


def _label(axes: Axes, probabilities: Probabilities, days: tuple[str, ...], with_days: bool) -> None:
    hours = probabilities.hours
    every = 6 if len(hours) > 8 else 2
    axes.set_xticks(np.arange(0, len(hours), every), [f"{hour}" for hour in hours[::every]], fontsize=7)
    axes.set_yticks(np.arange(_DAYS), days if with_days else [""] * _DAYS, fontsize=7)
    axes.tick_params(length=2)
