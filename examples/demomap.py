"""The demo's QGIS project with styles, and its map as a picture."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import (
    QgsLayoutExporter,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemPage,
    QgsLayoutItemScaleBar,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsPrintLayout,
    QgsProject,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsSingleSymbolRenderer,
    QgsUnitTypes,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QFont

if TYPE_CHECKING:
    from demojob import Job

# Table, title, style file of the plugin or "", start and end time fields, shown at first. The first is drawn on top.
LAYERS = (
    ("officers", "Officers at the start", "", "", "", True),
    ("officer_visits", "Officers' visits", "officer_visits", "arrive", "depart", False),
    ("officer_routes", "Officers' routes", "officer_routes", "depart", "arrive", True),
    ("route_visits", "Stops of the single route", "visits", "arrive", "depart", False),
    ("route", "Single route", "route", "depart", "arrive", False),
    ("unvisited", "Not visited", "unvisited", "", "", False),
    ("hotspot_peaks", "Peaks", "peaks", "", "", False),
    ("hotspots", "Hotspots", "hotspots", "", "", True),
    ("forecast", "Forecast", "forecast", "start", "end", False),
    ("calls", "Calls", "", "", "", False),
    ("incidents", "Incidents", "", "", "", False),
    ("roads", "Roads", "", "", "", True),
    ("risk_grid", "Risk", "risk", "", "", True),
)
_MM = QgsUnitTypes.LayoutUnit.LayoutMillimeters
PAGE_WIDTH, PAGE_HEIGHT, MARGIN, LEGEND_WIDTH = 297.0, 210.0, 8.0, 62.0


def draw_project(job: Job, out: Path) -> Path:
    """Write the project with all layers and the map picture; returns the project's path."""
    project = QgsProject.instance()
    project.clear()
    dress = _dress_module(job).dress_layer
    layers = {}
    for table, title, style, start, end, shown in LAYERS:
        layer = QgsVectorLayer(job.table(table), title, "ogr")
        if not layer.isValid():
            continue
        if style:
            dress(layer, style, start, end)
        elif table in PLAIN_STYLES:
            layer.setRenderer(QgsSingleSymbolRenderer(PLAIN_STYLES[table]()))
        layers[table] = layer
        project.addMapLayer(layer, False)
        node = project.layerTreeRoot().addLayer(layer)
        node.setItemVisibilityChecked(shown)
        node.setExpanded(False)
    summary = QgsVectorLayer(job.table("officer_summary"), "Officers' summary", "ogr")
    if summary.isValid():
        project.addMapLayer(summary)
    grid = layers["risk_grid"]
    project.setCrs(grid.crs())
    project.setTitle(f"Patrol for {job.city.name}, {job.day}")
    extent = _extent(layers)
    project.viewSettings().setDefaultViewExtent(QgsReferencedRectangle(extent, grid.crs()))
    layout = _layout(project, job, layers, extent)
    project.layoutManager().addLayout(layout)
    path = out / "patrol.qgz"
    project.write(str(path))
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = 150
    outcome = QgsLayoutExporter(layout).exportToImage(str(out / "map.png"), settings)
    if outcome != QgsLayoutExporter.ExportResult.Success:
        raise SystemExit(f"The map could not be written to {out / 'map.png'} (code {outcome}).")
    return path


def _dress_module(job: Job):  # noqa: ANN202
    """The plugin's own dresser of layers, imported as QGIS would."""
    sys.path.insert(0, job.toolbox.environment["QGIS_PLUGINPATH"])
    return importlib.import_module("patrol_planner.processing.dress")


def _roads() -> QgsLineSymbol:
    return QgsLineSymbol.createSimple({"color": "#8a8f98", "width": "0.18"})


def _dots(colour: str, size: str) -> QgsMarkerSymbol:
    return QgsMarkerSymbol.createSimple({"name": "circle", "color": colour, "outline_style": "no", "size": size})


def _star() -> QgsMarkerSymbol:
    return QgsMarkerSymbol.createSimple({"name": "star", "color": "#000000", "outline_color": "#ffffff", "size": "4.5"})


PLAIN_STYLES = {
    "roads": _roads,
    "incidents": lambda: _dots("#333333", "0.8"),
    "calls": lambda: _dots("#56B4E9", "1.4"),
    "officers": _star,
}


def _extent(layers: dict[str, QgsVectorLayer]) -> QgsRectangle:
    """The risk grid with a little room around it."""
    extent = layers["risk_grid"].extent()
    extent.scale(1.03)
    return extent


def _layout(project: QgsProject, job: Job, layers: dict[str, QgsVectorLayer], extent: QgsRectangle) -> QgsPrintLayout:
    """An A4 page: title, map, legend, scale bar."""
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.setName("Patrol map")
    layout.pageCollection().page(0).setPageSize("A4", QgsLayoutItemPage.Orientation.Landscape)
    shown = [layers[table] for table, _, _, _, _, visible in LAYERS if visible and table in layers]
    map_item = QgsLayoutItemMap(layout)
    # Without a size to begin with, QGIS's resizing of a map ends in NaN.
    map_item.setRect(0, 0, 10, 10)
    _place(map_item, MARGIN, 20.0, PAGE_WIDTH - LEGEND_WIDTH - 3 * MARGIN, PAGE_HEIGHT - 20.0 - MARGIN)
    map_item.setLayers(shown)
    map_item.setCrs(project.crs())
    map_item.zoomToExtent(extent)
    map_item.setFrameEnabled(True)
    layout.addLayoutItem(map_item)
    title = QgsLayoutItemLabel(layout)
    title.setText(f"Patrol for {job.city.name}: {job.day}, {job.shift_start[11:16]}–{job.shift_end[11:16]}")
    title.setFont(QFont("Sans", 16))
    _place(title, MARGIN, 7.0, PAGE_WIDTH - 2 * MARGIN, 10.0)
    layout.addLayoutItem(title)
    legend = QgsLayoutItemLegend(layout)
    legend.setLinkedMap(map_item)
    legend.setAutoUpdateModel(False)
    root = legend.model().rootGroup()
    root.removeAllChildren()
    for layer in shown:
        root.addLayer(layer)
    legend.adjustBoxSize()
    _place(legend, PAGE_WIDTH - LEGEND_WIDTH - MARGIN, 20.0, LEGEND_WIDTH, 120.0)
    layout.addLayoutItem(legend)
    bar = QgsLayoutItemScaleBar(layout)
    bar.setLinkedMap(map_item)
    bar.applyDefaultSize(QgsUnitTypes.DistanceUnit.DistanceKilometers)
    bar.attemptMove(QgsLayoutPoint(PAGE_WIDTH - LEGEND_WIDTH - MARGIN, PAGE_HEIGHT - 22.0, _MM))
    layout.addLayoutItem(bar)
    return layout


def _place(item, x: float, y: float, width: float, height: float) -> None:  # noqa: ANN001
    item.attemptMove(QgsLayoutPoint(x, y, _MM))
    item.attemptResize(QgsLayoutSize(width, height, _MM))
