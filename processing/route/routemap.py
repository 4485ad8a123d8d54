"""The map of a route's page: the way over the roads, with numbered stops."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patheffects import withStroke

from ..common.translation import tr
from ..reports.charts import ACCENT, MAIN, new_chart
from ..reports.page import picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ...algorithms.roads.network import RoadNetwork
    from ..framework.run import Run
    from .inputs import Inputs
    from .outputs import Result

_ROAD = "#DADADA"
# More roads than these are a grey ground on a page.
_MOST_ROADS = 40_000
# An arrow for so much of the map's longer side.
_ARROW_EVERY = 0.12
# More numbers than these cover each other; the route itself shows.
_MOST_NUMBERS = 80
# Ways with arrows; and visits to one stop whose numbers stand there.
_MOST_ARROWED, _MOST_BESIDE = 120, 5
_FLATTEST, _TALLEST = 0.45, 1.2
_MARGIN = 0.06


def route_map(run: Run, inputs: Inputs, result: Result) -> str:
    """The route over the roads, in km from the lower left corner, as a picture for a report."""
    task = result.task
    seen = [visit.stop for visit in result.route.visits]
    ends = [place for place in (task.settings.start, task.settings.last_place) if place is not None]
    left = [skip.stop for skip in result.route.skipped if not task.problem.travel.too_far[skip.stop]]
    shown = np.array([*seen, *ends], dtype=np.int64)
    every = np.concatenate([np.column_stack([task.x[shown], task.y[shown]]), *result.plan.ways])
    low, high = every.min(axis=0), every.max(axis=0)
    margin = max(float((high - low).max()) * _MARGIN, 100.0)
    low, high = low - margin, high + margin
    size = (high - low) / 1000.0
    tall = float(np.clip(size[1] / size[0], _FLATTEST, _TALLEST))
    figure, (axes,) = new_chart(7.0, 6.3 * tall + 0.7)
    if inputs.network is not None:
        _draw_roads(axes, inputs.network, low, high)
    run.control.check()
    # Who comes back takes the same way more than once.
    ways = {(leg.start, leg.end, leg.hour): way for leg, way in zip(result.route.legs, result.plan.ways)}
    for drawn, way in enumerate(ways.values()):
        _draw_way(axes, (way - low) / 1000.0, float(size.max()), drawn < _MOST_ARROWED)
    places = (np.column_stack([task.x, task.y]) - low) / 1000.0
    left = [stop for stop in left if ((places[stop] > 0) & (places[stop] < size)).all()]
    if left:
        axes.plot(*places[left].T, "x", color="#777777", markersize=6, zorder=5, label=tr("Not on the route"))
    numbers: dict[int, list[str]] = {}
    for number, stop in enumerate(seen, start=1):
        numbers.setdefault(stop, []).append(str(number))
    for stop, first in list(numbers.items())[:_MOST_NUMBERS]:
        _draw_stop(axes, places[stop], first)
    for place in dict.fromkeys(ends):
        word = tr("Start") if place == task.settings.start else tr("End")
        axes.plot(*places[place], "s", color=ACCENT, markersize=9, markeredgecolor="white", zorder=8)
        axes.annotate(
            word, places[place], (7, -11), textcoords="offset points", fontsize=8, color=ACCENT, weight="bold",
            zorder=9,
        )  # fmt: skip
    axes.set_aspect("equal")
    axes.set_xlim(0, size[0])
    axes.set_ylim(0, size[1])
    axes.set_xlabel("km")
    axes.set_ylabel("km")
    if left:
        figure.legend(loc="upper center", bbox_to_anchor=(0.5, 0.0), ncol=2, fontsize=8, frameon=False)
    return picture(figure)


def _draw_roads(axes: Axes, network: RoadNetwork, low: np.ndarray, high: np.ndarray) -> None:
    """The roads within a frame, faint."""
    ends = network.vertex_xy[network.first_vertex], network.vertex_xy[network.last_vertex]
    inside = np.zeros(network.edges, dtype=bool)
    for end in ends:
        inside |= ((end >= low) & (end <= high)).all(axis=1)
    edges = np.flatnonzero(inside)
    if len(edges) > _MOST_ROADS:
        return
    lines = [
        (network.vertex_xy[first : last + 1] - low) / 1000.0
        for first, last in zip(network.first_vertex[edges], network.last_vertex[edges])
    ]
    axes.add_collection(LineCollection(lines, colors=_ROAD, linewidths=0.6, zorder=1))


def _draw_way(axes: Axes, way: np.ndarray, size: float, arrowed: bool) -> None:
    """A leg, perhaps with arrows along it."""
    axes.plot(*way.T, color="white", linewidth=3.4, zorder=3, solid_capstyle="round")
    axes.plot(*way.T, color=MAIN, linewidth=1.8, zorder=4, solid_capstyle="round")
    step = np.hypot(*np.diff(way, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(step)])
    if not arrowed or along[-1] < size * 0.03:
        return
    count = max(1, int(along[-1] / (size * _ARROW_EVERY)))
    middles = along[-1] * (np.arange(count) + 0.5) / count
    tips = np.column_stack([np.interp(middles, along, way[:, axis]) for axis in (0, 1)])
    at = np.clip(np.searchsorted(along, middles, side="right") - 1, 0, len(step) - 1)
    heading = way[at + 1] - way[at]
    for tip, towards in zip(tips, heading / np.maximum(np.hypot(*heading.T), 1e-12)[:, None]):
        axes.annotate(
            "", tip + towards * size * 0.01, tip - towards * size * 0.01, zorder=6,
            arrowprops={"arrowstyle": "-|>", "color": MAIN, "lw": 0, "mutation_scale": 17},
        )  # fmt: skip


def _draw_stop(axes: Axes, at: np.ndarray, numbers: list[str]) -> None:
    """A stop with the number of its first visit, those of the others beside it."""
    axes.plot(*at, "o", color="white", markeredgecolor=MAIN, markeredgewidth=1.4, markersize=14, zorder=7)
    axes.annotate(numbers[0], at, ha="center", va="center", fontsize=7.5, weight="bold", color="#222222", zorder=8)
    if len(numbers) > 1:
        more = ["…"] if len(numbers) > _MOST_BESIDE else []
        beside = {"textcoords": "offset points", "fontsize": 7, "color": "#222222", "zorder": 8}
        outline = [withStroke(linewidth=2.0, foreground="white")]
        axes.annotate(", ".join([*numbers[1:_MOST_BESIDE], *more]), at, (9, 4), path_effects=outline, **beside)
