"""Where the results go: a group of their own at the top of the layer tree, which tells its figures again when the
project is opened.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from qgis.core import (
    QgsDataProvider,
    QgsLayerTreeGroup,
    QgsMapLayer,
    QgsProject,
    QgsRectangle,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ..officers.layer import is_made_here, star
from ..settings import TABLE, PlanSettings
from ..text import tr
from .outcome import DONE, Outcome
from .planfile import Table
from .planfolder import number_of
from .shown import OFFICERS, Shown, plan_algorithm, shown_layers

# Properties of layers and groups, which the project saves with itself.
_PLACE = "patrol_planner/place"
_PLAN, _MADE, _OUTCOME = "patrol_planner/plan", "patrol_planner/made", "patrol_planner/outcome"
# Of the height of what is looked at: the hours that hang below an area's letter.
_HOURS = 0.15


class ResultGroup:
    """The group "Patrol <date>" of one plan; it appears with its first layer."""

    def __init__(self, plan: PlanSettings) -> None:
        self._moment = plan.first_moment.strftime("%Y-%m-%d %H:%M")
        self.title = tr("Patrol {moment}", moment=self._moment)
        self.zoom_to = ""
        # By the names of the algorithm's outputs; asked now, as its provider may be gone when the plan is there.
        self.shown = shown_layers(plan_algorithm())
        self._layers: list[str] = []
        self._mark = str(uuid4())

    def add(self, layer: QgsMapLayer, shown: Shown) -> None:
        """Put the layer at its place in the group; the project owns it from then on."""
        layer.setCustomProperty(_PLACE, shown.place)
        layer.setCustomProperty(TABLE, shown.table)
        if isinstance(layer, QgsVectorLayer) and is_made_here(layer):
            layer.setRenderer(QgsSingleSymbolRenderer(star()))
        QgsProject.instance().addMapLayer(layer, False)
        self._insert(layer, shown)

    def add_backdrops(self, layers: list[QgsVectorLayer]) -> None:
        """Put layers on the map that only show where things are."""
        # Streets and the study area's outline: above risk and forecast, below all else. Officers where those of a plan
        # would be.
        places = {QgsWkbTypes.GeometryType.PointGeometry: self.shown[OFFICERS].place}
        for layer in layers:
            place = places.get(layer.geometryType(), self.shown["FORECAST"].place - 1)
            self.add(layer, Shown(layer.name(), "", place, True))

    def tables(self) -> list[Table]:
        """The group's temporary layers that are still in the project, each with the table it is to become."""
        project = QgsProject.instance()
        layers = [project.mapLayer(layer_id) for layer_id in self._layers]
        return [
            Table(str(layer.customProperty(TABLE)), layer.id())
            for layer in layers
            # Not isTemporary(): that is true of a file in a temporary folder, too.
            if layer is not None and layer.providerType() == "memory"
        ]

    def move_into(self, file: str, tables: list[Table]) -> None:
        """From now on the layers are those of the file; they keep their ids, places and styles."""
        project = QgsProject.instance()
        for table in tables:
            layer = project.mapLayer(table.layer_id)
            if layer is not None:
                source = f"{file}|layername={table.name}"
                layer.setDataSource(source, layer.name(), "ogr", QgsDataProvider.ProviderOptions())
                layer.setMetadata(layer.dataProvider().layerMetadata())

    def finish(self, outcome: Outcome) -> None:
        """Say in the title what is to be known, and keep the figures; the groups of other plans are switched off."""
        group = self._found()
        if group is None:
            return
        if group.name() == self.title:
            group.setName(self._final_title(outcome))
        group.setCustomProperty(_MADE, datetime.now().isoformat())
        # The file may be moved with the project.
        group.setCustomProperty(_OUTCOME, replace(outcome, file=Path(outcome.file).name).to_json())
        for other in _plan_groups():
            if other.customProperty(_PLAN) != self._mark:
                other.setItemVisibilityChecked(False)

    def remove(self) -> None:
        """Take the group and its temporary layers out of the project; what the analyst made permanent stays."""
        group = self._found()
        project = QgsProject.instance()
        project.removeMapLayers([table.layer_id for table in self.tables()])
        if group is not None and not group.children():
            group.parent().removeChildNode(group)
        self._layers, self.zoom_to = [], ""

    def _final_title(self, outcome: Outcome) -> str:
        number = number_of(outcome.file)
        title = tr("Replay {moment}", moment=self._moment) if outcome.replay else self.title
        title = f"{title} v{number}" if number > 1 else title
        title = title if outcome.state == DONE else tr("Incomplete: {title}", title=title)
        # A plan of the same shift in another folder may have the same number.
        taken = {group.name() for group in _plan_groups() if group.customProperty(_PLAN) != self._mark}
        names = (title, *(f"{title} ({turn})" for turn in range(2, len(taken) + 2)))
        return next(name for name in names if name not in taken)

    def _insert(self, layer: QgsMapLayer, shown: Shown) -> None:
        group = self._found()
        if group is None:
            group = QgsProject.instance().layerTreeRoot().insertGroup(0, self.title)
            group.setCustomProperty(_PLAN, self._mark)
        layers = [node.layer() for node in group.findLayers()]
        places = [int(other.customProperty(_PLACE, 0)) for other in layers if other is not None]
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
        return next((group for group in _plan_groups() if group.customProperty(_PLAN) == self._mark), None)


def looked_at(layer: QgsMapLayer) -> QgsRectangle:
    """The box of a layer; of officers' areas, of those alone in which somebody is, with room for the hours below."""
    if not isinstance(layer, QgsVectorLayer) or layer.fields().lookupField("blocks") < 0:
        return layer.extent()
    box = QgsRectangle()
    for area in layer.getFeatures('"blocks" > 0'):
        box.combineExtentWith(area.geometry().boundingBox())
    if box.isNull():
        return layer.extent()
    box.setYMinimum(box.yMinimum() - _HOURS * box.height())
    return box


def latest_outcome() -> Outcome | None:
    """How the latest plan of the project ended, as its group tells; None where there is none."""
    latest = max(_plan_groups(), key=lambda group: str(group.customProperty(_MADE, "")), default=None)
    return None if latest is None else Outcome.from_json(str(latest.customProperty(_OUTCOME, "")))


def _plan_groups() -> list[QgsLayerTreeGroup]:
    groups = QgsProject.instance().layerTreeRoot().findGroups(True)
    return [group for group in groups if group.customProperty(_PLAN)]
