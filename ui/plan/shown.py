"""What of a plan goes into its group and its file: which layers, in which order, visible or not, under which names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qgis.core import QgsApplication

from ..text import later, no_algorithm, tr

PLAN_ID = "patrol:planshift"
OFFICERS = "OFFICERS_OUT"
# Output of the algorithm → its table in the plan's file.
TABLES = {
    OFFICERS: "officers",
    "VISITS": "visits",
    "BLOCKS": "blocks",
    "AREAS": "areas",
    "ROUTES": "routes",
    "STOPS": "stops",
    "ROUTE": "route",
    "UNVISITED": "unvisited",
    "POINTS": "peaks",
    "HOTSPOTS": "hotspots",
    "FORECAST": "forecast",
    "GRID": "grid",
    "SUMMARY": "summary",
}
# Where the algorithm's title is longer than it need be in the group.
_TITLES = {"POINTS": later("Peaks")}


@dataclass(frozen=True)
class Shown:
    """A layer of a plan: its title, its place from the top of the group, and whether it is visible at first.

    ``table``: what it is called in the plan's GeoPackage, "" for what is not kept there.
    """

    title: str
    table: str
    place: int
    visible: bool = False


def plan_algorithm() -> Any:
    """A copy of the algorithm that plans a shift, which stays when its provider is removed; ValueError without it."""
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(PLAN_ID)
    if algorithm is None:
        raise ValueError(no_algorithm(PLAN_ID))
    return algorithm


def shown_layers(algorithm: Any) -> dict[str, Shown]:
    """The layers of a plan by the names of the outputs, as the algorithm says where it loads them itself."""
    return {
        name: Shown(
            tr(_TITLES[name]) if name in _TITLES else algorithm.parameterDefinition(name).description(),
            TABLES.get(name, name.lower()),
            # Between two of them is room for what stands there besides.
            2 * place,
            visible,
        )
        for place, (name, visible) in enumerate(algorithm.GROUPED.items())
    }


def forecast_models() -> list[str]:
    """The forecast models to choose from, the usual one first; none while the algorithms are not there."""
    try:
        definition = plan_algorithm().parameterDefinition("FORECAST_MODEL")
    except ValueError:
        return []
    usual = definition.defaultValue()
    return sorted(definition.options(), key=lambda word: word != usual)
