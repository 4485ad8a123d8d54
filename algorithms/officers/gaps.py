"""The time that a plan leaves between its visits."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from ..route.plan import Leg, Visit
from .assignment import Assignment
from .problem import AssignmentSettings, PatrolProblem
from .reward import CALL


@dataclass(eq=False)
class Gap:
    """Time of an officer from one visit to the next one, in minutes since the shift's start.

    ``before``: how many of the officer's visits come before it. ``at``, ``free``: the place where the officer is, and
    since when. ``onward``: the leg to the visit after it, None in the last gap. ``until``: when that visit begins, or
    when the officer must have ended. ``legs``, ``visits``: what has been put into it; ``at``, ``free`` and ``onward``
    are after that.
    """

    officer: int
    before: int
    at: int
    free: float
    onward: Leg | None
    until: float
    legs: list[Leg] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)


def gaps_of(problem: PatrolProblem, settings: AssignmentSettings, plan: Assignment) -> list[Gap]:
    """All gaps in which a visit would have time, officer by officer.

    Nothing is known of a call until it comes in: who waited before one may not have gone elsewhere.
    """
    on, off = problem.officers.duty(settings.shift_min)
    gaps = []
    for officer in np.flatnonzero(problem.officers.on_duty(settings.shift_min)).tolist():
        route = plan.routes[officer]
        at, free = int(problem.home[officer]), float(on[officer])
        for number, (leg, visit) in enumerate(zip(route.legs, route.visits)):
            if problem.nodes.kind[visit.stop] != CALL:
                gaps.append(Gap(officer, number, at, free, leg, leg.arrive_min))
            at, free = leg.end, visit.depart_min
        # Who must be back at the start is on the way there.
        if not settings.return_to_start:
            gaps.append(Gap(officer, len(route.visits), at, free, None, float(off[officer])))
    return [gap for gap in gaps if _room(gap) >= settings.dwell_min]


def _room(gap: Gap) -> float:
    """Minutes an officer has to spare in a gap."""
    return gap.until - gap.free - (0.0 if gap.onward is None else gap.onward.minutes)
