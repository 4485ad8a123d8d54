"""What officers are made from: where they start, and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from qgis.core import QgsPointXY

from ...algorithms.errors import PatrolError
from ...algorithms.times.timeclasses import shown_time
from ..common.crs import working_crs
from ..layers.geometries import reproject
from ..layers.reading import read_points
from ..roads.travel import read_moment, today_at_eight

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

    from ..framework.run import Run


@dataclass(frozen=True)
class RosterInputs:
    """The places to start from, (n,) each, in ``crs``, and when the shift is."""

    crs: QgsCoordinateReferenceSystem
    x: np.ndarray
    y: np.ndarray
    shift_start: np.datetime64


def read_roster_inputs(run: Run) -> RosterInputs:
    """The start or the stations, and the shift."""
    start = read_moment(run, "SHIFT_START")
    if start is None:
        start = today_at_eight()
        run.info("No start of the shift is given: {start}.", start=shown_time(start))
    source = run.source("STATIONS")
    if source is None:
        x, y, crs = _start(run)
        run.counts.tell(skipped=0)
        return RosterInputs(crs, np.array([x]), np.array([y]), start)
    crs = run.working_crs()
    points = read_points(run, source, crs, [], placed=True)
    points.skipped.require_some(len(points), points.read)
    points.skipped.report(run.warn)
    run.counts.tell(stations=len(points), skipped=points.skipped.total)
    return RosterInputs(crs, points.x, points.y, start)


def _start(run: Run) -> tuple[float, float, QgsCoordinateReferenceSystem]:
    """The one place to start from, and the CRS it is in, in metres."""
    label, given = run.label("START"), run.point("START")
    if given is None:
        raise PatrolError("Give either a Start or Stations, where the officers set out.")
    chosen = run.prepared.crs.get("CRS")
    own = given.crs or chosen
    if own is None:
        raise PatrolError("{label}: the point has no code of a CRS. Write it as x,y [EPSG:4326].", label=label)
    place = QgsPointXY(given.x, given.y)
    crs = working_crs(chosen, own, lambda: place, label, run.transforms, run.info, run.warn)
    x, y = reproject(np.array([given.x]), np.array([given.y]), own, crs, run.transforms)
    if not (np.isfinite(x[0]) and np.isfinite(y[0])):
        raise PatrolError(
            "{label}: the value is not a point. Write it as x,y [EPSG:4326], or click it on the map.", label=label
        )
    return float(x[0]), float(y[0]), crs
