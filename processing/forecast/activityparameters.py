"""The parameters of what a place is used for: points of interest and check-ins, for every algorithm that forecasts."""

from __future__ import annotations

from typing import Any

from ...algorithms.forecast.models import registry
from ..framework import parameters as shared


def _who_learns(layer: str) -> str:
    """Which models learn from a layer that not all of them need; where none does, which do without any such."""
    learning = [model.word for model in registry.MODELS if layer in model.needs]
    if learning:
        return ", ".join(learning) + (" does" if len(learning) == 1 else " do")
    others = [model.word for model in registry.MODELS if not model.needs]
    return ", ".join(others) + (" learns" if len(others) == 1 else " learn") + " from incidents alone"


HELP = {
    "POIS": f"Points of interest, for models that learn from them; {_who_learns('POIS')}.",
    "POI_TYPE_FIELD": "Kind of each point of interest; without it only how many there are is learned from.",
    "CHECKINS": f"Check-ins, for models that learn from them; {_who_learns('CHECKINS')}.",
    "CHECKIN_TIME_FIELD": f"When each check-in happened: {shared.TIMES_HELP}.",
    "CHECKIN_USER_FIELD": "An opaque id, only to tell visitors apart; it never reaches an output. Without it only how "
    "many check-ins there are is learned from.",
}
# Each with the fields that say something of it alone.
LAYERS = {"POIS": ("POI_TYPE_FIELD",), "CHECKINS": ("CHECKIN_TIME_FIELD", "CHECKIN_USER_FIELD")}


def activity() -> list[Any]:
    """Points of interest, check-ins and their fields."""
    return [
        shared.advanced(shared.source("POIS", "Points of interest", shared.POINTS, True)),
        shared.advanced(shared.field("POI_TYPE_FIELD", "Type field of points of interest", "POIS")),
        shared.advanced(shared.source("CHECKINS", "Check-ins", shared.POINTS, True)),
        shared.advanced(shared.field("CHECKIN_TIME_FIELD", "Time field of check-ins", "CHECKINS")),
        shared.advanced(shared.field("CHECKIN_USER_FIELD", "Visitor id field of check-ins", "CHECKINS")),
    ]
