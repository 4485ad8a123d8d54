"""The travel time matrix as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from qgis.core import QgsCoordinateReferenceSystem, QgsWkbTypes

from ..layers.writing import Column, write_layer

if TYPE_CHECKING:
    from ..framework.run import Run


@dataclass(frozen=True)
class Result:
    """Minutes and kilometres, (origins, destinations) each; inf where there is no way; and what the table calls them,
    without those far from every road.
    """

    minutes: np.ndarray
    km: np.ndarray
    origins: np.ndarray
    destinations: np.ndarray


def write_matrix(run: Run, result: Result) -> str:
    """One row per pair of origin and destination."""
    reached = np.isfinite(result.minutes)
    columns = [
        Column("origin", "text", np.repeat(result.origins, reached.shape[1])),
        Column("destin", "text", np.tile(result.destinations, reached.shape[0])),
        Column("km", "float", np.where(reached, result.km, np.nan).ravel()),
        Column("minutes", "float", np.where(reached, result.minutes, np.nan).ravel()),
    ]
    return write_layer(run, "MATRIX", columns, None, QgsWkbTypes.Type.NoGeometry, QgsCoordinateReferenceSystem())
