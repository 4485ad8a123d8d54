"""What a forecast model may learn from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..errors import PatrolError
from ..texts import Text
from ..times.spans import span_of_days
from ..times.timeclasses import shown_time
from .events import CellEvents
from .surroundings import Surroundings


@dataclass(frozen=True)
class Training:
    """What a model may learn from: the ``days`` of ``events`` before ``until``; what else a model needs goes here, too.

    ``until``: the end of the record, not after the start of what is forecast. Events outside the days may be there;
    only ``known`` may be looked at. ``around``: where the cells are, and what else is known of them; None where
    nothing is. ``seed``: of models that draw.
    """

    events: CellEvents
    days: float
    until: np.datetime64
    around: Surroundings | None = None
    seed: int = 1

    def __post_init__(self) -> None:
        if not self.days > 0:
            raise PatrolError("The training days must be more than 0, not {days:g}.", days=self.days)

    @property
    def opening(self) -> np.datetime64:
        """Where the training days begin, whether or not anything was recorded then."""
        return self.until - span_of_days(self.days)

    @property
    def begin(self) -> np.datetime64:
        """Where what is known begins: with the training days, or the first incident where the data is shorter."""
        return max(self.opening, self.require_known().first_day())

    @property
    def known(self) -> CellEvents:
        """The incidents of the training days."""
        return self.events.between(self.opening, self.until)

    def surroundings(self) -> Surroundings:
        """``around``. Raises PatrolError where nothing is known."""
        if self.around is None:
            raise PatrolError("This model needs to know where the cells lie.")
        return self.around

    def require_known(self) -> CellEvents:
        """``known``, at least one. Raises PatrolError, saying when the incidents are, where there is none."""
        known = self.known
        if len(known) == 0:
            raise PatrolError(
                "No incident lies in the {days:g} days before {end}, so nothing can be learned. {way_out}",
                days=self.days,
                end=shown_time(self.until),
                way_out=_way_out(self.events, self.until),
            )
        return known


def _way_out(events: CellEvents, until: np.datetime64) -> Text:
    """When the incidents are, and which start of the forecast has some before it."""
    if len(events) == 0:
        return Text("There are no incidents in the grid: give the grid of these incidents.")
    first, last = events.time.min(), events.time.max()
    if last < until:
        remedy = Text("Choose an earlier forecast start or more training days.")
    elif first >= until:
        remedy = Text("Choose a later forecast start.")
    else:
        remedy = Text("Choose another forecast start or more training days.")
    return Text(
        "The incidents run from {first} to {last}. {remedy}",
        first=shown_time(first),
        last=shown_time(last),
        remedy=remedy,
    )
