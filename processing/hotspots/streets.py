"""Cells made into stretches of the roads that cross them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from qgis.core import QgsGeometry

from ...algorithms.errors import PatrolError
from ...algorithms.hotspots.streets import cut_roads, points_along, transfer_risk
from ...algorithms.roads.network import RoadNetwork
from ...algorithms.texts import Text
from ..cells.cells import CellLayer
from ..layers.columns import texts_of
from ..layers.geometries import line_geometry
from ..layers.skipped import tell_skipped
from ..roads.lines import read_roads

if TYPE_CHECKING:
    from ...algorithms.control import Control
    from ...algorithms.hotspots.streets import RoadRisk
    from ..framework.run import Run
    from ..framework.source import Source
    from ..layers.reading import Lines


def stretches_of_roads(run: Run, source: Source, layer: CellLayer) -> CellLayer:
    """The roads of a source in stretches of at most a cell's size, as cells, with the risk of the layer's cells.

    Roads are cut where lines share a vertex. What is left out is counted in ``run.counts`` (skipped) and said.
    Raises PatrolError when no road crosses a cell.
    """
    locate = layer.locate
    if locate is None:
        raise TypeError("stretches of road have no cells to find places in")
    name = source.own_name("name")
    # Incidents happen on footways and private roads as well.
    lines = read_roads(run, source, layer.crs, [name]).lines
    network = RoadNetwork.from_lines(
        lines.xy, lines.offsets, lines.feature, np.zeros(lines.read), np.ones(lines.read), 0.0
    )
    size = float(np.sqrt(np.median(layer.cells.size)))
    stretches = cut_roads(network, size)
    run.control.check()
    points = points_along(stretches, size)
    run.control.check()
    cell = locate(run, points.x, points.y)
    run.control.check()
    found = transfer_risk(stretches, points, cell, layer.cells, run.control)
    run.control.check()
    _leave_out_outside(lines, network, found)
    tell_skipped(run, lines.skipped)
    run.counts.tell(roads=lines.read, stretches=len(found.stretches))
    _report(run, source, layer, found, size)
    named = None if name is None else texts_of(lines.values[name])[network.feature[found.stretches.edge]]
    return _as_layer(layer, found, named)


def _leave_out_outside(lines: Lines, network: RoadNetwork, found: RoadRisk) -> None:
    """Count the roads that cross no cell; an error when none does."""
    drawn = np.unique(network.feature)
    crossing = np.unique(network.feature[found.stretches.edge])
    lines.skipped.add(Text("outside the grid"), len(drawn) - len(crossing))
    lines.skipped.add(Text("without length"), len(np.unique(lines.feature)) - len(drawn))
    if not len(found.stretches):
        raise PatrolError(
            "{label}: none of its {n:,} lines crosses a cell of the grid. Choose the roads of the same city, and "
            "check the CRS of both layers.",
            label=lines.label,
            n=lines.read,
        )


def _report(run: Run, source: Source, layer: CellLayer, found: RoadRisk, size: float) -> None:
    run.info(
        "{label}: {size:,.1f} km in {n:,} stretches of at most {longest:,.0f} m between junctions; {outside:,} "
        "stretches outside the grid are left out.",
        label=source.label,
        size=found.cells.size.sum() / 1000.0,
        n=len(found.stretches),
        longest=size,
        outside=found.outside,
    )
    if found.lost > 0 and layer.cells.count is not None:
        every = float(np.nan_to_num(layer.cells.count).sum())
        run.warn(
            "{lost:,.0f} of {every:,.0f} incidents lie in cells without any road of {label}; they count nowhere.",
            lost=found.lost,
            every=every,
            label=source.label,
        )


def _as_layer(layer: CellLayer, found: RoadRisk, street: np.ndarray | None) -> CellLayer:
    stretches = found.stretches
    x, y = stretches.middles()
    return CellLayer(
        found.cells,
        layer.crs,
        x,
        y,
        range(1, len(stretches) + 1),
        lambda indices: [line_geometry(stretches.polyline(index)) for index in indices.tolist()],
        is_road=True,
        fields=layer.fields,
        street=street,
    )


def join_lines(layer: CellLayer, of_cell: np.ndarray, number: int, control: Control) -> list[QgsGeometry]:
    """One line geometry, as few parts as can be, for each of the hotspots 0 … number − 1."""
    order = np.argsort(of_cell, kind="stable")
    bounds = np.searchsorted(of_cell[order], np.arange(number + 1))
    joined = []
    for hotspot in range(number):
        control.step(hotspot, number)
        shapes = layer.shapes(order[bounds[hotspot] : bounds[hotspot + 1]])
        whole = QgsGeometry.collectGeometry(shapes)
        merged = whole.mergeLines()
        joined.append(whole if merged.isNull() or merged.isEmpty() else merged)
    return joined
