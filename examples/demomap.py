"""The demo's QGIS project with styles, and its map as a picture."""

from __future__ import annotations

from demofiles import Results
from demojob import HOURS, TABLES, Job
from qgis.core import (
    QgsLayoutExporter,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemPage,
    QgsLayoutItemScaleBar,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsPrintLayout,
    QgsProject,
    QgsPropertyCollection,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsUnitTypes,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QColor, QFont
from toolbox import plugin_part

# The city's own layers lie above the plan's last two: its risk, and a table.
CITY = ("calls", "incidents", "facilities", "roads", "study_area")
*ABOVE, GRID, SUMMARY = TABLES.values()
# What the map says more than the plan, which has no legend.
TITLES = {"officers": "Officers at the start", "hotspot_peaks": "Peak of a hotspot, rank"}
# At first, and on the map.
SHOWN = ("officers", "areas", "officer_visits", "officer_routes", "roads", "study_area", GRID)
_MM = QgsUnitTypes.LayoutUnit.LayoutMillimeters
# In millimetres on the page.
ROUTE_WIDTH, LANE, LANES = 0.5, 0.45, 5
PAGE_WIDTH, PAGE_HEIGHT, MARGIN, LEGEND_WIDTH = 297.0, 210.0, 8.0, 62.0


def draw_project(job: Job, results: Results) -> None:
    """Write the project with all layers, and the map as a picture."""
    project = QgsProject.instance()
    project.clear()
    # The files move together, and a user may move them again.
    project.writeEntryBool("Paths", "Absolute", False)
    chain, dress_layer = plugin_part("processing.plans.chain"), plugin_part("processing.framework.dress").dress_layer
    outputs, dresses, layers = {table: output for output, table in TABLES.items()}, chain.dress(in_blocks=True), {}
    for table in (*ABOVE, *CITY, GRID, SUMMARY):
        output = outputs.get(table, "")
        title = TITLES.get(table) or (chain.LAYERS[output].title if output else table.replace("_", " ").capitalize())
        layer = QgsVectorLayer(job.toolbox.table(table), title, "ogr")
        if not layer.isValid():
            continue
        if output in dresses:
            dress_layer(layer, *dresses[output])
        elif not output:
            dress_layer(layer, "city_beats" if table == "study_area" else f"city_{table}", "", "")
            # It tells of fields that another city need not have.
            layer.setMapTipTemplate("")
        if table == "officer_routes":
            _side_by_side(layer)
        layers[table] = layer
        project.addMapLayer(layer, False)
        node = project.layerTreeRoot().addLayer(layer)
        node.setItemVisibilityChecked(table in SHOWN)
        node.setExpanded(False)
    grid = layers[GRID]
    project.setCrs(grid.crs())
    project.setTitle(f"Patrol for {job.city.name}, {job.day}")
    # With all areas and ways to them, and a little room around them.
    extent = layers["areas"].extent()
    extent.combineExtentWith(layers["officer_routes"].extent())
    extent.scale(1.05)
    project.viewSettings().setDefaultViewExtent(QgsReferencedRectangle(extent, grid.crs()))
    layout = _layout(project, job, [layer for table, layer in layers.items() if table in SHOWN], extent)
    project.layoutManager().addLayout(layout)
    if not project.write(str(results.project)):
        raise SystemExit(f"The project could not be written: {project.error()}")
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = 150
    outcome = QgsLayoutExporter(layout).exportToImage(str(results.map), settings)
    if outcome != QgsLayoutExporter.ExportResult.Success:
        raise SystemExit(f"The map could not be drawn (code {outcome}).")


def _side_by_side(layer: QgsVectorLayer) -> None:
    """Narrow lines, each officer's in a lane of its own to the right of the street, so that no route hides another."""
    renderer = layer.renderer()
    for number, category in enumerate(renderer.categories()):
        symbol = category.symbol().clone()
        for position in range(symbol.symbolLayerCount()):
            part = symbol.symbolLayer(position)
            # The white rim would cover the lane beside.
            part.setEnabled(part.layerType() != "SimpleLine" or part.color() != QColor("#ffffff"))
            if part.layerType() == "SimpleLine":
                # The style's width, which follows the scale.
                part.setDataDefinedProperties(QgsPropertyCollection())
            part.setWidth(ROUTE_WIDTH)
            part.setOffset(LANE * (number % LANES))
        renderer.updateCategorySymbol(number, symbol)


def _layout(project: QgsProject, job: Job, shown: list[QgsVectorLayer], extent: QgsRectangle) -> QgsPrintLayout:
    """An A4 page: title, map, legend, scale bar."""
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.setName("Patrol map")
    layout.pageCollection().page(0).setPageSize("A4", QgsLayoutItemPage.Orientation.Landscape)
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
    title.setText(f"Patrol for {job.city.name}: {job.day}, {HOURS}")
    title.setFont(QFont("Sans", 16))
    _place(title, MARGIN, 7.0, PAGE_WIDTH - 2 * MARGIN, 10.0)
    layout.addLayoutItem(title)
    legend = QgsLayoutItemLegend(layout)
    legend.setLinkedMap(map_item)
    legend.setAutoUpdateModel(False)
    root = legend.model().rootGroup()
    root.removeAllChildren()
    # Stops and routes have the colours of the areas.
    for layer in shown:
        if layer.source().rpartition("=")[2] not in ("officer_visits", "officer_routes"):
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
