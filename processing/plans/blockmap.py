"""The pictures of a plan in blocks: its areas on the streets, and everybody's blocks by the clock."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection

from ..framework.dress import COLOURS as CATEGORIES
from ..layers.geometries import rings_of
from ..layers.reading import read_lines
from ..reports.charts import REST, faint_grid, new_chart, shortened
from ..reports.page import picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from qgis.core import QgsCoordinateReferenceSystem, QgsVectorLayer

    from ..framework.run import Run
    from .briefing import Stay
    from .inputs import Inputs

_STREET, _ROUTE_OPACITY = "#C8C8C8", 0.5
# Around the areas, as a share of their box.
_ROOM = 0.06


def colours_of(officers: list[str]) -> dict[str, str]:
    """Everybody's colour, as on the map."""
    return {officer: CATEGORIES[number % len(CATEGORIES)] for number, officer in enumerate(officers)}


def clock_chart(stays: dict[str, list[Stay]], start: datetime, hours: float) -> str:
    """Everybody's blocks as bars from the start of the shift to its end, each with its area's letter: a picture.

    ``stays``: by officer. What is left between two bars is free, or the way to the next.
    """
    figure, (axes,) = new_chart(7.0, 0.6 + 0.42 * len(stays))
    colours = colours_of(list(stays))
    for row, (officer, blocks) in enumerate(stays.items()):
        for block in blocks:
            begin, end = ((moment - start).total_seconds() / 3600 for moment in (block.begin, block.end))
            axes.barh(row, end - begin, left=begin, height=0.72, color=colours[officer], edgecolor="white")
            if block.letter:
                axes.text((begin + end) / 2, row, block.letter, ha="center", va="center", color="white", weight="bold")
    step = max(1, round(hours / 12))
    ticks = np.arange(0, hours + 0.01, step)
    axes.set_xticks(ticks, [f"{start + timedelta(hours=float(tick)):%H:%M}" for tick in ticks])
    axes.set_yticks(range(len(stays)), [shortened(officer) for officer in stays])
    axes.set_xlim(0, hours)
    axes.invert_yaxis()
    faint_grid(axes, "x")
    return picture(figure)


def areas_map(run: Run, inputs: Inputs, layers: dict[str, QgsVectorLayer], stays: dict[str, list[Stay]]) -> str:
    """The areas with their letters in their officers' colours, the stops and the routes, over the streets: a picture.

    run: its roads are drawn, where it has any.
    inputs: of the plan.
    layers: AREAS, VISITS, ROUTES, and OFFICERS where the plan has made them.
    stays: by officer, in the order of the colours.
    """
    box = layers["AREAS"].extent()
    box.grow(_ROOM * max(box.width(), box.height(), 1.0))
    origin = np.array([box.xMinimum(), box.yMinimum()])
    figure, (axes,) = new_chart(7.0, 0.3 + 6.6 * min(max(box.height() / box.width(), 0.5), 1.1))
    _draw_streets(axes, run, inputs.crs, origin)
    colours = colours_of(list(stays))
    _draw_routes(axes, layers["ROUTES"], colours, origin)
    for area in layers["AREAS"].getFeatures():
        colour = colours.get(str(area["officer"]), REST)
        is_used = area["blocks"] > 0
        rings = rings_of([area.geometry()], run.control)
        corners = (rings.xy[rings.offsets[0] : rings.offsets[1]] - origin) / 1000.0
        style = {"facecolors": colour, "edgecolors": colour, "linestyles": "-" if is_used else ":"}
        axes.add_collection(PolyCollection([corners], alpha=0.35 if is_used else 0.12, zorder=3, **style))
        place = area.geometry().centroid().asPoint()
        letter = {"size": 13 if is_used else 9, "weight": "bold", "color": "#000000" if is_used else "#777777"}
        at = (np.array([place.x(), place.y()]) - origin) / 1000.0
        axes.text(*at, str(area["area"]), ha="center", va="center", zorder=6, **letter)
    for visit in layers["VISITS"].getFeatures():
        stop = visit.geometry().asPoint()
        colour = colours.get(str(visit["officer"]), REST)
        at = (np.array([stop.x(), stop.y()]) - origin) / 1000.0
        axes.plot(*at, "o", markersize=4.0, color=colour, markeredgecolor="white", markeredgewidth=0.6, zorder=5)
    for home in _homes(inputs, layers.get("OFFICERS")):
        axes.plot(*((home - origin) / 1000.0), "*", markersize=11, color="black", markeredgecolor="white", zorder=7)
    axes.set_xlim(0, box.width() / 1000.0)
    axes.set_ylim(0, box.height() / 1000.0)
    axes.set_aspect("equal")
    axes.set_xlabel("km")
    axes.set_ylabel("km")
    handles = [axes.plot([], [], "s", color=colour, label=shortened(officer))[0] for officer, colour in colours.items()]
    figure.legend(handles=handles, loc="upper center", bbox_to_anchor=(0.5, 0.0), ncol=6, fontsize=8, frameon=False)
    return picture(figure)


def _homes(inputs: Inputs, made: QgsVectorLayer | None) -> np.ndarray:
    """Where officers start, (k, 2), each place once."""
    if inputs.officers is not None:
        homes = np.column_stack([inputs.officers.x, inputs.officers.y])
    elif made is not None:
        points = (officer.geometry().asPoint() for officer in made.getFeatures())
        homes = np.array([(point.x(), point.y()) for point in points])
    else:
        return np.zeros((0, 2))
    return np.unique(homes, axis=0)


def _draw_streets(axes: Axes, run: Run, crs: QgsCoordinateReferenceSystem, origin: np.ndarray) -> None:
    roads = run.source("ROADS")
    if roads is None:
        return
    lines = read_lines(run, roads, crs)
    streets = np.split((lines.xy - origin) / 1000.0, lines.offsets[1:-1])
    axes.add_collection(LineCollection(streets, colors=_STREET, linewidths=0.4, zorder=1))


def _draw_routes(axes: Axes, routes: QgsVectorLayer, colours: dict[str, str], origin: np.ndarray) -> None:
    for leg in routes.getFeatures():
        if leg.geometry().isNull():
            continue
        way = np.array([(vertex.x(), vertex.y()) for vertex in leg.geometry().vertices()])
        colour = colours.get(str(leg["officer"]), REST)
        axes.plot(*((way - origin) / 1000.0).T, color=colour, linewidth=0.7, alpha=_ROUTE_OPACITY, zorder=2)
