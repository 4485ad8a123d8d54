"""patrol:travelmatrix: minutes and kilometres between places on the roads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qgis.core import QgsCoordinateReferenceSystem, QgsProcessingOutputNumber, QgsWkbTypes

from ..framework import parameters as shared
from ..framework.base import PatrolAlgorithm
from ..framework.limits import beyond_limits

if TYPE_CHECKING:
    import numpy as np

    from ...algorithms.roads.network import RoadNetwork
    from ...algorithms.roads.traffic import Traffic
    from ...algorithms.roads.travel import TravelTimes
    from ..framework.run import Run
    from ..layers.reading import Points

# Fields that usually name a place, in the order they are tried; then the feature id.
_ID_FIELDS = ("id", "stop", "cluster", "hotspot_id", "officer", "fid")
# The table of more pairs takes gigabytes.
_MOST_PAIRS = 10_000_000
# So many places are named in a message.
_NAMED = 10
_NOON = "2000-01-01T12:00"


@dataclass(frozen=True)
class Places:
    """Points with what the table calls them, (n,) each."""

    points: Points
    ids: np.ndarray


@dataclass(frozen=True)
class Inputs:
    """What is read: the roads, the places, the traffic, and when journeys start (minutes since midnight)."""

    network: RoadNetwork
    origins: Places
    destinations: Places
    traffic: Traffic | None
    depart_min: float


@dataclass(frozen=True)
class Matrix:
    """Minutes and kilometres, (origins, destinations) each; inf where there is no way; and what the table calls them,
    without those far from every road.
    """

    minutes: np.ndarray
    km: np.ndarray
    origins: np.ndarray
    destinations: np.ndarray


class TravelMatrix(PatrolAlgorithm):
    """Every origin to every destination: minutes and kilometres of the quickest way."""

    ID = "travelmatrix"
    TITLE = "Travel time matrix"
    GROUP = ("patrol", "Patrol")
    ICON = "travelmatrix"
    STUDY = ("ROADS",)
    TAGS = "travel time distance matrix od network roads route minutes"
    SUMMARY = (
        "The quickest way from every origin to every destination on the roads: minutes, and the kilometres of that "
        "way. One-way streets, speeds as OpenStreetMap writes them and traffic by the hour are respected.\n"
        "Places are tied to the nearest point of the nearest road that leads to the others; the way to that point "
        "counts nothing. Places far from every road are left out and named."
    )
    HELP = {
        "ORIGINS": "Points where journeys start.",
        "DESTINATIONS": "Points where journeys end.",
        **shared.ROAD_HELP,
        "ORIGIN_FIELD": "Field that names the origins in the table. Empty: the first of id, stop, cluster, "
        "hotspot_id, officer, else the feature id. A field called name is not taken: it may be somebody's.",
        "DESTINATION_FIELD": "Field that names the destinations in the table; as for origins.",
        "DEPARTURE": "When journeys start; only the time of day matters, and only with traffic. Empty: 12:00.",
        "CRS": "Projected CRS in metres to compute in; empty: the roads' own, or their UTM zone.",
        "MATRIX": "Table: origin, destin, km, minutes; km and minutes are NULL where there is no way.",
        "PAIRS": "Pairs in the table.",
        "UNREACHABLE": "Pairs without a way.",
        "SKIPPED": "Origins and destinations left out for want of a usable geometry, or far from every road.",
    }

    def define(self) -> list[Any]:
        return [
            shared.source("ORIGINS", "Origins", shared.POINTS),
            shared.source("DESTINATIONS", "Destinations", shared.POINTS),
            *shared.roads(),
            shared.advanced(shared.field("ORIGIN_FIELD", "Origin name field", "ORIGINS")),
            shared.advanced(shared.field("DESTINATION_FIELD", "Destination name field", "DESTINATIONS")),
            shared.advanced(shared.moment("DEPARTURE", "Departure", optional=True)),
            shared.working_crs(),
            shared.sink("MATRIX", "Travel time matrix", shared.TABLE),
            QgsProcessingOutputNumber("PAIRS", "Pairs"),
            QgsProcessingOutputNumber("UNREACHABLE", "Pairs without a way"),
            QgsProcessingOutputNumber("SKIPPED", "Places left out"),
        ]

    def problems(self, parameters: dict[str, Any], context: Any) -> str:
        return self.not_positive(parameters, context, "DEFAULT_SPEED", "SNAP_MAX") or beyond_limits(
            self, parameters, context
        )

    def read(self, run: Run) -> Inputs:
        from .network import read_road_network, read_traffic

        _require_few_pairs(run.required_source("ORIGINS").count, run.required_source("DESTINATIONS").count)
        crs = run.working_crs()
        with run.part(0.0, 0.2):
            origins = _read_places(run, "ORIGINS", "ORIGIN_FIELD", crs)
        with run.part(0.2, 0.4):
            destinations = _read_places(run, "DESTINATIONS", "DESTINATION_FIELD", crs)
        # Asked again: some sources do not know beforehand how many features they have.
        _require_few_pairs(len(origins.points), len(destinations.points))
        traffic = read_traffic(run)
        with run.part(0.4, 1.0):
            network = read_road_network(run, crs)
        run.counts["skipped"] = origins.points.skipped.total + destinations.points.skipped.total
        return Inputs(network, origins, destinations, traffic, _departure_min(run, traffic))

    def compute(self, run: Run, inputs: Inputs) -> Matrix:
        import numpy as np

        from ...algorithms.roads.travel import TravelTimes
        from .places import tie

        start, end = inputs.origins, inputs.destinations
        ties = tie(
            run,
            inputs.network,
            np.concatenate([start.points.x, end.points.x]),
            np.concatenate([start.points.y, end.points.y]),
            [f"origin {name}" for name in start.ids] + [f"destination {name}" for name in end.ids],
        )
        near = ~ties.far
        run.counts["skipped"] += int((~near).sum())
        from_near, to_near = near[: len(start.ids)], near[len(start.ids) :]
        _require_near(run, inputs, from_near, to_near)
        times: TravelTimes = TravelTimes.of_ties(ties.where(near), control=run.control, origins=int(from_near.sum()))
        minutes = times.minutes
        if inputs.traffic is not None:
            minutes = inputs.traffic.travel_min(inputs.depart_min, minutes)
        return Matrix(minutes, times.metres / 1000.0, start.ids[from_near], end.ids[to_near])

    def write(self, run: Run, inputs: Inputs, result: Matrix) -> dict[str, Any]:
        import numpy as np

        from ..layers.writing import Column, fields_of, write_features

        reached = np.isfinite(result.minutes)
        unreachable = int((~reached).sum())
        if unreachable:
            origins, destinations = result.origins, result.destinations
            run.warn(f"{unreachable:,} of {reached.size:,} pairs have no way; their km and minutes are NULL.")
            # Not "to none": a place that is origin and destination always reaches itself.
            _warn_of_lonely(run, "origins have no way to most destinations", origins[reached.mean(axis=1) < 0.5])
            _warn_of_lonely(run, "destinations have no way from most origins", destinations[reached.mean(axis=0) < 0.5])
        shape = reached.shape
        columns = [
            Column("origin", "text", np.repeat(result.origins, shape[1])),
            Column("destin", "text", np.tile(result.destinations, shape[0])),
            Column("km", "float", np.where(reached, result.km, np.nan).ravel()),
            Column("minutes", "float", np.where(reached, result.minutes, np.nan).ravel()),
        ]
        sink, destination = run.open_sink(
            "MATRIX", fields_of(columns), QgsWkbTypes.Type.NoGeometry, QgsCoordinateReferenceSystem()
        )
        write_features(run, sink, columns, None, run.label("MATRIX"))
        return {
            "MATRIX": destination,
            "PAIRS": reached.size,
            "UNREACHABLE": unreachable,
            "SKIPPED": run.counts["skipped"],
        }


def _require_few_pairs(origins: int, destinations: int) -> None:
    """Raise PatrolError where the table would be too long."""
    from ...algorithms.errors import PatrolError

    pairs = origins * destinations
    if pairs > _MOST_PAIRS:
        raise PatrolError(
            f"{origins:,} origins and {destinations:,} destinations make {pairs:,} pairs; at most {_MOST_PAIRS:,} can "
            "be computed at once. Select fewer places, or run one part of them after the other."
        )


def _require_near(run: Run, inputs: Inputs, from_near: np.ndarray, to_near: np.ndarray) -> None:
    """Raise PatrolError where no origin, or no destination, is near a road."""
    from ...algorithms.errors import PatrolError
    from ..common.wording import listed
    from .places import none_near

    for name, places, near in (("ORIGINS", inputs.origins, from_near), ("DESTINATIONS", inputs.destinations, to_near)):
        if not near.any():
            shown = listed(places.ids, _NAMED)
            raise PatrolError(none_near(run, f"{run.label(name)}: none of the {len(near):,}", shown))


def _read_places(run: Run, name: str, field_name: str, crs: QgsCoordinateReferenceSystem) -> Places:
    from ..layers.fields import name_field
    from ..layers.places import names_of
    from ..layers.reading import read_points

    source = run.required_source(name)
    field = name_field(run, source, field_name, _ID_FIELDS)
    points = read_points(run, source, crs, [field], placed=True)
    points.skipped.report(run.warn)
    run.counts[name.lower()] = len(points)
    return Places(points, names_of(points, field, run.warn))


def _departure_min(run: Run, traffic: Traffic | None) -> float:
    """Minutes since midnight at which journeys start."""
    import numpy as np

    from ...algorithms.route.plan import Clock
    from ..layers.places import read_moment

    moment = read_moment(run, "DEPARTURE")
    if moment is None:
        if traffic is not None:
            run.info("No departure is given: the traffic of 12:00 is used.")
        moment = np.datetime64(_NOON)
    elif traffic is None:
        run.info("The departure changes nothing without a traffic table.")
    return Clock(moment).start_min_of_day


def _warn_of_lonely(run: Run, what: str, names: np.ndarray) -> None:
    from ..common.wording import listed

    if len(names):
        run.warn(f"{len(names):,} {what}: {listed(names, _NAMED)}.")
