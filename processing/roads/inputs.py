"""What patrol:travelmatrix reads: the roads, the places, the traffic, and when journeys start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.errors import PatrolError
from ...algorithms.route.plan import Clock
from ..layers.fields import name_field
from ..layers.places import names_of
from ..layers.reading import read_points
from .sources import read_travel_source
from .traffic import read_traffic
from .travel import read_moment

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

    from ...algorithms.roads.sources import TravelSource
    from ...algorithms.roads.traffic import Traffic
    from ..framework.run import Run
    from ..layers.reading import Points

# Fields that usually name a place, in the order they are tried; then the feature id.
_ID_FIELDS = ("id", "stop", "cluster", "hotspot_id", "officer", "fid")
# The table of more pairs takes gigabytes.
_MOST_PAIRS = 10_000_000
_NOON = "2000-01-01T12:00"


@dataclass(frozen=True)
class Places:
    """Points with what the table calls them, (n,) each."""

    points: Points
    ids: np.ndarray


@dataclass(frozen=True)
class Inputs:
    """What is read: the roads, the places, the traffic, and when journeys start (minutes since midnight)."""

    source: TravelSource
    origins: Places
    destinations: Places
    traffic: Traffic | None
    depart_min: float


def read_inputs(run: Run) -> Inputs:
    """All of it; too many pairs are refused before the roads are read."""
    _require_few_pairs(run.required_source("ORIGINS").count, run.required_source("DESTINATIONS").count)
    crs = run.working_crs()
    with run.part(0.0, 0.2):
        origins = _read_places(run, "ORIGINS", "ORIGIN_FIELD", crs)
    with run.part(0.2, 0.4):
        destinations = _read_places(run, "DESTINATIONS", "DESTINATION_FIELD", crs)
    # Asked again: some sources do not know beforehand how many features they have.
    _require_few_pairs(len(origins.points), len(destinations.points))
    with run.part(0.4, 1.0):
        source = read_travel_source(run, crs)
    if source is None:
        raise PatrolError(
            "{label}: choose a layer of roads, or a routing server as the source of travel times.",
            label=run.label("ROADS"),
        )
    traffic = read_traffic(run, source.network)
    run.counts.tell(skipped=origins.points.skipped.total + destinations.points.skipped.total)
    return Inputs(source, origins, destinations, traffic, _departure_min(run, traffic))


def _require_few_pairs(origins: int, destinations: int) -> None:
    """Raise PatrolError where the table would be too long."""
    pairs = origins * destinations
    if pairs > _MOST_PAIRS:
        raise PatrolError(
            "{origins:,} origins and {destinations:,} destinations make {pairs:,} pairs; at most {most:,} can be "
            "computed at once. Select fewer places, or run one part of them after the other.",
            origins=origins,
            destinations=destinations,
            pairs=pairs,
            most=_MOST_PAIRS,
        )


def _read_places(run: Run, name: str, field_name: str, crs: QgsCoordinateReferenceSystem) -> Places:
    source = run.required_source(name)
    field = name_field(run, source, field_name, _ID_FIELDS)
    points = read_points(run, source, crs, [field], placed=True)
    points.skipped.report(run.warn)
    run.counts.tell(**{name.lower(): len(points)})
    return Places(points, names_of(points, field, run.warn))


def _departure_min(run: Run, traffic: Traffic | None) -> float:
    """Minutes since midnight at which journeys start."""
    moment = read_moment(run, "DEPARTURE")
    if moment is None:
        if traffic is not None:
            run.info("No departure is given: the traffic of 12:00 is used.")
        moment = np.datetime64(_NOON)
    elif traffic is None:
        run.info("The departure changes nothing without a traffic table.")
    return Clock(moment).start_min_of_day
