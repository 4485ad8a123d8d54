"""The pictures of a plan in blocks: its areas on the streets, and everybody's blocks by the clock."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.patches import Patch

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
# Those of the map.
_HATCHES = ("", "////", "\\\\\\\\", "xxxx")


class Look(NamedTuple):
    """How an officer's areas and bars are filled."""

    colour: str
    hatch: str


_NOBODY = Look(REST, "")


def looks_of(officers: list[str]) -> dict[str, Look]:
    """Everybody's look, as on the map: after the last colour they begin again, with other hatches."""
    many = len(CATEGORIES)
    return {
        officer: Look(CATEGORIES[number % many], _HATCHES[number // many % len(_HATCHES)])
        for number, officer in enumerate(officers)
    }


def clock_chart(stays: dict[str, list[Stay]], start: datetime, hours: float) -> str:
    """Everybody's blocks as bars from the start of the shift to its end, each with its area's letter: a picture.

    ``stays``: by officer. What is left between two bars is free, or the way to the next.
    """
    figure, (axes,) = new_chart(7.0, 0.6 + 0.42 * len(stays))
    looks = looks_of(list(stays))
    for row, (officer, blocks) in enumerate(stays.items()):
        for block in blocks:
            begin, end = ((moment - start).total_seconds() / 3600 for moment in (block.begin, block.end))
            look = looks[officer]
            style = {
                "color": look.colour,
                "hatch": look.hatch,
                "edgecolor": "white",
                "linewidth": 0.0 if look.hatch else 1.0,
            }
            axes.barh(row, end - begin, left=begin, height=0.72, **style)
            if block.letter:
                ground = {"facecolor": look.colour, "edgecolor": "none", "pad": 1.0}
                letter = {"color": "white", "weight": "bold", "bbox": ground}
                axes.text((begin + end) / 2, row, block.letter, ha="center", va="center", **letter)
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
    stays: by officer, in the order of the colours; of more officers than there are colours each area has the call sign.
    """
    box = layers["AREAS"].extent()
    box.grow(_ROOM * max(box.width(), box.height(), 1.0))
    origin = np.array([box.xMinimum(), box.yMinimum()])
    figure, (axes,) = new_chart(7.0, 0.3 + 6.6 * min(max(box.height() / box.width(), 0.5), 1.1))
    _draw_streets(axes, run, inputs.crs, origin)
    looks = looks_of(list(stays))
    _draw_routes(axes, layers["ROUTES"], looks, origin)
    _draw_areas(axes, run, layers["AREAS"], looks, origin)
    for visit in layers["VISITS"].getFeatures():
        stop = visit.geometry().asPoint()
        colour = looks.get(str(visit["officer"]), _NOBODY).colour
        at = (np.array([stop.x(), stop.y()]) - origin) / 1000.0
        axes.plot(*at, "o", markersize=4.0, color=colour, markeredgecolor="white", markeredgewidth=0.6, zorder=5)
    for home in _homes(inputs, layers.get("OFFICERS")):
        axes.plot(*((home - origin) / 1000.0), "*", markersize=11, color="black", markeredgecolor="white", zorder=7)
    axes.set_xlim(0, box.width() / 1000.0)
    axes.set_ylim(0, box.height() / 1000.0)
    axes.set_aspect("equal")
    axes.set_xlabel("km")
    axes.set_ylabel("km")
    handles = [
        Patch(facecolor=look.colour, hatch=look.hatch, edgecolor="white", linewidth=0, label=shortened(officer))
        for officer, look in looks.items()
    ]
    figure.legend(handles=handles, loc="upper center", bbox_to_anchor=(0.5, 0.0), ncol=6, fontsize=8, frameon=False)
    return picture(figure)


def _draw_areas(axes: Axes, run: Run, areas: QgsVectorLayer, looks: dict[str, Look], origin: np.ndarray) -> None:
    for area in areas.getFeatures():
        officer = str(area["officer"])
        look, is_used = looks.get(officer, _NOBODY), area["blocks"] > 0
        rings = rings_of([area.geometry()], run.control)
        corners = (rings.xy[rings.offsets[0] : rings.offsets[1]] - origin) / 1000.0
        style = {"facecolors": look.colour, "edgecolors": look.colour, "linestyles": "-" if is_used else ":"}
        opacity = 0.35 if is_used else 0.12
        axes.add_collection(PolyCollection([corners], alpha=opacity, hatch=look.hatch, zorder=3, **style))
        place = area.geometry().centroid().asPoint()
        letter = {"size": 13 if is_used else 9, "weight": "bold", "color": "#000000" if is_used else "#777777"}
        at = (np.array([place.x(), place.y()]) - origin) / 1000.0
        axes.text(*at, str(area["area"]), ha="center", va="center", zorder=6, **letter)
        if is_used and officer in looks and len(looks) > len(CATEGORIES):
            below = {"xytext": (0, -8), "textcoords": "offset points", "ha": "center", "va": "top"}
            axes.annotate(shortened(officer), at, size=7, zorder=6, **below)


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


def _draw_routes(axes: Axes, routes: QgsVectorLayer, looks: dict[str, Look], origin: np.ndarray) -> None:
    for leg in routes.getFeatures():
        if leg.geometry().isNull():
            continue
        way = np.array([(vertex.x(), vertex.y()) for vertex in leg.geometry().vertices()])
        colour = looks.get(str(leg["officer"]), _NOBODY).colour
        axes.plot(*((way - origin) / 1000.0).T, color=colour, linewidth=0.7, alpha=_ROUTE_OPACITY, zorder=2)
