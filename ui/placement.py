"""Where the results go: a group of their own at the top of the layer tree."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

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

_PLACE, _PLAN = "patrol_planner/place", "patrol_planner/plan"


class ResultGroup:
    """The group "Patrol <date>" of one plan; it appears with its first layer."""

    def __init__(self, plan: PlanSettings) -> None:
        self.title = tr("Patrol {moment}").format(moment=plan.first_moment.strftime("%Y-%m-%d %H:%M"))
        self.zoom_to = ""
        self._layers: list[str] = []
        self._mark = str(uuid4())

    def add(self, layer: QgsMapLayer, shown: Shown) -> None:
        """Put the layer at its place in the group; the project owns it from then on."""
        layer.setCustomProperty(_PLACE, shown.place)
        if isinstance(layer, QgsVectorLayer) and is_made_here(layer):
            layer.setRenderer(QgsSingleSymbolRenderer(_star()))
        QgsProject.instance().addMapLayer(layer, False)
        self._insert(layer, shown)

    def take_over(self, layer: QgsMapLayer, shown: Shown) -> None:
        """Bring a layer of the project into this group from wherever it is in the tree."""
        if layer.id() in self._layers:
            return
        old = QgsProject.instance().layerTreeRoot().findLayer(layer.id())
        # The new place first: QGIS removes a layer from the project when the tree no longer holds it.
        self._insert(layer, shown)
        if old is not None and old.parent() is not None:
            old.parent().removeChildNode(old)

    def hide(self) -> None:
        """Switch the group off on the map; its layers stay."""
        group = self._found()
        if group is not None:
            group.setItemVisibilityChecked(False)

    def remove(self) -> None:
        """Take the group and its temporary layers out of the project; what the analyst made permanent stays."""
        project = QgsProject.instance()
        group = self._found()
        layers = [project.mapLayer(layer_id) for layer_id in self._layers]
        project.removeMapLayers([layer.id() for layer in layers if layer is not None and layer.isTemporary()])
        if group is not None and not group.children():
            group.parent().removeChildNode(group)
        self._layers, self.zoom_to = [], ""

    def _insert(self, layer: QgsMapLayer, shown: Shown) -> None:
        group = self._found()
        if group is None:
            group = QgsProject.instance().layerTreeRoot().insertGroup(0, self.title)
            group.setCustomProperty(_PLAN, self._mark)
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

    def _found(self) -> QgsLayerTreeGroup | None:
        """The group, by its mark: the analyst may have renamed or moved it; None when it is gone."""
        groups = QgsProject.instance().layerTreeRoot().findGroups(True)
        return next((group for group in groups if group.customProperty(_PLAN) == self._mark), None)


def _star() -> QgsMarkerSymbol:
    return QgsMarkerSymbol.createSimple({"name": "star", "color": "#000000", "outline_color": "#ffffff", "size": "4.5"})
