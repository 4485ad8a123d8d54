"""What a model may learn from besides the incidents that it forecasts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from .activity import CheckIns, Pois
from .events import CellEvents
from .places import Places

if TYPE_CHECKING:
    from .features.rates import RateFeatures


@dataclass(frozen=True)
class Surroundings:
    """``places``: of the cells. ``events``: all that are forecast, the future ones among them, which nothing may look
    at but through ``rates``, that hides them. ``others``: the incidents of each other type, under its name.
    ``pois``, ``checkins``: None where nothing is known of them; of the check-ins, too, only the past may be looked at.
    """

    places: Places
    events: CellEvents
    others: tuple[tuple[str, CellEvents], ...] = ()
    pois: Pois | None = None
    checkins: CheckIns | None = None

    @cached_property
    def rates(self) -> RateFeatures:
        """Counts per day as they were at any moment; kept, as forecasts of a walk-forward share most of them."""
        from .features.rates import RateFeatures

        return RateFeatures(self.places, self.events, self.others)
