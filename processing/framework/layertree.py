"""Where loaded layers stand in the layer tree, when an algorithm loads several that belong together."""

from __future__ import annotations

from functools import partial

from qgis.core import QgsLayerTreeGroup, QgsMapLayer, QgsProject
from qgis.PyQt.QtCore import QTimer

_PLACE = "patrol_planner/place_in_group"


def bring_into_group(project: QgsProject, title: str, layer: QgsMapLayer, place: int, visible: bool) -> None:
    """Have a layer moved to its place in a group, 0 being the top, once QGIS has put it into the tree.

    project: whose tree it is.
    title: the group's, which is made at the top where there is none.
    layer: what is moved.
    place: from the top of the group.
    visible: whether it is shown.

    QGIS loads a run's layers in the order of their addresses, and in later versions only after they are dressed.
    """
    layer.setCustomProperty(_PLACE, place)
    QTimer.singleShot(0, partial(_move, project, title, layer.id(), place, visible))


def _move(project: QgsProject, title: str, layer_id: str, place: int, visible: bool) -> None:
    layer, root = project.mapLayer(layer_id), project.layerTreeRoot()
    if layer is None:
        return
    group = root.findGroup(title) or root.insertGroup(0, title)
    old = root.findLayer(layer_id)
    # The new place first: QGIS removes a layer from the project when the tree no longer holds it.
    node = group.insertLayer(_position(group, place), layer)
    node.setItemVisibilityChecked(visible)
    node.setExpanded(False)
    if old is not None:
        old.parent().removeChildNode(old)


def _position(group: QgsLayerTreeGroup, place: int) -> int:
    """How many of the group's layers stand above a place."""
    layers = [node.layer() for node in group.findLayers() if node.layer() is not None]
    return sum(1 for layer in layers if int(layer.customProperty(_PLACE, place)) < place)
