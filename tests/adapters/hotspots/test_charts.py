"""The map of the report on many cells: one image, in time, and a cancel is answered."""

from __future__ import annotations

import base64
import time

import numpy as np
import pytest

pytest.importorskip("qgis.core")
pytest.importorskip("matplotlib")


def layer_of(side: int):
    from qgis.core import QgsCoordinateReferenceSystem

    from patrol_planner.algorithms.cells.grid import Grid
    from patrol_planner.processing.cells.cells import CellFields, cells_of_raster

    grid = Grid(551000.0, 4181000.0, 100.0, side, side)
    risk = np.random.default_rng(1).random((side, side))
    return cells_of_raster(grid, risk, QgsCoordinateReferenceSystem("EPSG:32610"), CellFields("band 3"))


def test_many_cells_are_one_image(qgis_app) -> None:
    from patrol_planner.algorithms.control import Control
    from patrol_planner.algorithms.errors import Cancelled
    from patrol_planner.algorithms.hotspots.extraction import HotspotSettings, extract_hotspots
    from patrol_planner.processing.cells.cells import dissolve
    from patrol_planner.processing.hotspots.charts import hotspot_map

    layer = layer_of(700)
    found = extract_hotspots(layer.cells, HotspotSettings("contiguous", 1.0, max_hotspots=5))
    shapes = dissolve(layer, found.of_cell, len(found), Control())
    start = time.perf_counter()
    drawn = hotspot_map(layer, found, shapes, Control())
    assert time.perf_counter() - start < 10
    assert base64.b64decode(drawn).startswith(b"\x89PNG")
    with pytest.raises(Cancelled):
        hotspot_map(layer, found, shapes, Control(should_stop=lambda: True))


def test_the_image_holds_the_risk_of_each_cell(qgis_app) -> None:
    from matplotlib.figure import Figure

    from patrol_planner.processing.hotspots import charts as hotspotcharts

    layer = layer_of(30)
    origin = np.array([layer.centre_x.min(), layer.centre_y.min()])
    image = hotspotcharts._draw_image(Figure().subplots(), layer, origin)
    np.testing.assert_allclose(image.get_array()[::-1].ravel(), layer.cells.risk)
    assert image.get_extent() == pytest.approx((-0.05, 2.95, -0.05, 2.95))


def test_the_colours_are_named_by_their_band(qgis_app) -> None:
    from matplotlib.figure import Figure

    from patrol_planner.processing.hotspots import charts as hotspotcharts

    layer, figure = layer_of(5), Figure()
    axes = figure.subplots()
    drawn = hotspotcharts._draw_image(axes, layer, np.array([layer.centre_x.min(), layer.centre_y.min()]))
    hotspotcharts._draw_key(figure, axes, drawn, layer)
    assert figure.axes[1].get_ylabel() == "band 3"
