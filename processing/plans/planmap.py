"""The picture of a plan's page: who drives where, over the hotspots."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection

from ..common.translation import tr
from ..framework.dress import COLOURS as CATEGORIES
from ..layers.geometries import paths_from_wkb, rings_of
from ..reports.charts import REST, new_chart, shortened
from ..reports.page import picture

if TYPE_CHECKING:
    from qgis.core import QgsFeature, QgsVectorLayer

    from ...algorithms.control import Control

_HOTSPOT = "#F2B8A0"
# More officers than these cannot be told apart by their colours; the last colour is that of the rest.
_MOST_NAMED = len(CATEGORIES) - 1


def plan_map(hotspots: QgsVectorLayer, routes: QgsVectorLayer, officers: list[str], control: Control) -> str:
    """The officers' routes, each in a colour of its own, over the hotspots, in km: a picture for a report.

    ``officers``: their call signs, in the order of the tables.
    """
    box = hotspots.extent()
    box.combineExtentWith(routes.extent())
    origin = np.array([box.xMinimum(), box.yMinimum()])
    high = min(max(box.height() / max(box.width(), 1e-9), 0.4), 1.2)
    figure, (axes,) = new_chart(7.0, 6.0 * high + 0.5)
    rings = rings_of([feature.geometry() for feature in hotspots.getFeatures()], control)
    areas = np.split((rings.xy - origin) / 1000.0, rings.offsets[1:-1])
    axes.add_collection(PolyCollection(areas, facecolors=_HOTSPOT, edgecolors="none", label=tr("Hotspots")))
    legs: dict[str, list[QgsFeature]] = {name: [] for name in officers}
    for leg in routes.getFeatures():
        legs.setdefault(str(leg["officer"]), []).append(leg)
    for number, (name, driven) in enumerate(legs.items()):
        control.check()
        is_named = number < _MOST_NAMED
        xy, offsets, _ = paths_from_wkb([bytes(leg.geometry().asWkb()) for leg in driven])
        lines = np.split((xy - origin) / 1000.0, offsets[1:-1]) if len(offsets) > 1 else []
        # The first ones on top and thinner, so that a street that several take shows them all.
        width = 1.2 + 0.7 * min(number, _MOST_NAMED)
        colour = CATEGORIES[number] if is_named else REST
        label = shortened(name) if is_named else ("_" if number > _MOST_NAMED else tr("other officers"))
        axes.add_collection(LineCollection(lines, colors=colour, linewidths=width, zorder=90 - number, label=label))
    axes.set_aspect("equal")
    axes.autoscale_view()
    axes.set_xlabel("km")
    axes.set_ylabel("km")
    # Below the whole figure; the picture is cut to what is drawn.
    figure.legend(loc="upper center", bbox_to_anchor=(0.5, 0.0), ncol=4, fontsize=8, frameon=False)
    return picture(figure)
