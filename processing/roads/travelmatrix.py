"""patrol:travelmatrix: minutes and kilometres between places on the roads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessingOutputNumber

from ...algorithms.texts import Text
from ..framework import parameters as shared
from ..framework.base import PatrolAlgorithm

if TYPE_CHECKING:
    import numpy as np

    from ..framework.run import Run
    from .inputs import Inputs
    from .outputs import Result

# So many places are named in a message.
_NAMED = 10


class TravelMatrix(PatrolAlgorithm):
    """Every origin to every destination: minutes and kilometres of the quickest way."""

    ID = "travelmatrix"
    TITLE = "Travel time matrix"
    GROUP = ("patrol", "Patrol")
    ICON = "travelmatrix"
    STUDY = ("ROADS", "ORIGINS")
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
        **shared.SOURCE_HELP,
        "ORIGIN_FIELD": "Field that names the origins in the table. Empty: the first of id, stop, cluster, "
        "hotspot_id, officer, else the feature id. A field called name is not taken: it may be somebody's.",
        "DESTINATION_FIELD": "Field that names the destinations in the table; as for origins.",
        "DEPARTURE": "When journeys start; only the time of day matters, and only with traffic. Empty: 12:00.",
        "CRS": "Projected CRS in metres to compute in; empty: the roads' own, without roads the origins', or their UTM "
        "zone.",
        "MATRIX": "Table: origin, destin, km, minutes; km and minutes are NULL where there is no way.",
        "PAIRS": "Pairs in the table.",
        "UNREACHABLE": "Pairs without a way.",
        "SKIPPED": "Origins and destinations left out for want of a usable geometry, or far from every road.",
    }

    def define(self) -> list[Any]:
        return [
            shared.source("ORIGINS", "Origins", shared.POINTS),
            shared.source("DESTINATIONS", "Destinations", shared.POINTS),
            *shared.roads(optional=True),
            *shared.travel_source(),
            shared.advanced(shared.field("ORIGIN_FIELD", "Origin name field", "ORIGINS")),
            shared.advanced(shared.field("DESTINATION_FIELD", "Destination name field", "DESTINATIONS")),
            shared.advanced(shared.moment("DEPARTURE", "Departure", optional=True)),
            shared.working_crs(),
            shared.sink("MATRIX", "Travel time matrix", shared.TABLE),
            QgsProcessingOutputNumber("PAIRS", "Pairs"),
            QgsProcessingOutputNumber("UNREACHABLE", "Pairs without a way"),
            QgsProcessingOutputNumber("SKIPPED", "Places left out"),
        ]

    def read(self, run: Run) -> Inputs:
        from .inputs import read_inputs

        return read_inputs(run)

    def compute(self, run: Run, inputs: Inputs) -> Result:
        import numpy as np

        from .outputs import Result
        from .remarks import report_server
        from .travel import tie

        start, end = inputs.origins, inputs.destinations
        ties = tie(
            run,
            inputs.source,
            np.concatenate([start.points.x, end.points.x]),
            np.concatenate([start.points.y, end.points.y]),
            [Text("origin {name}", name=name) for name in start.ids]
            + [Text("destination {name}", name=name) for name in end.ids],
        )
        near = ~ties.far
        run.counts.skip(int((~near).sum()))
        from_near, to_near = near[: len(start.ids)], near[len(start.ids) :]
        _require_near(run, inputs, from_near, to_near)
        times = inputs.source.times(ties.where(near), None, run.control, int(from_near.sum()), inputs.traffic)
        report_server(run, inputs.source, times)
        minutes, metres = times.departing(inputs.depart_min, inputs.traffic)
        return Result(minutes, metres / 1000.0, start.ids[from_near], end.ids[to_near])

    def write(self, run: Run, inputs: Inputs, result: Result) -> dict[str, Any]:
        import numpy as np

        from .outputs import write_matrix
        from .remarks import report_unreached

        reached = np.isfinite(result.minutes)
        report_unreached(run, reached, result.origins, result.destinations)
        return {
            "MATRIX": write_matrix(run, result),
            "PAIRS": reached.size,
            "UNREACHABLE": int((~reached).sum()),
            "SKIPPED": run.counts.skipped,
        }


def _require_near(run: Run, inputs: Inputs, from_near: np.ndarray, to_near: np.ndarray) -> None:
    """Raise PatrolError where no origin, or no destination, is near a road."""
    from ...algorithms.errors import PatrolError
    from ..common.wording import listed
    from .travel import none_near

    for name, places, near in (("ORIGINS", inputs.origins, from_near), ("DESTINATIONS", inputs.destinations, to_near)):
        if not near.any():
            shown = listed(places.ids, _NAMED)
            raise PatrolError(
                none_near(
                    run, inputs.source, Text("{label}: none of the {n:,}", label=run.label(name), n=len(near)), shown
                )
            )
