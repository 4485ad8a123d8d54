"""Way-points, hotspots, predicted points, clustered incidents and probabilities as layers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from qgis.core import QgsWkbTypes

from ..layers.geometries import point_geometry
from ..layers.writing import Column, write_layer

if TYPE_CHECKING:
    from ...algorithms.waypoints.accuracy import Accuracy
    from ...algorithms.waypoints.probabilities import Probabilities
    from ...algorithms.waypoints.waypoints import Waypoints
    from ..framework.run import Run
    from .inputs import Inputs


@dataclass(frozen=True)
class Result:
    """What was found. ``accuracy``: of the back-test, None without one. ``covered``: the share of the area within
    epsilon of the way-points delivered, 0 to 1, None where there is no area.
    """

    found: Waypoints
    probabilities: Probabilities
    accuracy: Accuracy | None
    covered: float | None

    def numbers(self) -> dict[str, Any]:
        """The number outputs; None for those that have no meaning here."""
        test = self.accuracy
        own = _percent(self.covered)
        return {
            "CLUSTERS_FOUND": len(self.found),
            "ACCURACY": None if test is None else _percent(test.by_cluster.share),
            "COVERED_PERCENT": own if test is None else _percent(test.by_cluster.covered),
            "BASELINE_ACCURACY": None if test is None else _percent(test.busiest.share),
            "BASELINE_COVERED_PERCENT": None if test is None else _percent(test.busiest.covered),
            "CHANCE_ACCURACY": None if test is None or test.chance is None else _percent(test.chance.share),
            "INCIDENTS_TESTED": 0 if test is None else test.by_cluster.tested,
        }


def _percent(share: float | None) -> float | None:
    return None if share is None or share != share else 100.0 * share


def write_layers(run: Run, inputs: Inputs, result: Result) -> dict[str, str]:
    """Every layer that was asked for, by output."""
    found = result.found
    cluster, number = Column("cluster", "int", range(1, len(found) + 1)), Column("n", "int", found.clusters.count)
    r2 = [Column("r2_x", "float", found.r2[:, 0]), Column("r2_y", "float", found.r2[:, 1])]
    # Data are plain str, in every language the same.
    rule = Column("rule", "text", [str(word) for word in found.rule])
    distance = Column("distance_m", "float", found.distance_m)
    outputs = {"WAYPOINTS": _points(run, "WAYPOINTS", inputs, found.point, [cluster, number, rule, distance, *r2])}
    if run.wanted("HOTSPOTS"):
        columns = [cluster, number, Column("density", "float", found.density)]
        outputs["HOTSPOTS"] = _points(run, "HOTSPOTS", inputs, found.hotspot, columns)
    if run.wanted("PREDICTED"):
        outputs["PREDICTED"] = _points(run, "PREDICTED", inputs, found.predicted, [cluster, number, *r2])
    if run.wanted("CLUSTERS_OUT"):
        columns = [
            Column("incident", "int", inputs.fid),
            Column("cluster", "int", found.clusters.of + 1),
            Column("time", "datetime", inputs.time),
        ]
        outputs["CLUSTERS_OUT"] = _points(run, "CLUSTERS_OUT", inputs, np.column_stack([inputs.x, inputs.y]), columns)
    if run.wanted("PROBABILITIES"):
        outputs["PROBABILITIES"] = _write_probabilities(run, inputs, result.probabilities)
    return outputs


def _points(run: Run, name: str, inputs: Inputs, xy: np.ndarray, columns: list[Column]) -> str:
    """One point per row of xy (m, 2).

    run: opens the sink.
    name: the output's.
    inputs: for the CRS.
    xy: where the points are.
    columns: their fields.
    """
    shapes = (point_geometry(x, y) for x, y in xy.tolist())
    return write_layer(run, name, columns, shapes, QgsWkbTypes.Type.Point, inputs.crs)


def _write_probabilities(run: Run, inputs: Inputs, probabilities: Probabilities) -> str:
    day, hour, cluster, prob = probabilities.rows()
    columns = [
        Column("day", "int", day),
        Column("hour", "int", hour),
        Column("cluster", "int", cluster + 1),
        Column("prob", "float", prob),
    ]
    return write_layer(run, "PROBABILITIES", columns, None, QgsWkbTypes.Type.NoGeometry, inputs.crs)
