"""Where the results go: a group of their own at the top of the layer tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import (
    QgsLayerTreeGroup,
    QgsMapLayer,
    QgsMarkerSymbol,
    QgsProject,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
)

from .officers import is_made_here
from .text import tr

if TYPE_CHECKING:
    from .settings import PlanSettings
    from .steps import Shown

_PLACE = "patrol_planner/place"


class ResultGroup:
    """The group "Patrol <date>" of one plan; it appears with its first layer."""

    def __init__(self, plan: PlanSettings) -> None:
        self.title = tr("Patrol {moment}").format(moment=plan.first_moment.strftime("%Y-%m-%d %H:%M"))
        self.zoom_to = ""
        self._layers: list[str] = []

    def add(self, layer: QgsMapLayer, shown: Shown) -> None:
        """Name the layer and put it at its place in the group; the project owns it from then on."""
        project = QgsProject.instance()
        layer.setName(tr(shown.title))
        layer.setCustomProperty(_PLACE, shown.place)
        if isinstance(layer, QgsVectorLayer) and is_made_here(layer):
            layer.setRenderer(QgsSingleSymbolRenderer(_star()))
        project.addMapLayer(layer, False)
        group = self._group_in(project)
        layers = [node.layer() for node in group.findLayers() if node.layer() is not None]
        places = [int(other.customProperty(_PLACE, 0)) for other in layers]
        node = group.insertLayer(sum(1 for place in places if place <= shown.place), layer)
        node.setItemVisibilityChecked(shown.visible)
        node.setExpanded(False)
        if not self._layers:
            # The tree's view does not open a group that was empty when it appeared.
            group.setExpanded(False)
            group.setExpanded(True)
        self._layers.append(layer.id())

    def _group_in(self, project: QgsProject) -> QgsLayerTreeGroup:
        # Found by what it holds: the analyst may have renamed, moved or removed it while the plan was being made.
        root = project.layerTreeRoot()
        for layer_id in self._layers:
            node = root.findLayer(layer_id)
            if node is not None and node.parent() is not None:
                return node.parent()
        return root.insertGroup(0, self.title)


def _star() -> QgsMarkerSymbol:
    return QgsMarkerSymbol.createSimple({"name": "star", "color": "#000000", "outline_color": "#ffffff", "size": "4.5"})
