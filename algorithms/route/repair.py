"""A planned route taken up again: its order completed with what still fits, and driven anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ..control import Control
from .plan import DOES_NOT_FIT, Deadline
from .rounds import Round
from .route import Route
from .schedule import Schedule

# Minutes. What costs less is not cheaper: a stop on the way would otherwise be worth more than any other.
LEAST_COST_MIN = 1.0


def filled(
    schedule: Schedule,
    order: Sequence[int],
    among: np.ndarray,
    bias: np.ndarray | None = None,
    control: Control | None = None,
    deadline: Deadline | None = None,
) -> list[int]:
    """An order that fits, with those stops put in that still fit: what must be visited first, then the one of highest
    priority per minute by which it puts off the rest, where it does so least.

    schedule: knows what fits.
    order: the stops there are, none twice.
    among: int (c,), the stops that may be put in; those in the order and those that cannot be visited are passed over.
    bias: float64 (n,), what the priority of each stop is multiplied with; None for 1.
    control: stops it.
    deadline: after which no more stop is put in; None for never.
    """
    control, deadline = control or Control(), deadline or Deadline(None)
    made = Round(schedule, order)
    waiting = np.setdiff1d(np.asarray(among, dtype=np.int64), made.order)
    waiting = waiting[schedule.can[waiting]]
    weight = schedule.problem.stops.priority if bias is None else schedule.problem.stops.priority * bias
    while len(waiting) and not deadline.passed():
        control.check()
        delay = made.delays(waiting)
        cost = delay.min(axis=0)
        if np.isinf(cost).all():
            break
        worth = weight[waiting] / np.maximum(cost, LEAST_COST_MIN)
        one = int(np.lexsort((waiting, cost, -worth, -schedule.must[waiting], np.isinf(cost)))[0])
        made = made.with_stop(int(delay[:, one].argmin()), int(waiting[one]))
        waiting = np.delete(waiting, one)
    return made.order


def driven_anew(schedule: Schedule, route: Route, order: Sequence[int]) -> Route:
    """A planned route with another order: what else is known of it stays, and so do the reasons for stops left out."""
    made = schedule.route(order, DOES_NOT_FIT)
    why = {skip.stop: skip for skip in route.skipped}
    skipped = [why.get(skip.stop, skip) for skip in made.skipped]
    return replace(route, visits=made.visits, legs=made.legs, skipped=skipped)
